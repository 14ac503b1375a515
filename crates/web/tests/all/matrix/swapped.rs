//! Every id of every kind in every place where an id belongs: of another kind than belongs there, it is answered as one that
//! nothing bears, and nothing is recorded.

use super::{Case, cases, forms};
use crate::page::{Form, difference, forms as forms_of, settled};
use crate::real::{POSTS, People, Real};
use crate::site::{Answer, URLENCODED, repository};
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use cabinet::body::{Body as Council, BodyKind};
use cabinet::change::Step;
use cabinet::ids::{BodyId, RankId};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Fields in which every form brings an id of its own.
const OWN: [&str; 2] = ["act", "form_token"];

/// Kinds of ids, as the domain names them.
fn kinds() -> BTreeSet<String> {
    let text = std::fs::read_to_string(repository("crates/cabinet/src/ids.rs")).unwrap();
    let list = text.split("typed_ids! {").nth(1).unwrap();
    let names = list.lines().map(|line| line.trim().trim_end_matches(','));
    names.filter(|name| name.ends_with("Id") && !name.contains(' ')).map(str::to_owned).collect()
}

/// Some ids of every kind that are there.
fn ids(real: &Real) -> BTreeMap<&'static str, BTreeSet<Uuid>> {
    let (site, state) = (real.site(), real.site().state());
    let proposals: Vec<_> = state.proposals().collect();
    let revisions = proposals.iter().flat_map(|one| one.revisions.iter());
    let meetings: Vec<_> = real.world.walk.meetings.iter().filter_map(|id| state.meeting(*id)).collect();
    let texts = state.inquiries().map(|one| one.reason.id.0).chain(state.changes().map(|one| one.reason.id.0));
    let texts = texts.chain(state.emergencies().flat_map(|one| [one.reason.id.0, one.order.id.0]));
    let sessions = POSTS.map(|post| site.resumed(&site.holder(post)).unwrap().id.0);
    let form = site.form("cabinet_section", "/meetings/new", "propose_meeting");
    let form = form.set("year", "2099").set("month", "1").set("day", "1").set("hour", "11").set("minute", "30");
    site.done("cabinet_section", &form.clone().set("place", "P"));
    let act: Uuid = form.value("act").unwrap().parse().unwrap();
    BTreeMap::from([
        ("ActId", BTreeSet::from([act])),
        ("DepartmentId", state.departments().map(|one| one.id.0).collect()),
        ("PostId", state.posts().map(|one| one.id.0).collect()),
        ("PersonId", state.persons().map(|one| one.id.0).collect()),
        ("ChargeId", state.all_charges().map(|one| one.id.0).collect()),
        ("ProposalId", proposals.iter().map(|one| one.id.0).collect()),
        ("RevisionId", revisions.clone().map(|one| one.id.0).collect()),
        ("PaperId", state.papers().map(|one| one.id.0).collect()),
        ("MeetingId", meetings.iter().map(|one| one.id.0).collect()),
        ("ItemId", meetings.iter().flat_map(|one| one.items.iter()).map(|item| item.id.0).collect()),
        ("TextId", texts.chain(revisions.map(|one| one.body.id.0)).collect()),
        ("InquiryId", state.inquiries().map(|one| one.id.0).collect()),
        ("EmergencyAccessId", state.emergencies().map(|one| one.id.0).collect()),
        ("ChangeId", state.changes().map(|one| one.id.0).collect()),
        ("EnrolmentId", state.enrolments().map(|one| one.enrolment.id.0).collect()),
        ("PasskeyId", state.passkeys().map(|one| one.passkey.id.0).collect()),
        ("DeviceId", state.devices().map(|one| one.device.id.0).collect()),
        ("PasswordId", state.passwords().map(|one| one.password.id.0).collect()),
        ("IdentityId", state.identities().map(|one| one.identity.id.0).collect()),
        ("BodyId", state.bodies().map(|one| one.body.id.0).collect()),
        ("RankId", state.ranks().iter().map(|one| one.id.0).collect()),
        ("TaskId", state.tasks().map(|one| one.id.0).collect()),
        ("CopyId", state.printed_copies().map(|one| one.id.0).collect()),
        ("LeaveId", state.leaves().map(|one| one.leave.id.0).collect()),
        ("MinistryId", state.ministries().map(|one| one.ministry.id.0).collect()),
        ("SessionId", BTreeSet::from(sessions)),
    ])
}

