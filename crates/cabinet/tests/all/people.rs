//! Changes among departments, posts and people, as persons and as chance propose them. What is new bears the id of its
//! key, so that posts, their holders and charges are named like those of the sample government.

use crate::player::{DAY_MS, Player, SYSTEM};
use cabinet::act::Act;
use cabinet::body::{Body, BodyKind};
use cabinet::change::{ChangeStageName, Step, StepFault, Unfit};
use cabinet::event::Event;
use cabinet::identity::Identity;
use cabinet::ids::{
    BodyId, ChangeId, EnrolmentId, IdentityId, LeaveId, MinistryId, PasskeyId, PasswordId, PersonId, RankId,
};
use cabinet::ministry::Ministry;
use cabinet::passkey::Passkey;
use cabinet::password::Password;
use cabinet::people::{Department, Person, Post, PostKind, Rank, Words};
use cabinet::signature::Signature;
use cabinet::text::Digest;
use cabinet::{Actor, Cabinet, Moment, Refusal};
use rehearsal::{charge, department, person, post};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub const FIRST: &str = "cabinet_section";
pub const SECOND: &str = "cabinet_section_2";
pub const THIRD: &str = "cabinet_section_3";
pub const CHIEF_SECRETARY: &str = "chief_secretary";

pub fn words(hi: &str) -> Words {
    Words { hi: hi.to_owned(), en: String::new() }
}

pub fn a_department(key: &str) -> Department {
    Department {
        id: department(key), key: key.to_owned(), name: words(&format!("विभाग {key}")), minister: None
    }
}

/// A post that needs nothing besides: a secretary and a section officer belong to energy, private staff serve its
/// minister.
pub fn a_post(key: &str, kind: PostKind) -> Post {
    let departmental = kind.is_of_department();
    Post {
        id: post(key),
        key: key.to_owned(),
        kind,
        title: words("अधिकारी"),
        department: departmental.then(|| department("energy")),
        serves: (kind == PostKind::PrivateStaff).then(|| post("energy_minister")),
    }
}

pub fn a_person(key: &str) -> Person {
    Person { id: person(key), name: words("कोई") }
}

pub fn enter_department(key: &str) -> Step {
    Step::EnterDepartment { department: a_department(key) }
}

pub fn rename_department(key: &str, name: &str) -> Step {
    Step::RenameDepartment { department: department(key), name: words(name) }
}

pub fn set_minister(key: &str, minister: Option<&str>) -> Step {
    Step::SetMinister { department: department(key), minister: minister.map(post) }
}

pub fn enter_post(key: &str, kind: PostKind) -> Step {
    Step::EnterPost { post: a_post(key, kind) }
}

pub fn retitle_post(key: &str, title: &str) -> Step {
    Step::RetitlePost { post: post(key), title: words(title) }
}

pub fn enter_person(key: &str) -> Step {
    Step::EnterPerson { person: a_person(key) }
}

pub fn rename_person(key: &str, name: &str) -> Step {
    Step::RenamePerson { person: person(key), name: words(name) }
}

pub fn take_charge(new: &str, who: &str, of: &str) -> Step {
    Step::TakeCharge { charge: charge(new), person: person(who), post: post(of) }
}

pub fn end_charge(key: &str) -> Step {
    Step::EndCharge { charge: charge(key) }
}

pub fn hand_over(key: &str, next: &str, who: &str) -> Step {
    Step::HandOver { charge: charge(key), next: charge(next), person: person(who) }
}

pub fn close_post(key: &str) -> Step {
    Step::ClosePost { post: post(key) }
}

fn numbered(family: u128, number: u128) -> Uuid {
    Uuid::from_u128(family << 32 | number)
}

pub fn body_id(number: u128) -> BodyId {
    BodyId(numbered(0xb, number))
}

pub fn rank_id(number: u128) -> RankId {
    RankId(numbered(0xc, number))
}

pub fn leave_id(number: u128) -> LeaveId {
    LeaveId(numbered(0xd, number))
}

pub fn a_body(number: u128, kind: BodyKind, chair: &str, members: &[&str]) -> Body {
    let (key, members) = (format!("body_{number}"), members.iter().map(|member| post(member)).collect());
    Body { id: body_id(number), key, kind, name: words("समिति"), chair: post(chair), members }
}

