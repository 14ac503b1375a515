//! Two versions of a note: what was removed, what was added, what stayed; in one text or side by side.

use crate::app::App;
use crate::failure::Failure;
use crate::form::{Fields, InAddress};
use crate::frame::Frame;
use crate::pages::{Ids, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use cabinet::comparison::{Both, NoteComparison, PointComparison, Row};
use cabinet::ids::{DepartmentId, PaperId, ProposalId};
use cabinet::note::{EarlierDecision, Milestone, YearCost};
use cabinet::people::Words;
use fluent_bundle::FluentValue;
use hindi::{Comparison, RunKind};
use office::views::{ComparisonView, Which};
use uuid::Uuid;

/// A part of a text, and what became of it.
struct RunText {
    kind: RunKind,
    words: String,
}

/// One text or value of both versions, such as a point.
struct Line {
    /// What it is called; empty where the part holds nothing else.
    label: String,
    /// What became of the whole of it: it came in, it is gone, it moved. Empty where nothing did.
    remark: String,
    same: bool,
    runs: Vec<RunText>,
}

impl Line {
    fn of(label: String, words: &Comparison<'_>) -> Self {
        let runs = words.runs().iter().map(|run| RunText { kind: run.kind, words: shown(run.kind, run.text) });
        Self { label, remark: String::new(), same: words.is_same(), runs: runs.collect() }
    }

    fn with(self, remark: String) -> Self {
        Self { remark, ..self }
    }

    fn earlier(&self) -> impl Iterator<Item = &RunText> {
        self.runs.iter().filter(|run| run.kind != RunKind::Added)
    }

    fn later(&self) -> impl Iterator<Item = &RunText> {
        self.runs.iter().filter(|run| run.kind != RunKind::Removed)
    }
}

/// One part of the note.
struct Part {
    label: String,
    /// Language of what stands in it.
    lang: &'static str,
    lines: Vec<Line>,
}

impl Part {
    fn same(&self) -> bool {
        self.lines.iter().all(|line| line.same)
    }
}

/// A version that may be chosen.
struct Offered {
    number: u32,
    label: String,
}

/// A view that was given on another version than the one that the person reads.
struct SawAnother {
    sentence: String,
    /// Where the two are compared; empty where that is this page, or one of the two is not for the person.
    link: String,
}

#[derive(Template)]
#[template(path = "proposals/compare.html")]
struct ComparePage {
    page: Frame,
    id: ProposalId,
    number: String,
    department: String,
    subject: String,
    subject_lang: &'static str,
    /// Why nothing is compared.
    error: String,
    none: String,
    offered: Vec<Offered>,
    from: u32,
    to: u32,
    side: bool,
    saw_another: Vec<SawAnother>,
    summary: String,
    parts: Vec<Part>,
    /// What a browser reports as opened.
    openings: Vec<Uuid>,
}

/// Where two versions are compared.
pub(super) fn address(id: ProposalId, one: u32, other: u32) -> String {
    format!("/proposals/{id}/compare?from={}&to={}", one.min(other), one.max(other))
}

/// «वित्त विभाग ने संस्करण 2 देखा; आप संस्करण 4 पढ़ रहे हैं।»
pub(super) fn saw_another(page: &Frame, department: DepartmentId, seen: u32, read: u32) -> String {
    let arguments = [
        ("department", FluentValue::from(page.department(&department).to_owned())),
        ("seen", FluentValue::from(i64::from(seen))),
        ("read", FluentValue::from(i64::from(read))),
    ];
    page.with("view-other-version", &arguments)
}

/// What an address asks for.
struct Asked {
    which: Which,
    side: bool,
}

impl Asked {
    /// Both numbers stand in the address or neither does. Two that are one are told so, whether or not there is such a
    /// version.
    fn read(mut fields: Fields) -> Result<Self, Failure> {
        let number = |typed: Option<String>| typed.map(|typed| typed.parse::<u32>()).transpose();
        let mut one = |name| fields.optional(name).map_err(|_| Failure::Unknown);
        let (from, to, show) = (one("from")?, one("to")?, one("show")?);
        fields.finish().map_err(|_| Failure::Unknown)?;
        let (from, to) = (number(from).map_err(|_| Failure::Unknown)?, number(to).map_err(|_| Failure::Unknown)?);
        let which = match (from, to) {
            (None, None) => Which::Latest,
            (Some(from), Some(to)) if from == to => Which::NotChosen,
            (Some(from), Some(to)) => Which::These(from, to),
            _ => return Err(Failure::Unknown),
        };
        match show.as_deref() {
            None | Some("merged") => Ok(Self { which, side: false }),
            Some("side") => Ok(Self { which, side: true }),
            Some(_) => Err(Failure::Unknown),
        }
    }
}

/// The page.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Ids(id): Ids<ProposalId>,
    InAddress(fields): InAddress,
) -> Result<Response, Failure> {
    let Asked { which, side } = Asked::read(fields)?;
    let view = app.office.comparison_view(&who.session, id, which).await?;
    let page = who.frame(&app);
    let parts = view.comparison().map_or_else(Vec::new, |comparison| parts(&page, &view, &comparison));
    let versions = view.chosen.as_ref().map(|(earlier, later)| (&earlier.revision, &later.revision));
    let (from, to) = versions.map_or((0, 0), |(earlier, later)| (earlier.number, later.number));
    let none = match view.readable.len() {
        0 => page.t("note-not-yet"),
        1 => page.t("compare-only-one"),
        _ => String::new(),
    };
    let wrong = which == Which::NotChosen && none.is_empty();
    let template = ComparePage {
        id,
        number: view.proposal.number.clone(),
        department: page.department(&view.proposal.department).to_owned(),
        subject: super::subject(&page, &view.proposal),
        subject_lang: if in_english(&page, &view) { "en" } else { "hi" },
        error: if wrong { page.t("compare-choose-two") } else { String::new() },
        none,
        offered: offered(&page, &view),
        from,
        to,
        side,
        saw_another: others(&page, &view, (from, to)),
        summary: if versions.is_some() { summary(&page, (from, to), &parts) } else { String::new() },
        parts,
        openings: versions.into_iter().flat_map(|(earlier, later)| [earlier.id.0, later.id.0]).collect(),
        page,
    };
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, draw(&template)?).into_response())
}

