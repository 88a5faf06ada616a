//! The description of a run: read from plain data, checked, and every fault said in a sentence.

use crate::data;
use crate::loss::{self, Loss};
use crate::optimizer::{self, Requirements};
use crate::scheduler::{self, Handle, ScheduleContext};
use crate::schema::value::Value;
use crate::schema::{Args, Entry, Fault, join, not_allowed, only, wrong};
use crate::text::plain;
use std::rc::Rc;

pub const MOST_RECORDS: usize = 100_000;
pub const MOST_HIKERS: usize = 16;
/// Records × parameters × hikers.
pub const MOST_NUMBERS: f64 = 2e7;
/// Gradients, and losses, of single samples in one run.
pub const MOST_SLOPES: f64 = 2e9;
#[derive(Clone)]
pub struct Experiment {
    pub loss: Rc<dyn Loss>,
    pub start: Vec<f64>,
    pub length: Length,
    pub seed: u32,
    pub hikers: Vec<Hiker>,
}

/// How long a walk is: a record is one step, or one epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Length {
    Steps(usize),
    Epochs(usize),
}

impl Length {
    pub fn records(self) -> usize {
        match self {
            Length::Steps(n) | Length::Epochs(n) => n,
        }
    }
    pub fn unit(self) -> &'static str {
        match self {
            Length::Steps(_) => "step",
            Length::Epochs(_) => "epoch",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Hiker {
    pub optimizer: Args,
    pub lr: f64,
    pub scheduler: Args,
    /// Whether the scheduler advances once an update, not once a record.
    pub every_update: bool,
    pub batch_size: Option<usize>,
    /// What it does otherwise on the way, first things first.
    pub changes: Vec<Change>,
}

/// A change of mind: from the record `at` on, before the step that leaves it.
#[derive(Clone, Debug)]
pub struct Change {
    pub at: usize,
    /// Where it is the one before with other arguments, what that remembers stays; the schedule goes on from its rate.
    pub optimizer: Option<Args>,
    pub same_rule: bool,
    /// Starts anew from the rate of the optimizer.
    pub scheduler: Option<(Args, bool)>,
    pub batch_size: Option<usize>,
}

/// What a hiker walks by, from the record `since` to the next change.
pub struct Settings<'a> {
    pub optimizer: &'a Args,
    pub scheduler: &'a Args,
    pub batch_size: Option<usize>,
    pub since: usize,
}

impl Settings<'_> {
    /// Whether each step looks at some of the samples only.
    pub fn by_batch(&self, loss: &dyn Loss) -> bool {
        let samples = loss.of_data().map(|data| data.table().samples());
        self.batch_size.is_some_and(|size| Some(size) != samples)
    }
}

impl Hiker {
    /// The rate that a slider sets and a sweep replaces: the last that is set.
    pub fn rate(&self) -> f64 {
        self.last().optimizer.number("lr")
    }
    /// What it walks by from `record` on.
    pub fn at(&self, record: usize) -> Settings<'_> {
        let Hiker { optimizer, scheduler, batch_size, .. } = self;
        let mut settings = Settings { optimizer, scheduler, batch_size: *batch_size, since: 0 };
        for change in self.changes.iter().take_while(|change| change.at <= record) {
            settings.optimizer = change.optimizer.as_ref().unwrap_or(settings.optimizer);
            settings.scheduler = change.scheduler.as_ref().map_or(settings.scheduler, |(scheduler, _)| scheduler);
            settings.batch_size = change.batch_size.or(settings.batch_size);
            settings.since = change.at;
        }
        settings
    }
    /// What it walks by in the end.
    pub fn last(&self) -> Settings<'_> {
        self.at(usize::MAX)
    }
    pub fn rate_changes(&self) -> bool {
        self.changes.iter().any(|change| change.optimizer.is_some())
    }
    /// All the schedulers it has on the way, each with its place, the record it begins at, and whether it advances once
    /// an update.
    fn schedulers(&self) -> impl Iterator<Item = (String, usize, &Args, bool)> {
        let later = self.changes.iter().enumerate().filter_map(|(i, change)| {
            let (scheduler, every_update) = change.scheduler.as_ref()?;
            Some((format!("changes[{i}].scheduler"), change.at, scheduler, *every_update))
        });
        std::iter::once(("scheduler".into(), 0, &self.scheduler, self.every_update)).chain(later)
    }
    /// All the optimizers it has on the way, each with where it stands.
    fn optimizers(&self) -> impl Iterator<Item = (String, &Args)> {
        let later = self.changes.iter().enumerate();
        let later = later.filter_map(|(i, c)| Some((format!("changes[{i}].optimizer"), c.optimizer.as_ref()?)));
        std::iter::once(("optimizer".into(), &self.optimizer)).chain(later)
    }
    /// About how many gradients a step takes, at most.
    pub fn slopes_a_step(&self, dim: usize) -> usize {
        self.optimizers().map(|(_, args)| optimizer::gradients(args, dim)).max().unwrap_or(1)
    }
    /// All the batch sizes it has on the way.
    fn batch_sizes(&self) -> impl Iterator<Item = usize> {
        self.batch_size.into_iter().chain(self.changes.iter().filter_map(|change| change.batch_size))
    }
}

