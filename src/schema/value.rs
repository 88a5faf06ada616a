//! Plain data as it comes from a page, a link or a test: JSON, and the numbers JSON has no word for.

use crate::text::plain;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
    /// What is not plain data (a function, say), by its name: allowed nowhere.
    Foreign(String),
}

impl Value {
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(pairs) => pairs.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The object with the key set to the value.
    pub fn with(&self, key: &str, value: Value) -> Value {
        let Value::Map(pairs) = self else { return self.clone() };
        let mut pairs = pairs.clone();
        match pairs.iter_mut().find(|(k, _)| k == key) {
            Some((_, old)) => *old = value,
            None => pairs.push((key.into(), value)),
        }
        Value::Map(pairs)
    }
}

/// As it is quoted in a message: JSON, cut short.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut text = String::new();
        self.quote(&mut text);
        if text.chars().count() > QUOTED {
            text = text.chars().take(QUOTED).chain(['…']).collect();
        }
        f.write_str(&text)
    }
}

const QUOTED: usize = 60;

impl Value {
    fn quote(&self, text: &mut String) {
        if text.len() > 4 * QUOTED {
            return;
        }
        match self {
            Value::Null => text.push_str("null"),
            Value::Flag(b) => text.push_str(&b.to_string()),
            Value::Number(x) => text.push_str(&plain(*x)),
            Value::Text(t) => {
                text.push('"');
                text.extend(t.chars().take(QUOTED));
                text.push('"');
            }
            Value::Foreign(name) => text.push_str(name),
            Value::List(items) => {
                text.push('[');
                for (i, item) in items.iter().take(QUOTED).enumerate() {
                    text.push_str(if i > 0 { ", " } else { "" });
                    item.quote(text);
                }
                text.push(']');
            }
            Value::Map(pairs) => {
                text.push('{');
                for (i, (key, value)) in pairs.iter().take(QUOTED).enumerate() {
                    text.push_str(if i > 0 { ", " } else { "" });
                    text.extend(key.chars().take(QUOTED));
                    text.push_str(": ");
                    value.quote(text);
                }
                text.push('}');
            }
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => s.serialize_unit(),
            Value::Flag(b) => s.serialize_bool(*b),
            Value::Number(x) if x.fract() == 0.0 && x.abs() < 1e15 => s.serialize_i64(*x as i64),
            Value::Number(x) => s.serialize_f64(*x),
            Value::Text(t) | Value::Foreign(t) => s.serialize_str(t),
            Value::List(items) => s.collect_seq(items),
            Value::Map(pairs) => {
                let mut map = s.serialize_map(Some(pairs.len()))?;
                for (key, value) in pairs {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Value, D::Error> {
        struct Plain;
        impl<'de> Visitor<'de> for Plain {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("plain data")
            }
            fn visit_unit<E: Error>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_bool<E: Error>(self, b: bool) -> Result<Value, E> {
                Ok(Value::Flag(b))
            }
            fn visit_i64<E: Error>(self, x: i64) -> Result<Value, E> {
                Ok(Value::Number(x as f64))
            }
            fn visit_u64<E: Error>(self, x: u64) -> Result<Value, E> {
                Ok(Value::Number(x as f64))
            }
            fn visit_f64<E: Error>(self, x: f64) -> Result<Value, E> {
                Ok(Value::Number(x))
            }
            fn visit_str<E: Error>(self, t: &str) -> Result<Value, E> {
                Ok(Value::Text(t.into()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
                let mut items = vec![];
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Value::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
                let mut pairs = vec![];
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Value::Map(pairs))
            }
        }
        d.deserialize_any(Plain)
    }
}
