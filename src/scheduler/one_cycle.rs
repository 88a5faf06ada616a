//! One long cycle: up, down, and far below where it began.

use super::cyclic::{CYCLE_MOMENTUM, given_or, momenta};
use super::swa::ANNEAL_STRATEGY;
use super::{Handle, Integration, ScheduleContext, Scheduler, Start, StepContext, Written, cos_pi, within};
use crate::number::Lane;
use crate::schema::python::{arguments, call, float};
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Entry, Fault, Range, fault, nothing_more};
use crate::text::{plain, texts};

texts! {
    too_few_steps: "{path} is {total}; allowed: at least {least}, the steps it is asked for, or left out.",
    phase_of_no_steps: "{path} is {value}, of {total} steps; allowed: what makes no phase of no steps, where PyTorch divides by zero.",
}

pub const ENTRY: Entry = Entry {
    name: "OneCycleLR",
    formula: r"\eta_{max}/d \to \eta_{max} \to \eta_{max}/(d\,d_{final})",
    source: "torch.optim.lr_scheduler.OneCycleLR; Smith & Topin, Super-Convergence, 2018",
    help: "One rise to max_lr and one fall far below the start, over the whole run. With max_lr left out it is lr; given, lr has no effect.",
    args: &[
        Arg::number("max_lr", 0.0, "The highest rate. Left out: lr, so that the slider moves it.")
            .open()
            .left_out("lr"),
        Arg::integer(
            "total_steps",
            0.0,
            "Steps of the cycle. Left out: as many as there are from its beginning to the end of the run.",
        )
        .within(Range::from(1.0))
        .open()
        .left_out("all"),
        Arg::number("pct_start", 0.3, "How much of the cycle goes up. More warms up longer.")
            .within(Range::between(0.0, 1.0)),
        ANNEAL_STRATEGY,
        CYCLE_MOMENTUM,
        Arg::number("base_momentum", 0.85, "The momentum where the rate is highest."),
        Arg::number("max_momentum", 0.95, "The momentum where the rate is lowest."),
        Arg::number(
            "div_factor",
            25.0,
            "How many times lower than max_lr it begins. More warms up from further below.",
        )
        .within(Range::POSITIVE),
        Arg::number("final_div_factor", 1e4, "How many times lower than it began it ends.")
            .within(Range::POSITIVE)
            .log(),
        Arg::flag("three_phase", false, "First back down as it went up, then to the end."),
    ],
    check: nothing_more,
};

/// One of the three rates, or one of the two momenta.
#[derive(Clone, Copy)]
enum Level {
    Max,
    Initial,
    Least,
}

struct Phase {
    end: f64,
    rates: [Level; 2],
    /// Whether the momentum is its highest, at the beginning and at the end.
    high: [bool; 2],
}

fn phases(args: &Args, total: f64) -> Vec<Phase> {
    use Level::*;
    let part = args.number("pct_start");
    let up = Phase { end: part * total - 1.0, rates: [Initial, Max], high: [true, false] };
    let last = |rates, high| Phase { end: total - 1.0, rates, high };
    if !args.flag("three_phase") {
        return vec![up, last([Max, Least], [false, true])];
    }
    let down = Phase { end: 2.0 * part * total - 2.0, rates: [Max, Initial], high: [false, true] };
    vec![up, down, last([Initial, Least], [true, true])]
}

fn total(args: &Args, context: &ScheduleContext) -> f64 {
    args.optional("total_steps").unwrap_or(context.advances.max(1) as f64)
}

fn max(args: &Args) -> Start {
    given_or(args, "max_lr", 1.0)
}

/// Which phase the advance `t` is in, and how much of it is over.
fn place(phases: &[Phase], t: f64) -> (usize, f64) {
    let phase = phases.iter().position(|phase| t <= phase.end).unwrap_or(phases.len() - 1);
    let from = if phase > 0 { phases[phase - 1].end } else { 0.0 };
    (phase, (t - from) / (phases[phase].end - from))
}

pub struct OneCycle {
    max: Start,
    divisors: [f64; 2],
    phases: Vec<Phase>,
    cosine: bool,
    /// Lowest and highest, where it cycles the momentum too.
    momenta: Option<[f64; 2]>,
    momentum: Option<f64>,
}

