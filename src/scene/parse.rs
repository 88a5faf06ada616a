//! Reads an experiment from plain data.

use super::cost::{MOST_HIKERS, MOST_RECORDS, check_numbers};
use super::experiment::{Experiment, Fresh, Length, Losses};
use super::hiker::{Change, Hiker};
use crate::data;
use crate::loss::{self, Loss};
use crate::optimizer;
use crate::scheduler;
use crate::schema::value::Value;
use crate::schema::{Args, Entry, Fault, fault, join, not_allowed, only};
use crate::text::code::scene as code;
use crate::text::code::schema::{missing, not_allowed as wrong_value, wrong_count};
use crate::text::message;
use std::rc::Rc;

impl Experiment {
    pub fn parse(value: &Value) -> Result<Experiment, Fault> {
        Experiment::parse_with(value, &mut Fresh)
    }

    pub fn parse_with(value: &Value, losses: &mut dyn Losses) -> Result<Experiment, Fault> {
        let Value::Map(pairs) = value else {
            return Err(fault!("", code::experiment_no_object, value));
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
                let allowed = message!(code::so_many, least = 1.0, most = MOST_HIKERS);
                return Err(fault!("hikers", wrong_count, count = hikers.len(), allowed));
            }
            Some(other) => return not_allowed("", "hikers", other, message!(code::a_list_of_hikers)),
            None => return Err(fault!("hikers", missing, allowed = message!(code::hikers_with_optimizers))),
        };
        let hikers = hikers.iter().enumerate().map(|(i, hiker)| parse_hiker(&format!("hikers[{i}]"), hiker));
        let hikers: Vec<Hiker> = hikers.collect::<Result<_, Fault>>()?;

