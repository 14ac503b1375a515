//! Servers for the tests of the other crates: PostgreSQL from Debian's package, and a road with delays to it. And the
//! holder of a passkey and an identity provider that can lie, for those who let people in; and a store of objects, and
//! what can go wrong on the way to one; and a mail server.
//!
//! Everything is started by `scripts/postgres`; where PostgreSQL is missing, a test that asks for it fails and says so.
#![expect(clippy::expect_used, clippy::panic, reason = "tests alone use it, and a missing server must fail them")]

mod authenticator;
mod false_store;
mod identity_provider;
mod mail_server;
mod moto;
mod road;
mod telephone;

use std::path::Path;
use std::process::Command;

pub use authenticator::SoftAuthenticator;
pub use false_store::{FalseStore, STORE_SECRET, StoreTrouble};
pub use identity_provider::{IdentityProvider, Lies, Trouble, brought_back};
pub use mail_server::{MailDoor, MailServer, Taken, read_calendar, read_mail};
pub use moto::Moto;
pub use road::Road;
pub use telephone::code_of_the_moment;

/// A PostgreSQL server on a socket of its own.
#[derive(Debug)]
pub struct Postgres {
    name: String,
    /// Whether it goes with this value. The shared one stays for the next test.
    own: bool,
}

impl Postgres {
    /// The server that all tests share; started when it does not run.
    #[must_use]
    pub fn shared() -> Postgres {
        script(&["start", "tests"]);
        Postgres { name: "tests".to_owned(), own: false }
    }

    /// A server for one test, removed with this value. Its name tells it from those of other tests.
    #[must_use]
    pub fn own(name: &str) -> Postgres {
        let name = format!("{name}-{}", std::process::id());
        script(&["start", &name]);
        Postgres { name, own: true }
    }

    /// A synchronous standby of this server, removed with the value that is given.
    #[must_use]
    pub fn standby(&self) -> Postgres {
        let name = format!("{}-standby", self.name);
        script(&["standby", &name, &self.name]);
        Postgres { name, own: true }
    }

    /// Makes an empty database and gives its address.
    #[must_use]
    pub fn database(&self) -> String {
        script(&["database", &self.name])
    }

    /// Copies the database at one address into the empty one at another, while the first is in use.
    pub fn copy(&self, from: &str, to: &str) {
        script(&["copy", &self.name, name_of(from), name_of(to)]);
    }

    /// Puts the database at `by` into the place of the one at `database`, whose users are cut off.
    pub fn replace(&self, database: &str, by: &str) {
        script(&["replace", &self.name, name_of(database), name_of(by)]);
    }

    /// Runs a statement, as somebody with the server's password would.
    pub fn execute(&self, database: &str, statement: &str) {
        script(&["execute", &self.name, name_of(database), statement]);
    }

    /// The folder that holds the server's socket.
    #[must_use]
    pub fn folder(&self) -> String {
        script(&["folder", &self.name])
    }

    /// The address at this server of a database that has the same name at another one.
    #[must_use]
    pub fn address_of(&self, database: &str) -> String {
        let name = name_of(database);
        script(&["address", &self.name]).replacen("localhost/postgres", &format!("localhost/{name}"), 1)
    }

    /// Kills the server and all its processes, as a power cut would.
    pub fn kill(&self) {
        script(&["kill", &self.name]);
    }

    /// Makes a standby the server.
    pub fn promote(&self) {
        script(&["promote", &self.name]);
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if self.own {
            script(&["drop", &self.name]);
        }
    }
}

/// The name of the database at an address.
fn name_of(address: &str) -> &str {
    address.split('?').next().and_then(|front| front.rsplit('/').next()).unwrap_or_default()
}

/// Runs `scripts/postgres` and gives what it printed.
fn script(arguments: &[&str]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres");
    let done = Command::new(path).args(arguments).output().expect("scripts/postgres runs");
    if !done.status.success() {
        panic!("scripts/postgres {}: {}", arguments.join(" "), String::from_utf8_lossy(&done.stderr));
    }
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}