impl OneCycle {
    pub fn new(args: &Args, context: &ScheduleContext) -> OneCycle {
        let written = context.written(args);
        let Some((max, divisors)) = written.cycle else { unreachable!("it writes it") };
        OneCycle {
            max,
            divisors,
            phases: phases(args, total(args, context)),
            cosine: args.choice("anneal_strategy") == "cos",
            momenta: momenta(args).and(written.momenta),
            momentum: None,
        }
    }
}

impl Scheduler for OneCycle {
    fn advance(&mut self, t: usize, rates: &mut [Lane], now: &StepContext) {
        let (phase, over) = place(&self.phases, t as f64);
        let Phase { rates: ends, high, .. } = &self.phases[phase];
        let wave = cos_pi(over, 1.0) + 1.0;
        for (rate, &lr) in rates.iter_mut().zip(now.lr) {
            let max = self.max.of_lane(lr);
            let [from, to] = ends.map(|level| match level {
                Level::Max => max,
                Level::Initial => max / self.divisors[0],
                Level::Least => max / self.divisors[0] / self.divisors[1],
            });
            *rate = if self.cosine { to + (from - to) / 2.0 * wave } else { (to - from) * over + from };
        }
        self.momentum = self.momenta.map(|[low, top]| {
            let [from, to] = high.map(|high| if high { top } else { low });
            if self.cosine { to + (from - to) / 2.0 * wave } else { (to - from) * over + from }
        });
    }

    fn momentum(&self) -> Option<f64> {
        self.momentum
    }
}

impl Integration for OneCycle {
    fn python(args: &Args, context: &ScheduleContext) -> Option<String> {
        let mut all = vec![
            format!("max_lr={}", float(max(args).of(context.lr))),
            format!("total_steps={}", plain(total(args, context))),
        ];
        all.extend(arguments(args, &["max_lr", "total_steps"]));
        Some(call("torch.optim.lr_scheduler.OneCycleLR", &["optimizer"], all))
    }

    fn start(args: &Args, _: &ScheduleContext) -> Start {
        max(args).divided(args.number("div_factor"))
    }

    fn write(args: &Args, written: &mut Written) {
        written.momenta = momenta(args).or(written.momenta);
        written.cycle = Some((max(args), ["div_factor", "final_div_factor"].map(|name| args.number(name))));
    }

    fn cycles_momentum(args: &Args) -> bool {
        args.flag("cycle_momentum")
    }

    fn validate(args: &Args, context: &ScheduleContext) -> Result<(), Fault> {
        let total = total(args, context);
        if context.advances as f64 > total {
            return Err(fault!("total_steps", too_few_steps, total, least = context.advances));
        }
        let phases = phases(args, total);
        let [.., before, last] = &phases[..] else { unreachable!("there are at least two") };
        if phases[0].end == 0.0 || (before.end == last.end && context.advances as f64 > last.end) {
            return Err(fault!("pct_start", phase_of_no_steps, value = args.number("pct_start"), total));
        }
        Ok(())
    }

    /// What the slider moves no handle does.
    fn handles(args: &Args, context: &ScheduleContext) -> Vec<Handle> {
        let (total, high) = (total(args, context), max(args).of(context.lr));
        let (up, low) = ((args.number("pct_start") * total - 1.0).max(0.0), high / args.number("div_factor"));
        let peak = match max(args) {
            Start::Fixed(_) => Handle::both("pct_start, max_lr", up, high),
            Start::Part(_) => Handle::across("pct_start", up, Some(high)),
        };
        let end = Handle::up("final_div_factor", total - 1.0, low / args.number("final_div_factor"));
        vec![Handle::up("div_factor", 0.0, low), peak, end]
    }

    fn dragged(args: &Args, context: &ScheduleContext, handle: usize, at: f64, rate: f64) -> Vec<(String, Value)> {
        let (total, high) = (total(args, context), max(args).of(context.lr));
        // Nothing divides it down to 0.
        let rate = rate.max(1e-9 * high);
        match handle {
            0 => vec![within(args, "div_factor", high / rate)],
            1 => {
                // Between the first step and the last, where no phase is without a step.
                let up = at.round().clamp(1.0, (total - 2.0).max(1.0));
                let mut changed = vec![within(args, "pct_start", (up + 1.0) / total)];
                if args.given("max_lr").is_some() {
                    changed.push(within(args, "max_lr", rate));
                }
                changed
            }
            _ => vec![within(args, "final_div_factor", high / args.number("div_factor") / rate)],
        }
    }
}
