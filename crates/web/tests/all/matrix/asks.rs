//! What an address asks of whoever stands before it, besides its door: read from its name where it names an action.

use cabinet::people::PostKind;
use cabinet::permission::Action;
use cabinet::{Actor, Cabinet, Subject};
use web::Route;

/// What an address asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing more: the page is there for all who pass the door.
    Nothing,
    /// Nothing more, but that the form proves what it says; here it proves nothing.
    Proof,
    /// That an action is permitted.
    May(Action),
    /// That one of the actions on an item is.
    AnyOfItem,
    /// That the minutes are to be drafted or read.
    Minutes,
    /// That the paper may be read.
    Paper,
    /// That inquiries are known.
    Inquiries,
    /// That emergency accesses are known.
    Emergencies,
    /// That what the form names belongs to whom it should; here it names nothing that is there.
    Known,
    /// It ends sessions, and is driven apart.
    Ends,
}

/// Addresses that are not called by their action.
const NAMED: &[(&str, &str, Asks)] = &[
    ("GET", "/", Asks::Nothing),
    ("GET", "/desk", Asks::Nothing),
    ("GET", "/notices", Asks::Nothing),
    ("POST", "/notices/contact", Asks::Nothing),
    ("GET", "/meetings/{meeting}/calendar.ics", Asks::May(Action::ReadNotice)),
    ("GET", "/proposals", Asks::Nothing),
    ("GET", "/meetings", Asks::Nothing),
    ("GET", "/readings", Asks::Nothing),
    ("GET", "/sessions", Asks::Nothing),
    ("GET", "/confirm", Asks::Nothing),
    ("POST", "/confirm", Asks::Proof),
    ("POST", "/passkeys/new", Asks::Proof),
    ("POST", "/approvals/challenge", Asks::Known),
    ("POST", "/sign-out", Asks::Ends),
    ("POST", "/sessions/end", Asks::Known),
    ("POST", "/sessions/end-others", Asks::Ends),
    ("POST", "/charge", Asks::Known),
    ("POST", "/openings", Asks::Known),
    ("POST", "/passkeys/revoke", Asks::Known),
    // Without an id in its address it is the page of nothing.
    ("GET", "/people/passkeys/revoke", Asks::Known),
    ("POST", "/people/passkeys/revoke", Asks::Known),
    // Nobody here has a password: it is as one that is not there.
    ("GET", "/password", Asks::Known),
    ("POST", "/password", Asks::Known),
    ("POST", "/password/revoke", Asks::Known),
    ("GET", "/people/passwords/revoke", Asks::Known),
    ("POST", "/people/passwords/revoke", Asks::Known),
    // Nor is an identity provider known, nor anybody's identity.
    ("GET", "/identity", Asks::Known),
    ("POST", "/identity", Asks::Known),
    ("GET", "/identity/answer", Asks::Known),
    ("POST", "/identity/bind", Asks::Known),
    ("POST", "/identity/revoke", Asks::Known),
    ("GET", "/people/identities/revoke", Asks::Known),
    ("POST", "/people/identities/revoke", Asks::Known),
    ("GET", "/passkeys", Asks::May(Action::KeepPasskeys)),
    ("GET", "/passkeys/new", Asks::May(Action::KeepPasskeys)),
    ("GET", "/proposals/new", Asks::May(Action::StartProposal)),
    ("POST", "/proposals/new", Asks::May(Action::StartProposal)),
    ("GET", "/proposals/{proposal}", Asks::May(Action::ReadProposal)),
    ("GET", "/proposals/{proposal}/compare", Asks::May(Action::ReadProposal)),
    ("GET", "/proposals/{proposal}/draft", Asks::May(Action::EditDraft)),
    ("POST", "/proposals/{proposal}/draft", Asks::May(Action::EditDraft)),
    ("POST", "/proposals/{proposal}/draft/copy", Asks::May(Action::EditDraft)),
    ("POST", "/proposals/{proposal}/draft/convert", Asks::May(Action::EditDraft)),
    ("POST", "/typing/convert", Asks::Nothing),
    ("POST", "/proposals/{proposal}/papers", Asks::May(Action::EditDraft)),
    ("POST", "/proposals/{proposal}/papers/remove", Asks::May(Action::EditDraft)),
    ("GET", "/papers/{paper}/pages/{page}", Asks::Paper),
    ("GET", "/papers/{paper}/pages/{page}/picture", Asks::Paper),
    ("GET", "/urgent-approvals", Asks::May(Action::ReadUrgentApprovals)),
    ("GET", "/compliance", Asks::May(Action::ReadCompliance)),
    ("GET", "/tasks/{task}", Asks::May(Action::ReadTask)),
    ("GET", "/paper", Asks::May(Action::ReadPaperRegister)),
    ("POST", "/paper/allow-copies", Asks::May(Action::GiveCopies)),
    ("GET", "/paper/copies/{copy}", Asks::May(Action::GiveCopies)),
    ("POST", "/paper/copies/{copy}/give-copy", Asks::May(Action::GiveCopies)),
    ("POST", "/paper/copies/{copy}/refuse-copy", Asks::May(Action::GiveCopies)),
    ("POST", "/paper/copies/{copy}/take-copy-back", Asks::May(Action::GiveCopies)),
    ("GET", "/meetings/new", Asks::May(Action::ProposeMeeting)),
    ("POST", "/meetings/new", Asks::May(Action::ProposeMeeting)),
    ("GET", "/meetings/{meeting}", Asks::May(Action::ReadNotice)),
    ("GET", "/meetings/{meeting}/glance", Asks::May(Action::ReadGlance)),
    ("GET", "/meetings/{meeting}/minutes", Asks::Minutes),
    ("POST", "/meetings/{meeting}/list-item", Asks::May(Action::ArrangeAgenda)),
    ("POST", "/meetings/{meeting}/move-item", Asks::May(Action::ArrangeAgenda)),
    ("POST", "/meetings/{meeting}/remove-item", Asks::May(Action::ArrangeAgenda)),
    ("GET", "/meetings/{meeting}/items/{item}", Asks::AnyOfItem),
    ("GET", "/meetings/{meeting}/items/{item}/extract", Asks::May(Action::ReadExtract)),
    ("GET", "/meetings/{meeting}/items/{item}/recusals", Asks::May(Action::ReadRecusals)),
    ("GET", "/people", Asks::May(Action::ReadPeople)),
    ("GET", "/people/bodies", Asks::May(Action::ReadPeople)),
    ("GET", "/people/ranks", Asks::May(Action::ReadPeople)),
    ("GET", "/people/persons/{person}", Asks::May(Action::ReadPeople)),
    ("GET", "/people/passkeys", Asks::May(Action::RevokePasskeys)),
    ("GET", "/people/devices", Asks::May(Action::ReportDevices)),
    ("GET", "/people/devices/new", Asks::May(Action::RegisterDevices)),
    ("POST", "/people/devices/new", Asks::May(Action::RegisterDevices)),
    ("GET", "/people/devices/{device}", Asks::May(Action::RegisterDevices)),
    ("GET", "/people/devices/lost", Asks::Known),
    ("POST", "/people/devices/lost", Asks::Known),
    ("POST", "/sessions/device-lost", Asks::Known),
    ("GET", "/people/import", Asks::May(Action::ProposeChange)),
    ("POST", "/people/import", Asks::May(Action::ProposeChange)),
    ("POST", "/people/import/propose", Asks::May(Action::ProposeChange)),
    ("GET", "/people/changes", Asks::May(Action::ReadPeople)),
    ("GET", "/people/changes/new", Asks::May(Action::ProposeChange)),
    ("POST", "/people/changes/new", Asks::May(Action::ProposeChange)),
    ("GET", "/people/changes/{change}", Asks::May(Action::ReadChange)),
    ("GET", "/people/changes/{change}/codes", Asks::May(Action::ReadCodes)),
    ("GET", "/health", Asks::May(Action::ReadHealth)),
    ("GET", "/record", Asks::May(Action::ReadRecord)),
    ("GET", "/record/{log}/checkpoint", Asks::May(Action::ReadRecord)),
    ("GET", "/custody", Asks::May(Action::ReadRegister)),
    ("GET", "/access-review", Asks::May(Action::ReadAccess)),
    ("GET", "/access-review/posts/{post}", Asks::May(Action::ReadAccess)),
    ("GET", "/access-review/posts/{post}/file", Asks::May(Action::ReadAccess)),
    ("GET", "/access-review/persons/{person}", Asks::May(Action::ReadAccess)),
    ("GET", "/access-review/persons/{person}/file", Asks::May(Action::ReadAccess)),
    ("GET", "/emergency-access", Asks::Emergencies),
    ("GET", "/emergency-access/new", Asks::May(Action::AskEmergencyAccess)),
    ("POST", "/emergency-access/new", Asks::May(Action::AskEmergencyAccess)),
    ("GET", "/emergency-access/{access}", Asks::May(Action::ReadEmergencyAccess)),
    ("GET", "/inquiries", Asks::Inquiries),
    ("GET", "/inquiries/new", Asks::May(Action::AskInquiry)),
    ("POST", "/inquiries/new", Asks::May(Action::AskInquiry)),
    ("GET", "/inquiries/{inquiry}", Asks::May(Action::ReadInquiry)),
    ("GET", "/inquiries/{inquiry}/names", Asks::May(Action::ReadNames)),
];

