//! Lists of posts out of spreadsheets: what is read, and what is told of what is wrong.

use crate::doors::Real;
use cabinet::body::BodyKind;
use cabinet::change::{Step, Unfit};
use cabinet::people::{Charge, PostKind};
use cabinet::terms::{Form, Language, forms};
use cabinet::{Cabinet, Moment};
use office::{CellFault, Column, ListWords, Misfit, PeopleList, read_people_list};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tokio::runtime::Runtime;
use uuid::Uuid;

const NOW: Moment = Moment(1_900_000_000_000);

fn repository(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

/// The words of the pages in a language, with the government's own words in their places.
fn with_terms(tag: &str, language: Language) -> String {
    let words = repository(&format!("locales/{tag}/people.ftl"));
    let said = |text: String, form: Form| text.replace(&format!("{{ -{} }}", form.name), &form.words);
    forms(None, language).into_iter().fold(words, said)
}

/// Words of the pages whose keys begin so, with what the rest of the key names.
fn worded<T>(prefix: &str, of: impl Fn(&str) -> Option<T>) -> Vec<(String, T)> {
    let locales = [with_terms("hi", Language::Hindi), with_terms("en", Language::English)];
    let lines = locales.iter().flat_map(|words| words.lines());
    let named = lines.filter_map(|line| line.strip_prefix(prefix)?.split_once(" = "));
    named.map(|(key, word)| (word.to_owned(), of(&key.replace('-', "_")).unwrap())).collect()
}

/// The words of the pages for columns and kinds of posts.
fn words() -> ListWords {
    let kind = |key: &str| PostKind::ALL.into_iter().find(|kind| kind.key() == key);
    let column = |key: &str| Column::ALL.into_iter().find(|column| column.key() == key);
    let body = |key: &str| BodyKind::ALL.into_iter().find(|kind| kind.key() == key);
    let body_kinds = worded("body-", |key| Some(body(key))).into_iter();
    let body_kinds = body_kinds.filter_map(|(word, kind)| Some((word, kind?))).collect();
    ListWords { headings: worded("heading-", column), kinds: worded("kind-", kind), body_kinds }
}

/// A government on its first day.
fn empty() -> Arc<Cabinet> {
    static EMPTY: OnceLock<Arc<Cabinet>> = OnceLock::new();
    EMPTY.get_or_init(|| Runtime::new().unwrap().block_on(async { Real::begun().await.office.state() })).clone()
}

fn read_into(cabinet: &Cabinet, text: &str) -> Result<PeopleList, Vec<CellFault>> {
    let mut number = 1 << 64;
    let mut new_id = || {
        number += 1;
        Uuid::from_u128(number)
    };
    read_people_list(text, cabinet, &words(), NOW, &mut new_id)
}

fn read(text: &str) -> Result<PeopleList, Vec<CellFault>> {
    read_into(&empty(), text)
}

const HEADING: &str = "department_key,department,post_key,kind,post,serves,minister_of,person_key,person,code";

/// The same columns as a page in Hindi calls them.
const HINDI_HEADING: &str = "विभाग का संक्षिप्त नाम,विभाग,पद का संक्षिप्त नाम,पद का प्रकार,पदनाम,किस पद का निजी स्टाफ,\
    किन विभागों के भारसाधक,व्यक्ति का संक्षिप्त नाम,पदधारी,पंजीयन कोड";

/// Rows under a heading of the columns that matter most.
fn list(rows: &[&str]) -> String {
    format!("{HEADING}\n{}\n", rows.join("\n"))
}

#[track_caller]
fn faults(text: &str) -> Vec<(usize, String, Misfit)> {
    let faults = read(text).expect_err("something is wrong with it");
    faults.into_iter().map(|fault| (fault.row, fault.column, fault.misfit)).collect()
}

#[track_caller]
fn told(text: &str, expected: &[(usize, &str, Misfit)]) {
    let expected: Vec<_> = expected.iter().map(|(row, column, misfit)| (*row, (*column).to_owned(), *misfit)).collect();
    assert_eq!(faults(text), expected, "{text}");
}

#[tokio::test]
async fn the_sample_is_read_and_two_persons_put_it_in_force() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (second, ..) = real.enrolled("second").await;
    let chief = real.charge("chief_secretary");
    // The government of these tests has a chief secretary and an auditor of its own.
    let sample = repository("samples/people.csv").replace("chief_secretary,मुख्य सचिव,", "adviser,स्थायी आमंत्रित,");
    let sample = sample.replace(",मुख्य सचिव,Chief Secretary,", ",पूर्व मुख्य सचिव,Former Chief Secretary,");
    let sample = sample.replace(",auditor,", ",second_auditor,").replace(",Auditor,हाँ", ",,हाँ");
    let mut new_id = || real.office.new_id().unwrap();
    let read = read_people_list(&sample, &real.office.state(), &words(), real.office.now(), &mut new_id).unwrap();
    assert_eq!(read.rows, 32);
    let counted = |what: fn(&Step) -> bool| read.steps.iter().filter(|step| what(step)).count();
    assert_eq!(counted(|step| matches!(step, Step::EnterDepartment { .. })), 10);
    assert_eq!(counted(|step| matches!(step, Step::EnterPost { .. })), 31);
    assert_eq!(counted(|step| matches!(step, Step::TakeCharge { .. })), 31);
    let enrolments = counted(|step| matches!(step, Step::Enrol { .. }));
    let before = real.office.state();
    real.change(&first, &second, read.steps).await;
    let state = real.office.state();
    assert_eq!(state.posts().count(), before.posts().count() + 31);
    assert_eq!(state.charges().count(), before.charges().count() + 31);
    assert_eq!(state.enrolments().count(), before.enrolments().count() + enrolments);
    assert!(state.charges().any(|held| held.id == chief), "control: what there was stays");
    let taken = list(&["power,ऊर्जा विभाग,power_section,अनुभाग अधिकारी,अनुभाग,,,,,"]);
    let taken = read_people_list(&taken, &state, &words(), real.office.now(), &mut new_id).unwrap_err();
    let taken: Vec<_> = taken.iter().map(|fault| (fault.row, fault.column.as_str(), fault.misfit)).collect();
    assert_eq!(taken, [(2, "department", Misfit::Unfit(Unfit::NameTaken))], "the record has a department of this name");
    let again = read_people_list(&sample, &state, &words(), real.office.now(), &mut new_id).unwrap_err();
    assert_eq!(again.len(), 31, "{again:?}");
    assert!(again.iter().all(|fault| fault.misfit == Misfit::Namesake && fault.column == "person"), "{again:?}");
}

