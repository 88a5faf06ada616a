//! Dual numbers: a value and its gradient along two parameters, carried through every operation (forward-mode automatic
//! differentiation). `Dual<Dual<R>>` carries the Hessian.

use super::Real;
use std::f64::consts::LOG10_E;
use std::ops::{Add, Div, Mul, Neg, Sub};

#[derive(Clone, Copy, Debug)]
pub struct Dual<R, T = Along<R>> {
    pub value: R,
    pub gradient: [T; 2],
}

/// A gradient along one parameter, in either form: `Along`, or a plain number where it is not known before it is walked
/// which are zero.
pub trait Tangent<R>: Copy + 'static {
    fn none() -> Self;
    fn by(gradient: R) -> Self;
    fn get(self) -> R;
    fn times(self, factor: R) -> Self;
    /// Times the slope of a function of it: what nothing moves stays so, where the slope has overflowed too.
    fn through(self, slope: R) -> Self;
    fn over(self, divisor: R) -> Self;
    fn negative(self) -> Self;
    /// `then` where a is less than b.
    fn where_less(a: R, b: R, then: Self, otherwise: Self) -> Self;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
}

/// A gradient along one parameter. One known to be zero when the formula is compiled costs nothing when it is walked.
#[derive(Clone, Copy, Debug)]
pub enum Along<R> {
    Zero,
    By(R),
}

use Along::{By, Zero};

impl<R: Real> Tangent<R> for Along<R> {
    #[inline(always)]
    fn none() -> Self {
        Zero
    }
    #[inline(always)]
    fn by(gradient: R) -> Self {
        By(gradient)
    }
    #[inline(always)]
    fn get(self) -> R {
        match self {
            Zero => R::zero(),
            By(gradient) => gradient,
        }
    }
    #[inline(always)]
    fn times(self, factor: R) -> Self {
        match self {
            Zero => Zero,
            By(gradient) => By(gradient * factor),
        }
    }
    #[inline(always)]
    fn through(self, slope: R) -> Self {
        self.times(slope)
    }
    #[inline(always)]
    fn over(self, divisor: R) -> Self {
        match self {
            Zero => Zero,
            By(gradient) => By(gradient / divisor),
        }
    }
    #[inline(always)]
    fn negative(self) -> Self {
        match self {
            Zero => Zero,
            By(gradient) => By(-gradient),
        }
    }
    #[inline(always)]
    fn where_less(a: R, b: R, then: Self, otherwise: Self) -> Self {
        match (then, otherwise) {
            (Zero, Zero) => Zero,
            _ => By(a.where_less(b, then.get(), otherwise.get())),
        }
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        match (self, other) {
            (By(a), By(b)) => By(a + b),
            (By(a), Zero) => By(a),
            (Zero, other) => other,
        }
    }
    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        match (self, other) {
            (By(a), By(b)) => By(a - b),
            (By(a), Zero) => By(a),
            (Zero, other) => other.negative(),
        }
    }
}

impl<R: Real> Tangent<R> for R {
    #[inline(always)]
    fn none() -> Self {
        R::zero()
    }
    #[inline(always)]
    fn by(gradient: R) -> Self {
        gradient
    }
    #[inline(always)]
    fn get(self) -> R {
        self
    }
    #[inline(always)]
    fn times(self, factor: R) -> Self {
        self * factor
    }
    #[inline(always)]
    fn through(self, slope: R) -> Self {
        self.times_or_zero(slope)
    }
    #[inline(always)]
    fn over(self, divisor: R) -> Self {
        self / divisor
    }
    #[inline(always)]
    fn negative(self) -> Self {
        -self
    }
    #[inline(always)]
    fn where_less(a: R, b: R, then: Self, otherwise: Self) -> Self {
        a.where_less(b, then, otherwise)
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self + other
    }
    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        self - other
    }
}

