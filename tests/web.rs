//! The same bits everywhere. This file is run natively by `cargo test` and in browsers by `wasm-pack test --headless
//! --chrome` and `--firefox`; both compare with tests/bits.txt. `BITS=write cargo test --test web` adds the rows that are
//! missing there, of a new entry of the catalogue; where a change of the engine's numbers is meant, `BITS=rewrite` writes
//! every row anew.

#[path = "native/common/mod.rs"]
mod common;

use common::{NETWORKS, few_settings, fits, json, losses, of_data, settings, text, with};
use learning_rate_playground::data;
use learning_rate_playground::formula::Formula;
use learning_rate_playground::number::random::RandomState;
use learning_rate_playground::number::{Dual, Lane, Real, exp, sin_cos};
use learning_rate_playground::pause::at_once;
use learning_rate_playground::run::run;
use learning_rate_playground::scene::experiment::Experiment;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::schema::{Arg, Entry, Kind};
use learning_rate_playground::sweep::hyperparameters::Settings;
use learning_rate_playground::sweep::map::{Grid, basins, heights, outcomes};
use learning_rate_playground::sweep::rates::sweep;
use learning_rate_playground::{optimizer, scheduler};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

const BITS: &str = include_str!("bits.txt");
const RATES: [f64; 6] = [0.013, 0.37, 2.5, 1e-300, 0.0004, 1e300];

/// FNV-1a over the bits of numbers.
struct Digest(u64);

