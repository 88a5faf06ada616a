//! Many runs at once give what single runs give, bit for bit.

use crate::common;
use crate::common::{NETWORKS, POINTS, few_settings, fits, json, losses, of_data, settings, text, with};
use learning_rate_playground::optimizer;
use learning_rate_playground::pause::at_once;
use learning_rate_playground::run::verdict::Kind;
use learning_rate_playground::run::{Trace, run};
use learning_rate_playground::scene::experiment::Experiment;
use learning_rate_playground::scheduler;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::schema::{Arg, Default, Entry};
use learning_rate_playground::sweep::hyperparameters::Settings;
use learning_rate_playground::sweep::map::{Grid, NOWHERE, THROWN_OUT, basins, heights, outcomes};
use learning_rate_playground::sweep::rates::sweep;

const RATES: [f64; 13] = [1e-300, 1e-9, 1e-3, 0.013, 0.05, 0.2, 0.37, 0.99, 1.3, 2.5, 40.0, 1e9, 1e300];

fn parse(description: &Value) -> Experiment {
    common::parse(description).unwrap_or_else(|wrong| panic!("{wrong} {}", text(description)))
}

fn one(experiment: &Experiment) -> Trace {
    run(experiment).remove(0)
}

fn number(x: f64) -> Value {
    Value::Number(x)
}

fn hiked(base: &Value, hiker: Value) -> Value {
    with(base, "hikers", Value::List(vec![hiker]))
}

fn hiker(optimizer: &Value, scheduler: &Value, lr: f64) -> Value {
    let optimizer = with(optimizer, "lr", number(lr));
    Value::Map(vec![("optimizer".into(), optimizer), ("scheduler".into(), scheduler.clone())])
}

/// Every scheduler in several settings, advancing once a record and once an update.
fn schedulers() -> Vec<Value> {
    let all = scheduler::ENTRIES.iter().flat_map(|entry| settings(entry));
    all.flat_map(|s| [with(&s, "interval", Value::Text("step".into())), s]).collect()
}

