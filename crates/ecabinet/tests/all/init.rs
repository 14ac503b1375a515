//! `init`: a real government's first entries, its folder and its sheets.

use crate::server::Home;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

fn init(home: &Home, first: &str, second: &str) -> Output {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/madhya-pradesh.toml");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
    command.arg("init").arg("--data").arg(home.data()).arg("--key").arg(home.key()).arg("--rules").arg(rules);
    command.args(["--first", first, "--second", second]).output().unwrap()
}

#[test]
fn two_spellings_of_one_name_are_one_person() {
    let home = Home::empty();
    for second in ["अधिकारी एक", "अधिकारी  एक", "\tअधिकारी एक ", "अधिकारी\u{a0}एक", "अधिका\u{200c}री एक"]
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
