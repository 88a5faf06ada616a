//! The data sets: each as NumPy and scikit-learn make it. One file a set and one line in the list below.

mod inline;

use crate::catalogue::{Args, Checked, Entry, wrong};
use crate::table::Table;
use crate::text::plain;
use crate::value::Value;

/// How many numbers X may hold.
pub const MOST_VALUES: usize = 1_000_000;

/// Lists the data sets: for each the file, which has an `ENTRY` and a `make`.
macro_rules! sets {
    ($($file:ident),* $(,)?) => {
        $(mod $file;)*

        pub static ENTRIES: &[&Entry] = &[$(&$file::ENTRY),*];

        fn make(args: &Args, seed: u32) -> Checked<Table> {
            match args.name() {
                $(name if name == $file::ENTRY.name => $file::make(args, seed),)*
                name => unreachable!("{name} is not in the list"),
            }
        }
    };
}

sets!(make_regression);

/// Data by name and arguments, or given as numbers.
pub enum Source {
    Named(Args),
    Inline(Table),
}

/// Reads `{ name, … }` or `{ X, y }`.
pub fn parse(path: &str, value: &Value) -> Checked<Source> {
    if value.get("name").is_none() && (value.get("X").is_some() || value.get("y").is_some()) {
        inline::parse(path, value).map(Source::Inline)
    } else {
        Args::parse("data set", path, value, ENTRIES).map(Source::Named)
    }
}

impl Source {
    /// `seed` stands in for a `random_state` left out.
    pub fn table(&self, seed: u32) -> Checked<Table> {
        match self {
            Source::Named(args) => make(args, seed),
            Source::Inline(table) => Ok(table.clone()),
        }
    }
}

/// The limit on data, before it is made.
fn fits(samples: usize, features: usize) -> Checked<()> {
    let values = samples as f64 * features as f64;
    if values > MOST_VALUES as f64 {
        return wrong(format!(
            "data has {samples} samples of {features} features, {} values; allowed: at most {MOST_VALUES}.",
            plain(values)
        ));
    }
    Ok(())
}
