//! The border to the browser and to Node: plain data in, typed arrays out, copied. Everything wrong becomes an `Error`.

mod error;

use self::error::JsError;
use crate::data::csv;
use crate::formula::Formula;
use crate::loss::{Loss, OfData};
use crate::pause::{at_once, go_on};
use crate::run::walk::Path;
use crate::run::{Trace, run_watched};
use crate::run::{arithmetic, sharpness, stability, verdict};
use crate::scene::experiment::{Experiment, Losses};
use crate::scene::link;
use crate::scene::slice::Slice;
use crate::scheduler::presets::{self, PRESETS};
use crate::schema::value::Value;
use crate::schema::{Fault, Parameter, fault, not_allowed};
use crate::sweep::hyperparameters::Settings;
use crate::sweep::map::{self, Grid};
use crate::sweep::section::{self, Plane, Section};
use crate::sweep::{race, range_test, rate_strip, rates};
use crate::text::code::wasm as code;
use crate::text::message;
use crate::{data, loss, optimizer, scene, scheduler};
use js_sys::{Array, Float64Array, Function, Object, Reflect, Uint8Array, Uint32Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

type Answer = Result<JsValue, JsError>;

/// What answers once it is done.
type Work = Pin<Box<dyn Future<Output = Answer>>>;

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
        let get = |i: usize| Reflect::get_u32(value, i as u32).map_err(|_| fault!("", code::item_unreadable, item = i));
        let length = Reflect::get(value, &"length".into()).ok().and_then(|n| n.as_f64());
        let length = length.ok_or_else(|| fault!("", code::length_unreadable))? as usize;
        if length > budget.values {
            return Err(fault!("", code::list_too_long, length, most = MOST_VALUES));
        }
        return (0..length).map(|i| read(&get(i)?, depth + 1, budget)).collect::<Result<_, Fault>>().map(Value::List);
    }
    if value.is_object() && !value.is_function() {
        // Whoever looks at this one says what is allowed there, such as how many hikers.
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
        return Ok(Value::Map(pairs));
    }
    let name = if value.is_bigint() { "a BigInt".into() } else { value.js_typeof().as_string().unwrap_or_default() };
    Ok(Value::Foreign(name))
}

fn plain_data(value: &JsValue) -> Result<Value, Fault> {
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
        make: &dyn Fn() -> Result<Rc<dyn Loss>, Fault>,
    ) -> Result<Rc<dyn Loss>, Fault> {
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

/// As plain data, once the table it needs is there.
fn description(value: &JsValue) -> Result<Value, Fault> {
    let description = plain_data(value)?;
    #[cfg(feature = "whole")]
    if let Some(name) = data::missing(&description)
        && let Some(csv) = beside_the_package(name)
    {
        data::provide(name, &csv)?;
    }
    Ok(description)
}

fn experiment(value: &JsValue) -> Result<Experiment, Fault> {
    Experiment::parse_with(&description(value)?, &mut Last)
}

#[cfg(feature = "whole")]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static HERE: JsValue;
}

/// The text of `tables/name.csv`, where the host can read files at once: in Node. A page fetches it, and provides it.
#[cfg(feature = "whole")]
fn beside_the_package(name: &str) -> Option<String> {
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
        ("evaluations", floats(&trace.evaluations)),
        ("metrics", object(&metrics)),
        ("verdict", described(&trace.verdict)?),
    ]))
}

/// Every loss, optimizer, scheduler and data set: its name, arguments, defaults, ranges, formula and help.
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

/// The numbers that a formula of `variables` leaves open, each an argument beside it.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = formulaParameters, unchecked_return_type = "Arg[]")]
pub fn formula_parameters(text: &str, #[wasm_bindgen(unchecked_param_type = "string[]")] variables: JsValue) -> Answer {
    let Value::List(items) = plain_data(&variables)? else {
        return Err(fault!("variables", code::not_a_list, allowed = message!(code::list_of_names)).into());
    };
    let names: Vec<&str> =
        items.iter().filter_map(|item| if let Value::Text(name) = item { Some(&**name) } else { None }).collect();
    match Formula::parse(text, &names, &[]) {
        Ok(formula) => described(&formula.parameters().iter().map(|name| Parameter(name)).collect::<Vec<_>>()),
        Err(said) => Err(Fault::of("text", said.at(&message!(code::the_formula).to_string())).into()),
    }
}

