//! What is wrong with what was given, in a sentence: the key, the value, what is allowed.

use super::nearest::{nearest, short};
use super::value::Value;
use std::fmt;

/// What is wrong, in a sentence: the key, the value, what is allowed.
#[derive(Clone, PartialEq)]
pub struct Fault(pub String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

pub fn wrong<T>(sentence: impl Into<String>) -> Result<T, Fault> {
    Err(Fault(sentence.into()))
}

/// The sentence for a value that is not allowed.
pub fn not_allowed<T>(path: &str, key: &str, value: &Value, allowed: &str) -> Result<T, Fault> {
    wrong(format!("{} is {value}; allowed: {allowed}.", join(path, key)))
}

pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.into() } else { format!("{path}.{key}") }
}

/// Asks that an object has no other keys than these.
pub fn only(keys: &[&str], path: &str, pairs: &[(String, Value)]) -> Result<(), Fault> {
    match pairs.iter().find(|(key, _)| !keys.contains(&key.as_str())) {
        Some((key, _)) => unknown(path, key, keys),
        None => Ok(()),
    }
}

/// The sentence for a key nobody knows, with the nearest that is known.
pub(super) fn unknown<T>(path: &str, key: &str, keys: &[&str]) -> Result<T, Fault> {
    let place = if path.is_empty() { String::new() } else { format!(" of {path}") };
    let hint = nearest(key, keys).map_or("allowed".into(), |near| format!("did you mean {near}? Allowed"));
    wrong(format!("\"{}\"{place} is not known; {hint}: {}.", short(key), keys.join(", ")))
}
