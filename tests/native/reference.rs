//! PyTorch's and scikit-learn's own numbers, recorded under tests/reference/, against ours: within 1e-10 relative to
//! max(1, |value|), networks within 1e-9, as far as a run is not chaotic.

use crate::common;
use crate::common::{json, list, number, numbers, off, with};
use learning_rate_playground::number::random::{Order, RandomState, SgdOrder};
use learning_rate_playground::number::{Lane, Real};
use learning_rate_playground::run::{Trace, run};
use learning_rate_playground::scene::experiment::Experiment;
use learning_rate_playground::scheduler::{self, ScheduleContext, StepContext};
use learning_rate_playground::schema::Args;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::{data, optimizer};

const TOLERANCE: f64 = 1e-10;

/// The products of a network are summed in another order than in a linear algebra library.
const NETWORK_TOLERANCE: f64 = 1e-9;

/// Compares one recorded run with ours.
fn agree(recorded: &Value, description: &Value, tolerance: f64) -> usize {
    let trace: Trace = run(&Experiment::parse(description).unwrap_or_else(|w| panic!("{w}: {description}"))).remove(0);
    let reliable = number(recorded.get("reliable").unwrap()) as usize;
    let records = numbers(recorded.get("records"));
    let mut compared = 0;
    for (k, record) in records.iter().map(|r| *r as usize).enumerate().filter(|(_, r)| *r <= reliable) {
        let same = |name: &str, ours: f64, theirs: f64| {
            assert!(
                off(ours, theirs) <= tolerance,
                "{name} at record {record}: {ours}, recorded {theirs}: {description:?}"
            );
        };
        assert!(record < trace.records(), "our run ended before record {record}: {description:?}");
        for (ours, theirs) in trace.point(record).iter().zip(numbers(Some(&list(recorded.get("params"))[k]))) {
            same("parameter", *ours, theirs);
        }
        same("loss", trace.loss[record], number(&list(recorded.get("loss"))[k]));
        if let Some(rates) = recorded.get("lr") {
            same("lr", trace.lr[record], number(&list(Some(rates))[k]));
        }
        for (name, ours) in &trace.metrics {
            same(name, ours[record], number(&list(recorded.get("metrics").unwrap().get(name))[k]));
        }
        compared += 1;
    }
    compared
}

fn all_agree(text: &str, key: &str, least: usize) {
    let file = json(text);
    let compared: usize =
        list(file.get(key)).iter().map(|run| agree(run, run.get("experiment").unwrap(), TOLERANCE)).sum();
    assert!(compared >= least, "only {compared} records were compared");
}

#[test]
fn sgd_and_adam_walk_as_in_pytorch() {
    all_agree(include_str!("../reference/torch_optimizers.json"), "runs", 4000);
}

#[test]
fn the_other_optimizers_walk_as_in_pytorch() {
    all_agree(include_str!("../reference/torch_optimizers_more.json"), "runs", 4000);
}

#[test]
fn optax_s_optimizers_walk_as_in_optax() {
    all_agree(include_str!("../reference/optax_optimizers.json"), "runs", 900);
}

#[test]
fn optimizers_without_rate_or_schedule_walk_as_in_their_authors_packages() {
    all_agree(include_str!("../reference/authors_optimizers.json"), "runs", 1400);
}

#[test]
fn newton_s_method_walks_by_pytorch_s_second_derivatives() {
    all_agree(include_str!("../reference/newton.json"), "runs", 250);
}

#[test]
fn scheduled_walks_are_those_of_pytorch() {
    all_agree(include_str!("../reference/torch_schedulers.json"), "walks", 40);
}

/// Of the walks those by an optimizer that is there.
#[test]
fn walks_by_pytorch_s_other_schedulers_are_pytorch_s() {
    let file = json(MORE_SCHEDULERS);
    let mut compared = 0;
    for recorded in list(file.get("walks")) {
        let described = recorded.get("experiment").unwrap();
        if !known(described) {
            continue;
        }
        compared += agree(recorded, described, TOLERANCE);
        if let Some(rates) = recorded.get("rates") {
            let trace = run(&Experiment::parse(described).unwrap()).remove(0);
            let reliable = number(recorded.get("reliable").unwrap()) as usize;
            for (t, theirs) in numbers(Some(rates)).into_iter().enumerate().take(reliable + 1) {
                assert!(off(trace.lr[t], theirs) <= 1e-13, "{described} at {t}: {}, recorded {theirs}", trace.lr[t]);
            }
        }
    }
    assert!(compared >= 270, "only {compared} records were compared");
}

