//! Every address, in one table.

use crate::app::App;
use crate::door::{self, Door};
use crate::failure::Failure;
use crate::{arrival, assets, pages, unread, visit};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};

/// One address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Path with its parameters in braces.
    pub path: &'static str,
    /// What a request must bring.
    pub door: Door,
}

macro_rules! routes {
    ($($method:ident $path:literal $door:ident $(($what:ident))? => $handler:expr),* $(,)?) => {
        /// Every address. Tests walk it, so that none is forgotten.
        pub const ROUTES: &[Route] =
            &[$(Route { method: routes!(@name $method), path: $path, door: routes!(@door $door $($what)?) }),*];

        fn handlers() -> Vec<MethodRouter<App>> {
            vec![$($method($handler)),*]
        }
    };
    (@name get) => { "GET" };
    (@name post) => { "POST" };
    (@door open) => { Door::Open };
    (@door session) => { Door::Session };
    (@door fresh $what:ident) => { Door::Fresh(stringify!($what)) };
    (@door administration $what:ident) => { Door::Administration(stringify!($what)) };
    (@door approval $what:ident) => { Door::Approval(stringify!($what)) };
}

// Each row names its door: `open`, `session`, `fresh(…)`, `administration(…)` or `approval(…)`, the last three with the sort
// of act in which custody records who was turned away (the words are those of `refused-act-…`). A row without one does not
// compile. To stop takes little: what refuses, takes back, takes a
// way in away or reports a loss is no administration. Of one's own, the last two ask for nothing; of others, for a proof.