impl<R: Real, T: Tangent<R>> Dual<R, T> {
    /// The parameter number `i`, at `value`.
    #[inline(always)]
    pub fn variable(value: R, i: usize) -> Self {
        let (zero, one) = (T::none(), T::by(R::constant(1.0)));
        Dual { value, gradient: if i == 0 { [one, zero] } else { [zero, one] } }
    }
    /// What no parameter moves.
    #[inline(always)]
    pub fn of(value: R) -> Self {
        Dual { value, gradient: [T::none(); 2] }
    }
    /// A function of one number, from its value and its derivative there.
    #[inline(always)]
    fn chain(self, value: R, derivative: R) -> Self {
        Dual { value, gradient: [self.gradient[0].through(derivative), self.gradient[1].through(derivative)] }
    }
}

impl<R: Real, T: Tangent<R>> Add for Dual<R, T> {
    type Output = Self;
    #[inline(always)]
    fn add(self, o: Self) -> Self {
        let gradient = [self.gradient[0].plus(o.gradient[0]), self.gradient[1].plus(o.gradient[1])];
        Dual { value: self.value + o.value, gradient }
    }
}
impl<R: Real, T: Tangent<R>> Sub for Dual<R, T> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, o: Self) -> Self {
        let gradient = [self.gradient[0].minus(o.gradient[0]), self.gradient[1].minus(o.gradient[1])];
        Dual { value: self.value - o.value, gradient }
    }
}
impl<R: Real, T: Tangent<R>> Mul for Dual<R, T> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, o: Self) -> Self {
        let gradient = [
            self.gradient[0].times(o.value).plus(o.gradient[0].times(self.value)),
            self.gradient[1].times(o.value).plus(o.gradient[1].times(self.value)),
        ];
        Dual { value: self.value * o.value, gradient }
    }
}
impl<R: Real, T: Tangent<R>> Div for Dual<R, T> {
    type Output = Self;
    #[inline(always)]
    fn div(self, o: Self) -> Self {
        let value = self.value / o.value;
        let gradient = [
            self.gradient[0].minus(o.gradient[0].times(value)).over(o.value),
            self.gradient[1].minus(o.gradient[1].times(value)).over(o.value),
        ];
        Dual { value, gradient }
    }
}
impl<R: Real, T: Tangent<R>> Neg for Dual<R, T> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Dual { value: -self.value, gradient: [self.gradient[0].negative(), self.gradient[1].negative()] }
    }
}
impl<R: Real, T: Tangent<R>> Add<f64> for Dual<R, T> {
    type Output = Self;
    #[inline(always)]
    fn add(self, c: f64) -> Self {
        Dual { value: self.value + c, ..self }
    }
}
impl<R: Real, T: Tangent<R>> Sub<f64> for Dual<R, T> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, c: f64) -> Self {
        Dual { value: self.value - c, ..self }
    }
}
impl<R: Real, T: Tangent<R>> Mul<f64> for Dual<R, T> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, c: f64) -> Self {
        let factor = R::constant(c);
        Dual { value: self.value * c, gradient: [self.gradient[0].times(factor), self.gradient[1].times(factor)] }
    }
}
impl<R: Real, T: Tangent<R>> Div<f64> for Dual<R, T> {
    type Output = Self;
    #[inline(always)]
    fn div(self, c: f64) -> Self {
        let divisor = R::constant(c);
        Dual { value: self.value / c, gradient: [self.gradient[0].over(divisor), self.gradient[1].over(divisor)] }
    }
}

/// By two factors, which near the ends keep the digits that 1 - x^2 loses.
#[inline(never)]
fn slope_of_asin<R: Real>(x: R) -> R {
    R::constant(1.0) / ((-x + 1.0) * (x + 1.0)).sqrt()
}

