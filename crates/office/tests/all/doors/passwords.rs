//! Passwords with one-time codes.

use super::{Real, counted, device, minutes_ago, refused, words};
use cabinet::Act;
use cabinet::change::Step;
use cabinet::ids::{ActId, ChargeId, PasswordId, PostId};
use cabinet::people::{Post, PostKind};
use office::{
    ActError, Enrolled, Factor, Leaked, NewPassword, PasswordError, PasswordFault, PasswordMisfit, PasswordTyped,
    Session, SignInError, Zeroizing,
};
use std::io::Write;
use std::net::IpAddr;
use testbed::code_of_the_moment;

pub(super) const PASSWORD: &str = "Nau neele chhate, 4 haathi";
const OTHER: &str = "पहाड़ पर नौ नीले छाते";

/// A person's telephone.
pub(super) struct Telephone {
    secret: String,
}

impl Telephone {
    /// The code that it shows so many half minutes from now.
    fn shows(&self, real: &Real, steps: i64) -> String {
        let seconds = real.office.now().0 / 1000 + steps * 30;
        code_of_the_moment(&self.secret, u64::try_from(seconds).unwrap())
    }

    /// The next code, at the moment at which it appears: the clock is moved to that, so that no test waits.
    pub(super) fn next(&self, real: &Real) -> String {
        let into_ms = u32::try_from(real.office.now().0 % 30_000).unwrap();
        real.hand.forward_seconds(30 - into_ms / 1000);
        self.shows(real, 0)
    }
}

fn new(name: &str, password: &str, code: String) -> NewPassword {
    let (name, again) = (name.to_owned(), Zeroizing::new(password.to_owned()));
    NewPassword { name, password: again.clone(), again, code }
}

impl Real {
    /// A person who chose a password, the session, its cookie, and the telephone.
    pub(super) async fn with_password(&self, who: &str, name: &str) -> (Session, String, Telephone) {
        let invited = self.office.invited_by(&self.code(who), self.address()).await.unwrap();
        let begun = self.office.begin_password(invited).unwrap();
        let telephone = Telephone { secret: begun.groups.concat() };
        let typed = new(name, PASSWORD, telephone.next(self));
        match self.office.finish_password(&begun.sealed, typed, self.address()).await.unwrap() {
            Enrolled::SignedIn(session, cookie) => (session, cookie, telephone),
            Enrolled::Recorded => panic!("{who} is not signed in"),
        }
    }

    pub(super) async fn by_password(
        &self,
        name: &str,
        password: &str,
        code: String,
        from: IpAddr,
    ) -> Result<(Session, String), SignInError> {
        let typed = PasswordTyped { name: name.to_owned(), password: Zeroizing::new(password.to_owned()), code };
        self.office.sign_in_with_password(typed, from).await
    }

    async fn changing(&self, session: &Session, old: &str, typed: NewPassword) -> Result<String, PasswordError> {
        let id = self.office.new_id().unwrap();
        let (act, old) = ((ActId(id), self.office.digest(id.as_bytes())), Zeroizing::new(old.to_owned()));
        self.office.change_password(session, act, (old, typed), self.address()).await
    }
}

fn password_of(session: &Session) -> PasswordId {
    let Factor::Password(id) = session.factor else { panic!("{session:?}") };
    id
}

#[tokio::test]
async fn a_password_is_set_with_a_code_and_opens_with_a_code_of_the_moment() {
    let real = Real::begun().await;
    let (session, cookie, telephone) = real.with_password("auditor", "Lekha.Pariksha").await;
    assert_eq!((session.proved, session.actor.person()), (None, Some(real.person("auditor"))));
    assert!(real.office.resume_session(&cookie).is_some());
    let state = real.office.state();
    let record = state.password_named("lekha.pariksha").unwrap();
    assert_eq!(record.password.id, password_of(&session));
    let (again, _) = real.by_password("lekha.PARIKSHA", PASSWORD, telephone.next(&real), real.address()).await.unwrap();
    assert_eq!((again.actor, again.factor), (session.actor, session.factor));
    let used = real.code("auditor");
    refused(real.office.invited_by(&used, real.address()).await, "the code a second time");
    let begun = real.closed("session_begun/3").await;
    assert!(begun.len() == 2 && begun.iter().all(|entry| entry["factor"] == "password"), "{begun:?}");
}

