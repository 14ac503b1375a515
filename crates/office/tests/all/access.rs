//! What the auditor is told when he reviews whom: a person's own ways in, and no clash where there is none; told is what was
//! recorded.

use crate::doors::Real;
use cabinet::ids::PersonId;
use office::{AccessReview, ReadError, Session, WaysIn, Whom};

async fn reviewed(real: &Real, auditor: &Session, of: &str) -> AccessReview {
    real.office.review_access(auditor, Whom::Person(real.person(of)), false).await.unwrap()
}

#[tokio::test]
async fn each_persons_ways_in_are_told_of_that_person_alone() {
    let real = Real::begun().await;
    let (auditor, ..) = real.enrolled("auditor").await;
    let (first, ..) = real.enrolled("first").await;
    let now = real.office.now();
    let open = real.office.state().enrolments().filter(|one| one.is_open(now)).count();
    assert!(open > 1, "control: several persons have a code, {open}");
    let ways = |review: &AccessReview| review.ways_in.unwrap();
    let of_second = reviewed(&real, &auditor, "second").await;
    let own_code = WaysIn { passkeys: 0, password: false, codes: 1, sessions: 0 };
    assert_eq!(ways(&of_second), own_code, "who has not enrolled has a code and nothing else");
    let of_first = reviewed(&real, &auditor, "first").await;
    let enrolled = WaysIn { passkeys: 1, password: false, codes: 0, sessions: 1 };
    assert_eq!(ways(&of_first), enrolled, "a code that was used is none");
    assert_eq!((of_first.person, of_first.clashes), (Some(real.person("first")), Vec::new()));

    let overview = real.office.access_overview(&auditor).await.unwrap();
    assert_eq!(overview.clashing, Vec::<PersonId>::new(), "no post meets another that it never may");
    assert!(overview.state.persons().count() > 2, "control: there are persons");
    let told: Vec<_> = overview.reviews.iter().map(|line| (line.of_person.is_some(), line.exported)).collect();
    assert_eq!(told, [(true, false); 2], "each look is recorded");
    for refused in [
        real.office.review_access(&first, Whom::Person(real.person("second")), false).await.err(),
        real.office.access_overview(&first).await.err(),
    ] {
        assert!(matches!(refused, Some(ReadError::Unknown)), "nobody but the auditor: {refused:?}");
    }
    assert_eq!(
        real.office.access_overview(&auditor).await.unwrap().reviews.len(),
        2,
        "and nothing of that is recorded"
    );
    assert_eq!(real.closed("access_reviewed/1").await.len(), 2);
}
