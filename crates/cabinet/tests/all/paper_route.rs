//! Notes that come on paper, the approvals on their original file, and the last day on which they come so.

use crate::deeds::{facts, minister};
use crate::facts as known;
use crate::player::{Player, actor};
use cabinet::act::Act;
use cabinet::ids::{DepartmentId, PaperId, PostId, ProposalId, RevisionId};
use cabinet::note::{Defect, NoteFacts};
use cabinet::paper_route::{ApprovedAs, MissingApproval, PaperApproval, PaperPrecondition, PaperView};
use cabinet::permission::Action;
use cabinet::proposal::{Answer, Stage, StageName};
use cabinet::rules::Concern;
use cabinet::{Refusal, Subject, desk};

const SECTION: &str = "cabinet_section";

impl Player {
    pub fn register_act(&mut self, department: &str) -> Act {
        let (proposal, department) = (ProposalId(self.uuid()), rehearsal::department(department));
        let (number, subject) = (format!("एफ {proposal}"), self.text("कागज पर प्राप्त संक्षेपिका"));
        Act::RegisterFromPaper { proposal, department, number, subject }
    }

    /// Registers a note from paper and lays its PDF, and the scan of its note-sheet, with it.
    pub fn register(&mut self, department: &str) -> ProposalId {
        let act = self.register_act(department);
        let Act::RegisterFromPaper { proposal, .. } = act else { panic!() };
        self.must(SECTION, act);
        for _ in 0..2 {
            self.lay(proposal);
        }
        proposal
    }

    fn lay(&mut self, id: ProposalId) -> PaperId {
        let (seen, paper) = (self.seen(SECTION, id), self.a_paper());
        let laid = paper.id;
        self.must(SECTION, Act::AttachPaper { proposal: id, seen, paper });
        laid
    }

    /// What must stand on the original file of a department's sample note.
    pub fn approvals(&self, id: ProposalId, facts: &NoteFacts) -> Vec<PaperApproval> {
        let proposal = self.cabinet.proposal(id).unwrap();
        let scan = *proposal.papers.last().unwrap();
        let approval =
            |given, post: PostId| PaperApproval { given, post, date: "2025-10-28".to_owned(), scan: Some(scan) };
        let own = rehearsal::post(&self.secretary(id));
        let mut approvals = vec![approval(ApprovedAs::Secretary, own)];
        if !self.is_under_chief_minister(id) {
            approvals.push(approval(ApprovedAs::Minister, rehearsal::post(&self.minister(id))));
        }
        for department in self.cabinet.views_demanded(proposal.department, facts) {
            let key = &self.cabinet.department(department).unwrap().key;
            let given = ApprovedAs::View { answer: Answer::Concurs };
            approvals.push(approval(given, rehearsal::post(&format!("{key}_secretary"))));
        }
        approvals
    }

    /// What each view among these says: one condition where it is conditional, else words.
    pub fn views_of(&mut self, approvals: &[PaperApproval]) -> Vec<PaperView> {
        let views = approvals.iter().filter_map(|one| Some((one.post, one.view()?)));
        let views: Vec<(PostId, Answer)> = views.collect();
        let mut said = |(post, answer)| {
            let words = self.text("मूल नस्ती पर अभिमत");
            if answer == Answer::ConcursWithConditions {
                return PaperView { post, text: self.text(""), conditions: vec![words] };
            }
            PaperView { post, text: words, conditions: Vec::new() }
        };
        views.into_iter().map(&mut said).collect()
    }

    /// Receives a registered note whose first view on its original file is of this kind.
    pub fn receive_with(&mut self, id: ProposalId, answer: Answer) {
        let act = self.receive_with_act(id, answer);
        self.must(SECTION, act);
    }

    fn receive_with_act(&mut self, id: ProposalId, answer: Answer) -> Act {
        let mut act = self.receive_act(id, on_paper("energy"));
        let Act::ReceiveFromPaper { approvals, views, .. } = &mut act else { panic!() };
        approvals.iter_mut().find(|one| one.view().is_some()).unwrap().given = ApprovedAs::View { answer };
        *views = self.views_of(approvals);
        act
    }