#[tokio::test]
async fn whatever_is_wrong_is_refused_alike_and_a_code_counts_once() {
    let real = Real::begun().await;
    let (_, _, telephone) = real.with_password("auditor", "auditor").await;
    let used = telephone.shows(&real, 0);
    let good = telephone.next(&real);
    let wrong = |code: &str| if code == "000000" { "000001".to_owned() } else { "000000".to_owned() };
    for (what, name, password, code) in [
        ("the code with which it was set", "auditor", PASSWORD, used),
        ("a wrong password", "auditor", OTHER, good.clone()),
        ("nobody's name", "nobody", PASSWORD, good.clone()),
        ("no name", "कोई नहीं", PASSWORD, good.clone()),
        ("a wrong code", "auditor", PASSWORD, wrong(&good)),
        ("no code", "auditor", PASSWORD, String::new()),
        ("the code of the half minute to come", "auditor", PASSWORD, telephone.shows(&real, 1)),
    ] {
        refused(real.by_password(name, password, code, real.address()).await, what);
    }
    // Those who failed were waited for; another half minute may have come.
    let good = telephone.next(&real);
    real.by_password("auditor", PASSWORD, good.clone(), real.address()).await.expect("control");
    refused(real.by_password("auditor", PASSWORD, good, real.address()).await, "the same code again");
    assert_eq!(real.refusals().await, counted([("password", 8)]));
}

/// A code opens while the telephone shows it and not a second longer; whoever came too late comes in with the next one.
#[tokio::test]
async fn asvs_6_5_5() {
    let real = Real::begun().await;
    let (_, _, telephone) = real.with_password("auditor", "auditor").await;
    let code = telephone.next(&real);
    real.hand.forward_seconds(30);
    refused(real.by_password("auditor", PASSWORD, code, real.address()).await, "the code of the half minute before");
    let code = telephone.next(&real);
    refused(
        real.by_password("auditor", PASSWORD, telephone.shows(&real, 1), real.address()).await,
        "the code of the half minute to come",
    );
    // Within the same half minute, whatever waiting those before it cost.
    real.by_password("auditor", PASSWORD, code, real.address()).await.expect("control: while it is shown");
    let invited = real.office.invited_by(&real.code("administrator"), real.address()).await.unwrap();
    let begun = real.office.begin_password(invited).unwrap();
    let telephone = Telephone { secret: begun.groups.concat() };
    let code = telephone.next(&real);
    real.hand.forward_seconds(30);
    let told = real.office.finish_password(&begun.sealed, new("tantra.1", PASSWORD, code), real.address()).await;
    assert!(matches!(&told, Err(PasswordError::Misfits(found)) if *found == [PasswordMisfit::Proof]), "{told:?}");
    let code = telephone.next(&real);
    real.office.finish_password(&begun.sealed, new("tantra.1", PASSWORD, code), real.address()).await.expect("control");
}

#[tokio::test]
async fn of_two_who_bring_the_same_code_one_comes_in() {
    let real = Real::begun().await;
    let (_, _, telephone) = real.with_password("auditor", "auditor").await;
    let code = telephone.next(&real);
    let (one, other) = tokio::join!(
        real.by_password("auditor", PASSWORD, code.clone(), real.address()),
        real.by_password("auditor", PASSWORD, code, real.address())
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1);
}

