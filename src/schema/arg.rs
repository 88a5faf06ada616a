//! One argument of an entry: its kind, default, range and help, and the check of a value given for it.

use super::fault::{join, not_allowed};
use super::value::Value;
use super::{Fault, Range};
use crate::formula::Formula;
use crate::formula::all_of;
use crate::text::code::schema as code;
use crate::text::{Message, message};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

#[derive(Clone, Copy)]
pub struct Arg {
    pub name: &'static str,
    pub kind: Kind,
    /// What holds where the argument is left out; none where it is required or where `help` says what then holds.
    pub default: Default,
    /// What the page's menu starts with.
    pub initial: Default,
    pub range: Range,
    pub scale: Scale,
    pub required: bool,
    /// The words a choice is one of.
    pub choices: &'static [&'static str],
    /// What holds where it is left out, in a word, if no number says it.
    pub left_out: &'static str,
    /// What a formula is of.
    pub variables: &'static [&'static str],
    pub help: &'static str,
}

impl Serialize for Arg {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.serialize_as(self.name, s)
    }
}

/// A parameter of a formula as an argument.
pub struct Parameter<'a>(pub &'a str);

impl Serialize for Parameter<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        PARAMETER.serialize_as(self.0, s)
    }
}

pub(super) const PARAMETER_DEFAULT: f64 = 1.0;

