//! Who read what: pages report openings; a person sees the own ones; the auditor sees the register.

use crate::app::App;
use crate::failure::Failure;
use crate::form::{BadForm, InAddress, Posted};
use crate::frame::Frame;
use crate::pager::Pager;
use crate::pages::draw;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Html;
use cabinet::object::{Object, ObjectKind};
use cabinet::permission::{Action, Subject};
use fluent_bundle::FluentValue;
use office::{Reader, Reading, RefusalLine, RegisterLine};
use uuid::Uuid;

/// Objects that one page may report.
const OPENED_MAX: usize = 100;
/// Objects on one page of the register.
const REGISTER_OBJECTS_MAX: usize = 25;
/// Lines of the own readings.
const OWN_LINES_MAX: usize = 200;

/// A page reports that it showed frozen texts or papers. What never went to this session is unknown.
pub(crate) async fn opened(State(app): State<App>, mut posted: Posted) -> Result<StatusCode, Failure> {
    let objects = posted.fields.all("object");
    posted.fields.finish()?;
    if objects.is_empty() {
        return Err(BadForm::MissingField("object").into());
    }
    if objects.len() > OPENED_MAX {
        return Err(BadForm::Malformed.into());
    }
    let distinct: std::collections::BTreeSet<&String> = objects.iter().collect();
    if distinct.len() < objects.len() {
        return Err(BadForm::RepeatedField("object").into());
    }
    let ids: Result<Vec<Uuid>, BadForm> =
        objects.iter().map(|id| id.parse().map_err(|_| BadForm::BadChoice("object"))).collect();
    app.office.opened(&posted.who.session, &ids?).await.map_err(Failure::before_the_act)?;
    Ok(StatusCode::NO_CONTENT)
}

/// One line of the own readings.
struct OwnLine {
    link: Option<String>,
    subject: String,
    kind: String,
    first: String,
    last: String,
    openings: u32,
}

/// An inquiry that opened the person's name and is over.
struct NamedIn {
    words: String,
}

#[derive(Template)]
#[template(path = "readings.html")]
struct ReadingsPage {
    page: Frame,
    lines: Vec<OwnLine>,
    named: Vec<NamedIn>,
}

/// What I have read.
pub(crate) async fn own(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    let own = app.office.own_readings(&who.session).await?;
    // A view and a remark are shown with their note: they are no documents of their own.
    let document = |one: &&office::OwnReading| {
        let kind = one.object.map(|object| object.kind);
        !matches!(kind, Some(ObjectKind::View | ObjectKind::Remark))
    };
    let lines = own.readings.iter().filter(document).take(OWN_LINES_MAX).map(|one| {
        let (subject, link) = matter(&page, one.object);
        OwnLine {
            link,
            subject,
            kind: kind(&page, one.object),
            first: page.date_time(&one.reading.first),
            last: page.date_time(&one.reading.last),
            openings: one.reading.openings,
        }
    });
    let named = own.named.iter().map(|inquiry| {
        let second = inquiry.stage.agreed().map(|second| page.post_of_charge(&second.by.charge())).unwrap_or_default();
        let arguments = [
            ("count", FluentValue::from(inquiry.number)),
            ("date", FluentValue::from(page.date(&inquiry.since))),
            ("asker", FluentValue::from(page.post_of_charge(&inquiry.asked.by.charge()))),
            ("second", FluentValue::from(second)),
        ];
        NamedIn { words: page.with("reading-named", &arguments) }
    });
    let (lines, named) = (lines.collect(), named.collect());
    draw(&ReadingsPage { lines, named, page })
}

/// The sort of an object.
pub(crate) fn kind(page: &Frame, object: Option<Object>) -> String {
    object.map_or_else(|| page.t("object-unknown"), |object| page.word("object", object.kind.key()))
}

