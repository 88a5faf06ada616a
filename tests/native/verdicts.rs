//! The verdict: each kind on a walk that shows it, each rule at its edge, and what the sentences say.

use crate::common;
use crate::common::{POINTS, losses, run};
use learning_rate_playground::optimizer;
use learning_rate_playground::run::Trace;
use learning_rate_playground::run::verdict::{Evidence, Kind};

/// A walk of plain descent.
fn walk(loss: &str, start: &str, steps: usize, lr: f64) -> Trace {
    let start = if start.is_empty() { String::new() } else { format!(r#""start": {start}, "#) };
    let loss = if loss.starts_with('{') { loss.into() } else { format!(r#"{{"name": "{loss}"}}"#) };
    run(&format!(
        r#"{{"loss": {loss}, {start}"steps": {steps}, "hikers": [{{"optimizer": {{"name": "SGD", "lr": {lr:e}}}}}]}}"#
    ))
    .remove(0)
}

#[track_caller]
fn shows(trace: &Trace, kind: Kind, step: Option<usize>, text: &str) {
    assert_eq!((trace.verdict.kind, trace.verdict.step), (kind, step), "{}", trace.verdict.text);
    assert_eq!(trace.verdict.text, text);
}

#[test]
fn a_walk_to_the_bottom_converged_from_the_step_it_arrived() {
    shows(
        &walk("mountain", "", 60, 0.2),
        Kind::Converged,
        Some(39),
        "It arrives at the bottom of the lowest valley at step 39 of 60 and stays there, within 1 % of the possible drop; the loss ends at 0.7589.",
    );
    shows(
        &walk("himmelblau", "", 60, 0.01),
        Kind::Converged,
        Some(12),
        "It arrives at the bottom of one of the 4 lowest valleys at step 12 of 60 and stays there, within 1 % of the possible drop; the loss ends at 2.173 × 10⁻¹³.",
    );
    let trace = walk("mountain", "", 60, 0.2);
    let low = 0.7589 + 0.01 * (trace.loss[0] - 0.7589);
    assert!(trace.loss[38] > low && trace.loss[39..].iter().all(|&loss| loss <= low));
}

#[test]
fn a_walk_that_starts_at_the_bottom_and_stays_converged_at_0() {
    shows(
        &walk("bowl", "[0, 0]", 10, 0.1),
        Kind::Converged,
        Some(0),
        "It starts at the bottom, at a loss of 0, and stays there.",
    );
    shows(
        &walk("saddle", "[0, 0]", 10, 0.1),
        Kind::Converged,
        Some(0),
        "It stays where it starts, at a loss of 0; how low this loss can go is not known.",
    );
}

#[test]
fn a_walk_on_a_loss_without_a_floor_converges_where_it_settles() {
    shows(
        &walk("saddle", "[1, 0]", 60, 0.1),
        Kind::Converged,
        Some(11),
        "It settles at step 11 of 60, at a loss of 2.349 × 10⁻¹²; how low this loss can go is not known.",
    );
}

#[test]
fn a_walk_of_small_steps_is_too_slow_by_so_much() {
    let slow = |lr: f64, steps: usize, text: &str| shows(&walk("bowl", "[0, 1]", steps, lr), Kind::TooSlow, None, text);
    slow(0.001, 10, "After 10 steps only 18 % of the possible drop is done.");
    slow(0.001, 1, "After 1 step only 2 % of the possible drop is done.");
    slow(0.005, 10, "After 10 steps 64 % of the possible drop is done; at 99 % it would have arrived.");
    slow(0.02, 10, "After 10 steps 98.84 % of the possible drop is done; at 99 % it would have arrived.");
    slow(1e-9, 10, "After 10 steps less than 0.01 % of the possible drop is done.");
    slow(1e-300, 10, "After 10 steps it is no lower than where it started.");
    shows(
        &walk("saddle", "", 60, 0.01),
        Kind::TooSlow,
        None,
        "After 60 steps it has not settled: the loss went from 2.25 to 0.1981, and how low it can go is not known.",
    );
}

#[test]
fn a_walk_that_bounces_is_oscillating_and_one_above_the_limit_is_told_the_limit() {
    shows(
        &walk("mountain", "", 60, 0.8),
        Kind::Oscillating,
        None,
        "It bounces across the valley without settling: 19 of its last 30 steps went uphill. The largest rate that settles there is 2/λmax = 0.404.",
    );
    shows(
        &walk("bowl", "[0, 1]", 1, 0.21),
        Kind::Oscillating,
        None,
        "It bounces across the valley without settling: its last step went uphill. The largest rate that settles there is 2/λmax = 0.2.",
    );
    let noisy = run(&format!(
        r#"{{"loss": {{"name": "squared_error", "data": {POINTS}}}, "steps": 60,
            "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.5}}, "batch_size": 1}}]}}"#
    ))
    .remove(0);
    assert_eq!(noisy.verdict.kind, Kind::Oscillating);
    assert!(noisy.verdict.text.starts_with("It wanders without settling: "), "{}", noisy.verdict.text);
    assert!(!noisy.verdict.text.contains("λ"), "no limit is known for batches: {}", noisy.verdict.text);
}

#[test]
fn a_rate_that_has_decayed_below_the_limit_is_not_said_to_be_above_it() {
    let decayed = run(r#"{"loss": {"name": "bowl"}, "start": [0, 1], "steps": 60, "hikers": [{
            "optimizer": {"name": "SGD", "lr": 0.42, "momentum": 0.99},
            "scheduler": {"name": "ExponentialLR", "gamma": 0.95}}]}"#)
    .remove(0);
    assert_eq!(decayed.verdict.kind, Kind::Oscillating, "{}", decayed.verdict.text);
    assert!(decayed.verdict.text.starts_with("It wanders"), "{}", decayed.verdict.text);
}

#[test]
fn a_walk_is_stuck_in_a_side_valley_on_a_saddle_on_a_plateau_or_on_a_summit() {
    shows(
        &walk("mountain", "[-2, -1]", 60, 0.2),
        Kind::Stuck,
        None,
        "It is stuck in a side valley at a loss of 2.124, where the slope is down to 5.4 × 10⁻¹⁰; the lowest valley is 1.37 lower.",
    );
    let stuck = |trace: &Trace, place: &str| {
        assert_eq!(trace.verdict.kind, Kind::Stuck, "{}", trace.verdict.text);
        assert!(
            trace.verdict.text.starts_with(&format!("It is stuck {place} at a loss of ")),
            "{}",
            trace.verdict.text
        );
    };
    stuck(&walk("styblinski_tang", "", 60, 0.01), "in a side valley");
    stuck(&walk("rastrigin", "", 100, 0.001), "in a side valley");
    stuck(&walk("ackley", "", 100, 0.01), "in a side valley");
    // The line between two valleys leads to the pass between them.
    stuck(&walk("styblinski_tang", "[0.1567312567803401, -1]", 40, 0.01), "on a saddle");
    // One step from far out to the top of a hill.
    stuck(&walk("mountain", "[-10.477746692899869, -11.971877241330876]", 1, 4.5), "on a summit");
    // The nearly level floor of a canyon of data is no valley of its own.
    let canyon =
        r#"{"name": "squared_error", "data": {"X": [[1000], [1001], [1003]], "y": [2000, 2004, 2001]}, "alpha": 0}"#;
    stuck(&walk(canyon, "[100, -98000]", 100, 1e-6), "on a plateau");
    let canyon = r#"{"name": "squared_error", "data": {"X": [[20], [21], [23]], "y": [20, 21, 23]}, "alpha": 0}"#;
    stuck(&walk(canyon, "[101, -1733]", 100, 0.0021), "on a plateau");
}

#[test]
fn a_walk_is_thrown_out_at_a_step_by_a_factor_above_a_rate() {
    shows(
        &walk("bowl", "[0, 1]", 100, 0.3),
        Kind::Diverged,
        Some(2),
        "It is thrown out: from step 2 on it is more than ten times as high above the lowest valley as where it started. At the end each step multiplied its distance from the valley by 2. The largest rate that would not is 2/λmax = 0.2.",
    );
    shows(
        &walk("bowl", "[0, 1]", 2000, 0.3),
        Kind::Diverged,
        Some(511),
        "It is thrown out: at step 511 its numbers overflow. At the end each step multiplied its distance from the valley by 2. The largest rate that would not is 2/λmax = 0.2.",
    );
    shows(
        &walk("bowl", "", 5, 1e300),
        Kind::Diverged,
        Some(1),
        "It is thrown out: at step 1 its numbers overflow. The largest rate that would not is 2/λmax = 0.2.",
    );
    shows(
        &walk("saddle", "", 5000, 0.3),
        Kind::Diverged,
        Some(765),
        "It is thrown out: at step 765 its numbers overflow. At the end each step multiplied its distance from the start by 1.6.",
    );
    let epochs = run(&format!(
        r#"{{"loss": {{"name": "squared_error", "data": {POINTS}}}, "epochs": 60, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 3}}}}]}}"#
    ));
    assert!(epochs[0].verdict.text.contains("from epoch "), "{}", epochs[0].verdict.text);
    assert!(epochs[0].verdict.text.contains("each epoch multiplied"), "{}", epochs[0].verdict.text);
}

#[test]
fn a_hiker_that_leaves_the_bottom_it_started_on_is_thrown_out() {
    // On the best line of all points; single points pull it away.
    let trace = run(
        r#"{"loss": {"name": "squared_error", "data": {"X": [[1], [-1], [1], [-1]], "y": [1, 1, -1, -1]}}, "steps": 3,
            "hikers": [{"optimizer": {"name": "SGD", "lr": 0.1}, "batch_size": 1}]}"#,
    )
    .remove(0);
    assert_eq!((trace.verdict.kind, trace.verdict.step), (Kind::Diverged, Some(1)));
    assert!(
        trace.verdict.text.starts_with("It is thrown out: it starts at the bottom, and from step 1 on it is above it."),
        "{}",
        trace.verdict.text
    );
}

#[test]
fn a_slope_too_steep_for_its_length_to_be_a_number_is_not_flat() {
    let far = walk("rosenbrock", "[1e60, 0]", 5, 1e-300);
    assert_eq!(far.verdict.kind, Kind::TooSlow, "{}", far.verdict.text);
}

/// A judgement of losses alone: as steep at the end as at the steepest.
fn judge(floor: Option<f64>, loss: &[f64]) -> (Kind, Option<usize>) {
    Evidence { loss, broke_off: false, floor, largest_gradient: 1.0, gradient_at_end: 1.0 }.judge()
}

const FLOOR: Option<f64> = Some(0.0);

#[test]
fn within_a_hundredth_of_the_drop_is_converged_and_just_above_is_not() {
    assert_eq!(judge(FLOOR, &[100.0, 50.0, 1.0]), (Kind::Converged, Some(2)));
    assert_eq!(judge(FLOOR, &[100.0, 50.0, 1.0 + 1e-12]), (Kind::TooSlow, None));
    // The floor is counted from, not zero.
    assert_eq!(judge(Some(-50.0), &[50.0, 0.0, -49.0]), (Kind::Converged, Some(2)));
    assert_eq!(judge(Some(-50.0), &[50.0, 0.0, -48.9]), (Kind::TooSlow, None));
}

#[test]
fn converged_names_the_first_record_from_which_it_stays_down() {
    assert_eq!(judge(FLOOR, &[100.0, 0.5, 2.0, 0.9, 0.1, 1.0]), (Kind::Converged, Some(3)));
    assert_eq!(judge(FLOOR, &[100.0, 0.5, 0.9, 0.1, 1.1]), (Kind::Oscillating, None));
}

#[test]
fn a_start_within_rounding_of_the_floor_converged_at_0_only_if_it_stays_there() {
    let rounding = f64::EPSILON;
    assert_eq!(judge(FLOOR, &[rounding, 2.0 * rounding, 0.0]), (Kind::Converged, Some(0)));
    assert_eq!(judge(Some(1e6), &[1e6, 1e6 * (1.0 + rounding)]), (Kind::Converged, Some(0)));
    assert_eq!(judge(FLOOR, &[0.0, 0.0, 1e-3]), (Kind::Diverged, Some(2)));
    assert_eq!(judge(FLOOR, &[0.0, 1e-3, 0.0]), (Kind::Converged, Some(2)));
    assert_eq!(judge(None, &[3.0, 3.0, 3.0]), (Kind::Converged, Some(0)));
}

#[test]
fn more_than_ten_drops_above_the_floor_is_diverged_from_where_that_stays_so() {
    assert_eq!(judge(FLOOR, &[1.0, 10.0]), (Kind::Oscillating, None));
    assert_eq!(judge(FLOOR, &[1.0, 10.0 + 1e-9]), (Kind::Diverged, Some(1)));
    assert_eq!(judge(FLOOR, &[1.0, 20.0, 9.0, 11.0, 30.0]), (Kind::Diverged, Some(3)));
    assert_eq!(judge(FLOOR, &[1.0, 1e30, 0.001]), (Kind::Converged, Some(2)));
    assert_eq!(judge(Some(-1.0), &[0.0, 9.0]), (Kind::Oscillating, None));
    assert_eq!(judge(Some(-1.0), &[0.0, 9.5]), (Kind::Diverged, Some(1)));
    // Where no floor is known, the lowest of the walk stands in.
    assert_eq!(judge(None, &[1.0, 0.0, 10.5]), (Kind::Diverged, Some(2)));
    assert_eq!(judge(None, &[1.0, 0.0, 9.5]), (Kind::Oscillating, None));
}

#[test]
fn a_walk_that_broke_off_diverged_at_the_number_of_records_kept_whatever_else_it_shows() {
    for loss in [&[1.0, 0.0, 0.0][..], &[1.0][..], &[0.0][..]] {
        let evidence = Evidence { loss, broke_off: true, floor: FLOOR, largest_gradient: 1.0, gradient_at_end: 0.0 };
        assert_eq!(evidence.judge(), (Kind::Diverged, Some(loss.len())));
    }
}

#[test]
fn without_a_known_floor_it_must_have_stayed_down_for_the_last_tenth_of_the_records() {
    // Of 40 records, the last tenth is four; the lowest is the last.
    let settled = |records: usize, down: usize| {
        let mut loss: Vec<f64> = (0..records - down).map(|k| 100.0 - k as f64).collect();
        loss.extend((0..down).map(|k| 0.01 * (down - 1 - k) as f64));
        judge(None, &loss)
    };
    assert_eq!(settled(40, 4), (Kind::Converged, Some(36)));
    assert_eq!(settled(40, 3), (Kind::TooSlow, None));
    assert_eq!(settled(41, 5), (Kind::Converged, Some(36)));
    assert_eq!(settled(41, 4), (Kind::TooSlow, None));
    // With a floor, one record is enough.
    let mut loss: Vec<f64> = (0..39).map(|k| 100.0 - k as f64).collect();
    loss.push(0.5);
    assert_eq!(judge(FLOOR, &loss), (Kind::Converged, Some(39)));
}

#[test]
fn a_quarter_of_the_last_half_s_steps_uphill_is_oscillating_and_less_is_not() {
    // 17 records are 16 steps, of which the last 8 count: two of them are enough.
    let walked = |records: usize, uphill: &[usize]| {
        let mut loss = vec![50.0];
        for step in 1..records {
            loss.push(loss[step - 1] + if uphill.contains(&step) { 0.5 } else { -0.5 });
        }
        judge(FLOOR, &loss).0
    };
    assert_eq!(walked(17, &[9, 16]), Kind::Oscillating);
    assert_eq!(walked(17, &[16]), Kind::TooSlow);
    assert_eq!(walked(17, &[7, 8, 16]), Kind::TooSlow, "the first half does not count");
    // 18 records are 17 steps, of which the last 9 count: three are needed.
    assert_eq!(walked(18, &[9, 13, 17]), Kind::Oscillating);
    assert_eq!(walked(18, &[13, 17]), Kind::TooSlow);
    assert_eq!(walked(18, &[8, 13, 17]), Kind::TooSlow, "the first half does not count");
    // One step, two and three.
    assert_eq!(walked(2, &[1]), Kind::Oscillating);
    assert_eq!(walked(2, &[]), Kind::TooSlow);
    assert_eq!(walked(3, &[2]), Kind::Oscillating);
    assert_eq!(walked(3, &[1]), Kind::TooSlow);
    assert_eq!(walked(4, &[2]), Kind::Oscillating);
    assert_eq!(walked(4, &[1]), Kind::TooSlow);
}

#[test]
fn the_last_digits_of_a_loss_at_rest_are_no_steps_uphill() {
    let shaken = |by: f64| {
        let loss: Vec<f64> = (0..40).map(|k| 50.0 + by * f64::from(k % 2)).collect();
        Evidence { loss: &loss, broke_off: false, floor: FLOOR, largest_gradient: 2.0, gradient_at_end: 0.0 }.judge().0
    };
    assert_eq!(shaken(8.0 * 50.0 * f64::EPSILON), Kind::Stuck);
    assert_eq!(shaken(16.0 * 50.0 * f64::EPSILON), Kind::Oscillating);
}

#[test]
fn a_thousandth_of_the_steepest_slope_is_stuck_and_just_above_is_too_slow() {
    let flat = |floor, gradient_at_end| {
        Evidence { loss: &[100.0, 60.0, 50.0], broke_off: false, floor, largest_gradient: 2.0, gradient_at_end }.judge()
    };
    assert_eq!(flat(FLOOR, 0.002), (Kind::Stuck, None));
    assert_eq!(flat(FLOOR, 0.002000001), (Kind::TooSlow, None));
    assert_eq!(flat(FLOOR, 0.0), (Kind::Stuck, None));
    // Where no floor is known, none is known to be lower.
    let floorless = Evidence {
        loss: &[100.0, 50.0, 60.0, 50.0],
        broke_off: false,
        floor: None,
        largest_gradient: 2.0,
        gradient_at_end: 0.0,
    };
    assert_ne!(floorless.judge().0, Kind::Stuck);
    // Gradients that cannot be measured say nothing.
    let nowhere = Evidence {
        loss: &[100.0, 60.0],
        broke_off: false,
        floor: FLOOR,
        largest_gradient: 0.0,
        gradient_at_end: f64::NAN,
    };
    assert_eq!(nowhere.judge(), (Kind::TooSlow, None));
}

#[test]
fn earlier_rules_go_before_later_ones() {
    let flat = |loss: &[f64]| {
        Evidence { loss, broke_off: false, floor: FLOOR, largest_gradient: 1.0, gradient_at_end: 0.0 }.judge().0
    };
    assert_eq!(flat(&[100.0, 0.5]), Kind::Converged);
    assert_eq!(flat(&[100.0, 0.6, 0.4, 0.6]), Kind::Converged, "bouncing within a hundredth has arrived");
    assert_eq!(flat(&[100.0, 50.0, 60.0]), Kind::Oscillating);
    assert_eq!(flat(&[1.0, 50.0]), Kind::Diverged);
    assert_eq!(flat(&[100.0, 50.0]), Kind::Stuck);
}

#[test]
fn sentences_at_every_rate_are_whole_and_hold_no_number_that_is_not_one() {
    let mut kinds = vec![];
    for (_, loss) in losses() {
        let objective = common::loss(&loss);
        for entry in
            optimizer::ENTRIES.iter().filter(|entry| common::fits(&common::few_settings(entry)[0], objective.as_ref()))
        {
            for steps in [1, 2, 30] {
                for decade in -20..=20 {
                    for lr in [format!("1e{decade}"), format!("3e{}", 15 * decade)] {
                        let trace = run(&format!(
                            r#"{{"loss": {loss}, "steps": {steps}, "hikers": [{{"optimizer": {{"name": "{}", "lr": {lr}}}}}]}}"#,
                            entry.name
                        ))
                        .remove(0);
                        let verdict = &trace.verdict;
                        let text = &verdict.text;
                        for word in ["NaN", "inf", "∞", "not a number", " 1 steps", " 1 epochs", "  "] {
                            assert!(!text.contains(word), "{loss} {} {lr} {steps}: {text}", entry.name);
                        }
                        assert!(text.starts_with(|c: char| c.is_uppercase()) && text.ends_with('.'), "{text}");
                        let stepped = matches!(verdict.kind, Kind::Converged | Kind::Diverged);
                        assert_eq!(verdict.step.is_some(), stepped, "{text}");
                        assert_eq!(trace.loss.len() <= steps, text.contains("overflow"), "{text}");
                        kinds.push(verdict.kind);
                    }
                }
            }
        }
    }
    for kind in [Kind::Converged, Kind::TooSlow, Kind::Oscillating, Kind::Stuck, Kind::Diverged] {
        assert!(kinds.contains(&kind), "{kind:?} never came up");
    }
}

#[test]
fn a_limit_in_a_sentence_is_that_of_what_the_hiker_walked_by_in_the_end() {
    let of = |changes: &str| {
        let experiment = common::experiment(&format!(
            r#"{{"loss": {{"name": "bowl"}}, "start": [1, 1], "steps": 900,
                "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.05}}, "changes": [{changes}]}}]}}"#
        ));
        learning_rate_playground::run::run(&experiment).remove(0).verdict
    };
    let faster = of(r#"{"at": 20, "optimizer": {"name": "SGD", "lr": 0.4, "momentum": 0.5}}"#);
    assert!(faster.kind == Kind::Diverged && faster.text.contains("2(1+β)/λmax = 0.3"), "{}", faster.text);
    // Thrown out before it would have come to its senses.
    let late = of(
        r#"{"at": 20, "optimizer": {"name": "SGD", "lr": 0.5}}, {"at": 890, "optimizer": {"name": "SGD", "lr": 0.01}}"#,
    );
    assert!(late.kind == Kind::Diverged && late.text.contains("2/λmax = 0.2"), "{}", late.text);
    let adam = of(r#"{"at": 20, "optimizer": {"name": "Adam", "lr": 50}}"#);
    assert!(!adam.text.contains("λmax"), "{}", adam.text);
}
