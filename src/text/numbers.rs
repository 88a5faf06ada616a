//! Numbers in sentences.

/// `x` to `digits` significant digits, as people write it: no trailing zeros, a true minus sign, and a power of ten
/// where the number is very large or very small.
pub fn figures(x: f64, digits: usize) -> String {
    if x == 0.0 {
        return "0".into();
    }
    if !x.is_finite() {
        return if x.is_nan() { "not a number".into() } else { format!("{}∞", if x < 0.0 { "−" } else { "" }) };
    }
    let (mantissa, exponent) = scientific(x, Some(digits));
    let text = if (-5..7.max(digits as i32)).contains(&exponent) {
        // A whole number is written to its last digit.
        let whole = (exponent + 1).max(digits as i32) as usize;
        decimal(&scientific(x, Some(whole)).0, exponent)
    } else {
        format!("{} × 10{}", trim(&mantissa), superscript(exponent))
    };
    text.replace('-', "−")
}

/// A number as it would be typed: the shortest digits that give it back, with an exponent where it is very large or
/// very small.
pub fn plain(x: f64) -> String {
    if !x.is_finite() {
        return if x.is_nan() { "NaN".into() } else { format!("{}Infinity", if x < 0.0 { "-" } else { "" }) };
    }
    let (mantissa, exponent) = scientific(x, None);
    if (-5..16).contains(&exponent) { decimal(&mantissa, exponent) } else { format!("{mantissa}e{exponent}") }
}

/// `x` as mantissa and exponent of ten, to `digits` significant digits or to as few as give it back.
fn scientific(x: f64, digits: Option<usize>) -> (String, i32) {
    let text = exponential(x, digits);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (mantissa.into(), exponent.trim_start_matches('+').parse().unwrap_or(0))
}

#[cfg(not(target_arch = "wasm32"))]
fn exponential(x: f64, digits: Option<usize>) -> String {
    match digits {
        Some(digits) => format!("{:.*e}", digits - 1, x),
        None => format!("{x:e}"),
    }
}

/// By the host: the digits of the standard library would be a tenth of what a page loads.
#[cfg(target_arch = "wasm32")]
fn exponential(x: f64, digits: Option<usize>) -> String {
    use wasm_bindgen::prelude::*;
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = ["Number", "prototype", "toExponential"], js_name = call)]
        fn to_exponential(x: f64, fraction: Option<u32>) -> String;
    }
    to_exponential(x, digits.map(|digits| digits as u32 - 1))
}

/// The number a decimal such as `-1.5e3` stands for; not a number for the words `nan` and `inf`; none for other text.
pub fn number(text: &str) -> Option<f64> {
    let word = text.strip_prefix(['+', '-']).unwrap_or(text);
    if ["nan", "inf", "infinity"].iter().any(|known| word.eq_ignore_ascii_case(known)) {
        return Some(f64::NAN);
    }
    let decimal = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    if decimal { read(text) } else { None }
}

#[cfg(not(target_arch = "wasm32"))]
fn read(decimal: &str) -> Option<f64> {
    decimal.parse().ok()
}

/// By the host, as above.
#[cfg(target_arch = "wasm32")]
fn read(decimal: &str) -> Option<f64> {
    use wasm_bindgen::prelude::*;
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = Number)]
        fn to_number(text: &str) -> f64;
    }
    let number = to_number(decimal);
    if number.is_nan() { None } else { Some(number) }
}

/// The point put where `exponent` says.
fn decimal(mantissa: &str, exponent: i32) -> String {
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let whole = exponent + 1;
    trim(&match digits.split_at_checked(whole.max(0) as usize) {
        _ if whole <= 0 => format!("{sign}0.{}{digits}", "0".repeat(-whole as usize)),
        Some((whole, part)) => format!("{sign}{whole}.{part}"),
        None => format!("{sign}{digits}{}", "0".repeat(whole as usize - digits.len())),
    })
}

fn trim(decimal: &str) -> String {
    match decimal.contains('.') {
        true => decimal.trim_end_matches('0').trim_end_matches('.').into(),
        false => decimal.into(),
    }
}

fn superscript(n: i32) -> String {
    let raised = |c| match c {
        '-' => '⁻',
        digit => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][digit as usize - '0' as usize],
    };
    n.to_string().chars().map(raised).collect()
}

/// `figures`, in brackets where it is negative or has a power of ten: for use inside a formula.
pub fn factor(x: f64, digits: usize) -> String {
    let text = figures(x, digits);
    // Not by `contains`, whose search for what takes several bytes a page would load for this alone.
    if text.starts_with('−') || text.chars().any(|c| c == '×') { format!("({text})") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_read_back_as_themselves() {
        for (x, text) in [
            (0.0, "0"),
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (100000.0, "100000"),
            (1e-5, "0.00001"),
            (1.5e-7, "1.5e-7"),
            (1e300, "1e300"),
            (4294967295.0, "4294967295"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(plain(x), text);
        }
        for x in [1.0 / 3.0, 0.2 + 0.1, 123456.789, -9.87e15, 5e-324] {
            assert_eq!(plain(x).parse::<f64>().unwrap(), x);
        }
    }

    #[test]
    fn only_decimals_are_numbers() {
        for (text, x) in [("1", 1.0), ("-1.5e3", -1500.0), (".5", 0.5), ("+5.", 5.0), ("1e999", f64::INFINITY)] {
            assert_eq!(number(text), Some(x), "{text}");
        }
        for text in ["NaN", "nan", "inf", "-Infinity"] {
            assert!(number(text).is_some_and(f64::is_nan), "{text}");
        }
        for text in ["", ".", "-", "e5", "1e", "1,5", "0x10", "1_000", "1 000", " 1", "one", "NA", "1.2.3", "--1"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn figures_are_rounded_and_short() {
        for (x, digits, text) in [
            (0.403766, 3, "0.404"),
            (-0.2, 4, "−0.2"),
            (39.96, 3, "40"),
            (1234567.0, 3, "1234567"),
            (-3.14159e12, 3, "−3.14 × 10¹²"),
            (1e-300, 3, "1 × 10⁻³⁰⁰"),
            (0.0000123, 2, "0.000012"),
            (0.0, 3, "0"),
            (99.9996, 5, "100"),
        ] {
            assert_eq!(figures(x, digits), text);
        }
    }
}