routes! {
    get "/" session => pages::desk::home,
    get "/assets/{*name}" open => assets::show,
    get "/sign-in" open => pages::sign_in::show,
    post "/sign-in" open => pages::sign_in::sign_in,
    post "/sign-in/passkey" open => pages::doors::sign_in::finish,
    get "/sign-in/password" open => pages::doors::password::show_sign_in,
    post "/sign-in/password" open => pages::doors::password::sign_in,
    get "/sign-in/identity" open => pages::doors::identity::start,
    get "/sign-in/identity/answer" open => pages::doors::identity::back,
    post "/sign-in/identity" open => pages::doors::identity::finish,
    get "/challenge" open => pages::doors::challenge,
    post "/approvals/challenge" session => pages::doors::approve::challenge,
    get "/enrol" open => pages::doors::enrol::show,
    post "/enrol" open => pages::doors::enrol::invite,
    post "/enrol/passkey" open => pages::doors::enrol::finish,
    post "/enrol/password" open => pages::doors::set_password::show,
    post "/enrol/password/set" open => pages::doors::set_password::finish,
    get "/device" open => pages::doors::device::show,
    post "/device" open => pages::doors::device::enrol,
    get "/confirm" session => pages::doors::confirm::show,
    post "/confirm" session => pages::doors::confirm::finish,
    get "/passkeys" session => pages::doors::passkeys::show,
    get "/passkeys/new" fresh(passkey) => pages::doors::passkeys::show_add,
    post "/passkeys/new" fresh(passkey) => pages::doors::passkeys::add,
    post "/passkeys/revoke" session => pages::doors::passkeys::revoke,
    get "/password" session => pages::doors::password::show,
    post "/password" session => pages::doors::password::change,
    post "/password/revoke" session => pages::doors::password::revoke,
    get "/identity" session => pages::doors::own_identity::show,
    post "/identity" session => pages::doors::own_identity::begin,
    get "/identity/answer" session => pages::doors::own_identity::confirm,
    post "/identity/bind" session => pages::doors::own_identity::bind,
    post "/identity/revoke" session => pages::doors::own_identity::revoke,
    post "/charge" session => pages::doors::charge::change,
    post "/sign-out" session => pages::sign_in::sign_out,
    post "/language" open => pages::language::choose,
    get "/sessions" session => pages::sessions::show,
    post "/sessions/end" fresh(session) => pages::sessions::end_session,
    post "/sessions/end-others" fresh(session) => pages::sessions::end_other_sessions,
    post "/sessions/device-lost" session => pages::sessions::report_device,
    post "/policy-reports" open => pages::policy_reports::take,
    get "/session/stream" open => pages::stream::show,
    get "/desk" session => pages::desk::show,
    get "/notices" session => pages::told::show,
    post "/notices/contact" session => pages::told::keep_contact,

    get "/proposals" session => pages::proposals::list::show,
    get "/proposals/new" session => pages::proposals::start::show,
    post "/proposals/new" session => pages::proposals::start::start,
    get "/proposals/{proposal}" session => pages::proposals::one::show,
    get "/proposals/{proposal}/compare" session => pages::proposals::compare::show,
    get "/proposals/{proposal}/draft" session => pages::proposals::draft::show,
    post "/proposals/{proposal}/draft" session => pages::proposals::draft::save,
    post "/proposals/{proposal}/draft/copy" session => pages::proposals::copy::copy,
    post "/proposals/{proposal}/draft/convert" session => pages::proposals::kruti_dev::shown,
    post "/proposals/{proposal}/papers" session => pages::proposals::papers::attach,
    post "/proposals/{proposal}/papers/remove" session => pages::proposals::papers::remove,
    get "/papers/{paper}/pages/{page}" session => pages::proposals::papers::page,
    get "/papers/{paper}/pages/{page}/picture" session => pages::proposals::papers::picture,
    post "/proposals/{proposal}/put-up" session => pages::proposals::acts::put_up,
    get "/proposals/{proposal}/erase-draft" session => pages::proposals::erase::show,
    post "/proposals/{proposal}/erase-draft" session => pages::proposals::erase::erase_draft,
    post "/proposals/{proposal}/send-for-views" session => pages::proposals::acts::consultation::send_for_views,
    post "/proposals/{proposal}/mark-for-view" session => pages::proposals::acts::consultation::mark_for_view,
    post "/proposals/{proposal}/give-view" session => pages::proposals::acts::consultation::give_view,
    post "/proposals/{proposal}/answer-query" session => pages::proposals::acts::consultation::answer_query,
    post "/proposals/{proposal}/remind" session => pages::proposals::acts::consultation::remind,
    post "/proposals/{proposal}/reply-to-views" session => pages::proposals::acts::consultation::reply_to_views,
    post "/proposals/{proposal}/record-precondition" session => pages::proposals::acts::scrutiny::record_precondition,
    post "/proposals/{proposal}/close-consultation" session => pages::proposals::acts::consultation::close_consultation,
    post "/proposals/{proposal}/approve-as-secretary" approval(movement) => pages::proposals::acts::approve_as_secretary,
    post "/proposals/{proposal}/approve-as-minister" approval(movement) => pages::proposals::acts::approve_as_minister,
    post "/proposals/{proposal}/submit" session => pages::proposals::acts::submit,
    post "/proposals/{proposal}/receive-from-paper" fresh(movement) => pages::paper::receive::receive,
    post "/proposals/{proposal}/ask-copy" session => pages::proposals::acts::ask_copy,
    post "/proposals/{proposal}/return-proposal" session => pages::proposals::acts::scrutiny::return_proposal,
    post "/proposals/{proposal}/withdraw" session => pages::proposals::acts::withdraw,
    post "/proposals/{proposal}/scrutinise" session => pages::proposals::acts::scrutiny::scrutinise,
    post "/proposals/{proposal}/clear" approval(movement) => pages::proposals::acts::clear,
    post "/proposals/{proposal}/order-for-meeting" approval(movement) => pages::proposals::acts::order_for_meeting,
    post "/proposals/{proposal}/decline" approval(movement) => pages::proposals::acts::decline,
    post "/proposals/{proposal}/order-for-circulation" approval(movement) => pages::proposals::acts::circulation::order_for_circulation,
    post "/proposals/{proposal}/send-circulation" session => pages::proposals::acts::send_circulation,
    post "/proposals/{proposal}/answer-circulation" approval(movement) => pages::proposals::acts::circulation::answer_circulation,
    post "/proposals/{proposal}/close-circulation" session => pages::proposals::acts::circulation::close_circulation,
    post "/proposals/{proposal}/approve-by-circulation" approval(movement) => pages::proposals::acts::approve_by_circulation,
    post "/proposals/{proposal}/request-urgent-approval" session => pages::proposals::acts::urgent::request_urgent_approval,
    post "/proposals/{proposal}/forward-urgent-request" approval(movement) => pages::proposals::acts::forward_urgent_request,
    post "/proposals/{proposal}/refuse-urgent-approval" session => pages::proposals::acts::refuse_urgent_approval,
    post "/proposals/{proposal}/approve-urgently" approval(movement) => pages::proposals::acts::approve_urgently,
    post "/proposals/{proposal}/record-urgent-order" session => pages::proposals::acts::urgent::record_urgent_order,
    post "/proposals/{proposal}/receive-file" session => pages::proposals::acts::file::receive_file,
    post "/proposals/{proposal}/move-file" session => pages::proposals::acts::file::move_file,
    post "/proposals/{proposal}/pull-back-file" session => pages::proposals::acts::pull_back_file,
    post "/proposals/{proposal}/send-copies" session => pages::proposals::acts::file::send_copies,
    post "/proposals/{proposal}/write-brief" session => pages::proposals::acts::write_brief,
    post "/proposals/{proposal}/record-telephone-order" session => pages::proposals::acts::telephone::record_telephone_order,
    post "/proposals/{proposal}/confirm-telephone-order" approval(movement) => pages::proposals::acts::confirm_telephone_order,
    post "/proposals/{proposal}/disown-telephone-order" session => pages::proposals::acts::disown_telephone_order,
    get "/urgent-approvals" session => pages::urgent_approvals::show,

    get "/paper" session => pages::paper::list::show,
    get "/paper/register-from-paper" session => pages::paper::register::show,
    post "/paper/register-from-paper" session => pages::paper::register::register,
    post "/paper/set-paper-route" fresh(route) => pages::paper::list::set_route,
    post "/paper/allow-copies" fresh(copy) => pages::paper::copies::allow,
    get "/paper/copies/{copy}" fresh(copy) => pages::paper::copies::show,
    post "/paper/copies/{copy}/give-copy" fresh(copy) => pages::paper::copies::give,
    post "/paper/copies/{copy}/refuse-copy" session => pages::paper::copies::refuse,
    post "/paper/copies/{copy}/take-copy-back" session => pages::paper::copies::take_back,

    get "/meetings" session => pages::meetings::list::show,
    get "/meetings/new" session => pages::meetings::propose::show,
    post "/meetings/new" session => pages::meetings::propose::propose,
    get "/meetings/{meeting}" session => pages::meetings::one::show,
    get "/meetings/{meeting}/calendar.ics" session => pages::told::calendar,
    get "/meetings/{meeting}/glance" session => pages::meetings::glance::show,
    get "/meetings/{meeting}/minutes" session => pages::meetings::minutes::show,
    post "/meetings/{meeting}/call-meeting" fresh(meeting) => pages::meetings::acts::call_meeting,
    post "/meetings/{meeting}/list-item" session => pages::meetings::agenda::list_item,
    post "/meetings/{meeting}/move-item" session => pages::meetings::agenda::move_item,
    post "/meetings/{meeting}/remove-item" session => pages::meetings::agenda::remove_item,
    post "/meetings/{meeting}/approve-agenda" approval(meeting) => pages::meetings::acts::approve_agenda,
    post "/meetings/{meeting}/release-folder" fresh(meeting) => pages::meetings::acts::release_folder,
    post "/meetings/{meeting}/open-sitting" session => pages::meetings::acts::open_sitting,
    post "/meetings/{meeting}/conclude-sitting" session => pages::meetings::acts::conclude_sitting,
    post "/meetings/{meeting}/draft-minutes" session => pages::meetings::minutes::draft_minutes,
    post "/meetings/{meeting}/submit-minutes" fresh(minutes) => pages::meetings::minutes::submit_minutes,
    post "/meetings/{meeting}/return-minutes" session => pages::meetings::minutes::return_minutes,
    post "/meetings/{meeting}/approve-minutes" approval(minutes) => pages::meetings::minutes::approve_minutes,
    post "/meetings/{meeting}/circulate-minutes" fresh(minutes) => pages::meetings::minutes::circulate_minutes,
    get "/meetings/{meeting}/items/{item}" session => pages::meetings::item::show,
    post "/meetings/{meeting}/items/{item}/call-item" session => pages::meetings::item::call_item,
    post "/meetings/{meeting}/items/{item}/record-decisions" session => pages::meetings::item::record_decisions,
    get "/meetings/{meeting}/items/{item}/recusals" session => pages::meetings::recusal::show,
    get "/meetings/{meeting}/items/{item}/recuse-self" session => pages::meetings::recusal::show_own,
    post "/meetings/{meeting}/items/{item}/recuse-self" session => pages::meetings::recusal::recuse_self,
    post "/meetings/{meeting}/items/{item}/recuse-member" session => pages::meetings::recusal::recuse_member,
    post "/meetings/{meeting}/items/{item}/lift-recusal" fresh(agenda) => pages::meetings::recusal::lift_recusal,
    post "/meetings/{meeting}/items/{item}/issue-extract" fresh(extract) => pages::meetings::extract::issue_extract,
    get "/meetings/{meeting}/items/{item}/extract" session => pages::meetings::extract::show,
    post "/meetings/{meeting}/items/{item}/acknowledge-extract" session => pages::meetings::extract::acknowledge_extract,

    get "/compliance" session => pages::compliance::list::show,
    get "/tasks/{task}" session => pages::compliance::one::show,
    post "/tasks/{task}/acknowledge-task" session => pages::compliance::acts::acknowledge_task,
    post "/tasks/{task}/record-task-order" session => pages::compliance::acts::record_task_order,
    post "/tasks/{task}/report-task" session => pages::compliance::acts::report_task,
    post "/tasks/{task}/claim-task" session => pages::compliance::acts::claim_task,
    post "/tasks/{task}/verify-task" fresh(task) => pages::compliance::acts::verify_task,
    post "/tasks/{task}/refuse-claim" session => pages::compliance::acts::refuse_claim,
    post "/tasks/{task}/ask-extension" session => pages::compliance::acts::ask_extension,
    post "/tasks/{task}/grant-extension" fresh(task) => pages::compliance::acts::grant_extension,
    post "/tasks/{task}/refuse-extension" session => pages::compliance::acts::refuse_extension,
    post "/tasks/{task}/propose-deviation" session => pages::compliance::acts::propose_deviation,
    post "/tasks/{task}/dismiss-deviation" session => pages::compliance::acts::dismiss_deviation,
    post "/tasks/{task}/replace-task" fresh(task) => pages::compliance::acts::replace_task,

    get "/people" session => pages::people::list::show,
    get "/people/bodies" session => pages::people::bodies::show,
    get "/people/ranks" session => pages::people::ranks::show,
    get "/people/persons/{person}" session => pages::people::person::show,
    get "/people/passkeys" session => pages::people::passkeys::show,
    get "/people/passkeys/revoke" session => pages::people::passkeys::show_revoke,
    get "/people/identities/revoke" session => pages::people::passkeys::show_revoke_identity,
    post "/people/identities/revoke" fresh(identity) => pages::people::passkeys::revoke_identity,
    post "/people/passkeys/revoke" fresh(passkey) => pages::people::passkeys::revoke,
    get "/people/passwords/revoke" session => pages::people::passkeys::show_revoke_password,
    post "/people/passwords/revoke" fresh(password) => pages::people::passkeys::revoke_password,
    get "/people/devices" session => pages::people::devices::show,
    get "/people/devices/new" session => pages::people::devices::show_new,
    post "/people/devices/new" administration(device) => pages::people::devices::register,
    get "/people/devices/{device}" administration(device) => pages::people::devices::code,
    get "/people/devices/lost" session => pages::people::devices::show_report,
    post "/people/devices/lost" fresh(device) => pages::people::devices::report,
    get "/people/import" session => pages::people::import::show,
    post "/people/import" session => pages::people::import::preview,
    post "/people/import/propose" administration(change) => pages::people::import::propose,
    get "/people/changes" session => pages::people::list::changes,
    get "/people/changes/new" session => pages::people::new::show,
    post "/people/changes/new" administration(change) => pages::people::new::propose,
    get "/people/changes/{change}" session => pages::people::one::show,
    get "/people/changes/{change}/codes" administration(change) => pages::people::codes::show,
    post "/people/changes/{change}/agree-change" administration(change) => pages::people::one::agree,
    post "/people/changes/{change}/refuse-change" session => pages::people::one::refuse,
    post "/people/changes/{change}/end-change" session => pages::people::one::end,
    post "/people/changes/{change}/acknowledge-change" session => pages::people::one::acknowledge,

    post "/typing/convert" session => pages::typing::convert,
    get "/health" session => pages::health::show,
    get "/record" session => pages::record::show,
    get "/record/{log}/checkpoint" session => pages::record::checkpoint,
    post "/openings" session => pages::readings::opened,
    get "/readings" session => pages::readings::own,
    get "/custody" session => pages::readings::register,
    get "/access-review" session => pages::access::list,
    get "/access-review/posts/{post}" session => pages::access::post,
    get "/access-review/posts/{post}/file" fresh(access) => pages::access::post_file,
    get "/access-review/persons/{person}" session => pages::access::person,
    get "/access-review/persons/{person}/file" fresh(access) => pages::access::person_file,
    get "/emergency-access" session => pages::emergencies::list::show,
    get "/emergency-access/new" session => pages::emergencies::ask::show,
    post "/emergency-access/new" administration(emergency) => pages::emergencies::ask::ask,
    get "/emergency-access/{access}" session => pages::emergencies::one::show,
    post "/emergency-access/{access}/agree-emergency-access" administration(emergency) => pages::emergencies::one::agree,
    post "/emergency-access/{access}/refuse-emergency-access" session => pages::emergencies::one::refuse,
    post "/emergency-access/{access}/end-emergency-access" session => pages::emergencies::one::end,
    get "/inquiries" session => pages::inquiries::list::show,
    get "/inquiries/new" session => pages::inquiries::ask::show,
    post "/inquiries/new" fresh(inquiry) => pages::inquiries::ask::ask,
    get "/inquiries/{inquiry}" session => pages::inquiries::one::show,
    get "/inquiries/{inquiry}/names" fresh(inquiry) => pages::inquiries::names::show,
    post "/inquiries/{inquiry}/agree-inquiry" fresh(inquiry) => pages::inquiries::one::agree,
    post "/inquiries/{inquiry}/refuse-inquiry" session => pages::inquiries::one::refuse,
    post "/inquiries/{inquiry}/end-inquiry" session => pages::inquiries::one::end,
}

/// The whole site before an office.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for (route, handler) in ROUTES.iter().zip(handlers()) {
        let door = from_fn_with_state((app.clone(), route.door), door::stand);
        router = router.route(route.path, handler.route_layer(door));
    }
    router
        .fallback(|| async { Failure::Unknown })
        .method_not_allowed_fallback(|| async { Failure::WrongMethod })
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(app.clone(), visit::attend))
        .layer(from_fn(unread::forget))
        .layer(from_fn_with_state(app.clone(), arrival::arrive))
        .with_state(app)
}
