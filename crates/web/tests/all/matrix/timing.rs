//! Whether the time of an answer tells what its page does not. A measurement and no test: `cargo test -p web --test all --
//! --ignored uniform_in_time --nocapture`; what was measured stands in `docs/decisions/0007-people.md`.

use super::Matrix;
use crate::page::{Form, form_to};
use crate::site::URLENCODED;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use std::time::{Duration, Instant};

const ROUNDS: usize = 9;
/// Pairs of requests of one round.
const PAIRS: usize = 120;
/// What a control plants.
const PLANTED: Duration = Duration::from_millis(1);

type Ask<'a> = Box<dyn Fn() -> Request<Body> + 'a>;

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// Two kinds of requests, one after the other in turns: median of the first, median of the rounds' differences of medians, and
/// their spread (median absolute deviation, scaled to a standard deviation), in microseconds.
fn compared(matrix: &Matrix, one: &Ask<'_>, other: &Ask<'_>, planted: Duration) -> (f64, f64, f64) {
    let timed = |ask: &Ask<'_>, planted: Duration| {
        let (request, began) = (ask(), Instant::now());
        matrix.real.send(request);
        let until = Instant::now() + planted;
        while Instant::now() < until {
            std::hint::spin_loop();
        }
        began.elapsed().as_secs_f64() * 1e6
    };
    let (mut firsts, mut differences) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (mut ones, mut others) = (Vec::new(), Vec::new());
        for pair in 0..PAIRS {
            if pair % 2 == 0 {
                ones.push(timed(one, Duration::ZERO));
                others.push(timed(other, planted));
            } else {
                others.push(timed(other, planted));
                ones.push(timed(one, Duration::ZERO));
            }
        }
        let (one, other) = (median(ones), median(others));
        firsts.push(one);
        differences.push(other - one);
    }
    let difference = median(differences.clone());
    let spread = 1.4826 * median(differences.iter().map(|one| (one - difference).abs()).collect());
    (median(firsts), difference, spread)
}

/// A difference of which the rounds agree, and which somebody on a network could see.
fn told(difference: f64, spread: f64) -> bool {
    const VISIBLE_MICROSECONDS: f64 = 100.0;
    difference.abs() > 4.0 * spread && difference.abs() > VISIBLE_MICROSECONDS
}

#[test]
#[ignore = "a measurement: minutes, and it wants a quiet machine"]
fn uniform_in_time() {
    let matrix = Matrix::made();
    let show = |what: &str, (first, difference, spread): (f64, f64, f64)| {
        let told = told(difference, spread);
        eprintln!(
            "{what:70} {first:8.0} µs, differs by {difference:7.1} ± {spread:5.1} µs{}",
            if told { "  TOLD" } else { "" }
        );
        told
    };
    let state = matrix.site().state();
    let get = |post: &'static str, address: String| -> Ask<'_> {
        let cookies = matrix.site().holder(post).cookies();
        Box::new(move || {
            let request = Request::get(&*address).header("sec-fetch-site", "same-origin");
            request.header(COOKIE, &cookies).body(Body::empty()).unwrap()
        })
    };
    let mut found = Vec::new();
    for route in web::ROUTES.iter().filter(|route| route.method == "GET" && route.path.contains("{")) {
        let of: Vec<_> =
            matrix.cases.iter().filter(|case| case.route == *route && case.route.door != web::Door::Open).collect();
        let Some(nothing) = of.iter().find(|case| case.subject.is_none()) else { continue };
        for post in ["auditor", "energy_minister", "home_secretary"] {
            // Of which the post may know nothing at all: what it knows may be looked at longer.
            let actor = super::actor(&state, post);
            let unseen = |subject| cabinet::permission::permitted(&state, &actor, subject).is_empty();
            let forbidden = of.iter().find(|case| case.subject.is_some_and(unseen));
            let Some(forbidden) = forbidden else { continue };
            let (one, other) = (get(post, nothing.address.clone()), get(post, forbidden.address.clone()));
            let what = format!("{post} {}", route.path);
            if show(&what, compared(&matrix, &one, &other, Duration::ZERO)) {
                found.push(what);
            }
        }
    }
    let nobody = Request::get("/enrol").body(Body::empty()).unwrap();
    let page = matrix.real.send(nobody).text();
    let typed = |code: String| -> Ask<'_> {
        let form: Form = form_to(&page, "/enrol").unwrap().set("code", code);
        Box::new(move || {
            let request = crate::site::from_own_page(&form.address, None).header(CONTENT_TYPE, URLENCODED);
            request.body(Body::from(form.encoded())).unwrap()
        })
    };
    let used = state.enrolments().find(|record| record.used.is_some()).unwrap().enrolment.id;
    let (unknown, used) =
        (typed("AAAAA-AAAAA-AAAAA-AAAAA".to_owned()), typed(matrix.site().office().printed_code(used)));
    if show("at the door: a code that is none, a used one", compared(&matrix, &unknown, &used, Duration::ZERO)) {
        found.push("codes".to_owned());
    }
    let (one, other) = (get("auditor", "/desk".to_owned()), get("auditor", "/desk".to_owned()));
    assert!(!show("control: the same twice", compared(&matrix, &one, &other, Duration::ZERO)));
    assert!(show("control: a millisecond planted", compared(&matrix, &one, &other, PLANTED)), "it would be found");
    eprintln!("uniform: {} told: {found:#?}", found.len());
}
