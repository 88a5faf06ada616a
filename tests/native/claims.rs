//! What the course page says, in the figures that say it: each claim of the course has a test of its number, on the
//! scene that the page shows. A claim that does not hold as it is often told is tested as what holds instead.

use crate::common::{JSON, json, list, number, off, provide_tables, with};
use learning_rate_playground::number::linear_algebra::eigen;
use learning_rate_playground::pause::at_once;
use learning_rate_playground::run::stability;
use learning_rate_playground::run::verdict::Kind;
use learning_rate_playground::run::{self, Trace};
use learning_rate_playground::scene;
use learning_rate_playground::scene::experiment::{Experiment, Fresh, Length};
use learning_rate_playground::scene::link;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::sweep::rate_strip::{Strip, strip};

const SCENES: &str = include_str!("../../course/scenes.json");
const PAGE: &str = include_str!("../../index.html");

fn scenes() -> Vec<(String, Value)> {
    let Value::Map(scenes) = json(SCENES) else { panic!("course/scenes.json is not an object") };
    scenes
}

fn figure(name: &str) -> Value {
    scenes().into_iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no figure {name}")).1
}

/// What the figure runs, as it is described.
fn described(name: &str) -> Value {
    figure(name).get("experiment").unwrap().clone()
}

/// The same of one of its acts.
fn act(name: &str, act: &str) -> Value {
    let figure = figure(name);
    let is_it = |other: &&Value| other.get("name") == Some(&Value::Text(act.into()));
    list(figure.get("acts"))
        .iter()
        .find(is_it)
        .unwrap_or_else(|| panic!("{name} has no act {act}"))
        .get("experiment")
        .unwrap()
        .clone()
}

fn parsed(described: &Value) -> Experiment {
    provide_tables();
    crate::common::parse(described).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn run(described: &Value) -> Vec<Trace> {
    run::run(&parsed(described))
}

/// The figures of one hiker.
fn walk(name: &str) -> Trace {
    run(&described(name)).remove(0)
}

/// The hiker of the figure whose rate, or whose batch, is this one.
fn of_rate(name: &str, lr: f64) -> Trace {
    let experiment = parsed(&described(name));
    let i = experiment.hikers.iter().position(|hiker| hiker.lr == lr).unwrap_or_else(|| panic!("{name} has no {lr}"));
    run::run(&experiment).remove(i)
}

fn kind(trace: &Trace) -> Kind {
    trace.verdict.kind
}

fn last(numbers: &[f64]) -> f64 {
    numbers[numbers.len() - 1]
}

fn metric<'a>(trace: &'a Trace, name: &str) -> &'a [f64] {
    let found = trace.metrics.iter().find(|(known, _)| *known == name);
    &found.unwrap_or_else(|| panic!("no metric {name}")).1
}

/// How many steps of the walk go up by more than `much`.
fn rises(loss: &[f64], much: f64) -> usize {
    loss.windows(2).filter(|pair| pair[1] > pair[0] + much).count()
}

/// How much of the possible drop is done at the end.
fn done(experiment: &Experiment, trace: &Trace) -> f64 {
    let floor = experiment.loss.floor().expect("the floor of this loss is known");
    (trace.loss[0] - last(&trace.loss)) / (trace.loss[0] - floor)
}

fn weight_sizes(experiment: &Experiment, trace: &Trace) -> Vec<f64> {
    let data = experiment.loss.of_data().unwrap();
    (0..trace.records()).map(|record| data.weight_size(trace.point(record))).collect()
}

/// The painted strip of one hiker of an experiment, 240 rates wide as on the page.
fn painted(experiment: &Experiment, hiker: usize) -> Strip {
    let alone = Experiment { hikers: vec![experiment.hikers[hiker].clone()], ..experiment.clone() };
    at_once(strip(&alone, 1e-5, 1e3, 240))
}

/// 2/λmax, where the loss is a parabola.
fn stable(described: &Value) -> f64 {
    let loss = parsed(described).loss;
    let (curvatures, _) = eigen(&loss.hessian(&loss.start()).unwrap(), loss.dim());
    2.0 / curvatures.into_iter().fold(0.0, f64::max)
}

