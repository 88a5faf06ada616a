//! What people asked of the verdict, each walk with what it shows.

use crate::common::{self, losses, of_data, run};
use learning_rate_playground::run::Trace;
use learning_rate_playground::run::stability::minimum_below;
use learning_rate_playground::run::verdict::Kind;

fn walk(loss: &str, rest: &str, optimizer: &str) -> Trace {
    let loss = match loss {
        formula if formula.contains(['x', '{']) && !formula.starts_with('{') => {
            format!(r#"{{"name": "formula", "f": "{formula}"}}"#)
        }
        object if object.starts_with('{') => object.into(),
        name => format!(r#"{{"name": "{name}"}}"#),
    };
    run(&format!(r#"{{"loss": {loss}, {rest}, "hikers": [{{"optimizer": {optimizer}}}]}}"#)).remove(0)
}

fn sgd(lr: f64) -> String {
    format!(r#"{{"name": "SGD", "lr": {lr:e}}}"#)
}

#[track_caller]
fn is(trace: &Trace, kind: Kind) {
    assert_eq!(trace.verdict.kind, kind, "{}", trace.verdict.text);
}

const HOUSES: &str = r#"{"name": "squared_error", "alpha": 0, "data":
    {"X": [[2104, 5, 1, 45], [1416, 3, 2, 40], [1534, 3, 2, 30], [852, 2, 1, 36]], "y": [460, 232, 315, 178]}}"#;

#[test]
fn a_walk_that_jumps_from_wall_to_wall_bounces_though_its_loss_stays_or_falls() {
    is(&walk("x^2 + y^2", r#""start": [3, 0], "steps": 20"#, &sgd(1.0)), Kind::Oscillating);
    is(&walk("x^2 + 10*y^2", r#""start": [3, 4], "steps": 60"#, &sgd(0.1)), Kind::Oscillating);
    is(&walk("bowl", r#""steps": 60"#, &sgd(0.2)), Kind::Oscillating);
    is(&walk("bowl", r#""steps": 60"#, &sgd(0.199)), Kind::Oscillating);
    let momentum = r#"{"name": "SGD", "momentum": 0.99, "lr": 1e-4}"#;
    is(&walk("0.05*x^2 + 5*y^2", r#""start": [-4, 1.5], "steps": 300"#, momentum), Kind::Oscillating);
}

#[test]
fn a_walk_that_is_low_at_its_end_by_chance_bounces() {
    is(&walk("abs(x) + abs(y)", r#""start": [3, 2], "steps": 100"#, &sgd(0.4975)), Kind::Oscillating);
    let momentum = r#"{"name": "SGD", "momentum": 0.99, "lr": 0.0488}"#;
    is(&walk("0.05*x^2 + 5*y^2", r#""start": [-4, 1.5], "steps": 300"#, momentum), Kind::Oscillating);
}

/// The same with a schedule.
fn scheduled(rest: &str, optimizer: &str, scheduler: &str) -> Trace {
    let loss = r#"{"name": "formula", "f": "0.05*x^2 + 5*y^2"}"#;
    let hiker = format!(r#"{{"optimizer": {optimizer}, "scheduler": {scheduler}}}"#);
    run(&format!(r#"{{"loss": {loss}, "start": [-4, 1.5], {rest}, "hikers": [{hiker}]}}"#)).remove(0)
}

#[test]
fn a_walk_that_its_schedule_has_stopped_is_told_so_and_the_valley_is_not_to_blame() {
    let momentum = r#"{"name": "SGD", "momentum": 0.9, "lr": 0.05}"#;
    let plateau = r#"{"name": "ReduceLROnPlateau", "factor": 0.1, "patience": 5}"#;
    let step = r#"{"name": "StepLR", "step_size": 10, "gamma": 0.1}"#;
    for trace in [scheduled(r#""steps": 300"#, momentum, plateau), scheduled(r#""steps": 100"#, &sgd(0.18), step)] {
        let text = &trace.verdict.text;
        assert!(text.contains("its schedule had brought the rate down") && !text.contains("canyon"), "{text}");
    }
}

#[test]
fn no_one_rate_serves_a_canyon_only_in_fewer_steps_than_it_bends_more_across() {
    // 100 times as much: at the largest rate that settles, the slow way takes about as many steps.
    let text =
        |steps| walk("0.05*x^2 + 5*y^2", &format!(r#""start": [-4, 1.5], "steps": {steps}"#), &sgd(0.05)).verdict.text;
    assert!(text(99).contains("no one rate serves both in 99 steps"), "{}", text(99));
    assert!(text(101).contains("canyon") && !text(101).contains("no one rate"), "{}", text(101));
    // A way on which the loss does not bend at all is no canyon.
    let plain = walk("1/(1+exp(-x)) + 0.1*y^2", r#""start": [5, 1], "steps": 100"#, &sgd(0.5)).verdict.text;
    assert!(!plain.contains("canyon"), "{plain}");
}

#[test]
fn small_steps_crawl_though_nothing_else_is_known() {
    is(&walk("x^2 + y^2", r#""start": [3, 4], "steps": 8"#, &sgd(0.001)), Kind::TooSlow);
    let moons = r#"{"name": "mlp", "data": {"name": "make_moons", "n_samples": 100, "noise": 0.2, "random_state": 0}}"#;
    for lr in [1e-5, 1e-3, 0.1] {
        let kind = walk(moons, r#""epochs": 5"#, &sgd(lr)).verdict.kind;
        assert_ne!(kind, Kind::Converged, "five epochs tell nothing, at {lr}");
    }
}

#[test]
fn a_fall_without_end_is_thrown_out() {
    for (loss, lr) in [("saddle", 3.0), ("-x", 10.0)] {
        let trace = walk(loss, r#""steps": 100"#, &sgd(lr));
        is(&trace, Kind::Diverged);
        if loss == "-x" {
            assert!(trace.verdict.text.contains("falls without end"), "{}", trace.verdict.text);
        }
    }
}

#[test]
fn on_a_saddle_nobody_has_arrived() {
    let trace = walk("saddle", r#""steps": 100"#, &sgd(0.0215));
    assert!(matches!(trace.verdict.kind, Kind::Stuck | Kind::TooSlow | Kind::Diverged), "{}", trace.verdict.text);
}

#[test]
fn a_crawl_along_a_canyon_of_data_is_no_plateau() {
    let trace = walk(HOUSES, r#""steps": 100"#, &sgd(1e-7));
    is(&trace, Kind::TooSlow);
    assert!(trace.verdict.text.contains("canyon"), "{}", trace.verdict.text);
    assert!(trace.verdict.text.contains("98.9"), "{}", trace.verdict.text);
}

#[test]
fn a_wild_walk_above_the_limit_does_not_crawl() {
    for lr in [7.1, 7.2, 7.3] {
        let trace = walk("mountain", r#""steps": 60"#, &sgd(lr));
        assert!(matches!(trace.verdict.kind, Kind::Oscillating | Kind::Diverged), "{lr}: {}", trace.verdict.text);
    }
}

#[test]
fn a_walk_thrown_out_of_the_valley_is_told_from_where_on_it_is_above_its_start() {
    let trace = walk("x^2 + y^2", r#""start": [3, 0], "steps": 20"#, &sgd(2.0));
    is(&trace, Kind::Diverged);
    assert!(trace.verdict.text.contains("from step 1 on it is above where it started"), "{}", trace.verdict.text);
}

#[test]
fn a_classifier_no_better_than_chance_is_told_so_first() {
    let circles =
        r#"{"name": "log_loss", "data": {"name": "make_circles", "n_samples": 200, "noise": 0.1, "random_state": 0}}"#;
    let text = walk(circles, r#""epochs": 60"#, &sgd(0.1)).verdict.text;
    assert!(text.starts_with("It is right on "), "{text}");
    let blobs =
        r#"{"name": "log_loss", "data": {"name": "make_blobs", "n_samples": 200, "random_state": 0, "centers": 2}}"#;
    let text = walk(blobs, r#""epochs": 60"#, &sgd(0.1)).verdict.text;
    assert!(!text.contains("commonest"), "{text}");
}

#[test]
fn a_walk_in_a_side_valley_is_above_a_minimum_that_is_not_the_lowest() {
    let mut stuck = 0;
    // The valleys of schaffer_n2 are narrower than the steps that look for a minimum here, those of michalewicz flat along.
    let is_odd = |loss: &str| ["schaffer_n2", "michalewicz"].contains(&loss);
    let known = |(loss, description): &(&str, String)| !of_data(description) && !is_odd(loss);
    for (loss, description) in losses().into_iter().filter(known) {
        let objective = common::loss(&description);
        for optimizer in [r#""SGD""#, r#""SGD", "momentum": 0.9"#, r#""Adam""#] {
            for lr in (0..24).map(|k| 10_f64.powf(-5.0 + 0.25 * f64::from(k))) {
                let hiker = format!(r#"[{{"optimizer": {{"name": {optimizer}, "lr": {lr:e}}}}}]"#);
                let trace = run(&format!(r#"{{"loss": {description}, "steps": 300, "hikers": {hiker}}}"#)).remove(0);
                if trace.verdict.said[0].text.code != "stuck_in_side_valley" {
                    continue;
                }
                stuck += 1;
                let below = minimum_below(objective.as_ref(), trace.point(trace.records() - 1));
                let level = objective.reference().known().expect("what is not lowest is known to be so");
                let is_higher = below.is_none_or(|bottom| objective.value(&bottom) > level + 1e-6);
                assert!(is_higher, "{loss}, {optimizer}, {lr}: {}", trace.verdict.text);
            }
        }
    }
    assert!(stuck > 50, "{stuck}");
}
