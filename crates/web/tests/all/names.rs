//! File numbers in another spelling, departments under a new name, and pages that say what they need.

use crate::site::Site;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::proposal::StageName;

#[test]
fn a_note_is_known_under_any_spelling_of_its_number() {
    let mut walk = Walk::begun();
    let note = walk.drive("energy", StageName::Submitted);
    let site = walk.site;
    let number = site.state().proposal(note).unwrap().number.clone();
    let start = |site: &Site, number: &str| {
        let form = site.own_form("energy_section", "/proposals/new").set("number", number).set("subject", "S");
        site.post("energy_section", &form).status
    };
    assert_eq!(start(&site, "3-11/2025"), StatusCode::SEE_OTHER);
    assert_eq!(start(&site, "३-११ / २०२५"), StatusCode::CONFLICT, "of another matter");
    assert_eq!(start(&site, "३-११/२०२६"), StatusCode::SEE_OTHER, "control");
    let asked = |site: &Site, number: &str| {
        site.own_form("cabinet_section", "/emergency-access/new")
            .set("access", site.new_id().to_string())
            .set("department", rehearsal::department("energy").to_string())
            .set("number", number)
            .set("hours", "4")
            .set("order", "F 2")
            .set("reason", "A flood.")
    };
    let unknown = asked(&site, "३-१२/२०२५");
    site.post("cabinet_section", &unknown).must(StatusCode::UNPROCESSABLE_ENTITY);
    let digits =
        |sign: char| sign.to_digit(10).and_then(|digit| char::from_u32(u32::from('०') + digit)).unwrap_or(sign);
    let devanagari: String = number.chars().map(digits).collect();
    assert_ne!(devanagari, number, "control: another spelling");
    let spelt = asked(&site, &devanagari);
    site.post("cabinet_section", &spelt).must(StatusCode::SEE_OTHER);
}

#[test]
fn departments_of_the_emergency_form_stand_in_order() {
    let site = Walk::begun().site;
    let page = site.get("cabinet_section", "/emergency-access/new").text();
    let list = page.split("id=\"department\"").nth(1).unwrap().split("</select>").next().unwrap();
    let words = list.split("</option>").filter_map(|option| option.rsplit_once('>').map(|(_, words)| words));
    let words: Vec<_> = words.map(str::trim).filter(|words| words.ends_with("विभाग")).collect();
    assert!(words.len() > 5 && words.is_sorted(), "{words:?}");
}

/// The record holds the name of today alone: it is never told as the one before.
#[test]
fn a_done_renaming_does_not_tell_the_new_name_as_the_former_one() {
    let mut walk = Walk::begun();
    let energy = rehearsal::department("energy");
    let former = walk.site.state().department(energy).unwrap().name.hi.clone();
    let change = walk.propose_change(&format!("rename_department&department={energy}"), |form| {
        form.set("name_hi", "शक्ति विभाग").set("name_en", "Power")
    });
    let path = format!("/people/changes/{change}");
    let told = |walk: &Walk| walk.site.get("chief_secretary", &path).text();
    let before = told(&walk);
    assert!(before.contains(&former) && before.contains("शक्ति विभाग"), "control: from, and to");
    walk.change_step("chief_secretary", change, "agree_change");
    let after = told(&walk);
    let sentence = after.split("का नाम बदला गया").next().unwrap();
    assert!(after.contains("का नाम बदला गया") && sentence.contains("energy"), "{after}");
    let main = after.split("<main").nth(1).unwrap();
    assert_eq!(main.matches("शक्ति विभाग").count(), 1, "{main}");
}

/// A form that asks the device says beside it, to whoever has no scripts, that it cannot be sent so.
#[test]
fn every_form_that_asks_the_device_says_that_it_needs_scripts() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let (mut folders, mut found) = (vec![folder], 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let state = text.contains("data-passkey-state");
            found += usize::from(state);
            assert!(!state || text.contains("<noscript><p class=\"notice stop\">"), "{}", path.display());
        }
    }
    assert!(found >= 5, "control: {found}");
}
