mod encode;

use super::{kruti_dev_passages, kruti_dev_sureness_percent, kruti_dev_to_unicode, looks_like_kruti_dev};
use crate::clean_text;
use encode::encoded;
use proptest::prelude::*;

/// Lines as a typist of Kruti Dev keeps them, and what they say.
const KNOWN: [(&str, &str); 14] = [
    ("e/;izns'k 'kklu] ÅtkZ foHkkx", "मध्यप्रदेश शासन, ऊर्जा विभाग"),
    ("ea=k; oYyHk Hkou] Hkksiky", "मंत्राय वल्लभ भवन, भोपाल"),
    ("eaf=ifj\"kn~ ds fy, la{ksfidk", "मंत्रिपरिषद् के लिए संक्षेपिका"),
    (
        "fo\"k;%& lriqM+k rki fo|qr x`g dh iqujhf{kr ykxr dk vuqeksnuA",
        "विषय:- सतपुड़ा ताप विद्युत गृह की पुनरीक्षित लागत का अनुमोदन।",
    ),
    ("foRr foHkkx dh lgefr izkIr gSA", "वित्त विभाग की सहमति प्राप्त है।"),
    ("dk;Zokgh fooj.k vkSj vkfFkZd fLFkfr", "कार्यवाही विवरण और आर्थिक स्थिति"),
    ("jkf'k :- 2335-75 djksM+ ¼,deq'r½", "राशि रू. 2335.75 करोड़ (एकमुश्त)"),
    ("mPp f'k{kk] LokLF; vkSj d`f\"k", "उच्च शिक्षा, स्वास्थ्य और कृषि"),
    ("bZekunkjh] Kku] J)k vkSj Je", "ईमानदारी, ज्ञान, श्रद्धा और श्रम"),
    ("fu.kZ;kFkZ fcUnq 2 ,oa 4 esa lfEefyr", "निर्णयार्थ बिन्दु 2 एवं 4 में सम्मिलित"),
    ("jk\"Vªh; MªkQ~V VªLV", "राष्ट्रीय ड्राफ्ट ट्रस्ट"),
    ("vkÆFkd] Çglk] oÊ; vkWfQl", "आर्थिक, हिंसा, र्वीय ऑफिस"),
    ("gkW dgk¡ ik¡p gS\\", "हॉ कहाँ पाँच है?"),
    ("vFkkZr~ lqf[+k;k¡ NksVh x+fy;ksa esa", "अर्थात् सुख़ियाँ छोटी ग़लियों में"),
];

#[test]
fn known_lines() {
    for (typed, said) in KNOWN {
        let converted = kruti_dev_to_unicode(typed);
        assert_eq!((&*converted.text, converted.unknown), (clean_text(said).unwrap().as_str(), 0), "{typed}");
    }
}

#[test]
fn what_is_not_understood_stays_and_is_counted() {
    for (typed, said, unknown) in [
        ("foHkkx €", "विभाग €", 1),
        ("f", "f", 1),
        ("f foHkkx", "f विभाग", 1),
        ("Z", "Z", 1),
        ("z k +", "z k +", 3),
        ("È", "È", 1),
        ("foHkkx È", "विभाग È", 1),
        ("10%", "10%", 0),
        ("le; % 11", "समय : 11", 0),
        ("", "", 0),
    ] {
        let converted = kruti_dev_to_unicode(typed);
        assert_eq!((&*converted.text, converted.unknown), (said, unknown), "{typed}");
    }
}

/// Every text of the sample papers, a paragraph each.
fn sample_paragraphs() -> Vec<String> {
    let json = include_str!("../../../../../samples/notes.json");
    let quoted = json.split('"').filter(|text| text.chars().any(|letter| ('\u{900}'..='\u{97F}').contains(&letter)));
    quoted.map(|text| clean_text(text).unwrap()).collect()
}

#[test]
fn every_word_of_the_sample_papers_comes_back() {
    let mut words = 0;
    for paragraph in sample_paragraphs() {
        for word in paragraph.split_whitespace() {
            let Some(typed) = encoded(word) else { continue };
            let converted = kruti_dev_to_unicode(&typed);
            assert_eq!((&*converted.text, converted.unknown), (word, 0), "{typed}");
            words += 1;
        }
    }
    assert!(words > 800, "control: {words} words");
}

