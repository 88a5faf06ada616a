//! Many walks at once: rates, starts, settings, hikers.

pub mod batch;
pub mod hyperparameters;
pub mod map;
pub mod race;
pub mod range_test;
pub mod rate_strip;
pub mod rates;
pub mod section;
