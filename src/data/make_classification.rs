//! Clouds of points around the corners of a cube, stretched, with useless features and wrong labels among them, as
//! scikit-learn's `make_classification` draws them.

use super::{MOST_VALUES, RANDOM_STATE, SHUFFLE, at_most, random, samples, shape, shuffled};
use crate::data::table::Table;
use crate::number::random::RandomState;
use crate::schema::{Arg, Args, Default, Entry, Fault, Range, nothing_more};

pub(super) use super::by_name as python;

pub const ENTRY: Entry = Entry {
    name: "make_classification",
    formula: r"x = A_k^\top z + c_k, \quad z \sim N(0, 1), \quad c_k \in \{\pm\text{class\_sep}\}^d",
    source: "sklearn.datasets.make_classification; Guyon, Design of experiments for the NIPS 2003 benchmark, 2003",
    help: "Stretched clouds of points around the corners of a cube.",
    args: &[
        samples(100.0, 200.0),
        Arg::integer("n_features", 20.0, "How many numbers a point has beside its class.")
            .within(Range::from(1.0))
            .initially(Default::Number(2.0)),
        Arg::integer("n_informative", 2.0, "How many of them tell the class.").within(Range::from(1.0)),
        Arg::integer("n_redundant", 2.0, "How many are mixtures of those.")
            .within(Range::NOT_NEGATIVE)
            .initially(Default::Number(0.0)),
        Arg::integer("n_repeated", 0.0, "How many are copies. What is left of the features is noise.")
            .within(Range::NOT_NEGATIVE),
        Arg::integer("n_classes", 2.0, "How many classes.").within(Range::from(1.0)),
        Arg::integer("n_clusters_per_class", 2.0, "How many clouds a class has. More are harder to part.")
            .within(Range::from(1.0))
            .initially(Default::Number(1.0)),
        Arg::number("flip_y", 0.01, "The share of samples whose class is drawn anew. More make it noisier.")
            .within(Range::between(0.0, 1.0)),
        Arg::number("class_sep", 1.0, "How far apart the clouds lie. More makes it easier.").within(Range::POSITIVE),
        Arg::flag("hypercube", true, "The clouds lie on a cube's corners; otherwise on those of a random polytope."),
        Arg::number("shift", 0.0, "Added to every feature."),
        Arg::number("scale", 1.0, "Every feature is multiplied by it, after the shift. Far from 1 is badly scaled.")
            .within(Range::POSITIVE),
        SHUFFLE,
        RANDOM_STATE,
    ],
    check: nothing_more,
};

/// What the arguments must be together.
pub const CLASSES: usize = 2;

fn check(args: &Args) -> Result<(), Fault> {
    let (informative, redundant) = (args.number("n_informative"), args.number("n_redundant"));
    let useful = informative + redundant + args.number("n_repeated");
    at_most("n_informative + n_redundant + n_repeated", useful, "n_features", args.number("n_features"))?;
    let clusters = args.number("n_classes") * args.number("n_clusters_per_class");
    let corners = if informative < 64.0 { (1u64 << informative as u32) as f64 } else { f64::INFINITY };
    at_most("n_classes × n_clusters_per_class", clusters, "2^n_informative", corners)?;
    // scikit-learn has no limit; it draws that many numbers.
    let mixing = informative * (clusters * informative + redundant);
    at_most("n_informative × (clusters × n_informative + n_redundant)", mixing, "", MOST_VALUES as f64)
}

