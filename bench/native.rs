//! The map of outcomes natively, for bench/map.mjs: a line of the input is { experiment, view } as JSON, and the
//! milliseconds its map takes are the line that answers it.

use learning_rate_playground::scene::experiment::Experiment;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::sweep::map::{Grid, outcomes};
use std::io::stdin;
use std::time::Instant;

fn main() {
    for line in stdin().lines() {
        let job: Value = serde_json::from_str(&line.expect("the input is text")).expect("a line is JSON");
        let of = |key: &str| job.get(key).expect("a job has an experiment and a view");
        let (experiment, grid) = (Experiment::parse(of("experiment")).unwrap(), Grid::parse(of("view")).unwrap());
        let began = Instant::now();
        outcomes(&experiment, &grid).unwrap();
        println!("{}", began.elapsed().as_secs_f64() * 1000.0);
    }
}
