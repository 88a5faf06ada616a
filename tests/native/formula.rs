//! Typed formulas: what they mean, what is said of wrong ones, and that nothing typed stops the engine.

use crate::common::{JSON, experiment, json, refused, text, with};
use learning_rate_playground::formula::{BLOCK, Formula, LONGEST};
use learning_rate_playground::loss::{Gradient, Loss};
use learning_rate_playground::number::{Dual, Lane, Real};
use learning_rate_playground::program::python;
use learning_rate_playground::scene::experiment::Experiment;
use learning_rate_playground::scene::link;
use learning_rate_playground::scene::loss_entries;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::schema::{Args, Parameter};
use proptest::prelude::*;
use std::f64::consts::{E, PI};
use std::rc::Rc;

const XY: &[&str] = &["x", "y"];

fn parse(formula: &str) -> Formula {
    Formula::parse(formula, XY, &[]).unwrap_or_else(|fault| panic!("{formula}{}", fault))
}

/// All parameters are 1.
fn at<R: Real>(formula: &str, point: [R; 2]) -> R {
    let formula = parse(formula);
    formula.tape(&vec![1.0; formula.parameters().len()]).value(&point)
}

fn gradient(formula: &str, [x, y]: [f64; 2]) -> [f64; 2] {
    at(formula, [Dual::variable(x, 0), Dual::variable(y, 1)]).gradient
}

fn fault(formula: &str) -> String {
    Formula::parse(formula, XY, &["f", "name"])
        .map(|_| panic!("{formula} was taken"))
        .unwrap_or_else(|fault| fault.to_string())
}

fn described(formula: &str, more: &[(&str, f64)]) -> Value {
    let base = json(
        r#"{"loss": {"name": "formula"}, "steps": 20, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.01, "momentum": 0.5}}]}"#,
    );
    let loss = with(base.get("loss").unwrap(), "f", Value::Text(formula.into()));
    let loss = more.iter().fold(loss, |loss, (name, x)| with(&loss, name, Value::Number(*x)));
    with(&base, "loss", loss)
}

fn typed(formula: &str, more: &[(&str, f64)]) -> Rc<dyn Loss> {
    Experiment::parse(&described(formula, more)).unwrap_or_else(|wrong| panic!("{wrong}")).loss
}

fn said(formula: &str) -> String {
    refused(&text(&described(formula, &[])))
}

#[test]
fn formulas_mean_what_people_mean_by_them() {
    let (x, y) = (1.7, -0.6);
    for (formula, expected) in [
        ("x^2 + 10*y^2", x * x + y * y * 10.0),
        ("-x^2", -(x * x)),
        ("(-x)^2", x * x),
        ("2^3^2", 512.0),
        ("2^-1", 0.5),
        ("x - y - 1", x - y - 1.0),
        ("8/2/2", 2.0),
        ("8/2*2", 8.0),
        ("2 - -x", 2.0 + x),
        ("--x", x),
        ("+x", x),
        ("2*-x", 2.0 * -x),
        ("2x", 2.0 * x),
        ("2 x y", 2.0 * x * y),
        ("xy", x * y),
        ("2xy^2", 2.0 * x * (y * y)),
        ("x^2y", x * x * y),
        ("3(x+1)", 3.0 * (x + 1.0)),
        ("(x)(y)", x * y),
        ("x(y + 1)", x * (y + 1.0)),
        ("(x+1)y", (x + 1.0) * y),
        ("x*y z", x * y),
        ("2sin(x)", 2.0 * x.sin()),
        ("x sin(x) cos(y)", x * x.sin() * y.cos()),
        ("2pi", 2.0 * PI),
        ("2π", 2.0 * PI),
        ("2e", 2.0 * E),
        ("2e1", 20.0),
        ("2E-1x", 0.2 * x),
        ("2exp(x)", 2.0 * x.exp()),
        ("e^x", x.exp()),
        ("ex", E * x),
        (".5x", 0.5 * x),
        ("3.", 3.0),
        ("x − y·2 × 3", x - y * 2.0 * 3.0),
        ("x/2 + y/2", x / 2.0 + y / 2.0),
        ("1/2*x", 0.5 * x),
        ("1/(2x)", 1.0 / (2.0 * x)),
        ("x/y*2 y", x / y * 2.0 * y),
        ("sqrt(x) + abs(y) + ln(x) + log10(x)", x.sqrt() - y + x.ln() + x.log10()),
        ("tan(x) + tanh(y) + sin(x) + cos(x)", x.tan() + y.tanh() + x.sin() + x.cos()),
        ("min(x, y) + 10max(x, y)", y + 10.0 * x),
        ("min(max(x, 2), 1)", 1.0),
        ("x^0 + x^1", 1.0 + x),
        ("y^3", y * y * y),
        ("y^-2", 1.0 / (y * y)),
        ("x^2.5", x.powf(2.5)),
        ("x^y", x.powf(y)),
        ("a x + alpha y + b1", x + y + 1.0),
        (" x\n+\ty ", x + y),
        ("5", 5.0),
        ("x", x),
    ] {
        let ours = at(formula, [x, y]);
        assert!((ours - expected).abs() <= 1e-14 * expected.abs().max(1.0), "{formula}: {ours}, not {expected}");
    }
}

