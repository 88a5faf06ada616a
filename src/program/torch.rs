//! The walk as a loop of PyTorch, with the changes on the way.

use crate::formula;
use crate::optimizer::{self, InPython};
use crate::scene::experiment::{Experiment, Length};
use crate::scene::hiker::Hiker;
use crate::scheduler::{self, ScheduleContext};
use crate::schema::python::{float, floats, indented};
use crate::schema::{Args, Fault, Kind, fault};
use crate::text::code::program as code;

pub(super) const DOUBLES: &str = "torch.set_default_dtype(torch.float64)";

/// Two empty lines around it, as Python's style guide has them.
pub(super) fn function(head: &str, body: &str) -> String {
    format!("\n\ndef {head}:\n{}\n", indented(body))
}

pub(super) fn surface(walked: &Experiment, hiker: &Hiker, loss: &Args, expression: &str) -> Result<Vec<String>, Fault> {
    let own = loss.entry().args.iter().filter(|a| a.kind == Kind::Number).map(|a| (a.name.into(), loss.number(a.name)));
    let parameters = loss.parameters().iter().map(|(name, x)| (formula::python_name(name), *x));
    let (names, values): (Vec<String>, Vec<String>) = own.chain(parameters).map(|(name, x)| (name, float(x))).unzip();
    let mut body = "x, y = w\n".to_string();
    if !names.is_empty() {
        body += &format!("{} = {}\n", names.join(", "), values.join(", "));
    }
    body += &format!("return {expression}");
    Ok(vec![
        DOUBLES.into(),
        function("loss(w)", &body),
        format!("w = torch.tensor({}, requires_grad=True)", floats(&walked.start)),
        torch_walk(walked, hiker, "", None)?,
    ])
}

/// The loop of PyTorch. `data` is what the loss is given beside w; `shrinks` is the weight of a penalty that never pulls
/// the weights past zero.
pub(super) fn torch_walk(
    walked: &Experiment,
    hiker: &Hiker,
    data: &str,
    shrinks: Option<f64>,
) -> Result<String, Fault> {
    let changes = changes(walked, hiker, data)?;
    let advances = walked.context(hiker, 0, hiker.every_update).advances;
    let schedule = schedule(hiker, &hiker.scheduler, &ScheduleContext::new(advances, hiker.lr));
    let place = InPython { data, shapes: &walked.loss.shapes() };
    let mut text = optimizer::python(&hiker.optimizer, &place) + "\n";
    if let Some(schedule) = &schedule {
        text += &format!("scheduler = {schedule}\n");
    }
    let (batches, resized) = (hiker.batch_size.is_some(), resized(hiker));
    if let Some(size) = hiker.batch_size.filter(|_| resized) {
        text += &format!("size = {size}\n");
    }
    let of_batch = if batches { "loss(w, X[batch], y[batch])" } else { &format!("loss(w{data})") };
    let mut update = match optimizer::closure(&hiker.optimizer) {
        false => {
            let limit = shrinks.map_or(String::new(), |alpha| {
                let alpha = float(alpha);
                format!(
                    "lr = optimizer.param_groups[0][\"lr\"]\n\
                     if lr * {alpha} > 1:  # as in scikit-learn, where the penalty never pulls a weight past zero\n    \
                     w.grad[:-1] -= ({alpha} - 1 / lr) * w.data[:-1]\n"
                )
            });
            format!("optimizer.zero_grad()\n{of_batch}.backward()\n{limit}optimizer.step()\n")
        }
        true => format!(
            "def anew():\n{}\noptimizer.step(anew)\n",
            indented(&format!("optimizer.zero_grad()\nvalue = {of_batch}\nvalue.backward()\nreturn value"))
        ),
    };
    let step = scheduler_step(hiker);
    let (mut by_update, mut by_record) = (String::new(), String::new());
    match (schedule, turned(hiker)) {
        (None, _) => {}
        (Some(_), false) if hiker.every_update => by_update = step,
        (Some(_), false) => by_record = step,
        (Some(_), true) => {
            let step = indented(&step);
            text += &format!("every_update = {}\n", if hiker.every_update { "True" } else { "False" });
            by_update = format!("if every_update:\n{step}");
            by_record = format!("if not every_update:\n{step}");
        }
    }
    update += &by_update;
    let (records, unit) = (walked.length.records(), walked.length.unit());
    let mut head = format!("for {unit} in range({records}):");
    let mut body = changes;
    match (batches, walked.length) {
        (true, Length::Epochs(_)) if resized => {
            text += "walked = epochs()\n";
            body += &format!("for batch in next(walked):\n{}", indented(&update));
        }
        (true, Length::Epochs(_)) => {
            head = format!("for epoch, batches in zip(range({records}), epochs()):");
            body += &format!("for batch in batches:\n{}", indented(&update));
        }
        (true, Length::Steps(_)) if resized => {
            text += "walked = batches()\n";
            body += &format!("batch = next(walked)\n{update}");
        }
        (true, Length::Steps(_)) => {
            text += "batches = (batch for epoch in epochs() for batch in epoch)\n";
            head = format!("for step, batch in zip(range({records}), batches):");
            body += &update;
        }
        _ => body += &update,
    }
    body += &format!("{by_record}losses.append(loss(w{data}).item())");
    text += &format!("losses = [loss(w{data}).item()]\n{head}\n{}{PRINT}", indented(&body));
    Ok(text)
}

