//! The inter-departmental consultation (अंतर्विभागीय परामर्श): who was asked, what was answered, and what the
//! sponsoring department made of it.

use crate::ids::{ChargeId, DepartmentId, PaperId, PostId};
use crate::moment::Moment;
use crate::noting::Noting;
use crate::text::TextRef;
use serde::{Deserialize, Serialize};

/// Conditions in one view at most.
pub const CONDITIONS_MAX: usize = 30;

/// How a consulted department answered (अभिमत).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// सहमति
    Concurs,
    /// सशर्त सहमति
    ConcursWithConditions,
    /// असहमति
    DoesNotConcur,
    /// अभिमत आवश्यक नहीं
    NoViewNeeded,
    /// पृच्छा: a question, after which the view is still owed.
    Query,
}

impl Answer {
    /// Every answer, in the order in which a form offers them.
    pub const ALL: [Self; 5] =
        [Self::Concurs, Self::ConcursWithConditions, Self::DoesNotConcur, Self::NoViewNeeded, Self::Query];

    /// The word used in forms and the ledger.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Concurs => "concurs",
            Self::ConcursWithConditions => "concurs_with_conditions",
            Self::DoesNotConcur => "does_not_concur",
            Self::NoViewNeeded => "no_view_needed",
            Self::Query => "query",
        }
    }
}

/// What the sponsoring department made of a condition, or of a view that does not concur.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// «सम्मिलित», or else «असम्मिलित».
    pub taken_in: bool,
    /// Why it was not taken in; words beside one that was are welcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TextRef>,
}

/// One condition of a view, verbatim in its sealed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Its words.
    pub text: TextRef,
    /// What the sponsoring department made of it; none while it has said nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
}

/// The sponsoring department's answer to a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryAnswer {
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// Its words.
    pub text: TextRef,
}

/// Where a view stands that was given on the original file (मूल नस्ती) and taken down from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnOriginalFile {
    /// Whose post gave it.
    pub post: PostId,
    /// Its day, as `2026-11-08`.
    pub date: String,
    /// The scan of the page on which it stands, where one was laid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<PaperId>,
}

/// A view, verbatim in its sealed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Under whose charge; none of a view on the original file, which nobody gave here.
    pub by: Option<ChargeId>,
    /// When; of a view on the original file the beginning of its day.
    pub at: Moment,
    /// Its kind.
    pub answer: Answer,
    /// Its words; empty where its conditions say all.
    pub text: TextRef,
    /// Its conditions in their order, each to be answered by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// What the sponsoring department made of a view that does not concur.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// The answer to a query.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<QueryAnswer>,
    /// Where it stands, of a view on the original file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_file: Option<OnOriginalFile>,
}

impl View {
    /// Whether the sponsoring department must say what it made of it: it has conditions, or does not concur.
    #[must_use]
    pub fn needs_reply(&self) -> bool {
        !self.conditions.is_empty() || self.differs()
    }

    /// Whether it does not concur.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.answer == Answer::DoesNotConcur
    }

    /// Whether the sponsoring department has said what it made of everything that needs it.
    #[must_use]
    pub fn is_replied_to(&self) -> bool {
        self.conditions.iter().all(|condition| condition.reply.is_some()) && (!self.differs() || self.reply.is_some())
    }
}

/// How a department was reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderWay {
    /// लिखित स्मरण-पत्र
    Written,
    /// दूरभाष पर
    Telephone,
}

impl ReminderWay {
    /// Every way, in the order in which a form offers them.
    pub const ALL: [Self; 2] = [Self::Written, Self::Telephone];

    /// The word used in forms and the ledger.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Telephone => "telephone",
        }
    }
}

/// One reminder to a department that owes its view (स्मरण).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// How.
    pub way: ReminderWay,
    /// With whom one spoke, where it was by telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whom: Option<TextRef>,
    /// What was written or said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextRef>,
}

/// One department that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultee {
    /// Which.
    pub department: DepartmentId,
    /// Number of the revision that went to it.
    pub revision: u32,
    /// When it was delivered.
    pub sent: Moment,
    /// When its time is over, unless a query stops the clock.
    pub due: Moment,
    /// What it wrote, oldest first; only a query is followed by another.
    pub views: Vec<View>,
    /// How it was reminded, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reminders: Vec<Reminder>,
    /// How it came to its view, from desk to desk, oldest first: its own, and nobody else's to read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notings: Vec<Noting>,
}

impl Consultee {
    /// The view that stands: the last one, unless it is a query.
    #[must_use]
    pub fn standing(&self) -> Option<&View> {
        self.views.last().filter(|view| view.answer != Answer::Query)
    }

