//! The crates depend on each other in one direction.

use std::process::Command;

#[test]
fn crates_depend_in_one_direction_only() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut own: Vec<(String, Vec<String>)> = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = |value: &serde_json::Value| value["name"].as_str().unwrap().to_owned();
        let dependencies = package["dependencies"].as_array().unwrap().iter().map(name);
        own.push((name(package), dependencies.filter(|name| name.starts_with("daicho-")).collect()));
    }
    own.sort();
    let expected = [
        ("daicho-benches", vec!["daicho-rules", "daicho-core"]),
        ("daicho-cli", vec!["daicho-core"]),
        ("daicho-core", vec!["daicho-rules"]),
        ("daicho-py", vec!["daicho-core"]),
        ("daicho-rules", vec![]),
    ];
    let own: Vec<(&str, Vec<&str>)> =
        own.iter().map(|(name, needs)| (name.as_str(), needs.iter().map(String::as_str).collect())).collect();
    assert_eq!(own, expected);
}
