//! Formulas as people have them, from textbooks, forums, plotters and programs: what is read, by its value at a point,
//! and what is said of it; or the refusal, with its column and the right spelling.

use learning_rate_playground::formula::Formula;
use std::f64::consts::{E, PI};

const XY: &[&str] = &["x", "y"];
const X: f64 = 1.3;
const Y: f64 = 0.45;

fn parse(formula: &str) -> Formula {
    Formula::parse(formula, XY, &["f", "name"]).unwrap_or_else(|fault| panic!("{formula}{fault}"))
}

fn fault(formula: &str) -> String {
    let read = Formula::parse(formula, XY, &["f", "name"]);
    read.map(|_| panic!("{formula} was taken")).unwrap_or_else(|fault| fault.to_string())
}

fn remarks(formula: &str) -> String {
    parse(formula).remarks().map(|said| said.to_string()).unwrap_or_default()
}

/// Its value at X, Y, all parameters 1.
fn value(formula: &str) -> f64 {
    let formula = parse(formula);
    formula.tape(&vec![1.0; formula.parameters().len()]).value(&[X, Y])
}

#[test]
fn what_has_one_meaning_is_read_and_said() {
    let (x, y) = (X, Y);
    let rosenbrock = (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2);
    let circle = x * x + y * y;
    for (formula, expected, said) in [
        ("z = (1-x)**2 + 100(y-x**2)**2", rosenbrock, "Read without z =, ** as ^."),
        ("(1 - x[0])**2 + 100*(x[1] - x[0]**2)**2", rosenbrock, "Read ** as ^, x[0] as x, x[1] as y."),
        ("f(x,y)=x²+y²", circle, "Read without f(x,y) =, ² as ^2."),
        ("f(x, y) := x^2 + y^2", circle, "Read without f(x, y) : =."),
        ("L(w1, w2) = w1^2 + w2^2", circle, "Read without L(w1, w2) =, w1 as x, w2 as y."),
        ("J(θ₀, θ₁) = θ₀² + θ₁²", circle, "Read without J(θ₀, θ₁) =, θ₀ as x, ² as ^2, θ₁ as y."),
        ("loss = x^2 + y^2", circle, "Read without loss =."),
        ("0.5*(x1^2 + 10 x2^2)", 0.5 * (x * x + 10.0 * y * y), "Read x1 as x, x2 as y."),
        ("x_1^2 + x_2^2", circle, "Read x_1 as x, x_2 as y."),
        ("x_{1}**2 + x_{2}**2", circle, "Read ** as ^, x_{1} as x, x_{2} as y."),
        ("x₁² + x₂²", circle, "Read ² as ^2, x₁ as x, x₂ as y."),
        ("x0^2 + 3x1", x * x + 3.0 * y, "Read x0 as x, x1 as y."),
        ("x1^2 + 1", x * x + 1.0, "Read x1 as x."),
        ("x*exp(-x^2-y^2)", x * (-circle).exp(), ""),
        ("3|x|+y^2", 3.0 * x.abs() + y * y, "Read |…| as abs(…)."),
        ("|x||y - 1|", x * (1.0 - y), "Read |…| as abs(…)."),
        ("||x| - 2| + 1", 1.7, "Read |…| as abs(…)."),
        ("-|x - 2y|^3", -((x - 2.0 * y).abs().powi(3)), "Read |…| as abs(…)."),
        ("log(1+x^2)+y²", (1.0 + x * x).ln() + y * y, "Read log as ln, the natural logarithm, ² as ^2."),
        ("sin x + cos y", x.sin() + y.cos(), "Read sin x as sin(x), cos y as cos(y)."),
        ("sin 2x", (2.0 * x).sin(), "Read sin 2x as sin(2x)."),
        ("cos 2πx - x sin y", (2.0 * PI * x).cos() - x * y.sin(), "Read cos 2πx as cos(2πx), sin y as sin(y)."),
        ("sin x cos y", x.sin() * y.cos(), "Read sin x as sin(x), cos y as cos(y)."),
        ("sin x * cos y", x.sin() * y.cos(), "Read sin x as sin(x), cos y as cos(y)."),
        ("ln x / ln 2", x.log2(), "Read ln x as ln(x), ln 2 as ln(2)."),
        ("sin²(x) + cos²(x)", 1.0, "Read ² as ^2, sin²(…) as sin(…)^2, cos²(…) as cos(…)^2."),
        ("sin^2 x + tan^3(y)", x.sin().powi(2) + y.tan().powi(3), "Read sin^2 x as sin(x)^2, tan^3(…) as tan(…)^3."),
        ("1,5x^2 + y^2", 1.5 * x * x + y * y, "Read 1,5 as 1.5."),
        ("sin(0,25x) + (1,5)", (0.25 * x).sin() + 1.5, "Read 0,25 as 0.25, 1,5 as 1.5."),
        ("max(x, y, 0)", x, ""),
        ("min(1,5) + 0x", 1.0, ""),
        ("min(3, x, 2y, 5)", 0.9, ""),
        ("max((0,5), y)", 0.5, "Read 0,5 as 0.5."),
        ("np.sin(x)", x.sin(), "Read np.sin as sin."),
        (
            "np.exp(-x**2) * np.log(2 + y)",
            (-x * x).exp() * (2.0 + y).ln(),
            "Read np.exp as exp, ** as ^, np.log as ln.",
        ),
        (
            "Math.pow(x,2) + Math.PI*Math.abs(y)",
            x * x + PI * y,
            "Read Math.pow as pow, Math.PI as pi, Math.abs as abs.",
        ),
        ("torch.maximum(x, y)", x, "Read torch.maximum as max."),
        ("pow(x, 3)", x * x * x, ""),
        ("e^x", x.exp(), ""),
        ("2πx", 2.0 * PI * x, ""),
        ("sqrt x", x.sqrt(), "Read sqrt x as sqrt(x)."),
        ("√(x² + y²)", circle.sqrt(), "Read ² as ^2."),
        ("√x + 1", x.sqrt() + 1.0, "Read √x as sqrt(x)."),
        ("arctan(x) + arcsin(y)", x.atan() + y.asin(), "Read arctan as atan, arcsin as asin."),
        ("tg(y)", y.tan(), "Read tg as tan."),
        ("sinh(x) + cosh(y) - acos(y)", x.sinh() + y.cosh() - y.acos(), ""),
        ("ln x", x.ln(), "Read ln x as ln(x)."),
        ("ln|x - 3|", (3.0 - x).ln(), "Read |…| as abs(…), ln|x - 3| as ln(|…|)."),
        ("x·y", x * y, ""),
        ("x−y", x - y, ""),
        ("x ÷ 2", x / 2.0, ""),
        ("½x² + x⁻¹", 0.5 * x * x + 1.0 / x, "Read ½ as 0.5, ² as ^2, ⁻¹ as ^-1."),
        ("x²y + e^-x²", x * x * y + (-x * x).exp(), "Read ² as ^2."),
        (r"\sin(x) \cdot \pi", x.sin() * PI, r"Read \sin as sin, \cdot as *, \pi as pi."),
        ("α x² + β y²", circle, "Read α as alpha, ² as ^2, β as beta."),
        ("2ex", 2.0 * E * x, ""),
        ("w1^2 + w2^2", 2.0, "Without x and y it is the same everywhere."),
        ("7**2", 49.0, "Read ** as ^. Without x and y it is the same everywhere."),
        ("x\u{200b} +\u{a0}y", x + y, ""),
    ] {
        let ours = value(formula);
        assert!((ours - expected).abs() <= 1e-14 * expected.abs().max(1.0), "{formula}: {ours}, not {expected}");
        assert_eq!(remarks(formula), said, "{formula}");
    }
}