/// What every parameter of a formula is, but for its name.
pub(super) const PARAMETER: Arg = Arg::number("", PARAMETER_DEFAULT, "A number of the formula.");

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Number,
    Integer,
    Boolean,
    Pair,
    Triple,
    Integers,
    Choice,
    Data,
    Schedulers,
    Formula,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Default {
    None,
    Number(f64),
    Flag(bool),
    Pair([f64; 2]),
    Triple([f64; 3]),
    Integers(&'static [f64]),
    Word(&'static str),
    Data(&'static str),
    Schedulers(&'static [Nested]),
}

/// An entry by name, and arguments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nested(pub &'static str, pub &'static [(&'static str, Default)]);

impl Serialize for Nested {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("name", self.0)?;
        self.1.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
        map.end()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    Linear,
    Log,
}

pub const MOST_INTEGERS: usize = 10;

/// Entries in the list of another, and how many may stand inside each other.
pub const MOST_NESTED: usize = 8;

impl Arg {
    /// By hand: serde's own `flatten` takes a kilobyte of a page.
    pub(super) fn serialize_as<S: Serializer>(&self, name: &str, s: S) -> Result<S::Ok, S::Error> {
        let Range { min, max, above_min, below_max } = self.range;
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("name", name)?;
        map.serialize_entry("type", &self.kind)?;
        map.serialize_entry("default", &self.default)?;
        map.serialize_entry("initial", &self.initial)?;
        map.serialize_entry("min", &min)?;
        map.serialize_entry("max", &max)?;
        map.serialize_entry("above_min", &above_min)?;
        map.serialize_entry("below_max", &below_max)?;
        map.serialize_entry("scale", &self.scale)?;
        map.serialize_entry("required", &self.required)?;
        if !self.choices.is_empty() {
            map.serialize_entry("choices", self.choices)?;
        }
        if !self.left_out.is_empty() {
            map.serialize_entry("left_out", self.left_out)?;
        }
        if !self.variables.is_empty() {
            map.serialize_entry("variables", self.variables)?;
        }
        map.serialize_entry("help", self.help)?;
        map.end()
    }
}

impl Arg {
    const fn new(name: &'static str, kind: Kind, default: Default, help: &'static str) -> Arg {
        let range = Range::ANY;
        let (scale, required, choices, left_out, variables) = (Scale::Linear, false, &[], "", &[]);
        Arg { name, kind, default, initial: default, range, scale, required, choices, left_out, variables, help }
    }
    pub const fn number(name: &'static str, default: f64, help: &'static str) -> Arg {
        Arg::new(name, Kind::Number, Default::Number(default), help)
    }
    pub const fn integer(name: &'static str, default: f64, help: &'static str) -> Arg {
        Arg::new(name, Kind::Integer, Default::Number(default), help)
    }
    pub const fn flag(name: &'static str, default: bool, help: &'static str) -> Arg {
        Arg::new(name, Kind::Boolean, Default::Flag(default), help)
    }
    pub const fn pair(name: &'static str, default: [f64; 2], help: &'static str) -> Arg {
        Arg::new(name, Kind::Pair, Default::Pair(default), help)
    }
    pub const fn triple(name: &'static str, default: [f64; 3], help: &'static str) -> Arg {
        Arg::new(name, Kind::Triple, Default::Triple(default), help)
    }
    /// A list of at most `MOST_INTEGERS` whole numbers.
    pub const fn integers(name: &'static str, default: &'static [f64], help: &'static str) -> Arg {
        Arg::new(name, Kind::Integers, Default::Integers(default), help)
    }
    /// One of a few words, by default the first.
    pub const fn choice(name: &'static str, choices: &'static [&'static str], help: &'static str) -> Arg {
        Arg { choices, ..Arg::new(name, Kind::Choice, Default::Word(choices[0]), help) }
    }
    /// A data set by name and arguments, or its numbers; `initial` is what the menu starts with.
    pub const fn data(name: &'static str, initial: &'static str, help: &'static str) -> Arg {
        Arg { initial: Default::Data(initial), ..Arg::new(name, Kind::Data, Default::None, help).required() }
    }
    /// A list of other schedulers; `initial` is what the menu starts with.
    pub const fn schedulers(name: &'static str, initial: &'static [Nested], help: &'static str) -> Arg {
        Arg {
            initial: Default::Schedulers(initial),
            ..Arg::new(name, Kind::Schedulers, Default::None, help).required()
        }
    }
    /// A formula of `variables`, whose other names become arguments beside it; `initial` is what the menu starts with.
    pub const fn formula(
        name: &'static str,
        variables: &'static [&'static str],
        initial: &'static str,
        help: &'static str,
    ) -> Arg {
        let arg = Arg::new(name, Kind::Formula, Default::None, help).required();
        Arg { variables, initial: Default::Word(initial), ..arg }
    }
    /// It has no default: it must be given.
    pub const fn required(self) -> Arg {
        Arg { default: Default::None, required: true, ..self }
    }
    /// It may be left out, and `help` says what then holds.
    pub const fn open(self) -> Arg {
        Arg { default: Default::None, initial: Default::None, ..self }
    }
    /// What holds then, in a word: a menu starts without it.
    pub const fn left_out(self, left_out: &'static str) -> Arg {
        Arg { left_out, initial: Default::None, ..self }
    }
    pub const fn within(self, range: Range) -> Arg {
        Arg { range, ..self }
    }
    pub const fn initially(self, initial: Default) -> Arg {
        Arg { initial, ..self }
    }
    /// Data whose targets name classes: at most so many, which is the end of its range.
    pub const fn of_classes(self, most: usize) -> Arg {
        self.within(Range { max: Some(most as f64), ..Range::ANY })
    }
    pub const fn log(self) -> Arg {
        Arg { scale: Scale::Log, ..self }
    }

    pub fn is_whole(&self) -> bool {
        matches!(self.kind, Kind::Integer | Kind::Integers)
    }

    pub(super) fn allowed(&self) -> Message {
        let (range, most) = (self.range.phrase(), MOST_INTEGERS);
        match (self.kind, range) {
            (Kind::Number, Some(range)) => message!(code::a_number, range),
            (Kind::Number, None) => message!(code::any_number),
            (Kind::Integer, Some(range)) => message!(code::a_whole_number, range),
            (Kind::Integer, None) => message!(code::any_whole_number),
            (Kind::Pair, Some(range)) => message!(code::two_numbers, range),
            (Kind::Pair, None) => message!(code::any_two_numbers),
            (Kind::Triple, Some(range)) => message!(code::three_numbers, range),
            (Kind::Triple, None) => message!(code::any_three_numbers),
            (Kind::Integers, Some(range)) => message!(code::whole_numbers, most, range),
            (Kind::Integers, None) => message!(code::any_whole_numbers, most),
            (Kind::Boolean, _) => message!(code::true_or_false),
            (Kind::Choice, _) => message!(code::one_of, names = format!("\"{}\"", self.choices.join("\", \""))),
            (Kind::Data, _) => message!(code::a_data_set),
            (Kind::Schedulers, _) => message!(code::some_schedulers, most = MOST_NESTED),
            (Kind::Formula, _) => message!(code::a_formula, variables = all_of(self.variables)),
        }
    }

    pub(super) fn check(&self, path: &str, key: &str, value: &Value) -> Result<(), Fault> {
        let whole = |value: &Value| matches!(value, Value::Number(x) if x.fract() == 0.0 && self.range.holds(*x));
        let number = |value: &Value| matches!(value, Value::Number(x) if self.range.holds(*x));
        let fits = match (self.kind, value) {
            (Kind::Number, _) => number(value),
            (Kind::Integer, _) => whole(value),
            (Kind::Boolean, Value::Flag(_)) => true,
            (Kind::Pair, Value::List(items)) => items.len() == 2 && items.iter().all(number),
            (Kind::Triple, Value::List(items)) => items.len() == 3 && items.iter().all(number),
            (Kind::Integers, Value::List(items)) => items.len() <= MOST_INTEGERS && items.iter().all(whole),
            (Kind::Choice, Value::Text(word)) => self.choices.contains(&word.as_str()),
            (Kind::Data, Value::Map(_)) => true,
            (Kind::Schedulers, Value::List(items)) => (1..=MOST_NESTED).contains(&items.len()),
            (Kind::Formula, Value::Text(_)) => true,
            _ => false,
        };
        if fits { Ok(()) } else { not_allowed(path, key, value, self.allowed()) }
    }

    /// A formula's own, in the order they come up; `taken` are the names they cannot have.
    pub(super) fn parameters(&self, path: &str, value: &Value, taken: &[&str]) -> Result<Vec<String>, Fault> {
        let (true, Kind::Formula, Some(Value::Text(text))) = (crate::WHOLE, self.kind, value.get(self.name)) else {
            return Ok(vec![]);
        };
        match Formula::parse(text, self.variables, taken) {
            Ok(formula) => Ok(formula.parameters().to_vec()),
            Err(said) => Err(Fault::new(&join(path, self.name), said)),
        }
    }
}
