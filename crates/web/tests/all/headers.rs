//! Headers of every answer, cookies, and that reading changes nothing.

use crate::input::World;
use crate::site::{Answer, Holder};
use axum::body::Body;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{Request, StatusCode};
use std::collections::BTreeSet;
use std::net::IpAddr;
use tower::ServiceExt;
use web::{App, Locales, Origin, Peer, ROUTES};

const FIXED: [(&str, &str); 6] = [
    ("reporting-endpoints", "policy=\"/policy-reports\""),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];
const POLICY: [&str; 9] = [
    "report-uri /policy-reports; report-to policy",
    "default-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
];

/// What is wrong with the headers of an answer.
pub(crate) fn wrong(answer: &Answer, asset: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, value) in FIXED {
        if answer.header(name) != value {
            wrong.push(format!("{name}: {}", answer.header(name)));
        }
    }
    let policy = answer.header("content-security-policy");
    wrong.extend(POLICY.iter().filter(|part| !policy.contains(**part)).map(|part| format!("no {part} in {policy}")));
    if policy.contains("unsafe-") || policy.contains('*') || !policy.contains("script-src 'sha256-") {
        wrong.push(policy.to_owned());
    }
    let kept = answer.header("cache-control");
    if (kept == "no-store") == asset {
        wrong.push(format!("cache-control: {kept}"));
    }
    if !answer.body.is_empty() && answer.header("content-type").is_empty() {
        wrong.push("no content-type".to_owned());
    }
    wrong
}

#[test]
fn every_answer_has_its_headers() {
    let world = World::made();
    let site = &world.walk.site;
    let mut statuses = BTreeSet::new();
    let mut check = |what: String, answer: Answer| {
        let asset = answer.status == StatusCode::OK && what.starts_with("GET /assets/");
        assert_eq!(wrong(&answer, asset), Vec::<String>::new(), "{what}: {}", answer.status);
        statuses.insert(answer.status.as_u16());
    };
    for route in ROUTES {
        let path = world.path(route.path);
        let name = format!("{} {path}", route.method);
        let nobody = Request::builder().method(route.method).uri(&path).body(Body::empty()).unwrap();
        check(name.clone(), site.send(nobody));
        check(format!("PUT {path}"), site.send(Request::put(&path).body(Body::empty()).unwrap()));
        for post in ["cabinet_section", "energy_section", "auditor", "chief_minister"] {
            if route.method == "GET" {
                check(name.clone(), site.get(post, &path));
            }
        }
        if route.method == "POST" {
            let (post, form, _) = world.sent(route.path);
            check(name.clone(), world.post(post, &form.clone().add("surplus", "x")));
            if route.path != "/sign-out" {
                check(name, world.post(post, &form));
            }
        }
    }
    let (post, form, _) = world.sent("/proposals/new");
    let mut foreign = site.holder(post).request(&form);
    foreign.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    check("a foreign form".to_owned(), site.send(foreign));
    check("a large form".to_owned(), site.post(post, &form.set("subject", "s".repeat(2 * 1024 * 1024))));
    for asset in ["app.css", "app.js", "prose.js", "fonts/noto-sans-devanagari.woff2", "nothing.css"] {
        let path = format!("/assets/{asset}");
        check(format!("GET {path}"), site.send(Request::get(&path).body(Body::empty()).unwrap()));
    }
    for status in [200, 303, 400, 401, 403, 404, 405, 409, 413, 422] {
        assert!(statuses.contains(&status), "control: {status} among {statuses:?}");
    }
    let bare = Answer {
        status: StatusCode::OK,
        headers: axum::http::HeaderMap::new(),
        body: Vec::new(),
        request: String::new(),
    };
    assert!(wrong(&bare, false).len() >= FIXED.len() + POLICY.len(), "control: an answer without headers is found");
}

/// Every address is asked over an origin, by a peer; gives on how often each status and `Strict-Transport-Security` came.
fn asked_over(world: &World, origin: &str, peer: Option<&str>) -> BTreeSet<(u16, String)> {
    let site = &world.walk.site;
    let app = App::new(site.office().clone(), Locales::read().unwrap(), Origin(origin.to_owned()));
    let router = web::router(app);
    let ask = |method: &str, path: &str| {
        let mut request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        if let Some(address) = peer {
            let address: IpAddr = address.parse().unwrap();
            request.extensions_mut().insert(Peer { address, encrypted: false });
        }
        let response = site.wait(router.clone().oneshot(request)).unwrap();
        let answer = site.wait(crate::site::read(response));
        let asset = answer.status == StatusCode::OK && path.starts_with("/assets/");
        assert_eq!(wrong(&answer, asset), Vec::<String>::new(), "{method} {path}: {}", answer.status);
        if answer.status == StatusCode::PERMANENT_REDIRECT {
            assert_eq!(answer.header("location"), format!("{origin}{path}"));
        }
        (answer.status.as_u16(), answer.header("strict-transport-security").to_owned())
    };
    let routes = ROUTES.iter().map(|route| ask(route.method, &world.path(route.path)));
    let more = ["/assets/app.css", "/nothing?x=1", "//elsewhere.example/"].map(|path| ask("GET", path));
    routes.chain(more).chain([ask("PUT", "/desk")]).collect()
}

