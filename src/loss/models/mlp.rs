//! A network that sorts samples into classes: its log-loss, as scikit-learn's MLPClassifier makes it small.

use super::network::{Activation, Network};
use super::{ALPHA, TARGETS, TEST_SIZE, classes, prepared};
use crate::data::table::Table;
use crate::loss::PythonForm;
use crate::loss::{Gradient, Loss, LossEntry, Minimum, OfData, Reference, View, lanes};
use crate::number::random::{Order, RandomState, Reshuffled};
use crate::number::{Lane, Real, WIDTH};
use crate::schema::{Arg, Args, Entry, Fault, Range, fault, nothing_more};
use crate::text::code::loss as code;
use std::cell::RefCell;

pub const ENTRY: LossEntry = LossEntry {
    entry: Entry {
        name: "mlp",
        formula: r"-\frac1n \sum_i \ln p(y_i \mid x_i) + \frac{\alpha}{2n} \lVert W \rVert^2, \quad a_{l+1} = f(a_l W_l + b_l)",
        source: "scikit-learn, MLPClassifier",
        help: "A network of neurons in layers that sorts points into classes: a mountain over all its weights.",
        args: &[
            Arg::data(
                "data",
                "make_moons",
                "The points and their classes: a data set by name, or the numbers { X, y }.",
            )
            .of_classes(MOST_CLASSES),
            Arg::flag(
                "standardize",
                false,
                "Bring each feature to mean 0 and variance 1 first: one rate then suits all weights.",
            ),
            Arg::number("alpha", ALPHA, "Weight of the penalty on large weights. More pulls the weights to zero.")
                .within(Range::NOT_NEGATIVE),
            Arg::integers(
                "hidden_layer_sizes",
                &[100.0],
                "Neurons in each hidden layer. More bend the border between the classes more.",
            )
            .within(Range::between(1.0, 1000.0))
            .initially(crate::schema::Default::Integers(&[5.0])),
            Arg::choice(
                "activation",
                &["relu", "tanh", "logistic"],
                "What a hidden neuron makes of its sum: cut off below zero, or bent smoothly.",
            ),
            TEST_SIZE,
        ],
        check: nothing_more,
    },
    steps: 100,
};

const MOST_CLASSES: usize = 20;

pub struct Mlp {
    table: Table,
    held_back: Option<Table>,
    alpha: f64,
    /// From the features of a sample to its classes; two classes need only one output.
    network: Network,
    /// The classes, by their labels in order.
    classes: Vec<f64>,
    /// The class of each sample.
    targets: Vec<usize>,
    /// Of the start.
    seed: u32,
    scratch: RefCell<Scratch>,
}

/// Made once: a sample leaves nothing behind but sums.
struct Scratch {
    /// What each neuron puts out, layer by layer; the features of the sample are the first layer.
    outputs: Vec<Lane>,
    /// On the way forward the derivative of each neuron's activation, on the way back that of the loss.
    gradients: Vec<Lane>,
    /// The gradients of samples with even and with odd numbers in a batch.
    sums: [Vec<Lane>; 2],
}

impl Mlp {
    pub const PYTHON: PythonForm = PythonForm::Network;

    pub fn new(args: &Args, table: Table, seed: u32) -> Result<Mlp, Fault> {
        let y = table.y.as_slice().expect("a column of its own");
        let classes = classes(y, MOST_CLASSES)?;
        if classes.len() < 2 {
            return Err(fault!(TARGETS, code::one_class, most = MOST_CLASSES));
        }
        if classes.len() > MOST_CLASSES {
            return Err(fault!(TARGETS, code::too_many_classes, most = MOST_CLASSES));
        }
        let y = y.iter().map(|&y| classes.partition_point(|&class| class < y) as f64).collect();
        let (table, held_back) = prepared(args, Table { y, ..table }, classes.len())?;
        let targets = table.y.iter().map(|&y| y as usize).collect();
        let mut layers = args.integers("hidden_layer_sizes");
        layers.insert(0, table.features());
        layers.push(if classes.len() == 2 { 1 } else { classes.len() });
        let activation = match args.choice("activation") {
            "relu" => Activation::Relu,
            "tanh" => Activation::Tanh,
            _ => Activation::Logistic,
        };
        let neurons = vec![Lane::zero(); layers.iter().sum()];
        let scratch = Scratch { outputs: neurons.clone(), gradients: neurons, sums: [vec![], vec![]] };
        let alpha = args.number("alpha");
        let network = Network { layers, activation };
        Ok(Mlp { table, held_back, alpha, network, classes, targets, seed, scratch: RefCell::new(scratch) })
    }

