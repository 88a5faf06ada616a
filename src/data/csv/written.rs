//! What people write in a field of a table: numbers with signs and marks, dates, and words for what is missing.

use crate::text::number;

/// What may stand beside a number, the longer before what begins it.
const SIGNS: [&str; 32] = [
    "%", "US$", "A$", "C$", "R$", "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₪", "₫", "₴", "฿", "¢", "USD", "EUR", "GBP",
    "CHF", "JPY", "CNY", "INR", "CAD", "AUD", "Rs.", "Rs", "Fr.", "kr", "zł",
];
const THOUSANDS: &str = ",.'’ \u{a0}\u{2009}\u{202f}";
const MISSING: [&str; 7] = ["", "?", "na", "nan", "null", "n/a", "#n/a"];

/// What decimals begin with. The places of the two in what is kept of both.
pub const MARKS: [char; 2] = ['.', ','];

/// A number as it is written.
pub struct Form<'a> {
    pub sign: Option<&'static str>,
    /// Under each mark of decimals whether it is a number, and the mark of thousands that it has then.
    pub readings: [Option<Option<char>>; 2],
    minus: bool,
    digits: &'a str,
}

pub fn is_missing(field: &str) -> bool {
    field == "-" || MISSING.iter().any(|word| field.eq_ignore_ascii_case(word))
}

pub fn is_number(field: &str) -> bool {
    form(field).is_some()
}

pub fn form(field: &str) -> Option<Form<'_>> {
    let (mut sign, mut minus, mut digits) = (None, None, field.trim());
    loop {
        if minus.is_none()
            && let Some(rest) = digits.strip_prefix(['-', '−', '+'])
        {
            minus = Some(!digits.starts_with('+'));
            digits = rest.trim_start();
            continue;
        }
        let beside = |known: &&'static str| {
            let rest = digits.strip_prefix(*known).or_else(|| digits.strip_suffix(*known))?;
            Some((*known, rest.trim()))
        };
        match SIGNS.iter().find_map(beside) {
            Some((known, rest)) if sign.is_none() => (sign, digits) = (Some(known), rest),
            _ => break,
        }
    }
    let is_word = digits.starts_with(|c: char| c.is_ascii_alphabetic()) && number(digits).is_some();
    let readings = if is_word { [Some(None); 2] } else { MARKS.map(|mark| reading(digits, mark)) };
    let minus = minus == Some(true);
    readings.iter().any(Option::is_some).then_some(Form { sign, readings, minus, digits })
}

/// Whether it is a number where decimals begin with this mark, and then its mark of thousands, if it has one.
fn reading(digits: &str, mark: char) -> Option<Option<char>> {
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let (whole, part) = mantissa.split_once(mark).unwrap_or((mantissa, ""));
    if !are_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)) || !(part.is_empty() || are_digits(part)) {
        return None;
    }
    let Some(thousands) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return (!whole.is_empty() || !part.is_empty()).then_some(None);
    };
    // Two digits between are India's: 1,23,456.
    let mut groups = whole.split(thousands).rev();
    let last = groups.next().is_some_and(|group| group.len() == 3 && are_digits(group));
    let first =
        groups.next_back().is_some_and(|group| group.len() <= 3 && are_digits(group) && !group.starts_with('0'));
    let between = groups.all(|group| (2..=3).contains(&group.len()) && are_digits(group));
    let plain = thousands != mark && THOUSANDS.contains(thousands) && mantissa.len() == digits.len();
    (plain && last && first && between).then_some(Some(thousands))
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

impl Form<'_> {
    /// Whether the two marks give two numbers.
    pub fn is_open(&self) -> bool {
        self.readings.iter().all(Option::is_some) && self.digits.contains(MARKS)
    }

    /// The number where decimals begin with the mark at this place; not a number where it is none.
    pub fn value(&self, mark: usize) -> f64 {
        let Some(thousands) = self.readings[mark] else { return f64::NAN };
        let plain = |c: char| if c == MARKS[mark] { '.' } else { c };
        let digits: String = self.digits.chars().filter(|c| Some(*c) != thousands).map(plain).collect();
        let value = number(&digits).unwrap_or(f64::NAN);
        if self.minus { -value } else { value }
    }
}

/// Whether nothing else could be meant than a number, though it is none that can be read.
pub fn is_like_number(field: &str) -> bool {
    let mut rest = field.to_string();
    for sign in SIGNS {
        rest = rest.replace(sign, "");
    }
    let signs = |c: char| "+-−".contains(c);
    let digits = rest.trim_start_matches(signs);
    digits.contains(|c: char| c.is_ascii_digit())
        && (rest.len() < field.len() || digits.chars().all(|c| c.is_ascii_digit() || THOUSANDS.contains(c)))
}

/// A day, a month of a year, or a time of the day.
pub fn is_date(field: &str) -> bool {
    if is_time(field) {
        return true;
    }
    let timed = field.rfind(['T', ' ']).filter(|end| is_time(&field[end + 1..]));
    let day = &field[..timed.unwrap_or(field.len())];
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let is_day = |part: &str| part.len() <= 2 && are_digits(part);
    let is_year = |part: &str| part.len() == 4 && are_digits(part) && part.starts_with(['1', '2']);
    match parts[..] {
        [year, month, day] if is_year(year) => is_day(month) && is_day(day),
        [day, month, year] if is_day(day) && is_day(month) => is_year(year) || year.len() == 2 && is_day(year),
        [year, month] if is_year(year) && !day.contains('.') => {
            month.len() == 2 && is_day(month) && ("01"..="12").contains(&month)
        }
        _ => {
            let words = || day.split([' ', '-', ',', '.', '/']).filter(|word| !word.is_empty());
            let months = words().filter(|word| is_month(word)).count();
            let others = words().filter(|word| word.len() <= 4 && are_digits(word)).count();
            (months, others) == (1, words().count() - 1) && (1..=2).contains(&others)
        }
    }
}

/// Hours and minutes, and what follows them.
fn is_time(text: &str) -> bool {
    let Some((hours, rest)) = text.split_once(':') else { return false };
    let minutes = rest.bytes().take_while(u8::is_ascii_digit).count();
    hours.len() <= 2 && are_digits(hours) && minutes == 2
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let begins = |month: &str| month.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    word.len() >= 3 && MONTHS.into_iter().any(begins)
}
