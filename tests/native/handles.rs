//! What of a schedule's curve can be taken hold of: a handle goes where it is dragged, and changes nothing else.

use crate::common;
use crate::common::{json, settings, text};
use learning_rate_playground::run::run;
use learning_rate_playground::scene::experiment::Experiment;
use learning_rate_playground::scheduler::presets::{self, PRESETS};
use learning_rate_playground::scheduler::{self, Handle};
use learning_rate_playground::schema::value::Value;

const STEPS: usize = 60;

fn walked(scheduler: &Value) -> Experiment {
    let description = json(&format!(
        r#"{{"loss": {{"name": "bowl"}}, "steps": {STEPS}, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.1}},
            "scheduler": {}}}]}}"#,
        text(scheduler)
    ));
    common::parse(&description).unwrap_or_else(|wrong| panic!("{wrong} {}", text(&description)))
}

fn handles(scheduler: &Value) -> Vec<Handle> {
    walked(scheduler).handles(0).unwrap()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-3 * b.abs()
}

/// Those whose curve nothing can be taken hold of.
const WITHOUT_HANDLES: [&str; 7] =
    ["constant", "invscaling", "optimal", "ReduceLROnPlateau", "LambdaLR", "MultiplicativeLR", "ChainedScheduler"];

#[test]
fn a_handle_of_every_schedule_goes_where_it_is_dragged() {
    let mut moved = vec![];
    for entry in scheduler::ENTRIES {
        for setting in settings(entry) {
            for (k, old) in handles(&setting).into_iter().enumerate() {
                let to = (old.at + if old.at > 5.0 { -2.0 } else { 2.0 }, old.rate.unwrap_or(1.0) * 0.9 + 1e-9);
                let dragged = walked(&setting).dragged(0, k, to.0, to.1).unwrap();
                let new = &handles(&dragged)[k];
                let what = format!("{old:?} to {to:?}: {new:?}, {}", text(&dragged));
                assert!(near(new.at, if old.across { to.0 } else { old.at }), "{what}");
                if let (true, Some(rate)) = (old.up, new.rate) {
                    assert!(near(rate, to.1), "{what}");
                }
                moved.push(entry.name);
            }
        }
    }
    for entry in scheduler::ENTRIES {
        assert_eq!(
            moved.contains(&entry.name),
            !WITHOUT_HANDLES.contains(&entry.name),
            "{}: a schedule says what of its curve can be taken hold of by `handles` and `dragged` (as src/scheduler/step.rs), \
             or its name belongs in WITHOUT_HANDLES of tests/native/handles.rs",
            entry.name
        );
    }
}

