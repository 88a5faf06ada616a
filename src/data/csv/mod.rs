//! A table written as text (CSV), as people have it: named columns, each with what it holds; every fault by its line
//! and column.

mod records;
mod written;

use crate::data::table::Table;
use crate::schema::value::Value;
use crate::schema::{Fault, fault, not_allowed, only};
use crate::text::code::data as code;
use crate::text::{Message, message};
use records::Records;
use written::{MARKS, form, is_date, is_like_number, is_missing};

/// How many different labels a target may have.
const MOST_LABELS: usize = 3;

pub struct Columns {
    pub columns: Vec<Column>,
    records: Records,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    Numbers,
    Text,
    Dates,
    Empty,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Numbers => "numbers",
            Kind::Text => "text",
            Kind::Dates => "dates",
            Kind::Empty => "empty",
        }
    }
}

pub struct Column {
    pub name: String,
    pub kind: Kind,
    /// The lines of data, from 0, that have nothing here.
    pub missing: Vec<usize>,
    /// What stands beside the numbers.
    pub signs: Vec<&'static str>,
    /// What decimals begin with, by its place among the marks; none where that is a question.
    mark: Option<usize>,
    /// The mark of thousands under each mark of decimals.
    thousands: [Option<char>; 2],
    /// The first line of data whose number is another one under the other mark.
    open: Option<usize>,
}

/// What is still to be said of the columns picked.
#[derive(Default)]
pub struct Choices {
    /// Where decimals could begin with either mark.
    mark: Option<usize>,
    /// Whether features that are missing become the mean of their column; else their lines are left out.
    fill: bool,
}

impl Choices {
    /// Reads `{ decimal, missing }`, either of which may be left out.
    pub fn parse(value: &Value) -> Result<Choices, Fault> {
        let Value::Map(pairs) = value else {
            return not_allowed("", "choices", value, message!(code::choices_of_a_table));
        };
        only(&["decimal", "missing"], "", pairs)?;
        let mut choices = Choices::default();
        for (key, value) in pairs {
            match (&key[..], value) {
                ("decimal", Value::Text(mark)) if mark == "." => choices.mark = Some(0),
                ("decimal", Value::Text(mark)) if mark == "," => choices.mark = Some(1),
                ("decimal", _) => return not_allowed("", key, value, message!(code::point_or_comma)),
                (_, Value::Text(word)) if word == "rows" || word == "mean" => choices.fill = word == "mean",
                _ => return not_allowed("", key, value, message!(code::rows_or_mean)),
            }
        }
        Ok(choices)
    }
}

/// Reads a table. The first line is the columns' names where nothing in it is a number; a column of which at least half
/// reads as numbers must be numbers throughout, if it is picked.
pub fn columns(text: &str) -> Result<Columns, Fault> {
    let records = records::records(text)?;
    if records.len() == 0 {
        return Err(fault!("", code::only_names));
    }
    let names = records.names.clone().unwrap_or_else(|| vec![String::new(); records.width]);
    let numbered = |(j, name): (usize, String)| match name.is_empty() {
        true => message!(code::column_number, number = j + 1).to_string(),
        false => name,
    };
    let names = names.into_iter().enumerate().map(numbered);
    let mut columns: Vec<Column> = names.enumerate().map(|(j, name)| Column::read(name, records.column(j))).collect();
    // What one column leaves open the others may say.
    let marks = || columns.iter().filter(|column| column.kind == Kind::Numbers).filter_map(|column| column.mark);
    let known = match (marks().any(|mark| mark == 0), marks().any(|mark| mark == 1)) {
        (true, true) => None,
        (false, true) => Some(1),
        // Who separates by commas has points for decimals.
        (point, _) => (point || records.separator == b',').then_some(0),
    };
    for column in &mut columns {
        column.mark = column.mark.or(if column.open.is_some() { known } else { Some(0) });
    }
    Ok(Columns { columns, records })
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

impl Column {
    fn read<'a>(name: String, fields: impl Iterator<Item = &'a str> + Clone) -> Column {
        let (mut numbers, mut dates, mut present, mut only) = (0, 0, 0, [0; 2]);
        let (mut missing, mut signs, mut thousands, mut open) = (vec![], vec![], [None; 2], None);
        for (i, field) in fields.clone().enumerate() {
            if is_missing(field) {
                missing.push(i);
                continue;
            }
            present += 1;
            let Some(form) = form(field) else {
                dates += usize::from(is_date(field));
                continue;
            };
            numbers += 1;
            for (mark, reading) in form.readings.into_iter().enumerate() {
                only[mark] += usize::from(form.readings[1 - mark].is_none());
                thousands[mark] = thousands[mark].or(reading.flatten());
            }
            open = open.or(form.is_open().then_some(i));
            if let Some(sign) = form.sign.filter(|sign| !signs.contains(sign)) {
                signs.push(sign);
            }
        }
        let kind = match present {
            0 => Kind::Empty,
            _ if 2 * numbers >= present => Kind::Numbers,
            _ if 2 * dates >= present => Kind::Dates,
            _ => Kind::Text,
        };
        // A minus beside a plus is a label.
        if kind == Kind::Text && fields.clone().any(|field| field == "+") {
            missing =
                fields.enumerate().filter(|(_, field)| *field != "-" && is_missing(field)).map(|(i, _)| i).collect();
        }
        let mark = if only == [0, 0] { None } else { Some(usize::from(only[1] > only[0])) };
        Column { name, kind, missing, signs, mark, thousands, open }
    }

    /// What decimals begin with; none where that is a question.
    pub fn decimal(&self) -> Option<char> {
        self.mark.map(|mark| MARKS[mark])
    }

    pub fn thousands(&self) -> Option<char> {
        self.thousands[self.mark?]
    }
}

