//! What the tests share: experiments written as JSON, every entry of the catalogue in several settings, and comparison
//! within the contract's tolerance.
#![allow(dead_code, reason = "each test file uses some of it")]

use learning_rate_playground::data;
use learning_rate_playground::loss::Loss;
use learning_rate_playground::optimizer::{self, Requirements};
use learning_rate_playground::run::{self, Trace};
use learning_rate_playground::scene::experiment::{Experiment, Last};
use learning_rate_playground::scene::link::{self, Json};
use learning_rate_playground::scene::loss_entries;
use learning_rate_playground::scheduler;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::schema::{Arg, Args, Default, Entry, Fault, Kind};
use std::rc::Rc;

pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault}: {text}"))
}

/// With the loss of the experiment before where that is the same, as a page has it: many tests ask for one again and again,
/// and where its lowest point lies takes longer to find than most walks.
pub fn parse(description: &Value) -> Result<Experiment, Fault> {
    Experiment::parse_with(description, &mut Last)
}

pub fn experiment(text: &str) -> Experiment {
    parse(&json(text)).unwrap_or_else(|wrong| panic!("{wrong} {text}"))
}

pub fn run(text: &str) -> Vec<Trace> {
    run::run(&experiment(text))
}

pub fn refused(text: &str) -> String {
    let parsed: Result<Experiment, Fault> = Experiment::parse(&json(text));
    parsed.map(|_| panic!("{text} was taken")).unwrap_or_else(|wrong| wrong.to_string())
}

/// Relative to max(1, |expected|).
pub fn off(actual: f64, expected: f64) -> f64 {
    (actual - expected).abs() / expected.abs().max(1.0)
}

pub fn list(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::List(items)) => items,
        other => panic!("not a list: {other:?}"),
    }
}

pub fn number(value: &Value) -> f64 {
    match value {
        Value::Number(x) => *x,
        other => panic!("not a number: {other:?}"),
    }
}

pub fn numbers(value: Option<&Value>) -> Vec<f64> {
    list(value).iter().map(number).collect()
}

/// A small data set: 50 points around a line, so that a run on all of them stays quick.
pub const POINTS: &str =
    r#"{"name": "make_regression", "n_samples": 50, "n_features": 1, "noise": 20, "random_state": 42}"#;

/// As many points of two classes that overlap.
pub const CLASSES: &str = r#"{"X": [[1.73], [1.11], [0.71], [-0.87], [2.34], [0.07], [0.35], [2.16], [0.98], [-1.04],
    [-0.33], [1.09], [-2.24], [0.19], [0.14], [-0.54], [-1.26], [-0.54], [-1.1], [-1.82], [-0.92], [0.11], [-1.81],
    [-0.89], [2.89], [-1.95], [-1.78], [-1.31], [3.24], [-0.75], [-0.52], [-1.18], [2.06], [1.38], [0.78], [2.45], [2.45],
    [-1.96], [-0.61], [-0.85], [2.57], [1.87], [-0.09], [0.35], [1.03], [2.12], [-1.12], [1.43], [0.32], [-0.92]],
    "y": [1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1,
    0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 1, 1, 0]}"#;

/// A typed formula, and one of its two parameters.
const FORMULA: &str = r#", "f": "a x^2 + 3(y - tanh(x))^2 - b*cos(2x) e^-max(y^2/9, -1)/2", "a": 0.5"#;

