//! A rate set in an experiment that has been read is the same as one read with that rate.

use crate::common::{json, settings, text, with};
use learning_rate_playground::optimizer;
use learning_rate_playground::run::run;
use learning_rate_playground::scene::experiment::Experiment;
use learning_rate_playground::scheduler;
use learning_rate_playground::schema::value::Value;

const RATES: [f64; 4] = [0.013, 2.5, 1e-300, 1e300];

/// Both walks, in bits.
fn same_walk(set: &Experiment, read: &Experiment, what: &str) {
    let bits = |experiment: &Experiment| -> Vec<u64> {
        let traces = run(experiment);
        traces.iter().flat_map(|t| t.params.iter().chain(&t.loss).chain(&t.lr)).map(|x| x.to_bits()).collect()
    };
    assert_eq!(bits(set), bits(read), "{what}");
    let texts = |experiment: &Experiment| run(experiment).iter().map(|t| t.verdict.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(set), texts(read), "{what}");
}

#[test]
fn a_rate_that_is_set_walks_as_one_that_is_read() {
    let read = |optimizer: &Value, scheduler: &Value, later: &str| {
        let hiker = format!(r#"{{"optimizer": {}, "scheduler": {}{later}}}"#, text(optimizer), text(scheduler));
        let description = format!(r#"{{"loss": {{"name": "rosenbrock"}}, "steps": 17, "hikers": [{hiker}]}}"#);
        Experiment::parse(&json(&description))
    };
    let adam = r#"{"name": "Adam", "lr": 0.5}"#;
    let constant = json(r#"{"name": "constant"}"#);
    let sgd = json(r#"{"name": "SGD", "lr": 0.01}"#);
    let optimizers =
        optimizer::ENTRIES.iter().flat_map(|entry| settings(entry)).map(|optimizer| (optimizer, constant.clone()));
    let schedulers =
        scheduler::ENTRIES.iter().flat_map(|entry| settings(entry)).map(|scheduler| (sgd.clone(), scheduler));
    let mut count = 0;
    for (optimizer, scheduler) in optimizers.chain(schedulers) {
        let Ok(mut open) = read(&with(&optimizer, "lr", Value::Number(0.2)), &scheduler, "") else { continue };
        for lr in RATES {
            open.set_rate(0, lr).unwrap();
            let fresh = read(&with(&optimizer, "lr", Value::Number(lr)), &scheduler, "").unwrap();
            same_walk(&open, &fresh, &format!("{optimizer}, {scheduler}, {lr}"));
            count += 1;
        }
        // What is set is the rate of the last optimizer, be the first another.
        let change = |lr: f64| {
            let later = text(&with(&optimizer, "lr", Value::Number(lr)));
            let changes = format!(
                r#", "changes": [{{"at": 1, "optimizer": {adam}}}, {{"at": 3, "optimizer": {later}}}, {{"at": 5, "scheduler": {}}}]"#,
                text(&scheduler)
            );
            read(&sgd, &constant, &changes)
        };
        let Ok(mut open) = change(0.2) else { continue };
        for lr in RATES {
            open.set_rate(0, lr).unwrap();
            same_walk(&open, &change(lr).unwrap(), &format!("from {sgd} to {optimizer}, {scheduler}, {lr}"));
            count += 1;
        }
    }
    assert!(count > 400, "{count}");
}
