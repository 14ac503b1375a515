//! What the steps of a change do, and why one of them cannot be done.

use crate::people::{
    CHIEF_SECRETARY, FIRST, a_department, a_person, a_post, arrange_leave, begin_ministry, change_body, change_rank,
    check, clash, close_post, dissolve_body, end_charge, enrol, enrolment, enter_body, enter_department, enter_person,
    enter_post, enter_rank, fault, hand_over, id_of, merge, rename_department, rename_person, retitle_post,
    return_from_leave, set_minister, set_rank, stage_of, standing, step_by_chance, take_charge, three_posts, words,
};
use crate::player::{Player, actor};
use cabinet::change::{ChangeStageName, STEPS_MAX, Step, StepFault, Unfit};
use cabinet::event::Event;
use cabinet::ids::ChangeId;
use cabinet::people::{Charge, Department, Person, Post, PostKind, Words};
use cabinet::{Actor, Cabinet, Moment, Refusal, decide};
use proptest::prelude::*;
use proptest::test_runner::Config;
use rehearsal::{charge, department, person, post};
use std::collections::BTreeSet;

/// Every reason for which a step cannot be done: a list whose last step has it, and nearly the same that can be done.
fn unfit() -> Vec<(Unfit, Vec<Step>, Vec<Step>)> {
    use Unfit as Is;
    let departmental = |key: &str, id: &str| Step::EnterDepartment {
        department: Department { key: key.to_owned(), id: department(id), ..a_department("culture") },
    };
    let post_with = |change: fn(&mut Post)| {
        let mut entered = a_post("new", PostKind::Secretary);
        change(&mut entered);
        Step::EnterPost { post: entered }
    };
    let named = |hi: &str| Step::EnterPerson { person: Person { name: words(hi), ..a_person("new") } };
    let (long, longest) = ("क".repeat(301), "क".repeat(300));
    let (secretary, member) = (PostKind::Secretary, PostKind::MinisterOfState);
    let entered = || vec![enter_post("new", secretary), enter_person("new")];
    let with = |mut steps: Vec<Step>, last: Step| {
        steps.push(last);
        steps
    };
    let vacated = |key: &str, last: Step| vec![end_charge(key), last];
    let mut led_by_secretary = a_department("culture");
    led_by_secretary.minister = Some(post("energy_secretary"));
    let mut led_by_minister = led_by_secretary.clone();
    led_by_minister.minister = Some(post("energy_minister"));
    let mut found = Vec::new();
    let mut add = |unfit, bad: Vec<Step>, good: Vec<Step>| found.push((unfit, bad, good));
    for key in ["", "Culture", "art culture", "संस्कृति", "art-culture", &"c".repeat(61)] {
        add(Is::Key, vec![departmental(key, "culture")], vec![departmental("art_2", "culture")]);
    }
    add(Is::Key, vec![post_with(|post| post.key = "a b".to_owned())], entered());
    add(Is::KeyTaken, vec![departmental("energy", "culture")], vec![departmental(&"c".repeat(60), "culture")]);
    add(Is::KeyTaken, vec![post_with(|post| post.key = "auditor".to_owned())], entered());
    for name in ["", " \u{a0}\n", &long] {
        add(Is::Name, vec![named(name)], vec![named(&longest)]);
        add(Is::Name, vec![rename_department("energy", name)], vec![rename_department("energy", "ऊर्जा")]);
        add(Is::Name, vec![retitle_post("auditor", name)], vec![retitle_post("auditor", "लेखा")]);
        add(Is::Name, vec![rename_person("auditor", name)], vec![rename_person("auditor", "लेखा")]);
    }
    let in_english = |en: &str| {
        let name = Words { en: en.to_owned(), ..words("कोई") };
        Step::EnterPerson { person: Person { name, ..a_person("new") } }
    };
    add(Is::Name, vec![in_english(&"e".repeat(301))], vec![in_english(&"e".repeat(300))]);
    add(Is::Name, vec![post_with(|post| post.title = words(""))], entered());
    add(Is::Department, vec![rename_department("nowhere", "कहीं")], vec![rename_department("law", "विधि")]);
    add(Is::Department, vec![set_minister("nowhere", None)], vec![set_minister("law", None)]);
    add(Is::Department, vec![post_with(|post| post.department = Some(department("nowhere")))], entered());
    add(Is::Person, vec![rename_person("nobody", "कोई")], vec![rename_person("auditor", "कोई")]);
    add(Is::Post, vec![retitle_post("nobody", "कोई")], vec![retitle_post("auditor", "लेखा")]);
    add(Is::Post, vec![set_minister("law", Some("nobody"))], vec![set_minister("law", Some("energy_minister"))]);
    add(
        Is::Post,
        with(entered(), take_charge("new", "new", "nobody")),
        with(entered(), take_charge("new", "new", "new")),
    );
    let serving = |key: &str| {
        let served = Some(post(key));
        Step::EnterPost { post: Post { serves: served, ..a_post("new", PostKind::PrivateStaff) } }
    };
    add(Is::Post, vec![serving("nobody")], vec![serving("law_minister")]);
    add(
        Is::Person,
        with(entered(), take_charge("new", "nobody", "new")),
        with(entered(), take_charge("new", "new", "new")),
    );
    add(
        Is::Person,
        vec![hand_over("auditor", "new", "new")],
        vec![enter_person("new"), hand_over("auditor", "new", "new")],
    );
    add(Is::Person, vec![enrol(9, "nobody")], vec![enrol(9, "auditor")]);
    add(Is::Charge, vec![end_charge("nobody")], vec![end_charge("auditor")]);
    add(Is::Charge, vacated("auditor", end_charge("auditor")), vacated("auditor", end_charge("law_minister")));
    let over = |key| hand_over(key, "new", "new");
    add(
        Is::Charge,
        vec![enter_person("new"), end_charge("auditor"), over("auditor")],
        vec![enter_person("new"), end_charge("law_minister"), over("auditor")],
    );
    add(
        Is::Id,
        vec![Step::EnterPerson { person: Person { id: person("auditor"), name: words("वही") } }],
        vec![named("और")],
    );
    let borne = |id: uuid::Uuid| Step::EnterPerson {
        person: Person { id: cabinet::ids::PersonId(id), name: words("वही") },
    };
    for id in [department("law").0, post("auditor").0, charge("auditor").0] {
        add(Is::Id, vec![borne(id)], vec![named("और")]);
    }
    add(Is::Id, vec![enrol(9, "auditor"), borne(enrolment(9).0)], vec![enrol(9, "auditor"), borne(enrolment(8).0)]);
    add(Is::Id, vec![enrol(9, "auditor"), enrol(9, "auditor")], vec![enrol(9, "auditor"), enrol(8, "auditor")]);
    add(Is::Id, vec![enter_person("new"), enter_person("new")], vec![enter_person("new"), enter_person("newer")]);
    add(Is::Id, vec![departmental("culture", "law")], vec![departmental("culture", "culture")]);
    add(Is::Id, vec![post_with(|post| post.id = rehearsal::post("auditor"))], entered());
    add(
        Is::Id,
        with(entered(), take_charge("auditor", "new", "new")),
        with(entered(), take_charge("new", "new", "new")),
    );
    add(
        Is::Id,
        vec![enter_person("new"), hand_over("auditor", "auditor", "new")],
        vec![enter_person("new"), over("auditor")],
    );
    add(Is::NoDepartment, vec![post_with(|post| post.department = None)], entered());
    add(
        Is::NoDepartment,
        vec![post_with(|post| (post.kind, post.department) = (PostKind::SectionOfficer, None))],
        entered(),
    );
    add(Is::Serves, vec![post_with(|post| post.serves = Some(rehearsal::post("law_minister")))], entered());
    add(Is::Serves, vec![post_with(|post| post.kind = PostKind::PrivateStaff)], vec![serving("law_minister")]);
    add(
        Is::Minister,
        vec![set_minister("law", Some("law_secretary"))],
        vec![set_minister("law", Some("chief_minister"))],
    );
    add(
        Is::Minister,
        vec![Step::EnterDepartment { department: led_by_secretary }],
        vec![Step::EnterDepartment { department: led_by_minister }],
    );
    for only in [PostKind::ChiefMinister, PostKind::ChiefSecretary] {
        add(Is::Second, vec![enter_post("new", only)], vec![enter_post("new", member)]);
    }
    add(
        Is::Held,
        vec![enter_person("new"), take_charge("new", "new", "auditor")],
        vec![enter_person("new"), end_charge("auditor"), take_charge("new", "new", "auditor")],
    );
    add(
        Is::Held,
        vec![take_charge("new", "auditor", "auditor")],
        vacated("auditor", take_charge("new", "auditor", "auditor")),
    );
    add(
        Is::Clash,
        vacated("auditor", take_charge("new", "law_minister", "auditor")),
        vacated("auditor", take_charge("new", "auditor", "auditor")),
    );
    add(
        Is::Clash,
        vec![hand_over("law_minister", "new", "auditor")],
        vec![hand_over("law_minister", "new", "energy_minister")],
    );
    found.extend(of_offices());
    found
}

