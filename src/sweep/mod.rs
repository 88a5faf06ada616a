//! Many walks of an experiment: over rates, starts, optimizer settings and hikers. `batch` drives them side by side.

pub mod advise;
pub mod batch;
pub mod hyperparameters;
pub mod map;
pub mod race;
pub mod range_test;
pub mod rate_strip;
pub mod rates;
pub mod section;
