//! Mistakes in a government's rules are refused with the line where they stand.

use crate::player::{Player, SYSTEM, begin};
use cabinet::act::Act;
use cabinet::rules::Rules;
use cabinet::terms::{Gender, Language, Term, forms};
use cabinet::{LedgerNature, Refusal};

const RULES: &str = rehearsal::RULES;

/// The line, from 1, on which `words` stand for the `nth` time, from 1.
fn line(text: &str, words: &str, nth: usize) -> usize {
    text.lines().enumerate().filter(|(_, line)| line.contains(words)).nth(nth - 1).unwrap().0 + 1
}

#[track_caller]
fn refused(text: &str, line: usize, reason: &str) {
    let error = Rules::parse(text).unwrap_err();
    assert!(error.reason.contains(reason), "{error}");
    assert_eq!(error.line, line, "{error}");
}

fn change(from: &str, to: &str) -> String {
    assert!(RULES.contains(from), "{from}");
    RULES.replacen(from, to, 1)
}

#[test]
fn the_rules_of_the_sample_are_read() {
    let rules = Rules::parse(RULES).unwrap();
    assert_eq!(rules.government, "madhya-pradesh");
    assert_eq!(rules.consultation_days, 10);
    let allowed: Vec<&str> = rules.allowed_classifications().map(|step| step.key.as_str()).collect();
    assert_eq!(allowed, ["restricted", "confidential"]);
    assert_eq!(rules.word("extract").unwrap().hi, "निर्णय का उद्धरण");
    assert_eq!(rules.classification("secret").unwrap().hi, "गुप्त");
    assert!(rules.classification("no_such").is_none());
    assert!(rules.schedule_label("financial").is_some());
}

#[test]
fn unknown_keys_are_refused_on_their_line() {
    let text = change("consultation_days = 10", "consultation_days = 10\nconsultation_weeks = 2");
    refused(&text, line(&text, "consultation_weeks", 1), "unknown field `consultation_weeks`");
    let text = change("mandatory = false", "mandatory = false\noptional = true");
    refused(&text, line(&text, "optional", 1), "unknown field `optional`");
    let text = change("hi = \"संक्षेपिका\"", "hn = \"संक्षेपिका\"");
    refused(&text, line(&text, "hn =", 1), "unknown field `hn`");
}

#[test]
fn mistakes_of_form_are_refused_on_their_line() {
    let text = change("consultation_days = 10", "consultation_days = \"10\"");
    refused(&text, line(&text, "consultation_days", 1), "invalid type");
    let text = change("consultation_days = 10", "consultation_days = -1");
    refused(&text, line(&text, "consultation_days", 1), "invalid value");
    let text = change("concern = \"law\"", "concern = \"laws\"");
    refused(&text, line(&text, "\"laws\"", 1), "unknown variant");
    let text = change("government = \"madhya-pradesh\"", "government = madhya");
    refused(&text, line(&text, "government =", 1), "");
    let text = change("note_words_max = 4000", "note_words_max = 4000\nnote_words_max = 5000");
    refused(&text, line(&text, "note_words_max", 2), "duplicate key");
    let text = change("consultation_days = 10", "# consultation_days = 10");
    refused(&text, 1, "missing field `consultation_days`");
}

#[test]
fn mistakes_of_content_are_refused_on_their_line() {
    let text = change("consultation_days = 10", "# consultation_days are counted\nconsultation_days = 0");
    refused(&text, line(&text, "consultation_days", 2), "at least one day");
    let text = change("note_words_max = 4000", "note_words_max = 0");
    refused(&text, line(&text, "note_words_max", 1), "at least one word");
    let text = change("classification_ceiling = \"confidential\"", "classification_ceiling = \"cosmic\"");
    refused(&text, line(&text, "classification_ceiling", 1), "not one of the classifications");
    let text = change("key = \"background\"", "key = \"gist\"");
    refused(&text, line(&text, "key = \"gist\"", 2), "two sections");
    let text = change("key = \"new_scheme\"", "key = \"financial\"");
    refused(&text, line(&text, "key = \"financial\"", 2), "two entries of the schedule");
    let text = change("key = \"top_secret\"", "key = \"secret\"");
    refused(&text, line(&text, "key = \"secret\"", 2), "two classifications");
    for days in [0, 31] {
        let text = change("inquiry_days = 7", &format!("inquiry_days = {days}"));
        refused(&text, line(&text, "inquiry_days", 1), "from one day to thirty");
    }
    let text = change("ratification_days = 30", "ratification_days = 0");
    refused(&text, line(&text, "ratification_days", 1), "after one day at the earliest");
    for day in ["2027-02-29", "31-03-2027", "2027-3-31", ""] {
        let text = change("paper_route_until = \"2027-03-31\"", &format!("paper_route_until = \"{day}\""));
        refused(&text, line(&text, "paper_route_until", 1), "2026-11-08");
    }
    let text = change("schedule = [\"legislation\"]", "schedule = [\"financial\", \"legislature\"]");
    refused(&text, line(&text, "\"legislature\"", 1), "the schedule has no such entry");
    let text = change("key = \"finance_view_waived\"", "key = \"expenditure_committee\"");
    refused(&text, line(&text, "key = \"expenditure_committee\"", 2), "two preconditions");
    let text = change("key = \"conduct_code\"", "key = \"format\"");
    refused(&text, line(&text, "key = \"format\"", 2), "two items of the checklist");
    let start = RULES.find("[[sections]]").unwrap();
    let end = RULES.find("[[schedule]]").unwrap();
    let head = RULES.find("[office_days]").unwrap();
    let text = format!("{}sections = []\n\n{}{}", &RULES[..head], &RULES[head..start], &RULES[end..]);
    refused(&text, line(&text, "sections = []", 1), "at least one section");
}

