//! Changes among people through the pages: fresh proofs, codes in halves, passkeys that are taken away.

use super::{Doors, cookie, device};
use crate::page::{form, form_to, forms};
use crate::site::Answer;
use crate::words::hindi;
use axum::http::StatusCode;
use cabinet::ids::ChangeId;
use testbed::SoftAuthenticator;

const NEW_PERSON: &str = "/people/changes/new?do=enter_person";

/// A change that names a person and orders a code; its page.
fn proposed(doors: &Doors, by: &str, name: &str) -> String {
    let fill = |form: crate::page::Form| {
        form.set("name_hi", name).set("name_en", name).set("enrols", "yes").set("reason", "आदेश 7")
    };
    doors.site.act(by, NEW_PERSON, "propose_change", fill).next().to_owned()
}

#[track_caller]
fn asks_for_a_proof(answer: &Answer) -> String {
    answer.must(StatusCode::FORBIDDEN);
    Doors::link(&answer.text(), "/confirm?back=")
}

#[test]
pub(crate) fn proposing_with_an_old_proof_keeps_the_words_and_leads_to_a_proof() {
    let (doors, mut first, mut second) = Doors::staffed();
    let sent = doors.site.form("first", NEW_PERSON, "propose_change");
    let sent = sent.set("name_hi", "रामप्रसाद शुक्ल").set("name_en", "Ramprasad Shukla").set("reason", "आदेश 1874");
    doors.grow_stale("first");
    let holder = doors.site.holder("first");
    let sent = sent.set("form_token", holder.token.clone());
    let head = doors.site.head();
    let answer = doors.post(Some(&holder), &sent);
    answer.must(StatusCode::FORBIDDEN);
    assert_eq!(doors.site.head(), head);
    let words = ["रामप्रसाद शुक्ल", "Ramprasad Shukla", "आदेश 1874"];
    assert!(words.iter().all(|words| answer.text().contains(words)), "they are shown again");
    // A proof that fails keeps them too.
    let failed = doors.confirm_carrying("first", &answer, &mut second);
    assert!(failed.text().contains(&hindi("failure-not-let-in")));
    assert!(words.iter().all(|words| failed.text().contains(words)), "and when the proof fails");
    let confirmed = doors.confirm_carrying("first", &failed, &mut first);
    confirmed.must(StatusCode::OK);
    assert_eq!(doors.site.head(), head, "the proof alone sends nothing");
    assert!(words.iter().all(|words| confirmed.text().contains(words)), "and after it");
    let again = form_to(&confirmed.text(), &sent.address).unwrap();
    let own = |form: &crate::page::Form| {
        let mut fields = form.fields.clone();
        fields.sort();
        fields
    };
    assert_eq!(own(&again), own(&sent), "the same form: the same act, every field, nothing else");
    let holder = doors.site.holder("first");
    let taken = doors.post(Some(&holder), &again);
    taken.must(StatusCode::SEE_OTHER);
    assert!(taken.next().starts_with("/people/changes/") && doors.site.head() > head, "proved, it is taken");
    let head = doors.site.head();
    let twice = doors.post(Some(&holder), &again);
    assert_eq!((twice.next(), doors.site.head()), (taken.next(), head), "once");
}

/// What proves who somebody is goes along with nothing, and neither does what a foreign page would have sent.
#[test]
fn a_proof_carries_forms_alone_that_prove_nothing_and_leads_nowhere_else() {
    let (doors, mut first, _) = Doors::staffed();
    let page = doors.site.page("first", "/passkeys/new");
    let new = form_to(&page, "/passkeys/new").unwrap();
    doors.grow_stale("first");
    let token = doors.site.holder("first").token;
    let new = new.set("label", "पीला फ़ोन").set("answer", "{}").set("form_token", token.clone());
    let answer = doors.post(Some(&doors.site.holder("first")), &new);
    asks_for_a_proof(&answer);
    assert!(answer.text().contains("पीला फ़ोन") && form_to(&answer.text(), "/confirm").is_none());
    let sent = doors.site.form("first", NEW_PERSON, "propose_change").set("name_hi", "नया").set("reason", "आदेश 7");
    let stale = doors.post(Some(&doors.site.holder("first")), &sent);
    let form = form_to(&stale.text(), "/confirm").unwrap();
    for elsewhere in ["https://elsewhere.example/", "//elsewhere.example/"] {
        let (options, ceremony) = doors.challenge(Some(&doors.site.holder("first")));
        let form = form.clone().set("carried_to", elsewhere).set("ceremony", ceremony);
        let answer = doors.post(Some(&doors.site.holder("first")), &form.set("answer", first.get(&options)));
        answer.must(StatusCode::OK);
        assert!(!answer.text().contains("elsewhere"), "{elsewhere}");
        let holder = doors.site.holder("first");
        doors.site.hold("first", crate::site::Holder { cookie: cookie(&answer), ..holder });
    }
}

