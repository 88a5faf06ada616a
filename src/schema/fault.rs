//! What is wrong with what was given: where, what, and with which numbers. The sentence is made of that.

use super::nearest::{nearest, short};
use super::value::Value;
use crate::text::code::schema as code;
use crate::text::{Message, Param, message};
use std::fmt;

/// What is wrong. Its `Display` is the sentence: the key, the value, what is allowed.
#[derive(Clone, PartialEq)]
pub struct Fault(Box<Parts>);

#[derive(Clone, PartialEq)]
struct Parts {
    path: String,
    said: Message,
}

/// `fault!(path, code::too_many, count = n, most = MOST)`: a fault, its text and the text's parameters beside the path.
macro_rules! fault {
    ($path:expr, $text:path $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::schema::Fault::new(
            AsRef::<str>::as_ref(&$path),
            $crate::text::message!([path] $text $(, $name $(= $value)?)*),
        )
    };
}
pub(crate) use fault;

impl Fault {
    /// The sentence speaks of this path, if of any.
    #[inline(never)]
    pub fn new(path: &str, said: Message) -> Fault {
        Fault::of(path, said.at(path))
    }

    /// The sentence has its path already.
    pub fn of(path: &str, said: Message) -> Fault {
        Fault(Box::new(Parts { path: path.into(), said }))
    }

    /// Where, from what was checked down: `hikers[0].optimizer.lr`; empty for the whole, and where no key is at fault.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    pub fn code(&self) -> &'static str {
        self.0.said.text.code
    }

    /// What is said of it; the path is among the parameters as the sentence has it.
    pub fn said(&self) -> &Message {
        &self.0.said
    }

    /// The same below a key, which the sentence names too.
    pub fn below(self, key: &str) -> Fault {
        Fault::new(&beneath(key, self.path()), self.0.said)
    }

    /// The same inside something larger, of which the sentence says nothing.
    pub fn inside(mut self, key: &str) -> Fault {
        self.0.path = beneath(key, &self.0.path);
        self
    }

    /// The same inside one of several, which the sentence says first.
    pub fn within(mut self, key: &str) -> Fault {
        self.0.said = message!(code::within_one, place = key, fault = self.0.said);
        self.inside(key)
    }
}

fn beneath(key: &str, path: &str) -> String {
    if path.is_empty() { key.into() } else { format!("{key}.{path}") }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.said.fmt(f)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.said.fmt(f)
    }
}

impl std::error::Error for Fault {}

/// As it is quoted in a sentence.
impl From<&Value> for Param {
    fn from(value: &Value) -> Param {
        Param::Text(value.to_string())
    }
}

/// A value that is not allowed.
pub fn not_allowed<T>(path: &str, key: &str, value: &Value, allowed: Message) -> Result<T, Fault> {
    Err(fault!(join(path, key), code::not_allowed, value, allowed))
}

/// A value that is not allowed, or not there.
pub fn required<T>(path: &str, key: &str, value: Option<&Value>, allowed: Message) -> Result<T, Fault> {
    match value {
        Some(value) => not_allowed(path, key, value, allowed),
        None => Err(fault!(join(path, key), code::missing, allowed)),
    }
}

pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.into() } else { format!("{path}.{key}") }
}

/// Asks that an object has no other keys than these.
pub fn only(keys: &[&str], path: &str, pairs: &[(String, Value)]) -> Result<(), Fault> {
    match stranger(keys, pairs) {
        Some(key) => Err(unknown(path, key, keys)),
        None => Ok(()),
    }
}

/// The first key that is not one of these.
pub fn stranger<'a>(keys: &[&str], pairs: &'a [(String, Value)]) -> Option<&'a str> {
    pairs.iter().map(|(key, _)| key.as_str()).find(|key| !keys.contains(key))
}

/// A key nobody knows, with the nearest that is known.
pub(super) fn unknown(path: &str, key: &str, keys: &[&str]) -> Fault {
    let of = (!path.is_empty()).then(|| path.into());
    unknown_of(&join(path, key), of, key, keys, nearest(key, keys))
}

/// The same, of something that the sentence calls `of`; `meant` is the known key that was meant.
pub fn unknown_of(path: &str, of: Option<Param>, key: &str, keys: &[&str], meant: Option<&str>) -> Fault {
    let (key, names) = (short(key), keys.join(", "));
    let said = match (of, meant) {
        (None, None) => message!(code::unknown_key, key, names),
        (None, Some(near)) => message!(code::unknown_key_near, key, near, names),
        (Some(of), None) => message!(code::unknown_key_of, key, of, names),
        (Some(of), Some(near)) => message!(code::unknown_key_of_near, key, of, near, names),
    };
    Fault::new(path, said)
}
