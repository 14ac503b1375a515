//! Desk, registers and movement of a whole government, as one person waits for them: one connection, one question after the
//! other.

use crate::client::{Answer, Client, hidden_fields};
use crate::place::Home;
use crate::process;
use crate::server::Server;
use crate::table::{Figure, percentile};
use crate::years::{self, LIVE, Looked};
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// Years of past files: since then there are decisions that somebody looks up.
const YEARS: usize = 25;
/// How often each page is asked for, after so many times that do not count.
const TIMES: usize = 200;
const WARMING: usize = 20;
/// How often a file is sent on.
const MOVES: usize = 200;

/// Pages whose address is known beforehand: name of the figure, who asks, for what.
const PAGES: [(&str, &str, &str); 11] = [
    ("section_officer", "energy_section", "/desk"),
    ("secretary", "energy_secretary", "/desk"),
    ("finance", "finance_secretary", "/desk"),
    ("cabinet_section", "cabinet_section", "/desk"),
    ("chief_secretary", "chief_secretary", "/desk"),
    ("chief_minister", "chief_minister", "/desk"),
    ("register", "cabinet_section", "/proposals"),
    ("register_of_department", "energy_section", "/proposals"),
    ("register_of_member", "energy_minister", "/proposals"),
    ("urgent_approvals", "chief_minister", "/urgent-approvals"),
    ("paper_register", "cabinet_section", "/paper"),
];
/// Those that are beside each other with and without a past.
const DESKS: usize = 6;

/// What one page or act took.
struct Taken {
    taken_ms: Vec<f64>,
    cpu_s: f64,
}

impl Taken {
    fn figure(&mut self, name: &str) -> Result<Figure> {
        let samples = u64::try_from(self.taken_ms.len())?;
        let value = percentile(&mut self.taken_ms, 99.0);
        Ok(Figure::new(&format!("desk.{name}"), value, samples).of_server(self.cpu_s))
    }

    fn median_ms(&mut self) -> f64 {
        percentile(&mut self.taken_ms, 50.0)
    }
}

fn taken_ms(answer: &Answer) -> f64 {
    answer.taken.as_secs_f64() * 1000.0
}

/// Asks for a page by one connection.
async fn asked(server: &Server, post: &str, path: &str) -> Result<Taken> {
    let mut client = Client::signed_in(server.address, post).await?;
    let mut taken = Vec::new();
    let mut before = 0.0;
    for number in 0..WARMING + TIMES {
        if number == WARMING {
            before = server.cpu_s()?;
        }
        let answer = client.get(path).await?;
        ensure!(answer.status == 200, "{post} {path}: {}", answer.status);
        if number >= WARMING {
            taken.push(taken_ms(&answer));
        }
    }
    Ok(Taken { taken_ms: taken, cpu_s: server.cpu_s()? - before })
}

/// The address of the last page of a list.
async fn last_page(server: &Server, post: &str, path: &str) -> Result<String> {
    let mut client = Client::signed_in(server.address, post).await?;
    let (mut there, mut beyond) = (1_usize, 2_usize);
    while client.get(&format!("{path}?page={beyond}")).await?.status == 200 {
        (there, beyond) = (beyond, beyond * 2);
    }
    while beyond - there > 1 {
        let middle = usize::midpoint(there, beyond);
        let found = client.get(&format!("{path}?page={middle}")).await?.status == 200;
        if found { there = middle } else { beyond = middle }
    }
    Ok(format!("{path}?page={there}"))
}

/// A secretary sends a file on, calls it back, and so on: each time from the form on the file's own page.
async fn moved(server: &Server, looked: &Looked) -> Result<Taken> {
    let mut client = Client::signed_in(server.address, "energy_secretary").await?;
    let path = format!("/proposals/{}", looked.sent);
    let action = format!("{path}/move-file");
    let (mut taken, before) = (Vec::new(), server.cpu_s()?);
    for _ in 0..MOVES {
        let page = client.get(&path).await?;
        let html = std::str::from_utf8(&page.body)?;
        let mut fields = hidden_fields(html, &action)?;
        let form = html.split_once(&format!("action=\"{action}\"")).context("a form")?.1;
        let desk = form.split_once("name=\"desk\" value=\"").and_then(|(_, rest)| rest.split('"').next());
        fields.push(("desk".to_owned(), desk.context("a desk")?.to_owned()));
        fields.push(("remark".to_owned(), "परीक्षण कर प्रस्तुत करें।".to_owned()));
        let answer = client.post(&action, &fields).await?;
        ensure!(answer.status == 303, "{action}: {}", answer.status);
        taken.push(taken_ms(&answer));
    }
    Ok(Taken { taken_ms: taken, cpu_s: server.cpu_s()? - before })
}

