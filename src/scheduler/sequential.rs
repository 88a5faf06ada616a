//! One scheduler after the other.

use super::composed::{self, MILESTONES, Member, SCHEDULERS, SEQUENTIAL};
use super::{Handle, Integration, ScheduleContext, Scheduler, Start, StepContext, list};
use crate::number::Lane;
use crate::schema::python::{arguments, on_lines};
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Default, Entry, Fault, Nested, Range};

pub const ENTRY: Entry = Entry {
    name: SEQUENTIAL,
    formula: r"\eta_t = \eta^{(i)}_{t - m_i}, \quad m_i \le t < m_{i+1}",
    source: "torch.optim.lr_scheduler.SequentialLR",
    help: "One schedule after the other: each begins anew at its milestone. A warm-up and what follows it.",
    args: &[
        Arg::schedulers(
            SCHEDULERS,
            &[
                Nested("LinearLR", &[("start_factor", Default::Number(0.1)), ("total_iters", Default::Number(10.0))]),
                Nested("CosineAnnealingLR", &[("T_max", Default::Number(50.0))]),
            ],
            "The schedules, in order.",
        ),
        Arg::integers(MILESTONES, &[], "The steps at which the second begins, the third, and so on.")
            .within(Range::from(0.0))
            .required()
            .initially(Default::Integers(&[10.0])),
    ],
    check: |args| {
        let (members, milestones) = (args.nested(), args.integers(MILESTONES));
        if milestones.len() + 1 != members.len() {
            return Err("milestones must be one fewer than schedulers: each but the first begins at one.");
        }
        if milestones.windows(2).any(|pair| pair[0] > pair[1]) {
            return Err("milestones must not fall from one to the next.");
        }
        if members[1..].iter().any(composed::composed) {
            return Err("SequentialLR and ChainedScheduler can only be the first of its schedulers: PyTorch cannot \
                        begin one on the way.");
        }
        composed::check(args)
    },
};

pub struct Sequential {
    members: Vec<Member>,
    milestones: Vec<i64>,
    epoch: i64,
    start: Start,
    momentum: Option<f64>,
}

impl Sequential {
    pub fn new(args: &Args, context: &ScheduleContext) -> Sequential {
        let milestones = args.integers(MILESTONES).into_iter().map(|milestone| milestone as i64).collect();
        Sequential {
            members: composed::in_order(args, context, Member::new),
            milestones,
            epoch: 0,
            start: composed::last_start(args, context),
            momentum: None,
        }
    }

    fn take(
        &mut self,
        member: usize,
        rates: &mut [Lane],
        now: &StepContext,
        how: fn(&mut Member, &mut [Lane], &StepContext),
    ) {
        how(&mut self.members[member], rates, now);
        self.momentum = self.members[member].momentum().or(self.momentum);
    }
}

impl Scheduler for Sequential {
    /// PyTorch makes all of them at the beginning, and then takes their first steps back.
    fn advance(&mut self, _: usize, rates: &mut [Lane], now: &StepContext) {
        self.epoch = if now.initial { 0 } else { self.epoch + 1 };
        let turn = self.milestones.partition_point(|&milestone| milestone <= self.epoch);
        if now.initial {
            (0..self.members.len()).for_each(|member| self.take(member, rates, now, Member::make));
            rates.iter_mut().zip(now.lr).for_each(|(rate, &lr)| *rate = self.start.of_lane(lr));
            self.members.iter_mut().for_each(Member::undo);
            self.take(turn, rates, now, Member::begin);
        } else if turn > 0 && self.milestones[turn - 1] == self.epoch {
            self.take(turn, rates, now, Member::enter);
        } else {
            self.take(turn, rates, now, Member::step);
        }
    }

    fn momentum(&self) -> Option<f64> {
        self.momentum
    }

    fn retire(&mut self, walk: usize) {
        self.members.iter_mut().for_each(|member| member.retire(walk));
    }

    fn members(&mut self) -> Option<&mut [Member]> {
        Some(&mut self.members)
    }
}

impl Integration for Sequential {
    fn python(args: &Args, context: &ScheduleContext) -> Option<String> {
        let members = composed::in_python(args, context);
        let rest = arguments(args, &[SCHEDULERS]);
        Some(on_lines("torch.optim.lr_scheduler.SequentialLR", &[&["optimizer".into(), members], &rest[..]].concat()))
    }

    fn start(args: &Args, context: &ScheduleContext) -> Start {
        composed::last_start(args, context)
    }

    fn validate(args: &Args, context: &ScheduleContext) -> Result<(), Fault> {
        composed::all_fit(args, context)
    }

    fn handles(args: &Args, context: &ScheduleContext) -> Vec<Handle> {
        let milestone = |(i, at): (usize, usize)| Handle::across(format!("{MILESTONES}[{i}]"), at as f64, None);
        let milestones = args.integers(MILESTONES).into_iter().enumerate().map(milestone);
        milestones.chain(composed::member_handles(args, context).into_iter().map(|(_, _, handle)| handle)).collect()
    }

    fn dragged(args: &Args, context: &ScheduleContext, handle: usize, at: f64, rate: f64) -> Vec<(String, Value)> {
        let mut milestones = args.integers(MILESTONES);
        if let Some(member) = handle.checked_sub(milestones.len()) {
            let (i, k, _) = &composed::member_handles(args, context)[member];
            return vec![composed::drag_member(args, context, *i, *k, at, rate)];
        }
        // Between its neighbours.
        let low = handle.checked_sub(1).map_or(1, |before| milestones[before]);
        let high = milestones.get(handle + 1).map_or(usize::MAX, |after| *after);
        milestones[handle] = (at.round().max(0.0) as usize).clamp(low, high.max(low));
        vec![(MILESTONES.into(), list(milestones))]
    }
}