/// The losses made last are kept: a drag asks for the same one again and again.
pub trait Losses {
    fn loss(
        &mut self,
        description: &Value,
        seed: u32,
        make: &dyn Fn() -> Result<Rc<dyn Loss>, Fault>,
    ) -> Result<Rc<dyn Loss>, Fault>;
}

/// Keeps nothing.
pub struct Fresh;

impl Losses for Fresh {
    fn loss(
        &mut self,
        _: &Value,
        _: u32,
        make: &dyn Fn() -> Result<Rc<dyn Loss>, Fault>,
    ) -> Result<Rc<dyn Loss>, Fault> {
        make()
    }
}

impl Experiment {
    pub fn parse(value: &Value) -> Result<Experiment, Fault> {
        Experiment::parse_with(value, &mut Fresh)
    }

    pub fn parse_with(value: &Value, losses: &mut dyn Losses) -> Result<Experiment, Fault> {
        let Value::Map(pairs) = value else {
            return wrong(format!(
                "The experiment is {value}; allowed: an object with loss, steps or epochs, and hikers."
            ));
        };
        let keys = ["loss", "start", "steps", "epochs", "seed", "hikers"];
        only(&keys, "", pairs)?;
        let seed = match value.get("seed") {
            Some(given) => whole("", "seed", given, 0.0, u32::MAX as f64)? as u32,
            None => 0,
        };
        let length = parse_length(value)?;
        let hikers = match value.get("hikers") {
            Some(Value::List(hikers)) if (1..=MOST_HIKERS).contains(&hikers.len()) => hikers,
            Some(Value::List(hikers)) => {
                return wrong(format!("hikers has {} entries; allowed: 1 to {MOST_HIKERS}.", hikers.len()));
            }
            Some(other) => return not_allowed("", "hikers", other, "a list of hikers"),
            None => return wrong("hikers is missing; allowed: a list of hikers, each with an optimizer."),
        };
        let hikers = hikers.iter().enumerate().map(|(i, hiker)| parse_hiker(&format!("hikers[{i}]"), hiker));
        let hikers: Vec<Hiker> = hikers.collect::<Result<_, Fault>>()?;

        let Some(description) = value.get("loss") else {
            return wrong("loss is missing; allowed: an object such as { name: \"bowl\" }.");
        };
        let make = || parse_loss(description, seed);
        let loss = losses.loss(description, seed, &make)?;
        check_numbers(length, loss.dim(), hikers.len())?;
        let start = match value.get("start") {
            Some(given) => parse_start(given, loss.as_ref())?,
            None => loss.start(),
        };
        let experiment = Experiment { loss, start, length, seed, hikers };
        experiment.check()?;
        Ok(experiment)
    }

    pub fn hiker(&self, hiker: usize) -> Result<&Hiker, Fault> {
        let most = self.hikers.len() - 1;
        self.hikers
            .get(hiker)
            .ok_or_else(|| Fault(format!("hiker is {hiker}; allowed: a whole number in [0, {most}].")))
    }

    /// The optimizers that cannot walk on its loss, and why not.
    pub fn unsupported(&self) -> Vec<(&'static str, &'static str)> {
        optimizer::unsupported_on(&Requirements { shapes: &self.loss.shapes(), has_hessian: &|| self.has_hessian() })
    }

