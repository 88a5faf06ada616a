//! A hiker: the optimizer, schedule and batch size it walks by, and what it changes on the way.

use crate::loss::Loss;
use crate::optimizer;
use crate::scheduler;
use crate::schema::Args;
use crate::schema::python::arguments;

#[derive(Clone, Debug)]
pub struct Hiker {
    pub optimizer: Args,
    pub lr: f64,
    pub scheduler: Args,
    /// Whether the scheduler advances once an update, not once a record.
    pub every_update: bool,
    pub batch_size: Option<usize>,
    /// What it does otherwise on the way, first things first.
    pub changes: Vec<Change>,
}

/// A change of mind: from the record `at` on, before the step that leaves it.
#[derive(Clone, Debug)]
pub struct Change {
    pub at: usize,
    /// Where it is the one before with other arguments, what that remembers stays; the schedule goes on from its rate.
    pub optimizer: Option<Args>,
    pub same_rule: bool,
    /// Starts anew from the rate of the optimizer.
    pub scheduler: Option<(Args, bool)>,
    pub batch_size: Option<usize>,
}

/// What a hiker walks by, from the record `since` to the next change.
pub struct Settings<'a> {
    pub optimizer: &'a Args,
    pub scheduler: &'a Args,
    pub batch_size: Option<usize>,
    pub since: usize,
}

impl Settings<'_> {
    /// Whether each step looks at some of the samples only.
    pub fn by_batch(&self, loss: &dyn Loss) -> bool {
        let samples = loss.of_data().map(|data| data.table().samples());
        self.batch_size.is_some_and(|size| Some(size) != samples)
    }
    /// Whether it walks as scikit-learn's SGDRegressor and SGDClassifier do: by plain SGD, sample by sample.
    pub fn as_estimator(&self) -> bool {
        let is_plain = |args: &Args| args.name() == "SGD" && arguments(args, &["lr"]).is_empty();
        self.batch_size == Some(1) && is_plain(self.optimizer) && !scheduler::cycles_momentum(self.scheduler)
    }
}

impl Hiker {
    /// The rate that a slider sets and a sweep replaces: the last that is set.
    pub fn rate(&self) -> f64 {
        self.last().optimizer.number("lr")
    }
    /// What it walks by from `record` on.
    pub fn at(&self, record: usize) -> Settings<'_> {
        let Hiker { optimizer, scheduler, batch_size, .. } = self;
        let mut settings = Settings { optimizer, scheduler, batch_size: *batch_size, since: 0 };
        for change in self.changes.iter().take_while(|change| change.at <= record) {
            settings.optimizer = change.optimizer.as_ref().unwrap_or(settings.optimizer);
            settings.scheduler = change.scheduler.as_ref().map_or(settings.scheduler, |(scheduler, _)| scheduler);
            settings.batch_size = change.batch_size.or(settings.batch_size);
            settings.since = change.at;
        }
        settings
    }
    /// What it walks by in the end.
    pub fn last(&self) -> Settings<'_> {
        self.at(usize::MAX)
    }
    pub fn rate_changes(&self) -> bool {
        self.changes.iter().any(|change| change.optimizer.is_some())
    }
    /// All the schedulers it has on the way, each with its place, the record it begins at, and whether it advances once
    /// an update.
    pub fn schedulers(&self) -> impl Iterator<Item = (String, usize, &Args, bool)> {
        let later = self.changes.iter().enumerate().filter_map(|(i, change)| {
            let (scheduler, every_update) = change.scheduler.as_ref()?;
            Some((format!("changes[{i}].scheduler"), change.at, scheduler, *every_update))
        });
        std::iter::once(("scheduler".into(), 0, &self.scheduler, self.every_update)).chain(later)
    }
    /// All the optimizers it has on the way, each with where it stands.
    pub(super) fn optimizers(&self) -> impl Iterator<Item = (String, &Args)> {
        let later = self.changes.iter().enumerate();
        let later = later.filter_map(|(i, c)| Some((format!("changes[{i}].optimizer"), c.optimizer.as_ref()?)));
        std::iter::once(("optimizer".into(), &self.optimizer)).chain(later)
    }
    /// About how many gradients a step takes, at most.
    pub fn slopes_a_step(&self, dim: usize) -> usize {
        self.optimizers().map(|(_, args)| optimizer::gradients(args, dim)).max().unwrap_or(1)
    }
    /// All the batch sizes it has on the way.
    pub(super) fn batch_sizes(&self) -> impl Iterator<Item = usize> {
        self.batch_size.into_iter().chain(self.changes.iter().filter_map(|change| change.batch_size))
    }
}
