//! The engine of the learning-rate playground: losses, optimizers, schedulers, data and verdicts.
//!
//! The path of one run: [`value`] is plain data as it came in; [`experiment`] reads and checks it against the
//! [`catalogue`] entries of [`loss`], [`optimizer`], [`scheduler`] and [`data`]; [`walk`] goes step after step, in the
//! [`number`] it is asked for; [`verdict`] says what the walk shows; [`run`] puts both together. [`sweep`], [`strip`],
//! [`map`] and [`settings`] do many runs at once, in lanes; [`race`] compares hikers at equal budgets, [`finder`] walks
//! at rising rates; [`slice`] cuts a plane through many parameters. All these can [`pause`].
//! [`formula`] reads what is typed as one; [`limit`] knows the largest stable rate, [`sharpness`] what the ground asks
//! for along a walk; [`arithmetic`] spells out one step, [`address`] turns a scene into the text of a link and back,
//! [`python`] a hiker's walk into a program. `wasm` is the border to the browser; nothing knows it.

#![forbid(unsafe_code)]
// The engine of surfaces alone leaves parts unused that the linker then drops.
#![cfg_attr(not(feature = "whole"), allow(dead_code, unused_imports, unused_variables))]

pub mod address;
pub mod arithmetic;
pub mod catalogue;
pub mod data;
pub mod experiment;
pub mod finder;
pub mod formula;
pub mod limit;
pub mod loss;
pub mod map;
pub mod number;
pub mod optimizer;
pub mod pause;
pub mod python;
pub mod race;
pub mod random;
pub mod run;
pub mod scene;
pub mod scheduler;
pub mod settings;
pub mod sharpness;
pub mod slice;
pub mod solve;
pub mod strip;
pub mod sweep;
pub mod table;
pub mod text;
pub mod value;
pub mod verdict;
pub mod walk;
#[cfg(target_arch = "wasm32")]
mod wasm;

/// Half the size of the standard one in a page.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
