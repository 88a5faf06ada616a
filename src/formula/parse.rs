//! The text of a formula as a tree.
//!
//! From loose to tight: + and -; * and /, and factors side by side (`2x`, `3(x + 1)`, `x y`, `xy`); a sign; ^, from the
//! right. So -x^2 is -(x^2), 2^3^2 is 2^(3^2), and x^2y is (x^2) y. What people read in two ways, such as 1/2x, is
//! refused. A name is a variable, a function, pi, e, or a parameter: one letter, or a Greek one by its name, with or
//! without digits. Other words of two letters are the product of the two.

use super::{Fault, Formula, Function, Node, Operation, all_of};
use crate::text::code::formula as code;
use crate::text::{Param, message, number};

/// Characters.
pub const LONGEST: usize = 1000;
const MOST_NESTED: usize = 50;
const MOST_PARAMETERS: usize = 16;
const GREEK: [&str; 23] = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "omicron", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Number(f64),
    /// Its value is in one node.
    Name(Node),
    Function(&'static str, Function),
    Extreme(&'static str, Operation),
    Sign(char),
    End,
}

/// A token, where it stands, and whether it is the second letter of a word such as xy.
#[derive(Clone, Copy, Debug)]
struct Placed {
    token: Token,
    column: usize,
    end: usize,
    second: bool,
}

/// `at!(column, code::closes_nothing)`: what is wrong in a column.
macro_rules! at {
    ($column:expr, $text:path $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        let column: usize = $column;
        Err(message!([path] $text, column $(, $name $(= $value)?)*))
    }};
}

/// As it is quoted in a message.
fn short(text: &str) -> String {
    const QUOTED: usize = 20;
    let cut = text.chars().count() > QUOTED;
    text.chars().take(QUOTED).chain(cut.then_some('…')).collect()
}

impl Formula {
    /// `taken` are names that a parameter cannot have.
    pub fn parse(text: &str, variables: &[&str], taken: &[&str]) -> Result<Formula, Fault> {
        let letters: Vec<char> = text.chars().take(LONGEST + 1).collect();
        if letters.len() > LONGEST {
            return Err(message!([path] code::formula_too_long, count = text.chars().count(), most = LONGEST));
        }
        if text.trim().is_empty() {
            return Err(message!([path] code::formula_empty, variables = all_of(variables)));
        }
        let mut words = Words { variables, taken, parameters: vec![] };
        let tokens = words.tokens(&letters)?;
        let mut parser = Parser { variables, letters: &letters, tokens, next: 0, depth: 0, nodes: vec![] };
        parser.sum()?;
        let rest = parser.peek();
        match rest.token {
            Token::End => {
                let variables = variables.iter().map(|name| name.to_string()).collect();
                Ok(Formula { variables, parameters: words.parameters, nodes: parser.nodes })
            }
            Token::Sign(')') => at!(rest.column, code::closes_nothing),
            Token::Sign(',') => at!(rest.column, code::stray_comma),
            _ => at!(rest.column, code::operator_expected, found = parser.quoted(rest)),
        }
    }
}

struct Words<'a> {
    variables: &'a [&'a str],
    taken: &'a [&'a str],
    parameters: Vec<String>,
}

