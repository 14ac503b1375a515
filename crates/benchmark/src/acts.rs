//! Acts through the office, and single inserts beside them. Each runs in a process of its own, so that a tracer can make
//! its disk slow.

use crate::business;
use crate::place::{self, Home};
use crate::process;
use crate::table::{Figure, percentile};
use anyhow::{Context, Result, ensure};
use office::Clock;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Executor};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::Command;

const CLIENTS: usize = 64;
const TIME: Duration = Duration::from_secs(6);
/// Microseconds that a slow disk adds to each sync.
const SLOWER_US: u32 = 5000;

/// What a process measured of itself.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Own {
    per_s: f64,
    p99_ms: f64,
    samples: u64,
    cpu_s: f64,
}

impl Own {
    fn of(mut taken_ms: Vec<f64>, time: Duration) -> Result<Self> {
        let samples = u64::try_from(taken_ms.len())?;
        #[expect(clippy::cast_precision_loss, reason = "a count of acts")]
        let per_s = samples as f64 / time.as_secs_f64();
        let p99_ms = percentile(&mut taken_ms, 99.0);
        Ok(Self { per_s, p99_ms, samples, cpu_s: process::cpu_s(std::process::id())? })
    }
}

/// Acts of many clients on an empty government.
pub(crate) async fn through_office(folder: &Path) -> Result<Own> {
    let office = Home(folder.to_path_buf()).begun(place::government(0), Clock::default()).await?;
    let began = Instant::now();
    let taken_ms = business::starts(&office, CLIENTS, TIME).await?;
    let own = Own::of(taken_ms, began.elapsed())?;
    office.close().await;
    Ok(own)
}

/// One row after the other into a database with the ledger's own settings.
pub(crate) async fn bare(folder: &Path) -> Result<Own> {
    std::fs::create_dir_all(folder)?;
    let options = SqliteConnectOptions::new().filename(folder.join("bare.sqlite")).create_if_missing(true);
    let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
    let mut connection: SqliteConnection = options.connect().await?;
    connection.execute("create table entry (number integer primary key, leaf blob, payload blob)").await?;
    let (began, mut taken_ms) = (Instant::now(), Vec::new());
    while began.elapsed() < TIME {
        let one = Instant::now();
        let insert = sqlx::query("insert into entry (leaf, payload) values (?, ?)");
        insert.bind(vec![1_u8; 250]).bind(vec![2_u8; 600]).execute(&mut connection).await?;
        taken_ms.push(one.elapsed().as_secs_f64() * 1000.0);
    }
    Own::of(taken_ms, began.elapsed())
}

/// Runs this program again with other arguments, on a slow disk if asked, and reads what it measured.
pub(crate) async fn in_a_process<T: DeserializeOwned>(arguments: &[&str], folder: &Path, slow: bool) -> Result<T> {
    let own = std::env::current_exe()?;
    let mut command = if slow {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=fdatasync,fsync"]);
        command.args(["-e", &format!("inject=fdatasync,fsync:delay_exit={SLOWER_US}")]).arg(own);
        command
    } else {
        Command::new(own)
    };
    let output = command.args(arguments).arg(folder).stderr(Stdio::inherit()).output().await.context("a process")?;
    ensure!(output.status.success(), "{arguments:?} ended with {}", output.status);
    Ok(serde_json::from_slice(&output.stdout)?)
}

pub(crate) async fn measured(folder: &Path) -> Result<Vec<Figure>> {
    let single: Own = in_a_process(&["bare"], &folder.join("bare"), true).await?;
    let slow: Own = in_a_process(&["acts"], &folder.join("slow"), true).await?;
    let fast: Own = in_a_process(&["acts"], &folder.join("fast"), false).await?;
    let figure = |name: &str, value: f64, own: &Own| Figure::new(name, value, own.samples).of_server(own.cpu_s);
    Ok(vec![
        figure("office.acts_slow_disk_ratio", slow.per_s / single.per_s, &slow),
        figure("office.acts_slow_disk", slow.per_s, &slow),
        figure("office.acts_slow_disk_p99", slow.p99_ms, &slow),
        figure("office.acts", fast.per_s, &fast),
        figure("office.acts_p99", fast.p99_ms, &fast),
    ])
}
