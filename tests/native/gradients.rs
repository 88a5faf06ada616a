//! Gradients and curvatures from dual numbers, against differences of the loss itself.

use crate::common::{NETWORKS, loss, losses};
use learning_rate_playground::loss::{Gradient, Loss, lanes};
use learning_rate_playground::number::random::RandomState;
use proptest::prelude::*;

/// The derivative along parameter `i` from four points around, exact up to the fifth derivative, which is large where
/// waves are short.
fn difference(name: &str, of: &dyn Fn(&[f64]) -> f64, at: &[f64], i: usize) -> f64 {
    let short = ["schaffer_n2", "michalewicz", "cross_in_tray", "cliff"].contains(&name);
    difference_over(if short { 1e-4 } else { 1e-3 } * at[i].abs().max(1.0), of, at, i)
}

fn difference_over(h: f64, of: &dyn Fn(&[f64]) -> f64, at: &[f64], i: usize) -> f64 {
    let moved = |steps: f64| {
        let mut point = at.to_vec();
        point[i] += steps * h;
        of(&point)
    };
    (8.0 * (moved(1.0) - moved(-1.0)) - (moved(2.0) - moved(-2.0))) / (12.0 * h)
}

fn gradient(loss: &dyn Loss, at: &[f64]) -> Vec<f64> {
    let mut gradient = vec![0.0; at.len()];
    let value = Gradient::<f64>::gradient(loss, at, &mut gradient);
    assert_eq!(value, Gradient::<f64>::value(loss, at), "the loss beside the slope is the loss");
    gradient
}

fn close(ours: f64, difference: f64, scale: f64) -> bool {
    (ours - difference).abs() <= 1e-6 * scale.max(1.0)
}

/// A point of the loss's view, from two numbers in [0, 1].
fn point(loss: &dyn Loss, u: f64, v: f64) -> [f64; 2] {
    let view = loss.view();
    [(view.x, u), (view.y, v)].map(|([from, to], part)| from + (to - from) * part)
}

/// Differences do not hold near a tip or an edge, nor across the hinge's many kinks.
fn smooth(name: &str, at: &[f64]) -> bool {
    match name {
        "hinge" => false,
        "ackley" => at[0].hypot(at[1]) > 0.1,
        "bukin_n6" => (at[1] - 0.01 * at[0] * at[0]).abs() > 0.5 && (at[0] + 10.0).abs() > 0.1,
        "cross_in_tray" => at.iter().all(|p| p.sin().abs() > 0.5),
        // In the cliff a step of a thousandth is a long one.
        "cliff" => at[0] < 4.0,
        _ => true,
    }
}

