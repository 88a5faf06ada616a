//! The range test: what theory says of it, and where it misleads.

use crate::common::{POINTS, experiment};
use learning_rate_playground::pause::at_once;
use learning_rate_playground::run::verdict::Kind;
use learning_rate_playground::schema::Fault;
use learning_rate_playground::sweep::range_test::{RangeTest, range_test};
use learning_rate_playground::sweep::rate_strip;
use learning_rate_playground::sweep::rates::sweep;

fn test(description: &str, low: f64, high: f64, steps: usize) -> Result<RangeTest, Fault> {
    at_once(range_test(&experiment(description), low, high, steps))
}

fn bowl(a: f64, b: f64) -> String {
    format!(
        r#"{{"loss": {{"name": "bowl", "a": {a}, "b": {b}}}, "start": [1, 1], "steps": 60,
            "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.01}}}}]}}"#
    )
}

#[test]
fn the_rate_rises_evenly_from_one_end_to_the_other_an_update_at_each() {
    let RangeTest { lr, loss, smooth, stop, .. } = test(&bowl(1.0, 1.0), 1e-4, 1e-2, 101).unwrap();
    assert_eq!((lr.len(), loss.len(), smooth.len(), stop), (101, 101, 101, None));
    assert_eq!(lr[0], 1e-4);
    assert!((lr[100] / 1e-2 - 1.0).abs() < 1e-12);
    assert!((lr[50] / 1e-3 - 1.0).abs() < 1e-12);
    let mut distance = 1.0;
    for (rate, loss) in lr.iter().zip(&loss) {
        assert!((loss / (distance * distance) - 1.0).abs() < 1e-12, "½ a (x² + y²), before the update at {rate}");
        distance *= 1.0 - rate;
    }
}

#[test]
fn on_a_bowl_the_loss_turns_up_at_2_over_lambda() {
    for lambda in [0.5, 2.0, 10.0] {
        let RangeTest { lr, loss, stop, .. } = test(&bowl(lambda, lambda), 1e-3 / lambda, 20.0 / lambda, 400).unwrap();
        let turn = (1..loss.len()).find(|&k| loss[k] > loss[k - 1]).unwrap();
        assert!(lr[turn - 1] > 2.0 / lambda && lr[turn - 2] <= 2.0 / lambda, "λ {lambda}: {}", lr[turn - 1]);
        assert!(loss[turn..].windows(2).all(|pair| pair[1] > pair[0]), "λ {lambda}: and goes on rising");
        assert!(stop.is_none_or(|stop| stop > 2.0 / lambda));
    }
}

#[test]
fn the_losses_are_smoothed_as_fastai_does_and_the_test_ends_above_four_times_the_best() {
    // So slowly past 2/λ that no update multiplies the loss by much.
    let RangeTest { lr, loss, smooth, stop, .. } = test(&bowl(10.0, 10.0), 0.19, 0.3, 4000).unwrap();
    let mut average = 0.0;
    for (k, loss) in loss.iter().enumerate() {
        average = 0.98 * average + 0.02 * loss;
        let expected = average / (1.0 - 0.98f64.powi(k as i32 + 1));
        assert!((smooth[k] / expected - 1.0).abs() < 1e-9, "update {k}");
    }
    let mut best = f64::INFINITY;
    let above: Vec<bool> = smooth
        .iter()
        .map(|&smooth| {
            best = best.min(smooth);
            smooth > 4.0 * best
        })
        .collect();
    let (last, before) = above.split_last().unwrap();
    assert!(*last && !before.contains(&true));
    assert_eq!(stop, lr.last().copied());
    assert!(lr.len() < 4000);
}

#[test]
fn the_suggestion_is_where_the_smoothed_loss_falls_steepest_from_the_first_tenth_to_its_lowest() {
    let RangeTest { lr, smooth, suggested, .. } = test(&bowl(1.0, 10.0), 1e-3, 10.0, 200).unwrap();
    let k = lr.iter().position(|rate| Some(*rate) == suggested).unwrap();
    let lowest = (0..smooth.len()).min_by(|&i, &j| smooth[i].total_cmp(&smooth[j])).unwrap();
    assert!((20..lowest).contains(&k));
    let fall = |k: usize| smooth[k] - smooth[k + 1];
    assert!((20..lowest).all(|other| fall(other) <= fall(k)));
}

