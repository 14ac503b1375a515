//! What is told of persons: also of who holds no post, and by which way somebody signs in.

use super::Doors;
use super::passwords::enrolled_with_password;
use crate::words::hindi;

/// Somebody who is known and holds nothing has a page, and whoever may propose finds the way to a code.
#[test]
fn a_person_without_a_charge_is_found() {
    let (doors, ..) = Doors::staffed();
    doors.enrolled("auditor");
    let guest = format!("/people/persons/{}", doors.person("guest"));
    let list = doors.site.page("first", "/people");
    let part = list.split(&hindi("people-without-charge")).nth(1).expect("a part of the page");
    assert!(part.contains(&format!("href=\"{guest}\"")) && part.contains(&hindi("people-not-enrolled")));
    assert!(part.contains("do=enrol") && part.contains(&doors.person("guest").to_string()), "the way to a code");
    assert!(!part.contains(&doors.person("auditor").to_string()), "control: who holds a post stands there alone");
    assert!(doors.site.page("first", &guest).contains("guest"));
    let read = doors.site.page("auditor", "/people");
    assert!(read.contains(&guest) && !read.contains("do=enrol"), "who may only read finds no deed");
    // A charge that ends leads there, with what it was.
    let charge = doors.site.state().charges().find(|held| held.person == doors.person("late")).unwrap().id;
    let ends = format!("/people/changes/new?do=end_charge&charge={charge}");
    let page = doors.site.act("first", &ends, "propose_change", |form| form.set("reason", "आदेश 8"));
    doors.site.act("second", page.next(), "agree_change", |form| form);
    let list = doors.site.page("first", "/people");
    let part = list.split(&hindi("people-without-charge")).nth(1).unwrap();
    assert!(part.contains(&doors.person("late").to_string()) && part.contains("post late"));
}

#[test]
fn a_code_that_set_a_password_was_used_and_the_password_is_told() {
    let (doors, ..) = Doors::staffed();
    let page = || doors.site.page("first", &format!("/people/persons/{}", doors.person("auditor")));
    assert!(page().contains(&hindi("enrolment-open")), "control: nothing was done with it");
    assert!(!page().contains("lekha.1"));
    enrolled_with_password(&doors, "auditor", "lekha.1");
    let told = page();
    assert!(told.contains(&hindi("enrolment-used")) && !told.contains(&hindi("enrolment-closed")));
    assert!(told.contains("lekha.1") && told.contains(&hindi("person-opens")));
    let (list, person) = (doors.site.page("first", "/people"), doors.person("auditor").to_string());
    let row = list.split("<tr>").find(|row| row.contains(&person)).unwrap();
    assert!(!row.contains(&hindi("people-not-enrolled")), "a password opens the door too");
    let list = doors.site.page("first", "/people/passkeys");
    let revoke = doors.revoking("first", &super::Doors::link(&list, "/people/passwords/revoke?"));
    doors.site.done("first", &revoke);
    let told = page();
    assert!(told.contains("उपकरण खो गया") && told.contains("post first"), "by whom, and why");
    let ended = crate::words::all("hi").remove("password-ended-on").unwrap();
    let ended = ended.rsplit('}').next().unwrap().trim().to_owned();
    assert!(page().contains(&ended) && !page().contains(&hindi("person-opens")));
}
