//! Walks that are not written in Python.

use crate::text::texts;

texts! {
    change_not_in_python: "A change of mind from or to {entry} is not written in Python; leave it out, or export the run's numbers.",
}
