//! The linear classifiers: their gradients at kinks and far out, their classes, and the lowest of the log-loss.

use crate::common::{CLASSES, experiment, loss, off, refused, run};
use learning_rate_playground::loss::{Gradient, Loss, lanes};
use learning_rate_playground::run::stability;

fn described(name: &str, data: &str, rest: &str) -> String {
    format!(r#"{{"name": "{name}", "data": {data}{rest}}}"#)
}

/// One sample at x = 1 of the positive class, and one that no batch below asks for.
fn single(name: &str) -> std::rc::Rc<dyn Loss> {
    loss(&described(name, r#"{"X": [[1], [0]], "y": [5, -2]}"#, r#", "alpha": 0"#))
}

fn slope_of_first(loss: &dyn Loss, at: [f64; 2]) -> [f64; 2] {
    let mut gradient = lanes(&[f64::NAN; 2]);
    loss.of_data().unwrap().batch_gradient(&lanes(&at), &[0], &mut gradient);
    [gradient[0][0], gradient[1][0]]
}

#[test]
fn the_hinge_s_kink_belongs_to_the_slope_as_in_scikit_learn() {
    let hinge = single("hinge");
    for (prediction, along) in [(0.0, -1.0), (1.0, -1.0), (1.0 + f64::EPSILON, 0.0), (-1e300, -1.0), (1e300, 0.0)] {
        assert_eq!(slope_of_first(hinge.as_ref(), [prediction, 0.0]), [along; 2], "at {prediction}");
    }
}

#[test]
fn the_log_loss_and_its_slope_are_right_for_predictions_of_every_size() {
    let log_loss = single("log_loss");
    for p in [0.0, 1e-300, 0.3, -0.3, 17.0, -17.0, 36.9, 40.0, -40.0, 709.0, -709.0, 746.0, -746.0, 1e300, -1e300] {
        let [along, _] = slope_of_first(log_loss.as_ref(), [p, 0.0]);
        let expected = if p < 0.0 { -1.0 / (1.0 + libm::exp(p)) } else { -libm::exp(-p) / (1.0 + libm::exp(-p)) };
        assert!((along - expected).abs() <= 1e-15 * expected.abs(), "slope at {p}: {along}, expected {expected}");
        // Both samples have the same prediction: p as the intercept.
        let value = Gradient::<f64>::value(log_loss.as_ref(), &[0.0, p]);
        let expected = (2.0 * libm::log1p(libm::exp(-p.abs())) + p.abs()) / 2.0;
        assert!(off(value, expected) <= 1e-15, "loss at {p}: {value}, expected {expected}");
        let hessian = log_loss.hessian(&[p, 0.0]).expect("it has curvatures");
        assert!(hessian.iter().all(|c| c.is_finite() && *c >= 0.0), "curvatures at {p}: {hessian:?}");
    }
}

#[test]
fn any_two_whole_numbers_are_classes_and_the_smaller_is_the_negative_one() {
    let losses = ["[0, 1, 1]", "[-1, 1, 1]", "[-3, 1e9, 1e9]"].map(|y| {
        let data = format!(r#"{{"X": [[1], [2], [4]], "y": {y}}}"#);
        let text = format!(
            r#"{{"loss": {}, "epochs": 9, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.1}}, "batch_size": 1}}]}}"#,
            described("log_loss", &data, "")
        );
        let trace = run(&text).remove(0);
        assert!(*trace.params[18..].first().unwrap() > 0.0, "the weight points to the larger number");
        trace.loss.clone()
    });
    assert!(losses[0] == losses[1] && losses[1] == losses[2]);
}

#[test]
fn one_class_or_three_are_refused_by_their_number() {
    let many = format!("{:?}", (0..50).collect::<Vec<_>>());
    for name in ["hinge", "log_loss"] {
        for (y, found) in [
            ("[3, 3, 3]", "1 number; allowed: 2, one a class."),
            ("[0, -0.0, 0]", "1 number; allowed: 2, one a class."),
            ("[1, 2, 0]", "3 different numbers; allowed: 2, one a class."),
            (&many, "more than 20 different numbers; allowed: 2, one a class. Numbers are learnt with squared_error."),
        ] {
            let rows = vec!["[1]"; y.matches(',').count() + 1].join(", ");
            let data = format!(r#"{{"X": [{rows}], "y": {y}}}"#);
            let sentence = refused(&format!(
                r#"{{"loss": {}, "steps": 1, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 1}}}}]}}"#,
                described(name, &data, "")
            ));
            assert_eq!(sentence, format!("loss.data.y has {found}"));
        }
    }
}

/// scikit-learn's `type_of_target` is "continuous" where a number is not whole, of which its classifiers fit none:
/// "Unknown label type".
#[test]
fn targets_that_are_not_whole_are_no_classes_as_in_scikit_learn() {
    for name in ["hinge", "log_loss", "mlp"] {
        for (y, found) in [("[0, 0.5, 0]", "0.5"), ("[1.5, 2.5, 1.5]", "1.5"), ("[1, 2, -0.25]", "-0.25")] {
            let sentence = refused(&format!(
                r#"{{"loss": {{"name": "{name}", "data": {{"X": [[1], [2], [3]], "y": {y}}}}}, "steps": 1,
                    "hikers": [{{"optimizer": {{"name": "SGD", "lr": 1}}}}]}}"#,
            ));
            assert_eq!(
                sentence,
                format!(
                    "loss.data.y has {found}, which is no class; allowed: whole numbers, one a class. Other numbers \
                     are learnt with squared_error."
                )
            );
        }
        for y in ["[0, 1, 0]", "[-1, 1, 1]", "[5, 1e15, 5]"] {
            loss(&format!(r#"{{"name": "{name}", "data": {{"X": [[1], [2], [3]], "y": {y}}}}}"#));
        }
    }
    let targets = format!("{:?}", (0..500).map(|i| f64::from(i) * 0.37 + 0.1).collect::<Vec<_>>());
    let rows = vec!["[1]"; 500].join(", ");
    let real = format!(r#""data": {{"X": [{rows}], "y": {targets}}}"#);
    loss(&format!(r#"{{"name": "squared_error", {real}}}"#));
}

/// train_test_split of four samples with random_state=0 leaves the samples 1 and 0 where test_size is 0.5, and 3, 1
/// and 0 where it is 0.25. SGDClassifier fits no single class, and MLPClassifier a network of fewer.
const LEFT_ALIKE: &str = "[0, 0, 1, 1]";

#[test]
fn a_class_of_which_nothing_is_left_to_learn_from_is_refused() {
    for name in ["hinge", "log_loss", "mlp"] {
        let walk = |y: &str, part: f64| {
            format!(
                r#"{{"loss": {{"name": "{name}", "data": {{"X": [[1], [2], [3], [4]], "y": {y}}}, "test_size": {part}}},
                    "steps": 1, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.1}}}}]}}"#
            )
        };
        let lacking = walk(LEFT_ALIKE, 0.5);
        assert_eq!(
            refused(&lacking),
            "loss.test_size is 0.5, which leaves 1 of 2 classes to learn from; allowed: less.",
            "{name}"
        );
        run(&walk(LEFT_ALIKE, 0.25));
    }
    run(&format!(
        r#"{{"loss": {{"name": "squared_error", "data": {{"X": [[1], [2], [3], [4]], "y": {LEFT_ALIKE}}}, "test_size": 0.5}},
            "steps": 1, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.1}}}}]}}"#
    ));
}

