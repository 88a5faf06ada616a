//! Arguments that do not fit what an entry says of itself.

use crate::text::texts;

texts! {
    not_allowed: "{path} is {value}; allowed: {allowed}.",
    missing: "{path} is missing; allowed: {allowed}.",
    wrong_count: "{path} has {count} entries; allowed: {allowed}.",

    unknown_key: "\"{key}\" is not known; allowed: {names}.",
    unknown_key_near: "\"{key}\" is not known; did you mean {near}? Allowed: {names}.",
    unknown_key_of: "\"{key}\" of {of} is not known; allowed: {names}.",
    unknown_key_of_near: "\"{key}\" of {of} is not known; did you mean {near}? Allowed: {names}.",

    missing_name: "{path} is missing; known as {kind}: {names}.",
    unknown_name: "{path} is \"{name}\"; known as {kind}: {names}.",
    unknown_name_near: "{path} is \"{name}\"; did you mean {near}? Known as {kind}: {names}.",
    names_and_more: "{names} and {more} more of the catalogue",

    // A fault in one of several experiments.
    within_one: "{place}: {fault}",

    // What an entry's own check says.
    refused_by_entry: "{path}: {sentence}",

    // What is allowed.
    an_entry: "an object such as { name: \"{example}\" }",
    name_of_a_loss: "the name of a loss",
    name_of_an_optimizer: "the name of an optimizer",
    name_of_a_scheduler: "the name of a scheduler",
    name_of_a_data_set: "the name of a data set",
    inside_each_other: "at most {most} inside each other",
    any_number: "a number, finite",
    any_whole_number: "a whole number, finite",
    any_two_numbers: "two numbers, each, finite",
    any_three_numbers: "three numbers, each, finite",
    any_whole_numbers: "a list of at most {most} whole numbers, each, finite",
    a_number: "a number {range}",
    a_whole_number: "a whole number {range}",
    two_numbers: "two numbers, each {range}",
    three_numbers: "three numbers, each {range}",
    whole_numbers: "a list of at most {most} whole numbers, each {range}",
    above: "above {min}",
    from: "from {min}",
    below: "below {max}",
    up_to: "up to {max}",
    within: "in {interval}",
    true_or_false: "true or false",
    one_of: "{names}",
    a_data_set: "a data set by name, or its numbers { X, y }",
    some_schedulers: "a list of 1 to {most} schedulers",
    a_formula: "a formula of {variables}",
}