impl Words<'_> {
    fn tokens(&mut self, letters: &[char]) -> Result<Vec<Placed>, Fault> {
        let mut tokens = vec![];
        let mut i = 0;
        while i < letters.len() {
            let start = i;
            let run = |from: usize, of: fn(&char) -> bool| letters[from..].iter().take_while(|c| of(c)).count();
            let (token, second) = match letters[i] {
                c if c.is_whitespace() => {
                    i += 1;
                    continue;
                }
                c if c.is_ascii_digit() || c == '.' => {
                    i += run(i, |c| c.is_ascii_digit() || *c == '.');
                    // An exponent, but not the e of 2e or the exp of 2exp(x).
                    if letters.get(i).is_some_and(|c| *c == 'e' || *c == 'E') {
                        let signed = usize::from(letters.get(i + 1).is_some_and(|c| *c == '+' || *c == '-'));
                        let digits = run((i + 1 + signed).min(letters.len()), char::is_ascii_digit);
                        i += if digits > 0 { 1 + signed + digits } else { 0 };
                    }
                    let written: String = letters[start..i].iter().collect();
                    let Some(number) = number(&written).filter(|number| number.is_finite()) else {
                        return at!(start + 1, code::not_a_number, found = short(&written));
                    };
                    (Token::Number(number), None)
                }
                'π' => {
                    i += 1;
                    (Token::Name(Node::Pi), None)
                }
                c if c.is_ascii_alphabetic() => {
                    i += run(i, char::is_ascii_alphanumeric);
                    let word: String = letters[start..i].iter().collect();
                    let tokens = self.word(&word, start + 1)?;
                    if tokens.1.is_some() && letters.get(i) == Some(&'(') {
                        return at!(start + 1, code::not_a_function, found = word);
                    }
                    tokens
                }
                c => {
                    i += 1;
                    let sign = match c {
                        '−' => '-',
                        '·' | '×' => '*',
                        c if "+-*/^(),".contains(c) => c,
                        c => return at!(start + 1, code::unknown_sign, found = c),
                    };
                    (Token::Sign(sign), None)
                }
            };
            let end = if second.is_some() { start + 1 } else { i };
            tokens.push(Placed { token, column: start + 1, end, second: false });
            if let Some(token) = second {
                tokens.push(Placed { token, column: start + 2, end: i, second: true });
            }
        }
        tokens.push(Placed { token: Token::End, column: letters.len() + 1, end: letters.len(), second: false });
        Ok(tokens)
    }

    fn known(&self, word: &str) -> Option<Token> {
        if let Some(i) = self.variables.iter().position(|variable| *variable == word) {
            return Some(Token::Name(Node::Variable(i)));
        }
        if let Some(&(name, function)) = Function::ALL.iter().find(|(name, _)| *name == word) {
            return Some(Token::Function(name, function));
        }
        match word {
            "pi" => Some(Token::Name(Node::Pi)),
            "e" => Some(Token::Name(Node::E)),
            "min" => Some(Token::Extreme("min", Operation::Min)),
            "max" => Some(Token::Extreme("max", Operation::Max)),
            _ => None,
        }
    }

    /// What a word stands for: one thing, or the product of two letters.
    fn word(&mut self, word: &str, column: usize) -> Result<(Token, Option<Token>), Fault> {
        if let Some(token) = self.known(word) {
            return Ok((token, None));
        }
        let (lower, quoted) = (word.to_ascii_lowercase(), short(word));
        if self.known(&lower).is_some() {
            return at!(column, code::capitals, found = word, lower);
        }
        let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if name.len() == 1 || GREEK.contains(&name) {
            if self.known(name).is_some() {
                let digits = short(&word[name.len()..]);
                return at!(column, code::digits_after_name, found = quoted, name, digits);
            }
            return Ok((self.parameter(word, column)?, None));
        }
        if let [first, second] = word.as_bytes()
            && word.bytes().all(|b| b.is_ascii_alphabetic())
        {
            let mut letter = |b: &u8, column| self.word(&(*b as char).to_string(), column).map(|(token, _)| token);
            return Ok((letter(first, column)?, Some(letter(second, column + 1)?)));
        }
        let functions = || Function::ALL.iter().map(|(name, _)| *name).chain(["min", "max"]);
        if let Some(function) = functions().filter(|name| word.contains(name)).max_by_key(|name| name.len()) {
            return at!(column, code::function_inside, found = quoted, function);
        }
        let functions = functions().collect::<Vec<_>>().join(", ");
        let variables = self.variables.join(", ");
        at!(column, code::unknown_word, found = quoted, variables, functions)
    }

    fn parameter(&mut self, name: &str, column: usize) -> Result<Token, Fault> {
        if self.taken.contains(&name) {
            return at!(column, code::name_taken, found = name);
        }
        let known = self.parameters.iter().position(|parameter| parameter == name);
        let i = known.unwrap_or(self.parameters.len());
        if i == MOST_PARAMETERS {
            return at!(column, code::too_many_parameters, found = short(name), most = MOST_PARAMETERS);
        }
        if known.is_none() {
            self.parameters.push(name.into());
        }
        Ok(Token::Name(Node::Parameter(i)))
    }
}

