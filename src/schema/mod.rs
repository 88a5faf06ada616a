//! How an entry (a loss, an optimizer, a scheduler, a data set) describes itself, and how arguments given by name
//! are checked against that description. Menus, sliders, links, messages and tests read it; nothing repeats it.

pub mod value;

use crate::formula::Formula;
use crate::schema::value::Value;
use crate::text::plain;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
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

#[derive(Serialize)]
pub struct Entry {
    pub name: &'static str,
    /// In LaTeX.
    pub formula: &'static str,
    /// The paper or library that defines it.
    pub source: &'static str,
    pub help: &'static str,
    pub args: &'static [Arg],
    /// What no single argument can say of itself, such as "nesterov needs momentum".
    #[serde(skip)]
    pub check: fn(&Args) -> Result<(), &'static str>,
}

impl Entry {
    /// What an engine that has not got it tells of it: its name.
    pub const fn stub(&self) -> Entry {
        Entry { name: self.name, formula: "", source: "", help: "", args: &[], check: nothing_more }
    }
}

pub fn nothing_more(_: &Args) -> Result<(), &'static str> {
    Ok(())
}

/// An entry as the catalogue tells it.
pub struct Listed {
    pub entry: &'static Entry,
    /// Whether the engine a page opens with has it.
    pub in_core: bool,
    /// Whether it can stand in the list of another.
    pub nests: bool,
}

/// By hand, as below.
impl Serialize for Listed {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Entry { name, formula, source, help, args, .. } = self.entry;
        let mut map = s.serialize_map(None)?;
        for (key, text) in [("name", name), ("formula", formula), ("source", source), ("help", help)] {
            map.serialize_entry(key, text)?;
        }
        map.serialize_entry("args", args)?;
        map.serialize_entry("opens", &self.in_core)?;
        map.serialize_entry("nests", &self.nests)?;
        map.end()
    }
}

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

const PARAMETER_DEFAULT: f64 = 1.0;
/// What every parameter of a formula is, but for its name.
const PARAMETER: Arg = Arg::number("", PARAMETER_DEFAULT, "A number of the formula.");

impl Arg {
    /// By hand: serde's own `flatten` takes a kilobyte of a page.
    fn serialize_as<S: Serializer>(&self, name: &str, s: S) -> Result<S::Ok, S::Error> {
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

/// Which numbers an argument may be; `null` in the catalogue where there is no end.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// Whether the end itself is left out.
    pub above_min: bool,
    pub below_max: bool,
}

impl Range {
    pub const ANY: Range = Range { min: None, max: None, above_min: false, below_max: false };
    pub const POSITIVE: Range = Range { min: Some(0.0), above_min: true, ..Range::ANY };
    pub const NOT_NEGATIVE: Range = Range::from(0.0);
    /// [0, 1)
    pub const FRACTION: Range = Range { below_max: true, ..Range::between(0.0, 1.0) };

    pub const fn from(min: f64) -> Range {
        Range { min: Some(min), ..Range::ANY }
    }
    pub const fn between(min: f64, max: f64) -> Range {
        Range { max: Some(max), ..Range::from(min) }
    }
    pub fn holds(&self, x: f64) -> bool {
        x.is_finite()
            && self.min.is_none_or(|min| x > min || (x == min && !self.above_min))
            && self.max.is_none_or(|max| x < max || (x == max && !self.below_max))
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.min, self.max) {
            (None, None) => f.write_str(", finite"),
            (Some(min), None) => write!(f, " {} {}", if self.above_min { "above" } else { "from" }, plain(min)),
            (None, Some(max)) => write!(f, " {} {}", if self.below_max { "below" } else { "up to" }, plain(max)),
            (Some(min), Some(max)) => {
                let open = if self.above_min { '(' } else { '[' };
                let close = if self.below_max { ')' } else { ']' };
                write!(f, " in {open}{}, {}{close}", plain(min), plain(max))
            }
        }
    }
}

