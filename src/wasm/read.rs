//! What comes in: JavaScript's values as plain data, and plain data as an experiment or a scene.

use crate::data;
use crate::scene;
use crate::scene::experiment::{Experiment, Last};
use crate::schema::value::Value;
use crate::schema::{Fault, fault, not_allowed};
use crate::sweep::section::Plane;
use crate::text::code::wasm as code;
use crate::text::message;
use js_sys::{Array, Float64Array, Function, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The most values that are read of one argument: a little more than any legal experiment has.
const MOST_VALUES: usize = 4_000_000;
/// Objects take far longer to read than numbers; no experiment or scene has more.
const MOST_OBJECTS: usize = 1000;
const DEEPEST: usize = 16;

/// How many values and objects may still be read.
struct Budget {
    values: usize,
    objects: usize,
}

#[wasm_bindgen]
extern "C" {
    /// As js-sys's own, which lets the exception of a revoked Proxy pass through the engine and spoil its stack.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
}

/// A value of JavaScript's as plain data. Of its code only getters run; cycles end at `DEEPEST`.
pub(super) fn plain_data(value: &JsValue) -> Result<Value, Fault> {
    read(value, 0, &mut Budget { values: MOST_VALUES, objects: MOST_OBJECTS })
}

fn read(value: &JsValue, depth: usize, budget: &mut Budget) -> Result<Value, Fault> {
    if budget.values == 0 {
        return Err(fault!("", code::too_many_values_given, most = MOST_VALUES));
    }
    budget.values -= 1;
    if depth > DEEPEST {
        return Err(fault!("", code::too_deep, most = DEEPEST));
    }
    if value.is_null() {
        return Ok(Value::Null);
    }
    if let Some(x) = value.as_f64() {
        return Ok(Value::Number(x));
    }
    if let Some(b) = value.as_bool() {
        return Ok(Value::Flag(b));
    }
    if let Some(t) = value.as_string() {
        return Ok(Value::Text(t));
    }
    if is_array(value).map_err(|_| fault!("", code::proxy))? || js_sys::ArrayBuffer::is_view(value) {
        return read_list(value, depth, budget);
    }
    if value.is_object() && !value.is_function() {
        return read_object(value, depth, budget);
    }
    let name = if value.is_bigint() { "a BigInt".into() } else { value.js_typeof().as_string().unwrap_or_default() };
    Ok(Value::Foreign(name))
}

fn read_list(value: &JsValue, depth: usize, budget: &mut Budget) -> Result<Value, Fault> {
    let item = |i: usize| Reflect::get_u32(value, i as u32).map_err(|_| fault!("", code::item_unreadable, item = i));
    let length = Reflect::get(value, &"length".into()).ok().and_then(|n| n.as_f64());
    let length = length.ok_or_else(|| fault!("", code::length_unreadable))? as usize;
    if length > budget.values {
        return Err(fault!("", code::list_too_long, length, most = MOST_VALUES));
    }
    (0..length).map(|i| read(&item(i)?, depth + 1, budget)).collect::<Result<_, Fault>>().map(Value::List)
}

fn read_object(value: &JsValue, depth: usize, budget: &mut Budget) -> Result<Value, Fault> {
    // No fault yet: whoever looks at the place says what is allowed there, such as how many hikers.
    if budget.objects == 0 {
        return Ok(Value::Foreign(message!(code::one_object_too_many).to_string()));
    }
    budget.objects -= 1;
    let keys = Reflect::own_keys(value).map_err(|_| fault!("", code::keys_unreadable))?;
    let mut pairs = vec![];
    for key in keys.iter() {
        let Some(name) = key.as_string() else { return Err(fault!("", code::key_is_symbol)) };
        let item = Reflect::get(value, &key).map_err(|_| fault!("", code::value_unreadable, key = &name))?;
        if !item.is_undefined() {
            pairs.push((name, read(&item, depth + 1, budget)?));
        }
    }
    Ok(Value::Map(pairs))
}

/// A list or typed array of numbers; `name` is what messages call it.
pub(super) fn numbers(name: &str, value: &JsValue) -> Result<Vec<f64>, Fault> {
    if let Some(numbers) = value.dyn_ref::<Float64Array>() {
        return Ok((0..numbers.length()).map(|i| numbers.get_index(i)).collect());
    }
    let Value::List(items) = plain_data(value)? else {
        return Err(fault!(name, code::not_a_list, allowed = message!(code::list_of_numbers)));
    };
    let number = |(i, item): (usize, &Value)| match item {
        Value::Number(x) => Ok(*x),
        other => not_allowed("", &format!("{name}[{i}]"), other, message!(code::number_in_list)),
    };
    items.iter().enumerate().map(number).collect()
}

/// A plane as `Hike.section` has it.
pub(super) fn plane(plane: &JsValue) -> Result<Plane, Fault> {
    let side = |key: &str| {
        let vector =
            Reflect::get(plane, &key.into()).map_err(|_| fault!(format!("plane.{key}"), code::plane_incomplete))?;
        numbers(key, &vector)
    };
    Ok(Plane { origin: side("origin")?, across: side("across")?, up: side("up")? })
}

/// An experiment, checked.
pub(super) fn experiment(value: &JsValue) -> Result<Experiment, Fault> {
    parsed(&description(value)?)
}

pub(super) fn parsed(description: &Value) -> Result<Experiment, Fault> {
    Experiment::parse_with(description, &mut Last)
}

/// An experiment as plain data, once the table it needs is there.
pub(super) fn description(value: &JsValue) -> Result<Value, Fault> {
    let experiment = plain_data(value)?;
    provide_table_of(&experiment)?;
    Ok(experiment)
}

/// The experiment of a scene, once all of the scene is checked, and its description.
pub(super) fn scene(value: &JsValue) -> Result<(Experiment, Description), Fault> {
    let scene = unchecked_scene(value)?;
    let experiment = scene::check(&scene, &mut Last)?;
    Ok((experiment, description_in(scene)))
}

/// A scene as plain data, once the tables are there that its experiments need.
pub(super) fn unchecked_scene(value: &JsValue) -> Result<Value, Fault> {
    let scene = plain_data(value)?;
    provide_tables_of(&scene)?;
    Ok(scene)
}

/// An experiment as plain data, for what edits it: nothing in the engine that a page opens with.
#[cfg(feature = "whole")]
pub(super) type Description = Rc<Value>;
#[cfg(not(feature = "whole"))]
pub(super) type Description = ();

/// That in a scene that has been checked.
#[cfg(feature = "whole")]
fn description_in(scene: Value) -> Description {
    let Value::Map(pairs) = scene else { unreachable!("it has been checked") };
    let experiment = pairs.into_iter().find(|(key, _)| key == "experiment");
    Rc::new(experiment.expect("it has been checked").1)
}

#[cfg(not(feature = "whole"))]
fn description_in(_: Value) -> Description {}

#[cfg(not(feature = "whole"))]
fn provide_table_of(_: &Value) -> Result<(), Fault> {
    Ok(())
}

#[cfg(not(feature = "whole"))]
fn provide_tables_of(_: &Value) -> Result<(), Fault> {
    Ok(())
}

/// The same for a scene: its own experiment, and those of its acts and pins.
#[cfg(feature = "whole")]
fn provide_tables_of(scene: &Value) -> Result<(), Fault> {
    let named = ["acts", "pins"].into_iter().filter_map(|key| match scene.get(key) {
        Some(Value::List(items)) => Some(items),
        _ => None,
    });
    let mut holders = [scene].into_iter().chain(named.flatten());
    holders.try_for_each(|holder| holder.get("experiment").map_or(Ok(()), provide_table_of))
}

/// Reads the shipped table that an experiment needs, where nobody has provided it and the host can.
#[cfg(feature = "whole")]
fn provide_table_of(experiment: &Value) -> Result<(), Fault> {
    match data::missing(experiment) {
        Some(name) => table_beside_the_package(name).map_or(Ok(()), |csv| data::provide(name, &csv)),
        None => Ok(()),
    }
}

#[cfg(feature = "whole")]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static HERE: JsValue;
}

/// The text of `tables/name.csv` where the host reads files at once: in Node. A page fetches it, and provides it.
#[cfg(feature = "whole")]
fn table_beside_the_package(name: &str) -> Option<String> {
    let get =
        |object: &JsValue, key: &str| Reflect::get(object, &key.into()).ok().filter(|value| !value.is_undefined());
    let function = |object: &JsValue, key: &str| get(object, key)?.dyn_into::<Function>().ok();
    let process = get(&js_sys::global(), "process")?;
    let files = function(&process, "getBuiltinModule")?.call1(&process, &"node:fs".into()).ok()?;
    let url = function(&js_sys::global(), "URL")?;
    let address = [format!("tables/{name}.csv").into(), HERE.with(JsValue::clone)].into_iter().collect::<Array>();
    let address = Reflect::construct(&url, &address).ok()?;
    function(&files, "readFileSync")?.call2(&files, &address, &"utf8".into()).ok()?.as_string()
}
