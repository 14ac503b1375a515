//! The sample government for rehearsals: posts instead of persons, and six notes for one sitting.
//!
//! Every id is derived from a key of `samples/government.toml`, so that two rehearsals, a test and
//! a screenshot speak of the same post: the FNV-1a hash (128 bits) of `<kind>/<key>`, such as
//! `post/chief_minister`, with the bits of a UUID version 8. A key that the file does not hold gives
//! an id that nothing bears.

mod notes;

pub use notes::{NotesError, SampleNote, SampleView, notes};

use cabinet::act::Government;
use cabinet::ids::{ChargeId, DepartmentId, PersonId, PostId};
use cabinet::people::{Charge, Department, Person, Post, PostKind, Words};
use cabinet::rules::Rules;
use cabinet::terms::Term;
use cabinet::{Actor, Moment};
use serde::Deserialize;
use uuid::{Builder, Uuid};

/// The rules of business that the sample government adopts.
pub const RULES: &str = include_str!("../../../rules/madhya-pradesh.toml");

/// 1 January 2025, 00:00 Indian time: since then every sample person holds charge.
pub const CHARGES_FROM: Moment = Moment(1_735_669_800_000);

const GOVERNMENT: &str = include_str!("../../../samples/government.toml");

/// The file as it is written, with keys where the state has ids.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    departments: Vec<WrittenDepartment>,
    posts: Vec<WrittenPost>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDepartment {
    key: String,
    name: Words,
    minister: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPost {
    key: String,
    kind: PostKind,
    title: Words,
    department: Option<String>,
    serves: Option<String>,
}

/// The sample government, in the order of its file: every post is held by one person who bears its
/// title.
///
/// The file is part of the program and a test reads it; a file that could not be read would give
/// an empty government.
#[must_use]
pub fn government() -> Government {
    read(GOVERNMENT).unwrap_or_default()
}

/// The same under a government's rules: the post of its cabinet section bears the section's name there.
#[must_use]
pub fn government_under(rules: &Rules) -> Government {
    let mut government = government();
    let section = rules.term(Term::CabinetSection);
    if section == Term::CabinetSection.usual() {
        return government;
    }
    for post in government.posts.iter_mut().filter(|post| post.kind == PostKind::CabinetSection) {
        post.title = section.label();
        for one in government.persons.iter_mut().filter(|one| one.id == person(&post.key)) {
            one.name = section.label();
        }
    }
    government
}

fn read(text: &str) -> Result<Government, toml::de::Error> {
    let written: Written = toml::from_str(text)?;
    let mut government = Government::default();
    for one in written.departments {
        let id = department(&one.key);
        let minister = one.minister.as_deref().map(post);
        government.departments.push(Department { id, key: one.key, name: one.name, minister });
    }
    for one in written.posts {
        government.persons.push(Person { id: person(&one.key), name: one.title.clone() });
        government.charges.push(Charge {
            id: charge(&one.key),
            person: person(&one.key),
            post: post(&one.key),
            from: CHARGES_FROM,
            until: None,
        });
        government.posts.push(Post {
            id: post(&one.key),
            kind: one.kind,
            title: one.title,
            department: one.department.as_deref().map(department),
            serves: one.serves.as_deref().map(post),
            key: one.key,
        });
    }
    Ok(government)
}

/// The id of a department, such as `energy`.
#[must_use]
pub fn department(key: &str) -> DepartmentId {
    DepartmentId(derived("department", key))
}

/// The id of a post, such as `energy_secretary`.
#[must_use]
pub fn post(key: &str) -> PostId {
    PostId(derived("post", key))
}

/// The id of the person who holds a post.
#[must_use]
pub fn person(post_key: &str) -> PersonId {
    PersonId(derived("person", post_key))
}

/// The id of the charge under which a post is held.
#[must_use]
pub fn charge(post_key: &str) -> ChargeId {
    ChargeId(derived("charge", post_key))
}

/// The holder of a post, ready to act.
#[must_use]
pub fn actor(post_key: &str) -> Actor {
    Actor::Holder { person: person(post_key), charge: charge(post_key) }
}

/// FNV-1a over 128 bits: short, without a library, and the same in every release.
fn derived(kind: &str, key: &str) -> Uuid {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = kind.bytes().chain(*b"/").chain(key.bytes());
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    Builder::from_custom_bytes(hash.to_be_bytes()).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_file_is_read_and_its_references_exist() {
        let government = read(GOVERNMENT).unwrap();
        assert_eq!(government.departments.len(), 10);
        assert_eq!(government.posts.len(), 36);
        let posts: BTreeSet<PostId> = government.posts.iter().map(|post| post.id).collect();
        let departments: BTreeSet<DepartmentId> = government.departments.iter().map(|one| one.id).collect();
        assert_eq!(posts.len(), government.posts.len(), "post keys are unique");
        assert_eq!(departments.len(), government.departments.len(), "department keys are unique");
        for one in &government.departments {
            assert!(one.minister.is_some_and(|minister| posts.contains(&minister)), "{}", one.key);
        }
        for one in &government.posts {
            assert!(one.department.is_none_or(|id| departments.contains(&id)), "{}", one.key);
            assert!(one.serves.is_none_or(|id| posts.contains(&id)), "{}", one.key);
        }
        assert!(!posts.contains(&post("no_such_post")), "control: an unknown key is nobody's id");
    }

    #[test]
    fn every_kind_of_post_is_held() {
        let kinds: BTreeSet<PostKind> = government().posts.iter().map(|post| post.kind).collect();
        assert_eq!(kinds.len(), PostKind::ALL.len());
    }

    #[test]
    fn the_cabinet_section_is_called_as_the_rules_call_it() {
        let title = |text: &str| {
            let government = government_under(&Rules::parse(text).unwrap());
            let titles = government.posts.iter().filter(|post| post.kind == PostKind::CabinetSection);
            titles.map(|post| post.title.hi.clone()).collect::<Vec<_>>()
        };
        assert_eq!(title(RULES), ["मंत्रि-परिषद शाखा, सामान्य प्रशासन विभाग"]);
        let other = RULES.replace("\"मंत्रि-परिषद शाखा\"", "\"गोपन विभाग\"");
        assert_eq!(title(&other), ["गोपन विभाग"]);
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        assert!(read(&GOVERNMENT.replacen("minister =", "ministre =", 1)).is_err());
    }

    #[test]
    fn ids_never_change() {
        assert_eq!(post("chief_minister").to_string(), "7c0ddf1e-0323-86c7-a774-68796c2e3e11");
        assert_eq!(department("energy").to_string(), "3254cbe8-3363-8ffb-a883-7acbe42bfdb4");
    }
}
