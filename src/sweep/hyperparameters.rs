//! The map of two of an optimizer's arguments: for each pixel the walk with those settings, as `run` makes it.

use crate::number::exp;
use crate::scene::experiment::Experiment;
use crate::scene::hiker::Hiker;
use crate::schema::value::Value;
use crate::schema::{Args, Fault, Kind, fault, only, required};
use crate::sweep::map::pixels;
use crate::sweep::rates::{Outcome, sweep_pausing};
use crate::text::code::schema::{any_two_numbers, two_numbers};
use crate::text::code::sweep as code;
use crate::text::message;
use std::ops::Range;

/// A number of an optimizer: an argument, or one of a pair, such as `betas[0]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    arg: &'static str,
    place: Option<usize>,
}

/// A number, and its values along one side of the map: one at the middle of each pixel.
#[derive(Clone, Debug)]
pub struct Axis {
    pub number: Number,
    pub values: Vec<f64>,
}

/// The settings of a map; row 0 is at the top.
#[derive(Clone, Debug)]
pub struct Settings {
    pub x: Axis,
    pub y: Axis,
}

/// The numbers an optimizer can be set by.
fn numbers(args: &Args) -> Vec<(String, Number)> {
    let mut numbers = vec![];
    for arg in args.entry().args {
        match arg.kind {
            Kind::Number => numbers.push((arg.name.into(), Number { arg: arg.name, place: None })),
            Kind::Pair => numbers.extend(
                [0, 1].map(|place| (format!("{}[{place}]", arg.name), Number { arg: arg.name, place: Some(place) })),
            ),
            _ => {}
        }
    }
    numbers
}

impl Axis {
    fn parse(key: &str, value: Option<&Value>, args: &Args, count: usize, upwards: bool) -> Result<Axis, Fault> {
        let Some(Value::Map(pairs)) = value else {
            return required("view", key, value, message!(code::an_axis));
        };
        let path = format!("view.{key}");
        only(&["name", "range", "scale"], &path, pairs)?;
        let get = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        let all = numbers(args);
        let Some((_, number)) = all.iter().find(|(name, _)| matches!(get("name"), Some(Value::Text(t)) if t == name))
        else {
            let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
            let (path, optimizer, names) = (format!("{path}.name"), args.name(), names.join(", "));
            return Err(match get("name") {
                Some(value) => fault!(path, code::wrong_number, value, optimizer, names),
                None => fault!(path, code::missing_number, optimizer, names),
            });
        };
        let log = match get("scale") {
            Some(Value::Text(scale)) if scale == "linear" => false,
            Some(Value::Text(scale)) if scale == "log" => true,
            other => return required(&path, "scale", other, message!(code::a_scale)),
        };
        let limits = args.arg(number.arg).range;
        let inside = |x: f64| limits.min.is_none_or(|min| x >= min) && limits.max.is_none_or(|max| x <= max);
        let ends = match get("range") {
            Some(Value::List(ends)) => match ends[..] {
                [Value::Number(a), Value::Number(b)] => Some([a, b]),
                _ => None,
            },
            _ => None,
        };
        let fits = |&[a, b]: &[f64; 2]| a < b && (b - a).is_finite() && inside(a) && inside(b) && !(log && a <= 0.0);
        let Some([from, to]) = ends.filter(fits) else {
            let numbers = match limits.phrase() {
                Some(range) => message!(two_numbers, range),
                None => message!(any_two_numbers),
            };
            let allowed = if log { message!(code::a_log_side, numbers) } else { message!(code::a_side, numbers) };
            return required(&path, "range", get("range"), allowed);
        };
        let part = |k: usize| (if upwards { count - 1 - k } else { k } as f64 + 0.5) / count as f64;
        // Logarithms of ratios near 1 keep their digits, however far one has zoomed in.
        let ratio = if log { libm::log1p((to - from) / from) } else { 0.0 };
        let at = |k: usize| if log { from * exp(part(k) * ratio) } else { from + part(k) * (to - from) };
        Ok(Axis { number: number.clone(), values: (0..count).map(at).collect() })
    }

    fn is_rate(&self) -> bool {
        self.number.arg == "lr"
    }
}

impl Settings {
    /// Reads the view for the first hiker, whose optimizer has the arguments.
    pub fn parse(value: &Value, experiment: &Experiment) -> Result<Settings, Fault> {
        let Value::Map(pairs) = value else {
            return required("", "view", Some(value), message!(code::a_view));
        };
        only(&["x", "y", "width", "height"], "view", pairs)?;
        let args = set_last(&experiment.hikers[0]);
        let (width, height) = (pixels(value, "width")?, pixels(value, "height")?);
        let x = Axis::parse("x", value.get("x"), args, width, false)?;
        let y = Axis::parse("y", value.get("y"), args, height, true)?;
        if x.number == y.number {
            let name = value.get("y").and_then(|y| y.get("name")).unwrap_or(&Value::Null);
            return Err(fault!("view.y.name", code::same_number, value = name));
        }
        Ok(Settings { x, y })
    }

    /// The outcome of each pixel of these rows, row by row; none where the two numbers are not allowed together.
    pub async fn walk(&self, experiment: &Experiment, rows: Range<usize>) -> Result<Vec<Option<Outcome>>, Fault> {
        let Settings { x, y } = self;
        let width = x.values.len();
        let mut all = vec![None; width * rows.len()];
        let first = rows.start;
        if x.is_rate() {
            for row in rows {
                let Ok(experiment) = with(experiment, &[(&y.number, y.values[row])]) else { continue };
                let outcomes = sweep_pausing(&experiment, &x.values).await?;
                for (column, outcome) in outcomes.into_iter().enumerate() {
                    all[(row - first) * width + column] = Some(outcome);
                }
            }
        } else if y.is_rate() {
            for (column, &value) in x.values.iter().enumerate() {
                let Ok(experiment) = with(experiment, &[(&x.number, value)]) else { continue };
                for (k, outcome) in sweep_pausing(&experiment, &y.values[rows.clone()]).await?.into_iter().enumerate() {
                    all[k * width + column] = Some(outcome);
                }
            }
        } else {
            let rate = experiment.hikers[0].rate();
            for row in rows {
                for (column, &value) in x.values.iter().enumerate() {
                    let numbers = [(&x.number, value), (&y.number, y.values[row])];
                    let Ok(experiment) = with(experiment, &numbers) else { continue };
                    all[(row - first) * width + column] = sweep_pausing(&experiment, &[rate]).await?.pop();
                }
            }
        }
        Ok(all)
    }
}

/// The arguments that a control sets: those that the hiker ends with.
fn set_last(hiker: &Hiker) -> &Args {
    hiker.changes.iter().rev().find_map(|change| change.optimizer.as_ref()).unwrap_or(&hiker.optimizer)
}

/// The experiment with these numbers for the first hiker. Wrong where they are not allowed together.
fn with(experiment: &Experiment, numbers: &[(&Number, f64)]) -> Result<Experiment, Fault> {
    let mut experiment = experiment.clone();
    let hiker = &mut experiment.hikers[0];
    let mut args = set_last(hiker).clone();
    for (number, value) in numbers {
        args = args.with(number.arg, number.place, *value)?;
    }
    match hiker.changes.iter_mut().rev().find_map(|change| change.optimizer.as_mut()) {
        Some(last) => *last = args,
        None => hiker.optimizer = args,
    }
    Ok(experiment)
}