#[test]
fn agreeing_with_an_old_proof_leads_to_a_proof_and_back() {
    let (doors, _, mut second) = Doors::staffed();
    let page = proposed(&doors, "first", "नया");
    assert!(form(&doors.site.page("first", &page), "agree_change").is_none(), "nobody is the second of oneself");
    doors.grow_stale("second");
    let (head, sent) = (doors.site.head(), doors.site.form("second", &page, "agree_change"));
    let answer = doors.post(Some(&doors.site.holder("second")), &sent);
    let link = asks_for_a_proof(&answer);
    assert_eq!(doors.site.head(), head);
    let back = doors.confirm("second", &link, &mut second);
    back.must(StatusCode::SEE_OTHER);
    assert_eq!(back.next(), page, "back to the change");
    doors.site.act("second", &page, "agree_change", |form| form);
}

/// The half of a code that one of two officers sees.
pub(crate) fn half(doors: &Doors, who: &str, page: &str) -> String {
    let html = doors.site.page(who, &format!("{page}/codes"));
    let at = html.find("class=\"code\">").unwrap() + 13;
    html[at..].split('<').next().unwrap().to_owned()
}

#[test]
pub(crate) fn each_of_two_sees_a_half_and_both_together_open() {
    let (doors, ..) = Doors::staffed();
    doors.enrolled("auditor");
    let page = proposed(&doors, "first", "नया");
    let codes = format!("{page}/codes");
    assert_eq!(doors.site.get("first", &codes).status, StatusCode::NOT_FOUND, "before anybody agreed");
    doors.site.act("second", &page, "agree_change", |form| form);
    let (one, other) = (half(&doors, "first", &page), half(&doors, "second", &page));
    assert_ne!(one, other);
    assert_eq!(doors.site.get("auditor", &page).status, StatusCode::OK, "control: the change may be read");
    assert_eq!(doors.site.get("auditor", &codes).status, StatusCode::NOT_FOUND);
    for wrong in [format!("{one}{one}"), format!("{other}{other}"), format!("{other}{one}")] {
        assert_eq!(doors.type_code(&wrong).status, StatusCode::FORBIDDEN);
    }
    let mut phone = device();
    let whole = format!("{one} {other}");
    doors.post(None, &doors.enrol_form(&whole, &mut phone)).must(StatusCode::SEE_OTHER);
    let html = doors.site.page("first", &codes);
    assert!(!html.contains("class=\"code\""), "a used code is shown to nobody");
    doors.grow_stale("first");
    let stale = doors.site.get("first", &codes);
    assert_eq!(asks_for_a_proof(&stale), format!("/confirm?back={}", crate::page::encoded(&codes)));
}

#[test]
pub(crate) fn the_section_takes_a_lost_passkey_away_with_one_hand() {
    let (doors, _, mut second) = Doors::staffed();
    let mut lost = doors.enrolled("auditor");
    let victim = doors.site.holder("auditor");
    let id = doors.passkey("auditor");
    let revoke = |doors: &Doors, of: &str| {
        let list = doors.site.page("second", "/people/passkeys");
        let link = format!("/people/passkeys/revoke?passkey={of}");
        assert!(list.contains(&format!("href=\"{link}\"")), "{link}");
        doors.revoking("second", &link)
    };
    doors.grow_stale("second");
    let taken = revoke(&doors, &id);
    assert_eq!(taken.address, "/people/passkeys/revoke");
    let head = doors.site.head();
    let stale = doors.post(Some(&doors.site.holder("second")), &taken);
    assert_eq!(doors.site.head(), head, "not with an old proof");
    doors.confirm_carrying("second", &stale, &mut second).must(StatusCode::OK);
    let taken = revoke(&doors, &id);
    let unsaid = doors.post(Some(&doors.site.holder("second")), &taken.clone().set("reason", " "));
    unsaid.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.text().contains(&crate::words::hindi("refusal-reason-missing")));
    assert_eq!(doors.site.head(), head, "not without a reason");
    doors.site.done("second", &taken);
    assert_eq!(doors.get(Some(&victim), "/desk").next(), "/sign-in", "its session has ended");
    let refused = doors.post(None, &doors.sign_in_form(&mut lost));
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let head = doors.site.head();
    doors.post(Some(&doors.site.holder("second")), &taken).must(StatusCode::SEE_OTHER);
    assert_eq!(doors.site.head(), head, "sent again, it has its first answer");
    assert_eq!(
        doors.site.get("second", &format!("/people/passkeys/revoke?passkey={id}")).status,
        StatusCode::NOT_FOUND
    );
    let person = format!("/people/persons/{}", doors.person("auditor"));
    for (who, page) in [("second", "/people/passkeys"), ("second", &person), ("first", &person)] {
        let told = doors.site.page(who, page);
        assert!(
            told.contains("उपकरण खो गया") && told.contains("post second"),
            "{who} reads at {page} by whom, and why"
        );
    }
    assert!(!doors.site.page("second", &format!("/people/persons/{}", doors.person("first"))).contains("उपकरण खो गया"));

    // Afterwards nobody could ever enrol anybody: it is refused in a sentence.
    let last = revoke(&doors, &doors.passkey("first"));
    let answer = doors.post(Some(&doors.site.holder("second")), &last);
    answer.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("दो व्यक्ति नहीं बचेंगे"));
    assert_eq!(doors.site.get("first", "/desk").status, StatusCode::OK);
}

