//! What theory knows of these walks in closed form, against what the engine does.

use crate::common;
use crate::common::{POINTS, experiment, loss, losses, of_data, run};
use learning_rate_playground::loss::{Gradient, Loss};
use learning_rate_playground::number::linear_algebra::eigen;
use learning_rate_playground::number::random::RandomState;
use learning_rate_playground::optimizer;
use learning_rate_playground::run::Trace;
use learning_rate_playground::run::stability::{self, Stability};
use learning_rate_playground::run::steepness::length;
use learning_rate_playground::run::verdict::Kind;
use learning_rate_playground::schema::Args;
use proptest::prelude::*;
use std::f64::consts::PI;

/// A walk on the bowl from (1, 1).
fn on_the_bowl(a: f64, b: f64, optimizer: &str, lr: f64, steps: usize) -> (Trace, Option<Stability>) {
    let experiment = experiment(&format!(
        r#"{{"loss": {{"name": "bowl", "a": {a}, "b": {b}}}, "start": [1, 1], "steps": {steps},
            "hikers": [{{"optimizer": {{"name": "SGD", "lr": {lr:e} {optimizer}}}}}]}}"#
    ));
    let trace = learning_rate_playground::run::run(&experiment).remove(0);
    let limit = stability::of(&experiment, &experiment.hikers[0], &trace);
    (trace, limit)
}

fn distance(trace: &Trace, record: usize) -> f64 {
    trace.point(record).iter().map(|p| p * p).sum::<f64>().sqrt()
}

/// Below the rate the walk arrives, above it is thrown out, and `stability::of` names the rate.
fn converges_if_and_only_if_below(rate: f64, a: f64, b: f64, optimizer: &str) {
    let (below, named) = on_the_bowl(a, b, optimizer, 0.99 * rate, 3000);
    assert_eq!(below.verdict.kind, Kind::Converged, "{optimizer} a {a} b {b}: {}", below.verdict.text);
    assert!(distance(&below, 3000) < 1e-3 * distance(&below, 0), "{optimizer} a {a} b {b}");
    let (above, _) = on_the_bowl(a, b, optimizer, 1.01 * rate, 3000);
    assert_eq!(above.verdict.kind, Kind::Diverged, "{optimizer} a {a} b {b}: {}", above.verdict.text);
    assert!(distance(&above, above.records() - 1) > 1e3 * distance(&above, 0), "{optimizer} a {a} b {b}");
    let named = named.expect("theory knows the bowl").stable.rate;
    assert!((named / rate - 1.0).abs() < 1e-9, "{optimizer} a {a} b {b}: {named}, by theory {rate}");
}

/// The rates of a schedule on 200 steps from a rate of 1.
fn rates(scheduler: &str) -> Vec<f64> {
    let trace = run(&format!(
        r#"{{"loss": {{"name": "bowl", "a": 0.1, "b": 0.1}}, "steps": 200,
            "hikers": [{{"optimizer": {{"name": "SGD", "lr": 1}}, "scheduler": {scheduler}}}]}}"#
    ));
    assert_eq!(trace[0].lr.len(), 201, "{scheduler}");
    trace[0].lr.clone()
}

#[track_caller]
fn is(rate: f64, expected: f64) {
    assert!((rate - expected).abs() < 1e-12, "{rate}, by theory {expected}");
}

#[track_caller]
fn are(rates: &[f64], expected: &[(usize, f64)]) {
    expected.iter().for_each(|&(t, expected)| is(rates[t], expected));
}

