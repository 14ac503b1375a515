//! Chapter 3: what a browser is told, and what it cannot be talked into.

use crate::doors::entering::filled;
use crate::doors::identities::Believing;
use crate::doors::{Doors, cookie};
use crate::headers::{over_https_every_answer_keeps_the_browser_there, reading_changes_nothing};
use crate::input::World;
use crate::page::Form;
use crate::repeats::a_form_from_elsewhere_is_refused;
use crate::site::{Answer, Holder, ORIGIN, Site, repository};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Request, StatusCode};
use std::collections::BTreeSet;
use std::path::Path;
use web::ROUTES;

/// A real government, and every address asked by nobody and by an officer, with an empty form where it takes one.
fn asked() -> (Doors, Vec<(String, Answer)>) {
    let (doors, ..) = Doors::staffed();
    let holder = doors.site.holder("first");
    let mut answers = Vec::new();
    for route in ROUTES.iter().filter(|route| route.path != "/sign-out") {
        let path = filled(route.path, &doors);
        for who in [None, Some(&holder)] {
            let answer = if route.method == "GET" {
                doors.get(who, &path)
            } else if who.is_some() {
                doors.post(who, &doors.site.own_form("first", &*path))
            } else {
                doors.post(None, &Form { address: path.clone(), ..Form::default() })
            };
            answers.push((format!("{} {path}, {}", route.method, who.is_some()), answer));
        }
    }
    let more =
        ["/assets/app.css", "/assets/app.js", "/assets/prose.js", "/assets/icon.svg", "/assets/nothing", "/nothing"];
    answers.extend(more.map(|path| (format!("GET {path}"), doors.get(None, path))));
    answers.push(("a code that is none".to_owned(), doors.type_code("AAAAA-AAAAA-AAAAA-AAAAA")));
    let wrong = Request::put("/desk").body(Body::empty()).unwrap();
    answers.push(("PUT /desk".to_owned(), doors.site.send(wrong)));
    let statuses: BTreeSet<u16> = answers.iter().map(|(_, answer)| answer.status.as_u16()).collect();
    for status in [200, 303, 400, 403, 404, 405] {
        assert!(statuses.contains(&status), "control: {status} among {statuses:?}");
    }
    (doors, answers)
}

/// Every answer has this header, and it is this.
fn every_answer_has(name: &str, value: &str) {
    for (what, answer) in asked().1 {
        assert_eq!(answer.header(name), value, "{what}");
    }
    let bare = Answer {
        status: StatusCode::OK,
        headers: axum::http::HeaderMap::new(),
        body: Vec::new(),
        request: String::new(),
    };
    assert_ne!(bare.header(name), value, "control");
}

/// The sources that the policy of an answer allows for a directive, with what stands in for one that is not there.
fn allowed(answer: &Answer, directive: &str) -> String {
    let policy = answer.header("content-security-policy").to_owned();
    let find = |name: &str| {
        let mut parts = policy.split(';').map(str::trim);
        parts.find_map(|part| part.strip_prefix(name)?.strip_prefix(' ')).map(str::to_owned)
    };
    let falls_back = directive.ends_with("-src");
    find(directive).or_else(|| find("default-src").filter(|_| falls_back)).unwrap_or_default()
}

fn every_policy_says(directive: &str, sources: &str) {
    for (what, answer) in asked().1 {
        assert_eq!(allowed(&answer, directive), sources, "{what}");
    }
}

/// Files of ours below a folder, by ending.
pub(super) fn sources(folder: &str, ending: &str) -> Vec<(String, String)> {
    fn below(folder: &Path, ending: &str, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, ending, found);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    below(&repository(folder), ending, &mut found);
    assert!(found.len() > 5, "control: {folder} has sources");
    found
}

/// Where one of these stands in a text.
fn written<'a>(text: &str, words: &[&'a str]) -> Vec<&'a str> {
    words.iter().filter(|word| text.contains(**word)).copied().collect()
}

/// No script of ours says one of these; `guilty` would be found.
pub(super) fn no_script_says(words: &[&str], guilty: &str) {
    for (file, text) in sources("ui/elements", ".ts") {
        assert_eq!(written(&text, words), Vec::<&str>::new(), "{file}");
    }
    assert_ne!(written(guilty, words), Vec::<&str>::new(), "control");
}

