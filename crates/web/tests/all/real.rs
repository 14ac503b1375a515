//! The sample government as a real one: every post is held by somebody with a passkey, approvals are signed, and
//! business has come to every stage that a page knows.

use crate::doors::passwords::enrolled_with_password;
use crate::doors::{Doors, cookie, device};
use crate::input::World;
use crate::page::form_to;
use crate::site::{Answer, Holder, Site};
use crate::walk::Walk;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use cabinet::LedgerNature;
use cabinet::act::Government;
use cabinet::change::Step;
use cabinet::ids::{ChargeId, EnrolmentId, PasswordId, PersonId, PostId};
use cabinet::passkey::{ENROLMENT_DAYS, Enrolment};
use cabinet::people::{Charge, Person, Post, PostKind, Words};
use cabinet::proposal::StageName;
use office::Factor;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicU32, Ordering};
use testbed::SoftAuthenticator;
use web::ClientAddress;

/// Every kind of post; two departments with their sections, secretaries and ministers; and one that was consulted.
pub const POSTS: [&str; 19] = [
    "chief_ministers_office",
    "energy_officer",
    "finance_officer",
    "chief_minister",
    "chief_secretary",
    "cabinet_section",
    "energy_section",
    "energy_secretary",
    "energy_minister",
    "energy_minister_staff",
    "health_section",
    "health_secretary",
    "health_minister",
    "law_secretary",
    "agriculture_minister",
    "home_secretary",
    "governor_secretary",
    "auditor",
    "system_administrator",
];
/// Two more officers of the cabinet section, who change people.
const OFFICERS: [&str; 2] = ["first", "second"];
/// One more auditor, who signs in with a password.
const WITH_PASSWORD: &str = "examiner";
/// Others without whom no business is done.
const OTHERS: [&str; 1] = ["finance_secretary"];

/// Everybody's sessions before business begins.
pub struct People {
    doors: Doors,
    /// The devices of those in charge.
    devices: BTreeMap<String, SoftAuthenticator>,
    /// Sessions of those who were in charge before them.
    pub predecessors: BTreeMap<String, Holder>,
    /// A password that is somebody's.
    pub password: PasswordId,
}

fn predecessor(post: &str) -> String {
    format!("{post} before")
}

/// The sample government, in which each post of [`POSTS`] is still held by a predecessor, with codes for everybody.
fn government(site: &Site) -> (Government, BTreeMap<String, PersonId>) {
    let (mut government, mut persons) = (rehearsal::government(), BTreeMap::new());
    let (now, new_id) = (site.office().now(), || site.new_id());
    let words = |hi: &str| Words { hi: hi.to_owned(), en: hi.to_owned() };
    let keys: BTreeMap<PostId, String> = government.posts.iter().map(|post| (post.id, post.key.clone())).collect();
    for charge in &mut government.charges {
        let key = &keys[&charge.post];
        persons.insert(key.clone(), charge.person);
        if POSTS.contains(&&**key) {
            let person = PersonId(new_id());
            (charge.id, charge.person) = (ChargeId(new_id()), person);
            government.persons.push(Person { id: person, name: words(&predecessor(key)) });
            persons.insert(predecessor(key), person);
        }
    }
    let more = OFFICERS.map(|key| (key, PostKind::CabinetSection));
    for (key, kind) in more.into_iter().chain([(WITH_PASSWORD, PostKind::Auditor)]) {
        let (person, post, title) = (PersonId(new_id()), PostId(new_id()), words(key));
        government.persons.push(Person { id: person, name: words(key) });
        government.posts.push(Post { id: post, key: key.to_owned(), kind, title, department: None, serves: None });
        government.charges.push(Charge { id: ChargeId(new_id()), person, post, from: now, until: None });
        persons.insert(key.to_owned(), person);
    }
    let ends = now.plus_days(ENROLMENT_DAYS);
    let enrolments = persons.values().map(|person| Enrolment { id: EnrolmentId(new_id()), person: *person, ends });
    government.enrolments.extend(enrolments);
    (government, persons)
}

