//! Acts by chance: any post, any subject of a small pool, any version; and among them acts that
//! are offered, so that a run of them really leads to decisions.

use crate::deeds::{checklist, facts, posts};
use crate::facts as known;
use crate::people::{holder_of, step_by_chance};
use crate::player::{Player, actor};
use crate::story::ALL_RECIPIENTS;
use cabinet::act::Act;
use cabinet::change::Step;
use cabinet::chief_ministers_office::HeardOrder;
use cabinet::circulation::CirculationAnswer;
use cabinet::consultation::ReminderWay;
use cabinet::copies::{CopyStage, PrintedCopy};
use cabinet::decision::Outcome;
use cabinet::emergency::EmergencyScope;
use cabinet::event::PointOutcome;
use cabinet::ids::{
    ChangeId, ChargeId, EmergencyAccessId, InquiryId, ItemId, MeetingId, PaperId, ProposalId, RevisionId, TaskId,
};
use cabinet::inquiry::Scope;
use cabinet::note::Measured;
use cabinet::passkey::EnrolmentRecord;
use cabinet::password::Password;
use cabinet::people::PostKind;
use cabinet::proposal::Answer;
use cabinet::text::Digest;
use cabinet::{Action, Actor, Cabinet, Moment, Subject, permitted};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Sign-in names of which persons meet one another's.
const NAMES: [&str; 3] = ["first.name", "second.name", "Third.Name"];

/// The dice of one act.
#[derive(Clone, Debug)]
pub struct Dice {
    /// Whether the act is one of those that are offered now.
    pub offered: bool,
    pub who: usize,
    pub what: usize,
    pub of: usize,
    /// Content, and how wrong it is.
    pub content: usize,
    /// Added to the version that the actor sees; 0 is a page of now.
    pub outdated: u32,
    pub days: i64,
}

pub fn dice() -> impl Strategy<Value = Dice> {
    let outdated = prop_oneof![6 => Just(0_u32), 1 => 1_u32..4, 1 => Just(u32::MAX)];
    let days = prop_oneof![8 => Just(0_i64), 1 => Just(20_i64)];
    (prop::bool::weighted(0.7), any::<usize>(), any::<usize>(), any::<usize>(), any::<usize>(), outdated, days)
        .prop_map(|(offered, who, what, of, content, outdated, days)| Dice {
            offered,
            who,
            what,
            of,
            content,
            outdated,
            days,
        })
}

/// Every subject there is, and for each kind one that does not exist.
fn subjects(player: &Player) -> Vec<Subject> {
    let nobody = Uuid::from_u128(99);
    let mut found = vec![
        Subject::Government,
        Subject::Proposal(ProposalId(nobody)),
        Subject::Meeting(MeetingId(nobody)),
        Subject::Item(MeetingId(nobody), ItemId(nobody)),
        Subject::Task(TaskId(nobody)),
        Subject::Inquiry(InquiryId(nobody)),
        Subject::EmergencyAccess(EmergencyAccessId(nobody)),
        Subject::Change(ChangeId(nobody)),
    ];
    found.extend(player.cabinet.tasks().map(|task| Subject::Task(task.id)));
    found.extend(player.cabinet.changes().map(|change| Subject::Change(change.id)));
    found.extend(player.cabinet.emergencies().map(|access| Subject::EmergencyAccess(access.id)));
    found.extend(player.cabinet.inquiries().map(|inquiry| Subject::Inquiry(inquiry.id)));
    found.extend(known::proposals(&player.cabinet).map(|proposal| Subject::Proposal(proposal.id)));
    for meeting in known::meetings(&player.cabinet) {
        found.push(Subject::Meeting(meeting.id));
        found.extend(meeting.items.iter().map(|item| Subject::Item(meeting.id, item.id)));
    }
    found
}

/// Everything that is offered to anybody now and that leads to an act.
fn offered(player: &Player, subjects: &[Subject]) -> Vec<(Actor, Subject, Action)> {
    let mut found = Vec::new();
    for post in player.cabinet.posts() {
        let Some(who) = holder_of(&player.cabinet, post) else { continue };
        for subject in subjects {
            let actions = permitted(&player.cabinet, &who, *subject).into_iter();
            found.extend(
                actions.filter(|action| !action.key().starts_with("read_")).map(|action| (who, *subject, action)),
            );
        }
    }
    found
}

