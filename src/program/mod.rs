//! Python that reproduces a walk: PyTorch on surfaces; on data scikit-learn's estimator where it walks so, else PyTorch
//! over the same samples in the same order. The Python an entry needs is in its own file.

use crate::data::table::Table;
use crate::data::{self, Source};
use crate::formula;
use crate::loss::{self, OfData};
use crate::optimizer::{self, InPython};
use crate::pause::at_once;
use crate::run::walk::Path;
use crate::scene::experiment::{Experiment, Hiker, Length, loss_entries};
use crate::scheduler::{self, ScheduleContext};
use crate::schema::value::Value;
use crate::schema::{Args, Default, Fault, Kind, wrong};
use crate::text::plain;

/// How a loss is written.
pub enum Form {
    /// An expression in x and y (together w) and the loss's numbers, by their names.
    Surface(String),
    /// The loss of a sample with the prediction p and the target y, $ standing for NumPy or PyTorch, which share it;
    /// and
    /// the estimator that walks on it sample by sample.
    Linear {
        sample: &'static str,
        estimator: &'static str,
    },
    Network,
}

/// A program for the hiker number `hiker`. It prints the loss at each record and the parameters at the last, as JSON.
pub fn python(experiment: &Value, hiker: usize) -> Result<String, Fault> {
    let walked = Experiment::parse(experiment)?;
    let Some(chosen) = walked.hikers.get(hiker) else {
        return wrong(format!("hiker is {hiker}; allowed: a whole number in [0, {}].", walked.hikers.len() - 1));
    };
    let Some(description) = experiment.get("loss") else { unreachable!("parse asked for it") };
    let loss = Args::parse("loss", "loss", description, &loss_entries())?;
    let parts = match (loss::python(&loss), walked.loss.of_data()) {
        (Form::Surface(expression), _) => surface(&walked, chosen, &loss, &expression)?,
        (form, Some(data)) => Fit { walked: &walked, hiker: chosen, loss: &loss, form, data }.program(description)?,
        (_, None) => unreachable!("only surfaces have no data"),
    };
    Ok(with_imports(&parts.join("\n")))
}

/// The arguments that are given and not the library's default, but for those it does not have.
pub fn arguments(args: &Args, foreign: &[&str]) -> Vec<String> {
    let own = args.entry().args.iter().filter(|arg| !foreign.contains(&arg.name));
    let written = own.filter_map(|arg| {
        let given = args.given(arg.name).map(|value| literal(arg.kind, value))?;
        let default = value(arg.default).map(|value| literal(arg.kind, &value));
        (default.as_ref() != Some(&given)).then(|| format!("{}={given}", arg.name))
    });
    written.collect()
}

/// Of a function or a class, its first arguments by place.
pub fn call(name: &str, first: &[&str], more: Vec<String>) -> String {
    let arguments: Vec<&str> = first.iter().copied().chain(more.iter().map(String::as_str)).collect();
    format!("{name}({})", arguments.join(", "))
}

/// With a point, or an exponent: never an integer.
pub fn float(x: f64) -> String {
    let text = plain(x);
    if text.contains(['.', 'e']) { text } else { text + ".0" }
}

fn literal(kind: Kind, value: &Value) -> String {
    match (kind, value) {
        (Kind::Integer | Kind::Integers, Value::Number(x)) => plain(*x),
        (_, Value::Number(x)) => float(*x),
        (_, Value::Flag(flag)) => if *flag { "True" } else { "False" }.into(),
        // One of the catalogue's own words.
        (Kind::Choice, Value::Text(word)) => format!("\"{word}\""),
        (_, Value::List(items)) => tuple(items.iter().map(|item| literal(kind, item)).collect()),
        (kind, value) => unreachable!("{kind:?} is never {value}"),
    }
}

