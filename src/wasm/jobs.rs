//! The jobs: what takes long enough to be done away from the page, or in slices.
//!
//! A new job needs its function below, its line in the table, and the type of its answer in `types.d.ts`.

#[cfg(feature = "whole")]
use super::error::JsError;
#[cfg(feature = "whole")]
use super::job::{Arguments, Job};
use super::open_scene::OpenScene;
use super::read::{self, plain_data};
use super::table::{Begun, Task, finish, jobs};
use super::write::{self, Answer, described, floats, indices, object};
use crate::WHOLE;
use crate::run;
use crate::run::path::Path;
use crate::run::verdict::{self, Judge};
use crate::scene::slice::Slice;
use crate::schema::fault;
#[cfg(feature = "whole")]
use crate::sweep::advise;
use crate::sweep::hyperparameters::Settings;
use crate::sweep::map::{self, Grid};
use crate::sweep::{range_test as rising, rate_strip, rates, section};
use crate::text::code::wasm as code;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

jobs! {
    /// A run and what a figure shows beside it. Of the hiker number `hiker`, from 0: the largest stable rate in the
    /// lowest valley, null where theory is silent. Of losses of data: the length of the weights. Where there are
    /// other than two parameters or `slice` is not null: the plane of `slice`, by default that of the walk's main
    /// directions.
    fn hike as hike(hiker: usize = "number", slice: JsValue = "Slice | null") -> "Hike";

    /// What each of `count` rates (2 to 100 000) from `low` to `high` (0 < `low` < `high`), evenly spaced in their
    /// logarithms, and of some between them, would do for the first hiker, and the rates worth a visit.
    fn strip as strip(low: f64 = "number", high: f64 = "number", count: usize = "number") -> "Strip";

    /// The slider's ends for the first hiker: from 1e-5, or a hundredth of the rate at which it begins to be thrown out,
    /// to about three times the rate above which it always is.
    fn rate_range as rateRange() -> "{ low: number; high: number }";

    /// The loss at the middle of each pixel of a window on two parameters: height × width, row by row from the top.
    fn heights as heights(view: JsValue = "Grid") -> "Float64Array";

    /// Where the first hiker would walk at the rate `lr`, above 0, and what would come of it: on the map or, of other
    /// than two parameters, on `plane`.
    fn ghost as ghost(lr: f64 = "number", plane: JsValue = "Plane | null") -> "Ghost";

    /// The first update after the record `step` of the hiker number `hiker`, from 0, spelled out for each parameter.
    fn arithmetic as arithmetic(hiker: usize = "number", step: usize = "number") -> "Equations[]";

    /// The loss at the middle of each pixel of a plane through many parameters: height × width, row by row from the
    /// top.
    #[cfg(feature = "whole")]
    fn section_heights as sectionHeights(plane: JsValue = "Plane", view: JsValue = "Grid") -> "Float64Array";

    /// Which valley the first hiker's walk from each pixel ends in, and when, for the rows of the view from `from` to
    /// the one before `to`, row 0 at the top.
    #[cfg(feature = "whole")]
    fn basins as endings(view: JsValue = "Grid", from: usize = "number", to: usize = "number") -> "Endings";

    /// What the first hiker would do for each setting of two numbers of its optimizer, for the rows of the view from
    /// `from` to the one before `to`, row 0 at the top.
    #[cfg(feature = "whole")]
    fn settings_map as settingsMap(view: JsValue = "SettingsView", from: usize = "number", to: usize = "number")
        -> "SettingsMap";

    /// The learning-rate range test of the first hiker (Smith, Cyclical Learning Rates for Training Neural Networks,
    /// 2017): one walk on which the rate rises from `low` to `high` (0 < `low` < `high`), an update at each of so many
    /// `steps` (2 to 100 000), and what its losses suggest.
    #[cfg(feature = "whole")]
    fn range_test as rangeTest(low: f64 = "number", high: f64 = "number", steps: usize = "number") -> "RangeTest";

    /// The largest curvature along the walk of the hiker number `hiker`, from 0, and the one that its rates can bear
    /// (Cohen et al., Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability, 2021).
    #[cfg(feature = "whole")]
    fn sharpness as sharpness(hiker: usize = "number") -> "Sharpness";

    /// Which way to turn the rate of the hiker number `hiker`, from 0, and at most three changes that were walked and
    /// came out better, each as an experiment of that hiker alone.
    #[cfg(feature = "whole")]
    fn advise as advise(hiker: usize = "number") -> "Advice";
}

