//! How low a loss can be, and where: what is known and what is found of it, against mathematics.

use crate::common;
use crate::common::{CLASSES, json, loss, run};
use learning_rate_playground::loss::{Gradient, Loss, Reference};
use learning_rate_playground::number::random::RandomState;
use learning_rate_playground::run::verdict::Kind;
use learning_rate_playground::scene::experiment::Experiment;
use learning_rate_playground::sweep::map::{Grid, basins};
use std::f64::consts::{E, FRAC_1_SQRT_2, FRAC_PI_2, PI};
use std::rc::Rc;

fn typed(formula: &str) -> Rc<dyn Loss> {
    loss(&format!(r#"{{"name": "formula", "f": "{formula}"}}"#))
}

fn value(loss: &dyn Loss, at: &[f64]) -> f64 {
    Gradient::<f64>::value(loss, at)
}

/// The loss, its minima at these places in any order and no others, and the lowest of them.
#[track_caller]
fn has_minima(formula: &str, places: &[[f64; 2]], lowest: f64) {
    let loss = typed(formula);
    let minima = loss.minima();
    let at: Vec<_> = minima.iter().map(|minimum| &minimum.at).collect();
    assert_eq!(minima.len(), places.len(), "{formula}: {at:?}");
    for place in places {
        let off = |at: &[f64]| (at[0] - place[0]).abs().max((at[1] - place[1]).abs());
        assert!(minima.iter().any(|minimum| off(&minimum.at) <= 1e-8), "{formula}: {at:?}, none at {place:?}");
    }
    let Reference::At(found) = loss.reference() else { panic!("{formula}: {:?}", loss.reference()) };
    assert!((found - lowest).abs() <= 1e-12 * lowest.abs().max(1.0), "{formula}: {found}, not {lowest}");
    assert_eq!((Some(found), loss.floor()), (Some(minima[0].loss), Some(minima[0].loss)));
    for (i, minimum) in minima.iter().enumerate() {
        assert_eq!((minimum.name, minimum.loss), ("found", value(loss.as_ref(), &minimum.at)), "{formula}");
        assert!(i == 0 || minimum.loss >= minima[i - 1].loss - 1e-14 * lowest.abs(), "{formula}: {minima:?}");
        assert_eq!(minimum.global, minimum.loss <= lowest + 1e-9 * lowest.abs().max(1.0), "{formula}: {minimum:?}");
    }
}

#[test]
fn the_minima_of_a_typed_formula_are_where_mathematics_has_them() {
    has_minima("x^2 + 10*y^2", &[[0.0, 0.0]], 0.0);
    has_minima("(1 - x)^2 + 100(y - x^2)^2", &[[1.0, 1.0]], 0.0);
    has_minima("x^4 - x^2 + y^2", &[[FRAC_1_SQRT_2, 0.0], [-FRAC_1_SQRT_2, 0.0]], -0.25);
    // Himmelblau's.
    let four = [
        [3.0, 2.0],
        [-2.805118086952745, 3.131312518250573],
        [-3.779310253377747, -3.2831859912861696],
        [3.5844283403304917, -1.8481265269644036],
    ];
    has_minima("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", &four, 0.0);
    has_minima("x ln(x) + y^2", &[[1.0 / E, 0.0]], -1.0 / E);
    has_minima("exp(x) - x + y^2", &[[0.0, 0.0]], 1.0);
    has_minima("1e6(x^2 + y^2) - 1e9", &[[0.0, 0.0]], -1e9);
    has_minima("min(x^2 + y^2, (x - 3)^2 + (y - 3)^2 - 1)", &[[0.0, 0.0], [3.0, 3.0]], -1.0);
}

#[test]
fn a_minimum_so_flat_that_the_loss_does_not_show_it_is_found_by_its_slope() {
    // (1e-4)^4 is below the last digit of 3.
    has_minima("(x - 0.123)^4 + (y + 1.7)^4 - 3", &[[0.123, -1.7]], -3.0);
}

#[test]
fn minima_in_kinks_cusps_and_at_the_edge_of_the_domain_are_found() {
    has_minima("abs(x) + abs(y)", &[[0.0, 0.0]], 0.0);
    has_minima("abs(x - 0.3y) + abs(y - 1)", &[[0.3, 1.0]], 0.0);
    has_minima("max(abs(x - 0.1), abs(y + 2x))", &[[0.1, -0.2]], 0.0);
    has_minima("sqrt(abs(x - 0.3)) + y^2", &[[0.3, 0.0]], 0.0);
    has_minima("sqrt(x)", &[[0.0, 0.0]], 0.0);
    // A kink for a floor that is bent: it is followed, not taken for many minima.
    has_minima("abs(x - 2) + 10 abs(y - x^2)", &[[2.0, 4.0]], 0.0);
    // A walk cannot start at most places of this one.
    has_minima("x - 2sqrt(x) + y^2", &[[1.0, 0.0]], -1.0);
}

#[test]
fn a_line_of_minima_is_one_minimum_nearest_to_the_origin() {
    has_minima("x^2", &[[0.0, 0.0]], 0.0);
    has_minima("(x - y)^2", &[[0.0, 0.0]], 0.0);
    has_minima("(x + y - 3)^2", &[[1.5, 1.5]], 0.0);
    has_minima("abs(x - 0.3y)", &[[0.0, 0.0]], 0.0);
    has_minima("max(x, 0)", &[[0.0, 0.0]], 0.0);
    has_minima("7", &[[0.0, 0.0]], 7.0);
    // The last digits of 1 go up and down.
    has_minima("sin(x)^2 + cos(x)^2", &[[0.0, 0.0]], 1.0);
    // Two lines are two.
    has_minima("(x^2 - 1)^2", &[[1.0, 0.0], [-1.0, 0.0]], 0.0);
    has_minima("(1 - x y)^2 / 2", &[[1.0, 1.0], [-1.0, -1.0]], 0.0);
    // No point of a circle is nearer than another.
    let circle = typed("(x^2 + y^2 - 4)^2").minima();
    assert_eq!(circle.len(), 1);
    assert!((circle[0].at.iter().map(|x| x * x).sum::<f64>() - 4.0).abs() < 1e-12, "{circle:?}");
}

#[test]
fn a_terrace_is_no_minimum() {
    let terrace = typed("max(min(0, 3 - x), -1)");
    assert_eq!(terrace.minima().iter().map(|minimum| minimum.loss).collect::<Vec<_>>(), [-1.0]);
    assert_eq!(terrace.reference(), Reference::At(-1.0));
}

#[test]
fn of_many_equal_minima_those_in_the_view_are_kept_sixteen_at_most() {
    let [a, b] = [-FRAC_PI_2, 3.0 * FRAC_PI_2];
    has_minima("sin(x) + sin(y)", &[[a, a], [a, b], [b, a], [b, b]], -2.0);
    for formula in ["sin(3x) + sin(3y)", "20 + x^2 - 10cos(2 pi*x) + y^2 - 10cos(2 pi*y)"] {
        let minima = typed(formula).minima();
        assert_eq!(minima.len(), 16, "{formula}");
        assert!(minima.iter().flat_map(|minimum| &minimum.at).all(|x| x.abs() <= 5.0), "{formula}: {minima:?}");
    }
    assert_eq!(typed("20 + x^2 - 10cos(2 pi*x) + y^2 - 10cos(2 pi*y)").reference(), Reference::At(0.0));
}

#[test]
fn a_minimum_outside_the_view_is_followed_there() {
    has_minima("(x - 7)^2 + (y + 3)^2", &[[7.0, -3.0]], 0.0);
    has_minima("abs(x - 7) + abs(y)", &[[7.0, 0.0]], 0.0);
    has_minima("(x - 100)^2 + y^2", &[[100.0, 0.0]], 0.0);
    has_minima("(x + y - 12)^2", &[[6.0, 6.0]], 0.0);
}

#[test]
fn a_formula_that_falls_without_end_has_no_floor() {
    for formula in [
        "-x",
        "-x^2",
        "-x^64",
        "-ln(1 + x^2)",
        "-sqrt(abs(x))",
        "x^2 - y^2",
        "x^3",
        "x y",
        "x sin(y)",
        "-exp(x)",
        "sin(x) - 0.001x",
        "-x + 5sin(x)",
        "x^3 - 3x + y^2",
        "(1 - x)^2 - 100(y - x^2)^2",
        "sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1",
    ] {
        let loss = typed(formula);
        assert_eq!((loss.reference(), loss.floor()), (Reference::Unbounded, None), "{formula}");
        assert!(loss.minima().iter().all(|minimum| !minimum.global), "{formula}");
    }
    let hollow = typed("x^3 - 3x + y^2").minima();
    assert_eq!(hollow.iter().map(|minimum| &minimum.at[..]).collect::<Vec<_>>(), [[1.0, 0.0]]);
}

#[test]
fn a_formula_with_a_pole_has_no_floor() {
    for formula in [
        "1/x",
        "1/(x - 0.3)",
        "-1/(x^2 + y^2)",
        "-1/((x - 0.3)^2 + (y + 0.7)^2)",
        "ln(x)",
        "ln(abs(x - 0.3))",
        "ln(x^2 + y^2)",
        "x^2 + ln((x - 0.37)^2 + y^2)",
        "tan(x)",
        "-abs(x - 0.3)^-0.5",
    ] {
        assert_eq!(typed(formula).reference(), Reference::Unbounded, "{formula}");
    }
    // As steep, and yet with a bottom.
    for formula in ["abs(x - 0.123)^0.1 + y^2", "sqrt(abs(x - 0.3)) + y^2", "sqrt(abs(x)) - 2"] {
        assert!(matches!(typed(formula).reference(), Reference::At(_)), "{formula}");
    }
}

#[test]
fn a_formula_that_only_comes_near_a_limit_has_neither_a_minimum_nor_a_fall_without_end() {
    for formula in ["1/(1 + x^2)", "1/(1 + x^2 + y^2)", "exp(-x)", "exp(-x^2 - y^2)", "tanh(x)", "sqrt(x^2 + 1) - x"] {
        let loss = typed(formula);
        assert_eq!((loss.reference(), loss.minima().len()), (Reference::Unknown, 0), "{formula}");
    }
}

#[test]
fn where_something_lower_was_seen_the_lowest_minimum_found_is_no_floor() {
    // Each wave is lower than the one before; and a ravine that falls along a parabola.
    let waves = typed("x sin(x)");
    assert_eq!((waves.reference(), waves.floor()), (Reference::Unknown, None));
    let first = &waves.minima()[0];
    // Where tan x = -x.
    assert!((first.at[0].abs() - 4.913180439434884).abs() < 1e-8 && !first.global, "{first:?}");
    assert_eq!(typed("(y - x^2)^2 - x").reference(), Reference::Unknown);
}

#[test]
fn no_point_of_a_finer_grid_is_lower_than_the_floor_found() {
    for formula in [
        "0.001x^2 + sin(3x) + y^2",
        "exp(-x^2/9) sin(3y) + 0.1y^2",
        "(2 + sin(x))(y^2 + 1)",
        "abs(x^2 + y^2 - 4)",
        "100sqrt(abs(y - 0.01x^2)) + 0.01abs(x + 10)",
        "(x - 1)^2 + 1e5(y - x^2)^2",
        "-cos(x)cos(y)exp(-(x - pi)^2 - (y - pi)^2)",
        "-20exp(-0.2sqrt((x^2 + y^2)/2)) - exp((cos(2 pi*x) + cos(2 pi*y))/2) + 20 + e",
    ] {
        let loss = typed(formula);
        let Reference::At(floor) = loss.reference() else { panic!("{formula}: {:?}", loss.reference()) };
        for k in 0..1001 * 1001 {
            let at = [k % 1001, k / 1001].map(|i| f64::from(i) / 100.0 - 5.0);
            let lower = value(loss.as_ref(), &at);
            assert!(lower >= floor - 1e-11, "{formula} at {at:?}: {lower}, the floor is {floor}");
        }
    }
}

#[test]
fn a_walk_on_a_typed_formula_is_judged_by_its_floor_and_its_map_by_its_minima() {
    let described = |start: &str, lr: f64| {
        format!(
            r#"{{"loss": {{"name": "formula", "f": "(x^2 - 1)^2 + 0.2x + y^2"}}, "start": {start}, "steps": 200,
                "hikers": [{{"optimizer": {{"name": "SGD", "lr": {lr}}}}}]}}"#
        )
    };
    // 4x(x² − 1) + 0.2 is 0 at −1.0241, and the loss there is −0.20246.
    let lower = run(&described("[-0.5, 1]", 0.05)).remove(0);
    assert_eq!(lower.verdict.kind, Kind::Converged, "{}", lower.verdict.text);
    let higher = run(&described("[1.5, 1]", 0.05)).remove(0);
    assert_eq!(higher.verdict.kind, Kind::Stuck, "{}", higher.verdict.text);
    let experiment = Experiment::parse(&json(&described("[1.5, 1]", 0.05))).unwrap();
    let grid = Grid::parse(&json(r#"{"x": [-2, 2], "y": [-1, 1], "width": 2, "height": 1}"#)).unwrap();
    let ends = learning_rate_playground::pause::at_once(basins(&experiment, &grid, 0..2)).unwrap();
    assert_eq!(ends.minimum, [0, 1], "the lower one lies to the left");
}

#[test]
fn the_bits_of_what_is_found_are_the_same_each_time() {
    let bits = |formula: &str| {
        let minima = typed(formula).minima();
        minima.iter().flat_map(|m| [m.at[0].to_bits(), m.at[1].to_bits(), m.loss.to_bits()]).collect::<Vec<_>>()
    };
    for formula in ["sin(x) + sin(y)", "abs(x - 0.3y)", "(1 - x y)^2 / 2"] {
        assert_eq!(bits(formula), bits(formula), "{formula}");
    }
    assert!((PI - typed("(x - pi)^2 + y^2").minima()[0].at[0]).abs() < 1e-15);
}

fn fitted(name: &str, data: &str, alpha: f64) -> Rc<dyn Loss> {
    loss(&format!(r#"{{"name": "{name}", "data": {data}, "alpha": {alpha}}}"#))
}

/// The classes −2, −1 and 1, 3 as two.
const APART: &str = r#"{"X": [[-2], [-1], [1], [3]], "y": [0, 0, 1, 1]}"#;

/// The lowest hinge as a linear program, solved by scipy.optimize.linprog (1.15, HiGHS), and with a penalty as
/// sklearn.svm.SVC(kernel="linear", C=1/(n alpha), tol=1e-9) has it; or by hand.
#[test]
fn the_lowest_hinge_is_that_of_the_linear_program_and_of_the_support_vector_machine() {
    let drawn = r#"{"name": "make_classification", "random_state": 0}"#;
    let moons = r#"{"name": "make_moons", "random_state": 0}"#;
    for (data, alpha, lowest) in [
        (CLASSES, 0.0, 0.14584615384615382),
        (CLASSES, 1e-4, 0.14631957783236937),
        (CLASSES, 0.5, 0.4675640193127058),
        (drawn, 0.0, 0.09091399855826285),
        (drawn, 0.5, 0.42284948842862147),
        (moons, 0.0, 0.27761388229104683),
        (moons, 1e-4, 0.27828832598840153),
        (moons, 0.5, 0.6539913631143167),
        // Up to w = 1 a steeper boundary costs α w and saves 1/2.
        (APART, 1e-4, 0.5e-4),
        (APART, 0.5, 0.25),
        // Only one on the wrong side: with w = 1 it pays 2 of 3.
        (r#"{"X": [[-1], [1], [1]], "y": [0, 0, 1]}"#, 0.0, 2.0 / 3.0),
        // No boundary is better than none.
        (r#"{"X": [[1], [1]], "y": [0, 1]}"#, 0.0, 1.0),
        (r#"{"X": [[1], [1]], "y": [0, 1]}"#, 0.1, 1.0),
    ] {
        let hinge = fitted("hinge", data, alpha);
        let Reference::At(found) = hinge.reference() else { panic!("{data} {alpha}: {:?}", hinge.reference()) };
        assert!((found - lowest).abs() <= 2e-6 * (1.0 - lowest).max(0.01), "{data} {alpha}: {found}, not {lowest}");
        let best = hinge.minima().remove(0);
        assert_eq!((best.loss, best.global, hinge.floor()), (value(hinge.as_ref(), &best.at), true, Some(found)));
    }
}

#[test]
fn nothing_anywhere_is_lower_than_the_lowest_hinge_by_more_than_a_ten_thousandth_of_the_drop() {
    let mut random = RandomState::new(0);
    common::provide_tables();
    let wide = r#"{"name": "make_classification", "n_samples": 200, "n_features": 40, "random_state": 3}"#;
    for data in [CLASSES, wide, r#"{"name": "breast_cancer"}"#] {
        for alpha in [0.0, 1e-4, 0.1] {
            let hinge = fitted("hinge", data, alpha);
            let best = hinge.minima().remove(0);
            let dim = best.at.len();
            // Of a convex loss whatever is lower shows nearby, and downhill.
            for size in [1e-6, 1e-3, 0.1] {
                for k in 0..200 {
                    let j = k % dim;
                    let mut near = best.at.clone();
                    near[j] += size * random.normal() * near[j].abs().max(1e-3);
                    near[dim - 1] += size * random.normal();
                    let lower = best.loss - value(hinge.as_ref(), &near);
                    assert!(lower <= 1e-4 * (1.0 - best.loss), "{data} {alpha}: lower by {lower} at {size}");
                }
            }
            let walked = run(&format!(
                r#"{{"loss": {{"name": "hinge", "data": {data}, "alpha": {alpha}}}, "start": {:?}, "steps": 50,
                    "hikers": [{{"optimizer": {{"name": "Adam", "lr": 1e-5}}}}]}}"#,
                best.at
            ));
            let lowest = walked[0].loss.iter().copied().fold(f64::INFINITY, f64::min);
            assert!(best.loss - lowest <= 1e-4 * (1.0 - best.loss), "{data} {alpha}: {lowest}, not {}", best.loss);
        }
    }
}

#[test]
fn classes_that_a_line_parts_have_a_hinge_of_nothing_without_a_penalty() {
    common::provide_tables();
    for data in [
        APART,
        // By scipy's linear program too.
        r#"{"name": "breast_cancer"}"#,
        r#"{"X": [[1e-9, 5], [-1e-9, 5]], "y": [0, 1]}"#,
        r#"{"X": [[1e9, 1], [2e9, 1], [4e9, 1]], "y": [0, 1, 1]}"#,
    ] {
        let hinge = fitted("hinge", data, 0.0);
        assert_eq!((hinge.reference(), hinge.minima()[0].loss), (Reference::At(0.0), 0.0), "{data}");
    }
}

#[test]
fn the_intercept_is_not_penalised_so_that_moved_data_has_the_same_lowest_hinge() {
    let moved = |by: f64| {
        let [a, b, c, d, e] = [-2.0, -1.0, 1.0, 3.0, 0.3].map(|x| x + by);
        let data = format!(r#"{{"X": [[{a}], [{b}], [{c}], [{d}], [{e}]], "y": [0, 0, 1, 1, 0]}}"#);
        fitted("hinge", &data, 0.1).floor().unwrap()
    };
    assert!((moved(0.0) - moved(1000.0)).abs() < 1e-6, "{} {}", moved(0.0), moved(1000.0));
}

#[test]
fn of_a_hinge_that_would_take_too_long_or_overflows_nothing_is_said() {
    let long = r#"{"name": "make_classification", "n_samples": 5000, "n_features": 90}"#;
    let wide = r#"{"name": "make_classification", "n_samples": 50, "n_features": 101}"#;
    for data in [long, wide, r#"{"X": [[1e160], [2]], "y": [1, 2]}"#] {
        let hinge = fitted("hinge", data, 1e-4);
        assert_eq!((hinge.reference(), hinge.minima().len()), (Reference::Unknown, 0), "{data}");
    }
}

#[test]
fn the_log_loss_of_classes_that_a_line_parts_falls_to_nothing_and_never_reaches_it() {
    common::provide_tables();
    let shifted = r#"{"X": [[1000], [1001], [1002], [1005]], "y": [0, 0, 1, 1]}"#;
    for data in [APART, shifted, r#"{"name": "breast_cancer"}"#] {
        let apart = fitted("log_loss", data, 0.0);
        assert_eq!((apart.reference(), apart.floor(), apart.minima().len()), (Reference::At(0.0), None, 0), "{data}");
    }
    // A penalty holds the weights back.
    for data in [APART, r#"{"name": "breast_cancer"}"#] {
        let held = fitted("log_loss", data, 1e-3);
        assert_eq!(held.reference(), Reference::At(held.floor().expect("it has a lowest point")), "{data}");
        assert!(held.floor() > Some(0.0));
    }
}

#[test]
fn classes_that_touch_or_overlap_have_no_log_loss_of_nothing() {
    // At 0 there is one of each class: ln 2 is the lowest for each of the two.
    let touching = fitted("log_loss", r#"{"X": [[-1], [0], [0], [1]], "y": [0, 0, 1, 1]}"#, 0.0);
    let lowest = touching.reference().known().expect("it is found");
    assert!((lowest - 0.5 * std::f64::consts::LN_2).abs() < 1e-12, "{lowest}");
    let overlapping = fitted("log_loss", CLASSES, 0.0);
    assert_eq!(overlapping.reference(), Reference::At(overlapping.floor().unwrap()));
    assert!(overlapping.floor() > Some(0.1));
}

#[test]
fn what_finding_the_lowest_takes_is_part_of_a_run_s_work() {
    let work = |loss: &str| {
        let hikers = r#"[{"optimizer": {"name": "SGD", "lr": 1}}]"#;
        Experiment::parse(&json(&format!(r#"{{"loss": {loss}, "steps": 1, "hikers": {hikers}}}"#))).unwrap().work()
    };
    let typed = |formula: &str| work(&format!(r#"{{"name": "formula", "f": "{formula}"}}"#));
    assert!(1e5 < typed("x^2 + 10*y^2") && typed("x^2 + 10*y^2") < 1e6, "{}", typed("x^2 + 10*y^2"));
    assert!(typed("sin(x y) + exp(x)/(1 + y^2) + abs(x - y)^3 - ln(2 + x^2)/cos(y)") > 5e5);
    let of = |name: &str, features: usize| {
        let data = format!(r#"{{"name": "make_classification", "n_samples": 300, "n_features": {features}}}"#);
        work(&format!(r#"{{"name": "{name}", "data": {data}}}"#))
    };
    assert!(of("hinge", 99) > 1e7 && of("log_loss", 99) > 1e7, "{} {}", of("hinge", 99), of("log_loss", 99));
    // Of more parameters none is looked for.
    assert!(of("hinge", 101) < 1e6 && of("log_loss", 101) < 1e6);
}

#[test]
fn a_surface_is_judged_by_its_lowest_named_minimum_and_has_no_floor_where_it_falls_without_end() {
    let unbounded = ["saddle", "monkey_saddle"];
    // Lower ones lie beyond the domain of these, which their minima are published for.
    let published = ["mccormick", "michalewicz", "cross_in_tray"];
    let mut surfaces = 0;
    for (name, description) in common::losses() {
        if common::of_data(&description) || name == "formula" {
            continue;
        }
        let (surface, mut random) = (loss(&description), RandomState::new(1));
        let Reference::At(lowest) = surface.reference() else {
            assert!(unbounded.contains(&name), "{name}: {:?}", surface.reference());
            assert!(surface.minima().is_empty() && (0..3).any(|k| value(surface.as_ref(), &far(k)) < -1e6), "{name}");
            continue;
        };
        let least = surface.minima().iter().map(|minimum| minimum.loss).fold(f64::INFINITY, f64::min);
        assert_eq!((lowest, lowest), (least, surface.floor().unwrap_or(lowest)), "{name}");
        assert_eq!(surface.floor().is_none(), published.contains(&name), "{name}");
        // Far beyond the view as well, where nothing is published.
        let (view, wide) = (surface.view(), if published.contains(&name) { 1.0 } else { 50.0 });
        for _ in 0..20_000 {
            let place = |[from, to]: [f64; 2]| 0.5 * (from + to) + wide * (random.double() - 0.5) * (to - from);
            let at = [view.x, view.y].map(place);
            let lower = value(surface.as_ref(), &at);
            assert!(lower >= lowest - 1e-12 || lower.is_nan(), "{name} at {at:?}: {lower} is below {lowest}");
        }
        surfaces += 1;
    }
    assert!(surfaces >= 25, "{surfaces}");
}

/// Three ways out: along y, along x, and back along x.
fn far(way: usize) -> [f64; 2] {
    [[0.0, 1e4], [1e4, 0.0], [-1e4, 0.0]][way]
}

#[test]
fn arguments_that_turn_a_surface_upside_down_take_its_floor_away_and_those_that_flatten_it_do_not() {
    for (description, reference, way) in [
        (r#"{"name": "bowl", "a": -1}"#, Reference::Unbounded, 1),
        (r#"{"name": "bowl", "b": -1e-3}"#, Reference::Unbounded, 0),
        (r#"{"name": "bowl", "a": 0, "b": -2}"#, Reference::Unbounded, 0),
        (r#"{"name": "bowl", "a": 0}"#, Reference::At(0.0), 0),
        (r#"{"name": "bowl", "a": 0, "b": 0}"#, Reference::At(0.0), 0),
        (r#"{"name": "bowl", "a": 1e300, "b": 1e-300}"#, Reference::At(0.0), 0),
        (r#"{"name": "rosenbrock", "b": -1}"#, Reference::Unbounded, 0),
        (r#"{"name": "rosenbrock", "b": 0}"#, Reference::At(0.0), 0),
        (r#"{"name": "rosenbrock", "a": -7.25, "b": 3}"#, Reference::At(0.0), 0),
        (r#"{"name": "sharp_and_flat", "a": 1e-3, "b": 1e3}"#, Reference::At(0.0), 0),
    ] {
        let surface = loss(description);
        assert_eq!(surface.reference(), reference, "{description}");
        assert_eq!(value(surface.as_ref(), &far(way)) < 0.0, reference == Reference::Unbounded, "{description}");
    }
}
