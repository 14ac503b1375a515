//! A data folder, its key beside it, and the office that is opened over it.

use anyhow::{Context, Result};
use cabinet::LedgerNature;
use cabinet::act::Government;
use cabinet::ids::DepartmentId;
use cabinet::people::{Charge, Person, Post, PostKind, Words};
use office::{Clock, Config, Node, Office};
use papers::{Limits, Workshop};
use std::path::{Path, PathBuf};
use std::sync::Arc;
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

    /// The office of a government, which begins here and has its time from this clock.
    pub(crate) async fn begun(&self, government: Government, clock: Clock) -> Result<Office> {
        let office = self.open_by(clock).await?;
        office.begin(LedgerNature::Training, rehearsal::RULES.to_owned(), government).await.context("beginning")?;
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
pub(crate) fn government(users: usize) -> Government {
    filled(rehearsal::government(), users)
}

/// A government with more section officers, until so many persons hold a post.
pub(crate) fn filled(mut government: Government, users: usize) -> Government {
    let departments: Vec<_> = government.departments.iter().map(|one| one.id).collect();
    let more = users.saturating_sub(government.persons.len());
    for (number, department) in (0..more).zip(departments.into_iter().cycle()) {
        let title = Words {
            hi: format!("अनुभाग अधिकारी (शाखा-{number})"),
            en: format!("Section Officer (Branch {number})"),
        };
        held(&mut government, &format!("branch_{number}"), (PostKind::SectionOfficer, title), Some(department));
    }
    government
}

/// One more post, and who holds it. Its ids follow from its key, as in the sample government.
pub(crate) fn held(
    government: &mut Government,
    key: &str,
    (kind, title): (PostKind, Words),
    department: Option<DepartmentId>,
) {
    let (person, post, from) = (rehearsal::person(key), rehearsal::post(key), rehearsal::CHARGES_FROM);
    government.persons.push(Person { id: person, name: title.clone() });
    government.posts.push(Post { id: post, key: key.to_owned(), kind, title, department, serves: None });
    government.charges.push(Charge { id: rehearsal::charge(key), person, post, from, until: None });
}
