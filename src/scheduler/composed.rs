//! Schedulers made of others. As in PyTorch, all are made on one optimizer, one after the other, and each changes what
//! the next one finds there.

use super::{
    Handle, ScheduleContext, Scheduler, Start, StepContext, Written, build, dragged, handles, python, start, validate,
};
use crate::number::Lane;
use crate::schema::python::indented;
use crate::schema::value::Value;
use crate::schema::{Args, Entry, Fault, MOST_NESTED};

/// One of the schedulers that another is made of.
pub struct Member {
    rule: Box<dyn Scheduler>,
    /// The rate that PyTorch keeps for it as the initial one.
    base: Start,
    /// PyTorch's last_epoch.
    epoch: i64,
}

impl Member {
    pub fn new(args: &Args, context: &ScheduleContext) -> Member {
        Member { rule: build(args, context), base: start(args, context), epoch: 0 }
    }

    /// Calls the scheduler with its own initial rates.
    fn act(
        &mut self,
        rates: &mut [Lane],
        now: &StepContext,
        act: impl FnOnce(&mut dyn Scheduler, &mut [Lane], &StepContext),
    ) {
        let own: Vec<Lane>;
        let base = if self.base == Start::HIKER {
            now.lr
        } else {
            own = now.lr.iter().map(|&lr| self.base.of_lane(lr)).collect();
            &own
        };
        act(self.rule.as_mut(), rates, &StepContext { base, alone: false, ..*now });
    }

    pub fn make(&mut self, rates: &mut [Lane], now: &StepContext) {
        self.epoch = 0;
        self.act(rates, &StepContext { initial: true, ..*now }, |rule, rates, now| rule.advance(0, rates, now));
    }

    pub fn step(&mut self, rates: &mut [Lane], now: &StepContext) {
        self.epoch += 1;
        let t = self.epoch.max(0) as usize;
        self.act(rates, &StepContext { initial: false, ..*now }, |rule, rates, now| rule.advance(t, rates, now));
    }

    pub fn enter(&mut self, rates: &mut [Lane], now: &StepContext) {
        self.epoch = 0;
        self.act(rates, &StepContext { initial: false, ..*now }, |rule, rates, now| rule.enter(rates, now));
    }

    /// Starts it. Where it is made of others itself, PyTorch makes a step in place of that.
    pub fn begin(&mut self, rates: &mut [Lane], now: &StepContext) {
        if self.rule.members().is_some() { self.step(rates, now) } else { self.make(rates, now) }
    }

    /// Takes its last step back; the rates stay.
    pub fn undo(&mut self) {
        match self.rule.members() {
            Some(members) => members.iter_mut().for_each(Member::undo),
            None => self.epoch -= 1,
        }
    }

    pub fn momentum(&self) -> Option<f64> {
        self.rule.momentum()
    }

    pub fn retire(&mut self, walk: usize) {
        self.rule.retire(walk);
    }
}

pub const SCHEDULERS: &str = "schedulers";
pub const MILESTONES: &str = "milestones";
pub const SEQUENTIAL: &str = "SequentialLR";
pub const CHAINED: &str = "ChainedScheduler";

pub fn composed(args: &Args) -> bool {
    [SEQUENTIAL, CHAINED].contains(&args.name())
}

/// The schedulers in it that are not made of others, in the order they are made.
fn leaves(args: &Args) -> Vec<&Args> {
    if composed(args) { args.nested().iter().flat_map(leaves).collect() } else { vec![args] }
}

/// Whether it can be among the schedulers of another: not where it must be told the loss.
pub fn nests(entry: &Entry) -> bool {
    entry.name != super::plateau::ENTRY.name
}

/// What SequentialLR and ChainedScheduler both ask of their schedulers.
pub fn check(args: &Args) -> Result<(), &'static str> {
    let leaves = leaves(args);
    if leaves.iter().any(|leaf| !nests(leaf.entry())) {
        return Err("ReduceLROnPlateau cannot be among its schedulers: it must be told the loss, and they are not.");
    }
    if leaves.len() > MOST_NESTED {
        return Err("there are more than 8 schedulers in it; allowed: at most 8 in all.");
    }
    Ok(())
}

