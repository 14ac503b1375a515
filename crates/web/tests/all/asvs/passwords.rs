//! Chapter 6, passwords: how one sets, changes, forgets and gets another one.

use super::frontend::{no_script_says, sources};
use crate::doors::Doors;
use crate::doors::changes::half;
use crate::doors::passwords::{OTHER, PASSWORD, filled, next_code, setting_with, signing_in, with_password};
use crate::page::{Form, form_to, forms};
use crate::site::Answer;
use crate::words::hindi;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;

const NAME: &str = "lekha.1";

/// The auditor's form of changing the password, filled with the old one, another one, and the next code.
fn changing(doors: &Doors, secret: &str) -> Form {
    let form = form_to(&doors.site.page("auditor", "/password"), "/password").unwrap();
    let form = form.set("old_password", PASSWORD).set("password", OTHER).set("password_again", OTHER);
    form.set("moment_code", next_code(doors, secret))
}

fn posted(doors: &Doors, form: &Form) -> Answer {
    doors.post(Some(&doors.site.holder("auditor")), form)
}

/// Changed, the new one opens and the old one does not.
#[test]
fn asvs_6_2_2() {
    let doors = Doors::begun();
    let secret = with_password(&doors, NAME);
    assert!(doors.site.page("auditor", "/passkeys").contains("href=\"/password\""), "one's own page leads there");
    posted(&doors, &changing(&doors, &secret)).must(StatusCode::SEE_OTHER);
    let next = next_code(&doors, &secret);
    assert_eq!(signing_in(&doors, NAME, PASSWORD, next.clone()).status, StatusCode::FORBIDDEN, "the old one");
    signing_in(&doors, NAME, OTHER, next).must(StatusCode::SEE_OTHER);
}

/// Without the present password, with another one in its place, or without a new one nothing changes.
#[test]
fn asvs_6_2_3() {
    let doors = Doors::begun();
    let secret = with_password(&doors, NAME);
    let (good, head) = (changing(&doors, &secret), doors.site.head());
    for wrong in [
        good.clone().set("old_password", ""),
        good.clone().set("old_password", OTHER),
        good.clone().set("password", "").set("password_again", ""),
    ] {
        posted(&doors, &wrong).must(StatusCode::UNPROCESSABLE_ENTITY);
    }
    for field in ["old_password", "password"] {
        posted(&doors, &good.clone().without(field)).must(StatusCode::BAD_REQUEST);
    }
    assert_eq!(doors.site.head(), head, "nothing is recorded");
    posted(&doors, &good.set("moment_code", next_code(&doors, &secret))).must(StatusCode::SEE_OTHER);
    assert!(doors.site.head() > head, "control: both are taken");
}

