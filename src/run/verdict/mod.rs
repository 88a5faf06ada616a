//! The verdict: what a walk shows, and the sentence on it.

mod judge;
mod sentence;
mod valley;

pub use self::judge::{ARRIVED, Evidence, Judge, Judgement, Records, Rule, slope, too_high};
pub use self::sentence::chance;

use crate::run::path::Path;
use crate::run::turns::turns_back;
use crate::scene::experiment::Experiment;
use crate::scene::hiker::Hiker;
use crate::text::{Message, Params};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Converged,
    TooSlow,
    Oscillating,
    Stuck,
    Diverged,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Converged => "converged",
            Kind::TooSlow => "too_slow",
            Kind::Oscillating => "oscillating",
            Kind::Stuck => "stuck",
            Kind::Diverged => "diverged",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub kind: Kind,
    /// From which record on, where the kind has one.
    pub step: Option<usize>,
    /// What is said of it, a sentence each.
    pub said: Vec<Message>,
    /// The sentences, in English.
    pub text: String,
}

/// What is said first stands beside the kind, and what is said besides in a list.
impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let (first, more) = self.said.split_first().expect("something is said of each walk");
        // A struct's keys cross into JavaScript once, a map's each time.
        let mut fields = s.serialize_struct("Verdict", 6)?;
        fields.serialize_field("kind", &self.kind)?;
        fields.serialize_field("step", &self.step)?;
        fields.serialize_field("code", first.text.code)?;
        fields.serialize_field("params", &Params(first))?;
        fields.serialize_field("more", more)?;
        fields.serialize_field("text", &self.text)?;
        fields.end()
    }
}

/// How far above a loss, as the floor, is still the same loss.
pub fn rounding(loss: f64) -> f64 {
    8.0 * f64::EPSILON * loss.abs().max(1.0)
}

/// The walk of a path, to be judged.
pub fn evidence<'a>(experiment: &Experiment, path: &'a Path) -> Evidence<'a> {
    Evidence { loss: &path.loss, broke_off: path.records() <= experiment.length.records(), records: path }
}

impl Records for Path {
    fn params(&self) -> Cow<'_, [f64]> {
        Cow::Borrowed(&self.params)
    }
    fn start(&self) -> &[f64] {
        self.point(0)
    }
    fn end(&self) -> Cow<'_, [f64]> {
        Cow::Borrowed(self.point(self.records() - 1))
    }
    fn turns_back(&self) -> usize {
        turns_back(&self.params, self.dim)
    }
    fn steepest(&self) -> f64 {
        self.steepness.largest(0)
    }
    fn rates(&self) -> Cow<'_, [f64]> {
        Cow::Borrowed(&self.lr)
    }
}

/// The verdict on a walk, with its sentences.
pub fn of(experiment: &Experiment, hiker: &Hiker, path: &Path) -> Verdict {
    let judge = Judge::of(experiment.loss.as_ref());
    let evidence = evidence(experiment, path);
    let judgement = judge.judge(&evidence);
    let said = sentence::of(experiment, hiker, path, &judge, &evidence, &judgement);
    let text = said.iter().map(Message::to_string).collect::<Vec<_>>().join(" ");
    Verdict { kind: judgement.kind, step: judgement.step, said, text }
}
