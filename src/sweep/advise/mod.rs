//! Advice on a hiker: which way to turn its rate, and what else would help. Nothing is said that was not walked.

mod before;
mod change;

use self::before::{Before, Walked, arrival, is_wild};
use self::change::{Change, Plain};
use crate::pause::at_once;
use crate::run::verdict::Kind;
use crate::scene::experiment::{Experiment, Length};
use crate::schema::Fault;
use crate::schema::value::Value;
use crate::sweep::rate_strip::{between, range, spaced, three_digits};
use crate::sweep::rates::{Outcome, sweep_pausing};
use crate::text::{Message, Params};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

/// What is advised for a hiker.
#[derive(Serialize)]
pub struct Advice {
    /// How the rate is; none where no walk proves it.
    pub word: Option<Word>,
    /// At most three, each another kind of change: first those that arrive, the quickest first; then the lowest.
    pub remedies: Vec<Remedy>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    TooLow,
    JustRight,
    TooHigh,
}

/// A change that was walked, and came out better.
pub struct Remedy {
    /// The experiment of the hiker alone, as plain data. All else in it is as it was.
    pub experiment: Value,
    /// What comes of it.
    pub outcome: Outcome,
    /// The sentence on it.
    pub said: Message,
}

impl Serialize for Remedy {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut fields = s.serialize_struct("Remedy", 7)?;
        fields.serialize_field("experiment", &self.experiment)?;
        fields.serialize_field("kind", &self.outcome.kind)?;
        fields.serialize_field("step", &self.outcome.step)?;
        fields.serialize_field("loss", &self.outcome.loss)?;
        fields.serialize_field("code", self.said.text.code)?;
        fields.serialize_field("params", &Params(&self.said))?;
        fields.serialize_field("text", &self.said.to_string())?;
        fields.end()
    }
}

/// In remedies that change the rate with something else, first so many rates a decade.
const COARSE: f64 = 5.0;
/// So many where the rate alone changes, and beside the best of the coarse ones.
const FINE: f64 = 15.0;
const MOST_REMEDIES: usize = 3;
/// How many times as many steps are tried, one after the other until one arrives.
const LONGER: [usize; 6] = [2, 5, 10, 20, 50, 100];
/// A longer walk than of about so many multiplications is not tried.
const MOST_WORK: f64 = 3e8;

/// Advice on the hiker number `hiker`, from 0, of an experiment given as plain data.
pub fn advise(description: &Value, hiker: usize) -> Result<Advice, Fault> {
    let experiment = Experiment::parse(description)?;
    at_once(advise_pausing(description, &experiment, hiker, &|_| {}))
}

/// `advise` with pauses, on the experiment that the description has become; the rate of the hiker is that of the
/// experiment. `watch` is told how much is done, from 0 to 1.
pub async fn advise_pausing(
    description: &Value,
    experiment: &Experiment,
    hiker: usize,
    watch: &dyn Fn(f64),
) -> Result<Advice, Fault> {
    let walker = experiment.hiker(hiker)?;
    let alone = Experiment { hikers: vec![walker.clone()], ..experiment.clone() };
    let before = Before::walk(&alone).await;
    let plain = Plain::new(description, hiker);
    let rate = walker.rate();

    let track = range(&alone).await;
    let mut rates = walk_all(&alone, &spread(track, FINE)).await;
    let ignored = alone.ignores_rate(walker);
    let word = if ignored { None } else { before.word(rate, &rates) };
    if word == Some(Word::JustRight) {
        return Ok(Advice { word, remedies: vec![] });
    }

    // A band may be narrower than these rates are apart.
    let (lrs, outcomes): (Vec<f64>, Vec<Outcome>) = rates.iter().cloned().unzip();
    let more = between(&alone, &lrs, &outcomes).into_iter().map(three_digits).collect::<Vec<_>>();
    add(&mut rates, walk_all(&alone, &more).await);

    let changes = Change::all(&alone, plain.loss, before.outcome.kind);
    // The rate and the length come besides.
    let stages = changes.len() as f64 + 2.0;
    let mut found: Vec<Found> = vec![];
    if let Some(best) = before.best(&rates).filter(|_| !ignored) {
        found.push(Found { change: Change::Rate, walked: rates[best].clone(), experiment: alone.clone() });
    }
    for (i, &change) in changes.iter().enumerate() {
        watch((1.0 + i as f64) / stages);
        // Some changes do not go with the rest of the experiment.
        let Ok(experiment) = plain.changed(change, &alone) else { continue };
        let track = if change.moves_the_track() { range(&experiment).await } else { track };
        if let Some(walked) = search(&experiment, track, &before).await {
            found.push(Found { change, walked, experiment });
        }
    }
    watch((stages - 1.0) / stages);
    // The present rate, and the one that gets lowest in good order.
    let calm = rates.iter().filter(|(_, outcome)| !is_wild(outcome.kind));
    let lowest = calm.min_by(|a, b| a.1.loss.total_cmp(&b.1.loss)).map_or(rate, |(rate, _)| *rate);
    found.extend(longer(&plain, &alone, &before, &[rate, lowest]).await);

    let unit = alone.length.unit();
    found.sort_by(|a, b| before.by_rank(&a.walked.1, &b.walked.1));
    let mut remedies = vec![];
    let mut kinds = vec![];
    for Found { change, walked: (rate, _), mut experiment } in found {
        let kind = std::mem::discriminant(&change);
        if remedies.len() == MOST_REMEDIES || kinds.contains(&kind) || experiment.set_rate(0, rate).is_err() {
            continue;
        }
        // As `run` walks, to the bit: what is claimed is what a press will show.
        let Before { outcome, by_chance, .. } = Before::walk(&experiment).await;
        if before.is_beaten_by(&outcome) && !by_chance {
            kinds.push(kind);
            let said = change.said(rate, before.comes(&outcome, unit));
            remedies.push(Remedy { experiment: plain.described(change, rate), outcome, said });
        }
    }
    Ok(Advice { word, remedies })
}