#[test]
fn whole_powers_of_negative_numbers_are_exact() {
    for n in 1..=40 {
        let (plus, minus) = (at(&format!("x^{n}"), [3.0, 0.0]), at(&format!("x^{n}"), [-3.0, 0.0]));
        let exact = 3u64.checked_pow(n).filter(|power| *power < 1 << 53);
        assert!(exact.is_none_or(|exact| exact as f64 == plus), "{n}: {plus}");
        assert_eq!(minus, if n % 2 == 0 { plus } else { -plus });
        // A parameter, and a variable, in the exponent.
        let by_parameter = parse("x^a").tape(&[f64::from(n)]).value(&[-3.0, 0.0]);
        assert_eq!(by_parameter, minus);
        assert!((at("x^y", [-3.0, f64::from(n)]) - minus).abs() <= 1e-15 * plus);
    }
    assert!(at("x^0.5", [-3.0, 0.0]).is_nan() && at("x^y", [-3.0, 0.5]).is_nan());
}

#[test]
fn slopes_are_right_and_0_where_there_is_none() {
    for (formula, point, expected) in [
        ("x^y", [2.0, 3.0], [12.0, 8.0 * 2f64.ln()]),
        ("x^y", [-2.0, 3.0], [12.0, 0.0]),
        ("x^y", [0.0, 3.0], [0.0, 0.0]),
        ("x^y", [0.0, 0.0], [0.0, 0.0]),
        ("x^3", [-2.0, 0.0], [12.0, 0.0]),
        ("x^-1", [-2.0, 0.0], [-0.25, 0.0]),
        ("x^1.5", [4.0, 0.0], [3.0, 0.0]),
        ("2^x", [3.0, 0.0], [8.0 * 2f64.ln(), 0.0]),
        ("x^0", [0.0, 0.0], [0.0, 0.0]),
        ("abs(x)", [0.0, 0.0], [0.0, 0.0]),
        ("abs(x)", [-2.0, 0.0], [-1.0, 0.0]),
        ("sqrt(x^2 + y^2)", [0.0, 0.0], [0.0, 0.0]),
        ("sqrt(x^2 + y^2)", [3.0, 4.0], [0.6, 0.8]),
        ("min(x, y)", [1.0, 2.0], [1.0, 0.0]),
        ("max(x, y)", [1.0, 2.0], [0.0, 1.0]),
        // As PyTorch: half to each.
        ("max(x, y)", [2.0, 2.0], [0.5, 0.5]),
        ("min(x, 1)", [1.0, 2.0], [0.5, 0.0]),
        ("tan(x)", [0.5, 0.0], [1.0 + 0.5f64.tan().powi(2), 0.0]),
        ("log10(y)", [0.0, 2.0], [0.0, 1.0 / (2.0 * 10f64.ln())]),
    ] {
        let ours = gradient(formula, point);
        for (ours, expected) in ours.into_iter().zip(expected) {
            assert!(
                (ours - expected).abs() <= 1e-14 * expected.abs().max(1.0),
                "{formula} at {point:?}: {ours}, not {expected}"
            );
        }
    }
}

