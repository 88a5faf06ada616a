//! exp, tanh, sin and cos without a branch, so that lanes of them vectorise and give the bits a single number gives, on
//! every platform. Within 2 ulp of the exact value; tested against `libm`, tanh against more digits.

use std::f64::consts::{FRAC_2_PI, LOG2_E};
use wide::{f64x2, u64x2};

/// 1.5 · 2^52: adding it rounds a small number to an integer, which then stands in the low bits of the mantissa.
const ROUND: f64 = 6755399441055744.0;
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// (e^r − 1 − r)/r² for |r| ≤ ln 2 / 2 as a polynomial through its Chebyshev nodes: off by at most 1.7e-17 of e^r.
const SERIES: [f64; 10] = [
    5.000_000_000_000_001e-1,
    1.666_666_666_666_666_9e-1,
    4.166_666_666_662_413e-2,
    8.333_333_333_330_062e-3,
    1.388_888_891_721_371_7e-3,
    1.984_126_986_305_361_8e-4,
    2.480_152_129_595_437_6e-5,
    2.755_726_845_999_706_4e-6,
    2.762_008_844_540_974_6e-7,
    2.510_038_549_551_032e-8,
];

/// e to the power x.
#[inline(always)]
pub fn exp(x: f64x2) -> f64x2 {
    if x.abs().simd_lt(708.0).all() {
        let (r, s, k) = parts(x);
        return (1.0 + (r + s)) * power_of_two(k);
    }
    exp_of_any(x)
}

/// Also where e to the power x is zero, infinite, not a number, or too small for all its digits.
#[inline(never)]
fn exp_of_any(x: f64x2) -> f64x2 {
    // As where a walk is far from all hills.
    if x.simd_lt(-746.0).all() {
        return 0.0.into();
    }
    // Past these ends the result is infinite or zero anyway; NaN passes through.
    let x = x.simd_gt(710.0).select(710.0.into(), x);
    let x = x.simd_lt(-746.0).select((-746.0).into(), x);
    let (r, s, k) = parts(x);
    // 2^k in two factors, since k may lie outside the exponents of a double.
    let half = k >> 1;
    (1.0 + (r + s)) * power_of_two(half) * power_of_two(k - half)
}

/// r, s and k of e^x = (1 + r + s) 2^k: x = k ln 2 + r, and s a polynomial of r, |r| ≤ 0.35.
#[inline(always)]
fn parts(x: f64x2) -> (f64x2, f64x2, u64x2) {
    let shifted = x * LOG2_E + ROUND;
    let k = shifted - ROUND;
    let r = (x - k * LN2_HIGH) - k * LN2_LOW;
    // In pairs of powers and pairs of pairs: few of them wait for each other.
    let r2 = r * r;
    let r4 = r2 * r2;
    let two = |i: usize| r * SERIES[i + 1] + SERIES[i];
    let four = |i: usize| r2 * two(i + 2) + two(i);
    let s = r2 * (r4 * (r4 * two(8) + four(4)) + four(0));
    (r, s, shifted.to_bits())
}

/// From an integer in the low 12 bits.
#[inline(always)]
fn power_of_two(k: u64x2) -> f64x2 {
    f64x2::from_bits((k + 1023) << 52)
}

/// The hyperbolic tangent, from e = e^t − 1 at t = 2|x|, which has all its digits near zero too: e / (e + 2), taken as
/// |x| (near zero) or 1 and a small difference, so that the division's error weighs little.
#[inline(always)]
pub fn tanh(x: f64x2) -> f64x2 {
    let sign = x.to_bits() & (1 << 63);
    let t = x.abs() * 2.0;
    // From here on the result is 1; NaN passes through.
    let t = t.simd_gt(50.0).select(50.0.into(), t);
    let (r, s, k) = parts(t);
    let power = power_of_two(k);
    let (head, tail) = (power - 1.0 + r * power, s * power);
    let e = head + tail;
    let near = t.simd_lt(1.2);
    let close = near.select(t * 0.5, 1.0.into());
    let rest = near.select((head - t) + (tail - close * e), (-2.0).into());
    f64x2::from_bits((close + rest / (e + 2.0)).to_bits() | sign)
}

