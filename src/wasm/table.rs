//! What the table of jobs makes of each of its lines.

use super::error::JsError;
use super::read::{self, Description};
use super::write::Answer;
use crate::pause::at_once;
use crate::scene::experiment::Experiment;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Work that can stand still: it answers once it is done.
pub(super) type Work = Pin<Box<dyn Future<Output = Answer>>>;
/// A job's arguments read and checked, and its work not begun; or what is wrong with them.
pub(super) type Begun = Result<Work, JsError>;

/// What a job works on.
pub(super) struct Task {
    pub experiment: Rc<Experiment>,
    /// The experiment as it was given, but for the rates set since.
    pub description: Description,
    /// Where the job tells how much of it is done, 0 to 1.
    pub progress: Rc<Cell<f64>>,
}

impl Task {
    #[cfg(feature = "whole")]
    #[inline(never)]
    pub(super) fn read(experiment: &JsValue) -> Result<Task, JsError> {
        let description = read::description(experiment)?;
        let experiment = Rc::new(read::parsed(&description)?);
        Ok(Task { experiment, description: description.into(), progress: Rc::default() })
    }
}

/// Does a job at once.
#[inline(never)]
pub(super) fn finish(begun: Begun) -> Answer {
    at_once(begun?)
}

/// Of each line of the table: a function of the package and a method of `OpenScene`, which do the job at once; a
/// function of `Job`; and a name that `Job.of` and `OpenScene.job` find it by.
macro_rules! jobs {
    ($(
        $(#[doc = $doc:tt])*
        $(#[cfg($cfg:meta)])?
        fn $name:ident as $js:ident($($argument:ident: $type:ident = $ts:tt),*) -> $answer:tt;
    )*) => {
        /// Each job at once, under its own name. The page asks its open scene.
        #[cfg(feature = "whole")]
        pub mod functions {
            use super::*;
            $(
                $(#[doc = $doc])*
                $(#[cfg($cfg)])?
                #[wasm_bindgen(js_name = $js, unchecked_return_type = $answer)]
                pub fn $name(
                    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
                    $(#[wasm_bindgen(unchecked_param_type = $ts)] $argument: $type,)*
                ) -> Answer {
                    finish(super::$name(Task::read(&experiment)?, $($argument),*))
                }
            )*
        }

        $(
            $(#[cfg($cfg)])?
            #[wasm_bindgen]
            impl OpenScene {
                $(#[doc = $doc])*
                #[wasm_bindgen(js_name = $js, unchecked_return_type = $answer)]
                pub fn $name(
                    &self,
                    $(#[wasm_bindgen(unchecked_param_type = $ts)] $argument: $type,)*
                ) -> Answer {
                    finish(self::$name(self.task(), $($argument),*))
                }
            }
        )*

        #[cfg(feature = "whole")]
        #[wasm_bindgen]
        impl Job {
            $(
                $(#[doc = $doc])*
                #[wasm_bindgen(js_name = $js)]
                pub fn $name(
                    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
                    $(#[wasm_bindgen(unchecked_param_type = $ts)] $argument: $type,)*
                ) -> Result<Job, JsError> {
                    Job::begin(Task::read(&experiment)?, |task| self::$name(task, $($argument),*))
                }
            )*
        }

        /// Each job by its name, its arguments read from a list; one that has none reads none.
        #[cfg(feature = "whole")]
        #[allow(unused_variables)]
        const TABLE: &[(&str, fn(Task, &mut Arguments) -> Begun)] =
            &[$((stringify!($js), |task, given| self::$name(task, $(given.next::<$type>()),*))),*];
    };
}
pub(super) use jobs;
