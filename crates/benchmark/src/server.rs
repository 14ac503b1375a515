//! The served program, in a process of its own.

use crate::place::{Home, beside};
use crate::process;
use anyhow::{Context, Result};
use std::net::SocketAddr;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// A running server.
pub(crate) struct Server {
    child: Child,
    pub(crate) pid: u32,
    pub(crate) address: SocketAddr,
    began: Instant,
    // It would fall over a closed pipe.
    _output: Lines<BufReader<ChildStdout>>,
}

impl Server {
    pub(crate) async fn start(home: &Home) -> Result<Self> {
        let began = Instant::now();
        let mut command = Command::new(beside("ecabinet")?);
        command.arg("demo").env("ECABINET_DATA", home.data()).env("ECABINET_KEY", home.key());
        command.env("ECABINET_LISTEN", "127.0.0.1:0").env("ECABINET_LOG", "error");
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().context("starting the server")?;
        let mut output = BufReader::new(child.stdout.take().context("its output")?).lines();
        loop {
            let line = output.next_line().await?.context("the server ended")?;
            if let Some((_, listed)) = line.split_once("listening: ") {
                let address = listed.split(", ").next().context("an address")?.trim().parse()?;
                let pid = child.id().context("a process")?;
                return Ok(Self { child, pid, address, began, _output: output });
            }
        }
    }

    /// Since it was started.
    pub(crate) fn age(&self) -> Duration {
        self.began.elapsed()
    }

    pub(crate) fn cpu_s(&self) -> Result<f64> {
        process::cpu_s(self.pid)
    }

    pub(crate) async fn stop(mut self) -> Result<()> {
        self.child.kill().await?;
        Ok(())
    }
}
