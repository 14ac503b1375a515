//! What an actor is to a matter: by his post, by his department, by a folder that he received, by what he signed.

use super::Standing::{self, *};
use crate::cabinet::Cabinet;
use crate::change::Change;
use crate::consultation::View;
use crate::emergency::EmergencyAccess;
use crate::inquiry::{Inquiry, Signed};
use crate::meeting::{Item, Meeting};
use crate::people::{Actor, Post, PostKind};
use crate::proposal::{Proposal, StageName};
use crate::recusal::Recusal;
use crate::rules::Before;
use crate::urgent::UrgentApproval;

/// What a post is by itself, whatever the matter.
pub(super) fn own_standing(post: &Post) -> Option<Standing> {
    match post.kind {
        PostKind::CabinetSection => Some(CabinetSection),
        PostKind::ChiefSecretary => Some(ChiefSecretary),
        PostKind::ChiefMinister => Some(ChiefMinister),
        PostKind::GovernorSecretary => Some(GovernorSecretary),
        PostKind::PermanentInvitee => Some(Invitee),
        PostKind::Auditor => Some(Auditor),
        PostKind::ChiefMinistersOffice => Some(ChiefMinistersOffice),
        _ => None,
    }
}

/// What a post is to a sponsoring department, or to the one into which that went. The Chief Minister is minister-in-charge only where
/// he himself holds the department, and then a case is not put to him twice (general administration circular of 15 May 2020).
pub(super) fn department_standing(cabinet: &Cabinet, post: &Post, proposal: &Proposal) -> Option<Standing> {
    let own = cabinet.department_today(proposal.department);
    let holds = cabinet.department(own).and_then(|department| department.minister) == Some(post.id);
    if holds && post.kind.is_member() {
        return Some(if post.kind == PostKind::ChiefMinister { ChiefMinisterInCharge } else { OwnMinister });
    }
    if post.department != Some(own) {
        return None;
    }
    match post.kind {
        PostKind::SectionOfficer => Some(OwnSection),
        PostKind::Secretary => Some(OwnSecretary),
        _ => None,
    }
}

pub(super) fn proposal_standings(cabinet: &Cabinet, actor: &Actor, post: &Post, proposal: &Proposal) -> Vec<Standing> {
    let mut standings: Vec<Standing> = own_standing(post).into_iter().collect();
    standings.extend(department_standing(cabinet, post, proposal));
    standings.extend(at_desks(cabinet, post, proposal));
    standings.extend(in_department(cabinet, &standings, proposal));
    standings.extend(about_orders(cabinet, actor, &standings, proposal));
    standings.extend(to_urgent_approval(cabinet, &standings, proposal));
    if standings.contains(&CabinetSection) && records(cabinet, proposal, Before::Clearance) {
        standings.push(Records);
    }
    if post.kind == PostKind::Secretary
        && let Some(own) = post.department
        && cabinet.rounds_of(proposal, own).next().is_some()
    {
        standings.push(Consulted);
        if cabinet.round_owed(proposal, own).is_some() {
            standings.extend([ViewOwed, ViewAtDesk]);
        }
    }
    standings.extend(for_view(cabinet, post, proposal));
    if post.kind.is_member() && cabinet.is_circulated_to(proposal, post.id) {
        standings.push(Circulated);
    }
    if cabinet.has_in_folder(post, proposal) {
        standings.push(Recipient);
        if cabinet.gets_copies(post.id, cabinet.moment()) {
            standings.push(GetsCopies);
        }
    }
    if reads_in_emergency(cabinet, actor, post, |access| access.covers_proposal(cabinet, proposal.id)) {
        standings.push(EmergencyReader);
    }
    if post.kind.is_member() && cabinet.was_decided_by_earlier_ministry(proposal) {
        standings.clear();
    }
    standings
}

