//! Bodies, ranks, leaves, mergers, abolished posts and a new ministry, through the forms of the pages.

use crate::page::Form;
use crate::walk::{Course, Walk};
use axum::http::StatusCode;
use cabinet::ids::{ChangeId, ChargeId};
use rehearsal::{charge, department, person, post};

pub fn now(walk: &Walk, deed: &str, fill: impl FnOnce(Form) -> Form) -> ChangeId {
    let change = walk_change(walk, deed, fill);
    walk.site.act("chief_secretary", &format!("/people/changes/{change}"), "agree_change", |form| form);
    change
}

fn walk_change(walk: &Walk, deed: &str, fill: impl FnOnce(Form) -> Form) -> ChangeId {
    let path = format!("/people/changes/new?do={deed}");
    let answer = walk.site.act("cabinet_section", &path, "propose_change", |form| fill(form).set("reason", "आदेश 7"));
    answer.next().split('/').nth(3).unwrap().parse().unwrap()
}

pub fn named(form: Form, name: &str) -> Form {
    form.set("name_hi", name).set("name_en", name)
}

/// A moment some days ahead, as it is typed.
fn until(walk: &Walk, form: Form, days: u32) -> Form {
    let date = hindi::ist_date(walk.site.office().now().plus_days(days).0);
    let mut parts = date.split('-').map(str::to_owned);
    let [year, month, day] = std::array::from_fn(|_| parts.next().unwrap());
    let form = form.set("until_year", year).set("until_month", month).set("until_day", day);
    form.set("until_hour", "10").set("until_minute", "30")
}

fn charge_of(walk: &Walk, key: &str) -> ChargeId {
    walk.site.state().charge_of_post(post(key)).unwrap().id
}

