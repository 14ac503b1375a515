//! `init`: a real government's first entries, its folder and its sheets.

use crate::server::Home;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn init(home: &Home, first: &str, second: &str) -> Output {
    init_with(home, first, second, &[])
}

fn rules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/madhya-pradesh.toml")
}

fn init_with(home: &Home, first: &str, second: &str, more: &[&str]) -> Output {
    init_by(home, &rules(), &[&["--first", first, "--second", second], more].concat())
}

fn init_by(home: &Home, rules: &Path, told: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
    command.arg("init").arg("--data").arg(home.data()).arg("--key").arg(home.key()).arg("--rules").arg(rules);
    command.args(told).env_remove("ECABINET_ORIGIN").output().unwrap()
}

#[test]
fn two_spellings_of_one_name_are_one_person() {
    let home = Home::empty();
    for second in ["अधिकारी एक", "अधिकारी  एक", "\tअधिकारी एक ", "अधिकारी\u{a0}एक"]
    {
        let refused = init(&home, " अधिकारी  एक", second);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && said.contains("two different persons"), "{second:?}: {said}");
        assert!(!home.data().exists() && !home.key().exists(), "{second:?}: nothing was made");
    }
    let made = init(&home, " अधिकारी  एक", "अधिकारी दो");
    assert!(made.status.success(), "control: {}", String::from_utf8_lossy(&made.stderr));
    let printed = String::from_utf8(made.stdout).unwrap();
    assert_eq!(printed.matches("पंजीयन कोड · enrolment code").count(), 2, "{printed}");
    assert!(printed.contains("\nअधिकारी एक, "), "the name stands as it is compared: {printed}");
}