impl People {
    /// Everybody is enrolled and in charge; the predecessors' sessions are those of charges that have ended.
    pub fn begun() -> Self {
        let site = Site::empty(LedgerNature::Real);
        let (government, persons) = government(&site);
        site.wait(site.office().begin(LedgerNature::Real, crate::governments::RULES.clone(), government)).unwrap();
        let doors = Doors::of(site, persons);
        for name in OFFICERS {
            doors.enrolled(name);
        }
        let mut predecessors = BTreeMap::new();
        for post in POSTS {
            let name = predecessor(post);
            doors.enrolled(&name);
            predecessors.insert(post.to_owned(), doors.site.holder(&name));
        }
        let holder = enrolled_with_password(&doors, WITH_PASSWORD, WITH_PASSWORD);
        let Factor::Password(password) = doors.site.resumed(&holder).unwrap().factor else {
            panic!("a password let the examiner in");
        };
        let mut people = Self { doors, devices: BTreeMap::new(), predecessors, password };
        people.handed_over();
        for post in POSTS.into_iter().chain(OTHERS) {
            let device = people.doors.enrolled(post);
            people.devices.insert(post.to_owned(), device);
        }
        people
    }

    /// Every post goes to the person whom the sample government names, under the charge that it names.
    fn handed_over(&self) {
        let state = self.doors.site.state();
        let steps = POSTS.map(|key| {
            let charge = state.charge_of_post(rehearsal::post(key)).unwrap().id;
            Step::HandOver { charge, next: rehearsal::charge(key), person: rehearsal::person(key) }
        });
        self.changed(steps.into());
        let lives = |holder: &Holder| self.doors.get(Some(holder), "/desk").status == StatusCode::OK;
        assert!(!self.predecessors.values().any(lives), "a charge that has ended opens nothing");
        assert!(lives(&self.doors.site.holder("first")), "control");
    }

    /// A change that one officer proposes and the other puts in force.
    fn changed(&self, steps: Vec<Step>) {
        let site = &self.doors.site;
        let change = site.proposed("first", steps);
        site.act("second", &format!("/people/changes/{change}"), "agree_change", |form| form);
    }

    pub fn site(&self) -> &Site {
        &self.doors.site
    }

    /// Another session of a post, by its own passkey.
    pub fn again(&mut self, post: &str) -> Holder {
        let device = self.devices.get_mut(post).unwrap();
        let answer = self.doors.post(None, &self.doors.sign_in_form(device));
        answer.must(StatusCode::SEE_OTHER);
        self.doors.site.holder_of(cookie(&answer))
    }

    /// A session by a further passkey, which is taken away afterwards.
    pub fn of_a_passkey_taken_away(&mut self, post: &str) -> Holder {
        let mut tablet = device();
        let page = self.doors.site.page(post, "/passkeys/new");
        let options = crate::doors::attribute(&page, "data-options");
        let form = form_to(&page, "/passkeys/new").unwrap().set("answer", tablet.create(&options));
        self.doors.site.post(post, &form.set("label", "टैबलेट")).must(StatusCode::SEE_OTHER);
        let answer = self.doors.post(None, &self.doors.sign_in_form(&mut tablet));
        let holder = self.doors.site.holder_of(cookie(&answer));
        let Factor::Passkey(passkey) = self.doors.site.resumed(&holder).unwrap().factor else {
            panic!("a passkey let the tablet in");
        };
        let form = self.doors.site.own_form(post, "/passkeys/revoke").add("passkey", passkey.to_string());
        self.doors.site.done(post, &form);
        holder
    }

    /// Business begins: proposals and meetings in every stage, inquiries, emergency accesses and changes.
    pub fn at_work(self) -> Real {
        let Self { doors: Doors { site, addresses, .. }, devices, .. } = self;
        site.sign_with(devices);
        let walk = Walk { site, proposals: Vec::new(), meetings: Vec::new(), done: Default::default(), after: None };
        Real::worked(walk, addresses)
    }
}

/// A real government at work.
pub struct Real {
    pub world: World,
    /// Every attempt comes from an address of its own: none waits for another's failure.
    addresses: AtomicU32,
}

