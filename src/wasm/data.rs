//! Data: the shipped tables, tables written as text, and what a model says of samples.

use super::error::JsError;
use super::read::{self, numbers, plain_data};
use super::write::{self, Answer, described};
use crate::data;
use crate::data::csv::{self, Choices, Column, Kind};
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

/// What columns a table written as text (CSV) has, and what each holds. One that cannot be read throws the line; what is
/// wrong in a column is thrown where it is picked.
#[wasm_bindgen(js_name = readCsv, unchecked_return_type = "CsvColumns")]
pub fn read_csv(text: &str) -> Answer {
    let table = csv::columns(text)?;
    let map =
        |pairs: Vec<(&str, Value)>| Value::Map(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect());
    let list = |of: &dyn Fn(&Column) -> Value| Value::List(table.columns.iter().map(of).collect());
    let sign = |sign: Option<char>| sign.map_or(Value::Null, |sign| Value::Text(sign.into()));
    let columns = table.columns.iter().enumerate().map(|(place, column)| {
        let question = table.question(place).map(|(field, [point, comma])| {
            map(vec![
                ("field", Value::Text(field.into())),
                ("point", Value::Number(point)),
                ("comma", Value::Number(comma)),
            ])
        });
        map(vec![
            ("kind", Value::Text(column.kind.name().into())),
            ("missing", Value::List(column.missing.iter().map(|row| Value::Number(*row as f64)).collect())),
            ("counts", Value::Flag(table.counts(place))),
            ("signs", Value::List(column.signs.iter().map(|sign| Value::Text((*sign).into())).collect())),
            ("thousands", sign(column.thousands())),
            ("decimal", sign(column.decimal())),
            ("question", question.unwrap_or(Value::Null)),
        ])
    });
    described(&map(vec![
        ("names", list(&|column| Value::Text(column.name.clone()))),
        ("numeric", list(&|column| Value::Flag(column.kind == Kind::Numbers))),
        ("columns", Value::List(columns.collect())),
        ("rows", Value::Number(table.rows() as f64)),
    ]))
}

/// Columns of a table written as text (CSV), by their places from 0, as data for an experiment. Lines without a target
/// are left out; `choices` says what becomes of those without a feature, and which mark decimals begin with where the
/// table leaves that open, which is thrown otherwise.
#[wasm_bindgen(js_name = pickCsv, unchecked_return_type = "{ X: number[][]; y: number[] }")]
pub fn pick_csv(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] features: JsValue,
    target: f64,
    #[wasm_bindgen(unchecked_optional_param_type = "CsvChoices")] choices: JsValue,
) -> Answer {
    let choices = match choices.is_undefined() {
        true => Choices::default(),
        false => Choices::parse(&plain_data(&choices)?)?,
    };
    let table = csv::columns(text)?.table(&numbers("features", &features)?, target, &choices)?;
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