/// Among everything that is offered, a copy that is out would hardly ever come back.
fn copy_back(player: &Player, dice: &Dice) -> Option<(Actor, Act)> {
    let is_out = |copy: &&Arc<PrintedCopy>| matches!(copy.stage, CopyStage::Given { .. });
    let out = player.cabinet.printed_copies().find(is_out).filter(|_| dice.who.is_multiple_of(16))?;
    let section = player.cabinet.posts().find(|post| post.kind == PostKind::CabinetSection)?;
    Some((holder_of(&player.cabinet, section)?, Act::TakeCopyBack { copy: out.id }))
}

/// An act as the dice fall, its actor, and at what it aims.
pub fn roll(player: &mut Player, dice: &Dice) -> Option<(Actor, Act)> {
    player.wait_days(dice.days);
    let subjects = subjects(player);
    let unmeasured = cabinet::work::missing(&player.cabinet);
    if let Some(cabinet::work::Work::MeasureRevision { proposal, revision, .. }) = unmeasured.first()
        && dice.who.is_multiple_of(4)
    {
        let measured = Measured { words: 300, sections_filled: 4 };
        return Some((Actor::System, Act::MeasureRevision { proposal: *proposal, revision: *revision, measured }));
    }
    if let Some(act) = office_act(player, dice) {
        return Some((Actor::System, act));
    }
    if let Some(back) = copy_back(player, dice) {
        return Some(back);
    }
    let (who, subject, action) = if dice.offered {
        one_of(&offered(player, &subjects), dice)?
    } else {
        let post = player.cabinet.posts().nth(dice.who % player.cabinet.posts().count())?;
        // Now and then somebody under a charge that may have ended.
        let now = holder_of(&player.cabinet, post).filter(|_| !dice.content.is_multiple_of(3));
        let who = now.unwrap_or_else(|| actor(&post.key));
        let action = Action::ALL[dice.what % Action::ALL.len()];
        let fitting: Vec<Subject> = subjects.into_iter().filter(|one| one.key() == known::subject_of(action)).collect();
        (who, fitting[dice.of % fitting.len()], action)
    };
    let seen = version(player, &who, subject).wrapping_add(dice.outdated);
    act(player, &who, subject, action, seen, dice.content).map(|act| (who, signed(player, &who, act)))
}

/// What the office itself does with changes and emergency accesses that are due, and with codes that somebody brings.
fn office_act(player: &mut Player, dice: &Dice) -> Option<Act> {
    let over = cabinet::work::emergencies_over(&player.cabinet, player.now());
    if let Some(access) = over.get(dice.of % over.len().max(1)).copied()
        && dice.who % 4 == 2
    {
        return Some(Act::EndEmergencyAccess { access, seen: dice.outdated });
    }
    let due = cabinet::work::changes_due(&player.cabinet, player.now());
    if let Some((change, agreed)) = due.get(dice.of % due.len().max(1)).copied()
        && dice.who % 4 == 1
    {
        let seen = dice.outdated;
        return Some(if agreed { Act::EnactChange { change } } else { Act::EndChange { change, seen } });
    }
    let over = cabinet::work::leaves_over(&player.cabinet, player.now());
    if let Some(leave) = over.first().copied()
        && dice.who % 8 != 1
    {
        return Some(Act::EndLeave { leave, charge: ChargeId(player.uuid()) });
    }
    let lasting = |one: &&Arc<EnrolmentRecord>| one.is_open(player.now().plus_days(1));
    let fits = |one: &&Arc<EnrolmentRecord>| player.cabinet.charges_without_passkey(one.enrolment.person).count() > 0;
    let fitting = player.cabinet.enrolments().filter(lasting).find(fits);
    if let Some(open) = fitting.map(|one| one.enrolment.clone())
        && dice.who % 16 == 3
    {
        let name = if dice.content.is_multiple_of(9) { "no name" } else { NAMES[dice.content % NAMES.len()] };
        return Some(Act::SetPassword { enrolment: open.id, password: player.a_password(open.person, name) });
    }
    let waiting = player.cabinet.devices().find(|one| player.cabinet.device_code_opens(one, player.now().plus_days(1)));
    if let Some(device) = waiting.map(|one| one.device.id)
        && dice.who % 16 == 6
    {
        return Some(Act::EnrolDevice { device, secret: Digest([5; 32]) });
    }
    let open = player.cabinet.enrolments().find(lasting)?.enrolment.clone();
    (dice.who % 16 == 2).then(|| Act::EnrolPasskey { enrolment: open.id, passkey: player.a_passkey(open.person) })
}

