//! The business of one note through the real office, from its draft to its extract. What persons
//! decide and who reads are arguments; the course of the business does not depend on them.

use crate::Place;
use cabinet::decision::Outcome;
use cabinet::draft::NoteDraft;
use cabinet::event::{PointOutcome, ViewReply};
use cabinet::ids::{ActId, InquiryId, ItemId, MeetingId, PersonId, ProposalId};
use cabinet::inquiry::Scope;
use cabinet::proposal::Answer;
use cabinet::rules::Before;
use cabinet::text::TextRef;
use cabinet::{Act, Actor, Moment};
use office::{Accepted, ActError, Clock, Hand, Office, PutUpForm, Session, Submission, TextsOf};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// When the story begins: 1 January 2026, half past ten in Bhopal.
const BEGINS: Moment = Moment(1_767_243_600_000);

/// What persons decide, and who reads.
#[derive(Clone, Copy)]
pub struct Minds {
    pub answers: [Answer; 2],
    pub outcome: Outcome,
    pub words: &'static str,
    /// Posts that read the folder and the minutes.
    pub readers: [&'static str; 3],
}

pub const AGREED: Minds = Minds {
    answers: [Answer::Concurs, Answer::ConcursWithConditions],
    outcome: Outcome::Approved,
    words: "स्वीकृत किया जाए",
    readers: ["health_minister", "law_minister", "home_secretary"],
};
pub const OPPOSED: Minds = Minds {
    answers: [Answer::DoesNotConcur, Answer::Concurs],
    outcome: Outcome::Rejected,
    words: "अमान्य किया जाए",
    readers: ["industry_minister", "home_secretary", "law_minister"],
};

pub struct Story {
    pub office: Office,
    pub hand: Hand,
    sessions: BTreeMap<&'static str, Session>,
    pub proposal: ProposalId,
    pub meeting: MeetingId,
    pub item: ItemId,
    /// Whom the inquiry named.
    pub named: BTreeSet<PersonId>,
}

impl Story {
    pub async fn begun(place: &Place) -> Self {
        let hand = Hand::at(BEGINS);
        let office = place.begun_by(Clock::by_hand(&hand)).await;
        let id = |office: &Office| office.new_id().unwrap();
        let (proposal, meeting, item) = (ProposalId(id(&office)), MeetingId(id(&office)), ItemId(id(&office)));
        Self { office, hand, sessions: BTreeMap::new(), proposal, meeting, item, named: BTreeSet::new() }
    }

    /// A post's session, begun once.
    pub async fn session(&mut self, post: &'static str) -> Session {
        if !self.sessions.contains_key(post) {
            let (session, _) = self.office.begin_training_session(rehearsal::charge(post)).await.unwrap();
            self.sessions.insert(post, session);
        }
        self.sessions[post].clone()
    }

    pub async fn try_act(&mut self, post: &'static str, act: Act, texts: TextsOf) -> Result<Accepted, ActError> {
        let session = self.session(post).await;
        self.hand.forward_seconds(1);
        let id = self.office.new_id().unwrap();
        let body = self.office.digest(id.as_bytes());
        self.office
            .act(Submission::new(ActId(id), session.actor, body, act, texts).from_session(&self.office, &session))
            .await
    }

    async fn act(&mut self, post: &'static str, words: &str, act: impl FnOnce(&Self, TextRef) -> Act) {
        let mut texts = TextsOf::default();
        let text = texts.take(words.to_owned()).unwrap();
        let act = act(self, text);
        self.try_act(post, act, texts).await.unwrap();
    }

    pub fn seen(&self, actor: &Actor) -> u32 {
        let state = self.office.state();
        state.version_seen_by(actor, state.proposal(self.proposal).unwrap())
    }

    fn meeting_seen(&self) -> u32 {
        self.office.state().meeting(self.meeting).unwrap().version
    }

    fn item_seen(&self) -> u32 {
        self.office.state().item(self.meeting, self.item).unwrap().2.version
    }

    pub async fn drafted(&mut self) {
        let session = self.session("energy_section").await;
        let (proposal, sample) = (self.proposal, rehearsal::notes().unwrap().remove(0));
        let number = "एफ 1".to_owned();
        let mut texts = TextsOf::default();
        let subject = texts.take("विषय".to_owned()).unwrap();
        let start = Act::StartProposal { proposal, number, subject };
        self.try_act("energy_section", start, texts).await.unwrap();
        let sections =
            sample.sections().into_iter().map(|(key, lines)| (key.to_owned(), lines.join("\n").into())).collect();
        let classification = "confidential".to_owned();
        let note = NoteDraft { classification, ..NoteDraft::from_revision(&sample.facts(), sections) };
        let draft = self.office.save_draft(&session, proposal, &note, 0).await.unwrap();
        let form = PutUpForm {
            proposal, seen: self.seen(&session.actor), to: None, draft, remark: "प्रस्तुत".to_owned()
        };
        let id = self.office.new_id().unwrap();
        let body = self.office.digest(id.as_bytes());
        self.office.put_up(ActId(id), &session, body, form).await.unwrap();
        while !cabinet::work::missing(&self.office.state()).is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    }