/// Stages in which a proposal lies for somebody.
const STAGES: [StageName; 10] = [
    StageName::Draft,
    StageName::InDepartment,
    StageName::Consulting,
    StageName::ConsultationClosed,
    StageName::SecretaryApproved,
    StageName::MinisterApproved,
    StageName::Submitted,
    StageName::Scrutinised,
    StageName::Cleared,
    StageName::Ordered,
];

/// A bill, before which the rules want the committee of senior secretaries.
fn bill(walk: &mut Walk) {
    let id = walk.start("health");
    walk.act("health_section", &format!("/proposals/{id}/draft"), "put_up", |form| {
        form.set("schedule", "legislation").set("remark", "Put up.")
    });
    walk.carry_on(id, StageName::Submitted);
}

impl Real {
    fn worked(mut walk: Walk, addresses: AtomicU32) -> Self {
        let drafts = STAGES.map(|stage| {
            let id = walk.start("energy");
            if stage == StageName::Draft {
                walk.attach(id);
            }
            match stage {
                StageName::Consulting => {
                    walk.carry_on(id, stage);
                    walk.mark_for_view("finance_secretary", id, "finance_officer", "To be examined.");
                    walk.view(id, "finance", "query");
                }
                StageName::ConsultationClosed => {
                    walk.carry_on(id, StageName::Consulting);
                    walk.view(id, "finance", "concurs");
                    walk.view(id, "law", "concurs_with_conditions");
                    walk.close(id);
                }
                _ => walk.carry_on(id, stage),
            }
            id
        });
        for stage in [StageName::CirculationOrdered, StageName::Circulating] {
            walk.drive("health", StageName::Cleared);
            let id = *walk.proposals.last().unwrap();
            walk.order_circulation(id, true);
            if stage == StageName::Circulating {
                walk.step("cabinet_section", id, "send_circulation", "remark");
            }
        }
        for stage in [StageName::UrgentlyRequested, StageName::UrgentlyForwarded, StageName::MinisterApproved] {
            let id = walk.drive("health", StageName::MinisterApproved);
            walk.request_urgent_approval(id);
            if stage != StageName::UrgentlyRequested {
                walk.step("chief_secretary", id, "forward_urgent_request", "remark");
            }
            if stage == StageName::MinisterApproved {
                walk.step("chief_minister", id, "approve_urgently", "remark");
            }
        }
        // A file at an officer's desk, unopened; one at the secretary's; an order by telephone that waits.
        let at_officer = walk.start("energy");
        walk.put_up_to(at_officer, "energy_officer");
        let at_secretary = walk.start("energy");
        walk.put_up_to(at_secretary, "energy_officer");
        walk.move_file("energy_officer", at_secretary, "energy_secretary");
        let heard = walk.drive("health", StageName::Cleared);
        walk.step("chief_ministers_office", heard, "write_brief", "text");
        walk.record_telephone_order(heard);
        bill(&mut walk);
        let (meeting, item) = meetings(&mut walk);
        walk.set_route("chief_secretary", "energy", "2099-03-31", "The files are still on paper.");
        let listed = walk.site.state().item(meeting, item).unwrap().2.proposal;
        let copy = walk.a_copy("energy_minister", listed);
        let registered = walk.register("energy");
        walk.lay(registered, "The note");
        walk.site.page("cabinet_section", &format!("/proposals/{}", drafts[9]));
        let agreed = walk.ask_inquiry("auditor", None);
        walk.inquiry_step("chief_secretary", agreed, "agree_inquiry");
        let inquiry = walk.ask_inquiry("auditor", None);
        // One in a matter that its reader could not read otherwise, one in a matter of another department, one that waits.
        for proposal in [drafts[2], walk.drive("health", StageName::InDepartment)] {
            let given = walk.ask_emergency("cabinet_section", Ok(proposal));
            walk.emergency_step("chief_secretary", given, "agree_emergency_access");
        }
        let access = walk.ask_emergency("cabinet_section", Ok(drafts[1]));
        let with_codes = walk.propose_person("Officer");
        walk.change_step("chief_secretary", with_codes, "agree_change");
        impossible_change(&walk.site);
        let change = walk.propose_person("Officer");
        walk.tasks_for_everybody();
        let task = walk.a_task();
        walk.site.measured();
        walk.site.published();
        let paper = walk.site.state().proposal(drafts[0]).unwrap().papers.front().copied().unwrap();
        let made = [
            ("{proposal}", drafts[0].to_string()),
            ("{meeting}", meeting.to_string()),
            ("{item}", item.to_string()),
            ("{paper}", paper.to_string()),
            ("{task}", task.to_string()),
            ("{inquiry}", inquiry.to_string()),
            ("{access}", access.to_string()),
            ("{change}", change.to_string()),
            ("{copy}", copy),
        ];
        walk.proposals.rotate_left(9);
        Self { world: World::knowing(walk, made), addresses }
    }

