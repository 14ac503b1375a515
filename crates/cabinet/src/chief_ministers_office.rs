//! What the Chief Minister's office (मुख्यमंत्री कार्यालय) prepares: a brief that only the Chief Minister reads, and orders
//! of his that were heard by telephone.

use crate::ids::{ChargeId, RevisionId};
use crate::moment::Moment;
use crate::proposal::Approval;
use crate::text::TextRef;
use serde::{Deserialize, Serialize};

/// Days after which what was heard by telephone is not recorded any more.
pub const HEARD_DAYS_MAX: u32 = 7;

/// A brief upon a note. The last one stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// The note upon which it was written.
    pub revision: RevisionId,
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// Its words.
    pub text: TextRef,
}

/// «दूरभाष पर प्राप्त आदेश»: provisional until the Chief Minister confirms it with his own hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TelephoneOrder {
    /// Who recorded it, and when.
    pub recorded: Approval,
    /// When it was heard.
    pub heard: Moment,
    /// The order as it was heard.
    pub text: TextRef,
    /// The Chief Minister's confirmation; none while it is provisional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Approval>,
}
