//! The kinds of change that may help, each an edit of the experiment as plain data.

use crate::loss::Loss;
use crate::run::verdict::Kind;
use crate::scene::experiment::{Experiment, Length, Losses};
use crate::scene::loss_entries;
use crate::scheduler;
use crate::schema::value::Value;
use crate::schema::{Args, Fault};
use crate::text::code::sweep as code;
use crate::text::{Message, message};
use std::rc::Rc;

/// What is changed besides the rate.
#[derive(Clone, Copy)]
pub enum Change {
    /// Nothing.
    Rate,
    Standardise,
    /// The momentum, or the first of the betas, which then have a second.
    Momentum {
        from: f64,
        to: f64,
        second: Option<f64>,
    },
    Adam,
    /// No schedule.
    Constant,
    /// A rate that falls to nothing over the walk.
    Decay {
        records: usize,
    },
    Batch {
        size: usize,
    },
    Longer(Length),
}

/// The momenta that are tried.
const MOMENTA: [f64; 4] = [0.0, 0.5, 0.9, 0.99];
/// How many times as large a batch is tried, besides all samples.
const LARGER: usize = 4;

impl Change {
    /// What may help the only hiker, whose walk shows `kind`, but for its rate and the length; `loss` is the loss as plain
    /// data.
    pub fn all(experiment: &Experiment, loss: &Value, kind: Kind) -> Vec<Change> {
        let hiker = &experiment.hikers[0];
        let settings = hiker.last();
        let mut changes = vec![];
        let loss = Args::parse("loss", "loss", loss, &loss_entries()).expect("the experiment has been read");
        if loss.entry().args.iter().any(|arg| arg.name == "standardize") && !loss.flag("standardize") {
            changes.push(Change::Standardise);
        }
        // A scheduler that cycles the momentum would undo it.
        if !scheduler::cycles_momentum(settings.scheduler)
            && let Some((from, second)) = momentum(settings.optimizer)
        {
            let others = MOMENTA.into_iter().filter(|to| *to != from);
            changes.extend(others.map(|to| Change::Momentum { from, to, second }));
        }
        if settings.optimizer.name() != "Adam" {
            changes.push(Change::Adam);
        }
        let is_constant = settings.scheduler.name() == "constant";
        let by_batch = settings.by_batch(experiment.loss.as_ref());
        // Noise is what is left, or steps from wall to wall.
        if is_constant && hiker.changes.is_empty() && (by_batch || kind == Kind::Oscillating) {
            changes.push(Change::Decay { records: experiment.length.records() });
        }
        if !is_constant && hiker.changes.is_empty() {
            changes.push(Change::Constant);
        }
        if let (true, Some(data), Some(size)) = (by_batch, experiment.loss.of_data(), settings.batch_size) {
            let samples = data.table().samples();
            changes.extend((LARGER * size < samples).then_some(Change::Batch { size: LARGER * size }));
            changes.push(Change::Batch { size: samples });
        }
        changes
    }

    /// Whether other rates may be worth walking than those of the track before.
    pub fn moves_the_track(self) -> bool {
        matches!(self, Change::Standardise | Change::Adam | Change::Constant)
    }

    /// The sentence; `comes` is what comes of it.
    pub fn said(self, rate: f64, comes: Message) -> Message {
        match self {
            Change::Rate => message!(code::another_rate, rate, comes),
            Change::Standardise => message!(code::standardise, rate, comes),
            Change::Momentum { from, to, .. } if to < from => message!(code::less_momentum, to, from, rate, comes),
            Change::Momentum { from, to, .. } => message!(code::more_momentum, to, from, rate, comes),
            Change::Adam => message!(code::take_adam, rate, comes),
            Change::Constant => message!(code::without_schedule, rate, comes),
            Change::Decay { .. } => message!(code::let_the_rate_fall, rate, comes),
            Change::Batch { size } => message!(code::larger_batches, size, rate, comes),
            Change::Longer(length) => {
                message!(code::walk_longer, count = length.records(), unit = length.unit(), rate, comes)
            }
        }
    }

