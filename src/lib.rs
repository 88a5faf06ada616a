//! The engine of the learning-rate playground: losses, optimizers, schedulers, data and verdicts.
//!
//! The path of one run: [`schema::value`] is plain data as it came in; [`scene::experiment`] reads and checks it
//! against
//! the [`schema`] entries of [`loss`], [`optimizer`], [`scheduler`] and [`data`]; [`run::walk`] goes step after step,
//! in
//! the [`number`] it is asked for; [`run::verdict`] says what the walk shows; [`run`] puts both together. [`sweep`]
//! does
//! many runs at once, in lanes. All these can [`pause`]. [`formula`] reads what is typed as one; [`run::stability`]
//! knows
//! the largest stable rate, [`scene::link`] turns a scene into the text of a link and back, [`program`] a hiker's walk
//! into a program. `wasm` is the border to the browser; nothing knows it.

#![forbid(unsafe_code)]
// The engine of surfaces alone leaves parts unused that the linker then drops.
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
