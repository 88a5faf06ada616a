//! A formula as an expression of PyTorch's.

use super::{Formula, Function, Node, Operation};
use crate::text::plain;

/// How tight an expression binds in Python.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Tight {
    Sum,
    Product,
    Sign,
    Power,
    Whole,
}

struct Part {
    text: String,
    tight: Tight,
    /// Whether it is a tensor, not one of Python's own numbers.
    is_tensor: bool,
}

impl Part {
    fn within(&self, tight: Tight) -> String {
        if self.tight < tight { format!("({})", self.text) } else { self.text.clone() }
    }
    /// As PyTorch's functions need it: Python's own numbers would also stop the program at 1/0.
    fn tensor(&self) -> String {
        if self.is_tensor { self.text.clone() } else { format!("torch.tensor(float({}))", self.text) }
    }
}

/// A parameter's name in Python, where one of them means something else.
pub fn name(parameter: &str) -> String {
    if parameter == "lambda" { "lambda_".into() } else { parameter.into() }
}

impl Formula {
    pub fn python(&self) -> String {
        let mut parts: Vec<Part> = vec![];
        for node in &self.nodes {
            parts.push(self.part(*node, &parts));
        }
        let whole = parts.pop().expect("a formula has a node");
        if self.nodes.iter().any(|node| matches!(node, Node::Variable(_))) {
            return whole.text;
        }
        // Without a variable there would be nothing to take a gradient of.
        format!("{} + 0 * {}", whole.text, self.variables[0])
    }

    fn part(&self, node: Node, parts: &[Part]) -> Part {
        let whole = |text: String, is_tensor| Part { text, tight: Tight::Whole, is_tensor };
        match node {
            Node::Number(x) => whole(plain(x), false),
            Node::Pi => whole("torch.pi".into(), false),
            Node::E => whole("math.e".into(), false),
            Node::Variable(i) => whole(self.variables[i].clone(), true),
            Node::Parameter(i) => whole(name(&self.parameters[i]), false),
            Node::Negative(a) => {
                let a = &parts[a];
                Part { text: format!("-{}", a.within(Tight::Sign)), tight: Tight::Sign, is_tensor: a.is_tensor }
            }
            Node::Call(function, a) => {
                let name = match function {
                    Function::Ln => "log",
                    _ => Function::ALL.iter().find(|(_, known)| *known == function).expect("all are there").0,
                };
                whole(format!("torch.{name}({})", parts[a].tensor()), true)
            }
            Node::Pair(Operation::Power, a, b) if self.nodes[a] == Node::E && parts[b].is_tensor => {
                whole(format!("torch.exp({})", parts[b].text), true)
            }
            Node::Pair(operation, a, b) => {
                let (a, b) = (&parts[a], &parts[b]);
                let (sign, tight, left, right) = match operation {
                    Operation::Add => ("+", Tight::Sum, Tight::Sum, Tight::Product),
                    Operation::Subtract => ("-", Tight::Sum, Tight::Sum, Tight::Product),
                    Operation::Multiply => ("*", Tight::Product, Tight::Product, Tight::Sign),
                    Operation::Divide => ("/", Tight::Product, Tight::Product, Tight::Sign),
                    Operation::Power => ("**", Tight::Power, Tight::Whole, Tight::Sign),
                    Operation::Min => return whole(format!("torch.minimum({}, {})", a.tensor(), b.tensor()), true),
                    Operation::Max => return whole(format!("torch.maximum({}, {})", a.tensor(), b.tensor()), true),
                };
                let is_tensor = a.is_tensor || b.is_tensor;
                if !is_tensor && matches!(operation, Operation::Divide | Operation::Power) {
                    return Part { text: format!("{} {sign} {}", a.tensor(), b.within(right)), tight, is_tensor: true };
                }
                Part { text: format!("{} {sign} {}", a.within(left), b.within(right)), tight, is_tensor }
            }
        }
    }
}
