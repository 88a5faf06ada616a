//! Everything the engine says to a person: a code and parameters in, a sentence out. The sentences stand in `en`, a
//! file a room, and numbers are written here.

pub mod en;
mod message;
mod numbers;

/// The English sentences are the list of codes too.
pub use en as code;
pub use message::{Message, Param, Params, Text};
pub(crate) use message::{message, param, texts};
pub use numbers::{factor, figures, number, plain};
