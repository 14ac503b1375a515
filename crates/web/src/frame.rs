//! What every page has: language, words, the person, the forms' hidden fields.

use crate::app::App;
use crate::device_asked;
use crate::failure::Failure;
use crate::locale::Locale;
use crate::visit::Visit;
use cabinet::desk::{Waiting, desk};
use cabinet::device::DeviceAsked;
use cabinet::ids::{ChargeId, DepartmentId, PersonId, PostId, ProposalId};
use cabinet::inquiry::Signed;
use cabinet::people::{Post, Words};
use cabinet::permission::{Action, Subject};
use cabinet::{Cabinet, LedgerNature, Moment};
use fluent_bundle::FluentValue;
use hindi::Language;
use office::{Office, Session};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A count, by value or by reference: templates hand over references.
pub(crate) trait Count {
    fn count(&self) -> i64;
}

macro_rules! counts {
    ($($kind:ty),*) => {$(
        impl Count for $kind {
            fn count(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )*};
}
counts!(u32, u64, usize);

impl<C: Count> Count for &C {
    fn count(&self) -> i64 {
        (*self).count()
    }
}

/// What every page has.
pub(crate) struct Frame {
    locale: Arc<Locale>,
    office: Office,
    pub(crate) state: Arc<Cabinet>,
    pub(crate) session: Option<Session>,
    pub(crate) path: String,
    pub(crate) now: Moment,
    /// What waits for the person, the longest waiting first.
    pub(crate) waiting: Vec<Waiting>,
    /// Subjects of matters that were never put up, where the page lists them.
    pub(crate) first_subjects: BTreeMap<ProposalId, String>,
    /// The page shows words that are kept nowhere else: nothing on it leads away without a word.
    pub(crate) keeps_words: bool,
    /// Which device is asked for, on a page on which something administers.
    device_asked: Option<DeviceAsked>,
}

impl Frame {
    pub(crate) fn new(app: &App, visit: &Visit) -> Self {
        let state = app.office.state();
        let now = app.office.now();
        let waiting = visit.session.as_ref().map_or_else(Vec::new, |session| desk(&state, &session.actor, now));
        Self {
            locale: app.locales.of(visit.language, state.rules()),
            office: app.office.clone(),
            state,
            session: visit.session.clone(),
            path: visit.path.clone(),
            now,
            waiting,
            first_subjects: BTreeMap::new(),
            keeps_words: false,
            device_asked: None,
        }
    }

    /// The words of a key.
    pub(crate) fn t(&self, key: &str) -> String {
        self.locale.words(key, &[])
    }

    /// The words of a key with a number `count`.
    pub(crate) fn tn(&self, key: &str, count: impl Count) -> String {
        self.locale.words(key, &[("count", FluentValue::from(count.count()))])
    }

    /// The words of a key with one text.
    pub(crate) fn ts(&self, key: &str, name: &str, text: &str) -> String {
        self.locale.words(key, &[(name, FluentValue::from(text))])
    }

    /// The words of a key with several arguments.
    pub(crate) fn with(&self, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        self.locale.words(key, arguments)
    }

    /// The words of a key that ends with a word of the domain, such as `stage-draft`.
    pub(crate) fn word(&self, family: &str, word: &str) -> String {
        self.locale.words(&format!("{family}-{}", word.replace('_', "-")), &[])
    }

    pub(crate) fn hindi(&self) -> bool {
        self.locale.language == Language::Hindi
    }

    /// Tag of the page's language.
    pub(crate) fn lang(&self) -> &'static str {
        if self.hindi() { "hi" } else { "en" }
    }

    pub(crate) fn language(&self) -> Language {
        self.locale.language
    }

    /// A label of the domain in the page's language.
    pub(crate) fn words<'a>(&self, words: &'a Words) -> &'a str {
        if self.hindi() || words.en.is_empty() { &words.hi } else { &words.en }
    }

    pub(crate) fn government(&self) -> &str {
        self.state.rules().map_or("", |rules| self.words(&rules.name))
    }

    pub(crate) fn training(&self) -> bool {
        self.state.nature() == Some(LedgerNature::Training)
    }

    /// As a page on which something administers: it warns whoever would be refused here.
    pub(crate) async fn administering(mut self) -> Result<Self, Failure> {
        if let Some(session) = &self.session {
            self.device_asked = self.office.device_asked(session).await?;
        }
        Ok(self)
    }

    /// Why what administers would be refused here, if it would.
    pub(crate) fn device_warning(&self) -> Option<String> {
        self.device_asked.as_ref().map(|asked| device_asked::warning(self, asked))
    }

    /// Whether what would be refused here asks for an own device that could be shut out.
    pub(crate) fn warns_of_own_device(&self) -> bool {
        matches!(self.device_asked, Some(DeviceAsked::Own(_) | DeviceAsked::Anew(_)))
    }

    fn may_of_government(&self, action: Action) -> bool {
        let actor = self.session.as_ref().map(|session| session.actor);
        actor.is_some_and(|actor| self.state.may(&actor, Subject::Government, action))
    }

    /// Whether the register of paper is for this person.
    pub(crate) fn reads_paper_register(&self) -> bool {
        self.may_of_government(Action::ReadPaperRegister)
    }

    /// Whether the register of readings is for this person.
    pub(crate) fn reads_register(&self) -> bool {
        self.may_of_government(Action::ReadRegister)
    }

    /// Whether the person may review what others can reach.
    pub(crate) fn reviews_access(&self) -> bool {
        self.may_of_government(Action::ReadAccess)
    }

    /// Whether the person may read who holds which post.
    pub(crate) fn reads_people(&self) -> bool {
        self.may_of_government(Action::ReadPeople)
    }

    /// The name of a person.
    pub(crate) fn person(&self, id: PersonId) -> String {
        self.state.person(id).map_or_else(String::new, |person| self.words(&person.name).to_owned())
    }

    /// Titles of the posts of which a person holds charge.
    pub(crate) fn posts_of(&self, person: PersonId) -> Vec<String> {
        let held = self.state.charges().filter(|charge| charge.person == person);
        held.filter_map(|charge| self.state.post(charge.post)).map(|post| self.words(&post.title).to_owned()).collect()
    }

    /// Whether the person has a passkey with which it can prove who it is.
    pub(crate) fn has_passkey(&self) -> bool {
        let person = self.session.as_ref().and_then(|session| session.actor.person());
        person.is_some_and(|person| self.state.passkeys_of(person).next().is_some())
    }

    /// Where the person proves again who it is, and comes back here.
    pub(crate) fn confirm_link(&self) -> String {
        let back = percent_encoding::utf8_percent_encode(&self.path, percent_encoding::NON_ALPHANUMERIC);
        format!("/confirm?back={back}")
    }

    /// What people call the identity provider; none where nobody comes in by one.
    pub(crate) fn identity_provider(&self) -> Option<String> {
        self.office.identity_provider_name().map(|name| self.words(name).to_owned())
    }

    /// Whether the person may ask for inquiries or may know of one.
    pub(crate) fn knows_inquiries(&self) -> bool {
        let actor = self.session.as_ref().map(|session| session.actor);
        let knows = actor.is_some_and(|actor| self.state.readable_inquiries(&actor).next().is_some());
        knows || self.may_of_government(Action::AskInquiry)
    }

    /// Whether the person may ask for emergency accesses or is told of one.
    pub(crate) fn knows_emergencies(&self) -> bool {
        let actor = self.session.as_ref().map(|session| session.actor);
        let knows = actor.is_some_and(|actor| self.state.readable_emergencies(&actor).next().is_some());
        knows || self.may_of_government(Action::AskEmergencyAccess)
    }

    /// Until when the person reads by an emergency access; empty for who does not.
    pub(crate) fn reads_in_emergency(&self) -> String {
        let actor = self.session.as_ref().map(|session| session.actor);
        let until = actor.and_then(|actor| self.state.emergencies_of(&actor).filter_map(|one| one.over_at()).max());
        until.map(|until| self.date_time(&until)).unwrap_or_default()
    }

    /// The person's own post.
    pub(crate) fn own_post(&self) -> Option<&Arc<Post>> {
        self.session.as_ref().and_then(|session| self.state.post_of(&session.actor))
    }

    pub(crate) fn own_title(&self) -> &str {
        self.own_post().map_or("", |post| self.words(&post.title))
    }

    /// The title of the post of a charge; of none, the office itself.
    pub(crate) fn post_of_charge(&self, charge: &Option<ChargeId>) -> String {
        let post = charge.and_then(|charge| self.state.post_of_charge(charge));
        post.map_or_else(|| self.t("the-office"), |post| self.words(&post.title).to_owned())
    }

    /// The title of a post.
    pub(crate) fn post(&self, id: &PostId) -> String {
        self.state.post(*id).map_or_else(String::new, |post| self.words(&post.title).to_owned())
    }

    /// Who signed, and when.
    pub(crate) fn signed(&self, one: &Signed) -> String {
        self.by_at(&one.by.charge(), &one.at)
    }

    /// The post under whose charge something was done, and when.
    pub(crate) fn by_at(&self, by: &Option<ChargeId>, at: &Moment) -> String {
        format!("{} · {}", self.post_of_charge(by), self.date_time(at))
    }

    pub(crate) fn department(&self, id: &DepartmentId) -> &str {
        self.state.department(*id).map_or("", |department| self.words(&department.name))
    }

    /// A department in whose files something lies; of one that went into another, both: «ऊर्जा विभाग → विधि विभाग».
    pub(crate) fn department_today(&self, id: &DepartmentId) -> String {
        let today = self.state.department_today(*id);
        let filed = self.department(id);
        if today == *id { filed.to_owned() } else { format!("{filed} → {}", self.department(&today)) }
    }

    pub(crate) fn date(&self, moment: &Moment) -> String {
        hindi::date(moment.0, self.language())
    }

    pub(crate) fn date_time(&self, moment: &Moment) -> String {
        hindi::date_time(moment.0, self.language())
    }

    pub(crate) fn weekday_time(&self, moment: &Moment) -> String {
        let (day, time) = (hindi::date_with_weekday(moment.0, self.language()), hindi::ist_time(moment.0));
        format!("{day} · {time}")
    }

    /// «आज», «1 दिन», «6 दिन».
    pub(crate) fn days_since(&self, moment: &Moment) -> String {
        match hindi::days_between(moment.0, self.now.0) {
            ..=0 => self.t("today"),
            days => self.tn("days", u32::try_from(days).unwrap_or(u32::MAX)),
        }
    }

    /// «9 दिन शेष», «आज अंतिम दिन», «समय बीत चुका».
    pub(crate) fn days_left(&self, due: &Moment) -> String {
        if *due <= self.now {
            return self.t("time-over");
        }
        match hindi::days_between(self.now.0, due.0) {
            ..=0 => self.t("last-day"),
            days => self.tn("days-left", u32::try_from(days).unwrap_or(u32::MAX)),
        }
    }

    /// Whether something waits so long that it is marked.
    pub(crate) fn is_late(&self, since: &Moment) -> bool {
        const LATE_DAYS: i64 = 3;
        hindi::days_between(since.0, self.now.0) >= LATE_DAYS
    }

    pub(crate) fn rupees(&self, rupees: &u64) -> String {
        if *rupees == 0 { self.t("nil") } else { hindi::rupees_figures(*rupees, self.language()) }
    }

    pub(crate) fn rupees_in_words(&self, rupees: &u64) -> String {
        match self.language() {
            Language::Hindi => hindi::rupees_in_words_hi(*rupees),
            Language::English => hindi::rupees_in_words_en(*rupees),
        }
    }

    /// Whether a form was sent to a matter that can be opened again.
    pub(crate) fn has_matter(&self) -> bool {
        ["/proposals/", "/meetings/", "/inquiries/", "/emergency-access/", "/people/changes/", "/tasks/"]
            .iter()
            .any(|matter| self.path.starts_with(matter))
    }

    /// A new act's id, printed into a form.
    pub(crate) fn act_id(&self) -> String {
        self.office.new_id().map(|id| id.to_string()).unwrap_or_default()
    }

    pub(crate) fn form_token(&self) -> &str {
        self.session.as_ref().map_or("", |session| session.form_token.as_str())
    }

    /// Whether a link of the navigation leads to where the page is.
    pub(crate) fn is_at(&self, prefix: &str) -> bool {
        self.path.starts_with(prefix)
    }

    /// Whether the register of urgent approvals is for this person.
    pub(crate) fn reads_urgent_approvals(&self) -> bool {
        self.may_of_government(Action::ReadUrgentApprovals)
    }

    /// Whether the register of tasks is for this person.
    pub(crate) fn reads_compliance(&self) -> bool {
        self.may_of_government(Action::ReadCompliance)
    }

    /// A day of the record, `2026-11-08`, as a page shows it.
    pub(crate) fn day(&self, written: &str) -> String {
        hindi::parse_ist(written, "00:00").map_or_else(|_| written.to_owned(), |at| self.date(&Moment(at)))
    }

    /// Number and day of an order or of minutes, of which the record keeps the day as `2026-11-08`.
    pub(crate) fn number_and_date(&self, number: &str, date: &str) -> String {
        format!("{number} · {}", self.day(date))
    }

    /// Whether the person may read of the record itself.
    pub(crate) fn may_read_record(&self) -> bool {
        self.may_of_government(Action::ReadRecord)
    }

    /// Whether the person may read how the machine is.
    pub(crate) fn may_read_health(&self) -> bool {
        self.may_of_government(Action::ReadHealth)
    }

    /// «पृष्ठ 3, कुल 12».
    pub(crate) fn page_of(&self, number: &u32, pages: &u32) -> String {
        let (number, pages) = (i64::from(*number), i64::from(*pages));
        self.with("page-of", &[("count", FluentValue::from(number)), ("most", FluentValue::from(pages))])
    }

    /// The label of a repeated row by its number.
    pub(crate) fn row_label(&self, key: &str, number: impl Count) -> String {
        self.tn(key, number)
    }

    /// Hash of the script, in the form in which a page names it.
    pub(crate) fn script_hash(&self) -> &'static str {
        crate::assets::SCRIPT_HASH
    }

    /// The same of the script that writes lists and tables.
    pub(crate) fn prose_script_hash(&self) -> &'static str {
        crate::assets::PROSE_SCRIPT_HASH
    }
}
