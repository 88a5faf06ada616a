//! The largest curvature along a walk, against all curvatures where they can be had, and against what theory says of it.

use crate::common::{CLASSES, experiment};
use learning_rate_playground::loss::{Gradient, Loss};
use learning_rate_playground::number::linear_algebra::eigen;
use learning_rate_playground::optimizer::stable;
use learning_rate_playground::pause::at_once;
use learning_rate_playground::run::run;
use learning_rate_playground::run::sharpness::{self, Sharpness, by_hessian, by_products};
use learning_rate_playground::run::verdict::Kind;
use learning_rate_playground::scene::experiment::Experiment;

fn read(experiment: &Experiment) -> Sharpness {
    let trace = run(experiment).remove(0);
    at_once(sharpness::of(experiment, &experiment.hikers[0], &trace.path))
}

fn largest(hessian: &[f64], dim: usize) -> f64 {
    eigen(hessian, dim).0.into_iter().fold(f64::NEG_INFINITY, f64::max)
}

/// Column by column, from gradients on either side.
fn hessian(loss: &dyn Loss, at: &[f64]) -> Vec<f64> {
    let gradient = |i: usize, by: f64| {
        let mut beside = at.to_vec();
        beside[i] += by;
        let mut gradient = vec![0.0; at.len()];
        Gradient::<f64>::gradient(loss, &beside, &mut gradient);
        gradient
    };
    let column = |i: usize| gradient(i, 1e-5).into_iter().zip(gradient(i, -1e-5)).map(|(a, b)| (a - b) / 2e-5);
    (0..at.len()).flat_map(column).collect()
}

#[test]
fn curvatures_are_those_of_the_hessian() {
    let bowl = experiment(
        r#"{"loss": {"name": "bowl", "a": 3, "b": 7}, "steps": 4, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.1}}]}"#,
    );
    for lambda in read(&bowl).lambda {
        assert!((lambda - 7.0).abs() < 1e-12, "{lambda}");
    }
    let flowers = |name: &str, more: &str| {
        experiment(&format!(
            r#"{{"loss": {{"name": "{name}", "data": {{"name": "make_classification", "n_samples": 60, "n_features": 6, "random_state": 1}}{more}}},
                "epochs": 9, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.3}}}}]}}"#
        ))
    };
    let (layers, tanh) = (r#", "hidden_layer_sizes": [4, 3]"#, r#", "activation": "tanh""#);
    for experiment in [flowers("log_loss", ""), flowers("mlp", layers), flowers("mlp", &format!("{layers}{tanh}"))] {
        let loss = experiment.loss.as_ref();
        let trace = run(&experiment).remove(0);
        for record in [0, 4, 9] {
            let at = trace.point(record);
            let products = at_once(by_products(loss, at));
            let all = by_hessian(loss, at).unwrap_or_else(|| largest(&hessian(loss, at), at.len()));
            assert!((products - all).abs() < 1e-4 * all, "at {record} {products}, of the whole Hessian {all}");
        }
    }
}

#[test]
fn a_kink_close_by_is_not_taken_for_a_bend() {
    let network = |activation: &str| {
        experiment(&format!(
            r#"{{"loss": {{"name": "mlp", "data": {{"name": "make_moons", "n_samples": 60, "noise": 0.3, "random_state": 1}},
                "hidden_layer_sizes": [16], "activation": "{activation}", "standardize": true}},
                "epochs": 1500, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.5}}}}]}}"#
        ))
    };
    let lambda = read(&network("relu")).lambda;
    assert_eq!(lambda.len(), 100);
    for pair in lambda.windows(2) {
        assert!((pair[1] / pair[0]).abs() < 2.0, "{lambda:?}");
    }
}

#[test]
fn what_a_rate_can_bear_is_the_curvature_at_which_it_is_the_largest_stable_one() {
    for rest in [
        "",
        r#", "momentum": 0.9"#,
        r#", "momentum": 0.8, "nesterov": true"#,
        r#", "momentum": 0.5, "dampening": 0.3"#,
        r#", "weight_decay": 0.5"#,
    ] {
        let experiment = experiment(&format!(
            r#"{{"loss": {{"name": "bowl"}}, "steps": 9, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.1{rest}}},
                "scheduler": {{"name": "StepLR", "step_size": 3, "gamma": 0.5}}}}]}}"#
        ));
        let trace = run(&experiment).remove(0);
        let read = read(&experiment);
        assert_eq!(read.records, (0..=9).collect::<Vec<_>>());
        for (bearable, lr) in read.bearable.iter().zip(&trace.lr) {
            let rate = stable(&experiment.hikers[0].optimizer, *bearable).unwrap().rate;
            assert!((rate / lr - 1.0).abs() < 1e-12, "{rest}: {rate}, walked at {lr}");
        }
        let formula = read.formula.unwrap();
        assert!(formula.starts_with('2') && formula.contains('η'), "{formula}");
        assert_eq!(formula.contains("weight decay"), rest.contains("weight_decay"), "{formula}");
    }
}