    /// Everything that the rules want on record, as the file has it.
    fn on_record(&mut self, id: ProposalId, facts: &NoteFacts) -> Vec<PaperPrecondition> {
        let sponsor = self.cabinet.proposal(id).unwrap().department;
        let wanted = self.cabinet.preconditions_on_paper(sponsor, facts, |_| true);
        let keys: Vec<String> = wanted.iter().map(|rule| rule.key.clone()).collect();
        keys.into_iter().map(|key| self.a_record(&key)).collect()
    }

    fn a_record(&mut self, key: &str) -> PaperPrecondition {
        let (number, date, text) = ("एफ 1/2025".to_owned(), "2025-10-27".to_owned(), self.text("अनुशंसित"));
        PaperPrecondition { precondition: key.to_owned(), number, date, text }
    }

    pub fn receive_act(&mut self, id: ProposalId, facts: NoteFacts) -> Act {
        let (revision, body, remark) = (RevisionId(self.uuid()), self.text("{}"), self.text("मूल नस्ती प्राप्त"));
        let (approvals, preconditions) = (self.approvals(id, &facts), self.on_record(id, &facts));
        let (seen, note) = (self.seen(SECTION, id), *self.cabinet.proposal(id).unwrap().papers.front().unwrap());
        let (proposal, views) = (id, self.views_of(&approvals));
        Act::ReceiveFromPaper { proposal, seen, revision, facts, body, note, approvals, views, preconditions, remark }
    }

    /// Receives a registered note.
    pub fn receive(&mut self, id: ProposalId) {
        let key = self.cabinet.department(self.cabinet.proposal(id).unwrap().department).unwrap().key.clone();
        let act = self.receive_act(id, on_paper(&key));
        self.must(SECTION, act);
    }

    pub fn route_act(&mut self, department: &str, until: &str, reason: &str) -> Act {
        let (order, reason) = (self.text("मुख्य सचिव का आदेश क्रमांक एफ 1-2/2026"), self.text(reason));
        Act::SetPaperRoute { department: rehearsal::department(department), until: until.to_owned(), order, reason }
    }

    pub fn set_route(&mut self, who: &str, department: &str, until: &str, reason: &str) {
        let act = self.route_act(department, until, reason);
        self.must(who, act);
    }
}

/// The facts of a sample note whose sections stand in a PDF.
pub fn on_paper(department: &str) -> NoteFacts {
    let known = ["energy", "health", "panchayat", "industry", "agriculture", "aviation"];
    let sample = if known.contains(&department) { department } else { "energy" };
    NoteFacts { sections: Vec::new(), ..facts(sample) }
}

/// Notes of every kind of minister-in-charge come on paper: one is decided on its way like any other, one goes back, one was
/// registered by mistake; and last days are set.
pub fn recorded_in(player: &mut Player) {
    player.set_route("chief_secretary", "energy", "2027-01-31", "");
    for department in crate::story::SPONSORS {
        let id = player.register(department);
        player.receive(id);
        if department == "energy" {
            player.carry_on(id, StageName::Returned);
            player.carry_on(id, StageName::Ordered);
        } else {
            player.carry_on(id, StageName::Cleared);
        }
    }
    let conditional = player.register("energy");
    player.receive_with(conditional, Answer::ConcursWithConditions);
    player.reply("energy_secretary", conditional, true);
    player.carry_on(conditional, StageName::Cleared);
    let mistaken = player.register("health");
    let seen = player.seen(SECTION, mistaken);
    player.must(SECTION, Act::EraseDraft { proposal: mistaken, seen });
    player.set_route(SECTION, "energy", "2027-02-28", "नस्तियों का अंकीकरण शेष");
}

