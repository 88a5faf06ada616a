//! A scene as the text of a link, and back.
//!
//! The short form is `key=value&…`. A key is the path to a value, with dots; what stands in every scene is left out of
//! it: `experiment`, `hikers.0` and the `name` of an entry.
//! `loss=rosenbrock&loss.b=10&steps=200&optimizer=SGD&lr=0.002`
//! is `{ v: 1, experiment: { loss: { name: "rosenbrock", b: 10 }, steps: 200, hikers: [{ optimizer: { name: "SGD", lr:
//! 0.002 } }] } }`. A value is a number, `true`, `false`, a list of numbers with commas, a word, or JSON. The long form
//! is the scene's JSON, percent-encoded; both are always valid.

use crate::schema::value::Value;
use crate::schema::{Fault, fault};
use crate::text::code::scene as code;
use crate::text::plain;

/// JSON, as the host has it: the browser's own costs a page nothing.
pub struct Json {
    pub read: fn(&str) -> Result<Value, Fault>,
    pub write: fn(&Value) -> String,
}

/// The version of scenes.
pub const VERSION: f64 = 1.0;

const EXPERIMENT: [&str; 6] = ["loss", "start", "steps", "epochs", "seed", "hikers"];
const HIKER: [&str; 4] = ["optimizer", "scheduler", "batch_size", "changes"];
const NAMED: [&str; 4] = ["loss", "data", "optimizer", "scheduler"];
/// A list of such.
const LIST: &str = "schedulers";
/// The arguments that need no path.
const RATE: &str = "lr";
const DATA: &str = "data";
const DEEPEST: usize = 16;
const LONGEST: usize = 8_000_000;
/// More than any scene has.
const MOST_PAIRS: usize = 1000;

pub fn write(scene: &Value, json: &Json) -> String {
    let mut pairs = vec![];
    flatten(&mut vec![], scene, json, &mut pairs);
    // Keys that cannot stand in a path at the very top leave only the long form.
    if let [(path, whole)] = &pairs[..]
        && path.is_empty()
    {
        return whole.clone();
    }
    let text: Vec<String> = pairs.into_iter().map(|(path, value)| format!("{}={value}", shorten(&path))).collect();
    text.join("&")
}

fn flatten(path: &mut Vec<String>, value: &Value, json: &Json, pairs: &mut Vec<(Vec<String>, String)>) {
    let items: Vec<(String, &Value)> = match value {
        Value::Map(map) if !map.is_empty() && plain_keys(map) => map.iter().map(|(k, v)| (k.clone(), v)).collect(),
        Value::List(list) if list.iter().any(|i| matches!(i, Value::Map(_))) && list.len() <= 100 => {
            list.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect()
        }
        _ => return pairs.push((path.clone(), write_value(value, json))),
    };
    for (key, item) in items {
        path.push(key);
        flatten(path, item, json, pairs);
        path.pop();
    }
}

/// Whether the keys can stand in a path as they are.
fn plain_keys(map: &[(String, Value)]) -> bool {
    map.iter().all(|(key, _)| {
        key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && key.starts_with(|c: char| c.is_ascii_alphabetic())
    })
}

fn shorten(path: &[String]) -> String {
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let parts = match &parts[..] {
        ["experiment", "hikers", "0", "optimizer", RATE] => vec![RATE],
        ["experiment", "loss", DATA, rest @ ..] => [&[DATA], rest].concat(),
        ["experiment", "hikers", "0", rest @ ..] if !rest.is_empty() && HIKER.contains(&rest[0]) => rest.to_vec(),
        ["experiment", rest @ ..] if !rest.is_empty() && EXPERIMENT.contains(&rest[0]) => rest.to_vec(),
        whole => whole.to_vec(),
    };
    match &parts[..] {
        [entry @ .., "name"] if named(entry) => entry.join("."),
        whole => whole.join("."),
    }
}

/// Whether the path leads to what has a name.
fn named<T: AsRef<str>>(path: &[T]) -> bool {
    match path {
        [.., list, last] if list.as_ref() == LIST => last.as_ref().parse::<usize>().is_ok(),
        [.., last] => NAMED.contains(&last.as_ref()),
        [] => false,
    }
}

fn lengthen(key: &str) -> Vec<String> {
    let mut parts: Vec<&str> = key.split('.').collect();
    if parts == [RATE] {
        parts = vec!["optimizer", RATE];
    }
    if parts[0] == DATA {
        parts.insert(0, "loss");
    }
    if HIKER.contains(&parts[0]) {
        parts.splice(0..0, ["hikers", "0"]);
    }
    if EXPERIMENT.contains(&parts[0]) {
        parts.insert(0, "experiment");
    }
    parts.into_iter().map(String::from).collect()
}