/// Whoever has a passkey signs what is an approval.
fn signed(player: &mut Player, who: &Actor, act: Act) -> Act {
    let own = who.person().and_then(|person| player.cabinet.passkeys_of(person).next().map(|one| one.passkey.id));
    match own.filter(|_| act.is_approval()) {
        Some(key) => player.signed(key, act),
        None => act,
    }
}

/// First what is done, then by whom and on what, so that rare actions are as likely as common ones.
fn one_of(offered: &[(Actor, Subject, Action)], dice: &Dice) -> Option<(Actor, Subject, Action)> {
    let actions: BTreeSet<Action> = offered.iter().map(|(_, _, action)| *action).collect();
    let action = *actions.iter().nth(dice.what % actions.len().max(1))?;
    let fitting: Vec<_> = offered.iter().filter(|one| one.2 == action).collect();
    fitting.get(dice.of % fitting.len()).map(|one| **one)
}

/// The version of a subject on `who`'s page; 0 of what does not exist.
pub fn version(player: &Player, who: &Actor, subject: Subject) -> u32 {
    let state = &player.cabinet;
    match subject {
        Subject::Government => 0,
        Subject::Proposal(id) => state.proposal(id).map_or(0, |proposal| state.version_seen_by(who, proposal)),
        Subject::Meeting(id) => state.meeting(id).map_or(0, |meeting| meeting.version),
        Subject::Item(meeting, item) => state.item(meeting, item).map_or(0, |(_, _, item)| item.version),
        Subject::Task(id) => state.task(id).map_or(0, |task| task.version),
        Subject::Inquiry(id) => state.inquiry(id).map_or(0, |inquiry| inquiry.version),
        Subject::EmergencyAccess(id) => state.emergency_access(id).map_or(0, |access| access.version),
        Subject::Change(id) => state.change(id).map_or(0, |change| change.version),
    }
}

fn act(player: &mut Player, who: &Actor, subject: Subject, action: Action, seen: u32, content: usize) -> Option<Act> {
    match subject {
        Subject::Government => {
            people_act(player, who, action, content).or_else(|| government_act(player, action, content))
        }
        Subject::Proposal(id) => proposal_act(player, who, (id, action), seen, content),
        Subject::Meeting(id) => meeting_act(player, id, action, seen, content),
        Subject::Item(meeting, item) => item_act(player, meeting, item, action, seen, content),
        Subject::Task(task) => task_act(player, task, action, seen, content),
        Subject::Inquiry(inquiry) => inquiry_act(inquiry, action, seen),
        Subject::EmergencyAccess(access) => emergency_act(access, action, seen),
        Subject::Change(change) => change_act(change, action, seen),
    }
}

/// Seven texts of eight have words.
fn words(content: usize) -> &'static str {
    if content.is_multiple_of(8) { "" } else { "शब्द" }
}

