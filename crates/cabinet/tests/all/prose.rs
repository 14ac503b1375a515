//! What a section says: plain words stay what they were, a document comes back as it was written, and nothing else is read.

use cabinet::draft::{NoteDraft, count_words};
use cabinet::prose::{
    BLOCKS_MAX, BadProse, Block, CHARACTERS_MAX, COLUMNS_MAX, ITEMS_MAX, LIST_LEVELS_MAX, Prose, ROWS_MAX, words_sent,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn whole(blocks: impl Into<Value>) -> Value {
    json!({ "version": 1, "blocks": blocks.into() })
}

fn read(document: &Value) -> Result<Prose, BadProse> {
    Prose::parse(&document.to_string())
}

fn of(block: &Value) -> Result<Prose, BadProse> {
    read(&whole(json!([block])))
}

fn bulleted(items: impl IntoIterator<Item = Value>) -> Value {
    json!({ "numbered": false, "items": items.into_iter().collect::<Vec<_>>() })
}

fn table(rows: usize, columns: usize) -> Value {
    json!({ "table": { "header": true, "rows": vec![vec![json!([["क"]]); columns]; rows] } })
}

/// Lists within each other.
fn nested(levels: usize) -> Value {
    let innermost = bulleted([json!({ "paragraphs": [["क"]] })]);
    let list = (1..levels).fold(innermost, |list, _| bulleted([json!({ "paragraphs": [["ख"]], "lists": [list] })]));
    json!({ "list": list })
}

fn words() -> impl Strategy<Value = String> {
    "[ अकष़्aB1.|•\"\\\\<\n\t]{0,14}"
}

fn run() -> impl Strategy<Value = Value> {
    (words(), any::<Option<bool>>(), any::<Option<bool>>()).prop_map(|(text, strong, underline)| {
        match (strong, underline) {
            (None, None) => json!(text),
            (Some(strong), None) => json!({ "text": text, "strong": strong }),
            (None, Some(underline)) => json!({ "underline": underline, "text": text }),
            (Some(strong), Some(underline)) => json!({ "text": text, "strong": strong, "underline": underline }),
        }
    })
}

fn paragraph() -> impl Strategy<Value = Value> {
    prop::collection::vec(run(), 0..4).prop_map(Value::from)
}

fn paragraphs() -> impl Strategy<Value = Value> {
    prop::collection::vec(paragraph(), 1..3).prop_map(Value::from)
}

fn list(levels: usize) -> BoxedStrategy<Value> {
    let lists = match levels {
        0 | 1 => Just(Vec::new()).boxed(),
        more => prop::collection::vec(list(more - 1), 0..2).boxed(),
    };
    let item =
        (paragraphs(), lists).prop_map(|(paragraphs, lists)| json!({ "paragraphs": paragraphs, "lists": lists }));
    let items = prop::collection::vec(item, 1..4);
    (any::<bool>(), items).prop_map(|(numbered, items)| json!({ "numbered": numbered, "items": items })).boxed()
}

fn block() -> impl Strategy<Value = Value> {
    let rows =
        (1..4_usize).prop_flat_map(|columns| prop::collection::vec(prop::collection::vec(paragraphs(), columns), 1..4));
    prop_oneof![
        paragraph().prop_map(|paragraph| json!({ "paragraph": paragraph })),
        list(LIST_LEVELS_MAX).prop_map(|list| json!({ "list": list })),
        (any::<bool>(), rows).prop_map(|(header, rows)| json!({ "table": { "header": header, "rows": rows } })),
    ]
}

fn document() -> impl Strategy<Value = Prose> {
    prop::collection::vec(block(), 0..5).prop_map(|blocks| read(&whole(blocks)).unwrap())
}

/// How many words of the plain form are signs of lists and borders of cells.
fn signs(prose: &Prose) -> u32 {
    fn of_list(list: &cabinet::prose::List) -> usize {
        list.items.iter().map(|item| 1 + item.lists.iter().map(of_list).sum::<usize>()).sum()
    }
    let of_block = |block: &Block| match block {
        Block::Paragraph(_) => 0,
        Block::List(list) => of_list(list),
        Block::Table(table) => table.rows.iter().map(|row| row.len() - 1).sum(),
    };
    u32::try_from(prose.blocks().iter().map(of_block).sum::<usize>()).unwrap()
}

proptest! {
    #[test]
    fn plain_words_come_back_to_the_last_sign(typed in "[ अa\n\r\t\u{0}•|{\"]{0,40}") {
        let prose = Prose::from_plain(&typed);
        prop_assert_eq!(prose.plain(), typed.clone());
        prop_assert!(prose.is_plain());
        prop_assert_eq!(prose.words(), count_words(&typed));
        // As it lies in old records, and as it is written now.
        let kept = serde_json::to_string(&prose).unwrap();
        prop_assert_eq!(&kept, &serde_json::to_string(&typed).unwrap());
        prop_assert_eq!(serde_json::from_str::<Prose>(&kept).unwrap(), prose);
    }

    #[test]
    fn clean_words_come_back_through_an_editor_too(typed in "[ अa\n\t•|{\"\\\\]{0,40}") {
        let clean = hindi::clean_text(&typed).unwrap();
        let prose = Prose::parse(&Prose::from_plain(&clean).write()).unwrap();
        prop_assert_eq!(prose.plain(), clean);
    }

    #[test]
    fn a_document_comes_back_as_it_was_written(prose in document()) {
        prop_assert_eq!(&Prose::parse(&prose.write()).unwrap(), &prose);
        let kept = serde_json::to_string(&prose).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Prose>(&kept).unwrap(), &prose);
        prop_assert_eq!(kept.starts_with('"'), prose.is_plain());
    }

    #[test]
    fn no_word_is_lost_in_the_plain_form_and_no_sign_is_counted(prose in document()) {
        prop_assert_eq!(count_words(&prose.plain()) - signs(&prose), prose.words());
        let written: Vec<String> = prose.plain().split_whitespace().map(ToOwned::to_owned).collect();
        for block in prose.blocks() {
            if let Block::Table(table) = block {
                for word in table.rows.iter().flatten().flatten().flat_map(|one| {
                    one.text().split_whitespace().map(ToOwned::to_owned).collect::<Vec<_>>()
                }) {
                    prop_assert!(written.contains(&word), "{word:?} in {written:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_written_is_clean(prose in document()) {
        let texts = prose.blocks().iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text()),
            _ => None,
        });
        for text in texts {
            prop_assert_eq!(text.split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n"), text);
        }
    }

    #[test]
    fn whatever_is_sent_is_read_or_refused(written in ".{0,60}") {
        let _ = Prose::parse(&written);
        let _ = words_sent(&written);
    }

    #[test]
    fn a_document_with_one_leaf_changed_is_read_or_refused_and_its_words_are_kept(
        prose in document(), place in 0..400_usize, put in prop_oneof![
            Just(json!(null)), Just(json!(-1)), Just(json!(1.5)), Just(json!([])), Just(json!({})), Just(json!("\u{1}")),
            Just(json!({ "script": "x" })), Just(json!(true)), Just(json!([[[["x"]]]])),
        ],
    ) {
        let mut changed: Value = serde_json::from_str(&prose.write()).unwrap();
        let paths = places(&changed);
        *changed.pointer_mut(&paths[place % paths.len()]).unwrap() = put;
        let written = changed.to_string();
        if let Ok(read) = Prose::parse(&written) {
            prop_assert_eq!(&Prose::parse(&read.write()).unwrap(), &read);
        }
        let shown = words_sent(&written);
        for word in strings(&changed).iter().flat_map(|text| text.split_whitespace()) {
            prop_assert!(shown.contains(word) || word.contains('\u{1}'), "{word:?} in {shown:?}");
        }
    }
}

/// Where every value within a value lies.
fn places(value: &Value) -> Vec<String> {
    fn walk(value: &Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            Value::Array(all) => {
                for (number, one) in all.iter().enumerate() {
                    walk(one, &format!("{at}/{number}"), found);
                }
            }
            Value::Object(all) => {
                for (name, one) in all {
                    walk(one, &format!("{at}/{name}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(strings).collect(),
        Value::Object(all) => all.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_format_never_changes() {
    let written = concat!(
        r#"{"version":1,"blocks":[{"paragraph":["क ",{"text":"ख","strong":true},{"text":"\nग","strong":true,"underline":true}]},"#,
        r#"{"list":{"numbered":true,"items":[{"paragraphs":[["एक"]],"lists":[{"numbered":false,"items":[{"paragraphs":[["भीतर"]]}]}]},{"paragraphs":[["दो"],["और"]]}]}},"#,
        r#"{"table":{"header":true,"rows":[[[["वर्ष"]],[["करोड़"]]],[[["2025-26"]],[["12"],["कुल"]]]]}}]}"#
    );
    let prose = Prose::parse(written).unwrap();
    assert_eq!(prose.write(), written);
    assert_eq!(serde_json::to_string(&prose).unwrap(), written);
    assert_eq!(prose.plain(), "क ख\nग\n\n1. एक\n  • भीतर\n2. दो\n  और\n\nवर्ष | करोड़\n2025-26 | 12 कुल");
    assert_eq!(prose.words(), 12);
}

#[test]
fn what_is_nothing_but_plain_paragraphs_is_kept_as_words() {
    let written = r#"{"version":1,"blocks":[{"paragraph":["क"]},{"paragraph":["ख\n\nग"]},{"paragraph":[{"text":"घ","strong":false}]}]}"#;
    let prose = Prose::parse(written).unwrap();
    assert_eq!(serde_json::to_value(&prose).unwrap(), json!("क\n\nख\n\nग\n\nघ"));
    assert_eq!(prose.blocks().len(), 4);
    assert_eq!(Prose::parse(&prose.write()).unwrap(), prose);
}

#[test]
fn each_thing_that_is_wrong_is_named() {
    use BadProse::{Characters, Empty, Missing, OtherKind, Ragged, Repeated, TooDeep, TooLong, TooMany};
    use BadProse::{UnknownField, UnknownNode, Unreadable, Version};
    let named = |name: &str| name.to_owned();
    let many = |node, count_max| TooMany { node, count_max };
    let item = |count: usize| json!({ "list": bulleted(vec![json!({ "paragraphs": [["क"]] }); count]) });
    let wrong = [
        (json!({ "blocks": [] }), Missing { node: "document", name: "version" }),
        (json!({ "version": 2, "blocks": [] }), Version { found: 2 }),
        (json!({ "version": "1", "blocks": [] }), OtherKind { node: "version" }),
        (json!({ "version": -1, "blocks": [] }), OtherKind { node: "version" }),
        (json!({ "version": 1 }), Missing { node: "document", name: "blocks" }),
        (json!({ "version": 1, "blocks": {} }), OtherKind { node: "blocks" }),
        (json!({ "version": 1, "blocks": [], "more": 1 }), UnknownField { node: "document", name: named("more") }),
        (json!("words"), OtherKind { node: "document" }),
        (whole(vec![json!("words")]), OtherKind { node: "block" }),
        (whole(vec![json!({})]), Empty { node: "block" }),
        (whole(vec![json!({ "heading": ["क"] })]), UnknownNode { name: named("heading") }),
        (
            whole(vec![json!({ "paragraph": ["क"], "style": "x" })]),
            UnknownField { node: "block", name: named("style") },
        ),
        (whole(vec![json!({ "paragraph": "क" })]), OtherKind { node: "paragraph" }),
        (whole(vec![json!({ "paragraph": [1] })]), OtherKind { node: "run" }),
        (whole(vec![json!({ "paragraph": [{ "strong": true }] })]), Missing { node: "run", name: "text" }),
        (whole(vec![json!({ "paragraph": [{ "text": 1 }] })]), OtherKind { node: "text" }),
        (whole(vec![json!({ "paragraph": [{ "text": "क", "strong": 1 }] })]), OtherKind { node: "strong" }),
        (
            whole(vec![json!({ "paragraph": [{ "text": "क", "link": "x" }] })]),
            UnknownField { node: "run", name: named("link") },
        ),
        (whole(vec![json!({ "list": { "numbered": true, "items": [] } })]), Empty { node: "list" }),
        (whole(vec![json!({ "list": { "items": [] } })]), Missing { node: "list", name: "numbered" }),
        (whole(vec![json!({ "list": bulleted([json!({ "paragraphs": [] })]) })]), Empty { node: "item" }),
        (
            whole(vec![json!({ "list": bulleted([json!({ "paragraphs": [["क"]], "lists": [{ "table": 1 }] })]) })]),
            Missing { node: "list", name: "numbered" },
        ),
        (whole(vec![nested(LIST_LEVELS_MAX + 1)]), TooDeep { levels_max: LIST_LEVELS_MAX }),
        (whole(vec![item(ITEMS_MAX + 1)]), many("item", ITEMS_MAX)),
        (whole(vec![json!({ "table": { "header": true, "rows": [] } })]), Empty { node: "table" }),
        (whole(vec![json!({ "table": { "header": true, "rows": [[]] } })]), Empty { node: "row" }),
        (whole(vec![json!({ "table": { "header": true, "rows": [[[]]] } })]), Empty { node: "cell" }),
        (
            whole(vec![json!({ "table": { "header": true, "rows": [[[["क"]]], [[["ख"]], [["ग"]]]] } })]),
            Ragged { row: 2 },
        ),
        (whole(vec![table(ROWS_MAX + 1, 1)]), many("row", ROWS_MAX)),
        (whole(vec![table(1, COLUMNS_MAX + 1)]), many("column", COLUMNS_MAX)),
        (whole(vec![table(ROWS_MAX, 7)]), many("block", BLOCKS_MAX)),
        (
            whole(vec![json!({ "paragraph": ["क".repeat(CHARACTERS_MAX + 1)] })]),
            TooLong { characters_max: CHARACTERS_MAX },
        ),
    ];
    for (document, expected) in wrong {
        assert_eq!(read(&document), Err(expected), "{}", &document.to_string().chars().take(120).collect::<String>());
    }
    for (fits, what) in [(nested(LIST_LEVELS_MAX), "lists"), (item(ITEMS_MAX), "items"), (table(ROWS_MAX, 6), "rows")] {
        assert!(of(&fits).is_ok(), "control: {what}");
    }
    for character in ["\u{1}", "\u{202E}", "\u{FDD0}", "\r"] {
        let found = of(&json!({ "table": { "header": false, "rows": [[[[{ "text": character, "strong": true }]]]] } }));
        assert!(matches!(found, Err(Characters(_))), "{character:?}: {found:?}");
    }
    let twice = r#"{"version":1,"version":1,"blocks":[]}"#;
    assert_eq!(Prose::parse(twice), Err(Repeated { node: "document", name: named("version") }));
    let twice = r#"{"version":1,"blocks":[{"paragraph":[{"text":"क","text":"ख"}]}]}"#;
    assert_eq!(Prose::parse(twice), Err(Repeated { node: "run", name: named("text") }));
    assert_eq!(words_sent(twice), "क\nख", "both are shown again");
    let two_parts = r#"{"version":1,"blocks":[{"paragraph":["क"],"paragraph":["ख"]}]}"#;
    assert!(Prose::parse(two_parts).is_err());
    for bomb in ["[".repeat(100_000), format!("{}{}", "{\"list\":".repeat(50_000), "}".repeat(50_000)), String::new()] {
        assert_eq!(Prose::parse(&bomb), Err(Unreadable));
        assert_eq!(words_sent(&bomb), bomb);
    }
}

#[test]
fn a_draft_of_before_is_read_and_one_with_a_table_too() {
    let before: NoteDraft =
        serde_json::from_value(json!({ "subject": "क", "sections": { "gist": "एक\n\nदो" } })).unwrap();
    assert_eq!(before.sections["gist"].plain(), "एक\n\nदो");
    assert_eq!(serde_json::to_value(&before).unwrap()["sections"], json!({ "gist": "एक\n\nदो" }));
    let sections = BTreeMap::from([("gist".to_owned(), of(&table(2, 2)).unwrap())]);
    let now = NoteDraft { sections, ..NoteDraft::default() };
    let kept = serde_json::to_string(&now).unwrap();
    assert_eq!(serde_json::from_str::<NoteDraft>(&kept).unwrap(), now);
    let spoiled = kept.replace("\"version\":1", "\"version\":9");
    assert!(
        serde_json::from_str::<NoteDraft>(&spoiled).is_err(),
        "control: a version that is not known stops the reading"
    );
}

/// Words of an older font are changed run by run; what is strong stays strong, and a list stays a list.
#[test]
fn words_are_changed_and_what_they_are_stays() {
    let old = |words: &str| json!({ "text": words, "strong": true });
    let document = |one: Value, other: &str, row: &str| {
        whole(json!([
            { "paragraph": [one, " और ", { "text": other, "underline": true }] },
            { "list": { "numbered": true, "items": [{ "paragraphs": [[other]], "lists": [bulleted([json!({ "paragraphs": [[other]] })])] }] } },
            { "table": { "header": true, "rows": [[[[row]], [[other]]]] } },
        ]))
    };
    let change = |words: &str| match words {
        "jkT;" => Some("राज्य".to_owned()),
        "foHkkx" => Some("विभाग".to_owned()),
        _ => None,
    };
    let before = read(&document(old("jkT;"), "foHkkx", "jkT;")).unwrap();
    let after = read(&document(old("राज्य"), "विभाग", "राज्य")).unwrap();
    assert_ne!(before, after, "control");
    assert_eq!(before.clone().with_words(change), after);
    assert_eq!(before.clone().with_words(|_| None), before, "nothing is changed for which there are no other words");
    let gone = before.with_words(|words| (words == "jkT;").then(String::new));
    assert!(!gone.plain().contains("jkT;") && gone.plain().contains("foHkkx"), "a run without words is none");
}