/// What advances the scheduler. Those that go by the loss ask for it.
fn scheduler_step(hiker: &Hiker) -> String {
    let all = hiker.changes.iter().filter_map(|change| Some(&change.scheduler.as_ref()?.0)).chain([&hiker.scheduler]);
    let call = |args| format!("scheduler.step({})\n", scheduler::asks(args));
    let asking = all.clone().find(|args| !scheduler::asks(args).is_empty());
    let silent = all.clone().find(|args| scheduler::asks(args).is_empty());
    match (asking, silent) {
        (Some(asking), Some(silent)) => format!(
            "if isinstance(scheduler, torch.optim.lr_scheduler.{}):\n    {}else:\n    {}",
            asking.name(),
            call(asking),
            call(silent)
        ),
        _ => call(&hiker.scheduler),
    }
}

/// Whether the size of the batches changes on the way.
pub(super) fn resized(hiker: &Hiker) -> bool {
    hiker.changes.iter().any(|change| change.batch_size.is_some())
}

/// Whether it changes on the way when the scheduler advances.
fn turned(hiker: &Hiker) -> bool {
    let other = |(_, every_update): &(Args, bool)| *every_update != hiker.every_update;
    hiker.batch_size.is_some() && hiker.changes.iter().any(|change| change.scheduler.as_ref().is_some_and(other))
}

/// What makes a scheduler, where the hiker has any on its way.
fn schedule(hiker: &Hiker, args: &Args, context: &ScheduleContext) -> Option<String> {
    let later = hiker.changes.iter().filter_map(|change| change.scheduler.as_ref()).map(|(scheduler, _)| scheduler);
    let any = later.chain([&hiker.scheduler]).any(|one| scheduler::python(one, context).is_some());
    let none = any.then(|| "torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0)".into());
    scheduler::python(args, context).or(none)
}

