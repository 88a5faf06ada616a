//! What holds of verdicts over all rates.

use crate::common::{experiment, losses, of_data};
use learning_rate_playground::run::verdict::Kind;
use learning_rate_playground::sweep::rates::{Outcome, sweep};
use std::collections::BTreeSet;

const RATES: usize = 240;

/// What plain SGD does at rates from 1e-5 to 10.
fn sgd(loss: &str, steps: usize) -> Vec<(f64, Outcome)> {
    let hikers = r#"[{"optimizer": {"name": "SGD", "lr": 1}}]"#;
    let described = experiment(&format!(r#"{{"loss": {loss}, "steps": {steps}, "hikers": {hikers}}}"#));
    let rates: Vec<f64> = (0..RATES).map(|k| 10_f64.powf(-5.0 + 6.0 * k as f64 / (RATES - 1) as f64)).collect();
    let outcomes = sweep(&described, &rates).unwrap();
    rates.into_iter().zip(outcomes).collect()
}

/// The surfaces and typed formulas.
fn of_two_variables() -> impl Iterator<Item = (&'static str, String)> {
    losses().into_iter().filter(|(_, description)| !of_data(description))
}

#[test]
fn on_a_quadratic_rates_rise_from_crawls_to_arrives_to_bounces_to_thrown_out() {
    let quadratics = [
        r#"{"name": "bowl"}"#,
        r#"{"name": "booth"}"#,
        r#"{"name": "matyas"}"#,
        r#"{"name": "formula", "f": "x^2 + 10*y^2"}"#,
        r#"{"name": "formula", "f": "0.5*x^2 + 50*y^2 + x*y - 3"}"#,
        r#"{"name": "squared_error", "data": {"name": "make_regression", "n_features": 1, "random_state": 3}}"#,
    ];
    let rank =
        |kind| [Kind::TooSlow, Kind::Converged, Kind::Oscillating, Kind::Diverged].iter().position(|&k| k == kind);
    for loss in quadratics {
        for steps in [60, 200] {
            let ranks: Vec<_> =
                sgd(loss, steps).into_iter().map(|(lr, outcome)| (rank(outcome.kind).expect(loss), lr)).collect();
            let falls = ranks.windows(2).find(|pair| pair[1].0 < pair[0].0);
            assert!(falls.is_none(), "{loss}, {steps} steps: {falls:?}");
            assert!(ranks[0].0 == 0 && ranks[RATES - 1].0 == 3, "{loss}");
        }
    }
}

/// Where plain SGD may crawl at a rate above one at which it bounces.
const EXCEPTIONS: [&str; 5] = [
    "rosenbrock",        // flung out first, it crawls back along the canyon
    "cliff",             // chaos beyond the limit
    "schaffer_n2",       // the same
    "plateau",           // a bounce may end on the plateau
    "freudenstein_roth", // another valley catches the walk
];

#[test]
fn nothing_crawls_between_the_rates_that_bounce_and_those_that_are_thrown_out() {
    let mut exceptions = BTreeSet::new();
    for (name, loss) in of_two_variables() {
        for steps in [60, 200] {
            let all = sgd(&loss, steps);
            let first = |kind| all.iter().position(|(_, outcome)| outcome.kind == kind).unwrap_or(RATES);
            let between = first(Kind::Oscillating)..first(Kind::Diverged);
            for (lr, _) in all.get(between).unwrap_or_default().iter().filter(|(_, o)| o.kind == Kind::TooSlow) {
                assert!(EXCEPTIONS.contains(&name), "{name} crawls at {lr}, {steps} steps");
                exceptions.insert(name);
            }
        }
    }
    assert_eq!(exceptions, BTreeSet::from(EXCEPTIONS));
}

#[test]
fn a_walk_that_has_arrived_has_still_arrived_after_twice_the_steps_or_is_not_praised_for_moving_on() {
    for (name, loss) in of_two_variables() {
        let (half, whole) = (sgd(&loss, 60), sgd(&loss, 120));
        for ((lr, before), (_, after)) in half.iter().zip(&whole) {
            if before.kind == Kind::Converged && after.kind == Kind::Converged {
                assert!((after.done - before.done).abs() < 0.02, "{name}, {lr}: {before:?} {after:?}");
            }
        }
    }
}