/// For each member the advance it begins at, and the part of the walk it is made for: in a sequence, from milestone to
/// milestone.
fn parts(args: &Args, context: &ScheduleContext) -> Vec<(usize, ScheduleContext)> {
    let members = args.nested();
    let milestones = if args.name() == SEQUENTIAL { args.integers(MILESTONES) } else { vec![] };
    let of = |i: usize| {
        let from = if i > 0 { milestones.get(i - 1).copied().unwrap_or(0) } else { 0 };
        let last = milestones.get(i).map_or(context.advances, |next| context.advances.min(next.saturating_sub(1)));
        // A member that is made of others begins with a step.
        let ahead = usize::from(composed(&members[i]) && args.name() == SEQUENTIAL);
        (from, ScheduleContext { advances: last.saturating_sub(from) + ahead, ..*context })
    };
    (0..members.len()).map(of).collect()
}

/// The results of `each` for the members, in the order they are made.
pub fn in_order<T>(
    args: &Args,
    context: &ScheduleContext,
    mut each: impl FnMut(&Args, &ScheduleContext) -> T,
) -> Vec<T> {
    let mut kept = context.kept;
    let written = context.written.unwrap_or_else(|| {
        let mut written = Written::default();
        leaves(args).into_iter().for_each(|leaf| super::write(leaf, &mut written));
        written
    });
    let said = args.nested().iter().zip(parts(args, context)).map(|(member, (_, own))| {
        let own = ScheduleContext { kept, written: Some(written), ..own };
        kept = Some(start(member, &own));
        each(member, &own)
    });
    said.collect()
}

/// What PyTorch's optimizer keeps as its initial rate once all are made.
pub fn last_start(args: &Args, context: &ScheduleContext) -> Start {
    in_order(args, context, start).pop().unwrap_or(context.start())
}

/// The members in Python, a line each.
pub fn in_python(args: &Args, context: &ScheduleContext) -> String {
    // A constant rate has no scheduler in PyTorch.
    let still = || "torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0)".into();
    let members = in_order(args, context, |member, context| python(member, context).unwrap_or_else(still));
    format!("[\n{}]", members.iter().map(|member| indented(&format!("{member},"))).collect::<String>())
}

/// What is wrong with the first member that is wrong.
pub fn all_fit(args: &Args, context: &ScheduleContext) -> Result<(), Fault> {
    let fit = in_order(args, context, validate).into_iter().enumerate();
    fit.into_iter().try_for_each(|(i, fit)| fit.map_err(|fault| fault.below(&format!("{SCHEDULERS}[{i}]"))))
}

/// The handles of the members of a sequence that are reached, each with the member's number and its own.
pub fn member_handles(args: &Args, context: &ScheduleContext) -> Vec<(usize, usize, Handle)> {
    let all = in_order(args, context, |member, context| (handles(member, context), context.advances));
    let froms = parts(args, context).into_iter().map(|(from, _)| from);
    let reached = froms.zip(all).enumerate().flat_map(|(i, (from, (handles, advances)))| {
        let reached = handles.into_iter().enumerate().filter(move |(_, handle)| handle.at <= (advances + 1) as f64);
        reached.map(move |(k, handle)| (i, k, handle.of_member(&format!("{SCHEDULERS}[{i}]"), from)))
    });
    reached.collect()
}

/// The list of members, that of number `i` with its handle `k` dragged.
pub fn drag_member(args: &Args, context: &ScheduleContext, i: usize, k: usize, at: f64, rate: f64) -> (String, Value) {
    let (from, own) = parts(args, context)[i];
    // Not beyond its part, where the handle would be out of reach.
    let at = at.min((from + own.advances + 1) as f64);
    let mut number = 0;
    let members = in_order(args, context, |member, context| {
        number += 1;
        if number - 1 != i {
            return member.value();
        }
        let changed = dragged(member, context, k, at - from as f64, rate);
        changed.into_iter().fold(member.value(), |member, (key, value)| member.with(&key, value))
    });
    (SCHEDULERS.into(), Value::List(members))
}
