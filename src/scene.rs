//! A scene: an experiment, and how it is shown.

use crate::address::VERSION;
use crate::catalogue::{Checked, not_allowed, only, wrong};
use crate::experiment::{Experiment, Losses};
use crate::text::plain;
use crate::value::Value;

const KEYS: [&str; 6] = ["v", "experiment", "views", "lock", "theme", "window"];
/// What a figure can show.
pub const VIEWS: [&str; 9] =
    ["map", "data", "loss", "rate", "verdict", "slider", "transport", "controls", "arithmetic"];
/// What a lesson can lock.
pub const LOCKS: [&str; 7] = ["lr", "start", "loss", "optimizer", "scheduler", "steps", "window"];
const THEMES: [&str; 3] = ["auto", "light", "dark"];

/// Says what is wrong with a scene; its experiment is made on the way.
pub fn check(scene: &Value, losses: &mut dyn Losses) -> Checked<Experiment> {
    let Value::Map(pairs) = scene else {
        return wrong(format!("The scene is {scene}; allowed: an object with v and experiment."));
    };
    only(&KEYS, "the scene", pairs)?;
    match scene.get("v") {
        Some(Value::Number(v)) if *v == VERSION => {}
        Some(other) => {
            return not_allowed("", "v", other, &format!("{}, the version of scenes this page knows", plain(VERSION)));
        }
        None => return wrong(format!("v is missing; allowed: {}, the version of scenes.", plain(VERSION))),
    }
    some_of(scene, "views", &VIEWS)?;
    some_of(scene, "lock", &LOCKS)?;
    match scene.get("theme") {
        None => {}
        Some(Value::Text(theme)) if THEMES.contains(&theme.as_str()) => {}
        Some(other) => return not_allowed("", "theme", other, &THEMES.join(", ")),
    }
    if let Some(window) = scene.get("window") {
        let sides = [window.get("x"), window.get("y")];
        let ends = |side: &Option<&Value>| match side {
            Some(Value::List(ends)) => {
                matches!(ends[..], [Value::Number(a), Value::Number(b)] if a < b && (b - a).is_finite())
            }
            _ => false,
        };
        let only = matches!(window, Value::Map(pairs) if pairs.len() == 2);
        if !(only && sides.iter().all(ends)) {
            return not_allowed(
                "",
                "window",
                window,
                "{ x: [from, to], y: [from, to] }, finite numbers, the smaller first",
            );
        }
    }
    match scene.get("experiment") {
        Some(experiment) => Experiment::parse_with(experiment, losses),
        None => wrong("experiment is missing; allowed: an object with loss, steps or epochs, and hikers."),
    }
}

fn some_of(scene: &Value, key: &str, names: &[&str]) -> Checked<()> {
    match scene.get(key) {
        None => Ok(()),
        Some(Value::List(items)) => {
            let stranger = |item: &&Value| !matches!(item, Value::Text(name) if names.contains(&name.as_str()));
            match items.iter().enumerate().find(|(_, item)| stranger(item)) {
                Some((i, item)) => not_allowed("", &format!("{key}[{i}]"), item, &names.join(", ")),
                None => Ok(()),
            }
        }
        Some(other) => not_allowed("", key, other, &format!("a list of {}", names.join(", "))),
    }
}

/// The scene a page opens with where nothing else is asked for.
pub fn opening() -> Value {
    let text = |t: &str| Value::Text(t.into());
    let map = |pairs: Vec<(&str, Value)>| Value::Map(pairs.into_iter().map(|(k, v)| (k.into(), v)).collect());
    let optimizer = map(vec![("name", text("SGD")), ("lr", Value::Number(0.2))]);
    let experiment = map(vec![
        ("loss", map(vec![("name", text("mountain"))])),
        ("steps", Value::Number(60.0)),
        ("hikers", Value::List(vec![map(vec![("optimizer", optimizer)])])),
    ]);
    map(vec![("v", Value::Number(VERSION)), ("experiment", experiment)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Fresh;
    use crate::text::plain;

    #[test]
    fn the_opening_scene_is_a_scene() {
        check(&opening(), &mut Fresh).map(|_| ()).unwrap();
    }

    #[test]
    fn what_is_wrong_with_a_scene_is_named() {
        let with = |key: &str, value: Value| {
            let Value::Map(mut pairs) = opening() else { unreachable!() };
            pairs.retain(|(k, _)| k != key);
            pairs.push((key.into(), value));
            check(&Value::Map(pairs), &mut Fresh).map(|_| ()).unwrap_err().0
        };
        for (key, value, part) in [
            ("v", Value::Number(2.0), "v is 2"),
            ("theme", Value::Text("pink".into()), "theme is \"pink\""),
            ("views", Value::List(vec![Value::Text("mop".into())]), "views[0] is \"mop\""),
            ("lock", Value::Text("lr".into()), "lock is \"lr\""),
            ("window", Value::Null, "window is null"),
            ("colour", Value::Null, "\"colour\""),
            ("experiment", Value::Number(f64::NAN), &format!("The experiment is {}", plain(f64::NAN))),
        ] {
            let said = with(key, value);
            assert!(said.contains(part), "{said}");
        }
    }
}