/// Each method reads one level, loose to tight, and gives the node it became.
struct Parser<'a> {
    variables: &'a [&'a str],
    letters: &'a [char],
    tokens: Vec<Placed>,
    next: usize,
    depth: usize,
    nodes: Vec<Node>,
}

type Read = Result<usize, Fault>;

impl Parser<'_> {
    fn peek(&self) -> Placed {
        self.tokens[self.next]
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

    fn quoted(&self, placed: Placed) -> Param {
        match placed.token {
            Token::End => message!(code::the_end).into(),
            _ => self.text(placed).into(),
        }
    }

    fn text(&self, placed: Placed) -> String {
        short(&self.letters[placed.column - 1..placed.end].iter().collect::<String>())
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

    fn sum(&mut self) -> Read {
        let mut left = self.product()?;
        while let Some(sign) = self.sign("+-") {
            let right = self.product()?;
            let operation = if sign == '+' { Operation::Add } else { Operation::Subtract };
            left = self.push(Node::Pair(operation, left, right));
        }
        Ok(left)
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
            } else if matches!(here.token, Token::Name(_) | Token::Function(..) | Token::Extreme(..) | Token::Sign('('))
            {
                if let Some(divisor) = divided {
                    let of: String = self.letters[divisor.column - 1..here.column - 1].iter().collect();
                    let (of, by) = (short(of.trim()), self.text(here));
                    let by = if by == "(" { "(…)" } else { &by };
                    return at!(here.column, code::ambiguous_product, of, by);
                }
                Operation::Multiply
            } else {
                return Ok(left);
            };
            let side_by_side = self.peek().column == here.column;
            let right = if side_by_side { self.power()? } else { self.signed()? };
            left = self.push(Node::Pair(operation, left, right));
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
        if self.sign("^").is_none() {
            return Ok(base);
        }
        let exponent = self.deeper(Self::signed)?;
        let after = self.peek();
        if after.second {
            let [x, y] = [after.column - 2, after.column - 1].map(|i| self.letters[i]);
            return at!(after.column - 1, code::ambiguous_power, of = x, by = y);
        }
        Ok(self.push(Node::Pair(Operation::Power, base, exponent)))
    }

    fn atom(&mut self) -> Read {
        let after = self.next.checked_sub(1).map(|last| self.tokens[last]);
        let placed = self.take();
        match placed.token {
            Token::Number(number) => Ok(self.push(Node::Number(number))),
            Token::Name(node) => Ok(self.push(node)),
            Token::Function(name, function) => {
                let open = self.open(name)?;
                let of = self.deeper(Self::sum)?;
                self.close(open, "")?;
                Ok(self.push(Node::Call(function, of)))
            }
            Token::Extreme(name, operation) => {
                let open = self.open(name)?;
                let first = self.deeper(Self::sum)?;
                if self.sign(",").is_none() {
                    let here = self.peek();
                    let found = self.quoted(here);
                    return at!(here.column, code::second_number_expected, function = name, found);
                }
                let second = self.deeper(Self::sum)?;
                self.close(open, name)?;
                Ok(self.push(Node::Pair(operation, first, second)))
            }
            Token::Sign('(') => {
                let of = self.deeper(Self::sum)?;
                self.close(placed.column, "")?;
                Ok(of)
            }
            _ => {
                let (variables, found) = (self.variables.join(", "), self.quoted(placed));
                match after.map(|after| self.quoted(after)) {
                    None => at!(placed.column, code::number_expected, variables, found),
                    Some(before) => at!(placed.column, code::number_expected_after, variables, before, found),
                }
            }
        }
    }

    /// The column of the bracket that a function needs.
    fn open(&mut self, name: &str) -> Read {
        let here = self.peek();
        match self.sign("(") {
            Some(_) => Ok(here.column),
            None => at!(here.column, code::open_expected, function = name),
        }
    }

    fn close(&mut self, open: usize, extreme: &str) -> Read {
        let here = self.peek();
        match here.token {
            _ if self.sign(")").is_some() => Ok(open),
            Token::Sign(',') if !extreme.is_empty() => at!(here.column, code::two_numbers_only, function = extreme),
            Token::Sign(',') => at!(here.column, code::stray_comma),
            Token::End => at!(here.column, code::close_expected, open),
            _ => at!(here.column, code::operator_or_close_expected, found = self.quoted(here)),
        }
    }
}
