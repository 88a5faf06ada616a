//! The README's table is the catalogue's.
#![cfg(not(target_arch = "wasm32"))]

use learning_rate_playground::catalogue::{Arg, Default, Entry};
use learning_rate_playground::text::plain;
use learning_rate_playground::{data, experiment, optimizer, scheduler};

fn argument(arg: &Arg) -> String {
    match arg.default {
        Default::None if arg.required => format!("**{}**", arg.name),
        Default::None => arg.name.into(),
        // A third not to its last digit.
        Default::Number(x) if plain(x).len() > 12 => format!("{} = {}", arg.name, (x * 1e9).round() / 1e9),
        Default::Number(x) => format!("{} = {}", arg.name, plain(x)),
        Default::Flag(b) => format!("{} = {b}", arg.name),
        Default::Integers(numbers) => format!("{} = {numbers:?}", arg.name),
        Default::Word(word) => format!("{} = {word}", arg.name),
        Default::Pair([a, b]) => format!("{} = ({}, {})", arg.name, plain(a), plain(b)),
        Default::Triple(numbers) => format!("{} = ({})", arg.name, numbers.map(plain).join(", ")),
        Default::Schedulers(_) => unreachable!("they are required"),
        Default::Data(name) => format!("{} = {name}", arg.name),
    }
}

fn table() -> String {
    let mut text = String::from("| | name | arguments (bold: required) | source |\n|---|---|---|---|\n");
    let kinds: [(&str, Vec<&Entry>); 4] = [
        ("loss", experiment::loss_entries()),
        ("optimizer", optimizer::ENTRIES.to_vec()),
        ("scheduler", scheduler::ENTRIES.to_vec()),
        ("data", data::ENTRIES.to_vec()),
    ];
    for (kind, entries) in kinds {
        for entry in entries {
            let arguments: Vec<String> = entry.args.iter().map(argument).collect();
            text += &format!("| {kind} | `{}` | {} | {} |\n", entry.name, arguments.join(", "), entry.source);
        }
    }
    text
}

#[test]
fn the_readme_s_table_is_the_catalogue_s() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (before, rest) = readme.split_once("<!-- catalogue -->\n").expect("the README marks the table's place");
    let (shown, after) = rest.split_once("<!-- /catalogue -->").expect("and its end");
    if std::env::var_os("UPDATE").is_some() {
        let whole = format!("{before}<!-- catalogue -->\n{}<!-- /catalogue -->{after}", table());
        std::fs::write(path, whole).unwrap();
    } else {
        assert_eq!(shown, table(), "run UPDATE=1 cargo test --test readme, and look at what changes");
    }
}
