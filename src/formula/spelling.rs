//! How else people write what a formula has: what is read all the same, and what is pointed at with the right spelling.

/// Words that have one meaning, and the name they have here.
pub const OTHER_NAMES: [(&str, &str); 12] = [
    ("log", "ln"),
    ("arcsin", "asin"),
    ("arccos", "acos"),
    ("arctan", "atan"),
    ("arctg", "atan"),
    ("tg", "tan"),
    ("fabs", "abs"),
    ("minimum", "min"),
    ("fmin", "min"),
    ("maximum", "max"),
    ("fmax", "max"),
    ("power", "pow"),
];

/// What is no function here, and how it is written; of two ways the second stands last.
pub const WRITTEN: [(&str, &str, &str); 25] = [
    ("lg", "log10(…)", "ln(…)/ln(2)"),
    ("lb", "ln(…)/ln(2)", ""),
    ("log2", "ln(…)/ln(2)", ""),
    ("log1p", "ln(1 + …)", ""),
    ("expm1", "exp(…) - 1", ""),
    ("cot", "1/tan(…)", ""),
    ("ctg", "1/tan(…)", ""),
    ("sec", "1/cos(…)", ""),
    ("csc", "1/sin(…)", ""),
    ("sh", "sinh(…)", ""),
    ("ch", "cosh(…)", ""),
    ("th", "tanh(…)", ""),
    ("asinh", "ln(… + sqrt((…)^2 + 1))", ""),
    ("acosh", "ln(… + sqrt((…)^2 - 1))", ""),
    ("atanh", "ln((1 + …)/(1 - …))/2", ""),
    ("sqr", "(…)^2", "sqrt(…)"),
    ("square", "(…)^2", ""),
    ("cbrt", "(…)^(1/3)", ""),
    ("hypot", "sqrt((…)^2 + (…)^2)", ""),
    ("norm", "sqrt((…)^2 + (…)^2)", ""),
    ("sign", "(…)/abs(…)", ""),
    ("sgn", "(…)/abs(…)", ""),
    ("sigmoid", "1/(1 + exp(-(…)))", ""),
    ("relu", "max(…, 0)", ""),
    ("softplus", "ln(1 + exp(…))", ""),
];

/// What functions of programming languages stand behind, with a point.
pub const LIBRARIES: [&str; 7] = ["np", "numpy", "jnp", "math", "Math", "torch", "tf"];

/// Those of one sign, from α; the final sigma is none.
pub const GREEK: [&str; 25] = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "omicron", "pi", "rho", "", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
];

pub fn greek(sign: char) -> Option<&'static str> {
    let place = (sign as usize).checked_sub('α' as usize)?;
    GREEK.get(place).copied().filter(|name| !name.is_empty())
}

/// The digit that is written raised, or lowered, so.
fn digit_of(sign: char, digits: &str) -> Option<char> {
    let place = digits.chars().position(|digit| digit == sign)?;
    char::from_digit(place as u32, 10)
}

pub fn raised(sign: char) -> Option<char> {
    match sign {
        '⁻' => Some('-'),
        _ => digit_of(sign, "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    }
}

pub fn lowered(sign: char) -> Option<char> {
    digit_of(sign, "₀₁₂₃₄₅₆₇₈₉")
}

/// The sign it is here.
pub fn sign(written: char) -> char {
    match written {
        '−' | '–' | '‐' | '‒' => '-',
        '·' | '×' | '⋅' | '∙' | '•' | '∗' => '*',
        '÷' | '∕' | '⁄' => '/',
        _ => written,
    }
}

/// What a sign that is not known should be.
pub fn right_sign(written: char) -> Option<&'static str> {
    match written {
        '[' | '{' => Some("("),
        ']' | '}' => Some(")"),
        _ => None,
    }
}

/// Blanks, and signs that are not seen, which copied text has.
pub fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{2061}'..='\u{2064}' | '\u{feff}')
}

pub fn fraction(sign: char) -> Option<f64> {
    match sign {
        '¼' => Some(0.25),
        '½' => Some(0.5),
        '¾' => Some(0.75),
        _ => None,
    }
}