fn government_act(player: &mut Player, action: Action, content: usize) -> Option<Act> {
    let begins = player.now().plus_days(u32::from(!content.is_multiple_of(4)));
    Some(match action {
        Action::StartProposal => Act::StartProposal {
            proposal: ProposalId(player.uuid()),
            number: format!("एफ {}", content % 16),
            subject: player.text(words(content)),
        },
        Action::RegisterFromPaper => {
            let mut act = player.register_act(["energy", "aviation", "health"][content % 3]);
            if let Act::RegisterFromPaper { number, subject, .. } = &mut act {
                *number = format!("एफ {}", content % 64);
                *subject = player.text(words(content));
            }
            act
        }
        Action::SetPaperRoute => {
            let until = hindi::ist_date(player.now().plus_days(u32::try_from(content % 400).unwrap()).0);
            player.route_act("energy", &until, words(content))
        }
        Action::GiveCopies => player.copies_act(content),
        Action::ProposeMeeting => {
            Act::ProposeMeeting {
                meeting: MeetingId(player.uuid()), begins, place: "मंत्रालय".to_owned()
            }
        }
        Action::AskInquiry => {
            let proposal = known::proposals(&player.cabinet).next().map(|proposal| proposal.id);
            let scope = match (content % 3, proposal) {
                (0, Some(proposal)) => Scope::Proposal { proposal },
                (1, _) => Scope::Person { person: cabinet::text::Digest([8; 32]) },
                _ => Scope::Object { object: Uuid::from_u128(95) },
            };
            let mut asked = player.ask_act(scope);
            if let Act::AskInquiry { reason, until, .. } = &mut asked {
                *reason = player.text(words(content));
                *until = until.plus_days(u32::from(content.is_multiple_of(5)));
            }
            asked
        }
        Action::AskEmergencyAccess => {
            let proposal = known::proposals(&player.cabinet).nth(content % 5).map(|proposal| proposal.id);
            let meeting = known::meetings(&player.cabinet).next().map(|meeting| meeting.id);
            let scope = match (content % 3, meeting) {
                (0, Some(meeting)) => EmergencyScope::Meeting { meeting },
                _ => EmergencyScope::Proposal { proposal: proposal.unwrap_or(ProposalId(Uuid::from_u128(94))) },
            };
            let mut asked = player.emergency_act(scope);
            if let Act::AskEmergencyAccess { reason, hours, .. } = &mut asked {
                *reason = player.text(words(content));
                *hours = u8::try_from(content % 9).unwrap();
            }
            asked
        }
        _ => return None,
    })
}

/// Acts on a task; to what departs from the decision any decided proposal is named.
fn task_act(player: &mut Player, task: TaskId, action: Action, seen: u32, content: usize) -> Option<Act> {
    let text = player.text(words(content));
    Some(match action {
        Action::AcknowledgeTask => Act::AcknowledgeTask { task, seen },
        Action::RecordTaskOrder => {
            let date = if content.is_multiple_of(7) { "2025-13-01" } else { "2025-10-30" }.to_owned();
            Act::RecordTaskOrder { task, seen, number: "1".to_owned(), date, text }
        }
        Action::ReportTask => Act::ReportTask { task, seen, text },
        Action::ClaimTask => Act::ClaimTask { task, seen, text },
        Action::VerifyTask => Act::VerifyTask { task, seen },
        Action::RefuseClaim => Act::RefuseClaim { task, seen, reason: text },
        Action::AskExtension => {
            let due = player.cabinet.task(task).map_or_else(|| player.now(), |record| record.due);
            let until = due.max(player.now()).plus_days(u32::try_from(content % 70).unwrap());
            Act::AskExtension { task, seen, until, reason: text }
        }
        Action::GrantExtension => Act::GrantExtension { task, seen },
        Action::RefuseExtension => Act::RefuseExtension { task, seen, reason: text },
        Action::ProposeDeviation => Act::ProposeDeviation { task, seen, text },
        Action::DismissDeviation => Act::DismissDeviation { task, seen, reason: text },
        Action::ReplaceTask => {
            let varying = player.cabinet.varying_decisions().map(|proposal| proposal.id).collect::<Vec<_>>();
            let any = known::proposals(&player.cabinet).next().map(|proposal| proposal.id);
            let proposal = varying.get(content % varying.len().max(1)).copied().or(any)?;
            Act::ReplaceTask { task, seen, proposal }
        }
        _ => return None,
    })
}

fn inquiry_act(inquiry: InquiryId, action: Action, seen: u32) -> Option<Act> {
    Some(match action {
        Action::AgreeInquiry => Act::AgreeInquiry { inquiry, seen },
        Action::RefuseInquiry => Act::RefuseInquiry { inquiry, seen },
        Action::EndInquiry => Act::EndInquiry { inquiry, seen },
        _ => return None,
    })
}

fn emergency_act(access: EmergencyAccessId, action: Action, seen: u32) -> Option<Act> {
    Some(match action {
        Action::AgreeEmergencyAccess => Act::AgreeEmergencyAccess { access, seen },
        Action::RefuseEmergencyAccess => Act::RefuseEmergencyAccess { access, seen },
        Action::EndEmergencyAccess => Act::EndEmergencyAccess { access, seen },
        _ => return None,
    })
}

fn change_act(change: ChangeId, action: Action, seen: u32) -> Option<Act> {
    Some(match action {
        Action::AgreeChange => Act::AgreeChange { change, seen },
        Action::RefuseChange => Act::RefuseChange { change, seen },
        Action::EndChange => Act::EndChange { change, seen },
        Action::AcknowledgeChange => Act::AcknowledgeChange { change, seen },
        _ => return None,
    })
}

