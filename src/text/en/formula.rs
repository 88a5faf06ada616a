//! Formulas that cannot be read. `path` is what holds the formula.

use crate::text::texts;

texts! {
    formula_too_long: "{path} has {count} characters; allowed: at most {most}.",
    formula_empty: "{path} is empty; allowed: a formula of {variables}.",
    // Variables.
    both: "{first} and {second}",

    closes_nothing: "{path}, column {column}: this ) closes nothing.",
    stray_comma: "{path}, column {column}: a , stands only between the numbers of min( , ) and max( , ).",
    operator_expected: "{path}, column {column}: expected + - * / or ^ before {found}.",
    operator_or_close_expected: "{path}, column {column}: expected + - * / ^ or ) before {found}.",
    not_a_number: "{path}, column {column}: {found} is not a number.",
    not_a_function: "{path}, column {column}: {found} is not a function; a product is written with * or a space.",
    unknown_sign: "{path}, column {column}: \"{found}\" is not known; allowed: numbers, names, + - * / ^ ( ) | and ,.",
    capitals: "{path}, column {column}: {found} is not known; write {lower}.",
    digits_after_name: "{path}, column {column}: {found} is not known; write {name}^{digits} or {name}*{digits}.",
    function_inside: "{path}, column {column}: {found} is not known; a function is written {function}(…), a product with * or a space.",
    unknown_word: "{path}, column {column}: {found} is not known; known are {variables}, pi, e, {functions}, and parameters of one letter.",
    name_taken: "{path}, column {column}: {found} is already the name of something else here; allowed: another letter.",
    too_many_parameters: "{path}, column {column}: {found} is one parameter too many; allowed: at most {most}.",
    formula_too_deep: "{path}, column {column}: nested deeper than allowed: {most}.",
    ambiguous_product: "{path}, column {column}: this can be read in two ways; write /{of}*{by} or /({of}*{by}).",
    ambiguous_power: "{path}, column {column}: this can be read in two ways; write ^{of}*{by} or ^({of}*{by}).",
    second_number_expected: "{path}, column {column}: expected a , and a second number for {function}, not {found}.",
    number_expected: "{path}, column {column}: expected a number, {variables} or (, not {found}.",
    number_expected_after: "{path}, column {column}: expected a number, {variables} or ( after {before}, not {found}.",
    open_expected: "{path}, column {column}: expected ( after {function}.",
    close_expected: "{path}, column {column}: expected ) for the ( of column {open}.",
    bar_expected: "{path}, column {column}: expected | for the | of column {open}, not {found}.",
    the_end: "the end",

    // What is written as elsewhere.
    spelled: "{path}, column {column}: {found} is not known; write {right}.",
    either: "{first} or {second}",
    comma_and_point: ", between numbers and . within one",
    equation: "{path}, column {column}: an = stands only after a name, as in f(x, y) =; write what is on one side of it.",
    function_of_more: "{path}, column {column}: {found} is of {count} numbers; allowed: at most {most}.",
    other_base: "{path}, column {column}: a logarithm has one number; write ln(…)/ln(…) for another base, and . in a decimal.",
    ambiguous_comma: "{path}, column {column}: this can be read in two ways; write {of}.{by} or {of}, {by}.",
    ambiguous_number: "{path}, column {column}: this can be read in two ways; write {whole}{part} or {whole}.{part}.",
    ambiguous_index: "{path}, column {column}: {found} can be read in several ways here; write {names}, {name}^{digits} or {name}*{digits}.",
    ambiguous_tower: "{path}, column {column}: this can be read in two ways; write ( ) around the first power or around both exponents.",
    ambiguous_inverse: "{path}, column {column}: this can be read in two ways; write 1/{function}(…), or the name of its inverse.",
    ambiguous_argument: "{path}, column {column}: this can be read in two ways; write {function}({argument}){rest} or {function}({argument}{rest}).",

    // What was read otherwise than it is written.
    read: "Read {what}.",
    read_as: "{written} as {read}",
    left_out: "without {written}",
    natural: "ln, the natural logarithm",
    listed: "{first}, {second}",
    the_same_everywhere: "Without {variables} it is the same everywhere.",
    and_also: "{first} {second}",
}
