//! A formula typed by a reader: its text becomes a tree (`parse`), the tree a tape of registers (`tape`) that any
//! number can be put through, and an expression of PyTorch's (`python`). What its variables are called is the caller's to say.

mod parse;
mod python;
mod spelling;
mod tape;
mod words;

pub use parse::LONGEST;
pub use python::name as python_name;
pub use tape::{BLOCK, Tape};

use crate::text::code::formula as code;
use crate::text::{Message, Param, message};

/// What is wrong with the text of a formula; the column, from 1, is among the parameters where it is not the whole. The
/// path in the sentence is what holds the formula, such as `loss.f`.
pub type Fault = Message;

/// Names as one parameter of a sentence: "x and y".
pub fn all_of(names: &[&str]) -> Param {
    let all = names.iter().map(|name| Param::from(*name));
    all.reduce(|first, second| message!(code::both, first, second).into()).unwrap_or("".into())
}

#[derive(Clone, Debug)]
pub struct Formula {
    variables: Vec<String>,
    parameters: Vec<String>,
    /// Each stands after what it is made of; the last is the whole.
    nodes: Vec<Node>,
    /// What was read otherwise than it is written.
    read: Vec<Message>,
}

impl Formula {
    /// What is said of it where it was taken: what was read as what, and that no variable is in it.
    pub fn remarks(&self) -> Option<Message> {
        let list = |first: Message, second: Message| message!(code::listed, first, second);
        let read = self.read.iter().cloned().reduce(list).map(|what| message!(code::read, what));
        let names: Vec<&str> = self.variables.iter().map(String::as_str).collect();
        let is_level = !self.nodes.iter().any(|node| matches!(node, Node::Variable(_)));
        let level = is_level.then(|| message!(code::the_same_everywhere, variables = all_of(&names)));
        match (read, level) {
            (Some(first), Some(second)) => Some(message!(code::and_also, first, second)),
            (read, level) => read.or(level),
        }
    }

    /// The names beside the variables, in the order they come up: each is a number for the reader to choose.
    pub fn parameters(&self) -> &[String] {
        &self.parameters
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Node {
    Number(f64),
    Pi,
    E,
    Variable(usize),
    Parameter(usize),
    Negative(usize),
    Call(Function, usize),
    Pair(Operation, usize, usize),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Function {
    Exp,
    Ln,
    Log10,
    Sqrt,
    Abs,
    Sin,
    Cos,
    Tan,
    Sinh,
    Cosh,
    Tanh,
    Asin,
    Acos,
    Atan,
}

impl Function {
    const ALL: [(&str, Function); 14] = [
        ("exp", Function::Exp),
        ("ln", Function::Ln),
        ("log10", Function::Log10),
        ("sqrt", Function::Sqrt),
        ("abs", Function::Abs),
        ("sin", Function::Sin),
        ("cos", Function::Cos),
        ("tan", Function::Tan),
        ("sinh", Function::Sinh),
        ("cosh", Function::Cosh),
        ("tanh", Function::Tanh),
        ("asin", Function::Asin),
        ("acos", Function::Acos),
        ("atan", Function::Atan),
    ];
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Min,
    Max,
}