/// The matter of an object and the address of its page, for who may still read it; else nothing of it.
pub(crate) fn matter(page: &Frame, object: Option<Object>) -> (String, Option<String>) {
    let gone = || (page.t("reading-gone"), None);
    let Some(actor) = page.session.as_ref().map(|session| session.actor) else { return gone() };
    let of_proposal = |id, link: String| {
        let may = page.state.may(&actor, Subject::Proposal(id), Action::ReadProposal);
        let proposal = page.state.proposal(id).filter(|_| may)?;
        Some((crate::pages::proposals::subject(page, proposal), Some(link)))
    };
    let of_meeting = |id| {
        let may = page.state.may(&actor, Subject::Meeting(id), Action::ReadNotice);
        let meeting = page.state.meeting(id).filter(|_| may)?;
        Some((page.tn("meeting-number", meeting.number), Some(format!("/meetings/{id}"))))
    };
    let found = match object.map(|object| object.of) {
        Some(Subject::Proposal(id)) => of_proposal(id, format!("/proposals/{id}")),
        Some(Subject::Meeting(id)) => of_meeting(id),
        Some(Subject::Item(meeting, item)) => page.state.item(meeting, item).and_then(|(_, number, listed)| {
            let (words, link) = of_meeting(meeting)?;
            let named = format!("{words} · {}", page.tn("item-number", number));
            of_proposal(listed.proposal, String::new()).map(|(subject, _)| (format!("{named}: {subject}"), link))
        }),
        Some(Subject::Task(id)) => {
            let may = page.state.may(&actor, Subject::Task(id), Action::ReadTask);
            let task = page.state.task(id).filter(|_| may);
            let of = |task| format!("{} · {}", page.t("nav-compliance"), crate::pages::compliance::origin(page, task));
            task.map(|task| (of(task), Some(format!("/tasks/{id}"))))
        }
        Some(Subject::Inquiry(id)) => {
            let may = page.state.may(&actor, Subject::Inquiry(id), Action::ReadInquiry);
            let inquiry = page.state.inquiry(id).filter(|_| may);
            inquiry.map(|inquiry| (page.tn("inquiry-number", inquiry.number), Some(format!("/inquiries/{id}"))))
        }
        Some(Subject::EmergencyAccess(id)) => {
            let may = page.state.may(&actor, Subject::EmergencyAccess(id), Action::ReadEmergencyAccess);
            let access = page.state.emergency_access(id).filter(|_| may);
            access.map(|one| (page.tn("emergency-number", one.number), Some(format!("/emergency-access/{id}"))))
        }
        Some(Subject::Change(id)) => {
            let may = page.state.may(&actor, Subject::Change(id), Action::ReadChange);
            let change = page.state.change(id).filter(|_| may);
            change.map(|change| (page.tn("change-number", change.number), Some(format!("/people/changes/{id}"))))
        }
        Some(Subject::Government) | None => None,
    };
    found.unwrap_or_else(gone)
}

/// An id or pseudonym as a short number, such as `13313-91943`: enough to tell one from another on a page, and
/// to read out.
pub(crate) fn short(written: &str) -> String {
    const SIGNS: usize = 8;
    const HALF: u32 = 100_000;
    let signs: String = written.chars().take(SIGNS).collect();
    let number = u32::from_str_radix(&signs, 16).unwrap_or_default();
    format!("{:05}-{:05}", number / HALF, number % HALF)
}

/// The same of an id. Ids of one moment begin alike; their ends differ.
pub(crate) fn short_of(id: Uuid) -> String {
    id.to_string().rsplit('-').next().map(short).unwrap_or_default()
}

/// One reader of an object in the register.
struct ReaderLine {
    pseudonym: String,
    /// The whole pseudonym, for asking.
    person: String,
    first: String,
    last: String,
    openings: u32,
}

/// One object in the register.
struct ObjectLine {
    id: String,
    short: String,
    kind: String,
    readers: Vec<ReaderLine>,
}

/// Refusals in the register.
struct Refused {
    at: String,
    who: String,
    act: String,
    refusal: String,
    count: u32,
}

#[derive(Template)]
#[template(path = "register.html")]
struct RegisterPage {
    page: Frame,
    objects: Vec<ObjectLine>,
    refusals: Vec<Refused>,
    pager: Pager,
}

/// The register: what was read when and how often, by pseudonyms. No title, no number, no name.
pub(crate) async fn register(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut which): InAddress,
) -> Result<Html<String>, Failure> {
    let page = who.frame(&app);
    let number = Pager::asked(&mut which)?;
    let from = (number - 1).saturating_mul(REGISTER_OBJECTS_MAX);
    let found = app.office.register(&who.session, from, REGISTER_OBJECTS_MAX).await?;
    let pager = Pager::counted("/custody", number, found.objects, REGISTER_OBJECTS_MAX)?;
    let objects = found.lines.iter().map(|line| object_line(&page, line)).collect();
    let first = number == 1;
    let refusals = found.refusals.iter().filter(|_| first).map(|line| refused(&page, line)).collect();
    draw(&RegisterPage { objects, refusals, pager, page })
}

fn object_line(page: &Frame, line: &RegisterLine) -> ObjectLine {
    let id = line.id.to_string();
    let short = short_of(line.id);
    let readers = line.readers.iter().map(|(reader, reading)| reader_line(page, reader, reading)).collect();
    ObjectLine { short, kind: kind(page, line.object), readers, id }
}

fn reader_line(page: &Frame, reader: &Reader, reading: &Reading) -> ReaderLine {
    let person = reader.person.to_string();
    ReaderLine {
        pseudonym: short(&person),
        first: page.date_time(&reading.first),
        last: page.date_time(&reading.last),
        openings: reading.openings,
        person,
    }
}

fn refused(page: &Frame, line: &RefusalLine) -> Refused {
    Refused {
        at: page.date_time(&line.at),
        who: line.reader.map(|reader| short(&reader.person.to_string())).unwrap_or_default(),
        act: page.word("refused-act", &line.act),
        refusal: page.word("refused-because", refused_because(&line.refusal)),
        count: line.count,
    }
}

/// Refusals as the register tells them: not every reason has words of its own there.
fn refused_because(refusal: &str) -> &'static str {
    match refusal {
        "unknown" | "nature" | "post" => "unknown",
        "device" => "device",
        "moved_on" => "moved_on",
        "other_content" => "other_content",
        "proof_stale" => "proof_stale",
        "device_asked" => "device_asked",
        _ => "content",
    }
}
