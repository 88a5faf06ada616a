//! The arguments given for one entry, checked against its description.

use super::arg::{PARAMETER, PARAMETER_DEFAULT};
use super::fault::{join, not_allowed, unknown, wrong};
use super::nearest::{article, known, short};
use super::value::Value;
use super::{Arg, Default, Entry, Fault, Kind};

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