/// Whether the subject stands in English on this page.
fn in_english(page: &Frame, view: &ComparisonView) -> bool {
    let read = view.readable.iter().find(|revision| Some(revision.number) == view.reads);
    !page.hindi() && read.is_some_and(|revision| !revision.facts.subject_en.is_empty())
}

fn offered(page: &Frame, view: &ComparisonView) -> Vec<Offered> {
    let newest_first = view.readable.iter().rev();
    newest_first
        .map(|revision| Offered {
            number: revision.number,
            label: format!("{} · {}", page.tn("version", revision.number), page.date(&revision.at)),
        })
        .collect()
}

fn others(page: &Frame, view: &ComparisonView, shown: (u32, u32)) -> Vec<SawAnother> {
    let Some(read) = view.reads else { return Vec::new() };
    let has = |number: u32| view.readable.iter().any(|revision| revision.number == number);
    let others = view.views.iter().filter(|viewed| viewed.revision != read).map(|viewed| {
        let seen = viewed.revision;
        let elsewhere = (seen.min(read), seen.max(read)) != shown;
        SawAnother {
            sentence: saw_another(page, viewed.department, seen, read),
            link: if has(seen) && elsewhere { address(view.proposal.id, seen, read) } else { String::new() },
        }
    });
    others.collect()
}

fn summary(page: &Frame, (from, to): (u32, u32), parts: &[Part]) -> String {
    let changed = parts.iter().filter(|part| !part.same()).count();
    let number = |number: u32| FluentValue::from(i64::from(number));
    let (from, to) = (("from", number(from)), ("to", number(to)));
    match u32::try_from(changed).unwrap_or(u32::MAX) {
        0 => page.with("compare-all-same", &[from, to]),
        changed => page.with("compare-changed", &[from, to, ("count", number(changed))]),
    }
}

/// The note part by part, in the order in which its page shows it.
fn parts(page: &Frame, view: &ComparisonView, found: &NoteComparison<'_>) -> Vec<Part> {
    let rules = view.state.rules();
    let word =
        |label: Option<&Words>, key: &str| label.map_or_else(|| key.to_owned(), |one| page.words(one).to_owned());
    let schedule = |key: &str| word(rules.and_then(|rules| rules.schedule_label(key)), key);
    let classification = |key: &str| word(rules.and_then(|rules| rules.classification(key)), key);
    let values = |key: &str, both: Both<String>| Part {
        label: page.t(key),
        lang: page.lang(),
        lines: vec![Line::of(String::new(), &Comparison::of_values(&both.earlier, &both.later))],
    };
    let text = |key: &str, lang: &'static str, words: &Comparison<'_>| Part {
        label: page.t(key),
        lang,
        lines: vec![Line::of(String::new(), words)],
    };
    let mut parts = vec![
        text("field-subject", "hi", &found.subject),
        text("compare-subject-en", "en", &found.subject_en),
        values("field-schedule", mapped(&found.schedule, |key| schedule(key))),
        values("field-classification", mapped(&found.classification, |key| classification(key))),
        Part { label: page.t("field-concern"), lang: page.lang(), lines: concerns(page, found) },
        values("compare-earlier-decision", mapped(&found.earlier_decision, |one| earlier_decision(page, one))),
    ];
    parts.extend(sections(page, view, found));
    parts.extend([
        values("compare-amount", mapped(&found.rupees, |rupees| page.rupees(rupees))),
        values("field-amount-kind", mapped(&found.amount_kind, |kind| page.word("amount-kind", kind.key()))),
        text("field-head", "hi", &found.head),
        Part {
            label: page.t("compare-years"),
            lang: "hi",
            lines: found.years.iter().map(|row| year(page, row)).collect(),
        },
        Part {
            label: page.t("milestones-title"),
            lang: "hi",
            lines: found.milestones.iter().map(|row| milestone(page, row)).collect(),
        },
        Part {
            label: page.t("field-points"),
            lang: "hi",
            lines: found.points.iter().map(|one| point(page, one)).collect(),
        },
        Part { label: page.t("papers-title"), lang: "hi", lines: papers(page, view, &found.papers) },
    ]);
    parts.retain(|part| part.lines.iter().any(|line| !line.runs.is_empty()));
    parts
}