impl Digest {
    fn new() -> Digest {
        Digest(0xcbf2_9ce4_8422_2325)
    }
    fn add(&mut self, numbers: &[f64]) {
        // Which NaN it is may differ from machine to machine.
        for x in numbers.iter().map(|x| if x.is_nan() { f64::NAN } else { *x }) {
            for byte in x.to_bits().to_le_bytes() {
                self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
    }
}

/// One line a loss and optimizer: the digests of single runs, of sweeps and of maps, over all settings, and with the
/// first optimizer over all schedulers.
fn walks() -> Vec<String> {
    let grid = Grid::parse(&json(r#"{"x": [-3.1, 2.9], "y": [-2, 3], "width": 3, "height": 2}"#)).unwrap();
    let mut lines = vec![];
    for (name, loss) in losses() {
        let objective = common::loss(&loss);
        for entry in optimizer::ENTRIES.iter().filter(|entry| fits(&settings(entry)[0], objective.as_ref())) {
            // Those a page does not open with on some losses only.
            let in_core = optimizer::in_core(entry);
            if !in_core && !["mountain", "rosenbrock", "formula", "log_loss"].contains(&name) {
                continue;
            }
            let optimizers = if in_core { settings(entry) } else { few_settings(entry) };
            // The first number beside the rate, against it.
            let on_an_axis = |arg: &&Arg| matches!(arg.kind, Kind::Number | Kind::Pair) && arg.name != "lr";
            let view = entry.args.iter().find(on_an_axis).map(|other| {
                let name = format!("{}{}", other.name, if other.kind == Kind::Pair { "[0]" } else { "" });
                json(&format!(
                    r#"{{"x": {{"name": "lr", "range": [0.001, 2], "scale": "log"}},
                        "y": {{"name": "{name}", "range": {}, "scale": "linear"}}, "width": 3, "height": 2}}"#,
                    common::ends(other)
                ))
            });
            let first = entry.name == optimizer::ENTRIES[0].name;
            let (mut runs, mut sweeps, mut maps) = (Digest::new(), Digest::new(), Digest::new());
            for (i, optimizer) in optimizers.into_iter().enumerate() {
                let scheduler_named = if first && i == 0 { scheduler::ENTRIES } else { &scheduler::ENTRIES[..1] };
                for scheduler in scheduler_named.iter().flat_map(|entry| settings(entry)) {
                    let batch = if of_data(&loss) { r#", "batch_size": 7"# } else { "" };
                    let at_rate = |lr: f64| {
                        let optimizer = text(&with(&optimizer, "lr", Value::Number(lr)));
                        let hiker =
                            format!(r#"{{"optimizer": {optimizer}, "scheduler": {}{batch}}}"#, text(&scheduler));
                        let description = format!(r#"{{"loss": {loss}, "steps": 17, "seed": 5, "hikers": [{hiker}]}}"#);
                        Experiment::parse(&json(&description)).unwrap()
                    };
                    for lr in &RATES[..3] {
                        let trace = run(&at_rate(*lr)).remove(0);
                        runs.add(&trace.params);
                        runs.add(&trace.loss);
                        runs.add(&trace.lr);
                        trace.metrics.iter().for_each(|(_, values)| runs.add(values));
                    }
                    let experiment = at_rate(0.2);
                    for outcome in sweep(&experiment, &RATES).unwrap() {
                        sweeps.add(&[outcome.loss, f64::from(outcome.kind as u8), outcome.done]);
                    }
                    let map = outcomes(&experiment, &grid).unwrap();
                    [&map.loss, &map.x, &map.y].into_iter().for_each(|numbers| maps.add(numbers));
                    map.records.iter().for_each(|&records| maps.add(&[records.into()]));
                    maps.add(&at_once(heights(&experiment, &grid)).unwrap());
                    let ended = at_once(basins(&experiment, &grid, 0..grid.pixels())).unwrap();
                    ended.minimum.iter().for_each(|&minimum| maps.add(&[minimum.into()]));
                    ended.arrival.iter().for_each(|&arrival| maps.add(&[arrival.into()]));
                    let Some(view) = &view else { continue };
                    let settings = Settings::parse(view, &experiment).unwrap();
                    sweeps.add(&settings.x.values);
                    sweeps.add(&settings.y.values);
                    for outcome in at_once(settings.walk(&experiment, 0..2)).unwrap().into_iter().flatten() {
                        sweeps.add(&[outcome.loss, f64::from(outcome.kind as u8), outcome.done]);
                    }
                }
            }
            lines.push(format!("{name} {} {:016x} {:016x} {:016x}", entry.name, runs.0, sweeps.0, maps.0));
        }
    }
    lines
}

/// One line a network with hidden layers and an optimizer: the digest of a walk in batches, of its metrics and of a sweep.
fn networks() -> Vec<String> {
    let digest = |(network, optimizer): (&str, &str)| {
        let description = format!(
            r#"{{"loss": {network}, "epochs": 17, "seed": 5, "hikers": [
                {{"optimizer": {{"name": "{optimizer}", "lr": 0.05}}, "batch_size": 3}}]}}"#
        );
        let experiment = Experiment::parse(&json(&description)).unwrap();
        let mut digest = Digest::new();
        let trace = run(&experiment).remove(0);
        [&trace.params, &trace.loss, &trace.metrics[0].1].into_iter().for_each(|numbers| digest.add(numbers));
        sweep(&experiment, &RATES).unwrap().iter().for_each(|outcome| digest.add(&[outcome.loss, outcome.done]));
        format!("network {optimizer} {:016x}", digest.0)
    };
    // Those to which a network is more than a row of numbers.
    let optimizers = ["Adam", "Adafactor", "Muon", "LBFGS"];
    NETWORKS.iter().flat_map(|network| optimizers.map(|optimizer| digest((network, optimizer)))).collect()
}

/// One line for each function that is not the processor's own.
fn functions() -> Vec<String> {
    let mut random = RandomState::new(7);
    let (mut exps, mut waves, mut normals) = (Digest::new(), Digest::new(), Digest::new());
    for _ in 0..20_000 {
        let x = 1500.0 * random.double() - 750.0;
        exps.add(&[exp(x), exp(0.01 * x)]);
        let ((s, c), (far_s, far_c)) = (sin_cos(x), sin_cos(1e4 * x));
        waves.add(&[s, c, far_s, far_c]);
        normals.add(&[random.normal()]);
    }
    let mut typed = Digest::new();
    for function in ["sinh", "cosh", "asin", "acos", "atan", "tan", "ln", "log10"] {
        let tape = Formula::parse(&format!("{function}(x)"), &["x", "y"], &[]).unwrap().tape(&[]);
        for _ in 0..5000 {
            let x = random.double();
            for x in [x, 40.0 * x, 800.0 * x, -x] {
                let slopes: Dual<Lane, Lane> = tape.value(&[0, 1].map(|i| Dual::variable(Lane::constant(x), i)));
                typed.add(&[slopes.value[0], slopes.gradient[0][0]]);
            }
        }
    }
    [("exp", exps), ("sin_cos", waves), ("normal", normals), ("typed", typed)]
        .map(|(name, digest)| format!("{name} {:016x}", digest.0))
        .to_vec()
}

/// One line a data set: the digest of its numbers as they come, and standardised.
fn data_sets() -> Vec<String> {
    common::provide_tables();
    let line = |entry: &&Entry| {
        let description = json(&format!(r#"{{"name": "{}"}}"#, entry.name));
        let table = data::parse("loss.data", &description).unwrap().table(5).unwrap();
        let mut numbers = Digest::new();
        for table in [&table, &table.standardized()] {
            numbers.add(&table.x.iter().copied().collect::<Vec<f64>>());
            numbers.add(&table.y.to_vec());
        }
        format!("{} {:016x}", entry.name, numbers.0)
    };
    data::ENTRIES.iter().map(line).collect()
}

/// What a row is of: all but its digests.
fn subject(row: &str) -> Vec<&str> {
    let digest = |word: &&str| word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    row.split(' ').filter(|word| !digest(word)).collect()
}

/// These rows, but as they are recorded where they are; of several rows of one subject each stands for itself.
fn with_missing(recorded: &[String], rows: &[String]) -> Vec<String> {
    let mut left = recorded.to_vec();
    let mut known = |row: &String| Some(left.remove(left.iter().position(|old| subject(old) == subject(row))?));
    rows.iter().map(|row| known(row).unwrap_or_else(|| row.clone())).collect()
}

#[test]
fn missing_rows_are_added_and_recorded_ones_stay() {
    let rows = |rows: [&str; 3]| rows.map(String::from).to_vec();
    let recorded =
        rows(["exp 00000000000000e1", "bowl SGD 00000000000000a1 00000000000000b1", "gone 00000000000000c1"]);
    let ours =
        rows(["exp 00000000000000e2", "bowl Lion 00000000000000a2", "bowl SGD 00000000000000a3 00000000000000b1"]);
    assert_eq!(with_missing(&recorded, &ours), rows([&recorded[0], &ours[1], &recorded[1]]));
}

#[test]
fn every_walk_data_set_and_function_has_the_same_bits_here_as_everywhere() {
    let rows = [functions(), data_sets(), walks(), networks()].concat();
    let mut recorded: Vec<String> = BITS.lines().map(String::from).collect();
    // Never in a browser, which has no environment.
    if let Ok(word) = std::env::var("BITS") {
        recorded = match &*word {
            "write" => with_missing(&recorded, &rows),
            "rewrite" => rows.clone(),
            _ => panic!("BITS is {word}; it can be write or rewrite"),
        };
        std::fs::write("tests/bits.txt", recorded.join("\n") + "\n").unwrap();
    }
    let subjects = |rows: &[String]| rows.iter().map(|row| subject(row).join(" ")).collect::<Vec<_>>();
    assert_eq!(
        subjects(&recorded),
        subjects(&rows),
        "tests/bits.txt has not the rows there are; BITS=write cargo test --test web adds those that are missing"
    );
    for (ours, theirs) in rows.iter().zip(&recorded) {
        assert_eq!(
            ours, theirs,
            "these bits differ from tests/bits.txt; where that is meant, BITS=rewrite cargo test --test web"
        );
    }
}
