//! Writes the JavaScript and the types around a raw wasm file: `bindgen IN.wasm OUT_DIR NAME`.

use std::error::Error;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [input, out_dir, name] = args.as_slice() else {
        return Err("usage: bindgen IN.wasm OUT_DIR NAME".into());
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(input).out_name(name).web(true)?;
    bindgen.typescript(true).omit_default_module_path(false); // `init()` finds the wasm beside itself
    Ok(bindgen.generate(out_dir)?)
}