#[test]
fn accuracy_is_the_part_of_the_samples_on_the_right_side() {
    for name in ["hinge", "log_loss"] {
        let fitted = loss(&described(name, r#"{"X": [[1], [2], [4], [-1]], "y": [0, 1, 1, 0]}"#, ""));
        let metrics = |at: [f64; 2]| fitted.of_data().unwrap().metrics(&at);
        // A prediction of 0 is the negative class.
        assert_eq!(metrics([0.0, 0.0]), [("accuracy", 0.5)]);
        assert_eq!(metrics([1.0, 0.0]), [("accuracy", 0.75)]);
        assert_eq!(metrics([1.0, -1.5]), [("accuracy", 1.0)]);
        assert_eq!(metrics([-1.0, 0.5]), [("accuracy", 0.25)]);
    }
}

/// The log-loss of data of every shape that has a lowest point.
fn fits() -> Vec<String> {
    let apart = r#"{"X": [[-2, 1], [-1, 0], [1, 0.5], [3, -1]], "y": [0, 0, 1, 1]}"#;
    let crossed = r#"{"X": [[-2, 100], [1, 101], [-1, 103], [3, 99], [0, 102]], "y": [0, 0, 1, 1, 1]}"#;
    let twice = r#"{"X": [[1, 2], [2, 4], [3, 6], [-1, -2]], "y": [1, 0, 1, 0]}"#;
    let mut fits = vec![];
    for data in [CLASSES, apart, crossed, twice] {
        for rest in ["", r#", "alpha": 0.5"#, r#", "standardize": true"#, r#", "alpha": 1e-9"#] {
            fits.push(described("log_loss", data, rest));
        }
    }
    for data in [CLASSES, crossed, twice] {
        fits.push(described("log_loss", data, r#", "alpha": 0"#));
    }
    fits
}

#[test]
fn at_the_floor_of_a_log_loss_no_parameter_has_anything_left_to_fall() {
    for description in fits() {
        let fitted = loss(&description);
        let best = fitted.minima().into_iter().next().unwrap_or_else(|| panic!("no floor: {description}"));
        let mut gradient = vec![0.0; best.at.len()];
        Gradient::<f64>::gradient(fitted.as_ref(), &best.at, &mut gradient);
        let (dim, hessian) = (gradient.len(), fitted.hessian(&best.at).unwrap());
        let left = gradient.iter().enumerate().map(|(i, s)| s * s / hessian[i * dim + i]);
        assert!(left.fold(0.0, f64::max) < 1e-20 * best.loss, "{description}: {gradient:?}");
        assert!(best.loss < Gradient::<f64>::value(fitted.as_ref(), &fitted.start()));
    }
}

#[test]
fn classes_that_a_line_parts_have_no_lowest_log_loss_without_a_penalty() {
    let data = r#"{"X": [[-2], [-1], [1], [3]], "y": [0, 0, 1, 1]}"#;
    let parted = loss(&described("log_loss", data, r#", "alpha": 0"#));
    assert_eq!(parted.floor(), None);
    let view = parted.view();
    assert!(view.x[0] < 0.0 && 0.0 < view.x[1] && view.y[1].is_finite(), "{view:?}");
}

#[test]
fn theory_has_no_limit_for_the_hinge_and_a_walk_on_it_is_judged_by_its_floor() {
    let text = |lr: f64| {
        format!(
            r#"{{"loss": {}, "epochs": 40, "hikers": [{{"optimizer": {{"name": "SGD", "lr": {lr}}}}}]}}"#,
            described("hinge", CLASSES, "")
        )
    };
    // By small steps the loss settles nowhere near the floor.
    for (lr, kind) in [(1.0, "converged"), (0.1, "too_slow")] {
        let walked = experiment(&text(lr));
        let floor = walked.loss.floor().expect("it is found");
        let trace = run(&text(lr)).remove(0);
        assert!(stability::of(&walked, &walked.hikers[0], &trace).is_none());
        assert!(trace.loss.iter().all(|&loss| loss >= floor), "{floor}");
        assert_eq!(trace.verdict.kind.name(), kind, "{}", trace.verdict.text);
    }
}