/// What comes of an experiment. Pure: the same experiment gives the same numbers everywhere.
#[cfg(feature = "whole")]
#[wasm_bindgen]
pub fn run(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Result<RunObject, JsError> {
    Ok(run_object(&crate::run::run(&self::experiment(&experiment)?))?.unchecked_into())
}

fn run_object(traces: &[Trace]) -> Answer {
    let hikers = traces.iter().map(trace).collect::<Result<Array, _>>()?;
    Ok(object(&[("hikers", hikers.into())]))
}

#[cfg(feature = "whole")]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Run")]
    pub type RunObject;
}

/// The first hiker's walk for each learning rate: the last record's loss, and the verdict's kind.
#[cfg(feature = "whole")]
#[wasm_bindgen(unchecked_return_type = "Sweep")]
pub fn sweep(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] lrs: JsValue,
) -> Answer {
    let lrs = numbers("lrs", &lrs)?;
    let outcomes = rates::sweep(&self::experiment(&experiment)?, &lrs)?;
    let losses: Vec<f64> = outcomes.iter().map(|o| o.loss).collect();
    let kinds: Array = outcomes.iter().map(|o| JsValue::from(o.kind.name())).collect();
    Ok(object(&[("loss", floats(&losses)), ("kind", kinds.into())]))
}

fn numbers(name: &str, value: &JsValue) -> Result<Vec<f64>, Fault> {
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

/// Where the first hiker's walk from each pixel ends; row 0 is at the top.
#[cfg(feature = "whole")]
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

/// Which valley the first hiker's walk from each pixel ends in, and when, for the rows of the view from `from` to the
/// one before `to`.
#[cfg(feature = "whole")]
#[wasm_bindgen(unchecked_return_type = "Endings")]
pub fn endings(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Grid")] view: JsValue,
    from: usize,
    to: usize,
) -> Answer {
    at_once(work_of_endings(&experiment, &view, from, to)?)
}

#[cfg(feature = "whole")]
fn work_of_endings(experiment: &JsValue, view: &JsValue, from: usize, to: usize) -> Result<Work, JsError> {
    let (experiment, grid) = (self::experiment(experiment)?, Grid::parse(&plain_data(view)?)?);
    let pixels = grid.band(from, to)?;
    Ok(Box::pin(async move {
        let basins = map::basins(&experiment, &grid, pixels).await?;
        Ok(object(&[
            ("valley", Uint8Array::from(&basins.valley[..]).into()),
            ("arrival", Uint32Array::from(&basins.arrival[..]).into()),
        ]))
    }))
}

/// What the first hiker would do for each setting of two of its optimizer's arguments, for the rows of the view from
/// `from` to the one before `to`: the kind of verdict, by its place in `Kind`, and its step.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = settingsMap, unchecked_return_type = "SettingsMap")]
pub fn settings_map(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "SettingsView")] view: JsValue,
    from: usize,
    to: usize,
) -> Answer {
    at_once(work_of_settings(&experiment, &view, from, to)?)
}

#[cfg(feature = "whole")]
fn work_of_settings(experiment: &JsValue, view: &JsValue, from: usize, to: usize) -> Result<Work, JsError> {
    let experiment = self::experiment(experiment)?;
    let settings = Settings::parse(&plain_data(view)?, &experiment)?;
    let rows = map::rows(from, to, settings.y.values.len())?;
    Ok(Box::pin(async move {
        let outcomes = settings.walk(&experiment, rows).await?;
        let kinds: Vec<u8> = outcomes.iter().map(|o| o.as_ref().map_or(NOT_ALLOWED, |o| o.kind as u8)).collect();
        let steps = outcomes.iter().map(|o| o.as_ref().and_then(|o| o.step).unwrap_or(0) as u32);
        let steps: Vec<u32> = steps.collect();
        Ok(object(&[
            ("kind", Uint8Array::from(&kinds[..]).into()),
            ("step", Uint32Array::from(&steps[..]).into()),
            ("x", floats(&settings.x.values)),
            ("y", floats(&settings.y.values)),
        ]))
    }))
}

