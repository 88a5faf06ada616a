//! Data that a loss cannot be made of.

use crate::text::texts;

texts! {
    nothing_to_learn_from: "{path} is {part}, which leaves none of {samples} samples to learn from; allowed: less.",
    // Of a data set in a menu, as it follows its name.
    data_of_numbers: "has numbers to learn, and this loss learns classes",
    data_of_classes: "has {classes} classes, and this loss learns {most}",
    class_held_back: "{path} is {part}, which leaves {left} of {classes} classes to learn from; allowed: less.",
    no_class: "{path} has {value}, which is no class; allowed: whole numbers, one a class. Other numbers are learnt with squared_error.",
    one_number: "{path} has 1 number; allowed: 2, one a class.",
    more_numbers: "{path} has more than {counted} different numbers; allowed: 2, one a class. Numbers are learnt with squared_error.",
    not_two_numbers: "{path} has {count} different numbers; allowed: 2, one a class.",
    one_class: "{path} has one value; allowed: 2 to {most} different ones, one a class.",
    too_many_classes: "{path} has more values; allowed: 2 to {most} different ones, one a class. Numbers are learnt with squared_error.",
}