/// The same of posts that are closed, bodies, ranks, leaves, mergers, ministries and the last officer.
fn of_offices() -> Vec<(Unfit, Vec<Step>, Vec<Step>)> {
    use Unfit as Is;
    use cabinet::body::BodyKind as Kind;
    let mut found = Vec::new();
    let mut add = |unfit, bad: Vec<Step>, good: Vec<Step>| found.push((unfit, bad, good));
    let day = |days| Player::begun().now().plus_days(days);
    add(Is::LastOfficer, vec![end_charge(FIRST)], vec![end_charge("auditor")]);
    // A space without width; a joiner where Devanagari spells with it is seen.
    let title = |title| vec![retitle_post("auditor", title)];
    add(Is::Invisible, title("लेखा\u{200B}परीक्षक"), title("लेखापरी\u{915}\u{94D}\u{200D}\u{937}क"));
    let person = |name| vec![rename_person("auditor", name)];
    add(Is::Invisible, person("लेखा\u{200B}परीक्षक"), person("लेखापरी\u{915}\u{94D}\u{200D}\u{937}क"));
    for (bad, good) in [("health", "law"), ("law", "health")] {
        let next = || vec![enter_person("new"), hand_over(&format!("{bad}_minister"), "new", "new")];
        let himself = vec![hand_over(&format!("{bad}_minister"), "new", &format!("{bad}_minister"))];
        let another = vec![hand_over(&format!("{bad}_minister"), "new", &format!("{good}_minister"))];
        add(Is::OwnHolder, himself, another);
        add(Is::OwnHolder, [next(), vec![hand_over("new", "newer", "new")]].concat(), next());
    }
    let over = || vec![enter_person("new"), hand_over(FIRST, "new", "new")];
    let ended = [over(), vec![end_charge("new")]].concat();
    add(Is::LastOfficer, ended, over());
    let another =
        vec![enter_post("new", PostKind::CabinetSection), enter_person("new"), take_charge("new", "new", "new")];
    let kept = [another, vec![end_charge(FIRST)]].concat();
    add(Is::LastOfficer, vec![end_charge(FIRST)], kept);

    let closed = || vec![end_charge("auditor"), close_post("auditor")];
    for last in [take_charge("new", "auditor", "auditor"), retitle_post("auditor", "लेखा"), close_post("auditor")]
    {
        add(Is::Closed, [closed(), vec![last]].concat(), closed());
    }
    let minister = || vec![end_charge("law_minister"), set_minister("law", None), close_post("law_minister")];
    add(Is::Closed, [minister(), vec![set_minister("law", Some("law_minister"))]].concat(), minister());
    add(Is::Held, vec![close_post("auditor")], closed());
    add(Is::Needed, vec![end_charge("law_minister"), close_post("law_minister")], minister());
    let unled = || vec![end_charge("energy_minister"), set_minister("energy", None), close_post("energy_minister")];
    let without_staff =
        [vec![end_charge("energy_minister_staff"), close_post("energy_minister_staff")], unled()].concat();
    add(Is::Needed, unled(), without_staff);
    let group = |chair, members: &[&str]| enter_body(1, Kind::GroupOfMinisters, chair, members);
    let sits = [vec![group("energy_minister", &["law_minister"])], minister()].concat();
    add(Is::Needed, sits, minister());

    let fit = || group("law_minister", &["health_minister"]);
    add(Is::Body, vec![fit(), dissolve_body(2)], vec![fit(), dissolve_body(1)]);
    add(Is::Body, vec![fit(), dissolve_body(1), dissolve_body(1)], vec![fit(), dissolve_body(1)]);
    add(
        Is::Body,
        vec![change_body(1, "समूह", "law_minister", &["health_minister"])],
        vec![fit(), change_body(1, "समूह", "health_minister", &["law_minister"])],
    );
    add(Is::Name, vec![fit(), change_body(1, "", "law_minister", &["health_minister"])], vec![fit()]);
    add(Is::KeyTaken, vec![fit(), dissolve_body(1), named_like_the_first(2)], vec![named_like_the_first(2)]);
    add(Is::Id, vec![fit(), fit()], vec![fit()]);
    for (kind, bad, good) in [
        (Kind::Council, "law_minister", "chief_minister"),
        (Kind::CabinetCommittee, "agriculture_minister", "law_minister"),
        (Kind::GroupOfMinisters, CHIEF_SECRETARY, "chief_minister"),
        (Kind::SeniorSecretaries, "law_secretary", CHIEF_SECRETARY),
    ] {
        let member = if kind == Kind::SeniorSecretaries { "energy_secretary" } else { "energy_minister" };
        add(Is::Chair, vec![enter_body(1, kind, bad, &[member])], vec![enter_body(1, kind, good, &[member])]);
        let stranger = if kind == Kind::SeniorSecretaries { "energy_minister" } else { "energy_secretary" };
        for members in [&[member, stranger][..], &[member, member], &[member, good], &[]] {
            add(Is::Members, vec![enter_body(1, kind, good, members)], vec![enter_body(1, kind, good, &[member])]);
        }
    }
    add(Is::Post, vec![group("law_minister", &["nobody"])], vec![fit()]);
    let council = |number| enter_body(number, Kind::Council, "chief_minister", &["law_minister"]);
    add(Is::Council, vec![council(1), council(2)], vec![council(1), dissolve_body(1), council(2)]);

    let ranked = || vec![enter_rank(1, 1)];
    add(Is::Rank, vec![change_rank(1, 2)], [ranked(), vec![change_rank(1, 2)]].concat());
    add(Is::Rank, vec![set_rank("auditor", Some(1))], [ranked(), vec![set_rank("auditor", Some(1))]].concat());
    for place in [0, 1000] {
        add(Is::Number, vec![enter_rank(1, place)], vec![enter_rank(1, 999)]);
        add(Is::Number, [ranked(), vec![change_rank(1, place)]].concat(), ranked());
    }
    add(Is::Number, vec![begin_ministry(0)], vec![begin_ministry(1)]);
    add(Is::Number, vec![begin_ministry(4), begin_ministry(3)], vec![begin_ministry(4), begin_ministry(5)]);

    let leave = |until| arrange_leave(1, "law_secretary", "new", "energy_secretary", until);
    for until in [Moment(day(0).0 - 1), day(400)] {
        add(Is::Until, vec![leave(until)], vec![leave(day(300))]);
    }
    let until = day(5);
    let himself = arrange_leave(1, "law_secretary", "new", "law_secretary", until);
    add(Is::StandIn, vec![himself], vec![leave(until)]);
    let again = arrange_leave(2, "new", "newer", "health_secretary", until);
    add(Is::StandIn, vec![leave(until), again.clone()], vec![leave(until), return_from_leave(1, "new_2")]);
    add(Is::Charge, vec![again], vec![leave(until)]);
    add(Is::Leave, vec![return_from_leave(1, "back")], vec![leave(until), return_from_leave(1, "back")]);
    let back = vec![leave(until), return_from_leave(1, "back"), return_from_leave(1, "again")];
    add(Is::Leave, back, vec![leave(until), return_from_leave(1, "back")]);
    add(Is::Leave, vec![leave(until), end_charge("new"), return_from_leave(1, "back")], vec![leave(until)]);
    add(Is::Clash, vec![arrange_leave(1, "law_secretary", "new", "auditor", until)], vec![leave(until)]);

    let merged = || vec![merge("health", "energy")];
    add(Is::Merged, vec![merge("health", "health")], merged());
    for last in [
        merge("health", "law"),
        merge("law", "health"),
        rename_department("health", "स्वास्थ्य"),
        set_minister("health", Some("law_minister")),
        Step::EnterPost { post: Post { department: Some(department("health")), ..a_post("new", PostKind::Secretary) } },
    ] {
        add(Is::Merged, [merged(), vec![last]].concat(), merged());
    }
    add(Is::Department, vec![merge("health", "nowhere")], merged());
    let named_so = Department { key: "health".to_owned(), ..a_department("culture") };
    let named_so = vec![Step::EnterDepartment { department: named_so }];
    add(Is::KeyTaken, [merged(), named_so].concat(), merged());
    found.extend(of_names());
    found
}

