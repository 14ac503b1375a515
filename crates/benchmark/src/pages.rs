//! Pages as they are asked for: one page by many connections, and people at mixed work.

use crate::business::{self, Amount};
use crate::client::{Client, hidden_fields};
use crate::place::{self, Home};
use crate::process;
use crate::server::Server;
use crate::table::{Figure, percentile};
use anyhow::{Context, Result, ensure};
use cabinet::ids::MeetingId;
use office::Clock;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::time::Instant;

const CONNECTIONS: usize = 16;
/// How long one page is asked for.
const TIME: Duration = Duration::from_secs(8);
/// Before it is measured.
const WARMING: Duration = Duration::from_secs(1);
/// People at mixed work, and for how long.
const PEOPLE: usize = 90;
const AT_WORK: Duration = Duration::from_secs(20);
/// Milliseconds between what one of them does: somebody who reads fast.
const READS_MS: u64 = 400;

/// What one page gave.
struct Asked {
    per_core_s: f64,
    p99_ms: f64,
    samples: u64,
    cpu_s: f64,
}

/// Asks for a page by many connections of one session.
async fn asked(server: &Server, post: &str, path: &str) -> Result<Asked> {
    let first = Client::signed_in(server.address, post).await?;
    load(server.address, &first, path, WARMING).await?;
    let before = server.cpu_s()?;
    let mut taken_ms = load(server.address, &first, path, TIME).await?;
    let cpu_s = server.cpu_s()? - before;
    let samples = u64::try_from(taken_ms.len())?;
    #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
    let per_core_s = samples as f64 / cpu_s;
    Ok(Asked { per_core_s, p99_ms: percentile(&mut taken_ms, 99.0), samples, cpu_s })
}

async fn load(address: SocketAddr, session: &Client, path: &str, time: Duration) -> Result<Vec<f64>> {
    let until = Instant::now() + time;
    let mut tasks = Vec::new();
    for _ in 0..CONNECTIONS {
        let (mut client, path) = (session.again(address).await?, path.to_owned());
        tasks.push(tokio::spawn(async move {
            let mut taken_ms = Vec::new();
            while Instant::now() < until {
                let answer = client.get(&path).await?;
                ensure!(answer.status == 200, "{path}: {}", answer.status);
                taken_ms.push(answer.taken.as_secs_f64() * 1000.0);
            }
            anyhow::Ok(taken_ms)
        }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await??);
    }
    Ok(all)
}

/// The three pages over one amount of data.
async fn three(home: &Home, large: MeetingId) -> Result<[(&'static str, Asked); 3]> {
    let server = Server::start(home).await?;
    let agenda = format!("/meetings/{large}");
    let mut probe = Client::signed_in(server.address, "energy_minister").await?;
    let page = probe.get(&agenda).await?;
    ensure!(page.status == 200, "the agenda: {}", page.status);
    let pages = [
        ("agenda", asked(&server, "energy_minister", &agenda).await?),
        ("desk", asked(&server, "cabinet_section", "/desk").await?),
        ("register", asked(&server, "cabinet_section", "/proposals").await?),
    ];
    server.stop().await?;
    Ok(pages)
}

/// The three pages over data that lie there, in words.
pub(crate) async fn over(home: &Home, large: MeetingId) -> Result<String> {
    let told = |(name, asked): (&str, Asked)| {
        format!("{name}: {:.0} a second a core, 99 of 100 within {:.1} ms", asked.per_core_s, asked.p99_ms)
    };
    Ok(three(home, large).await?.map(told).join("\n"))
}

/// Measures pages over data of the usual amount and of ten times as much.
pub(crate) async fn measured(folder: &Home, usual: Amount, paper: &[u8]) -> Result<Vec<Figure>> {
    let mut figures = people(&Home(folder.0.join("people")), usual.users).await?;
    let home = Home(folder.0.join("usual"));
    let large = business::make(&home, usual, paper).await.context("the usual amount of data")?;
    let pages = three(&home, large).await?;
    let home = Home(folder.0.join("tenfold"));
    let large = business::make(&home, usual.times(10), paper).await.context("ten times the data")?;
    for ((name, usual), (_, more)) in pages.into_iter().zip(three(&home, large).await?) {
        let figure = |ending: &str, value: f64| {
            Figure::new(&format!("page.{name}{ending}"), value, usual.samples).of_server(usual.cpu_s)
        };
        figures.push(figure("", usual.per_core_s));
        figures.push(figure("_p99", usual.p99_ms));
        let ratio = more.per_core_s / usual.per_core_s;
        figures.push(Figure::new(&format!("page.{name}_tenfold_ratio"), ratio, more.samples).of_server(more.cpu_s));
    }
    Ok(figures)
}

/// People at mixed work over the sample government; and how soon a server answers.
async fn people(home: &Home, users: usize) -> Result<Vec<Figure>> {
    home.begun(place::government(users), Clock::default()).await?.close().await;
    let server = Server::start(home).await?;
    let mut first = Client::signed_in(server.address, "chief_minister").await?;
    ensure!(first.get("/desk").await?.status == 200, "the first answer");
    let first_answer = server.age().as_secs_f64();
    let before = server.cpu_s()?;
    let until = Instant::now() + AT_WORK;
    let work = (0..PEOPLE).map(|number| tokio::spawn(at_work(server.address, number, until)));
    let mut taken_ms = Vec::new();
    for task in work.collect::<Vec<_>>() {
        taken_ms.extend(task.await??);
    }
    let (cpu_s, memory) = (server.cpu_s()? - before, process::memory_mb(server.pid, "VmRSS")?);
    let samples = u64::try_from(taken_ms.len())?;
    server.stop().await?;
    Ok(vec![
        Figure::new("page.mixed_p99", percentile(&mut taken_ms, 99.0), samples).of_server(cpu_s),
        Figure::new("page.mixed_memory", memory, 1),
        Figure::new("page.first_answer", first_answer, 1),
    ])
}

/// One officer: desk, register, meetings, and now and then a new matter. Gives the milliseconds of every answer.
async fn at_work(address: SocketAddr, number: usize, until: Instant) -> Result<Vec<f64>> {
    let mut client = Client::signed_in(address, &format!("branch_{number}")).await?;
    let mut taken_ms = Vec::new();
    for round in 0_usize.. {
        // Nobody begins at the same moment.
        let pause = READS_MS + u64::try_from((number * 7 + round * 13) % 200)?;
        tokio::time::sleep(Duration::from_millis(pause)).await;
        if Instant::now() >= until {
            break;
        }
        let answer = match (number + round) % 5 {
            0 => client.get("/desk").await?,
            1 => client.get("/proposals").await?,
            2 => client.get("/meetings").await?,
            3 => client.get("/readings").await?,
            _ => {
                let page = client.get("/proposals/new").await?;
                taken_ms.push(page.taken.as_secs_f64() * 1000.0);
                let html = std::str::from_utf8(&page.body)?;
                let mut fields = hidden_fields(html, "/proposals/new")?;
                fields.push(("number".to_owned(), format!("एफ {number}-{round}")));
                fields.push(("subject".to_owned(), "योजना की निरंतरता एवं पुनरीक्षित लागत".to_owned()));
                client.post("/proposals/new", &fields).await?
            }
        };
        ensure!(matches!(answer.status.as_u16(), 200 | 303), "{}", answer.status);
        taken_ms.push(answer.taken.as_secs_f64() * 1000.0);
    }
    Ok(taken_ms)
}