const MORE_SCHEDULERS: &str = include_str!("../reference/torch_schedulers_more.json");

/// Whether all that is named in it is in the catalogue.
fn known(described: &Value) -> bool {
    let entries = learning_rate_playground::optimizer::ENTRIES.iter().chain(scheduler::ENTRIES);
    let names: Vec<&str> = entries.map(|entry| entry.name).collect();
    match described {
        Value::Map(pairs) => pairs.iter().all(|(key, value)| match value {
            Value::Text(name) if key == "name" => names.contains(&name.as_str()),
            value => key == "loss" || known(value),
        }),
        Value::List(items) => items.iter().all(known),
        _ => true,
    }
}

#[test]
fn sgd_on_data_walks_as_in_scikit_learn_and_pytorch() {
    all_agree(include_str!("../reference/sklearn_sgd.json"), "runs", 200);
}

/// Recorded networks, each with its experiment, whose data is written once for several.
fn networks(text: &str) -> Vec<(Value, Value)> {
    let file = json(text);
    let table = |name: &Value| {
        let table = list(file.get("tables")).iter().find(|table| table.get("name") == Some(name)).unwrap();
        let part = |key: &str| (key.to_string(), table.get(key).unwrap().clone());
        Value::Map(vec![part("X"), part("y")])
    };
    let described = |run: &Value| {
        let experiment = run.get("experiment").unwrap();
        let loss = with(experiment.get("loss").unwrap(), "data", table(run.get("data").unwrap()));
        (run.clone(), with(experiment, "loss", loss))
    };
    list(file.get("runs")).iter().map(described).collect()
}

#[test]
fn networks_start_and_walk_as_in_scikit_learn() {
    networks_agree(include_str!("../reference/sklearn_mlp.json"), 70);
}

fn networks_agree(text: &str, least: usize) {
    let agreed = networks(text).into_iter().map(|(run, described)| agree(&run, &described, NETWORK_TOLERANCE));
    let compared: usize = agreed.sum();
    assert!(compared >= least, "only {compared} records were compared");
}

#[test]
fn optimizers_that_see_matrices_walk_on_networks_as_in_pytorch() {
    networks_agree(include_str!("../reference/torch_networks.json"), 100);
}

#[test]
fn a_network_takes_the_samples_in_the_same_order_from_a_start_of_one_s_own() {
    for (recorded, description) in networks(include_str!("../reference/sklearn_mlp.json")) {
        let drawn = run(&Experiment::parse(&description).unwrap()).remove(0);
        let start = Value::List(drawn.point(0).iter().copied().map(Value::Number).collect());
        let given = run(&Experiment::parse(&with(&description, "start", start)).unwrap()).remove(0);
        assert_eq!(drawn.params, given.params, "{}", recorded.get("data").unwrap());
    }
}

#[test]
fn linear_models_walk_sample_by_sample_as_in_scikit_learn() {
    all_agree(include_str!("../reference/sklearn_linear.json"), "runs", 400);
}

#[test]
fn the_course_s_rate_of_one_hundredth_gives_the_course_s_losses() {
    let text = r#"{"loss": {"name": "squared_error", "data": {"name": "make_regression", "n_samples": 500,
        "n_features": 1, "noise": 20, "random_state": 42}}, "epochs": 100, "seed": 42,
        "hikers": [{"optimizer": {"name": "SGD", "lr": 0.01}, "batch_size": 1}]}"#;
    let trace = common::run(text).remove(0);
    let (_, mse) = &trace.metrics[0];
    assert_eq!(format!("{:.4} {:.4}", mse[1], mse[100]), "403.6456 395.5730");
}

#[test]
fn schedulers_give_pytorch_s_rates() {
    let files = [include_str!("../reference/torch_schedulers.json"), MORE_SCHEDULERS].map(json);
    let mut compared = 0;
    for recorded in
        files.iter().flat_map(|file| list(file.get("runs"))).filter(|run| known(run.get("scheduler").unwrap()))
    {
        compared += 1;
        let rates = numbers(recorded.get("rates"));
        let momentum = recorded.get("momentum").map(|momentum| numbers(Some(momentum)));
        let description = recorded.get("scheduler").unwrap();
        let args = Args::parse("scheduler", "scheduler", description, scheduler::ENTRIES).unwrap();
        let base = number(recorded.get("lr").unwrap());
        let mut ours = scheduler::build(&args, &ScheduleContext::new(rates.len() - 1, base));
        let (lanes, mut lane) = ([Lane::constant(base)], [Lane::constant(base)]);
        for (t, theirs) in rates.into_iter().enumerate() {
            ours.advance(
                t,
                &mut lane,
                &StepContext { lr: &lanes, base: &lanes, loss: &[], initial: t == 0, alone: true },
            );
            let rate = lane[0][0];
            assert!((rate - theirs).abs() <= 1e-13 * base, "{description} at {t}: {rate}, recorded {theirs}");
            if let Some(momentum) = &momentum {
                let set = ours.momentum().expect("it cycles it");
                assert!(
                    (set - momentum[t]).abs() <= 1e-13,
                    "{description} at {t}: momentum {set}, recorded {}",
                    momentum[t]
                );
            }
        }
    }
    assert!(compared >= 100, "only {compared} were compared");
}