#[test]
fn what_has_no_meaning_or_two_is_pointed_at_with_the_right_spelling() {
    let equation = "an = stands only after a name, as in f(x, y) =; write what is on one side of it.";
    for (formula, column, said) in [
        ("x^2+y^2=0", 8, equation),
        ("y = x^2", 3, equation),
        ("z == x", 4, equation),
        ("f(x, y) = x = 2", 13, equation),
        ("sin(x) = y", 8, equation),
        ("f(2) = x", 6, equation),
        ("f(x, y, z) = x^2", 1, "f is of 3 numbers; allowed: at most 2."),
        (r"\frac{x^2}{2}", 1, r"\frac is not known; write (…)/(…)."),
        (r"\sqrt{x}", 1, r"\sqrt is not known; write sqrt(…)."),
        ("x^{2}", 3, "{ is not known; write (."),
        ("Sin[x]", 1, "Sin is not known; write sin."),
        ("3[x + 1]", 2, "[ is not known; write (."),
        ("lg(x)", 1, "lg is not known; write log10(…) or ln(…)/ln(2)."),
        ("log2(x)", 1, "log2 is not known; write ln(…)/ln(2)."),
        ("log₂(x)", 1, "log₂ is not known; write ln(…)/ln(2)."),
        ("log(x, 10)", 6, "a logarithm has one number; write ln(…)/ln(…) for another base, and . in a decimal."),
        ("np.linalg.norm(x)", 1, "np.linalg.norm is not known; write sqrt((…)^2 + (…)^2)."),
        ("sigmoid(x)", 1, "sigmoid is not known; write 1/(1 + exp(-(…)))."),
        ("cot(x)", 1, "cot is not known; write 1/tan(…)."),
        ("X^2 + Y^2", 1, "X is not known; write x."),
        ("X1 + X2", 1, "X1 is not known; write x1."),
        ("sin x^2", 6, "this can be read in two ways; write sin(x)^2 or sin(x^2)."),
        ("sin x²", 6, "this can be read in two ways; write sin(x)² or sin(x²)."),
        ("sin x y", 7, "this can be read in two ways; write sin(x) y or sin(x y)."),
        ("sin xy", 6, "this can be read in two ways; write sin(x)y or sin(xy)."),
        ("sin x / 2", 7, "this can be read in two ways; write sin(x)/2 or sin(x/2)."),
        ("cos x(y + 1)", 6, "this can be read in two ways; write cos(x)(…) or cos(x(…))."),
        ("√2x", 3, "this can be read in two ways; write sqrt(2) x or sqrt(2 x)."),
        ("sin sin x", 5, "expected ( after sin."),
        ("sin^-1(x)", 4, "this can be read in two ways; write 1/sin(…), or the name of its inverse."),
        ("sin⁻¹(x)", 4, "this can be read in two ways; write 1/sin(…), or the name of its inverse."),
        ("x²^3", 3, "this can be read in two ways; write ( ) around the first power or around both exponents."),
        ("1/2|x|", 4, "this can be read in two ways; write /2*|…| or /(2*|…|)."),
        ("|x + 1", 7, "expected | for the | of column 1, not the end."),
        ("(|x)", 4, "expected | for the | of column 2, not )."),
        ("x2 + y", 1, "x2 can be read in several ways here; write x, y, x^2 or x*2."),
        ("x1 + x", 1, "x1 can be read in several ways here; write x, y, x^1 or x*1."),
        ("x[1]^2", 1, "x[1] can be read in several ways here; write x, y, x^1 or x*1."),
        ("x1 + x2 + x3", 11, "x3 is not known; write x^3 or x*3."),
        ("1,500x^2", 1, "this can be read in two ways; write 1500 or 1.500."),
        ("1,5,3", 1, "1,5,3 is not a number."),
        ("0,5x + max(1,5)", 13, "this can be read in two ways; write 1.5 or 1, 5."),
        ("max(x; 0)", 6, "; is not known; write , between numbers and . within one."),
        ("pow(x, 2, 3)", 9, "a , stands only between the numbers of min( , ) and max( , )."),
        ("x!", 2, "\"!\" is not known; allowed: numbers, names, + - * / ^ ( ) | and ,."),
    ] {
        let expected = format!(", column {column}: {said}");
        assert_eq!(fault(formula), expected, "{formula}");
    }
}

#[test]
fn what_old_links_have_keeps_its_meaning() {
    for (formula, parameters) in
        [("tg x", &["t", "g"][..]), ("lg x", &["l", "g"]), ("sh + th", &["s", "h", "t"]), ("w1 x + w2", &["w1", "w2"])]
    {
        assert_eq!(parse(formula).parameters(), parameters, "{formula}");
        assert!(!remarks(formula).starts_with("Read"), "{formula}");
    }
}

#[test]
fn of_one_variable_a_numbered_one_is_not_guessed() {
    let of_t = |formula: &str| Formula::parse(formula, &["t"], &[]);
    assert_eq!(of_t("t1 + 1").unwrap_err().to_string(), ", column 1: t1 is not known; write t^1 or t*1.");
    assert_eq!(of_t("x1 + t").unwrap().parameters(), ["x1"]);
    assert_eq!(of_t("0,95**t").unwrap().remarks().unwrap().to_string(), "Read 0,95 as 0.95, ** as ^.");
}