/// Catalogue losses, and those whose arguments bend them.
fn all() -> Vec<(&'static str, String)> {
    let mut all = losses();
    all.push(("bowl", r#"{"name": "bowl", "a": -2, "b": 0.3}"#.into()));
    all.push(("sharp_and_flat", r#"{"name": "sharp_and_flat", "a": 3, "b": 0.5}"#.into()));
    all.push(("rosenbrock", r#"{"name": "rosenbrock", "a": -0.5, "b": 7}"#.into()));
    let data = r#"{"X": [[1, 2], [0.5, -3], [2, 0.1]], "y": [1, 4, -2]}"#;
    all.push((
        "squared_error",
        format!(r#"{{"name": "squared_error", "data": {data}, "alpha": 0.3, "standardize": true}}"#),
    ));
    let data = r#"{"X": [[1, 2], [0.5, -3], [2, 0.1]], "y": [7, -4, 7]}"#;
    all.push(("log_loss", format!(r#"{{"name": "log_loss", "data": {data}, "alpha": 0.3}}"#)));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn slopes_are_those_of_finite_differences(u in 0.0..1.0f64, v in 0.0..1.0f64) {
        for (name, description) in all() {
            let loss = loss(&description);
            let mut at = point(loss.as_ref(), u, v).to_vec();
            at.resize(loss.dim(), u - v);
            if !smooth(name, &at) {
                continue;
            }
            let ours = gradient(loss.as_ref(), &at);
            let scale = ours.iter().map(|s| s.abs()).fold(0.0, f64::max);
            for (i, &s) in ours.iter().enumerate() {
                let expected = difference(name, &|p| Gradient::<f64>::value(loss.as_ref(), p), &at, i);
                prop_assert!(close(s, expected, scale), "{description} at {at:?}, parameter {i}: {s}, by differences {expected}");
            }
        }
    }

    /// Over so short a way that it crosses no kink of relu.
    #[test]
    fn slopes_of_networks_are_those_of_finite_differences(seed in any::<u32>(), size in 0.1..3.0f64) {
        for description in NETWORKS {
            let network = loss(description);
            let mut random = RandomState::new(seed);
            let at: Vec<f64> = (0..network.dim()).map(|_| size * random.normal()).collect();
            for (i, s) in gradient(network.as_ref(), &at).into_iter().enumerate() {
                let expected = difference_over(1e-6, &|p| Gradient::<f64>::value(network.as_ref(), p), &at, i);
                prop_assert!(close(s, expected, 1.0), "{description} at {at:?}, parameter {i}: {s}, by differences {expected}");
            }
        }
    }

    #[test]
    fn curvatures_are_those_of_finite_differences_of_slopes(u in 0.0..1.0f64, v in 0.0..1.0f64) {
        for (name, description) in all() {
            let loss = loss(&description);
            let mut at = point(loss.as_ref(), u, v).to_vec();
            at.resize(loss.dim(), u - v);
            if !smooth(name, &at) {
                continue;
            }
            let n = at.len();
            let Some(hessian) = loss.hessian(&at) else { continue };
            let scale = hessian.iter().map(|c| c.abs()).fold(0.0, f64::max);
            for i in 0..n {
                for j in 0..n {
                    let expected = difference(name, &|p| gradient(loss.as_ref(), p)[j], &at, i);
                    let ours = hessian[j * n + i];
                    prop_assert!(close(ours, expected, scale), "{description} at {at:?}, {j} {i}: {ours}, by differences {expected}");
                }
            }
        }
    }
}

#[test]
fn a_batch_s_slope_is_the_mean_over_its_samples_and_the_penalty_is_whole_in_each() {
    let data = r#"{"X": [[1, 2], [0.5, -3], [2, 0.1]], "y": [1, 4, -2]}"#;
    let loss = loss(&format!(r#"{{"name": "squared_error", "data": {data}, "alpha": 0.3}}"#));
    let at = [0.7, -1.1, 0.4];
    let of = |batch: &[usize]| -> Vec<f64> {
        let mut wide = lanes(&[0.0; 3]);
        loss.of_data().unwrap().batch_gradient(&lanes(&at), batch, &mut wide);
        wide.iter().map(|s| s[0]).collect()
    };
    let singles: Vec<Vec<f64>> = (0..3).map(|i| of(&[i])).collect();
    for (ours, members) in [(of(&[0, 2]), vec![0, 2]), (gradient(loss.as_ref(), &at), vec![0, 1, 2])] {
        for (j, ours) in ours.into_iter().enumerate() {
            let mean = members.iter().map(|&i: &usize| singles[i][j]).sum::<f64>() / members.len() as f64;
            assert!((ours - mean).abs() < 1e-14, "{members:?} parameter {j}: {ours} {mean}");
        }
    }
    // By hand, for the first sample: p − y = 0.7 − 2.2 + 0.4 − 1 = −2.1.
    let by_hand = [-2.1 + 0.3 * 0.7, -4.2 + 0.3 * -1.1, -2.1];
    singles[0].iter().zip(by_hand).for_each(|(ours, hand)| assert!((ours - hand).abs() < 1e-14, "{ours} {hand}"));
}

#[test]
fn ackley_s_slope_at_the_origin_is_zero_and_its_loss_is_zero_there() {
    let ackley = loss(r#"{"name": "ackley"}"#);
    assert_eq!(gradient(ackley.as_ref(), &[0.0, 0.0]), [0.0, 0.0]);
    assert!(Gradient::<f64>::value(ackley.as_ref(), &[0.0, 0.0]).abs() < 1e-15);
    assert!(ackley.hessian(&[0.0, 0.0]).unwrap().iter().all(|c| c.is_finite()));
}
