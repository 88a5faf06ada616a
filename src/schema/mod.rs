//! How an entry (a loss, an optimizer, a scheduler, a data set) describes itself, and how arguments given by name
//! are checked against that description. Menus, sliders, links, messages and tests read it; nothing repeats it.

mod arg;
mod args;
mod entry;
mod fault;
mod nearest;
pub mod python;
mod range;
pub mod value;

pub use arg::{Arg, Default, Kind, MOST_INTEGERS, MOST_NESTED, Nested, Parameter, Scale};
pub use args::Args;
pub use entry::{Entry, Listed, nothing_more};
pub(crate) use fault::fault;
pub use fault::{Fault, join, not_allowed, only, required, stranger, unknown_of};
pub use nearest::nearest;
pub use range::Range;
