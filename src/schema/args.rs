//! The arguments given for one entry, checked against its description.

use super::arg::{PARAMETER, PARAMETER_DEFAULT};
use super::fault::{fault, join, not_allowed, unknown};
use super::nearest::unknown_name;
use super::value::Value;
use super::{Arg, Default, Entry, Fault, Kind};
use crate::text::code::schema as code;
use crate::text::{Message, message};

const DEEPEST: usize = 4;

/// The arguments of one entry, each given or left out, all within what the entry allows.
#[derive(Clone, Debug)]
pub struct Args {
    entry: &'static Entry,
    given: Vec<(String, Value)>,
    /// The list of others, if it has one.
    nested: Vec<Args>,
    parameters: Vec<(String, f64)>,
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
            let such = message!(code::an_entry, example = entries[0].name);
            return Err(fault!(path, code::not_allowed, value, allowed = such));
        };
        let entry = match value.get("name") {
            Some(Value::Text(name)) => match entries.iter().find(|e| e.name == name) {
                Some(entry) => entry,
                None => return Err(unknown_name(path, kind, Some(name), entries)),
            },
            Some(other) => return not_allowed(path, "name", other, a_name(kind)),
            None => return Err(unknown_name(path, kind, None, entries)),
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
                        let allowed = message!(code::inside_each_other, most = DEEPEST);
                        return Err(fault!(path, code::not_allowed, value, allowed));
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
                return Err(unknown(path, key, &parameters.chain(names.iter().copied()).collect::<Vec<_>>()));
            }
        }
        if let Some(arg) = entry.args.iter().find(|a| a.required && value.get(a.name).is_none()) {
            return Err(fault!(join(path, arg.name), code::missing, allowed = arg.allowed()));
        }
        Args { entry, given, nested, parameters }.checked(path)
    }

    /// These, where the entry's own check has nothing against them.
    fn checked(self, path: &str) -> Result<Args, Fault> {
        match (self.entry.check)(&self) {
            Ok(()) => Ok(self),
            Err(sentence) => Err(fault!(path, code::refused_by_entry, entry = self.name(), sentence)),
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
        args.checked(self.name())
    }

    /// Sets a number that no check of the entry compares with others. One that is not allowed is refused as in a
    /// description at `path`, and changes nothing.
    pub fn set_number(&mut self, path: &str, name: &str, number: f64) -> Result<(), Fault> {
        let value = Value::Number(number);
        self.arg(name).check(path, name, &value)?;
        match self.given.iter_mut().find(|(key, _)| key == name) {
            Some((_, given)) => *given = value,
            None => self.given.push((name.into(), value)),
        }
        Ok(())
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

/// What the name of an entry of that kind is.
fn a_name(kind: &str) -> Message {
    match kind {
        "optimizer" => message!(code::name_of_an_optimizer),
        "scheduler" => message!(code::name_of_a_scheduler),
        "data set" => message!(code::name_of_a_data_set),
        _ => message!(code::name_of_a_loss),
    }
}
