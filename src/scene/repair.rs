//! The nearest valid scene to one that is wrong: what is at fault is left out, or becomes what the opening scene has in
//! its place, until nothing is.

use super::experiment::Losses;
use super::{check, opening};
use crate::schema::Fault;
use crate::schema::value::Value;
use crate::text::code::schema::wrong_count;

/// Checking much data takes long.
const MOST_TRIES: usize = 150;

/// None where nothing of the scene is left then.
pub fn repair(scene: &Value, losses: &mut dyn Losses) -> Option<Value> {
    let (mut scene, opening) = (scene.clone(), opening());
    let mut filled_in = vec![];
    for _ in 0..MOST_TRIES {
        let Err(fault) = check(&scene, losses) else { return (!alike(&scene, &opening)).then_some(scene) };
        let (mut keys, rest) = found(&scene, fault.path());
        if rest.is_empty()
            && let Some(shorter) = with_one_argument_less(&scene, &keys, &fault, losses)
        {
            scene = shorter;
            continue;
        }
        let missing = rest.trim_start_matches('.');
        match of_opening(&opening, &keys, missing) {
            // Left out before, or filled in and still wrong.
            Some(default) if !rest.is_empty() && !filled_in.iter().any(|path| path == fault.path()) => {
                filled_in.push(fault.path().to_string());
                let with_default = at(&mut scene, &keys)?.with(missing, default);
                *at(&mut scene, &keys)? = with_default;
            }
            _ => {
                // Of too many, the last.
                if fault.code() == wrong_count.code
                    && let Value::List(items) = at(&mut scene, &keys)?
                {
                    keys.extend(items.len().checked_sub(1).map(Key::Item));
                }
                remove(&mut scene, &keys)?;
            }
        }
    }
    None
}

#[derive(Clone)]
enum Key {
    Name(String),
    Item(usize),
}

/// The keys along a path as far as they are there, and the rest of the path. A key may have any sign in it.
fn found<'a>(scene: &Value, path: &'a str) -> (Vec<Key>, &'a str) {
    let (mut here, mut rest, mut keys) = (scene, path, vec![]);
    loop {
        let step = match here {
            Value::Map(pairs) => {
                let rest = rest.strip_prefix('.').unwrap_or(rest);
                let begins = pairs.iter().filter_map(|(key, value)| {
                    let after = rest.strip_prefix(key.as_str())?;
                    (after.is_empty() || after.starts_with(['.', '['])).then(|| (Key::Name(key.clone()), value, after))
                });
                begins.min_by_key(|(.., after)| after.len())
            }
            Value::List(items) => {
                let number = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
                number.and_then(|(i, after)| {
                    let i = i.parse().ok()?;
                    Some((Key::Item(i), items.get(i)?, after))
                })
            }
            _ => None,
        };
        match step {
            Some((key, value, after)) if !rest.is_empty() => {
                keys.push(key);
                (here, rest) = (value, after);
            }
            _ => return (keys, rest),
        }
    }
}

fn at<'a>(scene: &'a mut Value, keys: &[Key]) -> Option<&'a mut Value> {
    keys.iter().try_fold(scene, |here, key| match (here, key) {
        (Value::Map(pairs), Key::Name(name)) => pairs.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value),
        (Value::List(items), Key::Item(i)) => items.get_mut(*i),
        _ => None,
    })
}

/// A list that is empty then goes too. None where all would go.
fn remove(scene: &mut Value, keys: &[Key]) -> Option<()> {
    let (last, before) = keys.split_last()?;
    match (at(scene, before)?, last) {
        (Value::Map(pairs), Key::Name(name)) => pairs.retain(|(key, _)| key != name),
        (Value::List(items), Key::Item(_)) if items.len() == 1 => return remove(scene, before),
        (Value::List(items), Key::Item(i)) => drop(items.remove(*i)),
        _ => return None,
    }
    Some(())
}

/// What the opening scene has for a missing key; all hikers are as its only one.
fn of_opening(opening: &Value, keys: &[Key], missing: &str) -> Option<Value> {
    let parent = keys.iter().try_fold(opening, |here, key| match (here, key) {
        (Value::List(items), Key::Item(_)) => items.first(),
        (here, Key::Name(name)) => here.get(name),
        _ => None,
    });
    parent?.get(missing).cloned()
}

/// Where an entry and its arguments do not go together: without the first argument that is in the way.
fn with_one_argument_less(scene: &Value, keys: &[Key], fault: &Fault, losses: &mut dyn Losses) -> Option<Value> {
    let mut scene = scene.clone();
    let Value::Map(arguments) = at(&mut scene, keys)?.clone() else { return None };
    arguments.iter().find(|(key, _)| key == "name")?;
    let others = arguments.iter().filter(|(key, _)| key != "name");
    others.map(|(key, _)| key).find_map(|key| {
        let mut shorter = scene.clone();
        remove(&mut shorter, &[keys, &[Key::Name(key.clone())]].concat())?;
        let helps = check(&shorter, losses).map_or_else(|next| !next.path().starts_with(fault.path()), |_| true);
        helps.then_some(shorter)
    })
}

/// Whether they are the same but for the order of their keys.
fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Map(pairs), Value::Map(others)) => {
            pairs.len() == others.len() && pairs.iter().all(|(key, a)| b.get(key).is_some_and(|b| alike(a, b)))
        }
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        _ => a == b,
    }
}
