//! PyTorch's and scikit-learn's own numbers, recorded under tests/reference/, against ours: within 1e-10 relative to
//! max(1, |value|), networks within 1e-9, as far as a run is not chaotic.

use crate::common;
use crate::common::{json, list, number, numbers, off, text, with};
use learning_rate_playground::number::random::{Order, RandomState, SgdOrder};
use learning_rate_playground::number::{Lane, Real};
use learning_rate_playground::run::{Trace, run};
use learning_rate_playground::scheduler::{self, ScheduleContext, StepContext};
use learning_rate_playground::schema::Args;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::{data, optimizer};

const TOLERANCE: f64 = 1e-10;

/// The products of a network are summed in another order than in a linear algebra library.
const NETWORK_TOLERANCE: f64 = 1e-9;

/// Compares one recorded run with ours: how many records were compared, or where they part.
fn agree(recorded: &Value, description: &Value, tolerance: f64) -> Result<usize, String> {
    let part = |what: String| Err(format!("{what}: {}", text(description)));
    let trace: Trace = match common::parse(description) {
        Ok(experiment) => run(&experiment).remove(0),
        Err(wrong) => return part(wrong.to_string()),
    };
    let reliable = number(recorded.get("reliable").unwrap()) as usize;
    let records = numbers(recorded.get("records"));
    let at = recorded.get("at").map(|at| numbers(Some(at)));
    let mut compared = 0;
    for (k, record) in records.iter().map(|r| *r as usize).enumerate().filter(|(_, r)| *r <= reliable) {
        if record >= trace.records() {
            return part(format!("our run ended before record {record}"));
        }
        let point = trace.point(record);
        let ours = match &at {
            None => point.to_vec(),
            Some(at) => at.iter().map(|i| point[*i as usize]).collect(),
        };
        let theirs = numbers(Some(&list(recorded.get("params"))[k]));
        assert_eq!(ours.len(), theirs.len(), "{description}");
        let mut pairs: Vec<(&str, f64, f64)> =
            ours.into_iter().zip(theirs).map(|(ours, theirs)| ("parameter", ours, theirs)).collect();
        let recorded_at = |values| number(&list(Some(values))[k]);
        pairs.push(("loss", trace.loss[record], recorded_at(recorded.get("loss").unwrap())));
        pairs.extend(recorded.get("lr").map(|rates| ("lr", trace.lr[record], recorded_at(rates))));
        for (name, ours) in &trace.metrics {
            pairs.push((name, ours[record], recorded_at(recorded.get("metrics").unwrap().get(name).unwrap())));
        }
        if let Some((name, ours, theirs)) = pairs.into_iter().find(|(_, ours, theirs)| off(*ours, *theirs) > tolerance)
        {
            return part(format!("{name} at record {record}: {ours}, recorded {theirs}"));
        }
        compared += 1;
    }
    Ok(compared)
}

/// At least so many records are compared, and all agree.
fn assert_agreed(compared: impl Iterator<Item = Result<usize, String>>, least: usize) {
    assert_agreed_but(0, compared, least);
}

/// At least so many records are compared, and all runs agree but for at most `few`.
fn assert_agreed_but(few: usize, compared: impl Iterator<Item = Result<usize, String>>, least: usize) {
    let (agreed, parted): (Vec<_>, Vec<_>) = compared.partition(|one| one.is_ok());
    let parted: Vec<String> = parted.into_iter().filter_map(Result::err).collect();
    assert!(parted.len() <= few, "{} of {} part:\n{}", parted.len(), parted.len() + agreed.len(), parted.join("\n"));
    let compared: usize = agreed.into_iter().flatten().sum();
    assert!(compared >= least, "only {compared} records were compared");
}

fn all_agree(text: &str, key: &str, least: usize) {
    let file = json(text);
    let runs = list(file.get(key)).iter();
    assert_agreed(runs.map(|run| agree(run, run.get("experiment").unwrap(), TOLERANCE)), least);
}