/// A table as it lies in memory. Engines build a vector constant by three instructions at every use; a load is one.
#[inline(always)]
fn loaded<const N: usize>(table: &'static [f64; N]) -> &'static [f64; N] {
    std::hint::black_box(table)
}

/// 2/π, and π/2 in three pieces; the first two have 33 bits, so that their products with k below 2^20 are exact.
static REDUCTION: [f64; 5] =
    [FRAC_2_PI, ROUND, 1.570_796_326_734_125_6, 6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21];
/// The polynomials of fdlibm's `k_sin` and `k_cos` for |r| ≤ π/4, the highest power first.
static SINE: [f64; 6] = [
    1.589_690_995_211_55e-10,
    -2.505_076_025_340_686_3e-8,
    2.755_731_370_707_006_8e-6,
    -1.984_126_982_985_795e-4,
    8.333_333_333_322_49e-3,
    -1.666_666_666_666_663_2e-1,
];
static COSINE: [f64; 6] = [
    -1.135_964_755_778_819_5e-11,
    2.087_572_321_298_175e-9,
    -2.755_731_435_139_066_3e-7,
    2.480_158_728_947_673e-5,
    -1.388_888_888_887_411e-3,
    4.166_666_666_666_66e-2,
];
/// Above this the three pieces no longer hold and `libm` reduces the argument.
const LARGEST: f64 = 1e6;

/// In pairs of powers and pairs of pairs, as in `parts`.
#[inline(always)]
fn polynomial([c5, c4, c3, c2, c1, c0]: &[f64; 6], z: f64x2) -> f64x2 {
    let z2 = z * z;
    (z * *c1 + *c0) + z2 * (z * *c3 + *c2) + (z2 * z2) * (z * *c5 + *c4)
}

/// Sine and cosine of x: x = k π/2 + r, then the polynomials.
#[inline(always)]
pub fn sin_cos(x: f64x2) -> (f64x2, f64x2) {
    let [two_over_pi, round, pieces @ ..] = *loaded(&REDUCTION);
    let shifted = x * two_over_pi + round;
    let k = shifted - round;
    let r = ((x - k * pieces[0]) - k * pieces[1]) - k * pieces[2];
    let z = r * r;
    let sine = r + r * z * polynomial(loaded(&SINE), z);
    let even = z * polynomial(loaded(&COSINE), z);
    let half = z * 0.5;
    let rounded = 1.0 - half;
    let cosine = rounded + (((1.0 - rounded) - half) + z * even);
    let quarter = shifted.to_bits();
    let swapped = (quarter & 1).simd_eq(1);
    let turned = |x: f64x2, sign: u64x2| f64x2::from_bits(x.to_bits() ^ ((sign & 2) << 62));
    let sine_of_x = turned(swapped.select(cosine, sine), quarter);
    let cosine_of_x = turned(swapped.select(sine, cosine), quarter + 1);
    let near = x.abs().simd_le(LARGEST);
    if near.all() {
        return (sine_of_x, cosine_of_x);
    }
    let far = x.to_array().map(libm::sincos);
    (near.select(sine_of_x, far.map(|f| f.0).into()), near.select(cosine_of_x, far.map(|f| f.1).into()))
}

#[cfg(all(test, not(target_arch = "wasm32")))] // proptest is native
mod tests {
    use crate::number::{Lane, Real, exp, sin_cos};
    use dashu_float::{FBig, round::mode};
    use proptest::prelude::*;

    fn tanh(x: f64) -> f64 {
        Lane::constant(x).tanh()[0]
    }

    type Long = FBig<mode::HalfEven>;

    /// Of many digits.
    fn long(x: f64) -> Long {
        Long::try_from(x).expect("it is finite").with_precision(200).value()
    }

    /// How far tanh is from the exact value, in units of its last place.
    fn off(x: f64) -> f64 {
        let e = long(2.0 * x.abs()).exp_m1();
        let exact = &e / (&e + long(2.0));
        let nearest = exact.to_f64().value();
        ((long(tanh(x.abs())) - exact) / long(nearest.next_up() - nearest)).to_f64().value().abs()
    }

    /// Distance in representable numbers.
    fn ulps(a: f64, b: f64) -> u64 {
        if a == b || (a.is_nan() && b.is_nan()) {
            return 0;
        }
        let order = |x: f64| {
            let bits = x.to_bits() as i64;
            if bits < 0 { i64::MIN - bits } else { bits }
        };
        order(a).abs_diff(order(b))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn exp_is_within_2_ulp_of_libm(x in -745.0..710.0f64) {
            prop_assert!(ulps(exp(x), libm::exp(x)) <= 2, "{x}: {} {}", exp(x), libm::exp(x));
        }

        #[test]
        fn tanh_is_within_1_7_ulp_of_the_exact_value(x in prop_oneof![-25.0..25.0f64, -1.0..1.0f64, -1e-3..1e-3f64]) {
            prop_assert!(off(x) <= 1.7, "{x}: {} is off by {} ulp", tanh(x), off(x));
        }

        #[test]
        fn sine_and_cosine_are_within_2_ulp_of_libm(x in prop_oneof![-10.0..10.0f64, -2e6..2e6f64]) {
            let (s, c) = sin_cos(x);
            prop_assert!(ulps(s, libm::sin(x)) <= 2, "sin {x}: {s} {}", libm::sin(x));
            prop_assert!(ulps(c, libm::cos(x)) <= 2, "cos {x}: {c} {}", libm::cos(x));
        }
    }

    #[test]
    fn the_ends_are_those_of_libm() {
        for x in [0.0, -0.0, 1.0, 709.782, 709.79, 1e300, f64::INFINITY, -745.2, -1e300, f64::NEG_INFINITY, f64::NAN] {
            assert_eq!(ulps(exp(x), libm::exp(x)), 0, "exp {x}: {} {}", exp(x), libm::exp(x));
        }
        for x in [0.0, -0.0, 5e-324, -1e-300, 1e-20, 25.0, -1e300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            assert_eq!(ulps(tanh(x), libm::tanh(x)), 0, "tanh {x}: {} {}", tanh(x), libm::tanh(x));
        }
        assert!(tanh(-0.0).is_sign_negative());
        for k in -40..=40 {
            let x = k as f64 * std::f64::consts::FRAC_PI_2;
            assert!(ulps(sin_cos(x).0, libm::sin(x)) <= 2 && ulps(sin_cos(x).1, libm::cos(x)) <= 2, "{x}");
        }
        assert!(sin_cos(f64::INFINITY).0.is_nan() && sin_cos(f64::NAN).1.is_nan());
    }
}
