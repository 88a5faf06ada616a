//! Maps, sweeps and tests that cannot be made, and advice.

use crate::text::texts;

texts! {
    rows_out_of_range: "The rows are {from} to {to}; allowed: from 0 to {height}, the smaller first.",
    not_two_parameters: "The loss has {dim} parameters; allowed: 2, for a map.",
    not_two_features: "The data has {features} features; allowed: 2, for a picture of decisions.",
    plane_of_others: "The plane is not of {dim} parameters, as this loss is.",
    range_test_ends: "low, high and steps are {low}, {high} and {steps}; allowed: 0 < low < high, 2 to {most} steps.",
    wrong_number: "{path} is {value}; allowed for {optimizer}: {names}.",
    missing_number: "{path} is missing; allowed for {optimizer}: {names}.",
    same_number: "{path} is {value}, as view.x.name is; allowed: another.",

    // What is allowed.
    a_view: "an object with x, y, width and height",
    an_axis: "an object with name, range and scale",
    a_scale: "linear or log",
    two_finite_numbers: "two finite numbers, the smaller first",
    a_side: "the smaller first, {numbers}",
    a_log_side: "the smaller first, {numbers}, above 0 on a log scale",
    a_positive_number: "a positive finite number",

    // What is advised.
    another_rate: "Rate {rate:3}: {comes}.",
    standardise: "Standardise the data, rate {rate:3}: {comes}.",
    less_momentum: "Less momentum, {to:3} instead of {from:3}, rate {rate:3}: {comes}.",
    more_momentum: "More momentum, {to:3} instead of {from:3}, rate {rate:3}: {comes}.",
    take_adam: "Adam, rate {rate:3}: {comes}.",
    without_schedule: "Without the schedule, rate {rate:3}: {comes}.",
    let_the_rate_fall: "A rate that falls to 0 along a cosine, from {rate:3}: {comes}.",
    larger_batches: "Batches of {size}, rate {rate:3}: {comes}.",
    walk_longer: "{count} {unit}{count||s}, rate {rate:3}: {comes}.",

    // What comes of it.
    arrives_at: "arrives at {unit} {step}",
    arrives_sooner: "arrives at {unit} {step}, not at {before}",
    ends_lower: "ends at a loss of {loss:4} instead of {before:4}",
}
