//! Terms that the formulas of several optimizers have.

use super::explain::{Equation, Update, factor, line};
use crate::number::{Lane, Real};
use crate::schema::Args;

/// What makes of the gradient what a step goes by: its sign where the step climbs, and weight decay.
#[derive(Clone, Copy)]
pub struct Pull {
    pub maximize: bool,
    pub weight_decay: f64,
}

impl Pull {
    pub fn new(args: &Args) -> Pull {
        Pull { maximize: args.flag("maximize"), weight_decay: args.number("weight_decay") }
    }

    /// Whether it is the gradient itself.
    pub fn is_none(self) -> bool {
        !self.maximize && self.weight_decay == 0.0
    }

    #[inline(always)]
    pub fn of<R: Real>(self, w: R, gradient: R) -> R {
        let g = if self.maximize { -gradient } else { gradient };
        if self.weight_decay != 0.0 { g + w * self.weight_decay } else { g }
    }

    /// Adds its equation to `lines`, where it is not the gradient itself; gives its symbol and its value.
    pub fn explain(self, update: &Update, lines: &mut Vec<Equation>) -> (&'static str, f64) {
        let g = self.of(update.old, update.gradient);
        let turned = if self.maximize { -update.gradient } else { update.gradient };
        let (mut symbols, mut side) =
            (if self.maximize { "g = −slope" } else { "g = slope" }.to_string(), factor(turned));
        if self.weight_decay != 0.0 {
            symbols += " + weight_decay × w_old";
            side += &format!(" + {} × {}", factor(self.weight_decay), factor(update.old));
        }
        if self.is_none() {
            return ("slope", g);
        }
        lines.push(line(&symbols, side, g));
        ("g", g)
    }
}

/// What enters the gradient, and the weight decay that is decoupled from it.
pub fn decay_apart(args: &Args) -> (Pull, f64) {
    let pull = Pull::new(args);
    match args.flag("decoupled_weight_decay") {
        true => (Pull { weight_decay: 0.0, ..pull }, pull.weight_decay),
        false => (pull, 0.0),
    }
}

pub fn abs(x: Lane) -> Lane {
    x.max(-x)
}

/// −1, 0 or 1.
pub fn sign(x: Lane) -> Lane {
    let zero = Lane::zero();
    x.where_less(zero, Lane::constant(-1.0), zero.where_less(x, Lane::constant(1.0), x))
}

pub fn power(x: Lane, exponent: f64) -> Lane {
    x.to_array().map(|x| libm::pow(x, exponent)).into()
}

/// From one number to another by the share `weight`, as `torch.lerp` rounds it: the second number itself where the
/// weight is 1.
#[inline(always)]
pub fn lerp<R: Real>(from: R, to: R, weight: f64) -> R {
    let (near, share) = if weight.abs() < 0.5 { (from, weight) } else { (to, weight - 1.0) };
    near + (to - from) * share
}

#[cfg(test)]
#[test]
fn what_is_mixed_in_whole_takes_the_other_s_place_to_the_last_digit() {
    assert_eq!(lerp(1e20, 1.5, 1.0), 1.5);
    assert_eq!(lerp(1e20, 1.5, 0.0), 1e20);
    assert_eq!(lerp(2.0, 4.0, 0.25), 2.5);
    assert_eq!(lerp(2.0, 4.0, 0.75), 3.5);
}

/// Two moving averages that start at zero: at the step `t` they are too small by the factors 1 − βᵗ.
pub struct Averaging {
    pub betas: [f64; 2],
    /// The step that `powers` are of.
    pub t: usize,
    pub powers: [f64; 2],
}

impl Averaging {
    pub fn new(betas: [f64; 2]) -> Averaging {
        Averaging { betas, t: 0, powers: [1.0; 2] }
    }

    pub fn advance(&mut self, t: usize) {
        self.powers = powers(self.betas, self.powers, self.t, t);
        self.t = t;
    }

    pub fn set_first(&mut self, beta: f64) {
        self.betas[0] = beta;
        self.t = usize::MAX;
    }

    pub fn corrections(&self) -> [f64; 2] {
        self.powers.map(|power| 1.0 - power)
    }
}

/// βᵗ for each of two betas: from `last`, where that is of the step before, else from scratch.
pub fn powers(betas: [f64; 2], last: [f64; 2], last_t: usize, t: usize) -> [f64; 2] {
    std::array::from_fn(|k| match last_t.wrapping_add(1) == t {
        true => last[k] * betas[k],
        false => libm::pow(betas[k], t as f64),
    })
}