#[test]
fn bodies_are_formed_changed_and_dissolved() {
    let walk = Walk::begun();
    let [finance, law] = ["finance_minister", "law_minister"].map(|key| post(key).to_string());
    now(&walk, "enter_body&kind=cabinet_committee", |form| {
        named(form, "निवेश समिति").set("key", "investment").set("chair", finance.clone()).add("member", law.clone())
    });
    let body = walk.site.state().bodies().next().unwrap().body.clone();
    assert_eq!((body.chair, body.members), (post("finance_minister"), vec![post("law_minister")]));
    for who in ["cabinet_section", "chief_minister", "auditor", "chief_secretary"] {
        let page = walk.site.page(who, "/people/bodies");
        assert!(page.contains("निवेश समिति"), "{who}");
        assert_eq!(page.contains("do=change_body"), who == "cabinet_section", "{who}");
    }
    for page in ["bodies", "ranks"].map(|page| format!("/people/{page}")) {
        assert_eq!(walk.site.get("energy_secretary", &page).status, StatusCode::NOT_FOUND);
    }
    let form = walk.site.form(
        "cabinet_section",
        &format!("/people/changes/new?do=change_body&body={}", body.id),
        "propose_change",
    );
    assert_eq!((form.value("name_hi"), form.value("chair")), (Some("निवेश समिति"), Some(finance.as_str())));
    now(&walk, &format!("change_body&body={}", body.id), |form| form.set("chair", law).set("member", finance));
    let vacant = |walk: &Walk| {
        let page = walk.site.page("auditor", "/people/bodies");
        page.matches(&format!(">{}</span>", crate::words::hindi("people-vacant"))).count()
    };
    assert_eq!(vacant(&walk), 0, "control: chair and member are there");
    now(&walk, &format!("end_charge&charge={}", charge("law_minister")), |form| form);
    assert_eq!(vacant(&walk), 1, "the chair has gone");
    now(&walk, &format!("end_charge&charge={}", charge("finance_minister")), |form| form);
    assert_eq!(vacant(&walk), 2, "and the member");
    now(&walk, &format!("dissolve_body&body={}", body.id), |form| form);
    assert_eq!(vacant(&walk), 0, "of what was dissolved it is not told");
    assert!(walk.site.state().bodies().next().is_none());
    assert!(walk.site.page("cabinet_section", "/people/bodies").contains("निवेश समिति"), "the past is shown");
    let unfit = walk.site.form("cabinet_section", "/people/changes/new?do=enter_body&kind=council", "propose_change");
    let unfit = named(unfit, "परिषद").set("key", "council").set("reason", "आदेश");
    walk.site.post("cabinet_section", &unfit).must(StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn ranks_put_lists_in_order_and_a_post_is_abolished() {
    let walk = Walk::begun();
    now(&walk, "enter_rank", |form| named(form, "प्रथम").set("number", "१"));
    let rank = walk.site.state().ranks()[0].clone();
    assert_eq!(rank.place, 1);
    let law = post("law_minister");
    let place = |walk: &Walk| {
        let page = walk.site.page("cabinet_section", "/people");
        let at = |key: &str| page.find(&format!(">{key}</code>")).unwrap_or_else(|| panic!("{key}"));
        at("law_minister") < at("chief_minister")
    };
    assert!(!place(&walk));
    now(&walk, &format!("set_rank&post={law}"), |form| form.set("rank", rank.id.to_string()));
    assert!(place(&walk), "who has a rank goes first");
    now(&walk, &format!("change_rank&rank={}", rank.id), |form| form.set("number", "3"));
    assert_eq!(walk.site.state().ranks()[0].place, 3);
    now(&walk, &format!("set_rank&post={law}"), |form| form.set("rank", ""));
    assert!(!place(&walk));

    let auditor = charge("auditor");
    now(&walk, &format!("end_charge&charge={auditor}"), |form| form);
    now(&walk, &format!("close_post&post={}", post("auditor")), |form| form);
    let page = walk.site.page("cabinet_section", "/people");
    assert!(!page.contains(&format!("do=take_charge&amp;post={}", post("auditor"))), "nobody is offered it");
    assert!(page.contains(">auditor</code>"), "it is still found");
}

#[test]
fn a_leave_ends_by_itself_at_its_moment() {
    let mut walk = Walk::begun();
    let away = charge("law_secretary");
    now(&walk, &format!("arrange_leave&charge={away}"), |form| {
        until(&walk, form.set("person", person("finance_secretary").to_string()), 3)
    });
    let stand_in = charge_of(&walk, "law_secretary");
    assert_eq!(walk.site.state().charge(stand_in).unwrap().person, person("finance_secretary"));
    let page = walk.site.page("cabinet_section", "/people");
    assert!(page.contains("अवकाश व्यवस्था:") && page.contains("do=return_from_leave"));
    let view = walk.site.page("cabinet_section", &format!("/people/persons/{}", person("finance_secretary")));
    assert!(view.contains("अवकाश व्यवस्था:"));
    walk.site.days_ahead(4);
    for _ in 0..200 {
        if charge_of(&walk, "law_secretary") != stand_in {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let back = charge_of(&walk, "law_secretary");
    assert_eq!(walk.site.state().charge(back).unwrap().person, person("law_secretary"), "the office did it");
    assert!(walk.site.state().charge(stand_in).unwrap().until.is_some());
    assert!(!walk.site.page("cabinet_section", "/people").contains("अवकाश व्यवस्था:"));

    let home = charge("home_secretary");
    now(&walk, &format!("arrange_leave&charge={home}"), |form| {
        until(&walk, form.set("person", person("law_secretary").to_string()), 3)
    });
    let leave = walk.site.state().leaves().find(|record| record.ended.is_none()).unwrap().leave.id;
    now(&walk, &format!("return_from_leave&leave={leave}"), |form| form);
    let held = charge_of(&walk, "home_secretary");
    assert_eq!(walk.site.state().charge(held).unwrap().person, person("home_secretary"));
    let form = walk.site.form(
        "cabinet_section",
        &format!("/people/changes/new?do=arrange_leave&charge={held}"),
        "propose_change",
    );
    let form = form.set("person", person("law_secretary").to_string()).set("reason", "आदेश");
    walk.site.post("cabinet_section", &form).must(StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_merged_department_is_the_other_ones() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let page = format!("/proposals/{id}");
    assert_eq!(walk.site.get("health_secretary", &page).status, StatusCode::NOT_FOUND);
    now(&walk, &format!("merge_department&department={}", department("energy")), |form| {
        form.set("into", department("health").to_string())
    });
    for who in ["health_secretary", "health_minister", "energy_secretary", "energy_section"] {
        assert_eq!(walk.site.get(who, &page).status, StatusCode::OK, "{who}");
    }
    for who in ["energy_minister", "law_secretary"] {
        assert_eq!(walk.site.get(who, &page).status, StatusCode::NOT_FOUND, "{who}");
    }
    assert!(walk.site.page("health_secretary", "/proposals").contains(" → "));
    let people = walk.site.page("cabinet_section", "/people");
    assert!(
        !people.contains(&format!("department={}", department("energy")))
            && people.contains("से लोक")
            && people.contains("में विलय")
    );
}

#[test]
fn the_last_officer_of_the_section_stays() {
    let walk = Walk::begun();
    let path = format!("/people/changes/new?do=end_charge&charge={}", charge("cabinet_section"));
    let form = walk.site.form("cabinet_section", &path, "propose_change").set("reason", "आदेश");
    let answer = walk.site.post("cabinet_section", &form);
    answer.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("दो व्यक्ति नहीं रहेंगे"));
}

/// What an earlier ministry decided: officials read it on, the council of today does not by its posts.
#[test]
fn a_new_ministry_reads_no_folder_of_the_earlier_one() {
    let course = Course {
        recipients: &["chief_minister", "finance_minister", "energy_minister"],
        answer: "concurs",
        outcome: "approved",
    };
    let mut walk = Walk::begun();
    walk.tell(&course);
    let state = walk.site.state();
    let decided =
        state.proposals().find(|one| one.stage.name().key() == "decided" && one.department == department("energy"));
    let decided = format!("/proposals/{}", decided.unwrap().id);
    let meeting = state.readable_meetings(&rehearsal::actor("cabinet_section")).last().unwrap().id;
    let meeting = format!("/meetings/{meeting}");
    let council = ["chief_minister", "finance_minister", "energy_minister"];
    for who in council {
        assert_eq!(walk.site.get(who, &decided).status, StatusCode::OK, "control: {who}");
        assert_eq!(walk.site.get(who, &meeting).status, StatusCode::OK, "control: {who}");
    }
    let begun = now(&walk, "begin_ministry", |form| named(form, "सोलहवीं सरकार").set("number", "16"));
    assert!(walk.site.page("auditor", &format!("/people/changes/{begun}")).contains("नई सरकार का गठन"));
    assert!(walk.site.page("auditor", "/people/bodies").contains("सोलहवीं सरकार"));
    for who in council {
        assert_ne!(walk.site.get(who, "/desk").status, StatusCode::OK, "the session of the former holder is over");
        now(&walk, "enter_person", |form| {
            named(form, &format!("Member {who}")).set("post", post(who).to_string()).without("enrols")
        });
        walk.site.hold(who, walk.site.signed_in(who));
        assert_eq!(walk.site.get(who, "/desk").status, StatusCode::OK, "control");
        assert_eq!(walk.site.get(who, &decided).status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(walk.site.get(who, &meeting).status, StatusCode::NOT_FOUND, "{who}");
        assert!(!walk.site.page(who, "/meetings").contains(&meeting), "{who}");
    }
    for who in ["chief_secretary", "cabinet_section", "energy_secretary"] {
        assert_eq!(walk.site.get(who, &decided).status, StatusCode::OK, "{who}");
    }
    assert_eq!(walk.site.get("chief_secretary", &meeting).status, StatusCode::OK);
}

/// The field of a post in the form of a change of government.
fn seat(key: &str) -> String {
    format!("holder.{}", post(key))
}

/// A new ministry and the charges of its council are one change: proposed by one form, shown whole to the second person.
#[test]
fn a_new_ministry_comes_with_the_charges_of_its_council() {
    let walk = Walk::begun();
    now(&walk, "enter_person", |form| named(form, "New Member").without("enrols"));
    let new = walk.site.state().persons().find(|one| one.name.hi == "New Member").unwrap().id.to_string();
    let path = "/people/changes/new?do=begin_ministry";
    let html = walk.site.page("cabinet_section", path);
    let form = walk.site.form("cabinet_section", path, "propose_change");
    let council: Vec<_> = walk.site.state().open_posts().filter(|post| post.kind.is_member()).cloned().collect();
    assert!(council.len() > 5, "control");
    for post in &council {
        assert_eq!(form.value(&format!("holder.{}", post.id)), Some(""), "each post is chosen anew: {}", post.key);
        assert!(html.contains(&format!("अभी: {}", post.title.hi)), "and says who holds it today: {}", post.key);
    }
    assert_eq!(form.value(&seat("cabinet_section")), None, "an official's post stands in no council");
    assert!(!html.contains(&format!("value=\"{}\"", person("energy_secretary"))), "nor does an official");
    let form = named(form, "सोलहवीं सरकार").set("number", "16").set("reason", "आदेश 7");
    let form = form.set(&seat("chief_minister"), person("energy_minister").to_string());
    let form = form.set(&seat("energy_minister"), new);
    let first = walk.site.done("cabinet_section", &form);
    let change = walk.site.page("chief_secretary", first.next());
    for told in ["सोलहवीं सरकार", "New Member: ", "ये पद रिक्त रहेंगे"]
    {
        assert!(change.contains(told), "{told}");
    }
    let title = |key: &str| walk.site.state().post(post(key)).unwrap().title.hi.clone();
    let vacant = change.split("ये पद रिक्त रहेंगे").nth(1).unwrap().split("</dd>").next().unwrap();
    assert!(vacant.contains(&title("law_minister")) && !vacant.contains(&title("energy_minister")), "{vacant}");
    assert!(walk.site.state().ministry().is_none(), "nothing is done by one alone");
    walk.site.act("chief_secretary", first.next(), "agree_change", |form| form);
    let state = walk.site.state();
    assert_eq!(state.ministry().unwrap().ministry.number, 16);
    let holder = |key| state.charge_of_post(post(key)).map(|charge| page_name(&walk, charge.person));
    assert_eq!(holder("energy_minister").as_deref(), Some("New Member"));
    assert_eq!(holder("chief_minister"), Some(page_name(&walk, person("energy_minister"))));
    assert_eq!(holder("law_minister"), None);
    assert!(!walk.site.page("chief_secretary", first.next()).contains("ये पद रिक्त रहेंगे"), "only while it waits");
    let again = walk.site.post("cabinet_section", &form);
    assert_eq!((again.status, again.next()), (first.status, first.next()), "sent again it gets its first answer");
}

fn page_name(walk: &Walk, id: cabinet::ids::PersonId) -> String {
    walk.site.state().person(id).unwrap().name.hi.clone()
}

/// Every fault stands beside its row, and everything that was chosen and typed stands there again.
#[test]
fn faults_of_a_new_council_stand_beside_their_rows() {
    let walk = Walk::begun();
    let path = "/people/changes/new?do=begin_ministry";
    let form = walk.site.form("cabinet_section", path, "propose_change");
    let nobody = walk.site.new_id().to_string();
    let typed = named(form.clone(), "").set("number", "0").set("day", "40").set("reason", "आदेश 7");
    let typed = typed.set(&seat("chief_minister"), person("auditor").to_string());
    let typed =
        typed.set(&seat("law_minister"), nobody).set(&seat("energy_minister"), person("law_minister").to_string());
    let head = walk.site.head();
    let answer = walk.site.post("cabinet_section", &typed);
    answer.must(StatusCode::UNPROCESSABLE_ENTITY);
    let html = answer.text();
    let beside = |key: &str| {
        let row = html.split("<tr>").find(|row| row.contains(&seat(key))).unwrap();
        row.contains("aria-invalid").then(|| row.to_owned())
    };
    let word = crate::words::hindi;
    assert!(beside("chief_minister").unwrap().contains(&word("unfit-clash")));
    assert!(beside("law_minister").unwrap().contains(&word("unfit-person")));
    assert_eq!(beside("energy_minister"), None, "control: a row without a fault");
    for told in ["unfit-name", "unfit-number", "change-moment-unreadable"] {
        assert!(html.contains(&word(told)), "{told}");
    }
    let again = crate::page::form(&html, "propose_change").unwrap();
    for (name, value) in [("number", "0"), ("day", "40"), ("reason", "आदेश 7")] {
        assert_eq!(again.value(name), Some(value), "{name}");
    }
    for (key, chosen) in [("chief_minister", "auditor"), ("energy_minister", "law_minister")] {
        assert_eq!(again.value(&seat(key)), Some(person(chosen).to_string().as_str()), "{key}");
    }
    // A post that is none of the council is no row of the form.
    for foreign in [post("auditor").to_string(), walk.site.new_id().to_string()] {
        let other = named(form.clone(), "सरकार").set("number", "16").set("reason", "आदेश 7");
        let other = other.set(&format!("holder.{foreign}"), person("law_minister").to_string());
        walk.site.post("cabinet_section", &other).must(StatusCode::BAD_REQUEST);
    }
    assert_eq!(walk.site.head(), head, "nothing is recorded");
    // Closed while the form was being filled in.
    now(&walk, &format!("end_charge&charge={}", charge("law_minister")), |form| form);
    let law = department("law");
    now(&walk, &format!("set_minister&department={law}"), |form| form.set("minister", ""));
    now(&walk, &format!("close_post&post={}", post("law_minister")), |form| form);
    let late = named(form, "सरकार").set("number", "16").set("reason", "आदेश 7");
    let late = walk.site.post("cabinet_section", &late.set(&seat("law_minister"), person("law_minister").to_string()));
    late.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text().contains(&word("unfit-closed")) && late.text().contains(&seat("law_minister")));
}

/// A person is called otherwise on every page, once two have agreed; whoever is called so already is judged as on entering.
#[test]
fn a_person_is_renamed_on_every_page() {
    let walk = Walk::begun();
    let (id, word) = (person("law_secretary"), crate::words::hindi);
    let page = format!("/people/persons/{id}");
    let before = page_name(&walk, id);
    let path = format!("/people/changes/new?do=rename_person&person={id}");
    assert!(
        walk.site.page("cabinet_section", &page).contains(&path.replace('&', "&#38;")),
        "the page leads to the form"
    );
    assert!(!walk.site.page("chief_secretary", &page).contains("do=rename_person"));
    let form = walk.site.form("cabinet_section", &path, "propose_change").set("reason", "आदेश 7");
    assert_eq!(form.value("name_hi"), Some(before.as_str()), "only the difference is typed");
    // As somebody else: it must be said that it is another person, and the second is told.
    let other = page_name(&walk, person("energy_secretary"));
    let namesake = form.clone().set("name_hi", format!("श्री {other}"));
    let answer = walk.site.post("cabinet_section", &namesake);
    answer.must(StatusCode::UNPROCESSABLE_ENTITY);
    let again = crate::page::form(&answer.text(), "propose_change").unwrap();
    assert!(answer.text().contains(&word("field-namesake")));
    assert_eq!(again.value("name_hi"), Some(format!("श्री {other}").as_str()));
    let said = walk.site.done("cabinet_section", &again.set("namesake", "yes"));
    assert!(walk.site.page("chief_secretary", said.next()).contains("उनसे अलग व्यक्ति है"));
    walk.site.act("chief_secretary", said.next(), "refuse_change", |form| form);

    let form = walk.site.form("cabinet_section", &path, "propose_change").set("reason", "आदेश 7");
    let renamed =
        walk.site.done("cabinet_section", &form.clone().set("name_hi", "New Name").set("name_en", "New Name"));
    let told = |walk: &Walk| {
        let page = crate::page::unescaped(&walk.site.page("chief_secretary", renamed.next()));
        [before.as_str(), "का नाम अब: ", "New Name"].iter().all(|words| page.contains(words))
    };
    assert!(told(&walk));
    walk.site.act("chief_secretary", renamed.next(), "agree_change", |form| form);
    assert!(told(&walk), "the former name is still told, now that it is done");
    for page in [page.as_str(), "/people", &format!("/access-review/persons/{id}")] {
        assert!(walk.site.page("auditor", page).contains("New Name"), "{page}");
    }
    let own = walk.site.page("chief_secretary", &page);
    assert!(own.contains(&before) && own.contains(&word("person-former-names")));
    // Nobody is entered under the former name without being told.
    let entered = walk.site.form("cabinet_section", "/people/changes/new?do=enter_person", "propose_change");
    let entered = walk.site.post("cabinet_section", &named(entered, &before).set("reason", "आदेश 7"));
    entered.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(entered.text().contains("New Name"));
    walk.site.verified();
}

/// A department of the name of another one, and a charge for its own holder, are refused in a sentence.
#[test]
fn a_taken_name_and_ones_own_charge_are_told() {
    let walk = Walk::begun();
    let refused = |path: &str, fill: &dyn Fn(Form) -> Form, key: &str| {
        let form = walk.site.form("cabinet_section", path, "propose_change").set("reason", "आदेश 7");
        let answer = walk.site.post("cabinet_section", &fill(form));
        answer.must(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(&crate::words::hindi(key)), "{path}");
    };
    let state = walk.site.state();
    let health = state.department(department("health")).unwrap().name.hi.clone();
    let taken = |form: Form| named(form, &format!("{health}."));
    let path = format!("/people/changes/new?do=rename_department&department={}", department("energy"));
    refused(&path, &taken, "unfit-name-taken");
    refused("/people/changes/new?do=enter_department", &|form| taken(form).set("key", "other"), "unfit-name-taken");
    let path = format!("/people/changes/new?do=hand_over&charge={}", charge("law_minister"));
    let own = |form: Form| form.set("person", person("law_minister").to_string()).without("enrols");
    refused(&path, &own, "unfit-own-holder");
}

#[test]
fn a_persons_page_is_for_who_may_read_of_people() {
    let walk = Walk::begun();
    let page = format!("/people/persons/{}", person("law_secretary"));
    for who in ["cabinet_section", "chief_secretary", "chief_minister", "auditor"] {
        let html = walk.site.page(who, &page);
        assert!(html.contains("<h1>"), "{who}");
        assert_eq!(html.contains("do=enrol"), who == "cabinet_section", "{who}");
    }
    assert_eq!(walk.site.get("law_secretary", &page).status, StatusCode::NOT_FOUND);
    let nobody = format!("/people/persons/{}", walk.site.new_id());
    assert_eq!(walk.site.get("cabinet_section", &nobody).status, StatusCode::NOT_FOUND);
}

/// What was agreed to and is not possible at its moment says why, on its page, in the list and on the desks of both who
/// signed, until each has taken note.
#[test]
fn a_change_that_was_not_possible_says_why() {
    let mut walk = Walk::begun();
    let deed = format!("end_charge&charge={}", charge("auditor"));
    let date = hindi::ist_date(walk.site.office().now().plus_days(1).0);
    let mut parts = date.split('-').map(str::to_owned);
    let [year, month, day] = std::array::from_fn(|_| parts.next().unwrap());
    let later = now(&walk, &deed, |form| {
        form.set("day", day).set("month", month).set("year", year).set("hour", "12").set("minute", "0")
    });
    now(&walk, &deed, |form| form);
    let (page, why) = (format!("/people/changes/{later}"), crate::words::hindi("unfit-charge"));
    assert!(!walk.site.page("cabinet_section", &page).contains(&why), "control");
    walk.site.days_ahead(3);
    for _ in 0..200 {
        if walk.site.state().change(later).unwrap().impossible.is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let task = crate::words::hindi("task-acknowledge-change");
    for who in ["cabinet_section", "chief_secretary", "chief_minister"] {
        let told = walk.site.page(who, &page);
        assert!(told.contains(&why) && told.contains(&crate::words::hindi("change-impossible")), "{who}");
        assert!(walk.site.page(who, "/people/changes").contains(&why), "{who} reads it in the list");
        let signed = who != "chief_minister";
        assert_eq!(walk.site.page(who, "/desk").contains(&task), signed, "{who}");
        assert_eq!(crate::page::form(&told, "acknowledge_change").is_some(), signed, "{who}");
    }
    let form = walk.site.form("cabinet_section", &page, "acknowledge_change");
    let (first, head) = (walk.site.done("cabinet_section", &form), walk.site.head());
    let again = walk.site.post("cabinet_section", &form);
    assert_eq!((again.status, again.next()), (first.status, first.next()), "sent again it gets its first answer");
    assert_eq!(walk.site.head(), head, "and is recorded once");
    assert!(!walk.site.page("cabinet_section", "/desk").contains(&task));
    assert!(walk.site.page("chief_secretary", "/desk").contains(&task), "the other one has not seen it");
    let told = walk.site.page("cabinet_section", &page);
    assert!(crate::page::form(&told, "acknowledge_change").is_none() && told.contains(&why));
}