/// One human must not become two persons, who would agree with each other: who is called alike is asked after, and told to
/// the second.
#[test]
fn somebody_of_the_same_name_is_entered_only_as_another_person() {
    let (doors, ..) = Doors::staffed();
    let (head, form) = (doors.site.head(), doors.site.form("first", NEW_PERSON, "propose_change"));
    let form = form.set("name_hi", " FIRST ").set("reason", "आदेश 7");
    let answer = doors.post(Some(&doors.site.holder("first")), &form);
    answer.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("first (post first)"), "the recorded one is named with his post");
    assert_eq!(doors.site.head(), head);
    let again = crate::page::form(&answer.text(), "propose_change").unwrap();
    let page = doors.site.done("first", &again.set("namesake", "yes")).next().to_owned();
    let told = doors.site.page("second", &page);
    assert!(told.contains("first (post first)") && told.contains("अलग व्यक्ति"), "the second is told");
    let other = proposed(&doors, "first", "कोई और");
    assert!(!doors.site.page("second", &other).contains("अलग व्यक्ति"), "control");
    let charge = doors.session("second").actor.charge().unwrap();
    let over = doors.site.form("first", &format!("/people/changes/new?do=hand_over&charge={charge}"), "propose_change");
    let over = over.set("person", doors.person("guest").to_string()).set("name_hi", "कोई और").set("reason", "आदेश 8");
    let answer = doors.post(Some(&doors.site.holder("first")), &over);
    answer.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("दोनों में से एक"), "one chosen and another one typed");
}