#[test]
fn losses_below_zero_do_not_end_the_test_while_they_fall() {
    let plain = r#"{"loss": {"name": "styblinski_tang"}, "start": [-1, -1], "steps": 60,
        "hikers": [{"optimizer": {"name": "SGD", "lr": 0.01}}]}"#;
    let RangeTest { loss, stop, .. } = test(plain, 1e-4, 1e-2, 200).unwrap();
    assert!(loss[199] < -70.0);
    assert_eq!(stop, None);
}

#[test]
fn a_walk_whose_numbers_overflow_ends_the_test_with_finite_ones() {
    let description = r#"{"loss": {"name": "rosenbrock"}, "steps": 60,
        "hikers": [{"optimizer": {"name": "SGD", "lr": 0.01}}]}"#;
    let RangeTest { lr, loss, smooth, stop, .. } = test(description, 1e-5, 1e6, 40).unwrap();
    assert!(loss.iter().chain(&smooth).all(|x| x.is_finite()));
    assert_eq!(stop, lr.last().copied());
}

#[test]
fn in_batches_each_update_tells_the_loss_of_its_own_samples() {
    let of = |batch: &str| {
        let description = format!(
            r#"{{"loss": {{"name": "squared_error", "data": {POINTS}}}, "epochs": 20,
                "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.01}}{batch}}}]}}"#
        );
        test(&description, 1e-300, 2e-300, 20).unwrap().loss
    };
    // It does not move: ten batches of five are the whole data, and come anew in another order.
    let (batches, whole) = (of(r#", "batch_size": 5"#), of(""));
    assert!(whole.iter().all(|loss| *loss == whole[0]));
    for epoch in [&batches[..10], &batches[10..]] {
        assert!((epoch.iter().sum::<f64>() / 10.0 / whole[0] - 1.0).abs() < 1e-12);
        assert!(epoch.iter().any(|loss| (loss / whole[0] - 1.0).abs() > 0.1));
    }
}

#[test]
fn the_hikers_own_schedule_and_changes_of_mind_have_no_part_in_it() {
    let of = |more: &str| {
        test(
            &format!(
                r#"{{"loss": {{"name": "bowl"}}, "steps": 60, "hikers": [{{"optimizer": {{"name": "Adam", "lr": 3}}{more}}}]}}"#
            ),
            1e-3,
            1.0,
            50,
        )
        .unwrap()
    };
    let plain = of("");
    let busy = of(r#", "scheduler": {"name": "StepLR", "step_size": 5, "gamma": 0.1},
        "changes": [{"at": 9, "optimizer": {"name": "SGD", "lr": 2}}]"#);
    assert_eq!((plain.lr, plain.loss), (busy.lr, busy.loss));
}

#[test]
fn ends_and_numbers_that_make_no_test_are_named() {
    for (low, high, steps, part) in [
        (0.0, 1.0, 100, "low, high and steps are 0, 1 and 100"),
        (1.0, 1.0, 100, "low, high and steps are 1, 1 and 100"),
        (1e-3, f64::INFINITY, 100, "allowed: 0 < low < high"),
        (f64::NAN, 1.0, 100, "allowed: 0 < low < high"),
        (1e-3, 1.0, 1, "allowed: 0 < low < high, 2 to 100000 steps"),
        (1e-3, 1.0, 100_001, "2 to 100000 steps"),
    ] {
        let said = test(&bowl(1.0, 1.0), low, high, steps).map(|_| ()).unwrap_err().to_string();
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn the_test_misleads_where_the_walk_has_left_the_steep_ground_before_the_rate_is_high() {
    let banana = r#"{"loss": {"name": "rosenbrock", "b": 10}, "start": [-1.5, 2], "steps": 200,
        "hikers": [{"optimizer": {"name": "SGD", "lr": 0.003}}]}"#;
    let [low, high] = at_once(rate_strip::range(&experiment(banana)));
    let strip = at_once(rate_strip::strip(&experiment(banana), low, high, 200));
    let RangeTest { suggested, outcome, .. } = test(banana, low, high, 200).unwrap();
    assert!(suggested.unwrap() > 3.0 * strip.band.unwrap()[1], "far above every rate that arrives");
    assert_eq!(outcome.unwrap().kind, Kind::Diverged);
    assert_eq!(sweep(&experiment(banana), &[strip.just_right]).unwrap()[0].kind, Kind::Converged);
}

#[test]
fn it_does_not_mislead_in_one_valley() {
    let [low, high] = [1e-5, 0.2];
    let himmelblau =
        r#"{"loss": {"name": "himmelblau"}, "steps": 60, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.01}}]}"#;
    assert_eq!(test(himmelblau, low, high, 200).unwrap().outcome.unwrap().kind, Kind::Converged);
}