impl Asks {
    /// What an address asks; one that names no action and stands in no line above is not driven, and fails.
    #[track_caller]
    pub fn of(route: &Route) -> Self {
        let named = NAMED.iter().find(|(method, path, _)| (*method, *path) == (route.method, route.path));
        let action = route.path.rsplit('/').next().unwrap().replace('-', "_");
        let action = Action::ALL.iter().find(|known| known.key() == action).map(|action| Self::May(*action));
        let asks = named.map(|(_, _, asks)| *asks).or(action);
        asks.unwrap_or_else(|| panic!("{} {} says nowhere what it asks: name it in NAMED", route.method, route.path))
    }

    /// Whether somebody has it.
    pub fn has(self, state: &Cabinet, actor: &Actor, subject: Subject, paper: Option<cabinet::ids::PaperId>) -> bool {
        match self {
            Self::Nothing | Self::Proof | Self::Ends => true,
            Self::Known => false,
            Self::May(action) => state.may(actor, subject, action),
            Self::AnyOfItem => {
                !cabinet::permission::permitted(state, actor, subject).is_empty() && knows(state, actor, subject)
            }
            Self::Minutes => {
                [Action::DraftMinutes, Action::ReadMinutes].iter().any(|one| state.may(actor, subject, *one))
            }
            Self::Paper => paper.is_some_and(|paper| state.may_read_paper(actor, paper)),
            Self::Inquiries => {
                let asks = state.may(actor, Subject::Government, Action::AskInquiry);
                asks || state.readable_inquiries(actor).next().is_some()
            }
            Self::Emergencies => {
                let asks = state.may(actor, Subject::Government, Action::AskEmergencyAccess);
                asks || state.readable_emergencies(actor).next().is_some()
            }
        }
    }
}

/// An item's page is a part of its meeting's.
fn knows(state: &Cabinet, actor: &Actor, subject: Subject) -> bool {
    let Subject::Item(meeting, _) = subject else { return false };
    state.may(actor, Subject::Meeting(meeting), Action::ReadNotice)
}

#[test]
fn every_kind_of_post_is_driven() {
    let government = rehearsal::government();
    let driven = |kind: &PostKind| {
        government.posts.iter().any(|post| post.kind == *kind && crate::real::POSTS.contains(&&*post.key))
    };
    let missing: Vec<PostKind> = PostKind::ALL.into_iter().filter(|kind| !driven(kind)).collect();
    assert_eq!(missing, []);
}
