//! A linear classifier that asks for a margin: the hinge, as scikit-learn's SGDClassifier (a support vector machine)
//! makes it small.

use super::linear::{Judge, Linear, MOST_PARAMETERS, Optimum, accuracy, args_of_classes, prediction, two_classes};
use crate::loss::{Gradient, Loss, LossEntry};
use crate::number::Real;
use crate::number::linear_algebra::solve;
use crate::number::random::SgdOrder;
use crate::pause::{Long, pause, stretch};
use crate::schema::{Entry, Fault, nothing_more};

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "hinge",
        formula: r"\frac1n \sum_i \max(0, 1 - y_i (w \cdot x_i + b)) + \tfrac12 \alpha \lVert w \rVert^2",
        source: "scikit-learn, SGDClassifier(loss='hinge')",
        help: "A boundary between two classes that keeps its distance: only points on its wrong side, or near it, push.",
        args: &args_of_classes(),
        check: nothing_more,
    },
    steps: 60,
};

pub type Hinge = Linear<Margin>;

pub struct Margin;

impl Judge for Margin {
    /// As in scikit-learn the kink itself belongs to the gradient.
    fn loss<R: Real>(prediction: R, class: f64) -> R {
        let margin = prediction * class;
        R::constant(1.0).where_less(margin, R::zero(), -margin + 1.0)
    }
    const CLASSES: usize = 2;
    fn targets(y: Vec<f64>) -> Result<Vec<f64>, Fault> {
        two_classes(y)
    }
    const PYTHON: &'static str = "(1 - p * y).clip(0)";
    const ESTIMATOR: &'static str = "SGDClassifier";
    fn order(seed: u32, samples: usize) -> SgdOrder {
        SgdOrder::classifier(seed, samples)
    }
    /// 1 for the larger label, 0 for the smaller.
    fn answer(prediction: f64) -> f64 {
        f64::from(prediction > 0.0)
    }
    const METRIC: [&'static str; 2] = ["accuracy", "test_accuracy"];
    fn metric(prediction: f64, class: f64) -> f64 {
        accuracy(prediction, class)
    }
    const BEST: &'static str = "best boundary";
    fn optimum(model: &Linear<Margin>) -> Long<'_, Optimum> {
        Box::pin(optimum(model))
    }
    /// Each step looks at all samples, and by pairs of parameters only at those near their kinks.
    fn preparation(samples: f64, dim: f64) -> f64 {
        let most = MOST_STEPS as f64 * step(samples, dim);
        if dim <= MOST_PARAMETERS as f64 && most <= MOST_WORK { most / 4.0 } else { 0.0 }
    }
}

/// Multiplications that finding the lowest point may take: no more than a second of a slow machine.
const MOST_WORK: f64 = 1e9;
const MOST_STEPS: usize = 200;
/// How far above the lowest the point found may be, as a part of the drop from the start.
const NEAR_ENOUGH: f64 = 1e-4;
/// As far as it goes on where that is quick.
const NEAR: f64 = 1e-7;

/// About the multiplications of a step of Newton's method: in the slopes, on the line, and in the equations.
fn step(samples: f64, dim: f64) -> f64 {
    samples * (4.0 * dim + 60.0 + dim * dim / 8.0) + dim * dim * dim
}

/// Instead of the hinge it goes down one whose kink is a parabola of some width: that lies below the hinge by no more
/// than a half of the width, so its lowest loss is no more than the lowest of the hinge, and how much higher the hinge is
/// at the same place bounds what is left to fall. The width shrinks until that is next to nothing.
async fn optimum(model: &Linear<Margin>) -> Optimum {
    const FIRST_WIDTH: f64 = 1.0;
    const NARROWER: f64 = 0.2;
    const NARROWEST: f64 = 1e-10;
    let dim = model.dim();
    let samples = model.table.samples() as f64;
    if dim > MOST_PARAMETERS || MOST_STEPS as f64 * step(samples, dim as f64) > MOST_WORK {
        return Optimum::Unknown;
    }
    let mut smooth = Smooth::new(model, FIRST_WIDTH);
    if smooth.sizes.iter().any(|size| !size.is_finite()) {
        return Optimum::Unknown; // their squares overflow
    }
    let mut at = model.start();
    let first = model.value(&at);
    let mut best: Option<(f64, Vec<f64>)> = None;
    let mut left = MOST_STEPS;
    while smooth.descend(&mut at, &mut left).await {
        if model.alpha == 0.0
            && let Some(apart) = smooth.kept_apart(&at)
        {
            return Optimum::At(apart);
        }
        let loss = model.value(&at);
        let bound = smooth.loss(&at);
        if first - bound <= NEAR * first {
            // No boundary is better than none.
            return Optimum::At(model.start());
        }
        let above = (loss - bound) / (first - loss);
        if loss < first && above <= NEAR_ENOUGH && best.as_ref().is_none_or(|(lowest, _)| loss < *lowest) {
            best = Some((loss, at.clone()));
        }
        if loss < first && above <= NEAR || smooth.width < NARROWEST {
            break;
        }
        smooth.width *= NARROWER;
    }
    best.map_or(Optimum::Unknown, |(_, at)| Optimum::At(at))
}

/// The loss with a parabola of a width in place of the kink.
struct Smooth<'a> {
    model: &'a Linear<Margin>,
    width: f64,
    /// The root mean square of each feature, and 1 for the intercept: what its parameter is measured in.
    sizes: Vec<f64>,
}