/// What never changes, and what rules go by, is shown to who agrees: both names and the short one; whom private staff
/// serve besides their department; which posts a person holds.
#[test]
fn the_second_sees_all_that_a_change_does() {
    let (doors, ..) = Doors::staffed();
    let list = "department_key,department,department_en,post_key,kind,post,serves\n\
                sports,खेल विभाग,Home Department,g_staff,private_staff,निज सचिव,first\n";
    let typed = doors.site.form("first", "/people/import", "preview_people").set("list", list).set("reason", "आदेश");
    let told = in_one_script(&doors.post(Some(&doors.site.holder("first")), &typed).text());
    for words in ["खेल विभाग / Home Department · sports", "निज सचिव · g_staff", "खेल विभाग, post first के लिए"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    let person = doors.person("second");
    let enrol = doors.site.form("first", &format!("/people/changes/new?do=enrol&person={person}"), "propose_change");
    let page = doors.site.done("first", &enrol.set("reason", "आदेश 8")).next().to_owned();
    assert!(in_one_script(&doors.site.page("second", &page)).contains("second (post second)"));
}

fn added(doors: &Doors, name: &str, tablet: &mut SoftAuthenticator) -> Answer {
    let page = doors.site.page(name, "/passkeys/new");
    let options = super::attribute(&page, "data-options");
    let form = form_to(&page, "/passkeys/new").unwrap().set("answer", tablet.create(&options)).set("label", "टैबलेट");
    doors.post(Some(&doors.site.holder(name)), &form)
}

#[test]
pub(crate) fn a_second_passkey_is_made_with_a_fresh_proof_and_the_first_can_go() {
    let (doors, mut first, _) = Doors::staffed();
    doors.grow_stale("first");
    let link = asks_for_a_proof(&doors.site.get("first", "/passkeys/new"));
    assert_eq!(doors.confirm("first", &link, &mut first).next(), "/passkeys/new");
    let mut tablet = device();
    let answer = added(&doors, "first", &mut tablet);
    answer.must(StatusCode::SEE_OTHER);
    let page = doors.site.page("first", "/passkeys");
    assert!(page.contains("टैबलेट") && page.contains("फ़ोन"));
    let signed_in = doors.post(None, &doors.sign_in_form(&mut tablet));
    signed_in.must(StatusCode::SEE_OTHER);
    let old = doors.site.holder("first");
    let lost = doors.passkey("first");
    doors.site.hold("first", doors.site.holder_of(cookie(&signed_in)));
    let page = doors.site.page("first", "/passkeys");
    let own = |form: &&crate::page::Form| form.value("passkey") == Some(&lost);
    let revoke = forms(&page).iter().find(own).unwrap().clone();
    doors.site.done("first", &revoke);
    assert_eq!(doors.get(Some(&old), "/desk").next(), "/sign-in");
    assert_eq!(doors.site.get("first", "/desk").status, StatusCode::OK, "control: the other one's session lasts");
}

/// Neither the page offers it, nor the rule takes it; a second way in frees the first one.
#[test]
pub(crate) fn nobody_takes_his_own_last_way_in_away() {
    let (doors, ..) = Doors::staffed();
    doors.enrolled("auditor");
    let last = doors.passkey("auditor");
    let revoke = |passkey: &str| {
        let form = doors.site.own_form("auditor", "/passkeys/revoke").add("passkey", passkey);
        doors.post(Some(&doors.site.holder("auditor")), &form)
    };
    let offered = || form_to(&doors.site.page("auditor", "/passkeys"), "/passkeys/revoke").is_some();
    let refused = |answer: &Answer| {
        answer.must(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(&hindi("refusal-last-way-in")), "{}", answer.text());
    };
    let head = doors.site.head();
    assert!(!offered() && doors.site.page("auditor", "/passkeys").contains(&hindi("passkey-only")));
    refused(&revoke(&last));
    assert_eq!(doors.site.head(), head);
    let mut tablet = device();
    added(&doors, "auditor", &mut tablet).must(StatusCode::SEE_OTHER);
    assert!(offered());
    let holder = doors.site.holder_of(cookie(&doors.post(None, &doors.sign_in_form(&mut tablet))));
    doors.site.hold("auditor", holder);
    doors.grow_stale("auditor");
    revoke(&last).must(StatusCode::SEE_OTHER);
    assert!(!offered(), "control: the other one went, without a proof");
    refused(&revoke(&doors.passkey("auditor")));

    let (doors, ..) = Doors::staffed();
    super::passwords::with_password(&doors, "lekha.1");
    let page = doors.site.page("auditor", "/password");
    assert!(form_to(&page, "/password/revoke").is_none() && page.contains(&hindi("password-only")));
    let password = doors.site.state().password_of(doors.person("auditor")).unwrap().password.id.to_string();
    let form = doors.site.own_form("auditor", "/password/revoke").add("password_id", password);
    refused(&doors.post(Some(&doors.site.holder("auditor")), &form));
}

#[test]
fn nobody_takes_anothers_passkey_away_as_ones_own() {
    let (doors, ..) = Doors::staffed();
    doors.enrolled("auditor");
    let id = doors.passkey("first");
    for address in ["/passkeys/revoke", "/people/passkeys/revoke"] {
        let form = doors.site.own_form("auditor", address).add("passkey", id.clone());
        let form = if address.starts_with("/people") { form.add("reason", "खोया") } else { form };
        assert_eq!(doors.post(Some(&doors.site.holder("auditor")), &form).status, StatusCode::NOT_FOUND, "{address}");
    }
    for page in ["/people/passkeys".to_owned(), format!("/people/passkeys/revoke?passkey={id}")] {
        assert_eq!(doors.site.get("auditor", &page).status, StatusCode::NOT_FOUND, "{page}");
        assert_eq!(doors.site.get("second", &page).status, StatusCode::OK, "control: {page}");
    }
    assert_eq!(doors.site.get("first", "/desk").status, StatusCode::OK, "control");
    let unknown =
        doors.site.own_form("first", "/people/passkeys/revoke").add("passkey", doors.site.new_id().to_string());
    let unknown = unknown.add("reason", "खोया");
    assert_eq!(doors.post(Some(&doors.site.holder("first")), &unknown).status, StatusCode::NOT_FOUND);
}

#[test]
pub(crate) fn a_change_is_unknown_to_whom_it_is_not_offered() {
    let (doors, ..) = Doors::staffed();
    doors.enrolled("auditor");
    let page = proposed(&doors, "first", "नया");
    let id: ChangeId = page.rsplit('/').next().unwrap().parse().unwrap();
    assert!(doors.site.state().change(id).is_some());
    for (who, address) in [("auditor", format!("{page}/agree-change")), ("first", format!("{page}/agree-change"))] {
        let form = doors.site.own_form(who, address).add("seen", "1");
        let answer = doors.post(Some(&doors.site.holder(who)), &form);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who}");
    }
    assert_eq!(doors.site.get("auditor", NEW_PERSON).status, StatusCode::NOT_FOUND);
}