#[track_caller]
fn between(low: f64, x: f64, high: f64) {
    assert!(low <= x && x <= high, "{x} is not in [{low}, {high}]");
}

// The page and its scenes.

#[test]
fn every_figure_of_the_page_has_a_scene_and_every_scene_a_figure() {
    let mut shown: Vec<&str> =
        PAGE.split("data-scene=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let scenes = scenes();
    let mut known: Vec<&str> = scenes.iter().map(|(name, _)| name.as_str()).collect();
    shown.sort();
    known.sort();
    assert_eq!(shown, known);
}

#[test]
fn every_scene_is_one_that_asks_first_and_waits_within_its_walk() {
    provide_tables();
    for (name, scene) in scenes() {
        let experiment = scene::check(&scene, &mut Fresh).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        assert!(matches!(scene.get("question"), Some(Value::Text(asked)) if asked.contains('?')), "{name}");
        assert!(matches!(scene.get("answer"), Some(Value::Text(said)) if !said.is_empty()), "{name}");
        let paused = number(scene.get("paused").unwrap_or_else(|| panic!("{name} does not wait")));
        assert!((paused as usize) < experiment.length.records(), "{name} waits at {paused}");
        let shortest = run::run(&experiment).iter().map(|trace| trace.records()).min().unwrap();
        assert!((paused as usize) < shortest, "{name} waits at {paused}, where a walk of {shortest} records is over");
        let address = link::write(&scene, &JSON);
        assert_eq!(link::read(&address, &JSON).unwrap(), scene, "{name}");
    }
}

// 1: the update rule.

#[test]
fn a_step_is_the_old_point_less_the_rate_times_the_slope() {
    let experiment = parsed(&described("three-hikers"));
    for (hiker, trace) in experiment.hikers.iter().zip(run::run(&experiment)) {
        for record in 0..trace.records() - 1 {
            let (old, new) = (trace.point(record), trace.point(record + 1));
            let mut gradient = [0.0; 2];
            experiment.loss.gradient(old, &mut gradient);
            for i in 0..2 {
                assert_eq!(new[i], old[i] - hiker.lr * gradient[i], "step {record} at {}", hiker.lr);
            }
        }
    }
}

// 2 to 5: too high.

#[test]
fn a_high_rate_is_fast_at_first_and_overshoots() {
    let [low, middle, high] = [0.02, 0.3, 0.9].map(|lr| of_rate("three-hikers", lr));
    for step in 1..=5 {
        assert!(high.loss[step] < middle.loss[step] && middle.loss[step] < low.loss[step], "step {step}");
    }
    // Nearly down after five steps, where the middle one has hardly begun; then back up.
    assert!(high.loss[5] < 1.0 && middle.loss[5] > 3.4, "{} {}", high.loss[5], middle.loss[5]);
    assert!(high.loss[5..=10].iter().any(|&loss| loss > 2.5));
    // Across the valley: from one side of its lowest point to the other and back.
    let valley = parsed(&described("three-hikers")).loss.minima()[0].at.clone();
    let sides: Vec<bool> = (20..60).map(|record| high.point(record)[1] > valley[1]).collect();
    assert!(sides.windows(2).filter(|pair| pair[0] != pair[1]).count() >= 10);
}

#[test]
fn a_high_rate_can_miss_the_optimum() {
    let high = of_rate("three-hikers", 0.9);
    assert_eq!(kind(&high), Kind::Oscillating);
    // Close to the lowest point again and again, and never there to stay.
    let near = |record: &usize| high.loss[*record] < 1.2;
    assert!((0..60).filter(near).count() >= 5 && !(55..=60).all(|record| near(&record)));
    let middle = of_rate("three-hikers", 0.3);
    assert_eq!((kind(&middle), middle.verdict.step), (Kind::Converged, Some(26)));
}

#[test]
fn a_high_rate_can_diverge_its_loss_and_parameters_growing_until_they_are_no_numbers() {
    let raw = walk("normalisation");
    assert_eq!((kind(&raw), raw.verdict.step), (Kind::Diverged, Some(53)));
    assert_eq!(raw.records(), 53, "the walk ends where its numbers overflow");
    assert!(raw.loss.windows(2).all(|pair| pair[1] > 100.0 * pair[0]), "the loss rises in every epoch");
    assert!(last(&raw.loss) > 1e300 && raw.params.iter().any(|p| p.abs() > 1e140));
}

#[test]
fn a_high_rate_on_a_classifier_raises_the_loss_and_the_weights_but_not_without_bound() {
    let experiment = parsed(&described("too-high"));
    let high = walk("too-high");
    assert_eq!(kind(&high), Kind::Diverged);
    between(140.0, high.loss[1] / high.loss[0], 160.0);
    assert!(high.loss[1..].iter().all(|&loss| loss > 20.0), "it never comes back");
    let sizes = weight_sizes(&experiment, &high);
    let proper = last(&weight_sizes(&parsed(&described("just-right")), &walk("just-right")));
    let most = |sizes: &[f64]| sizes.iter().copied().fold(0.0, f64::max);
    between(200.0, most(&sizes) / proper, 280.0);
    // All there, and no larger in the second half than in the first.
    assert_eq!(high.records(), 61);
    assert!(most(&sizes[31..]) < 1.1 * most(&sizes[..31]));
}

#[test]
fn a_high_rate_can_make_a_classifier_say_one_class_to_all() {
    let experiment = parsed(&described("one-class"));
    let trace = walk("one-class");
    let data = experiment.loss.of_data().unwrap();
    let rows = &data.table().x;
    let benign = |record: usize| {
        rows.rows().into_iter().filter(|row| data.predict(trace.point(record), &row.to_vec()) > 0.0).count()
    };
    let one_class: Vec<usize> = (1..trace.records()).filter(|&record| [0, 569].contains(&benign(record))).collect();
    assert!(one_class.len() >= 10 && one_class[0] == 1, "{one_class:?}");
    // Where the figure waits all are called malignant, which is right for 212 of the 569.
    assert_eq!(benign(1), 0);
    assert_eq!(metric(&trace, "accuracy")[1], 212.0 / 569.0);
}

// 6 to 8: too low.

#[test]
fn a_low_rate_is_safe_and_arrives_if_given_time() {
    let slow = walk("too-low");
    assert_eq!(rises(&slow.loss, 0.0), 0, "no epoch goes up");
    let longer = with(&described("too-low"), "epochs", Value::Number(3000.0));
    assert_eq!(kind(&run(&longer)[0]), Kind::Converged);
    let line = of_rate("five-rates", 0.0001);
    assert_eq!((rises(&line.loss, 0.0), kind(&line), line.verdict.step), (0, Kind::Converged, Some(48)));
}

#[test]
fn a_low_rate_takes_thousands_of_steps_and_hardly_improves_in_one() {
    let described = described("too-low");
    let experiment = parsed(&described);
    let slow = walk("too-low");
    assert_eq!((experiment.length, experiment.hikers[0].batch_size), (Length::Epochs(60), Some(1)));
    assert_eq!(experiment.loss.of_data().unwrap().table().samples(), 1000);
    assert_eq!(kind(&slow), Kind::TooSlow);
    between(0.65, done(&experiment, &slow), 0.72);
    // One step of the sixty thousand.
    let Value::Map(mut pairs) = described else { unreachable!() };
    pairs.retain(|(key, _)| key != "epochs");
    let step = run(&with(&Value::Map(pairs), "steps", Value::Number(1.0))).remove(0);
    let fall = (step.loss[0] - step.loss[1]).abs() / (step.loss[0] - experiment.loss.floor().unwrap());
    assert!(fall < 0.001, "{fall}");
    // The accuracy does not tell: it is at its place after the first epoch, the weights after none.
    assert!(metric(&slow, "accuracy")[1..].iter().all(|&accuracy| accuracy > 0.78));
    let proper = last(&weight_sizes(&experiment, &walk("just-right")));
    between(0.3, last(&weight_sizes(&experiment, &slow)) / proper, 0.4);
}

#[test]
fn a_low_rate_may_stay_in_a_side_valley_that_a_higher_one_leaves() {
    let (low, high) = (of_rate("side-valley", 0.1), of_rate("side-valley", 0.3));
    assert_eq!(kind(&low), Kind::Stuck);
    between(0.298, last(&low.loss), 0.299);
    assert_eq!((kind(&high), high.verdict.step), (Kind::Converged, Some(6)));
}

// 9: just right.

#[test]
fn the_right_rate_falls_smoothly_and_arrives_in_under_a_hundred_epochs() {
    let trace = walk("just-right");
    assert_eq!((kind(&trace), trace.verdict.step), (Kind::Converged, Some(16)));
    let drop = trace.loss[0] - trace.loss[60];
    assert_eq!(rises(&trace.loss, 0.01 * drop), 0);
    assert!(last(metric(&trace, "accuracy")) > 0.82);
}

#[test]
fn the_five_rates_are_the_notebook_s_where_fit_is_given_its_epochs() {
    for (lr, after_one, after_all) in [
        (0.0001, 3910.8214, 394.9607),
        (0.001, 1871.7898, 394.6944),
        (0.01, 403.6456, 395.5730),
        (0.1, 714.5593, 431.0268),
        (1.0, 110352.6132, 921.6797),
    ] {
        let trace = of_rate("five-rates", lr);
        let mse = metric(&trace, "mse");
        assert!(off(mse[1], after_one) < 1e-6 && off(mse[100], after_all) < 1e-6, "{lr}: {} {}", mse[1], mse[100]);
    }
    let best = last(metric(&of_rate("five-rates", 0.001), "mse"));
    for lr in [0.0001, 0.01, 0.1, 1.0] {
        assert!(last(metric(&of_rate("five-rates", lr), "mse")) > best);
    }
    let bursts = of_rate("five-rates", 1.0);
    assert!(metric(&bursts, "mse").iter().any(|&mse| mse > 4e9));
}

#[test]
fn coin_tosses_cannot_be_learnt_at_any_rate() {
    let experiment = parsed(&described("coin-tosses"));
    for trace in run::run(&experiment) {
        between(0.45, last(metric(&trace, "accuracy")), 0.58);
    }
    // Even the best weights hardly beat the loss of a fair coin, ln 2.
    between(0.97, experiment.loss.floor().unwrap() / 2f64.ln(), 1.0);
}

// 10: batches.

#[test]
fn larger_batches_stand_higher_rates() {
    let described = described("batch-sizes");
    let experiment = parsed(&described);
    let sizes: Vec<Option<usize>> = experiment.hikers.iter().map(|hiker| hiker.batch_size).collect();
    assert_eq!(sizes, [Some(1), Some(32), Some(256), None]);
    let [one, few, many, all] = [0, 1, 2, 3].map(|hiker| painted(&experiment, hiker).band.unwrap()[1]);
    between(0.1, one, 0.13);
    between(1.1, few, 1.3);
    between(1.7, many, 2.0);
    between(1.4, many / few, 1.8);
    // But not without end: with the noise gone the limit of the valley is left.
    assert!(all <= 1.1 * many, "{all} {many}");
    between(0.85 * stable(&described), all, stable(&described));
}

#[test]
fn larger_batches_shake_less() {
    let experiment = parsed(&described("batch-sizes"));
    let shaking: Vec<f64> = run::run(&experiment)
        .iter()
        .map(|trace| {
            let half = &trace.loss[15..];
            half.windows(2).map(|pair| (pair[1] - pair[0]).max(0.0)).sum()
        })
        .collect();
    assert!(shaking[0] > 50.0 * shaking[1] && shaking[1] > 5.0 * shaking[2] && shaking[2] > shaking[3], "{shaking:?}");
    // After one epoch batches of 32 are there; the larger have made two steps, or one.
    let [_, few, many, all] = &run::run(&experiment)[..] else { unreachable!() };
    let arrived = [few, many, all].map(|trace| trace.verdict.step);
    assert_eq!(arrived, [Some(1), Some(6), Some(11)]);
}

// 11 and 19: scaled data.

#[test]
fn unscaled_data_fails_or_crawls_at_a_rate_that_works_once_scaled() {
    let [raw, safe, scaled] =
        ["As measured", "As measured, a safe rate", "Standardised"].map(|name| act("normalisation", name));
    let rate = |described: &Value| parsed(described).hikers[0].lr;
    assert_eq!([rate(&raw), rate(&safe), rate(&scaled)], [0.01, 0.00001, 0.01]);
    assert_eq!(described("normalisation"), raw);
    assert_eq!(kind(&run(&raw)[0]), Kind::Diverged);
    let crawls = run(&safe).remove(0);
    assert_eq!((kind(&crawls), rises(&crawls.loss, 0.0)), (Kind::TooSlow, 0));
    let arrives = run(&scaled).remove(0);
    assert_eq!((kind(&arrives), arrives.verdict.step), (Kind::Converged, Some(231)));
    between(2e-5, stable(&raw), 4e-5);
    between(0.49, stable(&scaled), 0.5);
    // What the figure's slider marks.
    let experiment = parsed(&scaled);
    let marked = stability::of(&experiment, &experiment.hikers[0], &arrives.path).unwrap();
    assert!(off(marked.stable.rate, stable(&scaled)) < 1e-9);
}

#[test]
fn scaled_data_likes_rates_from_a_hundredth_to_a_tenth() {
    let [low, high] = painted(&parsed(&act("normalisation", "Standardised")), 0).band.unwrap();
    assert!(low <= 0.01 && high >= 0.1, "{low} to {high}");
    // With single samples as batches the upper end is too high already.
    assert_eq!(kind(&of_rate("choosing", 0.01)), Kind::Converged);
    assert_eq!(kind(&of_rate("choosing", 0.1)), Kind::Oscillating);
}

// 12: optimizers.

#[test]
fn sgd_is_sensitive_to_the_rate_and_adam_less() {
    let classes = parsed(&act("sgd-adam", "Two classes"));
    let [sgd, adam] = [0, 1].map(|hiker| painted(&classes, hiker));
    between(0.5, sgd.decades.unwrap(), 0.7);
    between(1.7, adam.decades.unwrap(), 2.1);
    // Less sensitive, but on the line the usual rate of 0.001, and what SGD likes, are far too low for it.
    let line = parsed(&act("sgd-adam", "The line"));
    let [sgd, adam] = [0, 1].map(|hiker| painted(&line, hiker).band.unwrap());
    between(0.7, adam[0], 0.95);
    assert!(sgd[0] < 0.03 && sgd[1] < 2.0);
    let trace = run::run(&line).remove(1);
    assert_eq!(kind(&trace), Kind::TooSlow);
}

// 13 to 17: schedules.

fn scheduler_named(hiker: usize, name: &str) -> Trace {
    let experiment = parsed(&described("schedules"));
    assert_eq!(experiment.hikers[hiker].scheduler.name(), name);
    assert_eq!(experiment.hikers[hiker].lr, 0.1);
    run::run(&experiment).remove(hiker)
}

#[track_caller]
fn follows(trace: &Trace, formula: impl Fn(f64) -> f64) {
    assert_eq!(trace.lr.len(), 101);
    for (t, &lr) in trace.lr.iter().enumerate() {
        assert!((lr - formula(t as f64)).abs() <= 1e-15, "{lr} at {t}, by the formula {}", formula(t as f64));
    }
}

#[test]
fn the_constant_schedule_is_its_formula() {
    follows(&scheduler_named(0, "constant"), |_| 0.1);
}

#[test]
fn the_exponential_schedule_is_its_formula() {
    follows(&scheduler_named(1, "ExponentialLR"), |t| 0.1 * libm::pow(0.9, t));
}

#[test]
fn the_linear_schedule_is_its_formula() {
    follows(&scheduler_named(2, "PolynomialLR"), |t| 0.1 * (1.0 - t / 100.0));
}

#[test]
fn the_step_schedule_is_its_formula() {
    follows(&scheduler_named(3, "StepLR"), |t| 0.1 * libm::pow(0.5, (t / 20.0).floor()));
}

#[test]
fn to_start_high_and_decay_works_well() {
    let experiment = parsed(&described("schedules"));
    let traces = run::run(&experiment);
    let lowest = 394.6943163926295;
    let above: Vec<f64> = traces.iter().map(|trace| last(metric(trace, "mse")) - lowest).collect();
    between(36.0, above[0], 37.0);
    between(0.0, above[1], 1e-4);
    between(0.01, above[2], 0.02);
    between(0.4, above[3], 0.5);
    // Alike at first, apart later: from when on the walk rests.
    for trace in &traces {
        assert_eq!(trace.loss[1], traces[0].loss[1]);
        assert!(trace.loss[2] < 0.1 * trace.loss[0]);
    }
    let is_still: Vec<Option<usize>> = traces.iter().map(|trace| trace.verdict.step).collect();
    assert_eq!(is_still, [Some(100), Some(4), Some(62), Some(30)]);
}

// 18 and 20 to 22: choosing.

#[test]
fn a_hundredth_is_a_reasonable_first_try() {
    for name in ["five-rates", "choosing"] {
        assert_eq!(kind(&of_rate(name, 0.01)), Kind::Converged, "{name}");
    }
    assert_eq!(kind(&run(&act("normalisation", "Standardised"))[0]), Kind::Converged);
    // Not everywhere: unscaled data, and data whose best weights wobble with every sample.
    assert_eq!(kind(&walk("normalisation")), Kind::Diverged);
}

#[test]
fn a_loss_that_jumps_asks_for_a_lower_rate_and_one_that_hardly_moves_for_a_higher() {
    let [low, right, high] = ["too-low", "just-right", "too-high"].map(walk);
    let drop = right.loss[0] - last(&right.loss);
    // It hardly moves: less than a fiftieth of the way in any epoch. A hundred times the rate arrives.
    assert!(low.loss.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.03 * drop));
    // It jumps: up, by more than the whole way, in at least a quarter of the epochs. A smaller one does not.
    assert!(4 * rises(&high.loss, drop) >= 60);
    assert_eq!([kind(&low), kind(&right), kind(&high)], [Kind::TooSlow, Kind::Converged, Kind::Diverged]);
    // Halfway between there is jitter: it goes up often, but by little.
    let jitters = of_rate("choosing", 0.1);
    assert_eq!(kind(&jitters), Kind::Oscillating);
}

