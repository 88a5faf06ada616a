//! The engine of the learning-rate playground: losses, optimizers, schedulers, data and verdicts.
//!
//! The way of a run: [`schema::value`] holds an experiment as plain data; [`scene::experiment`] reads it and checks it
//! against the [`schema`] entries of [`loss`], [`optimizer`], [`scheduler`] and [`data`]; [`run::simulate`] makes the
//! walks in lanes of [`number`]s; [`run::verdict`] says what a walk shows. [`sweep`] makes many walks at once. All of
//! these can [`pause`].
//!
//! Beside it: [`formula`] reads a typed formula, [`run::stability`] finds the largest stable rate, [`scene::link`] writes
//! a scene as a link and reads it, [`program`] writes a walk as a program in Python. `wasm` is the border to the
//! browser; nothing else in the engine uses it.

#![forbid(unsafe_code)]
// The opening engine leaves parts unused, which the linker drops.
#![cfg_attr(not(feature = "whole"), allow(dead_code, unused_imports, unused_variables))]

/// Whether this is the whole engine, or the one that a page opens with.
pub const WHOLE: bool = cfg!(feature = "whole");

pub mod data;
pub mod formula;
pub mod loss;
pub mod number;
pub mod optimizer;
pub mod pause;
pub mod program;
pub mod run;
pub mod scene;
pub mod scheduler;
pub mod schema;
pub mod sweep;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

/// Half the size of the standard one in a page.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
