//! A table written as text (CSV): named columns, each of numbers or of labels; every fault by its line and column.

use super::MOST_VALUES;
use crate::data::table::Table;
use crate::schema::{Fault, wrong};
use crate::text::{number, plain};

/// How many different labels a target may have.
const MOST_LABELS: usize = 3;
const SEPARATED: &str = "columns separated by commas, semicolons or tabs";

pub struct Columns {
    pub names: Vec<String>,
    /// Whether a column is numbers, all of them finite.
    pub numeric: Vec<bool>,
    /// Row by row.
    fields: Vec<String>,
}

/// Reads a table. The separator is the one the first line has most of; the first line is the columns' names where
/// nothing in it is a number; a column of which at least half reads as numbers must be numbers throughout.
pub fn columns(text: &str) -> Result<Columns, Fault> {
    let (width, mut names, mut lines) = split(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let named = names[..width].iter().all(|name| number(name).is_none());
    let fields = names.split_off(if named { width } else { 0 });
    if named {
        lines.remove(0);
    }
    names.resize(width, String::new());
    for (j, name) in names.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
        *name = format!("column {}", j + 1);
    }
    if lines.is_empty() {
        return wrong("The table has a line of names and no line of data; allowed: at least one.");
    }
    let mut numeric = vec![];
    for (j, name) in names.iter().enumerate() {
        let column = || fields.iter().skip(j).step_by(width);
        let numbers = column().filter(|field| number(field).is_some()).count();
        numeric.push(2 * numbers >= lines.len());
        for (field, line) in column().zip(&lines) {
            let allowed = match (number(field), numeric[j]) {
                (Some(x), true) if !x.is_finite() => "a finite number",
                (None, true) => "a number such as -1.5, as in the rest of the column",
                (_, false) if field.is_empty() => "a label, as in the rest of the column",
                _ => continue,
            };
            let place = format!("Line {line}, column {} ({})", j + 1, short(name));
            return wrong(format!("{place} is \"{}\"; allowed: {allowed}.", short(field)));
        }
    }
    Ok(Columns { names, numeric, fields })
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// How many columns there are, the fields row by row, and the line each row begins in.
fn split(text: &str) -> Result<(usize, Vec<String>, Vec<usize>), Fault> {
    let (mut width, mut fields, mut lines) = (0, vec![], vec![]);
    let mut rest = Rest { text, line: 1, separator: separator(text) };
    while !rest.text.is_empty() {
        let begins = rest.line;
        let row = rest.row()?;
        match row.len() {
            1 if row[0].is_empty() => continue,
            1 if width == 0 => {
                return wrong(format!("Line {begins} has one column; allowed: at least two, {SEPARATED}."));
            }
            here if width > 0 && here != width => {
                let s = if here == 1 { "" } else { "s" };
                return wrong(format!("Line {begins} has {here} column{s}; allowed: {width}, as in the first."));
            }
            here => width = here,
        }
        fields.extend(row);
        lines.push(begins);
        // The first line may be names.
        let values = fields.len() - width;
        if values > MOST_VALUES {
            return wrong(format!(
                "The table has {values} values up to line {begins}; allowed: at most {MOST_VALUES}."
            ));
        }
    }
    if width == 0 {
        return wrong(format!("The table is empty; allowed: lines of numbers, {SEPARATED}."));
    }
    Ok((width, fields, lines))
}

/// The separator that the first line has most of, outside quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [0; 3];
    let mut quoted = false;
    for byte in text.trim_ascii_start().bytes().take_while(|b| *b != b'\n') {
        quoted ^= byte == b'"';
        if let (false, Some(i)) = (quoted, SEPARATORS.iter().position(|s| *s == byte)) {
            counts[i] += 1;
        }
    }
    let best = (0..3).fold(0, |best, i| if counts[i] > counts[best] { i } else { best });
    SEPARATORS[best]
}

const SEPARATORS: [u8; 3] = *b",;\t";

/// What is still to be read.
struct Rest<'a> {
    text: &'a str,
    line: usize,
    separator: u8,
}