/// The changes of mind, each before the step that leaves its record.
fn changes(walked: &Experiment, hiker: &Hiker, data: &str) -> Result<String, Fault> {
    let shapes = walked.loss.shapes();
    can_change(hiker, &shapes)?;
    let (unit, place) = (walked.length.unit(), InPython { data, shapes: &shapes });
    let mut text = String::new();
    let (mut scheduler, mut base) = (&hiker.scheduler, hiker.lr);
    let mut advances = walked.context(hiker, 0, hiker.every_update).advances;
    for change in &hiker.changes {
        let mut lines = String::new();
        let old = base;
        base = change.optimizer.as_ref().map_or(base, |new| new.number("lr"));
        let [before, after] = [old, base].map(|lr| ScheduleContext::new(advances, lr));
        let scheduled = schedule(hiker, scheduler, &before).is_some();
        if let Some(new) = &change.optimizer {
            // The same rule remembers; one that has made no step has nothing to.
            let remembers = change.same_rule && change.at > 0;
            let goes_on = scheduled && change.scheduler.is_none();
            lines += if remembers { "state = optimizer.state\n" } else { "" };
            lines += if goes_on { "rate = optimizer.param_groups[0][\"lr\"]\n" } else { "" };
            lines += &(optimizer::python(new, &place) + "\n");
            if remembers {
                lines += "optimizer.state = state\n";
                for name in optimizer::state_defaults(new, &shapes).into_iter().flatten() {
                    lines += &format!("optimizer.state[w].setdefault(\"{name}\", torch.zeros_like(w))\n");
                }
            }
            if goes_on {
                let [old_rate, rate] = [old, base].map(float);
                lines += &format!("optimizer.param_groups[0][\"lr\"] = rate / {old_rate} * {rate}\n");
                lines += "scheduler.optimizer = optimizer\n";
                // One written with the rate it started from stays on it.
                if scheduler::python(scheduler, &before) == scheduler::python(scheduler, &after) {
                    lines += &format!("scheduler.base_lrs = [{rate}]\n");
                }
            }
        }
        if let Some((new, every_update)) = &change.scheduler {
            scheduler = new;
            advances = walked.context(hiker, change.at, *every_update).advances;
            if let Some(made) = schedule(hiker, new, &ScheduleContext::new(advances, base)) {
                if change.optimizer.is_none() {
                    // As for an optimizer that no scheduler has been made for.
                    lines += &format!("optimizer.param_groups[0][\"lr\"] = {}\n", float(base));
                    lines += "optimizer.param_groups[0].pop(\"initial_lr\", None)\n";
                }
                lines += &format!("scheduler = {made}\n");
            }
            if turned(hiker) {
                lines += &format!("every_update = {}\n", if *every_update { "True" } else { "False" });
            }
        }
        if let Some(size) = change.batch_size {
            lines += &format!("size = {size}\n");
        }
        if !lines.is_empty() {
            text += &format!("if {unit} == {}:\n{}", change.at, indented(&lines));
        }
    }
    Ok(text)
}

/// Says what of a hiker that changes its mind cannot be written so.
fn can_change(hiker: &Hiker, shapes: &[Vec<usize>]) -> Result<(), Fault> {
    let optimizers = hiker.changes.iter().filter_map(|change| change.optimizer.as_ref());
    let is_foreign = |args: &&Args| optimizer::state_defaults(args, shapes).is_none();
    // Where the optimizer changes, the schedule may have to go on with another.
    let mut scheduler = &hiker.scheduler;
    let mut left_behind = None;
    for change in &hiker.changes {
        match (&change.scheduler, &change.optimizer) {
            (Some((new, _)), _) => scheduler = new,
            (None, Some(_)) if !scheduler::goes_on(scheduler) => left_behind = left_behind.or(Some(scheduler)),
            _ => {}
        }
    }
    let changes_optimizer = optimizers.clone().next().is_some();
    let foreign = optimizers.chain(changes_optimizer.then_some(&hiker.optimizer)).find(is_foreign);
    match (foreign, left_behind) {
        (None, None) => Ok(()),
        (Some(args), _) => Err(fault!("", code::change_not_in_python, entry = args.name())),
        (_, Some(args)) => Err(fault!("", code::schedule_does_not_go_on, entry = args.name())),
    }
}

pub(super) const PRINT: &str = "print(json.dumps({\"loss\": losses, \"params\": w.tolist()}))\n";