pub fn enter_body(number: u128, kind: BodyKind, chair: &str, members: &[&str]) -> Step {
    Step::EnterBody { body: a_body(number, kind, chair, members) }
}

pub fn change_body(number: u128, name: &str, chair: &str, members: &[&str]) -> Step {
    let members = members.iter().map(|member| post(member)).collect();
    Step::ChangeBody { body: body_id(number), name: words(name), chair: post(chair), members }
}

pub fn dissolve_body(number: u128) -> Step {
    Step::DissolveBody { body: body_id(number) }
}

pub fn a_rank(number: u128, place: u32) -> Rank {
    Rank { id: rank_id(number), name: words("श्रेणी"), place }
}

pub fn enter_rank(number: u128, place: u32) -> Step {
    Step::EnterRank { rank: a_rank(number, place) }
}

pub fn change_rank(number: u128, place: u32) -> Step {
    Step::ChangeRank { rank: a_rank(number, place) }
}

pub fn set_rank(key: &str, rank: Option<u128>) -> Step {
    Step::SetRank { post: post(key), rank: rank.map(rank_id) }
}

/// The holder of a charge goes on leave, and another person stands in under the charge `stand_in`.
pub fn arrange_leave(number: u128, key: &str, stand_in: &str, who: &str, until: Moment) -> Step {
    let (charge, stand_in) = (charge(key), rehearsal::charge(stand_in));
    Step::ArrangeLeave { leave: leave_id(number), charge, stand_in, person: person(who), until }
}

pub fn return_from_leave(number: u128, back: &str) -> Step {
    Step::ReturnFromLeave { leave: leave_id(number), charge: charge(back) }
}

pub fn merge(key: &str, into: &str) -> Step {
    Step::MergeDepartment { department: department(key), into: department(into) }
}

pub fn begin_ministry(number: u32) -> Step {
    let id = MinistryId(numbered(0xf, u128::from(number)));
    Step::BeginMinistry { ministry: Ministry { id, number, name: words("नई सरकार") } }
}

pub fn enrolment(number: u128) -> EnrolmentId {
    EnrolmentId(Uuid::from_u128(0xe000 + number))
}

pub fn enrol(number: u128, who: &str) -> Step {
    Step::Enrol { enrolment: enrolment(number), person: person(who) }
}

/// A person under a charge, each by its key.
pub fn holder(who: &str, under: &str) -> Actor {
    Actor::Holder { person: person(who), charge: charge(under) }
}

/// Who holds a post now.
pub fn holder_of(state: &Cabinet, of: &Post) -> Option<Actor> {
    let held = state.charge_of_post(of.id)?;
    Some(Actor::Holder { person: held.person, charge: held.id })
}

/// Everything that only changes change.
pub fn standing(state: &Cabinet) -> impl PartialEq + std::fmt::Debug + use<> {
    let departments: Vec<_> = state.departments().cloned().collect();
    let posts: Vec<_> = state.posts().cloned().collect();
    let persons: Vec<_> = state.persons().cloned().collect();
    let charges: Vec<_> = state.all_charges().cloned().collect();
    let enrolments: Vec<_> = state.enrolments().map(|one| one.enrolment.clone()).collect();
    let bodies: Vec<_> = state.all_bodies().cloned().collect();
    let ranks: Vec<_> = state.ranks().into_iter().cloned().collect();
    let ranked: Vec<_> = state.posts().map(|post| (state.rank_of(post.id).cloned(), state.closed(post.id))).collect();
    let leaves: Vec<_> = state.leaves().cloned().collect();
    let mergers: Vec<_> = state.departments().map(|one| state.merger(one.id).copied()).collect();
    let ministries: Vec<_> = state.ministries().cloned().collect();
    let offices = (bodies, ranks, ranked, leaves, mergers, ministries);
    (departments, posts, persons, charges, enrolments, offices)
}

/// The one fault of a change.
pub fn fault(step: usize, unfit: Unfit) -> Refusal {
    Refusal::StepsUnfit(vec![StepFault { step, unfit }])
}

impl Player {
    pub fn change_act(&mut self, steps: Vec<Step>, at: Option<Moment>) -> Act {
        let (change, reason) = (ChangeId(self.uuid()), self.text("स्थानांतरण आदेश"));
        Act::ProposeChange { change, reason, steps, at }
    }