#[tokio::test]
async fn who_approves_or_reads_folders_has_no_password() {
    let real = Real::begun().await;
    for who in ["first", "chief_secretary", "guest"] {
        let invited = real.office.invited_by(&real.code(who), real.address()).await.unwrap();
        let told = real.office.begin_password(invited);
        assert!(matches!(told, Err(SignInError::PasskeyNeeded)), "{who}");
    }
    real.with_password("administrator", "prashasak").await;
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_new_password_is_told_at_once() {
    let real = Real::begun().await;
    real.with_password("administrator", "taken").await;
    let invited = real.office.invited_by(&real.code("auditor"), real.address()).await.unwrap();
    let begun = real.office.begin_password(invited).unwrap();
    let entries = real.office.state().entries();
    let mut typed = new("TAKEN", "password12345", String::new());
    typed.again = Zeroizing::new("password1234".to_owned());
    let told = real.office.finish_password(&begun.sealed, typed, real.address()).await;
    let Err(PasswordError::Misfits(misfits)) = told else { panic!("{told:?}") };
    assert_eq!(misfits.len(), 4, "{misfits:?}");
    assert_eq!(
        (misfits[0], misfits[2], misfits[3]),
        (PasswordMisfit::NameTaken, PasswordMisfit::Differs, PasswordMisfit::Proof)
    );
    assert_eq!(real.office.state().entries(), entries);
    let again = real.office.begin_password_again(&begun.sealed, real.address()).await.unwrap();
    assert_eq!(again.groups, begun.groups, "the telephone keeps its secret");
    let code = Telephone { secret: again.groups.concat() }.next(&real);
    real.office.finish_password(&again.sealed, new("free", PASSWORD, code.clone()), real.address()).await.unwrap();
    let twice = real.office.finish_password(&again.sealed, new("free", PASSWORD, code), real.address()).await;
    assert!(matches!(twice, Ok(Enrolled::Recorded)), "sent twice, recorded once");
}

#[tokio::test]
async fn a_password_proves_nothing_that_asks_for_a_passkey_and_gives_itself_none() {
    let real = Real::begun().await;
    let (session, ..) = real.with_password("auditor", "auditor").await;
    assert!(!real.office.proof_is_fresh(&session));
    let begun = real.office.begin_adding(&session).unwrap();
    let answer = device().create(&begun.options);
    let body = real.office.digest(answer.as_bytes());
    let told = real.office.finish_adding(&session, &begun.sealed, &answer, "फ़ोन".to_owned(), body).await;
    assert!(matches!(told, Err(SignInError::Act(ActError::ProofStale))), "{told:?}");
    let (first, ..) = real.enrolled("first").await;
    let (second, ..) = real.enrolled("second").await;
    let step = real.enrolment_of(real.person("auditor")).await;
    real.change(&first, &second, vec![step]).await;
    let (_, _, mut phone) = real.enrolled("auditor").await;
    let proved = real.prove(&session, &mut phone).await.expect("control: a passkey of a code proves");
    assert!(real.office.proof_is_fresh(&proved) && proved.factor == session.factor);
}

#[tokio::test]
async fn a_change_needs_the_old_password_and_a_code_and_ends_every_other_session() {
    let real = Real::begun().await;
    let (session, cookie, telephone) = real.with_password("auditor", "auditor").await;
    let (other, other_cookie) =
        real.by_password("auditor", PASSWORD, telephone.next(&real), real.address()).await.unwrap();
    let code = telephone.next(&real);
    for (old, typed, fault) in [
        (OTHER, new("", OTHER, code.clone()), PasswordMisfit::Proof),
        (PASSWORD, new("", OTHER, "000000".to_owned()), PasswordMisfit::Proof),
        (
            PASSWORD,
            NewPassword { again: Zeroizing::new(String::new()), ..new("", OTHER, code.clone()) },
            PasswordMisfit::Differs,
        ),
    ] {
        let told = real.changing(&other, old, typed).await;
        assert!(matches!(&told, Err(PasswordError::Misfits(found)) if *found == [fault]), "{told:?}");
    }
    let code = telephone.next(&real);
    let changed = real.changing(&other, PASSWORD, new("", OTHER, code.clone())).await.unwrap();
    assert!(real.office.resume_session(&cookie).is_none() && real.office.resume_session(&other_cookie).is_none());
    let next = real.office.resume_session(&changed).unwrap();
    assert_eq!((next.began, next.actor), (other.began, other.actor));
    assert_ne!(next.id, other.id, "a session ends with what it began with");
    assert_ne!(password_of(&next), password_of(&session));
    let own: Vec<_> = real.office.own_sessions(&next).await.unwrap().iter().map(|one| (one.id, one.present)).collect();
    assert_eq!(own, [(next.id, true)], "custody knows it by the new password");
    refused(real.by_password("auditor", OTHER, code, real.address()).await, "the code with which it was changed");
    let state = real.office.state();
    assert_eq!(state.passwords().filter(|one| one.revoked.is_none()).count(), 1);
}

#[tokio::test]
async fn a_revoked_password_ends_its_sessions_at_once_and_a_new_code_sets_another() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (second, ..) = real.enrolled("second").await;
    let (session, cookie, telephone) = real.with_password("auditor", "auditor").await;
    let password = password_of(&session);
    let revoke = |reason| Act::RevokePassword { password, reason };
    let told = real.take_away(&minutes_ago(&first, 60), revoke).await;
    assert!(matches!(told, Err(ActError::ProofStale)), "another one's with a fresh proof alone: {told:?}");
    real.take_away(&first, revoke).await.expect("to stop needs one person");
    assert!(real.office.resume_session(&cookie).is_none());
    refused(real.by_password("auditor", PASSWORD, telephone.next(&real), real.address()).await, "the revoked one");
    let step = real.enrolment_of(real.person("auditor")).await;
    real.change(&first, &second, vec![step]).await;
    let (again, ..) = real.with_password("auditor", "auditor").await;
    assert_ne!(again.factor, session.factor);
}