    pub async fn ordered(&mut self, minds: Minds) {
        let (proposal, secretary) = (self.proposal, rehearsal::actor("energy_secretary"));
        let asked = ["finance", "law"];
        let departments: Vec<_> = asked.iter().map(|key| rehearsal::department(key)).collect();
        self.act("energy_secretary", "अभिमत हेतु", |story, remark| Act::SendForViews {
            proposal,
            seen: story.seen(&secretary),
            departments,
            remark,
        })
        .await;
        for (post, answer) in ["finance_secretary", "law_secretary"].into_iter().zip(minds.answers) {
            self.read_note(post).await;
            let actor = rehearsal::actor(post);
            let view = |story: &Self, text: TextRef| {
                let conditional = answer == Answer::ConcursWithConditions;
                let conditions = conditional.then(|| text.clone()).into_iter().collect();
                Act::GiveView { proposal, seen: story.seen(&actor), answer, text, conditions }
            };
            self.act(post, minds.words, view).await;
        }
        let close = Act::CloseConsultation { proposal, seen: self.seen(&secretary) };
        self.try_act("energy_secretary", close, TextsOf::default()).await.unwrap();
        macro_rules! steps {
            ($($post:literal $act:ident),*) => {$(
                let actor = rehearsal::actor($post);
                let step = |story: &Self, remark| Act::$act { proposal, seen: story.seen(&actor), remark };
                self.act($post, "टीप", step).await;
            )*};
        }
        self.replied().await;
        steps!("energy_secretary" ApproveAsSecretary, "energy_minister" ApproveAsMinister);
        self.recorded().await;
        steps!("energy_secretary" Submit);
        let rules = self.office.state().rules().cloned().unwrap();
        let checked: Vec<_> = rules.checklist.iter().map(|item| item.key.clone()).collect();
        let section = rehearsal::actor("cabinet_section");
        let scrutinise =
            |story: &Self, remark| Act::Scrutinise { proposal, seen: story.seen(&section), checked, remark };
        self.act("cabinet_section", "टीप", scrutinise).await;
        steps!("chief_secretary" Clear, "chief_minister" OrderForMeeting);
    }

    /// What the department made of conditions, and of views that do not concur.
    async fn replied(&mut self) {
        let (proposal, secretary) = (self.proposal, rehearsal::actor("energy_secretary"));
        let state = self.office.state();
        let consultation = state.proposal(proposal).unwrap().stage.consultation().unwrap().clone();
        let (mut texts, mut replies) = (TextsOf::default(), Vec::new());
        for asked in consultation.unreplied() {
            let view = asked.standing().unwrap();
            let whole = (view.answer == Answer::DoesNotConcur).then_some(None);
            let conditions = (1..).zip(&view.conditions).map(|(number, _)| Some(number));
            for condition in whole.into_iter().chain(conditions) {
                let reason = Some(texts.take("विभाग का मत".to_owned()).unwrap());
                replies.push(ViewReply { department: asked.department, condition, taken_in: false, reason });
            }
        }
        if !replies.is_empty() {
            let act = Act::ReplyToViews { proposal, seen: self.seen(&secretary), replies };
            self.try_act("energy_secretary", act, texts).await.unwrap();
        }
    }

    /// What the rules want on record.
    async fn recorded(&mut self) {
        let (proposal, secretary) = (self.proposal, rehearsal::actor("energy_secretary"));
        let state = self.office.state();
        let wanted = state.preconditions(state.proposal(proposal).unwrap(), Before::Submission);
        let wanted: Vec<_> = wanted.map(|rule| rule.key.clone()).collect();
        for precondition in wanted {
            let (number, date) = ("एफ 1".to_owned(), "2025-12-30".to_owned());
            let record = |story: &Self, text| {
                let seen = story.seen(&secretary);
                Act::RecordPrecondition { proposal, seen, precondition, number, date, text }
            };
            self.act("energy_secretary", "अनुशंसित", record).await;
        }
    }

    pub async fn released(&mut self) {
        let (meeting, item, proposal) = (self.meeting, self.item, self.proposal);
        let begins = self.office.now().plus_days(7);
        let (section, none) = ("cabinet_section", TextsOf::default);
        let propose = Act::ProposeMeeting { meeting, begins, place: "मंत्रालय".to_owned() };
        self.try_act(section, propose, none()).await.unwrap();
        let call = Act::CallMeeting { meeting, seen: self.meeting_seen() };
        self.try_act("chief_minister", call, none()).await.unwrap();
        let list = Act::ListItem { meeting, seen: self.meeting_seen(), item, proposal };
        self.try_act(section, list, none()).await.unwrap();
        let approve = Act::ApproveAgenda { meeting, seen: self.meeting_seen() };
        self.try_act("chief_minister", approve, none()).await.unwrap();
        let posts = ["chief_minister", "health_minister", "law_minister", "industry_minister", "home_secretary"];
        let recipients = posts.map(rehearsal::post).to_vec();
        let release = Act::ReleaseFolder { meeting, seen: self.meeting_seen(), recipients };
        self.try_act(section, release, none()).await.unwrap();
    }

