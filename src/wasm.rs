//! The border to the browser and to Node: plain data in, typed arrays out, copied. Everything wrong becomes an `Error`.

use crate::catalogue::{Checked, Wrong, wrong};
use crate::experiment::{Experiment, Losses};
use crate::loss::Loss;
use crate::map::{self, Grid};
use crate::run::Trace;
use crate::text::plain;
use crate::value::Value;
use crate::{address, arithmetic, data, limit, loss, optimizer, scene, scheduler, strip, sweep};
use js_sys::{Array, Float64Array, Object, Reflect, Uint32Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("wasm.d.ts");

type Answer = Result<JsValue, JsError>;

/// The most values that are read of one argument: a little more than any legal experiment has.
const MOST_VALUES: usize = 4_000_000;
/// Objects take far longer to read than numbers; no experiment or scene has more.
const MOST_OBJECTS: usize = 1000;
const DEEPEST: usize = 16;

/// What may still be read.
struct Budget {
    values: usize,
    objects: usize,
}

#[wasm_bindgen]
extern "C" {
    /// js-sys's own lets a revoked Proxy throw through the engine, which then is left without its stack.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
}

/// Plain data of JavaScript's. Nothing of it is run but getters; cycles end at `DEEPEST`.
fn read(value: &JsValue, depth: usize, budget: &mut Budget) -> Checked<Value> {
    if budget.values == 0 {
        return wrong(format!("The data has more values than allowed: {MOST_VALUES}."));
    }
    budget.values -= 1;
    if depth > DEEPEST {
        return wrong(format!("The data is nested deeper than allowed: {DEEPEST}."));
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
    if is_array(value).map_err(|_| Wrong("A Proxy cannot be read.".into()))? || js_sys::ArrayBuffer::is_view(value) {
        let get = |i: usize| {
            Reflect::get_u32(value, i as u32).map_err(|_| Wrong(format!("Item {i} of a list cannot be read.")))
        };
        let length = Reflect::get(value, &"length".into()).ok().and_then(|n| n.as_f64());
        let length = length.ok_or(Wrong("The length of a list cannot be read.".into()))? as usize;
        if length > budget.values {
            return wrong(format!("A list has {length} items; allowed: {MOST_VALUES} values in all."));
        }
        return (0..length).map(|i| read(&get(i)?, depth + 1, budget)).collect::<Checked<_>>().map(Value::List);
    }
    if value.is_object() && !value.is_function() {
        // Whoever looks at this one says what is allowed there, such as how many hikers.
        if budget.objects == 0 {
            return Ok(Value::Foreign("one object too many".into()));
        }
        budget.objects -= 1;
        let keys = Reflect::own_keys(value).map_err(|_| Wrong("An object's keys cannot be read.".into()))?;
        let mut pairs = vec![];
        for key in keys.iter() {
            let Some(name) = key.as_string() else { return wrong("A key is a symbol; allowed: names.") };
            let item = Reflect::get(value, &key).map_err(|_| Wrong(format!("\"{name}\" cannot be read.")))?;
            if !item.is_undefined() {
                pairs.push((name, read(&item, depth + 1, budget)?));
            }
        }
        return Ok(Value::Map(pairs));
    }
    let name = if value.is_bigint() { "a BigInt".into() } else { value.js_typeof().as_string().unwrap_or_default() };
    Ok(Value::Foreign(name))
}

fn plain_data(value: &JsValue) -> Checked<Value> {
    read(value, 0, &mut Budget { values: MOST_VALUES, objects: MOST_OBJECTS })
}

/// A loss, with the description and the seed it was made from.
type Made = (Value, u32, Rc<dyn Loss>);

thread_local! {
    /// The loss made last: a drag asks for the same one at every frame.
    static LAST: RefCell<Option<Made>> = const { RefCell::new(None) };
}

struct Last;

impl Losses for Last {
    fn loss(
        &mut self,
        description: &Value,
        seed: u32,
        make: &dyn Fn() -> Checked<Rc<dyn Loss>>,
    ) -> Checked<Rc<dyn Loss>> {
        let last = LAST.with_borrow(|last| match last {
            Some((known, known_seed, loss)) if known == description && *known_seed == seed => Some(loss.clone()),
            _ => None,
        });
        if let Some(loss) = last {
            return Ok(loss);
        }
        let loss = make()?;
        LAST.set(Some((description.clone(), seed, loss.clone())));
        Ok(loss)
    }
}

fn experiment(value: &JsValue) -> Checked<Experiment> {
    Experiment::parse_with(&plain_data(value)?, &mut Last)
}

fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in pairs {
        Reflect::set(&object, &(*key).into(), value).expect("a new object takes any key");
    }
    object.into()
}

fn floats(numbers: &[f64]) -> JsValue {
    Float64Array::from(numbers).into()
}

fn described(value: &impl Serialize) -> Answer {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

fn trace(trace: &Trace) -> Answer {
    let metrics: Vec<_> = trace.metrics.iter().map(|(name, values)| (*name, floats(values))).collect();
    Ok(object(&[
        ("dim", (trace.dim as f64).into()),
        ("params", floats(&trace.params)),
        ("loss", floats(&trace.loss)),
        ("lr", floats(&trace.lr)),
        ("metrics", object(&metrics)),
        ("verdict", described(&trace.verdict)?),
    ]))
}

/// Every loss, optimizer, scheduler and data set: its name, arguments, defaults, ranges, formula and help.
#[wasm_bindgen(unchecked_return_type = "Catalogue")]
pub fn catalogue() -> Answer {
    Ok(object(&[
        ("losses", described(&loss::ENTRIES)?),
        ("optimizers", described(&optimizer::ENTRIES)?),
        ("schedulers", described(&scheduler::ENTRIES)?),
        ("data", described(&data::ENTRIES)?),
    ]))
}

/// What comes of an experiment. Pure: the same experiment gives the same numbers everywhere.
#[wasm_bindgen]
pub fn run(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Result<RunObject, JsError> {
    Ok(run_object(&crate::run::run(&self::experiment(&experiment)?))?.unchecked_into())
}

fn run_object(traces: &[Trace]) -> Answer {
    let hikers = traces.iter().map(trace).collect::<Result<Array, _>>()?;
    Ok(object(&[("hikers", hikers.into())]))
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Run")]
    pub type RunObject;
}

/// The first hiker's walk for each learning rate: the last record's loss, and the verdict's kind.
#[wasm_bindgen(unchecked_return_type = "Sweep")]
pub fn sweep(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] lrs: JsValue,
) -> Answer {
    let lrs = numbers("lrs", &lrs)?;
    let outcomes = sweep::sweep(&self::experiment(&experiment)?, &lrs)?;
    let losses: Vec<f64> = outcomes.iter().map(|o| o.loss).collect();
    let kinds: Array = outcomes.iter().map(|o| JsValue::from(o.kind.name())).collect();
    Ok(object(&[("loss", floats(&losses)), ("kind", kinds.into())]))
}

fn numbers(name: &str, value: &JsValue) -> Checked<Vec<f64>> {
    let Value::List(items) = plain_data(value)? else {
        return wrong(format!("{name} is not a list; allowed: a list of numbers."));
    };
    let number = |(i, item): (usize, &Value)| match item {
        Value::Number(x) => Ok(*x),
        other => wrong(format!("{name}[{i}] is {other}; allowed: a number.")),
    };
    items.iter().enumerate().map(number).collect()
}

/// Where the first hiker's walk from each pixel ends; row 0 is at the top.
#[wasm_bindgen(js_name = outcomeMap, unchecked_return_type = "OutcomeMap")]
pub fn outcome_map(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Grid")] view: JsValue,
) -> Answer {
    let outcomes = map::outcomes(&self::experiment(&experiment)?, &Grid::parse(&plain_data(&view)?)?)?;
    Ok(object(&[
        ("loss", floats(&outcomes.loss)),
        ("x", floats(&outcomes.x)),
        ("y", floats(&outcomes.y)),
        ("records", Uint32Array::from(&outcomes.records[..]).into()),
    ]))
}

/// The loss at the middle of each pixel, row by row from the top.
#[wasm_bindgen]
pub fn heights(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Grid")] view: JsValue,
) -> Result<Float64Array, JsError> {
    let heights = map::heights(&self::experiment(&experiment)?, &Grid::parse(&plain_data(&view)?)?)?;
    Ok(Float64Array::from(&heights[..]))
}

/// What there is to see before anything runs: the parameters, the start, the window, the minima.
#[wasm_bindgen(unchecked_return_type = "Landscape")]
pub fn landscape(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Answer {
    let experiment = self::experiment(&experiment)?;
    let loss = &experiment.loss;
    Ok(object(&[
        ("dim", (loss.dim() as f64).into()),
        ("names", described(&loss.names())?),
        ("start", described(&experiment.start)?),
        ("view", described(&loss.view())?),
        ("minima", described(&loss.minima())?),
        ("floor", described(&loss.floor())?),
    ]))
}

/// What each of `count` rates from `low` to `high` would do, and the rates worth a visit.
#[wasm_bindgen(unchecked_return_type = "Strip")]
pub fn strip(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    low: f64,
    high: f64,
    count: usize,
) -> Answer {
    let fits = low > 0.0 && low < high && high.is_finite() && (2..=100_000).contains(&count);
    if !fits {
        return Err(Wrong(format!(
            "low, high and count are {}, {} and {count}; allowed: 0 < low < high, 2 to 100000 rates.",
            plain(low),
            plain(high)
        ))
        .into());
    }
    let strip = strip::strip(&self::experiment(&experiment)?, low, high, count);
    let of = |f: &dyn Fn(&sweep::Outcome) -> f64| floats(&strip.outcomes.iter().map(f).collect::<Vec<_>>());
    let kinds: Array = strip.outcomes.iter().map(|o| JsValue::from(o.kind.name())).collect();
    Ok(object(&[
        ("lr", floats(&strip.lrs)),
        ("depth", of(&|o| o.done.clamp(0.0, 1.0))),
        ("kind", kinds.into()),
        ("step", of(&|o| o.step.map_or(f64::NAN, |step| step as f64))),
        ("band", described(&strip.band)?),
        (
            "presets",
            object(&[
                ("tooLow", strip.too_low.into()),
                ("justRight", strip.just_right.into()),
                ("tooHigh", strip.too_high.into()),
            ]),
        ),
    ]))
}

/// The slider's ends.
#[wasm_bindgen(js_name = rateRange, unchecked_return_type = "{ low: number; high: number }")]
pub fn rate_range(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Answer {
    let [low, high] = strip::range(&self::experiment(&experiment)?);
    Ok(object(&[("low", low.into()), ("high", high.into())]))
}

/// A run, and the largest stable rate in the valley its first hiker reached; null where theory is silent.
#[wasm_bindgen(unchecked_return_type = "Hike")]
pub fn hike(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Answer {
    let experiment = self::experiment(&experiment)?;
    let traces = crate::run::run(&experiment);
    let limit = limit::of(&experiment, &experiment.hikers[0], &traces[0]).map(|limit| {
        object(&[
            ("rate", limit.stable.rate.into()),
            ("formula", limit.stable.formula.into()),
            ("lambda", limit.lambda.into()),
            ("at", floats(&limit.at)),
        ])
    });
    Ok(object(&[("run", run_object(&traces)?), ("limit", limit.unwrap_or(JsValue::NULL))]))
}

/// The first update after record `step`, spelled out for each parameter.
#[wasm_bindgen(unchecked_return_type = "Equations[]")]
pub fn arithmetic(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    hiker: usize,
    step: usize,
) -> Answer {
    described(&arithmetic::arithmetic(&self::experiment(&experiment)?, hiker, step)?)
}

/// The data of a loss of data, standardised where the loss asks for it; null for others.
#[wasm_bindgen(unchecked_return_type = "Table | null")]
pub fn table(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Answer {
    let experiment = self::experiment(&experiment)?;
    let Some(data) = experiment.loss.of_data() else { return Ok(JsValue::NULL) };
    let table = data.table();
    let x: Vec<f64> = table.x.iter().copied().collect();
    Ok(object(&[
        ("X", floats(&x)),
        ("y", floats(&table.y.to_vec())),
        ("n_samples", (table.samples() as f64).into()),
        ("n_features", (table.features() as f64).into()),
    ]))
}

/// What the model with the parameters `params` says of each row of `X`.
#[wasm_bindgen]
pub fn predict(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] params: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>", js_name = "X")] x: JsValue,
) -> Result<Float64Array, JsError> {
    let experiment = self::experiment(&experiment)?;
    let Some(data) = experiment.loss.of_data() else {
        return Err(Wrong("This loss has no data, so there is nothing to predict.".into()).into());
    };
    let (params, x) = (numbers("params", &params)?, numbers("X", &x)?);
    let (dim, features) = (experiment.loss.dim(), data.table().features());
    if params.len() != dim || x.len() % features != 0 {
        return Err(Wrong(format!(
            "params has {} numbers and X {}; allowed: {dim}, and {features} a sample.",
            params.len(),
            x.len()
        ))
        .into());
    }
    let predictions: Vec<f64> = x.chunks(features).map(|row| data.predict(&params, row)).collect();
    Ok(Float64Array::from(&predictions[..]))
}

/// The browser's JSON.
const JSON: address::Json = address::Json {
    read: |text| match js_sys::JSON::parse(text) {
        Ok(value) => plain_data(&value),
        Err(_) => {
            let start: String = text.chars().take(40).collect();
            wrong(format!(
                "The address is not a scene: \"{start}\" is not JSON; allowed: a scene's JSON, or key=value joined by &."
            ))
        }
    },
    write: |value| {
        let text = described(value).ok().and_then(|value| js_sys::JSON::stringify(&value).ok());
        text.map(String::from).expect("plain data has a JSON")
    },
};

/// The scene a page opens with where nothing else is asked for.
#[wasm_bindgen(js_name = openingScene, unchecked_return_type = "Scene")]
pub fn opening_scene() -> Answer {
    described(&scene::opening())
}

/// Says what is wrong with a scene, by an error.
#[wasm_bindgen(js_name = checkScene)]
pub fn check_scene(#[wasm_bindgen(unchecked_param_type = "Scene")] scene: JsValue) -> Result<(), JsError> {
    scene::check(&plain_data(&scene)?, &mut Last)?;
    Ok(())
}

/// A scene as the text of a link, after its #.
#[wasm_bindgen(js_name = writeAddress)]
pub fn write_address(#[wasm_bindgen(unchecked_param_type = "Scene")] scene: JsValue) -> Result<String, JsError> {
    Ok(address::write(&plain_data(&scene)?, &JSON))
}

/// The scene a link's text stands for, checked.
#[wasm_bindgen(js_name = readAddress, unchecked_return_type = "Scene")]
pub fn read_address(text: &str) -> Answer {
    let scene = address::read(text, &JSON)?;
    scene::check(&scene, &mut Last)?;
    described(&scene)
}

/// A seed nobody chose.
#[wasm_bindgen(js_name = newSeed)]
pub fn new_seed() -> Result<u32, JsError> {
    getrandom::u32().map_err(|_| Wrong("The browser gives no random numbers; type a seed instead.".into()).into())
}