/// What all losses share: losses of two variables for some steps; data in steps and in epochs, whole and in batches.
fn walks() -> Vec<(Value, Option<usize>)> {
    let mut walks = vec![];
    for (_, loss) in losses() {
        let steps = json(&format!(r#"{{"loss": {loss}, "steps": 23, "seed": 3}}"#));
        walks.push((steps.clone(), None));
        if of_data(&loss) {
            let epochs = json(&format!(r#"{{"loss": {loss}, "epochs": 4, "seed": 3}}"#));
            walks.push((epochs.clone(), None));
            for size in [1, 32, 50] {
                walks.extend([(steps.clone(), Some(size)), (epochs.clone(), Some(size))]);
            }
        }
    }
    walks
}

/// Every optimizer with the scheduler that stands still, those a page opens with in more settings; every scheduler as it
/// stands with one optimizer of each kind (of lanes, of lanes with a memory, alone), and in all its settings with the
/// first.
fn pairs(of_data: bool) -> Vec<(Value, Value)> {
    let first = |entry: &&'static Entry| settings(entry).remove(0);
    let plain: Vec<Value> = scheduler::ENTRIES.iter().map(first).collect();
    let mut pairs: Vec<_> =
        schedulers().into_iter().map(|scheduler| (first(&optimizer::ENTRIES[0]), scheduler)).collect();
    for entry in optimizer::ENTRIES {
        if ["SGD", "Adam", "Prodigy"].contains(&entry.name) {
            pairs.extend(plain.iter().map(|scheduler| (first(entry), scheduler.clone())));
        }
        let settings = match (optimizer::in_core(entry), of_data) {
            (true, _) => settings(entry),
            (false, false) => few_settings(entry),
            (false, true) => vec![first(entry)],
        };
        pairs.extend(settings.into_iter().map(|setting| (setting, plain[0].clone())));
    }
    pairs
}

/// Every walk with every pair that it allows.
fn each(mut visit: impl FnMut(&dyn Fn(f64) -> Value)) {
    for (base, batch) in walks() {
        let loss = common::loss(&text(base.get("loss").unwrap()));
        let pairs = pairs(loss.of_data().is_some());
        for (optimizer, scheduler) in pairs.into_iter().filter(|(optimizer, _)| fits(optimizer, loss.as_ref())) {
            visit(&|lr| {
                let hiker = hiker(&optimizer, &scheduler, lr);
                hiked(&base, batch.map_or(hiker.clone(), |size| with(&hiker, "batch_size", number(size as f64))))
            });
        }
    }
}

fn same(ours: f64, theirs: f64, what: &str, description: &Value) {
    assert_eq!(ours.to_bits(), theirs.to_bits(), "{what} {ours:e} {theirs:e}: {}", text(description));
}

#[test]
fn a_sweep_is_the_single_runs_bit_for_bit() {
    each(|at_rate| {
        let swept = sweep(&parse(&at_rate(1.0)), &RATES).unwrap();
        assert_eq!(swept.len(), RATES.len());
        for (&lr, swept) in RATES.iter().zip(&swept) {
            let description = at_rate(lr);
            let trace = one(&parse(&description));
            same(swept.loss, *trace.loss.last().unwrap(), "loss", &description);
            assert_eq!((swept.kind, swept.step), (trace.verdict.kind, trace.verdict.step), "{}", text(&description));
        }
    });
}

#[test]
fn a_sweep_of_a_network_is_its_single_runs_bit_for_bit() {
    for network in NETWORKS {
        for (length, batch) in [("steps", None), ("epochs", Some(1)), ("epochs", Some(2)), ("epochs", Some(3))] {
            for optimizer in optimizer::ENTRIES {
                let [optimizer, still] = [optimizer, scheduler::ENTRIES[0]].map(|entry| settings(entry).remove(0));
                if !fits(&optimizer, common::loss(network).as_ref()) {
                    continue;
                }
                let base = json(&format!(r#"{{"loss": {network}, "{length}": 9, "seed": 3}}"#));
                let at_rate = |lr| {
                    let hiker = hiker(&optimizer, &still, lr);
                    hiked(&base, batch.map_or(hiker.clone(), |size| with(&hiker, "batch_size", number(size as f64))))
                };
                for (&lr, swept) in RATES.iter().zip(sweep(&parse(&at_rate(1.0)), &RATES).unwrap()) {
                    let trace = one(&parse(&at_rate(lr)));
                    same(swept.loss, *trace.loss.last().unwrap(), "loss", &at_rate(lr));
                    assert_eq!((swept.kind, swept.step), (trace.verdict.kind, trace.verdict.step));
                }
            }
        }
    }
}

/// Whether in its last half it rises by more than half of what it falls, and more than a hundredth of the drop.
fn goes_up_and_down(loss: &[f64], depth: f64) -> bool {
    let (mut rises, mut falls) = (0.0, 0.0);
    for pair in loss[(loss.len() - 1) / 2..].windows(2) {
        let by = pair[1] - pair[0];
        if by.abs() > 8.0 * f64::EPSILON * pair[0].abs().max(1.0) {
            *(if by > 0.0 { &mut rises } else { &mut falls }) += by.abs();
        }
    }
    rises > 0.5 * falls && rises > 0.01 * (loss[0] - depth)
}

/// Which valley a run ends in and when it has arrived there, as the map's words have it, from the run alone.
fn ending(experiment: &Experiment, trace: &Trace) -> (u8, u32) {
    let last = trace.records() - 1;
    let at = trace.point(last);
    let minima = experiment.loss.minima();
    let away = |minimum: &[f64]| (minimum[0] - at[0]).powi(2) + (minimum[1] - at[1]).powi(2);
    let nearest = minima.iter().enumerate().min_by(|a, b| away(&a.1.at).total_cmp(&away(&b.1.at)));
    let (valley, depth, global) = match nearest {
        _ if last < experiment.length.records() => return (THROWN_OUT, 0),
        // No valley is known: the verdict's word is all there is.
        None => match (trace.verdict.kind, trace.verdict.step) {
            (Kind::Converged, Some(step)) => return (0, step as u32),
            (Kind::Diverged, _) => return (THROWN_OUT, 0),
            _ => return (NOWHERE, 0),
        },
        Some((i, minimum)) if minimum.global => (i as u8, experiment.loss.floor().unwrap(), true),
        Some((i, minimum)) => (i as u8, minimum.loss, false),
    };
    let rounding = 8.0 * f64::EPSILON * depth.abs().max(1.0);
    let is_unchanged = trace.loss[0] <= depth + rounding;
    let low = depth + if is_unchanged { rounding } else { 0.01 * (trace.loss[0] - depth).abs() };
    let since = 1 + last - trace.loss.iter().rev().take_while(|&&loss| loss <= low).count();
    let is_short = 10 * (last + 1 - since) < last + 1;
    let is_lowest = experiment.loss.of_data().is_none() && experiment.loss.reference().known() == Some(depth);
    let arrived = since <= last && !(is_lowest && is_short && goes_up_and_down(&trace.loss, depth));
    // Far below a valley it is not in it.
    let below = trace.loss[last] < depth - 0.01 * (trace.loss[0] - depth).abs() - rounding;
    if global {
        assert_eq!(arrived, trace.verdict.kind == Kind::Converged, "{}", trace.verdict.text);
        assert!(!arrived || trace.verdict.step == Some(since), "{} {since}", trace.verdict.text);
    }
    // A map does not tell a walk that rests on a plain above its start from one that is on its way.
    let onto_plain = trace.verdict.said[0].text.code == "onto_plain";
    match trace.verdict.kind {
        _ if arrived && !below => (valley, since as u32),
        _ if onto_plain => (NOWHERE, 0),
        Kind::Diverged => (THROWN_OUT, 0),
        _ => (NOWHERE, 0),
    }
}

#[test]
fn a_map_and_where_its_walks_end_are_the_single_runs_bit_for_bit() {
    // Not a whole number of lanes; its first column overflows, and far out a start's loss is not finite.
    let view = json(r#"{"x": [-1e160, 3.1e160], "y": [-3, 2.5], "width": 3, "height": 3}"#);
    let near = json(r#"{"x": [-3.2, 2.9], "y": [-3, 2.5], "width": 3, "height": 3}"#);
    let (mut broken, mut nowhere, mut arrived) = (0, 0, 0);
    let mut rates = [0.05, 0.9, 1e300].iter().cycle();
    each(|at_rate| {
        let description = at_rate(*rates.next().unwrap());
        for view in [&view, &near] {
            let (experiment, grid) = (parse(&description), Grid::parse(view).unwrap());
            let map = outcomes(&experiment, &grid).unwrap();
            let ended = at_once(basins(&experiment, &grid, 0..9)).unwrap();
            let [x0, x1] = [0, 1].map(|i| common::numbers(view.get("x"))[i]);
            let [y0, y1] = [0, 1].map(|i| common::numbers(view.get("y"))[i]);
            for pixel in 0..9 {
                let (i, j) = ((pixel % 3) as f64, (pixel / 3) as f64);
                let start = [x0 + (i + 0.5) * (x1 - x0) / 3.0, y1 - (j + 0.5) * (y1 - y0) / 3.0];
                let started = with(&description, "start", Value::List(start.map(number).to_vec()));
                match common::parse(&started) {
                    Err(wrong) => {
                        assert!(wrong.to_string().starts_with("start is"), "{wrong}");
                        assert!(map.records[pixel] == 0 && map.loss[pixel].is_nan(), "{}", text(&started));
                        assert_eq!((ended.minimum[pixel], ended.arrival[pixel]), (THROWN_OUT, 0));
                        nowhere += 1;
                    }
                    Ok(experiment) => {
                        let trace = one(&experiment);
                        let last = trace.records() - 1;
                        assert_eq!(map.records[pixel] as usize, trace.records(), "{}", text(&started));
                        same(map.loss[pixel], trace.loss[last], "loss", &started);
                        same(map.x[pixel], trace.point(last)[0], "x", &started);
                        same(map.y[pixel], trace.point(last)[1], "y", &started);
                        let found = (ended.minimum[pixel], ended.arrival[pixel]);
                        assert_eq!(found, ending(&experiment, &trace), "{}", text(&started));
                        arrived += usize::from(found.0 < NOWHERE);
                        broken += usize::from(trace.records() <= experiment.length.records());
                    }
                }
            }
        }
    });
    assert!(broken > 1000 && nowhere > 1000, "{broken} walks overflowed, {nowhere} starts were nowhere");
    assert!(arrived > 1000, "{arrived} walks arrived");
}

#[test]
fn walks_end_in_the_valleys_that_their_runs_reach_whichever_rows_are_asked_for() {
    // Side valleys too, starts at a bottom, walks that rest long before the end, and such as are flung across.
    let mut valleys = vec![];
    for (loss, lr, momentum) in
        [("himmelblau", 0.017, 0.5), ("styblinski_tang", 0.02, 0.0), ("mountain", 0.2, 0.9), ("saddle", 0.1, 0.0)]
    {
        let description = json(&format!(
            r#"{{"loss": {{"name": "{loss}"}}, "steps": 150,
                "hikers": [{{"optimizer": {{"name": "SGD", "lr": {lr}, "momentum": {momentum}}}}}]}}"#
        ));
        let experiment = parse(&description);
        let minima = experiment.loss.minima();
        // The pixel in the middle starts at a bottom.
        let [a, b] = minima.last().map_or([0.0, 0.0], |m| [m.at[0], m.at[1]]);
        let view = json(&format!(
            r#"{{"x": [{}, {}], "y": [{}, {}], "width": 21, "height": 15}}"#,
            a - 9.1,
            a + 9.1,
            b - 7.5,
            b + 7.5
        ));
        let grid = Grid::parse(&view).unwrap();
        let [x0, x1] = [0, 1].map(|i| common::numbers(view.get("x"))[i]);
        let [y0, y1] = [0, 1].map(|i| common::numbers(view.get("y"))[i]);
        let whole = at_once(basins(&experiment, &grid, 0..grid.pixels())).unwrap();
        for (from, to) in [(0, 1), (1, 8), (8, 15)] {
            let band = grid.band(from, to).unwrap();
            let part = at_once(basins(&experiment, &grid, band.clone())).unwrap();
            assert_eq!((&part.minimum[..], &part.arrival[..]), (&whole.minimum[band.clone()], &whole.arrival[band]));
        }
        for pixel in 0..grid.pixels() {
            let (i, j) = ((pixel % 21) as f64, (pixel / 21) as f64);
            let start = [x0 + (i + 0.5) * (x1 - x0) / 21.0, y1 - (j + 0.5) * (y1 - y0) / 15.0];
            let started = parse(&with(&description, "start", Value::List(start.map(number).to_vec())));
            let found = (whole.minimum[pixel], whole.arrival[pixel]);
            assert_eq!(found, ending(&started, &one(&started)), "{loss} from {start:?}");
            valleys.push((loss, found.0));
        }
    }
    for (loss, all) in
        [("himmelblau", vec![0, 1, 2, 3, THROWN_OUT]), ("mountain", vec![0, 1]), ("styblinski_tang", vec![0, 1, 2, 3])]
    {
        for valley in all {
            assert!(valleys.contains(&(loss, valley)), "{loss} {valley}");
        }
    }
}

#[test]
fn rows_that_a_view_has_not_are_refused() {
    let grid = Grid::parse(&json(r#"{"x": [0, 1], "y": [0, 1], "width": 4, "height": 3}"#)).unwrap();
    assert_eq!(grid.band(1, 3).unwrap(), 4..12);
    for (from, to) in [(0, 0), (2, 1), (0, 4), (3, 4)] {
        let said = grid.band(from, to).unwrap_err().to_string();
        assert!(said.contains(&format!("rows are {from} to {to}")) && said.contains("0 to 3"), "{said}");
    }
}

/// The numbers an optimizer has, each with ends to look between.
fn sides(entry: &learning_rate_playground::schema::Entry) -> Vec<(String, String)> {
    use learning_rate_playground::schema::Kind;
    let side = |arg: &Arg, name: String| {
        let (range, scale) = if arg.name == "lr" { ("[1e-3, 3]".into(), "log") } else { (common::ends(arg), "linear") };
        (name.clone(), format!(r#"{{"name": "{name}", "range": {range}, "scale": "{scale}"}}"#))
    };
    let of = |arg: &Arg| match arg.kind {
        Kind::Number => vec![side(arg, arg.name.into())],
        Kind::Pair => [0, 1].map(|place| side(arg, format!("{}[{place}]", arg.name))).to_vec(),
        _ => vec![],
    };
    entry.args.iter().flat_map(of).collect()
}

#[test]
fn a_map_of_settings_is_the_single_runs_bit_for_bit() {
    let losses = [
        (r#"{"name": "himmelblau"}"#.to_string(), ""),
        (r#"{"name": "rosenbrock"}"#.to_string(), ""),
        (format!(r#"{{"name": "squared_error", "data": {POINTS}}}"#), r#", "batch_size": 16"#),
    ];
    let mut kinds = std::collections::BTreeMap::new();
    for entry in optimizer::ENTRIES {
        let sides = sides(entry);
        let settings = settings(entry);
        let pairs = sides.iter().flat_map(|x| sides.iter().map(move |y| (x, y))).filter(|(x, y)| x.0 != y.0);
        for (k, ((x, x_side), (y, y_side))) in pairs.enumerate() {
            let optimizer = text(&with(&settings[k % settings.len()], "lr", number(0.03)));
            for (loss, batch) in &losses {
                if !fits(&json(&optimizer), common::loss(loss).as_ref()) {
                    continue;
                }
                let description = json(&format!(
                    r#"{{"loss": {loss}, "steps": 40, "seed": 3, "hikers": [{{"optimizer": {optimizer}{batch}}}]}}"#
                ));
                let experiment = parse(&description);
                let view = json(&format!(r#"{{"x": {x_side}, "y": {y_side}, "width": 5, "height": 3}}"#));
                let map = Settings::parse(&view, &experiment).unwrap();
                let all = at_once(map.walk(&experiment, 0..3)).unwrap();
                assert_eq!(all[5..], at_once(map.walk(&experiment, 1..3)).unwrap()[..], "a band is a part");
                for (pixel, outcome) in all.iter().enumerate() {
                    let set = set(
                        entry,
                        &set(entry, &json(&optimizer), x, map.x.values[pixel % 5]),
                        y,
                        map.y.values[pixel / 5],
                    );
                    let hiker = with(&common::list(description.get("hikers"))[0], "optimizer", set);
                    let description = hiked(&description, hiker);
                    match (common::parse(&description), outcome) {
                        (Ok(experiment), Some(outcome)) => {
                            let trace = one(&experiment);
                            same(outcome.loss, *trace.loss.last().unwrap(), "loss", &description);
                            assert_eq!((outcome.kind, outcome.step), (trace.verdict.kind, trace.verdict.step));
                            *kinds.entry(outcome.kind.name()).or_insert(0) += 1;
                        }
                        (Err(_), None) => *kinds.entry("not allowed").or_insert(0) += 1,
                        _ => panic!("only one of the two is allowed: {}", text(&description)),
                    }
                }
            }
        }
    }
    for kind in ["converged", "too_slow", "diverged", "not allowed"] {
        assert!(kinds.get(kind).is_some_and(|&count| count > 10), "{kinds:?}");
    }
}

/// The optimizer with one of its numbers set, such as `betas[1]`.
fn set(entry: &Entry, optimizer: &Value, name: &str, value: f64) -> Value {
    let Some((name, place)) = name.split_once('[') else { return with(optimizer, name, number(value)) };
    let place: usize = place.trim_end_matches(']').parse().unwrap();
    let mut pair = match (optimizer.get(name), entry.args.iter().find(|arg| arg.name == name).unwrap().default) {
        (Some(pair), _) => common::numbers(Some(pair)),
        (None, Default::Pair(pair)) => pair.to_vec(),
        (None, default) => panic!("{name} is {default:?}"),
    };
    pair[place] = value;
    with(optimizer, name, Value::List(pair.into_iter().map(number).collect()))
}

#[test]
fn the_settings_of_a_map_are_evenly_spaced_rise_to_the_right_and_upwards_and_differ_however_near() {
    let experiment = parse(&json(
        r#"{"loss": {"name": "bowl"}, "steps": 3, "hikers": [{"optimizer": {"name": "Adam", "lr": 0.1}}]}"#,
    ));
    let axes = |x: &str, y: &str| {
        let view = format!(r#"{{"x": {x}, "y": {y}, "width": 400, "height": 300}}"#);
        let map = Settings::parse(&json(&view), &experiment).unwrap();
        (map.x.values, map.y.values)
    };
    let (x, y) = axes(
        r#"{"name": "lr", "range": [1e-5, 10], "scale": "log"}"#,
        r#"{"name": "betas[1]", "range": [0, 1], "scale": "linear"}"#,
    );
    assert!((x[0] / 1e-5 - 1.0174).abs() < 1e-4 && (x[399] / 10.0 - 0.9829).abs() < 1e-4, "{} {}", x[0], x[399]);
    assert!((x[201] / x[200] - x[1] / x[0]).abs() < 1e-12);
    assert_eq!((y[0], y[299]), (1.0 - 0.5 / 300.0, 0.5 / 300.0));
    for scale in ["log", "linear"] {
        let low = 0.123_456_789_012_345;
        let side = |name: &str| {
            format!(r#"{{"name": "{name}", "range": [{low:e}, {:e}], "scale": "{scale}"}}"#, low * (1.0 + 4e-13))
        };
        let (x, y) = axes(&side("lr"), &side("betas[0]"));
        assert!(x.windows(2).all(|two| two[0] < two[1]) && y.windows(2).all(|two| two[0] > two[1]), "{scale}");
        assert!(low < x[0] && x[399] < low * (1.0 + 4e-13));
    }
}

#[test]
fn what_is_wrong_with_a_map_of_settings_is_named() {
    let experiment = parse(&json(
        r#"{"loss": {"name": "bowl"}, "steps": 3, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.1, "nesterov": true, "momentum": 0.5}}]}"#,
    ));
    let rate = r#"{"name": "lr", "range": [0.1, 1], "scale": "log"}"#;
    let momentum = r#"{"name": "momentum", "range": [0, 1], "scale": "linear"}"#;
    let said = |x: &str, y: &str, rest: &str| {
        let view = format!(r#"{{"x": {x}, "y": {y}, "width": 4, "height": 4{rest}}}"#);
        Settings::parse(&json(&view), &experiment).map(|_| panic!("{view}")).unwrap_or_else(|wrong| wrong.to_string())
    };
    let side =
        |name: &str, range: &str, scale: &str| format!(r#"{{"name": {name}, "range": {range}, "scale": {scale}}}"#);
    for (x, parts) in [
        ("3".into(), ["view.x is 3", "name, range and scale"]),
        (side("\"nesterov\"", "[0, 1]", "\"linear\""), ["view.x.name is \"nesterov\"", "lr, momentum, dampening"]),
        (side("\"lr\"", "[1, 0.1]", "\"log\""), ["view.x.range is [1, 0.1]", "the smaller first"]),
        (side("\"lr\"", "[-1, 1]", "\"linear\""), ["view.x.range is [-1, 1]", "above 0"]),
        (side("\"weight_decay\"", "[0, 1]", "\"log\""), ["view.x.range is [0, 1]", "above 0 on a log scale"]),
        (side("\"lr\"", "[0.1, 1]", "\"cubic\""), ["view.x.scale is \"cubic\"", "linear or log"]),
        (side("\"lr\"", "[0.1, 1]", "\"log\", \"ticks\": 3"), ["\"ticks\" of view.x", "name, range, scale"]),
        (momentum.into(), ["view.y.name is \"momentum\"", "another"]),
    ] {
        let said = said(&x, momentum, "");
        assert!(parts.iter().all(|part| said.contains(part)), "{said}");
    }
    assert!(said(rate, momentum, r#", "hight": 3"#).contains("hight"));
}

#[test]
fn a_rate_that_its_schedule_drives_past_all_numbers_ends_all_walks_alike() {
    let description = json(
        r#"{"loss": {"name": "bowl"}, "start": [0, 0], "steps": 9, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.1},
            "scheduler": {"name": "ExponentialLR", "gamma": 1e60}}]}"#,
    );
    let trace = one(&parse(&description));
    assert_eq!(trace.records(), 6);
    let swept = &sweep(&parse(&description), &[0.1]).unwrap()[0];
    assert_eq!((swept.kind, swept.step), (trace.verdict.kind, trace.verdict.step));
    let grid = Grid::parse(&json(r#"{"x": [-1, 1], "y": [-1, 1], "width": 1, "height": 1}"#)).unwrap();
    assert_eq!(outcomes(&parse(&description), &grid).unwrap().records, [6]);
}

#[test]
fn a_long_and_an_odd_list_of_rates_are_swept_whole_and_in_order() {
    let experiment =
        parse(&json(r#"{"loss": {"name": "bowl"}, "steps": 5, "hikers": [{"optimizer": {"name": "SGD", "lr": 1}}]}"#));
    for count in [0, 1, 7, 8, 9, 100] {
        let lrs: Vec<f64> = (0..count).map(|i| 0.001 * (i + 1) as f64).collect();
        let swept = sweep(&experiment, &lrs).unwrap();
        assert_eq!(swept.len(), count);
        assert!(swept.windows(2).all(|pair| pair[0] != pair[1]), "every rate has its own outcome");
    }
}

#[test]
fn only_the_first_hiker_is_swept_and_mapped() {
    let alone = format!(r#"{{"name": "squared_error", "data": {POINTS}}}"#);
    let description = |hikers: &str| parse(&json(&format!(r#"{{"loss": {alone}, "steps": 9, "hikers": [{hikers}]}}"#)));
    let first = r#"{"optimizer": {"name": "Adam", "lr": 0.1}, "batch_size": 7}"#;
    let (one, two) =
        (description(first), description(&format!(r#"{first}, {{"optimizer": {{"name": "SGD", "lr": 1}}}}"#)));
    assert_eq!(sweep(&one, &RATES).unwrap(), sweep(&two, &RATES).unwrap());
    let grid = Grid::parse(&json(r#"{"x": [-1, 1], "y": [-1, 1], "width": 2, "height": 2}"#)).unwrap();
    assert_eq!(outcomes(&one, &grid).unwrap().loss, outcomes(&two, &grid).unwrap().loss);
}

#[test]
fn heights_are_the_losses_of_the_pixels_row_by_row_from_the_top() {
    for (_, loss) in losses() {
        let experiment = parse(&json(&format!(
            r#"{{"loss": {loss}, "steps": 1, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 1}}}}]}}"#
        )));
        let heights = at_once(heights(
            &experiment,
            &Grid::parse(&json(r#"{"x": [-1, 2], "y": [0, 1], "width": 3, "height": 2}"#)).unwrap(),
        ))
        .unwrap();
        let mut expected = vec![];
        for y in [0.75, 0.25] {
            expected
                .extend([-0.5, 0.5, 1.5].map(|x| {
                    learning_rate_playground::loss::Gradient::<f64>::value(experiment.loss.as_ref(), &[x, y])
                }));
        }
        assert_eq!(heights, expected, "{loss}");
    }
}

#[test]
fn a_change_of_mind_is_walked_alike_in_runs_sweeps_and_maps() {
    let base = json(
        r#"{"loss": {"name": "himmelblau"}, "steps": 40, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.01, "momentum": 0.5},
        "changes": [{"at": 7, "optimizer": {"name": "SGD", "lr": 0.002, "momentum": 0.9}},
            {"at": 20, "optimizer": {"name": "Adam", "lr": 0.1}, "scheduler": {"name": "StepLR", "step_size": 5}}]}]}"#,
    );
    let trace = one(&parse(&base));
    assert_eq!([6, 7, 19, 20, 25].map(|k| trace.lr[k]), [0.01, 0.002, 0.002, 0.1, 0.010000000000000002]);
    // Before a change the walk is the one without it.
    let plain = json(
        r#"{"loss": {"name": "himmelblau"}, "steps": 40, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.01, "momentum": 0.5}}]}"#,
    );
    let before = one(&parse(&plain));
    assert_eq!(trace.params[..16], before.params[..16]);
    assert_ne!(trace.params[16..18], before.params[16..18]);
    // A sweep replaces the last rate that is set.
    let swept = sweep(&parse(&base), &[0.1, 0.2]).unwrap();
    same(swept[0].loss, *trace.loss.last().unwrap(), "loss", &base);
    assert_ne!(swept[1].loss, swept[0].loss);
    let view = json(r#"{"x": [-1, 1], "y": [-0.5, 1.5], "width": 1, "height": 1}"#);
    let map = outcomes(&parse(&base), &Grid::parse(&view).unwrap()).unwrap();
    same(map.loss[0], *trace.loss.last().unwrap(), "loss", &base);
}

#[test]
fn rates_that_a_change_of_mind_sets_apart_are_walked_apart() {
    let at_rate = |lr: f64| {
        json(&format!(
            r#"{{"loss": {{"name": "himmelblau"}}, "steps": 40, "hikers": [{{"optimizer": {{"name": "SGD", "lr": 0.001, "momentum": 0.9}},
            "changes": [{{"at": 7, "optimizer": {{"name": "SGD", "lr": {lr:e}, "momentum": 0.9}}}}]}}]}}"#
        ))
    };
    for (&lr, swept) in RATES.iter().zip(sweep(&parse(&at_rate(1.0)), &RATES).unwrap()) {
        same(swept.loss, *one(&parse(&at_rate(lr))).loss.last().unwrap(), "loss", &at_rate(lr));
    }
}

#[test]
fn what_a_rule_remembers_stays_where_only_its_arguments_change() {
    let with_change = |change: &str| {
        let text = format!(
            r#"{{"loss": {{"name": "bowl"}}, "steps": 12, "hikers": [{{"optimizer": {{"name": "Adam", "lr": 0.1}}, "changes": [{change}]}}]}}"#
        );
        one(&parse(&json(&text))).params.clone()
    };
    let same_again = with_change(r#"{"at": 5, "optimizer": {"name": "Adam", "lr": 0.1}}"#);
    let text = r#"{"loss": {"name": "bowl"}, "steps": 12, "hikers": [{"optimizer": {"name": "Adam", "lr": 0.1}}]}"#;
    let unchanged = one(&parse(&json(text))).params.clone();
    for (a, b) in same_again.iter().zip(&unchanged) {
        assert!((a - b).abs() < 1e-12, "{a} {b}");
    }
    assert_ne!(with_change(r#"{"at": 5, "optimizer": {"name": "SGD", "lr": 0.1}}"#), unchanged);
}

/// A hiker that changes its mind walks update by update, and one that does not in one loop.
#[test]
fn single_samples_are_walked_in_one_loop_as_update_by_update_bit_for_bit() {
    let wide =
        r#"{"name": "make_classification", "n_samples": 40, "n_features": 3, "n_informative": 3, "n_redundant": 0}"#;
    let narrow = r#"{"name": "make_regression", "n_samples": 40, "n_features": 1, "noise": 20}"#;
    for (loss, data) in [("squared_error", narrow), ("squared_error", wide), ("hinge", wide), ("log_loss", wide)] {
        for (length, rest) in [
            (r#""epochs": 5"#, ""),
            (r#""steps": 93"#, ""),
            (r#""epochs": 5"#, r#", "scheduler": {"name": "ExponentialLR", "gamma": 0.5}"#),
        ] {
            let walk = |changes: &str| {
                let sgd = r#"{"name": "SGD", "lr": 0.02}"#;
                common::run(&format!(
                    r#"{{"loss": {{"name": "{loss}", "data": {data}, "alpha": 0.1}}, {length}, "seed": 3, "hikers": [
                        {{"optimizer": {sgd}, "batch_size": 1{rest}{changes}}}]}}"#
                ))
                .remove(0)
            };
            let (once, updates) = (walk(""), walk(r#", "changes": [{"at": 4, "batch_size": 1}]"#));
            let bits = |numbers: &[f64]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&once.params), bits(&updates.params), "{loss} {data} {length} {rest}");
            assert_eq!(once.evaluations, updates.evaluations, "{loss} {data} {length} {rest}");
        }
    }
}
