//! The map of outcomes natively, for bench/map.mjs: milliseconds of processor time it takes for each experiment and view
//! that stand, as JSON, on a line of the input.

use learning_rate_playground::experiment::Experiment;
use learning_rate_playground::map::{Grid, outcomes};
use learning_rate_playground::value::Value;
use std::io::stdin;
use std::time::Instant;

/// Of which the fastest counts.
const TIMES: usize = 5;

fn main() {
    for line in stdin().lines() {
        let job: Value = serde_json::from_str(&line.expect("the input is text")).expect("a line is JSON");
        let experiment = Experiment::parse(job.get("experiment").expect("a job has an experiment")).unwrap();
        let grid = Grid::parse(job.get("view").expect("a job has a view")).unwrap();
        let time = || {
            let began = Instant::now();
            outcomes(&experiment, &grid).unwrap();
            began.elapsed().as_secs_f64() * 1000.0
        };
        println!("{}", (0..TIMES).map(|_| time()).fold(f64::INFINITY, f64::min));
    }
}