/// The job of that name, its arguments in a list.
#[cfg(feature = "whole")]
pub(super) fn begin(name: &str, task: Task, args: &JsValue) -> Result<Job, JsError> {
    let Some((_, read)) = TABLE.iter().find(|(known, _)| *known == name) else {
        let names: Vec<&str> = TABLE.iter().map(|(name, _)| *name).collect();
        let name: String = name.chars().take(40).collect();
        return Err(fault!("", code::no_such_job, name, names = names.join(", ")).into());
    };
    Job::begin(task, |task| read(task, &mut Arguments::of(args)))
}

fn hike(Task { experiment, progress, .. }: Task, hiker: usize, slice: JsValue) -> Begun {
    experiment.hiker(hiker)?;
    let dim = experiment.loss.dim();
    // Surfaces need none, and an engine of surfaces alone has none.
    let slice = match (WHOLE, slice.is_null() || slice.is_undefined()) {
        (true, false) => Some(Slice::parse(&plain_data(&slice)?, dim)?),
        (true, true) if dim != 2 => Some(Slice::Walk),
        _ => None,
    };
    Ok(Box::pin(async move {
        let traces = run::run_watched(&experiment, &|done| progress.set(done)).await;
        write::hike(&experiment, hiker, slice, &traces)
    }))
}

/// In one strip.
const MOST_RATES: usize = 100_000;

fn strip(Task { experiment, .. }: Task, low: f64, high: f64, count: usize) -> Begun {
    let fits = low > 0.0 && low < high && high.is_finite() && (2..=MOST_RATES).contains(&count);
    if !fits {
        return Err(fault!("", code::strip_ends, low, high, count, most = MOST_RATES).into());
    }
    Ok(Box::pin(async move { write::strip(&rate_strip::strip(&experiment, low, high, count).await) }))
}

fn rate_range(Task { experiment, .. }: Task) -> Begun {
    Ok(Box::pin(async move {
        let [low, high] = rate_strip::range(&experiment).await;
        Ok(object(&[("low", low.into()), ("high", high.into())]))
    }))
}

fn heights(Task { experiment, .. }: Task, view: JsValue) -> Begun {
    let grid = Grid::parse(&plain_data(&view)?)?;
    Ok(Box::pin(async move { Ok(floats(&map::heights(&experiment, &grid).await?)) }))
}

fn section_heights(Task { experiment, .. }: Task, plane: JsValue, view: JsValue) -> Begun {
    let (plane, grid) = (read::plane(&plane)?, Grid::parse(&plain_data(&view)?)?);
    Ok(Box::pin(async move { Ok(floats(&section::heights(experiment.loss.as_ref(), &plane, &grid).await?)) }))
}