#[test]
fn a_handle_lies_on_the_curve() {
    for (scheduler, on) in [
        (r#"{"name": "LinearLR", "start_factor": 0.2, "end_factor": 0.8, "total_iters": 30}"#, 2),
        (r#"{"name": "StepLR", "step_size": 20, "gamma": 0.5}"#, 1),
        (r#"{"name": "MultiStepLR", "milestones": [40, 10], "gamma": 0.5}"#, 2),
        (r#"{"name": "ExponentialLR", "gamma": 0.9}"#, 1),
        (r#"{"name": "CosineAnnealingLR", "T_max": 50, "eta_min": 0.01}"#, 1),
        (r#"{"name": "CyclicLR", "step_size_up": 10, "step_size_down": 20}"#, 2),
        (r#"{"name": "OneCycleLR"}"#, 3),
        (r#"{"name": "OneCycleLR", "max_lr": 0.3, "total_steps": 100}"#, 2),
        (r#"{"name": "SWALR", "swa_lr": 0.05}"#, 1),
    ] {
        let trace = run(&walked(&json(scheduler))).remove(0);
        let place = |handle: &Handle| {
            let there = trace.lr.get(handle.at as usize);
            there.is_some_and(|lr| (lr - handle.rate.unwrap()).abs() < 1e-12)
        };
        assert_eq!(handles(&json(scheduler)).iter().filter(|handle| place(handle)).count(), on, "{scheduler}");
    }
}

#[test]
fn what_is_dragged_out_of_range_stops_at_its_end() {
    let far = |scheduler: &str, k: usize, at: f64, rate: f64| {
        text(&walked(&json(scheduler)).dragged(0, k, at, rate).unwrap())
    };
    let linear = r#"{"name": "LinearLR"}"#;
    assert_eq!(far(linear, 0, 0.0, 7.0), r#"{"name":"LinearLR","start_factor":1}"#);
    assert_eq!(far(linear, 0, 0.0, 1e-9), r#"{"name":"LinearLR","start_factor":0.001}"#);
    assert_eq!(far(linear, 1, -9.0, 0.05), r#"{"name":"LinearLR","total_iters":0,"end_factor":0.5}"#);
    let step = r#"{"name": "StepLR", "step_size": 20}"#;
    assert_eq!(far(step, 0, -1e9, 0.012345678), r#"{"name":"StepLR","step_size":1,"gamma":0.1235}"#);
    assert_eq!(far(step, 0, 20.0, 0.0), r#"{"name":"StepLR","step_size":20,"gamma":0}"#);
    assert_eq!(far(r#"{"name": "OneCycleLR"}"#, 0, 0.0, 0.0), r#"{"name":"OneCycleLR","div_factor":1000000000}"#);
    // No phase of the cycle is left without a step.
    let cycle = r#"{"name": "OneCycleLR"}"#;
    for at in [-5.0, 0.0, 59.0, 60.0, 1e9] {
        walked(&walked(&json(cycle)).dragged(0, 1, at, 0.1).unwrap());
    }
    let sequence = r#"{"name":"SequentialLR","schedulers":[{"name":"constant"},{"name":"constant"},{"name":"constant"}],"milestones":[10,20]}"#;
    assert!(far(sequence, 0, 99.0, 1.0).contains("[20,20]") && far(sequence, 1, 0.0, 1.0).contains("[10,10]"));
}

#[test]
fn in_a_sequence_the_handles_of_each_schedule_are_where_it_is() {
    let sequence = json(
        r#"{"name": "SequentialLR", "interval": "step", "milestones": [10], "schedulers": [
            {"name": "LinearLR", "total_iters": 10}, {"name": "CosineAnnealingLR", "T_max": 40}]}"#,
    );
    let places: Vec<(String, f64)> = handles(&sequence).into_iter().map(|handle| (handle.name, handle.at)).collect();
    let expected = [
        ("milestones[0]", 10.0),
        ("schedulers[0]: start_factor", 0.0),
        ("schedulers[0]: total_iters, end_factor", 10.0),
        ("schedulers[1]: T_max, eta_min", 50.0),
    ];
    assert_eq!(places, expected.map(|(name, at)| (name.to_string(), at)));
    let dragged = walked(&sequence).dragged(0, 3, 45.0, 0.02).unwrap();
    assert_eq!(
        text(&dragged),
        r#"{"name":"SequentialLR","milestones":[10],"schedulers":[{"name":"LinearLR","total_iters":10},{"name":"CosineAnnealingLR","T_max":35,"eta_min":0.02}],"interval":"step"}"#
    );
}

#[test]
fn a_schedule_that_advances_with_every_batch_has_its_handles_at_parts_of_a_record() {
    let description = json(&format!(
        r#"{{"loss": {{"name": "squared_error", "data": {}}}, "epochs": 5, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.1}},
            "batch_size": 10, "scheduler": {{"name": "StepLR", "step_size": 8, "interval": "step"}}}}]}}"#,
        common::POINTS
    ));
    let experiment = common::parse(&description).unwrap();
    assert_eq!(experiment.handles(0).unwrap()[0].at, 1.6);
    let dragged = experiment.dragged(0, 0, 2.0, 0.01).unwrap();
    assert_eq!(text(&dragged), r#"{"name":"StepLR","step_size":10,"gamma":0.1,"interval":"step"}"#);
}

#[test]
fn what_is_no_handle_is_said() {
    let step = walked(&json(r#"{"name": "StepLR", "step_size": 20}"#));
    for (handle, at, rate) in [(1, 1.0, 1.0), (0, f64::NAN, 1.0), (0, 1.0, f64::INFINITY), (0, 1.0, -0.1)] {
        let said = step.dragged(0, handle, at, rate).unwrap_err().to_string();
        assert!(said.starts_with("handle, at and rate are") && said.ends_with('.'), "{said}");
    }
    assert!(step.handles(3).unwrap_err().to_string().contains("hiker is 3"));
}

#[test]
fn the_presets_are_schedules_for_a_run_of_any_length() {
    for steps in [1, 2, 3, 10, 200, 100_000] {
        assert!(presets::scheduler(PRESETS.len(), steps).is_none());
        for (i, preset) in PRESETS.iter().enumerate() {
            let scheduler = presets::scheduler(i, steps).expect("each is made");
            let description = json(&format!(
                r#"{{"loss": {{"name": "bowl"}}, "steps": {steps}, "hikers": [
                    {{"optimizer": {{"name": "SGD", "lr": 0.01}}, "scheduler": {}}}]}}"#,
                text(&scheduler)
            ));
            let experiment = common::parse(&description).unwrap_or_else(|wrong| panic!("{wrong}: {}", preset.name));
            let lr = run(&experiment).remove(0).lr.clone();
            assert!(lr.iter().all(|&lr| (0.0..=0.0101).contains(&lr)), "{} of {steps}", preset.name);
            if steps >= 10 {
                let peak = lr.iter().position(|&lr| (lr - 0.01).abs() < 1e-9).expect("it reaches the rate");
                assert!(peak + 1 == steps / 10 || peak == steps / 10, "{} of {steps} peaks at {peak}", preset.name);
                assert!(lr[steps] < 0.34 * 0.01, "{} of {steps} ends at {}", preset.name, lr[steps]);
            }
        }
    }
}
