//! A rate that drops where the loss stops falling.

use super::{Integration, ScheduleContext, Scheduler, StepContext};
use crate::number::{Lane, WIDTH};
use crate::schema::{Arg, Args, Default, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "ReduceLROnPlateau",
    formula: r"\eta_{t+1} = \max(f\,\eta_t, \eta_{min}) \text{ after } p \text{ steps without a better loss}",
    source: "torch.optim.lr_scheduler.ReduceLROnPlateau",
    help: "Waits for the loss to stop getting better, then multiplies the rate by factor.",
    args: &[
        Arg::choice("mode", &["min", "max"], "Whether less of the loss is better, or more."),
        Arg::number("factor", 0.1, "What each drop multiplies the rate by. Less drops further.")
            .within(Range { max: Some(1.0), below_max: true, ..Range::ANY })
            .initially(Default::Number(0.5)),
        Arg::integer("patience", 10.0, "Steps without a better loss that are waited for. More drops later.")
            .initially(Default::Number(5.0)),
        Arg::number("threshold", 1e-4, "How much better counts as better. More drops sooner."),
        Arg::choice(
            "threshold_mode",
            &["rel", "abs"],
            "Whether threshold is a part of the best loss, or a difference.",
        ),
        Arg::integer("cooldown", 0.0, "Steps after a drop at which nothing is counted."),
        Arg::number("min_lr", 0.0, "The rate below which it does not go."),
        Arg::number("eps", 1e-8, "A drop by less than this is not made."),
    ],
    check: nothing_more,
};

pub struct Plateau {
    largest: bool,
    factor: f64,
    patience: f64,
    threshold: f64,
    relative: bool,
    cooldown: f64,
    lowest: f64,
    eps: f64,
    walks: Vec<[Seen; WIDTH]>,
}

/// What is known of one walk.
#[derive(Clone, Copy)]
struct Seen {
    best: f64,
    bad: f64,
    cooling: f64,
}

impl Plateau {
    pub fn new(args: &Args, _: &ScheduleContext) -> Plateau {
        Plateau {
            largest: args.choice("mode") == "max",
            factor: args.number("factor"),
            patience: args.number("patience"),
            threshold: args.number("threshold"),
            relative: args.choice("threshold_mode") == "rel",
            cooldown: args.number("cooldown"),
            lowest: args.number("min_lr"),
            eps: args.number("eps"),
            walks: vec![],
        }
    }

    fn better(&self, loss: f64, best: f64) -> bool {
        match (self.largest, self.relative) {
            (false, true) => loss < best * (1.0 - self.threshold),
            (false, false) => loss < best - self.threshold,
            (true, true) => loss > best * (1.0 + self.threshold),
            (true, false) => loss > best + self.threshold,
        }
    }

    /// The rate after a step from a point of that loss.
    fn listed(&self, seen: &mut Seen, loss: f64, rate: f64) -> f64 {
        if self.better(loss, seen.best) {
            (seen.best, seen.bad) = (loss, 0.0);
        } else {
            seen.bad += 1.0;
        }
        if seen.cooling > 0.0 {
            seen.cooling -= 1.0;
            seen.bad = 0.0;
        }
        if seen.bad <= self.patience {
            return rate;
        }
        (seen.cooling, seen.bad) = (self.cooldown, 0.0);
        let lower = (rate * self.factor).max(self.lowest);
        if rate - lower > self.eps { lower } else { rate }
    }
}

impl Scheduler for Plateau {
    fn advance(&mut self, _: usize, rates: &mut [Lane], now: &StepContext) {
        if now.initial {
            let best = if self.largest { f64::NEG_INFINITY } else { f64::INFINITY };
            self.walks = vec![[Seen { best, bad: 0.0, cooling: 0.0 }; WIDTH]; rates.len()];
            return;
        }
        let mut walks = std::mem::take(&mut self.walks);
        for ((rate, loss), seen) in rates.iter_mut().zip(now.loss).zip(&mut walks) {
            let listed = std::array::from_fn(|lane| self.listed(&mut seen[lane], loss[lane], rate[lane]));
            *rate = Lane::from(listed);
        }
        self.walks = walks;
    }

    fn retire(&mut self, walk: usize) {
        self.walks.swap_remove(walk);
    }
}

impl Integration for Plateau {
    const GOES_ON: bool = true;

    /// The loss at the last record.
    fn asks(_: &Args) -> &'static str {
        "losses[-1]"
    }
}