    /// The loss of a sample a lane, and its derivative by the sums of the last layer in place of these.
    fn log_loss(&self, samples: [usize; WIDTH], z: &mut [Lane]) -> Lane {
        // Of two classes the sum of the first is 0.
        let zero = Lane::zero();
        let missing = self.classes.len() - z.len();
        let first = if missing > 0 { zero } else { z[0] };
        let largest = z.iter().fold(first, |largest, &z| largest.max(z));
        let target = |class: usize| Lane::from(samples.map(|i| f64::from(self.targets[i] == class)));
        let (mut own, mut total) = (zero, zero);
        for class in 0..self.classes.len() {
            let given = z.get_mut(class.wrapping_sub(missing));
            let sum = given.as_deref().copied().unwrap_or(zero);
            own = zero.where_less(target(class), sum, own);
            let e = (sum - largest).exp();
            total = total + e;
            given.into_iter().for_each(|given| *given = e);
        }
        for (k, z) in z.iter_mut().enumerate() {
            *z = *z / total - target(k + missing);
        }
        total.ln() + (largest - own)
    }

    /// The sum of the losses over `batch`, and where asked of their gradients into `gradient`.
    ///
    /// Samples with even and with odd numbers are summed apart and then together: where all lanes are at the same
    /// point, each takes half of the samples, and the bits are the same.
    fn sum(&self, at: &[Lane], batch: Option<&[usize]>, gradient: Option<&mut [Lane]>) -> Lane {
        let scratch = &mut *self.scratch.borrow_mut();
        let Scratch { outputs, gradients, sums } = scratch;
        let count = batch.map_or(self.table.samples(), <[usize]>::len);
        let sample = |i: usize| batch.map_or(i, |batch| batch[i]);
        let mut losses = [Lane::zero(); 2];
        let together = at.iter().all(|p| p[0].to_bits() == p[1].to_bits());
        if gradient.is_some() {
            for sums in &mut sums[..if together { 1 } else { 2 }] {
                sums.clear();
                sums.resize(at.len(), Lane::zero());
            }
        }
        let last = self.network.hidden();
        for i in (0..count).step_by(if together { 2 } else { 1 }) {
            let next = if together { i + 1 } else { i };
            // A last one without a second counts in one lane only.
            let live = Lane::from([1.0, f64::from(next < count)]);
            let samples = [sample(i), sample(next.min(count - 1))];
            let parity = if together { 0 } else { i % 2 };
            self.show(samples, outputs);
            self.network.forward(at, outputs, gradients);
            let loss = self.log_loss(samples, &mut outputs[last..]);
            losses[parity] = losses[parity] + loss * live;
            if gradient.is_some() {
                let of_loss = gradients[last..].iter_mut().zip(&outputs[last..]);
                of_loss.for_each(|(gradient, &output)| *gradient = output * live);
                self.network.backward(at, outputs, gradients, &mut sums[parity]);
            }
        }
        let gradient = gradient.unwrap_or_default();
        if together {
            let whole = |both: Lane| Lane::constant(both[0] + both[1]);
            gradient.iter_mut().zip(&sums[0]).for_each(|(gradient, &both)| *gradient = whole(both));
            whole(losses[0])
        } else {
            let apart = sums[0].iter().zip(&sums[1]);
            gradient.iter_mut().zip(apart).for_each(|(gradient, (&even, &odd))| *gradient = even + odd);
            losses[0] + losses[1]
        }
    }

    /// A sample a lane into the first layer.
    fn show(&self, samples: [usize; WIDTH], outputs: &mut [Lane]) {
        let [a, b] = samples.map(|i| &self.x()[i * self.network.layers[0]..]);
        show(a, b, &mut outputs[..self.network.layers[0]]);
    }

    fn x(&self) -> &[f64] {
        self.table.x.as_slice().expect("data is laid out row by row")
    }

    /// ‖W‖²
    fn squares(&self, at: &[Lane]) -> Lane {
        let mut squares = Lane::zero();
        for (begin, m, n) in self.network.blocks() {
            squares = at[begin..begin + m * n].iter().fold(squares, |sum, w| sum + w.square());
        }
        squares
    }

    /// What the network says of a sample a lane whose features are in the first layer: the probability of the second
    /// of two classes, else the number of the most likely class.
    fn answer(&self, at: &[Lane], outputs: &mut [Lane], gradients: &mut [Lane]) -> Lane {
        self.network.forward(at, outputs, gradients);
        let z = &mut outputs[self.network.hidden()..];
        if z.len() == 1 {
            Activation::Logistic.apply(z, &mut gradients[..1]);
            return z[0];
        }
        let (mut best, mut answer) = (z[0], Lane::zero());
        for (k, &mut z) in z.iter_mut().enumerate().skip(1) {
            answer = best.where_less(z, Lane::constant(k as f64), answer);
            best = best.where_less(z, z, best);
        }
        answer
    }
}

/// The features of a sample a lane into the first layer.
fn show(a: &[f64], b: &[f64], first: &mut [Lane]) {
    first.iter_mut().zip(a.iter().zip(b)).for_each(|(output, (&a, &b))| *output = [a, b].into());
}

impl Gradient<Lane> for Mlp {
    fn value(&self, at: &[Lane]) -> Lane {
        self.whole(self.sum(at, None, None), self.table.samples(), at)
    }

    fn gradient(&self, at: &[Lane], gradient: &mut [Lane]) -> Lane {
        self.whole(self.mean_slope(at, None, gradient), self.table.samples(), at)
    }
}