/// No department takes the name of another one of the list; the fault stands beside its name.
#[test]
fn a_departments_name_is_its_own() {
    let row = |key: &str, name: &str| format!("{key},{name},{key}_section,अनुभाग अधिकारी,अनुभाग {key},,,,,");
    let twice = |second: &str| list(&[&row("energy", "ऊर्जा विभाग"), &row("power", second)]);
    told(&twice("ऊर्जा  विभाग"), &[(3, "department", Misfit::Unfit(Unfit::NameTaken))]);
    read(&twice("विद्युत विभाग")).unwrap();
}

#[test]
fn one_list_is_read_alike_in_every_dress() {
    let plain = list(&[
        "energy,ऊर्जा विभाग,energy_section,अनुभाग अधिकारी,\"अनुभाग अधिकारी, ऊर्जा\",,,,रामप्रसाद,हाँ",
        ",,energy_minister,मंत्री,ऊर्जा मंत्री,,energy,,सीता देवी,",
    ]);
    let expected = read(&plain).unwrap();
    assert_eq!((expected.rows, expected.steps.len()), (2, 9));
    let Some(Step::EnterPost { post }) = expected.steps.get(1) else { panic!("{:?}", expected.steps) };
    assert_eq!((post.kind, post.title.hi.as_str()), (PostKind::SectionOfficer, "अनुभाग अधिकारी, ऊर्जा"));
    let tabs = plain.replace("\"अनुभाग अधिकारी, ऊर्जा\"", "@").replace(',', "\t").replace('@', "अनुभाग अधिकारी, ऊर्जा");
    let dressed = [
        ("the mark of a spreadsheet", format!("\u{feff}{plain}")),
        ("lines of Windows", plain.replace('\n', "\r\n")),
        ("tabs", tabs.clone()),
        ("empty lines and tabs", format!("\n\n{tabs}\n\n")),
        ("everything quoted", plain.lines().map(quoted).collect::<Vec<_>>().join("\n")),
        ("no last line's end", plain.trim_end().to_owned()),
        ("English kinds", plain.replace(",अनुभाग अधिकारी,", ",Section officer,").replace(",मंत्री,", ",Minister,")),
        ("kinds of the grid", plain.replace(",अनुभाग अधिकारी,", ",section_officer,").replace(",मंत्री,", ",MINISTER,")),
        (
            "headings as people write them",
            plain.replace("department_key", "Department Key").replace("post_key", "POST-KEY"),
        ),
        ("empty rows", plain.replace("हाँ\n", "हाँ\n,,,,,,,,,\n")),
        ("semicolons", tabs.replace('\t', ";")),
        ("Hindi headings", plain.replace(HEADING, HINDI_HEADING)),
        (
            "a nukta more",
            plain.replace(HEADING, &HINDI_HEADING.replace("पदनाम", " पदनाम  ").replace("पंजीयन", "पंजी\u{200d}यन")),
        ),
        ("kinds in another spelling", plain.replace(",अनुभाग अधिकारी,", ",अनुभाग  अधिकारी,")),
    ];
    for (what, text) in dressed {
        assert_eq!(read(&text).as_ref(), Ok(&expected), "{what}: {text}");
    }
}

