//! A scene: an experiment, and how it is shown.

mod cost;
pub mod experiment;
pub mod hiker;
pub mod link;
mod parse;
mod repair;
mod schedule;
pub mod slice;

pub use cost::{MOST_HIKERS, MOST_NUMBERS, MOST_RECORDS, MOST_SLOPES};
pub use parse::{loss_entries, scheduler_named};
pub use repair::repair;

use crate::scene::experiment::{Experiment, Losses};
use crate::scene::link::VERSION;
use crate::scene::slice::Slice;
use crate::schema::value::Value;
use crate::schema::{Entry, Fault, fault, nearest, not_allowed, only, stranger, unknown_of};
use crate::text::code::scene as code;
use crate::text::code::schema::{missing, one_of, wrong_count};
use crate::text::message;
use crate::{data, optimizer, scheduler};

/// What a scene says.
pub const KEYS: [&str; 12] =
    ["v", "experiment", "views", "lock", "theme", "window", "slice", "question", "answer", "paused", "acts", "pins"];
/// What a figure can show.
pub const VIEWS: [&str; 22] = [
    "map",
    "data",
    "loss",
    "rate",
    "verdict",
    "advice",
    "slider",
    "transport",
    "controls",
    "arithmetic",
    "hikers",
    "accuracy",
    "weights",
    "sharpness",
    "multiples",
    "table",
    "bands",
    "outcomes",
    "settings",
    "race",
    "finder",
    "menu",
];
/// What a lesson can lock.
pub const LOCKS: [&str; 7] = ["lr", "start", "loss", "optimizer", "scheduler", "steps", "window"];
/// Acts, or pins.
const MOST_NAMED: usize = 8;
const THEMES: [&str; 3] = ["auto", "light", "dark"];

/// Says what is wrong with a scene; its experiment is made on the way.
pub fn check(scene: &Value, losses: &mut dyn Losses) -> Result<Experiment, Fault> {
    let Value::Map(pairs) = scene else {
        return Err(fault!("", code::scene_no_object, scene));
    };
    if let Some(key) = stranger(&KEYS, pairs) {
        let argument = argument_of(scene, key);
        let meant = argument.as_deref().or_else(|| nearest(key, &KEYS));
        return Err(unknown_of(key, Some(message!(code::the_scene).into()), key, &KEYS, meant));
    }
    match scene.get("v") {
        Some(Value::Number(v)) if *v == VERSION => {}
        Some(other) => return not_allowed("", "v", other, message!(code::the_version_known, version = VERSION)),
        None => return Err(fault!("v", missing, allowed = message!(code::the_version, version = VERSION))),
    }
    some_of(scene, "views", &VIEWS)?;
    some_of(scene, "lock", &LOCKS)?;
    match scene.get("theme") {
        None => {}
        Some(Value::Text(theme)) if THEMES.contains(&theme.as_str()) => {}
        Some(other) => return not_allowed("", "theme", other, message!(one_of, names = THEMES.join(", "))),
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
            return not_allowed("", "window", window, message!(code::a_window));
        }
    }
    for key in ["question", "answer"] {
        match scene.get(key) {
            None | Some(Value::Text(_)) => {}
            Some(other) => return not_allowed("", key, other, message!(code::a_sentence)),
        }
    }
    match scene.get("paused") {
        None => {}
        Some(Value::Number(step)) if step.fract() == 0.0 && *step >= 0.0 => {}
        Some(other) => return not_allowed("", "paused", other, message!(code::a_record)),
    }
    for key in ["acts", "pins"] {
        if let Some(list) = scene.get(key) {
            check_named(key, list, losses)?;
        }
    }
    let experiment = match scene.get("experiment") {
        Some(experiment) => Experiment::parse_with(experiment, losses).map_err(|fault| fault.inside("experiment"))?,
        None => return Err(fault!("experiment", missing, allowed = message!(code::an_experiment))),
    };
    if let Some(slice) = scene.get("slice") {
        Slice::parse(slice, experiment.loss.dim())?;
    }
    Ok(experiment)
}

