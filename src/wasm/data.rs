//! Data: the shipped tables, tables written as text, and what a model says of samples.

use super::error::JsError;
use super::read::{self, numbers, plain_data};
use super::write::{self, Answer, described};
use crate::data::{self, csv};
use crate::loss::OfData;
use crate::scene::experiment::Experiment;
use crate::schema::value::Value;
use crate::schema::{Fault, fault};
use crate::sweep::map::{self, Grid};
use crate::text::code::wasm as code;
use js_sys::Float64Array;
use wasm_bindgen::prelude::*;

/// Gives the engine the shipped table `name`: the text of `tables/name.csv`, which it keeps. Needed where it cannot read
/// files: everywhere but in Node.
#[wasm_bindgen(js_name = provideTable)]
pub fn provide_table(name: &str, csv: &str) -> Result<(), JsError> {
    Ok(data::provide(name, csv)?)
}

/// The name of the shipped table that must be provided before the experiment can run; null where none is.
#[wasm_bindgen(js_name = tableNeeded, unchecked_return_type = "string | null")]
pub fn table_needed(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Answer {
    Ok(data::missing(&plain_data(&experiment)?).map_or(JsValue::NULL, JsValue::from))
}

/// What columns a table written as text (CSV) has. One that cannot be read throws the line and the column.
#[wasm_bindgen(js_name = readCsv, unchecked_return_type = "CsvColumns")]
pub fn read_csv(text: &str) -> Answer {
    let columns = csv::columns(text)?;
    let rows = Value::Number(columns.rows() as f64);
    let names = columns.names.into_iter().map(Value::Text).collect();
    let numeric = columns.numeric.into_iter().map(Value::Flag).collect();
    let pairs = [("names", Value::List(names)), ("numeric", Value::List(numeric)), ("rows", rows)];
    described(&Value::Map(pairs.map(|(key, value)| (key.into(), value)).into()))
}

/// Columns of a table written as text (CSV), by their places from 0, as data for an experiment.
#[wasm_bindgen(js_name = pickCsv, unchecked_return_type = "{ X: number[][]; y: number[] }")]
pub fn pick_csv(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] features: JsValue,
    target: f64,
) -> Answer {
    let table = csv::columns(text)?.table(&numbers("features", &features)?, target)?;
    described(&data::write(&table))
}

/// The data of a loss of data, standardised where the loss asks for it; null for others.
#[wasm_bindgen(unchecked_return_type = "Table | null")]
pub fn table(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Answer {
    write::table(&read::experiment(&experiment)?)
}

/// What the model with the parameters `params` says of each row of `X`: samples × features in one list; one number a
/// sample.
#[wasm_bindgen]
pub fn predict(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] params: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>", js_name = "X")] x: JsValue,
) -> Result<Float64Array, JsError> {
    let experiment = read::experiment(&experiment)?;
    let (data, params) = model(&experiment, &params)?;
    let (x, features) = (numbers("X", &x)?, data.table().features());
    if x.len() % features != 0 {
        return Err(fault!("X", code::wrong_size, count = x.len(), features).into());
    }
    Ok(Float64Array::from(&data.predict_all(&params, &x)[..]))
}

/// What the model says at the middle of each pixel of a plane of two features: height × width, row by row from the top.
#[wasm_bindgen]
pub fn decisions(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] params: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Grid")] view: JsValue,
) -> Result<Float64Array, JsError> {
    let experiment = read::experiment(&experiment)?;
    let (data, params) = model(&experiment, &params)?;
    Ok(Float64Array::from(&map::decisions(data, &params, &Grid::parse(&plain_data(&view)?)?)?[..]))
}

fn model<'a>(experiment: &'a Experiment, params: &JsValue) -> Result<(&'a dyn OfData, Vec<f64>), Fault> {
    let Some(data) = experiment.loss.of_data() else {
        return Err(fault!("", code::nothing_to_predict));
    };
    let (params, dim) = (numbers("params", params)?, experiment.loss.dim());
    if params.len() != dim {
        return Err(fault!("params", code::wrong_params, count = params.len(), dim));
    }
    Ok((data, params))
}