    fn has_hessian(&self) -> bool {
        self.loss.hessian(&self.start).is_some()
    }

    /// What only the whole can say: batches that fit the data, and the limits.
    pub fn check(&self) -> Result<(), Fault> {
        let samples = self.loss.of_data().map(|data| data.table().samples());
        let shapes = self.loss.shapes();
        let requirements = Requirements { shapes: &shapes, has_hessian: &|| self.has_hessian() };
        for (i, hiker) in self.hikers.iter().enumerate() {
            for (path, optimizer) in hiker.optimizers() {
                if let Some(reason) = optimizer::unsupported(optimizer, &requirements) {
                    return wrong(format!("hikers[{i}].{path} is {}, {reason}.", optimizer.name()));
                }
            }
            for size in hiker.batch_sizes() {
                match samples {
                    None => {
                        return wrong(format!(
                            "hikers[{i}].batch_size is {size}, but this loss has no data; leave batch_size out."
                        ));
                    }
                    Some(n) if size > n => {
                        return wrong(format!(
                            "hikers[{i}].batch_size is {size}; allowed: a whole number in [1, {n}], the samples there are."
                        ));
                    }
                    _ => {}
                }
            }
            self.check_schedulers(&format!("hikers[{i}]"), hiker)?;
            if let Some(change) = hiker.changes.iter().find(|change| change.at >= self.length.records()) {
                return wrong(format!(
                    "hikers[{i}].changes has one at {}; allowed: a whole number in [0, {}], a {} that is made.",
                    change.at,
                    self.length.records() - 1,
                    self.length.unit()
                ));
            }
        }
        if let (Length::Epochs(n), None) = (self.length, samples) {
            return wrong(format!("epochs is {n}, but this loss has no data to pass through; give steps instead."));
        }
        if let Some(n) = samples {
            self.check_slopes(n as f64)?;
        }
        let start = self.loss.value(&self.start);
        if !start.is_finite() {
            let given = Value::List(self.start.iter().copied().map(Value::Number).collect());
            return wrong(format!(
                "start is {given}, where the loss is {}; allowed: a start where the loss is finite.",
                plain(start)
            ));
        }
        Ok(())
    }

    fn check_schedulers(&self, path: &str, hiker: &Hiker) -> Result<(), Fault> {
        for (key, from, scheduler, every_update) in hiker.schedulers() {
            if let Err(fault) = scheduler::validate(scheduler, &self.context(hiker, from, every_update)) {
                return wrong(format!("{path}.{key}.{fault}"));
            }
            let still = hiker.optimizers().find(|(_, optimizer)| !optimizer::cycles_momentum(optimizer));
            if let (true, Some((_, optimizer))) = (scheduler::cycles_momentum(scheduler), still) {
                return wrong(format!(
                    "{path}.{key}.cycle_momentum is true, but {} has neither momentum nor betas; allowed: false.",
                    optimizer.name()
                ));
            }
        }
        Ok(())
    }

    /// Whether the rate that a slider sets has no effect on the hiker.
    pub fn ignores_rate(&self, hiker: &Hiker) -> bool {
        hiker.schedulers().all(|(_, from, args, every_update)| {
            scheduler::ignores_rate(args, &self.context(hiker, from, every_update))
        })
    }

    /// What the schedule is for that a hiker starts with.
    pub fn context_of(&self, hiker: usize) -> Result<ScheduleContext, Fault> {
        let hiker = self.hiker(hiker)?;
        Ok(self.context(hiker, 0, hiker.every_update))
    }

    /// What of a hiker's schedule can be taken hold of, at records; nothing where it changes its mind.
    pub fn handles(&self, hiker: usize) -> Result<Vec<Handle>, Fault> {
        let (chosen, context) = (self.hiker(hiker)?, self.context_of(hiker)?);
        if !chosen.changes.is_empty() {
            return Ok(vec![]);
        }
        let handles = scheduler::handles(&chosen.scheduler, &context).into_iter();
        Ok(handles.map(|handle| Handle { at: handle.at / self.advances_a_record(&context), ..handle }).collect())
    }

