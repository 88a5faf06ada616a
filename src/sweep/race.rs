//! A race of hikers at equal budgets. What counts is not steps but gradients, as in `Path::evaluations`.

use crate::loss::Reference;
use crate::run::verdict::{Evidence, Judge, Kind};
use crate::run::{Trace, run};
use crate::scene::experiment::Experiment;

/// The result of a race.
pub struct Race {
    /// The budget of each hiker, in gradients over the whole data: the least that a hiker spends who reaches the last
    /// record.
    pub budget: f64,
    /// One for each hiker.
    pub rows: Vec<Row>,
    /// The numbers of the hikers in the order they come in: first those that arrive, the cheapest first; then those on
    /// the way, the lowest loss first; then those thrown out, the latest first.
    pub order: Vec<usize>,
}

/// How one hiker does.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub end: End,
    /// The record at which it arrives or is thrown out; none on the way.
    pub record: Option<usize>,
    /// What it took to come to that record, in gradients over the whole data.
    pub evaluations: Option<f64>,
    /// The loss when the budget is spent; where its numbers overflow before, the last that is finite.
    pub loss: f64,
    /// How many records the budget pays for.
    pub records: usize,
}

/// How a race ends for a hiker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    Arrived,
    OnTheWay,
    ThrownOut,
}

impl End {
    pub fn name(self) -> &'static str {
        match self {
            End::Arrived => "arrived",
            End::OnTheWay => "on_the_way",
            End::ThrownOut => "thrown_out",
        }
    }
}

pub fn race(experiment: &Experiment) -> Race {
    of(experiment, &run(experiment))
}

/// The race of hikers whose walks, one a hiker, are known.
pub fn of(experiment: &Experiment, traces: &[Trace]) -> Race {
    let length = experiment.length.records();
    let spent = |trace: &Trace| trace.evaluations[trace.records() - 1];
    let finishes = |trace: &&Trace| trace.records() > length;
    let least = traces.iter().filter(finishes).map(spent).reduce(f64::min);
    let budget = least.unwrap_or_else(|| traces.iter().map(spent).fold(0.0, f64::max));
    let paid = |trace: &Trace| trace.evaluations.partition_point(|&spent| spent <= budget);

    // The same for all: where it is not known how low the loss can be, the lowest that any of them finds.
    let found = || traces.iter().flat_map(|trace| &trace.loss[..paid(trace)]).copied().fold(f64::INFINITY, f64::min);
    let reference = match experiment.loss.reference() {
        Reference::Unknown => Reference::At(found()),
        reference => reference,
    };
    let judge = Judge::with(experiment.loss.as_ref(), reference);

    let row = |trace: &Trace| {
        let kept = paid(trace);
        let all = trace.records();
        let broke_off = kept == all && all <= length;
        let judgement = judge.judge(&Evidence { loss: &trace.loss[..kept], broke_off, records: &trace.path });
        let (end, record) = match (judgement.kind, judgement.step) {
            (Kind::Converged, step) => (End::Arrived, step),
            (Kind::Diverged, step) => (End::ThrownOut, step),
            _ => (End::OnTheWay, None),
        };
        let each = spent(trace) / (all - 1).max(1) as f64;
        Row {
            end,
            record,
            evaluations: record.map(|record| trace.evaluations[record.min(all - 1)]),
            loss: trace.loss[kept - 1],
            // Where a walk broke off, from what its steps took on average; where it made none, all.
            records: match broke_off {
                true if each > 0.0 => ((budget / each) as usize).clamp(1, length),
                true => length,
                false => (kept - 1).max(1),
            },
        }
    };
    let rows: Vec<Row> = traces.iter().map(row).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |row: &Row| match row.end {
            End::Arrived => (0, row.evaluations.unwrap_or(0.0), row.loss),
            End::OnTheWay => (1, row.loss, 0.0),
            // The later the better.
            End::ThrownOut => (2, -row.evaluations.unwrap_or(0.0), row.loss),
        };
        let (a, b) = (key(&rows[a]), key(&rows[b]));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
    });
    Race { budget, rows, order }
}
