//! What cannot be asked of a walk.

use crate::text::texts;

texts! {
    no_such_step: "{path} is {step}; allowed: a whole number in [0, {most}], a step that is made.",
}