#[test]
fn where_theory_is_silent_no_limit_is_drawn() {
    let of = |loss: &str, length: &str, hiker: &str| {
        read(&experiment(&format!(r#"{{"loss": {loss}, {length}, "hikers": [{hiker}]}}"#)))
    };
    let bowl = r#"{"name": "bowl"}"#;
    let adam = of(bowl, r#""steps": 5"#, r#"{"optimizer": {"name": "Adam", "lr": 0.1}}"#);
    assert!(adam.formula.is_none() && adam.bearable.iter().all(|one| one.is_nan()));
    assert!(adam.lambda.iter().all(|lambda| *lambda == 10.0));
    let data = format!(r#"{{"name": "log_loss", "data": {CLASSES}}}"#);
    let batches = of(&data, r#""epochs": 3"#, r#"{"optimizer": {"name": "SGD", "lr": 0.1}, "batch_size": 2}"#);
    assert!(batches.formula.is_none() && batches.lambda.iter().all(|lambda| *lambda > 0.0));
    // Only from when it changes to one that theory knows nothing of.
    let later = r#"{"optimizer": {"name": "SGD", "lr": 0.1}, "changes": [{"at": 3, "optimizer": {"name": "Adam", "lr": 0.1}}]}"#;
    let later = of(bowl, r#""steps": 5"#, later);
    assert_eq!(
        later.bearable.iter().map(|one| one.is_nan()).collect::<Vec<_>>(),
        [false, false, false, true, true, true]
    );
    assert!(later.formula.is_none());
}

/// Cohen et al. 2021: descent on a network sharpens the ground until 2/η, and hovers there while the loss goes down.
#[test]
fn plain_descent_on_a_network_settles_at_the_edge_of_stability() {
    let walk = |lr: f64| {
        let experiment = experiment(&format!(
            r#"{{"loss": {{"name": "mlp", "data": {{"name": "make_circles", "n_samples": 60, "noise": 0.3, "random_state": 1}},
                "hidden_layer_sizes": [8, 8], "activation": "tanh", "alpha": 0, "standardize": true}},
                "epochs": 1500, "hikers": [{{"optimizer": {{"name": "SGD", "lr": {lr}}}}}]}}"#
        ));
        let trace = run(&experiment).remove(0);
        let read = read(&experiment);
        let shares = read.lambda.iter().map(|lambda| lambda * lr / 2.0).collect::<Vec<f64>>();
        let (middle, last) = (trace.loss[750], trace.loss[1500]);
        assert!(last < middle, "the loss goes down: {middle}, {last}");
        shares
    };
    let shares = walk(0.5);
    assert!(shares[0] < 0.5, "it starts far below: {}", shares[0]);
    let mut late = shares[50..].to_vec();
    late.sort_by(f64::total_cmp);
    assert!((0.95..1.05).contains(&late[25]) && late[0] > 0.75 && late[49] < 1.25, "{late:?}");
    // At half the rate the ground may be sharper, and is.
    let slower = walk(0.25);
    assert!(slower[99] / 0.25 > 1.2 * late[25] / 0.5, "{slower:?}");
}

#[test]
fn the_mark_on_the_slider_is_where_the_largest_rate_of_the_schedule_is_the_limit() {
    use learning_rate_playground::run::stability;
    let at = |lr: f64, scheduler: &str| {
        let experiment = experiment(&format!(
            r#"{{"loss": {{"name": "bowl"}}, "steps": 400, "hikers": [{{"optimizer": {{"name": "SGD", "lr": {lr}}}, "scheduler": {scheduler}}}]}}"#
        ));
        let trace = run(&experiment).remove(0);
        let hiker = &experiment.hikers[0];
        let mark = stability::of(&experiment, hiker, &trace.path).map(|limit| limit.stable.rate);
        (
            mark.zip(stability::scale(&experiment, hiker, &trace.path)).map(|(rate, scale)| rate / scale),
            trace.verdict.kind,
        )
    };
    let halved = r#"{"name": "ConstantLR", "factor": 0.5, "total_iters": 1000}"#;
    let (mark, _) = at(0.1, halved);
    assert!((mark.unwrap() - 0.4).abs() < 1e-12, "{mark:?}");
    assert_eq!(at(0.39, halved).1, Kind::Converged);
    assert_eq!(at(0.41, halved).1, Kind::Diverged);
    let (mark, _) = at(0.1, r#"{"name": "StepLR", "step_size": 10, "gamma": 0.5}"#);
    assert!((mark.unwrap() - 0.2).abs() < 1e-12, "{mark:?}");
    // A schedule that does not go by the rate has no mark.
    assert_eq!(at(0.1, r#"{"name": "optimal"}"#).0, None);
}
