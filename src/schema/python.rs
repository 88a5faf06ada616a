//! How values and calls are written in Python.

use super::value::Value;
use super::{Args, Default, Kind};
use crate::text::plain;

/// The arguments that are given and not the library's default, but for those it does not have.
pub fn arguments(args: &Args, foreign: &[&str]) -> Vec<String> {
    let own = args.entry().args.iter().filter(|arg| !foreign.contains(&arg.name));
    let written = own.filter_map(|arg| {
        let given = args.given(arg.name).map(|value| literal(arg.kind, value))?;
        let default = value(arg.default).map(|value| literal(arg.kind, &value));
        (default.as_ref() != Some(&given)).then(|| format!("{}={given}", arg.name))
    });
    written.collect()
}

/// Of a function or a class, its first arguments by place.
pub fn call(name: &str, first: &[&str], more: Vec<String>) -> String {
    let arguments: Vec<&str> = first.iter().copied().chain(more.iter().map(String::as_str)).collect();
    format!("{name}({})", arguments.join(", "))
}

/// With a point, or an exponent: never an integer.
pub fn float(x: f64) -> String {
    let text = plain(x);
    if text.contains(['.', 'e']) { text } else { text + ".0" }
}

fn literal(kind: Kind, value: &Value) -> String {
    match (kind, value) {
        (Kind::Integer | Kind::Integers, Value::Number(x)) => plain(*x),
        (_, Value::Number(x)) => float(*x),
        (_, Value::Flag(flag)) => if *flag { "True" } else { "False" }.into(),
        // One of the catalogue's own words.
        (Kind::Choice, Value::Text(word)) => format!("\"{word}\""),
        (_, Value::List(items)) => tuple(items.iter().map(|item| literal(kind, item)).collect()),
        (kind, value) => unreachable!("{kind:?} is never {value}"),
    }
}

fn value(default: Default) -> Option<Value> {
    let list = |numbers: &[f64]| Value::List(numbers.iter().map(|x| Value::Number(*x)).collect());
    match default {
        Default::None | Default::Data(_) | Default::Schedulers(_) => None,
        Default::Number(x) => Some(Value::Number(x)),
        Default::Flag(flag) => Some(Value::Flag(flag)),
        Default::Pair(pair) => Some(list(&pair)),
        Default::Triple(triple) => Some(list(&triple)),
        Default::Integers(numbers) => Some(list(numbers)),
        Default::Word(word) => Some(Value::Text(word.into())),
    }
}

fn tuple(items: Vec<String>) -> String {
    format!("({}{})", items.join(", "), if items.len() == 1 { "," } else { "" })
}

/// In lines of about a page's width.
pub fn list(items: impl Iterator<Item = String>) -> String {
    const WIDTH: usize = 100;
    let (mut text, mut width) = (String::from("["), 20);
    for (i, item) in items.enumerate() {
        if i > 0 {
            text += ",";
            let fits = width + item.len() < WIDTH;
            text += if fits { " " } else { "\n    " };
            width = if fits { width } else { 4 };
        }
        width += item.len() + 2;
        text += &item;
    }
    text + "]"
}

pub fn floats<'a>(numbers: impl IntoIterator<Item = &'a f64>) -> String {
    list(numbers.into_iter().map(|x| float(*x)))
}

pub fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".into() } else { format!("    {line}\n") }).collect()
}

/// A call with an argument a line.
pub fn on_lines(name: &str, arguments: &[String]) -> String {
    format!("{name}(\n{})", arguments.iter().map(|argument| indented(&format!("{argument},"))).collect::<String>())
}
