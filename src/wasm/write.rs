//! What goes out: results as objects of JavaScript's, long lists of numbers as typed arrays. `types.d.ts` describes
//! each; tests/node/types.test.mjs holds the two together.

use super::error::JsError;
use crate::WHOLE;
use crate::run::Trace;
use crate::run::path::Path;
use crate::run::stability;
use crate::scene::experiment::Experiment;
use crate::scene::slice::Slice;
use crate::sweep::section::{self, Section};
use crate::sweep::{race, rate_strip, rates};
use js_sys::{Array, Float64Array, Object, Reflect, Uint32Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// A result, or an `Error` with a sentence.
pub(super) type Answer = Result<JsValue, JsError>;

pub(super) fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in pairs {
        // A new object takes any key. To say so by `expect` would cost what writes any value in words.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}

pub(super) fn floats(numbers: &[f64]) -> JsValue {
    Float64Array::from(numbers).into()
}

pub(super) fn indices(numbers: &[u32]) -> JsValue {
    Uint32Array::from(numbers).into()
}

pub(super) fn number_or_null(number: Option<f64>) -> JsValue {
    number.map_or(JsValue::NULL, JsValue::from)
}

/// What serde makes of it: plain objects, lists and numbers.
pub(super) fn described(value: &impl Serialize) -> Answer {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

/// `Run`
pub(super) fn run(traces: &[Trace]) -> Answer {
    let hikers = traces.iter().map(trace).collect::<Result<Array, _>>()?;
    Ok(object(&[("hikers", hikers.into())]))
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

/// `Landscape`
pub(super) fn landscape(experiment: &Experiment) -> Answer {
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

/// `Table | null`
pub(super) fn table(experiment: &Experiment) -> Answer {
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

/// `Strip`
pub(super) fn strip(strip: &rate_strip::Strip) -> Answer {
    let of = |f: &dyn Fn(&rates::Outcome) -> f64| floats(&strip.outcomes.iter().map(f).collect::<Vec<_>>());
    let kinds: Array = strip.outcomes.iter().map(|o| JsValue::from(o.kind.name())).collect();
    let presets = object(&[
        ("tooLow", number_or_null(strip.too_low)),
        ("justRight", strip.just_right.into()),
        ("tooHigh", number_or_null(strip.too_high)),
    ]);
    Ok(object(&[
        ("lr", floats(&strip.lrs)),
        ("depth", of(&|o| o.done.clamp(0.0, 1.0))),
        ("kind", kinds.into()),
        ("step", of(&|o| o.step.map_or(f64::NAN, |step| step as f64))),
        ("loss", of(&|o| o.loss)),
        ("bands", strip.bands.iter().map(described).collect::<Result<Array, _>>()?.into()),
        ("band", described(&strip.band)?),
        ("decades", described(&strip.decades)?),
        ("presets", presets),
    ]))
}

/// `Hike`. The engine a page opens with has neither races nor planes nor data; `slice` is the plane that is asked for.
pub(super) fn hike(experiment: &Experiment, hiker: usize, slice: Option<Slice>, traces: &[Trace]) -> Answer {
    let (walker, path) = (&experiment.hikers[hiker], &traces[hiker].path);
    let limit = stability::at_reference(experiment, &walker.last()).map(|limit| {
        object(&[
            ("rate", limit.stable.rate.into()),
            ("scale", number_or_null(stability::scale(experiment, walker, path))),
            ("formula", limit.stable.formula.into()),
            ("lambda", limit.lambda.into()),
            ("at", floats(&limit.at)),
        ])
    });
    let data = experiment.loss.of_data();
    let sizes = data.map(|data| {
        let of =
            |trace: &Trace| floats(&(0..trace.records()).map(|k| data.weight_size(trace.point(k))).collect::<Vec<_>>());
        JsValue::from(traces.iter().map(of).collect::<Array>())
    });
    let race = WHOLE.then(|| self::race(&race::of(experiment, traces)));
    let section = slice.filter(|_| WHOLE).map(|slice| {
        let paths: Vec<&Path> = traces.iter().map(|trace| &trace.path).collect();
        self::section(&section::section(experiment, &slice, &paths))
    });
    Ok(object(&[
        ("run", run(traces)?),
        ("limit", limit.unwrap_or(JsValue::NULL)),
        ("race", race.unwrap_or(JsValue::NULL)),
        ("sizes", sizes.unwrap_or(JsValue::NULL)),
        ("section", section.transpose()?.unwrap_or(JsValue::NULL)),
        ("ignored", experiment.ignores_rate(walker).into()),
    ]))
}

fn race(race: &race::Race) -> JsValue {
    let row = |row: &race::Row| {
        object(&[
            ("end", row.end.name().into()),
            ("record", number_or_null(row.record.map(|record| record as f64))),
            ("evaluations", number_or_null(row.evaluations)),
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

fn section(section: &Section) -> Answer {
    let Section { plane, names, view, paths, held } = section;
    let plane =
        object(&[("origin", floats(&plane.origin)), ("across", floats(&plane.across)), ("up", floats(&plane.up))]);
    Ok(object(&[
        ("plane", plane),
        ("names", described(names)?),
        ("view", described(view)?),
        ("paths", paths.iter().map(|path| floats(path)).collect::<Array>().into()),
        ("held", floats(held)),
    ]))
}
