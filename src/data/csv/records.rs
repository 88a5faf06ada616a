//! Text as records of fields: by which separator, where each begins, and what around them is no data. Quoting and the
//! ends of records are csv-core's.

use super::super::MOST_VALUES;
use super::written::is_number;
use crate::schema::{Fault, fault};
use crate::text::code::data as code;
use csv_core::{ReadFieldResult, ReaderBuilder, Terminator};

const BLANK: u8 = b' ';
/// The first that fits is meant: commas may be those of decimals.
const SEPARATORS: [u8; 4] = *b"\t;|,";
/// Lines that the separator is found by.
const SAMPLE: usize = 100;

pub struct Records {
    pub separator: u8,
    /// How many fields each has.
    pub width: usize,
    /// Of the columns; none where the first line is data.
    pub names: Option<Vec<String>>,
    text: String,
    /// Where in the text each field ends.
    ends: Vec<usize>,
    rows: Vec<Row>,
    open_quote: Option<usize>,
}

#[derive(Clone, Copy)]
struct Row {
    /// It begins in this line, from 1.
    line: usize,
    /// Its first field among all.
    first: usize,
    fields: usize,
}

pub fn records(text: &str) -> Result<Records, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let (before, named) = before_data(&text);
    let lines = text.get(..before).unwrap_or_default().matches('\n').count();
    let text = text.get(before..).unwrap_or_default();
    let mut records = Records::read(text, named.unwrap_or_else(|| separator(text)), lines + 1)?;
    if let Some(line) = records.open_quote {
        return Err(fault!("", code::quote_open, line));
    }
    records.even()?;
    Ok(records)
}

/// How long the comments before the data are, and the separator where a line names it, as Excel wants it.
fn before_data(text: &str) -> (usize, Option<u8>) {
    let (mut length, mut named) = (0, None);
    for line in text.split_inclusive('\n') {
        match line.trim_ascii_start().as_bytes() {
            [b's', b'e', b'p', b'=', separator, b'\n'] => named = Some(*separator),
            // A column of numbers may be called so.
            [b'#' | b'%', after, ..] if SEPARATORS.contains(after) => break,
            [] | [b'#' | b'%', ..] | [b'/', b'/', ..] => {}
            _ => break,
        }
        length += line.len();
    }
    (length, named)
}

/// The first that gives every line as many fields; else the one that the first line has most of.
fn separator(text: &str) -> u8 {
    let end = text.match_indices('\n').nth(SAMPLE).map_or(text.len(), |(end, _)| end);
    let sample = text.get(..end).unwrap_or_default();
    let read = |separator| Records::read(sample, separator, 1).ok();
    let even = |separator| {
        let mut records = read(separator)?;
        records.even().ok().map(|_| records)
    };
    let blanks = even(BLANK).filter(|records| records.fields().any(is_number));
    match (SEPARATORS.into_iter().find_map(even), blanks) {
        // Numbers with blanks between, and among them a tab, or commas of decimals.
        (Some(other), Some(blanks))
            if other.fields().any(are_several) && (blanks.width > other.width || blanks.fields().all(is_number)) =>
        {
            BLANK
        }
        (Some(other), _) => other.separator,
        (None, Some(_)) => BLANK,
        (None, None) => {
            let most = |separator| read(separator).and_then(|records| Some(records.rows.first()?.fields)).unwrap_or(0);
            SEPARATORS.into_iter().rev().reduce(|best, other| if most(other) > most(best) { other } else { best })
        }
        .unwrap_or(b','),
    }
}

/// Numbers with blanks between that are no marks of thousands.
fn are_several(field: &str) -> bool {
    let mut parts = field.split_ascii_whitespace();
    !is_number(field) && parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number)
}

