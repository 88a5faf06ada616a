//! Scenes, experiments, hikers and links that are wrong.

use crate::text::texts;

texts! {
    // An experiment.
    experiment_no_object: "The experiment is {value}; allowed: an object with loss, steps or epochs, and hikers.",
    steps_and_epochs: "steps is {steps} and epochs is {epochs}; allowed: exactly one of the two.",
    no_length: "{path} is missing; allowed: steps or epochs, exactly one of the two, a whole number in [1, {most}].",
    not_built_in: "This engine was built without {entry}.",
    no_data: "{path} is missing.",
    epochs_without_data: "{path} is {epochs}, but this loss has no data to pass through; give steps instead.",
    start_not_finite: "{path} is {value}, where the loss is {loss}; allowed: a start where the loss is finite.",
    too_many_sample_gradients: "The run would take {count} slopes of single samples; allowed: at most {most}.",
    too_many_sample_losses: "The run would take {count} losses of single samples; allowed: at most {most}.",
    too_much_memory: "{path} is {name}, with which the run would keep {megabytes} MB; allowed: at most {most} MB. Fewer parameters take less, or fewer records, or a smaller history.",
    too_many_numbers: "The run would keep {count} numbers (records × parameters × hikers); allowed: at most {most}.",

    // A hiker.
    optimizer_unsupported: "{path} is {entry}, which {reason}; {remedy}.",
    batch_without_data: "{path} is {size}, but this loss has no data; leave batch_size out.",
    batch_too_large: "{path} is {size}; allowed: a whole number in [1, {samples}], the samples there are.",
    no_rate_to_divide_by: "{path} gives the rate {rate} at its step {at}, but {optimizer} divides by the rate; allowed: a schedule that stays above 0.",
    cycles_no_momentum: "{path} is true, but {optimizer} has neither momentum nor betas; allowed: false.",
    change_too_late: "{path} has one at {at}; allowed: a whole number in [0, {most}], a {unit} that is made.",
    changes_out_of_order: "{path} is {at}; allowed: more than {last}, the change before it.",
    changes_nothing: "{path} changes nothing; allowed: optimizer, scheduler or batch_size beside at.",
    batch_from_the_start: "{path} needs a batch_size that the hiker starts with.",
    handle_out_of_range: "handle, at and rate are {handle}, {at} and {rate}; allowed: a handle below {most}, finite numbers, a rate from 0.",
    no_such_hiker: "{path} is {hiker}; allowed: a whole number in [0, {most}].",

    // A scene.
    scene_no_object: "The scene is {scene}; allowed: an object with v and experiment.",
    the_scene: "the scene",
    wrong_pair: "{path} is {value}; allowed: two different whole numbers in [0, {most}], numbers of parameters.",

    // What is allowed.
    a_loss: "an object such as { name: \"bowl\" }",
    an_optimizer: "an object such as { name: \"SGD\", lr: 0.1 }",
    a_list_of_hikers: "a list of hikers",
    hikers_with_optimizers: "a list of hikers, each with an optimizer",
    a_hiker: "an object with an optimizer",
    so_many: "{least} to {most}",
    at_most: "at most {most}",
    a_list_of_changes: "a list of changes, each with at and what changes",
    a_change: "an object with at and what changes",
    record_of_a_change: "a whole number, the record the change is at",
    record_or_step: "\"record\" (once a record) or \"step\" (once an update)",
    whole_number_in: "a whole number in [{min}, {max}]",
    a_point: "{dim} finite numbers, one a parameter",
    the_version: "{version}, the version of scenes",
    the_version_known: "{version}, the version of scenes this page knows",
    a_window: "{ x: [from, to], y: [from, to] }, finite numbers, the smaller first",
    a_sentence: "a sentence",
    a_record: "the number of a record, a whole number from 0",
    an_experiment: "an object with loss, steps or epochs, and hikers",
    named_experiments: "a list of at most {most} objects with name and experiment",
    named_experiment: "an object with name and experiment",
    named_by_a_word: "an object with name, a word or two, and experiment",
    some_names: "a list of {names}",
    a_slice: "{ of: \"walk\" }, { of: \"weights\", pair: [i, j] } or { of: \"random\", seed }",

    // A link.
    link_too_long: "The address has {count} characters; allowed: at most {most}.",
    link_of_too_many_keys: "The address has more keys than allowed: {most}.",
    link_without_value: "The address has \"{part}\"; allowed: key=value, joined by &.",
    link_too_deep: "The address has the key \"{key}\"; allowed: at most {most} names.",
    link_does_not_fit: "The address has \"{key}\" where it does not fit what stands before it.",
    link_twice: "The address has \"{key}\" twice; allowed: once.",
    link_percent: "The address has a % that two hexadecimal digits do not follow.",
    link_not_json: "The address is not a scene: \"{start}\" is not JSON; allowed: a scene's JSON, or key=value joined by &.",
    link_not_utf8: "The address is not UTF-8 where it is percent-encoded.",
}