#[test]
fn half_way_down_the_cosine_the_rate_is_half_and_at_t_max_the_lowest() {
    let rates = rates(r#"{"name": "CosineAnnealingLR", "T_max": 80, "eta_min": 0.2}"#);
    are(&rates, &[(0, 1.0), (40, 0.6), (80, 0.2), (120, 0.6), (160, 1.0)]);
    assert!(rates[..80].is_sorted_by(|a, b| a > b) && rates[80..160].is_sorted());
}

#[test]
fn warm_restarts_come_back_to_the_whole_rate_at_t_0_and_then_after_waves_ever_longer() {
    let rates = rates(r#"{"name": "CosineAnnealingWarmRestarts", "T_0": 10, "T_mult": 2}"#);
    let whole: Vec<usize> = (0..=200).filter(|&t| rates[t] == 1.0).collect();
    assert_eq!(whole, [0, 10, 30, 70, 150]);
    are(&rates, &[(5, 0.5), (20, 0.5), (50, 0.5), (110, 0.5)]);
}

#[test]
fn a_cycle_peaks_at_max_lr_and_returns_to_base_lr() {
    let cycle = r#"{"name": "CyclicLR", "step_size_up": 10, "step_size_down": 30, "max_lr": 0.5, "base_lr": 0.1"#;
    let same_for_all = rates(&format!("{cycle}}}"));
    are(&same_for_all, &[(0, 0.1), (5, 0.3), (10, 0.5), (25, 0.3), (40, 0.1), (50, 0.5)]);
    let halved = rates(&format!(r#"{cycle}, "mode": "triangular2"}}"#));
    are(&halved, &[(10, 0.5), (50, 0.3), (90, 0.2), (130, 0.15)]);
    let falling = rates(&format!(r#"{cycle}, "mode": "exp_range", "gamma": 0.9}}"#));
    is(falling[50], 0.1 + 0.4 * libm::pow(0.9, 50.0));
    // Left out, they are the hiker's.
    let own = rates(r#"{"name": "CyclicLR", "step_size_up": 10}"#);
    are(&own, &[(0, 0.04), (10, 1.0), (20, 0.04)]);
}

#[test]
fn one_cycle_rises_from_a_25th_to_the_rate_and_falls_to_a_ten_thousandth_of_where_it_began() {
    let rates = rates(r#"{"name": "OneCycleLR"}"#);
    are(&rates, &[(0, 1.0 / 25.0), (59, 1.0), (199, 1.0 / 25.0 / 1e4)]);
    assert!(rates[..60].is_sorted() && rates[59..200].is_sorted_by(|a, b| a > b));
}

#[test]
fn cycled_momentum_goes_against_the_rate_and_shortens_the_walk_accordingly() {
    let walk = |scheduler: &str, momentum: &str| {
        run(&format!(
            r#"{{"loss": {{"name": "bowl"}}, "steps": 1, "start": [1, 0], "hikers": [{{"optimizer":
                {{"name": "SGD", "lr": 0.1, "nesterov": true, "momentum": {momentum}}}, "scheduler": {scheduler}}}]}}"#
        ))[0]
            .point(1)[0]
    };
    // The first step of Nesterov's goes 1 + momentum times as far as a plain one.
    let constant = r#""base_lr": 0.1, "max_lr": 0.1"#;
    is(walk(&format!(r#"{{"name": "CyclicLR", {constant}, "max_momentum": 0.75}}"#), "0.1"), 1.0 - 0.1 * 1.75);
    is(walk(&format!(r#"{{"name": "CyclicLR", {constant}, "cycle_momentum": false}}"#), "0.1"), 1.0 - 0.1 * 1.1);
}

#[test]
fn a_typed_formula_of_t_is_the_factor_of_the_rate_or_of_the_rate_before() {
    let lambda = rates(r#"{"name": "LambdaLR", "lr_lambda": "a^t + b", "a": 0.9, "b": 0.25}"#);
    let product = rates(r#"{"name": "MultiplicativeLR", "lr_lambda": "t / (t + 1)"}"#);
    for t in [0, 1, 2, 50, 200] {
        is(lambda[t], libm::pow(0.9, t as f64) + 0.25);
        is(product[t], 1.0 / (t + 1) as f64);
    }
    assert_eq!(lambda[0], 1.25, "at t = 0 too");
}

#[test]
fn in_a_sequence_each_schedule_begins_anew_at_its_milestone() {
    let rates = rates(
        r#"{"name": "SequentialLR", "milestones": [20, 100], "schedulers": [
            {"name": "LinearLR", "start_factor": 0.1, "total_iters": 20},
            {"name": "constant"}, {"name": "CosineAnnealingLR", "T_max": 100}]}"#,
    );
    are(&rates, &[(0, 0.1), (10, 0.55), (19, 0.955), (20, 1.0), (99, 1.0), (100, 1.0), (150, 0.5), (200, 0.0)]);
}

#[test]
fn chained_schedules_multiply() {
    let rates = rates(
        r#"{"name": "ChainedScheduler", "schedulers": [{"name": "ExponentialLR", "gamma": 0.99},
            {"name": "LinearLR", "start_factor": 0.5, "total_iters": 50}, {"name": "StepLR", "step_size": 60}]}"#,
    );
    for t in [0, 1, 25, 50, 59, 60, 130, 200] {
        let warm = 0.5 + 0.5 * (t as f64 / 50.0).min(1.0);
        is(rates[t], libm::pow(0.99, t as f64) * warm * libm::pow(0.1, (t / 60) as f64));
    }
}

#[test]
fn the_rate_drops_once_the_loss_has_stood_still_for_more_than_the_patience() {
    // On the ridge of the saddle nothing moves.
    let trace = run(
        r#"{"loss": {"name": "saddle"}, "start": [0, 0], "steps": 20, "hikers": [{"optimizer": {"name": "SGD", "lr": 1},
            "scheduler": {"name": "ReduceLROnPlateau", "patience": 3, "factor": 0.5, "cooldown": 2}}]}"#,
    );
    let lr = &trace[0].lr;
    // The first loss is better than none; then four are bad; then two of a cooldown and four bad ones.
    let drops: Vec<usize> = (1..lr.len()).filter(|&t| lr[t] != lr[t - 1]).collect();
    assert_eq!(drops, [5, 11, 17]);
    assert_eq!(lr[20], 0.125);
    let falling = run(r#"{"loss": {"name": "bowl"}, "steps": 20, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.01},
            "scheduler": {"name": "ReduceLROnPlateau", "patience": 0}}]}"#);
    assert!(falling[0].lr.iter().all(|&lr| lr == 0.01), "while the loss falls the rate stays");
}

#[test]
fn the_hiker_s_rate_has_no_effect_exactly_where_the_schedule_says_so() {
    let pair = |members: &str| format!(r#"{{"name": "SequentialLR", "milestones": [5], "schedulers": [{members}]}}"#);
    for (scheduler, ignores) in [
        (r#"{"name": "optimal"}"#.into(), true),
        (r#"{"name": "CosineAnnealingLR", "T_max": 9}"#.into(), false),
        (r#"{"name": "OneCycleLR"}"#.into(), false),
        (r#"{"name": "OneCycleLR", "max_lr": 0.3}"#.into(), true),
        (r#"{"name": "CyclicLR", "max_lr": 0.3}"#.into(), false),
        (r#"{"name": "CyclicLR", "max_lr": 0.3, "base_lr": 0.1}"#.into(), true),
        (r#"{"name": "SWALR", "swa_lr": 0.3}"#.into(), false),
        (r#"{"name": "SWALR", "swa_lr": 0.3, "anneal_epochs": 0}"#.into(), true),
        (r#"{"name": "ReduceLROnPlateau"}"#.into(), false),
        (pair(r#"{"name": "optimal"}, {"name": "constant"}"#), false),
        (pair(r#"{"name": "OneCycleLR", "max_lr": 0.3}, {"name": "ExponentialLR", "gamma": 0.9}"#), true),
        (pair(r#"{"name": "ExponentialLR", "gamma": 0.9}, {"name": "OneCycleLR", "max_lr": 0.3}"#), true),
        (pair(r#"{"name": "ExponentialLR", "gamma": 0.9}, {"name": "OneCycleLR"}"#), false),
    ] {
        let of = |lr: f64| {
            experiment(&format!(
                r#"{{"loss": {{"name": "bowl", "a": 0.1, "b": 0.1}}, "steps": 20,
                    "hikers": [{{"optimizer": {{"name": "SGD", "lr": {lr}}}, "scheduler": {scheduler}}}]}}"#
            ))
        };
        let rates = [0.1, 0.2].map(|lr| learning_rate_playground::run::run(&of(lr)).remove(0).lr.clone());
        assert_eq!(rates[0] == rates[1], ignores, "{scheduler}");
        assert_eq!(of(0.1).ignores_rate(&of(0.1).hikers[0]), ignores, "{scheduler}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn plain_descent_on_the_bowl_converges_if_and_only_if_the_rate_is_below_2_over_lambda_max(
        a in 0.2..20.0f64, b in 0.2..20.0f64,
    ) {
        converges_if_and_only_if_below(2.0 / a.max(b), a, b, "");
    }

    #[test]
    fn the_heavy_ball_converges_if_and_only_if_below_2_times_1_plus_beta_over_lambda_max(
        a in 0.2..20.0f64, b in 0.2..20.0f64, beta in 0.05..0.95f64,
    ) {
        converges_if_and_only_if_below(2.0 * (1.0 + beta) / a.max(b), a, b, &format!(r#", "momentum": {beta}"#));
    }

    #[test]
    fn nesterov_converges_if_and_only_if_below_its_smaller_limit(
        a in 0.2..20.0f64, b in 0.2..20.0f64, beta in 0.05..0.95f64,
    ) {
        let rate = 2.0 * (1.0 + beta) / ((1.0 + 2.0 * beta) * a.max(b));
        converges_if_and_only_if_below(rate, a, b, &format!(r#", "momentum": {beta}, "nesterov": true"#));
    }

    #[test]
    fn dampening_divides_the_limit_by_1_minus_tau(
        a in 0.2..20.0f64, b in 0.2..20.0f64, beta in 0.05..0.95f64, tau in -0.5..0.9f64,
    ) {
        let rate = 2.0 * (1.0 + beta) / ((1.0 - tau) * a.max(b));
        converges_if_and_only_if_below(rate, a, b, &format!(r#", "momentum": {beta}, "dampening": {tau}"#));
    }

    #[test]
    fn weight_decay_adds_to_lambda(
        a in 0.2..20.0f64, b in 0.2..20.0f64, decay in 0.01..5.0f64, beta in 0.05..0.95f64,
    ) {
        let lambda = a.max(b) + decay;
        converges_if_and_only_if_below(2.0 / lambda, a, b, &format!(r#", "weight_decay": {decay}"#));
        let momentum = format!(r#", "weight_decay": {decay}, "momentum": {beta}"#);
        converges_if_and_only_if_below(2.0 * (1.0 + beta) / lambda, a, b, &momentum);
        let rate = 2.0 * (1.0 + beta) / ((1.0 + 2.0 * beta) * lambda);
        converges_if_and_only_if_below(rate, a, b, &format!(r#"{momentum}, "nesterov": true"#));
    }

    #[test]
    fn each_step_multiplies_the_distance_by_1_minus_eta_lambda(lambda in 0.1..10.0f64, lr in 0.01..1.0f64) {
        let start = format!(r#""loss": {{"name": "bowl", "a": 0.05, "b": {lambda}}}, "start": [0, 1.5], "steps": 30"#);
        let trace = run(&format!(r#"{{{start}, "hikers": [{{"optimizer": {{"name": "SGD", "lr": {lr}}}}}]}}"#)).remove(0);
        for k in 0..30 {
            let factor = trace.point(k + 1)[1] / trace.point(k)[1];
            prop_assert!((factor - (1.0 - lr * lambda)).abs() < 1e-12, "{factor}");
        }
    }

    #[test]
    fn the_rate_2_over_lambda_min_plus_lambda_max_contracts_fastest(
        a in 0.2..20.0f64, b in 0.2..20.0f64, other in 0.05..1.95f64,
    ) {
        let best = 2.0 / (a + b);
        let furthest = |lr: f64| {
            let (trace, _) = on_the_bowl(a, b, "", lr, 8);
            trace.point(8).iter().map(|p| p.abs()).fold(0.0, f64::max)
        };
        let expected = ((a - b) / (a + b)).abs().powi(8);
        prop_assert!((furthest(best) - expected).abs() <= 1e-12 + 1e-9 * expected);
        prop_assert!(furthest(best) <= furthest(best * other) * (1.0 + 1e-9) + 1e-12);
    }
}

#[test]
fn a_diverged_walk_names_the_factor_and_the_limit() {
    let (trace, _) = on_the_bowl(1.0, 10.0, "", 0.3, 100);
    assert!(trace.verdict.text.contains("multiplied its distance from the valley by 2."), "{}", trace.verdict.text);
    assert!(trace.verdict.text.contains("2/λmax = 0.2."), "{}", trace.verdict.text);
}

#[test]
fn the_mountain_s_valleys_have_their_limits() {
    for (start, rate) in [("[-0.75, 1.05]", 0.4038), ("[-2, -1]", 1.2006)] {
        let experiment = experiment(&format!(
            r#"{{"loss": {{"name": "mountain"}}, "start": {start}, "steps": 60,
                "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.2}}}}]}}"#
        ));
        let trace = learning_rate_playground::run::run(&experiment).remove(0);
        let limit = stability::of(&experiment, &experiment.hikers[0], &trace).expect("it ends in a valley");
        assert!((limit.stable.rate - rate).abs() < 5e-5, "from {start}: {}", limit.stable.rate);
    }
}

#[test]
fn theory_is_silent_for_batches_adaptive_optimizers_growing_momentum_and_where_there_is_no_valley() {
    let silent = |loss: &str, hiker: &str| {
        let experiment = experiment(&format!(r#"{{"loss": {loss}, "steps": 20, "hikers": [{hiker}]}}"#));
        let trace = learning_rate_playground::run::run(&experiment).remove(0);
        stability::of(&experiment, &experiment.hikers[0], &trace).is_none()
    };
    let data = format!(r#"{{"name": "squared_error", "data": {POINTS}}}"#);
    let plain = r#""optimizer": {"name": "SGD", "lr": 0.05}"#;
    assert!(silent(&data, &format!(r#"{{{plain}, "batch_size": 49}}"#)));
    assert!(!silent(&data, &format!(r#"{{{plain}, "batch_size": 50}}"#)));
    assert!(!silent(&data, &format!("{{{plain}}}")));
    assert!(silent(r#"{"name": "bowl"}"#, r#"{"optimizer": {"name": "Adam", "lr": 0.05}}"#));
    assert!(silent(r#"{"name": "bowl"}"#, r#"{"optimizer": {"name": "SGD", "lr": 0.05, "momentum": 1}}"#));
    assert!(silent(r#"{"name": "saddle"}"#, &format!("{{{plain}}}")));
}

#[test]
fn theory_is_silent_at_the_tip_of_ackley_s_cone_and_speaks_in_its_side_valleys() {
    let limit_from = |start: &str| {
        let experiment = experiment(&format!(
            r#"{{"loss": {{"name": "ackley"}}, "start": {start}, "steps": 40, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.01}}}}]}}"#
        ));
        let trace = learning_rate_playground::run::run(&experiment).remove(0);
        stability::of(&experiment, &experiment.hikers[0], &trace).map(|limit| limit.stable.rate)
    };
    for start in ["[0.3, 0.2]", "[0.01, -0.3]", "[0, 0]"] {
        assert_eq!(limit_from(start), None, "from {start}");
    }
    assert!(limit_from("[1.1, 0.9]").is_some());
}

fn gradient(loss: &dyn Loss, at: &[f64]) -> Vec<f64> {
    let mut gradient = vec![0.0; at.len()];
    Gradient::<f64>::gradient(loss, at, &mut gradient);
    gradient
}

/// Whose minima are not single points but lie on lines.
const LINES: [&str; 2] = ["deep_linear", "cliff"];
/// Whose minimum lies on an edge, where there is no gradient.
const EDGED: &str = "bukin_n6";

#[test]
fn at_every_known_minimum_the_slope_is_zero_and_the_ground_rises_all_round() {
    // The hinge has kinks in its valley too.
    for (name, description) in losses().into_iter().filter(|(name, _)| ![EDGED, "hinge"].contains(name)) {
        let loss = loss(&description);
        for minimum in loss.minima() {
            let at = &minimum.at;
            let (curvatures, _) = eigen(&loss.hessian(at).unwrap(), at.len());
            let largest = curvatures.iter().copied().fold(0.0, f64::max);
            let least = if LINES.contains(&name) { -1e-9 } else { 1e-9 } * largest;
            assert!(largest > 0.0 && curvatures.iter().all(|&c| c > least), "{name} at {at:?}: {curvatures:?}");
            let steepness = length(&gradient(loss.as_ref(), at));
            let place = at.iter().map(|p| p.abs()).fold(1.0, f64::max);
            assert!(steepness <= 1e-13 * largest * place, "{name} at {at:?}: a gradient of {steepness}");
            assert_eq!(minimum.loss, Gradient::<f64>::value(loss.as_ref(), at), "{name}");
        }
    }
}

#[test]
fn around_a_minimum_on_an_edge_the_ground_rises_all_round() {
    let edged = loss(&format!(r#"{{"name": "{EDGED}"}}"#));
    let minimum = edged.minima().remove(0);
    let mut random = RandomState::new(0);
    for size in [1e-9, 1e-3, 1.0] {
        for _ in 0..1000 {
            let near: Vec<f64> = minimum.at.iter().map(|p| p + size * random.normal()).collect();
            assert!(Gradient::<f64>::value(edged.as_ref(), &near) > minimum.loss, "{near:?}");
        }
    }
    assert_eq!(gradient(edged.as_ref(), &minimum.at), [0.0, 0.0]);
}

/// Where the literature puts the lowest point of its domain and how low it is, to the digits it gives. Jamil and Yang,
/// A Literature Survey of Benchmark Functions for Global Optimization Problems, 2013; Surjanovic and Bingham, Virtual
/// Library of Simulation Experiments; for freudenstein_roth Moré, Garbow and Hillstrom, Testing Unconstrained
/// Optimization Software, 1981.
const PUBLISHED: [(&str, [f64; 2], f64, f64); 25] = [
    ("bowl", [0.0, 0.0], 0.0, 1e-15),
    ("rosenbrock", [1.0, 1.0], 0.0, 1e-15),
    ("himmelblau", [3.0, 2.0], 0.0, 1e-15),
    ("beale", [3.0, 0.5], 0.0, 1e-15),
    ("rastrigin", [0.0, 0.0], 0.0, 1e-14),
    ("ackley", [0.0, 0.0], 0.0, 1e-14),
    ("three_hump_camel", [0.0, 0.0], 0.0, 1e-15),
    ("styblinski_tang", [-2.903534, -2.903534], -78.33233140754282, 1e-6),
    ("booth", [1.0, 3.0], 0.0, 1e-15),
    ("matyas", [0.0, 0.0], 0.0, 1e-15),
    ("goldstein_price", [0.0, -1.0], 3.0, 1e-15),
    ("freudenstein_roth", [5.0, 4.0], 0.0, 1e-15),
    ("bukin_n6", [-10.0, 1.0], 0.0, 1e-15),
    ("mccormick", [-0.54719, -1.54719], -1.9133, 1e-4),
    ("six_hump_camel", [0.0898, -0.7126], -1.0316, 1e-4),
    ("branin", [-PI, 12.275], 0.397887, 1e-6),
    ("bohachevsky", [0.0, 0.0], 0.0, 1e-15),
    ("levy", [1.0, 1.0], 0.0, 1e-15),
    ("griewank", [0.0, 0.0], 0.0, 1e-15),
    ("schaffer_n2", [0.0, 0.0], 0.0, 1e-15),
    ("michalewicz", [2.20, 1.57], -1.8013, 5e-3),
    ("easom", [PI, PI], -1.0, 1e-15),
    ("cross_in_tray", [1.3494, 1.3494], -2.06261, 1e-4),
    ("plateau", [0.0, 0.0], 0.0, 1e-15),
    ("deep_linear", [1.0, 1.0], 0.0, 1e-15),
];

#[test]
fn the_lowest_points_are_the_published_ones() {
    for (name, at, lowest, digits) in PUBLISHED {
        let minimum = loss(&format!(r#"{{"name": "{name}"}}"#)).minima().remove(0);
        let off = minimum.at.iter().zip(at).map(|(ours, published)| (ours - published).abs()).fold(0.0, f64::max);
        assert!(off <= digits, "{name}: ours at {:?}, published at {at:?}", minimum.at);
        assert!((minimum.loss - lowest).abs() <= digits, "{name}: ours {}, published {lowest}", minimum.loss);
    }
    // Made for this playground, or without a lowest point that is a point.
    let others = ["mountain", "sharp_and_flat", "cliff", "saddle", "monkey_saddle", "formula"];
    let surfaces = losses().into_iter().filter(|(_, description)| !of_data(description));
    let rest: Vec<&str> =
        surfaces.map(|(name, _)| name).filter(|name| PUBLISHED.iter().all(|(known, ..)| known != name)).collect();
    assert_eq!(
        rest.iter().filter(|name| !others.contains(name)).count(),
        0,
        "no published minimum for one of {rest:?}"
    );
}

#[test]
fn further_minima_are_the_published_ones() {
    for (name, i, lowest) in [
        ("freudenstein_roth", 1, 48.9843),
        ("goldstein_price", 1, 30.0),
        ("goldstein_price", 2, 84.0),
        ("goldstein_price", 3, 840.0),
        ("branin", 1, 0.397887),
        ("branin", 2, 0.397887),
        ("six_hump_camel", 2, -0.2155),
        ("six_hump_camel", 4, 2.1043),
        ("mountain", 0, 0.759),
        ("mountain", 1, 2.124),
        ("sharp_and_flat", 0, 0.0),
        ("sharp_and_flat", 1, 0.0),
        ("cliff", 0, 0.0),
    ] {
        let minimum = loss(&format!(r#"{{"name": "{name}"}}"#)).minima().remove(i);
        assert!((minimum.loss - lowest).abs() < 5e-4, "{name}: ours {minimum:?}, published {lowest}");
    }
}

#[test]
fn a_floor_is_known_only_where_nothing_anywhere_is_lower() {
    let without: Vec<&str> = losses()
        .iter()
        .filter(|(_, description)| !of_data(description) && loss(description).floor().is_none())
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(without, ["saddle", "monkey_saddle", "mccormick", "michalewicz", "cross_in_tray"]);
    for (name, lower) in
        [("mccormick", [-9.0, -10.0]), ("michalewicz", [8.01, 1.57]), ("cross_in_tray", [801.0, 801.0])]
    {
        let loss = loss(&format!(r#"{{"name": "{name}"}}"#));
        let lowest = loss.minima().remove(0).loss;
        assert!(Gradient::<f64>::value(loss.as_ref(), &lower) < lowest, "{name}");
    }
}

#[test]
fn the_sharp_and_the_flat_minimum_have_the_curvatures_asked_for() {
    let both = loss(r#"{"name": "sharp_and_flat", "a": 50, "b": 0.5}"#);
    for (minimum, curvature) in both.minima().iter().zip([50.0, 0.5]) {
        assert!(minimum.global, "{minimum:?}");
        let hessian = both.hessian(&minimum.at).unwrap();
        for (ours, expected) in hessian.into_iter().zip([curvature, 0.0, 0.0, curvature]) {
            assert!((ours - expected).abs() < 1e-12, "{minimum:?}: {ours}, not {expected}");
        }
    }
}

#[test]
fn no_point_of_the_view_lies_below_the_catalogue_s_minimum() {
    let mut random = RandomState::new(0);
    for (name, description) in losses() {
        let loss = loss(&description);
        let Some(floor) = loss.minima().first().map(|minimum| minimum.loss) else { continue };
        let view = loss.view();
        for _ in 0..20_000 {
            let at = [view.x, view.y].map(|[from, to]| from + (to - from) * random.double());
            let value = Gradient::<f64>::value(loss.as_ref(), &at);
            assert!(value >= floor - 1e-12, "{name} at {at:?}: {value} is below {floor}");
        }
    }
}

#[test]
fn arguments_move_a_loss_s_minimum_and_take_it_away() {
    let moved = loss(r#"{"name": "rosenbrock", "a": 2, "b": 10}"#).minima();
    assert_eq!((&moved[0].at[..], moved[0].loss), (&[2.0, 4.0][..], 0.0));
    for bottomless in
        [r#"{"name": "rosenbrock", "b": -1}"#, r#"{"name": "bowl", "a": -1}"#, r#"{"name": "bowl", "b": -1}"#]
    {
        assert_eq!(loss(bottomless).floor(), None, "{bottomless}");
    }
}

/// Squared errors of every shape: one feature and more, penalised and not, features that say the same twice, fewer
/// samples than features.
fn fits() -> Vec<String> {
    let twice = r#"{"X": [[1, 2], [2, 4], [3, 6], [-1, -2]], "y": [1, 3, 2, 5]}"#;
    let constant = r#"{"X": [[3, 1], [3, 2], [3, 4]], "y": [1, 3, 2]}"#;
    let wide = r#"{"X": [[1, 2, 0.5, -1], [0.3, -1, 2, 1]], "y": [1, -2]}"#;
    let drawn = r#"{"name": "make_regression", "n_samples": 40, "n_features": 3, "noise": 5}"#;
    let mut fits = vec![];
    for data in [POINTS, twice, constant, wide, drawn] {
        for rest in ["", r#", "alpha": 0"#, r#", "alpha": 0.5"#, r#", "standardize": true"#] {
            fits.push(format!(r#"{{"name": "squared_error", "data": {data}{rest}}}"#));
        }
    }
    fits
}

#[test]
fn the_floor_of_a_squared_error_is_what_descent_on_all_samples_ends_at() {
    for description in fits() {
        let floor = loss(&description).floor().expect("it is worked out");
        let fitted = loss(&description);
        let dim = fitted.dim();
        let (curvatures, _) = eigen(&fitted.hessian(&vec![0.0; dim]).unwrap(), dim);
        let rate = 1.0 / curvatures.iter().copied().fold(0.0, f64::max);
        let trace = run(&format!(
            r#"{{"loss": {description}, "steps": 100000, "hikers": [{{"optimizer": {{"name": "SGD", "lr": {rate}, "momentum": 0.99}}}}]}}"#
        ));
        let last = *trace[0].loss.last().unwrap();
        assert!(
            (last - floor).abs() <= 1e-9 * floor.max(1.0),
            "{description}: descent ends at {last}, the floor is {floor}"
        );
    }
}

#[test]
fn nothing_near_the_optimum_of_a_squared_error_is_lower() {
    let mut random = RandomState::new(1);
    for description in fits() {
        let fitted = loss(&description);
        let best = fitted.minima().remove(0);
        for size in [1e-3, 1.0, 100.0] {
            for _ in 0..100 {
                let near: Vec<f64> = best.at.iter().map(|p| p + size * random.normal()).collect();
                let value = Gradient::<f64>::value(fitted.as_ref(), &near);
                assert!(
                    value >= best.loss - 1e-12 * best.loss.max(1.0),
                    "{description}: {value} is below {}",
                    best.loss
                );
            }
        }
    }
}

fn walked(loss: &str, start: &str, steps: usize, optimizer: &str) -> Trace {
    let start = format!(r#""start": {start}, "steps": {steps}"#);
    run(&format!(r#"{{"loss": {loss}, {start}, "hikers": [{{"optimizer": {optimizer}}}]}}"#)).remove(0)
}

const BOWL: &str = r#"{"name": "bowl", "a": 1, "b": 7}"#;

#[test]
fn newton_s_method_reaches_the_bottom_of_a_bowl_in_one_step_and_is_drawn_to_a_saddle() {
    let newton = r#"{"name": "Newton", "lr": 1}"#;
    for start in ["[4, -3]", "[1e6, 1e-6]"] {
        assert!(distance(&walked(BOWL, start, 1, newton), 1) < 1e-9, "{start}");
    }
    assert!(distance(&walked(r#"{"name": "saddle"}"#, "[1, 0.5]", 1, newton), 1) < 1e-12);
    // Damped beyond the curvature that falls, it goes down instead.
    let damped = walked(r#"{"name": "saddle"}"#, "[1, 0.5]", 1, r#"{"name": "Newton", "lr": 1, "damping": 3}"#);
    assert!(damped.point(1)[1] > 0.5 && damped.loss[1] < damped.loss[0]);
    // Where there is no curvature it stays.
    let hinge = r#"{"name": "hinge", "data": {"X": [[1], [-1]], "y": [1, 0]}, "alpha": 0}"#;
    assert_eq!(walked(hinge, "[0.1, 0.2]", 1, newton).point(1), [0.1, 0.2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn newton_s_method_converges_if_and_only_if_the_rate_is_below_2_or_with_damping_above_it_by_as_much(
        a in 0.5..5.0f64, b in 0.5..5.0f64, damping in prop_oneof![Just(0.0), 0.1..3.0f64],
    ) {
        let rate = 2.0 * (1.0 + damping / a.max(b));
        let at = |lr: f64| format!(r#"{{"loss": {{"name": "bowl", "a": {a}, "b": {b}}}, "start": [1, 1], "steps": 3000,
            "hikers": [{{"optimizer": {{"name": "Newton", "lr": {lr}, "damping": {damping}}}}}]}}"#);
        let experiment = experiment(&at(0.99 * rate));
        let trace = learning_rate_playground::run::run(&experiment).remove(0);
        prop_assert_eq!(trace.verdict.kind, Kind::Converged, "{}", trace.verdict.text);
        let named = stability::of(&experiment, &experiment.hikers[0], &trace).unwrap().stable.rate;
        prop_assert!((named / rate - 1.0).abs() < 1e-9, "{named}, by theory {rate}");
        prop_assert_eq!(run(&at(1.01 * rate)).remove(0).verdict.kind, Kind::Diverged);
    }
}

#[test]
fn adamw_without_weight_decay_is_adam_and_climbing_is_descending_the_loss_upside_down() {
    let both = |adam: &str, adamw: &str| {
        let [adam, adamw] = [adam, adamw].map(|optimizer| walked(BOWL, "[3, 2]", 50, optimizer));
        assert_eq!(adam.params, adamw.params);
    };
    both(r#"{"name": "Adam", "lr": 0.1}"#, r#"{"name": "AdamW", "lr": 0.1, "weight_decay": 0}"#);
    both(
        r#"{"name": "Adam", "lr": 0.3, "betas": [0.5, 0.9], "amsgrad": true}"#,
        r#"{"name": "AdamW", "lr": 0.3, "betas": [0.5, 0.9], "amsgrad": true, "weight_decay": 0}"#,
    );
    let mut climbers = 0;
    for entry in optimizer::ENTRIES.iter().filter(|entry| entry.args.iter().any(|arg| arg.name == "maximize")) {
        let climbing = |maximize: bool, a: f64, b: f64| {
            let loss = format!(r#"{{"name": "bowl", "a": {a}, "b": {b}}}"#);
            walked(&loss, "[3, 2]", 12, &format!(r#"{{"name": "{}", "lr": 0.1, "maximize": {maximize}}}"#, entry.name))
        };
        assert_eq!(climbing(true, 1.0, 3.0).params, climbing(false, -1.0, -3.0).params, "{}", entry.name);
        climbers += 1;
    }
    assert!(climbers >= 13, "{climbers}");
}

#[test]
fn radam_s_first_five_steps_are_plain_and_its_sixth_is_not() {
    let trace = walked(BOWL, "[3, 2]", 6, r#"{"name": "RAdam", "lr": 0.1}"#);
    let (mut m, mut at) = ([0.0; 2], [3.0, 2.0]);
    let mut off = vec![];
    for k in 1..=6 {
        for (i, curvature) in [1.0, 7.0].into_iter().enumerate() {
            m[i] = 0.9 * m[i] + 0.1 * curvature * at[i];
            at[i] -= 0.1 * m[i] / (1.0 - 0.9_f64.powi(k));
        }
        off.push((trace.point(k as usize)[0] - at[0]).abs());
        at = trace.point(k as usize).try_into().unwrap();
    }
    assert!(off[..5].iter().all(|off| *off < 1e-12) && off[5] > 1e-3, "{off:?}");
}

#[test]
fn rprop_stays_where_the_slope_has_turned_and_halves_the_step_after() {
    let trace = walked(BOWL, "[1, 0]", 5, r#"{"name": "Rprop", "lr": 0.5}"#);
    let x: Vec<f64> = (0..=5).map(|k| trace.point(k)[0]).collect();
    // 0.5, then 1.2 times as far to −0.1; it stays; half the step back; and on, 1.2 times as far.
    for (ours, expected) in x.iter().zip([1.0, 0.5, -0.1, -0.1, 0.2, 0.2]) {
        assert!((ours - expected).abs() < 1e-12, "{x:?}");
    }
}

#[test]
fn signs_alone_move_lion_and_steps_of_its_rate_never_end() {
    let trace = walked(BOWL, "[3, 2]", 200, r#"{"name": "Lion", "lr": 0.07, "weight_decay": 0}"#);
    for k in 0..200 {
        for i in 0..2 {
            let step = (trace.point(k + 1)[i] - trace.point(k)[i]).abs();
            assert!((step - 0.07).abs() < 1e-12, "{step} at {k}");
        }
    }
}

#[test]
fn lbfgs_finds_the_bottom_of_a_valley_of_many_curvatures_in_a_few_steps() {
    for search in ["", r#", "line_search_fn": "strong_wolfe""#] {
        let bent = r#"{"name": "rosenbrock"}"#;
        let lbfgs = |more: &str| format!(r#"{{"name": "LBFGS", "lr": 1{search}{more}}}"#);
        assert!(distance(&walked(BOWL, "[3, 2]", 1, &lbfgs("")), 1) < 1e-4);
        if !search.is_empty() {
            let end = walked(bent, "[-1.5, 2]", 4, &lbfgs("")).loss[4];
            assert!(end < 1e-8, "{end}");
        }
        // It rests where no gradient is above its tolerance.
        assert_eq!(walked(BOWL, "[3, 2]", 1, &lbfgs(r#", "tolerance_grad": 14"#)).point(1), [3.0, 2.0]);
    }
}

#[test]
fn a_rate_that_adafactor_takes_is_a_part_of_the_parameters_size() {
    for (start, size) in [("[30, 40]", 50.0 / 2.0_f64.sqrt()), ("[3, 4]", 5.0 / 2.0_f64.sqrt())] {
        let trace = walked(BOWL, start, 1, r#"{"name": "Adafactor", "lr": 0.01}"#);
        for i in 0..2 {
            let step = trace.point(0)[i] - trace.point(1)[i];
            assert!((step / (0.01 * size) - 1.0).abs() < 1e-9, "{step}");
        }
    }
}

#[test]
fn what_needs_no_rate_reaches_the_valley_at_a_rate_of_1_however_far_it_is() {
    for name in ["Prodigy", "DAdaptSGD"] {
        for far in ["[1, 0.5]", "[100, 50]", "[1e4, 5e3]"] {
            let trace =
                walked(r#"{"name": "bowl", "a": 1, "b": 2}"#, far, 2000, &format!(r#"{{"name": "{name}", "lr": 1}}"#));
            assert!(trace.loss[2000] < 0.01 * trace.loss[0], "{name} {far}: {} of {}", trace.loss[2000], trace.loss[0]);
        }
    }
}

#[test]
fn the_step_of_muon_is_orthogonal_but_for_the_few_hundredths_its_iteration_leaves() {
    let network = r#"{"name": "mlp", "data": {"X": [[1, 2], [0.5, -3], [2, 0.1], [-1, 0.4]], "y": [0, 1, 2, 1]},
        "hidden_layer_sizes": [2], "activation": "tanh"}"#;
    let trace = run(&format!(
        r#"{{"loss": {network}, "steps": 1, "seed": 3, "hikers": [{{"optimizer": {{"name": "Muon", "lr": 1,
            "weight_decay": 0}}}}]}}"#
    ))
    .remove(0);
    let [a, b, c, d]: [f64; 4] = std::array::from_fn(|i| trace.point(0)[i] - trace.point(1)[i]);
    // By the iteration's coefficients its stretches lie between about 0.7 and 1.2.
    let (square, product) = (a * a + b * b + c * c + d * d, (a * d - b * c).abs());
    let (most, least) = ((square + 2.0 * product).sqrt(), (square - 2.0 * product).max(0.0).sqrt());
    let [longest, shortest] = [(most + least) / 2.0, (most - least) / 2.0];
    assert!(0.6 < shortest && shortest <= longest && longest < 1.3, "{shortest} {longest}");
}

#[test]
fn only_optimizers_with_momentum_or_betas_can_have_them_cycled() {
    let cycles = |name: &str| {
        let description = format!(r#"{{"name": "{name}", "lr": 1}}"#);
        let args = Args::parse("optimizer", "", &common::json(&description), optimizer::ENTRIES).unwrap();
        optimizer::cycles_momentum(&args)
    };
    for name in ["Adagrad", "Adadelta", "ASGD", "Rprop", "LBFGS", "Adafactor", "Newton"] {
        assert!(!cycles(name), "{name}");
    }
    for name in ["SGD", "Adam", "AdamW", "RMSprop", "NAdam", "RAdam", "Adamax", "Muon", "Prodigy", "ScheduleFreeSGD"] {
        assert!(cycles(name), "{name}");
    }
}