/// One request with one place in it.
struct Place {
    post: &'static str,
    /// Method, address without ids, and the place's name.
    name: String,
    /// The id that belongs there.
    right: Uuid,
    sent: Sent,
}

impl Place {
    /// A page reports frozen texts and papers alike, and an inquiry looks at any of them.
    fn takes(&self, kind: &str) -> bool {
        let any = self.name.ends_with(" object") || self.name.ends_with(" scope");
        any && ["TextId", "RevisionId", "PaperId"].contains(&kind)
    }
}

enum Sent {
    Page(String),
    /// A form; the field that holds the id, or none where the address does.
    Form(Form, Option<usize>),
}

fn plain_address(address: &str) -> String {
    let parts = address.split(['/', '?', '&', '=']).map(|part| if Uuid::parse_str(part).is_ok() { "ID" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// The id in a value, which may stand behind a word and a colon.
fn id_in(value: &str) -> Option<Uuid> {
    value.rsplit(':').next().unwrap_or_default().parse().ok()
}

/// Every place in addresses and in the fields of forms that a post is offered.
fn places(real: &Real, post: &'static str, known: &BTreeSet<Uuid>) -> BTreeMap<String, Place> {
    let (site, mut found) = (real.site(), BTreeMap::new());
    let sent = forms(&real.world);
    let mut add = |name: String, right: Uuid, sent: Sent| {
        found.entry(name.clone()).or_insert(Place { post, name, right, sent });
    };
    for Case { route, address, .. } in cases(site, &real.world).into_iter().filter(|case| case.subject.is_some()) {
        let in_address: Vec<Uuid> = address.split('/').filter_map(|part| part.parse().ok()).collect();
        for (number, right) in in_address.into_iter().enumerate().filter(|(_, id)| known.contains(id)) {
            let name = format!("{} {} {number}", route.method, route.path);
            if route.method == "GET" {
                add(name, right, Sent::Page(address.clone()));
            } else if !route.path.ends_with("/papers") {
                let form = Form { address: address.clone(), ..sent[route.path].clone() };
                add(name, right, Sent::Form(form, None));
            }
        }
        if route.method == "GET" && !route.path.starts_with("/assets/") {
            let answer = get(real, post, &address);
            if answer.header("content-type").starts_with("text/html") && answer.status.is_success() {
                for form in forms_of(&answer.text()) {
                    for (field, (key, value)) in
                        form.fields.iter().enumerate().filter(|(_, (key, _))| !OWN.contains(&&**key))
                    {
                        // An id that nothing bears yet is the form's own, for what it makes.
                        let Some(right) = id_in(value).filter(|id| known.contains(id)) else { continue };
                        let name = format!("POST {} {key}", plain_address(&form.address));
                        add(name, right, Sent::Form(form.clone(), Some(field)));
                    }
                }
            }
        }
    }
    found
}

fn get(real: &Real, post: &str, address: &str) -> Answer {
    let request = Request::get(address).header("sec-fetch-site", "same-origin");
    real.send(request.header(COOKIE, real.site().holder(post).cookies()).body(Body::empty()).unwrap())
}

/// The request with another id in its place.
fn swapped(real: &Real, place: &Place, id: Uuid) -> Answer {
    let (right, id) = (place.right.to_string(), id.to_string());
    match &place.sent {
        Sent::Page(address) => get(real, place.post, &address.replace(&right, &id)),
        Sent::Form(form, field) => {
            let (holder, mut form) = (real.site().holder(place.post), form.clone());
            match field {
                Some(field) => form.fields[*field].1 = form.fields[*field].1.replace(&right, &id),
                None => form.address = form.address.replace(&right, &id),
            }
            let form = form.set("form_token", &*holder.token).set("act", real.site().new_id().to_string());
            let request = crate::site::from_own_page(&form.address, Some(&holder)).header(CONTENT_TYPE, URLENCODED);
            real.send(request.body(Body::from(form.encoded())).unwrap())
        }
    }
}

/// The page without these ids, which stand in its address, and one perhaps elsewhere too.
fn plain(answer: &Answer, ids: [Uuid; 2]) -> String {
    ids.iter()
        .map(Uuid::to_string)
        .fold(settled(&answer.text()), |page, id| page.replace(&id, "ID").replace(&crate::page::encoded(&id), "ID"))
}

/// A body, a rank and an account at a provider, of which the sample government has none.
fn completed(real: &Real) {
    let (site, words) = (real.site(), |hi: &str| cabinet::people::Words { hi: hi.to_owned(), en: hi.to_owned() });
    let council = Council {
        id: BodyId(site.new_id()),
        key: "council".to_owned(),
        kind: BodyKind::Council,
        name: words("मंत्रि-परिषद"),
        chair: rehearsal::post("chief_minister"),
        members: vec![rehearsal::post("energy_minister"), rehearsal::post("health_minister")],
    };
    let rank = cabinet::people::Rank { id: RankId(site.new_id()), name: words("प्रथम"), place: 1 };
    site.bound("auditor");
    real.changed(vec![Step::EnterBody { body: council }, Step::EnterRank { rank }]);
}

#[test]
fn every_id_of_every_kind_in_every_place() {
    let real = People::begun().at_work();
    completed(&real);
    let all = ids(&real);
    let mut named: BTreeSet<String> = all.keys().map(|kind| (*kind).to_owned()).collect();
    assert!(named.remove("SessionId"));
    assert_eq!(kinds(), named, "every kind of id is swapped in");
    // Of these there is none in this government.
    let none: Vec<&str> = all.iter().filter(|(_, ids)| ids.is_empty()).map(|(kind, _)| *kind).collect();
    assert_eq!(none, ["LeaveId", "MinistryId"]);
    let known: BTreeSet<Uuid> = all.values().flatten().copied().collect();
    let (mut seen, mut sent, mut wrong, mut statuses) = (BTreeSet::new(), 0, Vec::new(), BTreeMap::new());
    for post in POSTS {
        for place in places(&real, post, &known).into_values() {
            let kinds_there: BTreeSet<&str> =
                all.iter().filter(|(_, ids)| ids.contains(&place.right)).map(|(kind, _)| *kind).collect();
            let nothing = real.site().new_id();
            let expected = swapped(&real, &place, nothing);
            *statuses.entry(expected.status.as_u16()).or_insert(0) += 1;
            seen.insert(place.name.clone());
            for (kind, of_kind) in all.iter().filter(|(kind, _)| !kinds_there.contains(*kind)) {
                // An id may be of two kinds: a proposal bears the id of the act that opened it.
                let fits = |id: &&Uuid| !kinds_there.iter().any(|right| all[right].contains(*id));
                let Some(id) = of_kind.iter().find(fits).filter(|_| !place.takes(kind)) else { continue };
                let head = real.site().head();
                let found = swapped(&real, &place, *id);
                sent += 1;
                let lines = difference(&plain(&found, [*id, nothing]), &plain(&expected, [*id, nothing]));
                if real.site().head() != head {
                    wrong.push(format!("{post}: {} takes a {kind}", place.name));
                } else if found.status != expected.status || lines.is_some() {
                    let statuses = format!("{} instead of {}", found.status, expected.status);
                    wrong.push(format!("{post}: {} {kind}: {statuses}, {lines:?}", place.name));
                }
            }
        }
    }
    assert!(seen.len() > 60 && sent > 10_000, "control: {} places, {sent} sent", seen.len());
    control_what_belongs_there_is_answered_otherwise(&real, &known);
    eprintln!("swapped: {} places, {} kinds, {sent} sent, nothing is answered {statuses:?}", seen.len(), all.len());
    assert!(wrong.is_empty(), "{} wrong, such as {:#?}", wrong.len(), &wrong[..wrong.len().min(30)]);
}

/// With the id that belongs there, pages open: the comparison would have found it.
fn control_what_belongs_there_is_answered_otherwise(real: &Real, known: &BTreeSet<Uuid>) {
    let mut opened = 0;
    for place in
        places(real, "cabinet_section", known).into_values().filter(|place| matches!(place.sent, Sent::Page(_)))
    {
        opened += usize::from(swapped(real, &place, place.right).status.is_success());
        assert_eq!(swapped(real, &place, real.site().new_id()).status.as_u16(), 404, "{}", place.name);
    }
    assert!(opened >= 4, "{opened} pages open with their own id");
}