impl<R: Real, T: Tangent<R>> Real for Dual<R, T> {
    #[inline(always)]
    fn constant(x: f64) -> Self {
        Dual::of(R::constant(x))
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        let root = self.value.sqrt();
        // At 0 there is none; 0 lets the tip of a cone be a minimum.
        self.chain(root, R::zero().where_less(root, R::constant(0.5) / root, root))
    }
    #[inline(always)]
    fn exp(self) -> Self {
        let e = self.value.exp();
        self.chain(e, e)
    }
    #[inline(always)]
    fn ln(self) -> Self {
        self.chain(self.value.ln(), R::constant(1.0) / self.value)
    }
    fn log10(self) -> Self {
        self.chain(self.value.log10(), R::constant(LOG10_E) / self.value)
    }
    fn tan(self) -> Self {
        let t = self.value.tan();
        self.chain(t, t.square() + 1.0)
    }
    fn sinh(self) -> Self {
        self.chain(self.value.sinh(), self.value.cosh())
    }
    fn cosh(self) -> Self {
        self.chain(self.value.cosh(), self.value.sinh())
    }
    fn asin(self) -> Self {
        self.chain(self.value.asin(), slope_of_asin(self.value))
    }
    fn acos(self) -> Self {
        self.chain(self.value.acos(), -slope_of_asin(self.value))
    }
    fn atan(self) -> Self {
        self.chain(self.value.atan(), R::constant(1.0) / (self.value.square() + 1.0))
    }
    #[inline(always)]
    fn abs(self) -> Self {
        let (zero, one) = (R::zero(), R::constant(1.0));
        let sign = zero.where_less(self.value, one, self.value.where_less(zero, -one, zero));
        self.chain(self.value.abs(), sign)
    }
    /// Along the exponent there is a gradient only where the base is positive; elsewhere it is 0.
    fn pow(self, exponent: Self) -> Self {
        let (base, y, zero) = (self.value, exponent.value, R::zero());
        let value = base.pow(y);
        let along_base = zero.where_less(y.abs(), base.pow(y - 1.0) * y, zero);
        let along_exponent = zero.where_less(base, value * base.ln(), zero);
        // What is added to the value is -0, which leaves it as it is, a -0 too.
        self.chain(value, along_base) + exponent.chain(-zero, along_exponent)
    }
    #[inline(always)]
    fn times_or_zero(self, factor: Self) -> Self {
        let along = |i: usize| {
            let by = T::by(self.value.times_or_zero(factor.gradient[i].get()));
            T::by(self.gradient[i].get().times_or_zero(factor.value)).plus(by)
        };
        Dual { value: self.value.times_or_zero(factor.value), gradient: [along(0), along(1)] }
    }
    #[inline(always)]
    fn powf(self, exponent: f64) -> Self {
        self.chain(self.value.powf(exponent), self.value.powf(exponent - 1.0) * exponent)
    }
    #[inline(always)]
    fn powi(self, exponent: i32) -> Self {
        match exponent {
            0 => Self::constant(1.0),
            1 => self,
            n => self.chain(self.value.powi(n), self.value.powi(n - 1) * f64::from(n)),
        }
    }
    #[inline(always)]
    fn tanh(self) -> Self {
        let t = self.value.tanh();
        self.chain(t, -t.square() + 1.0)
    }
    #[inline(always)]
    fn sin_cos(self) -> (Self, Self) {
        let (s, c) = self.value.sin_cos();
        (self.chain(s, c), self.chain(c, -s))
    }
    #[inline(always)]
    fn where_less(self, other: Self, then: Self, otherwise: Self) -> Self {
        let (a, b) = (self.value, other.value);
        let gradient = [
            T::where_less(a, b, then.gradient[0], otherwise.gradient[0]),
            T::where_less(a, b, then.gradient[1], otherwise.gradient[1]),
        ];
        Dual { value: a.where_less(b, then.value, otherwise.value), gradient }
    }
    #[inline(always)]
    fn square(self) -> Self {
        self.chain(self.value.square(), self.value * 2.0)
    }
}
