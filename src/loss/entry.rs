//! A loss as it describes itself.

use super::in_core;
use crate::schema::Entry;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// An entry of the catalogue, and what the page needs before anything runs.
pub struct LossEntry {
    pub entry: Entry,
    /// A number of steps (of epochs, where `data` is an argument) that shows what there is to see.
    pub steps: usize,
}

impl LossEntry {
    pub const fn only_in_whole(self) -> LossEntry {
        LossEntry { entry: self.entry.only_in_whole(), steps: self.steps }
    }
}

impl Serialize for LossEntry {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Entry { name, formula, source, help, args, .. } = &self.entry;
        let mut map = s.serialize_map(None)?;
        for (key, text) in [("name", name), ("formula", formula), ("source", source), ("help", help)] {
            map.serialize_entry(key, text)?;
        }
        map.serialize_entry("args", args)?;
        map.serialize_entry("steps", &self.steps)?;
        map.serialize_entry("opens", &in_core(&self.entry))?;
        map.end()
    }
}