#[test]
fn a_section_without_room_for_a_word_is_a_mistake() {
    let text = change("words_max = 150", "words_max = 0");
    refused(&text, line(&text, "words_max = 0", 1), "at least one word");
    let rules = Rules::parse(&change("words_max = 150", "words_max = 1")).unwrap();
    assert_eq!(rules.sections.iter().filter_map(|section| section.words_max).collect::<Vec<_>>(), [1], "control");
    assert_eq!(Rules::parse(&change("words_max = 150", "")).unwrap().sections[0].words_max, None);
}

#[test]
fn mistakes_of_office_days_are_refused_on_their_line() {
    let all = "\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\", \"sunday\"";
    let text = change("\"saturday\", \"sunday\"", all);
    refused(&text, line(&text, "weekly_closed", 1), "one day of the week");
    for day in ["26-01", "02-30", "1-26", "०१-२६", " 01-26", "2026-01-26", ""] {
        let text = change("\"01-26\"", &format!("\"{day}\""));
        refused(&text, line(&text, "yearly_closed", 1), "01-26");
    }
    for day in ["2026-02-29", "26-01-2026", "2026-11-8", "01-26"] {
        let text = change("closed = []", &format!("closed = [\"2026-11-08\", \"{day}\"]"));
        refused(&text, line(&text, "closed = [\"2026", 1), "2026-11-08");
    }
    let text = change("\"01-26\"", "\"02-29\"");
    assert!(Rules::parse(&text).is_ok(), "control: there is such a day in leap years");
    let text = change("\"saturday\"", "\"someday\"");
    refused(&text, line(&text, "weekly_closed", 1), "unknown variant");
}

/// Rules that were adopted before there were inquiries are read for ever.
#[test]
fn rules_of_before_the_inquiry_are_read() {
    let text = change("inquiry_days = 7", "");
    assert_eq!(Rules::parse(&text).unwrap().inquiry_days, 7);
    let text = change("inquiry_days = 7", "inquiry_days = 3");
    assert_eq!(Rules::parse(&text).unwrap().inquiry_days, 3, "control: what is written holds");
}

/// A misspelt department would never be asked, without anybody noticing.
#[test]
fn a_department_that_must_be_asked_exists() {
    let text = change("department = \"law\"", "department = \"lawn\"");
    let (place, government) = (line(&text, "\"lawn\"", 1), rehearsal::government());
    let act = Act::Begin { nature: LedgerNature::Training, rules: text, government };
    let Refusal::Rules(error) = Player::empty().refused(SYSTEM, act) else { panic!("another refusal") };
    assert_eq!((error.line, error.reason.as_str()), (place, "no department has this key"));
    Player::empty().must(SYSTEM, begin());
}

/// The rules without the lines that begin so.
fn without(begins: &str) -> String {
    let kept: Vec<&str> = RULES.lines().filter(|line| !line.starts_with(begins)).collect();
    assert_eq!(kept.len(), RULES.lines().count() - 1, "{begins} stands once");
    kept.join("\n") + "\n"
}

