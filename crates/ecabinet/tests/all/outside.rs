//! Both verifiers as processes: ours, and the one in Go that shares no code with us.

use crate::server::Home;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// What a verifier said of a folder: nothing, or what is at fault.
pub type Verdict = Result<String, String>;

fn verdict(output: Output) -> Verdict {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

/// The verifier in Go, built once a process.
fn program() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside-verifier");
        let fresh = program.with_extension(std::process::id().to_string());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/outside/build");
        let built = Command::new(script).arg(&fresh).status().unwrap();
        assert!(built.success(), "the second verifier does not build");
        std::fs::rename(&fresh, &program).unwrap();
        program
    })
}

fn ecabinet(arguments: &[&str]) -> Verdict {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
    command.args(arguments).env_remove("ECABINET_KEY").env_remove("ECABINET_WITNESS");
    verdict(command.output().unwrap())
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// The verifier keys of acts and custody, as `ecabinet verifier-key` tells them.
pub fn verifier_keys(home: &Home) -> [String; 2] {
    let told = ecabinet(&["verifier-key", &text(&home.data()), "--key", &text(&home.key())]).unwrap();
    let keys: Vec<String> = told.lines().map(str::to_owned).collect();
    keys.try_into().unwrap()
}

/// `ecabinet verify` without the root key, with the witness if there is one.
pub fn ours(home: &Home, keys: &[String]) -> Verdict {
    let (data, witness) = (text(&home.data()), text(&home.witness()));
    let mut arguments = vec!["verify", &data];
    keys.iter().for_each(|key| arguments.extend(["--verifier-key", key]));
    if home.witness().exists() {
        arguments.extend(["--witness", &witness]);
    }
    ecabinet(&arguments)
}

/// `ecabinet verify` with the root key.
pub fn ours_with_key(home: &Home) -> Verdict {
    ecabinet(&["verify", &text(&home.data()), "--key", &text(&home.key())])
}

/// Has `ecabinet proof` write the proof of an entry, beside the data folder.
pub fn prove(home: &Home, log: &str, number: u64) -> PathBuf {
    let path = home.log().with_file_name(format!("{log}-{number}.tlog-proof"));
    let (data, out) = (text(&home.data()), text(&path));
    ecabinet(&["proof", &data, log, &number.to_string(), "--out", &out]).unwrap();
    path
}

/// The verifier in Go, on the published files of one log.
pub fn theirs(home: &Home, log: &str, key: &str, proof: Option<(&Path, u64)>) -> Verdict {
    let mut command = Command::new(program());
    command.arg(home.data().join("tiles").join(log)).arg(key);
    if let Some((path, number)) = proof {
        command.arg(path).arg(number.to_string());
    }
    verdict(command.output().unwrap())
}