#[test]
fn asvs_3_1_1() {
    let text = std::fs::read_to_string(repository("docs/signing-in.md")).unwrap();
    let section = text.split("\n## ").find(|section| section.starts_with("What a browser must do")).unwrap();
    for named in ["HTTPS", "HSTS", "`__Host-`", "Sec-Fetch-Site", "policy", "Trusted Types", "WebAuthn", "without"] {
        assert!(section.contains(named), "{named}");
    }
}

#[test]
fn asvs_3_2_1() {
    let world = World::made();
    let (site, holder) = (&world.walk.site, world.walk.site.holder("energy_section"));
    let picture = world.path("/papers/{paper}/pages/{page}/picture");
    let asked = |from: &str| {
        let request = Request::get(&picture).header(COOKIE, holder.cookies()).header("sec-fetch-site", from);
        site.send(request.body(Body::empty()).unwrap())
    };
    for from in ["cross-site", "same-site", "none"] {
        asked(from).must(StatusCode::FORBIDDEN);
    }
    let shown = asked("same-origin");
    assert_eq!((shown.status, shown.header("content-type")), (StatusCode::OK, "image/png"), "control");
    for answer in [shown, site.get_as(&holder, &world.path("/record/{log}/checkpoint"))] {
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(allowed(&answer, "default-src"), "'none'");
    }
}

#[test]
fn asvs_3_2_2() {
    let site = Site::begun();
    let markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    let fill = |form: Form| form.set("number", "F 7/2026").set("subject", markup);
    let next = site.act("energy_section", "/proposals/new", "start_proposal", fill).next().to_owned();
    let page = site.page("energy_section", &next);
    assert!(!page.contains("<img src=x") && !page.contains("<script>alert"));
    assert!(crate::page::unescaped(&page).contains(markup), "control: the words are shown");
    no_script_says(
        &["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "DOMParser"],
        "line.innerHTML = words;",
    );
}

/// What scripts of ours ask a form or the document for, and what a field of that name would hide.
#[test]
fn asvs_3_2_3() {
    const ASKED: &[&str] = &[
        "action",
        "method",
        "elements",
        "dataset",
        "submit",
        "requestSubmit",
        "classList",
        "addEventListener",
        "querySelector",
        "querySelectorAll",
        "append",
        "setAttribute",
        "removeAttribute",
        "cookie",
        "location",
    ];
    let hides = |html: &str| -> Vec<String> {
        let named = ASKED.iter().flat_map(|name| [format!(" name=\"{name}\""), format!(" id=\"{name}\"")]);
        named.filter(|attribute| html.contains(attribute)).collect()
    };
    for (file, html) in sources("crates/web/templates", ".html") {
        assert_eq!(hides(&html), Vec::<String>::new(), "{file}");
    }
    assert_eq!(hides("<input name=\"action\">"), [" name=\"action\""], "control");
    no_script_says(
        &["window.ecabinet", "globalThis.", "var ", "(document as ", "(window as "],
        "(window as any).x = 1",
    );
    let strict = std::fs::read_to_string(repository("tsconfig.json")).unwrap();
    assert!(strict.contains("\"strict\": true") && strict.contains("\"noUncheckedIndexedAccess\": true"));
}

/// Every cookie that is set on the way through the doors, in a government of each nature.
fn cookies_set() -> Vec<String> {
    let (doors, mut first, _) = Doors::staffed();
    let registered = doors.registered("second");
    let link = "/confirm?back=/people";
    let charge = doors.session("first").actor.charge().unwrap().to_string();
    let mut answers = vec![doors.post(None, &doors.sign_in_form(&mut first)), doors.confirm("first", link, &mut first)];
    let language = Form { address: "/language".to_owned(), ..Form::default() }.add("language", "en").add("back", "/");
    answers.push(doors.post(None, &language));
    let send = |address: &str, more: &[(&str, &str)]| {
        let form =
            more.iter().fold(doors.site.own_form("first", address), |form, (name, value)| form.add(name, *value));
        doors.post(Some(&doors.site.holder("first")), &form)
    };
    let changed = send("/charge", &[("charge", &charge)]);
    doors.site.hold("first", doors.site.holder_of(cookie(&changed)));
    answers.extend([changed, send("/sign-out", &[])]);
    let training = Site::begun();
    let form = Form { address: "/sign-in".to_owned(), ..Form::default() }.add("post", "auditor");
    answers.push(
        training.send(
            crate::site::from_own_page("/sign-in", None)
                .header(CONTENT_TYPE, crate::site::URLENCODED)
                .body(Body::from(form.encoded()))
                .unwrap(),
        ),
    );
    let device = doors.typed(None, &registered);
    let secret = Holder { cookie: cookie(&device), token: String::new(), english: false };
    answers.extend([device, Believing::begun().door_pressed()]);
    answers.iter().for_each(|answer| assert_eq!(answer.status, StatusCode::SEE_OTHER));
    // A device that is lost keeps nothing: its answer sets what several nodes set too, to nothing.
    doors.reports_own(&doors.site.holder("second"));
    let lost = doors.get(Some(&secret), "/desk");
    lost.must(StatusCode::GONE);
    answers.push(lost);
    let lines = answers.iter().flat_map(|answer| answer.headers.get_all(SET_COOKIE));
    let lines: Vec<String> = lines.map(|line| line.to_str().unwrap().to_owned()).collect();
    assert!(lines.len() >= answers.len(), "control: each sets a cookie: {lines:?}");
    let names: BTreeSet<String> = lines.iter().filter_map(|line| Some(line.split_once('=')?.0.to_owned())).collect();
    assert_eq!(names, cookies_named(), "control: each that the sources name is set");
    lines
}

/// Names of cookies in the sources.
fn cookies_named() -> BTreeSet<String> {
    let named = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.contains("_COOKIE: &str = "));
        lines.filter_map(|line| line.split('"').nth(1).map(str::to_owned)).collect()
    };
    let all: BTreeSet<String> = sources("crates/web/src", ".rs").iter().flat_map(|(_, text)| named(text)).collect();
    assert!(all.len() >= 5, "control: {all:?}");
    all
}

