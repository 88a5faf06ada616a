//! What JavaScript gives that cannot be read or done.

use crate::text::texts;

texts! {
    too_many_values_given: "The data has more values than allowed: {most}.",
    too_deep: "The data is nested deeper than allowed: {most}.",
    proxy: "A Proxy cannot be read.",
    item_unreadable: "Item {item} of a list cannot be read.",
    length_unreadable: "The length of a list cannot be read.",
    list_too_long: "A list has {length} items; allowed: {most} values in all.",
    keys_unreadable: "An object's keys cannot be read.",
    key_is_symbol: "A key is a symbol; allowed: names.",
    value_unreadable: "\"{key}\" cannot be read.",
    one_object_too_many: "one object too many",
    not_a_list: "{path} is not a list; allowed: {allowed}.",
    list_of_names: "a list of names",
    list_of_numbers: "a list of numbers",
    number_in_list: "a number",
    the_formula: "The formula",
    strip_ends: "low, high and count are {low}, {high} and {count}; allowed: 0 < low < high, 2 to {most} rates.",
    plane_incomplete: "{path} is missing.",
    no_plane: "{path} is null; allowed: a plane of {dim} parameters.",
    no_such_job: "The job is \"{name}\"; allowed: {names}.",
    job_done: "The job is done.",
    no_such_preset: "{path} is {preset}; allowed: 0 to {most}.",
    wrong_size: "{path} has {count} numbers; allowed: {features} a sample.",
    wrong_params: "{path} has {count} numbers; allowed: {dim}.",
    nothing_to_predict: "This loss has no data, so there is nothing to predict.",
    no_random_numbers: "The browser gives no random numbers; type a seed instead.",
}
