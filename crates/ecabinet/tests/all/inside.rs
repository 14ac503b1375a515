//! The real office and its real pages in this process, on a port: for what a process of its own would make too slow, and
//! for disks that are cut.

use crate::server::Home;
use cabinet::LedgerNature;
use cabinet::rules::Rules;
use office::{Clock, Config, Office, OpenError};
use papers::{Limits, Workshop};
use rustix::fs::{FlockOperation, flock};
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use vault::KeyFile;
use web::{App, Locales, Origin};

static GOVERNMENT: LazyLock<String> = LazyLock::new(|| Rules::parse(rehearsal::RULES).unwrap().government);

/// An office that serves.
pub struct Inside {
    runtime: Option<Runtime>,
    office: Office,
    lock: PathBuf,
    pub port: u16,
}

impl Inside {
    pub fn open(home: &Home) -> Result<Self, OpenError> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let opened = runtime.block_on(async {
            let config = Config {
                folder: home.data(),
                keys: Arc::new(KeyFile::open(&home.key(), &home.data(), false).unwrap()),
                nature: LedgerNature::Training,
                government: GOVERNMENT.clone(),
                clock: Clock::default(),
                workshop: Workshop::beside_current_program(Limits::default()).unwrap(),
                node: office::Node::default(),
                witness: None,
            };
            let office = Office::open(config).await?;
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            let origin = Origin(format!("http://localhost:{port}"));
            let router = web::router(App::new(office.clone(), Locales::read().unwrap(), origin));
            tokio::spawn(async move { axum::serve(listener, router).await });
            Ok((office, port))
        });
        match opened {
            Ok((office, port)) => {
                let lock = home.data().join("ledger.lock");
                Ok(Self { runtime: Some(runtime), office, lock, port })
            }
            Err(error) => {
                runtime.shutdown_timeout(Duration::from_secs(10));
                Err(error)
            }
        }
    }

    /// Leaves the folder in order, as far as the disk lets it.
    pub fn stop(mut self) {
        let runtime = self.runtime.take().unwrap();
        runtime.block_on(self.office.close());
        runtime.shutdown_timeout(Duration::from_secs(10));
        self.wait_for_the_lock();
    }

    /// A workshop that another thread is starting has our files too, between its fork and its program.
    fn wait_for_the_lock(&self) {
        const TRIES: u32 = 5_000;
        let lock = File::open(&self.lock).unwrap();
        for _ in 0..TRIES {
            if flock(&lock, FlockOperation::NonBlockingLockExclusive).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        panic!("{} stays locked", self.lock.display());
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