pub const MOST_INTEGERS: usize = 10;
/// Entries in the list of another, and how many may stand inside each other.
pub const MOST_NESTED: usize = 8;
const DEEPEST: usize = 4;

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
    pub const fn log(self) -> Arg {
        Arg { scale: Scale::Log, ..self }
    }

    pub fn is_whole(&self) -> bool {
        matches!(self.kind, Kind::Integer | Kind::Integers)
    }

    fn allowed(&self) -> String {
        match self.kind {
            Kind::Number => format!("a number{}", self.range),
            Kind::Integer => format!("a whole number{}", self.range),
            Kind::Boolean => "true or false".into(),
            Kind::Pair => format!("two numbers, each{}", self.range),
            Kind::Triple => format!("three numbers, each{}", self.range),
            Kind::Integers => format!("a list of at most {MOST_INTEGERS} whole numbers, each{}", self.range),
            Kind::Choice => format!("\"{}\"", self.choices.join("\", \"")),
            Kind::Data => "a data set by name, or its numbers { X, y }".into(),
            Kind::Schedulers => format!("a list of 1 to {MOST_NESTED} schedulers"),
            Kind::Formula => format!("a formula of {}", self.variables.join(" and ")),
        }
    }

    fn check(&self, path: &str, key: &str, value: &Value) -> Result<(), Fault> {
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
        if fits { Ok(()) } else { not_allowed(path, key, value, &self.allowed()) }
    }

    /// A formula's own, in the order they come up; `taken` are the names they cannot have.
    #[cfg(feature = "whole")]
    fn parameters(&self, path: &str, value: &Value, taken: &[&str]) -> Result<Vec<String>, Fault> {
        let (Kind::Formula, Some(Value::Text(text))) = (self.kind, value.get(self.name)) else { return Ok(vec![]) };
        match Formula::parse(text, self.variables, taken) {
            Ok(formula) => Ok(formula.parameters().to_vec()),
            Err(fault) => wrong(format!("{}{}", join(path, self.name), fault.0)),
        }
    }

    /// Formulas are read by the whole engine alone.
    #[cfg(not(feature = "whole"))]
    fn parameters(&self, _: &str, _: &Value, _: &[&str]) -> Result<Vec<String>, Fault> {
        Ok(vec![])
    }
}

/// The sentence for a value that is not allowed.
pub fn not_allowed<T>(path: &str, key: &str, value: &Value, allowed: &str) -> Result<T, Fault> {
    wrong(format!("{} is {value}; allowed: {allowed}.", join(path, key)))
}

pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.into() } else { format!("{path}.{key}") }
}