/// A department is called as no other one of today, however it is spelt, on entering and renaming and within one change.
fn of_names() -> Vec<(Unfit, Vec<Step>, Vec<Step>)> {
    use Unfit as Is;
    let mut found = Vec::new();
    let mut add = |bad: Vec<Step>, good: Vec<Step>| found.push((Is::NameTaken, bad, good));
    let named = |key: &str, hi: &str, en: &str| {
        let name = cabinet::people::Words { hi: hi.to_owned(), en: en.to_owned() };
        Step::EnterDepartment { department: Department { name, ..a_department(key) } }
    };
    let health = Player::begun().cabinet.department(department("health")).unwrap().name.clone();
    let other = || vec![named("culture", "संस्कृति विभाग", "Culture")];
    for spelt in [health.hi.clone(), format!(" {}  ", health.hi.replace(' ', "  ")), format!("{}.", health.hi)] {
        add(vec![named("culture", &spelt, "")], other());
        add(vec![rename_department("energy", &spelt)], vec![rename_department("health", &spelt)]);
    }
    add(vec![named("culture", "संस्कृति विभाग", &health.en.to_uppercase())], other());
    add([other(), vec![named("tourism", "संस्कृति  विभाग", "")]].concat(), other());
    add([other(), vec![rename_department("energy", "संस्कृति विभाग")]].concat(), other());
    // Free again: by a merger, or by another name.
    let merged = vec![merge("health", "energy"), rename_department("energy", &health.hi)];
    add(vec![rename_department("energy", &health.hi)], merged);
    let renamed = vec![rename_department("health", "आयुष विभाग"), named("culture", &health.hi, "")];
    add([renamed.clone(), vec![rename_department("law", &health.hi)]].concat(), renamed);
    found
}

