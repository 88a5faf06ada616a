//! The border to the browser and to Node: the npm package `learning-rate-playground`. Plain data comes in and is read
//! and checked; results go out as plain objects and typed arrays, copied. Whatever is wrong is thrown as an `Error` with
//! a sentence, and the engine works on.
//!
//! Most functions take an `Experiment` first: [`jobs`] lists what may take long, [`open_scene`] reads a scene once for
//! many questions. `types.d.ts` has the types of all that comes in and goes out.

#![warn(missing_docs)]

pub mod catalogue;
#[cfg(feature = "whole")]
pub mod data;
mod error;
#[cfg(feature = "whole")]
pub mod job;
pub mod jobs;
pub mod open_scene;
mod read;
pub mod run;
pub mod scene;
mod table;
mod write;

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");