#[test]
fn surfaces_are_pytorch_s_far_out_and_close_to_the_origin() {
    let file = json(include_str!("../reference/surfaces.json"));
    let (mut compared, mut parted) = (0, vec![]);
    for point in list(file.get("points")) {
        let named = point.get("loss").unwrap();
        let loss = common::loss(&text(named));
        let at = numbers(point.get("at"));
        let mut gradient = [0.0; 2];
        let value = loss.gradient(&at, &mut gradient);
        let theirs = [&[point.get("value").unwrap().clone()], list(point.get("gradient"))].concat();
        for (what, ours, theirs) in ["loss", "slope along x", "slope along y"]
            .into_iter()
            .zip([&[value][..], &gradient].concat())
            .zip(&theirs)
            .map(|((what, ours), theirs)| (what, ours, theirs))
        {
            // Null is what PyTorch does not say.
            let Value::Number(theirs) = theirs else { continue };
            compared += 1;
            let exact =
                if what == "loss" { off(ours, *theirs) } else { (ours - theirs).abs() / theirs.abs().max(1e-3) };
            if exact.is_nan() || exact > TOLERANCE {
                parted.push(format!("{} at {at:?}: {what} {ours}, recorded {theirs}", text(named)));
            }
        }
    }
    assert!(parted.is_empty(), "{} of {compared} part:\n{}", parted.len(), parted.join("\n"));
    assert!(compared >= 2400, "only {compared} numbers were compared");
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
        compared += agree(recorded, described, TOLERANCE).unwrap_or_else(|parted| panic!("{parted}"));
        if let Some(rates) = recorded.get("rates") {
            let trace = run(&common::parse(described).unwrap()).remove(0);
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
    let all = networks(text).into_iter();
    assert_agreed(all.map(|(run, described)| agree(&run, &described, NETWORK_TOLERANCE)), least);
}

#[test]
fn walks_drawn_at_random_are_the_libraries_own() {
    let file = json(include_str!("../reference/fuzz.json"));
    let runs = list(file.get("runs"));
    assert!(runs.len() >= 600, "{} were drawn", runs.len());
    let compare = |run: &&Value| {
        let described = run.get("experiment").unwrap();
        let is_network = described.get("loss").unwrap().get("name") == Some(&Value::Text("mlp".into()));
        agree(run, described, if is_network { NETWORK_TOLERANCE } else { TOLERANCE })
    };
    let (by_muon, others): (Vec<&Value>, Vec<&Value>) = runs.iter().partition(|run| text(run).contains("\"Muon\""));
    assert_agreed(others.iter().map(compare), 3500);
    // A sum of products of bfloat16 can lie on a tie, where the order of a long sum decides what it is rounded to.
    assert_agreed_but(1, by_muon.iter().map(compare), 350);
}

#[test]
fn optimizers_that_see_matrices_walk_on_networks_as_in_pytorch() {
    networks_agree(include_str!("../reference/torch_networks.json"), 100);
}

#[test]
fn a_network_takes_the_samples_in_the_same_order_from_a_start_of_one_s_own() {
    for (recorded, description) in networks(include_str!("../reference/sklearn_mlp.json")) {
        let drawn = run(&common::parse(&description).unwrap()).remove(0);
        let start = Value::List(drawn.point(0).iter().copied().map(Value::Number).collect());
        let given = run(&common::parse(&with(&description, "start", start)).unwrap()).remove(0);
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
fn a_warm_up_from_zero_leaves_prodigy_as_it_is_in_its_first_step() {
    // prodigyopt 1.1.2 under LambdaLR.
    let trace = common::run(
        r#"{"loss": {"name": "bowl"}, "start": [1.5, -1], "steps": 40, "hikers": [{
            "optimizer": {"name": "Prodigy", "lr": 1, "d0": 0.01},
            "scheduler": {"name": "LambdaLR", "lr_lambda": "min(1, t/10)"}}]}"#,
    )
    .remove(0);
    assert_eq!(trace.point(1), [1.5, -1.0]);
    let [x, y] = trace.point(2) else { unreachable!() };
    assert_eq!(format!("{x:.10} {y:.10} {:.4}", trace.loss[40]), "1.4968377230 -0.9968377224 0.0392");
}

#[test]
fn a_penalty_times_the_rate_above_one_stops_the_weights_at_zero_as_in_scikit_learn() {
    let line = |length: &str, lr: f64, hiker: &str| {
        let data = r#"{"name": "make_regression", "n_samples": 6, "n_features": 1, "noise": 1, "random_state": 1}"#;
        let hiker = format!(r#"{{"optimizer": {{"name": "SGD", "lr": {lr}}}, "batch_size": 1{hiker}}}"#);
        common::run(&format!(
            r#"{{"loss": {{"name": "squared_error", "data": {data}, "alpha": 2}}, {length}, "hikers": [{hiker}]}}"#
        ))
        .remove(0)
    };
    // SGDRegressor(eta0=0.6, alpha=2, random_state=0) after an epoch.
    let [weight, intercept] = line(r#""epochs": 1"#, 0.6, "").point(1).to_vec()[..] else { unreachable!() };
    assert_eq!(format!("{weight:.4} {intercept:.4}"), "36.4752 -28.8912");
    // A schedule, and a change of the rate on the way, come to the same walk.
    let plain = line(r#""steps": 9"#, 0.6, "");
    let scheduled =
        line(r#""steps": 9"#, 1.2, r#", "scheduler": {"name": "ConstantLR", "factor": 0.5, "total_iters": 99}"#);
    let changed = line(r#""steps": 9"#, 0.6, r#", "changes": [{"at": 3, "optimizer": {"name": "SGD", "lr": 0.6}}]"#);
    assert_eq!(scheduled.params, plain.params);
    assert_eq!(changed.params, plain.params);
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
