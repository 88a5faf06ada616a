//! The README's table is the catalogue's.

use learning_rate_playground::schema::{Arg, Default, Entry};
use learning_rate_playground::text::plain;
use learning_rate_playground::{data, optimizer, scheduler};

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
        ("loss", learning_rate_playground::scene::loss_entries()),
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

/// The change that adds an optimizer, as `git diff` shows it: its file, and its two lines beside the list.
fn adding(name: &str, in_list: &str) -> String {
    let read = |file: &str| std::fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let own = read(&format!("src/optimizer/{name}.rs"));
    let added: String = own.lines().map(|line| format!("+{line}\n")).collect();
    let list = read("src/optimizer/mod.rs");
    let lines: Vec<&str> = list.lines().collect();
    let mut diff = format!(
        "```diff\n--- /dev/null\n+++ b/src/optimizer/{name}.rs\n@@ -0,0 +1,{} @@\n{added}\
         --- a/src/optimizer/mod.rs\n+++ b/src/optimizer/mod.rs\n",
        own.lines().count(),
    );
    for (earlier, line) in [format!("mod {name};").as_str(), in_list].into_iter().enumerate() {
        let at = lines.iter().position(|other| other.trim() == line).unwrap_or_else(|| panic!("no line {line}"));
        let [before, itself, after] = [lines[at - 1], lines[at], lines[at + 1]];
        let old = at - earlier;
        diff += &format!("@@ -{old},2 +{at},3 @@\n {before}\n+{itself}\n {after}\n");
    }
    diff + "```\n"
}

/// What stands between two marks of the README is this text, or is made so.
fn expect_marked(mark: &str, text: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (open, close) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (before, rest) = readme.split_once(&open).unwrap_or_else(|| panic!("the README has no {open}"));
    let (shown, after) = rest.split_once(&close).unwrap_or_else(|| panic!("the README has no {close}"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, format!("{before}{open}{text}{close}{after}")).unwrap();
    } else {
        assert_eq!(shown, text, "run UPDATE=1 cargo test readme, and look at what changes");
    }
}

#[test]
fn the_readme_s_table_is_the_catalogue_s_and_its_change_adds_what_the_optimizer_s_file_has() {
    expect_marked("catalogue", &table());
    expect_marked("optimizer", &adding("lion", "Elementwise<lion::Lion>,"));
}