/// Everything that is measured over one amount of data.
struct Measured {
    pages: Vec<(&'static str, Taken)>,
    more: Vec<(&'static str, Taken)>,
    start_s: f64,
    memory_mb: f64,
}

async fn over(home: &Home, looked: &Looked) -> Result<Measured> {
    let server = Server::start(home).await?;
    let mut first = Client::signed_in(server.address, "chief_minister").await?;
    ensure!(first.get("/desk").await?.status == 200, "the first answer");
    let start_s = server.age().as_secs_f64();
    let mut pages = Vec::new();
    for (name, post, path) in PAGES {
        pages.push((name, asked(&server, post, path).await.with_context(|| name)?));
    }
    let mut more = Vec::new();
    for (name, post, path) in [
        ("register_end", "cabinet_section", "/proposals"),
        ("register_of_department_end", "energy_section", "/proposals"),
        ("register_of_member_end", "energy_minister", "/proposals"),
        ("urgent_approvals_end", "chief_minister", "/urgent-approvals"),
        ("paper_register_end", "cabinet_section", "/paper"),
    ] {
        let end = last_page(&server, post, path).await?;
        eprintln!("{name}: {end}");
        more.push((name, asked(&server, post, &end).await.with_context(|| name)?));
    }
    let travelled = format!("/proposals/{}", looked.travelled);
    more.push(("movements", asked(&server, "energy_secretary", &travelled).await?));
    more.push(("move", moved(&server, looked).await?));
    let memory_mb = process::memory_mb(server.pid, "VmRSS")?;
    server.stop().await?;
    Ok(Measured { pages, more, start_s, memory_mb })
}

/// What was measured over data that lie there, in words: median, 99 of 100, and processor time of one.
pub(crate) async fn told(home: &Home) -> Result<String> {
    let looked: Looked = serde_json::from_slice(&std::fs::read(home.0.join("looked"))?)?;
    let measured = over(home, &looked).await?;
    let mut lines = vec![format!("start {:.2} s, memory {:.0} MB", measured.start_s, measured.memory_mb)];
    for (name, mut taken) in measured.pages.into_iter().chain(measured.more) {
        let (median, p99) = (taken.median_ms(), percentile(&mut taken.taken_ms, 99.0));
        #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
        let cpu_ms = taken.cpu_s * 1000.0 / taken.taken_ms.len() as f64;
        lines.push(format!("{name:28} {median:8.2} ms {p99:8.2} ms   {cpu_ms:6.2} ms of the processor"));
    }
    Ok(lines.join("\n"))
}

/// Makes data that [`told`] measures.
pub(crate) async fn made(home: &Home, years: usize, paper: &[u8]) -> Result<String> {
    let began = std::time::Instant::now();
    let looked = years::make(home, years, LIVE, paper).await?;
    std::fs::write(home.0.join("looked"), serde_json::to_vec(&looked)?)?;
    Ok(format!("{years} years, {LIVE} files under way: {} s", began.elapsed().as_secs()))
}

pub(crate) async fn measured(folder: &Path, paper: &[u8]) -> Result<Vec<Figure>> {
    let home = Home(folder.join("none"));
    let looked = years::make(&home, 0, LIVE, paper).await.context("files under way")?;
    let without = over(&home, &looked).await?;
    let home = Home(folder.join("past"));
    let looked = years::make(&home, YEARS, LIVE, paper).await.context("files of the past")?;
    let with = over(&home, &looked).await?;
    let mut figures = vec![
        Figure::new("desk.start", with.start_s, 1),
        Figure::new("desk.memory", with.memory_mb, 1),
        Figure::new("desk.memory_without_past", without.memory_mb, 1),
    ];
    let (mut desks, mut registers) = (0.0_f64, 0.0_f64);
    for (place, ((name, mut taken), (_, mut beside))) in with.pages.into_iter().zip(without.pages).enumerate() {
        let ratio = taken.median_ms() / beside.median_ms();
        let worst = if place < DESKS { &mut desks } else { &mut registers };
        *worst = worst.max(ratio);
        figures.push(taken.figure(name)?);
    }
    for (name, mut taken) in with.more {
        figures.push(taken.figure(name)?);
    }
    figures.push(Figure::new("desk.past_ratio", desks, TIMES as u64));
    figures.push(Figure::new("desk.registers_past_ratio", registers, TIMES as u64));
    Ok(figures)
}
