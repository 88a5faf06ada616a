//! The text of a formula as tokens.
//!
//! A name is a variable, a function, pi, e, or a parameter: one letter, or a Greek one by its name, with or without
//! digits. Other words of two letters are the product of the two. What is written as elsewhere (`spelling`) is read
//! where it has one meaning, and kept in mind as read so.

use super::spelling::{self, GREEK, LIBRARIES, OTHER_NAMES, WRITTEN};
use super::{Fault, Function, Node, Operation};
use crate::text::code::formula as code;
use crate::text::{Message, Param, message, number};

const MOST_PARAMETERS: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Token {
    Number(f64),
    /// Its value is in one node.
    Name(Node),
    /// The first letter of the variables with the number that stands at it: which one it is, all of them tell.
    Numbered(usize),
    Function(&'static str, Function),
    /// A function of several numbers.
    Several(&'static str, Operation),
    /// The exponent of a power that is written raised.
    Raised(f64),
    Sign(char),
    End,
}

/// A token, where it stands, and whether it is the second letter of a word such as xy.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub token: Token,
    pub column: usize,
    pub end: usize,
    pub second: bool,
}

/// `at!(column, code::closes_nothing)`: what is wrong in a column.
macro_rules! at {
    ($column:expr, $text:path $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        let column: usize = $column;
        Err(message!([path] $text, column $(, $name $(= $value)?)*))
    }};
}
pub(super) use at;

/// As it is quoted in a message.
pub fn short(text: &str) -> String {
    const QUOTED: usize = 20;
    let cut = text.chars().count() > QUOTED;
    text.chars().take(QUOTED).chain(cut.then_some('…')).collect()
}

pub struct Words<'a> {
    pub letters: &'a [char],
    pub variables: &'a [&'a str],
    pub taken: &'a [&'a str],
    pub parameters: Vec<String>,
    /// What was read otherwise than it is written.
    pub read: Vec<Message>,
    /// Names of the variables that stand before the formula.
    given: Vec<(String, usize)>,
    tokens: Vec<Placed>,
    /// The brackets that are open, and of each whether commas in it part numbers.
    open: Vec<bool>,
    /// The first comma within a number, and the first without a blank between two numbers.
    within: Option<usize>,
    between: Option<usize>,
}