#[test]
fn every_optimizer_and_scheduler_has_a_reference() {
    let recorded = [
        include_str!("../reference/torch_optimizers.json"),
        include_str!("../reference/torch_schedulers.json"),
        include_str!("../reference/torch_optimizers_more.json"),
        include_str!("../reference/torch_networks.json"),
        include_str!("../reference/optax_optimizers.json"),
        include_str!("../reference/authors_optimizers.json"),
        include_str!("../reference/newton.json"),
        MORE_SCHEDULERS,
        include_str!("../reference/sklearn_sgd.json"),
        include_str!("../reference/sklearn_linear.json"),
    ];
    let entries = optimizer::ENTRIES.iter().chain(scheduler::ENTRIES);
    for entry in entries.filter(|e| e.name != "constant") {
        let name = format!("\"name\":\"{}\"", entry.name);
        assert!(
            recorded.iter().any(|text| text.contains(&name)),
            "{name} has no recorded reference: add it to a script in tests/reference/ and run that."
        );
    }
}

#[test]
fn every_entry_has_a_formula_a_source_and_help_for_each_argument() {
    let losses = learning_rate_playground::scene::loss_entries();
    for entry in losses.iter().chain(optimizer::ENTRIES).chain(scheduler::ENTRIES).chain(data::ENTRIES) {
        let name = entry.name;
        assert!(!entry.formula.is_empty(), "{name} has no formula: write it in LaTeX into its ENTRY.");
        assert!(entry.source.len() > 10, "{name} has no source: name the paper or the library in its ENTRY.");
        assert!(entry.help.ends_with('.'), "{name} has no help: say in its ENTRY in a sentence what it does.");
        for arg in entry.args {
            let of = format!("{name}.{}", arg.name);
            assert!(arg.help.ends_with('.'), "{of} has no help: say in its ENTRY in a sentence what more and less do.");
        }
    }
}

#[test]
fn random_draws_are_numpy_s() {
    let file = json(include_str!("../reference/numpy_random.json"));
    for draw in list(file.get("draws")) {
        let seed = number(draw.get("seed").unwrap()) as u32;
        let fresh = || RandomState::new(seed);
        let mut random = fresh();
        for theirs in numbers(draw.get("double")) {
            assert_eq!(random.double(), theirs);
        }
        let mut random = fresh();
        for theirs in numbers(draw.get("standard_normal")) {
            assert!(off(random.normal(), theirs) <= 1e-15);
        }
        let order: Vec<f64> = fresh().permutation(10).into_iter().map(|i| i as f64).collect();
        assert_eq!(order, numbers(draw.get("permutation_10")));
        let mut random = fresh();
        for theirs in numbers(draw.get("randint_0_2147483647")) {
            assert_eq!(random.randint(0, 2147483647) as f64, theirs);
        }
        // A normal drawn in a pair outlives other draws.
        let mut random = fresh();
        let mixed = list(draw.get("normal_double_permutation4_normal"));
        assert!(off(random.normal(), number(&mixed[0])) <= 1e-15);
        assert_eq!(random.double(), number(&mixed[1]));
        let order: Vec<f64> = random.permutation(4).into_iter().map(|i| i as f64).collect();
        assert_eq!(order, numbers(Some(&mixed[2])));
        assert!(off(random.normal(), number(&mixed[3])) <= 1e-15);

        let orders = [SgdOrder::regressor(seed, 10), SgdOrder::classifier(seed, 10)];
        for (mut order, key) in orders.into_iter().zip(["sgd_regressor_orders_10", "sgd_classifier_orders_10"]) {
            for epoch in list(draw.get(key)) {
                let ours: Vec<f64> = order.next_epoch().iter().map(|&i| i as f64).collect();
                assert_eq!(ours, numbers(Some(epoch)), "{key} of seed {seed}");
            }
        }
    }
}
