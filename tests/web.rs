//! The border as a browser sees it: `wasm-pack test --headless --chrome` and `--firefox`.
#![cfg(target_arch = "wasm32")]

use learning_rate_playground::wasm;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_catalogue_has_its_four_lists() {
    let catalogue = wasm::catalogue().unwrap();
    for list in ["losses", "optimizers", "schedulers", "data"] {
        let entries = js_sys::Reflect::get(&catalogue, &list.into()).unwrap();
        assert!(js_sys::Array::is_array(&entries), "{list}");
    }
}
