//! Every address, in one table.

use crate::app::App;
use crate::failure::Failure;
use crate::{arrival, assets, pages, visit};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};

/// Method and path of one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Path with its parameters in braces.
    pub path: &'static str,
}

macro_rules! routes {
    ($($method:ident $path:literal => $handler:expr),* $(,)?) => {
        /// Every address. Tests walk it, so that none is forgotten.
        pub const ROUTES: &[Route] = &[$(Route { method: routes!(@name $method), path: $path }),*];

        fn table() -> Vec<(&'static str, MethodRouter<App>)> {
            vec![$(($path, $method($handler))),*]
        }
    };
    (@name get) => { "GET" };
    (@name post) => { "POST" };
}

routes! {
    get "/" => pages::desk::home,
    get "/assets/{*name}" => assets::show,
    get "/sign-in" => pages::sign_in::show,
    post "/sign-in" => pages::sign_in::sign_in,
    post "/sign-in/passkey" => pages::doors::sign_in::finish,
    get "/challenge" => pages::doors::challenge,
    post "/approvals/challenge" => pages::doors::approve::challenge,
    get "/enrol" => pages::doors::enrol::show,
    post "/enrol" => pages::doors::enrol::invite,
    post "/enrol/passkey" => pages::doors::enrol::finish,
    get "/confirm" => pages::doors::confirm::show,
    post "/confirm" => pages::doors::confirm::finish,
    get "/passkeys" => pages::doors::passkeys::show,
    get "/passkeys/new" => pages::doors::passkeys::show_add,
    post "/passkeys/new" => pages::doors::passkeys::add,
    post "/passkeys/revoke" => pages::doors::passkeys::revoke,
    post "/charge" => pages::doors::charge::change,
    post "/sign-out" => pages::sign_in::sign_out,
    post "/language" => pages::language::choose,
    get "/sessions" => pages::sessions::show,
    post "/sessions/end" => pages::sessions::end_session,
    post "/sessions/end-others" => pages::sessions::end_other_sessions,
    get "/desk" => pages::desk::show,

    get "/proposals" => pages::proposals::list::show,
    get "/proposals/new" => pages::proposals::start::show,
    post "/proposals/new" => pages::proposals::start::start,
    get "/proposals/{proposal}" => pages::proposals::one::show,
    get "/proposals/{proposal}/draft" => pages::proposals::draft::show,
    post "/proposals/{proposal}/draft" => pages::proposals::draft::save,
    post "/proposals/{proposal}/papers" => pages::proposals::papers::attach,
    post "/proposals/{proposal}/papers/remove" => pages::proposals::papers::remove,
    get "/papers/{paper}/pages/{page}" => pages::proposals::papers::page,
    get "/papers/{paper}/pages/{page}/picture" => pages::proposals::papers::picture,
    post "/proposals/{proposal}/put-up" => pages::proposals::acts::put_up,
    get "/proposals/{proposal}/erase-draft" => pages::proposals::erase::show,
    post "/proposals/{proposal}/erase-draft" => pages::proposals::erase::erase_draft,
    post "/proposals/{proposal}/send-for-views" => pages::proposals::acts::send_for_views,
    post "/proposals/{proposal}/give-view" => pages::proposals::acts::give_view,
    post "/proposals/{proposal}/close-consultation" => pages::proposals::acts::close_consultation,
    post "/proposals/{proposal}/approve-as-secretary" => pages::proposals::acts::approve_as_secretary,
    post "/proposals/{proposal}/approve-as-minister" => pages::proposals::acts::approve_as_minister,
    post "/proposals/{proposal}/submit" => pages::proposals::acts::submit,
    post "/proposals/{proposal}/return-proposal" => pages::proposals::acts::return_proposal,
    post "/proposals/{proposal}/withdraw" => pages::proposals::acts::withdraw,
    post "/proposals/{proposal}/scrutinise" => pages::proposals::acts::scrutinise,
    post "/proposals/{proposal}/clear" => pages::proposals::acts::clear,
    post "/proposals/{proposal}/order-for-meeting" => pages::proposals::acts::order_for_meeting,

    get "/meetings" => pages::meetings::list::show,
    get "/meetings/new" => pages::meetings::propose::show,
    post "/meetings/new" => pages::meetings::propose::propose,
    get "/meetings/{meeting}" => pages::meetings::one::show,
    get "/meetings/{meeting}/minutes" => pages::meetings::minutes::show,
    post "/meetings/{meeting}/call-meeting" => pages::meetings::acts::call_meeting,
    post "/meetings/{meeting}/list-item" => pages::meetings::agenda::list_item,
    post "/meetings/{meeting}/move-item" => pages::meetings::agenda::move_item,
    post "/meetings/{meeting}/remove-item" => pages::meetings::agenda::remove_item,
    post "/meetings/{meeting}/approve-agenda" => pages::meetings::acts::approve_agenda,
    post "/meetings/{meeting}/release-folder" => pages::meetings::acts::release_folder,
    post "/meetings/{meeting}/open-sitting" => pages::meetings::acts::open_sitting,
    post "/meetings/{meeting}/conclude-sitting" => pages::meetings::acts::conclude_sitting,
    post "/meetings/{meeting}/draft-minutes" => pages::meetings::minutes::draft_minutes,
    post "/meetings/{meeting}/submit-minutes" => pages::meetings::minutes::submit_minutes,
    post "/meetings/{meeting}/return-minutes" => pages::meetings::minutes::return_minutes,
    post "/meetings/{meeting}/approve-minutes" => pages::meetings::minutes::approve_minutes,
    post "/meetings/{meeting}/circulate-minutes" => pages::meetings::minutes::circulate_minutes,
    get "/meetings/{meeting}/items/{item}" => pages::meetings::item::show,
    post "/meetings/{meeting}/items/{item}/call-item" => pages::meetings::item::call_item,
    post "/meetings/{meeting}/items/{item}/record-decisions" => pages::meetings::item::record_decisions,
    post "/meetings/{meeting}/items/{item}/issue-extract" => pages::meetings::extract::issue_extract,
    get "/meetings/{meeting}/items/{item}/extract" => pages::meetings::extract::show,
    post "/meetings/{meeting}/items/{item}/acknowledge-extract" => pages::meetings::extract::acknowledge_extract,

    get "/people" => pages::people::list::show,
    get "/people/passkeys" => pages::people::passkeys::show,
    post "/people/passkeys/revoke" => pages::people::passkeys::revoke,
    get "/people/import" => pages::people::import::show,
    post "/people/import" => pages::people::import::preview,
    post "/people/import/propose" => pages::people::import::propose,
    get "/people/changes" => pages::people::list::changes,
    get "/people/changes/new" => pages::people::new::show,
    post "/people/changes/new" => pages::people::new::propose,
    get "/people/changes/{change}" => pages::people::one::show,
    get "/people/changes/{change}/codes" => pages::people::codes::show,
    post "/people/changes/{change}/agree-change" => pages::people::one::agree,
    post "/people/changes/{change}/refuse-change" => pages::people::one::refuse,
    post "/people/changes/{change}/end-change" => pages::people::one::end,

    get "/record" => pages::record::show,
    get "/record/{log}/checkpoint" => pages::record::checkpoint,
    post "/openings" => pages::readings::opened,
    get "/readings" => pages::readings::own,
    get "/custody" => pages::readings::register,
    get "/inquiries" => pages::inquiries::list::show,
    get "/inquiries/new" => pages::inquiries::ask::show,
    post "/inquiries/new" => pages::inquiries::ask::ask,
    get "/inquiries/{inquiry}" => pages::inquiries::one::show,
    get "/inquiries/{inquiry}/names" => pages::inquiries::names::show,
    post "/inquiries/{inquiry}/agree-inquiry" => pages::inquiries::one::agree,
    post "/inquiries/{inquiry}/refuse-inquiry" => pages::inquiries::one::refuse,
    post "/inquiries/{inquiry}/end-inquiry" => pages::inquiries::one::end,
}

/// The whole site before an office.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for (path, handler) in table() {
        router = router.route(path, handler);
    }
    router
        .fallback(|| async { Failure::Unknown })
        .method_not_allowed_fallback(|| async { Failure::WrongMethod })
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(app.clone(), visit::attend))
        .layer(from_fn_with_state(app.clone(), arrival::arrive))
        .with_state(app)
}
