//! Advice: the word on the rate, and remedies that do what they claim.

use crate::common::{experiment, fits, json, losses, settings, text};
use learning_rate_playground::optimizer;
use learning_rate_playground::run::{self, Trace, verdict::Kind};
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::sweep::advise::{Advice, Remedy, Word, advise};
use std::collections::BTreeSet;

fn described(loss: &str, rest: &str, optimizer: &str) -> Value {
    let loss = if loss.starts_with('{') { loss.into() } else { format!(r#"{{"name": "formula", "f": "{loss}"}}"#) };
    json(&format!(r#"{{"loss": {loss}, {rest}, "hikers": [{{"optimizer": {optimizer}}}]}}"#))
}

fn advice(description: &Value) -> Advice {
    advise(description, 0).unwrap_or_else(|fault| panic!("{fault}"))
}

fn walk(description: &Value) -> Trace {
    run::run(&crate::common::parse(description).unwrap()).remove(0)
}

fn sgd(lr: f64) -> String {
    format!(r#"{{"name": "SGD", "lr": {lr:e}}}"#)
}

fn texts(advice: &Advice) -> Vec<String> {
    advice.remedies.iter().map(|remedy| remedy.said.to_string()).collect()
}

#[track_caller]
fn remedy<'a>(advice: &'a Advice, code: &str) -> &'a Remedy {
    let found = advice.remedies.iter().find(|remedy| remedy.said.text.code == code);
    found.unwrap_or_else(|| panic!("no {code} in {:?}", texts(advice)))
}

fn arrives(remedy: &Remedy) -> bool {
    remedy.outcome.kind == Kind::Converged
}

const HOUSES: &str = r#"{"name": "squared_error", "alpha": 0, "data":
    {"X": [[2104, 5, 1, 45], [1416, 3, 2, 40], [1534, 3, 2, 30], [852, 2, 1, 36]], "y": [460, 232, 315, 178]}}"#;

#[test]
fn unscaled_houses_are_to_be_standardised() {
    for lr in [1e-7, 0.01] {
        let advice = advice(&described(HOUSES, r#""steps": 100"#, &sgd(lr)));
        let standardise = remedy(&advice, "standardise");
        assert!(arrives(standardise), "{lr}: {:?}", texts(&advice));
        let said = standardise.said.to_string();
        assert!(said.starts_with("Standardise the data, rate ") && said.contains(": arrives at step "), "{said}");
        let loss = standardise.experiment.get("loss").unwrap();
        assert_eq!(loss.get("standardize"), Some(&Value::Flag(true)));
        assert_eq!(loss.get("data"), json(HOUSES).get("data"));
    }
}

#[test]
fn a_rate_that_jumps_from_wall_to_wall_is_too_high_and_one_that_hardly_moves_too_low() {
    let high = advice(&described("x^2 + y^2", r#""start": [3, 0], "steps": 20"#, &sgd(1.0)));
    assert_eq!(high.word, Some(Word::TooHigh));
    assert!(arrives(remedy(&high, "another_rate")), "{:?}", texts(&high));
    let low = advice(&described("x^2 + y^2", r#""start": [3, 4], "steps": 8"#, &sgd(0.001)));
    assert_eq!(low.word, Some(Word::TooLow));
    assert!(arrives(remedy(&low, "another_rate")), "{:?}", texts(&low));
    // Thrown out, at whatever rate.
    let out = advice(&described("x^2 + y^2", r#""start": [3, 0], "steps": 20"#, &sgd(2.0)));
    assert_eq!(out.word, Some(Word::TooHigh));
}

#[test]
fn too_much_momentum_is_not_the_rate_s_fault() {
    let momentum = r#"{"name": "SGD", "momentum": 0.99, "lr": 1e-4}"#;
    let advice = advice(&described("0.05*x^2 + 5*y^2", r#""start": [-4, 1.5], "steps": 300"#, momentum));
    assert_eq!(advice.word, None);
    let less = remedy(&advice, "less_momentum");
    assert!(arrives(less), "{:?}", texts(&advice));
    assert!(less.said.to_string().contains("instead of 0.99"), "{}", less.said);
}

#[test]
fn where_the_loss_falls_without_end_nothing_is_said_of_falling_faster() {
    for lr in [0.001, 0.0215, 0.1, 3.0] {
        let advice = advice(&described(r#"{"name": "saddle"}"#, r#""steps": 100"#, &sgd(lr)));
        assert_eq!(advice.word, None);
        assert!(advice.remedies.is_empty(), "{lr}: {:?}", texts(&advice));
    }
    let line = advice(&described("-x", r#""steps": 100"#, &sgd(0.01)));
    assert!(line.word.is_none() && line.remedies.is_empty(), "{:?}", texts(&line));
}

#[test]
fn a_rate_that_arrives_about_as_soon_as_any_is_just_right_and_one_that_arrives_late_is_not() {
    let bowl = |lr: f64| advice(&described(r#"{"name": "bowl"}"#, r#""steps": 60"#, &sgd(lr)));
    let best = bowl(0.15);
    assert!(best.word == Some(Word::JustRight) && best.remedies.is_empty(), "{:?} {:?}", best.word, texts(&best));
    let late = bowl(0.05);
    assert_ne!(late.word, Some(Word::JustRight));
    let sooner = remedy(&late, "another_rate");
    assert!(sooner.said.to_string().contains(", not at "), "{}", sooner.said);
}

#[test]
fn a_walk_that_crawls_is_told_how_many_steps_it_takes() {
    // Neither a rate nor anything else serves both ways of this canyon in 20 steps.
    let advice = advice(&described("x^2 + 1000*y^2", r#""start": [3, 0.1], "steps": 20"#, &sgd(0.0009)));
    let longer = remedy(&advice, "walk_longer");
    assert!(arrives(longer), "{:?}", texts(&advice));
    let Some(Value::Number(steps)) = longer.experiment.get("steps") else { panic!("{}", longer.experiment) };
    assert!(*steps > 20.0 && longer.said.to_string().starts_with(&format!("{steps} steps, rate ")), "{}", longer.said);
}

const NOISY: &str = r#"{"name": "squared_error", "data":
    {"name": "make_regression", "n_samples": 64, "n_features": 2, "noise": 20, "random_state": 1}}"#;

#[test]
fn noise_is_stilled_by_larger_batches_or_a_rate_that_falls() {
    let noisy = json(&format!(
        r#"{{"loss": {NOISY}, "epochs": 20, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.4}}, "batch_size": 1}}]}}"#
    ));
    assert_eq!(walk(&noisy).verdict.kind, Kind::Oscillating);
    let advice = advice(&noisy);
    let codes: Vec<&str> = advice.remedies.iter().map(|remedy| remedy.said.text.code).collect();
    assert!(codes.contains(&"larger_batches"), "{:?}", texts(&advice));
    let all = texts(&advice);
    assert!(advice.remedies.iter().all(arrives), "{all:?}");
}

#[test]
fn all_else_in_the_experiment_stays_and_the_hiker_stands_alone() {
    // The rate that is changed is the last that is set.
    let given = |first: &str, second: &str| {
        json(&format!(
            r#"{{"seed": 3, "loss": {{"name": "bowl"}}, "steps": 60, "start": [-3, 2], "hikers": [{first}
                {{"scheduler": {{"name": "StepLR", "step_size": 40}}, "optimizer": {{"name": "SGD", "lr": 0.002}},
                "changes": [{{"at": 5, "optimizer": {second}}}, {{"at": 30, "scheduler": {{"name": "constant"}}}}]}}]}}"#
        ))
    };
    let other = r#"{"optimizer": {"name": "Adam", "lr": 0.2}},"#;
    let advice = advise(&given(other, r#"{"weight_decay": 0.001, "lr": 0.001, "name": "SGD"}"#), 1).unwrap();
    let rate = remedy(&advice, "another_rate");
    let lr = experiment(&text(&rate.experiment)).hikers[0].rate();
    let expected = given("", &format!(r#"{{"weight_decay": 0.001, "lr": {lr}, "name": "SGD"}}"#));
    assert_eq!(text(&rate.experiment), text(&expected));
    let adam = remedy(&advice, "take_adam");
    let lr = experiment(&text(&adam.experiment)).hikers[0].rate();
    assert_eq!(text(&adam.experiment), text(&given("", &format!(r#"{{"name": "Adam", "lr": {lr}}}"#))));
}

#[test]
fn of_a_rate_without_effect_nothing_is_said() {
    let given = json(
        r#"{"loss": {"name": "bowl"}, "steps": 60, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.1},
            "scheduler": {"name": "CyclicLR", "base_lr": 0.15, "max_lr": 0.16, "cycle_momentum": false}}]}"#,
    );
    let advice = advice(&given);
    assert_eq!(walk(&given).verdict.kind, Kind::Converged);
    assert_eq!(advice.word, None);
    assert!(advice.remedies.iter().all(|remedy| remedy.said.text.code != "another_rate"), "{:?}", texts(&advice));
}

#[test]
fn no_more_than_three_remedies_each_of_another_kind_the_quickest_first() {
    let advice = advice(&described(r#"{"name": "mountain"}"#, r#""steps": 60"#, &sgd(0.002)));
    let codes: Vec<&str> = advice.remedies.iter().map(|remedy| remedy.said.text.code).collect();
    assert_eq!(codes.len(), 3, "{:?}", texts(&advice));
    let mut once = codes.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), 3, "{:?}", texts(&advice));
    let steps: Vec<_> = advice.remedies.iter().map(|remedy| remedy.outcome.step.unwrap()).collect();
    assert!(steps.is_sorted(), "{:?}", texts(&advice));
}

#[test]
fn what_is_wrong_is_said() {
    let given = described(r#"{"name": "bowl"}"#, r#""steps": 60"#, &sgd(0.1));
    let fault = advise(&given, 1).map(|_| ()).unwrap_err();
    assert_eq!((fault.path(), fault.code()), ("hiker", "no_such_hiker"));
    let fault = advise(&described(r#"{"name": "bowl"}"#, r#""steps": 0"#, &sgd(0.1)), 0).map(|_| ()).unwrap_err();
    assert_eq!(fault.path(), "steps");
}

/// Better as the contract says: it arrives where the walk did not, or its last loss is lower.
fn is_better(remedy: &Trace, walk: &Trace) -> bool {
    let arrives = |trace: &Trace| trace.verdict.kind == Kind::Converged;
    arrives(remedy) && !arrives(walk) || remedy.loss[remedy.records() - 1] < walk.loss[walk.records() - 1]
}

#[test]
fn every_remedy_does_what_it_claims() {
    let (mut walks, mut told) = (0, 0);
    for (i, (name, loss)) in losses().into_iter().enumerate() {
        let made = crate::common::loss(&loss);
        for (k, entry) in optimizer::ENTRIES.iter().enumerate() {
            // A sample: each loss with SGD and one in eight of the others.
            let mut optimizer = settings(entry).remove(0);
            if (i + k) % 8 != 0 && k > 0 || !fits(&optimizer, made.as_ref()) {
                continue;
            }
            for lr in [1e-4, 3e-3, 0.05, 0.7, 20.0] {
                optimizer = optimizer.with("lr", Value::Number(lr));
                let given = described(&loss, r#""steps": 25"#, &text(&optimizer));
                let before = walk(&given);
                let advice = advice(&given);
                let place = || format!("{name}, {} at {lr}: {:?}", entry.name, texts(&advice));
                walks += 1;
                if advice.word == Some(Word::JustRight) {
                    assert_eq!(before.verdict.kind, Kind::Converged, "{}", place());
                }
                assert!(advice.remedies.len() <= 3, "{}", place());
                // Less momentum and more are one kind.
                let kinds: BTreeSet<_> = advice
                    .remedies
                    .iter()
                    .map(|remedy| remedy.said.text.code.trim_start_matches("less_").trim_start_matches("more_"))
                    .collect();
                assert_eq!(kinds.len(), advice.remedies.len(), "{}", place());
                for remedy in &advice.remedies {
                    told += 1;
                    let again = walk(&remedy.experiment);
                    let last = again.loss[again.records() - 1];
                    assert_eq!(
                        (again.verdict.kind, again.verdict.step, last.to_bits()),
                        (remedy.outcome.kind, remedy.outcome.step, remedy.outcome.loss.to_bits()),
                        "{}",
                        place()
                    );
                    assert!(is_better(&again, &before), "{}", place());
                    assert!(!matches!(again.verdict.kind, Kind::Oscillating | Kind::Diverged), "{}", place());
                    // What arrives in the time there was owes nothing to more of it.
                    let longer = remedy.said.text.code == "walk_longer";
                    assert!(!longer || again.verdict.step.is_none_or(|step| step > 25), "{}", place());
                    // How low a network can go is not known: to level off sooner is not to have arrived.
                    assert!(name != "mlp" || last < before.loss[before.records() - 1], "{}", place());
                }
            }
        }
    }
    assert!(walks > 500 && told > walks, "{told} remedies of {walks} walks");
}

#[test]
fn a_classifier_no_better_than_chance_is_no_remedy_and_not_just_right() {
    let circles =
        r#"{"name": "log_loss", "data": {"name": "make_circles", "n_samples": 200, "noise": 0.1, "random_state": 0}}"#;
    let at = |lr| advice(&described(circles, r#""epochs": 60"#, &sgd(lr)));
    assert!(at(1e-4).remedies.is_empty(), "{:?}", texts(&at(1e-4)));
    assert!([3.0, 8.0].iter().all(|&lr| at(lr).word != Some(Word::JustRight)));
}

#[test]
fn a_walk_that_its_schedule_has_stopped_is_to_do_without() {
    let plain = described("0.05*x^2 + 5*y^2", r#""start": [-4, 1.5], "steps": 100"#, &sgd(0.18));
    let Some(Value::List(hikers)) = plain.get("hikers") else { unreachable!() };
    let step = json(r#"{"name": "StepLR", "step_size": 10, "gamma": 0.1}"#);
    let advice = advice(&plain.with("hikers", Value::List(vec![hikers[0].with("scheduler", step)])));
    assert!(arrives(remedy(&advice, "without_schedule")), "{:?}", texts(&advice));
}

#[test]
fn a_walk_that_is_thrown_out_on_its_way_is_no_remedy_and_no_rate_worth_a_visit() {
    let adagrad =
        described("0.1*x^2 + 2*y^2", r#""start": [-5, -2], "steps": 20"#, r#"{"name": "Adagrad", "lr": 0.4}"#);
    let told = advice(&adagrad);
    assert!(!told.remedies.is_empty());
    for remedy in told.remedies {
        let loss = walk(&remedy.experiment).path.loss;
        assert!(loss.iter().all(|&l| l <= 10.0 * loss[0]), "{}", remedy.said.to_string());
    }
}

#[test]
fn of_a_network_the_remedy_that_ends_lowest_comes_first_and_a_plateau_is_not_just_right() {
    let xor = r#"{"name": "mlp", "data": {"X": [[0, 0], [0, 1], [1, 0], [1, 1]], "y": [0, 1, 1, 0]}, "alpha": 0,
        "hidden_layer_sizes": [2], "activation": "logistic"}"#;
    let told = advice(&described(xor, r#""steps": 2000"#, &sgd(0.293)));
    assert_ne!(told.word, Some(Word::JustRight));
    let losses: Vec<f64> = told.remedies.iter().map(|remedy| remedy.outcome.loss).collect();
    assert!(!losses.is_empty() && losses.is_sorted() && losses[0] < 0.1, "{:?}", texts(&told));
}