pub fn make(args: &Args, seed: u32) -> Result<Table, Fault> {
    let (n, features) = shape(args)?;
    check(args)?;
    let (informative, redundant) = (args.integer("n_informative"), args.integer("n_redundant"));
    let (classes, per_class) = (args.integer("n_classes"), args.integer("n_clusters_per_class"));
    let (clusters, class_sep) = (classes * per_class, args.number("class_sep"));
    let mut random = random(args, seed);

    let mut centroids = corners(clusters, informative, &mut random);
    centroids.iter_mut().for_each(|c| *c = *c * (2.0 * class_sep) - class_sep);
    if !args.flag("hypercube") {
        let (by_cluster, by_feature) = (random.doubles(clusters), random.doubles(informative));
        for (centroid, size) in centroids.chunks_mut(informative).zip(by_cluster) {
            centroid.iter_mut().zip(&by_feature).for_each(|(c, by)| *c = *c * size * by);
        }
    }

    let mut x = vec![0.0; n * features];
    for row in x.chunks_mut(features) {
        row[..informative].fill_with(|| random.normal());
    }
    let mut class: Vec<usize> = vec![];
    let mut rows = x.chunks_mut(features);
    // As scikit-learn shares them out: equal weights, cut to whole samples, the rest one by one.
    let share = (n as f64 * (1.0 / classes as f64) / per_class as f64) as usize;
    let rest = n - share * clusters;
    for (k, centroid) in centroids.chunks(informative).enumerate() {
        let mixing = mixing(informative * informative, &mut random);
        for row in rows.by_ref().take(share + rest / clusters + usize::from(k < rest % clusters)) {
            let row = &mut row[..informative];
            let mixed = mix(row, &mixing);
            row.iter_mut().zip(mixed).zip(centroid).for_each(|((x, mixed), c)| *x = mixed + c);
            class.push(k % classes);
        }
    }

    let listed = informative + redundant;
    if redundant > 0 {
        let mixing = mixing(informative * redundant, &mut random);
        for row in x.chunks_mut(features) {
            let (informative, rest) = row.split_at_mut(informative);
            rest[..redundant].copy_from_slice(&mix(informative, &mixing));
        }
    }
    let useful = listed + args.integer("n_repeated");
    for j in listed..useful {
        let copied = ((listed - 1) as f64 * random.double() + 0.5) as usize;
        x.chunks_mut(features).for_each(|row| row[j] = row[copied]);
    }
    for row in x.chunks_mut(features) {
        row[useful..].fill_with(|| random.normal());
    }

    let flip_y = args.number("flip_y");
    let flips = random.doubles(n);
    for (class, _) in class.iter_mut().zip(flips).filter(|(_, flip)| *flip < flip_y) {
        *class = random.randint(0, classes as u32) as usize;
    }
    let (shift, scale) = (args.number("shift"), args.number("scale"));
    x.iter_mut().for_each(|x| *x = (*x + shift) * scale);
    let table = Table::new(features, x, class.into_iter().map(|k| k as f64).collect());
    Ok(shuffled(table, args, &mut random))
}

/// Different corners of the unit cube, row by row.
fn corners(count: usize, dimensions: usize, random: &mut RandomState) -> Vec<f64> {
    // scikit-learn numbers corners in 30 bits and tosses coins for the dimensions beyond.
    let tossed = dimensions.saturating_sub(30);
    let mut corners = vec![0.0; count * dimensions];
    for corner in corners.chunks_mut(dimensions) {
        corner[..tossed].fill_with(|| random.randint(0, 2).into());
    }
    let numbers = random.sample_without_replacement(1 << (dimensions - tossed), count);
    for (corner, number) in corners.chunks_mut(dimensions).zip(numbers) {
        // The last dimension is the lowest bit.
        corner[tossed..].iter_mut().rev().enumerate().for_each(|(bit, c)| *c = f64::from(number >> bit & 1));
    }
    corners
}

/// Weights in [-1, 1).
fn mixing(count: usize, random: &mut RandomState) -> Vec<f64> {
    random.doubles(count).into_iter().map(|d| 2.0 * d - 1.0).collect()
}

/// A row times a matrix.
fn mix(row: &[f64], matrix: &[f64]) -> Vec<f64> {
    let width = matrix.len() / row.len();
    let mut mixed = vec![0.0; width];
    for (x, weights) in row.iter().zip(matrix.chunks(width)) {
        mixed.iter_mut().zip(weights).for_each(|(sum, w)| *sum += x * w);
    }
    mixed
}
