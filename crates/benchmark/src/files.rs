//! Sealed files beside the cipher's own speed on this machine.

use crate::table::{Figure, percentile};
use anyhow::Result;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use std::path::Path;
use std::time::Instant;
use uuid::Uuid;
use vault::{Files, Key, Label};

const FILE_BYTES: usize = 60 * 1024 * 1024;
const CHUNK_BYTES: usize = 64 * 1024;
const RANGE_BYTES: u64 = 1024 * 1024;
const ROUNDS: usize = 5;
const RANGES: u64 = 50;

fn median(mut values: Vec<f64>) -> f64 {
    percentile(&mut values, 50.0)
}

/// Seconds in which the cipher alone seals and opens as much, in the same pieces.
fn cipher_s(plain: &[u8]) -> Result<(f64, f64)> {
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &[7; 32])?);
    let nonce = || Nonce::assume_unique_for_key([9; 12]);
    let mut bytes = plain.to_vec();
    let (mut tags, began) = (Vec::new(), Instant::now());
    for piece in bytes.chunks_mut(CHUNK_BYTES) {
        tags.push(key.seal_in_place_separate_tag(nonce(), Aad::empty(), piece)?);
    }
    let sealed_s = began.elapsed().as_secs_f64();
    let (mut opened, began) = (vec![0; CHUNK_BYTES], Instant::now());
    for (piece, tag) in bytes.chunks(CHUNK_BYTES).zip(&tags) {
        let place = opened.get_mut(..piece.len()).unwrap_or_default();
        key.open_separate_gather(nonce(), Aad::empty(), piece, tag.as_ref(), place)?;
    }
    Ok((sealed_s, began.elapsed().as_secs_f64()))
}

pub(crate) async fn measured(folder: &Path) -> Result<Vec<Figure>> {
    let files = Files::open(&folder.join("files"))?;
    let plain: Vec<u8> = (0..FILE_BYTES).map(|place| place.to_le_bytes()[0] ^ place.to_le_bytes()[1]).collect();
    let key = Key::random()?;
    let [mut seal, mut open, mut put, mut read] = [const { Vec::new() }; 4];
    let mut name = String::new();
    let mut label = Label { object: Uuid::from_u128(0), revision: 1 };
    for round in 0..ROUNDS {
        label = Label { object: Uuid::from_u128(round as u128), revision: 1 };
        let (cipher_seals_s, cipher_opens_s) = cipher_s(&plain)?;
        let began = Instant::now();
        let sealed = vault::seal_file(&key, label, &plain)?;
        seal.push(cipher_seals_s / began.elapsed().as_secs_f64());
        let began = Instant::now();
        let opened = vault::open_file(&key, label, sealed)?;
        open.push(cipher_opens_s / began.elapsed().as_secs_f64());
        anyhow::ensure!(opened.len() == plain.len(), "a file came back short");
        drop(opened);
        let began = Instant::now();
        name = files.put(&key, label, &plain).await?.name;
        put.push(cipher_seals_s / began.elapsed().as_secs_f64());
        let began = Instant::now();
        let whole = files.read(&key, label, &name).await?;
        read.push(cipher_opens_s / began.elapsed().as_secs_f64());
        anyhow::ensure!(whole.len() == plain.len(), "a file came back short");
    }
    let mut ranges = Vec::new();
    for number in 0..RANGES {
        let from = number * 1_000_003;
        let began = Instant::now();
        let read = files.read_range(&key, label, &name, from..from + RANGE_BYTES).await?;
        ranges.push(began.elapsed().as_secs_f64() * 1000.0);
        anyhow::ensure!(read.len() as u64 == RANGE_BYTES, "a range came back short");
    }
    let rounds = ROUNDS as u64;
    Ok(vec![
        Figure::new("papers.seal_ratio", median(seal), rounds),
        Figure::new("papers.open_ratio", median(open), rounds),
        Figure::new("papers.put_ratio", median(put), rounds),
        Figure::new("papers.read_ratio", median(read), rounds),
        Figure::new("papers.range", median(ranges), RANGES),
    ])
}
