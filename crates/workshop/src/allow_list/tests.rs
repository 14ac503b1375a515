use super::*;
use serde_json::{Value, json};

/// A one-page PDF as qpdf describes it, with more objects and more keys of the catalogue.
fn described(catalogue: Value, objects: Value) -> Vec<u8> {
    let mut all = json!({
        "obj:1 0 R": { "value": { "/Type": "/Catalog", "/Pages": "2 0 R" } },
        "obj:2 0 R": { "value": { "/Type": "/Pages", "/Kids": ["3 0 R"], "/Count": 1 } },
        "obj:3 0 R": { "value": { "/Type": "/Page", "/Parent": "2 0 R", "/MediaBox": [0, 0, 200.50, 200] } },
        "trailer": { "value": { "/Root": "1 0 R", "/Size": 4 } },
    });
    for (key, value) in catalogue.as_object().unwrap() {
        all["obj:1 0 R"]["value"][key] = value.clone();
    }
    for (name, value) in objects.as_object().unwrap() {
        all[name] = value.clone();
    }
    json!({ "qpdf": [{ "jsonversion": 2, "maxobjectid": 30 }, all] }).to_string().into_bytes()
}

/// The objects that a review rewrites, the trailer aside, and what it says was dropped.
fn reviewed(catalogue: Value, objects: Value) -> (Value, Vec<Dropped>) {
    let review = review(&described(catalogue, objects), 10).unwrap();
    let mut update: Value = serde_json::from_slice(&review.update).unwrap();
    let mut objects = update["qpdf"][1].take();
    objects.as_object_mut().unwrap().remove("trailer");
    (objects, review.dropped.into_iter().collect())
}

#[test]
fn a_harmless_paper_is_left_alone() {
    let (changed, dropped) = reviewed(json!({ "/Lang": "u:hi-IN" }), json!({}));
    assert_eq!((changed, dropped), (json!({}), vec![]));
}

#[test]
fn the_catalogue_keeps_only_what_is_listed() {
    let (changed, dropped) = reviewed(
        json!({
            "/OpenAction": { "/S": "/JavaScript", "/JS": "u:app.alert(1)" },
            "/Names": { "/EmbeddedFiles": "9 0 R", "/Dests": "8 0 R" },
            "/AcroForm": { "/XFA": "7 0 R", "/Fields": [] },
            "/Vendor": true,
        }),
        json!({}),
    );
    assert_eq!(
        changed,
        json!({ "obj:1 0 R": { "value": {
            "/Type": "/Catalog", "/Pages": "2 0 R", "/Names": { "/Dests": "8 0 R" }, "/AcroForm": { "/Fields": [] },
        }}})
    );
    assert_eq!(dropped, vec![Dropped::Actions, Dropped::EmbeddedFiles, Dropped::XmlForm, Dropped::Others]);
}

#[test]
fn name_trees_and_forms_in_objects_of_their_own_are_held_to_their_lists() {
    let (changed, _) = reviewed(
        json!({ "/Names": "10 0 R", "/AcroForm": "11 0 R" }),
        json!({
            "obj:10 0 R": { "value": { "/JavaScript": "12 0 R", "/Pages": "13 0 R" } },
            "obj:11 0 R": { "value": { "/SigFlags": 3, "/DA": "u:/Helv 0 Tf" } },
        }),
    );
    assert_eq!(changed["obj:10 0 R"], json!({ "value": {} }));
    assert_eq!(changed["obj:11 0 R"], json!({ "value": { "/DA": "u:/Helv 0 Tf" } }));
}

#[test]
fn only_going_to_a_place_in_the_paper_stays_an_action() {
    let page = |annotations: Value| {
        json!({
            "obj:3 0 R": { "value": { "/Type": "/Page", "/Annots": annotations } },
            "obj:10 0 R": { "value": { "/Subtype": "/Link", "/A": "11 0 R" } },
            "obj:11 0 R": { "value": { "/S": "/VendorAction", "/Run": true } },
            "obj:12 0 R": { "value": { "/S": "/GoTo", "/D": "u:x", "/Next": { "/S": "/Launch", "/F": "u:a" } } },
        })
    };
    let (changed, dropped) = reviewed(json!({}), page(json!(["10 0 R"])));
    assert_eq!(
        changed,
        json!({
            "obj:11 0 R": { "value": null },
            "obj:12 0 R": { "value": { "/S": "/GoTo", "/D": "u:x" } },
        })
    );
    assert_eq!(dropped, vec![Dropped::Actions, Dropped::Others]);
}

