//! Arguments that several optimizers have, as PyTorch names them.

use crate::schema::{Arg, Default, Range};

/// The argument all optimizers share. Its upper end is open: being wrong is what the playground is for.
pub const fn lr(initial: f64) -> Arg {
    Arg::number("lr", 0.0, "The learning rate: how long a step is for a given slope.")
        .required()
        .within(Range::POSITIVE)
        .initially(Default::Number(initial))
        .log()
}

pub const WEIGHT_DECAY: Arg =
    Arg::number("weight_decay", 0.0, "Adds a pull towards zero, in proportion to the parameter.")
        .within(Range::NOT_NEGATIVE);

pub const MAXIMIZE: Arg = Arg::flag("maximize", false, "Climb: steps go up the slope.");

pub const fn betas(default: [f64; 2]) -> Arg {
    Arg::pair("betas", default, "How long the averages of the slope and of its square remember. More remembers longer.")
        .within(Range::FRACTION)
}

pub const fn eps(default: f64) -> Arg {
    Arg::number("eps", default, "Keeps the division from exploding where slopes vanish. More shortens the steps there.")
        .within(Range::NOT_NEGATIVE)
        .log()
}

pub const DECOUPLED: Arg =
    Arg::flag("decoupled_weight_decay", false, "Weight decay apart from the slope, as AdamW has it, times the rate.");
