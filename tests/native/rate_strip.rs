//! The slider's track: how far it reaches, the rates worth a visit on it, and the bands that arrive.

use crate::common::{experiment, fits, losses, of_data, run, settings, text, with};
use learning_rate_playground::optimizer;
use learning_rate_playground::pause::at_once;
use learning_rate_playground::run::stability;
use learning_rate_playground::run::verdict::Kind;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::sweep::rate_strip::{self, Strip};

const FOUR_HOUSES: &str = r#"{"name": "squared_error", "alpha": 0, "data": {"X": [[2104, 5, 1, 45], [1416, 3, 2, 40],
    [1534, 3, 2, 30], [852, 2, 1, 36]], "y": [460, 232, 315, 178]}}"#;

/// A walk of one hiker, by what describes it beside the loss.
fn walk(loss: &str, steps: usize, optimizer: &str, more: &str) -> String {
    format!(r#"{{"loss": {loss}, "steps": {steps}, "hikers": [{{"optimizer": {optimizer}{more}}}]}}"#)
}

fn of_formula(f: &str, optimizer: &str) -> String {
    walk(&format!(r#"{{"name": "formula", "f": "{f}"}}"#), 100, optimizer, "")
}

const SGD: &str = r#"{"name": "SGD", "lr": 0.1}"#;
const ADAM: &str = r#"{"name": "Adam", "lr": 0.1}"#;

fn range(description: &str) -> [f64; 2] {
    at_once(rate_strip::range(&experiment(description)))
}

/// As many rates as on the page.
fn strip(description: &str) -> Strip {
    let [low, high] = range(description);
    at_once(rate_strip::strip(&experiment(description), low, high, 200))
}

#[test]
fn the_track_begins_at_1e_5_or_at_a_hundredth_of_the_largest_stable_rate() {
    let named = |loss: &str| walk(&format!(r#"{{"name": "{loss}"}}"#), 60, SGD, "");
    for gentle in [named("mountain"), named("bowl"), named("saddle"), of_formula("x^2 + y^2", SGD)] {
        assert_eq!(range(&gentle)[0], 1e-5, "{gentle}");
    }
    // 2/λmax: λmax is 2 · 10⁶; of the houses 2.3791 · 10⁶, and the limit is 8.4065 · 10⁻⁷.
    assert_eq!(range(&of_formula("1e6 x^2 + y^2", SGD))[0], 1e-8);
    assert_eq!(range(&walk(FOUR_HOUSES, 100, SGD, ""))[0], 5e-9);
    // The heavy ball's limit is 2(1 + β)/λmax.
    assert_eq!(range(&of_formula("1e6 x^2 + y^2", r#"{"name": "SGD", "lr": 1, "momentum": 0.9}"#))[0], 1e-8);
    // Of a schedule that begins at twice the rate, half.
    let doubled = r#", "scheduler": {"name": "LambdaLR", "lr_lambda": "2"}"#;
    let steep = r#"{"name": "formula", "f": "1e6 x^2 + y^2"}"#;
    assert_eq!(range(&walk(steep, 100, SGD, doubled))[0], 5e-9);
}

#[test]
fn the_track_reaches_down_past_rates_that_end_above_their_start() {
    let unscaled = r#"{"loss": {"name": "squared_error", "data":
        {"X": [[370], [6166], [684], [449], [643], [36660], [7427], [12550]], "y": [4, 315, 4, 1.7, 8, 503, 24, 23]},
        "alpha": 0}, "epochs": 30, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.02}, "batch_size": 1}]}"#;
    // Its steps grow above 2/36660².
    let [low, high] = range(unscaled);
    assert!(low < 1e-10 && high > 1e-9, "{low} {high}");
}

#[test]
fn where_theory_is_silent_the_track_begins_at_a_hundredth_of_the_lowest_rate_thrown_out() {
    // In batches of one. λ of a house is |x|² + 1, and the largest house bears 2/λ = 4.5 · 10⁻⁷ alone.
    let batches = walk(FOUR_HOUSES, 100, SGD, r#", "batch_size": 1"#);
    let [low, high] = range(&batches);
    assert!((1e-9..=1e-8).contains(&low) && (1e-6..=1e-5).contains(&high), "{low} {high}");
    let strip = strip(&batches);
    let first = strip.outcomes.iter().position(|o| o.kind == Kind::Diverged).unwrap();
    assert!((50.0..=500.0).contains(&(strip.lrs[first] / low)), "{} {low}", strip.lrs[first]);
    // Falling without end is no reason: no lower rate would bring it anywhere.
    assert_eq!(range(&of_formula("-1e6 x", SGD))[0], 1e-5);
    // Newton's method walks to the nearest saddle, summit or bottom, at any rate.
    let climbs = walk(r#"{"name": "himmelblau"}"#, 60, r#"{"name": "Newton", "lr": 1}"#, "");
    assert_eq!(range(&climbs)[0], 1e-5);
}

#[test]
fn the_track_ends_where_all_is_thrown_out_at_three_times_the_limit_at_least_and_at_1e3_where_nothing_is() {
    let ends_at = |description: &str, high: f64| assert_eq!(range(description)[1], high, "{description}");
    // Three times 2/λmax, rounded up to 1, 2 or 5; walks of the bowl are thrown out soon above it.
    ends_at(&of_formula("x^2 + y^2", SGD), 5.0);
    ends_at(&of_formula("1e6 x^2 + y^2", SGD), 5e-6);
    ends_at(&of_formula("1e-6 (x^2 + y^2)", SGD), 5e6);
    ends_at(&of_formula("1e-9 (x^2 + y^2)", SGD), 5e9);
    // Signs alone: each parameter goes back where it came from.
    ends_at(&walk(r#"{"name": "bowl"}"#, 60, r#"{"name": "Rprop", "lr": 0.1}"#, ""), 1e3);
    // Targets far away: steps of 10³ are still too short.
    let far = r#"{"name": "squared_error", "data": {"X": [[1], [2], [3]], "y": [1e9, 3e9, 2e9]}}"#;
    let [_, high] = range(&walk(far, 100, ADAM, ""));
    assert!(high > 1e8, "{high}");
    assert!(strip(&walk(far, 100, ADAM, "")).band.is_some());
}

#[test]
fn the_ends_are_1_2_or_5_times_a_power_of_ten_to_the_last_bit() {
    for k in [-12, -9, -3, 0, 4, 7] {
        for f in ["x^2 + y^2", "2.3(x^2 + y^2)", "5 x^2 + y^2"] {
            for end in range(&of_formula(&format!("1e{k} ({f})"), SGD)) {
                let written = format!("{end:e}");
                assert!(["1e", "2e", "5e"].iter().any(|digit| written.starts_with(digit)), "{written}");
            }
        }
    }
}

#[test]
fn the_limit_on_the_slider_is_that_of_the_lowest_valley_wherever_the_walk_is() {
    let limit = |loss: &str, lr: f64| {
        let described = walk(loss, 60, &format!(r#"{{"name": "SGD", "lr": {lr}}}"#), "");
        let experiment = experiment(&described);
        let hiker = &experiment.hikers[0];
        let path = &run(&described)[0].path;
        let walked = stability::of(&experiment, hiker, path).map(|limit| limit.stable.rate);
        (stability::at_reference(&experiment, &hiker.last()).map(|limit| limit.stable.rate), walked)
    };
    let mountain = r#"{"name": "mountain"}"#;
    let rates = [0.01, 0.2, 0.8, 2.0, 4.0, 5.0];
    let all = rates.map(|lr| limit(mountain, lr));
    assert!(all.iter().all(|(fixed, _)| *fixed == all[0].0), "{all:?}");
    assert!(all.iter().any(|(_, walked)| *walked != all[0].0), "some of these walks come to other valleys: {all:?}");
    // Of valleys as low as each other, at x = ±1, that nearest to the start at (1, 1). It bends by 8 (1 + (x − 1.5)²).
    let twins = r#"{"name": "formula", "f": "(x^2 - 1)^2 (1 + (x - 1.5)^2) + y^2"}"#;
    assert!((limit(twins, 0.01).0.unwrap() - 2.0 / 10.0).abs() < 1e-6, "{:?}", limit(twins, 0.01));
    assert_eq!(limit(r#"{"name": "saddle"}"#, 0.01).0, None);
    // A hinge's lowest point is a kink.
    let hinge = losses().into_iter().find(|(name, _)| *name == "hinge").unwrap().1;
    assert_eq!(limit(&hinge, 0.1).0, None);
}

#[test]
fn each_rate_worth_a_visit_does_what_its_name_promises() {
    for (name, loss) in losses() {
        let objective = crate::common::loss(&loss);
        for entry in optimizer::ENTRIES.iter().filter(|entry| fits(&settings(entry)[0], objective.as_ref())) {
            let steps = if of_data(&loss) || entry.name == "LBFGS" { 30 } else { 60 };
            let at = |lr: f64| {
                let optimizer = with(&settings(entry)[0], "lr", Value::Number(lr));
                walk(&loss, steps, &text(&optimizer), "")
            };
            let strip = strip(&at(1.0));
            let kind = |lr: f64| run(&at(lr)).remove(0).verdict.kind;
            let what = format!("on {name} by {}: {:?}", entry.name, [strip.too_low, strip.too_high]);
            assert!(strip.too_low.is_none_or(|lr| kind(lr) == Kind::TooSlow), "too low {what}");
            let bad = [Kind::Oscillating, Kind::Diverged];
            assert!(strip.too_high.is_none_or(|lr| bad.contains(&kind(lr))), "too high {what}");
            let (best, band) = (kind(strip.just_right), strip.band.is_some());
            assert_eq!(best == Kind::Converged, band, "just right {what} {}", strip.just_right);
            // One that is left out has none to take on its side of the best.
            let beside = |above: bool, kinds: &[Kind]| {
                let [from, to] = strip.band.unwrap_or([strip.just_right; 2]);
                let mut all = strip.lrs.iter().zip(&strip.outcomes);
                all.any(|(lr, o)| kinds.contains(&o.kind) && if above { *lr > 1.01 * to } else { *lr < 0.99 * from })
            };
            assert!(strip.too_low.is_some() || !beside(false, &[Kind::TooSlow]), "no rate too low {what}");
            assert!(strip.too_high.is_some() || !beside(true, &bad), "no rate too high {what}");
        }
    }
}

#[test]
fn where_no_rate_arrives_the_one_that_ends_lowest_gets_furthest() {
    // Of the floorless saddle the drop is that of each walk: all but those thrown out have done the whole of it.
    let saddle = strip(&walk(r#"{"name": "saddle"}"#, 60, SGD, ""));
    let kept = saddle.lrs.iter().zip(&saddle.outcomes).filter(|(_, o)| o.kind != Kind::Diverged);
    let (lowest, _) = kept.min_by(|(_, a), (_, b)| a.loss.total_cmp(&b.loss)).unwrap();
    assert!(saddle.band.is_none() && (lowest / saddle.just_right - 1.0).abs() < 0.01, "{lowest} {}", saddle.just_right);
    // Where all are thrown out, the lowest is the nearest to one that is not.
    let bowl = experiment(&walk(r#"{"name": "bowl"}"#, 60, SGD, ""));
    assert_eq!(at_once(rate_strip::strip(&bowl, 1.0, 10.0, 5)).just_right, 1.0);
}

#[test]
fn rates_worth_a_visit_have_three_digits_however_small_they_are() {
    for description in [
        of_formula("1e6 x^2 + y^2", SGD),
        of_formula("1e-9 (x^2 + y^2)", SGD),
        of_formula("1e12 x^2 + y^2", SGD),
        walk(FOUR_HOUSES, 100, SGD, ""),
    ] {
        let strip = strip(&description);
        for lr in [strip.too_low.unwrap(), strip.just_right, strip.too_high.unwrap()] {
            let written = format!("{lr:e}");
            let (digits, _) = written.split_once('e').unwrap();
            assert!(digits.len() <= 4, "{written} of {description}");
        }
    }
    // Also where the powers of ten are no whole numbers any more.
    let tiny = experiment(&of_formula("x^2 + y^2", SGD));
    let strip = at_once(rate_strip::strip(&tiny, 1e-320, 1e-300, 5));
    assert!((1e-320..=1e-300).contains(&strip.just_right), "{:e}", strip.just_right);
}

#[test]
fn every_stretch_of_rates_that_arrives_is_a_band() {
    let halving = r#", "scheduler": {"name": "StepLR", "step_size": 20, "gamma": 0.5}"#;
    let frayed = strip(&walk(r#"{"name": "rosenbrock"}"#, 500, ADAM, halving));
    // Tried at 20000 rates, the widest are these; between them are others as narrow as a thousandth.
    let wide = [[1.3375, 1.3827], [2.2115, 2.2443], [4.25, 4.46], [4.88, 5.0], [7.96, 8.23]];
    assert_eq!(frayed.bands.len(), 5, "{:?}", frayed.bands);
    for ([from, to], [low, high]) in frayed.bands.iter().zip(wide) {
        assert!(low <= *from && from <= to && *to <= high, "{:?}", frayed.bands);
    }
    assert!(frayed.bands.contains(&frayed.band.unwrap()));
    // A parabola has one, up to 2/λmax.
    let bowl = strip(&walk(r#"{"name": "bowl"}"#, 60, SGD, ""));
    assert_eq!(bowl.bands, [bowl.band.unwrap()]);
    assert!(strip(&walk(r#"{"name": "saddle"}"#, 60, SGD, "")).bands.is_empty());
    // All the rates that arrive are in one, and no other.
    for Strip { lrs, outcomes, bands, .. } in [frayed, bowl] {
        assert!(lrs.is_sorted() && lrs.len() == outcomes.len());
        for (lr, outcome) in lrs.iter().zip(&outcomes) {
            let held = bands.iter().filter(|[low, high]| low <= lr && lr <= high).count();
            assert_eq!(held, usize::from(outcome.kind == Kind::Converged), "{lr}");
        }
    }
}

#[test]
fn every_optimizer_takes_the_same_rates_so_that_one_stays_where_another_is_chosen() {
    for entry in optimizer::ENTRIES {
        let lr = entry.args.iter().find(|arg| arg.name == "lr").expect(entry.name);
        for (rate, allowed) in [(1e-300, true), (1e300, true), (0.0, false), (-1.0, false)] {
            assert_eq!(lr.range.holds(rate), allowed, "{rate} of {}", entry.name);
        }
    }
}
