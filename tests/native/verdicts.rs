//! The verdict: each kind on a walk that shows it, each rule at its edge, and what the sentences say.

use std::borrow::Cow;

use crate::common;
use crate::common::{POINTS, losses, run};
use learning_rate_playground::loss::Reference;
use learning_rate_playground::optimizer;
use learning_rate_playground::run::Trace;
use learning_rate_playground::run::turns::turns_back;
use learning_rate_playground::run::verdict::{Evidence, Judge, Kind, Records, slope};

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
}

#[test]
fn a_walk_that_comes_to_rest_on_a_saddle_is_stuck_there_though_the_loss_has_no_floor() {
    shows(
        &walk("saddle", "[1, 0]", 60, 0.1),
        Kind::Stuck,
        None,
        "It is stuck on a saddle at a loss of 2.349 × 10⁻¹², where the slope is down to 3.1 × 10⁻⁶; to either side it is lower.",
    );
    assert_eq!(walk("saddle", "[0, 0]", 10, 0.1).verdict.kind, Kind::Stuck);
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
        "After 60 steps the loss went from 2.25 to 0.1981; it has no floor.",
    );
}

#[test]
fn a_walk_that_bounces_is_oscillating_and_one_above_the_limit_is_told_the_limit() {
    shows(
        &walk("mountain", "", 60, 0.8),
        Kind::Oscillating,
        None,
        "It goes up and down: over its last 30 steps the loss rose by 16.2 and fell by 15.9. The largest rate that settles there is 2/λmax = 0.404.",
    );
    shows(
        &walk("bowl", "[0, 1]", 1, 0.21),
        Kind::Oscillating,
        None,
        "It goes up and down, and ends higher than it began: the loss went from 5 to 6.05. The largest rate that settles there is 2/λmax = 0.2.",
    );
    let noisy = run(&format!(
        r#"{{"loss": {{"name": "squared_error", "data": {POINTS}}}, "steps": 60,
            "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.5}}, "batch_size": 1}}]}}"#
    ))
    .remove(0);
    assert_eq!(noisy.verdict.kind, Kind::Oscillating);
    assert!(noisy.verdict.text.starts_with("It goes up and down"), "{}", noisy.verdict.text);
    assert!(!noisy.verdict.text.contains("λ"), "no limit is known for batches: {}", noisy.verdict.text);
}

#[test]
fn a_rate_that_has_decayed_below_the_limit_is_not_said_to_be_above_it() {
    let decayed = run(r#"{"loss": {"name": "bowl"}, "start": [0, 1], "steps": 60, "hikers": [{
            "optimizer": {"name": "SGD", "lr": 0.42, "momentum": 0.99},
            "scheduler": {"name": "ExponentialLR", "gamma": 0.95}}]}"#)
    .remove(0);
    assert_eq!(decayed.verdict.kind, Kind::Oscillating, "{}", decayed.verdict.text);
    assert!(!decayed.verdict.text.contains('λ'), "{}", decayed.verdict.text);
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
    stuck(&walk("mountain", "[-10.477746692899869, -11.971877241330876]", 3, 4.5), "on a summit");
    // The nearly level floor of a canyon leads on to the lowest point, of data as of a surface.
    let far =
        r#"{"name": "squared_error", "data": {"X": [[1000], [1001], [1003]], "y": [2000, 2004, 2001]}, "alpha": 0}"#;
    let near = r#"{"name": "squared_error", "data": {"X": [[20], [21], [23]], "y": [20, 21, 23]}, "alpha": 0}"#;
    let surface = r#"{"name": "bowl", "a": 0.00001, "b": 10}"#;
    for (canyon, start, lr) in
        [(far, "[100, -98000]", 1e-6), (near, "[101, -1733]", 0.0021), (surface, "[1000, 1]", 0.1)]
    {
        let trace = walk(canyon, start, 100, lr);
        assert_eq!(trace.verdict.kind, Kind::TooSlow, "{}", trace.verdict.text);
        assert!(trace.verdict.text.contains("The valley is a canyon: "), "{}", trace.verdict.text);
    }
}