#[test]
fn the_sample_papers_are_recognised_when_they_are_typed_in_kruti_dev() {
    let (mut long, mut found) = (0, 0);
    for paragraph in sample_paragraphs() {
        let Some(typed) = encoded(&paragraph).filter(|_| paragraph.split_whitespace().count() >= 6) else { continue };
        long += 1;
        found += usize::from(looks_like_kruti_dev(&typed));
        if !looks_like_kruti_dev(&typed) {
            println!("not recognised: {typed}");
        }
        assert!(!looks_like_kruti_dev(&paragraph), "control: {paragraph}");
    }
    assert!(long > 55, "control: {long} paragraphs");
    assert!(found * 100 >= long * 97, "{found} of {long}");
}

#[test]
fn known_lines_are_recognised() {
    for (typed, _) in KNOWN.into_iter().filter(|(typed, _)| typed.split_whitespace().count() >= 5) {
        assert!(kruti_dev_sureness_percent(typed) > 80, "{typed}");
    }
    assert!(!looks_like_kruti_dev("foHkkx dh"), "two words are too few");
}

/// Sentences of our field, and what else is pasted.
const ENGLISH: [&str; 34] = [
    "Revised cost of the 660 MW extension unit of Satpura Thermal Power Station, Sarni",
    "The Finance Department agrees, subject to two conditions.",
    "Administrative approval may be accorded for Rs. 2,335.75 crore.",
    "Placed before the Council of Ministers under rule 7 of the Rules of Business.",
    "The Law Department has no objection.",
    "Equity of Rs 467.15 crore a year in five equal instalments",
    "MoU with NTPC Ltd. & BHEL; see annexure-II (page 14/k).",
    "https://www.example.gov.in/files/k?kind=notes&k=17;g",
    "officer@example.gov.in, section@example.gov.in; clerk@example.gov.in",
    "F 3-11/2025/XIII dated 3.1.2026",
    "PM-KUSUM, AMRUT 2.0, PMAY-G, DBT, GeM, e-Office",
    "SELECT id, title FROM notes WHERE dept = 'energy' AND year >= 2025;",
    "Kindly do the needful at the earliest.",
    "N.B.: DA @ 55% w.e.f. 01-07-2025",
    "Sr. No. / Name of Work / Sanctioned Cost (Rs. in Lakh) / Remarks",
    "No. of posts: Senior Resident 354, Junior Resident 12",
    "Vide letter No. 1234/FIN/2025 dt. 12/11/2025",
    "What is asked for: approval of the scheme 'Kisan Kalyan Yojana' for FY 2026-27",
    "\"known\" and 'kept' words; \"killed\" and 'knocked' ones",
    "ls -la; cd ~/notes; git status; make test",
    "is us as we do so me be he no go by my or",
    "Mukhya Mantri Gramin Awas Yojana",
    "jai hind jai bharat jai kisan",
    "Kripya avashyak karyavahi kar avgat karayen",
    "BETUL  CHHINDWARA  HOSHANGABAD  NARMADAPURAM",
    "const key = await crypto.subtle.generateKey(options, true);",
    "C:\\Users\\section\\Desktop\\note;final.docx",
    "12.5 13.75 14.00 1,250 2,335.75",
    "Khasra no. 14/2, tehsil Ghodadongri, Thana Sarni",
    "Q1; Q2; Q3; Q4",
    "(a) capital cost; (b) interest; (c) O&M expenses",
    "Phd; MSc; BTech; LLB; MA",
    "Sanction of 5,200 posts; Financial implication: Rs. 75.32 crore p.a.",
    "Ghee, Khichdi, Bhakri; Dhokla; Thepla",
];

#[test]
fn english_is_never_recognised() {
    for line in ENGLISH.into_iter().chain([
        "Placed 'kept' 'knocked'",
        "'kept', 'killed'; 'known'",
        "BHEL; five ls",
        "ls 14/k). us",
    ]) {
        assert!(!looks_like_kruti_dev(line), "{line}");
    }
    let everything = ENGLISH.join("\n");
    assert_eq!(kruti_dev_passages(&everything), None);
}