/// Mostly steps that can be done now, else as the dice fall: of many kinds few would be done otherwise.
fn steps_by_chance(state: &Cabinet, seed: u64, count: u64, now: Moment) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut place = 0;
    let as_they_fall = seed.is_multiple_of(4);
    let count = if as_they_fall { count } else { count * 3 };
    while u64::try_from(steps.len()).unwrap() < count {
        steps.push(step_by_chance(seed.wrapping_mul(31).wrapping_add(place), now));
        place += 1;
        let tries = if as_they_fall { 0 } else { 60 };
        if place < tries && !cabinet::change_faults(state, &steps, now).is_empty() {
            steps.pop();
        }
    }
    steps
}

/// Changes of up to nine steps, at once or at a moment; passkeys of one's own and of others.
fn people_act(player: &mut Player, who: &Actor, action: Action, content: usize) -> Option<Act> {
    Some(match action {
        Action::ProposeChange => {
            let seed = u64::try_from(content).unwrap();
            let count = if content.is_multiple_of(50) { 0 } else { 1 + seed / 7 % 3 };
            let steps = steps_by_chance(&player.cabinet, seed, count, player.now());
            let days = u32::try_from(content / 21 % 12).unwrap();
            let at = (content % 5 < 2).then(|| player.now().plus_days(days));
            let mut proposed = player.change_act(steps, at);
            if let Act::ProposeChange { reason, .. } = &mut proposed {
                *reason = player.text(words(content));
            }
            proposed
        }
        Action::KeepPasskeys => {
            let own = who.person()?;
            let kept = player.cabinet.passkeys_of(own).next().map(|one| one.passkey.id);
            let device = player.cabinet.devices_of(own).last().map(|one| one.device.id);
            let password = player.cabinet.password_of(own).map(|one| one.password.clone());
            match kept {
                _ if [2, 5, 10, 13].contains(&(content % 16)) && (kept.is_some() || password.is_some()) => {
                    Act::BindIdentity { identity: player.an_identity(own, content as u8 / 16) }
                }
                _ if device.is_some() && content % 8 == 6 => Act::ReportDeviceLost { device: device? },
                _ if password.is_some() && content % 4 == 1 => {
                    let Password { id, name, .. } = password?;
                    match content % 8 {
                        1 => Act::RevokePassword { password: id, reason: None },
                        _ => Act::ChangePassword { password: player.a_password(own, &name) },
                    }
                }
                Some(passkey) if content.is_multiple_of(3) => Act::RevokePasskey { passkey, reason: None },
                _ => {
                    let mut passkey = player.a_passkey(own);
                    if content.is_multiple_of(8) {
                        passkey.label.clear();
                    }
                    Act::AddPasskey { passkey }
                }
            }
        }
        Action::RegisterDevices => {
            let persons: Vec<_> = player.cabinet.persons().map(|one| one.id).collect();
            let person = *persons.get(content % persons.len().max(1))?;
            player.a_device(person, if content.is_multiple_of(7) { "" } else { "टैबलेट" }).1
        }
        Action::ReportDevices => {
            let known: Vec<_> = player.cabinet.devices().map(|one| one.device.id).collect();
            Act::ReportDeviceLost { device: *known.get(content % known.len().max(1))? }
        }
        Action::RevokePasskeys => {
            let reason = (!content.is_multiple_of(9)).then(|| player.text(words(content)));
            let passwords: Vec<_> = player.cabinet.passwords().map(|one| one.password.id).collect();
            if content.is_multiple_of(2) && !passwords.is_empty() {
                let password = passwords[content / 2 % passwords.len()];
                return Some(Act::RevokePassword { password, reason });
            }
            let identities: Vec<_> = player.cabinet.identities().map(|one| one.identity.id).collect();
            if content % 4 == 1 && !identities.is_empty() {
                return Some(Act::RevokeIdentity { identity: identities[content / 4 % identities.len()], reason });
            }
            let known: Vec<_> = player.cabinet.passkeys().map(|one| one.passkey.id).collect();
            Act::RevokePasskey { passkey: *known.get(content % known.len().max(1))?, reason }
        }
        _ => return None,
    })
}