/// An argument of that name which an entry of the scene has, by its key in a link: links are written by hand, and the
/// entry's part of the key is forgotten.
fn argument_of(scene: &Value, name: &str) -> Option<String> {
    let experiment = scene.get("experiment")?;
    let loss = experiment.get("loss");
    let hiker = match experiment.get("hikers") {
        Some(Value::List(hikers)) => hikers.first(),
        _ => None,
    };
    let part = |key: &str| hiker.and_then(|hiker| hiker.get(key));
    let places = [
        ("loss", loss, loss_entries()),
        ("data", loss.and_then(|loss| loss.get("data")), data::ENTRIES.to_vec()),
        ("optimizer", part("optimizer"), optimizer::ENTRIES.to_vec()),
        ("scheduler", part("scheduler"), scheduler::ENTRIES.to_vec()),
    ];
    let has = |value: Option<&Value>, entries: &[&Entry]| {
        let Some(Value::Text(named)) = value.and_then(|value| value.get("name")) else { return false };
        let mut entries = entries.iter().filter(|entry| entry.name == named.as_str());
        entries.any(|entry| entry.args.iter().any(|arg| arg.name == name))
    };
    let place = places.into_iter().find(|(_, value, entries)| has(*value, entries));
    place.map(|(place, ..)| format!("{place}.{name}"))
}

/// A list of experiments that each have a name.
fn check_named(key: &str, list: &Value, losses: &mut dyn Losses) -> Result<(), Fault> {
    let allowed = message!(code::named_experiments, most = MOST_NAMED);
    let Value::List(items) = list else { return not_allowed("", key, list, allowed) };
    if items.len() > MOST_NAMED {
        return Err(fault!(key, wrong_count, count = items.len(), allowed));
    }
    for (i, one) in items.iter().enumerate() {
        let path = format!("{key}[{i}]");
        let Value::Map(pairs) = one else { return not_allowed("", &path, one, message!(code::named_experiment)) };
        only(&["name", "experiment"], &path, pairs)?;
        match (one.get("name"), one.get("experiment")) {
            (Some(Value::Text(_)), Some(experiment)) => {
                Experiment::parse_with(experiment, losses).map_err(|fault| fault.inside("experiment").within(&path))?;
            }
            _ => return not_allowed("", &path, one, message!(code::named_by_a_word)),
        }
    }
    Ok(())
}

fn some_of(scene: &Value, key: &str, names: &[&str]) -> Result<(), Fault> {
    match scene.get(key) {
        None => Ok(()),
        Some(Value::List(items)) => {
            let stranger = |item: &&Value| !matches!(item, Value::Text(name) if names.contains(&name.as_str()));
            match items.iter().enumerate().find(|(_, item)| stranger(item)) {
                Some((i, item)) => {
                    not_allowed("", &format!("{key}[{i}]"), item, message!(one_of, names = names.join(", ")))
                }
                None => Ok(()),
            }
        }
        Some(other) => not_allowed("", key, other, message!(code::some_names, names = names.join(", "))),
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
    use crate::scene::experiment::Fresh;
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
            check(&Value::Map(pairs), &mut Fresh).map(|_| ()).unwrap_err().to_string()
        };
        for (key, value, part) in [
            ("v", Value::Number(2.0), "v is 2"),
            ("theme", Value::Text("pink".into()), "theme is \"pink\""),
            ("views", Value::List(vec![Value::Text("mop".into())]), "views[0] is \"mop\""),
            ("lock", Value::Text("lr".into()), "lock is \"lr\""),
            ("window", Value::Null, "window is null"),
            ("colour", Value::Null, "\"colour\""),
            ("question", Value::Number(1.0), "question is 1"),
            ("paused", Value::Number(-1.0), "paused is -1"),
            ("acts", Value::List(vec![Value::Null]), "acts[0] is null"),
            ("pins", Value::Text("x".into()), "pins is \"x\""),
            ("pins", Value::List(vec![Value::Map(vec![])]), "pins[0] is {}"),
            ("pins", Value::List(vec![Value::Null; 9]), "pins has 9 entries"),
            ("slice", Value::Text("x".into()), "slice is \"x\""),
            ("experiment", Value::Number(f64::NAN), &format!("The experiment is {}", plain(f64::NAN))),
        ] {
            let said = with(key, value);
            assert!(said.contains(part), "{said}");
        }
    }
}
