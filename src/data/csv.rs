//! A table written as text (CSV): named columns, each of numbers or of labels; every fault by its line and column.

use super::MOST_VALUES;
use crate::data::table::Table;
use crate::schema::{Fault, fault};
use crate::text::code::data as code;
use crate::text::{message, number};

/// How many different labels a target may have.
const MOST_LABELS: usize = 3;

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
        *name = message!(code::column_number, number = j + 1).to_string();
    }
    if lines.is_empty() {
        return Err(fault!("", code::only_names));
    }
    let mut numeric = vec![];
    for (j, name) in names.iter().enumerate() {
        let column = || fields.iter().skip(j).step_by(width);
        let numbers = column().filter(|field| number(field).is_some()).count();
        numeric.push(2 * numbers >= lines.len());
        for (field, line) in column().zip(&lines) {
            let allowed = match (number(field), numeric[j]) {
                (Some(x), true) if !x.is_finite() => message!(code::a_finite_number),
                (None, true) => message!(code::number_as_above),
                (_, false) if field.is_empty() => message!(code::label_as_above),
                _ => continue,
            };
            let (column, name, field) = (j + 1, short(name), short(field));
            return Err(fault!("", code::wrong_field, line = *line, column, name, field, allowed));
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
                return Err(fault!("", code::one_column, line = begins));
            }
            here if width > 0 && here != width => {
                return Err(fault!("", code::another_width, line = begins, columns = here, width));
            }
            here => width = here,
        }
        fields.extend(row);
        lines.push(begins);
        // The first line may be names.
        let values = fields.len() - width;
        if values > MOST_VALUES {
            return Err(fault!("", code::too_many_values, values, line = begins, most = MOST_VALUES));
        }
    }
    if width == 0 {
        return Err(fault!("", code::table_empty));
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
                return Err(fault!("", code::quote_open, line = opened));
            }
            // Two quotes stand for one.
            let Some(text) = self.text.strip_prefix('"') else { break };
            self.text = text;
            field.push('"');
        }
        let line = self.line;
        let (after, ended) = self.until(&ends);
        if !after.trim_ascii().is_empty() {
            return Err(fault!("", code::text_after_quote, line));
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
            return Err(fault!("", code::no_feature));
        }
        if features.contains(&target) {
            return Err(fault!("", code::feature_and_target));
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
            return Err(fault!("", code::no_such_column, column = place, most = width - 1));
        }
        let fields = || self.fields.iter().skip(index).step_by(width);
        let (name, first) = (short(&self.names[index]), short(&self.fields[index]));
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
                    return Err(fault!("", code::too_many_labels, name, first));
                }
                // A label's number is how many come before it.
                fields().map(|label| known.iter().filter(|other| **other < label).count() as f64).collect()
            }
            false => return Err(fault!("", code::feature_of_text, name, first)),
        };
        if numbers.iter().all(|x| *x == numbers[0]) {
            return Err(fault!("", code::constant_column, name, first));
        }
        Ok(numbers)
    }
}
