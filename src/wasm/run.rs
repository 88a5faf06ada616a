//! Runs of an experiment, one and many, and what is known of it before it runs.

use super::error::JsError;
use super::read;
use super::write::{self, Answer};
#[cfg(feature = "whole")]
use super::{
    read::{numbers, plain_data},
    write::{floats, indices, object},
};
#[cfg(feature = "whole")]
use crate::sweep::{
    map::{self, Grid},
    rates,
};
#[cfg(feature = "whole")]
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// What comes of an experiment, hiker by hiker. The same experiment gives the same numbers everywhere.
#[cfg(feature = "whole")]
#[wasm_bindgen(unchecked_return_type = "Run")]
pub fn run(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Answer {
    write::run(&crate::run::run(&read::experiment(&experiment)?))
}

/// What there is to see before anything runs: the parameters, the start, the window, the minima.
#[wasm_bindgen(unchecked_return_type = "Landscape")]
pub fn landscape(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Answer {
    write::landscape(&read::experiment(&experiment)?)
}

/// About how many multiplications a run takes.
#[wasm_bindgen]
pub fn work(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Result<f64, JsError> {
    Ok(read::experiment(&experiment)?.work())
}

/// The first hiker's walk at each of the learning rates `lrs`, all above 0.
#[cfg(feature = "whole")]
#[wasm_bindgen(unchecked_return_type = "Sweep")]
pub fn sweep(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] lrs: JsValue,
) -> Answer {
    let lrs = numbers("lrs", &lrs)?;
    let outcomes = rates::sweep(&read::experiment(&experiment)?, &lrs)?;
    let losses: Vec<f64> = outcomes.iter().map(|o| o.loss).collect();
    let kinds: Array = outcomes.iter().map(|o| JsValue::from(o.kind.name())).collect();
    Ok(object(&[("loss", floats(&losses)), ("kind", kinds.into())]))
}

/// Where the first hiker's walk from the middle of each pixel ends: height × width, row by row from the top. The loss
/// must have two parameters.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = outcomeMap, unchecked_return_type = "OutcomeMap")]
pub fn outcome_map(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Grid")] view: JsValue,
) -> Answer {
    let outcomes = map::outcomes(&read::experiment(&experiment)?, &Grid::parse(&plain_data(&view)?)?)?;
    Ok(object(&[
        ("loss", floats(&outcomes.loss)),
        ("x", floats(&outcomes.x)),
        ("y", floats(&outcomes.y)),
        ("records", indices(&outcomes.records)),
    ]))
}

/// A program in Python that walks as the hiker number `hiker`, from 0: PyTorch on surfaces, scikit-learn on data, and
/// PyTorch there too where scikit-learn has no such walk. It prints the loss at each record and the parameters at the
/// last, as JSON, `{"loss": [...], "params": [...]}`.
#[cfg(feature = "whole")]
#[wasm_bindgen]
pub fn python(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    hiker: usize,
) -> Result<String, JsError> {
    Ok(crate::program::python(&read::description(&experiment)?, hiker)?)
}