/// Refusals of the way on paper.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let mut found = Vec::new();
    let mut refused = |player: &mut Player, act: Act, expected: Refusal| {
        let refusal = player.refused(SECTION, act);
        assert_eq!(refusal, expected);
        found.push(refusal);
    };
    let mut nowhere = player.register_act("energy");
    if let Act::RegisterFromPaper { department, .. } = &mut nowhere {
        *department = DepartmentId(player.uuid());
    }
    refused(&mut player, nowhere, Refusal::DepartmentUnfit);
    for (until, refusal) in [("31-03-2027", Refusal::DayUnfit), ("2027-02-30", Refusal::DayUnfit)] {
        let act = player.route_act("energy", until, "कारण");
        refused(&mut player, act, refusal);
    }
    let silently = player.route_act("energy", "2027-04-01", "");
    refused(&mut player, silently, Refusal::ReasonMissing);

    let id = player.register("energy");
    let note = *player.cabinet.proposal(id).unwrap().papers.front().unwrap();
    let act = |player: &mut Player, change: &dyn Fn(&mut Act)| {
        let mut act = player.receive_act(id, on_paper("energy"));
        change(&mut act);
        act
    };
    let without_points = act(&mut player, &|act| {
        let Act::ReceiveFromPaper { facts, .. } = act else { panic!() };
        facts.points.clear();
    });
    refused(&mut player, without_points, Refusal::Defects(vec![Defect::PointsMissing]));
    let nowhere = PaperId(player.uuid());
    let without_note = act(&mut player, &|act| {
        let Act::ReceiveFromPaper { note, .. } = act else { panic!() };
        *note = nowhere;
    });
    refused(&mut player, without_note, Refusal::NotePaperMissing);
    let unfit: [&dyn Fn(&mut PaperApproval); 7] = [
        &|one| one.scan = None,
        &|one| one.scan = Some(nowhere),
        &|one| one.scan = Some(note),
        &|one| one.date = "2026-10-28".to_owned(),
        &|one| one.date = "28-10-2025".to_owned(),
        &|one| one.post = rehearsal::post("health_secretary"),
        &|one| one.given = ApprovedAs::View { answer: Answer::Query },
    ];
    for change in unfit {
        let spoiled = act(&mut player, &|act| {
            let Act::ReceiveFromPaper { approvals, .. } = act else { panic!() };
            change(&mut approvals[0]);
        });
        refused(&mut player, spoiled, Refusal::ApprovalsUnfit);
    }
    let twice = act(&mut player, &|act| {
        let Act::ReceiveFromPaper { approvals, .. } = act else { panic!() };
        approvals.push(approvals[0].clone());
    });
    refused(&mut player, twice, Refusal::ApprovalsUnfit);
    let finance = rehearsal::department("finance");
    let missing = [MissingApproval::Secretary, MissingApproval::Minister, MissingApproval::View(finance)];
    for (place, expected) in missing.into_iter().enumerate() {
        let short = act(&mut player, &|act| {
            let Act::ReceiveFromPaper { approvals, views, .. } = act else { panic!() };
            let removed = approvals.remove(place);
            views.retain(|view| view.post != removed.post);
        });
        refused(&mut player, short, Refusal::ApprovalsMissing(vec![expected]));
    }
    for refusal in unfit_words(&mut player, id) {
        found.push(refusal);
    }
    let mut refused = |player: &mut Player, act: Act, expected: Refusal| {
        let refusal = player.refused(SECTION, act);
        assert_eq!(refusal, expected);
        found.push(refusal);
    };
    let unrecorded = act(&mut player, &|act| {
        let Act::ReceiveFromPaper { preconditions, .. } = act else { panic!() };
        preconditions.clear();
    });
    refused(&mut player, unrecorded, Refusal::PreconditionsMissing(vec!["expenditure_committee".to_owned()]));
    let waiver = player.a_record("finance_view_waived");
    let needless = act(&mut player, &|act| {
        let Act::ReceiveFromPaper { preconditions, .. } = act else { panic!() };
        preconditions.push(waiver.clone());
    });
    refused(&mut player, needless, Refusal::PreconditionUnfit);
    let too_early = act(&mut player, &|act| {
        let Act::ReceiveFromPaper { preconditions, .. } = act else { panic!() };
        preconditions[0].date = "2035-10-27".to_owned();
    });
    refused(&mut player, too_early, Refusal::DateUnfit);
    let other = player.drive("health", StageName::InDepartment);
    let used = player.cabinet.proposal(other).unwrap().revision().unwrap().id;
    let another_notes = act(&mut player, &|act| {
        let Act::ReceiveFromPaper { revision, .. } = act else { panic!() };
        *revision = used;
    });
    refused(&mut player, another_notes, Refusal::IdTaken);
    player.set_route("chief_secretary", "energy", "2025-10-31", "");
    let ended =
        Refusal::PaperRouteEnded { department: rehearsal::department("energy"), until: Some("2025-10-31".to_owned()) };
    let late = act(&mut player, &|_| {});
    refused(&mut player, late, ended.clone());
    let late = player.register_act("energy");
    refused(&mut player, late, ended);
    found
}