/// Also where the session began before the last start, and its password stands in custody as a pseudonym alone.
#[tokio::test]
async fn a_session_that_ends_with_its_password_is_told_so() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (session, ..) = real.with_password("auditor", "auditor").await;
    let real = real.opened_again().await;
    let password = password_of(&session);
    real.take_away(&first, |reason| Act::RevokePassword { password, reason }).await.unwrap();
    let ended = real.closed("session_ended/4").await;
    let told: Vec<_> = ended.iter().map(|one| (&one["session"], &one["why"])).collect();
    assert_eq!(told, [(&session.id.0.to_string().into(), &"password_revoked".into())]);
}

#[tokio::test]
async fn a_session_without_a_passkey_stays_under_charges_that_need_none() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (second, ..) = real.enrolled("second").await;
    let (session, cookie, telephone) = real.with_password("late_section", "section").await;
    let new_id = || real.office.new_id().unwrap();
    let (post, charge) = (PostId(new_id()), ChargeId(new_id()));
    let (kind, title) = (PostKind::CabinetSection, words("अतिरिक्त प्रभार"));
    let post_of = Post { id: post, key: "additional".to_owned(), kind, title, department: None, serves: None };
    let take = Step::TakeCharge { charge, person: real.person("late_section"), post };
    real.change(&first, &second, vec![Step::EnterPost { post: post_of }, take]).await;
    assert!(matches!(real.office.change_charge(&session, charge).await, Err(SignInError::PasskeyNeeded)));
    assert!(real.office.resume_session(&cookie).is_some(), "and the session goes on under its own");
    let (again, _) = real.by_password("section", PASSWORD, telephone.next(&real), real.address()).await.unwrap();
    assert_eq!(again.actor, session.actor, "though the other charge is the higher");
    let step = Step::EndCharge { charge: session.actor.charge().unwrap() };
    real.change(&first, &second, vec![step]).await;
    let told = real.by_password("section", PASSWORD, telephone.next(&real), real.address()).await;
    assert!(matches!(told, Err(SignInError::PasskeyNeeded)), "{told:?}");
}

#[tokio::test]
async fn who_guesses_at_codes_beside_the_right_password_takes_it_away() {
    let real = Real::begun().await;
    let (session, ..) = real.with_password("auditor", "auditor").await;
    let revoked = || real.office.state().password(password_of(&session)).unwrap().revoked.is_some();
    for guess in 1..=100 {
        // So late that none waits for another's failure.
        real.hand.forward_seconds(15 * 60);
        assert!(!revoked(), "before guess {guess}");
        let (name, password) = ("auditor".to_owned(), Zeroizing::new(PASSWORD.to_owned()));
        let typed = PasswordTyped { name, password, code: format!("guess {guess}") };
        refused(real.office.sign_in_with_password(typed, real.address()).await, "a guess");
    }
    assert!(revoked());
}