impl Mlp {
    /// The loss, from the sum over so many samples.
    fn whole(&self, sum: Lane, count: usize, at: &[Lane]) -> Lane {
        (sum + self.squares(at) * (0.5 * self.alpha)) / count as f64
    }

    /// The mean gradient over `batch` (all samples where none is named), the penalty's with it; gives the sum of
    /// losses.
    fn mean_slope(&self, at: &[Lane], batch: Option<&[usize]>, gradient: &mut [Lane]) -> Lane {
        let count = batch.map_or(self.table.samples(), <[usize]>::len);
        let sum = self.sum(at, batch, Some(gradient));
        for (begin, m, n) in self.network.blocks() {
            for i in begin..begin + m * n {
                gradient[i] = gradient[i] + at[i] * self.alpha;
            }
        }
        gradient.iter_mut().for_each(|gradient| *gradient = *gradient / count as f64);
        sum
    }
}

impl Loss for Mlp {
    fn names(&self) -> Vec<String> {
        let mut names = vec![];
        for (l, (_, m, n)) in self.network.blocks().enumerate() {
            let layer = format!("layer {}", l + 1);
            names.extend((0..m * n).map(|k| format!("{layer} weight {} to {}", k / n + 1, k % n + 1)));
            names.extend((1..=n).map(|j| format!("{layer} bias {j}")));
        }
        names
    }

    /// As MLPClassifier draws it, after Glorot and Bengio.
    fn start(&self) -> Vec<f64> {
        let mut random = RandomState::new(self.seed);
        let factor = if let Activation::Logistic = self.network.activation { 2.0 } else { 6.0 };
        let mut start = Vec::with_capacity(self.dim());
        for (_, m, n) in self.network.blocks() {
            let bound = (factor / (m + n) as f64).sqrt();
            start.extend((0..(m + 1) * n).map(|_| random.uniform(-bound, bound)));
        }
        start
    }

    fn dim(&self) -> usize {
        self.network.dim()
    }

    /// A few times as wide as what starts are drawn from.
    fn view(&self) -> View {
        crate::loss::square(4.0)
    }

    fn shapes(&self) -> Vec<Vec<usize>> {
        self.network.layers.windows(2).flat_map(|pair| [pair.to_vec(), vec![pair[1]]]).collect()
    }

    /// A neuron's weights and its bias.
    fn filters(&self) -> Vec<Vec<usize>> {
        let mut filters = vec![];
        for (begin, m, n) in self.network.blocks() {
            filters.extend((begin..begin + n).map(|first| (0..=m).map(|i| first + i * n).collect()));
        }
        filters
    }

    /// None is known.
    fn minima(&self) -> Vec<Minimum> {
        vec![]
    }

    fn reference(&self) -> Reference {
        Reference::Unknown
    }

    fn as_data(&self) -> Option<&dyn OfData> {
        Some(self)
    }
}

impl OfData for Mlp {
    fn table(&self) -> &Table {
        &self.table
    }

    /// A new order each epoch, drawn after the start.
    fn order(&self, seed: u32) -> Box<dyn Order> {
        let mut random = RandomState::new(seed);
        (0..self.dim()).for_each(|_| _ = random.double());
        Box::new(Reshuffled::new(random, self.table.samples()))
    }

    fn batch_gradient(&self, at: &[Lane], batch: &[usize], gradient: &mut [Lane]) {
        self.mean_slope(at, Some(batch), gradient);
    }

    fn batch_loss(&self, at: &[Lane], batch: &[usize]) -> Lane {
        self.whole(self.sum(at, Some(batch), None), batch.len(), at)
    }

    /// Of all weights, biases left out.
    fn weight_size(&self, at: &[f64]) -> f64 {
        self.squares(&lanes(at))[0].sqrt()
    }

    fn metrics(&self, at: &[f64]) -> Vec<(&'static str, f64)> {
        let class = |answer: f64| if self.classes.len() == 2 { f64::from(answer > 0.5) } else { answer };
        let accuracy = |table: &Table| {
            let answers = self.predict_all(at, table.x.as_slice().expect("row after row"));
            let right = answers.iter().zip(&table.y).filter(|&(&answer, &y)| class(answer) == y);
            right.count() as f64 / answers.len() as f64
        };
        let held_back = self.held_back.as_ref().map(|held| ("test_accuracy", accuracy(held)));
        [("accuracy", accuracy(&self.table))].into_iter().chain(held_back).collect()
    }

    /// The probability of the larger of two labels; of more, the number of the most likely, counted from 0 in order.
    fn predict(&self, at: &[f64], features: &[f64]) -> f64 {
        self.predict_all(at, features)[0]
    }

    fn predict_all(&self, at: &[f64], samples: &[f64]) -> Vec<f64> {
        let at = lanes(at);
        let Scratch { outputs, gradients, .. } = &mut *self.scratch.borrow_mut();
        let features = self.network.layers[0];
        let mut answers = Vec::with_capacity(samples.len() / features + 1);
        for two in samples.chunks(WIDTH * features) {
            show(two, &two[two.len() - features..], &mut outputs[..features]);
            answers.extend(self.answer(&at, outputs, gradients).to_array());
        }
        answers.truncate(samples.len() / features);
        answers
    }
}
