//! A walk on data: by scikit-learn's estimator where it walks so, else by PyTorch over the same samples in the same order.

use super::torch::{DOUBLES, PRINT, function, resized, torch_walk};
use crate::data::{self, Source};
use crate::loss::{self, OfData, PythonForm, REGRESSOR};
use crate::optimizer;
use crate::pause::at_once;
use crate::run::path::Path;
use crate::scene::experiment::{Experiment, Length};
use crate::scene::hiker::{Hiker, Settings};
use crate::scheduler::{self, ScheduleContext};
use crate::schema::python::{float, floats, indented, list, on_lines};
use crate::schema::value::Value;
use crate::schema::{Args, Fault, fault};
use crate::text::code::program as code;

/// Batches one by one, each as large as is asked when its turn comes.
const RESIZED: &str = "\
at = 0
    while at < len(y):
        batch = order[at : at + size]
        at += len(batch)
        yield batch";

/// A walk on data.
pub(super) struct Fit<'a> {
    pub(super) walked: &'a Experiment,
    pub(super) hiker: &'a Hiker,
    pub(super) loss: &'a Args,
    pub(super) form: PythonForm,
    pub(super) data: &'a dyn OfData,
}

impl Fit<'_> {
    pub(super) fn program(&self, description: &Value) -> Result<Vec<String>, Fault> {
        let Some(data) = description.get("data") else { unreachable!("parse asked for it") };
        let source = data::parse("loss.data", data)?;
        let mut parts = vec![self.table(&source)];
        let by_estimator = self.hiker.changes.is_empty() && self.is_as_drawn() && self.ends();
        let estimator = if by_estimator { self.estimator() } else { None };
        if estimator.is_none() {
            parts.insert(0, DOUBLES.into());
            parts.push("X, y = torch.tensor(X), torch.tensor(y)".into());
        }
        if let PythonForm::Network = self.form {
            let pairs = self.layers().windows(2).map(|pair| format!("({}, {})", pair[0], pair[1])).collect::<Vec<_>>();
            parts.push(format!("shapes = [{}]  # inputs and neurons of each layer", pairs.join(", ")));
        }
        parts.push(function("loss(w, X, y)", &self.loss_body(if estimator.is_some() { "np" } else { "torch" })));
        match estimator {
            Some(walk) => parts.push(walk),
            None => {
                parts.extend(self.start());
                parts.extend(self.hiker.batch_size.map(|size| self.epochs(size)));
                parts.push(torch_walk(self.walked, self.hiker, ", X, y", self.shrinks()?)?);
            }
        }
        Ok(parts)
    }

    /// Whether the walk begins where the estimator's does.
    fn is_as_drawn(&self) -> bool {
        self.walked.start == self.walked.loss.start()
    }

    /// The weight of the penalty, where at some rate of the walk it would pull the weights past zero.
    fn shrinks(&self) -> Result<Option<f64>, Fault> {
        let (alpha, hiker) = (self.data.shrinks(), self.hiker);
        let starts = std::iter::once(0).chain(hiker.changes.iter().map(|change| change.at));
        let parts: Vec<_> = starts.map(|at| hiker.at(at)).collect();
        let lr = parts.iter().map(|part| part.optimizer.number("lr")).fold(0.0, f64::max);
        let pulls_past = hiker.schedulers().any(|(_, from, args, every_update)| {
            let context = ScheduleContext { lr, ..self.walked.context(hiker, from, every_update) };
            scheduler::rates(args, &context).any(|rate| rate * alpha > 1.0)
        });
        match (parts.iter().any(Settings::as_estimator), parts.iter().all(Settings::as_estimator)) {
            (true, false) if pulls_past => Err(fault!("", code::penalty_on_the_way)),
            (true, true) if pulls_past => Ok(Some(alpha)),
            _ => Ok(None),
        }
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
            PythonForm::Linear { estimator: REGRESSOR, .. } => "",
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
            PythonForm::Network => self.layers().last().map_or(2, |&last| last.max(2)),
            _ => 2,
        }
    }

    /// In NumPy or in PyTorch.
    fn loss_body(&self, library: &str) -> String {
        let alpha = self.loss.number("alpha");
        let body = match self.form {
            PythonForm::Linear { sample, .. } => {
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
        let network = matches!(self.form, PythonForm::Network);
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
            PythonForm::Linear { estimator, .. } => {
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
        if let PythonForm::Linear { estimator, .. } = self.form {
            if !self.hiker.at(0).as_estimator() {
                return None;
            }
            let rate = scheduler::estimator(&self.hiker.scheduler, self.hiker.lr, self.hiker.every_update, alpha)?;
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
        arguments.extend(crate::schema::python::arguments(self.loss, &["data", "standardize", "alpha", "test_size"]));
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
