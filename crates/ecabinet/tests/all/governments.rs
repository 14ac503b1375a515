//! The sample government works under every government's rules, with its papers, and speaks in its words.

use crate::client::Request;
use crate::server::{Home, Server, sign_in};
use cabinet::rules::Rules;
use cabinet::terms::Term;
use std::path::{Path, PathBuf};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn the_sample_works_under_every_governments_rules() {
    let all: Vec<(PathBuf, Rules)> = files()
        .into_iter()
        .map(|file| (file.clone(), Rules::parse(&std::fs::read_to_string(file).unwrap()).unwrap()))
        .collect();
    assert!(all.len() > 1, "control: there is another government");
    for (file, rules) in &all {
        let home = Home::empty();
        let server = Server::start_under(&home, file).unwrap();
        let said = |path: &str, cookie: &str| Request::get(path, cookie).send(server.port).unwrap().body;
        let door = said("/sign-in", "");
        let section = rules.term(Term::CabinetSection).hi;
        assert!(door.contains(&rules.name.hi) && door.contains(&section), "{}", rules.government);
        let cookie = sign_in(server.port, "cabinet_section").unwrap();
        let meetings = said("/meetings", &cookie);
        assert!(meetings.contains(&rules.term(Term::Seat).hi), "the sample meeting is at the government's seat");
        assert!(said("/proposals", &cookie).contains(&rules.term(Term::Note).hi));
        for (_, other) in all.iter().filter(|(_, other)| other.government != rules.government) {
            for term in [Term::Note, Term::CabinetSection, Term::Seat] {
                let word = other.term(term).hi;
                assert!(!door.contains(&word) && !meetings.contains(&word), "{}: {word}", rules.government);
            }
        }
        server.stop();
        let again = Server::start_under(&home, file).unwrap();
        assert!(again.stop(), "it starts again");
        let other = all.iter().find(|(_, other)| other.government != rules.government).unwrap();
        assert!(Server::start_under(&home, &other.0).is_err(), "the folder stays with its government");
    }
}