fn quoted(line: &str) -> String {
    let inside = line.replace("\"अनुभाग अधिकारी, ऊर्जा\"", "@");
    let cells = inside.split(',').map(|cell| format!("\"{}\"", cell.replace('@', "अनुभाग अधिकारी, ऊर्जा")));
    cells.collect::<Vec<_>>().join(",")
}

#[test]
fn every_misfit_is_told_where_it_stands() {
    for empty in ["", "\u{feff}", "\n\n"] {
        told(empty, &[(1, "", Misfit::NoRows)]);
    }
    told(HEADING, &[(2, "", Misfit::NoRows)]);
    told("post_key,colour,post_key\n", &[(1, "colour", Misfit::Heading), (1, "post_key", Misfit::Heading)]);
    told(&list(&[",,a,auditor,A,,,,,,one too many"]), &[(2, "", Misfit::Cells)]);
    told(&list(&[",,a,gardener,A,,,,,"]), &[(2, "kind", Misfit::Kind)]);
    told(&list(&[",,a,,A,,,,,"]), &[(2, "kind", Misfit::Empty)]);
    told(&list(&[",,,auditor,A,,,,,"]), &[(2, "post_key", Misfit::Empty)]);
    told(&list(&[",Energy,,,,,,,,"]), &[(2, "department_key", Misfit::Empty)]);
    told(&list(&[",,a,auditor,A,,,,,yes"]), &[(2, "person", Misfit::Empty)]);
    told(&list(&[",,a,auditor,A,,,p,,"]), &[(2, "person", Misfit::Empty)]);
    told(&list(&[",,a,private_staff,A,nobody,,,,"]), &[(2, "serves", Misfit::Unknown)]);
    told(&list(&[",,a,minister,A,,nothing,,,"]), &[(2, "minister_of", Misfit::Unknown)]);
    told(&list(&[",,a,auditor,A,,,,P,perhaps"]), &[(2, "code", Misfit::YesOrNo)]);
    told(&list(&["d,One,,,,,,,,", "d,Other,,,,,,,,"]), &[(3, "department", Misfit::Otherwise)]);
    told(
        &list(&[",,a,governor_secretary,A,,,p,One,", ",,b,permanent_invitee,B,,,p,Other,"]),
        &[(3, "person", Misfit::Otherwise)],
    );
}

/// A mark that nobody closed would take the rows behind it for a part of its cell.
#[test]
fn a_quotation_mark_swallows_no_row() {
    let (good, next) = (",,n1,auditor,\"लेखा, एक\",,,,,", ",,n2,governor_secretary,दो,,,,,");
    assert_eq!(read(&list(&[good, next])).unwrap().rows, 2, "control");
    let open = ",,n1,auditor,\"x,,,,,";
    told(&list(&[open]), &[(2, "post", Misfit::Quote)]);
    told(&list(&[open, next]), &[(2, "post", Misfit::Quote)]);
    // The row behind brings the second mark: at its end, or around a cell of its own.
    told(&list(&[open, ",,n2,auditor,z,,,,,w\""]), &[(2, "post", Misfit::Quote)]);
    told(&list(&[open, good]), &[(2, "post", Misfit::Quote)]);
    told(&list(&[next, "", ",,n1,auditor,x,,,,\"y,"]), &[(4, "person", Misfit::Quote)]);
    told(&list(&[",,n1,auditor,\"x\" y,,,,,"]), &[(2, "post", Misfit::Quote)]);
    told(&list(&[",,n1,auditor, \"x, y\",,,,,"]), &[(2, "post", Misfit::Quote)]);
    told("post_key,\"kind\na,auditor\n", &[(1, "", Misfit::Quote)]);
    told(&list(&[good, open, next]).replace(',', "\t").replace("लेखा\t", "लेखा"), &[(3, "post", Misfit::Quote)]);
    // Controls: marks within a cell, a title of two lines with a comma.
    for title in ["लेखा \"एक\"", "\"लेखा \"\"एक\"\"\"", "\"उप सचिव,\nऊर्जा, भोपाल\"", "\"\"", "\"x\" "]
    {
        let list = list(&[&format!(",,n1,auditor,{title},,,,,")]);
        let quote = |fault: &CellFault| fault.misfit == Misfit::Quote;
        assert!(!read(&list).is_err_and(|faults| faults.iter().any(quote)), "{title}");
    }
}