fn named_like_the_first(number: u128) -> Step {
    let body =
        crate::people::a_body(number, cabinet::body::BodyKind::GroupOfMinisters, "law_minister", &["health_minister"]);
    Step::EnterBody { body: cabinet::body::Body { key: "body_1".to_owned(), ..body } }
}

#[test]
fn counts_and_moments_are_taken_up_to_their_limits() {
    let mut player = Player::begun();
    let most = player.change_act(vec![rename_department("law", "विधि"); STEPS_MAX], None);
    player.must(FIRST, most);
    let last = Moment(player.now().plus_days(366).0 + 60_000);
    for at in [Moment(player.now().0 + 120_001), last] {
        let fit = player.change_act(vec![enter_person("new")], Some(at));
        player.must(FIRST, fit);
    }
}

#[test]
fn each_reason_is_told_of_its_step_alone() {
    let player = Player::begun();
    let mut told = BTreeSet::new();
    for (unfit, bad, good) in unfit() {
        let mut tried = player.clone();
        let (number, written) = (bad.len(), format!("{unfit:?}: {bad:?}"));
        let act = tried.change_act(bad, None);
        assert_eq!(tried.refused(FIRST, act), fault(number, unfit), "{written}");
        let written = format!("{unfit:?}: {good:?}");
        let act = tried.change_act(good, None);
        tried.try_act(FIRST, act).unwrap_or_else(|refusal| panic!("control: {written}: {refusal:?}"));
        told.insert(unfit);
    }
    assert!(told.iter().eq(&Unfit::ALL), "{told:?}");
    let keys: BTreeSet<&str> = Unfit::ALL.iter().map(|unfit| unfit.key()).collect();
    assert_eq!(keys.len(), Unfit::ALL.len());
}