/// Every line of English that this project wrote for its readers.
#[test]
fn the_project_s_own_english_is_never_recognised() {
    let texts = [
        include_str!("../../../../../README.md"),
        include_str!("../../../../../ARCHITECTURE.md"),
        include_str!("../../../../../CONTRIBUTING.md"),
        include_str!("../../../../../docs/operations.md"),
        include_str!("../../../../../docs/signing-in.md"),
        include_str!("../../../../../docs/recovery.md"),
        include_str!("../../../../../docs/asvs.md"),
        include_str!("../../../../../locales/en/common.ftl"),
        include_str!("../../../../../locales/en/proposals.ftl"),
        include_str!("../../../../../locales/en/meetings.ftl"),
        include_str!("../../../../../locales/en/people.ftl"),
        include_str!("../../../../../locales/en/refusals.ftl"),
        include_str!("../../../../../samples/notes.json"),
        include_str!("../../../../../Cargo.toml"),
    ];
    let mut lines = 0;
    for line in texts.iter().flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty()) {
        lines += 1;
        assert!(!looks_like_kruti_dev(line), "{line}");
    }
    assert!(lines > 2000, "control: {lines} lines");
}

#[test]
fn passages_are_converted_line_by_line() {
    let mixed = "राज्य में विद्युत की माँग\nfoRr foHkkx dh lgefr izkIr gSA\nSanctioned by the Finance Department";
    let converted = kruti_dev_passages(mixed).unwrap();
    let expected = "राज्य में विद्युत की माँग\nवित्त विभाग की सहमति प्राप्त है।\nSanctioned by the Finance Department";
    assert_eq!((&*converted.text, converted.unknown), (expected, 0));
    assert_eq!(kruti_dev_passages(expected), None, "what was converted is not converted again");
}

/// A Hindi word of one to five syllables, as Unicode spells it.
fn hindi_word() -> impl Strategy<Value = String> {
    let consonant = prop::sample::select("कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह".chars().collect::<Vec<_>>());
    let matra = prop::sample::select(vec!["", "", "ा", "ि", "ी", "ु", "ू", "े", "ै", "ो", "ौ", "ृ"]);
    let sign = prop::sample::select(vec!["", "", "", "ं", "ँ"]);
    let joined = prop::collection::vec(consonant, 1..=3);
    let syllable = (joined, matra, sign).prop_map(|(joined, matra, sign)| {
        let letters: Vec<String> = joined.iter().map(char::to_string).collect();
        format!("{}{matra}{sign}", letters.join("्"))
    });
    prop::collection::vec(syllable, 1..=5).prop_map(|syllables| syllables.concat())
}

proptest! {
    #[test]
    fn what_is_typed_of_a_word_is_the_word(word in hindi_word()) {
        let typed = encoded(&word).unwrap();
        let converted = kruti_dev_to_unicode(&typed);
        prop_assert_eq!((converted.text, converted.unknown), (word, 0), "{}", typed);
    }

    #[test]
    fn converting_is_total_and_its_text_can_be_kept(text in "([ -~]|[¡-ÿ]|[‘’“”–—™…†‡ˆ‰Š‹Œƒ‚„•]|[ऀ-ॿ]|\n)*") {
        let converted = kruti_dev_to_unicode(&text);
        prop_assert!(converted.unknown <= text.chars().count());
        let clean = clean_text(&converted.text).unwrap();
        // Split and not `lines`: of a text that is one blank, a line is left.
        let lines = |text: &str| text.split('\n').map(str::trim_end).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(lines(&clean), lines(&converted.text));
    }

    #[test]
    fn devanagari_is_never_recognised(before in "[ -~]*", devanagari in "[ऀ-ॿ]", after in "[ -~]*") {
        let line = [before, devanagari, after].concat();
        prop_assert!(!looks_like_kruti_dev(&line), "{}", line);
    }

    #[test]
    fn english_words_in_any_order_are_never_recognised(
        words in prop::collection::vec(prop::sample::select(ENGLISH.join(" ").split(' ').map(str::to_owned).collect::<Vec<_>>()), 1..40)
    ) {
        prop_assert!(!looks_like_kruti_dev(&words.join(" ")));
    }
}
