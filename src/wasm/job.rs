//! Long work in slices.

use super::error::JsError;
use super::jobs;
use super::table::{Begun, Task, Work};
use super::write::Answer;
use crate::pause::go_on;
use crate::schema::fault;
use crate::text::code::wasm as code;
use js_sys::Reflect;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"/** The name of a job: of a function of the package, of `Job` and of `OpenScene`. */
export type JobName = Exclude<keyof typeof Job, "prototype" | "of">;
"#;

/// Long work in slices, so that the thread it is done on can do something else in between, or give it up. Each function
/// begins the job of its name, with the arguments of the package's function of that name, and throws what is wrong with
/// them. Call `free()` on a job that is given up.
///
/// ```js
/// const job = Job.strip(experiment, 1e-5, 1, 200);
/// let strip;
/// while (!(strip = job.goOn(10))) await new Promise((resume) => setTimeout(resume));
/// ```
#[wasm_bindgen]
pub struct Job {
    work: Option<Work>,
    progress: Rc<Cell<f64>>,
}

impl Job {
    pub(super) fn begin(task: Task, read: impl FnOnce(Task) -> Begun) -> Result<Job, JsError> {
        let progress = task.progress.clone();
        Ok(Job { work: Some(read(task)?), progress })
    }
}

#[wasm_bindgen]
impl Job {
    /// The job of that name on an experiment, its further arguments in a list.
    pub fn of(
        #[wasm_bindgen(unchecked_param_type = "JobName")] name: &str,
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
        #[wasm_bindgen(unchecked_param_type = "unknown[]")] args: JsValue,
    ) -> Result<Job, JsError> {
        jobs::begin(name, Task::read(&experiment)?, &args)
    }

    /// Goes on for about so many milliseconds. Answers once all is done, with what the function of the job's name
    /// returns, or throws what it throws; is undefined before. A job that is done cannot go on.
    #[wasm_bindgen(js_name = goOn, unchecked_return_type = "unknown")]
    pub fn go_on(&mut self, milliseconds: f64) -> Answer {
        let end = js_sys::Date::now() + milliseconds;
        loop {
            let Some(work) = &mut self.work else { return Err(fault!("", code::job_done).into()) };
            if let Some(answer) = go_on(work.as_mut()) {
                self.work = None;
                return answer;
            }
            if js_sys::Date::now() >= end {
                return Ok(JsValue::UNDEFINED);
            }
        }
    }

    /// How much of it is done, 0 to 1; jobs other than a hike and advice do not tell: 0.
    #[wasm_bindgen(getter)]
    pub fn progress(&self) -> f64 {
        self.progress.get()
    }
}

/// The arguments of a job that is asked for by name, one after the other.
pub(super) struct Arguments<'a> {
    list: &'a JsValue,
    next: u32,
}

impl<'a> Arguments<'a> {
    pub(super) fn of(list: &'a JsValue) -> Arguments<'a> {
        Arguments { list, next: 0 }
    }

    /// The next; what is missing or cannot be read counts as undefined.
    pub(super) fn next<T: FromJs>(&mut self) -> T {
        self.next += 1;
        T::from_js(Reflect::get_u32(self.list, self.next - 1).unwrap_or(JsValue::UNDEFINED))
    }
}

/// What wasm-bindgen makes of an argument of an exported function, of one in a list.
pub(super) trait FromJs {
    fn from_js(value: JsValue) -> Self;
}

impl FromJs for JsValue {
    fn from_js(value: JsValue) -> JsValue {
        value
    }
}

impl FromJs for f64 {
    fn from_js(value: JsValue) -> f64 {
        value.as_f64().unwrap_or(f64::NAN)
    }
}

impl FromJs for usize {
    /// As JavaScript makes 32 bits of a number: what lies outside wraps around.
    fn from_js(value: JsValue) -> usize {
        f64::from_js(value).trunc().rem_euclid(f64::from(u32::MAX) + 1.0) as u32 as usize
    }
}