#[test]
fn what_is_not_a_number_stays_so_on_either_side_of_min_and_max() {
    for formula in ["min(x, 1)", "min(1, x)", "max(x, 1)", "max(1, x)"] {
        assert!(at(formula, [f64::NAN, 0.0]).is_nan(), "{formula}");
    }
}

#[test]
fn an_error_points_at_the_column_and_says_what_was_expected() {
    for (formula, expected) in [
        ("x*y +*3", ", column 6: expected a number, x, y or ( after +, not *."),
        ("", " is empty; allowed: a formula of x and y."),
        ("  ", " is empty; allowed: a formula of x and y."),
        ("*x", ", column 1: expected a number, x, y or (, not *."),
        ("2 *", ", column 4: expected a number, x, y or ( after *, not the end."),
        ("(x", ", column 3: expected ) for the ( of column 1."),
        ("sin(x", ", column 6: expected ) for the ( of column 4."),
        ("x)", ", column 2: this ) closes nothing."),
        ("()", ", column 2: expected a number, x, y or ( after (, not )."),
        ("sin", ", column 4: expected ( after sin."),
        ("min(x)", ", column 6: expected a , and a second number for min, not )."),
        ("0, 5 x", ", column 2: a , stands only between the numbers of min( , ) and max( , )."),
        ("(1, 2)", ", column 3: a , stands only between the numbers of min( , ) and max( , )."),
        ("x 2", ", column 3: expected + - * / or ^ before 2."),
        ("(x 2)", ", column 4: expected + - * / ^ or ) before 2."),
        ("1/2x", ", column 4: this can be read in two ways; write /2*x or /(2*x)."),
        ("1/(x+1)(y)", ", column 8: this can be read in two ways; write /(x+1)*(…) or /((x+1)*(…))."),
        ("2^xy", ", column 3: this can be read in two ways; write ^x*y or ^(x*y)."),
        ("y2", ", column 1: y2 is not known; write y^2 or y*2."),
        ("1 + X", ", column 5: X is not known; write x."),
        ("Sin(x)", ", column 1: Sin is not known; write sin."),
        ("2sinx", ", column 2: sinx is not known; a function is written sin(…), a product with * or a space."),
        ("ag(x)", ", column 1: ag is not a function; a product is written with * or a space."),
        ("f x", ", column 1: f is already the name of something else here; allowed: another letter."),
        ("1.2.3", ", column 1: 1.2.3 is not a number."),
        ("1e999", ", column 1: 1e999 is not a number."),
        ("x # y", ", column 3: \"#\" is not known; allowed: numbers, names, + - * / ^ ( ) | and ,."),
        ("雪", ", column 1: \"雪\" is not known; allowed: numbers, names, + - * / ^ ( ) | and ,."),
    ] {
        assert_eq!(fault(formula), expected, "{formula}");
    }
    assert!(fault("gauss(x)").starts_with(", column 1: gauss is not known; known are x, y, pi, e, exp, ln, log10,"));
    assert_eq!(said("2*x*"), "loss.f, column 5: expected a number, x, y or ( after *, not the end.");
    assert_eq!(said("f x"), "loss.f, column 1: f is already the name of something else here; allowed: another letter.");
    assert_eq!(
        refused(&text(&json(
            r#"{"loss": {"name": "formula", "f": 3}, "steps": 1, "hikers": [{"optimizer": {"name": "SGD", "lr": 1}}]}"#
        ))),
        "loss.f is 3; allowed: a formula of x and y."
    );
    assert!(
        refused(r#"{"loss": {"name": "formula"}, "steps": 1, "hikers": [{"optimizer": {"name": "SGD", "lr": 1}}]}"#)
            .starts_with("loss.f is missing; allowed: a formula of x and y")
    );
}

#[test]
fn variables_are_the_caller_s() {
    let of_t = |formula: &str| Formula::parse(formula, &["t"], &[]);
    assert_eq!(of_t("0.95^t").unwrap().tape(&[]).value(&[2.0]), 0.95 * 0.95);
    assert_eq!(of_t("1/(1 + k t)").unwrap().parameters(), ["k"]);
    assert_eq!(of_t("x + t").unwrap().parameters(), ["x"]);
    assert_eq!(of_t("t +").unwrap_err().to_string(), ", column 4: expected a number, t or ( after +, not the end.");
}

#[test]
fn other_letters_are_arguments_of_their_own_names() {
    assert_eq!(parse("b x^2 + a*y + b1 + lambda + b + ab").parameters(), ["b", "a", "b1", "lambda"]);
    let at_2 = |more: &[(&str, f64)]| Gradient::<f64>::value(typed("a*x^2 + beta y^2", more).as_ref(), &[2.0, 1.0]);
    assert_eq!([at_2(&[]), at_2(&[("a", 3.0)]), at_2(&[("beta", -2.0), ("a", 0.0)])], [5.0, 13.0, -2.0]);
    let wrong = |key: &str, value: Value| {
        let described = described("a*x^2 + y^2", &[]);
        refused(&text(&with(&described, "loss", with(described.get("loss").unwrap(), key, value))))
    };
    assert_eq!(wrong("b", Value::Number(1.0)), "\"b\" of loss is not known; allowed: a, f, name.");
    assert_eq!(wrong("a", Value::Text("1".into())), "loss.a is \"1\"; allowed: a number, finite.");
    assert_eq!(wrong("x", Value::Number(1.0)), "\"x\" of loss is not known; allowed: a, f, name.");
    let letters = "abcdghijklmnopqrst";
    let many: Vec<String> = letters.chars().map(String::from).collect();
    assert!(
        said(&many.join("+")).contains("s is one parameter too many; allowed: at most 16"),
        "{}",
        said(&many.join("+"))
    );
}

#[test]
fn a_parameter_describes_itself_as_an_argument_does() {
    let shown: Value = serde_json::from_str(&serde_json::to_string(&Parameter("a")).unwrap()).unwrap();
    let name = |key: &str| shown.get(key).cloned();
    assert_eq!(name("name"), Some(Value::Text("a".into())));
    assert_eq!(name("type"), Some(Value::Text("number".into())));
    assert_eq!(name("default"), Some(Value::Number(1.0)));
    let args = Args::parse("loss", "loss", &json(r#"{"name": "formula", "f": "a x"}"#), &loss_entries()).unwrap();
    assert_eq!(args.parameters(), [("a".to_string(), 1.0)]);
}

#[test]
fn a_walk_starts_where_the_formula_is_finite() {
    for (formula, start) in [
        ("x^2 + y^2", [1.0, 1.0]),
        ("1/(x - 1) + y", [0.5, 0.5]),
        ("ln(x - 2) + y", [3.0, 2.0]),
        ("sqrt(-x)", [-1.0, 1.0]),
    ] {
        assert_eq!(typed(formula, &[]).start(), start, "{formula}");
    }
    for nowhere in ["1/0", "0^-1", "ln(-1)", "exp(1000)", "x/0", "0/0"] {
        let said = said(nowhere);
        assert!(said.starts_with("start is [1, 1], where the loss is ") && said.ends_with('.'), "{nowhere}: {said}");
    }
}

#[test]
fn hostile_text_is_answered_by_a_sentence() {
    let many = 10_000;
    let long = |piece: &str, times: usize| piece.repeat(times);
    for formula in [
        long("(", many),
        long(")", many),
        long("(", many) + "x" + &long(")", many),
        long("x", 1_000_000),
        long("雪", 300_000),
        long("-", LONGEST),
        long("(", LONGEST),
        long("2^", LONGEST / 2 - 1) + "x",
        long("sin(", LONGEST / 4),
        long("min(", LONGEST / 4),
        long("((x)", LONGEST / 4),
        long("-(", LONGEST / 2),
        long("x^-", LONGEST / 3),
        long("1/", LONGEST / 2),
        long("9", LONGEST),
        long(".", LONGEST),
        long("1e", LONGEST / 2),
        long("a", LONGEST),
        "\u{0}".into(),
        "\u{202e}x+y".into(),
        "x\u{301}+1".into(),
        "é".into(),
        "𝑥^2".into(),
        "x;y".into(),
        "__import__('os')".into(),
        "constructor".into(),
    ] {
        let said = said(&formula);
        let start: String = formula.chars().take(20).collect();
        assert!(said.starts_with("loss.f") && said.ends_with('.') && said.chars().count() < 400, "{start}: {said}");
    }
    assert_eq!(said(&long("x", 1_000_000)), "loss.f has 1000000 characters; allowed: at most 1000.");
}

#[test]
fn the_longest_formulas_still_walk() {
    for formula in [
        "x+".repeat(499) + "x",
        "xy ".repeat(333),
        "x*y-".repeat(249) + "1",
        "-".repeat(50) + "x",
        "a+x^3+sin(y)-".repeat(70) + "x",
    ] {
        let loss = typed(&formula, &[]);
        assert!(Gradient::<f64>::value(loss.as_ref(), &[1.0, 1.0]).is_finite(), "{formula}");
        assert!(loss.hessian(&[1.0, 1.0]).unwrap().iter().all(|c| c.is_finite()), "{formula}");
        assert!(python(&described(&formula, &[]), 0).is_ok());
    }
}

#[test]
fn python_has_the_same_operations_in_the_same_order() {
    for (formula, expected) in [
        ("x^2 + 10*y^2", "x ** 2 + 10 * y ** 2"),
        ("-x^2", "-x ** 2"),
        ("(-x)^2", "(-x) ** 2"),
        ("(x^2)^3 + x^2^3", "(x ** 2) ** 3 + x ** torch.tensor(float(2)) ** 3"),
        ("x^-y", "x ** -y"),
        ("x - (y - 1)", "x - (y - 1)"),
        ("x - y - 1", "x - y - 1"),
        ("x*(y*2)", "x * (y * 2)"),
        ("x/(2y)", "x / (2 * y)"),
        ("(x + 1)(y - 1)", "(x + 1) * (y - 1)"),
        ("2*-x", "2 * -x"),
        ("e^(x + 1)", "torch.exp(x + 1)"),
        ("e pi x", "math.e * torch.pi * x"),
        ("ln(x) + log10(x)", "torch.log(x) + torch.log10(x)"),
        ("max(x, 0)", "torch.maximum(x, torch.tensor(float(0)))"),
        ("exp(2) x", "torch.exp(torch.tensor(float(2))) * x"),
        ("a lambda x", "a * lambda_ * x"),
        ("5 - a", "5 - a + 0 * x"),
        ("1/0 + x", "torch.tensor(float(1)) / 0 + x"),
    ] {
        assert_eq!(parse(formula).python(), expected, "{formula}");
    }
    let program = python(&described("a*x^2 + lambda y^2", &[("lambda", 2.5)]), 0).unwrap();
    let body = "    x, y = w\n    a, lambda_ = 1.0, 2.5\n    return a * x ** 2 + lambda_ * y ** 2\n";
    assert!(program.contains(body), "{program}");
}

#[test]
fn a_formula_comes_back_from_its_link_and_can_be_written_there_by_hand() {
    for formula in [
        "x^2 + 10*y^2",
        "2x",
        "-x",
        "(x)(y)",
        "5",
        "1,2",
        "true",
        "a & b = c",
        "e^-x + π",
        "%41",
        "\"x\"",
        "{x}",
        "[1]",
        "null",
        "x#y",
        "",
        "1e5",
        "2x+y",
    ] {
        let scene = with(&json(r#"{"v": 1}"#), "experiment", described(formula, &[("a", 2.0)]));
        let link = link::write(&scene, &JSON);
        let back = link::read(&link, &JSON).unwrap_or_else(|wrong| panic!("{wrong}: {link}"));
        let loss = back.get("experiment").unwrap().get("loss").unwrap();
        assert_eq!(loss.get("f"), Some(&Value::Text(formula.into())), "{link}");
        assert_eq!(loss.get("a"), Some(&Value::Number(2.0)), "{link}");
    }
    for (by_hand, formula) in
        [("x^2+10*y^2", "x^2+10*y^2"), ("2x^2%20%2B%20y", "2x^2 + y"), ("-x^2+1", "-x^2+1"), ("(x-1)^2", "(x-1)^2")]
    {
        let link = format!("loss=formula&loss.f={by_hand}&steps=5&optimizer=SGD&lr=0.1");
        let scene = link::read(&link, &JSON).unwrap();
        assert_eq!(scene.get("experiment").unwrap().get("loss").unwrap().get("f"), Some(&Value::Text(formula.into())));
    }
    let scene = with(&json(r#"{"v": 1}"#), "experiment", described("a*x^2 + y", &[("a", 2.0)]));
    assert!(
        link::write(&scene, &JSON).contains("loss=formula&loss.f=a*x%5E2%20%2B%20y&loss.a=2"),
        "{}",
        link::write(&scene, &JSON)
    );
}

#[test]
fn a_typed_surface_walks_as_the_built_in_one() {
    for (name, formula) in [
        ("bowl", "(x^2 + 10 y^2)*0.5"),
        ("himmelblau", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"),
        ("rosenbrock", "(1 - x)^2 + (y - x^2)^2*100"),
    ] {
        let start = |loss: &str| {
            let hiker = r#"{"optimizer": {"name": "Adam", "lr": 0.02}}"#;
            learning_rate_playground::run::run(&experiment(&format!(
                r#"{{"loss": {loss}, "start": [-1.5, 2], "steps": 200, "hikers": [{hiker}]}}"#
            )))
            .remove(0)
        };
        let built_in = start(&format!(r#"{{"name": "{name}"}}"#));
        let typed = start(&format!(r#"{{"name": "formula", "f": "{formula}"}}"#));
        assert_eq!(built_in.loss, typed.loss, "{name}");
        assert_eq!(built_in.params, typed.params, "{name}");
    }
}

/// A formula as a tree, apart from the engine.
#[derive(Clone, Debug)]
enum Tree {
    Number(f64),
    X,
    Y,
    A,
    Negative(Box<Tree>),
    Call(&'static str, Box<Tree>),
    Pair(&'static str, Box<Tree>, Box<Tree>),
    Power(Box<Tree>, f64),
}

const PARAMETER: f64 = 1.3;

impl Tree {
    fn text(&self) -> String {
        match self {
            Tree::Number(x) => x.to_string(),
            Tree::X => "x".into(),
            Tree::Y => "y".into(),
            Tree::A => "a".into(),
            Tree::Negative(a) => format!("-({})", a.text()),
            Tree::Call(name, a) => format!("{name}({})", a.text()),
            Tree::Pair(name @ ("min" | "max"), a, b) => format!("{name}({}, {})", a.text(), b.text()),
            Tree::Pair("side by side", a, b) => format!("({}) ({})", a.text(), b.text()),
            Tree::Pair(sign, a, b) => format!("({}) {sign} ({})", a.text(), b.text()),
            Tree::Power(a, n) => format!("({})^({n})", a.text()),
        }
    }

    /// Whether no part is near where it or its gradient ends or jumps.
    fn is_tame(&self, x: f64, y: f64) -> bool {
        let size = self.value(x, y).abs();
        let within = match self {
            Tree::Number(_) | Tree::X | Tree::Y | Tree::A => true,
            Tree::Negative(a) => a.is_tame(x, y),
            Tree::Call(_, a) | Tree::Power(a, _) => a.value(x, y).abs() > 1e-2 && a.is_tame(x, y),
            Tree::Pair(_, a, b) => {
                let (u, v) = (a.value(x, y), b.value(x, y));
                (u - v).abs() > 1e-2 && u.abs() > 1e-2 && v.abs() > 1e-2 && a.is_tame(x, y) && b.is_tame(x, y)
            }
        };
        within && size < 1e4
    }

    fn value<R: Real>(&self, x: R, y: R) -> R {
        match self {
            Tree::Number(c) => R::constant(*c),
            Tree::X => x,
            Tree::Y => y,
            Tree::A => R::constant(PARAMETER),
            Tree::Negative(a) => -a.value(x, y),
            Tree::Call(name, a) => {
                let a = a.value(x, y);
                match *name {
                    "exp" => a.exp(),
                    "ln" => a.ln(),
                    "log10" => a.log10(),
                    "sqrt" => a.sqrt(),
                    "abs" => a.abs(),
                    "sin" => a.sin(),
                    "cos" => a.cos(),
                    "tan" => a.tan(),
                    "sinh" => a.sinh(),
                    "cosh" => a.cosh(),
                    "asin" => a.asin(),
                    "acos" => a.acos(),
                    "atan" => a.atan(),
                    _ => a.tanh(),
                }
            }
            Tree::Pair(sign, a, b) => {
                let (a, b) = (a.value(x, y), b.value(x, y));
                match *sign {
                    "+" => a + b,
                    "-" => a - b,
                    "/" => a / b,
                    "min" => a.where_less(b, a, b.where_less(a, b, (a + b) * 0.5)),
                    "max" => a.where_less(b, b, b.where_less(a, a, (a + b) * 0.5)),
                    "^" => a.pow(b),
                    _ => a * b,
                }
            }
            Tree::Power(a, n) => {
                let a = a.value(x, y);
                if n.fract() == 0.0 { a.powi(*n as i32) } else { a.powf(*n) }
            }
        }
    }
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        3 => Just(Tree::X),
        3 => Just(Tree::Y),
        1 => Just(Tree::A),
        2 => (0..40u32).prop_map(|n| Tree::Number(f64::from(n) / 8.0)),
    ];
    leaf.prop_recursive(6, 40, 2, |inner| {
        let functions = [
            "exp", "ln", "log10", "sqrt", "abs", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan",
        ];
        let signs = ["+", "-", "*", "/", "side by side", "min", "max", "^"];
        prop_oneof![
            1 => inner.clone().prop_map(|a| Tree::Negative(a.into())),
            1 => (prop::sample::select(functions.to_vec()), inner.clone()).prop_map(|(name, a)| Tree::Call(name, a.into())),
            4 => (prop::sample::select(signs.to_vec()), inner.clone(), inner.clone())
                .prop_map(|(sign, a, b)| Tree::Pair(sign, a.into(), b.into())),
            1 => (inner, prop::sample::select(&[-2.0, 0.5, 2.0, 3.0, 4.0, 7.0, 1.5][..]))
                .prop_map(|(a, n)| Tree::Power(a.into(), n)),
        ]
    })
}

/// Equal to what a few roundings in another order leave, or neither a number.
fn same_for_all(ours: f64, theirs: f64) -> bool {
    ours == theirs || (ours.is_nan() && theirs.is_nan()) || (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 200_000, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn a_tape_gives_what_plain_recursion_gives(tree in trees(), x in -3.0..3.0f64, y in -3.0..3.0f64) {
        let text = tree.text();
        prop_assume!(text.len() <= LONGEST);
        let formula = Formula::parse(&text, XY, &[]).map_err(|fault| TestCaseError::fail(format!("{text}{}", fault)))?;
        let tape = formula.tape(&vec![PARAMETER; formula.parameters().len()]);
        let (ours, theirs) = (tape.value(&[x, y]), tree.value(x, y));
        prop_assert!(same_for_all(ours, theirs), "{text} at {x}, {y}: {ours}, by recursion {theirs}");
    }

    #[test]
    fn slopes_and_curvatures_are_those_of_differences(tree in trees(), x in -3.0..3.0f64, y in -3.0..3.0f64) {
        let text = tree.text();
        prop_assume!(text.len() <= LONGEST && Formula::parse(&text, XY, &[]).is_ok());
        let more: &[(&str, f64)] = if text.contains('a') && parse(&text).parameters().len() == 1 { &[("a", PARAMETER)] } else { &[] };
        let Ok(experiment) = Experiment::parse(&described(&text, more)) else { return Ok(()) };
        let loss = experiment.loss;
        let gradient = |at: &[f64]| { let mut gradient = vec![0.0; 2]; Gradient::<f64>::gradient(loss.as_ref(), at, &mut gradient); gradient };
        let value = |at: &[f64]| Gradient::<f64>::value(loss.as_ref(), at);
        let here = gradient(&[x, y]);
        prop_assume!(tree.is_tame(x, y));
        // Where waves are not so short that differences of two lengths differ.
        let both = |of: &dyn Fn(&[f64]) -> f64, i: usize| {
            [1e-4, 2e-4].map(|h| {
                let moved = |h: f64| {
                    let mut at = [x, y];
                    at[i] += h;
                    of(&at)
                };
                (8.0 * (moved(h) - moved(-h)) - (moved(2.0 * h) - moved(-2.0 * h))) / (12.0 * h)
            })
        };
        let holds = |ours: f64, [difference, other]: [f64; 2]| {
            let scale = difference.abs().max(1.0);
            (difference - other).abs() > 1e-7 * scale || (ours - difference).abs() <= 1e-5 * scale
        };
        let hessian = loss.hessian(&[x, y]).unwrap();
        for i in 0..2 {
            let differences = both(&value, i);
            prop_assert!(holds(here[i], differences), "{text} at {x}, {y}: {here:?}, by differences {differences:?}");
            for j in 0..2 {
                let differences = both(&|at| gradient(at)[j], i);
                let ours = hessian[2 * j + i];
                prop_assert!(holds(ours, differences), "{text} at {x}, {y}: {hessian:?}, by differences {differences:?}");
            }
        }
    }

    #[test]
    fn side_by_side_each_point_has_the_bits_it_has_alone(tree in trees(), points in prop::collection::vec((-3.0..3.0f64, -3.0..3.0f64), 1..=BLOCK)) {
        let text = tree.text();
        prop_assume!(text.len() <= LONGEST);
        let formula = parse(&text);
        let tape = formula.tape(&vec![PARAMETER; formula.parameters().len()]);
        let dual = |(x, y): (f64, f64)| [Dual::variable(Lane::from([x, y]), 0), Dual::variable(Lane::from([y, 0.5]), 1)];
        let mut registers = vec![[<Dual<Lane, Lane>>::zero(); BLOCK]; tape.registers()];
        for (j, point) in points.iter().enumerate() {
            [registers[0][j], registers[1][j]] = dual(*point);
        }
        let together = tape.run(&mut registers, points.len());
        let bits = |lane: Lane| lane.to_array().map(|x| if x.is_nan() { 0 } else { x.to_bits() });
        for (j, point) in points.into_iter().enumerate() {
            let alone = tape.value(&dual(point));
            prop_assert_eq!(bits(together[j].value), bits(alone.value));
            prop_assert_eq!(together[j].gradient.map(bits), alone.gradient.map(bits));
            // A value without gradients, and in a single number, has the same bits too.
            let value = tape.value(&dual(point).map(|part| part.value));
            prop_assert_eq!(bits(value), bits(alone.value));
            prop_assert_eq!(bits(Lane::constant(tape.value(&[point.0, point.1])))[0], bits(value)[0]);
        }
    }

    #[test]
    fn any_text_is_a_formula_or_a_sentence(formula in prop_oneof![
        ".{0,80}",
        "[-+*/^(),.|=_²₁√πθ; 0-9a-zA-Z\\[\\]]{0,60}",
        "([xyabe]|sin\\(|min\\(|exp\\(|\\(|\\)|,|\\+|-|\\*|/|\\^|[0-9]{1,3}|pi| |1e9){0,60}",
        "(f\\(x, y\\) =|z =)?([xyaθ½√²|]|\\*\\*|x[012]|x\\[[01]\\]|sin |sin²|log|np\\.|pow\\(|\\(|\\)|,|0,5|1,500| \\+ |\\\\pi){0,40}",
    ]) {
        let base = described(&formula, &[]);
        match Experiment::parse(&base) {
            Ok(experiment) => {
                let trace = learning_rate_playground::run::run(&experiment).remove(0);
                prop_assert!(trace.loss.iter().all(|loss| loss.is_finite()));
                prop_assert!(python(&base, 0).is_ok());
            }
            Err(wrong) => {
                let known = wrong.to_string().starts_with("loss.f") || wrong.to_string().starts_with("start is");
                prop_assert!(known && wrong.to_string().ends_with('.') && wrong.to_string().chars().count() < 400, "{formula}: {wrong}");
            }
        }
        let scene = with(&json(r#"{"v": 1}"#), "experiment", base);
        let back = link::read(&link::write(&scene, &JSON), &JSON).unwrap();
        let read = back.get("experiment").and_then(|e| e.get("loss")).and_then(|loss| loss.get("f"));
        prop_assert_eq!(read, Some(&Value::Text(formula)));
    }
}

#[test]
fn a_power_that_is_minus_zero_is_so_with_slopes_too() {
    let tape = parse("(x/(x-x)+x)^(-(x/x))").tape(&[]);
    let at = [-1.5, 0.5].map(Lane::constant);
    let dual: Dual<Lane, Lane> = tape.value(&[Dual::variable(at[0], 0), Dual::variable(at[1], 1)]);
    assert_eq!([tape.value(&at)[0].to_bits(), dual.value[0].to_bits()], [(-0.0f64).to_bits(); 2]);
}