fn proposal_act(
    player: &mut Player,
    who: &Actor,
    (proposal, action): (ProposalId, Action),
    seen: u32,
    content: usize,
) -> Option<Act> {
    let (remark, text) = (player.text(words(content)), player.text(words(content)));
    let reason = text.clone();
    Some(match action {
        Action::EditDraft if content.is_multiple_of(3) => {
            let held = player.cabinet.proposal(proposal).and_then(|record| record.papers.front().copied());
            Act::RemovePaper { proposal, seen, paper: held.unwrap_or(PaperId(Uuid::from_u128(98))) }
        }
        Action::EditDraft => Act::AttachPaper { proposal, seen, paper: player.a_paper() },
        Action::EraseDraft => Act::EraseDraft { proposal, seen },
        Action::PutUp => {
            let mut facts = facts("energy");
            if content.is_multiple_of(5) {
                facts.points.clear();
            }
            // Now and then to an officer's desk, or to one of another department.
            let to = match content % 7 {
                0..3 => player
                    .cabinet
                    .proposal(proposal)
                    .and_then(|record| player.cabinet.desks_for(record).next().map(|desk| desk.id)),
                3 => Some(rehearsal::post("energy_officer")),
                _ => None,
            };
            Act::PutUp { proposal, seen, to, revision: RevisionId(player.uuid()), facts, body: text, remark }
        }
        Action::SendForViews => {
            let keys: &[&str] = if content.is_multiple_of(4) { &["law"] } else { &["finance", "law"] };
            let departments = keys.iter().map(|key| rehearsal::department(key)).collect();
            Act::SendForViews { proposal, seen, departments, remark }
        }
        Action::GiveView => {
            let answer = Answer::ALL[content % Answer::ALL.len()];
            let conditional = (answer == Answer::ConcursWithConditions) != content.is_multiple_of(7);
            let conditions = conditional.then(|| player.text("शर्त")).into_iter().collect();
            Act::GiveView { proposal, seen, answer, text, conditions }
        }
        Action::AnswerQuery | Action::Remind | Action::ReplyToViews | Action::RecordPrecondition => {
            return consultation_act(player, proposal, action, seen, content);
        }
        Action::MarkForView => {
            // Mostly to a desk of the own department, now and then to one of another.
            let own = player.cabinet.post_of(who).and_then(|post| post.department)?;
            let own = if content.is_multiple_of(7) { rehearsal::department("energy") } else { own };
            let desks: Vec<_> = player.cabinet.desks_of(own).map(|desk| desk.id).collect();
            Act::MarkForView { proposal, seen, to: *desks.get(content % desks.len().max(1))?, remark }
        }
        Action::CloseConsultation => Act::CloseConsultation { proposal, seen },
        Action::ApproveAsSecretary => Act::ApproveAsSecretary { proposal, seen, remark },
        Action::ApproveAsMinister => Act::ApproveAsMinister { proposal, seen, remark },
        Action::Submit => Act::Submit { proposal, seen, remark },
        Action::AskCopy => return player.ask_copy_act(who, proposal, seen, content),
        Action::ReceiveFromPaper => {
            if player.cabinet.proposal(proposal).is_none_or(|record| record.papers.is_empty()) {
                return None;
            }
            let mut act = player.receive_act(proposal, crate::paper_route::on_paper("energy"));
            if let Act::ReceiveFromPaper { seen: on_page, approvals, views, .. } = &mut act {
                *on_page = seen;
                if content.is_multiple_of(7) {
                    approvals.pop();
                }
                if content.is_multiple_of(5) {
                    views.pop();
                }
            }
            act
        }
        Action::ReturnProposal => {
            let deficiencies = if content.is_multiple_of(6) { vec!["papers".to_owned()] } else { Vec::new() };
            Act::ReturnProposal { proposal, seen, reason, deficiencies }
        }
        Action::Withdraw => Act::Withdraw { proposal, seen, reason },
        Action::Scrutinise => {
            let checked = if content.is_multiple_of(6) { Vec::new() } else { checklist() };
            Act::Scrutinise { proposal, seen, checked, remark }
        }
        Action::Clear => Act::Clear { proposal, seen, remark },
        Action::OrderForMeeting => Act::OrderForMeeting { proposal, seen, remark },
        Action::Decline => Act::Decline { proposal, seen, reason },
        Action::OrderForCirculation => {
            let until = player.now().plus_days(u32::try_from(content % 9).unwrap());
            let silence_agrees = content.is_multiple_of(2);
            Act::OrderForCirculation { proposal, seen, until, silence_agrees, remark }
        }
        Action::SendCirculation => Act::SendCirculation { proposal, seen, remark },
        Action::AnswerCirculation => {
            let answer = CirculationAnswer::ALL[content % CirculationAnswer::ALL.len()];
            Act::AnswerCirculation { proposal, seen, answer, remark }
        }
        Action::CloseCirculation => Act::CloseCirculation { proposal, seen },
        Action::ApproveByCirculation => Act::ApproveByCirculation { proposal, seen, remark },
        action => return file_act(player, proposal, action, seen, content),
    })
}