    /// Its scheduler once one of them is dragged to a record and a rate.
    pub fn dragged(&self, hiker: usize, handle: usize, at: f64, rate: f64) -> Result<Value, Fault> {
        let (chosen, context, most) = (self.hiker(hiker)?, self.context_of(hiker)?, self.handles(hiker)?.len());
        if !(handle < most && at.is_finite() && rate.is_finite() && rate >= 0.0) {
            return wrong(format!(
                "handle, at and rate are {handle}, {} and {}; allowed: a handle below {most}, finite numbers, a rate from 0.",
                plain(at),
                plain(rate)
            ));
        }
        let at = at * self.advances_a_record(&context);
        let changed = scheduler::dragged(&chosen.scheduler, &context, handle, at, rate);
        let interval = chosen.every_update.then(|| ("interval".to_string(), Value::Text("step".into())));
        let all = changed.into_iter().chain(interval);
        Ok(all.fold(chosen.scheduler.value(), |scheduler, (key, value)| scheduler.with(&key, value)))
    }

    fn advances_a_record(&self, context: &ScheduleContext) -> f64 {
        context.advances as f64 / self.length.records() as f64
    }

    /// What a schedule is for that begins at the record `from`.
    pub fn context(&self, hiker: &Hiker, from: usize, every_update: bool) -> ScheduleContext {
        let begins = |change: &&Change| change.at > from && change.scheduler.is_some();
        let to = hiker.changes.iter().find(begins).map_or(self.length.records(), |next| next.at);
        let samples = self.loss.of_data().map(|data| data.table().samples());
        let mut advances = to.saturating_sub(from);
        if let (Length::Epochs(_), Some(samples), Some(size), true) =
            (self.length, samples, hiker.batch_size, every_update)
        {
            // Batches of one size after those of another.
            let mut pieces = vec![(0, size)];
            pieces.extend(hiker.changes.iter().filter_map(|change| Some((change.at, change.batch_size?))));
            let ends = pieces.iter().skip(1).map(|(at, _)| *at).chain([to]);
            let updates = pieces
                .iter()
                .zip(ends)
                .map(|(&(at, size), end)| samples.div_ceil(size) * end.min(to).saturating_sub(at.max(from)));
            advances = updates.sum();
        }
        ScheduleContext::new(advances, hiker.rate())
    }

    /// About how many multiplications a run takes: what a page decides by whether it can wait for it.
    pub fn work(&self) -> f64 {
        let records = self.length.records() as f64;
        match self.loss.of_data().map(|data| data.table().samples() as f64) {
            None => {
                let gradients = self.hikers.iter().map(|hiker| hiker.slopes_a_step(self.loss.dim()) as f64);
                records * self.loss.cost() * gradients.sum::<f64>()
            }
            Some(samples) => {
                let gradients: f64 = self.gradients(samples).sum();
                let dim = self.loss.dim() as f64;
                // Where the lowest point is found, it is by a few solutions of as many equations as parameters.
                let floor = if dim <= 100.0 { 10.0 * samples * dim * dim } else { 0.0 };
                2.0 * dim * (gradients + records * samples * self.hikers.len() as f64) + floor
            }
        }
    }

    /// How many gradients of single samples each hiker's updates take.
    fn gradients(&self, samples: f64) -> impl Iterator<Item = f64> {
        let records = self.length.records() as f64;
        self.hikers.iter().map(move |hiker| {
            let samples = match (self.length, hiker.batch_size) {
                (Length::Steps(_), Some(_)) => hiker.batch_sizes().max().unwrap_or(0) as f64,
                _ => samples,
            };
            records * samples * hiker.slopes_a_step(self.loss.dim()) as f64
        })
    }

    fn check_slopes(&self, samples: f64) -> Result<(), Fault> {
        let records = self.length.records() as f64;
        for (count, what) in
            [(self.gradients(samples).sum(), "slopes"), (records * samples * self.hikers.len() as f64, "losses")]
        {
            if count > MOST_SLOPES {
                return wrong(format!(
                    "The run would take {} {what} of single samples; allowed: at most {}.",
                    plain(count),
                    plain(MOST_SLOPES)
                ));
            }
        }
        Ok(())
    }
}

