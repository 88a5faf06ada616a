//! English: every sentence by its code, a file a room.

pub mod data;
pub mod formula;
pub mod loss;
pub mod program;
pub mod run;
pub mod scene;
pub mod schema;
pub mod sweep;
pub mod wasm;

/// Which of a word's forms goes with a count: the first with 1, the second with all others.
pub fn form(count: f64) -> usize {
    usize::from(count != 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_sentences_have_the_same_code() {
        let rooms = [data::ALL, formula::ALL, loss::ALL, program::ALL, run::ALL, scene::ALL, schema::ALL, sweep::ALL];
        let mut codes: Vec<&str> = rooms.into_iter().chain([wasm::ALL]).flatten().map(|text| text.code).collect();
        codes.sort_unstable();
        let twice: Vec<_> = codes.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