impl Records {
    /// As they stand, `line` being the number of the first.
    fn read(text: &str, separator: u8, mut line: usize) -> Result<Records, Fault> {
        let blanks = separator == BLANK;
        let text = if blanks { text.replace('\t', " ") } else { text.into() } + "\n";
        let mut reader = ReaderBuilder::new().delimiter(separator).terminator(Terminator::Any(b'\n')).build();
        let (mut input, mut output, mut length) = (text.as_bytes(), vec![0; text.len()], 0);
        let (mut ends, mut rows) = (vec![], Vec::<Row>::new());
        let (mut first, mut begins, mut open_quote) = (0, line, None);
        loop {
            let new = ends.len() == first;
            // A quote may follow a blank, and a line of blanks is empty.
            while let [byte, rest @ ..] = input
                && (*byte == BLANK || new && *byte == b'\n')
            {
                line += usize::from(*byte == b'\n');
                input = rest;
            }
            if new {
                begins = line;
            }
            if input.is_empty() {
                break;
            }
            // What blanks end a line with is no field.
            let ended = blanks && input.first() == Some(&b'\n');
            let (result, taken, written) = reader.read_field(input, &mut output[length..]);
            let ReadFieldResult::Field { record_end } = result else {
                open_quote = Some(begins);
                break;
            };
            line += input[..taken].iter().filter(|byte| **byte == b'\n').count();
            input = &input[taken..];
            length += written;
            if !ended {
                ends.push(length);
            }
            if !record_end {
                continue;
            }
            rows.push(Row { line: begins, first, fields: ends.len() - first });
            first = ends.len();
            // The first line may be names.
            let values = first - rows[0].fields;
            if values > MOST_VALUES {
                return Err(fault!("", code::too_many_values, values, line = begins, most = MOST_VALUES));
            }
        }
        output.truncate(length);
        let text = String::from_utf8(output).unwrap_or_default();
        Ok(Records { separator, width: 0, names: None, text, ends, rows, open_quote })
    }

    fn at(&self, place: usize) -> &str {
        let begin = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(begin..self.ends[place]).unwrap_or_default().trim()
    }

    fn of(&self, row: Row) -> impl Iterator<Item = &str> {
        (row.first..row.first + row.fields).map(|place| self.at(place))
    }

    /// Leaves out what is no field, and takes the names off; every line must have as many fields then.
    fn even(&mut self) -> Result<(), Fault> {
        if self.rows.is_empty() {
            return Err(fault!("", code::table_empty));
        }
        if self.separator == b'|' {
            if self.rows.iter().all(|row| row.fields > 1 && self.at(row.first).is_empty()) {
                self.rows.iter_mut().for_each(|row| (row.first, row.fields) = (row.first + 1, row.fields - 1));
            }
            // Markdown has a line of dashes below the names.
            let is_rule = |row: &Row| {
                self.of(*row).all(|field| field.bytes().all(|b| b"-:".contains(&b)))
                    && self.of(*row).any(|field| field.contains('-'))
            };
            if self.rows.get(1).is_some_and(is_rule) {
                self.rows.remove(1);
            }
        }
        let trails = |row: &Row| row.fields > 1 && self.at(row.first + row.fields - 1).is_empty();
        let trailing: Vec<bool> = self.rows.iter().map(trails).collect();
        let head = self.rows[0].fields;
        let others_have =
            |rows: &[Row], fields: usize| rows.len() > 1 && rows[1..].iter().all(|row| row.fields == fields);
        let all = trailing.iter().all(|trails| *trails);
        let of_head = trailing[0] && others_have(&self.rows, head - 1);
        for (i, (row, trails)) in self.rows.iter_mut().zip(trailing).enumerate() {
            if all || trails && if i == 0 { of_head } else { row.fields == head + 1 } {
                row.fields -= 1;
            }
        }
        let head = self.rows[0];
        let mut width = head.fields;
        if !self.of(head).any(is_number) {
            let mut names: Vec<String> = self.of(head).map(str::to_string).collect();
            // R leaves out the name of the rows' names.
            if others_have(&self.rows, width + 1) {
                width += 1;
                names.insert(0, String::new());
            }
            self.names = Some(names);
            self.rows.remove(0);
        }
        if width == 1 {
            return Err(fault!("", code::one_column, line = head.line));
        }
        if let Some(row) = self.rows.iter().find(|row| row.fields != width) {
            return Err(fault!("", code::another_width, line = row.line, columns = row.fields, width));
        }
        self.width = width;
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The line that a row of data begins in, from 1.
    pub fn line(&self, row: usize) -> usize {
        self.rows[row].line
    }

    pub fn column(&self, place: usize) -> impl Iterator<Item = &str> + Clone {
        self.rows.iter().map(move |row| self.at(row.first + place))
    }

    /// Of all data.
    fn fields(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().flat_map(|row| self.of(*row))
    }
}
