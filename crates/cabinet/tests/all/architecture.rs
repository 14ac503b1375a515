//! Which crate may know which: the rooms of the house, read from `cargo metadata`.

use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// Each crate and those it may depend on; what is not here may know no other crate of the house.
const EDGES: &[(&str, &[&str])] = &[
    ("ecabinet", &["web", "office", "backup", "papers", "ledger", "vault", "cabinet", "hindi", "rehearsal"]),
    ("benchmark", &["office", "papers", "ledger", "vault", "cabinet", "rehearsal", "hindi"]),
    ("web", &["office", "cabinet", "hindi"]),
    ("office", &["papers", "ledger", "vault", "cabinet", "hindi", "credentials", "sign_on", "notices"]),
    ("papers", &["workshop", "vault"]),
    ("ledger", &["vault"]),
    ("backup", &["ledger", "objects", "vault"]),
    ("vault", &["objects"]),
    ("objects", &["outgoing"]),
    ("rehearsal", &["cabinet"]),
    ("cabinet", &["hindi"]),
    ("credentials", &[]),
    ("sign_on", &["outgoing"]),
    ("notices", &["outgoing"]),
];
/// Known to tests alone: the sample government to any, the stores to those that build an office of their own, the disk
/// that can be cut to those that must outlive it.
const FOR_TESTS: &[&str] = &["rehearsal", "papers", "vault", "ledger", "hindi", "testbed", "powercut"];

/// Dependency edges between workspace crates that the table does not name.
fn bad_edges(metadata: &Value) -> Vec<String> {
    let packages: Vec<&Value> = metadata["packages"].as_array().unwrap().iter().collect();
    let name = |package: &Value| package["name"].as_str().unwrap().to_owned();
    let house: BTreeSet<String> = packages.iter().map(|package| name(package)).collect();
    let mut bad = Vec::new();
    for package in packages {
        let (from, edges) = (name(package), package["dependencies"].as_array().unwrap());
        let known = EDGES.iter().find(|(one, _)| *one == from).map_or(&[][..], |(_, to)| to);
        for edge in edges {
            let (to, for_tests) = (name(edge), edge["kind"] == "dev");
            let allowed = known.contains(&to.as_str()) || (for_tests && FOR_TESTS.contains(&to.as_str()));
            if house.contains(&to) && !allowed {
                bad.push(format!("{from} -> {to}"));
            }
        }
    }
    bad
}

fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--no-deps", "--format-version", "1", "--offline"]);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn dependencies_point_downwards_only() {
    let metadata = metadata();
    assert!(metadata["packages"].as_array().unwrap().len() >= EDGES.len(), "control: the workspace is read");
    assert_eq!(bad_edges(&metadata), Vec::<String>::new());
}

#[test]
fn control_a_bad_edge_is_found() {
    let edge = |to: &str, kind: Value| serde_json::json!({ "name": to, "kind": kind });
    let packages = serde_json::json!({ "packages": [
        { "name": "cabinet", "dependencies": [edge("ledger", Value::Null), edge("serde", Value::Null)] },
        { "name": "ledger", "dependencies": [edge("vault", Value::Null), edge("rehearsal", "dev".into())] },
        { "name": "vault", "dependencies": [edge("rehearsal", Value::Null)] },
        { "name": "rehearsal", "dependencies": [edge("cabinet", Value::Null)] },
    ]});
    assert_eq!(bad_edges(&packages), ["cabinet -> ledger", "vault -> rehearsal"]);
}