/// Before a start of as many numbers is drawn.
fn check_numbers(length: Length, dim: usize, hikers: usize) -> Result<(), Fault> {
    let numbers = (length.records() + 1) as f64 * dim as f64 * hikers as f64;
    if numbers > MOST_NUMBERS {
        return wrong(format!(
            "The run would keep {} numbers (records × parameters × hikers); allowed: at most {}.",
            plain(numbers),
            plain(MOST_NUMBERS)
        ));
    }
    Ok(())
}

fn whole(path: &str, key: &str, value: &Value, min: f64, max: f64) -> Result<usize, Fault> {
    match value {
        Value::Number(x) if x.fract() == 0.0 && (min..=max).contains(x) => Ok(*x as usize),
        other => not_allowed(path, key, other, &format!("a whole number in [{}, {}]", plain(min), plain(max))),
    }
}

fn parse_length(value: &Value) -> Result<Length, Fault> {
    let records = |key: &str, given| whole("", key, given, 1.0, MOST_RECORDS as f64);
    match (value.get("steps"), value.get("epochs")) {
        (Some(steps), None) => records("steps", steps).map(Length::Steps),
        (None, Some(epochs)) => records("epochs", epochs).map(Length::Epochs),
        (Some(steps), Some(epochs)) => {
            wrong(format!("steps is {steps} and epochs is {epochs}; allowed: exactly one of the two."))
        }
        (None, None) => wrong(format!(
            "steps is missing; allowed: steps or epochs, exactly one of the two, a whole number in [1, {MOST_RECORDS}]."
        )),
    }
}

fn parse_hiker(path: &str, value: &Value) -> Result<Hiker, Fault> {
    let Value::Map(pairs) = value else {
        return wrong(format!("{path} is {value}; allowed: an object with an optimizer."));
    };
    let keys = ["optimizer", "scheduler", "batch_size", "changes"];
    only(&keys, path, pairs)?;
    let Some(optimizer) = value.get("optimizer") else {
        return wrong(format!("{path}.optimizer is missing; allowed: an object such as {{ name: \"SGD\", lr: 0.1 }}."));
    };
    let optimizer = parse_optimizer(path, optimizer)?;
    let (scheduler, every_update) = match value.get("scheduler") {
        Some(given) => parse_scheduler(&join(path, "scheduler"), given)?,
        None => (scheduler_named("constant", &[]), false),
    };
    let batch_size = parse_batch_size(path, value)?;
    let changes = parse_changes(&join(path, "changes"), value.get("changes"), &optimizer, batch_size.is_some())?;
    Ok(Hiker { lr: optimizer.number("lr"), optimizer, scheduler, every_update, batch_size, changes })
}

fn parse_optimizer(path: &str, value: &Value) -> Result<Args, Fault> {
    there(value, optimizer::ENTRIES, optimizer::in_core)?;
    Args::parse("optimizer", &join(path, "optimizer"), value, optimizer::ENTRIES)
}

fn parse_batch_size(path: &str, value: &Value) -> Result<Option<usize>, Fault> {
    let size = |given| whole(path, "batch_size", given, 1.0, data::MOST_VALUES as f64);
    value.get("batch_size").map(size).transpose()
}

const MOST_CHANGES: usize = 100;