/// Acts of an urgent approval, of a file's way within its department, and of the Chief Minister's office.
fn file_act(player: &mut Player, proposal: ProposalId, action: Action, seen: u32, content: usize) -> Option<Act> {
    let text = player.text(words(content));
    Some(match action {
        Action::RequestUrgentApproval => {
            Act::RequestUrgentApproval { proposal, seen, urgency: text, delay: player.text(words(content / 8)) }
        }
        Action::ForwardUrgentRequest => Act::ForwardUrgentRequest { proposal, seen, remark: text },
        Action::RefuseUrgentApproval => Act::RefuseUrgentApproval { proposal, seen, reason: text },
        Action::ApproveUrgently => Act::ApproveUrgently { proposal, seen, remark: text },
        Action::MoveFile | Action::SendCopies => {
            let desks: Vec<_> = player
                .cabinet
                .proposal(proposal)
                .map_or_else(Vec::new, |record| player.cabinet.desks_for(record).map(|desk| desk.id).collect());
            let to = *desks.get(content % desks.len().max(1))?;
            match action {
                Action::MoveFile => Act::MoveFile { proposal, seen, to, remark: text },
                _ => Act::SendCopies { proposal, seen, posts: vec![to], remark: text },
            }
        }
        Action::PullBackFile => Act::PullBackFile { proposal, seen, reason: text },
        Action::ReceiveFile => Act::ReceiveFile { proposal, seen },
        Action::WriteBrief => Act::WriteBrief { proposal, seen, text },
        Action::RecordTelephoneOrder => {
            let heard = Moment(player.now().0 + 60_000 * i64::from(content.is_multiple_of(9)));
            let until = player.now().plus_days(u32::try_from(content % 9).unwrap());
            let order = match content / 9 % 4 {
                0 => HeardOrder::Meeting,
                1 => HeardOrder::Circulation { until, silence_agrees: content.is_multiple_of(2) },
                2 => HeardOrder::Return,
                _ => HeardOrder::Decline,
            };
            Act::RecordTelephoneOrder { proposal, seen, heard, order, text }
        }
        Action::ConfirmTelephoneOrder => Act::ConfirmTelephoneOrder { proposal, seen, remark: text },
        Action::DisownTelephoneOrder => Act::DisownTelephoneOrder { proposal, seen, reason: text },
        Action::RecordUrgentOrder => {
            let today = hindi::ist_date(player.now().0);
            let date = if content.is_multiple_of(7) { "2025-13-01".to_owned() } else { today };
            Act::RecordUrgentOrder { proposal, seen, number: "1".to_owned(), date }
        }
        _ => return None,
    })
}

fn consultation_act(
    player: &mut Player,
    proposal: ProposalId,
    action: Action,
    seen: u32,
    content: usize,
) -> Option<Act> {
    let text = player.text(words(content));
    let department = rehearsal::department(if content.is_multiple_of(2) { "finance" } else { "law" });
    Some(match action {
        Action::AnswerQuery => Act::AnswerQuery { proposal, seen, department, text },
        Action::Remind => {
            let way = ReminderWay::ALL[content % 2];
            Act::Remind { proposal, seen, department, way, whom: text.clone(), text }
        }
        Action::ReplyToViews => {
            let consultation = player.cabinet.proposal(proposal).and_then(|record| record.stage.consultation());
            let known = consultation.is_some() && !content.is_multiple_of(5);
            let mut replies = if known { player.replies(proposal, content.is_multiple_of(2)) } else { Vec::new() };
            if let Some(reply) = replies.first_mut().filter(|_| content.is_multiple_of(4)) {
                reply.reason = None;
            }
            Act::ReplyToViews { proposal, seen, replies }
        }
        Action::RecordPrecondition => {
            let wanted = player.cabinet.rules().map(|rules| rules.preconditions.clone()).unwrap_or_default();
            let precondition =
                wanted.get(content % (wanted.len() + 1)).map_or_else(String::new, |rule| rule.key.clone());
            let date = if content.is_multiple_of(7) { "2025-13-01" } else { "2025-10-30" }.to_owned();
            Act::RecordPrecondition { proposal, seen, precondition, number: "1".to_owned(), date, text }
        }
        _ => return None,
    })
}

