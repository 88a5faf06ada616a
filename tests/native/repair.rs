//! The nearest valid scene to one that is wrong: all that is right is kept, and nothing else.

use crate::common::{json, text};
use learning_rate_playground::scene::experiment::Fresh;
use learning_rate_playground::scene::{check, opening, repair};
use learning_rate_playground::schema::value::Value;

const BOWL: &str = r#"{"v": 1, "experiment": {"loss": {"name": "bowl"}, "steps": 30, "hikers": [
    {"optimizer": {"name": "SGD", "lr": 0.05, "momentum": 0.5}}]}, "theme": "dark"}"#;

/// The scene with the value at a path of keys and places set; none leaves it out.
fn set(scene: &Value, path: &[&str], value: Option<&str>) -> Value {
    let Some((first, rest)) = path.split_first() else { return json(value.expect("only a key is left out")) };
    match scene {
        Value::List(items) => {
            let mut items = items.clone();
            let i: usize = first.parse().unwrap();
            items[i] = set(&items[i], rest, value);
            Value::List(items)
        }
        Value::Map(pairs) if rest.is_empty() && value.is_none() => {
            Value::Map(pairs.iter().filter(|(key, _)| key != first).cloned().collect())
        }
        _ => scene.with(first, set(scene.get(first).unwrap_or(&Value::Map(vec![])), rest, value)),
    }
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Map(pairs) => {
            let mut pairs: Vec<_> = pairs.iter().map(|(key, value)| (key.clone(), sorted(value))).collect();
            pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Map(pairs)
        }
        Value::List(items) => Value::List(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[track_caller]
fn becomes(wrong: &Value, right: &Value) {
    let repaired = repair(wrong, &mut Fresh).unwrap_or_else(|| panic!("nothing is kept of {wrong}"));
    assert_eq!(text(&sorted(&repaired)), text(&sorted(right)));
    check(&repaired, &mut Fresh).map(|_| ()).unwrap();
}

#[test]
fn what_is_wrong_is_left_out_or_as_in_the_opening_scene_and_all_else_is_kept() {
    let bowl = json(BOWL);
    let cases: &[(&[&str], &str)] = &[
        (&["colour"], r#""red""#),
        (&["a.b[0]"], "1"),
        (&["<img src=x onerror=\"a.b[1]\">"], "1"),
        (&["v"], "2"),
        (&["pins"], r#""all""#),
        (&["pins"], r#"[{"name": "x"}]"#),
        (&["acts"], r#"[{"name": "One", "experiment": {}}]"#),
        (&["views"], r#"["mop"]"#),
        (&["slice"], r#"{"of": "x"}"#),
        (&["question"], "[1]"),
        (&["experiment", "colour"], "1"),
        (&["experiment", "start"], "[1]"),
        (&["experiment", "seed"], "-1"),
        (&["experiment", "loss", "c"], "1"),
        (&["experiment", "hikers", "0", "batch_size"], "0"),
        (&["experiment", "hikers", "0", "scheduler"], r#"{"name": "StepLR", "step_size": 0}"#),
        (
            &["experiment", "hikers", "0", "scheduler"],
            r#"{"name": "SequentialLR", "schedulers": [], "milestones": []}"#,
        ),
        (&["experiment", "hikers", "0", "changes"], r#"[{"at": 31, "batch_size": 3}]"#),
        (&["experiment", "hikers", "0", "optimizer", "betas"], "[0, 1]"),
    ];
    for (path, value) in cases {
        becomes(&set(&bowl, path, Some(value)), &bowl);
    }
    let instead: &[(&[&str], Option<&str>, &str)] = &[
        (&["experiment", "hikers", "0", "optimizer", "name"], Some(r#""SDG""#), r#""SGD""#),
        (&["experiment", "hikers", "0", "optimizer", "lr"], Some("-1"), "0.2"),
        (&["experiment", "hikers", "0", "optimizer", "lr"], None, "0.2"),
        (&["experiment", "hikers", "0", "optimizer"], Some("1"), r#"{"name": "SGD", "lr": 0.2}"#),
        (&["experiment", "hikers"], Some("[]"), r#"[{"optimizer": {"name": "SGD", "lr": 0.2}}]"#),
        (&["experiment", "loss"], Some(r#"{"name": "bowel"}"#), r#"{"name": "mountain"}"#),
        (&["experiment", "loss"], Some(r#"{"name": "mlp"}"#), r#"{"name": "mountain"}"#),
        (&["experiment", "loss"], Some(r#"{"name": "formula", "f": "x +"}"#), r#"{"name": "mountain"}"#),
        (&["experiment", "steps"], Some("0"), "60"),
        (
            &["experiment"],
            None,
            r#"{"loss": {"name": "mountain"}, "steps": 60, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.2}}]}"#,
        ),
    ];
    for (path, value, right) in instead {
        becomes(&set(&bowl, path, *value), &set(&bowl, path, Some(right)));
    }
}

#[test]
fn of_arguments_that_do_not_go_together_the_one_in_the_way_is_left_out() {
    let bowl = json(BOWL);
    let optimizer = &["experiment", "hikers", "0", "optimizer"];
    becomes(
        &set(&bowl, optimizer, Some(r#"{"name": "SGD", "lr": 0.3, "nesterov": true, "weight_decay": 0.1}"#)),
        &set(&bowl, optimizer, Some(r#"{"name": "SGD", "lr": 0.3, "weight_decay": 0.1}"#)),
    );
    becomes(
        &set(&bowl, optimizer, Some(r#"{"name": "Muon", "lr": 0.3}"#)),
        &set(&bowl, optimizer, Some(r#"{"name": "SGD", "lr": 0.2}"#)),
    );
}

#[test]
fn of_a_list_what_is_right_stays() {
    let bowl = json(BOWL);
    becomes(
        &set(&bowl, &["views"], Some(r#"["map", "mop", "loss"]"#)),
        &set(&bowl, &["views"], Some(r#"["map", "loss"]"#)),
    );
    let hiker = |lr: &str| format!(r#"{{"optimizer": {{"name": "SGD", "lr": {lr}}}}}"#);
    let hikers = |all: Vec<String>| set(&bowl, &["experiment", "hikers"], Some(&format!("[{}]", all.join(", "))));
    becomes(&hikers(vec![hiker("0.1"); 18]), &hikers(vec![hiker("0.1"); 16]));
    becomes(&hikers(vec![hiker("0.1"), hiker("0"), "1".into()]), &hikers(vec![hiker("0.1"), hiker("0.2")]));
}

#[test]
fn a_table_outlives_what_is_wrong_beside_it() {
    let right = json(
        r#"{"v": 1, "experiment": {"loss": {"name": "squared_error", "data": {"X": [[1], [2], [3]], "y": [1, 2, 4]}},
            "epochs": 3, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.2}}]}}"#,
    );
    becomes(&set(&right, &["experiment", "hikers", "0", "batch_size"], Some("0")), &right);
    becomes(&set(&right, &["experiment", "loss", "colour"], Some(r#""red""#)), &right);
    let wrong = set(&right, &["experiment", "epochs"], Some("1e9"));
    becomes(&wrong, &set(&set(&right, &["experiment", "epochs"], None), &["experiment", "steps"], Some("60")));
}

#[test]
fn what_is_found_is_valid_whatever_is_wrong() {
    let many: Vec<String> = (0..100).map(|k| format!(r#""k{k}": {k}"#)).collect();
    let many = many.join(", ");
    for wrong in [
        format!(
            r#"{{"experiment": {{"loss": {{"name": "bowl", {many}}}, "steps": -1, "epochs": 1e9, "hikers": {{}}}}}}"#
        ),
        format!(r#"{{"theme": "dark", {many}}}"#),
        r#"{"theme": "dark", "experiment": {"constructor": null, "loss": 5, "steps": "x", "hikers": [1, [], {}]}}"#
            .into(),
        r#"{"acts": 5, "pins": [1, 2], "lock": ["lr", 1], "window": {"x": [2, 1]}, "experiment": []}"#.into(),
        r#"{"theme": "dark", "experiment": {"loss": {"name": "log_loss", "data": {"X": [[1], ["x"]], "y": [0, 0]}}}}"#
            .into(),
    ] {
        let found = repair(&json(&wrong), &mut Fresh).unwrap_or_else(|| panic!("nothing is kept of {wrong}"));
        check(&found, &mut Fresh).map(|_| ()).unwrap();
    }
    let endless = vec![r#"{"optimizer": {"name": "SDG"}}"#; 500].join(", ");
    let endless = format!(r#"{{"experiment": {{"loss": {{"name": "bowl"}}, "hikers": [{endless}]}}}}"#);
    assert_eq!(repair(&json(&endless), &mut Fresh), None, "it takes too many tries");
}

#[test]
fn where_nothing_can_be_kept_there_is_no_scene() {
    for wrong in ["1", "[]", "null", "{}", r#"{"a": 1}"#, r#"{"v": 3, "experiment": {"steps": 0, "hikers": [{}]}}"#] {
        assert_eq!(repair(&json(wrong), &mut Fresh), None, "{wrong}");
    }
    assert_eq!(repair(&opening().with("colour", Value::Null), &mut Fresh), None, "what is left is the opening scene");
}
