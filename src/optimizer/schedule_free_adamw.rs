//! ScheduleFreeAdamW: Adam's measure of steps, with an average of the walk in place of momentum and schedule.

use super::schedule_free_sgd::{Averager, R, WARMUP_STEPS, WEIGHT_LR_POWER, Walked, in_training};
use super::{Averaging, Equation, InPython, Integration, Rule, Update, WEIGHT_DECAY, betas, eps, equation, lr};
use crate::number::{Lane, Real};
use crate::schema::python::{arguments, call};
use crate::schema::{Args, Entry, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "ScheduleFreeAdamW",
    formula: r"z \leftarrow z - \eta\left(\frac{\nabla L(w)}{\sqrt{\hat v} + \epsilon} + \lambda w\right), \quad x \leftarrow (1 - c)\, x + c z, \quad w = (1 - \beta_1)\, z + \beta_1 x",
    source: "schedulefree.AdamWScheduleFree; Defazio et al., The Road Less Scheduled, 2024",
    help: "Adam that averages its own walk, so that no schedule is needed. What walks here is the point where it takes slopes, in training.",
    args: &[lr(0.1), betas([0.9, 0.999]), eps(1e-8), WEIGHT_DECAY, WARMUP_STEPS, R, WEIGHT_LR_POWER],
    check: nothing_more,
};

pub struct ScheduleFreeAdamW {
    averaging: Averaging,
    eps: f64,
    weight_decay: f64,
    averager: Averager,
}

/// The average of the squared gradient, beside the walk.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Kept {
    v: Lane,
    walked: Walked,
}

impl Rule for ScheduleFreeAdamW {
    type Memory = Kept;

    fn new(args: &Args) -> Self {
        ScheduleFreeAdamW {
            averaging: Averaging::new(args.pair("betas")),
            eps: args.number("eps"),
            weight_decay: args.number("weight_decay"),
            averager: Averager::new(args),
        }
    }

    fn advance(&mut self, t: usize) {
        self.averaging.advance(t);
        self.averager.advance(t);
    }

    fn set_momentum(&mut self, momentum: f64) {
        self.averaging.set_first(momentum);
    }

    #[inline(always)]
    fn update(&self, w: Lane, g: Lane, kept: &mut Kept, lr: Lane) -> Lane {
        if self.averaging.t == 1 {
            kept.walked.z = w;
        }
        let [beta1, beta2] = self.averaging.betas;
        kept.v = kept.v * beta2 + g * g * (1.0 - beta2);
        let direction = g / ((kept.v / self.averaging.corrections()[1]).sqrt() + self.eps) + w * self.weight_decay;
        self.averager.step(w, direction, &mut kept.walked, lr, beta1)
    }

    fn numbers(kept: &Kept) -> Vec<f64> {
        [vec![kept.v[0]], Averager::numbers(&kept.walked)].concat()
    }

    fn explain(&self, t: usize, before: &[f64], after: &[f64], update: &Update) -> Vec<Equation> {
        let [beta1, beta2] = self.averaging.betas;
        let v_hat = after[0] / self.averaging.corrections()[1];
        let direction = update.gradient / (v_hat.sqrt() + self.eps) + update.old * self.weight_decay;
        let numbers = [
            ("w_old", update.old),
            ("slope", update.gradient),
            ("β₂", beta2),
            ("v_old", before[0]),
            ("v", after[0]),
            ("v̂", v_hat),
            ("ε", self.eps),
            ("weight_decay", self.weight_decay),
        ];
        let decay = if self.weight_decay != 0.0 { " + weight_decay × w_old" } else { "" };
        let mut lines = vec![
            equation("v = β₂ × v_old + (1 − β₂) × slope²", &numbers, after[0]),
            equation(&format!("v̂ = v ÷ (1 − β₂^{t})"), &numbers, v_hat),
            equation(&format!("d = slope ÷ (√v̂ + ε){decay}"), &numbers, direction),
        ];
        let before = if t == 1 { [update.old, 0.0] } else { [before[1], before[2]] };
        self.averager.explain(&mut lines, ("d", direction), before, [after[1], after[2]], update, ("β₁", beta1));
        lines
    }
}

impl Integration for ScheduleFreeAdamW {
    fn python(args: &Args, _: &InPython) -> String {
        in_training(&call("schedulefree.AdamWScheduleFree", &["[w]"], arguments(args, &[])))
    }
}