    pub fn propose_change(&mut self, who: &str, steps: Vec<Step>, at: Option<Moment>) -> ChangeId {
        let act = self.change_act(steps, at);
        let Act::ProposeChange { change, .. } = act else { panic!("{act:?}") };
        self.must(who, act);
        change
    }

    pub fn change_version(&self, id: ChangeId) -> u32 {
        self.cabinet.change(id).unwrap().version
    }

    pub fn agree_change(&mut self, who: &str, change: ChangeId) -> Vec<Event> {
        self.try_agree(&crate::player::actor(who), change).unwrap_or_else(|refusal| panic!("{who}: {refusal}"))
    }

    pub fn try_agree(&mut self, who: &Actor, change: ChangeId) -> Result<Vec<Event>, Refusal> {
        let seen = self.change_version(change);
        self.try_as(who, Act::AgreeChange { change, seen })
    }

    pub fn refuse_change(&mut self, who: &str, change: ChangeId) {
        let seen = self.change_version(change);
        self.must(who, Act::RefuseChange { change, seen });
    }

    pub fn end_change(&mut self, who: &str, change: ChangeId) {
        let seen = self.change_version(change);
        self.must(who, Act::EndChange { change, seen });
    }

    pub fn acknowledge_change(&mut self, who: &str, change: ChangeId) {
        let seen = self.change_version(change);
        self.must(who, Act::AcknowledgeChange { change, seen });
    }

    pub fn enact_change(&mut self, change: ChangeId) -> Vec<Event> {
        self.must(SYSTEM, Act::EnactChange { change })
    }

    /// A change in force at once, by the two of the sample government.
    pub fn changed(&mut self, steps: Vec<Step>) -> ChangeId {
        let change = self.propose_change(FIRST, steps, None);
        self.agree_change(CHIEF_SECRETARY, change);
        change
    }

    pub fn a_passkey(&mut self, of: PersonId) -> Passkey {
        let id = self.uuid();
        Passkey {
            id: PasskeyId(id),
            person: of,
            label: "कार्यालय का फ़ोन".to_owned(),
            handle: id.simple().to_string(),
            public_key: "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE".to_owned(),
            counter: 0,
            backup_eligible: true,
            backed_up: false,
        }
    }

    pub fn an_identity(&mut self, of: PersonId, subject: u8) -> Identity {
        let issuer = "https://id.example.in".to_owned();
        Identity { id: IdentityId(self.uuid()), person: of, issuer, subject: Digest([subject; 32]) }
    }

    pub fn a_password(&mut self, of: PersonId, name: &str) -> Password {
        Password { id: PasswordId(self.uuid()), person: of, name: name.to_owned() }
    }

    /// An approval with the signature of a passkey; whether it is true is judged before it comes here.
    pub fn signed(&mut self, passkey: PasskeyId, act: Act) -> Act {
        let signature = Signature {
            shown: "{\"format\":\"ecabinet approval/1\"}".to_owned(),
            nonce: Digest([6; 32]),
            passkey,
            authenticator_data: "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ".to_owned(),
            client_data: "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0".to_owned(),
            signature: "MEUCIQ".to_owned(),
        };
        Act::Signed { act: Box::new(act), signature }
    }
}

/// The sample government with a second person in the cabinet section, and a second post of the first one there.
pub fn three_posts() -> Player {
    let mut player = Player::begun();
    player.changed(vec![
        enter_post(SECOND, PostKind::CabinetSection),
        enter_post(THIRD, PostKind::CabinetSection),
        enter_person(SECOND),
        take_charge(SECOND, SECOND, SECOND),
        take_charge(THIRD, FIRST, THIRD),
    ]);
    player
}

pub fn id_of(act: &Act) -> ChangeId {
    let Act::ProposeChange { change, .. } = act else { panic!("{act:?}") };
    *change
}

pub fn stage_of(player: &Player, change: ChangeId) -> ChangeStageName {
    player.cabinet.change(change).unwrap().stage.name()
}