/// What an officer is to a note that goes from desk to desk within a department that was asked for its view.
fn for_view(cabinet: &Cabinet, post: &Post, proposal: &Proposal) -> Vec<Standing> {
    if post.kind != PostKind::DepartmentOfficer {
        return Vec::new();
    }
    let found = [
        (cabinet.came_for_view(proposal, post), OfficerForView),
        (cabinet.round_before(proposal, post).is_some(), ViewAtDesk),
    ];
    found.into_iter().filter(|(holds, _)| *holds).map(|(_, standing)| standing).collect()
}

/// What an actor is to an approval in anticipation of the council's, and to a note upon which there is none.
fn to_urgent_approval(cabinet: &Cabinet, standings: &[Standing], proposal: &Proposal) -> Vec<Standing> {
    let has = |standing| standings.contains(&standing);
    let mut found = Vec::new();
    let Some(given) = proposal.urgent_approval().and_then(UrgentApproval::given) else {
        let ready = match proposal.stage.name() {
            StageName::MinisterApproved => has(OwnSecretary),
            StageName::SecretaryApproved => has(SecretaryUnderChiefMinister),
            _ => false,
        };
        if ready && cabinet.rules().is_some_and(|rules| rules.urgent_approval.is_some()) {
            found.push(MayAskUrgently);
        }
        if has(OwnMinister) || has(ChiefMinisterInCharge) {
            found.push(MayWithdraw);
        }
        return found;
    };
    if has(OwnSecretary) && given.order.is_none() {
        found.push(OwesUrgentOrder);
    }
    if has(ChiefMinister) || has(ChiefSecretary) {
        found.push(AboveUrgentApproval);
    }
    found
}

/// What a post is to a file that goes from desk to desk within its department. A file that was sent to nobody's desk lies
/// with the secretary.
pub(super) fn at_desks(cabinet: &Cabinet, post: &Post, proposal: &Proposal) -> Vec<Standing> {
    let own = post.department == Some(cabinet.department_today(proposal.department));
    if !own || !post.kind.is_of_department() {
        return Vec::new();
    }
    let (secretary, officer) = (post.kind == PostKind::Secretary, post.kind == PostKind::DepartmentOfficer);
    let desk = cabinet.desk_of(proposal);
    let has_file = desk.map_or(secretary, |desk| desk.at == post.id);
    let unopened = desk.is_some_and(|desk| desk.opened.is_none());
    let sent = desk.is_some_and(|desk| desk.from == post.id && desk.at != post.id);
    let found = [
        (has_file && secretary, SecretaryAtDesk),
        (has_file && officer, OfficerAtDesk),
        (officer && proposal.officers.contains(&post.id), OwnOfficer),
        (has_file && unopened, FileUnopened),
        (sent && unopened, SentFile),
    ];
    found.into_iter().filter(|(holds, _)| *holds).map(|(_, standing)| standing).collect()
}

/// What an actor is to a brief, and to an order that was heard by telephone. A brief of before this ministry is closed to
/// its Chief Minister.
fn about_orders(cabinet: &Cabinet, actor: &Actor, standings: &[Standing], proposal: &Proposal) -> Vec<Standing> {
    let (chief, section) = (standings.contains(&ChiefMinister), standings.contains(&CabinetSection));
    let mut found = Vec::new();
    if let Some(brief) = &proposal.brief {
        if actor.charge().is_some() && brief.by == actor.charge() {
            found.push(WroteBrief);
        } else if chief && cabinet.is_of_this_ministry(brief.at) {
            found.push(Briefed);
        }
    }
    let provisional = proposal.stage.is_provisional();
    let orders = [
        (chief, true, MustConfirm),
        (standings.contains(&ChiefMinistersOffice), false, HearsOrders),
        (section, false, SendsOut),
    ];
    found.extend(orders.into_iter().filter(|(has, when, _)| *has && *when == provisional).map(|(_, _, one)| one));
    found
}

