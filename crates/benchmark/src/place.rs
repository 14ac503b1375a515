//! A data folder, its key beside it, and the office that is opened over it.

use anyhow::{Context, Result};
use cabinet::LedgerNature;
use cabinet::act::Government;
use cabinet::ids::{ChargeId, PersonId, PostId};
use cabinet::people::{Charge, Person, Post, PostKind, Words};
use office::{Clock, Config, Node, Office};
use papers::{Limits, Workshop};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Builder;
use vault::KeyFile;

/// The name of the sample government, as `demo` opens it.
pub(crate) const GOVERNMENT: &str = "madhya-pradesh";

/// Where a government is measured.
#[derive(Clone, Debug)]
pub(crate) struct Home(pub(crate) PathBuf);

impl Home {
    pub(crate) fn data(&self) -> PathBuf {
        self.0.join("data")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.0.join("key")
    }

    pub(crate) async fn open(&self) -> Result<Office> {
        self.open_by(Clock::default()).await
    }

    async fn open_by(&self, clock: Clock) -> Result<Office> {
        std::fs::create_dir_all(self.data())?;
        if !self.key().exists() {
            KeyFile::create(&self.key())?;
        }
        let config = Config {
            folder: self.data(),
            keys: Arc::new(KeyFile::open(&self.key(), &self.data(), false)?),
            nature: LedgerNature::Training,
            government: GOVERNMENT.to_owned(),
            clock,
            workshop: Workshop::new(beside("ecabinet-workshop")?, Limits::default()),
            node: Node::default(),
            witness: None,
        };
        Office::open(config).await.context("opening the office")
    }

    /// The office of a government of so many users, which begins here and has its time from this clock.
    pub(crate) async fn begun(&self, users: usize, clock: Clock) -> Result<Office> {
        let office = self.open_by(clock).await?;
        office
            .begin(LedgerNature::Training, rehearsal::RULES.to_owned(), government(users))
            .await
            .context("beginning")?;
        Ok(office)
    }
}

/// A program that was built with this one.
pub(crate) fn beside(name: &str) -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let path = own.parent().unwrap_or(Path::new(".")).join(name);
    anyhow::ensure!(path.exists(), "{} is not built", path.display());
    Ok(path)
}

/// The sample government with more section officers, until so many persons hold a post.
fn government(users: usize) -> Government {
    let mut government = rehearsal::government();
    let departments: Vec<_> = government.departments.iter().map(|one| one.id).collect();
    let more = users.saturating_sub(government.persons.len());
    for (number, department) in (0..more).zip(departments.into_iter().cycle()) {
        let id = |kind: u128| Builder::from_random_bytes((kind << 64 | number as u128).to_be_bytes()).into_uuid();
        let (person, post) = (PersonId(id(1)), PostId(id(2)));
        let title = Words {
            hi: format!("अनुभाग अधिकारी (शाखा-{number})"),
            en: format!("Section Officer (Branch {number})"),
        };
        government.persons.push(Person { id: person, name: title.clone() });
        let key = format!("branch_{number}");
        let kind = PostKind::SectionOfficer;
        government.posts.push(Post { id: post, key, kind, title, department: Some(department), serves: None });
        let from = rehearsal::CHARGES_FROM;
        government.charges.push(Charge { id: ChargeId(id(3)), person, post, from, until: None });
    }
    government
}