    pub async fn opened(&mut self) {
        let (meeting, chair) = (self.meeting, rehearsal::post("chief_minister"));
        let open = Act::OpenSitting { meeting, seen: self.meeting_seen(), chair, present: vec![chair] };
        self.try_act("cabinet_section", open, TextsOf::default()).await.unwrap();
    }

    /// The item is decided, and the sitting is over.
    pub async fn concluded(&mut self, minds: Minds) {
        let (meeting, item, section) = (self.meeting, self.item, "cabinet_section");
        let mut texts = TextsOf::default();
        let state = self.office.state();
        let points = state.proposal(self.proposal).unwrap().revision().unwrap().facts.points.len();
        let outcomes = (1..=u32::try_from(points).unwrap()).map(|point| {
            let text = texts.take(minds.words.to_owned()).unwrap();
            PointOutcome { point, outcome: minds.outcome, text, day: None, body: None }
        });
        let outcomes = outcomes.collect();
        let record = Act::RecordDecisions { meeting, item, seen: self.item_seen(), outcomes };
        self.try_act(section, record, texts).await.unwrap();
        let conclude = Act::ConcludeSitting { meeting, seen: self.meeting_seen() };
        self.try_act(section, conclude, TextsOf::default()).await.unwrap();
    }

    pub async fn decided(&mut self, minds: Minds) {
        let (meeting, item, section) = (self.meeting, self.item, "cabinet_section");
        let none = TextsOf::default;
        self.opened().await;
        self.concluded(minds).await;
        let draft = |story: &Self, minutes| Act::DraftMinutes { meeting, seen: story.meeting_seen(), minutes };
        self.act(section, minds.words, draft).await;
        let submit = Act::SubmitMinutes { meeting, seen: self.meeting_seen() };
        self.try_act("chief_secretary", submit, none()).await.unwrap();
        let approve = Act::ApproveMinutes { meeting, seen: self.meeting_seen() };
        self.try_act("chief_minister", approve, none()).await.unwrap();
        let circulate = Act::CirculateMinutes { meeting, seen: self.meeting_seen() };
        self.try_act(section, circulate, none()).await.unwrap();
        let issue = |story: &Self, text| {
            let (seen, tasks) = (story.item_seen(), Vec::new());
            Act::IssueExtract { meeting, item, seen, text, tasks }
        };
        self.act("chief_secretary", minds.words, issue).await;
    }

    /// Reads the note and reports that it was opened.
    pub async fn read_note(&mut self, post: &'static str) -> Uuid {
        let session = self.session(post).await;
        let view = self.office.proposal_view(&session, self.proposal).await.unwrap();
        let note = view.revision.unwrap().id.0;
        self.hand.forward_seconds(1);
        self.office.opened(&session, &[note]).await.unwrap();
        note
    }

    async fn read_minutes(&mut self, post: &'static str) {
        let session = self.session(post).await;
        let view = self.office.meeting_view(&session, self.meeting).await.unwrap();
        self.office.minutes_view(&session, &view).await.unwrap();
        let minutes = view.meeting.stage.record().unwrap().minutes.id.0;
        self.office.opened(&session, &[minutes]).await.unwrap();
    }

    /// The auditor has the names behind the readings of the folder opened, with the chief secretary's word.
    async fn inquired(&mut self) {
        let id = InquiryId(self.office.new_id().unwrap());
        let (scope, from, until) = (Scope::Meeting { meeting: self.meeting }, BEGINS, self.office.now());
        let ask = |_: &Self, reason| Act::AskInquiry { inquiry: id, scope, from, until, reason };
        self.act("auditor", "वाचन की जाँच", ask).await;
        let seen = |story: &Self| story.office.state().inquiry(id).unwrap().version;
        let agree = Act::AgreeInquiry { inquiry: id, seen: seen(self) };
        self.try_act("chief_secretary", agree, TextsOf::default()).await.unwrap();
        let session = self.session("auditor").await;
        let (_, names) = self.office.inquiry_names(&session, id).await.unwrap();
        self.named = names.iter().filter_map(|line| line.person).collect();
        let end = Act::EndInquiry { inquiry: id, seen: seen(self) };
        self.try_act("auditor", end, TextsOf::default()).await.unwrap();
    }

    pub async fn told(place: &Place, minds: Minds) -> Self {
        let mut story = Self::begun(place).await;
        for reader in ["health_minister", "law_minister", "home_secretary", "industry_minister"] {
            story.session(reader).await;
        }
        story.drafted().await;
        story.ordered(minds).await;
        story.released().await;
        for reader in minds.readers {
            story.read_note(reader).await;
        }
        story.decided(minds).await;
        for reader in minds.readers {
            story.read_minutes(reader).await;
        }
        let (session, meeting, item) = (story.session("energy_secretary").await, story.meeting, story.item);
        story.office.extract_view(&session, meeting, item).await.unwrap();
        story.inquired().await;
        story
    }

    /// Ends every session and closes the office.
    pub async fn close(self) {
        for session in self.sessions.values() {
            self.office.end_session(session).await.unwrap();
        }
        self.office.close().await;
    }
}