/// Fields in which a password is typed, whole, as a template has them.
fn password_fields(html: &str) -> Vec<&str> {
    let inputs = html.split("<input ").skip(1).filter_map(|rest| rest.split('>').next());
    let typed = |input: &&str| {
        let name = input.split("name=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        name.ends_with("password") || name == "password_again"
    };
    inputs.filter(typed).collect()
}

/// Every field of a password in the templates, with its file.
fn all_password_fields() -> Vec<(String, String)> {
    let files = sources("crates/web/templates", ".html");
    let fields = files.into_iter().flat_map(|(file, html)| {
        password_fields(&html).into_iter().map(|input| (file.clone(), input.to_owned())).collect::<Vec<_>>()
    });
    fields.collect()
}

#[test]
fn asvs_6_2_6() {
    let hides = |input: &str| input.contains("type=\"password\"");
    let fields = all_password_fields();
    assert_eq!(fields.len(), 5, "control: at the door, the present one at two pages, the new one twice: {fields:?}");
    for (file, input) in &fields {
        assert!(hides(input), "{file}: {input}");
    }
    let planted = password_fields("<p><input id=\"x\" name=\"old_password\" type=\"text\"></p>");
    assert!(planted.len() == 1 && !hides(planted[0]), "control");
    no_script_says(&["\"text\"", "password"], "field.type = \"text\"");
}

/// Keepers of passwords find what they look for, nothing is cut while it is pasted, and no script stands in between.
#[test]
fn asvs_6_2_7() {
    let lets = |input: &str| {
        let named =
            ["current-password", "new-password"].iter().any(|word| input.contains(&format!("autocomplete=\"{word}\"")));
        named && !["maxlength", "readonly", "disabled", "onpaste", "oncopy"].iter().any(|word| input.contains(word))
    };
    for (file, input) in all_password_fields() {
        assert!(lets(&input), "{file}: {input}");
    }
    assert!(!lets("name=\"password\" type=\"password\" autocomplete=\"off\""), "control");
    assert!(!lets("name=\"password\" autocomplete=\"new-password\" maxlength=\"20\""), "control");
    for page in ["sign_in_password.html", "set_password.html"] {
        let files = sources("crates/web/templates/doors", ".html");
        let (_, html) = files.iter().find(|(file, _)| file.ends_with(page)).unwrap();
        assert!(html.contains("autocomplete=\"username\""), "{page}: the name is kept beside it");
    }
    // What is pasted into the sections of a draft is read by the script of that page, which no other page names; what looks at a
    // paste of Hindi looks at fields of Hindi alone, and lets the browser paste.
    let files = sources("crates/web/templates", ".html");
    let named: Vec<&String> =
        files.iter().filter(|(_, html)| html.contains("prose.js")).map(|(file, _)| file).collect();
    assert!(named.len() == 1 && named[0].ends_with("proposals/draft.html"), "{named:?}");
    let watching: &[&str] = &["paste", "clipboard", "copy\"", "contextmenu"];
    let of_typing = |file: &str| file.contains("/typing");
    for (file, text) in sources("ui/elements", ".ts") {
        let watches = watching.iter().any(|word| text.contains(word));
        assert!(!watches || of_typing(&file) || file.contains("/prose/"), "{file}");
        assert!(!file.ends_with("typing-paste.ts") || (watches && !text.contains("preventDefault")), "{file}");
    }
    for (file, input) in all_password_fields() {
        assert!(!input.contains("lang=\"hi\""), "{file}: {input}");
    }
}

/// A change that orders a code for the auditor, agreed to; its page.
fn ordered(doors: &Doors) -> String {
    let order = format!("/people/changes/new?do=enrol&person={}", doors.person("auditor"));
    let fill = |form: Form| form.set("reason", "आदेश 9");
    let page = doors.site.act("first", &order, "propose_change", fill).next().to_owned();
    assert!(doors.get(Some(&doors.site.holder("first")), &format!("{page}/codes")).status == StatusCode::NOT_FOUND);
    doors.site.act("second", &page, "agree_change", |form| form);
    page
}

/// Forgotten: two persons give a new code; half of it opens nothing, all of it asks for a telephone again, and the second
/// factor is asked for ever after.
#[test]
fn asvs_6_4_3() {
    let (doors, ..) = Doors::staffed();
    let old = with_password(&doors, NAME);
    let page = ordered(&doors);
    let (one, other) = (half(&doors, "first", &page), half(&doors, "second", &page));
    for part in [&one, &other] {
        assert_eq!(doors.type_code(part).status, StatusCode::FORBIDDEN, "half a code");
    }
    let (form, secret) = setting_with(&doors, &format!("{one} {other}"));
    assert_ne!(secret, old, "the telephone of before is worth nothing");
    let head = doors.site.head();
    for without in [String::new(), next_code(&doors, &old)] {
        let form = filled(form.clone(), NAME, OTHER, without).set("password_again", OTHER);
        let answer = doors.post(None, &form);
        assert_eq!((answer.status, answer.header(SET_COOKIE.as_str())), (StatusCode::UNPROCESSABLE_ENTITY, ""));
        assert!(answer.text().contains(&hindi("password-code-wrong")));
    }
    assert_eq!(doors.site.head(), head, "nothing is set");
    let form = filled(form, NAME, OTHER, next_code(&doors, &secret)).set("password_again", OTHER);
    doors.post(None, &form).must(StatusCode::SEE_OTHER);
    for (password, telephone) in [(OTHER, None), (OTHER, Some(&old)), (PASSWORD, Some(&secret))] {
        let code = telephone.map_or_else(String::new, |secret| next_code(&doors, secret));
        assert_eq!(signing_in(&doors, NAME, password, code).status, StatusCode::FORBIDDEN);
    }
    signing_in(&doors, NAME, OTHER, next_code(&doors, &secret)).must(StatusCode::SEE_OTHER);
}

/// Officers order a code and take a password away. No form of theirs takes a password for somebody else, and none of them
/// ever sees a whole code.
#[test]
fn asvs_6_4_6() {
    let (doors, ..) = Doors::staffed();
    let secret = with_password(&doors, NAME);
    let page = ordered(&doors);
    let person = doors.person("auditor");
    let pages = [
        "/people".to_owned(),
        "/people/passkeys".to_owned(),
        format!("/people/persons/{person}"),
        format!("/people/changes/new?do=enrol&person={person}"),
        page.clone(),
        format!("{page}/codes"),
    ];
    let mut revokes = None;
    for (who, path) in ["first", "second"].iter().flat_map(|who| pages.iter().map(move |path| (*who, path))) {
        let html = doors.site.page(who, path);
        assert_eq!(password_fields(&html), Vec::<&str>::new(), "{who} at {path}");
        if path == "/people/passkeys" {
            let link = Doors::link(&html, "/people/passwords/revoke?");
            assert_eq!(password_fields(&doors.site.page(who, &link)), Vec::<&str>::new(), "{who} at {link}");
            revokes = Some(doors.revoking("first", &link));
        }
        let fields = forms(&html).into_iter().flat_map(|form| form.fields).map(|(name, _)| name);
        assert_eq!(fields.filter(|name| name.contains("code")).count(), 0, "{who} at {path}");
    }
    assert_ne!(half(&doors, "first", &page), half(&doors, "second", &page), "each has a half of the code alone");
    assert_eq!(doors.site.get("first", "/password").status, StatusCode::NOT_FOUND, "who has none changes none");
    let forged = doors.site.own_form("first", "/password").add("old_password", PASSWORD).add("password", OTHER);
    let forged = forged.add("password_again", OTHER).add("moment_code", next_code(&doors, &secret));
    let answer = doors.post(Some(&doors.site.holder("first")), &forged);
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "not with what belongs to another either");
    let control = doors.site.page("auditor", "/password");
    assert_eq!(password_fields(&control).len(), 3, "control: the owner's page has them");
    doors
        .post(Some(&doors.site.holder("first")), &revokes.expect("an officer takes it away"))
        .must(StatusCode::SEE_OTHER);
    let taken = signing_in(&doors, NAME, PASSWORD, next_code(&doors, &secret));
    assert_eq!(taken.status, StatusCode::FORBIDDEN, "and so the reset has begun");
}