fn flags(line: &str) -> BTreeSet<&str> {
    line.split(';').skip(1).map(str::trim).collect()
}

#[test]
fn asvs_3_3_1() {
    for line in cookies_set() {
        assert!(line.starts_with("__Host-") && flags(&line).contains("Secure"), "{line}");
    }
}

#[test]
fn asvs_3_3_2() {
    for line in cookies_set() {
        // The language may come along a link from elsewhere; it opens nothing.
        let expected = if line.starts_with("__Host-language=") { "SameSite=Lax" } else { "SameSite=Strict" };
        assert!(flags(&line).contains(expected), "{line}");
    }
}

#[test]
fn asvs_3_3_3() {
    for line in cookies_set() {
        let here = flags(&line).contains("Path=/") && !flags(&line).iter().any(|flag| flag.starts_with("Domain"));
        assert!(line.starts_with("__Host-") && here, "{line}");
    }
}

#[test]
fn asvs_3_3_4() {
    for line in cookies_set() {
        assert!(flags(&line).contains("HttpOnly"), "{line}");
    }
    let (doors, ..) = Doors::staffed();
    let token = doors.site.holder("first").cookie.split_once('=').unwrap().1.to_owned();
    for path in ["/desk", "/sessions", "/passkeys", "/people", "/confirm"] {
        let page = doors.site.page("first", path);
        assert!(!page.contains(&token), "{path}");
        assert!(page.contains(&doors.site.holder("first").token), "control: the forms' own token is there");
    }
}

#[test]
fn asvs_3_3_5() {
    const BYTES_MAX: usize = 4096;
    for line in cookies_set() {
        let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
        assert!(name.len() + value.len() <= BYTES_MAX / 2, "far from the limit: {}", name.len() + value.len());
    }
}

#[test]
fn asvs_3_4_1() {
    over_https_every_answer_keeps_the_browser_there();
}

#[test]
fn asvs_3_4_2() {
    let (doors, answers) = asked();
    let holder = doors.site.holder("first");
    let foreign = |method: &str, origin: &str| {
        let request = Request::builder().method(method).uri("/desk").header(COOKIE, holder.cookies());
        let request = request.header("origin", origin).header("access-control-request-method", "POST");
        doors.site.send(request.body(Body::empty()).unwrap())
    };
    let asked = ["GET", "OPTIONS", "POST"].into_iter().flat_map(|method| {
        ["https://elsewhere.example", "null", ORIGIN]
            .map(|origin| (format!("{method} from {origin}"), foreign(method, origin)))
    });
    for (what, answer) in answers.into_iter().chain(asked) {
        let shares = answer.headers.keys().filter(|name| name.as_str().starts_with("access-control-"));
        assert_eq!(shares.count(), 0, "{what}");
    }
}

