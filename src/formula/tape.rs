//! A formula as a list of steps on registers, each done on a block of numbers before the next: what it costs to look
//! at a step is shared by the block.

use super::{Formula, Function, Node, Operation};
use crate::number::Real;
use std::f64::consts::{E, PI};

/// How many numbers lie in a register where many are worked out at once.
pub const BLOCK: usize = 16;
/// As many are kept on the stack.
const FEW: usize = 16;
/// Larger whole exponents are left to `pow`.
const LARGEST_EXPONENT: f64 = 64.0;
/// Below this exp is 0.
const NO_EXP: f64 = -746.0;

/// A register, by its number.
type At = usize;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Constant(f64),
    Negative(At),
    Call(Function, At),
    Pair(Operation, At, At),
    /// With a constant: a + c, c − a, a c, a / c, c / a, a², aⁿ, aᶜ.
    Plus(At, f64),
    From(f64, At),
    Times(At, f64),
    Over(At, f64),
    Into(f64, At),
    Square(At),
    Whole(At, i32),
    Raised(At, f64),
}

impl Step {
    fn operands(&mut self) -> impl Iterator<Item = &mut At> {
        let [a, b] = match self {
            Step::Constant(_) => [None, None],
            Step::Negative(a) | Step::Call(_, a) | Step::Square(a) => [Some(a), None],
            Step::Plus(a, _) | Step::From(_, a) | Step::Times(a, _) | Step::Over(a, _) => [Some(a), None],
            Step::Into(_, a) | Step::Whole(a, _) | Step::Raised(a, _) => [Some(a), None],
            Step::Pair(_, a, b) => [Some(a), Some(b)],
        };
        a.into_iter().chain(b)
    }
}

/// A formula whose parameters are numbers.
pub struct Tape {
    variables: usize,
    /// What to do, and the register it goes to.
    steps: Vec<(Step, At)>,
    registers: usize,
    result: At,
}

/// What a node became.
#[derive(Clone, Copy)]
enum Part {
    Integration(f64),
    At(At),
}

impl Formula {
    pub fn tape(&self, parameters: &[f64]) -> Tape {
        let mut maker = Maker { variables: self.variables.len(), steps: vec![] };
        let mut parts: Vec<Part> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            parts.push(match *node {
                Node::Number(x) => Part::Integration(x),
                Node::Pi => Part::Integration(PI),
                Node::E => Part::Integration(E),
                Node::Parameter(i) => Part::Integration(parameters[i]),
                Node::Variable(i) => Part::At(i),
                Node::Negative(a) => match parts[a] {
                    Part::Integration(x) => Part::Integration(-x),
                    Part::At(a) => maker.step(Step::Negative(a)),
                },
                Node::Call(function, a) => match parts[a] {
                    Part::Integration(x) => Part::Integration(call(function, x)),
                    Part::At(a) => maker.step(Step::Call(function, a)),
                },
                Node::Pair(operation, a, b) => maker.pair(operation, parts[a], parts[b]),
            });
        }
        let whole = *parts.last().expect("a formula has a node");
        let result = maker.register(whole);
        maker.tape(result)
    }
}

/// Until registers are given out, each step has its own, after those of the variables.
struct Maker {
    variables: usize,
    steps: Vec<Step>,
}

impl Maker {
    /// What was worked out before is not worked out again.
    fn step(&mut self, step: Step) -> Part {
        let known = self.steps.iter().position(|known| *known == step);
        let i = known.unwrap_or_else(|| {
            self.steps.push(step);
            self.steps.len() - 1
        });
        Part::At(self.variables + i)
    }

    fn register(&mut self, part: Part) -> At {
        match part {
            Part::At(at) => at,
            Part::Integration(x) => match self.step(Step::Constant(x)) {
                Part::At(at) => at,
                Part::Integration(_) => unreachable!("a step has a register"),
            },
        }
    }

    fn pair(&mut self, operation: Operation, a: Part, b: Part) -> Part {
        let step = match (operation, a, b) {
            (_, Part::Integration(a), Part::Integration(b)) => return Part::Integration(pair(operation, a, b)),
            (Operation::Add, Part::At(a), Part::Integration(c))
            | (Operation::Add, Part::Integration(c), Part::At(a)) => Step::Plus(a, c),
            (Operation::Subtract, Part::At(a), Part::Integration(c)) => Step::Plus(a, -c),
            (Operation::Subtract, Part::Integration(c), Part::At(a)) => Step::From(c, a),
            (Operation::Multiply, Part::At(a), Part::Integration(c))
            | (Operation::Multiply, Part::Integration(c), Part::At(a)) => Step::Times(a, c),
            (Operation::Multiply, Part::At(a), Part::At(b)) if a == b => Step::Square(a),
            (Operation::Divide, Part::At(a), Part::Integration(c)) => Step::Over(a, c),
            (Operation::Divide, Part::Integration(c), Part::At(a)) => Step::Into(c, a),
            (Operation::Power, Part::At(a), Part::Integration(c)) => match c {
                0.0 => return Part::Integration(1.0),
                1.0 => return Part::At(a),
                2.0 => Step::Square(a),
                c if c.fract() == 0.0 && c.abs() <= LARGEST_EXPONENT => Step::Whole(a, c as i32),
                c => Step::Raised(a, c),
            },
            (Operation::Power, Part::Integration(E), Part::At(a)) => Step::Call(Function::Exp, a),
            (_, a, b) => Step::Pair(operation, self.register(a), self.register(b)),
        };
        self.step(step)
    }

