//! The data sets against scikit-learn's and NumPy's own, recorded under tests/reference/: within 1e-12.

use crate::common;
use crate::common::{json, list, numbers, off};
use learning_rate_playground::data;
use learning_rate_playground::data::csv::{self, Choices, Columns, Kind};
use learning_rate_playground::data::table::Table;
use learning_rate_playground::scene::experiment::Experiment;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::schema::{Default, Entry, Kind as ArgKind};

const RECORDED: &str = include_str!("../reference/sklearn_data.json");

fn table(description: &Value) -> Table {
    data::parse("loss.data", description).and_then(|source| source.table(0)).unwrap_or_else(|w| panic!("{w}"))
}

/// The first rows of both, or all.
fn same_rows(table: &Table, recorded: &Value) {
    let description = recorded.get("data").unwrap();
    for (i, row) in list(recorded.get("X")).iter().enumerate() {
        let theirs = numbers(Some(row));
        assert_eq!(table.features(), theirs.len(), "{description}");
        for (j, theirs) in theirs.into_iter().enumerate() {
            let ours = table.x[(i, j)];
            assert!(off(ours, theirs) <= 1e-12, "{ours}, recorded {theirs}: row {i} column {j} of {description}");
        }
    }
}

/// The sum, the sum weighted by places, the sum of squares, each with what rounding is measured by.
fn sums(numbers: impl Iterator<Item = (f64, f64)>) -> [(f64, f64); 3] {
    let mut sums = [(0.0, 1.0); 3];
    for (x, weight) in numbers {
        for (sum, term) in sums.iter_mut().zip([x, x * weight, x * x]) {
            *sum = (sum.0 + term, sum.1 + term.abs());
        }
    }
    sums
}

#[test]
fn data_is_scikit_learn_s() {
    common::provide_tables();
    for recorded in list(json(RECORDED).get("data")) {
        let description = recorded.get("data").unwrap();
        let table = table(description);
        same_rows(&table, recorded);
        for (i, theirs) in numbers(recorded.get("y")).into_iter().enumerate() {
            assert!(off(table.y[i], theirs) <= 1e-12, "{}, recorded {theirs}: y {i} of {description}", table.y[i]);
        }
        let Some(shape) = recorded.get("shape") else {
            assert_eq!(table.samples(), list(recorded.get("X")).len(), "{description}");
            continue;
        };
        assert_eq!([table.samples() as f64, table.features() as f64].to_vec(), numbers(Some(shape)), "{description}");
        let x = table.x.indexed_iter().map(|((i, j), &x)| (x, ((i + 1) * (j + 1)) as f64));
        let y = table.y.iter().enumerate().map(|(i, &y)| (y, (i + 1) as f64));
        for (ours, key) in [(sums(x), "sums_X"), (sums(y), "sums_y")] {
            for ((ours, size), theirs) in ours.into_iter().zip(numbers(recorded.get(key))) {
                assert!((ours - theirs).abs() <= 1e-12 * size, "{ours}, recorded {theirs}: {key} of {description}");
            }
        }
    }
}

#[test]
fn standardized_data_is_standard_scaler_s() {
    common::provide_tables();
    for recorded in list(json(RECORDED).get("standardized")) {
        same_rows(&table(recorded.get("data").unwrap()).standardized(), recorded);
    }
}

#[test]
fn every_data_set_has_a_reference_with_each_of_its_arguments() {
    let recorded = json(RECORDED);
    for entry in data::ENTRIES {
        let named =
            |recorded: &&Value| recorded.get("data").unwrap().get("name") == Some(&Value::Text(entry.name.into()));
        let recorded: Vec<&Value> = list(recorded.get("data")).iter().filter(named).collect();
        assert!(!recorded.is_empty(), "{} has no reference: add it to record_sklearn_data.py and run that", entry.name);
        for arg in entry.args {
            let given = |recorded: &&Value| recorded.get("data").unwrap().get(arg.name).is_some();
            assert!(recorded.iter().any(given), "no reference of {} has {}", entry.name, arg.name);
        }
    }
}