        let Some(description) = value.get("loss") else {
            return Err(fault!("loss", missing, allowed = message!(code::a_loss)));
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

    /// Sets the rate that `Hiker::rate` names. A rate that is not allowed is refused as in a description, and leaves all
    /// as it was. No other check looks at the rate.
    pub fn set_rate(&mut self, hiker: usize, lr: f64) -> Result<(), Fault> {
        self.hiker(hiker)?;
        let walker = &mut self.hikers[hiker];
        let changes = walker.changes.iter_mut().enumerate().rev();
        let (place, optimizer) = match { changes }.find_map(|(i, change)| Some((i, change.optimizer.as_mut()?))) {
            Some((i, optimizer)) => (format!(".changes[{i}]"), optimizer),
            None => (String::new(), &mut walker.optimizer),
        };
        optimizer.set_number(&format!("hikers[{hiker}]{place}.optimizer"), "lr", lr)?;
        walker.lr = walker.optimizer.number("lr");
        Ok(())
    }
}

fn whole(path: &str, key: &str, value: &Value, min: f64, max: f64) -> Result<usize, Fault> {
    match value {
        Value::Number(x) if x.fract() == 0.0 && (min..=max).contains(x) => Ok(*x as usize),
        other => not_allowed(path, key, other, message!(code::whole_number_in, min, max)),
    }
}

fn parse_length(value: &Value) -> Result<Length, Fault> {
    let records = |key: &str, given| whole("", key, given, 1.0, MOST_RECORDS as f64);
    match (value.get("steps"), value.get("epochs")) {
        (Some(steps), None) => records("steps", steps).map(Length::Steps),
        (None, Some(epochs)) => records("epochs", epochs).map(Length::Epochs),
        (Some(steps), Some(epochs)) => Err(fault!("epochs", code::steps_and_epochs, steps, epochs)),
        (None, None) => Err(fault!("steps", code::no_length, most = MOST_RECORDS)),
    }
}

fn parse_hiker(path: &str, value: &Value) -> Result<Hiker, Fault> {
    let Value::Map(pairs) = value else {
        return Err(fault!(path, wrong_value, value, allowed = message!(code::a_hiker)));
    };
    let keys = ["optimizer", "scheduler", "batch_size", "changes"];
    only(&keys, path, pairs)?;
    let Some(optimizer) = value.get("optimizer") else {
        return Err(fault!(join(path, "optimizer"), missing, allowed = message!(code::an_optimizer)));
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
    there(&join(path, "optimizer"), value, optimizer::ENTRIES, optimizer::in_core)?;
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
            let allowed = message!(code::at_most, most = MOST_CHANGES);
            return Err(fault!(path, wrong_count, count = items.len(), allowed));
        }
        Some(other) => return not_allowed("", path, other, message!(code::a_list_of_changes)),
    };
    let mut changes: Vec<Change> = vec![];
    for (i, item) in items.iter().enumerate() {
        let path = format!("{path}[{i}]");
        let Value::Map(pairs) = item else {
            return not_allowed("", &path, item, message!(code::a_change));
        };
        only(&["at", "optimizer", "scheduler", "batch_size"], &path, pairs)?;
        let Some(at) = item.get("at") else {
            return Err(fault!(join(&path, "at"), missing, allowed = message!(code::record_of_a_change)));
        };
        let at = whole(&path, "at", at, 0.0, MOST_RECORDS as f64)?;
        if let Some(last) = changes.last().filter(|last| last.at >= at) {
            return Err(fault!(join(&path, "at"), code::changes_out_of_order, at, last = last.at));
        }
        if pairs.len() == 1 {
            return Err(fault!(path, code::changes_nothing));
        }
        let optimizer = item.get("optimizer").map(|given| parse_optimizer(&path, given)).transpose()?;
        let before = changes.iter().rev().find_map(|change| change.optimizer.as_ref()).unwrap_or(first);
        let same_rule = optimizer.as_ref().is_some_and(|optimizer| optimizer.name() == before.name());
        let scheduler = item.get("scheduler").map(|given| parse_scheduler(&join(&path, "scheduler"), given));
        let batch_size = parse_batch_size(&path, item)?;
        if batch_size.is_some() && !batches {
            return Err(fault!(join(&path, "batch_size"), code::batch_from_the_start));
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
        Some(other) => return not_allowed(path, "interval", other, message!(code::record_or_step)),
    };
    there(path, value, scheduler::ENTRIES, scheduler::in_core)?;
    Ok((Args::parse_beside(&["interval"], "scheduler", path, value, scheduler::ENTRIES)?, every_update))
}

/// Asks that what is named is not one that this engine only knows of.
fn there(path: &str, value: &Value, entries: &[&Entry], in_core: fn(&Entry) -> bool) -> Result<(), Fault> {
    let named = |entry: &&&Entry| value.get("name") == Some(&Value::Text(entry.name.into()));
    match entries.iter().filter(|_| !crate::WHOLE).find(named) {
        Some(entry) if !in_core(entry) => Err(fault!(join(path, "name"), code::not_built_in, entry = entry.name)),
        _ => Ok(()),
    }
}

/// The catalogue's losses as plain entries.
pub fn loss_entries() -> Vec<&'static Entry> {
    loss::ENTRIES.iter().map(|e| &e.entry).collect()
}

fn parse_loss(value: &Value, seed: u32) -> Result<Rc<dyn Loss>, Fault> {
    there("loss", value, &loss_entries(), loss::in_core)?;
    let args = Args::parse("loss", "loss", value, &loss_entries())?;
    let source = match args.given("data") {
        Some(description) if crate::WHOLE => Some(data::parse("loss.data", description)?),
        _ => None,
    };
    let table = || source.as_ref().ok_or_else(|| fault!("loss.data", code::no_data))?.table(seed);
    Ok(loss::build(&args, seed, table)?.into())
}

fn parse_start(value: &Value, loss: &dyn Loss) -> Result<Vec<f64>, Fault> {
    let dim = loss.dim();
    let allowed = message!(code::a_point, dim);
    let Value::List(items) = value else { return not_allowed("", "start", value, allowed) };
    let numbers: Option<Vec<f64>> = items
        .iter()
        .map(|item| match item {
            Value::Number(x) if x.is_finite() => Some(*x),
            _ => None,
        })
        .collect();
    match numbers {
        Some(start) if start.len() == dim => Ok(start),
        _ => not_allowed("", "start", value, allowed),
    }
}