/// The form of the page that goes on under another charge of its person.
#[test]
fn one_goes_on_under_another_charge_of_ones_own() {
    let (doors, ..) = Doors::staffed();
    let list =
        "post_key,kind,post,person_key,person,code\nx1,स्थायी आमंत्रित,एक पद,p,नया,हाँ\nx2,स्थायी आमंत्रित,दूसरा पद,p,,\n";
    let typed = doors.site.form("first", "/people/import", "preview_people").set("list", list).set("reason", "आदेश");
    let preview = in_one_script(&doors.post(Some(&doors.site.holder("first")), &typed).text());
    let page = doors.site.done("first", &form(&preview, "propose_change").unwrap()).next().to_owned();
    doors.site.act("second", &page, "agree_change", |form| form);
    let mut phone = device();
    let code = format!("{} {}", half(&doors, "first", &page), half(&doors, "second", &page));
    let answer = doors.post(None, &doors.enrol_form(&code, &mut phone));
    doors.site.hold("new", doors.site.holder_of(cookie(&answer)));
    let (old, session) = (doors.site.holder("new"), doors.session("new"));
    let state = doors.site.state();
    let other = state
        .charges()
        .find(|held| Some(held.person) == session.actor.person() && Some(held.id) != session.actor.charge());
    let foreign = doors.session("first").actor.charge().unwrap();
    let change = |charge: String| doors.site.own_form("new", "/charge").add("charge", charge);
    let refused = doors.post(Some(&old), &change(foreign.to_string()));
    assert_eq!((refused.status, refused.header("set-cookie")), (StatusCode::NOT_FOUND, ""));
    let offered = forms(&doors.site.page("new", "/sessions")).into_iter().find(|form| form.address == "/charge");
    // Both began in the same moment: either may be the first.
    let title = state.post(other.unwrap().post).unwrap().title.hi.clone();
    let other = other.unwrap().id.to_string();
    let offered = offered.expect("the other charge is offered");
    let changed = doors.post(Some(&old), &offered.set("charge", other));
    changed.must(StatusCode::SEE_OTHER);
    assert_eq!(doors.get(Some(&old), "/desk").next(), "/sign-in", "the old session has ended");
    let line = changed.header("set-cookie");
    let left: i64 = line.rsplit("Max-Age=").next().unwrap().parse().unwrap();
    assert!((43_000..=43_200).contains(&left), "{line}");
    let desk = doors.get(Some(&doors.site.holder_of(cookie(&changed))), "/desk");
    assert!(desk.text().contains(&title), "{title}");
}

/// A page without the marks where the script changes.
fn in_one_script(page: &str) -> String {
    page.replace("<span lang=\"en\">", "").replace("</span>", "")
}

/// Whose way in was taken away by another hand reads by whom and why, once he has come in by another one.
#[test]
fn who_lost_a_passkey_by_another_hand_reads_why() {
    let (doors, ..) = Doors::staffed();
    let phone = doors.passkey("first");
    let mut tablet = device();
    added(&doors, "first", &mut tablet).must(StatusCode::SEE_OTHER);
    let told = crate::words::hindi("taken-title");
    assert!(!doors.site.page("first", "/passkeys").contains(&told), "control");
    doors.site.done("second", &doors.revoking("second", &format!("/people/passkeys/revoke?passkey={phone}")));
    let signed_in = doors.post(None, &doors.sign_in_form(&mut tablet));
    signed_in.must(StatusCode::SEE_OTHER);
    doors.site.hold("first", doors.site.holder_of(cookie(&signed_in)));
    let page = doors.site.page("first", "/passkeys");
    assert!(page.contains(&told) && page.contains("उपकरण खो गया") && page.contains("post second"));
    assert!(!doors.site.page("second", "/passkeys").contains(&told), "nobody else reads it there");
}