#[test]
fn a_walk_is_thrown_out_at_a_step_by_a_factor_above_a_rate() {
    shows(
        &walk("bowl", "[0, 1]", 100, 0.3),
        Kind::Diverged,
        Some(2),
        "It is thrown out: from step 1 on it is above where it started, and from step 2 on more than ten times as high above the lowest valley. At the end each step multiplied its distance from the valley by 2. The largest rate that would not is 2/λmax = 0.2.",
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

/// A walk that is made up: its losses, and of the rest what a rule goes by.
struct Sketch {
    dim: usize,
    points: Vec<[f64; 2]>,
    steepest: f64,
    rates: Vec<f64>,
}

impl Records for Sketch {
    fn params(&self) -> Cow<'_, [f64]> {
        Cow::Borrowed(self.points.as_flattened())
    }
    fn start(&self) -> &[f64] {
        &self.points.as_flattened()[..self.dim]
    }
    fn end(&self) -> Cow<'_, [f64]> {
        let params = self.points.as_flattened();
        Cow::Borrowed(&params[params.len() - self.dim..])
    }
    fn turns_back(&self) -> usize {
        turns_back(self.points.as_flattened(), self.dim)
    }
    fn steepest(&self) -> f64 {
        self.steepest
    }
    fn rates(&self) -> Cow<'_, [f64]> {
        Cow::Borrowed(&self.rates)
    }
}

/// Straight on in the view, as steep everywhere.
fn straight(loss: &[f64]) -> Sketch {
    Sketch {
        points: (0..loss.len()).map(|k| [4.0 - 2.0 * k as f64 / loss.len() as f64, 0.0]).collect(),
        dim: 2,
        steepest: 1.0,
        rates: vec![0.1; loss.len()],
    }
}