/// What proves a password lies in no entry: `verify` names its drawer when it is changed or missing.
#[tokio::test]
async fn a_changed_or_missing_drawer_of_a_password_is_named() {
    let real = Real::begun().await;
    let (session, ..) = real.with_password("auditor", "lekha.1").await;
    let (gone, ..) = real.with_password("administrator", "tantra.1").await;
    let (id, revoked) = (password_of(&session), password_of(&gone));
    let (first, ..) = real.enrolled("first").await;
    real.take_away(&first, |reason| Act::RevokePassword { password: revoked, reason }).await.unwrap();
    real.office.close().await;
    let Real { place, office, .. } = real;
    drop(office);
    let verified = || async { office::verify::verify(place.data(), &*place.key("key"), "madhya-pradesh").await };
    verified().await.expect("control: as it was laid down");
    let where_it_lies = |id: PasswordId| {
        let (owner, kind, key) = (id.to_string(), "password".to_owned(), "proof".to_owned());
        ledger::Place { owner, kind, key }
    };
    let found = |broken: office::verify::Broken, what: &str| {
        let (told, id) = (broken.to_string(), id.to_string());
        assert!(told.contains(&format!("password {id}")) && told.contains(what), "{told}");
    };
    let database = ledger::Database::open_for_reading(place.data()).await.unwrap();
    let whole = database.drawer(&where_it_lies(id)).await.unwrap().unwrap();
    database.close().await;
    let mut changed = whole.value.clone();
    *changed.last_mut().unwrap() ^= 1;
    for (value, what) in [(Some(changed), "does not open"), (None, "is missing"), (Some(whole.value), "")] {
        let database = ledger::Database::open(place.data()).await.unwrap();
        let write = ledger::DrawerWrite { place: where_it_lies(id), value, expected: None };
        database.put_drawer(write).await.unwrap();
        database.close().await;
        match verified().await {
            Ok(_) => assert_eq!(what, "", "it is named"),
            Err(broken) => found(broken, what),
        }
    }
    let database = ledger::Database::open(place.data()).await.unwrap();
    database.delete_drawer(&where_it_lies(revoked)).await.unwrap();
    database.close().await;
    verified().await.expect("of one that was taken away nothing need lie there");
}

/// A file of leaked passwords in the published form: the SHA-1 of two strangers' and of [`PASSWORD`], in order.
const LEAKED: [&str; 3] = [
    "5BD68DF12DCA742E1804BA243E83CA62E8AF1709:3",
    "A052430203628B8B925401EA842B2A38C0491E31:1",
    "CE0A2635131E398A3452FA17508A3309E8B086BC:24230577",
];

/// What leaked is refused, when a password is set and when it is changed; while the file cannot be read nothing is set.
#[tokio::test]
async fn asvs_6_2_12() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(LEAKED.join("\r\n").as_bytes()).unwrap();
    let mut real = Real::begun().await;
    let (control, ..) = real.with_password("administrator", "control").await;
    assert!(matches!(control.factor, Factor::Password(_)), "control: without the file it is taken");
    real.office = real.office.clone().knowing_leaked(Leaked::open(file.path()).unwrap());
    let invited = real.office.invited_by(&real.code("auditor"), real.address()).await.unwrap();
    let begun = real.office.begin_password(invited).unwrap();
    let telephone = Telephone { secret: begun.groups.concat() };
    let code = telephone.next(&real);
    let listed = [PasswordMisfit::Password(PasswordFault::Listed)];
    let told = real.office.finish_password(&begun.sealed, new("auditor", PASSWORD, code.clone()), real.address()).await;
    assert!(matches!(&told, Err(PasswordError::Misfits(found)) if *found == listed), "{told:?}");
    let set = real.office.finish_password(&begun.sealed, new("auditor", OTHER, code), real.address()).await.unwrap();
    let Enrolled::SignedIn(session, _) = set else { panic!("control: another one is taken") };
    let told = real.changing(&session, OTHER, new("", PASSWORD, telephone.next(&real))).await;
    assert!(matches!(&told, Err(PasswordError::Misfits(found)) if *found == listed), "{told:?}");
    std::fs::write(file.path(), "no hash at all\n".repeat(20)).unwrap();
    let told = real.changing(&session, OTHER, new("", "Saat hare haathi, 9 diye", telephone.next(&real))).await;
    assert!(matches!(told, Err(PasswordError::SignIn(SignInError::Read(_)))), "{told:?}");
}

/// Names of departments and posts are words of the house as they stand in the record.
#[tokio::test]
async fn a_password_of_the_names_of_posts_is_refused() {
    let real = Real::begun().await;
    let invited = real.office.invited_by(&real.code("auditor"), real.address()).await.unwrap();
    let begun = real.office.begin_password(invited).unwrap();
    for guessed in ["Chief_Secretary Administrator", "late section, Administrator"] {
        let typed = new("name", guessed, String::new());
        let told = real.office.finish_password(&begun.sealed, typed, real.address()).await;
        let Err(PasswordError::Misfits(misfits)) = told else { panic!("{told:?}") };
        let of_the_house = |misfit: &PasswordMisfit| {
            matches!(misfit, PasswordMisfit::Password(PasswordFault::OfTheHouse { .. } | PasswordFault::Known))
        };
        assert!(misfits.iter().any(of_the_house), "{guessed}: {misfits:?}");
    }
}
