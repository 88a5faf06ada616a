//! An entry of the catalogue: a loss, an optimizer, a scheduler or a data set, as it describes itself.

use super::{Arg, Args};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::fmt;

#[derive(Serialize)]
pub struct Entry {
    pub name: &'static str,
    /// In LaTeX.
    pub formula: &'static str,
    /// The paper or library that defines it.
    pub source: &'static str,
    pub help: &'static str,
    pub args: &'static [Arg],
    /// What no single argument can say of itself, such as "nesterov needs momentum".
    #[serde(skip)]
    pub check: fn(&Args) -> Result<(), &'static str>,
}

impl Entry {
    /// An entry that only the whole engine has: the one a page opens with lists its name.
    pub const fn only_in_whole(self) -> Entry {
        match crate::WHOLE {
            true => self,
            false => Entry { name: self.name, formula: "", source: "", help: "", args: &[], check: nothing_more },
        }
    }
}

pub fn nothing_more(_: &Args) -> Result<(), &'static str> {
    Ok(())
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// An entry as the catalogue tells it.
pub struct Listed {
    pub entry: &'static Entry,
    /// Whether the engine a page opens with has it.
    pub in_core: bool,
    /// Whether it can stand in the list of another.
    pub nests: bool,
}

/// By hand, as below.
impl Serialize for Listed {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Entry { name, formula, source, help, args, .. } = self.entry;
        let mut map = s.serialize_map(None)?;
        for (key, text) in [("name", name), ("formula", formula), ("source", source), ("help", help)] {
            map.serialize_entry(key, text)?;
        }
        map.serialize_entry("args", args)?;
        map.serialize_entry("opens", &self.in_core)?;
        map.serialize_entry("nests", &self.nests)?;
        map.end()
    }
}