    fn edit(self, experiment: Value) -> Value {
        match self {
            Change::Rate | Change::Standardise => experiment,
            Change::Momentum { to, second, .. } => edit_hiker(&experiment, "optimizer", |optimizer| match second {
                None => optimizer.with("momentum", Value::Number(to)),
                Some(second) => optimizer.with("betas", Value::List([to, second].map(Value::Number).to_vec())),
            }),
            Change::Adam => edit_hiker(&experiment, "optimizer", |optimizer| {
                let lr = optimizer.get("lr").cloned().unwrap_or(Value::Null);
                Value::Map(vec![("name".into(), Value::Text("Adam".into())), ("lr".into(), lr)])
            }),
            Change::Decay { records } => edit_hiker(&experiment, "scheduler", |_| {
                let name = Value::Text("CosineAnnealingLR".into());
                Value::Map(vec![("name".into(), name), ("T_max".into(), Value::Number(records as f64))])
            }),
            Change::Constant => edit_hiker(&experiment, "scheduler", |_| {
                Value::Map(vec![("name".into(), Value::Text("constant".into()))])
            }),
            Change::Batch { size } => edit_hiker(&experiment, "batch_size", |_| Value::Number(size as f64)),
            Change::Longer(length) => experiment.with(length.key(), Value::Number(length.records() as f64)),
        }
    }
}

/// What an optimizer keeps of its last steps: its momentum; or the first of its betas, and the second.
fn momentum(optimizer: &Args) -> Option<(f64, Option<f64>)> {
    let has = |name: &str| optimizer.entry().args.iter().any(|arg| arg.name == name);
    if has("momentum") {
        return Some((optimizer.number("momentum"), None));
    }
    has("betas").then(|| {
        let [first, second] = optimizer.pair("betas");
        (first, Some(second))
    })
}

/// Edits what the only hiker has under the key at the end of its walk: what the last change sets that has the key, else
/// what it starts with.
fn edit_hiker(experiment: &Value, key: &str, edit: impl FnOnce(&Value) -> Value) -> Value {
    let Some(Value::List(hikers)) = experiment.get("hikers") else { unreachable!("parse asked for them") };
    let set = |place: &Value| place.with(key, edit(place.get(key).unwrap_or(&Value::Null)));
    let changes = match hikers[0].get("changes") {
        Some(Value::List(changes)) => &changes[..],
        _ => &[],
    };
    let hiker = match changes.iter().rposition(|change| change.get(key).is_some()) {
        Some(last) => {
            let mut changes = changes.to_vec();
            changes[last] = set(&changes[last]);
            hikers[0].with("changes", Value::List(changes))
        }
        None => set(&hikers[0]),
    };
    experiment.with("hikers", Value::List(vec![hiker]))
}

/// The experiment of the hiker alone as plain data. The loss stands apart: its data may be long, and is copied for
/// remedies alone.
pub struct Plain<'a> {
    pub loss: &'a Value,
    rest: Value,
}

impl Plain<'_> {
    /// Of an experiment that has been read.
    pub fn new(description: &Value, hiker: usize) -> Plain<'_> {
        let (Value::Map(pairs), Some(loss)) = (description, description.get("loss")) else {
            unreachable!("the experiment has been read")
        };
        let part = |(key, value): &(String, Value)| {
            let value = match (key.as_str(), value) {
                ("loss", _) => Value::Null,
                ("hikers", Value::List(hikers)) => Value::List(vec![hikers[hiker].clone()]),
                _ => value.clone(),
            };
            (key.clone(), value)
        };
        Plain { loss, rest: Value::Map(pairs.iter().map(part).collect()) }
    }

    /// The whole experiment with a change, at a rate.
    pub fn described(&self, change: Change, rate: f64) -> Value {
        let at_rate = |optimizer: &Value| optimizer.with("lr", Value::Number(rate));
        self.with_loss(change, &edit_hiker(&change.edit(self.rest.clone()), "optimizer", at_rate))
    }

    /// The experiment with a change, read and checked; `before` is without it.
    pub fn changed(&self, change: Change, before: &Experiment) -> Result<Experiment, Fault> {
        let rest = change.edit(self.rest.clone());
        match change {
            Change::Standardise => Experiment::parse(&self.with_loss(change, &rest)),
            _ => Experiment::parse_with(&rest, &mut Same(before.loss.clone())),
        }
    }

    fn with_loss(&self, change: Change, rest: &Value) -> Value {
        rest.with(
            "loss",
            match change {
                Change::Standardise => self.loss.with("standardize", Value::Flag(true)),
                _ => self.loss.clone(),
            },
        )
    }
}

/// The loss that has been made, whatever is asked for.
struct Same(Rc<dyn Loss>);

impl Losses for Same {
    fn loss(&mut self, _: &Value, _: u32, _: &dyn Fn() -> Result<Rc<dyn Loss>, Fault>) -> Result<Rc<dyn Loss>, Fault> {
        Ok(self.0.clone())
    }
}