#[test]
pub(crate) fn over_https_every_answer_keeps_the_browser_there() {
    const ORIGIN: &str = "https://ecabinet.example.in";
    let world = World::made();
    let year = "max-age=31536000; includeSubDomains";
    for peer in [None, Some("127.0.0.1")] {
        let answers = asked_over(&world, ORIGIN, peer);
        assert!(answers.len() >= 5 && answers.iter().all(|(_, strict)| strict == year), "{peer:?}: {answers:?}");
    }
    // From another machine, unencrypted: no page, but the way to it.
    assert_eq!(asked_over(&world, ORIGIN, Some("192.0.2.7")), BTreeSet::from([(308, year.to_owned())]));
    // Controls: over plain localhost nobody may be told so, and nothing is sent elsewhere.
    let plain = asked_over(&world, "http://localhost:8080", Some("192.0.2.7"));
    assert!(plain.len() >= 5 && plain.iter().all(|(status, strict)| strict.is_empty() && *status != 308), "{plain:?}");
}

#[test]
fn cookies_have_their_flags() {
    let world = World::made();
    let site = &world.walk.site;
    let flags = |answer: &Answer| -> BTreeSet<String> {
        answer.header(SET_COOKIE.as_str()).split(';').skip(1).map(|flag| flag.trim().to_owned()).collect()
    };
    let (_, form, _) = world.sent("/sign-in");
    let answer = site.post("auditor", &form);
    assert!(answer.header(SET_COOKIE.as_str()).starts_with("__Host-session="));
    for flag in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=43200"] {
        assert!(flags(&answer).contains(flag), "{flag}: {:?}", flags(&answer));
    }
    let (_, form, _) = world.sent("/language");
    let answer = site.post("auditor", &form);
    assert!(answer.header(SET_COOKIE.as_str()).starts_with("__Host-language=en"));
    assert!(flags(&answer).contains("HttpOnly") && flags(&answer).contains("SameSite=Lax"));
    for foreign in ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"]
    {
        assert_eq!(site.post("auditor", &form.clone().set("back", foreign)).next(), "/", "{foreign}");
    }
    for other in ["fr", "", "en; Secure"] {
        site.post("auditor", &form.clone().set("language", other)).must(StatusCode::BAD_REQUEST);
    }
    // No cookie of ours tells anything: two sessions of one post have nothing in common but their form.
    let [one, two] = [0, 1].map(|_| site.signed_in("auditor"));
    assert_ne!(one.cookie, two.cookie);
    assert_ne!(one.token, two.token);
    let mut forged: Vec<char> = one.cookie.chars().collect();
    let last = forged.len() - 1;
    forged[last] = if forged[last] == '0' { '1' } else { '0' };
    let forged = Holder { cookie: forged.into_iter().collect(), ..one };
    site.get_as(&forged, "/desk").must(StatusCode::SEE_OTHER);
}

#[test]
pub(crate) fn reading_changes_nothing() {
    let world = World::made();
    let site = &world.walk.site;
    let (head, before) = (site.head(), site.state());
    let mut read = 0;
    for post in site.state().posts() {
        for route in ROUTES.iter().filter(|route| route.method == "GET" && !route.path.ends_with("/picture")) {
            let path = world.path(route.path);
            let answer = site.get(&post.key, &path);
            assert!(matches!(answer.status.as_u16(), 200 | 303 | 404), "{}: {path}: {}", post.key, answer.status);
            read += usize::from(answer.status == StatusCode::OK);
        }
        // An act's address does nothing when it is only opened, whatever follows it.
        for route in ROUTES.iter().filter(|route| route.method == "POST") {
            let (_, form, _) = world.sent(route.path);
            let answer = site.get(&post.key, &format!("{}?{}", form.address, form.encoded()));
            assert!(!answer.status.is_server_error());
        }
    }
    assert!(read > 150, "control: {read} pages were read");
    assert_eq!((site.head(), &*site.state()), (head, &*before));
    let picture = format!("/papers/{}/pages/1/picture", world.ids[3].1);
    let holder = site.holder("energy_section");
    let shown = Request::get(&picture).header(COOKIE, holder.cookies()).header("sec-fetch-site", "same-origin");
    let answer = site.send(shown.body(Body::empty()).unwrap());
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "image/png"));
    assert_eq!(site.get("auditor", &picture).status, StatusCode::NOT_FOUND);
    assert_eq!(site.head(), head);
}
