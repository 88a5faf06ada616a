//! What a scheduler is made for.

use super::write;
use crate::number::{Lane, Real};
use crate::schema::Args;

/// The walk, or the part of it, that a schedule is made or described for.
#[derive(Clone, Copy)]
pub struct ScheduleContext {
    /// How many advances come after the first.
    pub advances: usize,
    /// The hiker's rate.
    pub lr: f64,
    /// What PyTorch's optimizer keeps as its initial rate; none before the first scheduler is made.
    pub kept: Option<Start>,
    /// What the schedulers of a composed one have written into the optimizer; none where a scheduler is alone.
    pub written: Option<Written>,
}

/// What schedulers write into PyTorch's optimizer when they are made and read at each step: the last to be made wins.
#[derive(Clone, Copy, Default)]
pub struct Written {
    /// The lowest and the highest momentum.
    pub momenta: Option<[f64; 2]>,
    /// The highest rate, and what it is divided by at first and then at the end.
    pub cycle: Option<(Start, [f64; 2])>,
    pub swa_lr: Option<f64>,
}

impl ScheduleContext {
    pub fn new(advances: usize, lr: f64) -> ScheduleContext {
        ScheduleContext { advances, lr, kept: None, written: None }
    }

    /// What is written into the optimizer: where the scheduler is alone, by itself.
    pub fn written(&self, args: &Args) -> Written {
        self.written.unwrap_or_else(|| {
            let mut written = Written::default();
            write(args, &mut written);
            written
        })
    }

    /// What a scheduler that is made now starts from.
    pub fn start(&self) -> Start {
        self.kept.unwrap_or(Start::HIKER)
    }
    pub fn base(&self) -> f64 {
        self.start().of(self.lr)
    }
}

/// A rate to start from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Start {
    /// The hiker's, divided.
    Part(f64),
    Fixed(f64),
}

impl Start {
    pub const HIKER: Start = Start::Part(1.0);

    pub fn of(self, lr: f64) -> f64 {
        self.of_lane(Lane::constant(lr))[0]
    }
    pub fn of_lane(self, lr: Lane) -> Lane {
        match self {
            Start::Part(divisor) => lr / divisor,
            Start::Fixed(rate) => Lane::constant(rate),
        }
    }
    pub fn divided(self, by: f64) -> Start {
        match self {
            Start::Part(divisor) => Start::Part(divisor * by),
            Start::Fixed(rate) => Start::Fixed(rate / by),
        }
    }
}