fn value(default: Default) -> Option<Value> {
    let list = |numbers: &[f64]| Value::List(numbers.iter().map(|x| Value::Number(*x)).collect());
    match default {
        Default::None | Default::Data(_) | Default::Schedulers(_) => None,
        Default::Number(x) => Some(Value::Number(x)),
        Default::Flag(flag) => Some(Value::Flag(flag)),
        Default::Pair(pair) => Some(list(&pair)),
        Default::Triple(triple) => Some(list(&triple)),
        Default::Integers(numbers) => Some(list(numbers)),
        Default::Word(word) => Some(Value::Text(word.into())),
    }
}

fn tuple(items: Vec<String>) -> String {
    format!("({}{})", items.join(", "), if items.len() == 1 { "," } else { "" })
}

/// In lines of about a page's width.
fn list(items: impl Iterator<Item = String>) -> String {
    const WIDTH: usize = 100;
    let (mut text, mut width) = (String::from("["), 20);
    for (i, item) in items.enumerate() {
        if i > 0 {
            text += ",";
            let fits = width + item.len() < WIDTH;
            text += if fits { " " } else { "\n    " };
            width = if fits { width } else { 4 };
        }
        width += item.len() + 2;
        text += &item;
    }
    text + "]"
}

fn floats<'a>(numbers: impl IntoIterator<Item = &'a f64>) -> String {
    list(numbers.into_iter().map(|x| float(*x)))
}

pub fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".into() } else { format!("    {line}\n") }).collect()
}

/// Modules by what they are called in the programs; the standard library's first.
const MODULES: [(&str, &str); 17] = [
    ("functools", "import functools"),
    ("json", "import json"),
    ("math", "import math"),
    ("warnings", "import warnings\n"),
    ("dadaptation", "import dadaptation"),
    ("jax", "import jax"),
    ("np", "import numpy as np"),
    ("optax", "import optax"),
    ("prodigyopt", "import prodigyopt"),
    ("schedulefree", "import schedulefree"),
    ("sklearn.datasets", "import sklearn.datasets"),
    ("sklearn.exceptions", "import sklearn.exceptions"),
    ("sklearn.linear_model", "import sklearn.linear_model"),
    ("sklearn.model_selection", "import sklearn.model_selection"),
    ("sklearn.neural_network", "import sklearn.neural_network"),
    ("sklearn.preprocessing", "import sklearn.preprocessing"),
    ("torch", "import torch"),
];