fn meeting_act(player: &mut Player, meeting: MeetingId, action: Action, seen: u32, content: usize) -> Option<Act> {
    let text = player.text(words(content));
    let recipients = &ALL_RECIPIENTS[..content % (ALL_RECIPIENTS.len() + 1)];
    Some(match action {
        Action::CallMeeting => Act::CallMeeting { meeting, seen },
        Action::ArrangeAgenda => arrangement(player, meeting, seen, content),
        Action::ApproveAgenda => Act::ApproveAgenda { meeting, seen },
        Action::ReleaseFolder => Act::ReleaseFolder { meeting, seen, recipients: posts(recipients) },
        Action::OpenSitting => {
            let chair = rehearsal::post("chief_minister");
            Act::OpenSitting { meeting, seen, chair, present: posts(recipients) }
        }
        Action::ConcludeSitting => Act::ConcludeSitting { meeting, seen },
        Action::DraftMinutes => Act::DraftMinutes { meeting, seen, minutes: text },
        Action::SubmitMinutes => Act::SubmitMinutes { meeting, seen },
        Action::ReturnMinutes => Act::ReturnMinutes { meeting, seen, reason: text },
        Action::ApproveMinutes => Act::ApproveMinutes { meeting, seen },
        Action::CirculateMinutes => Act::CirculateMinutes { meeting, seen },
        _ => return None,
    })
}

/// Lists what may be listed, or any proposal; moves or removes an item.
fn arrangement(player: &mut Player, meeting: MeetingId, seen: u32, content: usize) -> Act {
    let items: Vec<ItemId> = player
        .cabinet
        .meeting(meeting)
        .map(|record| record.items.iter().map(|item| item.id).collect())
        .unwrap_or_default();
    let item = items.get(content % items.len().max(1)).copied().unwrap_or(ItemId(Uuid::from_u128(97)));
    let number = u32::try_from(content / 7 % 4).unwrap();
    let listable = player.cabinet.listable_proposals().next().map(|proposal| proposal.id);
    let any = known::proposals(&player.cabinet).next().map(|proposal| proposal.id);
    match content % 7 {
        0 | 3 | 6 => Act::MoveItem { meeting, seen, item, number },
        1 => Act::RemoveItem { meeting, seen, item },
        _ => {
            let proposal = listable.or(any).unwrap_or(ProposalId(Uuid::from_u128(96)));
            let item = if content.is_multiple_of(9) { item } else { ItemId(player.uuid()) };
            Act::ListItem { meeting, seen, item, proposal }
        }
    }
}

fn item_act(
    player: &mut Player,
    meeting: MeetingId,
    item: ItemId,
    action: Action,
    seen: u32,
    content: usize,
) -> Option<Act> {
    Some(match action {
        Action::CallItem => Act::CallItem { meeting, item, seen },
        Action::RecordDecisions => {
            let outcome = Outcome::ALL[content % Outcome::ALL.len()];
            let exists = player.cabinet.item(meeting, item).is_some();
            let mut outcomes = if exists { player.outcomes(meeting, item, outcome) } else { Vec::new() };
            if content.is_multiple_of(9) {
                outcomes.push(PointOutcome { point: 1, outcome, text: player.text(""), day: None, body: None });
            }
            Act::RecordDecisions { meeting, item, seen, outcomes }
        }
        Action::IssueExtract => {
            let mut tasks = player.new_tasks(meeting, item);
            if content.is_multiple_of(9)
                && let Some(first) = tasks.first_mut()
            {
                first.point = 99;
            }
            Act::IssueExtract { meeting, item, seen, text: player.text(words(content)), tasks }
        }
        Action::AcknowledgeExtract => Act::AcknowledgeExtract { meeting, item, seen },
        other => return player.recusal_act((meeting, item), other, seen, (content, words(content))),
    })
}