/// A change that helps, at the rate that goes best with it.
struct Found {
    change: Change,
    walked: Walked,
    /// Changed, but for the rate.
    experiment: Experiment,
}

/// The rate that goes best with a change; none where none does better than before.
async fn search(experiment: &Experiment, track: [f64; 2], before: &Before) -> Option<Walked> {
    let mut all = walk_all(experiment, &spread(track, COARSE)).await;
    let best = before.best(&all)?;
    let beside = [best.saturating_sub(1), (best + 1).min(all.len() - 1)].map(|i| all[i].0);
    add(&mut all, walk_all(experiment, &spread(beside, FINE)).await);
    before.best(&all).map(|best| all[best].clone())
}

/// The fewest of so many times the steps at which one of the rates arrives that could not before; where none does, the
/// lowest.
async fn longer(plain: &Plain<'_>, alone: &Experiment, before: &Before, rates: &[f64]) -> Option<Found> {
    if !before.may_go_on() {
        return None;
    }
    // One that arrives before the walk was over owes it to its rate.
    let needs_more = |outcome: &Outcome| arrival(outcome).is_none_or(|step| step > alone.length.records());
    let mut found: Option<Found> = None;
    for times in LONGER {
        let change = Change::Longer(match alone.length {
            Length::Steps(steps) => Length::Steps(times * steps),
            Length::Epochs(epochs) => Length::Epochs(times * epochs),
        });
        let Ok(experiment) = plain.changed(change, alone) else { break };
        if experiment.work() > MOST_WORK {
            break;
        }
        let walks = walk_all(&experiment, rates).await.into_iter();
        let helps = |outcome: &Outcome| before.is_beaten_by(outcome) && needs_more(outcome);
        if let Some(walked) = walks.filter(|(_, outcome)| helps(outcome)).min_by(|a, b| before.by_rank(&a.1, &b.1)) {
            let arrives = walked.1.kind == Kind::Converged;
            found = Some(Found { change, walked, experiment });
            if arrives {
                break;
            }
        }
    }
    found
}

/// Adds walks at other rates, in the order of the rates.
fn add(walks: &mut Vec<Walked>, more: Vec<Walked>) {
    walks.extend(more);
    walks.sort_by(|a, b| a.0.total_cmp(&b.0));
    walks.dedup_by(|a, b| a.0 == b.0);
}

async fn walk_all(experiment: &Experiment, rates: &[f64]) -> Vec<Walked> {
    let outcomes = sweep_pausing(experiment, rates).await.expect("the rates lie on a track");
    rates.iter().copied().zip(outcomes).collect()
}

/// So many rates a decade from one to the other, short enough to be said in full.
fn spread([low, high]: [f64; 2], a_decade: f64) -> Vec<f64> {
    let decades = libm::log10(high / low);
    let rates = spaced(low, high, (a_decade * decades).ceil() as usize + 1);
    rates.into_iter().map(|rate| three_digits(rate).max(low).min(high)).collect()
}