impl<'a> Words<'a> {
    pub fn new(letters: &'a [char], variables: &'a [&'a str], taken: &'a [&'a str]) -> Words<'a> {
        let (parameters, read, given, tokens, open) = (vec![], vec![], vec![], vec![], vec![]);
        Words { letters, variables, taken, parameters, read, given, tokens, open, within: None, between: None }
    }

    pub fn tokens(&mut self) -> Result<Vec<Placed>, Fault> {
        let mut i = self.left_side()?;
        while i < self.letters.len() {
            i = self.token(i)?;
        }
        if let (Some(_), Some(comma)) = (self.within, self.between) {
            let [of, by] = [comma - 1, comma + 1].map(|i| self.letters[i]);
            return at!(comma + 1, code::ambiguous_comma, of, by);
        }
        let end = self.letters.len();
        self.push(Token::End, end, end);
        self.tell_numbered()?;
        Ok(std::mem::take(&mut self.tokens))
    }

    fn push(&mut self, token: Token, start: usize, end: usize) {
        self.tokens.push(Placed { token, column: start + 1, end, second: false });
    }

    fn text(&self, from: usize, to: usize) -> String {
        self.letters[from..to].iter().collect()
    }

    fn is_at(&self, i: usize, sign: char) -> bool {
        self.letters.get(i) == Some(&sign)
    }

    /// How many letters from here on are such.
    fn run(&self, from: usize, of: impl Fn(&char) -> bool) -> usize {
        self.letters.iter().skip(from).take_while(|c| of(c)).count()
    }

    pub fn note(&mut self, written: &str, read: impl Into<Param>) {
        if written.chars().filter(|c| !c.is_whitespace()).count() > 0 {
            let note = message!(code::read_as, written = short(written), read = read.into());
            if !self.read.contains(&note) {
                self.read.push(note);
            }
        }
    }

    /// Reads what stands before the formula, as `z =` or `f(x, y) =`, and gives where the formula begins.
    fn left_side(&mut self) -> Result<usize, Fault> {
        let Some(equals) = self.letters.iter().position(|c| *c == '=') else { return Ok(0) };
        let text = self.text(0, equals);
        let side = text.trim().trim_end_matches(':').trim_end();
        let (name, numbers) = match side.split_once('(') {
            Some((name, rest)) => (name.trim_end(), rest.strip_suffix(')')),
            None => (side, Some("")),
        };
        let is_word = |name: &str| {
            let mut letters = name.chars();
            letters.next().is_some_and(char::is_alphabetic)
                && letters.all(|c| c.is_alphanumeric() || "_[]{}".contains(c) || spelling::lowered(c).is_some())
        };
        let stands_for_more = |name: &str| self.known(&name.to_ascii_lowercase()).is_some();
        let (Some(numbers), true) = (numbers, is_word(name) && !stands_for_more(name)) else {
            return at!(equals + 1, code::equation);
        };
        let names: Vec<String> = numbers.split(',').map(|name| name.trim().to_string()).collect();
        if names != [""] {
            if names.len() > self.variables.len() {
                let (count, most) = (names.len(), self.variables.len());
                return at!(1, code::function_of_more, found = short(name), count, most);
            }
            let own = |name: &String| self.variables.contains(&name.as_str());
            let mut left = (0..self.variables.len()).filter(|i| !names.contains(&self.variables[*i].to_string()));
            let mut given = vec![];
            for name in names.iter().filter(|name| !own(name)) {
                let letters: Vec<char> = name.chars().collect();
                let plain = if is_word(name) { plain_name(&letters, 0) } else { (String::new(), 0) };
                if plain.1 != letters.len() || stands_for_more(name) {
                    return at!(equals + 1, code::equation);
                }
                given.extend(left.next().map(|i| (plain.0, i)));
            }
            self.given = given;
        }
        self.read.push(message!(code::left_out, written = short(&format!("{} =", text.trim()))));
        Ok(equals + 1)
    }

    /// Reads one token, and gives where the next begins.
    fn token(&mut self, start: usize) -> Result<usize, Fault> {
        let c = self.letters[start];
        match c {
            c if spelling::is_blank(c) => Ok(start + 1),
            c if c.is_ascii_digit() || c == '.' => self.number(start),
            c if c.is_ascii_alphabetic() => self.name(start),
            '\\' => self.command(start),
            '√' => {
                self.push(Token::Function("sqrt", Function::Sqrt), start, start + 1);
                Ok(start + 1)
            }
            'π' => {
                self.push(Token::Name(Node::Pi), start, start + 1);
                Ok(start + 1)
            }
            _ if spelling::raised(c).is_some() => {
                let end = start + self.run(start, |c| spelling::raised(*c).is_some());
                let digits: String = self.letters[start..end].iter().filter_map(|c| spelling::raised(*c)).collect();
                let written = self.text(start, end);
                let Some(exponent) = number(&digits) else {
                    return at!(start + 1, code::not_a_number, found = short(&written));
                };
                self.note(&written, format!("^{digits}"));
                self.push(Token::Raised(exponent), start, end);
                Ok(end)
            }
            _ => {
                if let Some(part) = spelling::fraction(c) {
                    self.note(&c.to_string(), part);
                    self.push(Token::Number(part), start, start + 1);
                    return Ok(start + 1);
                }
                if spelling::greek(c).is_some() {
                    return self.name(start);
                }
                self.sign(start)
            }
        }
    }

    fn sign(&mut self, start: usize) -> Result<usize, Fault> {
        let (c, column) = (self.letters[start], start + 1);
        let mut end = column;
        let mut sign = spelling::sign(c);
        if sign == '*' && self.is_at(end, '*') {
            (sign, end) = ('^', end + 1);
            self.note("**", "^");
        }
        match sign {
            '(' => {
                let several = matches!(
                    self.tokens.last().map(|last| last.token),
                    Some(Token::Several(..) | Token::Function(_, Function::Ln))
                );
                self.open.push(several);
            }
            ')' => {
                self.open.pop();
            }
            '=' => return at!(column, code::equation),
            ';' => return at!(column, code::spelled, found = c, right = message!(code::comma_and_point)),
            c if "+-*/^,|".contains(c) => {}
            c => {
                return match spelling::right_sign(c) {
                    Some(right) => at!(column, code::spelled, found = c, right),
                    None => at!(column, code::unknown_sign, found = c),
                };
            }
        }
        self.push(Token::Sign(sign), start, end);
        Ok(end)
    }

    fn number(&mut self, start: usize) -> Result<usize, Fault> {
        let letters = self.letters;
        let digits = |from: usize| letters.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
        let mut i = start + self.run(start, |c| c.is_ascii_digit() || *c == '.');
        let mut comma = None;
        if self.is_at(i, ',') && digits(i + 1) > 0 {
            if self.open.last() == Some(&true) {
                self.between = self.between.or(Some(i));
            } else {
                comma = Some(i);
                i += 1 + self.run(i + 1, |c| c.is_ascii_digit() || *c == '.' || *c == ',');
            }
        }
        // An exponent, but not the e of 2e or the exp of 2exp(x).
        if self.is_at(i, 'e') || self.is_at(i, 'E') {
            let signed = usize::from(self.is_at(i + 1, '+') || self.is_at(i + 1, '-'));
            let digits = digits(i + 1 + signed);
            i += if digits > 0 { 1 + signed + digits } else { 0 };
        }
        let written = self.text(start, i);
        let plain = if comma.is_some() { written.replacen(',', ".", 1) } else { written.clone() };
        let Some(number) = number(&plain).filter(|number| number.is_finite()) else {
            return at!(start + 1, code::not_a_number, found = short(&written));
        };
        if let Some(comma) = comma {
            let (whole, part) = (self.text(start, comma), self.text(comma + 1, i));
            if part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0') {
                return at!(start + 1, code::ambiguous_number, whole, part);
            }
            self.within = self.within.or(Some(comma));
            self.note(&written, plain);
        }
        self.push(Token::Number(number), start, i);
        Ok(i)
    }

    /// A command of LaTeX.
    fn command(&mut self, start: usize) -> Result<usize, Fault> {
        let end = start + 1 + self.run(start + 1, char::is_ascii_alphabetic);
        let (written, word) = (self.text(start, end), self.text(start + 1, end));
        let right = match word.as_str() {
            "" => return at!(start + 1, code::unknown_sign, found = '\\'),
            "left" | "right" => return Ok(end),
            "cdot" | "times" => {
                self.note(&written, "*");
                self.push(Token::Sign('*'), start, end);
                return Ok(end);
            }
            "frac" | "dfrac" | "tfrac" => "(…)/(…)",
            "sqrt" => "sqrt(…)",
            _ if self.other(&word).is_some() || GREEK.contains(&word.as_str()) => {
                self.note(&written, word.as_str());
                return self.name(start + 1);
            }
            other => other,
        };
        at!(start + 1, code::spelled, found = short(&written), right)
    }

    /// A name, or the product of two letters, with the library before it.
    fn name(&mut self, start: usize) -> Result<usize, Fault> {
        let (mut word, mut end) = plain_name(self.letters, start);
        let is_of_library = LIBRARIES.contains(&word.as_str());
        let mut from = start;
        while is_of_library && self.is_at(end, '.') && self.letters.get(end + 1).is_some_and(char::is_ascii_alphabetic)
        {
            from = end + 1;
            (word, end) = plain_name(self.letters, from);
        }
        let column = start + 1;
        let written = self.text(start, end);
        if from > start {
            let lower = word.to_ascii_lowercase();
            let Some((token, name)) = self.other(&lower).filter(|_| lower == word || word.len() <= 2) else {
                return self.unknown(&word, &written, column);
            };
            self.note(&written, name);
            self.push(token, start, end);
            return Ok(end);
        }
        let called = self.is_at(end, '(');
        if self.known(&word).is_none()
            && (word.len() > 2 || called)
            && let Some((token, name)) = self.other(&word)
        {
            let read = if word == "log" { message!(code::natural).into() } else { Param::from(name) };
            self.note(&word, read);
            self.push(token, start, end);
            return Ok(end);
        }
        let (token, second) = self.word(&word, &written, column, called)?;
        if second.is_some() && called {
            return at!(column, code::not_a_function, found = word);
        }
        if written != word && matches!(token, Token::Name(Node::Parameter(_))) {
            self.note(&written, word.as_str());
        }
        match second {
            None => self.push(token, start, end),
            Some(second) => {
                self.push(token, start, start + 1);
                self.push(second, start + 1, end);
                self.tokens.last_mut().expect("it was pushed").second = true;
            }
        }
        Ok(end)
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
            "min" => Some(Token::Several("min", Operation::Min)),
            "max" => Some(Token::Several("max", Operation::Max)),
            "pow" => Some(Token::Several("pow", Operation::Power)),
            _ => None,
        }
    }

    /// What has that name here or elsewhere, and its name here.
    fn other(&self, word: &str) -> Option<(Token, &'static str)> {
        let here = OTHER_NAMES.iter().find(|(other, _)| *other == word).map_or(word, |(_, here)| here);
        self.known(here).and_then(|token| match token {
            Token::Function(name, _) | Token::Several(name, _) => Some((token, name)),
            Token::Name(Node::Pi) => Some((token, "pi")),
            Token::Name(Node::E) => Some((token, "e")),
            _ => None,
        })
    }

    /// What a word stands for: one thing, or the product of two letters.
    fn word(
        &mut self,
        word: &str,
        written: &str,
        column: usize,
        called: bool,
    ) -> Result<(Token, Option<Token>), Fault> {
        if let Some((_, i)) = self.given.iter().find(|(name, _)| name == word) {
            let i = *i;
            self.note(written, self.variables[i]);
            return Ok((Token::Name(Node::Variable(i)), None));
        }
        if let Some(token) = self.known(word) {
            return Ok((token, None));
        }
        if (word.len() > 2 || called) && WRITTEN.iter().any(|(other, ..)| *other == word) {
            return self.unknown(word, written, column);
        }
        let (lower, quoted) = (word.to_ascii_lowercase(), short(written));
        let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &word[name.len()..];
        let is_variable = |name: &str| self.variables.contains(&name);
        if self.known(&lower).is_some() || (name.len() == 1 && is_variable(&lower[..1]) && !is_variable(name)) {
            return at!(column, code::capitals, found = quoted, lower);
        }
        if name.len() == 1 || GREEK.contains(&name) {
            if self.variables.len() > 1 && name == self.variables[0] && digits.len() == 1 {
                return Ok((Token::Numbered(usize::from(digits.as_bytes()[0] - b'0')), None));
            }
            if self.known(name).is_some() {
                return at!(column, code::digits_after_name, found = quoted, name, digits = short(digits));
            }
            return Ok((self.parameter(word, column)?, None));
        }
        if let [first, second] = word.as_bytes()
            && word.bytes().all(|b| b.is_ascii_alphabetic())
        {
            let mut letter = |b: &u8, column| {
                let letter = char::from(*b).to_string();
                self.word(&letter, &letter, column, false).map(|(token, _)| token)
            };
            return Ok((letter(first, column)?, Some(letter(second, column + 1)?)));
        }
        self.unknown(word, written, column)
    }

    fn unknown<T>(&self, word: &str, written: &str, column: usize) -> Result<T, Fault> {
        let quoted = short(written);
        if let Some((_, first, second)) = WRITTEN.iter().find(|(other, ..)| *other == word) {
            let (first, second) = (*first, *second);
            let right =
                if second.is_empty() { first.into() } else { Param::from(message!(code::either, first, second)) };
            return at!(column, code::spelled, found = quoted, right);
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

    /// `x1` and `x2`, or `x0` and `x1`, are the variables, where those do not stand beside them and nothing else can be
    /// meant.
    fn tell_numbered(&mut self) -> Result<(), Fault> {
        let numbers: Vec<usize> = self
            .tokens
            .iter()
            .filter_map(|placed| if let Token::Numbered(n) = placed.token { Some(n) } else { None })
            .collect();
        let first = usize::from(!numbers.contains(&0));
        let last = first + self.variables.len() - 1;
        let is_beside = self.tokens.iter().any(|placed| matches!(placed.token, Token::Name(Node::Variable(_))));
        for i in 0..self.tokens.len() {
            let Placed { token: Token::Numbered(n), column, end, .. } = self.tokens[i] else { continue };
            let written = self.text(column - 1, end);
            // A list's second, or the first of those counted from 1; the second, or a square.
            let alone = !numbers.contains(&first)
                || (first == 1 && last == 2 && !numbers.contains(&2) && written.ends_with(']'));
            let name = self.variables[0];
            if n > last {
                return at!(column, code::digits_after_name, found = written, name, digits = n);
            }
            if is_beside || alone {
                let names = self.variables.join(", ");
                return at!(column, code::ambiguous_index, found = written, names, name, digits = n);
            }
            let variable = self.variables[n - first];
            self.tokens[i].token = Token::Name(Node::Variable(n - first));
            self.note(&written, variable);
        }
        Ok(())
    }
}

/// A name without what marks its digits as an index (`x_1`, `x_{1}`, `x₁`, `x[1]`), and where it ends.
fn plain_name(letters: &[char], start: usize) -> (String, usize) {
    let run = |from: usize, of: fn(&char) -> bool| letters.iter().skip(from).take_while(|c| of(c)).count();
    let greek = letters.get(start).and_then(|c| spelling::greek(*c));
    let mut end = start + if greek.is_some() { 1 } else { run(start, char::is_ascii_alphanumeric) };
    let mut word: String = greek.map_or_else(|| letters[start..end].iter().collect(), String::from);
    if word.ends_with(|c: char| c.is_ascii_digit()) && greek.is_none() {
        return (word, end);
    }
    let digits = |from: usize| run(from, char::is_ascii_digit);
    let is_at = |i: usize, sign: char| letters.get(i) == Some(&sign);
    let lowered = run(end, |c| spelling::lowered(*c).is_some());
    // Where the digits begin, and what closes them.
    let (from, close) = match letters.get(end) {
        Some('_') if is_at(end + 1, '{') => (end + 2, Some('}')),
        Some('_') => (end + 1, None),
        Some('[') => (end + 1, Some(']')),
        _ => (end, None),
    };
    let count = digits(from);
    if lowered > 0 {
        word.extend(letters[end..end + lowered].iter().filter_map(|c| spelling::lowered(*c)));
        end += lowered;
    } else if from > end && count > 0 && close.is_none_or(|close| is_at(from + count, close)) {
        word.extend(&letters[from..from + count]);
        end = from + count + usize::from(close.is_some());
    } else if greek.is_some() {
        word.extend(&letters[end..end + count]);
        end += count;
    }
    (word, end)
}
