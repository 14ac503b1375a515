//! What `verify` says of an approval whose signature was taken from elsewhere, as whoever holds folder and key could do.

use crate::real::{People, Real};
use crate::site::Site;
use cabinet::ids::{ActId, ProposalId};
use cabinet::permission::Action;
use cabinet::proposal::StageName;
use cabinet::signature::Signature;
use cabinet::text::TextRef;
use cabinet::{Act, Subject};
use office::verify::{Broken, Report};
use office::{Approval, Submission, TextsOf};
use std::net::{IpAddr, Ipv4Addr};

const SECRETARY: &str = "energy_secretary";
const REMARK: &str = "अनुमोदन हेतु उपयुक्त";

fn seen(real: &Real, proposal: ProposalId) -> u32 {
    let state = real.site().state();
    state.version_seen_by(&rehearsal::actor(SECRETARY), state.proposal(proposal).unwrap())
}

/// What a post's device signs of an approval.
fn signed(site: &Site, post: &str, approval: &Approval) -> Signature {
    let (office, session) = (site.office(), site.resumed(&site.holder(post)).unwrap());
    let begun = office.begin_approval(&session, approval).unwrap();
    let answer = site.with_device(post, |device| device.get(&begun.options));
    let from = IpAddr::from(Ipv4Addr::LOCALHOST);
    site.wait(office.finish_approval(&session, &begun.sealed, &answer, approval, from)).unwrap().unwrap()
}

/// What the secretary's device signs of a proposal.
fn signature(real: &Real, proposal: ProposalId, remark: &str) -> Signature {
    let seen = seen(real, proposal);
    let approval = Approval::of_proposal(Action::ApproveAsSecretary, proposal, seen, remark.to_owned());
    signed(real.site(), SECRETARY, &approval)
}

/// Records the secretary's approval of a proposal, with a signature.
fn approved(real: &Real, proposal: ProposalId, signature: Signature) {
    let (site, mut texts) = (real.site(), TextsOf::default());
    let remark: TextRef = texts.take(REMARK.to_owned()).unwrap();
    let act = Box::new(Act::ApproveAsSecretary { proposal, seen: seen(real, proposal), remark });
    let (id, signed) = (site.new_id(), Act::Signed { act, signature });
    let body = site.office().digest(id.as_bytes());
    let sent = Submission::new(ActId(id), rehearsal::actor(SECRETARY), body, signed, texts);
    site.wait(site.office().act(sent)).unwrap();
}

/// What is said of a record in which two approvals were signed as this says.
fn judged(sign: impl FnOnce(&Real, [ProposalId; 2]) -> [Signature; 2]) -> Result<Report, Broken> {
    let mut real = People::begun().at_work();
    let two = [(); 2].map(|()| real.world.walk.drive("energy", StageName::ConsultationClosed));
    let state = real.site().state();
    assert!(two.iter().all(|id| state.may(
        &rehearsal::actor(SECRETARY),
        Subject::Proposal(*id),
        Action::ApproveAsSecretary
    )));
    let signatures = sign(&real, two);
    for (proposal, signature) in two.into_iter().zip(signatures) {
        approved(&real, proposal, signature);
    }
    real.world.walk.site.judged()
}

fn told(judged: Result<Report, Broken>) -> &'static str {
    match judged {
        Err(Broken::Signature { what, .. }) => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_signature_serves_the_approval_alone_for_which_it_was_given() {
    let own = judged(|real, two| two.map(|id| signature(real, id, REMARK)));
    assert!(own.unwrap().signatures > 60, "control: everybody's own signatures are judged, and hold");
    let again = judged(|real, [first, _]| {
        let one = signature(real, first, REMARK);
        [one.clone(), one]
    });
    assert_eq!(told(again), "it was given for another approval before");
    let swapped = judged(|real, [first, second]| [signature(real, second, REMARK), signature(real, first, REMARK)]);
    assert_eq!(told(swapped), "something else was shown than was approved");
    let words =
        judged(|real, [first, second]| [signature(real, first, REMARK), signature(real, second, "परीक्षण के अधीन")]);
    assert_eq!(told(words), "something else was shown than was approved");
}

/// Subject, amount and points stand in no text: they are signed as they are shown.
#[test]
fn a_note_is_signed_with_its_amount_and_points_and_an_agenda_with_its_day() {
    let mut real = People::begun().at_work();
    let proposal = real.world.walk.drive("energy", StageName::ConsultationClosed);
    let shown = |signature: &Signature| -> serde_json::Value { serde_json::from_str(&signature.shown).unwrap() };
    let of_note = shown(&signature(&real, proposal, REMARK));
    let revision = real.site().state().proposal(proposal).unwrap().revision().unwrap().id;
    assert_eq!((&of_note["format"], &of_note["meeting"]), (&"ecabinet approval/5".into(), &serde_json::Value::Null));
    assert_eq!(of_note["notes"][0][0], revision.0.to_string());
    assert_eq!(of_note["notes"][0][1].as_str().unwrap().len(), 64);
    let walk = &real.world.walk;
    let state = walk.site.state();
    let agenda = walk.meetings.iter().find_map(|id| {
        let chair = rehearsal::actor("chief_minister");
        state.may(&chair, Subject::Meeting(*id), Action::ApproveAgenda).then(|| state.meeting(*id).unwrap())
    });
    let agenda = agenda.unwrap();
    let approval = Approval::of_meeting(Action::ApproveAgenda, agenda.id, agenda.version);
    let of_agenda = shown(&signed(&walk.site, "chief_minister", &approval));
    assert_eq!(of_agenda["notes"].as_array().unwrap().len(), agenda.items.len());
    assert_eq!(of_agenda["meeting"].as_str().unwrap().len(), 64);
}

/// The minutes' own words bind nobody: the decisions that do are signed with them.
#[test]
fn minutes_are_signed_with_the_decisions() {
    let mut real = People::begun().at_work();
    let walk = &mut real.world.walk;
    let meeting = walk.meetings.iter().copied().find(|id| {
        let state = walk.site.state();
        state.meeting(*id).unwrap().stage.name().key() == "minutes_submitted"
    });
    let meeting = meeting.unwrap();
    let page = walk.site.page("chief_minister", &format!("/meetings/{meeting}/minutes"));
    assert!(page.contains("id=\"decisions-signed\"") && page.contains("The council decided so."), "they are shown");
    let site = &walk.site;
    let seen = site.state().meeting(meeting).unwrap().version;
    let approval = Approval::of_meeting(Action::ApproveMinutes, meeting, seen);
    let signed = signed(site, "chief_minister", &approval);
    let shown: serde_json::Value = serde_json::from_str(&signed.shown).unwrap();
    let recorded: usize =
        site.state().meeting(meeting).unwrap().items.iter().map(|item| item.state.decisions().len()).sum();
    let decisions = shown["decisions"].as_array().unwrap();
    assert!(recorded > 1 && decisions.len() == recorded, "{shown}");
    assert_eq!(shown["format"], "ecabinet approval/5");
    assert_eq!(shown["meeting"].as_str().unwrap().len(), 64, "day, place and order of the agenda");
    assert!(decisions.iter().all(|one| one["outcome"] == "approved" && one["proof"].as_str().unwrap().len() == 64));
}