/// What holds of people in every state.
pub fn check(state: &Cabinet) {
    for department in state.departments() {
        let minister = department.minister.map(|minister| state.post(minister).unwrap());
        assert!(minister.is_none_or(|minister| minister.kind.is_member()), "{department:?}");
    }
    for post in state.posts() {
        assert!(post.department.is_none_or(|department| state.department(department).is_some()), "{post:?}");
        assert!(post.serves.is_none_or(|served| state.post(served).is_some()), "{post:?}");
        assert_eq!(post.serves.is_some(), post.kind == PostKind::PrivateStaff, "{post:?}");
    }
    for only in [PostKind::ChiefMinister, PostKind::ChiefSecretary] {
        assert!(state.open_posts().filter(|post| post.kind == only).count() <= 1, "{only:?}");
    }
    let distinct = |keys: Vec<&String>| keys.iter().collect::<BTreeSet<_>>().len() == keys.len();
    assert!(distinct(state.departments().map(|one| &one.key).collect()), "two departments of one name");
    assert!(distinct(state.posts().map(|one| &one.key).collect()), "two posts of one name");
    check_charges(state);
    check_passkeys(state);
    check_offices(state);
}

/// Bodies sit with posts that fit them; a closed post is nobody's; whoever is on leave has a stand-in; a department that
/// went into another one has nothing left; and somebody is in charge in the cabinet section.
fn check_offices(state: &Cabinet) {
    let mut councils = 0;
    for record in state.bodies() {
        let body = &record.body;
        let kind = |id| state.post(id).unwrap().kind;
        assert!(body.kind.may_chair(kind(body.chair)), "{body:?}");
        assert!(body.members.iter().all(|member| body.kind.may_sit(kind(*member))), "{body:?}");
        assert!(!body.members.is_empty() && body.posts().all(|post| state.closed(post).is_none()), "{body:?}");
        assert_eq!(body.posts().collect::<BTreeSet<_>>().len(), body.members.len() + 1, "{body:?}");
        councils += u32::from(body.kind == BodyKind::Council);
    }
    assert!(councils <= 1, "two councils");
    let keys: Vec<String> = state.all_bodies().map(|record| record.body.key.clone()).collect();
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "two bodies of one name");
    for post in state.posts().filter(|post| state.closed(post.id).is_some()) {
        assert!(state.charge_of_post(post.id).is_none(), "{post:?} is closed and held");
        assert!(state.departments().all(|one| one.minister != Some(post.id)), "{post:?} is closed and leads");
    }
    for record in state.leaves().filter(|record| record.ended.is_none()) {
        let (away, stand_in) =
            (state.charge(record.leave.charge).unwrap(), state.charge(record.leave.stand_in).unwrap());
        assert!(away.until.is_some() && stand_in.until.is_none() && away.post == stand_in.post, "{record:?}");
        assert_ne!(away.person, stand_in.person);
    }
    for department in state.departments().filter(|one| state.merger(one.id).is_some()) {
        assert!(department.minister.is_none(), "{department:?}");
        assert!(state.open_posts().all(|post| post.department != Some(department.id)), "{department:?} keeps a post");
        assert!(state.merger(state.department_today(department.id)).is_none(), "{department:?} went nowhere");
    }
    let officers = state.charges().filter_map(|charge| state.post(charge.post));
    assert!(officers.into_iter().any(|post| post.kind == PostKind::CabinetSection), "nobody is left");
    let numbers: Vec<u32> = state.ministries().map(|record| record.ministry.number).collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
}

/// Nobody holds a post that is not there, two hold none, and no one holds two that never meet.
fn check_charges(state: &Cabinet) {
    for charge in state.all_charges() {
        assert!(state.person(charge.person).is_some() && state.post(charge.post).is_some(), "{charge:?}");
        assert!(charge.until.is_none_or(|until| until >= charge.from), "{charge:?}");
    }
    let lasting: Vec<_> = state.charges().collect();
    let held: BTreeSet<_> = lasting.iter().map(|charge| charge.post).collect();
    assert_eq!(held.len(), lasting.len(), "a post that two hold");
    for one in &lasting {
        for other in lasting.iter().filter(|other| other.person == one.person) {
            let kinds = [one, other].map(|charge| state.post(charge.post).unwrap().kind);
            assert!(!clash(kinds), "{kinds:?} in one person");
        }
    }
}

/// Which posts never meet in one person: written from the domain study.
pub fn clash(kinds: [PostKind; 2]) -> bool {
    let alone = ["system_administrator", "auditor", "private_staff"];
    kinds[0] != kinds[1] && kinds.iter().any(|kind| alone.contains(&kind.key()))
}