#[test]
fn annotations_that_attach_or_play_go_and_the_others_keep_their_positions() {
    let (changed, dropped) = reviewed(
        json!({}),
        json!({
            "obj:3 0 R": { "value": { "/Type": "/Page", "/Annots": "9 0 R" } },
            "obj:9 0 R": { "value": [{ "/Subtype": "/RichMedia" }, "10 0 R", { "/Subtype": "/Stamp" }] },
            "obj:10 0 R": { "value": { "/Subtype": "/FileAttachment", "/FS": "11 0 R" } },
        }),
    );
    assert_eq!(changed["obj:9 0 R"], json!({ "value": [null, "10 0 R", { "/Subtype": "/Stamp" }] }));
    assert_eq!(changed["obj:10 0 R"], json!({ "value": null }));
    assert_eq!(dropped, vec![Dropped::EmbeddedFiles, Dropped::Media]);
}

#[test]
fn a_font_may_be_called_like_an_action_but_an_annotation_may_not_hide_as_a_font() {
    let (changed, _) = reviewed(
        json!({}),
        json!({
            "obj:4 0 R": { "value": { "/Font": { "/AA": "5 0 R", "/JS": "6 0 R" } } },
            "obj:7 0 R": { "value": { "/Font": "8 0 R" } },
            "obj:8 0 R": { "value": { "/FT": "/Tx", "/AA": "9 0 R" } },
        }),
    );
    assert_eq!(changed, json!({ "obj:8 0 R": { "value": { "/FT": "/Tx" } } }));
}

#[test]
fn streams_may_not_lie_in_another_file() {
    let (changed, dropped) =
        reviewed(json!({}), json!({ "obj:4 0 R": { "stream": { "dict": { "/Length": 3, "/F": "u:/etc/passwd" } } } }));
    assert_eq!(changed, json!({ "obj:4 0 R": { "stream": { "dict": { "/Length": 3 } } } }));
    assert_eq!(dropped, vec![Dropped::EmbeddedFiles]);
}

#[test]
fn numbers_and_bytes_pass_unread() {
    let description = b"{\"qpdf\":[{\"maxobjectid\":4},{\
        \"obj:1 0 R\":{\"value\":{\"/Pages\":\"2 0 R\",\"/AA\":{}}},\
        \"obj:2 0 R\":{\"value\":{\"/Kids\":[\"3 0 R\"]}},\
        \"obj:3 0 R\":{\"value\":{\"/MediaBox\":[0.1000,-.5,1e-9,99999999999999999999],\"/AA\":1,\
        \"/Resources\":{\"/N\x80\xffx\":\"/F\xe9\\u0001\"}}},\
        \"trailer\":{\"value\":{\"/Root\":\"1 0 R\"}}}]}";
    let update = review(description, 1).unwrap().update;
    for expected in [&b"[0.1000,-0.5,1e-9,99999999999999999999]"[..], b"\"/N\x80\xffx\":\"/F\xe9\\u0001\""] {
        assert!(update.windows(expected.len()).any(|bytes| bytes == expected));
    }
}

#[test]
fn what_cannot_be_reviewed_is_refused() {
    let refused = |catalogue, objects| review(&described(catalogue, objects), 2).unwrap_err();
    let deep = (0..200).fold(json!(1), |inner, _| json!([inner]));
    for (catalogue, objects, reason) in [
        (json!({ "/NeedsRendering": true }), json!({}), Reason::ActiveContent),
        (json!({ "/Collection": {} }), json!({}), Reason::ActiveContent),
        (json!({ "/Pages": 7 }), json!({}), Reason::Broken),
        (json!({}), json!({ "obj:4 0 R": { "value": deep } }), Reason::Broken),
        (json!({}), json!({ "obj:2 0 R": { "value": { "/Kids": [{ "/Type": "/Page" }] } } }), Reason::Broken),
        (
            json!({}),
            json!({
                "obj:2 0 R": { "value": { "/Kids": ["3 0 R", "4 0 R", "5 0 R"] } },
                "obj:4 0 R": { "value": {} },
                "obj:5 0 R": { "value": {} },
            }),
            Reason::TooManyPages,
        ),
        (json!({}), json!({ "trailer": { "value": { "/Root": "1 0 R", "/Encrypt": "9 0 R" } } }), Reason::Encrypted),
    ] {
        assert_eq!(refused(catalogue, objects), reason);
    }
}

#[test]
fn a_branch_hangs_once_and_a_leaf_may_hang_twice() {
    let kids = |kids: Value| json!({ "obj:2 0 R": { "value": { "/Kids": kids } } });
    let (changed, _) = reviewed(json!({}), kids(json!(["3 0 R", "3 0 R"])));
    assert_eq!(changed, json!({}));
    let bites_its_tail = described(json!({}), kids(json!(["2 0 R", "3 0 R"])));
    assert_eq!(review(&bites_its_tail, 10).unwrap_err(), Reason::Broken);
    let shared = described(
        json!({ "/AcroForm": { "/Fields": ["10 0 R"] } }),
        json!({
            "obj:10 0 R": { "value": { "/Kids": ["11 0 R", "11 0 R"] } },
            "obj:11 0 R": { "value": { "/Kids": ["12 0 R"] } },
        }),
    );
    assert_eq!(review(&shared, 10).unwrap_err(), Reason::Broken);
}