impl Columns {
    pub fn rows(&self) -> usize {
        self.records.len()
    }

    /// Whether a column numbers the lines, without a name or with one that says so.
    pub fn counts(&self, place: usize) -> bool {
        const NAMES: [&str; 7] = ["", "id", "index", "no", "no.", "nr", "#"];
        let Some(names) = &self.records.names else { return false };
        let name = &names[place];
        let says = NAMES.iter().any(|known| name.eq_ignore_ascii_case(known));
        let mut numbers = self.records.column(place).map(|field| form(field).map_or(f64::NAN, |form| form.value(0)));
        let Some(first) = numbers.next().filter(|_| says) else { return false };
        numbers.enumerate().all(|(i, number)| number == first + (i + 1) as f64)
    }

    /// Of a column whose numbers could be others: the first that could, and what it is with a point and with a comma.
    pub fn question(&self, place: usize) -> Option<(&str, [f64; 2])> {
        let Column { kind: Kind::Numbers, mark: None, open: Some(row), .. } = self.columns[place] else { return None };
        let field = self.records.column(place).nth(row)?;
        let form = form(field)?;
        Some((field, [form.value(0), form.value(1)]))
    }

    /// The columns at these places, from 0, as data to learn from. Labels become 0, 1, … in the order of the alphabet.
    /// A line without a target is left out.
    pub fn table(&self, features: &[f64], target: f64, choices: &Choices) -> Result<Table, Fault> {
        if features.is_empty() {
            return Err(fault!("", code::no_feature));
        }
        if features.contains(&target) {
            return Err(fault!("", code::feature_and_target));
        }
        let target = self.place(target)?;
        let features = features.iter().map(|place| self.place(*place)).collect::<Result<Vec<_>, _>>()?;
        let mut kept = vec![true; self.rows()];
        let must = features.iter().filter(|_| !choices.fill).chain([&target]);
        must.for_each(|place| self.columns[*place].missing.iter().for_each(|row| kept[*row] = false));
        if kept.iter().all(|kept| !kept) {
            let lacking = features.iter().chain([&target]).map(|place| &self.columns[*place]);
            let Some(most) = lacking.max_by_key(|column| column.missing.len()) else {
                unreachable!("a target is picked")
            };
            let (name, missing, rows) = (short(&most.name), most.missing.len(), self.rows());
            return Err(match missing == rows {
                true => fault!("", code::empty_column, name),
                false => fault!("", code::no_line_left, name, missing, rows),
            });
        }
        let y = self.column(target, true, &kept, choices)?;
        let mut x = vec![0.0; y.len() * features.len()];
        for (i, &place) in features.iter().enumerate() {
            let column = self.column(place, false, &kept, choices)?;
            x.iter_mut().skip(i).step_by(features.len()).zip(column).for_each(|(x, value)| *x = value);
        }
        Ok(Table::new(features.len(), x, y))
    }