/// The kind of a setting whose numbers are not allowed together.
#[cfg(feature = "whole")]
const NOT_ALLOWED: u8 = 255;

/// The loss at the middle of each pixel, row by row from the top.
#[wasm_bindgen(unchecked_return_type = "Float64Array")]
pub fn heights(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Grid")] view: JsValue,
) -> Answer {
    at_once(work_of_heights(&experiment, &view)?)
}

fn work_of_heights(experiment: &JsValue, view: &JsValue) -> Result<Work, JsError> {
    let (experiment, grid) = (self::experiment(experiment)?, Grid::parse(&plain_data(view)?)?);
    Ok(Box::pin(async move { Ok(floats(&map::heights(&experiment, &grid).await?)) }))
}

/// What there is to see before anything runs: the parameters, the start, the window, the minima.
#[wasm_bindgen(unchecked_return_type = "Landscape")]
pub fn landscape(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Answer {
    let experiment = self::experiment(&experiment)?;
    let loss = &experiment.loss;
    // Without the remedy, which is to take another.
    let unsupported = experiment.unsupported().into_iter();
    let unsupported: Vec<_> = unsupported.map(|(name, why)| (name, why.reason.into())).collect();
    Ok(object(&[
        ("dim", (loss.dim() as f64).into()),
        ("names", described(&loss.names())?),
        ("start", described(&experiment.start)?),
        ("view", described(&loss.view())?),
        ("minima", described(&loss.minima())?),
        ("floor", described(&loss.floor())?),
        ("unfit", object(&unsupported)),
    ]))
}

/// In one strip.
const MOST_RATES: usize = 100_000;

/// What each of `count` rates from `low` to `high` would do, and the rates worth a visit.
#[wasm_bindgen(unchecked_return_type = "Strip")]
pub fn strip(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    low: f64,
    high: f64,
    count: usize,
) -> Answer {
    at_once(work_of_strip(&experiment, low, high, count)?)
}

fn work_of_strip(experiment: &JsValue, low: f64, high: f64, count: usize) -> Result<Work, JsError> {
    let fits = low > 0.0 && low < high && high.is_finite() && (2..=MOST_RATES).contains(&count);
    if !fits {
        return Err(fault!("", code::strip_ends, low, high, count, most = MOST_RATES).into());
    }
    let experiment = self::experiment(experiment)?;
    Ok(Box::pin(async move { strip_object(&rate_strip::strip(&experiment, low, high, count).await) }))
}

fn strip_object(strip: &rate_strip::Strip) -> Answer {
    let of = |f: &dyn Fn(&rates::Outcome) -> f64| floats(&strip.outcomes.iter().map(f).collect::<Vec<_>>());
    let kinds: Array = strip.outcomes.iter().map(|o| JsValue::from(o.kind.name())).collect();
    Ok(object(&[
        ("lr", floats(&strip.lrs)),
        ("depth", of(&|o| o.done.clamp(0.0, 1.0))),
        ("kind", kinds.into()),
        ("step", of(&|o| o.step.map_or(f64::NAN, |step| step as f64))),
        ("loss", of(&|o| o.loss)),
        ("band", described(&strip.band)?),
        ("decades", described(&strip.decades)?),
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

/// The learning-rate range test of the first hiker: one walk on which the rate rises from `low` to `high`, an update at
/// each of so many `steps`, and what its losses suggest.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = rangeTest, unchecked_return_type = "RangeTest")]
pub fn range_test(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    low: f64,
    high: f64,
    steps: usize,
) -> Answer {
    at_once(work_of_range_test(&experiment, low, high, steps)?)
}

#[cfg(feature = "whole")]
fn work_of_range_test(experiment: &JsValue, low: f64, high: f64, steps: usize) -> Result<Work, JsError> {
    let experiment = self::experiment(experiment)?;
    Ok(Box::pin(async move {
        let test = range_test::range_test(&experiment, low, high, steps).await?;
        let outcome = |o: rates::Outcome| {
            object(&[
                ("kind", o.kind.name().into()),
                ("step", o.step.map_or(JsValue::NULL, |step| (step as f64).into())),
            ])
        };
        Ok(object(&[
            ("lr", floats(&test.lr)),
            ("loss", floats(&test.loss)),
            ("smooth", floats(&test.smooth)),
            ("suggested", described(&test.suggested)?),
            ("stop", described(&test.stop)?),
            ("outcome", test.outcome.map_or(JsValue::NULL, outcome)),
        ]))
    }))
}

/// The slider's ends.
#[wasm_bindgen(js_name = rateRange, unchecked_return_type = "{ low: number; high: number }")]
pub fn rate_range(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Answer {
    at_once(work_of_range(&experiment)?)
}

fn work_of_range(experiment: &JsValue) -> Result<Work, JsError> {
    let experiment = self::experiment(experiment)?;
    Ok(Box::pin(async move {
        let [low, high] = rate_strip::range(&experiment).await;
        Ok(object(&[("low", low.into()), ("high", high.into())]))
    }))
}

/// A run and what a figure shows beside it: of the hiker number `hiker` the largest stable rate in the valley it
/// reached (null where theory is silent); the length of the weights, for losses of data; the plane of `slice`, or,
/// where that is null and
/// there are not two parameters, of the walk's main directions.
#[wasm_bindgen(unchecked_return_type = "Hike")]
pub fn hike(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    hiker: usize,
    #[wasm_bindgen(unchecked_param_type = "Slice | null")] slice: JsValue,
) -> Answer {
    at_once(work_of_hike(&experiment, hiker, &slice, |_| {})?)
}

/// `watch` is told how much is done, 0 to 1.
fn work_of_hike(
    experiment: &JsValue,
    hiker: usize,
    slice: &JsValue,
    watch: impl Fn(f64) + 'static,
) -> Result<Work, JsError> {
    let experiment = self::experiment(experiment)?;
    experiment.hiker(hiker)?;
    let dim = experiment.loss.dim();
    // Surfaces need none, and an engine of surfaces alone has none.
    let slice = match (cfg!(feature = "whole"), slice.is_null() || slice.is_undefined()) {
        (true, false) => Some(Slice::parse(&plain_data(slice)?, dim)?),
        (true, true) if dim != 2 => Some(Slice::Walk),
        _ => None,
    };
    Ok(Box::pin(async move {
        let traces = run_watched(&experiment, &watch).await;
        hike_object(&experiment, hiker, slice, &traces)
    }))
}

fn hike_object(experiment: &Experiment, hiker: usize, slice: Option<Slice>, traces: &[Trace]) -> Answer {
    let (walker, path) = (&experiment.hikers[hiker], &traces[hiker].path);
    let limit = stability::by(experiment, &walker.last(), path).map(|limit| {
        object(&[
            ("rate", limit.stable.rate.into()),
            ("scale", stability::scale(experiment, walker, path).map_or(JsValue::NULL, JsValue::from)),
            ("formula", limit.stable.formula.into()),
            ("lambda", limit.lambda.into()),
            ("at", floats(&limit.at)),
        ])
    });
    let sizes = experiment.loss.of_data().map(|data| {
        let of =
            |trace: &Trace| floats(&(0..trace.records()).map(|k| data.weight_size(trace.point(k))).collect::<Vec<_>>());
        JsValue::from(traces.iter().map(of).collect::<Array>())
    });
    let race = cfg!(feature = "whole").then(|| race_object(&race::of(experiment, traces)));
    let section = slice.filter(|_| cfg!(feature = "whole")).map(|slice| {
        let paths: Vec<&Path> = traces.iter().map(|trace| &trace.path).collect();
        section_object(&section::section(experiment, &slice, &paths))
    });
    Ok(object(&[
        ("run", run_object(traces)?),
        ("limit", limit.unwrap_or(JsValue::NULL)),
        ("race", race.unwrap_or(JsValue::NULL)),
        ("sizes", sizes.unwrap_or(JsValue::NULL)),
        ("section", section.transpose()?.unwrap_or(JsValue::NULL)),
        ("ignored", experiment.ignores_rate(experiment.hiker(hiker)?).into()),
    ]))
}

fn race_object(race: &race::Race) -> JsValue {
    let number = |x: Option<f64>| x.map_or(JsValue::NULL, JsValue::from);
    let row = |row: &race::Row| {
        object(&[
            ("end", row.end.name().into()),
            ("record", number(row.record.map(|record| record as f64))),
            ("evaluations", number(row.evaluations)),
            ("loss", row.loss.into()),
            ("records", (row.records as f64).into()),
        ])
    };
    object(&[
        ("budget", race.budget.into()),
        ("rows", race.rows.iter().map(row).collect::<Array>().into()),
        ("order", race.order.iter().map(|&i| JsValue::from(i as f64)).collect::<Array>().into()),
    ])
}

fn section_object(section: &Section) -> Answer {
    let Section { plane, names, view, paths, held } = section;
    Ok(object(&[
        (
            "plane",
            object(&[("origin", floats(&plane.origin)), ("across", floats(&plane.across)), ("up", floats(&plane.up))]),
        ),
        ("names", described(names)?),
        ("view", described(view)?),
        ("paths", paths.iter().map(|path| floats(path)).collect::<Array>().into()),
        ("held", floats(held)),
    ]))
}

/// About how many multiplications a run takes.
#[wasm_bindgen]
pub fn work(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Result<f64, JsError> {
    Ok(self::experiment(&experiment)?.work())
}

/// The loss at the middle of each pixel of a plane, row by row from the top.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = sectionHeights, unchecked_return_type = "Float64Array")]
pub fn section_heights(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Plane")] plane: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Grid")] view: JsValue,
) -> Answer {
    at_once(work_of_section(&experiment, &plane, &view)?)
}

fn read_plane(plane: &JsValue) -> Result<Plane, Fault> {
    let side = |key: &str| {
        let vector =
            Reflect::get(plane, &key.into()).map_err(|_| fault!(format!("plane.{key}"), code::plane_incomplete))?;
        numbers(key, &vector)
    };
    Ok(Plane { origin: side("origin")?, across: side("across")?, up: side("up")? })
}

#[cfg(feature = "whole")]
fn work_of_section(experiment: &JsValue, plane: &JsValue, view: &JsValue) -> Result<Work, JsError> {
    let plane = read_plane(plane)?;
    let (experiment, grid) = (self::experiment(experiment)?, Grid::parse(&plain_data(view)?)?);
    Ok(Box::pin(async move { Ok(floats(&section::heights(experiment.loss.as_ref(), &plane, &grid).await?)) }))
}

/// Where the first hiker would walk at the rate `lr`, on the map or, of more than two parameters, on `plane`; and what
/// would come of it.
#[wasm_bindgen(unchecked_return_type = "Ghost")]
pub fn ghost(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    lr: f64,
    #[wasm_bindgen(unchecked_param_type = "Plane | null")] plane: JsValue,
) -> Answer {
    at_once(work_of_ghost(&experiment, lr, &plane)?)
}

fn work_of_ghost(experiment: &JsValue, lr: f64, plane: &JsValue) -> Result<Work, JsError> {
    let experiment = self::experiment(experiment)?;
    rates::check_rate("lr", lr)?;
    let plane = if plane.is_null() || plane.is_undefined() { None } else { Some(read_plane(plane)?) };
    match (&plane, experiment.loss.dim()) {
        (Some(plane), dim) => plane.check(dim)?,
        (None, 2) => {}
        (None, dim) => return Err(fault!("plane", code::no_plane, dim).into()),
    }
    Ok(Box::pin(async move {
        let path = Path::at_rate(&experiment, &experiment.hikers[0], lr, &mut |_| {}).await;
        let (kind, _) = verdict::evidence(&experiment, &path).judge();
        let seen = match &plane {
            None => floats(&path.params),
            Some(plane) => {
                floats(&path.params.chunks(path.dim).flat_map(|at| plane.coordinates(at)).collect::<Vec<_>>())
            }
        };
        let last = path.loss[path.records() - 1];
        Ok(object(&[("lr", lr.into()), ("path", seen), ("kind", kind.name().into()), ("loss", last.into())]))
    }))
}

/// How sharply the ground bends along the walk of the hiker number `hiker`, and what its rates can bear.
#[cfg(feature = "whole")]
#[wasm_bindgen(unchecked_return_type = "Sharpness")]
pub fn sharpness(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue, hiker: usize) -> Answer {
    at_once(work_of_sharpness(&experiment, hiker)?)
}

#[cfg(feature = "whole")]
fn work_of_sharpness(experiment: &JsValue, hiker: usize) -> Result<Work, JsError> {
    let experiment = self::experiment(experiment)?;
    experiment.hiker(hiker)?;
    Ok(Box::pin(async move {
        let walker = &experiment.hikers[hiker];
        let path = Path::of(&experiment, walker, &mut |_| {}).await;
        let read = sharpness::of(&experiment, walker, &path).await;
        let records: Vec<u32> = read.records.iter().map(|&record| record as u32).collect();
        Ok(object(&[
            ("records", Uint32Array::from(&records[..]).into()),
            ("lambda", floats(&read.lambda)),
            ("bearable", floats(&read.bearable)),
            ("formula", described(&read.formula)?),
        ]))
    }))
}

/// The first update after record `step`, spelled out for each parameter.
#[wasm_bindgen(unchecked_return_type = "Equations[]")]
pub fn arithmetic(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    hiker: usize,
    step: usize,
) -> Answer {
    at_once(work_of_arithmetic(&experiment, hiker, step)?)
}

fn work_of_arithmetic(experiment: &JsValue, hiker: usize, step: usize) -> Result<Work, JsError> {
    let experiment = self::experiment(experiment)?;
    Ok(Box::pin(async move { described(&arithmetic::arithmetic(&experiment, hiker, step).await?) }))
}

/// Long work in slices, so that a page lives on where no worker does it.
#[cfg(feature = "whole")]
#[wasm_bindgen]
pub struct Job {
    work: Option<Work>,
    progress: Rc<Cell<f64>>,
}

#[cfg(feature = "whole")]
#[wasm_bindgen]
impl Job {
    fn of(work: Work) -> Job {
        Job { work: Some(work), progress: Rc::default() }
    }

    /// Goes on for about so many milliseconds; answers once all is done, with what the function of the job's name
    /// returns, and is undefined before.
    #[wasm_bindgen(js_name = goOn, unchecked_return_type = "unknown")]
    pub fn go_on(&mut self, milliseconds: f64) -> Answer {
        let end = js_sys::Date::now() + milliseconds;
        loop {
            let Some(work) = &mut self.work else { return Err(fault!("", code::job_done).into()) };
            if let Some(answer) = go_on(work.as_mut()) {
                self.work = None;
                return answer;
            }
            if js_sys::Date::now() >= end {
                return Ok(JsValue::UNDEFINED);
            }
        }
    }

    /// How much of a hike is done, 0 to 1.
    #[wasm_bindgen(getter)]
    pub fn progress(&self) -> f64 {
        self.progress.get()
    }

    pub fn hike(
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
        hiker: usize,
        #[wasm_bindgen(unchecked_param_type = "Slice | null")] slice: JsValue,
    ) -> Result<Job, JsError> {
        let progress = Rc::new(Cell::new(0.0));
        let equations = progress.clone();
        let work = work_of_hike(&experiment, hiker, &slice, move |done| equations.set(done))?;
        Ok(Job { work: Some(work), progress })
    }

    pub fn strip(
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
        low: f64,
        high: f64,
        count: usize,
    ) -> Result<Job, JsError> {
        work_of_strip(&experiment, low, high, count).map(Job::of)
    }

    #[wasm_bindgen(js_name = rateRange)]
    pub fn rate_range(
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    ) -> Result<Job, JsError> {
        work_of_range(&experiment).map(Job::of)
    }

    #[wasm_bindgen(js_name = rangeTest)]
    pub fn range_test(
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
        low: f64,
        high: f64,
        steps: usize,
    ) -> Result<Job, JsError> {
        work_of_range_test(&experiment, low, high, steps).map(Job::of)
    }

    pub fn heights(
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Grid")] view: JsValue,
    ) -> Result<Job, JsError> {
        work_of_heights(&experiment, &view).map(Job::of)
    }

    #[wasm_bindgen(js_name = sectionHeights)]
    pub fn section_heights(
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Plane")] plane: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Grid")] view: JsValue,
    ) -> Result<Job, JsError> {
        work_of_section(&experiment, &plane, &view).map(Job::of)
    }

    pub fn endings(
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Grid")] view: JsValue,
        from: usize,
        to: usize,
    ) -> Result<Job, JsError> {
        work_of_endings(&experiment, &view, from, to).map(Job::of)
    }

    #[wasm_bindgen(js_name = settingsMap)]
    pub fn settings_map(
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
        #[wasm_bindgen(unchecked_param_type = "SettingsView")] view: JsValue,
        from: usize,
        to: usize,
    ) -> Result<Job, JsError> {
        work_of_settings(&experiment, &view, from, to).map(Job::of)
    }

    pub fn ghost(
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
        lr: f64,
        #[wasm_bindgen(unchecked_param_type = "Plane | null")] plane: JsValue,
    ) -> Result<Job, JsError> {
        work_of_ghost(&experiment, lr, &plane).map(Job::of)
    }

    pub fn sharpness(
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
        hiker: usize,
    ) -> Result<Job, JsError> {
        work_of_sharpness(&experiment, hiker).map(Job::of)
    }

    pub fn arithmetic(
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
        hiker: usize,
        step: usize,
    ) -> Result<Job, JsError> {
        work_of_arithmetic(&experiment, hiker, step).map(Job::of)
    }
}

/// What of the schedule of the hiker number `hiker` can be taken hold of.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = scheduleHandles, unchecked_return_type = "Handle[]")]
pub fn schedule_handles(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    hiker: usize,
) -> Answer {
    described(&self::experiment(&experiment)?.handles(hiker)?)
}

/// The preset schedule number `preset` for the run of the hiker number `hiker`.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = schedulePreset, unchecked_return_type = "Chosen")]
pub fn schedule_preset(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    hiker: usize,
    preset: usize,
) -> Answer {
    let context = self::experiment(&experiment)?.context_of(hiker)?;
    match presets::scheduler(preset, context.advances) {
        Some(scheduler) => described(&scheduler),
        None => Err(fault!("preset", code::no_such_preset, preset, most = PRESETS.len() - 1).into()),
    }
}

/// The scheduler of that hiker once the handle number `handle` is dragged to the record `at` and to the rate `rate`.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = dragHandle, unchecked_return_type = "Chosen")]
pub fn drag_handle(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    hiker: usize,
    handle: usize,
    at: f64,
    rate: f64,
) -> Answer {
    described(&self::experiment(&experiment)?.dragged(hiker, handle, at, rate)?)
}

/// A program in Python that walks as the hiker number `hiker`: PyTorch on surfaces, scikit-learn on data, and PyTorch
/// there too where scikit-learn has no such walk. It prints the loss at each record and the parameters at the last, as
/// JSON, `{"loss": [...], "params": [...]}`.
#[cfg(feature = "whole")]
#[wasm_bindgen]
pub fn python(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    hiker: usize,
) -> Result<String, JsError> {
    Ok(crate::program::python(&description(&experiment)?, hiker)?)
}

/// The data of a loss of data, standardised where the loss asks for it; null for others.
#[cfg(feature = "whole")]
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
#[cfg(feature = "whole")]
#[wasm_bindgen]
pub fn predict(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] params: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>", js_name = "X")] x: JsValue,
) -> Result<Float64Array, JsError> {
    let experiment = self::experiment(&experiment)?;
    let (data, params) = model(&experiment, &params)?;
    let (x, features) = (numbers("X", &x)?, data.table().features());
    if x.len() % features != 0 {
        return Err(fault!("X", code::wrong_size, count = x.len(), features).into());
    }
    Ok(Float64Array::from(&data.predict_all(&params, &x)[..]))
}

/// What it says at the middle of each pixel of a plane of two features, row by row from the top.
#[cfg(feature = "whole")]
#[wasm_bindgen]
pub fn decisions(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] params: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Grid")] view: JsValue,
) -> Result<Float64Array, JsError> {
    let experiment = self::experiment(&experiment)?;
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

/// Gives the engine a table that data sets of that name need: the text of `tables/name.csv`. It keeps it.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = provideTable)]
pub fn provide_table(name: &str, csv: &str) -> Result<(), JsError> {
    Ok(data::provide(name, csv)?)
}

/// The name of the table that must be provided before the experiment can run; null where none is.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = tableNeeded, unchecked_return_type = "string | null")]
pub fn table_needed(#[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue) -> Answer {
    Ok(data::missing(&plain_data(&experiment)?).map_or(JsValue::NULL, JsValue::from))
}

/// What columns a table written as text (CSV) has.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = readCsv, unchecked_return_type = "CsvColumns")]
pub fn read_csv(text: &str) -> Answer {
    let columns = csv::columns(text)?;
    let rows = Value::Number(columns.rows() as f64);
    let names = columns.names.into_iter().map(Value::Text).collect();
    let numeric = columns.numeric.into_iter().map(Value::Flag).collect();
    let pairs = [("names", Value::List(names)), ("numeric", Value::List(numeric)), ("rows", rows)];
    described(&Value::Map(pairs.map(|(key, value)| (key.into(), value)).into()))
}

/// Columns of a table written as text, by their places from 0, as data for an experiment.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = pickCsv, unchecked_return_type = "{ X: number[][]; y: number[] }")]
pub fn pick_csv(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] features: JsValue,
    target: f64,
) -> Answer {
    let table = csv::columns(text)?.table(&numbers("features", &features)?, target)?;
    described(&data::write(&table))
}

/// The browser's JSON.
const JSON: link::Json = link::Json {
    read: |text| match js_sys::JSON::parse(text) {
        Ok(value) => plain_data(&value),
        Err(_) => Err(link::not_json(text)),
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

/// The nearest valid scene to one that is wrong; null where nothing of that can be kept.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = repairScene, unchecked_return_type = "Scene | null")]
pub fn repair_scene(#[wasm_bindgen(unchecked_param_type = "Scene")] scene: JsValue) -> Answer {
    described(&scene::repair(&plain_data(&scene)?, &mut Last))
}

/// What a scene can show, and what it can lock.
#[wasm_bindgen(js_name = sceneNames, unchecked_return_type = "{ views: string[]; lock: string[] }")]
pub fn scene_names() -> Answer {
    Ok(object(&[("views", described(&&scene::VIEWS[..])?), ("lock", described(&&scene::LOCKS[..])?)]))
}

/// A scene as the text of a link, after its #.
#[wasm_bindgen(js_name = writeAddress)]
pub fn write_address(#[wasm_bindgen(unchecked_param_type = "Scene")] scene: JsValue) -> Result<String, JsError> {
    Ok(link::write(&plain_data(&scene)?, &JSON))
}

/// The scene a link's text stands for; `checkScene` says what is wrong with it.
#[wasm_bindgen(js_name = readAddress, unchecked_return_type = "Scene")]
pub fn read_address(text: &str) -> Answer {
    described(&link::read(text, &JSON)?)
}

/// A seed nobody chose.
#[wasm_bindgen(js_name = newSeed)]
pub fn new_seed() -> Result<u32, JsError> {
    getrandom::u32().map_err(|_| fault!("", code::no_random_numbers).into())
}