#[test]
fn mistakes_of_words_are_refused_on_their_line() {
    let text = change("file = {", "files = {");
    refused(&text, line(&text, "files = {", 1), "no page has a word «files»");
    let text = without("council = ");
    refused(&text, line(&text, "[words]", 1), "the words lack «council»");
    let text = change("gender = \"feminine\"\nplural", "plural");
    refused(&text, line(&text, "[words.note]", 1), "the word «note» lacks its gender, masculine or feminine");
    let text = without("plural = ");
    refused(&text, line(&text, "[words.note]", 1), "the word «note» lacks its plural in both languages");
    let text = without("oblique = ");
    refused(&text, line(&text, "[words.note]", 1), "the word «note» lacks its oblique plural");
    let text = change("seat = { hi = \"भोपाल\", en = \"Bhopal\" }", "seat = { hi = \"भोपाल\" }");
    refused(&text, line(&text, "seat =", 1), "the word «seat» lacks its English");
    let text = change("seat = { hi = \"भोपाल\"", "seat = { hi = \"\"");
    refused(&text, line(&text, "seat =", 1), "the word «seat» lacks its Hindi");
    let text = change("deferred = { hi = \"आस्थगित\"", "deferred = { hi = \"\"");
    refused(&text, line(&text, "deferred =", 1), "the word «deferred» lacks its Hindi");
    for unseen in ["भो\\nपाल", "भोपाल\\u200B", " भोपाल"] {
        let text = change("seat = { hi = \"भोपाल\"", &format!("seat = {{ hi = \"{unseen}\""));
        refused(&text, line(&text, "seat =", 1), "the word «seat» is one line");
    }
    let text = change("gender = \"masculine\"", "gender = \"neuter\"");
    refused(&text, line(&text, "\"neuter\"", 1), "unknown variant");
    assert!(Rules::parse(&change("\"Bhopal\"", "\"Bhojpal\"")).is_ok(), "control: it may be called otherwise");
}

/// Rules that were adopted before they had these words are read for ever, and mean what stood on the pages then.
#[test]
fn rules_of_before_the_words_mean_what_stood_on_the_pages() {
    let start = RULES.find("[words]\n").unwrap();
    let (head, tail) = (&RULES[..start], &RULES[RULES.find("[[sections]]").unwrap()..]);
    let earlier = "[words]\nnote = { hi = \"टिप्पणी\", en = \"Cabinet note\" }\ncalled = { hi = \"कुछ\" }\n\n";
    let text = format!("{head}{earlier}{tail}");
    assert!(Rules::parse(&text).is_err(), "control: new rules have every word");
    let earlier = Rules::read(&text).unwrap();
    for term in Term::ALL {
        assert_eq!(earlier.term(term), term.usual(), "{term:?}: half a word is not taken");
    }
    let now = Rules::parse(RULES).unwrap();
    assert_eq!(Term::ALL.map(|term| now.term(term)), Term::ALL.map(Term::usual), "these rules say the same");
    let own = Rules::parse(&change("\"Bhopal\"", "\"Bhojpal\"")).unwrap();
    assert_eq!(own.term(Term::Seat).en, "Bhojpal", "control: what is written holds");
}

#[test]
fn a_word_has_its_forms() {
    let hindi = forms(None, Language::Hindi);
    let said = |name: &str| hindi.iter().find(|form| form.name == name).map(|form| form.words.as_str());
    assert_eq!(["note", "notes", "notes-oblique"].map(said), [Some("संक्षेपिका"), Some("संक्षेपिकाएँ"), Some("संक्षेपिकाओं")]);
    assert_eq!(hindi[0].gender, Some(Gender::Feminine));
    assert_eq!(said("no-such"), None, "control");
    let english = forms(None, Language::English);
    let said = |name: &str| english.iter().find(|form| form.name == name).map(|form| form.words.as_str());
    assert_eq!(["note", "Note", "Notes"].map(said), [Some("memorandum"), Some("Memorandum"), Some("Memoranda")]);
    assert_eq!(said("Cabinet-section"), Some("Cabinet section"));
}

/// Each file of `rules/` can be adopted, by a government with the departments of the sample.
#[test]
fn every_governments_rules_are_adopted() {
    let mut governments = Vec::new();
    for file in crate::governments::files() {
        let text = std::fs::read_to_string(&file).unwrap();
        let rules = Rules::parse(&text).unwrap_or_else(|error| panic!("{}, {error}", file.display()));
        assert_eq!(file.file_stem().unwrap().to_str().unwrap(), rules.government, "a file is called as its government");
        let act = Act::Begin { nature: LedgerNature::Training, rules: text, government: rehearsal::government() };
        Player::empty().must(SYSTEM, act);
        governments.push(rules);
    }
    let same = |of: &dyn Fn(&Rules) -> String| governments.iter().all(|one| of(one) == of(&governments[0]));
    assert!(!same(&|rules| rules.term(Term::Note).hi), "control: they call things differently");
    assert!(!same(&|rules| format!("{}", rules.consultation_days)), "control: they count differently");
}