/// What whoever has the note in the sponsoring department is to it beside his post.
fn in_department(cabinet: &Cabinet, standings: &[Standing], proposal: &Proposal) -> Vec<Standing> {
    let (secretary, section) = (standings.contains(&OwnSecretary), standings.contains(&OwnSection));
    let mut found = Vec::new();
    // Asked of every matter on every desk: whoever is none of the two has his answer at once.
    if !secretary && !section {
        return found;
    }
    let minister = cabinet.department(cabinet.department_today(proposal.department)).and_then(|own| own.minister);
    let holder = minister.and_then(|minister| cabinet.post(minister));
    if secretary && holder.is_some_and(|post| post.kind == PostKind::ChiefMinister) {
        found.push(SecretaryUnderChiefMinister);
    }
    if secretary && cabinet.views_outstanding(proposal).any(|asked| asked.open_query().is_some()) {
        found.push(QueriedSecretary);
    }
    let has_note = match proposal.stage.name() {
        StageName::SentBack | StageName::Returned => section,
        _ => standings.contains(&SecretaryAtDesk),
    };
    let views = proposal.stage.consultation().into_iter().flat_map(|all| all.viewed());
    if has_note && views.filter_map(|asked| asked.standing()).any(View::needs_reply) {
        found.push(Replies);
    }
    let unreplied = || proposal.stage.consultation().is_some_and(|all| all.unreplied().next().is_some());
    if standings.contains(&SecretaryAtDesk) && proposal.stage.name() == StageName::Submitted && unreplied() {
        found.push(RepliesOnReceipt);
    }
    // What lies with another minister is not the secretary's; under the Chief Minister he submits it next.
    let lies_here =
        proposal.stage.name() != StageName::SecretaryApproved || found.contains(&SecretaryUnderChiefMinister);
    if lies_here && standings.contains(&SecretaryAtDesk) && records(cabinet, proposal, Before::Submission) {
        found.push(Records);
    }
    found
}

/// Whether something is wanted on record now before a step.
fn records(cabinet: &Cabinet, proposal: &Proposal, before: Before) -> bool {
    before.records_in(proposal.stage.name()) && cabinet.preconditions(proposal, before).next().is_some()
}

/// The minister-in-charge of today reads his department's extract, whichever ministry decided: it binds the department.
pub(super) fn item_standings(cabinet: &Cabinet, post: &Post, meeting: &Meeting, item: &Item) -> Vec<Standing> {
    let closed = post.kind.is_member() && cabinet.is_closed_with_ministry(meeting);
    let mut standings: Vec<Standing> = own_standing(post).filter(|_| !closed).into_iter().collect();
    if let Some(proposal) = cabinet.proposal(item.proposal) {
        standings.extend(department_standing(cabinet, post, proposal));
    }
    if super::tasks::is_tasked(cabinet, post, item.id) {
        standings.push(Tasked);
    }
    let received = || meeting.stage.release().is_some_and(|release| cabinet.receives(post, release));
    if post.kind.may_be_recused() && received() && !cabinet.is_recused(post, item.proposal) {
        standings.push(MayRecuse);
    }
    if standings.contains(&ChiefMinister) && item.recusals.iter().any(Recusal::stands) {
        standings.push(MayLift);
    }
    standings
}

pub(super) fn meeting_standings(cabinet: &Cabinet, actor: &Actor, post: &Post, meeting: &Meeting) -> Vec<Standing> {
    let mut standings: Vec<Standing> = own_standing(post).into_iter().collect();
    let earlier = meeting.stage.release().is_some_and(|release| cabinet.is_of_earlier_ministry(release));
    if post.kind.is_member() && cabinet.is_closed_with_ministry(meeting) {
        standings.clear();
    }
    if post.kind.is_member() && !earlier {
        standings.push(Member);
    }
    if post.kind == PostKind::CabinetSection && earlier {
        standings.push(SectionAnew);
    }
    if post.kind == PostKind::PrivateStaff
        && post.serves.and_then(|served| cabinet.post(served)).is_some_and(|served| served.kind.is_member())
        && !earlier
    {
        standings.push(MembersStaff);
    }
    if meeting.stage.release().is_some_and(|release| cabinet.receives(post, release)) {
        standings.push(Recipient);
    }
    let own_item = |item: &Item| {
        let proposal = cabinet.proposal(item.proposal);
        proposal.and_then(|proposal| department_standing(cabinet, post, proposal)) == Some(OwnSecretary)
    };
    if post.kind == PostKind::Secretary && meeting.items.iter().any(|item| own_item(item)) {
        standings.push(OwnSecretary);
    }
    if reads_in_emergency(cabinet, actor, post, |access| access.covers_meeting(meeting.id)) {
        standings.push(EmergencyReader);
    }
    standings
}