    fn place(&self, place: f64) -> Result<usize, Fault> {
        let (index, width) = (place as usize, self.columns.len());
        if index as f64 != place || index >= width {
            return Err(fault!("", code::no_such_column, column = place, most = width - 1));
        }
        Ok(index)
    }

    fn column(&self, place: usize, target: bool, kept: &[bool], choices: &Choices) -> Result<Vec<f64>, Fault> {
        let Column { name, kind, missing, .. } = &self.columns[place];
        let name = short(name);
        let is_there = |(i, _): &(usize, &str)| missing.binary_search(i).is_err();
        let Some((_, first)) = self.records.column(place).enumerate().find(is_there) else {
            return Err(fault!("", code::empty_column, name));
        };
        let first = short(first);
        let numbers = match kind {
            Kind::Text if target => self.labels(place, kept)?,
            Kind::Text => return Err(fault!("", code::feature_of_text, name, first)),
            Kind::Dates => return Err(fault!("", code::column_of_dates, name, first)),
            Kind::Numbers | Kind::Empty => self.numbers(place, kept, choices)?,
        };
        if numbers.iter().all(|x| *x == numbers[0]) {
            return Err(fault!("", code::constant_column, name, first));
        }
        Ok(numbers)
    }

    fn numbers(&self, place: usize, kept: &[bool], choices: &Choices) -> Result<Vec<f64>, Fault> {
        let Column { name, signs, missing, mark, .. } = &self.columns[place];
        let name = short(name);
        if let [one, other, ..] = signs[..] {
            return Err(fault!("", code::mixed_signs, name, one, other));
        }
        let Some(mark) = mark.or(choices.mark) else {
            let Some((field, [point, comma])) = self.question(place) else { unreachable!("a mark is known") };
            return Err(fault!("", code::which_decimal, name, field, point, comma));
        };
        let (mut numbers, mut gaps) = (vec![], vec![]);
        for (row, field) in self.records.column(place).enumerate().filter(|(row, _)| kept[*row]) {
            if missing.binary_search(&row).is_ok() {
                gaps.push(numbers.len());
                numbers.push(0.0);
                continue;
            }
            let Some(form) = form(field).filter(|form| form.readings[mark].is_some()) else {
                return Err(self.wrong(row, place, message!(code::number_as_above)));
            };
            let value = form.value(mark);
            if !value.is_finite() {
                return Err(self.wrong(row, place, message!(code::a_finite_number)));
            }
            numbers.push(value);
        }
        if gaps.len() == numbers.len() {
            return Err(fault!("", code::empty_column, name));
        }
        let mean = numbers.iter().sum::<f64>() / (numbers.len() - gaps.len()) as f64;
        gaps.into_iter().for_each(|gap| numbers[gap] = mean);
        Ok(numbers)
    }

    fn labels(&self, place: usize, kept: &[bool]) -> Result<Vec<f64>, Fault> {
        let fields = || self.records.column(place).enumerate().filter(|(row, _)| kept[*row]);
        let (mut known, mut like_numbers) = (Vec::<&str>::new(), vec![]);
        for (row, label) in fields() {
            if known.len() <= MOST_LABELS && !known.contains(&label) {
                known.push(label);
            }
            if is_like_number(label) {
                like_numbers.push(row);
            }
        }
        if 2 * like_numbers.len() >= fields().count() {
            return Err(self.wrong(like_numbers[0], place, message!(code::number_to_read)));
        }
        if known.len() > MOST_LABELS {
            let name = short(&self.columns[place].name);
            return Err(fault!("", code::too_many_labels, name, first = short(known[0])));
        }
        // A label's number is how many come before it.
        Ok(fields().map(|(_, label)| known.iter().filter(|other| **other < label).count() as f64).collect())
    }

    fn wrong(&self, row: usize, place: usize, allowed: Message) -> Fault {
        let name = short(&self.columns[place].name);
        let field = short(self.records.column(place).nth(row).unwrap_or_default());
        fault!("", code::wrong_field, line = self.records.line(row), column = place + 1, name, field, allowed)
    }
}