#[test]
fn a_department_has_one_minister_in_charge() {
    let (first, other) = (",,a,minister,A,,d,,,", ",,b,minister,B,,d,,,");
    told(&list(&["d,D,,,,,,,,", first, other]), &[(4, "minister_of", Misfit::TwoMinisters)]);
    told(&list(&["d,D,,,,,,,,", other, first]), &[(4, "minister_of", Misfit::TwoMinisters)]);
    let once = read(&list(&["d,D,,,,,,,,", ",,a,minister,A,,d d,,,", ",,b,minister,B,,,,,"])).unwrap();
    assert_eq!(once.steps.iter().filter(|step| matches!(step, Step::SetMinister { .. })).count(), 1, "control");
}

/// One mistake is told once: not again of everything that needs what it should have brought.
#[test]
fn what_follows_from_a_fault_is_not_told() {
    let unfit = Misfit::Unfit;
    told(&list(&["d,D,,,,,,,,", ",,A b,minister,A,,d,,One,yes"]), &[(3, "post_key", unfit(Unfit::Key))]);
    told(&list(&["D,One,x,secretary,X,,,,One,yes"]), &[(2, "department_key", unfit(Unfit::Key))]);
    told(&list(&[",,A b,minister,A,,,,,", ",,s,private_staff,S,A b,,,One,"]), &[(2, "post_key", unfit(Unfit::Key))]);
    // Another mistake in a row behind is another one.
    told(
        &list(&[",,A b,minister,A,,,,One,yes", ",,auditor,permanent_invitee,A,,,,Two,"]),
        &[(2, "post_key", unfit(Unfit::Key)), (3, "post_key", unfit(Unfit::KeyTaken))],
    );
}

/// Faults name a column as the list does.
#[test]
fn a_fault_names_the_column_as_the_list_does() {
    let list = format!("{HINDI_HEADING}\n,,a,माली,A,,,,,\n");
    told(&list, &[(2, "पद का प्रकार", Misfit::Kind)]);
    told("POST-KEY,Kind\nA b,auditor\n", &[(2, "POST-KEY", Misfit::Unfit(Unfit::Key))]);
    told("post_key\na\n", &[(2, "kind", Misfit::Empty)]);
}

/// What stands in a row and could not be used is never passed over.
#[test]
fn nothing_is_passed_over_in_silence() {
    let heading = "department_key,department,department_en,post_key,kind,post,person,person_key,person_en,code";
    for (row, column, misfit) in [
        (",,Energy,a,auditor,A,,,,", "department_key", Misfit::Empty),
        (",,,a,auditor,A,,,Somebody,", "person", Misfit::Empty),
        ("d,D,,,,,,,Somebody,", "post_key", Misfit::Empty),
        ("d,D,,,,,,p,,", "post_key", Misfit::Empty),
        ("d,D,,,,,,,,yes", "post_key", Misfit::Empty),
    ] {
        told(&format!("{heading}\n{row}\n"), &[(2, column, misfit)]);
    }
    assert!(read(&format!("{heading}\nd,D,,,,,,,,no\n")).is_ok(), "control: no code for nobody");
}

