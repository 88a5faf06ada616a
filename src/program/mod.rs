//! Python that reproduces a walk: PyTorch on surfaces; on data scikit-learn's estimator where it walks so, else PyTorch
//! over the same samples in the same order. The Python an entry needs is in its own file.

mod fit;
mod torch;

use self::fit::Fit;
use crate::loss::{self, PythonForm};
use crate::scene::experiment::Experiment;
use crate::scene::loss_entries;
use crate::schema::value::Value;
use crate::schema::{Args, Fault};

/// A program for the hiker number `hiker`. It prints the loss at each record and the parameters at the last, as JSON.
pub fn python(experiment: &Value, hiker: usize) -> Result<String, Fault> {
    let walked = Experiment::parse(experiment)?;
    let chosen = walked.hiker(hiker)?;
    let Some(description) = experiment.get("loss") else { unreachable!("parse asked for it") };
    let loss = Args::parse("loss", "loss", description, &loss_entries())?;
    let parts = match (loss::python(&loss), walked.loss.of_data()) {
        (PythonForm::Surface(expression), _) => torch::surface(&walked, chosen, &loss, &expression)?,
        (form, Some(data)) => Fit { walked: &walked, hiker: chosen, loss: &loss, form, data }.program(description)?,
        (_, None) => unreachable!("only surfaces have no data"),
    };
    Ok(with_imports(&parts.join("\n")))
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
