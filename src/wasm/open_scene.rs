//! A scene read and checked once, of which much is then asked.

use super::error::JsError;
use super::read::{self, Description};
use super::table::Task;
use super::write::{self, Answer};
#[cfg(feature = "whole")]
use super::{job::Job, jobs};
use crate::scene::experiment::Experiment;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A scene that is read and checked once: what is asked of it then costs its own work alone. Only the rate of a hiker
/// can be changed, as a slider does at every frame. What each method answers is bit for bit what the package's function
/// of that name answers for the scene's experiment. Call `free()` once the scene is no longer needed.
///
/// ```js
/// const scene = new OpenScene(openingScene());
/// scene.setRate(0, 0.3);
/// console.log(scene.hike(0, null).run.hikers[0].verdict.text);
/// scene.free();
/// ```
#[wasm_bindgen]
pub struct OpenScene {
    experiment: Rc<Experiment>,
    /// Its experiment as it was opened, for what edits it.
    description: Description,
}

impl OpenScene {
    /// What a job on it works on.
    pub(super) fn task(&self) -> Task {
        Task { experiment: self.experiment.clone(), description: self.description.clone(), progress: Rc::default() }
    }
}

#[wasm_bindgen]
impl OpenScene {
    /// Throws what `checkScene` throws.
    #[wasm_bindgen(constructor)]
    pub fn new(#[wasm_bindgen(unchecked_param_type = "Scene")] scene: JsValue) -> Result<OpenScene, JsError> {
        let (experiment, description) = read::scene(&scene)?;
        Ok(OpenScene { experiment: Rc::new(experiment), description })
    }

    /// Sets the rate of the hiker number `hiker`, from 0: of one that changes its rate on the way, the last that it sets.
    /// A rate that is not allowed throws what `checkScene` throws, and leaves the scene as it was. Jobs that have begun
    /// go on with the rate before.
    #[wasm_bindgen(js_name = setRate)]
    pub fn set_rate(&mut self, hiker: usize, lr: f64) -> Result<(), JsError> {
        let experiment = Rc::get_mut(&mut self.experiment).expect("what goes on meanwhile has one of its own");
        Ok(experiment.set_rate(hiker, lr)?)
    }

    /// About how many multiplications a run takes.
    pub fn work(&self) -> f64 {
        self.experiment.work()
    }

    /// What there is to see before anything runs: the parameters, the start, the window, the minima.
    #[wasm_bindgen(unchecked_return_type = "Landscape")]
    pub fn landscape(&self) -> Answer {
        write::landscape(&self.experiment)
    }
}

#[cfg(feature = "whole")]
#[wasm_bindgen]
impl OpenScene {
    /// The data of a loss of data, standardised where the loss asks for it; null for others.
    #[wasm_bindgen(unchecked_return_type = "Table | null")]
    pub fn table(&self) -> Answer {
        write::table(&self.experiment)
    }

    /// The job of that name, its arguments in a list.
    pub fn job(
        &self,
        #[wasm_bindgen(unchecked_param_type = "JobName")] name: &str,
        #[wasm_bindgen(unchecked_param_type = "unknown[]")] args: JsValue,
    ) -> Result<Job, JsError> {
        // A copy, so that a rate can be set meanwhile.
        let experiment = Rc::new(self.experiment.as_ref().clone());
        jobs::begin(name, Task { experiment, ..self.task() }, &args)
    }
}
