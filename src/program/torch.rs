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
        torch_walk(walked, hiker, "")?,
    ])
}

/// The loop of PyTorch. `data` is what the loss is given beside w.
pub(super) fn torch_walk(walked: &Experiment, hiker: &Hiker, data: &str) -> Result<String, Fault> {
    let changes = changes(walked, hiker, data)?;
    let schedule = schedule(hiker, &hiker.scheduler, &context_from(walked, hiker, hiker.lr));
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
        false => format!("optimizer.zero_grad()\n{of_batch}.backward()\noptimizer.step()\n"),
        true => format!(
            "def anew():\n{}\noptimizer.step(anew)\n",
            indented(&format!("optimizer.zero_grad()\nvalue = {of_batch}\nvalue.backward()\nreturn value"))
        ),
    };
    let step = format!("scheduler.step({})\n", scheduler::asks(&hiker.scheduler));
    let (mut by_update, mut by_record) = (String::new(), String::new());
    match (schedule, turned(hiker)) {
        (None, _) => {}
        (Some(_), false) if hiker.every_update => by_update = step,
        (Some(_), false) => by_record = step,
        (Some(_), true) => {
            text += &format!("every_update = {}\n", if hiker.every_update { "True" } else { "False" });
            by_update = format!("if every_update:\n    {step}");
            by_record = format!("if not every_update:\n    {step}");
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
    can_change(hiker)?;
    let (unit, place) = (walked.length.unit(), InPython { data, shapes: &walked.loss.shapes() });
    let mut text = String::new();
    let (mut scheduler, mut base) = (&hiker.scheduler, hiker.lr);
    for change in &hiker.changes {
        let mut lines = String::new();
        let old = base;
        base = change.optimizer.as_ref().map_or(base, |new| new.number("lr"));
        let [before, after] = [old, base].map(|lr| context_from(walked, hiker, lr));
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
                for name in optimizer::state_defaults(new).into_iter().flatten() {
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
            if let Some(made) = schedule(hiker, new, &after) {
                if change.optimizer.is_none() {
                    lines += &format!("optimizer.param_groups[0].update(lr={0}, initial_lr={0})\n", float(base));
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
fn can_change(hiker: &Hiker) -> Result<(), Fault> {
    if hiker.changes.is_empty() {
        return Ok(());
    }
    let (optimizers, schedulers): (Vec<_>, Vec<_>) =
        hiker.changes.iter().map(|change| (change.optimizer.as_ref(), change.scheduler.as_ref())).unzip();
    let optimizers = optimizers.into_iter().flatten().chain([&hiker.optimizer]);
    let schedulers = schedulers.into_iter().flatten().map(|(scheduler, _)| scheduler).chain([&hiker.scheduler]);
    let foreign = optimizers
        .filter(|args| optimizer::state_defaults(args).is_none())
        .chain(schedulers.filter(|args| !scheduler::on_the_way(args)))
        .next();
    match foreign {
        None => Ok(()),
        Some(args) => Err(fault!("", code::change_not_in_python, entry = args.name())),
    }
}

/// What a schedule is for that starts from a rate.
fn context_from(walked: &Experiment, hiker: &Hiker, lr: f64) -> ScheduleContext {
    ScheduleContext::new(walked.context(hiker, 0, hiker.every_update).advances, lr)
}

pub(super) const PRINT: &str = "print(json.dumps({\"loss\": losses, \"params\": w.tolist()}))\n";