/// All faults at once, each with its step; the others are looked at as if the faulty ones were not there. What only
/// follows from one of them is not told again.
#[test]
fn all_faults_are_told_at_once() {
    let steps = vec![
        enter_person("new"),
        enter_department("Not a key"),
        take_charge("new", "new", "auditor"),
        rename_department("energy", "ऊर्जा"),
        end_charge("nobody"),
        enter_post("second_chief", PostKind::ChiefSecretary),
        // Follows from the step before: not told a second time.
        take_charge("newer", "new", "second_chief"),
        enrol(3, "new"),
        set_minister("energy", Some("energy_secretary")),
        set_minister("energy", Some("second_chief")),
        // The same fault of a post that no step would have entered is told.
        take_charge("newest", "new", "nothing"),
    ];
    let mut player = Player::begun();
    let act = player.change_act(steps, None);
    let faults = [
        (2, Unfit::Key),
        (3, Unfit::Held),
        (5, Unfit::Charge),
        (6, Unfit::Second),
        (9, Unfit::Minister),
        (11, Unfit::Post),
    ];
    let faults: Vec<StepFault> = faults.into_iter().map(|(step, unfit)| StepFault { step, unfit }).collect();
    let refusal = player.refused(FIRST, act);
    assert_eq!(refusal.to_string(), "6 steps of the change cannot be done");
    assert_eq!(refusal, Refusal::StepsUnfit(faults));
}

