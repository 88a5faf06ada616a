//! The known name nearest to one that is not known.

use super::Entry;

pub(super) fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

pub(super) fn article(kind: &str) -> String {
    format!("{} {kind}", if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
}

/// More names would make a message too long to be read.
const MOST_LISTED: usize = 16;

pub(super) fn known(kind: &str, name: &str, entries: &[&Entry]) -> String {
    let names: Vec<&str> = entries.iter().map(|e| e.name).collect();
    let mut list = names[..names.len().min(MOST_LISTED)].join(", ");
    if names.len() > MOST_LISTED {
        list += &format!(" and {} more of the catalogue", names.len() - MOST_LISTED);
    }
    match nearest(name, &names) {
        Some(near) => format!("did you mean {near}? Known as {kind}: {list}."),
        None => format!("known as {kind}: {list}."),
    }
}

/// The known name that takes the fewest edits, if they are few.
pub(super) fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
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