fn judged(on: &str, reference: Option<Reference>, loss: &[f64], records: &Sketch) -> (Kind, Option<usize>) {
    let on = common::loss(&if on.starts_with('{') { on.into() } else { format!(r#"{{"name": "{on}"}}"#) });
    let judge = Judge::with(on.as_ref(), reference.unwrap_or(on.reference()));
    let judgement = judge.judge(&Evidence { loss, broke_off: false, records });
    (judgement.kind, judgement.step)
}

/// A judgement of losses alone.
fn judge(reference: Reference, loss: &[f64]) -> (Kind, Option<usize>) {
    judged("bowl", Some(reference), loss, &straight(loss))
}

const FLOOR: Reference = Reference::At(0.0);

#[test]
fn within_a_hundredth_of_the_drop_is_converged_and_just_above_is_not() {
    assert_eq!(judge(FLOOR, &[100.0, 50.0, 1.0]), (Kind::Converged, Some(2)));
    assert_eq!(judge(FLOOR, &[100.0, 50.0, 1.0 + 1e-12]), (Kind::TooSlow, None));
    // The reference is counted from, not zero.
    assert_eq!(judge(Reference::At(-50.0), &[50.0, 0.0, -49.0]), (Kind::Converged, Some(2)));
    assert_eq!(judge(Reference::At(-50.0), &[50.0, 0.0, -48.9]), (Kind::TooSlow, None));
}

#[test]
fn converged_names_the_first_record_from_which_it_stays_down() {
    assert_eq!(judge(FLOOR, &[100.0, 0.5, 2.0, 0.9, 0.1, 1.0]), (Kind::Converged, Some(3)));
    assert_eq!(judge(FLOOR, &[100.0, 0.5, 0.9, 0.1, 1.1]), (Kind::TooSlow, None));
}

#[test]
fn a_walk_that_goes_up_and_down_must_stay_down_for_a_tenth_of_its_records() {
    let low_for = |last: usize, high: [f64; 2]| {
        let mut loss: Vec<f64> = (0..40).map(|k| high[k % 2]).collect();
        loss[0] = 100.0;
        loss[40 - last..].fill(0.5);
        judge(FLOOR, &loss)
    };
    assert_eq!(low_for(4, [50.0, 30.0]), (Kind::Converged, Some(36)));
    assert_eq!(low_for(3, [50.0, 30.0]).0, Kind::Oscillating);
    // One that only falls may arrive at the last record.
    assert_eq!(low_for(1, [50.0, 50.0]), (Kind::Converged, Some(39)));
}

#[test]
fn a_start_within_rounding_of_the_reference_converged_at_0_only_if_it_stays_there() {
    let rounding = f64::EPSILON;
    assert_eq!(judge(FLOOR, &[rounding, 2.0 * rounding, 0.0]), (Kind::Converged, Some(0)));
    assert_eq!(judge(Reference::At(1e6), &[1e6, 1e6 * (1.0 + rounding)]), (Kind::Converged, Some(0)));
    assert_eq!(judge(FLOOR, &[0.0, 0.0, 1e-3]), (Kind::Diverged, Some(2)));
    assert_eq!(judge(FLOOR, &[0.0, 1e-3, 0.0]), (Kind::Converged, Some(2)));
}

#[test]
fn more_than_ten_drops_up_is_diverged_from_where_that_stays_so() {
    assert_eq!(judge(FLOOR, &[1.0, 10.0]), (Kind::Oscillating, None));
    assert_eq!(judge(FLOOR, &[1.0, 10.0 + 1e-9]), (Kind::Diverged, Some(1)));
    assert_eq!(judge(FLOOR, &[1.0, 20.0, 9.0, 11.0, 30.0]), (Kind::Diverged, Some(3)));
    assert_eq!(judge(FLOOR, &[1.0, 1e30, 0.001]), (Kind::Converged, Some(2)));
    assert_eq!(judge(Reference::At(-1.0), &[0.0, 9.0]), (Kind::Oscillating, None));
    assert_eq!(judge(Reference::At(-1.0), &[0.0, 9.5]), (Kind::Diverged, Some(1)));
    // Where there is no reference, the lowest of the walk stands in; a walk that ends below its start is not thrown out.
    assert_eq!(judge(Reference::Unknown, &[1.0, 0.0, 10.5]), (Kind::Diverged, Some(2)));
    assert_eq!(judge(Reference::Unknown, &[1.0, 0.0, 9.5]), (Kind::Oscillating, None));
    assert_eq!(judge(Reference::Unknown, &[100.0, 99.0, 99.99]).0, Kind::Oscillating);
}

#[test]
fn a_walk_that_broke_off_diverged_at_the_number_of_records_kept_whatever_else_it_shows() {
    let bowl = common::loss(r#"{"name": "bowl"}"#);
    for loss in [&[1.0, 0.0, 0.0][..], &[1.0][..], &[0.0][..]] {
        let judgement = Judge::of(bowl.as_ref()).judge(&Evidence { loss, broke_off: true, records: &straight(loss) });
        assert_eq!((judgement.kind, judgement.step), (Kind::Diverged, Some(loss.len())));
    }
}

#[test]
fn higher_than_it_began_and_a_view_s_width_away_is_diverged_and_a_little_nearer_is_not() {
    // The view of the bowl is ten wide.
    let away = |x: f64, last: f64| {
        let points = vec![[0.0, 0.0], [x, 0.0], [-3.0, 0.0], [x, 0.0]];
        judged("bowl", Some(FLOOR), &[1.0, 1.5, 1.2, last], &Sketch { points, ..straight(&[0.0; 4]) })
    };
    assert_eq!(away(10.001, 2.0), (Kind::Diverged, Some(3)));
    assert_eq!(away(10.0, 2.0), (Kind::Oscillating, None));
    assert_ne!(away(10.001, 0.9).0, Kind::Diverged, "it ends lower than it began");
}

#[test]
fn a_walk_that_still_falls_a_view_s_width_away_falls_without_end_where_there_is_no_floor() {
    let falls = |reference: Reference, x: f64, losses: [f64; 4]| {
        let points = [0.0, 0.1 * x, 0.5 * x, x].map(|x| [x, 0.0]).to_vec();
        judged("bowl", Some(reference), &losses, &Sketch { points, ..straight(&losses) }).0
    };
    let falling = [0.0, -1.0, -2.0, -3.0];
    assert_eq!(falls(Reference::Unbounded, 10.001, falling), Kind::Diverged);
    assert_ne!(falls(Reference::Unbounded, 10.0, falling), Kind::Diverged);
    assert_ne!(falls(Reference::Unbounded, 10.001, [0.0, -3.0, -2.0, -2.0]), Kind::Diverged, "it has turned");
    assert_ne!(falls(Reference::Unknown, 10.001, falling), Kind::Diverged);
    // Below a reference by more than a hundredth of the drop, there is none.
    assert_eq!(falls(Reference::At(-2.97), 10.001, falling), Kind::Diverged);
    assert_eq!(falls(Reference::At(-2.98), 10.001, falling), Kind::Converged);
}

#[test]
fn without_a_reference_it_arrives_where_it_rests_in_a_valley() {
    // ½gᵀH⁻¹g of ½(10 x² + …) at x is ½ · 10 x² ÷ …: the bowl's own height above its bottom.
    let ends = |reference: Reference, x: f64, losses: [f64; 3]| {
        let points = [1.0, 0.5, x].map(|x| [x, 0.0]).to_vec();
        judged("bowl", Some(reference), &losses, &Sketch { points, ..straight(&losses) })
    };
    let bowl = common::loss(r#"{"name": "bowl"}"#);
    let x = (0.01 / bowl.value(&[1.0, 0.0])).sqrt(); // a hundredth above the bottom
    for reference in [Reference::Unknown, Reference::Unbounded] {
        assert_eq!(ends(reference, 0.999 * x, [1.0, 0.5, 0.0]), (Kind::Converged, Some(2)));
        assert_eq!(ends(reference, 1.001 * x, [1.0, 0.5, 0.0]), (Kind::TooSlow, None));
        assert_ne!(ends(reference, 0.0, [1.0, 1.0, 1.0]).0, Kind::Converged, "it has not fallen");
    }
    let saddle = Sketch { points: vec![[1.0, 0.0], [0.5, 0.0], [0.0, 0.0]], ..straight(&[0.0; 3]) };
    assert_ne!(judged("saddle", None, &[1.0, 0.5, 0.0], &saddle).0, Kind::Converged, "a saddle is no valley");
}

const NETWORK: &str = r#"{"name": "mlp", "data": {"name": "make_moons", "n_samples": 20, "random_state": 0}}"#;

/// Falls from 1 to 0.5 at half-way, and then by `late`.
fn curve(records: usize, late: f64) -> Vec<f64> {
    let half = (records - 1) / 2;
    let at = |k: usize| match k {
        k if k <= half => 1.0 - 0.5 * k as f64 / half as f64,
        k => 0.5 - late * (k - half) as f64 / (records - 1 - half) as f64,
    };
    (0..records).map(at).collect()
}

#[test]
fn a_network_has_arrived_once_its_curve_has_levelled_off() {
    let network = |loss: &[f64], rates: &[f64]| {
        let dim = common::loss(NETWORK).dim();
        let records = Sketch {
            dim,
            points: vec![[0.0; 2]; loss.len() * dim],
            rates: rates[..loss.len()].to_vec(),
            ..straight(loss)
        };
        judged(NETWORK, None, loss, &records).0
    };
    let constant = [0.1; 40];
    // Of a drop of 0.5 + late, the last half brings at most a twentieth: late ≤ 0.5/19.
    assert_eq!(network(&curve(20, 0.0263), &constant), Kind::Converged);
    assert_eq!(network(&curve(20, 0.0264), &constant), Kind::TooSlow);
    assert_eq!(network(&curve(19, 0.01), &constant), Kind::TooSlow, "of 19 records nothing can be told");
    // At a hundredth of the first loss it has, however it falls.
    let all_the_way = |last: f64| (0..20).map(|k| 1.0 - (1.0 - last) * k as f64 / 19.0).collect::<Vec<_>>();
    assert_eq!(network(&all_the_way(0.00999), &constant), Kind::Converged);
    assert_eq!(network(&all_the_way(0.01001), &constant), Kind::TooSlow);
    // It must never have been above its start by more than its drop.
    let mut high = curve(20, 0.01);
    high[3] = 1.0 + 0.51;
    assert_eq!(network(&high, &constant), Kind::Converged);
    high[3] = 1.0 + 0.511;
    assert_ne!(network(&high, &constant), Kind::Converged);
    // Rises of a twentieth of the drop are noise, more are not.
    let mut noisy = curve(20, 0.0);
    noisy[15] = 0.5 + 0.0249;
    assert_eq!(network(&noisy, &constant), Kind::Converged);
    noisy[15] = 0.5 + 0.0251;
    assert_ne!(network(&noisy, &constant), Kind::Converged);
    // A rate that falls slows the curve, which is counted: halved, what the last half brings counts twice.
    let halved: Vec<f64> = (0..20).map(|k| if k < 9 { 0.1 } else { 0.05 }).collect();
    assert_eq!(network(&curve(20, 0.0128), &halved), Kind::Converged);
    assert_eq!(network(&curve(20, 0.0129), &halved), Kind::TooSlow);
    let stopped: Vec<f64> = (0..20).map(|k| if k < 9 { 0.1 } else { 0.00099 }).collect();
    assert_eq!(network(&curve(20, 0.0), &stopped), Kind::TooSlow, "more than 100 times slower");
}

#[test]
fn rising_by_more_than_half_of_what_it_falls_is_oscillating_and_less_is_not() {
    // The first half does not count.
    let walked = |rise: f64| judge(FLOOR, &[100.0, 10.0, 90.0, 50.0, 40.0 + rise, 40.0]).0;
    let falls = |rise: f64| [100.0, 10.0, 50.0, 40.0, 40.0 + rise, 30.0];
    // From record 2 on: it falls 10, rises `rise` and falls 10 + rise.
    assert_eq!(judge(FLOOR, &falls(20.1)).0, Kind::Oscillating);
    assert_eq!(judge(FLOOR, &falls(19.9)).0, Kind::TooSlow);
    assert_ne!(walked(0.0), Kind::Oscillating);
    // Rises of a hundredth of the drop at most are none.
    assert_eq!(judge(FLOOR, &[100.0, 50.0, 50.0, 51.0, 51.0]).0, Kind::TooSlow);
    assert_eq!(judge(FLOOR, &[100.0, 50.0, 50.0, 51.001, 51.001]).0, Kind::Oscillating);
}

#[test]
fn moves_of_which_half_turn_back_are_oscillating_though_the_loss_falls() {
    let turned = |last: [f64; 2], loss: &[f64]| {
        let mut points = vec![[0.0, 0.0], [1.0, 0.0], [0.0, 0.0], [1.0, 0.0], [0.0, 0.0]];
        points.push(last);
        judged("bowl", Some(FLOOR), loss, &Sketch { points, ..straight(loss) }).0
    };
    // Six records: in the last half there are moves 3, 4 and 5, which are two pairs; of these 3 and 4 turn back.
    let falling = [100.0, 90.0, 80.0, 70.0, 60.0, 50.0];
    assert_eq!(turned([-1.0, 0.0], &falling), Kind::Oscillating, "one pair of two");
    let straight_on = Sketch { points: (0..6).map(|k| [k as f64, 0.0]).collect(), ..straight(&falling) };
    assert_eq!(judged("bowl", Some(FLOOR), &falling, &straight_on).0, Kind::TooSlow);
    // The cosine of moves that point against each other is below −1/4.
    let pair = |cosine: f64, long: f64| {
        let sine = (1.0 - cosine * cosine).sqrt();
        let points = vec![[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [2.0 + long * cosine, long * sine]];
        judged("bowl", Some(FLOOR), &[100.0, 90.0, 80.0, 70.0], &Sketch { points, ..straight(&[0.0; 4]) }).0
    };
    assert_eq!(pair(-0.251, 1.0), Kind::Oscillating);
    assert_eq!(pair(-0.249, 1.0), Kind::TooSlow);
    // Moves below a hundredth of the longest do not count.
    assert_eq!(pair(-1.0, 0.0101), Kind::Oscillating);
    assert_eq!(pair(-1.0, 0.0099), Kind::TooSlow);
}

#[test]
fn the_last_digits_of_a_loss_at_rest_are_no_rises() {
    let shaken = |by: f64| {
        let loss: Vec<f64> = (0..40).map(|k| 50.0 + by * f64::from(k % 2)).collect();
        judge(Reference::At(50.0 - 1e-10), &loss).0
    };
    assert_ne!(shaken(8.0 * 50.0 * f64::EPSILON), Kind::Oscillating);
    assert_eq!(shaken(1e-11), Kind::Oscillating);
}

#[test]
fn a_thousandth_of_the_steepest_slope_is_stuck_and_just_above_crawls() {
    // On the plateau's top, where it bends next to nothing.
    let flat = |part: f64, losses: &[f64]| {
        let points: Vec<[f64; 2]> = (0..losses.len()).map(|k| [9.0 + 0.001 * k as f64, 9.0]).collect();
        let steepest = slope(common::loss(r#"{"name": "plateau"}"#).as_ref(), &points[losses.len() - 1]) / part;
        judged("plateau", Some(FLOOR), losses, &Sketch { points, steepest, ..straight(losses) }).0
    };
    let still = [100.0, 50.0, 50.0, 50.0];
    assert_eq!(flat(0.001, &still), Kind::Stuck);
    assert_eq!(flat(0.001000001, &still), Kind::TooSlow);
    // The last half must have brought a hundredth of the drop at most.
    assert_eq!(flat(0.0, &[100.0, 51.0, 50.5, 50.0]), Kind::Stuck);
    assert_eq!(flat(0.0, &[100.0, 51.0, 50.5, 49.999]), Kind::TooSlow);
    // Higher than it began, and nothing moves it any more.
    assert_eq!(flat(0.0, &[50.0, 50.1, 50.1, 50.1]), Kind::Diverged);
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