/// Every kind of post with every other: taken and handed over.
#[test]
fn some_posts_never_meet_in_one_person() {
    let (mut never, mut tried) = (BTreeSet::new(), 0);
    for one in PostKind::ALL {
        for other in PostKind::ALL {
            // The two posts of which there is one are taken from their holders; of every other kind there are new ones.
            let only = |kind| matches!(kind, PostKind::ChiefMinister | PostKind::ChiefSecretary);
            if only(one) && one == other {
                continue;
            }
            // Another officer is there, who could agree to what comes next.
            let mut player = three_posts();
            let mut ready = vec![enter_person("both"), enter_person("before")];
            let keys = [("one", one), ("other", other)].map(|(key, kind)| {
                ready.push(if only(kind) { end_charge(kind.key()) } else { enter_post(key, kind) });
                if only(kind) { kind.key() } else { key }
            });
            ready.push(take_charge("one", "both", keys[0]));
            let taken = ready.iter().cloned().chain([take_charge("other", "both", keys[1])]).collect();
            let act = player.change_act(taken, None);
            let in_one_list = player.try_act(FIRST, act);

            let handed = [take_charge("other", "before", keys[1]), hand_over("other", "handed", "both")];
            let act = player.change_act(ready.iter().cloned().chain(handed).collect(), None);
            let handed_over = player.try_act(FIRST, act);
            let expected = clash([one, other]);
            let faults = [fault(ready.len() + 1, Unfit::Clash), fault(ready.len() + 2, Unfit::Clash)];
            for (result, refusal) in [in_one_list, handed_over].into_iter().zip(faults) {
                assert_eq!(result.err(), expected.then_some(refusal), "{one:?} {other:?}");
            }
            never.extend(expected.then_some((one, other)));
            tried += 1;
        }
    }
    assert_eq!(tried, 194);
    // Each of the three with the thirteen others, in either order, pairs among the three counted once.
    assert_eq!(never.len(), 2 * (3 * 13 - 3));
    assert!(never.contains(&(PostKind::Auditor, PostKind::SystemAdministrator)), "the separation that was asked for");
}

