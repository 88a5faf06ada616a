//! Whatever is wrong in an experiment is an error that names the key, the value and what is allowed; whatever is legal
//! runs, and every number it gives is finite.

use crate::common;
use crate::common::{JSON, experiment, few_settings, fits, json, losses, of_data, settings, text, with};
use learning_rate_playground::run::{Trace, run};
use learning_rate_playground::scene::experiment::{Experiment, Fresh};
use learning_rate_playground::scene::link;
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::sweep::map::Grid;
use learning_rate_playground::sweep::rates::sweep;
use learning_rate_playground::{data, optimizer, scene, scheduler};
use proptest::prelude::*;

/// What stands for itself in a case: one part of an experiment that is otherwise right.
enum Part {
    /// The whole experiment.
    Whole,
    /// A key of a network's loss and its value.
    Network,
    /// A key of the experiment and its value, put into a walk on the bowl.
    Key,
    Loss,
    Optimizer,
    Scheduler,
    /// The hiker, on the bowl.
    Hiker,
    /// The hiker, on six points.
    HikerOnData,
    /// The loss's data.
    Data,
    /// A key of the experiment and its value, put into a walk on six points.
    KeyOnData,
}
use Part::*;

const SIX: &str = r#"{"X": [[1], [2], [3], [4], [5], [6]], "y": [1, 2, 3, 4, 5, 7]}"#;

