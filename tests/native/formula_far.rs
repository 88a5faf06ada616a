//! The functions of a typed formula near and far away against PyTorch's, value and gradient, as recorded in
//! tests/reference/formula.json.

use crate::common::{json, list, loss, number, numbers};
use learning_rate_playground::formula::Formula;
use learning_rate_playground::loss::Gradient;
use learning_rate_playground::number::{Dual, Lane};
use learning_rate_playground::schema::value::Value;
use std::collections::BTreeSet;

/// A number, or the word for one that JSON lacks.
fn recorded(value: &Value) -> f64 {
    match value {
        Value::Text(word) => word.parse().unwrap(),
        value => number(value),
    }
}

fn is_same(ours: f64, theirs: f64) -> bool {
    ours == theirs || (ours.is_nan() && theirs.is_nan()) || (ours - theirs).abs() <= 1e-14 * theirs.abs()
}

/// Where PyTorch's slope is no number, infinity times 0, and what it comes to is 0: of what a divisor that has
/// overflowed divides, of an exp that is 0, and along the exponent of a negative number, which has no slope.
const BETTER: [(&str, usize); 8] = [
    ("1/(1 + exp(-x))", 1),
    ("1/(1 + exp(x))", 1),
    ("1/(1 + x^4)", 1),
    ("1/cosh(x)", 1),
    ("exp(-x^4)", 1),
    ("x/(1 + exp(-x))", 1),
    ("x/(1 + exp(y))", 2),
    ("x^y", 2),
];

#[test]
fn far_away_values_and_slopes_are_those_of_pytorch_or_better() {
    let file = json(include_str!("../reference/formula.json"));
    let mut better = BTreeSet::new();
    for entry in list(file.get("points")) {
        let Some(Value::Text(text)) = entry.get("f") else { panic!("{entry:?}") };
        let point = numbers(entry.get("at"));
        let theirs: Vec<f64> =
            [entry.get("value").unwrap()].into_iter().chain(list(entry.get("gradient"))).map(recorded).collect();
        let tape = Formula::parse(text, &["x", "y"], &[]).unwrap().tape(&[]);
        let at = [point[0], *point.get(1).unwrap_or(&0.0)];
        let dual: Dual<Lane, Lane> = tape.value(&[0, 1].map(|i| Dual::variable(Lane::from([at[i]; 2]), i)));
        let ours = [dual.value, dual.gradient[0], dual.gradient[1]].map(|lane| lane.to_array()[0]);
        assert!(is_same(tape.value(&at), ours[0]));
        // The slope of a quotient is a difference: of two numbers of about 1, its last digits are rounding.
        let rounded = text.contains("/(") && (0.1..1e4).contains(&at[0].abs());
        for (part, (ours, theirs)) in ours.into_iter().zip(theirs).enumerate() {
            if is_same(ours, theirs) || (rounded && part > 0 && (ours - theirs).abs() <= f64::EPSILON) {
                continue;
            }
            assert!(theirs.is_nan() && ours == 0.0, "{text} at {point:?}, part {part}: {ours}, in PyTorch {theirs}");
            better.insert((text.clone(), part));
        }
    }
    assert!(better.iter().map(|(text, part)| (text.as_str(), *part)).eq(BETTER), "{better:?}");
}

#[test]
fn a_slope_that_has_overflowed_leaves_the_other_as_it_is() {
    for (formula, point, expected) in [
        ("x^4 + y^2", [1e150, 3.0], [f64::INFINITY, 6.0]),
        ("exp(x) + y^2", [1e3, 3.0], [f64::INFINITY, 6.0]),
        ("2^x + y^3", [1e30, 2.0], [f64::INFINITY, 12.0]),
        ("y^x + y", [1e30, 2.0], [f64::INFINITY, f64::INFINITY]),
        ("cosh(x)*1 + sin(y)", [-1e30, 0.0], [f64::NEG_INFINITY, 1.0]),
    ] {
        let tape = Formula::parse(formula, &["x", "y"], &[]).unwrap().tape(&[]);
        let dual: Dual<Lane, Lane> = tape.value(&[0, 1].map(|i| Dual::variable(Lane::from([point[i]; 2]), i)));
        assert_eq!(dual.gradient.map(|lane| lane.to_array()[0]), expected, "{formula}");
    }
}

/// A recurrent neuron's σ, far on the side where its exp overflows.
#[test]
fn the_cliff_has_slopes_far_away() {
    let cliff = loss(r#"{"name": "cliff"}"#);
    for far in [1e3, 1e30, 1e150] {
        for at in [[far, far], [-far, far], [far, -far], [-far, -far]] {
            let mut gradient = [0.0; 2];
            let value = Gradient::<f64>::gradient(cliff.as_ref(), &at, &mut gradient);
            assert!(value.is_finite() && gradient.iter().all(|slope| slope.is_finite()), "{at:?}: {gradient:?}");
            assert!(cliff.hessian(&at).unwrap().iter().all(|curvature| curvature.is_finite()), "{at:?}");
        }
    }
}