impl Smooth<'_> {
    fn new(model: &Linear<Margin>, width: f64) -> Smooth<'_> {
        let count = model.table.samples() as f64;
        let squares = model.table.x.columns().into_iter().map(|column| column.iter().map(|x| x * x).sum::<f64>());
        let sizes = squares.map(|sum| (sum / count).sqrt()).map(|size| if size > 0.0 { size } else { 1.0 });
        let sizes = sizes.chain([1.0]).collect();
        Smooth { model, width, sizes }
    }

    /// The slope of a sample's loss along its margin, without its sign: 1 below the parabola, 0 above it.
    fn pull(&self, margin: f64) -> f64 {
        ((1.0 - margin) / self.width).clamp(0.0, 1.0)
    }

    /// Each sample's prediction times its class.
    fn margins(&self, at: &[f64]) -> Vec<f64> {
        self.model.samples().map(|(row, class)| prediction(at, row) * class).collect()
    }

    fn loss(&self, at: &[f64]) -> f64 {
        let one = |margin: f64| {
            let pull = self.pull(margin);
            pull * (1.0 - margin - 0.5 * self.width * pull)
        };
        let margins = self.margins(at);
        let squares: f64 = at[..at.len() - 1].iter().map(|w| w * w).sum();
        margins.iter().map(|&margin| one(margin)).sum::<f64>() / margins.len() as f64 + 0.5 * self.model.alpha * squares
    }

    /// Moves `at` to the minimum by Newton's method, until the slope along every parameter is that of rounding. Each step
    /// takes one from `left`; false where there are too few.
    async fn descend(&self, at: &mut [f64], left: &mut usize) -> bool {
        /// Of what all samples together can pull.
        const AT_REST: f64 = 1e-10;
        /// So much is added to each curvature, of what all samples together can have: few samples lie on a narrow
        /// parabola, and along some directions none does.
        const DAMPING: f64 = 1e-9;
        let (dim, count) = (at.len(), self.model.table.samples() as f64);
        loop {
            pause().await;
            let margins = self.margins(at);
            let mut slope: Vec<f64> = at.iter().map(|w| w * self.model.alpha).collect();
            slope[dim - 1] = 0.0;
            let mut hessian = vec![0.0; dim * dim];
            let share = 1.0 / (count * self.width);
            for (i, ((row, class), &margin)) in self.model.samples().zip(&margins).enumerate() {
                if i % stretch(dim * dim) == 0 {
                    pause().await;
                }
                let pull = self.pull(margin);
                if pull == 0.0 {
                    continue;
                }
                let input = |j: usize| if j < row.len() { row[j] } else { 1.0 };
                (0..dim).for_each(|j| slope[j] -= pull * class * input(j) / count);
                if pull < 1.0 {
                    for j in 0..dim {
                        let weighted = share * input(j);
                        (0..=j).for_each(|k| hessian[j * dim + k] += weighted * input(k));
                    }
                }
            }
            let sizes = &self.sizes;
            let is_at_rest = (0..dim).all(|j| slope[j].abs() <= AT_REST * sizes[j]);
            if is_at_rest {
                return true;
            }
            if *left == 0 {
                return false;
            }
            *left -= 1;
            // In units in which all parameters are alike.
            for j in 0..dim {
                hessian[j * dim + j] += if j + 1 < dim { self.model.alpha } else { 0.0 };
                for k in 0..=j {
                    let scaled = hessian[j * dim + k] / (sizes[j] * sizes[k]);
                    (hessian[j * dim + k], hessian[k * dim + j]) = (scaled, scaled);
                }
                hessian[j * dim + j] += DAMPING / self.width;
            }
            let scaled: Vec<f64> = slope.iter().zip(sizes).map(|(s, size)| s / size).collect();
            let solved = solve(&hessian, &scaled).await;
            let step: Vec<f64> = solved.iter().zip(sizes).map(|(s, size)| -s / size).collect();
            let Some(part) = self.lowest_on_line(at, &step, &margins) else { return false };
            at.iter_mut().zip(&step).for_each(|(a, s)| *a += part * s);
        }
    }

    /// How many times the step leads to the lowest point on its line: where the slope along it turns. None where it
    /// leads nowhere.
    fn lowest_on_line(&self, at: &[f64], step: &[f64], margins: &[f64]) -> Option<f64> {
        const GOOD: f64 = 0.01;
        let along = self.margins(step);
        let features = at.len() - 1;
        let product = |a: &[f64], b: &[f64]| a[..features].iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let (once, twice) = (product(at, step), product(step, step));
        let slope = |part: f64| {
            let pulls = margins.iter().zip(&along).map(|(m, q)| self.pull(m + part * q) * q);
            self.model.alpha * (once + part * twice) - pulls.sum::<f64>() / margins.len() as f64
        };
        let here = slope(0.0);
        if here.is_nan() || here >= 0.0 {
            return None;
        }
        if slope(1.0).abs() <= -GOOD * here {
            return Some(1.0);
        }
        let (mut low, mut high) = (0.0, 1.0);
        while slope(high) < 0.0 {
            (low, high) = (high, 2.0 * high);
            if high > 1e12 {
                return None;
            }
        }
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            let turn = slope(middle);
            if turn.abs() <= -GOOD * here {
                return Some(middle);
            }
            if turn < 0.0 { low = middle } else { high = middle }
        }
        Some(low)
    }

    /// Where the boundary has all samples on their sides, the weights with which all of them keep the distance the hinge
    /// asks for.
    fn kept_apart(&self, at: &[f64]) -> Option<Vec<f64>> {
        let least = self.margins(at).into_iter().fold(f64::INFINITY, f64::min);
        let grown: Vec<f64> = at.iter().map(|a| a * (1.0 + 1e-9) / least).collect();
        (self.model.separates(at) && self.model.value(&grown) == 0.0).then_some(grown)
    }
}
