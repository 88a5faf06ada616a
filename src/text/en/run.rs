//! What a walk shows, and what cannot be asked of it.

use crate::text::texts;

texts! {
    // Converged.
    // First, whatever the kind.
    no_better_than_chance: "It is right on {accuracy:3} % of the samples, no better than always naming the commonest class ({commonest:3} %).",

    rests_in_valley: "It comes to rest in a valley at {unit} {step} of {asked}, at a loss of {loss:4}; how low this loss can go is not known.",
    rests_though_unbounded: "It comes to rest in a valley at {unit} {step} of {asked}, at a loss of {loss:4}; elsewhere this loss has no floor.",
    levels_off: "Its loss has levelled off since {unit} {step} of {asked}, at {loss:4}; how low it can go is not known.",
    stays_at_bottom: "It starts at the bottom, at a loss of {loss:4}, and stays there.",
    arrives: "It arrives at the bottom of the lowest valley at {unit} {step} of {asked} and stays there, within 1 % of the possible drop; the loss ends at {loss:4}.",
    arrives_at_one: "It arrives at the bottom of one of the {valleys} lowest valleys at {unit} {step} of {asked} and stays there, within 1 % of the possible drop; the loss ends at {loss:4}.",

    // Too slow.
    no_lower: "After {count} {unit}{count||s} it is no lower than where it started.",
    not_settled: "After {count} {unit}{count||s} it has not settled: the loss went from {first:4} to {last:4}, and how low it can go is not known.",
    still_falls: "After {count} {unit}{count||s} the loss went from {first:4} to {last:4}; it has no floor.",
    hardly_begun: "After {count} {unit}{count||s} less than 0.01 % of the possible drop is done.",
    only_so_far: "After {count} {unit}{count||s} only {percent:2} % of the possible drop is done.",
    so_far: "After {count} {unit}{count||s} {percent:2} % of the possible drop is done; at 99 % it would have arrived.",
    nearly_there: "After {count} {unit}{count||s} {percent:4} % of the possible drop is done; at 99 % it would have arrived.",

    rate_has_fallen: "By then its schedule had brought the rate down from {from:3} to {to:2}.",
    in_canyon: "The valley is a canyon: {across:3} % of the drop across it is done, {along:2} % along it. It bends {ratio:2} times as much across as along.",
    in_canyon_for_long: "The valley is a canyon: {across:3} % of the drop across it is done, {along:2} % along it. It bends {ratio:2} times as much across as along, and no one rate serves both in {count} {unit}{count||s}.",

    // Oscillating.
    turns_back: "It bounces from wall to wall: {back} of its last {count} {unit}{count||s} turned back on the one before.",
    jumps_about: "It jumps about from batch to batch: {back} of its last {count} {unit}{count||s} turned back on the one before.",
    goes_up_and_down: "It goes up and down: over its last {count} {unit}{count||s} the loss rose by {rises:3} and fell by {falls:3}.",
    ends_higher: "It goes up and down, and ends higher than it began: the loss went from {first:4} to {last:4}.",
    largest_settling: "The largest rate that settles there is {formula} = {rate:3}.",

    // Stuck.
    stuck_on_plateau: "It is stuck on a plateau at a loss of {loss:4}, where the slope is down to {slope:2}; the lowest valley is {lower:3} lower.",
    stuck_on_summit: "It is stuck on a summit at a loss of {loss:4}, where the slope is down to {slope:2}; the lowest valley is {lower:3} lower.",
    stuck_on_saddle: "It is stuck on a saddle at a loss of {loss:4}, where the slope is down to {slope:2}; the lowest valley is {lower:3} lower.",
    stuck_in_side_valley: "It is stuck in a side valley at a loss of {loss:4}, where the slope is down to {slope:2}; the lowest valley is {lower:3} lower.",

    rests_on_plateau: "It is stuck on a plateau at a loss of {loss:4}, where the slope is down to {slope:2}.",
    rests_on_summit: "It is stuck on a summit at a loss of {loss:4}, where the slope is down to {slope:2}.",
    rests_on_saddle: "It is stuck on a saddle at a loss of {loss:4}, where the slope is down to {slope:2}; to either side it is lower.",

    // Diverged.
    overflows: "It is thrown out: at {unit} {step} its numbers overflow.",
    leaves_bottom: "It is thrown out: it starts at the bottom, and from {unit} {step} on it is above it.",
    climbs_above_valley: "It is thrown out: from {unit} {above} on it is above where it started, and from {unit} {step} on more than ten times as high above the lowest valley.",
    climbs_at_once: "It is thrown out: from {unit} {step} on it is more than ten times as high above the lowest valley as where it started.",
    leaves_the_view: "It is thrown out: from {unit} {above} on it is above where it started, and from {unit} {step} on farther away than the map is wide.",
    falls_without_end: "It is thrown out: the loss has no floor here, and from {unit} {step} on it falls without end, farther from its start than the map is wide.",
    onto_plain: "It is thrown out onto a plain: from {unit} {step} on it is above where it started, and there hardly anything moves it.",
    climbs_above_lowest: "It is thrown out: from {unit} {step} on it is more than ten times as high above the lowest point it found as where it started.",
    growth_from_valley: "At the end each {unit} multiplied its distance from the valley by {factor:3}.",
    growth_from_start: "At the end each {unit} multiplied its distance from the start by {factor:3}.",
    largest_staying: "The largest rate that would not is {formula} = {rate:3}.",

    no_such_step: "{path} is {step}; allowed: a whole number in [0, {most}], a step that is made.",
}