/// The arguments of one entry, each given or left out, all within what the entry allows.
#[derive(Clone, Debug)]
pub struct Args {
    entry: &'static Entry,
    given: Vec<(String, Value)>,
    /// The list of others, if it has one.
    nested: Vec<Args>,
    parameters: Vec<(String, f64)>,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Args {
    /// Reads `{ name, … }` against the entries of one kind ("optimizer").
    pub fn parse(kind: &str, path: &str, value: &Value, entries: &[&'static Entry]) -> Result<Args, Fault> {
        Args::parse_beside(&[], kind, path, value, entries)
    }

    /// The same, where keys that are not the entry's own stand beside its arguments.
    pub fn parse_beside(
        others: &[&'static str],
        kind: &str,
        path: &str,
        value: &Value,
        entries: &[&'static Entry],
    ) -> Result<Args, Fault> {
        Args::parse_at(1, others, kind, path, value, entries)
    }

    fn parse_at(
        depth: usize,
        others: &[&'static str],
        kind: &str,
        path: &str,
        value: &Value,
        entries: &[&'static Entry],
    ) -> Result<Args, Fault> {
        let Value::Map(pairs) = value else {
            return wrong(format!(
                "{path} is {value}; allowed: an object such as {{ name: \"{}\" }}.",
                entries[0].name
            ));
        };
        let entry = match value.get("name") {
            Some(Value::Text(name)) => match entries.iter().find(|e| e.name == name) {
                Some(entry) => entry,
                None => {
                    let known = known(kind, name, entries);
                    return wrong(format!("{path}.name is \"{}\"; {known}", short(name)));
                }
            },
            Some(other) => return not_allowed(path, "name", other, &format!("the name of {}", article(kind))),
            None => return wrong(format!("{path}.name is missing; {}", known(kind, "", entries))),
        };
        let given: Vec<_> =
            pairs.iter().filter(|(key, _)| key != "name" && !others.contains(&key.as_str())).cloned().collect();
        let names: Vec<&str> =
            entry.args.iter().map(|a| a.name).chain(["name"]).chain(others.iter().copied()).collect();
        let (mut parameters, mut nested) = (vec![], vec![]);
        for arg in entry.args {
            let own = arg.parameters(path, value, &names)?;
            parameters.extend(own.into_iter().map(|name| (name, PARAMETER_DEFAULT)));
        }
        for (key, value) in &given {
            if let Some(arg) = entry.args.iter().find(|a| a.name == key) {
                arg.check(path, key, value)?;
                if let (Kind::Schedulers, Value::List(items)) = (arg.kind, value) {
                    let path = join(path, key);
                    if depth == DEEPEST {
                        return wrong(format!("{path} is {value}; allowed: at most {DEEPEST} inside each other."));
                    }
                    let items = items.iter().enumerate();
                    let items = items
                        .map(|(i, item)| Args::parse_at(depth + 1, &[], kind, &format!("{path}[{i}]"), item, entries));
                    nested = items.collect::<Result<_, Fault>>()?;
                }
            } else if let Some(parameter) = parameters.iter_mut().find(|(name, _)| name == key) {
                PARAMETER.check(path, key, value)?;
                if let Value::Number(x) = value {
                    parameter.1 = *x;
                }
            } else {
                let parameters = parameters.iter().map(|(name, _)| name.as_str());
                return unknown(path, key, &parameters.chain(names.iter().copied()).collect::<Vec<_>>());
            }
        }
        if let Some(arg) = entry.args.iter().find(|a| a.required && value.get(a.name).is_none()) {
            return wrong(format!("{} is missing; allowed: {}.", join(path, arg.name), arg.allowed()));
        }
        let args = Args { entry, given, nested, parameters };
        match (entry.check)(&args) {
            Ok(()) => Ok(args),
            Err(sentence) => wrong(format!("{path}: {sentence}")),
        }
    }

    pub fn entry(&self) -> &'static Entry {
        self.entry
    }

    pub fn name(&self) -> &'static str {
        self.entry.name
    }

    pub fn given(&self, name: &str) -> Option<&Value> {
        self.given.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// As it was given.
    pub fn value(&self) -> Value {
        let name = ("name".into(), Value::Text(self.name().into()));
        Value::Map([name].into_iter().chain(self.given.iter().cloned()).collect())
    }

    /// The others in its list.
    pub fn nested(&self) -> &[Args] {
        &self.nested
    }

    /// What beside the entry's own arguments its formulas name, with their numbers.
    pub fn parameters(&self) -> &[(String, f64)] {
        &self.parameters
    }

    pub fn arg(&self, name: &str) -> &'static Arg {
        let arg = self.entry.args.iter().find(|a| a.name == name);
        arg.unwrap_or_else(|| panic!("{} has no argument {name}", self.entry.name))
    }

    fn default(&self, name: &str) -> Default {
        self.arg(name).default
    }

    /// The same with another number for an argument, or for one of its two.
    pub fn with(&self, name: &str, place: Option<usize>, number: f64) -> Result<Args, Fault> {
        let value = match place {
            None => Value::Number(number),
            Some(place) => {
                let mut pair = self.pair(name);
                pair[place] = number;
                Value::List(pair.map(Value::Number).to_vec())
            }
        };
        self.arg(name).check(self.name(), name, &value)?;
        let mut args = self.clone();
        args.given.retain(|(key, _)| key != name);
        args.given.push((name.into(), value));
        match (args.entry.check)(&args) {
            Ok(()) => Ok(args),
            Err(sentence) => wrong(format!("{}: {sentence}", self.name())),
        }
    }

    /// A number that may be left open.
    pub fn optional(&self, name: &str) -> Option<f64> {
        match (self.given(name), self.default(name)) {
            (Some(Value::Number(x)), _) => Some(*x),
            (None, Default::Number(x)) => Some(x),
            _ => None,
        }
    }

    pub fn number(&self, name: &str) -> f64 {
        self.optional(name).expect("parse asked for it")
    }

    pub fn integer(&self, name: &str) -> usize {
        self.number(name) as usize
    }

    pub fn flag(&self, name: &str) -> bool {
        match (self.given(name), self.default(name)) {
            (Some(Value::Flag(b)), _) => *b,
            (_, Default::Flag(b)) => b,
            _ => unreachable!("parse checked it"),
        }
    }

    pub fn integers(&self, name: &str) -> Vec<usize> {
        match (self.given(name), self.default(name)) {
            (Some(Value::List(items)), _) => {
                let whole = |item: &Value| match item {
                    Value::Number(x) => *x as usize,
                    _ => unreachable!("parse checked it"),
                };
                items.iter().map(whole).collect()
            }
            (_, Default::Integers(numbers)) => numbers.iter().map(|&x| x as usize).collect(),
            _ => unreachable!("parse checked it"),
        }
    }

    pub fn choice(&self, name: &str) -> &str {
        match (self.given(name), self.default(name)) {
            (Some(Value::Text(word)), _) => word,
            (_, Default::Word(word)) => word,
            _ => unreachable!("parse checked it"),
        }
    }

    /// A formula as it was typed.
    pub fn text(&self, name: &str) -> &str {
        match self.given(name) {
            Some(Value::Text(text)) => text,
            _ => unreachable!("parse checked it"),
        }
    }

    pub fn pair(&self, name: &str) -> [f64; 2] {
        match self.default(name) {
            Default::Pair(pair) => self.few(name).unwrap_or(pair),
            _ => unreachable!("parse checked it"),
        }
    }

    pub fn triple(&self, name: &str) -> [f64; 3] {
        match self.default(name) {
            Default::Triple(triple) => self.few(name).unwrap_or(triple),
            _ => unreachable!("parse checked it"),
        }
    }

    /// So many numbers, where they are given.
    fn few<const N: usize>(&self, name: &str) -> Option<[f64; N]> {
        let Some(Value::List(items)) = self.given(name) else { return None };
        Some(std::array::from_fn(|i| match items[i] {
            Value::Number(x) => x,
            _ => unreachable!("parse checked it"),
        }))
    }
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

fn article(kind: &str) -> String {
    format!("{} {kind}", if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
}

/// More names would make a message too long to be read.
const MOST_LISTED: usize = 16;

fn known(kind: &str, name: &str, entries: &[&Entry]) -> String {
    let names: Vec<&str> = entries.iter().map(|e| e.name).collect();
    let mut list = names[..names.len().min(MOST_LISTED)].join(", ");
    if names.len() > MOST_LISTED {
        list += &format!(" and {} more of the catalogue", names.len() - MOST_LISTED);
    }
    match nearest(name, &names) {
        Some(near) => format!("did you mean {near}? Known as {kind}: {list}."),
        None => format!("known as {kind}: {list}."),
    }
}

/// The sentence for a key nobody knows, with the nearest that is known.
fn unknown<T>(path: &str, key: &str, keys: &[&str]) -> Result<T, Fault> {
    let place = if path.is_empty() { String::new() } else { format!(" of {path}") };
    let hint = nearest(key, keys).map_or("allowed".into(), |near| format!("did you mean {near}? Allowed"));
    wrong(format!("\"{}\"{place} is not known; {hint}: {}.", short(key), keys.join(", ")))
}

/// Asks that an object has no other keys than these.
pub fn only(keys: &[&str], path: &str, pairs: &[(String, Value)]) -> Result<(), Fault> {
    match pairs.iter().find(|(key, _)| !keys.contains(&key.as_str())) {
        Some((key, _)) => unknown(path, key, keys),
        None => Ok(()),
    }
}

/// The known name that takes the fewest edits, if they are few.
fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let name = short(name);
    let near = names.iter().copied().min_by_key(|known| edits(&name, known))?;
    let edits = edits(&name, near);
    (edits <= 1 + near.chars().count() / 3 && edits < name.chars().count()).then_some(near)
}

/// Levenshtein distance; capitals count nothing.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_ascii_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.to_ascii_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
