//! The programs that `python` writes: what the real libraries printed when they ran them, recorded in
//! tests/reference/python.json, against our walks. Every entry of the catalogue has its programs.

use crate::common;
use crate::common::{
    CLASSES, NETWORKS, POINTS, few_settings, fits, json, list, losses, numbers, of_data, off, settings, text, with,
};
use learning_rate_playground::program::python;
use learning_rate_playground::scene::loss_entries;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::schema::{Default, Entry};
use learning_rate_playground::{data, optimizer, run, scheduler};

const RECORDED: &str = include_str!("../reference/python.json");
const TO_RECORD: &str = "python tests/reference/record_python.py records them anew";

fn experiment(loss: &str, length: &str, hiker: &str) -> Value {
    json(&format!(r#"{{"loss": {loss}, {length}, "seed": 7, "hikers": [{hiker}]}}"#))
}

fn sgd(lr: f64, rest: &str) -> String {
    format!(r#"{{"optimizer": {{"name": "SGD", "lr": {lr}}}{rest}}}"#)
}

/// An entry as it stands, and as a menu starts with it.
fn plain_and_initial(entry: &'static Entry) -> Vec<Value> {
    let plain = json(&format!(r#"{{"name": "{}"}}"#, entry.name));
    let initial = entry.args.iter().fold(plain.clone(), |value, arg| match arg.initial {
        Default::Number(x) => with(&value, arg.name, Value::Number(x)),
        _ => value,
    });
    vec![plain, initial]
}

/// What is recorded. Each entry of the catalogue is in it, an optimizer and a scheduler in many settings.
fn experiments() -> Vec<Value> {
    let mut all = vec![];
    let bowl = r#"{"name": "bowl", "b": 4}"#;
    for (name, loss) in losses().into_iter().filter(|(_, loss)| !of_data(loss)) {
        let rate = match name {
            "rosenbrock" => 5e-4,
            "goldstein_price" | "freudenstein_roth" => 1e-6,
            _ => 0.01,
        };
        all.push(experiment(&loss, r#""steps": 12"#, &sgd(rate, "")));
    }
    all.push(experiment(
        r#"{"name": "rosenbrock", "a": 2, "b": 10}"#,
        r#""steps": 12, "start": [3, -1]"#,
        &sgd(1e-3, ""),
    ));
    // Where the length of w has no gradient.
    all.push(experiment(r#"{"name": "ackley"}"#, r#""steps": 3, "start": [0, 0]"#, &sgd(0.1, "")));
    let on_the_bowl = common::loss(bowl);
    for entry in optimizer::ENTRIES {
        // Where gradients are a matter of rounding at the end, a walk is short.
        let steps = if optimizer::in_core(entry) { 12 } else { 6 };
        let settings = if optimizer::in_core(entry) { settings(entry) } else { few_settings(entry) };
        for setting in settings {
            let hiker = format!(r#"{{"optimizer": {}}}"#, text(&setting));
            let objective = if fits(&setting, on_the_bowl.as_ref()) { bowl } else { NETWORKS[0] };
            all.push(experiment(objective, &format!(r#""steps": {steps}"#), &hiker));
        }
    }
    // Those whose programs say more than a name, on data, in batches, and under a scheduler.
    for name in ["Adafactor", "LBFGS", "Lion", "Newton", "ScheduleFreeSGD"] {
        let hiker = format!(
            r#"{{"optimizer": {{"name": "{name}", "lr": 0.1}}, "batch_size": 20,
                "scheduler": {{"name": "ExponentialLR", "gamma": 0.8}}}}"#
        );
        let loss = format!(r#"{{"name": "log_loss", "data": {CLASSES}, "alpha": 0.1}}"#);
        all.push(experiment(&loss, r#""epochs": 2"#, &hiker));
    }
    for (network, name) in
        [(NETWORKS[1], "Muon"), (NETWORKS[2], "Muon"), (NETWORKS[1], "LBFGS"), (NETWORKS[2], "Adafactor")]
    {
        let hiker = format!(
            r#"{{"optimizer": {{"name": "{name}", "lr": 0.05}}, "batch_size": 3,
                "scheduler": {{"name": "StepLR", "step_size": 2}}}}"#
        );
        all.push(experiment(network, r#""epochs": 3"#, &hiker));
    }
    for setting in scheduler::ENTRIES.iter().flat_map(|entry| settings(entry)) {
        all.push(experiment(bowl, r#""steps": 12"#, &sgd(0.1, &format!(r#", "scheduler": {}"#, text(&setting)))));
    }
    for set in data::ENTRIES.iter().flat_map(|entry| plain_and_initial(entry)) {
        let loss = format!(r#"{{"name": "squared_error", "data": {}, "standardize": true}}"#, text(&set));
        all.push(experiment(&loss, r#""epochs": 2"#, &sgd(0.001, r#", "batch_size": 1"#)));
    }
    let adam = |rest: &str| format!(r#"{{"optimizer": {{"name": "Adam", "lr": 0.1}}{rest}}}"#);
    let momentum = r#"{"optimizer": {"name": "SGD", "lr": 0.05, "momentum": 0.9}}"#;
    let schedule = |name: &str, interval: &str| {
        sgd(0.1, &format!(r#", "batch_size": 1, "scheduler": {{"name": "{name}", "interval": "{interval}"}}"#))
    };
    for (name, points) in [("squared_error", POINTS), ("hinge", CLASSES), ("log_loss", CLASSES)] {
        let loss = |more: &str| format!(r#"{{"name": "{name}", "data": {points}{more}}}"#);
        let more = r#", "alpha": 0.03, "test_size": 0.25, "standardize": true"#;
        for hiker in [sgd(0.01, r#", "batch_size": 1"#), schedule("invscaling", "step")] {
            all.push(experiment(&loss(""), r#""epochs": 4"#, &hiker));
        }
        let optimal =
            sgd(0.1, r#", "batch_size": 1, "scheduler": {"name": "optimal", "alpha": 0.3, "interval": "step"}"#);
        all.push(experiment(&loss(r#", "alpha": 0.3"#), r#""epochs": 4"#, &optimal));
        all.push(experiment(&loss(""), r#""epochs": 4"#, &optimal));
        all.push(experiment(&loss(more), r#""epochs": 4"#, &sgd(0.02, r#", "batch_size": 1"#)));
        all.push(experiment(&loss(more), r#""epochs": 4"#, momentum));
        all.push(experiment(&loss(", \"alpha\": 0"), r#""epochs": 4"#, &adam(r#", "batch_size": 7"#)));
        all.push(experiment(&loss(""), r#""steps": 9, "start": [2, -1]"#, &adam(r#", "batch_size": 16"#)));
        all.push(experiment(&loss(""), r#""epochs": 3"#, &schedule("invscaling", "record")));
        // The penalty would pull the weights past zero.
        all.push(experiment(&loss(r#", "alpha": 2"#), r#""epochs": 2"#, &sgd(0.6, r#", "batch_size": 1"#)));
        all.push(experiment(&loss(r#", "alpha": 2"#), r#""steps": 30"#, &sgd(0.6, r#", "batch_size": 1"#)));
    }
    let two = r#"{"name": "mlp", "data": {"name": "make_moons", "n_samples": 40, "noise": 0.2, "random_state": 3}"#;
    let three = r#"{"name": "mlp", "data": {"name": "iris"}, "standardize": true, "test_size": 0.3"#;
    let hat =
        r#"{"optimizer": {"name": "Adam", "lr": 0.02, "epsilon_hat": true, "betas": [0.8, 0.99]}, "batch_size": 9}"#;
    let nesterov = r#"{"optimizer": {"name": "SGD", "lr": 0.05, "momentum": 0.9, "nesterov": true}, "batch_size": 16}"#;
    for activation in ["relu", "tanh", "logistic"] {
        for (loss, layers) in [(two, "[4, 3]"), (three, "[5]")] {
            let more = format!(r#", "hidden_layer_sizes": {layers}, "activation": "{activation}", "alpha": 0.01}}"#);
            for hiker in [hat, nesterov, momentum, &adam(r#", "batch_size": 9"#)] {
                all.push(experiment(&format!("{loss}{more}"), r#""epochs": 3"#, hiker));
            }
        }
    }
    for network in NETWORKS {
        all.push(experiment(network, r#""epochs": 3"#, &sgd(0.1, r#", "batch_size": 2"#)));
        all.push(experiment(network, r#""steps": 5"#, &adam("")));
    }
    let start = r#""steps": 5, "start": [0.1, 0.2, -0.3]"#;
    all.push(experiment(&format!(r#"{two}, "hidden_layer_sizes": []}}"#), start, &adam(r#", "batch_size": 30"#)));
    all.push(experiment(&format!(r#"{two}, "hidden_layer_sizes": []}}"#), start, &sgd(0.2, "")));
    // Minds changed on the way.
    let step = r#""name": "StepLR", "step_size": 3, "gamma": 0.5"#;
    for (scheduler, changes) in [
        ("", r#"{"at": 4, "optimizer": {"name": "SGD", "lr": 0.02, "momentum": 0.9}}"#.to_string()),
        ("", r#"{"at": 0, "optimizer": {"name": "SGD", "lr": 0.02, "momentum": 0.9, "dampening": 0.5}}"#.to_string()),
        (
            "",
            r#"{"at": 2, "optimizer": {"name": "SGD", "lr": 0.02, "momentum": 0.9, "dampening": 0.5}},
            {"at": 5, "optimizer": {"name": "SGD", "lr": 0.02}},
            {"at": 8, "optimizer": {"name": "SGD", "lr": 0.02, "momentum": 0.8, "nesterov": true}}"#
                .to_string(),
        ),
        (
            "",
            r#"{"at": 3, "optimizer": {"name": "Adam", "lr": 0.1}},
            {"at": 7, "optimizer": {"name": "Adam", "lr": 0.2, "amsgrad": true}},
            {"at": 9, "optimizer": {"name": "Adam", "lr": 0.1, "betas": [0.5, 0.9], "epsilon_hat": true}}"#
                .to_string(),
        ),
        ("", format!(r#"{{"at": 4, "scheduler": {{{step}}}}}, {{"at": 9, "scheduler": {{"name": "constant"}}}}"#)),
        (&format!(r#", "scheduler": {{{step}}}"#), r#"{"at": 5, "optimizer": {"name": "SGD", "lr": 0.02}}"#.into()),
        (&format!(r#", "scheduler": {{{step}}}"#), r#"{"at": 5, "optimizer": {"name": "Adam", "lr": 0.2}}"#.into()),
        (
            r#", "scheduler": {"name": "optimal"}"#,
            r#"{"at": 5, "optimizer": {"name": "SGD", "lr": 0.02}, "scheduler": {"name": "invscaling"}}"#.into(),
        ),
        (r#", "scheduler": {"name": "invscaling"}"#, r#"{"at": 5, "optimizer": {"name": "SGD", "lr": 0.02}}"#.into()),
    ] {
        all.push(experiment(bowl, r#""steps": 12"#, &sgd(0.1, &format!(r#"{scheduler}, "changes": [{changes}]"#))));
    }
    // Every optimizer of PyTorch takes over from another, and goes on with other arguments.
    for entry in optimizer::ENTRIES.iter().filter(|entry| changes_on_the_way(entry)) {
        for pair in few_settings(entry).windows(2) {
            let [first, second] = [&pair[0], &pair[1]].map(text);
            let changes = format!(
                r#"{{"at": 2, "optimizer": {first}}}, {{"at": 4, "optimizer": {second}}}, {{"at": 6, "optimizer": {first}}}"#
            );
            all.push(experiment(bowl, r#""steps": 8"#, &sgd(0.1, &format!(r#", "changes": [{changes}]"#))));
        }
    }
    // Every scheduler begins on the way, and is followed by another.
    for setting in scheduler::ENTRIES.iter().flat_map(|entry| settings(entry).into_iter().take(2)) {
        let changes = format!(
            r#"{{"at": 3, "scheduler": {}}}, {{"at": 8, "optimizer": {{"name": "SGD", "lr": 0.05}}, "scheduler": {{{step}}}}}"#,
            text(&setting)
        );
        all.push(experiment(bowl, r#""steps": 12"#, &sgd(0.1, &format!(r#", "changes": [{changes}]"#))));
    }
    // Those that multiply what they find go on under another optimizer.
    for scheduler in [
        r#"{"name": "LambdaLR", "lr_lambda": "1/(1+t/4)"}"#,
        r#"{"name": "MultiplicativeLR", "lr_lambda": "0.9"}"#,
        r#"{"name": "ReduceLROnPlateau", "patience": 0, "threshold": 0.5}"#,
    ] {
        let rest = format!(
            r#", "scheduler": {scheduler}, "changes": [{{"at": 5, "optimizer": {{"name": "Adam", "lr": 0.2}}}}]"#
        );
        all.push(experiment(bowl, r#""steps": 12"#, &sgd(0.1, &rest)));
    }
    let loss = format!(r#"{{"name": "log_loss", "data": {CLASSES}}}"#);
    let moves = format!(
        r#"{{"at": 1, "batch_size": 7}},
        {{"at": 3, "batch_size": 3, "scheduler": {{{step}, "interval": "step"}}}},
        {{"at": 4, "optimizer": {{"name": "SGD", "lr": 0.1, "momentum": 0.5}}}}"#
    );
    for (length, rest) in [
        (r#""epochs": 6"#, format!(r#", "batch_size": 16, "scheduler": {{{step}}}, "changes": [{moves}]"#)),
        (r#""steps": 12"#, format!(r#", "batch_size": 16, "changes": [{moves}]"#)),
        (
            r#""epochs": 6"#,
            r#", "batch_size": 1, "changes": [{"at": 2, "optimizer": {"name": "SGD", "lr": 0.01}}]"#.into(),
        ),
    ] {
        all.push(experiment(&loss, length, &sgd(0.05, &rest)));
    }
    let network = format!(r#"{two}, "hidden_layer_sizes": [3]}}"#);
    let resized = r#", "batch_size": 16, "changes": [{"at": 2, "batch_size": 5}]"#;
    all.push(experiment(&network, r#""epochs": 4"#, &sgd(0.2, resized)));
    all.push(experiment(&network, r#""steps": 9"#, &sgd(0.2, resized)));
    all
}

/// Whether PyTorch has it as one class, whose state outlives other arguments.
fn changes_on_the_way(entry: &Entry) -> bool {
    entry.source.starts_with("torch.optim.") && !["SGD", "Adam", "LBFGS", "Muon"].contains(&entry.name)
}

fn program(experiment: &Value) -> String {
    python(experiment, 0).unwrap_or_else(|wrong| panic!("{wrong}: {}", text(experiment)))
}

#[test]
fn the_recorded_programs_are_those_the_engine_writes() {
    common::provide_tables();
    let programs: Vec<(Value, String)> = experiments().into_iter().map(|e| (e.clone(), program(&e))).collect();
    // How record_python.py gets them.
    if let Some(path) = std::env::var_os("PROGRAMS") {
        let described = |(experiment, program): &(Value, String)| {
            Value::Map(vec![
                ("experiment".into(), experiment.clone()),
                ("program".into(), Value::Text(program.clone())),
            ])
        };
        std::fs::write(path, text(&Value::List(programs.iter().map(described).collect()))).unwrap();
        return;
    }
    let file = json(RECORDED);
    let recorded = list(file.get("runs"));
    for (run, (experiment, program)) in recorded.iter().zip(&programs) {
        assert_eq!(run.get("experiment"), Some(experiment), "another experiment is recorded; {TO_RECORD}");
        let Some(Value::Text(theirs)) = run.get("program") else { panic!("a run without a program") };
        assert_eq!(theirs, program, "another program is recorded for {}; {TO_RECORD}", text(experiment));
    }
    assert_eq!(recorded.len(), programs.len(), "not all programs are recorded; {TO_RECORD}");
}

#[test]
fn the_programs_print_what_the_engine_walks() {
    common::provide_tables();
    for recorded in list(json(RECORDED).get("runs")) {
        let described = recorded.get("experiment").unwrap();
        let trace = run::run(&common::parse(described).unwrap()).remove(0);
        let network = described.get("loss").unwrap().get("name") == Some(&Value::Text("mlp".into()));
        let tolerance = if network { 1e-9 } else { 1e-10 };
        let output = recorded.get("output").unwrap();
        let theirs = [numbers(output.get("loss")), numbers(output.get("params"))];
        let ours = [&trace.loss[..], trace.point(trace.records() - 1)];
        for (ours, theirs) in ours.into_iter().zip(&theirs) {
            assert_eq!(ours.len(), theirs.len(), "{}", text(described));
            for (i, (&ours, &theirs)) in ours.iter().zip(theirs).enumerate() {
                assert!(off(ours, theirs) <= tolerance, "{i}: {ours}, recorded {theirs}: {}", text(described));
            }
        }
    }
}

#[test]
fn every_entry_of_the_catalogue_has_a_recorded_program() {
    let recorded = text(json(RECORDED).get("runs").unwrap());
    let entries = [&loss_entries()[..], optimizer::ENTRIES, scheduler::ENTRIES, data::ENTRIES].concat();
    for entry in entries {
        let name = format!(r#"{{"name":"{}""#, entry.name);
        assert!(recorded.contains(&name), "{} has no recorded program; {TO_RECORD}", entry.name);
    }
}

#[test]
fn a_program_calls_what_of_pytorch_its_entry_names_as_its_source() {
    let bowl = r#"{"name": "bowl"}"#;
    let on_the_bowl = common::loss(bowl);
    let program = |optimizer: &Value, more: &str| {
        let ground = if fits(optimizer, on_the_bowl.as_ref()) { bowl } else { NETWORKS[0] };
        program(&experiment(ground, r#""steps": 2"#, &format!(r#"{{"optimizer": {}{more}}}"#, text(optimizer))))
    };
    let optimizers = optimizer::ENTRIES.iter().map(|entry| (entry, program(&settings(entry)[0], "")));
    let sgd = json(r#"{"name": "SGD", "lr": 0.1}"#);
    let scheduled = |setting: &Value| program(&sgd, &format!(r#", "scheduler": {}"#, text(setting)));
    let schedulers = scheduler::ENTRIES.iter().map(|entry| (entry, scheduled(&settings(entry)[0])));
    for (entry, program) in optimizers.chain(schedulers) {
        let named = entry.source.split(';').next().filter(|source| source.starts_with("torch.optim."));
        let called = |class: &str| program.contains(&format!("{class}("));
        let name = entry.name;
        let classes = ["torch.optim", "torch.optim.lr_scheduler"].map(|module| format!("{module}.{name}"));
        match named {
            Some(class) => assert!(called(class), "the source of {name} is {class}, which its program does not call"),
            None => assert!(
                !classes.iter().any(|class| called(class)),
                "the program of {name} calls a class of PyTorch by that name, which its source does not say: where \
                 PyTorch has none, its `impl Integration` needs a `python` of its own, else the source begins with it"
            ),
        }
    }
}

#[test]
fn scikit_learn_s_estimators_walk_where_they_do_the_same_and_pytorch_elsewhere() {
    let of = |loss: &str, length: &str, hiker: &str| program(&experiment(loss, length, hiker));
    let line = format!(r#"{{"name": "squared_error", "data": {POINTS}, "alpha": 0.5}}"#);
    let one = |lr: f64| sgd(lr, r#", "batch_size": 1"#);
    assert!(of(&line, r#""epochs": 3"#, &one(0.1)).contains("SGDRegressor("));
    assert!(of(&line, r#""epochs": 3"#, &one(2.1)).contains("SGDRegressor("));
    for (length, hiker) in [
        (r#""steps": 3"#, one(0.1)),
        (r#""epochs": 3, "start": [1, 1]"#, one(0.1)),
        (r#""epochs": 3"#, sgd(0.1, "")),
        // PyTorch's penalty is held back where scikit-learn's is.
        (r#""steps": 3"#, one(2.1)),
        // The estimator would stop with an error.
        (r#""epochs": 300"#, one(1.9)),
        (r#""epochs": 3"#, sgd(0.1, r#", "batch_size": 2"#)),
    ] {
        assert!(of(&line, length, &hiker).contains("torch.optim.SGD("), "{length} {hiker}");
    }
    // Its penalty is also held back where the rate grows too large within an epoch, and only there.
    let rising = |by: &str| {
        let schedule = format!(r#"{{"name": "LambdaLR", "lr_lambda": "{by}", "interval": "step"}}"#);
        of(&line, r#""epochs": 1"#, &sgd(1.5, &format!(r#", "batch_size": 1, "scheduler": {schedule}"#)))
    };
    assert!(rising("1+9*exp(-(t-3)^2)").contains("never pulls a weight past zero"));
    assert!(!rising("1/(1+t)").contains("never pulls a weight past zero"));
}

#[test]
fn nothing_but_the_catalogue_s_words_and_numbers_gets_into_a_program() {
    common::provide_tables();
    let wicked = Value::Text("\"); import os; os.abort() #".into());
    fn replaced(value: &Value, wicked: &Value, out: &mut Vec<Value>) {
        match value {
            Value::Map(pairs) => {
                for (key, item) in pairs {
                    let mut inner = vec![];
                    replaced(item, wicked, &mut inner);
                    out.extend(inner.into_iter().map(|item| with(value, key, item)));
                    let renamed = pairs.iter().map(|(k, item)| match (k == key, wicked) {
                        (true, Value::Text(name)) => (name.clone(), item.clone()),
                        _ => (k.clone(), item.clone()),
                    });
                    out.push(Value::Map(renamed.collect()));
                }
            }
            Value::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    let mut inner = vec![];
                    replaced(item, wicked, &mut inner);
                    out.extend(inner.into_iter().map(|new| {
                        let mut items = items.clone();
                        items[i] = new;
                        Value::List(items)
                    }));
                }
            }
            _ => {}
        }
        out.push(wicked.clone());
    }
    let mut tried = 0;
    let network = format!("{}, \"start\": [0.1, 0.2, 0.3, 0.4]", r#""epochs": 2"#);
    for (loss, length) in [
        (r#"{"name": "bowl", "a": 2}"#, r#""steps": 2, "start": [1, 2]"#),
        (
            r#"{"name": "mlp", "data": {"X": [[1], [2]], "y": [1, 2]}, "hidden_layer_sizes": [1], "activation": "tanh"}"#,
            &*network,
        ),
        (r#"{"name": "hinge", "data": {"name": "make_moons", "noise": 0.1}}"#, r#""epochs": 2"#),
    ] {
        let mut all = vec![];
        let hiker = r#"{"optimizer": {"name": "Adam", "lr": 1, "betas": [0.1, 0.2]}, "scheduler": {"name": "SequentialLR", "interval": "step", "milestones": [2], "schedulers": [{"name": "StepLR", "step_size": 2}, {"name": "LambdaLR", "lr_lambda": "a t", "a": 2}]}}"#;
        replaced(&experiment(loss, length, hiker), &wicked, &mut all);
        for experiment in all {
            assert!(python(&experiment, 0).is_err(), "{}", text(&experiment));
            tried += 1;
        }
    }
    assert!(tried > 80, "{tried}");
}

#[test]
fn a_hiker_that_is_not_there_is_named() {
    let bowl = experiment(r#"{"name": "bowl"}"#, r#""steps": 1"#, &sgd(0.1, ""));
    assert_eq!(python(&bowl, 1).unwrap_err().to_string(), "hiker is 1; allowed: a whole number in [0, 0].");
}

#[test]
fn a_change_of_mind_that_python_has_no_lines_for_is_said() {
    let said = |hiker: &str| {
        let changed = experiment(r#"{"name": "bowl"}"#, r#""steps": 9"#, hiker);
        python(&changed, 0).unwrap_err().to_string()
    };
    for (hiker, name) in [
        (sgd(0.1, r#", "changes": [{"at": 3, "optimizer": {"name": "Lion", "lr": 0.1}}]"#), "Lion"),
        (
            r#"{"optimizer": {"name": "Prodigy", "lr": 1}, "changes": [{"at": 3, "optimizer": {"name": "SGD", "lr": 0.1}}]}"#
                .into(),
            "Prodigy",
        ),
        (sgd(0.1, r#", "changes": [{"at": 3, "optimizer": {"name": "LBFGS", "lr": 0.1}}]"#), "LBFGS"),
    ] {
        let sentence = format!("A change of mind from or to {name} is not written in Python; ");
        assert!(said(&hiker).starts_with(&sentence), "{}", said(&hiker));
    }
    let goes_on = sgd(
        0.1,
        r#", "scheduler": {"name": "CyclicLR", "cycle_momentum": false},
            "changes": [{"at": 3, "optimizer": {"name": "SGD", "lr": 0.05}}]"#,
    );
    let sentence = "CyclicLR that goes on under another optimizer is not written in Python; ";
    assert!(said(&goes_on).starts_with(sentence), "{}", said(&goes_on));
}