/// What an actor is to an inquiry. The second person is the chief secretary or the Chief Minister.
pub(super) fn inquiry_standings(cabinet: &Cabinet, actor: &Actor, post: &Post, inquiry: &Inquiry) -> Vec<Standing> {
    let seconds = [PostKind::ChiefSecretary, PostKind::ChiefMinister];
    two_persons(cabinet, actor, post, TwoPersons { first: inquiry.asked, second: inquiry.stage.agreed(), seconds })
}

/// What an actor is to an emergency access: to its two persons, and to the departments whose matters it opens. The second
/// person is the chief secretary or the Chief Minister.
pub(super) fn emergency_standings(
    cabinet: &Cabinet,
    actor: &Actor,
    post: &Post,
    access: &EmergencyAccess,
) -> Vec<Standing> {
    let seconds = [PostKind::ChiefSecretary, PostKind::ChiefMinister];
    let of = TwoPersons { first: access.asked, second: access.stage.agreed(), seconds };
    let mut standings = two_persons(cabinet, actor, post, of);
    let matters = access.proposals(cabinet).into_iter().filter_map(|id| cabinet.proposal(id));
    standings.extend(matters.filter_map(|proposal| department_standing(cabinet, post, proposal)));
    standings
}

/// Whether an actor reads by an emergency access what it covers: under the charge under which it was asked for, in the
/// posts that may ask, and not a moment after its end.
pub(super) fn reads_in_emergency(
    cabinet: &Cabinet,
    actor: &Actor,
    post: &Post,
    covers: impl Fn(&EmergencyAccess) -> bool,
) -> bool {
    let may_ask = matches!(post.kind, PostKind::CabinetSection | PostKind::ChiefSecretary);
    may_ask && cabinet.emergencies_of(actor).any(covers)
}

/// What an actor is to a change. The second person is another one of the cabinet section, or the chief secretary.
pub(super) fn change_standings(cabinet: &Cabinet, actor: &Actor, post: &Post, change: &Change) -> Vec<Standing> {
    let (first, second, seconds) = (change.proposed, change.stage.agreed(), crate::officers::AGREEING);
    let mut standings = two_persons(cabinet, actor, post, TwoPersons { first, second, seconds });
    if cabinet.code_half(actor, change).is_some() {
        standings.push(HoldsHalf);
    }
    standings
}

/// What needs two persons: who was the first, who agreed, and under which posts one may agree.
struct TwoPersons {
    first: Signed,
    second: Option<Signed>,
    seconds: [PostKind; 2],
}

/// The second is neither the person nor under the post that was the first.
fn two_persons(cabinet: &Cabinet, actor: &Actor, post: &Post, of: TwoPersons) -> Vec<Standing> {
    let mut standings: Vec<Standing> = own_standing(post).into_iter().collect();
    let first = of.first.by;
    if *actor == first {
        standings.push(Asker);
    }
    let first_post = first.charge().and_then(|charge| cabinet.post_of_charge(charge)).map(|post| post.id);
    if actor.person() != first.person() && first_post != Some(post.id) && of.seconds.contains(&post.kind) {
        standings.push(Second);
    }
    if of.second.is_some_and(|second| second.by == *actor) {
        standings.push(Agreed);
    }
    standings
}
