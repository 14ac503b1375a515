//! Whether a government can still change its people: two persons under different posts, one who may propose a change and
//! one who may agree to it, each able to sign in. Without them nobody could ever enrol anybody again, but by a recovery.

use crate::cabinet::{Cabinet, LedgerNature};
use crate::ids::{PasskeyId, PersonId, PostId};
use crate::moment::Moment;
use crate::people::PostKind;

/// Posts under which a change is proposed.
pub const PROPOSING: [PostKind; 1] = [PostKind::CabinetSection];
/// Posts under which a change is agreed to, by another person under another post.
pub const AGREEING: [PostKind; 2] = [PostKind::ChiefSecretary, PostKind::CabinetSection];

/// How well a government can change its people, the worst first. No change and no taking away makes it worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Officers {
    /// Nobody holds a post of the cabinet section.
    None,
    /// Somebody does, but there are no two persons who could act.
    Stopped,
    /// There are two, but at least one of them has a code alone, with which he has to enrol before its end.
    Awaited,
    /// There are two with passkeys, which do not end by themselves.
    Able,
}

impl Cabinet {
    /// How well people can be changed at a moment. In training nobody needs a passkey.
    #[must_use]
    pub fn officers(&self, now: Moment) -> Officers {
        self.officers_without(&[], now)
    }

    /// The same, if these passkeys opened nothing.
    #[must_use]
    pub fn officers_without(&self, silent: &[PasskeyId], now: Moment) -> Officers {
        let training = self.nature() != Some(LedgerNature::Real);
        let opens = |person| self.passkeys_of(person).any(|one| !silent.contains(&one.passkey.id));
        let enrolled = |person| training || opens(person);
        let coded = |person| self.enrolments().any(|one| one.enrolment.person == person && one.is_open(now));
        let held = |kinds: &[PostKind]| -> Vec<(PersonId, PostId)> {
            let kind = |post| self.post(post).is_some_and(|post| kinds.contains(&post.kind));
            self.charges().filter(|charge| kind(charge.post)).map(|charge| (charge.person, charge.post)).collect()
        };
        let (proposing, agreeing) = (held(&PROPOSING), held(&AGREEING));
        let two = |able: &dyn Fn(PersonId) -> bool| {
            let firsts = proposing.iter().filter(|(person, _)| able(*person));
            let mut pairs = firsts.flat_map(|first| agreeing.iter().map(move |second| (first, second)));
            pairs.any(|(first, second)| first.0 != second.0 && first.1 != second.1 && able(second.0))
        };
        if two(&enrolled) {
            Officers::Able
        } else if two(&|person| enrolled(person) || coded(person)) {
            Officers::Awaited
        } else if proposing.is_empty() {
            Officers::None
        } else {
            Officers::Stopped
        }
    }
}