impl<'a> Rest<'a> {
    /// The text before the first of these bytes, taken off with the byte, which is given too.
    fn until(&mut self, ends: &[u8]) -> (&'a str, Option<u8>) {
        let text = self.text;
        let end = text.bytes().position(|b| ends.contains(&b)).unwrap_or(text.len());
        // Signs of one byte are borders of text.
        self.text = text.get(end + 1..).unwrap_or_default();
        let taken = text.get(..end).unwrap_or_default();
        self.line += taken.bytes().filter(|b| *b == b'\n').count();
        let ended = text.as_bytes().get(end).copied();
        self.line += usize::from(ended == Some(b'\n'));
        (taken, ended)
    }

    fn row(&mut self) -> Result<Vec<String>, Fault> {
        let mut row = vec![];
        loop {
            let (field, ended) = self.field()?;
            row.push(field);
            if ended != Some(self.separator) {
                return Ok(row);
            }
        }
    }

    fn field(&mut self) -> Result<(String, Option<u8>), Fault> {
        let ends = [self.separator, b'\n'];
        let opened = self.line;
        let unquoted = self.text;
        while let Some(text) = self.text.strip_prefix(' ') {
            self.text = text;
        }
        let Some(text) = self.text.strip_prefix('"') else {
            self.text = unquoted;
            let (field, ended) = self.until(&ends);
            return Ok((field.trim_ascii().into(), ended));
        };
        self.text = text;
        let mut field = String::new();
        loop {
            let (part, closed) = self.until(b"\"");
            field.push_str(part);
            if closed.is_none() {
                return wrong(format!("Line {opened} opens a quote that is not closed; allowed: \"…\"."));
            }
            // Two quotes stand for one.
            let Some(text) = self.text.strip_prefix('"') else { break };
            self.text = text;
            field.push('"');
        }
        let line = self.line;
        let (after, ended) = self.until(&ends);
        if !after.trim_ascii().is_empty() {
            return wrong(format!("Line {line} goes on after a closed quote; allowed: a separator."));
        }
        Ok((field, ended))
    }
}

impl Columns {
    pub fn rows(&self) -> usize {
        self.fields.len() / self.names.len()
    }

    /// The columns at these places, from 0, as data to learn from. Labels become 0, 1, … in the order of the alphabet.
    pub fn table(&self, features: &[f64], target: f64) -> Result<Table, Fault> {
        if features.is_empty() {
            return wrong("No column is picked as a feature; allowed: at least one.");
        }
        if features.contains(&target) {
            return wrong("A column is picked as feature and as target; allowed: as one of the two.");
        }
        let mut x = vec![0.0; self.rows() * features.len()];
        for (i, &place) in features.iter().enumerate() {
            let column = self.column(place, false)?;
            x.iter_mut().skip(i).step_by(features.len()).zip(column).for_each(|(x, value)| *x = value);
        }
        Ok(Table::new(features.len(), x, self.column(target, true)?))
    }

    fn column(&self, place: f64, target: bool) -> Result<Vec<f64>, Fault> {
        let width = self.names.len();
        let index = place as usize;
        if index as f64 != place || index >= width {
            return wrong(format!("Column {} is picked; allowed: 0 to {}.", plain(place), width - 1));
        }
        let fields = || self.fields.iter().skip(index).step_by(width);
        let (name, first) = (short(&self.names[index]), &self.fields[index]);
        let fault = |what: &str, allowed: &str| {
            wrong(format!("Column \"{name}\" {what} \"{}\"; allowed: {allowed}.", short(first)))
        };
        let numbers: Vec<f64> = match self.numeric[index] {
            true => fields().filter_map(|field| number(field)).collect(),
            false if target => {
                let mut known: Vec<&String> = vec![];
                for label in fields() {
                    if known.len() <= MOST_LABELS && !known.contains(&label) {
                        known.push(label);
                    }
                }
                if known.len() > MOST_LABELS {
                    return fault("has more than three labels, such as", "two or three");
                }
                // A label's number is how many come before it.
                fields().map(|label| known.iter().filter(|other| **other < label).count() as f64).collect()
            }
            false => return fault("is text, such as", "as a feature, a column of numbers"),
        };
        if numbers.iter().all(|x| *x == numbers[0]) {
            return fault("is in every line", "a column that varies");
        }
        Ok(numbers)
    }
}
