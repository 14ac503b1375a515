//! Ranks in the order of protocol, and the posts of each.

use super::deed;
use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::permission::{Action, Subject};

struct Line {
    place: u32,
    name: String,
    posts: Vec<String>,
    link: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "people/ranks.html")]
struct RanksPage {
    page: Frame,
    ranks: Vec<Line>,
    enter: Option<(String, String)>,
}

/// Every rank with its posts.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let page = super::read(&app, &who)?;
    let may = page.state.may(&who.session.actor, Subject::Government, Action::ProposeChange);
    let ranks = page.state.ranks().into_iter().map(|rank| {
        let of_rank = |post: &&std::sync::Arc<cabinet::people::Post>| {
            page.state.rank_of(post.id).is_some_and(|one| one.id == rank.id)
        };
        let mut posts: Vec<_> = page.state.open_posts().filter(of_rank).collect();
        posts.sort_by_key(|post| page.state.precedence(post));
        Line {
            place: rank.place,
            name: page.words(&rank.name).to_owned(),
            posts: posts.into_iter().map(|post| page.words(&post.title).to_owned()).collect(),
            link: may.then(|| deed(&page, "change_rank", &[("rank", rank.id.to_string())])),
        }
    });
    draw(&RanksPage { ranks: ranks.collect(), enter: may.then(|| deed(&page, "enter_rank", &[])), page })
}
