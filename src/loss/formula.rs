//! A mountain typed by the reader.

use super::search::{Found, search};
use super::{Gradient, Loss, LossEntry, Minimum, Reference, View, curvatures, second_order, square};
use crate::formula::{BLOCK, Formula, Tape};
use crate::loss::PythonForm;
use crate::number::{Dual, Lane, Real};
use crate::schema::{Arg, Args, Entry, nothing_more};
use std::cell::{OnceCell, RefCell};

const VARIABLES: &[&str] = &["x", "y"];

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "formula",
        formula: r"f(x, y)",
        source: "Typed by the reader",
        help: "Any formula of x and y; each other letter in it becomes a number to choose.",
        args: &[Arg::formula(
            "f",
            VARIABLES,
            "x^2 + 10*y^2",
            "What is walked on: + - * / ^, exp ln log10 sqrt abs sin cos tan sinh cosh tanh asin acos atan min max, pi, e.",
        )],
        check: nothing_more,
    },
    steps: 100,
};

/// Where a walk starts: the first of these where the loss is finite.
const STARTS: [[f64; 2]; 6] = [[1.0, 1.0], [0.5, 0.5], [3.0, 2.0], [-1.0, 1.0], [-1.0, -1.0], [0.0, 0.0]];

fn parsed(args: &Args) -> Formula {
    let read = Formula::parse(args.text("f"), VARIABLES, &[]);
    read.expect("parse checked it")
}

/// What gradients are zero is not known when this is compiled.
type First = Dual<Lane, Lane>;
type Second = Dual<First, First>;

pub struct Typed {
    tape: Tape,
    start: [f64; 2],
    /// The tape's, kept from one gradient to the next.
    registers: RefCell<Vec<[First; BLOCK]>>,
    /// Searched for once it is asked for: most who read a formula never ask.
    found: OnceCell<Found>,
}

impl Typed {
    pub fn new(args: &Args) -> Typed {
        let parameters: Vec<f64> = args.parameters().iter().map(|(_, x)| *x).collect();
        let tape = parsed(args).tape(&parameters);
        let finite = |at: &&[f64; 2]| tape.value(&at.map(Lane::constant))[0].is_finite();
        let start = *STARTS.iter().find(finite).unwrap_or(&STARTS[0]);
        let registers = vec![[First::zero(); BLOCK]; tape.registers()];
        Typed { tape, start, registers: registers.into(), found: OnceCell::new() }
    }

    fn found(&self) -> &Found {
        self.found.get_or_init(|| search(&self.tape, self.view()))
    }

    pub fn python(args: &Args) -> PythonForm {
        PythonForm::Surface(parsed(args).python())
    }
}

impl Gradient<Lane> for Typed {
    fn value(&self, at: &[Lane]) -> Lane {
        self.tape.value(at)
    }
    fn gradient(&self, at: &[Lane], gradient: &mut [Lane]) -> Lane {
        let mut value = [Lane::zero()];
        self.gradients(at, gradient, &mut value);
        value[0]
    }
}

impl Loss for Typed {
    fn gradients(&self, at: &[Lane], gradient: &mut [Lane], value: &mut [Lane]) -> Lane {
        let (mut registers, mut sum) = (self.registers.borrow_mut(), Lane::zero());
        let points = at.chunks(2 * BLOCK).zip(gradient.chunks_mut(2 * BLOCK)).zip(value.chunks_mut(BLOCK));
        for ((at, gradient), value) in points {
            for (j, &[x, y]) in at.as_chunks::<2>().0.iter().enumerate() {
                registers[0][j] = Dual::variable(x, 0);
                registers[1][j] = Dual::variable(y, 1);
            }
            let results = self.tape.run(&mut registers, value.len());
            for ((result, gradient), value) in results.iter().zip(gradient.as_chunks_mut::<2>().0).zip(value) {
                (*value, *gradient) = (result.value, result.gradient);
                sum = sum + result.value;
            }
        }
        sum
    }
    fn names(&self) -> Vec<String> {
        VARIABLES.iter().map(|name| name.to_string()).collect()
    }
    fn start(&self) -> Vec<f64> {
        self.start.to_vec()
    }
    fn view(&self) -> View {
        square(5.0)
    }
    fn minima(&self) -> Vec<Minimum> {
        let Found { minima, level, reference } = self.found();
        let global = |loss: f64| matches!(reference, Reference::At(_)) && loss <= *level;
        let named = minima.iter().map(|bottom| Minimum {
            at: bottom.at.to_vec(),
            loss: bottom.loss,
            name: "found",
            global: global(bottom.loss),
        });
        named.collect()
    }
    fn reference(&self) -> Reference {
        self.found().reference
    }
    fn hessian(&self, at: &[f64]) -> Option<Vec<f64>> {
        let variables: [Second; 2] = second_order(at);
        Some(curvatures(self.tape.value(&variables)))
    }
    /// About as much a step as the functions among them take.
    fn cost(&self) -> f64 {
        15.0 * self.tape.steps().max(1) as f64
    }
    /// As measured of formulas without kinks: on the grid a value takes much less than a gradient alone.
    fn preparation(&self) -> f64 {
        3000.0 * self.cost()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Args;
    use crate::schema::value::Value;

    fn typed(formula: &str) -> Typed {
        let pairs = [("name", "formula"), ("f", formula)].map(|(key, text)| (key.into(), Value::Text(text.into())));
        Typed::new(&Args::parse("loss", "loss", &Value::Map(pairs.into()), &[&ENTRY.entry]).unwrap())
    }

    #[test]
    fn walks_side_by_side_have_the_slopes_each_has_alone() {
        let loss = typed("exp(-x^2/9) sin(3y) + a max(x, y)^3 - x/y");
        for k in [1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5] {
            let at: Vec<Lane> = (0..2 * k).map(|i| [i as f64 * 0.37 - 3.0, 2.0 - i as f64 * 0.21].into()).collect();
            let (mut gradient, mut value) = (vec![Lane::zero(); 2 * k], vec![Lane::zero(); k]);
            loss.gradients(&at, &mut gradient, &mut value);
            for j in 0..k {
                let mut alone = [Lane::zero(); 2];
                assert_eq!(Gradient::gradient(&loss, &at[2 * j..2 * j + 2], &mut alone), value[j]);
                assert_eq!(gradient[2 * j..2 * j + 2], alone);
                assert_eq!(Gradient::value(&loss, &at[2 * j..2 * j + 2]), value[j]);
            }
        }
    }
}
