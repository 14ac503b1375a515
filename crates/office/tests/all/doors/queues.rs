//! Many attempts at once: they follow each other, and whoever cannot be guessed at, or comes on a device of the government,
//! does not stand behind them.

use super::Real;
use super::passwords::PASSWORD;
use cabinet::ids::DeviceId;
use office::{Caller, PasswordTyped, SignInError, Zeroizing};
use std::future::Future;
use std::pin::Pin;
use tokio::task::JoinSet;

const AT_ONCE: usize = 200;
/// As many as stand in one queue.
const IN_TURN: usize = 8;
/// Failures after which the wait is the longest: all who come at once have come before the first of them is judged.
const UNTIL_LONGEST: usize = 5;

type Attempt = Pin<Box<dyn Future<Output = Result<(), SignInError>> + Send>>;

/// Tries all at once, in their order, until so many are told to come again and so many were judged; what all these were
/// told, and those that go on. Each goes on by itself: one that nobody polled could hold what the next needs.
async fn told(
    attempts: Vec<Attempt>,
    again: usize,
    judged: usize,
) -> (Vec<SignInError>, JoinSet<Result<(), SignInError>>) {
    let (mut answers, mut going_on) = (Vec::new(), JoinSet::new());
    attempts.into_iter().for_each(|attempt| drop(going_on.spawn(attempt)));
    while crowded(&answers) < again || answers.len() - crowded(&answers) < judged {
        answers.push(going_on.join_next().await.unwrap().unwrap().unwrap_err());
    }
    (answers, going_on)
}

fn crowded(answers: &[SignInError]) -> usize {
    answers.iter().filter(|error| matches!(error, SignInError::Crowded)).count()
}

#[tokio::test]
async fn codes_that_are_tried_at_once_follow_each_other() {
    let real = Real::begun().await;
    let (first, _, mut phone) = real.enrolled("first").await;
    let (address, office) = (real.address(), &real.office);
    let typed = |from: Caller| {
        let office = office.clone();
        Box::pin(async move { office.invited_by("AAAA", from).await.map(drop) }) as Attempt
    };
    let unknown = office.begin_device().unwrap();
    for _ in 0..UNTIL_LONGEST {
        assert!(matches!(office.invited_by("AAAA", address).await, Err(SignInError::Refused)));
    }
    let mut attempts: Vec<Attempt> = (0..AT_ONCE).map(|_| typed(address.into())).collect();
    let (at_the_other_door, sealed) = (office.clone(), unknown.clone());
    attempts.push(Box::pin(async move { at_the_other_door.enrol_device(&sealed, "AAAA", address).await.map(drop) }));
    attempts.push(typed(Caller { address, device: Some(DeviceId(office.new_id().unwrap())) }));
    attempts.push(typed(real.address().into()));
    let out_of_turn = AT_ONCE + 1 - IN_TURN;
    let (answers, waiting) = told(attempts, out_of_turn, 3).await;
    assert_eq!(
        crowded(&answers),
        out_of_turn,
        "all but those who stand in the queue, at either door, are to come again"
    );
    assert_eq!(answers.len() + waiting.len(), AT_ONCE + 3, "the others wait");
    // Of the same address: neither a passkey nor a code that opens can be guessed.
    let begun = office.begin_proof(None).unwrap();
    office.finish_sign_in(&begun.sealed, &phone.get(&begun.options), address).await.expect("a right passkey comes in");
    office.invited_by(&real.code("second"), address).await.expect("so does a right code");
    let code = real.code_of(&first, real.registered(&first, "first").await);
    let known = office.enrol_device(&unknown, &code, address).await.expect("and a device's right one");
    let again = office.enrol_device(&unknown, &code, address).await.expect("sent again, it has its first answer");
    assert_eq!(known, again);
    drop(waiting);
    let judged = office.invited_by("AAAA", address).await;
    assert!(matches!(judged, Err(SignInError::Refused)), "when they have gone, the queue is free");
    let refusals = real.refusals().await;
    assert_eq!(refusals.get("queue"), Some(&u64::try_from(out_of_turn).unwrap()), "{refusals:?}");
    assert!(
        refusals.get("code").is_some_and(|refused| *refused >= 4 + u64::try_from(UNTIL_LONGEST).unwrap()),
        "{refusals:?}"
    );
}

#[tokio::test]
async fn passwords_that_are_tried_at_once_at_one_account_follow_each_other() {
    for name in ["aud", "nobody-of-this-name"] {
        let real = Real::begun().await;
        let (_, _, telephone) = real.with_password("auditor", "aud").await;
        let office = &real.office;
        let attempt = |_| {
            let password = Zeroizing::new("इसके सिवा कुछ और ही".to_owned());
            let typed = PasswordTyped { name: name.to_owned(), password, code: "000000".to_owned() };
            let (office, from) = (office.clone(), real.address());
            Box::pin(async move { office.sign_in_with_password(typed, from).await.map(drop) }) as Attempt
        };
        let (answers, waiting) = told((0..AT_ONCE).map(attempt).collect(), AT_ONCE - IN_TURN, 0).await;
        assert_eq!(crowded(&answers), AT_ONCE - IN_TURN, "{name}: whether there is one of that name or not");
        assert_eq!(answers.len() + waiting.len(), AT_ONCE);
        let password = Zeroizing::new(PASSWORD.to_owned());
        let typed = PasswordTyped { name: "aud".to_owned(), password, code: telephone.next(&real) };
        let device = Some(DeviceId(office.new_id().unwrap()));
        let owner = office.sign_in_with_password(typed, Caller { address: real.address(), device }).await;
        owner.expect("on a device of the government its owner comes in meanwhile");
    }
}

#[tokio::test]
async fn passwords_that_are_tried_at_once_from_one_address_follow_each_other() {
    let real = Real::begun().await;
    let (address, office) = (real.address(), &real.office);
    let attempt = |number: usize| {
        let password = Zeroizing::new("इसके सिवा कुछ और ही".to_owned());
        let typed = PasswordTyped { name: format!("name-{number}"), password, code: "000000".to_owned() };
        let office = office.clone();
        Box::pin(async move { office.sign_in_with_password(typed, address).await.map(drop) }) as Attempt
    };
    let (answers, waiting) = told((0..AT_ONCE).map(attempt).collect(), AT_ONCE - IN_TURN, 1).await;
    assert_eq!(crowded(&answers), AT_ONCE - IN_TURN, "at whichever accounts");
    assert_eq!(answers.len() + waiting.len(), AT_ONCE);
}