#[test]
fn asvs_3_4_3() {
    let hash = |name: &str| std::fs::read_to_string(repository(&format!("crates/web/assets/{name}.sha256"))).unwrap();
    let script = format!("'{}' '{}'", hash("app.js"), hash("prose.js"));
    for (what, answer) in asked().1 {
        for (directive, sources) in [("object-src", "'none'"), ("base-uri", "'none'"), ("script-src", &*script)] {
            assert_eq!(allowed(&answer, directive), sources, "{what}: {directive}");
        }
        assert_eq!(written(answer.header("content-security-policy"), &["unsafe-", "*", "http:", "data:"]), [""; 0]);
    }
}

#[test]
fn asvs_3_4_4() {
    every_answer_has("x-content-type-options", "nosniff");
    for (what, answer) in asked().1.iter().filter(|(_, answer)| !answer.body.is_empty()) {
        let kind = answer.header("content-type").split(';').next().unwrap_or_default();
        let known = [
            "text/html",
            "text/css",
            "text/javascript",
            "image/svg+xml",
            "application/json",
            "text/plain",
            "text/event-stream",
        ];
        assert!(known.contains(&kind), "{what}: {kind}");
    }
}

#[test]
fn asvs_3_4_5() {
    every_answer_has("referrer-policy", "no-referrer");
}

#[test]
fn asvs_3_4_6() {
    every_policy_says("frame-ancestors", "'none'");
}

#[test]
fn asvs_3_4_8() {
    every_answer_has("cross-origin-opener-policy", "same-origin");
}

#[test]
fn asvs_3_5_1() {
    a_form_from_elsewhere_is_refused();
}

/// What a page elsewhere can send without asking first is refused for its kind, too.
#[test]
fn asvs_3_5_2() {
    let site = Site::begun();
    let act = site.own_form("energy_section", "/proposals/new").add("number", "F 1").add("subject", "S");
    let head = site.head();
    for kind in ["text/plain", "application/json", "multipart/form-data; boundary=x", ""] {
        let mut request = site.holder("energy_section").request(&act);
        request.headers_mut().insert(CONTENT_TYPE, kind.parse().unwrap());
        site.send(request).must(StatusCode::BAD_REQUEST);
    }
    assert_eq!(site.head(), head);
    site.done("energy_section", &act);
}

#[test]
fn asvs_3_5_3() {
    reading_changes_nothing();
}

#[test]
fn asvs_3_5_5() {
    no_script_says(
        &["postMessage", "onmessage", "\"message\"", "MessageChannel", "BroadcastChannel"],
        "postMessage(1)",
    );
}

