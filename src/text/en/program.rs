//! Walks that are not written in Python.

use crate::text::texts;

texts! {
    schedule_does_not_go_on: "{entry} that goes on under another optimizer is not written in Python; let a schedule begin where the optimizer changes, or export the run's numbers.",
    penalty_on_the_way: "A penalty that stops the weights at zero in a part of the walk only is not written in Python; leave the changes out, or export the run's numbers.",
    change_not_in_python: "A change of mind from or to {entry} is not written in Python; leave it out, or export the run's numbers.",
}
