//! The equations of a step: what stands on the right of each is what its numbers make.

use crate::common::{CLASSES, NETWORKS, few_settings, fits, json, loss, text, with};
use learning_rate_playground::optimizer;
use learning_rate_playground::pause::at_once;
use learning_rate_playground::run::arithmetic::arithmetic;
use learning_rate_playground::schema::value::Value;

/// What an expression of + − × ÷ √ ² ^ ( ) | ‖ and numbers such as 1.5 × 10⁻⁷ comes to, and the largest number that
/// turned up on the way; none where there are words in it.
struct Reader<'a>(std::iter::Peekable<std::str::Chars<'a>>, f64);

impl Reader<'_> {
    fn skip(&mut self) -> Option<char> {
        while self.0.next_if(|c| c.is_whitespace()).is_some() {}
        self.0.peek().copied()
    }
    fn take(&mut self, c: char) -> bool {
        self.skip() == Some(c) && self.0.next().is_some()
    }
    fn sum(&mut self) -> Option<f64> {
        let mut sum = self.product()?;
        loop {
            if self.take('+') {
                sum += self.product()?;
            } else if self.take('−') {
                sum -= self.product()?;
            } else {
                return Some(sum);
            }
            self.1 = self.1.max(sum.abs());
        }
    }
    fn product(&mut self) -> Option<f64> {
        let mut product = self.power()?;
        loop {
            if self.take('×') {
                product *= self.power()?;
            } else if self.take('÷') {
                product /= self.power()?;
            } else {
                self.1 = self.1.max(product.abs());
                return Some(product);
            }
        }
    }
    fn power(&mut self) -> Option<f64> {
        let base = self.atom()?;
        if self.take('²') {
            return Some(base * base);
        }
        if self.take('^') { Some(base.powf(self.atom()?)) } else { Some(base) }
    }
    fn atom(&mut self) -> Option<f64> {
        match self.skip()? {
            '−' => {
                self.0.next();
                Some(-self.power()?)
            }
            '√' => {
                self.0.next();
                Some(self.atom()?.sqrt())
            }
            open @ ('(' | '|' | '‖') => {
                self.0.next();
                let inside = self.sum()?;
                self.take(if open == '(' { ')' } else { open }).then_some(if open == '(' {
                    inside
                } else {
                    inside.abs()
                })
            }
            _ => {
                let mut digits = String::new();
                while let Some(c) = self.0.next_if(|c| c.is_ascii_digit() || *c == '.') {
                    digits.push(c);
                }
                digits.parse().ok()
            }
        }
    }
}

/// Powers of ten written as people write them, with ^.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut raised = false;
    for c in text.chars() {
        let digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|d| d == c);
        match (digit, c) {
            (Some(d), _) if raised || out.ends_with("× 10") => {
                out += if raised { "" } else { "^(" };
                out += &d.to_string();
                raised = true;
            }
            (_, '⁻') => {
                out += "^(−";
                raised = true;
            }
            _ => {
                out += if raised { ")" } else { "" };
                raised = false;
                out.push(c);
            }
        }
    }
    out + if raised { ")" } else { "" }
}

fn value(side: &str) -> Option<(f64, f64)> {
    let side = plain(side);
    let mut reader = Reader(side.chars().peekable(), 0.0);
    let value = reader.sum()?;
    (reader.skip().is_none()).then_some((value, reader.1.max(value.abs())))
}

#[test]
fn expressions_are_read_as_people_write_them() {
    for (text, expected) in [
        ("1 − 2 × 3 ÷ 4", -0.5),
        ("(−2)² + √(9 + 7)", 8.0),
        ("2 × 1.5 × 10⁻² − (−1)", 1.03),
        ("0.5^3 × |(−4)|", 0.5),
        ("1 ÷ (√4 + 2 × 10³)", 1.0 / 2002.0),
    ] {
        let (value, _) = value(text).unwrap_or_else(|| panic!("{text}"));
        assert!((value - expected).abs() < 1e-12, "{text}: {value}");
    }
    assert!(value("sign of 3 × 2").is_none());
}

/// The equations of the steps 0, 1 and 7: whether each is true; how many could be read, and could not.
fn true_equations(description: &Value) -> [usize; 2] {
    let experiment = crate::common::parse(description).unwrap_or_else(|wrong| panic!("{wrong}"));
    let mut counts = [0, 0];
    for step in [0, 1, 7] {
        for equations in at_once(arithmetic(&experiment, 0, step)).unwrap() {
            let last = equations.lines.iter().filter(|line| line.symbols.starts_with("w_new = ")).count();
            assert_eq!(last, 1, "{equations:?}");
            for line in &equations.lines {
                let read =
                    line.numbers.rsplit_once(" = ").and_then(|(side, result)| Some((value(side)?, value(result)?)));
                let Some(((left, largest), (right, _))) = read else {
                    counts[1] += 1;
                    continue;
                };
                assert!((left - right).abs() <= 1e-4 * largest, "{line:?} comes to {left}: {}", text(description));
                counts[0] += 1;
            }
        }
    }
    counts
}

/// Those whose equations are words as often as numbers, such as "sign of".
const IN_WORDS: [&str; 3] = ["Rprop", "Newton", "Lion"];

#[test]
fn every_equation_of_every_optimizer_is_true() {
    let grounds = [
        r#"{"name": "bowl", "b": 3}"#.to_string(),
        format!(r#"{{"name": "log_loss", "data": {CLASSES}}}"#),
        NETWORKS[2].to_string(),
    ];
    for entry in optimizer::ENTRIES {
        let mut read = [0, 0];
        for objective in &grounds {
            let walked = loss(objective);
            for setting in few_settings(entry).into_iter().filter(|setting| fits(setting, walked.as_ref())) {
                let setting = with(&setting, "lr", Value::Number(0.3));
                let hiker = format!(r#"{{"optimizer": {}}}"#, text(&setting));
                let description =
                    json(&format!(r#"{{"loss": {objective}, "steps": 8, "seed": 1, "hikers": [{hiker}]}}"#));
                let counts = true_equations(&description);
                read = [read[0] + counts[0], read[1] + counts[1]];
            }
        }
        assert_eq!(
            read[0] <= 2 * read[1],
            IN_WORDS.contains(&entry.name),
            "of the equations that `explain` of {} writes (src/optimizer/) {} can be read as numbers and {} cannot: words, \
             such as s = sign of slope, get a line of their own; where half or more still are words, its name belongs \
             in IN_WORDS of tests/native/arithmetic.rs, else not",
            entry.name,
            read[0],
            read[1]
        );
        assert!(
            read[0] > 0,
            "no equation of {} can be read: its `explain` (src/optimizer/) needs one whose right side is numbers alone",
            entry.name
        );
    }
}
