//! What there is to choose from, and what a figure makes of it while it is chosen: formulas, schedules.

use super::read::{self, plain_data};
use super::write::{Answer, described, object};
use crate::formula::Formula;
use crate::scheduler::presets::{self, PRESETS};
use crate::schema::value::Value;
use crate::schema::{Fault, Parameter, fault};
use crate::text::code::wasm as code;
use crate::text::message;
use crate::{data, loss, optimizer, scheduler};
use wasm_bindgen::prelude::*;

/// Every loss, optimizer, scheduler and data set: its name, arguments, defaults, ranges, formula, source and help.
#[wasm_bindgen(unchecked_return_type = "Catalogue")]
pub fn catalogue() -> Answer {
    Ok(object(&[
        ("losses", described(&loss::ENTRIES)?),
        ("optimizers", described(&optimizer::listed())?),
        ("schedulers", described(&scheduler::listed())?),
        ("data", described(&data::ENTRIES)?),
        ("presets", described(&&PRESETS[..])?),
    ]))
}

/// Names of data sets that the loss of this name cannot be of as a menu starts with them, with the reason, as it follows
/// the name.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = unfitData, unchecked_return_type = "Record<string, string>")]
pub fn unfit_data(loss: &str) -> JsValue {
    let unfit = loss::unfit_data(loss).into_iter();
    object(&unfit.map(|(name, why)| (name, why.to_string().into())).collect::<Vec<_>>())
}

/// The numbers that a formula of `variables` leaves open, each an argument beside it. A formula that cannot be read
/// throws the column and what was expected there.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = formulaParameters, unchecked_return_type = "Arg[]")]
pub fn formula_parameters(text: &str, #[wasm_bindgen(unchecked_param_type = "string[]")] variables: JsValue) -> Answer {
    let formula = formula(text, &variables)?;
    described(&formula.parameters().iter().map(|name| Parameter(name)).collect::<Vec<_>>())
}

/// What of a formula of `variables` was read otherwise than it is written, in a sentence; empty where nothing was.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = formulaRemarks, unchecked_return_type = "string")]
pub fn formula_remarks(text: &str, #[wasm_bindgen(unchecked_param_type = "string[]")] variables: JsValue) -> Answer {
    let remarks = formula(text, &variables)?.remarks();
    Ok(remarks.map(|said| said.to_string()).unwrap_or_default().into())
}

#[cfg(feature = "whole")]
fn formula(text: &str, variables: &JsValue) -> Result<Formula, Fault> {
    let Value::List(items) = plain_data(variables)? else {
        return Err(fault!("variables", code::not_a_list, allowed = message!(code::list_of_names)));
    };
    let names: Vec<&str> =
        items.iter().filter_map(|item| if let Value::Text(name) = item { Some(&**name) } else { None }).collect();
    let read = Formula::parse(text, &names, &[]);
    read.map_err(|said| Fault::of("text", said.at(&message!(code::the_formula).to_string())))
}

/// What of the schedule of the hiker number `hiker`, from 0, can be taken hold of on the curve of the rate; nothing
/// where the hiker changes on the way.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = scheduleHandles, unchecked_return_type = "Handle[]")]
pub fn schedule_handles(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    hiker: usize,
) -> Answer {
    described(&read::experiment(&experiment)?.handles(hiker)?)
}

/// The scheduler of the hiker number `hiker`, from 0, once its handle number `handle` is dragged to the record `at` and
/// to the rate `rate`.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = dragHandle, unchecked_return_type = "Chosen")]
pub fn drag_handle(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    hiker: usize,
    handle: usize,
    at: f64,
    rate: f64,
) -> Answer {
    described(&read::experiment(&experiment)?.dragged(hiker, handle, at, rate)?)
}

/// The preset schedule number `preset` of the catalogue, from 0, for the run of the hiker number `hiker`, from 0.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = schedulePreset, unchecked_return_type = "Chosen")]
pub fn schedule_preset(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    hiker: usize,
    preset: usize,
) -> Answer {
    let context = read::experiment(&experiment)?.context_of(hiker)?;
    match presets::scheduler(preset, context.advances) {
        Some(scheduler) => described(&scheduler),
        None => Err(fault!("preset", code::no_such_preset, preset, most = PRESETS.len() - 1).into()),
    }
}
