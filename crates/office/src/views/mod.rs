//! What a person may see of a matter, put together for a page. Everything in a view has been asked
//! of the rules; a page adds nothing to it.

mod changes;
mod comparison;
mod emergencies;
mod inquiries;
mod meetings;
mod paper;
mod proposals;
mod recoveries;
mod recusals;
mod taken;
mod tasks;
mod view_sheets;

pub use changes::{ChangeView, CodeLine};
pub use comparison::{ComparisonView, VersionView, ViewedVersion, Which};
pub use emergencies::{EmergencyNotice, EmergencyView};
pub use inquiries::{InquiryView, NameLine};
pub use meetings::{DecisionView, ExtractView, ItemView, MeetingView, MinutesView};
pub use paper::{CopyContent, CopyTermView, CopyView, PaperRouteView, PaperTermLine};
pub use proposals::{
    GivenView, MemberAnswerView, PaperView, PreconditionView, ProposalView, RemarkView, ReminderView, ReplyView, Seen,
    ViewView,
};
pub use recoveries::RecoveryNotice;
pub use recusals::{RecusalLine, RecusalsView};
pub use taken::TakenReasons;
pub use tasks::TaskView;
pub use view_sheets::{NotingView, ViewSheetView};