fn whole(part: &Part, given: &str) -> String {
    let bowl = r#"{"name": "bowl"}"#;
    let data = |data: &str| format!(r#"{{"name": "squared_error", "data": {data}}}"#);
    let hiker = r#"{"optimizer": {"name": "SGD", "lr": 0.1}}"#;
    let put = |loss: &str, hiker: &str| format!(r#"{{"loss": {loss}, "steps": 5, "hikers": [{hiker}]}}"#);
    let over = |loss: &str| {
        let Value::Map(pairs) = json(&format!("{{{given}}}")) else { unreachable!() };
        text(&pairs.into_iter().fold(json(&put(loss, hiker)), |all, (key, value)| with(&all, &key, value)))
    };
    match part {
        Whole => given.into(),
        Key => over(bowl),
        KeyOnData => over(&data(SIX)),
        Network => {
            let network = r#"{"name": "mlp", "data": {"X": [[1], [2]], "y": [0, 1]}}"#;
            let Value::Map(pairs) = json(&format!("{{{given}}}")) else { unreachable!() };
            put(&text(&pairs.into_iter().fold(json(network), |all, (key, value)| with(&all, &key, value))), hiker)
        }
        Loss => put(given, hiker),
        Data => put(&data(given), hiker),
        Optimizer => put(bowl, &format!(r#"{{"optimizer": {given}}}"#)),
        Scheduler => put(bowl, &format!(r#"{{"optimizer": {{"name": "SGD", "lr": 0.1}}, "scheduler": {given}}}"#)),
        Hiker => put(bowl, given),
        HikerOnData => put(&data(SIX), given),
    }
}

/// Words that stand for what JSON cannot say.
fn unsayable(value: Value) -> Value {
    match value {
        Value::Text(word) => match word.as_str() {
            "@NaN" => Value::Number(f64::NAN),
            "@Infinity" => Value::Number(f64::INFINITY),
            "@-Infinity" => Value::Number(f64::NEG_INFINITY),
            "@function" => Value::Foreign("function".into()),
            _ => Value::Text(word),
        },
        Value::List(items) => Value::List(items.into_iter().map(unsayable).collect()),
        Value::Map(pairs) => Value::Map(pairs.into_iter().map(|(key, value)| (key, unsayable(value))).collect()),
        other => other,
    }
}

/// What is given, and what the sentence must name: the key, the value, what is allowed, the nearest name.
const CASES: &[(Part, &str, &[&str])] = &[
    // The experiment itself.
    (Whole, "[]", &["experiment is []", "object"]),
    (Whole, "null", &["experiment is null", "object"]),
    (Whole, r#""bowl""#, &[r#"experiment is "bowl""#, "object"]),
    (Whole, "5", &["experiment is 5", "object"]),
    (Whole, "true", &["experiment is true", "object"]),
    (Whole, "{}", &["steps is missing", "steps or epochs"]),
    (Whole, r#"{"steps": 5}"#, &["hikers is missing", "list of hikers"]),
    (Whole, r#"{"steps": 5, "hikers": [{"optimizer": {"name": "SGD", "lr": 1}}]}"#, &["loss is missing", "bowl"]),
    (Key, r#""step": 5"#, &[r#""step""#, "did you mean steps?", "epochs"]),
    (Key, r#""Steps": 5"#, &[r#""Steps""#, "did you mean steps?"]),
    (Key, r#""learning_rate": 5"#, &[r#""learning_rate""#, "allowed: loss, start, steps, epochs, seed, hikers"]),
    (Key, r#""__proto__": 5"#, &[r#""__proto__""#, "allowed"]),
    (Key, r#""": 5"#, &[r#""" is not known"#, "allowed"]),
    // Its length.
    (Key, r#""steps": 0"#, &["steps is 0", "whole number in [1, 100000]"]),
    (Key, r#""steps": -1"#, &["steps is -1", "[1, 100000]"]),
    (Key, r#""steps": 1.5"#, &["steps is 1.5", "whole number"]),
    (Key, r#""steps": 100001"#, &["steps is 100001", "[1, 100000]"]),
    (Key, r#""steps": 1e12"#, &["steps is 1000000000000", "[1, 100000]"]),
    (Key, r#""steps": 1e300"#, &["steps is 1e300", "[1, 100000]"]),
    (Key, r#""steps": "@NaN""#, &["steps is NaN", "whole number"]),
    (Key, r#""steps": "@Infinity""#, &["steps is Infinity", "whole number"]),
    (Key, r#""steps": "200""#, &[r#"steps is "200""#, "whole number"]),
    (Key, r#""steps": null"#, &["steps is null", "whole number"]),
    (Key, r#""steps": [5]"#, &["steps is [5]", "whole number"]),
    (Key, r#""steps": true"#, &["steps is true", "whole number"]),
    (Key, r#""epochs": 5"#, &["steps is 5", "epochs is 5", "exactly one of the two"]),
    (
        Whole,
        r#"{"loss": {"name": "bowl"}, "epochs": 5, "hikers": [{"optimizer": {"name": "SGD", "lr": 1}}]}"#,
        &["epochs is 5", "no data", "steps"],
    ),
    (
        Whole,
        r#"{"loss": {"name": "bowl"}, "epochs": 0, "hikers": [{"optimizer": {"name": "SGD", "lr": 1}}]}"#,
        &["epochs is 0", "[1, 100000]"],
    ),
    (
        Whole,
        r#"{"loss": {"name": "bowl"}, "hikers": [{"optimizer": {"name": "SGD", "lr": 1}}]}"#,
        &["steps is missing", "exactly one"],
    ),
    // Its seed.
    (Key, r#""seed": -1"#, &["seed is -1", "[0, 4294967295]"]),
    (Key, r#""seed": 4294967296"#, &["seed is 4294967296", "[0, 4294967295]"]),
    (Key, r#""seed": 1.5"#, &["seed is 1.5", "whole number"]),
    (Key, r#""seed": "42""#, &[r#"seed is "42""#, "whole number"]),
    (Key, r#""seed": null"#, &["seed is null", "whole number"]),
    (Key, r#""seed": "@NaN""#, &["seed is NaN", "whole number"]),
    // Its start.
    (Key, r#""start": [1]"#, &["start is [1]", "2 finite numbers"]),
    (Key, r#""start": []"#, &["start is []", "2 finite numbers"]),
    (Key, r#""start": [1, 2, 3]"#, &["start is [1, 2, 3]", "2 finite numbers"]),
    (Key, r#""start": ["1", 2]"#, &[r#"start is ["1", 2]"#, "2 finite numbers"]),
    (Key, r#""start": ["@NaN", 2]"#, &["start is [NaN, 2]", "2 finite numbers"]),
    (Key, r#""start": [1, "@-Infinity"]"#, &["start is [1, -Infinity]", "2 finite numbers"]),
    (Key, r#""start": [1, null]"#, &["start is [1, null]", "2 finite numbers"]),
    (Key, r#""start": [[1, 2]]"#, &["start is [[1, 2]]", "2 finite numbers"]),
    (Key, r#""start": {"x": 1, "y": 2}"#, &["start is {x: 1, y: 2}", "2 finite numbers"]),
    (Key, r#""start": null"#, &["start is null", "2 finite numbers"]),
    (Key, r#""start": "@function""#, &["start is function", "2 finite numbers"]),
    (Key, r#""start": [1e200, 1e200]"#, &["start is [1e200, 1e200]", "the loss is Infinity", "finite"]),
    (KeyOnData, r#""start": [1e200, 1]"#, &["start is [1e200, 1]", "the loss is Infinity", "finite"]),
    (KeyOnData, r#""start": [1]"#, &["start is [1]", "2 finite numbers"]),
    // Hikers.
    (Key, r#""hikers": []"#, &["hikers has 0", "1 to 16"]),
    (Key, r#""hikers": {"optimizer": {"name": "SGD", "lr": 1}}"#, &["hikers is {optimizer", "a list of hikers"]),
    (Key, r#""hikers": null"#, &["hikers is null", "a list of hikers"]),
    (Key, r#""hikers": "Adam""#, &[r#"hikers is "Adam""#, "a list of hikers"]),
    (Key, r#""hikers": [null]"#, &["hikers[0] is null", "optimizer"]),
    (Key, r#""hikers": [[]]"#, &["hikers[0] is []", "optimizer"]),
    (Hiker, "{}", &["hikers[0].optimizer is missing", "SGD"]),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "sheduler": {"name": "constant"}}"#,
        &[r#""sheduler" of hikers[0]"#, "did you mean scheduler?", "batch_size"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "lr": 1}"#,
        &[r#""lr" of hikers[0]"#, "allowed: optimizer, scheduler, batch_size"],
    ),
    // Optimizers.
    (Optimizer, r#""SGD""#, &[r#"hikers[0].optimizer is "SGD""#, "object"]),
    (Optimizer, "null", &["hikers[0].optimizer is null", "object"]),
    (Optimizer, r#"{"lr": 1}"#, &["hikers[0].optimizer.name is missing", "SGD", "Adam"]),
    (Optimizer, r#"{"name": 5, "lr": 1}"#, &["hikers[0].optimizer.name is 5", "the name of an optimizer"]),
    (Optimizer, r#"{"name": null, "lr": 1}"#, &["hikers[0].optimizer.name is null", "the name of an optimizer"]),
    (Optimizer, r#"{"name": "sgd", "lr": 1}"#, &[r#"optimizer.name is "sgd""#, "did you mean SGD?"]),
    (Optimizer, r#"{"name": "Adm", "lr": 1}"#, &[r#"optimizer.name is "Adm""#, "did you mean Adam?"]),
    (Optimizer, r#"{"name": "Nonsense", "lr": 1}"#, &[r#""Nonsense""#, "optimizer: SGD, Adam"]),
    (Optimizer, r#"{"name": "", "lr": 1}"#, &[r#"optimizer.name is """#, "SGD"]),
    (Optimizer, r#"{"name": "SGD"}"#, &["hikers[0].optimizer.lr is missing", "a number above 0"]),
    (Optimizer, r#"{"name": "SGD", "lr": 0}"#, &["hikers[0].optimizer.lr is 0", "above 0"]),
    (Optimizer, r#"{"name": "SGD", "lr": -0.1}"#, &["optimizer.lr is -0.1", "above 0"]),
    (Optimizer, r#"{"name": "SGD", "lr": "@NaN"}"#, &["optimizer.lr is NaN", "above 0"]),
    (Optimizer, r#"{"name": "SGD", "lr": "@Infinity"}"#, &["optimizer.lr is Infinity", "above 0"]),
    (Optimizer, r#"{"name": "SGD", "lr": "0.1"}"#, &[r#"optimizer.lr is "0.1""#, "above 0"]),
    (Optimizer, r#"{"name": "SGD", "lr": [0.1]}"#, &["optimizer.lr is [0.1]", "above 0"]),
    (Optimizer, r#"{"name": "SGD", "lr": null}"#, &["optimizer.lr is null", "above 0"]),
    (Optimizer, r#"{"name": "SGD", "lr": true}"#, &["optimizer.lr is true", "above 0"]),
    (
        Optimizer,
        r#"{"name": "SGD", "lr": 1, "momentun": 0.9}"#,
        &[r#""momentun" of hikers[0].optimizer"#, "did you mean momentum?", "dampening"],
    ),
    (Optimizer, r#"{"name": "SGD", "lr": 1, "betas": [0.9, 0.99]}"#, &[r#""betas""#, "allowed: lr, momentum"]),
    (Optimizer, r#"{"name": "SGD", "lr": 1, "momentum": -0.1}"#, &["optimizer.momentum is -0.1", "from 0"]),
    (Optimizer, r#"{"name": "SGD", "lr": 1, "momentum": "0.9"}"#, &[r#"optimizer.momentum is "0.9""#, "from 0"]),
    (
        Optimizer,
        r#"{"name": "SGD", "lr": 1, "dampening": "@NaN"}"#,
        &["optimizer.dampening is NaN", "a number, finite"],
    ),
    (Optimizer, r#"{"name": "SGD", "lr": 1, "weight_decay": -1}"#, &["optimizer.weight_decay is -1", "from 0"]),
    (Optimizer, r#"{"name": "SGD", "lr": 1, "nesterov": 1}"#, &["optimizer.nesterov is 1", "true or false"]),
    (
        Optimizer,
        r#"{"name": "SGD", "lr": 1, "nesterov": "true"}"#,
        &[r#"optimizer.nesterov is "true""#, "true or false"],
    ),
    (
        Optimizer,
        r#"{"name": "SGD", "lr": 1, "nesterov": true}"#,
        &["hikers[0].optimizer", "nesterov", "momentum above 0"],
    ),
    (Optimizer, r#"{"name": "SGD", "lr": 1, "nesterov": true, "momentum": 0}"#, &["nesterov", "momentum above 0"]),
    (
        Optimizer,
        r#"{"name": "SGD", "lr": 1, "nesterov": true, "momentum": 0.9, "dampening": 0.1}"#,
        &["nesterov", "dampening of 0"],
    ),
    (
        Optimizer,
        r#"{"name": "Adam", "lr": 1, "betas": [1, 0.9]}"#,
        &["optimizer.betas is [1, 0.9]", "two numbers, each in [0, 1)"],
    ),
    (Optimizer, r#"{"name": "Adam", "lr": 1, "betas": [0.9, 1]}"#, &["optimizer.betas is [0.9, 1]", "[0, 1)"]),
    (Optimizer, r#"{"name": "Adam", "lr": 1, "betas": [-0.1, 0.9]}"#, &["optimizer.betas is [-0.1, 0.9]", "[0, 1)"]),
    (Optimizer, r#"{"name": "Adam", "lr": 1, "betas": [0.9]}"#, &["optimizer.betas is [0.9]", "two numbers"]),
    (
        Optimizer,
        r#"{"name": "Adam", "lr": 1, "betas": [0.9, 0.9, 0.9]}"#,
        &["optimizer.betas is [0.9, 0.9, 0.9]", "two numbers"],
    ),
    (Optimizer, r#"{"name": "Adam", "lr": 1, "betas": 0.9}"#, &["optimizer.betas is 0.9", "two numbers"]),
    (Optimizer, r#"{"name": "Adam", "lr": 1, "betas": ["0.9", "0.9"]}"#, &["optimizer.betas is", "two numbers"]),
    (Optimizer, r#"{"name": "Adam", "lr": 1, "eps": -1e-8}"#, &["optimizer.eps is -1e-8", "from 0"]),
    (Optimizer, r#"{"name": "Adam", "lr": 1, "momentum": 0.9}"#, &[r#""momentum""#, "betas"]),
    (Optimizer, r#"{"name": "Adam", "lr": 1, "amsgrad": null}"#, &["optimizer.amsgrad is null", "true or false"]),
    // PyTorch's own limits, and those of the packages.
    (Optimizer, r#"{"name": "SGD", "lr": 1, "maximize": "yes"}"#, &[r#"optimizer.maximize is "yes""#, "true or false"]),
    (Optimizer, r#"{"name": "Adagrad", "lr": 1, "lr_decay": -1}"#, &["optimizer.lr_decay is -1", "from 0"]),
    (Optimizer, r#"{"name": "Adagrad", "lr": 1, "weight_decay": -1}"#, &["optimizer.weight_decay is -1", "from 0"]),
    (
        Optimizer,
        r#"{"name": "Adagrad", "lr": 1, "initial_accumulator_value": -1}"#,
        &["optimizer.initial_accumulator_value is -1", "from 0"],
    ),
    (Optimizer, r#"{"name": "Adagrad", "lr": 1, "eps": -1}"#, &["optimizer.eps is -1", "from 0"]),
    (Optimizer, r#"{"name": "RMSprop", "lr": 1, "alpha": -0.1}"#, &["optimizer.alpha is -0.1", "from 0"]),
    (Optimizer, r#"{"name": "RMSprop", "lr": 1, "momentum": -0.1}"#, &["optimizer.momentum is -0.1", "from 0"]),
    (Optimizer, r#"{"name": "RMSprop", "lr": 1, "eps": -0.1}"#, &["optimizer.eps is -0.1", "from 0"]),
    (Optimizer, r#"{"name": "Adadelta", "lr": 1, "rho": 1.1}"#, &["optimizer.rho is 1.1", "in [0, 1]"]),
    (Optimizer, r#"{"name": "Adadelta", "lr": 1, "rho": -0.1}"#, &["optimizer.rho is -0.1", "in [0, 1]"]),
    (Optimizer, r#"{"name": "AdamW", "lr": 1, "betas": [1, 0.9]}"#, &["optimizer.betas is [1, 0.9]", "[0, 1)"]),
    (Optimizer, r#"{"name": "AdamW", "lr": 1, "weight_decay": -1}"#, &["optimizer.weight_decay is -1", "from 0"]),
    (Optimizer, r#"{"name": "AdamW", "lr": 1, "epsilon_hat": true}"#, &[r#""epsilon_hat""#, "allowed: lr, betas"]),
    (Optimizer, r#"{"name": "Adamax", "lr": 1, "betas": [0.9, 1]}"#, &["optimizer.betas is [0.9, 1]", "[0, 1)"]),
    (Optimizer, r#"{"name": "NAdam", "lr": 1, "momentum_decay": -1}"#, &["optimizer.momentum_decay is -1", "from 0"]),
    (Optimizer, r#"{"name": "NAdam", "lr": 1, "betas": [-1, 0]}"#, &["optimizer.betas is [-1, 0]", "[0, 1)"]),
    (Optimizer, r#"{"name": "RAdam", "lr": 1, "betas": [0.9, 1]}"#, &["optimizer.betas is [0.9, 1]", "[0, 1)"]),
    (Optimizer, r#"{"name": "ASGD", "lr": 1, "lambd": -1}"#, &["optimizer.lambd is -1", "from 0"]),
    (Optimizer, r#"{"name": "ASGD", "lr": 1, "alpha": -1}"#, &["optimizer.alpha is -1", "from 0"]),
    (Optimizer, r#"{"name": "Rprop", "lr": 1, "etas": [0, 1.2]}"#, &["hikers[0].optimizer", "etas", "between 0 and 1"]),
    (Optimizer, r#"{"name": "Rprop", "lr": 1, "etas": [0.5, 1]}"#, &["hikers[0].optimizer", "etas", "above 1"]),
    (Optimizer, r#"{"name": "Rprop", "lr": 1, "step_sizes": 1}"#, &["optimizer.step_sizes is 1", "two numbers"]),
    (Optimizer, r#"{"name": "LBFGS", "lr": 1, "line_search_fn": "wolfe"}"#, &[r#"is "wolfe""#, "strong_wolfe"]),
    (Optimizer, r#"{"name": "LBFGS", "lr": 1, "line_search_fn": null}"#, &["line_search_fn is null", "strong_wolfe"]),
    (Optimizer, r#"{"name": "LBFGS", "lr": 1, "history_size": 0}"#, &["optimizer.history_size is 0", "in [1, 1000]"]),
    (Optimizer, r#"{"name": "LBFGS", "lr": 1, "max_iter": -1}"#, &["optimizer.max_iter is -1", "in [0, 1000]"]),
    (Optimizer, r#"{"name": "LBFGS", "lr": 1, "max_eval": 0}"#, &["optimizer.max_eval is 0", "in [1, 1250]"]),
    (Optimizer, r#"{"name": "Adafactor", "lr": 1, "beta2_decay": 0.1}"#, &["optimizer.beta2_decay is 0.1", "up to 0"]),
    (Optimizer, r#"{"name": "Adafactor", "lr": 1, "d": 0.9}"#, &["optimizer.d is 0.9", "from 1"]),
    (Optimizer, r#"{"name": "Adafactor", "lr": 1, "eps": [-1, 0.1]}"#, &["optimizer.eps is [-1, 0.1]", "from 0"]),
    (Optimizer, r#"{"name": "Adafactor", "lr": 1, "eps": [1e-9, -1]}"#, &["optimizer.eps is", "from 0"]),
    (Optimizer, r#"{"name": "Adafactor", "lr": 1, "weight_decay": -1}"#, &["optimizer.weight_decay is -1", "from 0"]),
    (Optimizer, r#"{"name": "Muon", "lr": 1, "momentum": -1}"#, &["optimizer.momentum is -1", "from 0"]),
    (Optimizer, r#"{"name": "Muon", "lr": 1, "weight_decay": -1}"#, &["optimizer.weight_decay is -1", "from 0"]),
    (Optimizer, r#"{"name": "Muon", "lr": 1, "ns_steps": 100}"#, &["optimizer.ns_steps is 100", "in [0, 99]"]),
    (
        Optimizer,
        r#"{"name": "Muon", "lr": 1, "ns_coefficients": [3, -4]}"#,
        &["ns_coefficients is [3, -4]", "three numbers"],
    ),
    (
        Optimizer,
        r#"{"name": "Muon", "lr": 1, "adjust_lr_fn": "none"}"#,
        &[r#"is "none""#, "original", "match_rms_adamw"],
    ),
    (
        Optimizer,
        r#"{"name": "Muon", "lr": 1}"#,
        &["hikers[0].optimizer is Muon", "moves matrices", "any other optimizer, and Muon on mlp"],
    ),
    (
        HikerOnData,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": 1, "optimizer": {"name": "Muon", "lr": 1}}]}"#,
        &["hikers[0].changes[0].optimizer is Muon", "moves matrices"],
    ),
    (
        Whole,
        r#"{"loss": {"name": "mlp", "data": {"X": [[1], [2]], "y": [0, 1]}}, "steps": 5,
            "hikers": [{"optimizer": {"name": "Newton", "lr": 1}}]}"#,
        &["hikers[0].optimizer is Newton", "at most 100 parameters"],
    ),
    (
        Whole,
        r#"{"loss": {"name": "mlp", "data": {"X": [[1], [2]], "y": [0, 1]}, "hidden_layer_sizes": [2]}, "steps": 5,
            "hikers": [{"optimizer": {"name": "Newton", "lr": 1}}]}"#,
        &["hikers[0].optimizer is Newton", "needs second derivatives", "LBFGS"],
    ),
    (Optimizer, r#"{"name": "Newton", "lr": 1, "damping": -1}"#, &["optimizer.damping is -1", "from 0"]),
    (Optimizer, r#"{"name": "Lion", "lr": 1, "betas": [1, 0.9]}"#, &["optimizer.betas is [1, 0.9]", "[0, 1)"]),
    (Optimizer, r#"{"name": "AdaBelief", "lr": 1, "eps_root": -1}"#, &["optimizer.eps_root is -1", "from 0"]),
    (Optimizer, r#"{"name": "Yogi", "lr": 1, "eps": -1}"#, &["optimizer.eps is -1", "from 0"]),
    (Optimizer, r#"{"name": "ScheduleFreeSGD", "lr": 1, "momentum": 0}"#, &["optimizer.momentum is 0", "in (0, 1)"]),
    (Optimizer, r#"{"name": "ScheduleFreeSGD", "lr": 1, "momentum": 1}"#, &["optimizer.momentum is 1", "in (0, 1)"]),
    (
        Optimizer,
        r#"{"name": "ScheduleFreeAdamW", "lr": 1, "warmup_steps": -1}"#,
        &["optimizer.warmup_steps is -1", "from 0"],
    ),
    (Optimizer, r#"{"name": "Prodigy", "lr": 1, "d0": 0}"#, &["optimizer.d0 is 0", "above 0"]),
    (Optimizer, r#"{"name": "Prodigy", "lr": 1, "eps": 0}"#, &["optimizer.eps is 0", "above 0"]),
    (Optimizer, r#"{"name": "Prodigy", "lr": 1, "beta3": 1}"#, &["optimizer.beta3 is 1", "in [0, 1)"]),
    (Optimizer, r#"{"name": "Prodigy", "lr": 1, "betas": [0.9, 1]}"#, &["optimizer.betas is [0.9, 1]", "[0, 1)"]),
    (Optimizer, r#"{"name": "DAdaptSGD", "lr": 1, "d0": -1}"#, &["optimizer.d0 is -1", "above 0"]),
    (Optimizer, r#"{"name": "DAdaptSGD", "lr": 1, "growth_rate": 0.9}"#, &["optimizer.growth_rate is 0.9", "from 1"]),
    // Schedulers.
    (Scheduler, "null", &["hikers[0].scheduler is null", "object"]),
    (Scheduler, r#""StepLR""#, &[r#"hikers[0].scheduler is "StepLR""#, "object"]),
    (Scheduler, r#"{"name": "StepLr", "step_size": 5}"#, &[r#"scheduler.name is "StepLr""#, "did you mean StepLR?"]),
    (Scheduler, r#"{"name": "StepLR"}"#, &["hikers[0].scheduler.step_size is missing", "a whole number from 1"]),
    (Scheduler, r#"{"name": "StepLR", "step_size": 0}"#, &["scheduler.step_size is 0", "whole number from 1"]),
    (Scheduler, r#"{"name": "StepLR", "step_size": 2.5}"#, &["scheduler.step_size is 2.5", "whole number"]),
    (Scheduler, r#"{"name": "ExponentialLR"}"#, &["hikers[0].scheduler.gamma is missing", "a number"]),
    (Scheduler, r#"{"name": "ExponentialLR", "gamma": "@Infinity"}"#, &["scheduler.gamma is Infinity", "finite"]),
    (
        Scheduler,
        r#"{"name": "ExponentialLR", "gama": 0.9}"#,
        &[r#""gama" of hikers[0].scheduler"#, "did you mean gamma?"],
    ),
    (Scheduler, r#"{"name": "LinearLR", "start_factor": 0}"#, &["scheduler.start_factor is 0", "in (0, 1]"]),
    (Scheduler, r#"{"name": "LinearLR", "end_factor": 1.1}"#, &["scheduler.end_factor is 1.1", "in [0, 1]"]),
    (Scheduler, r#"{"name": "LinearLR", "total_iters": -1}"#, &["scheduler.total_iters is -1", "from 0"]),
    (Scheduler, r#"{"name": "PolynomialLR", "total_iters": -5}"#, &["scheduler.total_iters is -5", "from 0"]),
    // Where PyTorch divides by zero in the end.
    (Scheduler, r#"{"name": "PolynomialLR", "power": -0.5}"#, &["scheduler.power is -0.5", "from 0"]),
    (Scheduler, r#"{"name": "ConstantLR", "factor": 0}"#, &["scheduler.factor is 0", "(0, 1]"]),
    (
        Hiker,
        r#"{"optimizer": {"name": "DAdaptSGD", "lr": 1}, "scheduler": {"name": "LambdaLR", "lr_lambda": "min(1, t/10)"}}"#,
        &["hikers[0].scheduler gives the rate 0 at its step 0, but DAdaptSGD divides by the rate", "stays above 0"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "DAdaptSGD", "lr": 1}, "scheduler": {"name": "LambdaLR", "lr_lambda": "1-t/3"}}"#,
        &["gives the rate 0 at its step 3"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "LBFGS", "lr": 1, "line_search_fn": "strong_wolfe"},
            "scheduler": {"name": "LinearLR", "start_factor": 1, "end_factor": 0, "total_iters": 2}}"#,
        &["hikers[0].scheduler gives the rate 0 at its step 2, but LBFGS divides by the rate"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": 2, "optimizer": {"name": "DAdaptSGD", "lr": 1},
            "scheduler": {"name": "PolynomialLR", "total_iters": 2}}]}"#,
        &["hikers[0].changes[0].scheduler gives the rate 0 at its step 2, but DAdaptSGD"],
    ),
    (
        Scheduler,
        r#"{"name": "MultiStepLR"}"#,
        &["scheduler.milestones is missing", "a list of at most 10 whole numbers"],
    ),
    (Scheduler, r#"{"name": "MultiStepLR", "milestones": [3, -1]}"#, &["scheduler.milestones is [3, -1]", "from 0"]),
    (Scheduler, r#"{"name": "MultiStepLR", "milestones": 3}"#, &["scheduler.milestones is 3", "a list"]),
    (Scheduler, r#"{"name": "CosineAnnealingLR"}"#, &["scheduler.T_max is missing", "from 1"]),
    (Scheduler, r#"{"name": "CosineAnnealingLR", "T_max": 0}"#, &["scheduler.T_max is 0", "a whole number from 1"]),
    (
        Scheduler,
        r#"{"name": "CosineAnnealingLR", "T_max": 9, "eta_min": "0"}"#,
        &["scheduler.eta_min is \"0\"", "a number"],
    ),
    (Scheduler, r#"{"name": "CosineAnnealingWarmRestarts", "T_0": 0}"#, &["scheduler.T_0 is 0", "whole number from 1"]),
    (
        Scheduler,
        r#"{"name": "CosineAnnealingWarmRestarts", "T_0": 5, "T_mult": 0.5}"#,
        &["scheduler.T_mult is 0.5", "whole number from 1"],
    ),
    (Scheduler, r#"{"name": "CyclicLR", "mode": "square"}"#, &["scheduler.mode is \"square\"", "triangular2"]),
    (Scheduler, r#"{"name": "CyclicLR", "step_size_up": 0}"#, &["scheduler.step_size_up is 0", "from 1"]),
    (Scheduler, r#"{"name": "OneCycleLR", "total_steps": 0}"#, &["scheduler.total_steps is 0", "from 1"]),
    (Scheduler, r#"{"name": "OneCycleLR", "total_steps": 4}"#, &["scheduler.total_steps is 4", "at least 5"]),
    (Scheduler, r#"{"name": "OneCycleLR", "pct_start": 1.5}"#, &["scheduler.pct_start is 1.5", "in [0, 1]"]),
    (Scheduler, r#"{"name": "OneCycleLR", "pct_start": 0.2}"#, &["scheduler.pct_start is 0.2", "divides by zero"]),
    (Scheduler, r#"{"name": "OneCycleLR", "pct_start": 1}"#, &["scheduler.pct_start is 1", "divides by zero"]),
    (
        Scheduler,
        r#"{"name": "OneCycleLR", "anneal_strategy": "sin"}"#,
        &["anneal_strategy is \"sin\"", "\"cos\", \"linear\""],
    ),
    (Scheduler, r#"{"name": "OneCycleLR", "div_factor": 0}"#, &["scheduler.div_factor is 0", "above 0"]),
    (Scheduler, r#"{"name": "ReduceLROnPlateau", "factor": 1}"#, &["scheduler.factor is 1", "below 1"]),
    (
        Scheduler,
        r#"{"name": "ReduceLROnPlateau", "mode": "least"}"#,
        &["scheduler.mode is \"least\"", "\"min\", \"max\""],
    ),
    (Scheduler, r#"{"name": "ReduceLROnPlateau", "threshold_mode": 1}"#, &["scheduler.threshold_mode is 1", "\"rel\""]),
    (Scheduler, r#"{"name": "LambdaLR"}"#, &["scheduler.lr_lambda is missing", "a formula of t"]),
    (Scheduler, r#"{"name": "LambdaLR", "lr_lambda": 0.9}"#, &["scheduler.lr_lambda is 0.9", "a formula of t"]),
    (
        Scheduler,
        r#"{"name": "LambdaLR", "lr_lambda": ""}"#,
        &["hikers[0].scheduler.lr_lambda is empty", "a formula of t"],
    ),
    (Scheduler, r#"{"name": "LambdaLR", "lr_lambda": "0.9^"}"#, &["hikers[0].scheduler.lr_lambda, column 5"]),
    (Scheduler, r#"{"name": "LambdaLR", "lr_lambda": "a t", "b": 2}"#, &[r#""b" of hikers[0].scheduler"#, "a, "]),
    (Scheduler, r#"{"name": "MultiplicativeLR", "lr_lambda": "(t"}"#, &["hikers[0].scheduler.lr_lambda, column 3"]),
    (
        Scheduler,
        r#"{"name": "ChainedScheduler", "schedulers": [{"name": "LambdaLR", "lr_lambda": "t &"}]}"#,
        &["hikers[0].scheduler.schedulers[0].lr_lambda, column 3"],
    ),
    (Scheduler, r#"{"name": "SWALR"}"#, &["scheduler.swa_lr is missing", "a number"]),
    (Scheduler, r#"{"name": "SWALR", "swa_lr": 1, "anneal_epochs": -1}"#, &["scheduler.anneal_epochs is -1", "from 0"]),
    (
        Scheduler,
        r#"{"name": "SequentialLR", "milestones": []}"#,
        &["scheduler.schedulers is missing", "a list of 1 to 8"],
    ),
    (
        Scheduler,
        r#"{"name": "SequentialLR", "schedulers": [], "milestones": []}"#,
        &["scheduler.schedulers is []", "a list of 1 to 8 schedulers"],
    ),
    (Scheduler, r#"{"name": "ChainedScheduler", "schedulers": {"name": "StepLR"}}"#, &["schedulers is {", "a list of"]),
    (
        Scheduler,
        r#"{"name": "ChainedScheduler", "schedulers": [1]}"#,
        &["hikers[0].scheduler.schedulers[0] is 1", "an object such as"],
    ),
    (
        Scheduler,
        r#"{"name": "ChainedScheduler", "schedulers": [{"name": "constant"}, {"name": "StepLR", "step_size": 0}]}"#,
        &["hikers[0].scheduler.schedulers[1].step_size is 0", "a whole number from 1"],
    ),
    (
        Scheduler,
        r#"{"name": "ChainedScheduler", "schedulers": [{"name": "constant", "interval": "step"}]}"#,
        &[r#""interval" of hikers[0].scheduler.schedulers[0]"#, "allowed: name"],
    ),
    (
        Scheduler,
        r#"{"name": "SequentialLR", "schedulers": [{"name": "constant"}, {"name": "constant"}], "milestones": []}"#,
        &["hikers[0].scheduler: milestones must be one fewer than schedulers"],
    ),
    (
        Scheduler,
        r#"{"name": "SequentialLR", "milestones": [9, 5],
            "schedulers": [{"name": "constant"}, {"name": "constant"}, {"name": "constant"}]}"#,
        &["hikers[0].scheduler: milestones must not fall"],
    ),
    (
        Scheduler,
        r#"{"name": "SequentialLR", "schedulers": [{"name": "constant"}, {"name": "ReduceLROnPlateau"}], "milestones": [3]}"#,
        &["hikers[0].scheduler: ReduceLROnPlateau cannot be among its schedulers"],
    ),
    (
        Scheduler,
        r#"{"name": "ChainedScheduler", "schedulers": [{"name": "ChainedScheduler", "schedulers": [
            {"name": "ReduceLROnPlateau"}]}]}"#,
        &["hikers[0].scheduler.schedulers[0]: ReduceLROnPlateau cannot be among its schedulers"],
    ),
    (
        Scheduler,
        r#"{"name": "SequentialLR", "milestones": [3], "schedulers": [{"name": "constant"}, {"name": "SequentialLR",
            "schedulers": [{"name": "constant"}], "milestones": []}]}"#,
        &["hikers[0].scheduler: SequentialLR and ChainedScheduler can only be the first", "PyTorch"],
    ),
    (
        Scheduler,
        r#"{"name": "ChainedScheduler", "schedulers": [{"name": "ChainedScheduler", "schedulers": [{"name": "ChainedScheduler",
            "schedulers": [{"name": "ChainedScheduler", "schedulers": [{"name": "constant"}]}]}]}]}"#,
        &[
            "hikers[0].scheduler.schedulers[0].schedulers[0].schedulers[0].schedulers is [{",
            "at most 4 inside each other",
        ],
    ),
    (
        Scheduler,
        r#"{"name": "ChainedScheduler", "schedulers": [{"name": "constant"}, {"name": "ChainedScheduler", "schedulers": [
            {"name": "constant"}, {"name": "constant"}, {"name": "constant"}, {"name": "constant"}]}, {"name": "constant"},
            {"name": "constant"}, {"name": "constant"}, {"name": "constant"}]}"#,
        &["hikers[0].scheduler: there are more than 8 schedulers in it"],
    ),
    (
        Scheduler,
        r#"{"name": "SequentialLR", "schedulers": [{"name": "constant"}, {"name": "OneCycleLR", "total_steps": 2}],
            "milestones": [2]}"#,
        &["hikers[0].scheduler.schedulers[1].total_steps is 2", "at least 3"],
    ),
    (Scheduler, r#"{"name": "constant", "lr": 5}"#, &[r#""lr" of hikers[0].scheduler"#, "allowed: name"]),
    (Scheduler, r#"{"name": "constant", "interval": "epoch"}"#, &[r#"scheduler.interval is "epoch""#, "step"]),
    (Scheduler, r#"{"name": "constant", "interval": null}"#, &["scheduler.interval is null", "step"]),
    (
        Scheduler,
        r#"{"name": "constant", "intervall": "step"}"#,
        &[r#""intervall" of hikers[0].scheduler"#, "did you mean interval?"],
    ),
    // Losses.
    (Loss, "null", &["loss is null", "object"]),
    (Loss, r#""bowl""#, &[r#"loss is "bowl""#, "object"]),
    (Loss, "{}", &["loss.name is missing", "rosenbrock"]),
    (Loss, r#"{"name": "Rosenbrok"}"#, &[r#"loss.name is "Rosenbrok""#, "did you mean rosenbrock?"]),
    (Loss, r#"{"name": "bowl", "c": 5}"#, &[r#""c" of loss"#, "allowed: a, b, name"]),
    (Loss, r#"{"name": "bowl", "a": "5"}"#, &[r#"loss.a is "5""#, "a number"]),
    (Loss, r#"{"name": "bowl", "a": null}"#, &["loss.a is null", "a number"]),
    (Loss, r#"{"name": "bowl", "b": "@NaN"}"#, &["loss.b is NaN", "finite"]),
    (Loss, r#"{"name": "himmelblau", "a": 1}"#, &[r#""a" of loss"#, "allowed: name"]),
    (Loss, r#"{"name": "bowl", "data": {"X": [[1]], "y": [1]}}"#, &[r#""data" of loss"#, "allowed: a, b, name"]),
    (Loss, r#"{"name": "squared_error"}"#, &["loss.data is missing", "data set by name", "{ X, y }"]),
    // Data.
    (
        Loss,
        r#"{"name": "squared_error", "data": {"X": [[1]], "y": [1]}, "alpha": -1}"#,
        &["loss.alpha is -1", "from 0"],
    ),
    (
        Loss,
        r#"{"name": "squared_error", "data": {"X": [[1]], "y": [1]}, "standardize": 1}"#,
        &["loss.standardize is 1", "true or false"],
    ),
    (
        Loss,
        r#"{"name": "squared_error", "data": {"X": [[1]], "y": [1]}, "standardise": true}"#,
        &[r#""standardise""#, "did you mean standardize?"],
    ),
    // A network on two samples of two classes.
    (Network, r#""hidden_layer_sizes": 5"#, &["loss.hidden_layer_sizes is 5", "a list of at most 10 whole numbers"]),
    (Network, r#""hidden_layer_sizes": [5, 0]"#, &["loss.hidden_layer_sizes is [5, 0]", "each in [1, 1000]"]),
    (Network, r#""hidden_layer_sizes": [1001]"#, &["loss.hidden_layer_sizes is [1001]", "each in [1, 1000]"]),
    (Network, r#""hidden_layer_sizes": [2.5]"#, &["loss.hidden_layer_sizes is [2.5]", "whole numbers"]),
    (Network, r#""hidden_layer_sizes": ["8"]"#, &[r#"loss.hidden_layer_sizes is ["8"]"#, "whole numbers"]),
    (Network, r#""hidden_layer_sizes": ["@NaN"]"#, &["loss.hidden_layer_sizes is [NaN]", "whole numbers"]),
    (Network, r#""hidden_layer_sizes": [1,1,1,1,1,1,1,1,1,1,1]"#, &["loss.hidden_layer_sizes is [1, 1", "at most 10"]),
    (Network, r#""activation": "Tanh""#, &[r#"loss.activation is "Tanh""#, r#""relu", "tanh", "logistic""#]),
    (Network, r#""activation": 1"#, &["loss.activation is 1", r#""relu", "tanh", "logistic""#]),
    (Network, r#""alpha": -1"#, &["loss.alpha is -1", "from 0"]),
    (Network, r#""data": {"X": [[1], [2]], "y": [3, 3]}"#, &["loss.data.y has one value", "2 to 20 different ones"]),
    (Network, r#""data": {"X": [[1], [2]], "y": [0, -0.0]}"#, &["loss.data.y has one value", "one a class"]),
    (
        Network,
        r#""data": {"X": [[1],[2],[3],[4],[5],[6],[7],[8],[9],[0],[1],[2],[3],[4],[5],[6],[7],[8],[9],[0],[1]],
            "y": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]}"#,
        &["loss.data.y has more values", "2 to 20 different ones", "squared_error"],
    ),
    (
        Network,
        r#""data": {"X": [[1], [2], [3]], "y": [1, 2, 2.5]}"#,
        &["loss.data.y has 2.5, which is no class", "whole numbers", "squared_error"],
    ),
    // Refused before a start of 9 million numbers is drawn.
    (
        Network,
        r#""hidden_layer_sizes": [1000,1000,1000,1000,1000,1000,1000,1000,1000,1000]"#,
        &["The run would keep 54072006 numbers", "at most 20000000"],
    ),
    (Data, "null", &["loss.data is null", "data set by name"]),
    (Data, r#""make_regression""#, &[r#"loss.data is "make_regression""#, "data set by name"]),
    (Data, "[[1], [2]]", &["loss.data is [[1], [2]]", "{ X, y }"]),
    (Data, "{}", &["loss.data.name is missing", "make_regression"]),
    (
        Data,
        r#"{"name": "make_regresion"}"#,
        &[r#"loss.data.name is "make_regresion""#, "did you mean make_regression?"],
    ),
    (Data, r#"{"name": "make_regression", "n_sample": 5}"#, &[r#""n_sample" of loss.data"#, "did you mean n_samples?"]),
    (
        Data,
        r#"{"name": "make_regression", "n_samples": 1e9}"#,
        &["loss.data.n_samples is 1000000000 where n_features is 100;", "at most 10000."],
    ),
    (
        Data,
        r#"{"name": "make_regression", "n_samples": 1e300}"#,
        &["loss.data.n_samples is 1e300 where", "at most 10000."],
    ),
    (
        Data,
        r#"{"name": "make_regression", "n_samples": 1001, "n_features": 1000}"#,
        &["loss.data.n_samples is 1001 where n_features is 1000;", "at most 1000."],
    ),
    (Data, r#"{"name": "make_regression", "n_samples": 1}"#, &["loss.data.n_samples is 1", "from 2"]),
    (Data, r#"{"name": "make_regression", "n_samples": 1.5}"#, &["loss.data.n_samples is 1.5", "whole number"]),
    (Data, r#"{"name": "make_regression", "n_features": 0}"#, &["loss.data.n_features is 0", "from 1"]),
    (Data, r#"{"name": "make_regression", "noise": -1}"#, &["loss.data.noise is -1", "from 0"]),
    (Data, r#"{"name": "make_regression", "noise": "@Infinity"}"#, &["loss.data.noise is Infinity", "from 0"]),
    (Data, r#"{"name": "make_regression", "random_state": -1}"#, &["loss.data.random_state is -1", "4294967295"]),
    (Data, r#"{"name": "make_regression", "random_state": null}"#, &["loss.data.random_state is null", "whole number"]),
    (Data, r#"{"name": "make_regression", "shuffle": 0}"#, &["loss.data.shuffle is 0", "true or false"]),
    (Data, r#"{"name": "make_regression", "X": [[1]]}"#, &[r#""X" of loss.data"#, "n_samples"]),
    (
        Data,
        r#"{"name": "make_classification", "n_samples": 1001, "n_features": 1000}"#,
        &["loss.data.n_samples is 1001 where n_features is 1000;", "at most 1000."],
    ),
    (
        Data,
        r#"{"name": "make_classification", "n_features": 3}"#,
        &["n_informative + n_redundant + n_repeated is 4", "at most n_features, 3"],
    ),
    (
        Data,
        r#"{"name": "make_classification", "n_classes": 3}"#,
        &["n_classes × n_clusters_per_class is 6", "at most 2^n_informative, 4"],
    ),
    (
        Data,
        r#"{"name": "make_classification", "n_classes": 1e300, "n_clusters_per_class": 1e300}"#,
        &["n_classes × n_clusters_per_class is Infinity", "at most 2^n_informative, 4"],
    ),
    (
        Data,
        r#"{"name": "make_classification", "n_samples": 10, "n_features": 1000, "n_informative": 501}"#,
        &["n_informative × (clusters × n_informative + n_redundant) is 1005006", "at most 1000000"],
    ),
    (
        Data,
        r#"{"name": "make_classification", "n_samples": 2, "n_features": 30, "n_informative": 30, "n_redundant": 0,
            "n_classes": 100000}"#,
        &["n_informative × (clusters × n_informative + n_redundant) is 180000000", "at most 1000000"],
    ),
    (Data, r#"{"name": "make_classification", "n_informative": 0}"#, &["loss.data.n_informative is 0", "from 1"]),
    (Data, r#"{"name": "make_classification", "n_redundant": -1}"#, &["loss.data.n_redundant is -1", "from 0"]),
    (Data, r#"{"name": "make_classification", "flip_y": 1.1}"#, &["loss.data.flip_y is 1.1", "[0, 1]"]),
    (Data, r#"{"name": "make_classification", "class_sep": 0}"#, &["loss.data.class_sep is 0", "above 0"]),
    (Data, r#"{"name": "make_classification", "scale": 0}"#, &["loss.data.scale is 0", "above 0"]),
    (Data, r#"{"name": "make_classification", "shift": null}"#, &["loss.data.shift is null", "a number"]),
    (
        Data,
        r#"{"name": "make_classification", "shift": 1e308, "scale": 1e308}"#,
        &["make_classification gives numbers that are not finite", "smaller arguments"],
    ),
    (Data, r#"{"name": "make_moons", "n_samples": 500001}"#, &["loss.data.n_samples is 500001;", "at most 500000."]),
    (Data, r#"{"name": "make_moons", "noise": -0.1}"#, &["loss.data.noise is -0.1", "from 0"]),
    (Data, r#"{"name": "make_moons", "n_features": 2}"#, &[r#""n_features" of loss.data"#, "n_samples"]),
    (Data, r#"{"name": "make_circles", "n_samples": 1e300}"#, &["loss.data.n_samples is 1e300;", "at most 500000."]),
    (Data, r#"{"name": "make_circles", "factor": 1}"#, &["loss.data.factor is 1", "[0, 1)"]),
    (
        Data,
        r#"{"name": "make_blobs", "n_samples": 1e6}"#,
        &["loss.data.n_samples is 1000000 where n_features is 2;", "at most 500000."],
    ),
    (
        Data,
        r#"{"name": "make_blobs", "n_samples": 1, "n_features": 1000, "centers": 1001}"#,
        &["loss.data.centers × n_features is 1001000", "at most 1000000"],
    ),
    (Data, r#"{"name": "make_blobs", "centers": [[0, 0], [1, 1]]}"#, &["loss.data.centers is [[0, 0]", "whole number"]),
    (Data, r#"{"name": "make_blobs", "cluster_std": -1}"#, &["loss.data.cluster_std is -1", "from 0"]),
    (Data, r#"{"name": "make_blobs", "center_box": [0]}"#, &["loss.data.center_box is [0]", "two numbers"]),
    (Data, r#"{"name": "make_blobs", "center_box": [-1e308, 1e308]}"#, &["loss.data: center_box", "a smaller one"]),
    (
        Data,
        r#"{"name": "random_labels", "n_features": 1001}"#,
        &["loss.data.n_features is 1001 where n_samples is 1000;", "at most 1000."],
    ),
    (Data, r#"{"name": "iris"}"#, &[r#"loss.data.name is "iris""#, "not loaded", "provideTable", "tables/iris.csv"]),
    (Data, r#"{"name": "iris", "classes": 4}"#, &["loss.data.classes is 4", "[2, 3]"]),
    (Data, r#"{"name": "Iris"}"#, &[r#"loss.data.name is "Iris""#, "did you mean iris?"]),
    (Data, r#"{"name": "breast_cancer", "scaled": true}"#, &[r#""scaled" of loss.data"#, "name"]),
    (Data, r#"{"name": "diabetes", "scaled": 1}"#, &["loss.data.scaled is 1", "true or false"]),
    (Data, r#"{"X": [[1], [2]]}"#, &["loss.data.y is missing", "one a sample"]),
    (Data, r#"{"y": [1, 2]}"#, &["loss.data.X is missing", "list of samples"]),
    (Data, r#"{"X": [], "y": []}"#, &["loss.data.X is []", "list of samples"]),
    (Data, r#"{"X": [[]], "y": [1]}"#, &["loss.data.X[0] is []", "one a feature"]),
    (Data, r#"{"X": [1, 2], "y": [1, 2]}"#, &["loss.data.X[0] is 1", "a list of numbers"]),
    (Data, r#"{"X": [[1, 2], [3]], "y": [1, 2]}"#, &["loss.data.X[1] is [3]", "a list of 2 numbers"]),
    (Data, r#"{"X": [[1], [2]], "y": [1]}"#, &["2 samples", "1 targets", "as many"]),
    (Data, r#"{"X": [[1], ["2"]], "y": [1, 2]}"#, &[r#"loss.data.X[1][0] is "2""#, "a finite number"]),
    (Data, r#"{"X": [[1], ["@NaN"]], "y": [1, 2]}"#, &["loss.data.X[1][0] is NaN", "a finite number"]),
    (Data, r#"{"X": [[1], [null]], "y": [1, 2]}"#, &["loss.data.X[1][0] is null", "a finite number"]),
    (Data, r#"{"X": [[1], [2]], "y": [1, "@-Infinity"]}"#, &["loss.data.y[1] is -Infinity", "a finite number"]),
    (Data, r#"{"X": [[1], [2]], "y": [[1], [2]]}"#, &["loss.data.y[0] is [1]", "a finite number"]),
    (Data, r#"{"X": "abc", "y": [1]}"#, &[r#"loss.data.X is "abc""#, "list of samples"]),
    (Data, r#"{"X": [[1]], "y": 1}"#, &["loss.data.y is 1", "list of numbers"]),
    (Data, r#"{"X": [[1]], "Y": [1], "y": [1]}"#, &[r#""Y" of loss.data"#, "did you mean y?"]),
    (Data, r#"{"X": [[1]], "y": [1e200]}"#, &["start is [0, 0]", "the loss is Infinity"]),
    // Batches.
    (Hiker, r#"{"optimizer": {"name": "SGD", "lr": 1}, "batch_size": 1}"#, &["hikers[0].batch_size is 1", "no data"]),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": {"at": 2}}"#,
        &["hikers[0].changes is {", "allowed: a list"],
    ),
    (Hiker, r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": null}"#, &["hikers[0].changes is null", "a list"]),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [3]}"#,
        &["hikers[0].changes[0] is 3", "allowed: an object with at"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"optimizer": {"name": "SGD", "lr": 2}}]}"#,
        &["hikers[0].changes[0].at is missing"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": 2}]}"#,
        &["hikers[0].changes[0] changes nothing", "optimizer, scheduler or batch_size"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": -1, "optimizer": {"name": "SGD", "lr": 2}}]}"#,
        &["hikers[0].changes[0].at is -1", "whole number in [0,"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": 1.5, "optimizer": {"name": "SGD", "lr": 2}}]}"#,
        &["hikers[0].changes[0].at is 1.5", "whole number"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": 5, "optimizer": {"name": "SGD", "lr": 2}}]}"#,
        &["hikers[0].changes has one at 5", "[0, 4]", "step"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": 2, "optimizer": {"name": "SGD", "lr": 2}}, {"at": 2, "scheduler": {"name": "constant"}}]}"#,
        &["hikers[0].changes[1].at is 2", "more than 2"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": 2, "optimiser": {"name": "SGD", "lr": 2}}]}"#,
        &["hikers[0].changes[0]", "\"optimiser\"", "optimizer"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": 2, "optimizer": {"name": "SGD"}}]}"#,
        &["hikers[0].changes[0].optimizer", "lr is missing"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": 2, "optimizer": {"name": "SGD", "lr": 0}}]}"#,
        &["hikers[0].changes[0].optimizer.lr is 0"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": 2, "scheduler": {"name": "StepLR", "step_size": 0, "gamma": 1}}]}"#,
        &["hikers[0].changes[0].scheduler.step_size is 0"],
    ),
    (
        Hiker,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "changes": [{"at": 2, "batch_size": 3}]}"#,
        &["hikers[0].changes[0].batch_size", "starts with"],
    ),
    (
        HikerOnData,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "batch_size": 2, "changes": [{"at": 2, "batch_size": 7}]}"#,
        &["hikers[0].batch_size is 7", "[1, 6]"],
    ),
    (
        HikerOnData,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "batch_size": 2, "changes": [{"at": 2, "batch_size": 0}]}"#,
        &["hikers[0].changes[0].batch_size is 0"],
    ),
    (
        HikerOnData,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "batch_size": 0}"#,
        &["hikers[0].batch_size is 0", "whole number in [1,"],
    ),
    (
        HikerOnData,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "batch_size": -1}"#,
        &["hikers[0].batch_size is -1", "whole number in [1,"],
    ),
    (
        HikerOnData,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "batch_size": 1.5}"#,
        &["hikers[0].batch_size is 1.5", "whole number"],
    ),
    (
        HikerOnData,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "batch_size": 7}"#,
        &["hikers[0].batch_size is 7", "[1, 6]"],
    ),
    (
        HikerOnData,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "batch_size": 1e15}"#,
        &["hikers[0].batch_size is 1000000000000000", "[1,"],
    ),
    (
        HikerOnData,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "batch_size": "32"}"#,
        &[r#"hikers[0].batch_size is "32""#, "whole number"],
    ),
    (
        HikerOnData,
        r#"{"optimizer": {"name": "SGD", "lr": 1}, "batch_size": null}"#,
        &["hikers[0].batch_size is null", "whole number"],
    ),
];

fn refusal(value: &Value) -> String {
    match Experiment::parse(value) {
        Err(wrong) => wrong.to_string(),
        Ok(_) => panic!("{value} was taken"),
    }
}

#[test]
fn every_fault_is_named_with_its_key_its_value_and_what_is_allowed() {
    for (part, given, fragments) in CASES {
        let said = refusal(&unsayable(json(&whole(part, given))));
        for fragment in *fragments {
            assert!(said.contains(fragment), "{given}\nsays: {said}\nwithout: {fragment}");
        }
        assert!(said.ends_with('.') && said.chars().count() < 400, "{given}\nsays: {said}");
    }
}

fn on_points(samples: usize, features: usize, length: &str, hikers: usize, batch: &str) -> String {
    let hiker = format!(r#"{{"optimizer": {{"name": "SGD", "lr": 0.1}}{batch}}}"#);
    format!(
        r#"{{"loss": {{"name": "squared_error", "data": {{"name": "make_regression", "n_samples": {samples}, "n_features": {features}}}}},
            {length}, "hikers": [{}]}}"#,
        vec![hiker; hikers].join(", ")
    )
}

#[test]
fn at_each_limit_an_experiment_is_taken_and_one_beyond_it_is_refused_with_both_numbers() {
    let bowl = |steps: usize, hikers: usize| {
        let hikers = vec![r#"{"optimizer": {"name": "SGD", "lr": 0.1}}"#; hikers].join(", ");
        format!(r#"{{"loss": {{"name": "bowl"}}, "steps": {steps}, "hikers": [{hikers}]}}"#)
    };
    for (taken, beyond, numbers) in [
        (bowl(100_000, 1), bowl(100_001, 1), ["100001", "100000"]),
        (bowl(1, 16), bowl(1, 17), ["17", "16"]),
        // Records (the start is one) × parameters × hikers: 100 × 100,000 × 2, and one record more.
        (
            on_points(10, 99_999, r#""steps": 99"#, 2, ""),
            on_points(10, 99_999, r#""steps": 100"#, 2, ""),
            ["20200000", "20000000"],
        ),
        // Gradients of single samples: steps × all samples, steps × a batch, epochs × all samples.
        (
            on_points(20_000, 1, r#""steps": 100000"#, 1, ""),
            on_points(20_001, 1, r#""steps": 100000"#, 1, ""),
            ["2000100000", "2000000000"],
        ),
        (
            on_points(1000, 1, r#""epochs": 100000"#, 16, r#", "batch_size": 1"#),
            on_points(1251, 1, r#""epochs": 100000"#, 16, r#", "batch_size": 1"#),
            ["2001600000", "2000000000"],
        ),
        (
            on_points(10_000, 100, r#""steps": 1"#, 1, ""),
            on_points(10_001, 100, r#""steps": 1"#, 1, ""),
            ["n_samples is 10001", "10000"],
        ),
        (
            on_points(1_000_000, 1, r#""steps": 1"#, 1, ""),
            on_points(1_000_001, 1, r#""steps": 1"#, 1, ""),
            ["n_samples is 1000001", "1000000"],
        ),
        (
            on_points(2, 500_000, r#""steps": 1"#, 1, ""),
            on_points(2, 500_001, r#""steps": 1"#, 1, ""),
            ["n_features is 500001", "500000"],
        ),
    ] {
        experiment(&taken);
        let said = refusal(&json(&beyond));
        assert!(numbers.iter().all(|number| said.contains(number)), "{beyond}\nsays: {said}");
    }
    let seed = |seed: u64| with(&json(&bowl(1, 1)), "seed", Value::Number(seed as f64));
    assert!(Experiment::parse(&seed(u32::MAX as u64)).is_ok());
    assert!(refusal(&seed(u32::MAX as u64 + 1)).contains("4294967296"));
}

#[test]
fn a_million_hikers_are_refused_quickly() {
    let hiker = json(r#"{"optimizer": {"name": "SGD", "lr": 0.1}}"#);
    let bowl = json(r#"{"loss": {"name": "bowl"}, "steps": 5}"#);
    let crowd = with(&bowl, "hikers", Value::List(vec![hiker; 1_000_000]));
    let before = std::time::Instant::now();
    let said = refusal(&crowd);
    assert!(said.contains("1000000") && said.contains("16"), "{said}");
    assert!(before.elapsed().as_millis() < 5000);
}

#[test]
fn a_long_value_and_a_long_name_are_cut_in_the_sentence() {
    let long = "x".repeat(100_000);
    for wrong in [
        format!(r#"{{"steps": "{long}"}}"#),
        format!(r#"{{"steps": {{"{long}": 1}}}}"#),
        format!(r#"{{"{long}": 1}}"#),
        format!(r#"{{"steps": [{}1]}}"#, "1, ".repeat(100_000)),
        whole(&Optimizer, &format!(r#"{{"name": "{long}"}}"#)),
        whole(&Key, &format!(r#""start": [{}1]"#, "1, ".repeat(100_000))),
    ] {
        let said = refusal(&json(&wrong));
        assert!(said.chars().count() < 400, "{said}");
    }
}

#[test]
fn a_view_of_a_map_is_checked_like_an_experiment() {
    let right = json(r#"{"x": [0, 1], "y": [0, 1], "width": 4096, "height": 1}"#);
    assert!(Grid::parse(&right).is_ok());
    for (key, value, fragments) in [
        ("x", "[1, 0]", ["view.x is [1, 0]", "the smaller first"]),
        ("x", "[1, 1]", ["view.x is [1, 1]", "the smaller first"]),
        ("y", "[0]", ["view.y is [0]", "two finite numbers"]),
        ("y", r#"[0, "@Infinity"]"#, ["view.y is [0, Infinity]", "two finite numbers"]),
        ("y", r#"["@NaN", 1]"#, ["view.y is [NaN, 1]", "two finite numbers"]),
        ("y", "null", ["view.y is null", "two finite numbers"]),
        ("width", "0", ["view.width is 0", "[1, 4096]"]),
        ("width", "4097", ["view.width is 4097", "[1, 4096]"]),
        ("height", "1.5", ["view.height is 1.5", "whole number"]),
        ("height", r#""5""#, ["view.height is \"5\"", "whole number"]),
        ("hight", "5", ["\"hight\" of view", "did you mean height?"]),
    ] {
        let said = Grid::parse(&with(&right, key, unsayable(json(value)))).expect_err("it is wrong").to_string();
        assert!(fragments.iter().all(|fragment| said.contains(fragment)), "{key}: {value}\nsays: {said}");
    }
    for wrong in ["{}", "[]", "null", r#"{"x": [0, 1], "y": [0, 1], "width": 5}"#] {
        assert!(Grid::parse(&json(wrong)).is_err(), "{wrong}");
    }
}

#[test]
fn pins_of_an_address_are_checked_one_by_one_and_named_by_their_place() {
    const MARKUP: &str = "<script>alert(1)</script>";
    let bowl = r#"{"loss": {"name": "bowl"}, "steps": 5, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.1}}]}"#;
    let pin = |name: &str| format!(r#"{{"name": "{name}", "experiment": {bowl}}}"#);
    let checked = |pins: &str| {
        let scene = json(&format!(r#"{{"v": 1, "experiment": {bowl}, "pins": {pins}}}"#));
        // As links made by hand have it, and as the page writes it.
        let by_hand = text(&scene).bytes().map(|b| format!("%{b:02X}")).collect::<String>();
        let [said, again] = [by_hand, link::write(&scene, &JSON)].map(|address| {
            let read = link::read(&address, &JSON)?;
            assert_eq!(text(read.get("pins").unwrap()), text(scene.get("pins").unwrap()), "{address}");
            scene::check(&read, &mut Fresh).map(|_| ())
        });
        assert_eq!(
            said.as_ref().err().map(|wrong| wrong.to_string()),
            again.as_ref().err().map(|wrong| wrong.to_string())
        );
        said.map_err(|wrong| wrong.to_string())
    };
    for right in ["[]".into(), format!("[{}]", pin(MARKUP)), format!("[{}]", vec![pin("one"); 8].join(","))] {
        assert_eq!(checked(&right), Ok(()), "{right}");
    }
    let list = "a list of at most 8 objects with name and experiment";
    let one = "an object with name, a word or two, and experiment";
    let put = |from: &str, to: &str| format!("[{}, {}]", pin("right"), pin("wrong").replace(from, to));
    for (pins, parts) in [
        ("null".into(), ["pins is null", list]),
        ("1".into(), ["pins is 1", list]),
        (format!("\"{MARKUP}\""), ["pins is \"<script>", list]),
        (pin("not in a list"), ["pins is {", list]),
        (format!("[{}]", vec![pin("one"); 9].join(",")), ["pins has 9 entries", list]),
        (format!("[{}, null]", pin("right")), ["pins[1] is null", "an object with name and experiment"]),
        (format!("[{}, [{}]]", pin("right"), pin("deep")), ["pins[1] is [", "an object with name and experiment"]),
        (put("\"name\": \"wrong\"", "\"name\": 7"), ["pins[1] is {", one]),
        (put("\"name\": \"wrong\", ", ""), ["pins[1] is {", one]),
        (format!("[{}, {{\"name\": \"wrong\"}}]", pin("right")), ["pins[1] is {", one]),
        (put("\"name\": \"wrong\"", &format!("\"name\": \"x\", \"{MARKUP}\": 1")), ["pins[1]", MARKUP]),
        (put("\"name\": \"wrong\"", "\"name\": \"x\", \"colour\": 1"), ["\"colour\"", "name, experiment"]),
        (put("\"bowl\"", "\"bowel\""), ["pins[1]: loss.name is \"bowel\"", "bowl"]),
        (put("\"bowl\"", &format!("\"{MARKUP}\"")), ["pins[1]: ", MARKUP]),
        (put("0.1", "-1"), ["pins[1]: ", "lr is -1"]),
        (put("\"steps\": 5", "\"steps\": 1e9"), ["pins[1]: steps is 1000000000", "100000"]),
    ] {
        let said = checked(&pins).expect_err(&pins);
        assert!(parts.iter().all(|part| said.contains(part)), "{pins}: {said}");
        assert!(said.ends_with('.'), "{said}");
    }
}

#[test]
fn a_rate_of_a_sweep_that_is_not_positive_and_finite_is_named_by_its_index() {
    let bowl =
        experiment(r#"{"loss": {"name": "bowl"}, "steps": 5, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.1}}]}"#);
    for (wrong, word) in [(0.0, "0"), (-1.0, "-1"), (f64::NAN, "NaN"), (f64::INFINITY, "Infinity")] {
        let said = sweep(&bowl, &[0.1, 0.2, wrong, -5.0]).expect_err("it is wrong").to_string();
        assert!(said.contains(&format!("lrs[2] is {word};")) && said.contains("positive finite"), "{said}");
    }
}

#[test]
fn a_map_needs_two_parameters() {
    let plane = experiment(&on_points(10, 2, r#""steps": 5"#, 1, ""));
    let grid = Grid::parse(&json(r#"{"x": [0, 1], "y": [0, 1], "width": 2, "height": 2}"#)).unwrap();
    let said = learning_rate_playground::sweep::map::outcomes(&plane, &grid).err().expect("it is wrong").to_string();
    assert!(said.contains("3 parameters") && said.contains('2'), "{said}");
}

/// Every array is as long as there are records, and every number in it is finite.
fn whole_and_finite(trace: &Trace, description: &str) {
    let records = trace.loss.len();
    assert!(records >= 1, "the start is kept: {description}");
    assert_eq!(trace.params.len(), records * trace.dim, "{description}");
    assert_eq!(trace.lr.len(), records, "{description}");
    for (name, values) in &trace.metrics {
        assert_eq!(values.len(), records, "{name}: {description}");
        assert!(values.iter().all(|x| x.is_finite()), "{name}: {description}");
    }
    for numbers in [&trace.params, &trace.loss, &trace.lr] {
        assert!(numbers.iter().all(|x| x.is_finite()), "{description}");
    }
    assert!(!trace.verdict.text.contains("NaN") && !trace.verdict.text.contains('∞'), "{}", trace.verdict.text);
}

#[test]
fn rates_from_1e_minus_300_to_1e300_all_end_in_a_verdict_with_finite_numbers() {
    for (_, loss) in losses() {
        let objective = common::loss(&loss);
        for entry in optimizer::ENTRIES {
            for setting in few_settings(entry).into_iter().filter(|setting| fits(setting, objective.as_ref())) {
                for decade in (-300..=300).step_by(10).chain(-9..=9) {
                    let setting = with(&setting, "lr", Value::Number(format!("1e{decade}").parse().unwrap()));
                    let description =
                        format!(r#"{{"loss": {loss}, "steps": 25, "hikers": [{{"optimizer": {}}}]}}"#, text(&setting));
                    let trace = run(&experiment(&description)).remove(0);
                    whole_and_finite(&trace, &description);
                    let diverged = trace.verdict.kind == learning_rate_playground::run::verdict::Kind::Diverged;
                    assert!(diverged || trace.records() == 26, "{description}");
                }
            }
        }
    }
}

#[test]
fn a_loss_of_data_that_nearly_overflows_still_has_a_finite_mean_squared_error() {
    for start in ["[1.2e154, 0]", "[1e154, 1e153]"] {
        for lr in [1e-3, 2.05, 2.2] {
            let description = format!(
                r#"{{"loss": {{"name": "squared_error", "data": {{"X": [[1]], "y": [1]}}, "alpha": 0}}, "start": {start},
                    "steps": 20, "hikers": [{{"optimizer": {{"name": "SGD", "lr": {lr}}}}}]}}"#
            );
            if let Ok(experiment) = Experiment::parse(&json(&description)) {
                whole_and_finite(&run(&experiment)[0], &description);
            }
        }
    }
    let slow = r#"{"loss": {"name": "squared_error", "data": {"X": [[1], [2]], "y": [1, 3]}, "alpha": 0}, "steps": 20000,
        "hikers": [{"optimizer": {"name": "SGD", "lr": 0.7}}]}"#;
    let trace = run(&experiment(slow)).remove(0);
    assert!(trace.records() < 20_000, "it overflows");
    whole_and_finite(&trace, slow);
}

#[test]
fn a_rate_that_its_schedule_drives_past_all_numbers_ends_the_walk() {
    for scheduler in
        [r#"{"name": "ExponentialLR", "gamma": 1e200}"#, r#"{"name": "MultiplicativeLR", "lr_lambda": "exp(300*t)"}"#]
    {
        let description = format!(
            r#"{{"loss": {{"name": "bowl"}}, "start": [1e-150, 0], "steps": 5, "hikers": [{{
                "optimizer": {{"name": "SGD", "lr": 0.1}}, "scheduler": {scheduler}}}]}}"#
        );
        let trace = run(&experiment(&description)).remove(0);
        whole_and_finite(&trace, &description);
        assert_eq!(trace.verdict.kind, learning_rate_playground::run::verdict::Kind::Diverged, "{description}");
    }
}

#[test]
fn a_run_that_would_keep_too_much_is_refused_before_it_walks_with_both_numbers() {
    let network = |optimizer: &str, layers: &str, steps: usize| {
        Experiment::parse(&json(&format!(
            r#"{{"loss": {{"name": "mlp", "data": {{"X": [[1], [2]], "y": [0, 1]}}, "hidden_layer_sizes": {layers}}},
                "steps": {steps}, "hikers": [{{"optimizer": {{"lr": 0.1, {optimizer}}}}}]}}"#
        )))
    };
    // 903801 parameters: of 100 moves two vectors each, 26 more, the parameters and the gradient, in two lanes; and what
    // is returned of eleven records.
    let parameters = 903801.0;
    let megabytes = (parameters * (2.0 * (2.0 * 100.0 + 26.0 + 2.0) + 11.0) * 8.0 / 1e6_f64).ceil();
    let wrong = network(r#""name": "LBFGS""#, "[1000, 900]", 10).err().expect("it is too much").to_string();
    let said =
        format!("hikers[0].optimizer is LBFGS, with which the run would keep {megabytes} MB; allowed: at most 512 MB.");
    assert!(wrong.starts_with(&said), "{wrong}");
    // On each side of the limit. A history that is never filled counts as far as it is.
    let fewer = 91201.0;
    let most: f64 = (512e6 / 8.0 / fewer - 2.0 * 28.0 - 11.0) / 4.0;
    for (history, fits) in [(most.floor(), true), (most.floor() + 1.0, false)] {
        let optimizer = format!(r#""name": "LBFGS", "history_size": {history}"#);
        assert_eq!(network(&optimizer, "[300, 300]", 10).is_ok(), fits, "{history}");
    }
    assert!(network(r#""name": "LBFGS", "history_size": 1000, "max_iter": 10"#, "[300, 300]", 10).is_ok());
    for name in ["SGD", "Adam", "Muon", "Adafactor", "Prodigy"] {
        assert!(network(&format!(r#""name": "{name}""#), "[1000, 900]", 10).is_ok(), "{name}");
    }
}

#[test]
fn data_whose_squares_overflow_has_no_known_floor_and_still_runs() {
    let description = r#"{"loss": {"name": "squared_error", "data": {"X": [[1e160], [2]], "y": [1, 2]}}, "steps": 5,
        "hikers": [{"optimizer": {"name": "SGD", "lr": 1e-300}}]}"#;
    let experiment = experiment(description);
    assert_eq!(experiment.loss.floor(), None);
    let view = experiment.loss.view();
    assert!([view.x, view.y].iter().all(|[from, to]| from < to), "{view:?}");
    whole_and_finite(&run(&experiment)[0], description);
}

#[test]
fn data_of_every_shape_within_the_limits_is_run_in_seconds() {
    for (samples, features) in [(2, 500_000), (1_000_000, 1), (100, 10_000), (10_000, 100), (400, 400)] {
        let description = on_points(samples, features, r#""steps": 2"#, 1, "");
        let before = std::time::Instant::now();
        whole_and_finite(&run(&experiment(&description))[0], &description);
        assert!(before.elapsed().as_secs() < 60, "{samples} × {features}: {:?}", before.elapsed());
    }
}

#[test]
fn the_largest_data_of_every_kind_is_made_in_seconds() {
    for description in [
        r#"{"name": "make_classification", "n_samples": 1000, "n_features": 1000, "n_informative": 499}"#,
        r#"{"name": "make_classification", "n_samples": 1000, "n_features": 1000, "n_informative": 999, "n_redundant": 1,
            "n_classes": 1, "n_clusters_per_class": 1}"#,
        r#"{"name": "make_classification", "n_samples": 1000, "n_features": 1000, "n_informative": 1, "n_redundant": 999,
            "n_clusters_per_class": 1}"#,
        r#"{"name": "make_classification", "n_samples": 1000, "n_features": 1000, "n_informative": 18, "n_redundant": 0,
            "n_classes": 1500}"#,
        r#"{"name": "make_classification", "n_samples": 1000, "n_features": 1000, "n_informative": 17, "n_redundant": 0,
            "n_classes": 1700, "n_repeated": 983}"#,
        r#"{"name": "make_classification", "n_samples": 333333, "n_features": 3, "n_redundant": 1}"#,
        r#"{"name": "make_moons", "n_samples": 500000, "noise": 1}"#,
        r#"{"name": "make_circles", "n_samples": 500000, "noise": 1}"#,
        r#"{"name": "make_blobs", "n_samples": 1000000, "n_features": 1, "centers": 1000000}"#,
        r#"{"name": "make_blobs", "n_samples": 1, "n_features": 1000000, "centers": 1}"#,
        r#"{"name": "random_labels", "n_samples": 1000000, "n_features": 1}"#,
    ] {
        let before = std::time::Instant::now();
        let table = data::parse("loss.data", &json(description)).unwrap().table(0).unwrap();
        assert!(table.x.len() >= 999_999, "{description}");
        assert!(before.elapsed().as_secs() < 60, "{description}: {:?}", before.elapsed());
    }
}

/// Plain data of any kind, the engine's own words among it.
fn anything() -> impl Strategy<Value = Value> {
    let words = [
        "name",
        "loss",
        "start",
        "steps",
        "epochs",
        "seed",
        "hikers",
        "optimizer",
        "scheduler",
        "batch_size",
        "lr",
        "SGD",
        "Adam",
        "bowl",
        "squared_error",
        "mlp",
        "hidden_layer_sizes",
        "activation",
        "data",
        "X",
        "y",
        "make_regression",
        "make_classification",
        "make_moons",
        "make_blobs",
        "iris",
        "n_samples",
        "n_informative",
        "centers",
        "StepLR",
        "SequentialLR",
        "ChainedScheduler",
        "ReduceLROnPlateau",
        "schedulers",
        "milestones",
        "gamma",
        "betas",
        "interval",
    ];
    let word = prop_oneof![prop::sample::select(words.to_vec()).prop_map(String::from), "\\PC{0,8}"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Flag),
        any::<f64>().prop_map(Value::Number),
        (-5..200i32).prop_map(|n| Value::Number(n.into())),
        word.clone().prop_map(Value::Text),
        Just(Value::Foreign("function".into())),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            prop::collection::vec((word.clone(), inner), 0..6).prop_map(Value::Map),
        ]
    })
}

/// An experiment that is right, with one value anywhere in it replaced by anything.
fn nearly_right() -> impl Strategy<Value = Value> {
    let right = format!(
        r#"{{"loss": {{"name": "squared_error", "data": {SIX}, "alpha": 0.1}}, "start": [1, 2], "steps": 5, "seed": 1,
            "hikers": [{{"optimizer": {{"name": "Adam", "lr": 0.1, "betas": [0.9, 0.99]}},
                "scheduler": {{"name": "SequentialLR", "milestones": [2], "interval": "step", "schedulers": [
                    {{"name": "StepLR", "step_size": 2}}, {{"name": "OneCycleLR", "total_steps": 9}}]}}, "batch_size": 2}}]}}"#
    );
    fn places(value: &Value) -> usize {
        1 + match value {
            Value::List(items) => items.iter().map(places).sum(),
            Value::Map(pairs) => pairs.iter().map(|(_, value)| places(value)).sum::<usize>(),
            _ => 0,
        }
    }
    fn replace(value: &mut Value, place: &mut usize, by: &Value) {
        if *place == 0 {
            *value = by.clone();
        }
        *place = place.wrapping_sub(1);
        match value {
            Value::List(items) => items.iter_mut().for_each(|item| replace(item, place, by)),
            Value::Map(pairs) => pairs.iter_mut().for_each(|(_, item)| replace(item, place, by)),
            _ => {}
        }
    }
    let right = json(&right);
    (0..places(&right), anything()).prop_map(move |(mut place, by)| {
        let mut wrong = right.clone();
        replace(&mut wrong, &mut place, &by);
        wrong
    })
}

fn one_of(settings: Vec<Value>) -> impl Strategy<Value = Value> {
    prop::sample::select(settings)
}

/// Experiments that are right, of every kind.
fn right() -> impl Strategy<Value = String> {
    let optimizers: Vec<Value> = optimizer::ENTRIES.iter().flat_map(|entry| settings(entry)).collect();
    let schedulers: Vec<Value> = scheduler::ENTRIES.iter().flat_map(|entry| settings(entry)).collect();
    let loss = prop::sample::select(losses());
    let size = prop_oneof![4 => -5.0..5.0f64, 1 => -1e160..1e160f64];
    let rate = (-300.0..300.0f64, -4.0..2.0f64, 0..4u8)
        .prop_map(|(wild, mild, which)| 10f64.powf(if which == 0 { wild } else { mild }));
    (
        loss,
        one_of(optimizers),
        one_of(schedulers),
        rate,
        (size.clone(), size),
        1..60usize,
        1..=50usize,
        any::<u32>(),
        any::<bool>(),
    )
        .prop_map(|((_, loss), optimizer, scheduler, lr, (x, y), steps, batch, seed, flag)| {
            let data = of_data(&loss);
            let batch = if data { format!(r#", "batch_size": {batch}"#) } else { String::new() };
            let length = if data && flag { "epochs" } else { "steps" };
            let scheduler = if flag { with(&scheduler, "interval", Value::Text("step".into())) } else { scheduler };
            format!(
                r#"{{"loss": {loss}, "start": [{x:e}, {y:e}], "{length}": {steps}, "seed": {seed}, "hikers": [
                    {{"optimizer": {}, "scheduler": {}{batch}}}]}}"#,
                text(&with(&optimizer, "lr", Value::Number(lr))),
                text(&scheduler)
            )
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn no_data_whatever_makes_it_panic(value in anything()) {
        if let Err(wrong) = Experiment::parse(&value) {
            prop_assert!(wrong.to_string().ends_with('.'), "{wrong}");
        }
        let _ = Grid::parse(&value);
    }

    #[test]
    fn one_wrong_value_in_a_right_experiment_is_a_sentence_or_another_right_experiment(value in nearly_right()) {
        match Experiment::parse(&value) {
            Ok(experiment) if experiment.length.records() <= 1000 && experiment.start.len() < 10 => {
                run(&experiment).iter().for_each(|trace| whole_and_finite(trace, &value.to_string()));
            }
            Ok(_) => {}
            Err(wrong) => prop_assert!(wrong.to_string().ends_with('.') && wrong.to_string().chars().count() < 400, "{wrong}"),
        }
    }

    #[test]
    fn every_right_experiment_runs_to_arrays_of_one_length_and_finite_numbers(description in right()) {
        match Experiment::parse(&json(&description)) {
            Ok(experiment) => run(&experiment).iter().for_each(|trace| whole_and_finite(trace, &description)),
            Err(wrong) => {
                let known = ["where the loss is", "divides by zero", "which moves matrices", "second derivatives", "nor betas", "divides by the rate"]
                    .iter().any(|part| wrong.to_string().contains(part));
                prop_assert!(known, "{wrong}: {description}");
            }
        }
    }
}