#[test]
fn asvs_3_5_6() {
    let (doors, ..) = Doors::staffed();
    for name in ["callback", "jsonp", "cb"] {
        let answer = doors.get(None, &format!("/challenge?{name}=steal"));
        answer.must(StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/json");
        let body = answer.text();
        assert!(body.starts_with('{') && !body.contains("steal"), "{body}");
    }
}

#[test]
fn asvs_3_5_7() {
    let (doors, answers) = asked();
    let scripts = answers.iter().filter(|(_, answer)| answer.header("content-type").starts_with("text/javascript"));
    let built = |name: &str| std::fs::read(repository(&format!("crates/web/assets/{name}"))).unwrap();
    let mut found = 0;
    for (what, answer) in scripts {
        assert!(what.contains(" /assets/"), "{what}");
        let name = if what.ends_with("/prose.js") { "prose.js" } else { "app.js" };
        assert_eq!(answer.body, built(name), "{what}: what was built, and nothing of anybody's");
        found += 1;
    }
    assert!(found > 0, "control");
    assert_eq!(doors.get(Some(&doors.site.holder("first")), "/assets/app.js").body, built("app.js"));
}

#[test]
fn asvs_3_5_8() {
    every_answer_has("cross-origin-resource-policy", "same-origin");
}

/// Addresses in an attribute of a page.
fn addresses(html: &str) -> Vec<String> {
    let attributes = [" src=\"", " href=\"", " action=\"", " formaction=\"", " srcset=\"", " data-passkey=\""];
    let found = attributes.iter().flat_map(|attribute| html.split(attribute).skip(1));
    found.map(|rest| crate::page::unescaped(rest.split('"').next().unwrap_or_default())).collect()
}

fn is_own(address: &str) -> bool {
    address.starts_with('#') || (address.starts_with('/') && !address.starts_with("//"))
}

/// Every page's addresses: styles, scripts, pictures, links and forms.
fn no_page_names_another_host() {
    let (_, answers) = asked();
    let mut looked = 0;
    for (what, answer) in answers.iter().filter(|(_, answer)| answer.header("content-type").starts_with("text/html")) {
        let html = answer.text();
        let foreign: Vec<String> = addresses(&html).into_iter().filter(|address| !is_own(address)).collect();
        assert_eq!(foreign, Vec::<String>::new(), "{what}");
        looked += addresses(&html).len();
    }
    assert!(looked > 200, "control: {looked} addresses");
    assert!(addresses("<a href=\"https://elsewhere\">").iter().any(|address| !is_own(address)), "control");
}

#[test]
fn asvs_3_6_1() {
    no_page_names_another_host();
    for asset in ["app.css", "app.js", "prose.js", "icon.svg"] {
        let text = std::fs::read_to_string(repository("crates/web/assets").join(asset)).unwrap();
        // A name of a kind of mark, and the words of an error that sends programmers to a manual: nobody asks either.
        let known = |rest: &&str| rest.starts_with("www.w3.org/") || rest.starts_with("prosemirror.net/docs/guide/#");
        let hosts: Vec<&str> = text.split("://").skip(1).filter(|rest| !known(rest)).collect();
        assert_eq!(hosts, Vec::<&str>::new(), "{asset}");
    }
}

#[test]
fn asvs_3_7_1() {
    let old = ["<object", "<embed", "<applet", "application/x-shockwave", "classid=", "ActiveXObject", "<frame"];
    for (file, html) in sources("crates/web/templates", ".html") {
        assert_eq!(written(&html, &old), Vec::<&str>::new(), "{file}");
    }
    assert_eq!(written("<embed src=x>", &old), ["<embed"], "control");
    no_script_says(&["ActiveXObject", "createElement(\"object\")", "createElement(\"embed\")"], "new ActiveXObject()");
}

#[test]
fn asvs_3_7_2() {
    let (doors, answers) = asked();
    let mut led = 0;
    for (what, answer) in answers.iter().filter(|(_, answer)| answer.status.is_redirection()) {
        assert!(is_own(answer.next()), "{what} leads to {}", answer.next());
        led += 1;
    }
    assert!(led > 30, "control: {led}");
    let language = Form { address: "/language".to_owned(), ..Form::default() }.add("language", "en");
    for back in ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"] {
        assert_eq!(doors.post(None, &language.clone().add("back", back)).next(), "/", "{back}");
    }
}

#[test]
fn asvs_3_7_3() {
    no_page_names_another_host();
}

/// A browser that says nothing of where a form comes from, or keeps no cookie, gets nothing done.
#[test]
fn asvs_3_7_5() {
    let site = Site::begun();
    let act = site.own_form("energy_section", "/proposals/new").add("number", "F 1").add("subject", "S");
    let head = site.head();
    let sent = |without: &[&str], set: &[(&'static str, &str)]| {
        let mut request = site.holder("energy_section").request(&act);
        without.iter().for_each(|name| drop(request.headers_mut().remove(*name)));
        for (name, value) in set {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        site.send(request)
    };
    sent(&["sec-fetch-site"], &[("origin", "null")]).must(StatusCode::FORBIDDEN);
    sent(&["cookie"], &[]).must(StatusCode::UNAUTHORIZED);
    assert_eq!(site.head(), head);
    sent(&["sec-fetch-site"], &[("origin", ORIGIN)]).must(StatusCode::SEE_OTHER);
    let (doors, ..) = Doors::staffed();
    for path in ["/sign-in", "/enrol"] {
        let page = doors.get(None, path).text();
        assert!(page.contains("<noscript>"), "{path} says so when the browser runs no script");
    }
    let door = doors.get(None, "/sign-in").text();
    assert!(door.contains("data-unable=\""), "and when it knows no passkeys");
}