/// What a version answers about an earlier decision; nothing where it was not asked.
fn earlier_decision(page: &Frame, answer: &EarlierDecision) -> String {
    match answer {
        EarlierDecision::Unanswered => String::new(),
        EarlierDecision::Stands => page.t("varied-none"),
        EarlierDecision::Varied { which } => which.clone(),
    }
}

fn mapped<T>(both: &Both<T>, shown: impl Fn(&T) -> String) -> Both<String> {
    Both { earlier: shown(&both.earlier), later: shown(&both.later) }
}

/// One thing that stands or does not.
fn whole(page: &Frame, kind: RunKind, label: String, words: String) -> Line {
    let remark = match kind {
        RunKind::Same => String::new(),
        RunKind::Removed => page.t("compare-row-gone"),
        RunKind::Added => page.t("compare-row-new"),
    };
    Line { label, remark, same: kind == RunKind::Same, runs: vec![RunText { kind, words }] }
}

fn concerns(page: &Frame, found: &NoteComparison<'_>) -> Vec<Line> {
    let concerns = found.concerns.iter();
    concerns.map(|(one, kind)| whole(page, *kind, String::new(), page.word("concern", one.key()))).collect()
}

/// Sections in the order of the rules; one that they do not know stands behind them by its key.
fn sections(page: &Frame, view: &ComparisonView, found: &NoteComparison<'_>) -> Vec<Part> {
    let known = view.state.rules().map_or(&[][..], |rules| rules.sections.as_slice());
    let unknown = found.sections.keys().filter(|key| known.iter().all(|section| section.key != **key));
    let labelled = known.iter().map(|section| (section.key.as_str(), page.words(&section.label)));
    let all = labelled.chain(unknown.map(|key| (*key, *key)));
    all.filter_map(|(key, label)| {
        let words = found.sections.get(key)?;
        Some(Part { label: label.to_owned(), lang: "hi", lines: vec![Line::of(String::new(), words)] })
    })
    .collect()
}

fn year(page: &Frame, row: &Row<&YearCost>) -> Line {
    let label = row.later.or(row.earlier).map_or_else(String::new, |year| year.label.clone());
    let rupees = |year: &YearCost| page.rupees(&year.rupees);
    changed(page, label, row.earlier.map(rupees), row.later.map(rupees))
}

fn milestone(page: &Frame, row: &Row<&Milestone>) -> Line {
    let what = row.later.or(row.earlier).map_or_else(String::new, |one| one.what.clone());
    let within = |one: &Milestone| page.tn("milestone-within", one.days);
    changed(page, what, row.earlier.map(within), row.later.map(within))
}

/// A row by its label, with what stood in it and what stands in it.
fn changed(page: &Frame, label: String, earlier: Option<String>, later: Option<String>) -> Line {
    match (earlier, later) {
        (Some(earlier), None) => whole(page, RunKind::Removed, label, earlier),
        (None, Some(later)) => whole(page, RunKind::Added, label, later),
        (earlier, later) => {
            let (earlier, later) = (earlier.unwrap_or_default(), later.unwrap_or_default());
            Line::of(label, &Comparison::of_values(&earlier, &later))
        }
    }
}

fn point(page: &Frame, point: &PointComparison<'_>) -> Line {
    let Both { earlier, later } = point.numbers;
    let label = page.tn("point-row", later.or(earlier).unwrap_or_default());
    let remark = match (earlier, later) {
        (Some(_), None) => page.t("compare-row-gone"),
        (None, _) => page.t("compare-row-new"),
        (Some(was), _) if point.moved => page.tn("compare-point-moved", was),
        (Some(was), Some(is)) if was != is => page.tn("compare-point-was", was),
        _ => String::new(),
    };
    Line { same: point.is_same(), ..Line::of(label, &point.words) }.with(remark)
}

fn papers(page: &Frame, view: &ComparisonView, papers: &[(PaperId, RunKind)]) -> Vec<Line> {
    let titled = papers.iter().filter_map(|(id, kind)| {
        let paper = view.proposal.paper_records.get(id)?;
        Some(whole(page, *kind, String::new(), paper.title.clone()))
    });
    titled.collect()
}

/// White space that is all that changed is seen by signs.
fn shown(kind: RunKind, text: &str) -> String {
    if kind == RunKind::Same || !text.trim().is_empty() {
        return text.to_owned();
    }
    if text.contains('\n') { text.replace('\n', "¶\n") } else { "·".repeat(text.chars().count()) }
}