#[test]
fn a_search_over_powers_of_ten_finds_a_good_rate() {
    let traces = run(&described("choosing"));
    let held_back: Vec<f64> = traces.iter().map(|trace| last(metric(trace, "test_accuracy"))).collect();
    assert_eq!(held_back[..3], [0.876, 0.884, 0.864]);
    // At 1 the walk is chaotic: a last digit of the data decides, in scikit-learn too (0.744, or 0.74). Worse it is.
    assert!((0.6..0.85).contains(&held_back[3]), "{}", held_back[3]);
    // No rate between them goes further down than the best of the four.
    let experiment = parsed(&described("choosing"));
    let between = painted(&experiment, 0);
    let lowest = between.outcomes.iter().map(|outcome| outcome.loss).fold(f64::INFINITY, f64::min);
    let best = traces.iter().map(|trace| last(&trace.loss)).fold(f64::INFINITY, f64::min);
    assert!(best - lowest < 0.01 * (traces[0].loss[0] - lowest), "{best} {lowest}");
}

#[test]
fn where_it_does_not_converge_a_lower_rate_does() {
    let kinds: Vec<Kind> = [1.0, 0.1, 0.01].iter().map(|&lr| kind(&of_rate("choosing", lr))).collect();
    assert_eq!(kinds, [Kind::Oscillating, Kind::Oscillating, Kind::Converged]);
    // From the rate that is far too high, ten times lower each time.
    let experiment = parsed(&described("too-high"));
    let rates = [10.0, 1.0, 0.1, 0.01, 0.001];
    let outcomes = learning_rate_playground::sweep::rates::sweep(&experiment, &rates).unwrap();
    let kinds: Vec<Kind> = outcomes.iter().map(|outcome| outcome.kind).collect();
    assert_eq!(kinds[..2], [Kind::Diverged; 2]);
    assert_eq!(kinds[4], Kind::Converged);
}
