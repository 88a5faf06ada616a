//! Hikers are compared by what their walks take, not by steps.

use crate::common::{POINTS, experiment, refused, run};
use learning_rate_playground::sweep::race::{End, Race, race};

const FIVE_HUNDRED: &str =
    r#"{"name": "make_regression", "n_samples": 500, "n_features": 1, "noise": 20, "random_state": 42}"#;

fn on_data(data: &str, length: &str, hikers: &str) -> Race {
    race(&experiment(&format!(
        r#"{{"loss": {{"name": "squared_error", "data": {data}}}, {length}, "hikers": [{hikers}]}}"#
    )))
}

fn on(loss: &str, more: &str, hikers: &str) -> Race {
    race(&experiment(&format!(r#"{{"loss": {{"name": "{loss}"}}, {more}, "hikers": [{hikers}]}}"#)))
}

fn sgd(lr: f64) -> String {
    format!(r#"{{"optimizer": {{"name": "SGD", "lr": {lr:e}}}}}"#)
}

fn batches(size: usize, lr: f64) -> String {
    format!(r#"{{"optimizer": {{"name": "SGD", "lr": {lr:e}}}, "batch_size": {size}}}"#)
}

#[test]
fn an_evaluation_is_one_slope_over_the_whole_data_and_a_batch_its_share() {
    let walked = |length: &str| {
        run(&format!(
            r#"{{"loss": {{"name": "squared_error", "data": {FIVE_HUNDRED}}}, {length}, "hikers": [{}, {}]}}"#,
            batches(32, 0.01),
            sgd(0.1)
        ))
    };
    let steps = walked(r#""steps": 20"#);
    // The sixteenth batch is the 20 that are left of 500.
    let seen = |k: usize| if k < 16 { 32 * k } else { 500 + 32 * (k - 16) };
    for k in 0..=20 {
        assert_eq!(steps[0].evaluations[k], seen(k) as f64 / 500.0, "step {k}");
        assert_eq!(steps[1].evaluations[k], k as f64, "step {k}");
    }
    for trace in walked(r#""epochs": 4"#) {
        assert_eq!(trace.evaluations, [0.0, 1.0, 2.0, 3.0, 4.0]);
    }
    let surface =
        run(r#"{"loss": {"name": "bowl"}, "steps": 3, "hikers": [{"optimizer": {"name": "Adam", "lr": 0.1}}]}"#);
    assert_eq!(surface[0].evaluations, [0.0, 1.0, 2.0, 3.0]);
}

#[test]
fn a_batch_that_changes_on_the_way_is_counted_as_it_is() {
    let hiker =
        r#"{"optimizer": {"name": "SGD", "lr": 0.01}, "batch_size": 5, "changes": [{"at": 2, "batch_size": 20}]}"#;
    let traces =
        run(&format!(r#"{{"loss": {{"name": "squared_error", "data": {POINTS}}}, "steps": 4, "hikers": [{hiker}]}}"#));
    assert_eq!(traces[0].evaluations, [0.0, 0.1, 0.2, 0.6, 1.0]);
}

#[test]
fn hikers_in_batches_and_on_the_whole_data_are_given_equal_evaluations() {
    let hikers = [batches(32, 0.01), sgd(0.1)].join(",");
    let Race { budget, rows, .. } = on_data(FIVE_HUNDRED, r#""steps": 50"#, &hikers);
    // Three epochs of sixteen batches, and two more.
    assert_eq!(budget, 3.0 + 64.0 / 500.0);
    assert_eq!([rows[0].records, rows[1].records], [50, 3]);
    let whole = run(&format!(
        r#"{{"loss": {{"name": "squared_error", "data": {FIVE_HUNDRED}}}, "steps": 50, "hikers": [{hikers}]}}"#
    ));
    assert_eq!(rows[0].loss, whole[0].loss[50]);
    assert_eq!(rows[1].loss, whole[1].loss[3], "what the budget does not pay for is not looked at");

    let Race { budget, rows, .. } = on_data(FIVE_HUNDRED, r#""epochs": 6"#, &hikers);
    assert_eq!((budget, rows[0].records, rows[1].records), (6.0, 6, 6));
}

#[test]
fn who_arrives_with_fewest_evaluations_wins_and_who_is_thrown_out_comes_last() {
    let hikers = [sgd(0.3), sgd(0.05), sgd(0.001), sgd(0.1), sgd(0.002)].join(",");
    let Race { budget, rows, order } = on("bowl", r#""steps": 100"#, &hikers);
    assert_eq!(budget, 100.0);
    assert_eq!(order, [3, 1, 4, 2, 0]);
    let ends: Vec<End> = order.iter().map(|&i| rows[i].end).collect();
    assert_eq!(ends, [End::Arrived, End::Arrived, End::OnTheWay, End::OnTheWay, End::ThrownOut]);
    let verdicts = run(&format!(r#"{{"loss": {{"name": "bowl"}}, "steps": 100, "hikers": [{hikers}]}}"#));
    for i in [0, 1, 3] {
        assert_eq!(rows[i].record, verdicts[i].verdict.step);
        assert_eq!(rows[i].evaluations, verdicts[i].verdict.step.map(|step| step as f64));
    }
    assert_eq!((rows[2].record, rows[2].evaluations), (None, None));
}

#[test]
fn who_arrives_only_after_the_budget_has_not_arrived() {
    let late = |steps: usize| {
        let hikers = [batches(5, 0.001), sgd(0.05)].join(",");
        on_data(POINTS, &format!(r#""steps": {steps}"#), &hikers).rows[1].clone()
    };
    assert_eq!(late(10).end, End::OnTheWay, "one evaluation");
    let row = late(2000);
    assert_eq!(row.end, End::Arrived, "two hundred");
    assert!(row.record.unwrap() > 1);
}

#[test]
fn who_breaks_off_early_does_not_shorten_the_race() {
    let Race { budget, rows, order } = on("rosenbrock", r#""steps": 80"#, &[sgd(1.0), sgd(0.001)].join(","));
    assert_eq!((budget, order), (80.0, vec![1, 0]));
    assert_eq!(rows[0].end, End::ThrownOut);
    assert!(rows[0].evaluations.unwrap() < 10.0 && rows[0].loss.is_finite());
    assert_eq!(rows[0].records, 80, "another rate would have had all of them");

    let Race { budget, rows, .. } = on("rosenbrock", r#""steps": 80"#, &[sgd(1.0), sgd(1e3)].join(","));
    assert!(budget < 10.0 && rows.iter().all(|row| row.end == End::ThrownOut));
}

#[test]
fn where_nobody_knows_the_floor_it_is_the_lowest_that_any_of_them_finds() {
    let data = r#"{"name": "make_moons", "n_samples": 50, "noise": 0.1, "random_state": 1}"#;
    let loss = format!(r#"{{"name": "mlp", "hidden_layer_sizes": [4], "data": {data}}}"#);
    let adam = |lr: f64| format!(r#"{{"optimizer": {{"name": "Adam", "lr": {lr}}}}}"#);
    let of = |hikers: &[String]| {
        race(&experiment(&format!(r#"{{"loss": {loss}, "epochs": 150, "hikers": [{}]}}"#, hikers.join(","))))
    };
    // Alone it has arrived where it settles; beside one that goes deeper it has not.
    let [alone, beside] = [of(&[adam(0.003)]), of(&[adam(0.003), adam(0.1)])];
    assert_eq!(alone.rows[0].end, End::Arrived);
    assert_eq!(beside.rows[0].end, End::OnTheWay);
    assert_eq!(beside.order, [1, 0]);
}

#[test]
fn equal_hikers_share_the_numbers_and_keep_their_order() {
    let Race { rows, order, .. } = on("bowl", r#""steps": 50"#, &[sgd(0.1), sgd(0.1)].join(","));
    assert_eq!(rows[0], rows[1]);
    assert_eq!(order, [0, 1]);
}

#[test]
fn a_race_on_no_hikers_is_refused_as_any_experiment_is() {
    assert!(refused(r#"{"loss": {"name": "bowl"}, "steps": 5, "hikers": []}"#).contains("hikers"));
}
