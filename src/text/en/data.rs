//! Data that is not there, does not fit, or cannot be read.

use crate::text::texts;

texts! {
    too_many: "{path} is {value}; allowed: at most {most}.",
    too_many_with: "{path} is {value} where {with} is {count}; allowed: at most {most}.",
    too_much_data: "{path} has {samples} samples of {features} features, {values} values; allowed: at most {most}.",
    data_not_finite: "{entry} gives numbers that are not finite; allowed: smaller arguments.",
    // Of arguments: what they come to together.
    too_much_together: "{path}.{keys} is {value}; allowed: at most {most}.",
    more_than_together: "{path}.{keys} is {value}; allowed: at most {limit}, {most}.",

    samples_and_targets: "{path}.X has {samples} samples and {path}.y has {targets} targets; allowed: as many of one as of the other.",
    // What is allowed of data given as numbers.
    samples_and_their_targets: "{ X, y }",
    list_of_samples: "a list of samples, each a list of numbers",
    list_of_targets: "a list of numbers, one a sample",
    list_of_features: "a list of numbers, one a feature",
    list_as_first: "a list of {features} numbers, as in X[0]",
    a_finite_number: "a finite number",

    not_a_table: "\"{name}\" is not a table of this engine; allowed: {names}.",
    another_table: "The table given as {name} has {rows} lines of {columns} columns; allowed: tables/{name}.csv as it is, {its_rows} of {its_columns}.",
    table_not_loaded: "{path} is \"{name}\", whose table is not loaded; call provideTable(\"{name}\", text of tables/{name}.csv) first.",

    // A table written as text (CSV).
    column_number: "column {number}",
    only_names: "The table has a line of names and no line of data; allowed: at least one.",
    wrong_field: "Line {line}, column {column} ({name}) is \"{field}\"; allowed: {allowed}.",
    number_as_above: "a number such as -1.5, as in the rest of the column",
    number_to_read: "a number such as -1.5 or 1,234.50, as in most of the column",
    one_column: "Line {line} has one column; allowed: at least two, columns separated by commas, semicolons, tabs, | or blanks.",
    another_width: "Line {line} has {columns} {columns|column|columns}; allowed: {width}, as in the first.",
    too_many_values: "The table has {values} values up to line {line}; allowed: at most {most}.",
    table_empty: "The table is empty; allowed: lines of numbers, columns separated by commas, semicolons, tabs, | or blanks.",
    quote_open: "Line {line} opens a quote that is not closed; allowed: \"…\".",
    no_feature: "No column is picked as a feature; allowed: at least one.",
    feature_and_target: "A column is picked as feature and as target; allowed: as one of the two.",
    no_such_column: "Column {column} is picked; allowed: 0 to {most}.",
    too_many_labels: "Column \"{name}\" has more than three labels, such as \"{first}\"; allowed: two or three.",
    feature_of_text: "Column \"{name}\" is text, such as \"{first}\"; allowed: as a feature, a column of numbers.",
    column_of_dates: "Column \"{name}\" holds dates, such as \"{first}\"; allowed: a column of numbers, or of labels as the target.",
    empty_column: "Column \"{name}\" has no value in the lines used; allowed: a column with values.",
    no_line_left: "Every line lacks a value in a column picked, most often in \"{name}\": {missing} of {rows}; allowed: columns that have values in the same lines.",
    mixed_signs: "Column \"{name}\" has \"{one}\" and \"{other}\"; allowed: one of them throughout.",
    which_decimal: "Column \"{name}\" has \"{field}\", which is {point} or {comma}; allowed: one of them, by decimal \".\" or decimal \",\".",
    choices_of_a_table: "{ decimal, missing }",
    point_or_comma: "\".\" or \",\"",
    rows_or_mean: "\"rows\" or \"mean\"",
    constant_column: "Column \"{name}\" is in every line \"{first}\"; allowed: a column that varies.",
}