/// The modules the program names, before it.
fn with_imports(program: &str) -> String {
    let used = |name: &str| {
        program
            .split(|c: char| c.is_whitespace() || "([-,*/".contains(c))
            .any(|word| word.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
    };
    let imports: Vec<&str> = MODULES.iter().filter(|(name, _)| used(name)).map(|(_, import)| *import).collect();
    format!("{}\n\n{program}", imports.join("\n"))
}

const DOUBLES: &str = "torch.set_default_dtype(torch.float64)";

/// Two empty lines around it, as Python's style guide has them.
fn function(head: &str, body: &str) -> String {
    format!("\n\ndef {head}:\n{}\n", indented(body))
}

fn surface(walked: &Experiment, hiker: &Hiker, loss: &Args, expression: &str) -> Result<Vec<String>, Fault> {
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
fn torch_walk(walked: &Experiment, hiker: &Hiker, data: &str) -> Result<String, Fault> {
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
fn resized(hiker: &Hiker) -> bool {
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
        Some(args) => wrong(format!(
            "A change of mind from or to {} is not written in Python; leave it out, or export the run's numbers.",
            args.name()
        )),
    }
}

/// What a schedule is for that starts from a rate.
fn context_from(walked: &Experiment, hiker: &Hiker, lr: f64) -> ScheduleContext {
    ScheduleContext::new(walked.context(hiker, 0, hiker.every_update).advances, lr)
}

const PRINT: &str = "print(json.dumps({\"loss\": losses, \"params\": w.tolist()}))\n";

/// Batches one by one, each as large as is asked when its turn comes.
const RESIZED: &str = "\
at = 0
    while at < len(y):
        batch = order[at : at + size]
        at += len(batch)
        yield batch";

/// A walk on data.
struct Fit<'a> {
    walked: &'a Experiment,
    hiker: &'a Hiker,
    loss: &'a Args,
    form: Form,
    data: &'a dyn OfData,
}

impl Fit<'_> {
    fn program(&self, description: &Value) -> Result<Vec<String>, Fault> {
        let Some(data) = description.get("data") else { unreachable!("parse asked for it") };
        let source = data::parse("loss.data", data)?;
        let mut parts = vec![self.table(&source)];
        let by_estimator = self.hiker.changes.is_empty() && self.as_drawn(&source)? && self.ends();
        let estimator = if by_estimator { self.estimator() } else { None };
        if estimator.is_none() {
            parts.insert(0, DOUBLES.into());
            parts.push("X, y = torch.tensor(X), torch.tensor(y)".into());
        }
        if let Form::Network = self.form {
            let pairs = self.layers().windows(2).map(|pair| format!("({}, {})", pair[0], pair[1])).collect::<Vec<_>>();
            parts.push(format!("shapes = [{}]  # inputs and neurons of each layer", pairs.join(", ")));
        }
        parts.push(function("loss(w, X, y)", &self.loss_body(if estimator.is_some() { "np" } else { "torch" })));
        match estimator {
            Some(walk) => parts.push(walk),
            None => {
                parts.extend(self.start());
                parts.extend(self.hiker.batch_size.map(|size| self.epochs(size)));
                parts.push(torch_walk(self.walked, self.hiker, ", X, y")?);
            }
        }
        Ok(parts)
    }

    /// Whether the walk begins where the estimator's does, on samples of all the classes there are.
    fn as_drawn(&self, source: &Source) -> Result<bool, Fault> {
        let classes = |table: &Table| {
            let mut classes: Vec<f64> = vec![];
            table.y.iter().for_each(|y| {
                if !classes.contains(y) {
                    classes.push(*y)
                }
            });
            classes.len()
        };
        let all = matches!(self.form, Form::Linear { estimator: REGRESSOR, .. })
            || classes(self.data.table()) == classes(&source.table(self.walked.seed)?);
        Ok(all && self.walked.start == self.walked.loss.start())
    }

    /// Whether the walk goes to its end: else the estimator would stop with an error.
    fn ends(&self) -> bool {
        at_once(Path::of(self.walked, self.hiker, &mut |_| {})).records() > self.walked.length.records()
    }

    /// The lines that make X and y.
    fn table(&self, source: &Source) -> String {
        let mut text = match source {
            Source::Named(args) => data::python(args, self.walked.seed),
            Source::Inline(table) => {
                let rows = table
                    .x
                    .rows()
                    .into_iter()
                    .map(|row| format!("[{}]", row.iter().map(|x| float(*x)).collect::<Vec<_>>().join(", ")));
                format!("X = np.array({})\ny = np.array({})", list(rows), floats(&table.y))
            }
        };
        text += match self.form {
            Form::Linear { estimator: REGRESSOR, .. } => "",
            _ if self.classes() == 2 => "\ny = np.where(y == y.max(), 1, -1)",
            _ => "\ny = np.unique(y, return_inverse=True)[1]",
        };
        let part = self.loss.number("test_size");
        if part > 0.0 {
            let part = float(part);
            text += &format!(
                "\nX, _, y, _ = sklearn.model_selection.train_test_split(X, y, test_size={part}, random_state=0)"
            );
        }
        if self.loss.flag("standardize") {
            text += "\nX = sklearn.preprocessing.StandardScaler().fit_transform(X)";
        }
        text
    }

    /// Neurons a layer; of two classes the last has one.
    fn layers(&self) -> Vec<usize> {
        let mut layers = self.loss.integers("hidden_layer_sizes");
        layers.insert(0, self.data.table().features());
        let last = layers[layers.len() - 1] + 1;
        let before: usize = layers.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum();
        layers.push((self.walked.loss.dim() - before) / last);
        layers
    }

    fn classes(&self) -> usize {
        match self.form {
            Form::Network => self.layers().last().map_or(2, |&last| last.max(2)),
            _ => 2,
        }
    }

    /// In NumPy or in PyTorch.
    fn loss_body(&self, library: &str) -> String {
        let alpha = self.loss.number("alpha");
        let body = match self.form {
            Form::Linear { sample, .. } => {
                let penalty = format!(" + {} / 2 * (w[:-1] ** 2).sum()", float(alpha));
                let penalty = if alpha > 0.0 { &penalty } else { "" };
                format!("p = X @ w[:-1] + w[-1]\nreturn ({sample}).mean(){penalty}")
            }
            _ => {
                let activation = match self.loss.choice("activation") {
                    "relu" => "z * (z > 0)",
                    "tanh" => "$.tanh(z)",
                    _ => "($.tanh(z / 2) + 1) / 2",
                };
                let of_samples = if self.classes() == 2 {
                    "z = z[:, 0]\nof_samples = $.logaddexp(0 * z, -z * y)"
                } else {
                    "of_samples = functools.reduce($.logaddexp, z.T) - z[$.arange(len(y)), y]"
                };
                format!(
                    "z, penalty = X, 0\nfor k, (m, n) in enumerate(shapes):\n    a = {activation} if k else X\n    \
                     W, b, w = w[: m * n].reshape(m, n), w[m * n : m * n + n], w[m * n + n :]\n    z = a @ W + b\n    \
                     penalty = penalty + {} / 2 * (W**2).sum()\n{of_samples}\n\
                     return of_samples.mean() + penalty / len(y)",
                    float(alpha)
                )
            }
        };
        body.replace('$', library)
    }

    /// Where the walk of PyTorch begins, and for a network the draws it is made with.
    fn start(&self) -> Vec<String> {
        let mut lines = vec![];
        let given = self.walked.start != self.walked.loss.start();
        let network = matches!(self.form, Form::Network);
        if network && (!given || self.hiker.batch_size.is_some()) {
            lines.push(format!("random = np.random.RandomState({})", self.walked.seed));
        }
        if given {
            if network && self.hiker.batch_size.is_some() {
                lines.push(format!("random.random_sample({})  # what a start is drawn with", self.walked.start.len()));
            }
            lines.push(format!("w = torch.tensor({}, requires_grad=True)", floats(&self.walked.start)));
        } else if network {
            let factor = if self.loss.choice("activation") == "logistic" { 2 } else { 6 };
            lines.push(format!(
                "bounds = [({factor} / (m + n)) ** 0.5 for m, n in shapes]\n\
                 w = [random.uniform(-bound, bound, (m + 1) * n) for bound, (m, n) in zip(bounds, shapes)]\n\
                 w = torch.tensor(np.concatenate(w), requires_grad=True)"
            ));
        } else {
            lines.push("w = torch.zeros(X.shape[1] + 1, requires_grad=True)".into());
        }
        lines
    }

    /// The generator of the batches of each epoch.
    fn epochs(&self, size: usize) -> String {
        let (name, batches) = match (resized(self.hiker), self.walked.length) {
            (false, _) => ("epochs()", format!("yield np.split(order, range({size}, len(y), {size}))")),
            (true, Length::Epochs(_)) => ("epochs()", "yield np.split(order, range(size, len(y), size))".into()),
            (true, Length::Steps(_)) => ("batches()", RESIZED.into()),
        };
        let seed = self.walked.seed;
        let body = match self.form {
            Form::Linear { estimator, .. } => {
                let draws = if estimator == REGRESSOR { "" } else { "random.randint(1, 2**31 - 1)\n" };
                format!(
                    r#""""The batches of each epoch, in {estimator}'s order: the same permutation again and again."""
random = np.random.RandomState({seed})
{draws}state = max(int(random.randint(0, 2**31 - 1)), 1)
permutation = np.arange(len(y))
for i in range(len(y) - 1):
    state ^= (state << 13) & 0xFFFFFFFF
    state ^= state >> 17
    state ^= (state << 5) & 0xFFFFFFFF
    j = i + state % 2**31 % (len(y) - i)
    permutation[[i, j]] = permutation[[j, i]]
order = np.arange(len(y))
while True:
    order = order[permutation]
    {batches}"#
                )
            }
            _ => format!(
                r#""""The batches of each epoch, in MLPClassifier's order: each shuffles that of the last."""
order = np.arange(len(y))
while True:
    order = order[random.permutation(len(y))]
    {batches}"#
            ),
        };
        function(name, &body)
    }

    /// The walk by scikit-learn's estimator, where it has one that does the same.
    fn estimator(&self) -> Option<String> {
        let Length::Epochs(epochs) = self.walked.length else { return None };
        let alpha = self.loss.number("alpha");
        let mut more = vec![];
        if alpha != loss::ALPHA {
            more.push(format!("alpha={}", float(alpha)));
        }
        let seed = format!("random_state={}", self.walked.seed);
        if let Form::Linear { estimator, .. } = self.form {
            let plain = self.hiker.optimizer.name() == "SGD" && arguments(&self.hiker.optimizer, &["lr"]).is_empty();
            // Beyond this its weights would not become smaller than zero.
            let pulls = self.hiker.lr * alpha <= 1.0;
            if !plain || !pulls || self.hiker.batch_size != Some(1) {
                return None;
            }
            let rate = scheduler::estimator(self.hiker, alpha)?;
            let first = [format!("loss=\"{}\"", self.loss.name())];
            let rest = ["max_iter=epochs".into(), "tol=None".into(), seed];
            let arguments = [&first[..], &rate, &more, &rest].concat();
            return Some(format!(
                "w = np.zeros(X.shape[1] + 1)\nlosses = [loss(w, X, y)]\nfor epochs in range(1, {}):\n{}{PRINT}",
                epochs + 1,
                indented(&format!(
                    "# One fit for each number of epochs: partial_fit would begin the order of the samples anew.\n\
                     model = {}\nmodel.fit(X, y)\nw = np.append(model.coef_, model.intercept_)\n\
                     losses.append(loss(w, X, y))",
                    on_lines(&format!("sklearn.linear_model.{estimator}"), &arguments)
                ))
            ));
        }
        if self.hiker.scheduler.name() != "constant" {
            return None;
        }
        let mut arguments = optimizer::solver(&self.hiker.optimizer)?;
        arguments.extend(self::arguments(self.loss, &["data", "standardize", "alpha", "test_size"]));
        arguments.extend(more);
        arguments.extend([
            format!("batch_size={}", self.hiker.batch_size.map_or("len(X)".into(), |size| size.to_string())),
            format!("learning_rate_init={} if epochs else 1e-300", float(self.hiker.lr)),
            "max_iter=max(epochs, 1)".into(),
            "tol=0".into(),
            "n_iter_no_change=np.inf".into(),
            seed,
        ]);
        Some(format!(
            "warnings.simplefilter(\"ignore\", sklearn.exceptions.ConvergenceWarning)\nlosses = []\n\
             for epochs in range({}):\n{}{PRINT}",
            epochs + 1,
            indented(&format!(
                "# One fit for each number of epochs; for none, one whose rate moves nothing.\nmodel = {}\n\
                 model.fit(X, y)\nlayers = zip(model.coefs_, model.intercepts_)\n\
                 w = np.concatenate([np.append(W, b) for W, b in layers])\nlosses.append(loss(w, X, y))",
                on_lines("sklearn.neural_network.MLPClassifier", &arguments)
            ))
        ))
    }
}

/// scikit-learn's estimator that fits numbers, not classes.
pub const REGRESSOR: &str = "SGDRegressor";

/// A call with an argument a line.
pub fn on_lines(name: &str, arguments: &[String]) -> String {
    format!("{name}(\n{})", arguments.iter().map(|argument| indented(&format!("{argument},"))).collect::<String>())
}