    /// Leaves out what nothing needs, and gives registers out again once nobody reads them any more.
    fn tape(mut self, result: At) -> Tape {
        let own = self.variables + self.steps.len();
        let mut last = vec![0; own];
        last[result] = usize::MAX;
        for (i, step) in self.steps.iter_mut().enumerate().rev() {
            if last[self.variables + i] > 0 {
                step.operands().for_each(|operand| last[*operand] = last[*operand].max(i + 1));
            }
        }
        let mut place: Vec<At> = (0..own).collect();
        let (mut free, mut registers) = (vec![], self.variables);
        let mut steps = vec![];
        for (i, mut step) in self.steps.into_iter().enumerate() {
            let to = self.variables + i;
            if last[to] == 0 {
                continue;
            }
            for operand in step.operands() {
                let register = place[*operand];
                // Read for the last time, also where it stands on both sides.
                if last[*operand] == i + 1 && !free.contains(&register) {
                    free.push(register);
                }
                *operand = register;
            }
            place[to] = free.pop().unwrap_or_else(|| {
                registers += 1;
                registers - 1
            });
            steps.push((step, place[to]));
        }
        Tape { variables: self.variables, steps, registers, result: place[result] }
    }
}

/// Not inlined, nor is `pair`: there are many of them for each kind of number.
#[inline(never)]
fn call<R: Real>(function: Function, a: R) -> R {
    match function {
        // Where it is 0 it stays so beside a slope that has overflowed.
        Function::Exp => a.where_less(R::constant(NO_EXP), R::zero(), a.exp()),
        Function::Ln => a.ln(),
        Function::Log10 => a.log10(),
        Function::Sqrt => a.sqrt(),
        Function::Abs => a.abs(),
        Function::Sin => a.sin(),
        Function::Cos => a.cos(),
        Function::Tan => a.tan(),
        Function::Sinh => a.sinh(),
        Function::Cosh => a.cosh(),
        Function::Tanh => a.tanh(),
        Function::Asin => a.asin(),
        Function::Acos => a.acos(),
        Function::Atan => a.atan(),
    }
}

/// Where the divisor has overflowed the slope is that of 0, which it has come to, not infinity times 0.
fn quotient<R: Real>(a: R, b: R) -> R {
    let nothing = a * 0.0;
    let gone = b.where_less(R::zero(), -nothing, nothing);
    R::constant(f64::MAX).where_less(b.abs(), gone, a / b)
}

#[inline(never)]
fn pair<R: Real>(operation: Operation, a: R, b: R) -> R {
    // Where both are the same the gradient is the mean of both, as PyTorch has it; and what is not a number stays so.
    let even = || a * 0.5 + b * 0.5;
    match operation {
        Operation::Add => a + b,
        Operation::Subtract => a - b,
        Operation::Multiply => a * b,
        Operation::Divide => quotient(a, b),
        Operation::Power => a.pow(b),
        Operation::Min => a.where_less(b, a, b.where_less(a, b, even())),
        Operation::Max => a.where_less(b, b, b.where_less(a, a, even())),
    }
}

impl Tape {
    /// How many registers it works in, the first of which hold the variables.
    pub fn registers(&self) -> usize {
        self.registers
    }

    pub fn steps(&self) -> usize {
        self.steps.len()
    }

    /// Of one number for each variable.
    pub fn value<R: Real>(&self, variables: &[R]) -> R {
        let (mut few, mut many);
        let registers = if self.registers <= FEW {
            few = [[R::zero()]; FEW];
            &mut few[..self.registers]
        } else {
            many = vec![[R::zero()]; self.registers];
            &mut many[..]
        };
        registers.iter_mut().zip(&variables[..self.variables]).for_each(|(register, variable)| register[0] = *variable);
        self.run(registers, 1)[0]
    }

    /// Of the first `count` numbers in each register; the variables' are given.
    pub fn run<'a, R: Real, const N: usize>(&self, registers: &'a mut [[R; N]], count: usize) -> &'a [R; N] {
        let count = count.min(N);
        macro_rules! each {
            ($to:expr, $i:ident, $value:expr) => {
                for $i in 0..count {
                    registers[$to][$i] = $value;
                }
            };
        }
        for &(step, to) in &self.steps {
            match step {
                Step::Constant(c) => each!(to, i, R::constant(c)),
                Step::Negative(a) => each!(to, i, -registers[a][i]),
                Step::Plus(a, c) => each!(to, i, registers[a][i] + c),
                Step::From(c, a) => each!(to, i, -registers[a][i] + c),
                Step::Times(a, c) => each!(to, i, registers[a][i] * c),
                Step::Over(a, c) => each!(to, i, registers[a][i] / c),
                Step::Into(c, a) => each!(to, i, quotient(R::constant(c), registers[a][i])),
                Step::Square(a) => each!(to, i, registers[a][i].square()),
                Step::Whole(a, n) => each!(to, i, registers[a][i].powi(n)),
                Step::Raised(a, c) => each!(to, i, registers[a][i].powf(c)),
                Step::Call(function, a) => each!(to, i, call(function, registers[a][i])),
                Step::Pair(Operation::Add, a, b) => each!(to, i, registers[a][i] + registers[b][i]),
                Step::Pair(Operation::Subtract, a, b) => each!(to, i, registers[a][i] - registers[b][i]),
                Step::Pair(Operation::Multiply, a, b) => each!(to, i, registers[a][i] * registers[b][i]),
                Step::Pair(operation, a, b) => each!(to, i, pair(operation, registers[a][i], registers[b][i])),
            }
        }
        &registers[self.result]
    }
}