#[test]
fn the_data_folder_is_its_owners_alone() {
    let home = Home::empty();
    let mode = || std::fs::metadata(home.data()).unwrap().permissions().mode() & 0o777;
    assert!(init(&home, "अधिकारी एक", "अधिकारी दो").status.success());
    assert_eq!(mode(), 0o700);
    // A folder that somebody made before keeps what he gave it.
    std::fs::set_permissions(home.data(), std::fs::Permissions::from_mode(0o750)).unwrap();
    assert!(init(&home, "अधिकारी एक", "अधिकारी दो").status.success(), "the same sheets again");
    assert_eq!(mode(), 0o750);
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn sheets(output: &Output) -> Vec<String> {
    assert!(output.status.success(), "{}", said(output));
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    printed.split('\u{c}').filter(|sheet| !sheet.is_empty()).map(str::to_owned).collect()
}

/// Shares are dealt anew each time: whoever prints twice is told what to do with the sheets of before.
#[test]
fn a_second_run_prints_the_same_codes_and_says_that_the_earlier_shares_are_to_be_destroyed() {
    let home = Home::empty();
    let first = init(&home, "अधिकारी एक", "अधिकारी दो");
    let second = init(&home, "अधिकारी  एक", "अधिकारी दो");
    let (before, after) = (sheets(&first), sheets(&second));
    assert_eq!((before.len(), &before[5..]), (7, &after[5..]), "the codes");
    assert!(before[0] != after[0] && before[0].contains(" · printed: "), "the shares, with their day: {}", before[0]);
    for part in ["पहले छपे सभी भाग नष्ट करें", "destroy every share printed before, and never mix them"]
    {
        assert!(said(&second).contains(part), "{}", said(&second));
        assert!(!said(&first).contains(part), "control");
    }
}

#[test]
fn a_second_run_takes_no_other_names_titles_or_rules() {
    let home = Home::empty();
    sheets(&init(&home, "अधिकारी एक", "अधिकारी दो"));
    let changed = home.beside("changed.toml");
    let text = std::fs::read_to_string(rules()).unwrap();
    let at = text.find("days = ").unwrap_or_else(|| panic!("a number of days in the rules"));
    let (head, tail) = text.split_at(at + "days = ".len());
    std::fs::write(&changed, format!("{head}1{tail}")).unwrap();
    let names = ["--first", "अधिकारी एक", "--second", "अधिकारी दो"];
    for other in [
        init(&home, "अधिकारी तीन", "अधिकारी दो"),
        init(&home, "अधिकारी एक", "अधिकारी तीन"),
        init_with(&home, "अधिकारी एक", "अधिकारी दो", &["--second-post", "अनुभाग अधिकारी"]),
        init_by(&home, &changed, &names),
    ] {
        assert!(!other.status.success() && other.stdout.is_empty(), "nothing is printed");
        let said = said(&other);
        assert!(
            said.contains("कुछ नहीं छपा") && said.contains("was made ") && said.contains("nothing was printed"),
            "{said}"
        );
    }
    sheets(&init(&home, "अधिकारी एक", "अधिकारी दो"));
}

#[test]
fn the_origin_is_judged_before_anything_is_made() {
    let home = Home::empty();
    for origin in ["bla bla", "http://ecabinet.example.in", "https://192.0.2.7", "https://ecabinet.example.in/enrol"] {
        let refused = init_with(&home, "अधिकारी एक", "अधिकारी दो", &["--origin", origin]);
        assert!(
            !refused.status.success() && said(&refused).contains("ECABINET_ORIGIN"),
            "{origin}: {}",
            said(&refused)
        );
        assert!(!home.data().exists() && !home.key().exists(), "{origin}: nothing was made");
    }
    let made = init_with(&home, "अधिकारी एक", "अधिकारी दो", &["--origin", "https://ecabinet.example.in/"]);
    let sheet = sheets(&made).pop().unwrap();
    assert!(sheet.contains("यह कोड https://ecabinet.example.in/enrol पर"), "control: {sheet}");
}

#[test]
fn names_are_judged_as_on_the_pages() {
    let home = Home::empty();
    let long = "क".repeat(3_000);
    let unseen = [
        "अधिकारी\u{1b}[2J एक",
        "अधिकारी\nएक",
        "अधिकारी\u{2028}एक",
        "अधिकारी \u{200f}एक",
        "अधिकारी \u{202e}एक",
        "अधिका\u{200c}री एक",
    ];
    for name in unseen {
        for option in ["--first-post", "--second-post"] {
            let refused = init_with(&home, "अधिकारी एक", "अधिकारी दो", &[option, name]);
            assert!(
                said(&refused).contains(option) && said(&refused).contains("characters that are seen"),
                "{}",
                said(&refused)
            );
        }
        let refused = init(&home, name, "अधिकारी दो");
        assert!(
            said(&refused).contains("--first: ") && said(&refused).contains("characters that are seen"),
            "{}",
            said(&refused)
        );
    }
    for (refused, option) in [
        (init(&home, &long, "अधिकारी दो"), "--first: "),
        (init(&home, "अधिकारी एक", ""), "--second: "),
        (init_with(&home, "अधिकारी एक", "अधिकारी दो", &["--first-post", ""]), "--first-post: "),
    ] {
        assert!(
            said(&refused).contains(option) && said(&refused).contains("1 to 300 characters"),
            "{}",
            said(&refused)
        );
    }
    assert!(!home.data().exists() && !home.key().exists(), "nothing was made");
    let joined = "लक्ष्\u{200d}मी अधिकारी";
    assert!(sheets(&init(&home, joined, "अधिकारी दो"))[5].contains(joined), "control: a joiner that spells");
}

#[test]
fn a_government_of_another_name_is_served_by_that_name_and_the_refusal_says_so() {
    let home = Home::empty();
    let other = home.beside("rajasthan.toml");
    let text = std::fs::read_to_string(rules()).unwrap();
    assert!(text.contains("\"madhya-pradesh\""));
    std::fs::write(&other, text.replace("\"madhya-pradesh\"", "\"rajasthan\"")).unwrap();
    let made = init_by(&home, &other, &["--first", "अधिकारी एक", "--second", "अधिकारी दो"]);
    assert!(made.status.success() && said(&made).contains("ECABINET_GOVERNMENT=rajasthan"), "{}", said(&made));
    let mut serve = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
    serve.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(home.data()).arg("--key").arg(home.key());
    serve.env_remove("ECABINET_GOVERNMENT").env_remove("ECABINET_ORIGIN");
    let refused = serve.output().unwrap();
    assert!(!refused.status.success());
    assert!(said(&refused).contains("set ECABINET_GOVERNMENT=rajasthan"), "{}", said(&refused));
    let usual = Home::empty();
    let usual = init(&usual, "अधिकारी एक", "अधिकारी दो");
    assert!(usual.status.success() && !said(&usual).contains("ECABINET_GOVERNMENT"), "control: {}", said(&usual));
}

#[test]
fn the_key_of_another_government_is_not_taken_and_its_shares_are_not_printed() {
    let (home, other) = (Home::empty(), Home::empty());
    sheets(&init(&home, "अधिकारी एक", "अधिकारी दो"));
    let with = |data: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
        command.arg("init").arg("--data").arg(data).arg("--key").arg(home.key()).arg("--rules").arg(rules());
        command.args(["--first", "अधिकारी तीन", "--second", "अधिकारी चार"]).env_remove("ECABINET_ORIGIN");
        command.output().unwrap()
    };
    let refused = with(&other.data());
    assert!(!refused.status.success() && refused.stdout.is_empty(), "nothing is printed");
    assert!(said(&refused).contains("it is another one's key"), "{}", said(&refused));
    assert!(!other.data().join("ledger.sqlite").exists(), "nothing was made");
    assert!(!home.data().join("init.unfinished").exists(), "a government that is made is no attempt any more");
    // Control: an attempt that made its key and came no further is taken up again.
    let attempt = Home::empty();
    std::fs::create_dir(attempt.data()).unwrap();
    std::fs::write(attempt.data().join("init.unfinished"), b"").unwrap();
    std::fs::copy(home.key(), attempt.key()).unwrap();
    assert_eq!(sheets(&init(&attempt, "अधिकारी एक", "अधिकारी दो")).len(), 7);
}