fn write_value(value: &Value, json: &Json) -> String {
    let list = |items: &[Value]| {
        let numbers: Option<Vec<String>> =
            items.iter().map(|i| if let Value::Number(x) = i { Some(plain(*x)) } else { None }).collect();
        numbers.filter(|numbers| numbers.len() > 1).map(|numbers| numbers.join(","))
    };
    match value {
        Value::Number(x) => plain(*x),
        Value::Flag(b) => b.to_string(),
        Value::Text(text) if reads_as_text(text) => encode(text),
        Value::List(items) if let Some(text) = list(items) => text,
        other => encode(&(json.write)(other)),
    }
}

/// Whether it stands for itself, not for a number, a truth value, a list or JSON.
fn reads_as_text(text: &str) -> bool {
    let word = ["true", "false", "null"].contains(&text);
    !(word || is_list(text) || is_numeric(text) || text.starts_with(['{', '[', '"']))
}

fn is_list(text: &str) -> bool {
    text.contains(',') && text.split(',').all(is_numeric)
}

/// Whether it begins as a number does and nothing but a number's signs is in it.
fn is_numeric(text: &str) -> bool {
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b))
}

pub fn read(text: &str, json: &Json) -> Result<Value, Fault> {
    if text.len() > LONGEST {
        return Err(fault!("", code::link_too_long, count = text.len(), most = LONGEST));
    }
    let whole = decode(text)?;
    if whole.trim_start().starts_with('{') {
        return (json.read)(&whole);
    }
    let mut scene = Value::Map(vec![]);
    for (i, part) in text.split('&').filter(|part| !part.is_empty()).enumerate() {
        if i == MOST_PAIRS {
            return Err(fault!("", code::link_of_too_many_keys, most = MOST_PAIRS));
        }
        let Some((key, value)) = part.split_once('=') else {
            return Err(fault!("", code::link_without_value, part = cut(&decode(part)?)));
        };
        let key = decode(key)?;
        let mut path = lengthen(&key);
        if path.len() > DEEPEST {
            return Err(fault!("", code::link_too_deep, key = cut(&key), most = DEEPEST));
        }
        if named(&path) && !decode(value)?.starts_with('{') {
            path.push("name".into());
        }
        place(&mut scene, &path, read_value(&decode(value)?, json)?, &key)?;
    }
    if let Value::Map(pairs) = &mut scene
        && pairs.iter().all(|(key, _)| key != "v")
    {
        pairs.insert(0, ("v".into(), Value::Number(VERSION)));
    }
    Ok(scene)
}

fn place(at: &mut Value, path: &[String], value: Value, key: &str) -> Result<(), Fault> {
    let (first, rest) = path.split_first().expect("a path has a part");
    let index = first.parse::<usize>().ok();
    // What is not there yet is made: a list where the path counts, an object where it names.
    let slot = match (at, index) {
        (Value::List(items), Some(i)) if i <= items.len() => {
            if i == items.len() {
                items.push(Value::Null);
            }
            &mut items[i]
        }
        (Value::Map(pairs), None) => {
            if !pairs.iter().any(|(k, _)| k == first) {
                pairs.push((first.clone(), Value::Null));
            }
            &mut pairs.iter_mut().find(|(k, _)| k == first).expect("it was put there").1
        }
        _ => return Err(fault!("", code::link_does_not_fit, key = cut(key))),
    };
    match rest.first() {
        None if *slot != Value::Null => {
            return Err(fault!("", code::link_twice, key = cut(key)));
        }
        None => *slot = value,
        Some(next) => {
            if *slot == Value::Null {
                *slot = if next.parse::<usize>().is_ok() { Value::List(vec![]) } else { Value::Map(vec![]) };
            }
            place(slot, rest, value, key)?;
        }
    }
    Ok(())
}

fn read_value(text: &str, json: &Json) -> Result<Value, Fault> {
    match text {
        list if is_list(list) => (json.read)(&format!("[{list}]")),
        text if reads_as_text(text) => Ok(Value::Text(text.into())),
        other => (json.read)(other),
    }
}

/// What is wrong with a value, or a whole address, that is not the JSON it looks like.
pub fn not_json(text: &str) -> Fault {
    fault!("", code::link_not_json, start = cut(text))
}

fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

/// As `encodeURIComponent` does, but for signs that are safe after a # and easier to read as they are.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'!'
            | b'~'
            | b'*'
            | b'('
            | b')'
            | b','
            | b':' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn decode(text: &str) -> Result<String, Fault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |b: Option<u8>| b.and_then(|b| (b as char).to_digit(16));
        match byte {
            b'%' => match (digit(rest.next()), digit(rest.next())) {
                (Some(high), Some(low)) => bytes.push((high * 16 + low) as u8),
                _ => return Err(fault!("", code::link_percent)),
            },
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).map_err(|_| fault!("", code::link_not_utf8))
}