fn ghost(Task { experiment, .. }: Task, lr: f64, plane: JsValue) -> Begun {
    rates::check_rate("lr", lr)?;
    // As for a hike: surfaces need none.
    let plane = match WHOLE && !(plane.is_null() || plane.is_undefined()) {
        true => Some(read::plane(&plane)?),
        false => None,
    };
    match (&plane, experiment.loss.dim()) {
        (Some(plane), dim) => plane.check(dim)?,
        (None, 2) => {}
        (None, dim) => return Err(fault!("plane", code::no_plane, dim).into()),
    }
    Ok(Box::pin(async move {
        let path = Path::at_rate(&experiment, &experiment.hikers[0], lr, &mut |_| {}).await;
        let kind = Judge::of(experiment.loss.as_ref()).judge(&verdict::evidence(&experiment, &path)).kind;
        let seen = match &plane {
            Some(plane) if WHOLE => {
                floats(&path.params.chunks(path.dim).flat_map(|at| plane.coordinates(at)).collect::<Vec<_>>())
            }
            _ => floats(&path.params),
        };
        let last = path.loss[path.records() - 1];
        Ok(object(&[("lr", lr.into()), ("path", seen), ("kind", kind.name().into()), ("loss", last.into())]))
    }))
}

fn arithmetic(Task { experiment, .. }: Task, hiker: usize, step: usize) -> Begun {
    Ok(Box::pin(async move { described(&run::arithmetic::arithmetic(&experiment, hiker, step).await?) }))
}

fn basins(Task { experiment, .. }: Task, view: JsValue, from: usize, to: usize) -> Begun {
    let grid = Grid::parse(&plain_data(&view)?)?;
    let pixels = grid.band(from, to)?;
    Ok(Box::pin(async move {
        let basins = map::basins(&experiment, &grid, pixels).await?;
        Ok(object(&[("valley", Uint8Array::from(&basins.minimum[..]).into()), ("arrival", indices(&basins.arrival))]))
    }))
}

/// The kind of a setting whose numbers are not allowed together.
const NOT_ALLOWED: u8 = 255;

fn settings_map(Task { experiment, .. }: Task, view: JsValue, from: usize, to: usize) -> Begun {
    let settings = Settings::parse(&plain_data(&view)?, &experiment)?;
    let rows = map::rows(from, to, settings.y.values.len())?;
    Ok(Box::pin(async move {
        let outcomes = settings.walk(&experiment, rows).await?;
        let kinds: Vec<u8> = outcomes.iter().map(|o| o.as_ref().map_or(NOT_ALLOWED, |o| o.kind as u8)).collect();
        let steps = outcomes.iter().map(|o| o.as_ref().and_then(|o| o.step).unwrap_or(0) as u32);
        Ok(object(&[
            ("kind", Uint8Array::from(&kinds[..]).into()),
            ("step", indices(&steps.collect::<Vec<u32>>())),
            ("x", floats(&settings.x.values)),
            ("y", floats(&settings.y.values)),
        ]))
    }))
}

fn range_test(Task { experiment, .. }: Task, low: f64, high: f64, steps: usize) -> Begun {
    Ok(Box::pin(async move {
        let test = rising::range_test(&experiment, low, high, steps).await?;
        let outcome = |o: rates::Outcome| {
            let step = write::number_or_null(o.step.map(|step| step as f64));
            object(&[("kind", o.kind.name().into()), ("step", step)])
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

fn sharpness(Task { experiment, .. }: Task, hiker: usize) -> Begun {
    experiment.hiker(hiker)?;
    Ok(Box::pin(async move {
        let walker = &experiment.hikers[hiker];
        let path = Path::of(&experiment, walker, &mut |_| {}).await;
        let sharpness = run::sharpness::of(&experiment, walker, &path).await;
        let records: Vec<u32> = sharpness.records.iter().map(|&record| record as u32).collect();
        Ok(object(&[
            ("records", indices(&records)),
            ("lambda", floats(&sharpness.lambda)),
            ("bearable", floats(&sharpness.bearable)),
            ("formula", described(&sharpness.formula)?),
        ]))
    }))
}

#[cfg(feature = "whole")]
fn advise(Task { experiment, description, progress }: Task, hiker: usize) -> Begun {
    experiment.hiker(hiker)?;
    Ok(Box::pin(async move {
        let watch = |done| progress.set(done);
        described(&advise::advise_pausing(&description, &experiment, hiker, &watch).await?)
    }))
}
