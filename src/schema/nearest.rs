//! Names that are not known, and the known name nearest to one.

use super::fault::{fault, join};
use super::{Entry, Fault};
use crate::text::code::schema as code;
use crate::text::{Param, message};

pub(super) fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// More names would make a message too long to be read.
const MOST_LISTED: usize = 16;

/// A name that no entry of a kind has, or none at all.
pub(super) fn unknown_name(path: &str, kind: &str, name: Option<&str>, entries: &[&Entry]) -> Fault {
    let all: Vec<&str> = entries.iter().map(|e| e.name).collect();
    let path = join(path, "name");
    let first = all[..all.len().min(MOST_LISTED)].join(", ");
    let names: Param = match all.len().saturating_sub(MOST_LISTED) {
        0 => first.into(),
        more => message!(code::names_and_more, names = first, more).into(),
    };
    match name.map(|name| (short(name), nearest(name, &all))) {
        None => fault!(path, code::missing_name, kind, names),
        Some((name, None)) => fault!(path, code::unknown_name, name, kind, names),
        Some((name, Some(near))) => fault!(path, code::unknown_name_near, name, near, kind, names),
    }
}

/// The known name that takes the fewest edits, if they are few.
pub fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let name = short(name);
    let near = names.iter().copied().min_by_key(|known| edits(&name, known))?;
    let edits = edits(&name, near);
    (edits <= 1 + near.chars().count() / 3 && edits < name.chars().count()).then_some(near)
}

/// Levenshtein distance; capitals count nothing.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_ascii_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.to_ascii_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