fn parse_changes(path: &str, value: Option<&Value>, first: &Args, batches: bool) -> Result<Vec<Change>, Fault> {
    let items = match value {
        None => return Ok(vec![]),
        Some(Value::List(items)) if items.len() <= MOST_CHANGES => items,
        Some(Value::List(items)) => {
            return wrong(format!("{path} has {} entries; allowed: at most {MOST_CHANGES}.", items.len()));
        }
        Some(other) => {
            return wrong(format!("{path} is {other}; allowed: a list of changes, each with at and what changes."));
        }
    };
    let mut changes: Vec<Change> = vec![];
    for (i, item) in items.iter().enumerate() {
        let path = format!("{path}[{i}]");
        let Value::Map(pairs) = item else {
            return wrong(format!("{path} is {item}; allowed: an object with at and what changes."));
        };
        only(&["at", "optimizer", "scheduler", "batch_size"], &path, pairs)?;
        let Some(at) = item.get("at") else {
            return wrong(format!("{path}.at is missing; allowed: a whole number, the record the change is at."));
        };
        let at = whole(&path, "at", at, 0.0, MOST_RECORDS as f64)?;
        if let Some(last) = changes.last().filter(|last| last.at >= at) {
            return wrong(format!("{path}.at is {at}; allowed: more than {}, the change before it.", last.at));
        }
        if pairs.len() == 1 {
            return wrong(format!("{path} changes nothing; allowed: optimizer, scheduler or batch_size beside at."));
        }
        let optimizer = item.get("optimizer").map(|given| parse_optimizer(&path, given)).transpose()?;
        let before = changes.iter().rev().find_map(|change| change.optimizer.as_ref()).unwrap_or(first);
        let same_rule = optimizer.as_ref().is_some_and(|optimizer| optimizer.name() == before.name());
        let scheduler = item.get("scheduler").map(|given| parse_scheduler(&join(&path, "scheduler"), given));
        let batch_size = parse_batch_size(&path, item)?;
        if batch_size.is_some() && !batches {
            return wrong(format!("{path}.batch_size needs a batch_size that the hiker starts with."));
        }
        changes.push(Change { at, optimizer, same_rule, scheduler: scheduler.transpose()?, batch_size });
    }
    Ok(changes)
}

/// A scheduler of the catalogue.
pub fn scheduler_named(name: &str, args: &[(&str, f64)]) -> Args {
    let name = ("name".into(), Value::Text(name.into()));
    let args = args.iter().map(|&(key, number)| (key.into(), Value::Number(number)));
    let description = Value::Map([name].into_iter().chain(args).collect());
    Args::parse("scheduler", "", &description, scheduler::ENTRIES).expect("it is in the catalogue")
}

/// A scheduler's own arguments, and `interval`, which all of them have.
fn parse_scheduler(path: &str, value: &Value) -> Result<(Args, bool), Fault> {
    let every_update = match value.get("interval") {
        None => false,
        Some(Value::Text(word)) if word == "step" => true,
        Some(Value::Text(word)) if word == "record" => false,
        Some(other) => {
            return not_allowed(path, "interval", other, "\"record\" (once a record) or \"step\" (once an update)");
        }
    };
    there(value, scheduler::ENTRIES, scheduler::in_core)?;
    Ok((Args::parse_beside(&["interval"], "scheduler", path, value, scheduler::ENTRIES)?, every_update))
}

/// Asks that what is named is not one that this engine only knows of.
fn there(value: &Value, entries: &[&Entry], in_core: fn(&Entry) -> bool) -> Result<(), Fault> {
    let named = |entry: &&&Entry| value.get("name") == Some(&Value::Text(entry.name.into()));
    match entries.iter().filter(|_| !cfg!(feature = "whole")).find(named) {
        Some(entry) if !in_core(entry) => wrong(format!("This engine was built without {}.", entry.name)),
        _ => Ok(()),
    }
}

/// The catalogue's losses as plain entries.
pub fn loss_entries() -> Vec<&'static Entry> {
    loss::ENTRIES.iter().map(|e| &e.entry).collect()
}

fn parse_loss(value: &Value, seed: u32) -> Result<Rc<dyn Loss>, Fault> {
    there(value, &loss_entries(), loss::in_core)?;
    let args = Args::parse("loss", "loss", value, &loss_entries())?;
    let source = match args.given("data") {
        Some(description) if cfg!(feature = "whole") => Some(data::parse("loss.data", description)?),
        _ => None,
    };
    let table = || source.as_ref().ok_or(Fault("loss.data is missing.".into()))?.table(seed);
    Ok(loss::build(&args, seed, table)?.into())
}

fn parse_start(value: &Value, loss: &dyn Loss) -> Result<Vec<f64>, Fault> {
    let dim = loss.dim();
    let allowed = format!("{dim} finite numbers, one a parameter");
    let Value::List(items) = value else { return not_allowed("", "start", value, &allowed) };
    let numbers: Option<Vec<f64>> = items
        .iter()
        .map(|item| match item {
            Value::Number(x) if x.is_finite() => Some(*x),
            _ => None,
        })
        .collect();
    match numbers {
        Some(start) if start.len() == dim => Ok(start),
        _ => not_allowed("", "start", value, &allowed),
    }
}
