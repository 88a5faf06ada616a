//! Every sentence that a person reads stands under src/text/, and what an entry says of itself in the entry's file.

use std::fs;
use std::path::Path;

/// A string in a source file: its line, the item it stands in, the code before it on its line, and what it says.
struct Literal {
    line: usize,
    item: String,
    before: String,
    words: String,
}

/// The strings of a file that stand neither in comments nor in its unit tests. Raw ones are Python or LaTeX.
fn literals(source: &str) -> Vec<Literal> {
    let source = source.split("\nmod tests {").next().unwrap();
    let (mut found, mut item, mut open, mut raw) = (vec![], String::new(), None::<Literal>, false);
    for (i, line) in source.lines().enumerate() {
        if open.is_none() && !raw {
            item = item_of(line).unwrap_or(item);
        }
        let mut before = String::new();
        let mut signs = line.chars().peekable();
        while let Some(sign) = signs.next() {
            match (&mut open, sign) {
                (_, '"') if raw => raw = signs.next_if_eq(&'#').is_none(),
                _ if raw => {}
                (Some(literal), '\\') => literal.words.extend(signs.next().filter(|c| "\"\\'".contains(*c))),
                (Some(_), '"') => found.extend(open.take()),
                (Some(literal), other) => literal.words.push(other),
                (None, '/') if signs.peek() == Some(&'/') => break,
                (None, '"') if before.ends_with("r#") => raw = true,
                (None, '"') => {
                    let (item, before) = (item.clone(), before.clone());
                    open = Some(Literal { line: i + 1, item, before, words: String::new() });
                }
                // Neither a string nor the end of one.
                (None, '\'') if signs.peek() == Some(&'"') => drop(signs.next()),
                (None, other) => before.push(other),
            }
        }
    }
    found
}

/// The item that a line begins: `fn check`, `const ENTRY`.
fn item_of(line: &str) -> Option<String> {
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || "(<:".contains(c)).filter(|w| !w.is_empty()).collect();
    let words = words.into_iter().skip_while(|word| ["pub", "crate)", "super)", "async"].contains(word));
    let words: Vec<&str> = words.take(3).collect();
    match words[..] {
        ["const" | "static", ..] => Some("const".into()),
        ["fn", name, ..] => Some(format!("fn {name}")),
        ["texts!", ..] => Some("texts!".into()),
        _ => None,
    }
}

/// Whether it has three words in a row; a type such as `{ low: number; high: number }` has not.
fn is_sentence(text: &str) -> bool {
    let is_word = |word: &&str| {
        let word = word.trim_end_matches([',', '.']);
        word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || "'’-".contains(c)) || word == "a"
    };
    text.split([' ', '\n']).collect::<Vec<_>>().windows(3).any(|words| words.iter().all(is_word))
}

/// What entries say of themselves: their constants, their checks, and the equations of a step.
fn is_of_entry(item: &str) -> bool {
    ["const", "texts!", "fn check", "fn unsupported", "fn explain"].contains(&item) || item.starts_with("fn python")
}

/// What only who writes or calls the code is told: panics, and types of TypeScript.
fn is_for_developers(before: &str) -> bool {
    ["expect(", "panic!(", "unreachable!(", "assert!(", "reason = ", "_type = "]
        .iter()
        .any(|call| before.ends_with(call))
}

fn sentences(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            // The words themselves, and programs in Python.
            if !["src/text", "src/program"].contains(&name.as_str()) {
                sentences(&path, found);
            }
            continue;
        }
        let all = literals(&fs::read_to_string(&path).unwrap());
        let strange = all.iter().filter(|literal| {
            is_sentence(&literal.words) && !is_of_entry(&literal.item) && !is_for_developers(&literal.before)
        });
        found.extend(strange.map(|literal| format!("{name}:{}: {}", literal.line, literal.words)));
    }
}

#[test]
fn no_sentence_stands_outside_the_room_of_texts() {
    let mut found = vec![];
    sentences(Path::new("src"), &mut found);
    assert!(found.is_empty(), "these belong into src/text/en/:\n{}", found.join("\n"));
}

#[test]
fn a_sentence_is_found_wherever_it_stands() {
    let source = r##"
        const HELP: &str = "What an entry says.";
        // "A comment of words."
        fn wrong() -> Fault {
            let quote = '"';
            let python = r#"for x in "a lot of": pass"#;
            Fault(format!("it is much too \"long\" by {}",
                1).expect("parse asked for it"))
        }
        fn check() { Err("one of the two.") }
    "##;
    let all = literals(source);
    let strange =
        all.iter().filter(|l| is_sentence(&l.words) && !is_of_entry(&l.item) && !is_for_developers(&l.before));
    assert_eq!(strange.map(|l| (l.line, &l.words[..])).collect::<Vec<_>>(), [(7, "it is much too \"long\" by {}")]);
}
