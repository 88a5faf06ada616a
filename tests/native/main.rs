//! The tests of the engine that run natively: one program, which is compiled and linked once.
#![cfg(not(target_arch = "wasm32"))] // tests/web.rs is what browsers run

mod common;

mod address;
mod arithmetic;
mod bad_input;
mod claims;
mod classifiers;
mod data;
mod finder;
mod formula;
mod gradients;
mod handles;
mod lanes;
mod network;
mod python;
mod race;
mod rate_set;
mod readme;
mod reference;
mod repair;
mod sharpness;
mod texts;
mod theory;
mod verdicts;