/// What a person held before he has no more: an ended charge clashes with nothing.
#[test]
fn a_former_post_clashes_with_nothing() {
    let mut player = Player::begun();
    player.changed(vec![end_charge("auditor"), end_charge("home_secretary")]);
    player.changed(vec![take_charge("later", "home_secretary", "auditor")]);
    check(&player.cabinet);
    let back = player.change_act(vec![take_charge("latest", "home_secretary", "home_secretary")], None);
    assert_eq!(player.refused(FIRST, back), fault(1, Unfit::Clash));
    player.changed(vec![end_charge("later"), take_charge("latest", "home_secretary", "home_secretary")]);
}

/// What a list gave as long as it was looked at: nothing changed, or a state in which everything fits.
fn try_list(player: &mut Player, seeds: &[u64]) -> Option<ChangeId> {
    let steps: Vec<Step> = seeds.iter().map(|seed| step_by_chance(*seed, player.now())).collect();
    let (before, act) = (player.cabinet.clone(), player.change_act(steps.clone(), None));
    let change = id_of(&act);
    let Err(refusal) = player.try_act(FIRST, act) else {
        assert_eq!(standing(&before), standing(&player.cabinet));
        return Some(change);
    };
    assert_eq!(player.cabinet, before, "a refused list changes nothing");
    let Refusal::StepsUnfit(faults) = refusal else { panic!("{refusal:?}: {steps:?}") };
    let numbers: Vec<usize> = faults.iter().map(|fault| fault.step).collect();
    assert!(
        numbers.is_sorted_by(|one, next| one < next) && numbers.iter().all(|step| (1..=steps.len()).contains(step))
    );
    // Every fault was told: what is left can be done, but for steps that name what a faulty one should have brought.
    let mut gone = told_of(&steps, &faults);
    let mut rest = without(steps, &faults);
    while !rest.is_empty() {
        let act = player.change_act(rest.clone(), None);
        let Err(refusal) = decide(&player.cabinet, &actor(FIRST), act, player.now()) else { break };
        let Refusal::StepsUnfit(faults) = refusal else { panic!("{refusal:?}: {rest:?}") };
        let missing =
            [Unfit::Department, Unfit::Post, Unfit::Person, Unfit::Charge, Unfit::Body, Unfit::Rank, Unfit::Leave];
        assert!(faults.iter().all(|fault| missing.contains(&fault.unfit)), "{faults:?}: {rest:?}");
        let more = told_of(&rest, &faults);
        // What is only proposed is not there.
        let mut recorded = serde_json::to_value(&player.cabinet).unwrap();
        recorded.as_object_mut().unwrap().remove("changes");
        let recorded = recorded.to_string();
        let follows = |step: &BTreeSet<String>| step.iter().any(|id| gone.contains(id) && !recorded.contains(id));
        for fault in &faults {
            let step = ids_in(&rest[fault.step - 1]);
            assert!(follows(&step), "{fault:?} should have been told: {rest:?}");
        }
        gone.extend(more);
        rest = without(rest, &faults);
    }
    None
}

/// Every id that a step names or brings.
fn ids_in(step: &Step) -> BTreeSet<String> {
    let written = serde_json::to_string(step).unwrap();
    written.split('"').filter(|word| uuid::Uuid::parse_str(word).is_ok()).map(str::to_owned).collect()
}

/// The ids in steps of which a fault was told.
fn told_of(steps: &[Step], faults: &[StepFault]) -> BTreeSet<String> {
    faults.iter().flat_map(|fault| ids_in(&steps[fault.step - 1])).collect()
}

fn without(steps: Vec<Step>, faults: &[StepFault]) -> Vec<Step> {
    let told = |number: usize| faults.iter().any(|fault| fault.step == number);
    (1..).zip(steps).filter(|(number, _)| !told(*number)).map(|(_, step)| step).collect()
}

