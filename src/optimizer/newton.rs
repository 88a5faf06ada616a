//! Newton's method: to the bottom of the parabola that the ground looks like from here.

use super::{
    Equation, GlobalRule, InPython, Integration, Objective, Requirements, StableRate, Unsupported, Update, dim,
    equation, lr,
};
use crate::number::linear_algebra::eigen;
use crate::schema::python::float;
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "Newton",
    formula: r"w \leftarrow w - \eta\,(H + \delta I)^{+}\, \nabla L, \quad H = \nabla^2 L",
    source: "Nocedal and Wright, Numerical Optimization, 2006, chapter 3",
    help: "Divides the slope by the curvature: at a rate of 1 it reaches the bottom of a bowl in one step. It is drawn to saddles and hilltops too.",
    args: &[
        lr(1.0),
        Arg::number("damping", 0.0, "Added to every curvature. More shortens the steps and turns them down the slope.")
            .within(Range::NOT_NEGATIVE),
    ],
    check: nothing_more,
};

/// More would take longer than anybody waits.
const MOST_PARAMETERS: usize = 100;

#[derive(Clone)]
pub struct Newton {
    damping: f64,
    /// The last step at a rate of 1.
    step: Vec<f64>,
}

/// A x = b by the curvatures of A; along a direction that has none x stays zero.
fn divided(a: &[f64], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let (curvatures, directions) = eigen(a, n);
    let largest = curvatures.iter().fold(0.0, |largest: f64, c| largest.max(c.abs()));
    let mut x = vec![0.0; n];
    for (k, curvature) in curvatures.iter().enumerate() {
        if curvature.abs() <= n as f64 * f64::EPSILON * largest {
            continue;
        }
        let along: f64 = (0..n).map(|i| directions[i * n + k] * b[i]).sum();
        (0..n).for_each(|i| x[i] += along / curvature * directions[i * n + k]);
    }
    x
}

impl GlobalRule for Newton {
    fn new(args: &Args, shapes: &[Vec<usize>]) -> Self {
        Newton { damping: args.number("damping"), step: vec![0.0; dim(shapes)] }
    }

    fn step(&mut self, params: &mut [f64], gradient: &[f64], lr: f64, objective: &dyn Objective) {
        let n = params.len();
        let mut hessian = objective.hessian(params).unwrap_or_else(|| vec![f64::NAN; n * n]);
        (0..n).for_each(|i| hessian[i * n + i] += self.damping);
        self.step = match hessian.iter().all(|h| h.is_finite()) {
            true => divided(&hessian, gradient),
            false => vec![f64::NAN; n],
        };
        params.iter_mut().zip(&self.step).for_each(|(w, step)| *w -= lr * step);
    }

    fn change(&mut self, args: &Args) {
        self.damping = args.number("damping");
    }

    fn set_momentum(&mut self, _: f64) {}

    fn numbers(&self, i: usize) -> Vec<f64> {
        vec![self.step[i]]
    }

    fn explain(&self, i: usize, _: &[f64], update: &Update) -> Vec<Equation> {
        let damped = if self.damping != 0.0 { " + damping" } else { "" };
        let numbers = [("w_old", update.old), ("η", update.lr), ("d", self.step[i])];
        let d = Equation {
            symbols: format!("d = its part of (H{damped})⁻¹ × all slopes"),
            numbers: crate::text::figures(self.step[i], super::DIGITS),
        };
        vec![d, equation("w_new = w_old − η × d", &numbers, update.new)]
    }
}

impl Integration for Newton {
    fn state_size(_: &Args, dim: f64, _: f64) -> f64 {
        // The second derivatives and their eigenvectors.
        dim * (3.0 * dim + 4.0)
    }

    fn python(args: &Args, &InPython { data, .. }: &InPython) -> String {
        let damping = args.number("damping");
        let damped = if damping != 0.0 { format!(" + {} * torch.eye(len(w))", float(damping)) } else { String::new() };
        format!(
            r#"

class Newton(torch.optim.Optimizer):
    """The slope divided by the curvature of the whole loss."""

    def __init__(self, params, lr):
        super().__init__(params, {{"lr": lr}})

    def step(self):
        H = torch.autograd.functional.hessian(lambda w: loss(w{data}), w.detach()){damped}
        w.data -= self.param_groups[0]["lr"] * (torch.linalg.pinv(H, hermitian=True) @ w.grad)


optimizer = Newton([w], lr={})"#,
            float(args.number("lr"))
        )
    }

    /// Each curvature is divided by itself and the damping.
    fn stable(args: &Args, lambda: f64) -> Option<StableRate> {
        let damping = args.number("damping");
        (lambda > 0.0).then(|| match damping {
            0.0 => StableRate { rate: 2.0, formula: "2" },
            _ => StableRate { rate: 2.0 * (1.0 + damping / lambda), formula: "2(1+δ/λmax)" },
        })
    }

    fn gradients(_: &Args, dim: usize) -> usize {
        1 + dim
    }

    fn unsupported(objective: &Requirements) -> Option<Unsupported> {
        if dim(objective.shapes) > MOST_PARAMETERS {
            return Some(Unsupported {
                reason: "takes curvatures along all pairs of parameters",
                remedy: "allowed: at most 100 parameters",
            });
        }
        (!(objective.has_hessian)()).then_some(Unsupported {
            reason: "needs second derivatives, and this loss has none at hand",
            remedy: "allowed: any other, such as LBFGS",
        })
    }
}
