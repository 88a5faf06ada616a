//! The network: its shapes, its answers, and its gradient where numbers are large.

use crate::common::{NETWORKS, experiment, json, loss, off, run, text, with};
use learning_rate_playground::loss::{Gradient, Loss, lanes};
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::sweep::map::{Grid, decisions};
use std::rc::Rc;

fn network(data: &str, rest: &str) -> Rc<dyn Loss> {
    loss(&format!(r#"{{"name": "mlp", "data": {data}{rest}}}"#))
}

const TWO: &str = r#"{"X": [[1, 0], [0, 1], [2, 2]], "y": [7, -3, 7]}"#;

#[test]
fn parameters_are_each_layer_s_weights_row_by_row_and_then_its_biases() {
    let small = network(TWO, r#", "hidden_layer_sizes": [3]"#);
    assert_eq!(small.dim(), 3 * 3 + 4);
    let names = small.names();
    assert_eq!(names.len(), small.dim());
    assert_eq!(
        [&*names[0], &*names[1], &*names[3]],
        ["layer 1 weight 1 to 1", "layer 1 weight 1 to 2", "layer 1 weight 2 to 1"]
    );
    assert_eq!([&*names[6], &*names[9], &*names[12]], ["layer 1 bias 1", "layer 2 weight 1 to 1", "layer 2 bias 1"]);
    // By default one hidden layer of 100; three classes have three outputs.
    assert_eq!(network(TWO, "").dim(), 3 * 100 + 101);
    let three = r#"{"X": [[1, 0], [0, 1], [2, 2]], "y": [7, -3, 1]}"#;
    assert_eq!(network(three, r#", "hidden_layer_sizes": [4, 2]"#).dim(), 3 * 4 + 5 * 2 + 3 * 3);
}

#[test]
fn a_network_without_hidden_layers_answers_with_the_probability_of_the_larger_label() {
    let plain = network(TWO, r#", "hidden_layer_sizes": [], "alpha": 0"#);
    let data = plain.of_data().unwrap();
    for (at, sample) in [([0.5, -1.5, 0.25], [1.0, 2.0]), ([3.0, 0.0, -1.0], [-0.5, 9.0])] {
        let z: f64 = at[0] * sample[0] + at[1] * sample[1] + at[2];
        let expected = 1.0 / (1.0 + libm::exp(-z));
        assert!(off(data.predict(&at, &sample), expected) < 1e-15);
    }
    // (1, 0) and (2, 2) are of label 7, (0, 1) is of −3.
    assert_eq!(data.metrics(&[1.0, -0.5, 0.0]), [("accuracy", 1.0)]);
    assert_eq!(data.metrics(&[-1.0, 0.5, 0.0]), [("accuracy", 0.0)]);
    assert_eq!(data.metrics(&[1.0, 2.0, -3.0]), [("accuracy", 2.0 / 3.0)]);
}

#[test]
fn of_three_classes_it_answers_with_the_number_of_the_most_likely_in_the_order_of_their_labels() {
    let three = network(r#"{"X": [[1], [0], [-1]], "y": [9, 5, 1]}"#, r#", "hidden_layer_sizes": []"#);
    let data = three.of_data().unwrap();
    // Three weights, three biases.
    let at = [-2.0, 0.0, 2.0, 0.0, 1.0, 0.0];
    assert_eq!([-1.0, 0.0, 1.0].map(|x| data.predict(&at, &[x])), [0.0, 1.0, 2.0]);
    assert_eq!(data.metrics(&at), [("accuracy", 1.0)]);
}

#[test]
fn many_answers_at_once_and_pictures_are_the_single_answers_bit_for_bit() {
    for description in NETWORKS {
        let network = loss(description);
        let (data, at) = (network.of_data().unwrap(), network.start());
        let features = data.table().features();
        let samples: Vec<f64> = (0..7 * features).map(|i| 0.37 * i as f64 - 2.0).collect();
        let single: Vec<f64> = samples.chunks(features).map(|sample| data.predict(&at, sample)).collect();
        assert_eq!(data.predict_all(&at, &samples), single);
        let grid = Grid::parse(&json(r#"{"x": [-1, 2], "y": [0, 1], "width": 3, "height": 3}"#)).unwrap();
        match decisions(data, &at, &grid) {
            Ok(picture) => {
                assert_eq!(picture.len(), 9);
                // Pixels have the width 1 and the height 1/3; row 0 is at the top.
                assert_eq!(picture[4], data.predict(&at, &[0.5, 0.5]));
                let top_left = data.predict(&at, &[-1.0 + 0.5 * 3.0 / 3.0, 1.0 - 0.5 * 1.0 / 3.0]);
                assert_eq!(picture[0], top_left);
            }
            Err(wrong) => {
                assert_eq!(wrong.to_string(), "The data has 1 features; allowed: 2, for a picture of decisions.")
            }
        }
    }
}

#[test]
fn a_batch_s_slope_is_the_mean_over_its_samples_and_the_penalty_is_divided_by_their_number() {
    for description in NETWORKS {
        let network = loss(description);
        let unpenalised = loss(&text(&with(&json(description), "alpha", Value::Number(0.0))));
        let at = network.start();
        let of = |loss: &dyn Loss, batch: &[usize]| {
            let mut gradient = lanes(&vec![0.0; at.len()]);
            loss.of_data().unwrap().batch_gradient(&lanes(&at), batch, &mut gradient);
            gradient.iter().map(|s| s[0]).collect::<Vec<f64>>()
        };
        let singles: Vec<Vec<f64>> = (0..4).map(|i| of(network.as_ref(), &[i])).collect();
        for batch in [&[0, 1][..], &[3, 1, 2], &[0, 1, 2, 3]] {
            for (j, ours) in of(network.as_ref(), batch).into_iter().enumerate() {
                // A sample alone carries the whole penalty, one of three a third of it.
                let pull = singles[0][j] - of(unpenalised.as_ref(), &[0])[j];
                let sum: f64 = batch.iter().map(|&i| singles[i][j] - pull).sum();
                let expected = (sum + pull) / batch.len() as f64;
                assert!((ours - expected).abs() < 1e-14, "{description} {batch:?} {j}: {ours} {expected}");
            }
        }
    }
}

#[test]
fn far_out_the_loss_and_the_slope_stay_finite() {
    for activation in ["relu", "tanh", "logistic"] {
        let far = network(TWO, &format!(r#", "hidden_layer_sizes": [2], "activation": "{activation}", "alpha": 0"#));
        for size in [1e3, -1e3, 1e100, -1e100] {
            let at = vec![size; far.dim()];
            let mut gradient = vec![0.0; at.len()];
            let value = Gradient::<f64>::gradient(far.as_ref(), &at, &mut gradient);
            assert!(value.is_finite() && value >= 0.0, "{activation} {size}: {value}");
            assert!(gradient.iter().all(|s| s.is_finite()), "{activation} {size}: {gradient:?}");
        }
    }
}

#[test]
fn a_seed_is_a_start_of_its_own() {
    let starts = [0, 1].map(|seed| {
        let text = format!(
            r#"{{"loss": {{"name": "mlp", "data": {TWO}, "hidden_layer_sizes": [2]}}, "steps": 1, "seed": {seed},
                "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.1}}}}]}}"#
        );
        experiment(&text).start
    });
    assert_ne!(starts[0], starts[1]);
}

#[test]
fn how_low_a_network_can_go_is_not_known() {
    let text = format!(
        r#"{{"loss": {{"name": "mlp", "data": {TWO}, "hidden_layer_sizes": [2]}}, "epochs": 200,
            "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.5}}}}]}}"#
    );
    let walked = experiment(&text);
    assert_eq!(walked.loss.floor(), None);
    let trace = run(&text).remove(0);
    assert!(learning_rate_playground::run::stability::of(&walked, &walked.hikers[0], &trace).is_none());
    assert!(trace.verdict.text.contains("not known"), "{}", trace.verdict.text);
}
