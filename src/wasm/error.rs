//! What JavaScript is thrown: an `Error` whose message is the sentence, and which has what that is made of.

use super::write::described;
use crate::schema::Fault;
use crate::text::Params;
use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

/// In the place of wasm-bindgen's own, which has a message alone.
#[derive(Debug)]
pub struct JsError(JsValue);

impl From<JsError> for JsValue {
    fn from(error: JsError) -> JsValue {
        error.0
    }
}

impl From<Fault> for JsError {
    #[inline(never)]
    fn from(fault: Fault) -> JsError {
        let error: JsValue = Error::new(&fault.to_string()).into();
        let params = described(&Params(fault.said())).unwrap_or(JsValue::UNDEFINED);
        for (key, value) in [("code", fault.code().into()), ("path", fault.path().into()), ("params", params)] {
            let _ = Reflect::set(&error, &key.into(), &value); // a new error takes any key
        }
        JsError(error)
    }
}

impl From<serde_wasm_bindgen::Error> for JsError {
    fn from(error: serde_wasm_bindgen::Error) -> JsError {
        JsError(error.into())
    }
}
