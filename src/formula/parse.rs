//! The text of a formula as a tree.
//!
//! From loose to tight: + and -; * and /, and factors side by side (`2x`, `3(x + 1)`, `x y`, `xy`); a sign; ^, from the
//! right. So -x^2 is -(x^2), 2^3^2 is 2^(3^2), and x^2y is (x^2) y. What people read in two ways, such as 1/2x or
//! sin x^2, is refused.

use super::words::{Placed, Token, Words, at, short};
use super::{Fault, Formula, Function, Node, Operation, all_of};
use crate::text::code::formula as code;
use crate::text::{Param, message};

/// Characters.
pub const LONGEST: usize = 1000;
const MOST_NESTED: usize = 50;

impl Formula {
    /// `taken` are names that a parameter cannot have.
    pub fn parse(text: &str, variables: &[&str], taken: &[&str]) -> Result<Formula, Fault> {
        if !crate::WHOLE {
            unreachable!("no formula is in the opening engine"); // which is compiled without what follows
        }
        let letters: Vec<char> = text.chars().take(LONGEST + 1).collect();
        if letters.len() > LONGEST {
            return Err(message!([path] code::formula_too_long, count = text.chars().count(), most = LONGEST));
        }
        if text.trim().is_empty() {
            return Err(message!([path] code::formula_empty, variables = all_of(variables)));
        }
        let mut words = Words::new(&letters, variables, taken);
        let tokens = words.tokens()?;
        let mut parser = Parser { words, tokens, next: 0, depth: 0, in_bars: false, nodes: vec![] };
        parser.sum()?;
        let rest = parser.peek();
        match rest.token {
            Token::End => {
                let variables = variables.iter().map(|name| name.to_string()).collect();
                let Words { parameters, read, .. } = parser.words;
                Ok(Formula { variables, parameters, nodes: parser.nodes, read })
            }
            Token::Sign(')') => at!(rest.column, code::closes_nothing),
            Token::Sign(',') => at!(rest.column, code::stray_comma),
            _ => at!(rest.column, code::operator_expected, found = parser.quoted(rest)),
        }
    }
}

/// Each method reads one level, loose to tight, and gives the node it became.
struct Parser<'a> {
    words: Words<'a>,
    tokens: Vec<Placed>,
    next: usize,
    depth: usize,
    /// Whether the next | closes one, with no bracket between.
    in_bars: bool,
    nodes: Vec<Node>,
}

type Read = Result<usize, Fault>;