#[test]
fn what_the_rules_do_not_allow_is_told_where_it_stands() {
    let unfit = Misfit::Unfit;
    told(&list(&[",,A b,auditor,A,,,,,"]), &[(2, "post_key", unfit(Unfit::Key))]);
    told(&list(&[",,auditor,governor_secretary,A,,,,,"]), &[(2, "post_key", unfit(Unfit::KeyTaken))]);
    told(&list(&[",,a,governor_secretary,,,,,,"]), &[(2, "post", unfit(Unfit::Name))]);
    told(&list(&[",,a,secretary,A,,,,,"]), &[(2, "department_key", unfit(Unfit::NoDepartment))]);
    told(&list(&[",,a,private_staff,A,,,,,"]), &[(2, "serves", unfit(Unfit::Serves))]);
    told(&list(&[",,a,auditor,A,first,,,,"]), &[(2, "serves", unfit(Unfit::Serves))]);
    told(&list(&[",,a,chief_secretary,A,,,,,"]), &[(2, "kind", unfit(Unfit::Second))]);
    told(&list(&["D,One,,,,,,,,"]), &[(2, "department_key", unfit(Unfit::Key))]);
    told(&list(&["d,,,,,,,,,"]), &[(2, "department", unfit(Unfit::Name))]);
    told(&list(&["d,D,,,,,,,,", ",,a,auditor,A,,d,,,"]), &[(3, "minister_of", unfit(Unfit::Minister))]);
    told(&list(&[",,a,auditor,A,,,p,One,", ",,b,governor_secretary,B,,,p,,"]), &[(3, "person", unfit(Unfit::Clash))]);
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_nothing_is_taken() {
    let rows = [
        "d,One,,,,,,,,",
        ",,a,gardener,A,,,,P,perhaps",
        ",,b,governor_secretary,B,,,,Fine,yes",
        "d,Other,,,,,,,,",
        ",,c,minister,C,,nothing,,,",
    ];
    told(
        &list(&rows),
        &[
            (3, "kind", Misfit::Kind),
            (3, "code", Misfit::YesOrNo),
            (5, "department", Misfit::Otherwise),
            (6, "minister_of", Misfit::Unknown),
        ],
    );
    assert_eq!(read(&list(&[rows[0], rows[2]])).unwrap().rows, 2, "control: without what is wrong it is taken");
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts_them() {
    let wrong = ",,a,gardener,A,,,,,";
    told(&list(&["d,One,,,,,,,,", "", "", wrong]), &[(5, "kind", Misfit::Kind)]);
    told(&list(&["d,\"One\nTwo\nThree\",,,,,,,,", wrong]), &[(3, "kind", Misfit::Kind)]);
    told(&list(&["", "d,\"One\r\nTwo\",,,,,,,,", "", wrong]), &[(5, "kind", Misfit::Kind)]);
    told(&list(&[",,,,,,,,,", wrong]), &[(3, "kind", Misfit::Kind)]);
    told(&format!("\n{}", list(&[wrong])), &[(3, "kind", Misfit::Kind)]);
    told("\n\ncolour\n", &[(3, "colour", Misfit::Heading)]);
    told(&format!("{HEADING}\n\n{wrong}"), &[(3, "kind", Misfit::Kind)]);
}

#[test]
fn a_second_row_of_a_person_is_an_additional_charge() {
    let rows = [
        ",,a,governor_secretary,A,,,p,One,yes,",
        ",,b,permanent_invitee,B,,,p,,,",
        ",,c,permanent_invitee,C,,,, ONE ,,",
    ];
    let text = |rows: &[&str]| format!("{HEADING},namesake\n{}\n", rows.join("\n"));
    told(&text(&rows), &[(4, "person", Misfit::Namesake)]);
    let both = read(&text(&[rows[0], rows[1], ",,c,permanent_invitee,C,,,, ONE ,,yes"])).unwrap();
    let charges = both.steps.iter().filter_map(|step| match step {
        Step::TakeCharge { person, .. } => Some(*person),
        _ => None,
    });
    let charges: Vec<_> = charges.collect();
    assert_eq!(charges.len(), 3);
    assert!(charges[0] == charges[1] && charges[0] != charges[2], "the same name alone is not the same person");
    assert_eq!(both.steps.iter().filter(|step| matches!(step, Step::EnterPerson { .. })).count(), 2);
    assert_eq!(both.steps.iter().filter(|step| matches!(step, Step::Enrol { .. })).count(), 1);
}

/// A person of the record is named by a post that it holds. The same name alone is neither the same person nor another
/// one: of one human two persons would be two who agree with each other.
#[test]
fn whoever_stands_in_the_record_is_not_entered_again_unseen() {
    let state = empty();
    // Whose post stands alone in a person takes no other one.
    let meets = |held: &&Arc<Charge>| state.post(held.post).is_some_and(|post| !post.kind.stands_alone());
    let charged = state.charges().find(meets).unwrap();
    let first = state.post(charged.post).unwrap();
    let (name, key) = (&state.person(charged.person).unwrap().name.hi, &first.key);
    let heading = format!("{HEADING},holder_of,namesake");
    let text = |row: &str| format!("{heading}\n{row}\n");
    let plain = format!(",,a,permanent_invitee,A,,,,{name},yes");
    told(&text(&format!("{plain},,")), &[(2, "person", Misfit::Namesake)]);
    told(&text(&format!("{plain},{key},yes")), &[(2, "holder_of", Misfit::Otherwise)]);
    told(&text(&format!("{plain},nobody,")), &[(2, "holder_of", Misfit::Unknown)]);
    told(&text(&format!("{plain},,perhaps")), &[(2, "namesake", Misfit::YesOrNo)]);
    told(&text(&format!(",,a,permanent_invitee,A,,,,Other,,{key},")), &[(2, "person", Misfit::Otherwise)]);
    told(&text(",,a,permanent_invitee,A,,,,,,,yes"), &[(2, "person", Misfit::Empty)]);
    told(&text(",,a,permanent_invitee,A,,,,रा\u{200B}म,,,"), &[(2, "person", Misfit::Unfit(Unfit::Invisible))]);
    let entered = |list: &PeopleList| list.steps.iter().any(|step| matches!(step, Step::EnterPerson { .. }));
    let taken = |list: &PeopleList| {
        list.steps.iter().any(|step| matches!(step, Step::TakeCharge { person, .. } if *person == charged.person))
    };
    for row in [format!("{plain},{key},"), format!(",,a,permanent_invitee,A,,,,,,{key},")] {
        let list = read(&text(&row)).unwrap();
        assert!(taken(&list) && !entered(&list), "{row}");
    }
    let another = read(&text(&format!("{plain},,yes"))).unwrap();
    assert!(entered(&another) && !taken(&another), "control: said to be another one");
}

const SEATS: &str = "post_key,kind,post,rank,rank_place,chair_of,member_of,body_key,body_kind,body,body_en";

fn seats(rows: &[&str]) -> String {
    format!("{SEATS}\n{}\n", rows.join("\n"))
}

/// A rank of a name is entered once, with its place; a body with all who sit in it, in whatever order rows stand.
#[test]
fn ranks_and_bodies_come_with_the_posts() {
    let hindi = SEATS.split(',').map(|key| {
        let words = words().headings.into_iter().find(|(_, column)| column.key() == key);
        words.unwrap_or_else(|| panic!("{key} has no word")).0
    });
    let hindi = hindi.collect::<Vec<_>>().join(";");
    let rows = [
        "m1,minister,M1,कैबिनेट मंत्री,१०,,growth",
        "m2,minister,M2,कैबिनेट  मंत्री,,growth,,,,,",
        "m3,minister_of_state,M3,राज्य मंत्री,20,,growth security,,,,",
        ",,,,,,,growth,मंत्री समूह,विकास समूह,Growth",
        "m4,minister,M4,,,security,,security,cabinet_committee,सुरक्षा समिति,",
    ];
    let list = read(&seats(&rows)).unwrap();
    assert_eq!(read(&seats(&rows).replace(SEATS, &hindi).replace(',', ";")), Ok(list.clone()), "{hindi}");
    assert_eq!(list.rows, 5);
    let ranks = list.steps.iter().filter_map(|step| match step {
        Step::EnterRank { rank } => Some((rank.name.hi.as_str(), rank.place)),
        _ => None,
    });
    assert_eq!(ranks.collect::<Vec<_>>(), [("कैबिनेट मंत्री", 10), ("राज्य मंत्री", 20)]);
    assert_eq!(list.steps.iter().filter(|step| matches!(step, Step::SetRank { rank: Some(_), .. })).count(), 3);
    let post = |key: &str| {
        let found = list.steps.iter().find_map(|step| match step {
            Step::EnterPost { post } if post.key == key => Some(post.id),
            _ => None,
        });
        found.unwrap()
    };
    let bodies = list.steps.iter().filter_map(|step| match step {
        Step::EnterBody { body } => Some((body.key.as_str(), body.kind, body.chair, body.members.clone())),
        _ => None,
    });
    assert_eq!(
        bodies.collect::<Vec<_>>(),
        [
            ("growth", BodyKind::GroupOfMinisters, post("m2"), vec![post("m1"), post("m3")]),
            ("security", BodyKind::CabinetCommittee, post("m4"), vec![post("m3")]),
        ]
    );
}

/// Posts of a list join the ranks and bodies of the record; who sits there stays.
#[tokio::test]
async fn posts_of_a_list_join_what_there_is() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (second, ..) = real.enrolled("second").await;
    let mut new_id = || real.office.new_id().unwrap();
    let rows =
        ["m1,minister,M1,कैबिनेट मंत्री,10,growth,,growth,group_of_ministers,विकास समूह,", "m2,minister,M2,,,,growth,,,,"];
    let read = |text: &str, new_id: &mut dyn FnMut() -> Uuid| {
        read_people_list(text, &real.office.state(), &words(), real.office.now(), new_id)
    };
    let list = read(&seats(&rows), &mut new_id).unwrap();
    real.change(&first, &second, list.steps).await;
    let known = real.office.state().bodies().next().unwrap().body.clone();
    let more = read(&seats(&["m3,minister,M3,कैबिनेट मंत्री,,,growth,,,,"]), &mut new_id).unwrap();
    assert!(!more.steps.iter().any(|step| matches!(step, Step::EnterRank { .. } | Step::EnterBody { .. })));
    real.change(&first, &second, more.steps).await;
    let state = real.office.state();
    let body = state.bodies().next().unwrap().body.clone();
    let added = state.posts().find(|post| post.key == "m3").unwrap().id;
    assert_eq!((body.chair, body.members), (known.chair, [known.members, vec![added]].concat()));
    assert_eq!(state.rank_of(added).unwrap().place, 10);
    let fault = |row: usize, column: &str, misfit| CellFault { row, column: column.to_owned(), misfit };
    let again = read(&seats(&["m4,minister,M4,कैबिनेट मंत्री,11,,growth,,,,"]), &mut new_id).unwrap_err();
    assert_eq!(again, [fault(2, "rank_place", Misfit::Otherwise)]);
    let taken = read(&seats(&["m4,minister,M4,,,growth,,growth,group_of_ministers,G,"]), &mut new_id).unwrap_err();
    assert_eq!(taken, [fault(2, "body_key", Misfit::Unfit(Unfit::KeyTaken))]);
}

#[test]
fn every_misfit_of_ranks_and_bodies_is_told_where_it_stands() {
    let unfit = Misfit::Unfit;
    let group = ",,,,,,,g,group_of_ministers,G,";
    let (chair, member) = ("a,minister,A,,,g,,,,,", "b,minister,B,,,,g,,,,");
    assert!(read(&seats(&[group, chair, member])).is_ok(), "control");
    for (rows, expected) in [
        (vec!["a,minister,A,R,,,,,,,"], (2, "rank_place", Misfit::NewRank)),
        (vec!["a,minister,A,R,x,,,,,,"], (2, "rank_place", unfit(Unfit::Number))),
        (vec!["a,minister,A,R,1000,,,,,,"], (2, "rank_place", unfit(Unfit::Number))),
        (vec!["a,minister,A,,5,,,,,,"], (2, "rank", Misfit::Empty)),
        (vec!["a,minister,A,R,5,,,,,,", "b,minister,B,R,6,,,,,,"], (3, "rank_place", Misfit::Otherwise)),
        (vec![",,,R,5,,,,,,"], (2, "post_key", Misfit::Empty)),
        (vec!["a,minister,A,,,,nothing,,,,"], (2, "member_of", Misfit::Unknown)),
        (vec!["a,minister,A,,,nothing,,,,,"], (2, "chair_of", Misfit::Unknown)),
        (vec![group, chair, "b,auditor,B,,,,g,,,,", member], (4, "member_of", unfit(Unfit::Members))),
        (
            vec![group, "a,minister_of_state,A,,,g,,,,,", member, "c,minister,C,,,g,,,,,"],
            (3, "chair_of", unfit(Unfit::Chair)),
        ),
        (vec![group, chair, member, "c,minister,C,,,g,,,,,"], (5, "chair_of", Misfit::TwoChairs)),
        (vec![group, "a,minister,A,,,g,g,,,,", member], (3, "member_of", unfit(Unfit::Members))),
        (vec![group, member], (2, "body_key", Misfit::NoChair)),
        (vec![group, chair], (2, "member_of", unfit(Unfit::Members))),
        (vec![group, group, chair, member], (3, "body_key", unfit(Unfit::KeyTaken))),
        (vec![",,,,,,,,group_of_ministers,G,"], (2, "body_key", Misfit::Empty)),
        (vec![",,,,,,,g,team,G,"], (2, "body_kind", Misfit::BodyKind)),
        (vec![",,,,,,,g,,G,"], (2, "body_kind", Misfit::Empty)),
        (vec![",,,,,,,g,group_of_ministers,,", chair, member], (2, "body", unfit(Unfit::Name))),
        (vec![",,,,,,,G 1,group_of_ministers,G,", "a,minister,A,,,G 1,,,,,"], (3, "chair_of", Misfit::Unknown)),
    ] {
        let found = faults(&seats(&rows));
        let (row, column, misfit) = expected;
        assert!(found.contains(&(row, column.to_owned(), misfit)), "{rows:?}: {found:?}");
    }
}

/// Faults, or steps that the rules accept.
fn holds(text: &str) -> Result<(), TestCaseError> {
    match read(text) {
        Ok(list) => {
            prop_assert_eq!(cabinet::change_faults(&empty(), &list.steps, NOW), []);
            prop_assert!(list.rows > 0 && !list.steps.is_empty());
        }
        Err(faults) => {
            prop_assert!(!faults.is_empty());
            let lines = text.split(['\n', '\r']).count() + 1;
            prop_assert!(faults.iter().all(|fault| (1..=lines).contains(&fault.row)), "{faults:?}");
            prop_assert!(faults.is_sorted_by_key(|fault| fault.row));
        }
    }
    Ok(())
}

fn cell() -> impl Strategy<Value = String> {
    let words =
        ["", "", "", "a", "b", "d", "energy", "first", "मंत्री", "auditor", "private_staff", "secretary", "minister"];
    let more = ["yes", "हाँ", "no", "perhaps", "p", "नाम", "\"a\nb\"", "a b", "\"", "chief_minister", " a "];
    prop_oneof![4 => prop::sample::select(words.to_vec()), 1 => prop::sample::select(more.to_vec())]
        .prop_map(str::to_owned)
}

fn row() -> impl Strategy<Value = String> {
    let department = prop::sample::select(vec!["d#,विभाग,", "d0,,", ",,", ",,"]);
    let kind =
        prop::sample::select(vec!["auditor", "minister", "secretary", "chief_minister", "मंत्री", "private_staff"]);
    let of = prop::sample::select(vec![",", ",", "first,", ",d0"]);
    let person = prop::sample::select(vec![",,", ",नाम#,", "p,नाम,", "p,,", ",नाम#,हाँ", "p#,नाम p#,yes", ",,yes"]);
    (department, kind, of, person)
        .prop_map(|(department, kind, of, person)| format!("{department}k#,{kind},पद,{of},{person}"))
}

#[test]
fn control_what_is_nearly_a_list_is_often_taken() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut taken, rows) = (0, prop::collection::vec(row(), 1..4));
    for _ in 0..100 {
        let rows = rows.new_tree(&mut runner).unwrap().current();
        let rows: Vec<String> =
            rows.iter().enumerate().map(|(number, row)| row.replace('#', &number.to_string())).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        taken += usize::from(read(&list(&rows)).is_ok());
    }
    assert!((10..90).contains(&taken), "{taken} of 100");
}