    /// Whether its view stands on the original file: it was asked on paper, and the note was never sent to it here.
    #[must_use]
    pub fn was_on_paper(&self) -> bool {
        self.views.iter().any(|view| view.on_file.is_some())
    }

    /// The query that waits for its answer; of several the first.
    #[must_use]
    pub fn open_query(&self) -> Option<&View> {
        self.views.iter().rev().take_while(|view| view.answer == Answer::Query && view.answered.is_none()).last()
    }

    /// Since when the clock stands: an open query that was asked while there was time stops it.
    #[must_use]
    pub fn clock_stopped(&self) -> Option<Moment> {
        self.open_query().map(|query| query.at).filter(|at| *at < self.due)
    }

    /// Whether its time is over and it gave no view.
    #[must_use]
    pub fn is_over(&self, now: Moment) -> bool {
        self.standing().is_none() && self.clock_stopped().is_none() && self.due <= now
    }
}

/// An inter-departmental consultation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// Who was asked, in the order of asking; a later round stands behind an earlier one.
    pub asked: Vec<Consultee>,
}

impl Consultation {
    /// The latest round of a department.
    #[must_use]
    pub fn latest(&self, department: DepartmentId) -> Option<&Consultee> {
        self.asked.iter().rev().find(|consultee| consultee.department == department)
    }

    /// The same, to be changed.
    pub(crate) fn latest_mut(&mut self, department: DepartmentId) -> Option<&mut Consultee> {
        self.asked.iter_mut().rev().find(|consultee| consultee.department == department)
    }

    /// What a department said last: its latest round with a view. That it was asked again takes nothing back.
    #[must_use]
    pub fn view_of(&self, department: DepartmentId) -> Option<&View> {
        self.viewed().find(|consultee| consultee.department == department).and_then(Consultee::standing)
    }

    /// The same, to be changed.
    pub(crate) fn view_of_mut(&mut self, department: DepartmentId) -> Option<&mut View> {
        let mut rounds = self.asked.iter_mut().rev().filter(|consultee| consultee.department == department);
        rounds.find(|consultee| consultee.standing().is_some()).and_then(|consultee| consultee.views.last_mut())
    }

    /// Rounds that fit, but those behind which a later one of the same department fits too.
    fn last_of(&self, fits: impl Fn(&Consultee) -> bool) -> impl Iterator<Item = &Consultee> {
        self.asked.iter().enumerate().filter_map(move |(place, consultee)| {
            let mut later = self.asked.iter().skip(place + 1).filter(|other| other.department == consultee.department);
            (fits(consultee) && !later.any(&fits)).then_some(consultee)
        })
    }

    /// Departments that were asked, each once, with its latest round.
    pub fn standing(&self) -> impl Iterator<Item = &Consultee> {
        self.last_of(|_| true)
    }

    /// Departments that gave a view, each once, with the round in which it gave its last.
    pub fn viewed(&self) -> impl Iterator<Item = &Consultee> {
        self.last_of(|consultee| consultee.standing().is_some())
    }

    /// Rounds that a reader is shown: of each department its latest, and before it the one with its last view.
    pub fn told(&self) -> impl Iterator<Item = &Consultee> {
        let told = |one: &&Consultee| {
            let is_it = |other: &Consultee| std::ptr::eq(*one, other);
            self.standing().any(is_it) || self.viewed().any(is_it)
        };
        self.asked.iter().filter(told)
    }

    /// Departments that have not given a view.
    pub fn outstanding(&self) -> impl Iterator<Item = &Consultee> {
        self.standing().filter(|consultee| consultee.standing().is_none())
    }

    /// Departments whose view needs a reply that the sponsoring department has not given: a condition that is neither
    /// «सम्मिलित» nor «असम्मिलित», or a view that does not concur. What was said stands until the department says another
    /// thing: asked again and silent, it is still to be answered.
    pub fn unreplied(&self) -> impl Iterator<Item = &Consultee> {
        self.viewed().filter(|consultee| consultee.standing().is_some_and(|view| !view.is_replied_to()))
    }

    /// Departments that do not concur and whom the note does not follow: a difference between departments, and so
    /// between their ministers, which the council settles.
    pub fn differences(&self) -> impl Iterator<Item = &Consultee> {
        self.viewed().filter(|consultee| {
            consultee
                .standing()
                .is_some_and(|view| view.differs() && !view.reply.as_ref().is_some_and(|reply| reply.taken_in))
        })
    }
}