fn check_devices(state: &Cabinet) {
    for one in state.devices() {
        assert!(state.person(one.device.person).is_some(), "{one:?}");
        assert!(one.enrolled.is_none_or(|known| known.at >= one.registered && known.at < one.device.ends), "{one:?}");
        assert!(one.lost.is_none_or(|lost| one.enrolled.is_none_or(|known| known.at <= lost)), "{one:?}");
    }
}

fn check_passkeys(state: &Cabinet) {
    check_devices(state);
    let open: Vec<PersonId> =
        state.enrolments().filter(|one| !one.is_used() && !one.replaced).map(|one| one.enrolment.person).collect();
    assert_eq!(open.iter().collect::<BTreeSet<_>>().len(), open.len(), "two codes of one person");
    for ordered in state.enrolments() {
        assert!(state.person(ordered.enrolment.person).is_some(), "{ordered:?}");
        let came = ordered.used.map(|id| state.passkey(id).unwrap().passkey.person);
        assert!(came.is_none_or(|person| person == ordered.enrolment.person), "{ordered:?}");
        let set = ordered.password.map(|id| state.password(id).unwrap().password.person);
        assert!(set.is_none_or(|person| person == ordered.enrolment.person), "{ordered:?}");
        assert!(ordered.used.is_none() || set.is_none(), "one code for two things: {ordered:?}");
    }
    let handles: BTreeSet<&String> = state.passkeys().map(|one| &one.passkey.handle).collect();
    assert_eq!(handles.len(), state.passkeys().count(), "one authenticator twice");
    for one in state.passkeys() {
        assert!(state.person(one.passkey.person).is_some(), "{one:?}");
        let opens = state.passkeys_of(one.passkey.person).any(|other| other.passkey.id == one.passkey.id);
        assert_eq!(opens, one.revoked.is_none());
    }
    let open: Vec<_> = state.passwords().filter(|one| one.revoked.is_none()).map(|one| &one.password).collect();
    let distinct = |count: usize| assert_eq!(count, open.len(), "two passwords of one person or name: {open:?}");
    distinct(open.iter().map(|one| one.person).collect::<BTreeSet<_>>().len());
    distinct(open.iter().map(|one| &one.name).collect::<BTreeSet<_>>().len());
    check_identities(state);
}

fn check_identities(state: &Cabinet) {
    let mut owners = BTreeMap::new();
    for one in state.identities().map(|record| &record.identity) {
        let first = owners.entry((&one.issuer, one.subject)).or_insert(one.person);
        assert_eq!(*first, one.person, "one subject for two persons, one after another or at once: {one:?}");
    }
    let open: Vec<_> = state.identities().filter(|one| one.revoked.is_none()).map(|one| one.identity.person).collect();
    assert_eq!(open.iter().collect::<BTreeSet<_>>().len(), open.len(), "two identities of one person");
}

/// Dice that fall as their seed will have it.
struct Chance(u64);

impl Chance {
    fn below(&mut self, sides: usize) -> usize {
        // SplitMix64: short, and the same everywhere.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(sides).unwrap()).unwrap()
    }

    fn one_of<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())]
    }

    fn name(&mut self) -> String {
        match self.below(12) {
            0 => " ".to_owned(),
            1 => "ना\u{200B}म".to_owned(),
            _ => format!("नाम {}", self.below(1000)),
        }
    }

    /// A name for a department, seldom one that is taken.
    fn department_name(&mut self) -> String {
        if self.below(6) == 0 {
            "लोक स्वास्थ्य एवं चिकित्सा शिक्षा विभाग".to_owned()
        } else {
            self.name()
        }
    }

    /// Mostly the one that is meant, else one that is no key, or one that is taken.
    fn key(&mut self, meant: &str, taken: &str) -> String {
        match self.below(12) {
            0 => format!("{meant} !"),
            1 => taken.to_owned(),
            _ => meant.to_owned(),
        }
    }
}

/// Posts, their holders and charges of the sample, and such as may come to be: few, so that steps meet. Those on whom
/// a run of chance depends are not among them.
const KEYS: [&str; 10] = [
    "energy_minister",
    "energy_secretary",
    "energy_section_2",
    "energy_minister_staff",
    "auditor",
    "new_1",
    "new_2",
    "new_3",
    "new_4",
    "new_5",
];
const NEW_KEYS: [&str; 5] = ["new_1", "new_2", "new_3", "new_4", "new_5"];
const DEPARTMENTS: [&str; 4] = ["energy", "health", "new_1", "new_2"];

