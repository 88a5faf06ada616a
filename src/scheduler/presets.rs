//! Schedules that many use, made of those there are and fitted to a run.

use super::composed::{MILESTONES, SCHEDULERS, SEQUENTIAL};
use crate::schema::value::Value;
use serde::Serialize;

#[derive(Serialize)]
pub struct Preset {
    pub name: &'static str,
    pub help: &'static str,
}

pub static PRESETS: [Preset; 3] = [
    Preset {
        name: "warm-up, then cosine",
        help: "A tenth of the run rising, the rest falling along half a cosine wave.",
    },
    Preset {
        name: "warm-up, stable, decay",
        help: "A tenth of the run rising, then the whole rate, and over the last fifth down to zero.",
    },
    Preset {
        name: "inverse square root (Noam)",
        help: "A tenth of the run rising in a straight line, then falling as one over the root of the step's number.",
    },
];

/// That of a number, for a run of so many steps.
pub fn scheduler(preset: usize, steps: usize) -> Option<Value> {
    let warm = part(steps, 10);
    Some(match preset {
        0 => {
            let cosine = named("CosineAnnealingLR", vec![("T_max", number(steps.saturating_sub(warm).max(1)))]);
            sequence(vec![warm_up(warm), cosine], vec![warm])
        }
        1 => {
            let decay = part(steps, 5);
            let stable = named("ConstantLR", vec![("factor", Value::Number(1.0))]);
            let ends = [("start_factor", 1.0), ("end_factor", 0.0)].map(|(name, x)| (name, Value::Number(x)));
            let fall = named("LinearLR", [&ends[..], &[("total_iters", number(decay))]].concat());
            sequence(vec![warm_up(warm), stable, fall], vec![warm, (warm + 1).max(steps.saturating_sub(decay))])
        }
        2 => {
            let formula = format!("min((t + 1) / {warm}, sqrt({warm} / (t + 1)))");
            named("LambdaLR", vec![("lr_lambda", Value::Text(formula))])
        }
        _ => return None,
    })
}

fn part(steps: usize, of: usize) -> usize {
    (steps / of).max(1)
}

fn number(x: usize) -> Value {
    Value::Number(x as f64)
}

fn named(name: &str, args: Vec<(&str, Value)>) -> Value {
    let args = args.into_iter().map(|(key, value)| (key.into(), value));
    Value::Map([("name".into(), Value::Text(name.into()))].into_iter().chain(args).collect())
}

fn warm_up(steps: usize) -> Value {
    named("LinearLR", vec![("start_factor", Value::Number(0.1)), ("total_iters", number(steps))])
}

fn sequence(schedulers: Vec<Value>, milestones: Vec<usize>) -> Value {
    let milestones = Value::List(milestones.into_iter().map(number).collect());
    named(SEQUENTIAL, vec![(SCHEDULERS, Value::List(schedulers)), (MILESTONES, milestones)])
}