proptest! {
    #[test]
    fn any_text_is_faults_or_steps_that_can_be_done(text in any::<String>(), under in any::<bool>()) {
        holds(&if under { format!("{HEADING}\n{text}") } else { text })?;
    }

    /// Mostly in order: many of these lists are taken.
    #[test]
    fn what_is_nearly_a_list_is_faults_or_steps_that_can_be_done(rows in prop::collection::vec(row(), 1..6)) {
        let rows: Vec<String> = rows.iter().enumerate().map(|(number, row)| row.replace('#', &number.to_string())).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        holds(&list(&rows))?;
    }

    #[test]
    fn any_cells_are_faults_or_steps_that_can_be_done(
        heading in prop::sample::subsequence(Column::ALL.to_vec(), 3..=Column::ALL.len()),
        rows in prop::collection::vec(prop::collection::vec(cell(), 0..14), 0..8),
        delimiter in prop::sample::select(vec![",", "\t", ";"]),
        end in prop::sample::select(vec!["\n", "\r\n", "\n\n"]),
    ) {
        let heading: Vec<String> = heading.into_iter().map(|column| column.key().to_owned()).collect();
        let lines = std::iter::once(heading).chain(rows).map(|row| row.join(delimiter));
        holds(&lines.collect::<Vec<_>>().join(end))?;
    }
}
