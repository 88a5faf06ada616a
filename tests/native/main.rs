//! The tests of the engine that run natively: one program, which is compiled and linked once.
#![cfg(not(target_arch = "wasm32"))] // tests/web.rs is what browsers run

mod common;

mod address;
mod advise;
mod arithmetic;
mod bad_input;
mod claims;
mod classifiers;
mod csv;
mod data;
mod finder;
mod formula;
mod formula_far;
mod formula_people;
mod gradients;
mod handles;
mod lanes;
mod network;
mod python;
mod race;
mod rate_set;
mod rate_strip;
mod readme;
mod reference;
mod references;
mod repair;
mod sharpness;
mod texts;
mod theory;
mod verdict_cases;
mod verdict_properties;
mod verdicts;

#[test]
fn every_file_of_tests_is_in_the_program() {
    for file in std::fs::read_dir("tests/native").unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let listed = name == "main" || include_str!("main.rs").contains(&format!("\nmod {name};\n"));
        assert!(listed, "tests/native/main.rs lacks `mod {name};`");
    }
}