proptest! {
    #![proptest_config(Config { cases: 192, failure_persistence: None, ..Config::default() })]

    /// Lists that were proposed on one state are agreed to one after another, on states that the others have made.
    #[test]
    fn a_list_is_done_whole_or_not_at_all(lists in prop::collection::vec(prop::collection::vec(any::<u64>(), 1..8), 1..8)) {
        let mut player = Player::begun();
        let proposed: Vec<ChangeId> = lists.iter().filter_map(|seeds| try_list(&mut player, seeds)).collect();
        for change in proposed {
            let before = standing(&player.cabinet);
            match player.try_agree(&actor(CHIEF_SECRETARY), change) {
                Ok(_) => prop_assert!(stage_of(&player, change) == ChangeStageName::InForce),
                Err(refusal) => {
                    prop_assert!(matches!(refusal, Refusal::StepsUnfit(_)), "{refusal:?}");
                    prop_assert!(standing(&player.cabinet) == before && stage_of(&player, change) == ChangeStageName::Proposed);
                }
            }
            check(&player.cabinet);
        }
        let mut replayed = Cabinet::default();
        player.recorded.iter().for_each(|one| replayed.apply(one));
        prop_assert_eq!(replayed, player.cabinet);
    }
}

/// Chance meets every reason and does every step, or the properties above would say little.
#[test]
fn control_chance_does_every_step_and_meets_every_reason() {
    let (mut done, mut met, mut accepted) = (BTreeSet::new(), BTreeSet::new(), 0);
    let mut player = Player::begun();
    // What most steps need: a closed post and a vacant one, a body, a rank, and somebody on leave.
    let until = player.now().plus_days(9);
    player.changed(vec![
        enter_post("new_5", PostKind::Auditor),
        close_post("new_5"),
        enter_post("new_4", PostKind::PermanentInvitee),
        enter_post("new_3", PostKind::PermanentInvitee),
        enter_body(0, cabinet::body::BodyKind::Council, "chief_minister", &["health_minister"]),
        enter_rank(0, 1),
        arrange_leave(0, "energy_section_2", "new_4", "energy_secretary", until),
    ]);
    for seed in 0..36_000_u64 {
        let steps: Vec<Step> = (0..1 + seed % 4).map(|place| step_by_chance(seed * 7 + place, player.now())).collect();
        let act = player.change_act(steps.clone(), None);
        match decide(&player.cabinet, &actor(FIRST), act, player.now()) {
            Ok(_) => {
                accepted += 1;
                let name = |step: &Step| serde_json::to_value(step).unwrap()["step"].as_str().unwrap().to_owned();
                done.extend(steps.iter().map(name));
            }
            Err(Refusal::StepsUnfit(faults)) => met.extend(faults.iter().map(|fault| fault.unfit)),
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(met.iter().eq(&Unfit::ALL), "{met:?}");
    assert_eq!(done.len(), 22, "{done:?}");
    assert!((3_000..33_000).contains(&accepted), "{accepted}");
}

#[test]
fn control_what_does_not_fit_would_be_found() {
    let spoiled = |event: Event| {
        let mut state = Player::begun().cabinet;
        let now = state.last();
        let (act, by, body) = (cabinet::ids::ActId(uuid::Uuid::nil()), Actor::System, cabinet::text::Digest([1; 32]));
        state.apply(&cabinet::Recorded { act, by, body, at: now, event });
        std::panic::catch_unwind(move || check(&state)).is_err()
    };
    let taken = |who: &str, of: &str| Charge {
        id: charge("new"),
        person: person(who),
        post: post(of),
        from: Moment(0),
        until: None,
    };
    assert!(spoiled(Event::ChargeTaken { charge: taken("nobody", "auditor") }));
    assert!(spoiled(Event::ChargeTaken { charge: taken("law_minister", "law_minister") }));
    let led_by_nobody = Department { minister: Some(post("nobody")), ..a_department("culture") };
    assert!(spoiled(Event::DepartmentEntered { department: led_by_nobody }));
    let nowhere = Post { department: Some(department("nowhere")), ..a_post("new", PostKind::Secretary) };
    assert!(spoiled(Event::PostEntered { post: nowhere }));
    let serving_nobody = Post { serves: Some(post("nobody")), ..a_post("new", PostKind::PrivateStaff) };
    assert!(spoiled(Event::PostEntered { post: serving_nobody }));
    assert!(!spoiled(Event::PostEntered { post: a_post("new", PostKind::PrivateStaff) }), "control");
}