#[test]
fn a_random_state_left_out_is_the_experiment_s_seed() {
    for entry in data::ENTRIES.iter().filter(|entry| entry.args.iter().any(|arg| arg.name == "random_state")) {
        let of = |text: &str, seed: u32| data::parse("data", &json(text)).unwrap().table(seed).unwrap();
        let open = format!(r#"{{"name": "{}"}}"#, entry.name);
        let given = format!(r#"{{"name": "{}", "random_state": 7}}"#, entry.name);
        assert_eq!(of(&open, 7).x, of(&given, 0).x, "{}", entry.name);
        // Moons without noise lie where they lie; only their order is drawn.
        assert_ne!(of(&open, 7).x, of(&open, 8).x, "{}", entry.name);
    }
}

/// Arguments as a menu starts with them, from what the catalogue tells.
fn initially(entry: &Entry) -> Value {
    let of = |initial: Default| match initial {
        Default::Number(x) => Some(Value::Number(x)),
        Default::Flag(flag) => Some(Value::Flag(flag)),
        Default::Word(word) => Some(Value::Text(word.into())),
        _ => None,
    };
    let args = entry.args.iter().filter(|arg| arg.initial != arg.default);
    let args = args.filter_map(|arg| Some((arg.name.to_string(), of(arg.initial)?)));
    Value::Map([("name".into(), Value::Text(entry.name.into()))].into_iter().chain(args).collect())
}

#[test]
fn a_loss_can_be_of_each_data_set_a_menu_starts_with_or_the_menu_says_why_not() {
    common::provide_tables();
    let of_data = |entry: &&Entry| entry.args.iter().any(|arg| arg.kind == ArgKind::Data);
    for loss in learning_rate_playground::loss::ENTRIES.iter().map(|known| &known.entry).filter(of_data) {
        let unfit = learning_rate_playground::loss::unfit_data(loss.name);
        for entry in data::ENTRIES {
            let text = format!(
                r#"{{"loss": {{"name": "{}", "data": {}}}, "steps": 1, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 1}}}}]}}"#,
                loss.name,
                common::text(&initially(entry))
            );
            let why = unfit.iter().find(|(name, _)| *name == entry.name).map(|(_, why)| why.to_string());
            let said = Experiment::parse(&json(&text)).err().map(|wrong| wrong.to_string());
            assert_eq!(said.is_some(), why.is_some(), "{} of {}: {said:?}, {why:?}", loss.name, entry.name);
        }
    }
    let why = |loss: &str| -> Vec<(&str, String)> {
        learning_rate_playground::loss::unfit_data(loss)
            .into_iter()
            .map(|(name, why)| (name, why.to_string()))
            .collect()
    };
    let numbers = |name: &'static str| (name, "has numbers to learn, and this loss learns classes".to_string());
    let three = ("iris", "has 3 classes, and this loss learns 2".to_string());
    assert_eq!(why("log_loss"), [numbers("make_regression"), three, numbers("diabetes")]);
    assert_eq!(why("mlp"), [numbers("make_regression"), numbers("diabetes")]);
    assert_eq!(why("squared_error"), []);
    assert_eq!(why("bowl"), []);
}

fn fault(text: &str) -> String {
    csv::columns(text).err().unwrap_or_else(|| panic!("{text:?} was taken")).to_string()
}

fn names(columns: &Columns) -> Vec<&str> {
    columns.columns.iter().map(|column| &column.name[..]).collect()
}

#[test]
fn a_table_written_in_any_common_way_is_read_alike() {
    for text in [
        "age,price,kind\n1,2.5,a\n-3e1,4,b\n",
        "age;price;kind\n1;2.5;a\n-3e1;4;b",
        "age\tprice\tkind\n1\t2.5\ta\n-3e1\t4\tb\n",
        "\u{feff}age,price,kind\r\n1,2.5,a\r\n-3e1,4,b\r\n",
        "\n\nage, price , kind\n\n 1, +2.50 ,a\n  -30.0,4.,b\n\n",
        "\"age\",\"price\",\"kind\"\n\"1\",\"2.5\",\"a\"\n\"-30\", \"4\" ,\"b\"\n",
    ] {
        let columns = csv::columns(text).unwrap_or_else(|wrong| panic!("{text:?}: {wrong}"));
        assert_eq!(names(&columns), ["age", "price", "kind"], "{text:?}");
        let kinds: Vec<Kind> = columns.columns.iter().map(|column| column.kind).collect();
        assert_eq!(kinds, [Kind::Numbers, Kind::Numbers, Kind::Text], "{text:?}");
        assert_eq!(columns.rows(), 2, "{text:?}");
        let table = columns.table(&[1.0, 0.0], 2.0, &Choices::default()).unwrap();
        assert_eq!(table.x, ndarray::arr2(&[[2.5, 1.0], [4.0, -30.0]]), "{text:?}");
        assert_eq!(table.y.to_vec(), [0.0, 1.0], "{text:?}");
    }
}

#[test]
fn names_may_be_left_out_or_hold_separators_quotes_and_lines() {
    assert_eq!(names(&csv::columns("1,2\n3,4").unwrap()), ["column 1", "column 2"]);
    assert_eq!(names(&csv::columns(",y\n1,2\n3,4").unwrap()), ["column 1", "y"]);
    let quoted = csv::columns("\"a, b; c\",\"say \"\"x\"\"\",\"two\nlines\"\n1,2,3").unwrap();
    assert_eq!(names(&quoted), ["a, b; c", "say \"x\"", "two\nlines"]);
    let after = csv::columns("\"two\nlines\",b\n1,2\n1,x\n2,3").unwrap();
    let wrong = after.table(&[0.0], 1.0, &Choices::default()).unwrap_err().to_string();
    assert!(wrong.starts_with("Line 4, column 2"), "lines within quotes count: {wrong}");
}

#[test]
fn labels_become_classes_in_the_order_of_the_alphabet() {
    let columns = csv::columns("x,kind\n1,virginica\n2,setosa\n3,versicolor\n4,setosa").unwrap();
    assert_eq!(columns.table(&[0.0], 1.0, &Choices::default()).unwrap().y.to_vec(), [2.0, 0.0, 1.0, 0.0]);
}

#[test]
fn each_fault_of_a_table_has_a_sentence_of_its_own_that_says_where() {
    const SEPARATED: &str = "columns separated by commas, semicolons, tabs, | or blanks.";
    for (text, sentence) in [
        ("", format!("The table is empty; allowed: lines of numbers, {SEPARATED}")),
        (" \n\r\n", format!("The table is empty; allowed: lines of numbers, {SEPARATED}")),
        ("# by hand\n", format!("The table is empty; allowed: lines of numbers, {SEPARATED}")),
        ("x,y\n", "The table has a line of names and no line of data; allowed: at least one.".into()),
        ("1\n2\n", format!("Line 1 has one column; allowed: at least two, {SEPARATED}")),
        ("# by hand\n\nx\n1\n2\n", format!("Line 3 has one column; allowed: at least two, {SEPARATED}")),
        ("x,\n1,\n2,\n", format!("Line 1 has one column; allowed: at least two, {SEPARATED}")),
        ("x,y\n1,2\n\n3\n", "Line 4 has 1 column; allowed: 2, as in the first.".into()),
        ("x,y\n1,2\n1,2,3\n", "Line 3 has 3 columns; allowed: 2, as in the first.".into()),
        ("// seen\r\nx,y\r\n1,2\r\n1,2,3\r\n", "Line 4 has 3 columns; allowed: 2, as in the first.".into()),
        ("x,y\n1,\"a\n2,b", "Line 2 opens a quote that is not closed; allowed: \"…\".".into()),
    ] {
        assert_eq!(fault(text), sentence, "{text:?}");
    }
}

#[test]
fn a_field_that_does_not_fit_its_column_is_said_by_its_place_where_that_is_picked_and_nowhere_else() {
    let long = format!("x,y\n1,{}\n2,3\n4,5", "z".repeat(1000));
    let number = "a number such as -1.5, as in the rest of the column";
    for (text, place, allowed) in [
        ("x,y\n1,2\n3,six\n5,6\n", "Line 3, column 2 (y) is \"six\"", number),
        ("x;y\n1;2\n3;1.2.3\n5;6\n", "Line 3, column 2 (y) is \"1.2.3\"", number),
        ("x;y\n1;2,5\n3;4.25\n5;6,5\n", "Line 3, column 2 (y) is \"4.25\"", number),
        ("2020,x\n1,2\n3,4\n", "Line 1, column 2 (column 2) is \"x\"", number),
        ("x,y\n1,2\n3,-inf\n", "Line 3, column 2 (y) is \"-inf\"", "a finite number"),
        ("x,y\n1,2\n3,1e999\n", "Line 3, column 2 (y) is \"1e999\"", "a finite number"),
        (&long, &format!("Line 2, column 2 (y) is \"{}\"", "z".repeat(40)), number),
    ] {
        let columns = csv::columns(text).unwrap_or_else(|wrong| panic!("{text:?}: {wrong}"));
        for (features, target) in [([0.0], 1.0), ([1.0], 0.0)] {
            let wrong = columns.table(&features, target, &Choices::default()).expect_err(text).to_string();
            assert_eq!(wrong, format!("{place}; allowed: {allowed}."), "{text:?}");
        }
        let separator = if text.contains(';') { ';' } else { ',' };
        let beside = |(i, line): (usize, &str)| match line.starts_with('x') {
            true => format!("{line}{separator}z\n"),
            false => format!("{line}{separator}{}\n", i * i),
        };
        let beside: String = text.lines().enumerate().map(beside).collect();
        let beside = csv::columns(&beside).unwrap();
        beside.table(&[0.0], 2.0, &Choices::default()).unwrap_or_else(|wrong| panic!("{text:?}: {wrong}"));
    }
}

#[test]
fn a_table_of_a_million_values_is_read_and_one_of_more_is_not() {
    let lines = "0.5,1.5\n".repeat(500_000);
    assert_eq!(csv::columns(&format!("x,y\n{lines}")).unwrap().rows(), 500_000);
    assert_eq!(
        fault(&format!("x,y\n{lines}1,2\n")),
        "The table has 1000002 values up to line 500002; allowed: at most 1000000."
    );
}

#[test]
fn each_fault_of_a_pick_has_a_sentence_of_its_own() {
    let columns = csv::columns("x,same,kind,name,one\n1,5,a,p,k\n2,5,b,q,k\n3,5,a,r,k\n4,5,b,s,k").unwrap();
    let pick = |features: &[f64], target| columns.table(features, target, &Choices::default());
    assert!(pick(&[0.0], 2.0).is_ok());
    for (features, target, sentence) in [
        (&[][..], 0.0, "No column is picked as a feature; allowed: at least one."),
        (&[0.0], 0.0, "A column is picked as feature and as target; allowed: as one of the two."),
        (&[0.0, 5.0], 2.0, "Column 5 is picked; allowed: 0 to 4."),
        (&[0.5], 2.0, "Column 0.5 is picked; allowed: 0 to 4."),
        (&[f64::NAN], 2.0, "Column NaN is picked; allowed: 0 to 4."),
        (&[0.0], -1.0, "Column -1 is picked; allowed: 0 to 4."),
        (&[1.0], 2.0, "Column \"same\" is in every line \"5\"; allowed: a column that varies."),
        (&[0.0], 1.0, "Column \"same\" is in every line \"5\"; allowed: a column that varies."),
        (&[0.0], 4.0, "Column \"one\" is in every line \"k\"; allowed: a column that varies."),
        (&[2.0], 0.0, "Column \"kind\" is text, such as \"a\"; allowed: as a feature, a column of numbers."),
        (&[0.0], 3.0, "Column \"name\" has more than three labels, such as \"p\"; allowed: two or three."),
    ] {
        assert_eq!(pick(features, target).expect_err("it is wrong").to_string(), sentence);
    }
}

#[test]
fn picked_columns_are_data_for_an_experiment() {
    let table = csv::columns("x,y\n1,2.5\n3,4").unwrap().table(&[0.0], 1.0, &Choices::default()).unwrap();
    assert_eq!(common::text(&data::write(&table)), r#"{"X":[[1],[3]],"y":[2.5,4]}"#);
}

const IRIS: &str = r#"{"loss": {"name": "squared_error", "data": {"name": "iris"}}, "steps": 5,
    "hikers": [{"optimizer": {"name": "SGD", "lr": 0.01}}]}"#;

/// Each test has a thread of its own, and so the engine no table yet.
#[test]
fn a_run_without_its_table_says_what_to_do_and_after_that_it_runs() {
    let needed = || data::missing(&json(IRIS));
    assert_eq!(needed(), Some("iris"));
    assert_eq!(
        common::refused(IRIS),
        "loss.data.name is \"iris\", whose table is not loaded; call provideTable(\"iris\", text of tables/iris.csv) first."
    );
    common::provide_tables();
    assert_eq!(needed(), None);
    assert_eq!(common::run(IRIS)[0].records(), 6);
    for none in
        [r#"{}"#, r#"{"loss": 5}"#, r#"{"loss": {"name": "bowl"}}"#, r#"{"loss": {"data": {"name": "make_moons"}}}"#]
    {
        assert_eq!(data::missing(&json(none)), None, "{none}");
    }
}

#[test]
fn only_the_table_itself_is_taken_in_its_name() {
    let iris = include_str!("../../tables/iris.csv");
    let said = |name: &str, text: &str| data::provide(name, text).expect_err("it is wrong").to_string();
    assert_eq!(
        said("irises", iris),
        "\"irises\" is not a table of this engine; allowed: iris, breast_cancer, diabetes."
    );
    let changed = "The table given as iris has 150 lines of 5 columns; allowed: tables/iris.csv as it is, 150 of 5.";
    assert_eq!(said("iris", &iris.replacen("5.1", "5.2", 1)), changed);
    assert_eq!(said("iris", &iris.replacen(",0\n", ",1\n", 1)), changed);
    assert!(
        said("diabetes", iris).contains("150 lines of 5 columns; allowed: tables/diabetes.csv as it is, 442 of 11")
    );
    assert!(said("iris", "<!doctype html>").starts_with("Line 1 has one column"));
    // Another way of writing the same numbers is the same table.
    data::provide("iris", &iris.replace('\n', "\r\n")).unwrap();
}
