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
    let scientific = format!("{:.*e}", digits - 1, x);
    let (mantissa, exponent) = scientific.split_once('e').expect("the format has an e");
    let exponent: i32 = exponent.parse().expect("and a whole number after it");
    let text = if (-5..7.max(digits as i32)).contains(&exponent) {
        trim(&format!("{:.*}", (digits as i32 - 1 - exponent).max(0) as usize, x))
    } else {
        format!("{} × 10{}", trim(mantissa), superscript(exponent))
    };
    text.replace('-', "−")
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

/// `figures`, in brackets where it is negative: for use inside a formula.
pub fn factor(x: f64, digits: usize) -> String {
    let text = figures(x, digits);
    if text.starts_with('−') { format!("({text})") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

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