impl Parser<'_> {
    fn peek(&self) -> Placed {
        self.tokens[self.next]
    }

    fn after(&self) -> Placed {
        self.tokens[(self.next + 1).min(self.tokens.len() - 1)]
    }

    fn take(&mut self) -> Placed {
        let placed = self.peek();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        placed
    }

    /// Takes the sign that comes next, if it is one of these.
    fn sign(&mut self, of: &str) -> Option<char> {
        match self.peek().token {
            Token::Sign(sign) if of.contains(sign) => {
                self.next += 1;
                Some(sign)
            }
            _ => None,
        }
    }

    fn push(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn pair(&mut self, operation: Operation, a: usize, b: usize) -> usize {
        self.push(Node::Pair(operation, a, b))
    }

    fn quoted(&self, placed: Placed) -> Param {
        match placed.token {
            Token::End => message!(code::the_end).into(),
            _ => self.text(placed).into(),
        }
    }

    fn text(&self, placed: Placed) -> String {
        self.between(placed.column, placed.end)
    }

    /// From a column to an end.
    fn between(&self, column: usize, end: usize) -> String {
        short(self.words.letters[column - 1..end].iter().collect::<String>().trim())
    }

    /// What stands here, where it begins something in brackets its outside alone.
    fn outline(&self, placed: Placed) -> String {
        match placed.token {
            Token::Sign('(') => "(…)".into(),
            Token::Sign('|') => "|…|".into(),
            _ => self.text(placed),
        }
    }

    fn deeper(&mut self, read: fn(&mut Self) -> Read) -> Read {
        if self.depth == MOST_NESTED {
            return at!(self.peek().column, code::formula_too_deep, most = MOST_NESTED);
        }
        self.depth += 1;
        let node = read(self)?;
        self.depth -= 1;
        Ok(node)
    }

    /// A sum within brackets, or within bars.
    fn within(&mut self, bars: bool) -> Read {
        let outer = std::mem::replace(&mut self.in_bars, bars);
        let node = self.deeper(Self::sum)?;
        self.in_bars = outer;
        Ok(node)
    }

    fn sum(&mut self) -> Read {
        let mut left = self.product()?;
        while let Some(sign) = self.sign("+-") {
            let right = self.product()?;
            let operation = if sign == '+' { Operation::Add } else { Operation::Subtract };
            left = self.pair(operation, left, right);
        }
        Ok(left)
    }

    /// Whether a factor can begin here, beside another.
    fn begins_factor(&self, placed: Placed) -> bool {
        match placed.token {
            Token::Name(_) | Token::Function(..) | Token::Several(..) | Token::Sign('(') => true,
            Token::Sign('|') => !self.in_bars,
            _ => false,
        }
    }

    fn product(&mut self) -> Read {
        let mut left = self.signed()?;
        // Where the divisor begins, after a / with no * since.
        let mut divided = None;
        loop {
            let here = self.peek();
            let operation = if let Some(sign) = self.sign("*/") {
                divided = (sign == '/').then(|| self.peek());
                if sign == '/' { Operation::Divide } else { Operation::Multiply }
            } else if self.begins_factor(here) {
                if let Some(divisor) = divided {
                    let (of, by) = (self.between(divisor.column, here.column - 1), self.outline(here));
                    return at!(here.column, code::ambiguous_product, of, by);
                }
                Operation::Multiply
            } else {
                return Ok(left);
            };
            let side_by_side = self.peek().column == here.column;
            let right = if side_by_side { self.power()? } else { self.signed()? };
            left = self.pair(operation, left, right);
        }
    }

    fn signed(&mut self) -> Read {
        match self.sign("+-") {
            Some('-') => {
                let of = self.deeper(Self::signed)?;
                Ok(self.push(Node::Negative(of)))
            }
            Some(_) => self.deeper(Self::signed),
            None => self.power(),
        }
    }

    fn power(&mut self) -> Read {
        let base = self.atom()?;
        if let Token::Raised(exponent) = self.peek().token {
            return self.raised(base, exponent);
        }
        if self.sign("^").is_none() {
            return Ok(base);
        }
        let exponent = self.deeper(Self::signed)?;
        let after = self.peek();
        if after.second {
            let [x, y] = [after.column - 2, after.column - 1].map(|i| self.words.letters[i]);
            return at!(after.column - 1, code::ambiguous_power, of = x, by = y);
        }
        Ok(self.pair(Operation::Power, base, exponent))
    }

    fn raised(&mut self, base: usize, exponent: f64) -> Read {
        self.take();
        let here = self.peek();
        if matches!(here.token, Token::Raised(_) | Token::Sign('^')) {
            return at!(here.column, code::ambiguous_tower);
        }
        let exponent = self.push(Node::Number(exponent));
        Ok(self.pair(Operation::Power, base, exponent))
    }

    fn atom(&mut self) -> Read {
        let after = self.next.checked_sub(1).map(|last| self.tokens[last]);
        let placed = self.take();
        match placed.token {
            Token::Number(number) => Ok(self.push(Node::Number(number))),
            Token::Name(node) => Ok(self.push(node)),
            Token::Function(name, function) => self.call(placed, name, function),
            Token::Several(name, operation) => self.several(name, operation),
            Token::Sign('(') => {
                let of = self.within(false)?;
                self.close(placed.column)?;
                Ok(of)
            }
            Token::Sign('|') => {
                let of = self.within(true)?;
                let here = self.peek();
                if self.sign("|").is_none() {
                    let found = self.quoted(here);
                    return at!(here.column, code::bar_expected, open = placed.column, found);
                }
                self.words.note("|…|", "abs(…)");
                Ok(self.push(Node::Call(Function::Abs, of)))
            }
            _ => {
                let (variables, found) = (self.words.variables.join(", "), self.quoted(placed));
                match after.map(|after| self.quoted(after)) {
                    None => at!(placed.column, code::number_expected, variables, found),
                    Some(before) => at!(placed.column, code::number_expected_after, variables, before, found),
                }
            }
        }
    }

    /// `sin(x)`, `sin x`, `sin^2(x)`.
    fn call(&mut self, placed: Placed, name: &'static str, function: Function) -> Read {
        let mut exponent = None;
        let here = self.peek();
        if let Token::Raised(n) = here.token {
            self.take();
            exponent = Some(n);
        } else if let (Token::Sign('^'), Token::Number(n)) = (here.token, self.after().token) {
            self.take();
            self.take();
            exponent = Some(n);
        } else if let (Token::Sign('^'), Token::Sign('-')) = (here.token, self.after().token) {
            exponent = Some(-1.0);
        }
        if exponent.is_some_and(|n| n <= 0.0) {
            return at!(here.column, code::ambiguous_inverse, function = name);
        }
        let head = self.tokens[self.next - 1];
        let open = self.peek();
        let of = if self.sign("(").is_some() {
            let of = self.within(false)?;
            let here = self.peek();
            if function == Function::Ln && here.token == Token::Sign(',') {
                return at!(here.column, code::other_base);
            }
            self.close(open.column)?;
            of
        } else {
            self.bare(name, function)?
        };
        let call = self.push(Node::Call(function, of));
        let end = self.tokens[self.next - 1].end;
        let is_bare = open.token != Token::Sign('(');
        if !is_bare && exponent.is_none() {
            return Ok(call);
        }
        let written =
            if is_bare { self.between(placed.column, end) } else { self.between(placed.column, head.end) + "(…)" };
        let inside = if open.token == Token::Sign('|') { "|…|".into() } else { self.between(open.column, end) };
        let inside = if is_bare { inside } else { "…".into() };
        let Some(exponent) = exponent else {
            self.words.note(&written, format!("{name}({inside})"));
            return Ok(call);
        };
        self.words.note(&written, format!("{name}({inside})^{}", crate::text::plain(exponent)));
        if matches!(self.peek().token, Token::Raised(_) | Token::Sign('^')) {
            return at!(self.peek().column, code::ambiguous_tower);
        }
        let exponent = self.push(Node::Number(exponent));
        Ok(self.pair(Operation::Power, call, exponent))
    }

    /// What a function is of where no bracket says it: one number, one name, a number or pi times a name where people
    /// always mean that, or what stands in bars.
    fn bare(&mut self, name: &'static str, function: Function) -> Read {
        let first = self.peek();
        let mut of = match first.token {
            Token::Number(_) | Token::Name(_) | Token::Sign('|') => self.atom()?,
            _ => return at!(first.column, code::open_expected, function = name),
        };
        let is_wave = matches!(function, Function::Sin | Function::Cos | Function::Tan);
        let mut factor = first;
        while is_wave && matches!(factor.token, Token::Number(_) | Token::Name(Node::Pi)) {
            factor = self.peek();
            let Token::Name(node) = factor.token else { break };
            self.take();
            let node = self.push(node);
            of = self.pair(Operation::Multiply, of, node);
        }
        let (here, after) = (self.peek(), self.after());
        let is_call = |placed: Placed| matches!(placed.token, Token::Function(..) | Token::Several(..));
        let goes_on = match here.token {
            Token::Sign('*' | '/') => !is_call(after),
            Token::Sign('^') | Token::Raised(_) | Token::Number(_) => true,
            _ => self.begins_factor(here) && !is_call(here),
        };
        if !goes_on {
            return Ok(of);
        }
        let argument = self.between(first.column, self.tokens[self.next - 1].end);
        let rest = match here.token {
            Token::Sign('*' | '/' | '^') => self.text(here) + &self.outline(after),
            Token::Name(_) if !here.second => format!(" {}", self.text(here)),
            _ => self.outline(here),
        };
        at!(here.column, code::ambiguous_argument, function = name, argument, rest)
    }

    fn several(&mut self, name: &'static str, operation: Operation) -> Read {
        let open = self.peek();
        if self.sign("(").is_none() {
            return at!(open.column, code::open_expected, function = name);
        }
        let mut left = self.within(false)?;
        let mut count = 1;
        while self.sign(",").is_some() {
            let right = self.within(false)?;
            left = self.pair(operation, left, right);
            count += 1;
            if operation == Operation::Power {
                break;
            }
        }
        if count == 1 {
            let here = self.peek();
            let found = self.quoted(here);
            return at!(here.column, code::second_number_expected, function = name, found);
        }
        self.close(open.column)?;
        Ok(left)
    }

    fn close(&mut self, open: usize) -> Result<(), Fault> {
        let here = self.peek();
        match here.token {
            _ if self.sign(")").is_some() => Ok(()),
            Token::Sign(',') => at!(here.column, code::stray_comma),
            Token::End => at!(here.column, code::close_expected, open),
            _ => at!(here.column, code::operator_or_close_expected, found = self.quoted(here)),
        }
    }
}