/// The losses of the catalogue as JSON, each with what it requires; the data is small.
pub fn losses() -> Vec<(&'static str, String)> {
    let described = |entry: &'static Entry| {
        let points = if entry.name == "squared_error" { POINTS } else { CLASSES };
        let data = entry.args.iter().any(|arg| arg.kind == Kind::Data);
        let data = if data { format!(r#", "data": {points}"#) } else { String::new() };
        // Without a hidden layer it has two parameters, as the others.
        let layers = if entry.name == "mlp" { r#", "hidden_layer_sizes": []"# } else { "" };
        let typed = if entry.name == "formula" { FORMULA } else { "" };
        (entry.name, format!(r#"{{"name": "{}"{data}{layers}{typed}}}"#, entry.name))
    };
    loss_entries().into_iter().map(described).collect()
}

/// Networks of each activation, of two classes and of three, with layers of one neuron and of several fours and a rest.
pub const NETWORKS: [&str; 3] = [
    r#"{"name": "mlp", "data": {"X": [[1, 2], [0.5, -3], [2, 0.1], [-1, 0.4], [0.3, 0.3]], "y": [7, -4, 7, -4, 7]},
        "hidden_layer_sizes": [9, 1, 3], "activation": "tanh", "alpha": 0.3}"#,
    r#"{"name": "mlp", "data": {"X": [[1], [0.5], [2], [-1], [0.3], [0], [-1.3]], "y": [0, 1, 2, 0, 1, 2, 2]},
        "hidden_layer_sizes": [5], "activation": "logistic", "standardize": true}"#,
    r#"{"name": "mlp", "data": {"X": [[1, 2], [0.5, -3], [2, 0.1], [-1, 0.4]], "y": [7, -4, 8, 9]},
        "hidden_layer_sizes": [4, 6]}"#,
];

/// Gives the engine the tables under tables/, as a page does where one is chosen.
pub fn provide_tables() {
    for (name, text) in [
        ("iris", include_str!("../../../tables/iris.csv")),
        ("breast_cancer", include_str!("../../../tables/breast_cancer.csv")),
        ("diabetes", include_str!("../../../tables/diabetes.csv")),
    ] {
        data::provide(name, text).unwrap_or_else(|wrong| panic!("{wrong}"));
    }
}

/// Whether the loss of this JSON has data.
pub fn of_data(loss: &str) -> bool {
    loss.contains(r#""data""#)
}

/// A loss by its JSON.
pub fn loss(text: &str) -> Rc<dyn Loss> {
    experiment(&format!(r#"{{"loss": {text}, "steps": 1, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 1}}}}]}}"#))
        .loss
}

/// An entry in many settings: as it stands, and with each argument, and each two (of many arguments each two
/// neighbours), changed where that is allowed.
/// The argument `lr` is left as it stands.
pub fn settings(entry: &'static Entry) -> Vec<Value> {
    settings_of(entry, true)
}

/// As it stands, and with each argument changed.
pub fn few_settings(entry: &'static Entry) -> Vec<Value> {
    settings_of(entry, entry.name == "SGD") // whose nesterov needs a momentum
}

fn settings_of(entry: &'static Entry, pairs: bool) -> Vec<Value> {
    let others: Vec<(&str, Value)> =
        entry.args.iter().filter(|arg| arg.name != "lr").map(|arg| other(entry, arg)).collect();
    let mut settings = vec![setting(entry, &[])];
    for (i, first) in others.iter().enumerate() {
        settings.push(setting(entry, std::slice::from_ref(first)));
        if !pairs {
            continue;
        }
        let seconds = others[i + 1..].iter().take(if others.len() > 6 { 1 } else { others.len() });
        settings.extend(seconds.map(|second| setting(entry, &[first.clone(), second.clone()])));
    }
    // Schedulers may hold others.
    let entries = [&[entry], scheduler::ENTRIES].concat();
    settings.retain(|setting| Args::parse("entry", "entry", setting, &entries).is_ok());
    for arg in entry.args.iter().filter(|arg| arg.name != "lr") {
        assert!(settings.iter().any(|s| s.get(arg.name).is_some()), "no setting of {} has {}", entry.name, arg.name);
    }
    settings
}

/// Two numbers the argument may have, the smaller first.
pub fn ends(arg: &Arg) -> String {
    let all = [[0.1, 0.95], [1.1, 3.0], [-0.95, -0.1]];
    let [from, to] = all.iter().find(|ends| ends.iter().all(|x| arg.range.holds(*x))).expect(arg.name);
    format!("[{from}, {to}]")
}

/// A value the argument does not have by default, and that it may have.
fn other(entry: &'static Entry, arg: &Arg) -> (&'static str, Value) {
    let numbers = |numbers: &[f64]| Value::List(numbers.iter().map(|x| Value::Number(*x)).collect());
    let values = match (arg.kind, arg.default) {
        (Kind::Boolean, Default::Flag(flag)) => vec![Value::Flag(!flag)],
        (Kind::Pair, _) => vec![numbers(&[0.5, 0.75]), numbers(&[0.5, 1.5])],
        (Kind::Triple, _) => vec![numbers(&[3.0, -4.0, 2.0])],
        (Kind::Number, _) => [0.75, 1.5, -0.5].map(Value::Number).to_vec(),
        // As many as any run of the tests takes.
        (Kind::Integer, _) if arg.name == "total_steps" => vec![Value::Number(4000.0)],
        (Kind::Integer, _) => vec![Value::Number(3.0)],
        (Kind::Integers, _) => vec![numbers(&[3.0, 2.0])],
        // Two parameters, which are 1.
        (Kind::Formula, _) => vec![Value::Text(format!("0.9^{} a / b", arg.variables[0]))],
        (Kind::Schedulers, _) => {
            vec![json(r#"[{"name": "ExponentialLR", "gamma": 0.9}, {"name": "StepLR", "step_size": 4}]"#)]
        }
        (Kind::Choice, _) => vec![Value::Text(arg.choices[arg.choices.len() - 1].into())],
        (kind, default) => panic!("{}.{}: give {kind:?} {default:?} another value here", entry.name, arg.name),
    };
    let allowed = |value: &Value| {
        let setting = setting(entry, &[(arg.name, value.clone())]);
        Args::parse("entry", "entry", &setting, &[entry]).is_ok()
    };
    let value = values.iter().find(|value| allowed(value)).unwrap_or(&values[0]);
    (arg.name, value.clone())
}

fn setting(entry: &Entry, changed: &[(&str, Value)]) -> Value {
    let mut pairs = vec![("name".to_string(), Value::Text(entry.name.into()))];
    for arg in entry.args {
        let given = changed.iter().find(|(name, _)| *name == arg.name).map(|(_, value)| value.clone());
        let needed = (arg.required && arg.kind != Kind::Data)
            .then(|| json(&serde_json::to_string(&arg.initial).expect("it is plain data")));
        pairs.extend(given.or(needed).map(|value| (arg.name.to_string(), value)));
    }
    Value::Map(pairs)
}

/// Whether the optimizer can walk on the loss at all.
pub fn fits(optimizer: &Value, loss: &dyn Loss) -> bool {
    let args = Args::parse("optimizer", "optimizer", optimizer, optimizer::ENTRIES).unwrap();
    let requirements = Requirements { shapes: &loss.shapes(), has_hessian: &|| loss.hessian(&loss.start()).is_some() };
    optimizer::unsupported(&args, &requirements).is_none()
}

/// The object with the key set to the value.
pub fn with(object: &Value, key: &str, value: Value) -> Value {
    let Value::Map(pairs) = object else { panic!("not an object: {object}") };
    let mut pairs: Vec<_> = pairs.iter().filter(|(k, _)| k != key).cloned().collect();
    pairs.push((key.into(), value));
    Value::Map(pairs)
}

/// JSON as the page's browser reads and writes it.
pub const JSON: Json = Json { read: |text| serde_json::from_str(text).map_err(|_| link::not_json(text)), write: text };

/// The JSON of a value.
pub fn text(value: &Value) -> String {
    serde_json::to_string(value).expect("plain data has a JSON")
}
