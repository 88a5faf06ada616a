//! The data sets: each as NumPy and scikit-learn make it. One file a set and one line in the list below.

pub mod csv;
mod inline;
mod shipped;
pub mod table;

pub use inline::write;
pub use shipped::{missing, provide};

use crate::data::table::Table;
use crate::number::random::RandomState;
use crate::schema::python::{arguments, call};
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Default, Entry, Fault, Range, fault};
use crate::text::code::data as code;

/// How many numbers X may hold.
pub const MOST_VALUES: usize = 1_000_000;

/// Lists the data sets: for each the file, which has an `ENTRY` and a `make`; those shipped as a file under tables/
/// have a `CONTENT` too.
macro_rules! sets {
    (made: $($file:ident),*; shipped: $($table:ident),* $(;)?) => {
        pub static ENTRIES: &[&Entry] = &[$(&$file::ENTRY.only_in_whole(),)* $(&$table::ENTRY.only_in_whole()),*];
        /// How many classes the targets of each name as a menu starts with it; 0 where they are numbers.
        pub static CLASSES: &[(&str, usize)] =
            &[$(($file::ENTRY.name, $file::CLASSES),)* $(($table::ENTRY.name, $table::CLASSES)),*];
        static SHIPPED: &[(&str, shipped::Content)] = &[$(($table::ENTRY.name, $table::CONTENT)),*];

        /// The lines of Python that make X and y.
        pub fn python(args: &Args, seed: u32) -> String {
            match args.name() {
                $(name if name == $file::ENTRY.name => $file::python(args, seed),)*
                $(name if name == $table::ENTRY.name => $table::python(args, seed),)*
                name => unreachable!("{name} is not in the list"),
            }
        }

        fn make(args: &Args, seed: u32) -> Result<Table, Fault> {
            match args.name() {
                $(name if name == $file::ENTRY.name => $file::make(args, seed),)*
                $(name if name == $table::ENTRY.name => $table::make(args, shipped::get(name)?),)*
                name => unreachable!("{name} is not in the list"),
            }
        }
    };
}

mod breast_cancer;
mod diabetes;
mod iris;
mod make_blobs;
mod make_circles;
mod make_classification;
mod make_moons;
mod make_regression;
mod random_labels;

sets! {
    made: make_regression, make_classification, make_moons, make_circles, make_blobs, random_labels;
    shipped: iris, breast_cancer, diabetes;
}

/// Data by name and arguments, or given as numbers.
pub enum Source {
    Named(Args),
    Inline(Table),
}

/// Reads `{ name, … }` or `{ X, y }`.
pub fn parse(path: &str, value: &Value) -> Result<Source, Fault> {
    if value.get("name").is_none() && (value.get("X").is_some() || value.get("y").is_some()) {
        inline::parse(path, value).map(Source::Inline)
    } else {
        Args::parse("data set", path, value, ENTRIES).map(Source::Named)
    }
}

impl Source {
    /// `seed` stands in for a `random_state` left out.
    pub fn table(&self, seed: u32) -> Result<Table, Fault> {
        match self {
            Source::Named(args) => {
                let table = make(args, seed)?;
                if table.x.iter().chain(&table.y).all(|x| x.is_finite()) {
                    return Ok(table);
                }
                Err(fault!("loss.data", code::data_not_finite, entry = args.name()))
            }
            Source::Inline(table) => Ok(table.clone()),
        }
    }
}

/// A limit on what arguments come to together; `limit` says what of, if of anything.
fn at_most(keys: &str, value: f64, limit: &str, most: f64) -> Result<(), Fault> {
    match limit {
        _ if value <= most => Ok(()),
        "" => Err(fault!("loss.data", code::too_much_together, keys, value, most)),
        limit => Err(fault!("loss.data", code::more_than_together, keys, value, limit, most)),
    }
}

/// Samples and features of a set that has both as arguments: no more than data may have, or the larger is at fault.
fn shape(args: &Args) -> Result<(usize, usize), Fault> {
    let keys = match args.number("n_features") > args.number("n_samples") {
        true => ["n_features", "n_samples"],
        false => ["n_samples", "n_features"],
    };
    let [value, count] = keys.map(|key| args.number(key));
    if value * count > MOST_VALUES as f64 {
        let (path, most) = (format!("loss.data.{}", keys[0]), (MOST_VALUES as f64 / count).floor().max(1.0));
        return Err(fault!(path, code::too_many_with, value, with = keys[1], count, most));
    }
    Ok((args.integer("n_samples"), args.integer("n_features")))
}

/// Samples and features in a random order, where the arguments ask for it.
fn shuffled(table: Table, args: &Args, random: &mut RandomState) -> Table {
    if !args.flag("shuffle") {
        return table;
    }
    let rows = random.permutation(table.samples());
    table.arranged(&rows, Some(&random.permutation(table.features())))
}

// What several sets have.

const fn samples(default: f64, initial: f64) -> Arg {
    Arg::integer("n_samples", default, "How many points. More make the mountain smoother from batch to batch.")
        .within(Range::from(1.0))
        .initially(Default::Number(initial))
}

const SHUFFLE: Arg = Arg::flag("shuffle", true, "Shuffle the samples, and the features where there are many.");

const RANDOM_STATE: Arg = Arg::integer("random_state", 0.0, "Which draw of points. Left out: the experiment's seed.")
    .within(Range::between(0.0, u32::MAX as f64))
    .open()
    .left_out("seed")
    .initially(Default::Number(42.0));

/// `seed` stands in for a `random_state` left out.
fn random(args: &Args, seed: u32) -> RandomState {
    RandomState::new(state(args, seed))
}

fn state(args: &Args, seed: u32) -> u32 {
    args.optional("random_state").map_or(seed, |state| state as u32)
}

/// The lines of Python for a set that scikit-learn makes by the same name and arguments.
fn by_name(args: &Args, seed: u32) -> String {
    let state = format!("random_state={}", state(args, seed));
    let more = arguments(args, &["random_state"]).into_iter().chain([state]).collect();
    format!("X, y = {}", call(&format!("sklearn.datasets.{}", args.name()), &[], more))
}

/// The lines of Python for a table that scikit-learn has, `more` being its arguments.
fn by_loading(args: &Args, more: Vec<String>) -> String {
    format!("X, y = {}", call(&format!("sklearn.datasets.load_{}", args.name()), &["return_X_y=True"], more))
}

/// Half the points on one curve and half on another, shuffled, then scattered: `point(class, i, count)` is number i of
/// the points of a class.
fn curves(args: &Args, seed: u32, point: impl Fn(usize, usize, usize) -> [f64; 2]) -> Result<Table, Fault> {
    let (value, most) = (args.number("n_samples"), MOST_VALUES / 2);
    if value > most as f64 {
        return Err(fault!("loss.data.n_samples", code::too_many, value, most));
    }
    let n = args.integer("n_samples");
    let first = n / 2;
    let mut random = random(args, seed);
    let mut order: Vec<usize> = (0..n).collect();
    if args.flag("shuffle") {
        random.shuffle(&mut order);
    }
    let noise = args.number("noise");
    let mut x = Vec::with_capacity(2 * n);
    for &i in &order {
        let point = if i < first { point(0, i, first) } else { point(1, i - first, n - first) };
        x.extend(point.map(|x| if noise > 0.0 { x + noise * random.normal() } else { x }));
    }
    Ok(Table::new(2, x, order.iter().map(|&i| f64::from(i >= first)).collect()))
}