/// Any step, with a likelihood that it can be done `now`.
pub fn step_by_chance(seed: u64, now: Moment) -> Step {
    let mut dice = Chance(seed);
    let (known, other, new) = (dice.one_of(&KEYS), dice.one_of(&KEYS), dice.one_of(&NEW_KEYS));
    let of = dice.one_of(&DEPARTMENTS);
    match dice.below(35) {
        0 | 1 => {
            let mut entered = a_department(dice.one_of(&["new_1", "new_2", "new_3", "new_4", "energy"]));
            entered.key = dice.key(&entered.key, "health");
            entered.name = words(&dice.department_name());
            entered.minister = (dice.below(3) == 0).then(|| post(known));
            Step::EnterDepartment { department: entered }
        }
        2 => rename_department(of, &dice.department_name()),
        3 => set_minister(of, (dice.below(3) > 0).then_some(dice.one_of(&["health_minister", "energy_minister", new]))),
        4 | 5 => {
            let mut entered = a_post(new, dice.one_of(&PostKind::ALL));
            entered.key = dice.key(&entered.key, "auditor");
            if dice.below(4) == 0 {
                entered.department = (dice.below(2) == 0).then(|| department(of));
                entered.serves = (dice.below(2) == 0).then(|| post(known));
            }
            Step::EnterPost { post: entered }
        }
        6 if dice.below(2) == 0 => rename_person(known, &dice.name()),
        6 => retitle_post(known, &dice.name()),
        7 | 8 => {
            let mut entered = a_person(new);
            entered.name = words(&dice.name());
            Step::EnterPerson { person: entered }
        }
        9 | 10 => take_charge(new, other, known),
        11 => end_charge(known),
        12 => hand_over(known, new, other),
        13 | 27..30 => close_post(dice.one_of(&["energy_minister", "auditor", "new_1", "new_2", "new_3"])),
        14 | 15 => {
            let kind = dice.one_of(&BodyKind::ALL);
            let chair = match kind {
                BodyKind::Council => dice.one_of(&["chief_minister", "law_minister"]),
                BodyKind::SeniorSecretaries => dice.one_of(&[CHIEF_SECRETARY, CHIEF_SECRETARY, known]),
                _ => dice.one_of(&["law_minister", "law_minister", known]),
            };
            let member = dice.one_of(&["health_minister", "energy_minister", "energy_secretary", known]);
            let mut body = a_body(u128::try_from(dice.below(2)).unwrap(), kind, chair, &[member]);
            body.key = dice.key(&body.key, "body_0");
            Step::EnterBody { body }
        }
        16 | 30 | 31 | 33 => {
            let number = u128::try_from(dice.below(2)).unwrap();
            let chair = dice.one_of(&["law_minister", "chief_minister", CHIEF_SECRETARY]);
            change_body(number, &dice.name(), chair, &[dice.one_of(&["health_minister", "energy_secretary"])])
        }
        17 | 32 => dissolve_body(u128::try_from(dice.below(2)).unwrap()),
        18 => enter_rank(u128::try_from(dice.below(3)).unwrap(), u32::try_from(dice.below(5)).unwrap()),
        19 => change_rank(u128::try_from(dice.below(3)).unwrap(), u32::try_from(dice.below(5)).unwrap()),
        20 => set_rank(known, (dice.below(3) > 0).then_some(u128::try_from(dice.below(3)).unwrap())),
        21 | 22 | 34 => {
            // Mostly soon; else as it falls, also in the past and too late.
            let (from, among) = if dice.below(4) == 0 { (-60, 800) } else { (1, 40) };
            let days = from + i64::try_from(dice.below(among)).unwrap();
            let until = Moment(now.0 + days * DAY_MS);
            arrange_leave(u128::try_from(dice.below(4)).unwrap(), known, new, other, until)
        }
        23 => return_from_leave(u128::try_from(dice.below(4)).unwrap(), new),
        24 => merge(dice.one_of(&["energy", "new_1", "new_2", "new_3"]), dice.one_of(&["health", "new_1", "new_2"])),
        // Rarely: it takes the whole council from its posts, and a run of chance would stand still.
        25 if dice.below(4) == 0 => begin_ministry(u32::try_from(dice.below(4)).unwrap()),
        26 if dice.below(2) == 0 => end_charge(FIRST),
        _ => enrol(u128::try_from(dice.below(40)).unwrap(), known),
    }
}
