//! Scenes: checked, and as the text of a link.

use super::error::JsError;
use super::read::{self, plain_data};
use super::write::{Answer, described, object};
use crate::scene::experiment::Last;
use crate::scene::{self, link};
use crate::schema::fault;
use crate::text::code::wasm as code;
use wasm_bindgen::prelude::*;

/// The browser's JSON.
const JSON: link::Json = link::Json {
    read: |text| match js_sys::JSON::parse(text) {
        Ok(value) => plain_data(&value),
        Err(_) => Err(link::not_json(text)),
    },
    write: |value| {
        let text = described(value).ok().and_then(|value| js_sys::JSON::stringify(&value).ok());
        text.map(String::from).expect("plain data has a JSON")
    },
};

/// The scene a page opens with where nothing else is asked for.
#[wasm_bindgen(js_name = openingScene, unchecked_return_type = "Scene")]
pub fn opening_scene() -> Answer {
    described(&scene::opening())
}

/// Throws what is wrong with a scene: the key, the value and what is allowed. `OpenScene` does the same and keeps what
/// it has read.
#[wasm_bindgen(js_name = checkScene)]
pub fn check_scene(#[wasm_bindgen(unchecked_param_type = "Scene")] scene: JsValue) -> Result<(), JsError> {
    read::scene(&scene)?;
    Ok(())
}

/// The nearest valid scene to one that is wrong; null where nothing of that can be kept.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = repairScene, unchecked_return_type = "Scene | null")]
pub fn repair_scene(#[wasm_bindgen(unchecked_param_type = "Scene")] scene: JsValue) -> Answer {
    described(&scene::repair(&read::unchecked_scene(&scene)?, &mut Last))
}

/// What a scene can show, and what it can lock.
#[wasm_bindgen(js_name = sceneNames, unchecked_return_type = "{ views: string[]; lock: string[] }")]
pub fn scene_names() -> Answer {
    let (views, lock) = (described(&&scene::VIEWS[..])?, described(&&scene::LOCKS[..])?);
    Ok(object(&[("views", views), ("lock", lock)]))
}

/// A scene as the text of a link, after its #.
#[wasm_bindgen(js_name = writeAddress)]
pub fn write_address(#[wasm_bindgen(unchecked_param_type = "Scene")] scene: JsValue) -> Result<String, JsError> {
    Ok(link::write(&plain_data(&scene)?, &JSON))
}

/// The scene that a link's text stands for; `checkScene` says what is wrong with that. Text that is no link throws.
#[wasm_bindgen(js_name = readAddress, unchecked_return_type = "Scene")]
pub fn read_address(text: &str) -> Answer {
    described(&link::read(text, &JSON)?)
}

/// A seed nobody chose: a whole number from 0 to 4294967295, from the browser's random numbers.
#[wasm_bindgen(js_name = newSeed)]
pub fn new_seed() -> Result<u32, JsError> {
    getrandom::u32().map_err(|_| fault!("", code::no_random_numbers).into())
}