    pub fn site(&self) -> &Site {
        &self.world.walk.site
    }

    pub fn send(&self, mut request: Request<Body>) -> Answer {
        let address = Ipv4Addr::from_bits(0x0a00_0000 + self.addresses.fetch_add(1, Ordering::Relaxed));
        request.extensions_mut().insert(ClientAddress(address.into()));
        self.site().send(request)
    }

    /// A change that one officer proposes and another puts in force.
    pub fn changed(&self, steps: Vec<Step>) {
        let change = self.site().proposed("first", steps);
        self.site().act("second", &format!("/people/changes/{change}"), "agree_change", |form| form);
    }
}

/// A change that two agreed to for a moment at which it is not possible any more: what it enters is there already.
fn impossible_change(site: &Site) {
    let words = |hi: &str| cabinet::people::Words { hi: hi.to_owned(), en: hi.to_owned() };
    let rank = cabinet::people::Rank {
        id: cabinet::ids::RankId(site.new_id()), name: words("द्वितीय"), place: 2
    };
    let step = || vec![Step::EnterRank { rank: rank.clone() }];
    let agree = |change| {
        site.act("chief_secretary", &format!("/people/changes/{change}"), "agree_change", |form| form);
    };
    let at = cabinet::Moment(site.office().now().0 + 60_000);
    let later = site.proposed_for("cabinet_section", step(), Some(at));
    agree(later);
    agree(site.proposed("cabinet_section", step()));
    site.forward_seconds(61);
    // An act wakes the office, which finds what is due.
    let other =
        cabinet::people::Rank { id: cabinet::ids::RankId(site.new_id()), name: words("तृतीय"), place: 3 };
    site.proposed("cabinet_section", vec![Step::EnterRank { rank: other }]);
    for _ in 0..600 {
        if site.state().change(later).is_some_and(|one| one.impossible.is_some()) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the office found nothing impossible");
}

/// Meetings in each stage; one in session with its item in hand.
fn meetings(walk: &mut Walk) -> (cabinet::ids::MeetingId, cabinet::ids::ItemId) {
    let mut in_session = None;
    // The first of two sittings has its item in hand.
    for (number, steps) in [0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9].into_iter().enumerate() {
        let meeting = walk.propose_meeting();
        if steps == 0 {
            continue;
        }
        walk.meeting_step("chief_minister", meeting, "call_meeting");
        let health = walk.drive("health", StageName::Ordered);
        let item = walk.list(meeting, health);
        for step in 1..steps {
            match step {
                1 => walk.meeting_step("chief_minister", meeting, "approve_agenda"),
                2 => {
                    walk.release(meeting, &["chief_minister", "energy_minister", "home_secretary"]);
                    walk.recuse(meeting, item, "law_minister");
                }
                3 => {
                    walk.open(meeting, "chief_minister", &["chief_minister"]);
                    if number == 4 {
                        walk.call_item(meeting, item);
                        in_session = Some((meeting, item));
                    }
                }
                4 => {
                    walk.record(meeting, item, "approved");
                    walk.meeting_step("cabinet_section", meeting, "conclude_sitting");
                }
                5 => walk.meeting_step("cabinet_section", meeting, "draft_minutes"),
                6 => walk.meeting_step("chief_secretary", meeting, "submit_minutes"),
                7 => walk.meeting_step("chief_minister", meeting, "approve_minutes"),
                _ => {
                    walk.issue(meeting, item);
                    walk.meeting_step("cabinet_section", meeting, "circulate_minutes");
                }
            }
        }
    }
    in_session.unwrap()
}
