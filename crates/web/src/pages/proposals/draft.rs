//! Drafting by sections: saved by itself with scripts, by a button without; a version conflict is
//! told honestly and loses nothing.

use super::kruti_dev::ConvertedField;
use crate::app::App;
use crate::choice::Choice;
use crate::failure::{Failure, wants_json};
use crate::form::{BadForm, Fields, Posted};
use crate::frame::Frame;
use crate::pages::{Ids, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use cabinet::Refusal;
use cabinet::draft::{DraftMilestone, DraftYear, NoteDraft, VARIES, VARIES_NONE};
use cabinet::ids::ProposalId;
use cabinet::note::AmountKind;
use cabinet::permission::{Action, Subject, permitted_in_some_stage};
use cabinet::prose::Prose;
use cabinet::rules::{Concern, Rules};
use office::{Draft, DraftError, ReadError};
use serde_json::json;
use std::collections::BTreeMap;

/// Before the key of a section whose field holds a document.
const PROSE: &str = "prose.";
/// Empty rows printed after the filled ones, for a page without scripts.
const SPARE_ROWS: usize = 3;

struct SectionField {
    key: String,
    label: String,
    hint: String,
    prose: Prose,
}

impl SectionField {
    /// Name of its field: what is plain is plain words, anything else a document.
    fn name(&self) -> String {
        field_name(&self.key, &self.prose)
    }

    /// What the field holds.
    fn value(&self) -> String {
        field_value(&self.prose)
    }
}

struct PaperRow {
    id: String,
    link: String,
    title: String,
    pages: u32,
}

/// What stands beside a draft: what keeps it from being put up, and what should be looked at before.
struct Checks {
    defects: Vec<String>,
    cautions: Vec<String>,
}

impl Checks {
    /// Those of a draft. The sections of a note that came on paper stand in its PDF.
    fn of(page: &Frame, rules: &Rules, note: &NoteDraft, on_paper: bool) -> Self {
        let (facts, defects) = note.facts(rules);
        let defects = if on_paper { cabinet::paper_route::without_sections(defects) } else { defects };
        Self {
            defects: defects.iter().map(|one| crate::refusals::defect_sentence(page, one)).collect(),
            cautions: facts.cautions(rules).iter().map(|one| crate::refusals::caution_sentence(page, one)).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "proposals/draft.html")]
struct DraftPage {
    page: Frame,
    id: ProposalId,
    number: String,
    seen: u32,
    draft: Draft,
    sections: Vec<SectionField>,
    schedule: Vec<Choice>,
    classifications: Vec<Choice>,
    concerns: Vec<Choice>,
    kinds: Vec<Choice>,
    varies: Vec<Choice>,
    points: Vec<String>,
    years: Vec<DraftYear>,
    milestones: Vec<DraftMilestone>,
    papers: Vec<PaperRow>,
    /// The amount in figures and in words, as it will be printed; nothing where it cannot be read.
    amount: String,
    checks: Checks,
    /// Labels of the fields that look like Kruti Dev.
    kruti_dev: Vec<String>,
    /// What was brought to Unicode on this page and is not saved yet, after it was asked for.
    converted: Option<Vec<ConvertedField>>,
    /// Notes that may be copied, while nothing is written here: id, and number with subject.
    earlier: Vec<(String, String)>,
    errors: Vec<String>,
    remark: String,
    /// Desks to which the note may be put up, where there is a choice; the first one is the secretary's.
    desks: Vec<Choice>,
    /// The one that was chosen before.
    desk: String,
    title: String,
    returned: String,
    /// The form of its receipt, of a note that came on paper.
    receive: Option<crate::pages::paper::receive::Receive>,
}

struct Difference {
    label: String,
    yours: Prose,
    theirs: Prose,
}

impl Difference {
    /// Whether the words are the same, and only how they are set out differs.
    fn in_form_alone(&self) -> bool {
        self.yours.plain() == self.theirs.plain()
    }
}

#[derive(Template)]
#[template(path = "proposals/conflict.html")]
struct ConflictPage {
    page: Frame,
    id: ProposalId,
    version: u64,
    differences: Vec<Difference>,
    mine: Vec<(String, String)>,
}

/// The draft.
pub(crate) async fn show(State(app): State<App>, who: SignedIn, Ids(id): Ids<ProposalId>) -> Result<Response, Failure> {
    redrawn(&app, &who, id, Shown::default()).await
}

/// What a draft's page shows beside what is saved.
#[derive(Default)]
pub(crate) struct Shown {
    pub(crate) status: StatusCode,
    /// Why something was refused.
    pub(crate) errors: Vec<String>,
    /// What was typed for the note-sheet.
    pub(crate) remark: String,
    /// To whose desk it was to be put up.
    pub(crate) desk: String,
    /// What was typed as a paper's title.
    pub(crate) title: String,
    /// A draft that is not saved, in place of the one that is, with the version over which it was written.
    pub(super) typed: Option<(NoteDraft, u64)>,
    /// What was typed into the form of a note's receipt from paper.
    pub(crate) receiving: Fields,
    /// What was brought to Unicode in it.
    pub(super) converted: Option<Vec<ConvertedField>>,
}

impl Shown {
    /// With everything that was typed for a receipt from paper.
    pub(crate) fn receiving(remark: String, receiving: Fields) -> Self {
        Self { remark, receiving, ..Self::default() }
    }
}

/// The draft again, with why an act on it was refused and what was typed for that act.
pub(crate) async fn refused(
    app: &App,
    who: &SignedIn,
    id: ProposalId,
    refusal: &Refusal,
    kept: &Fields,
    shown: Shown,
) -> Result<Response, Failure> {
    let status = crate::refusals::status(refusal);
    let errors = crate::refusals::sentences(&who.frame(app), refusal);
    let failure = Failure::Refused(status, errors.clone());
    match redrawn(app, who, id, Shown { status, errors, ..shown }).await {
        Err(Failure::Unknown) => Err(failure.keeping(kept)),
        page => page,
    }
}

/// The draft with what its page shows besides.
pub(crate) async fn redrawn(app: &App, who: &SignedIn, id: ProposalId, shown: Shown) -> Result<Response, Failure> {
    let Shown { status, errors, mut remark, desk, mut title, typed, converted, mut receiving } = shown;
    let mut draft = app.office.draft(&who.session.actor, id).await?;
    // What was typed for a receipt lies with the draft.
    if receiving.values("approval").next().is_none() {
        receiving = Fields::from(draft.receipt.clone());
    }
    for (typed, name) in [(&mut remark, "remark"), (&mut title, "title")] {
        if typed.is_empty() {
            *typed = receiving.values(name).next().unwrap_or_default().to_owned();
        }
    }
    let view = app.office.proposal_view(&who.session, id).await?;
    let mut page = who.frame(app);
    page.path = format!("/proposals/{id}/draft");
    page.keeps_words = !errors.is_empty() || typed.is_some();
    if let Some((note, version)) = typed {
        draft = Draft { note, version, ..draft };
    }
    let rules = view.state.rules().ok_or(Failure::Internal)?.clone();
    let note = &draft.note;
    let (facts, _) = note.facts(&rules);
    let receive = crate::pages::paper::receive::form(&page, &view, &facts, &receiving);
    let checks = Checks::of(&page, &rules, note, receive.is_some());
    let words = |words: &cabinet::people::Words| page.words(words).to_owned();
    let sections = rules.sections.iter().map(|section| {
        let text = note.sections.get(&section.key).cloned().unwrap_or_default();
        SectionField { key: section.key.clone(), label: words(&section.label), hint: words(&section.hint), prose: text }
    });
    let option = |key: &str, words: String, chosen: bool| Choice { key: key.to_owned(), words, chosen };
    let template = DraftPage {
        id,
        number: view.proposal.number.clone(),
        seen: view.version,
        sections: sections.collect(),
        schedule: rules
            .schedule
            .iter()
            .map(|one| option(&one.key, words(&one.label), one.key == note.schedule))
            .collect(),
        classifications: rules
            .allowed_classifications()
            .map(|one| option(&one.key, words(&one.label), one.key == note.classification))
            .collect(),
        concerns: Concern::ALL
            .iter()
            .map(|one| option(one.key(), page.word("concern", one.key()), note.concerns.contains(one.key())))
            .collect(),
        kinds: AmountKind::ALL
            .iter()
            .map(|one| option(one.key(), page.word("amount-kind", one.key()), one.key() == note.amount_kind))
            .collect(),
        varies: [VARIES, VARIES_NONE]
            .iter()
            .map(|one| option(one, page.word("varies", one), *one == note.varies))
            .collect(),
        points: spare(note.points.clone()),
        years: spare(note.years.clone()),
        milestones: spare(note.milestones.clone()),
        papers: view
            .papers
            .iter()
            .map(|paper| PaperRow {
                id: paper.id.to_string(),
                link: format!("/papers/{}/pages/1", paper.id),
                title: paper.paper.title.clone(),
                pages: paper.paper.pages,
            })
            .collect(),
        amount: amount(&page, note),
        checks,
        kruti_dev: super::kruti_dev::labels(&page, note),
        converted,
        earlier: super::copy::earlier(&page, who, id, note),
        errors,
        remark,
        desks: super::files::desks_above(&page, &view.proposal),
        desk,
        title,
        returned: returned(&view),
        receive,
        draft,
        page,
    };
    Ok((status, draw(&template)?).into_response())
}

/// The amount as it will be printed: typed once, in figures and in words.
fn amount(page: &Frame, note: &NoteDraft) -> String {
    match hindi::parse_crore(&note.crore) {
        Ok(rupees) if rupees > 0 => format!("{} · {}", page.rupees(&rupees), page.rupees_in_words(&rupees)),
        Ok(_) | Err(hindi::BadAmount::Empty) => page.t("nil"),
        Err(_) => String::new(),
    }
}

fn returned(view: &office::views::ProposalView) -> String {
    let at = view.proposal.stage.returned().map(|returned| returned.at);
    let remark = view.note_sheet.iter().rev().find(|remark| Some(remark.at) == at);
    remark.map_or_else(String::new, |remark| remark.words.clone())
}

fn spare<T: Default + Clone>(mut rows: Vec<T>) -> Vec<T> {
    rows.extend(std::iter::repeat_n(T::default(), SPARE_ROWS));
    rows
}

/// Reads the whole draft form. A section that the rules do not have, or one that stands twice, is
/// refused: nothing is kept by half.
pub(crate) fn note(rules: &Rules, fields: &mut Fields) -> Result<NoteDraft, Failure> {
    let (labels, crores) = (fields.all("year_label"), fields.all("year_crore"));
    if labels.len() != crores.len() {
        return Err(BadForm::MissingField("years").into());
    }
    let rows: Vec<DraftYear> =
        labels.into_iter().zip(crores).map(|(label, crore)| DraftYear { label, crore }).collect();
    let (whats, days) = (fields.all("milestone_what"), fields.all("milestone_days"));
    if whats.len() != days.len() {
        return Err(BadForm::MissingField("milestones").into());
    }
    let milestones = whats.into_iter().zip(days).map(|(what, days)| DraftMilestone { what, days }).collect();
    let sections = sections(rules, fields)?;
    Ok(NoteDraft {
        subject: fields.one("subject")?,
        subject_en: fields.one("subject_en")?,
        schedule: fields.optional("schedule")?.unwrap_or_default(),
        classification: fields.optional("classification")?.unwrap_or_default(),
        concerns: fields.all("concern").into_iter().collect(),
        crore: fields.one("crore")?,
        amount_kind: kind(fields)?,
        head: fields.one("head")?,
        years: trimmed_rows(rows),
        points: trimmed_rows(fields.all("point")),
        varies: fields.optional("varies")?.unwrap_or_default(),
        varied: fields.optional("varied")?.unwrap_or_default(),
        milestones: trimmed_rows(milestones),
        sections,
    })
}

/// The kind of the amount; empty while none is chosen.
fn kind(fields: &mut Fields) -> Result<String, BadForm> {
    let chosen = fields.optional("amount_kind")?.unwrap_or_default();
    let known = chosen.is_empty() || AmountKind::ALL.iter().any(|kind| kind.key() == chosen);
    if known { Ok(chosen) } else { Err(BadForm::BadChoice("amount_kind")) }
}

/// Reads the sections: plain words, or a document where there is more than plain paragraphs. A document that its author
/// wants as plain words (`plain`) becomes them.
fn sections(rules: &Rules, fields: &mut Fields) -> Result<BTreeMap<String, Prose>, BadForm> {
    let is_section = |key: &str| rules.sections.iter().any(|section| section.key == key);
    let plainly = fields.all("plain");
    if plainly.iter().any(|key| !is_section(key)) {
        return Err(BadForm::BadChoice("plain"));
    }
    let mut sections = BTreeMap::new();
    for prefix in ["section.", PROSE] {
        for (key, written) in fields.prefixed(prefix) {
            if !is_section(&key) {
                return Err(BadForm::UnknownField(format!("{prefix}{key}")));
            }
            let prose = match prefix {
                PROSE => Prose::parse(&written).map_err(|bad| BadForm::Prose(key.clone(), bad))?,
                _ => Prose::from_plain(&written),
            };
            let prose = if plainly.contains(&key) { Prose::from_plain(&prose.plain()) } else { prose };
            if sections.insert(key, prose).is_some() {
                return Err(BadForm::RepeatedField("section"));
            }
        }
    }
    sections.retain(|_, prose| !prose.is_empty());
    Ok(sections)
}

fn field_name(key: &str, prose: &Prose) -> String {
    format!("{}{key}", if prose.is_plain() { "section." } else { PROSE })
}

fn field_value(prose: &Prose) -> String {
    if prose.is_plain() { prose.plain() } else { prose.write() }
}

/// Without the empty rows at the end.
fn trimmed_rows<T: Default + PartialEq>(mut rows: Vec<T>) -> Vec<T> {
    while rows.last().is_some_and(|row| *row == T::default()) {
        rows.pop();
    }
    rows
}

/// Saves the draft over the version that its author saw.
pub(crate) async fn save(
    State(app): State<App>,
    Ids(id): Ids<ProposalId>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Failure> {
    let Posted { who, mut fields, .. } = posted;
    let json = wants_json(&headers);
    let kept = fields.clone();
    let version: u64 = fields.parse("version")?;
    // They belong to putting up, which shares the form.
    let (_, remark, _) = (fields.optional("seen")?, fields.optional("remark")?, fields.optional("desk")?);
    let rules = app.office.state().rules().cloned().ok_or(Failure::Internal)?;
    if let Some(answer) = crate::pages::paper::receive::closed(&app, &who, id, &kept).await? {
        return Ok(answer);
    }
    let receipt = crate::pages::paper::receive::take(&app, id, &mut fields, &remark.unwrap_or_default())?;
    let mine = note(&rules, &mut fields).map_err(|failure| failure.keeping(&kept))?;
    fields.finish()?;
    match app.office.save_registration(&who.session, id, (&mine, receipt), version).await {
        Ok(version) if json => {
            let saved_at = hindi::ist_time(app.office.now().0);
            let page = who.frame(&app);
            let on_paper = crate::pages::paper::receive::is_registered(&app, id);
            let Checks { defects, cautions } = Checks::of(&page, &rules, &mine, on_paper);
            let saved = json!({
                "version": version,
                "saved_at": saved_at,
                "amount": amount(&page, &mine),
                "defects": defects,
                "cautions": cautions,
            });
            Ok(Json(saved).into_response())
        }
        Ok(_) => Ok(Redirect::to(&format!("/proposals/{id}/draft")).into_response()),
        Err(DraftError::Conflict { .. }) if json => {
            let address = format!("/proposals/{id}/draft");
            Ok((StatusCode::CONFLICT, Json(json!({ "conflict_url": address }))).into_response())
        }
        Err(error) => not_saved(&app, &who, id, &mine, &kept, error).await,
    }
}

/// A draft that was not saved: both texts where somebody else saved in between; the author's words
/// again in every other case.
pub(crate) async fn not_saved(
    app: &App,
    who: &SignedIn,
    id: ProposalId,
    mine: &NoteDraft,
    kept: &Fields,
    error: DraftError,
) -> Result<Response, Failure> {
    // Only to whom the draft was open once is told that it no longer is.
    let was_open =
        || permitted_in_some_stage(&app.office.state(), &who.session.actor, Subject::Proposal(id), Action::EditDraft);
    let not_open = || {
        let page = who.frame(app);
        Failure::Refused(StatusCode::CONFLICT, vec![page.t("draft-not-open")]).keeping(kept)
    };
    match error {
        DraftError::Conflict { .. } => match conflict(app, who, id, (mine, kept)).await {
            // Whoever saved in between has put the note up before the two texts could be laid side by side.
            Err(Failure::Unknown) if was_open() => Err(not_open()),
            Err(failure) => Err(failure.keeping(kept)),
            drawn => drawn,
        },
        DraftError::TooLong { .. } => Err(Failure::TooLarge.keeping(kept)),
        DraftError::Written => Err(Failure::Refused(StatusCode::CONFLICT, vec![who.frame(app).t("copy-written")])),
        DraftError::NoNote => {
            Err(Failure::Refused(StatusCode::UNPROCESSABLE_ENTITY, vec![who.frame(app).t("copy-none")]))
        }
        DraftError::Read(ReadError::Unknown) if was_open() => Err(not_open()),
        DraftError::Read(error) => match Failure::from(error) {
            // The same draft may be saved again: it is taken for what it is.
            Failure::Internal => Err(Failure::OutcomeUnknown.keeping(kept)),
            other => Err(other.keeping(kept)),
        },
    }
}

/// Both versions side by side, with a button that puts mine over theirs knowingly.
async fn conflict(
    app: &App,
    who: &SignedIn,
    id: ProposalId,
    (mine, kept): (&NoteDraft, &Fields),
) -> Result<Response, Failure> {
    let theirs = app.office.draft(&who.session.actor, id).await?;
    let page = who.frame(app);
    let (yours, others) = (lines(&page, mine), lines(&page, &theirs.note));
    let differences = yours
        .into_iter()
        .zip(others)
        .filter(|((_, yours), (_, theirs))| yours != theirs)
        .map(|((label, yours), (_, theirs))| Difference { label, yours, theirs })
        .collect();
    let mut fields = form_fields(mine);
    fields.extend(crate::pages::paper::receive::sent(app, id, kept).unwrap_or_default());
    let template = ConflictPage { id, version: theirs.version, differences, mine: fields, page };
    Ok((StatusCode::CONFLICT, draw(&template)?).into_response())
}

/// A draft as labelled lines, the same labels in the same order for every draft.
fn lines(page: &Frame, note: &NoteDraft) -> Vec<(String, Prose)> {
    let rules = page.state.rules();
    let label =
        |words: Option<&cabinet::people::Words>| words.map_or_else(String::new, |one| page.words(one).to_owned());
    let years: Vec<String> = note.years.iter().map(|year| format!("{} {}", year.label, year.crore)).collect();
    let milestones: Vec<String> = note.milestones.iter().map(|one| format!("{}: {}", one.what, one.days)).collect();
    let chosen = Concern::ALL.iter().filter(|one| note.concerns.contains(one.key()));
    let concerns: Vec<String> = chosen.map(|one| page.word("concern", one.key())).collect();
    let kind = AmountKind::ALL.iter().find(|one| one.key() == note.amount_kind);
    let kind = kind.map_or_else(String::new, |one| page.word("amount-kind", one.key()));
    let varies = [VARIES, VARIES_NONE].into_iter().find(|one| *one == note.varies);
    let varies = varies.map_or_else(String::new, |one| page.word("varies", one));
    let lines = [
        (page.t("field-subject"), note.subject.clone()),
        (page.t("field-subject-en"), note.subject_en.clone()),
        (page.t("field-schedule"), label(rules.and_then(|rules| rules.schedule_label(&note.schedule)))),
        (page.t("field-classification"), label(rules.and_then(|rules| rules.classification(&note.classification)))),
        (page.t("field-concern"), concerns.join(", ")),
        (page.t("field-varies"), varies),
        (page.t("field-varied"), note.varied.clone()),
        (page.t("field-crore"), note.crore.clone()),
        (page.t("field-amount-kind"), kind),
        (page.t("field-head"), note.head.clone()),
        (page.t("field-years"), years.join("\n")),
        (page.t("milestones-title"), milestones.join("\n")),
        (page.t("field-points"), note.points.join("\n")),
    ];
    let mut lines: Vec<(String, Prose)> = lines.into_iter().map(|(label, line)| (label, line.into())).collect();
    let sections = page.state.rules().map(|rules| rules.sections.clone()).unwrap_or_default();
    lines.extend(sections.iter().map(|section| {
        (page.words(&section.label).to_owned(), note.sections.get(&section.key).cloned().unwrap_or_default())
    }));
    lines
}

/// A draft as the fields of its form.
fn form_fields(note: &NoteDraft) -> Vec<(String, String)> {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = vec![
        field("subject", &note.subject),
        field("subject_en", &note.subject_en),
        field("schedule", &note.schedule),
        field("classification", &note.classification),
        field("crore", &note.crore),
        field("amount_kind", &note.amount_kind),
        field("head", &note.head),
        field("varies", &note.varies),
        field("varied", &note.varied),
    ];
    fields.extend(note.concerns.iter().map(|concern| field("concern", concern)));
    for year in &note.years {
        fields.push(field("year_label", &year.label));
        fields.push(field("year_crore", &year.crore));
    }
    for milestone in &note.milestones {
        fields.push(field("milestone_what", &milestone.what));
        fields.push(field("milestone_days", &milestone.days));
    }
    fields.extend(note.points.iter().map(|point| field("point", point)));
    fields.extend(note.sections.iter().map(|(key, words)| (field_name(key, words), field_value(words))));
    fields
}