/// Makes the views of a receipt unfit.
type Spoil<'a> = &'a dyn Fn(&mut Vec<PaperView>);

/// Refusals of views whose words do not go with their kind, and of a note whose views wait for a reply.
fn unfit_words(player: &mut Player, id: ProposalId) -> Vec<Refusal> {
    let department = rehearsal::department("finance");
    let (nothing, words) = (player.text(""), player.text("शब्द"));
    let unfit: [(Answer, Spoil<'_>); 5] = [
        (Answer::Concurs, &|views| views.clear()),
        (Answer::NoViewNeeded, &|views| views[0].text = nothing.clone()),
        (Answer::DoesNotConcur, &|views| views[0].conditions = vec![words.clone()]),
        (Answer::ConcursWithConditions, &|views| views[0].conditions.clear()),
        (Answer::ConcursWithConditions, &|views| views[0].conditions[0] = nothing.clone()),
    ];
    let mut found = Vec::new();
    for (answer, spoil) in unfit {
        let mut act = player.receive_with_act(id, answer);
        let Act::ReceiveFromPaper { views, .. } = &mut act else { panic!() };
        spoil(views);
        found.push(player.refused(SECTION, act));
        assert!(matches!(found.last(), Some(Refusal::ViewWordsUnfit { department: of, .. }) if *of == department));
    }
    let mut strange = player.receive_with_act(id, Answer::Concurs);
    let Act::ReceiveFromPaper { views, .. } = &mut strange else { panic!() };
    views.push(PaperView { post: rehearsal::post("law_secretary"), text: words, conditions: Vec::new() });
    found.push(player.refused(SECTION, strange));
    assert_eq!(found.last(), Some(&Refusal::ApprovalsUnfit), "words of a view that is not registered");
    found
}

#[test]
fn each_is_refused_for_its_own_reason() {
    assert!(refusals().len() >= 20);
}

#[test]
fn a_note_from_paper_runs_like_any_other() {
    let mut player = Player::begun();
    let id = player.register("energy");
    let waits = |player: &Player, who| {
        let waiting = desk::desk(&player.cabinet, &actor(who), player.now());
        waiting.iter().find(|one| one.subject == Subject::Proposal(id)).map(|one| one.action)
    };
    assert_eq!(waits(&player, SECTION), Some(Action::ReceiveFromPaper));
    assert!(player.cabinet.proposal(id).unwrap().revision().is_none());
    player.receive(id);
    let received = player.now();
    let proposal = player.cabinet.proposal(id).unwrap().clone();
    assert_eq!((proposal.stage.name(), proposal.stage.received()), (StageName::Submitted, Some(received)));
    let origin = proposal.on_paper.clone().unwrap();
    assert_eq!((origin.revision, origin.at), (1, received));
    let Stage::Submitted(receipt) = &proposal.stage else { panic!() };
    assert!(receipt.note.secretary.by.is_none() && receipt.note.secretary.at < received, "nobody signed it here");
    assert_eq!(waits(&player, SECTION), Some(Action::Scrutinise));
    player.carry_on(id, StageName::Ordered);
    assert_eq!(player.cabinet.proposal(id).unwrap().on_paper, Some(origin), "and it says how it came for ever");
}

/// A department that did not view the note is waived by an order, which is recorded in the place of its view.
#[test]
fn a_waiver_stands_in_the_place_of_a_view() {
    let mut player = Player::begun();
    let id = player.register("energy");
    let mut facts = on_paper("energy");
    facts.concerns = [Concern::Money].into();
    let waiver = player.a_record("finance_view_waived");
    let mut act = player.receive_act(id, facts);
    let Act::ReceiveFromPaper { approvals, views, .. } = &mut act else { panic!() };
    approvals.retain(|one| one.view().is_none());
    views.clear();
    let without = act.clone();
    let Act::ReceiveFromPaper { preconditions, .. } = &mut act else { panic!() };
    preconditions.push(waiver);
    let finance = MissingApproval::View(rehearsal::department("finance"));
    assert_eq!(player.refused(SECTION, without), Refusal::ApprovalsMissing(vec![finance]));
    player.must(SECTION, act);
    let proposal = player.cabinet.proposal(id).unwrap();
    assert!(proposal.precondition("finance_view_waived").is_some());
    let wanted = player.cabinet.preconditions(proposal, cabinet::rules::Before::Submission);
    assert!(wanted.into_iter().any(|rule| rule.key == "finance_view_waived"), "the page names it");
}

/// It comes back to the department's section, as any other; the views on its file count.
#[test]
fn what_is_returned_goes_to_the_section_of_the_department() {
    let mut player = Player::begun();
    let id = player.register("energy");
    player.receive(id);
    let [note, scan] = [
        player.cabinet.proposal(id).unwrap().on_paper.as_ref().unwrap().note,
        player.cabinet.proposal(id).unwrap().on_paper.as_ref().unwrap().approvals[0].scan.unwrap(),
    ];
    player.send_back(SECTION, id);
    let may = |player: &Player, who, action| player.cabinet.may(&actor(who), Subject::Proposal(id), action);
    assert!(may(&player, "energy_section", Action::EditDraft) && !may(&player, SECTION, Action::EditDraft));
    let papers = &player.cabinet.proposal(id).unwrap().papers;
    assert!(papers.contains(&note) && !papers.contains(&scan), "no folder ever holds a page of the note-sheet");
    player.put_up(id);
    player.measure(id);
    assert_eq!(cabinet::views_owed(&player.cabinet, player.cabinet.proposal(id).unwrap()), vec![]);
    player.approve_as_secretary(id);
    player.carry_on(id, StageName::Ordered);
}

#[test]
fn scans_of_approvals_are_of_the_note_sheet() {
    let mut player = Player::begun();
    let id = player.register("energy");
    player.receive(id);
    let origin = player.cabinet.proposal(id).unwrap().on_paper.clone().unwrap();
    player.carry_on(id, StageName::Ordered);
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    player.list(meeting, id);
    player.approve_agenda(meeting);
    player.release(meeting, &["health_minister"]);
    let reads = |who, paper| player.cabinet.may_read_paper(&actor(who), paper);
    let scan = origin.approvals[0].scan.unwrap();
    for who in [SECTION, "chief_secretary", "chief_minister", "energy_secretary", "energy_section", "energy_minister"] {
        assert!(reads(who, scan) && reads(who, origin.note), "{who}");
    }
    assert!(reads("health_minister", origin.note), "control: the note lies in his folder");
    for who in ["health_minister", "finance_secretary", "law_minister", "auditor", "system_administrator"] {
        assert!(!reads(who, scan), "{who}");
    }
    for state in &player.states {
        let proposals = known::proposals(state).filter_map(|proposal| Some((proposal, proposal.on_paper.as_ref()?)));
        for (proposal, origin) in proposals {
            let scans = origin.approvals.iter().filter_map(|approval| approval.scan);
            let mut frozen = proposal.revisions.iter().flat_map(|revision| &revision.papers);
            assert!(scans.into_iter().all(|scan| !frozen.any(|paper| *paper == scan)));
        }
    }
}

#[test]
fn nothing_comes_on_paper_after_the_last_day() {
    let mut player = Player::begun();
    player.set_route("chief_secretary", "energy", "2025-11-04", "");
    let open = |player: &Player| player.cabinet.comes_on_paper(rehearsal::department("energy"), player.now());
    player.wait_days(3);
    let begun = player.register("energy");
    assert!(open(&player), "on the last day it is open: 4 November 2025");
    player.wait_days(1);
    assert!(!open(&player));
    let act = player.register_act("energy");
    assert!(matches!(player.refused(SECTION, act), Refusal::PaperRouteEnded { .. }));
    let act = player.receive_act(begun, on_paper("energy"));
    assert!(
        matches!(player.refused(SECTION, act), Refusal::PaperRouteEnded { .. }),
        "what was begun is no way around it"
    );
    player.register("health");
    player.set_route("chief_secretary", "energy", "2025-11-10", "नस्ती मूल रूप में भोपाल के बाहर थी");
    player.receive(begun);
    assert_eq!(player.stage(begun), StageName::Submitted);
}

#[test]
fn a_paper_route_is_never_put_off_silently() {
    let mut player = Player::begun();
    let energy = rehearsal::department("energy");
    assert_eq!(player.cabinet.paper_route_until(energy), Some("2027-03-31"), "the rules' day");
    for (until, reason, taken) in [
        ("2027-04-01", "", false),
        ("2027-03-30", "", true),
        ("2027-03-31", "", false),
        ("2027-03-31", "आदेश के अनुसार", true),
        ("2027-03-31", "", true),
    ] {
        let act = player.route_act("energy", until, reason);
        let outcome = player.try_act("chief_secretary", act);
        assert_eq!(outcome.is_ok(), taken, "{until} {reason}: {outcome:?}");
    }
    assert_eq!(player.cabinet.paper_routes(energy).count(), 3, "every day that was set stays on record");
    for who in ["energy_secretary", "energy_minister", "chief_minister", "auditor", "system_administrator"] {
        let act = player.route_act("energy", "2026-01-01", "कारण");
        assert_eq!(player.refused(who, act), Refusal::Unknown, "{who}");
    }
}

/// Where the Chief Minister holds the department, a case is not put to him twice, on paper neither.
#[test]
fn the_chief_minister_approves_nothing_as_minister_on_paper() {
    let mut player = Player::begun();
    let id = player.register("aviation");
    assert_eq!(minister("aviation"), "chief_minister");
    let mut act = player.receive_act(id, on_paper("aviation"));
    if let Act::ReceiveFromPaper { approvals, .. } = &mut act {
        let chief = PaperApproval {
            given: ApprovedAs::Minister,
            post: rehearsal::post("chief_minister"),
            ..approvals[0].clone()
        };
        approvals.push(chief);
    }
    assert_eq!(player.refused(SECTION, act), Refusal::ApprovalsUnfit);
    player.receive(id);
    player.carry_on(id, StageName::Ordered);
    let Stage::Ordered(ordered) = &player.cabinet.proposal(id).unwrap().stage else { panic!() };
    assert_eq!(ordered.receipt.note.minister, Some(ordered.order), "his one order is both");
}

/// A view on the original file is a view like any other, but for who gave it and where; it opens nothing to its department.
#[test]
fn views_on_the_original_file_are_views() {
    let mut player = Player::begun();
    let id = player.register("energy");
    player.receive_with(id, Answer::Concurs);
    let (stage, finance) = (player.cabinet.proposal(id).unwrap().stage.clone(), rehearsal::department("finance"));
    let asked = stage.consultation().unwrap().latest(finance).unwrap();
    let view = asked.standing().unwrap();
    let on_file = view.on_file.as_ref().unwrap();
    assert_eq!((asked.revision, view.answer, view.by), (1, Answer::Concurs, None));
    assert_eq!((on_file.post, on_file.date.as_str()), (rehearsal::post("finance_secretary"), "2025-10-28"));
    assert!(on_file.scan.is_some() && !view.text.is_empty());
    let reads = |who| player.cabinet.may(&actor(who), Subject::Proposal(id), Action::ReadProposal);
    assert!(reads("energy_secretary") && !reads("finance_secretary") && !reads("law_secretary"));

    // Without a scan its words are all that is known of it.
    let other = player.register("energy");
    let mut act = player.receive_with_act(other, Answer::DoesNotConcur);
    let Act::ReceiveFromPaper { approvals, .. } = &mut act else { panic!() };
    approvals.iter_mut().filter(|one| one.view().is_some()).for_each(|one| one.scan = None);
    player.must(SECTION, act);
    let differences = player.cabinet.proposal(other).unwrap().stage.consultation().unwrap().differences().count();
    assert_eq!(differences, 1, "and the council settles it");
}

/// As elsewhere the sponsoring department says of each condition what it made of it; the section finds no such note in order
/// before, and says nothing in its place.
#[test]
fn conditions_on_the_original_file_are_replied_to() {
    for answer in [Answer::ConcursWithConditions, Answer::DoesNotConcur] {
        let mut player = Player::begun();
        let id = player.register("energy");
        player.receive_with(id, answer);
        let may = |player: &Player, who| player.cabinet.may(&actor(who), Subject::Proposal(id), Action::ReplyToViews);
        let waits = |player: &Player| {
            let desk = desk::desk(&player.cabinet, &actor("energy_secretary"), player.now());
            desk.into_iter().any(|one| one.subject == Subject::Proposal(id) && one.action == Action::ReplyToViews)
        };
        assert!(may(&player, "energy_secretary") && waits(&player));
        for who in [SECTION, "chief_secretary", "energy_section", "energy_minister", "finance_secretary"] {
            assert!(!may(&player, who), "{who}");
        }
        let (seen, remark) = (player.seen(SECTION, id), player.text("परीक्षित"));
        let scrutinise = Act::Scrutinise { proposal: id, seen, checked: crate::deeds::checklist(), remark };
        let unreplied = Refusal::ViewsUnreplied(vec![rehearsal::department("finance")]);
        assert_eq!(player.refused(SECTION, scrutinise), unreplied);

        // It may go back as well; then the section of the department replies, as after any return.
        let mut returned = player.clone();
        returned.send_back(SECTION, id);
        assert!(may(&returned, "energy_section"));

        player.reply("energy_secretary", id, false);
        assert!(!may(&player, "energy_secretary") && !waits(&player), "it stands as it was said");
        player.carry_on(id, StageName::Cleared);
    }
}

/// What was said of a view here before the receipt stands; after it only views on the original file are replied to.
#[test]
fn views_of_departments_that_were_asked_here_stand_after_the_receipt() {
    let mut player = Player::begun();
    let id = player.start("energy");
    player.put_up(id);
    player.measure(id);
    player.ask(id, &["finance", "law"]);
    player.view(id, "finance", Answer::ConcursWithConditions);
    player.view(id, "law", Answer::Concurs);
    player.close(id);
    let secretary = "energy_secretary";
    let may = |player: &Player| player.cabinet.may(&actor(secretary), Subject::Proposal(id), Action::ReplyToViews);
    player.reply(secretary, id, false);
    assert!(may(&player), "control: before the receipt it may be said otherwise");
    player.carry_on(id, StageName::Submitted);
    assert!(!may(&player));
}
