//! A network of layers in which each neuron sees all of the layer before: its outputs, and the gradient of its loss. Two
//! samples go through at once, one in each place of a lane.

use crate::number::{Dual, Lane, Real, Tangent};

/// The shape of a network. Its parameters lie layer by layer: weights, inputs × neurons, and then biases.
pub struct Network {
    /// Neurons in each layer: the first is the inputs, the last the outputs.
    pub layers: Vec<usize>,
    pub activation: Activation,
}

#[derive(Clone, Copy)]
pub enum Activation {
    Relu,
    Tanh,
    Logistic,
}

impl Activation {
    /// The activation of each neuron in place of its sum, and its derivative.
    #[inline(never)]
    pub fn apply(self, layer: &mut [Lane], gradients: &mut [Lane]) {
        match self {
            Activation::Relu => apply(layer, gradients, relu),
            Activation::Tanh => apply(layer, gradients, Real::tanh),
            Activation::Logistic => apply(layer, gradients, logistic),
        }
    }
}

#[inline(always)]
fn apply(layer: &mut [Lane], gradients: &mut [Lane], activation: impl Fn(Dual<Lane>) -> Dual<Lane>) {
    for (z, gradient) in layer.iter_mut().zip(gradients) {
        let a = activation(Dual::variable(*z, 0));
        (*z, *gradient) = (a.value, a.gradient[0].get());
    }
}

fn relu<R: Real>(z: R) -> R {
    R::zero().where_less(z, z, R::zero())
}

/// 1/(1 + e^−z); what it loses where it is tiny, 1e-16, no later layer can see.
fn logistic<R: Real>(z: R) -> R {
    ((z * 0.5).tanh() + 1.0) * 0.5
}

impl Network {
    /// How many parameters there are.
    pub fn dim(&self) -> usize {
        self.layers.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum()
    }

    /// How many neurons come before the last layer.
    pub fn hidden(&self) -> usize {
        self.layers[..self.layers.len() - 1].iter().sum()
    }

    /// Sets the outputs of all layers from the first, which holds the inputs, and the derivatives of the activations. The
    /// last layer has none: its outputs are its sums.
    pub fn forward(&self, at: &[Lane], outputs: &mut [Lane], gradients: &mut [Lane]) {
        let mut at = at;
        let (mut inputs, mut rest) = outputs.split_at_mut(self.layers[0]);
        let mut gradients = &mut gradients[self.layers[0]..];
        for (l, &n) in self.layers.iter().enumerate().skip(1) {
            let (layer, later) = rest.split_at_mut(n);
            let (here, after) = at.split_at((inputs.len() + 1) * n);
            weighted_sums(inputs, here, layer);
            if l + 1 < self.layers.len() {
                self.activation.apply(layer, gradients);
            }
            (inputs, rest, at, gradients) = (layer, later, after, &mut gradients[n..]);
        }
    }

    /// Adds the gradient of the loss of one sample a lane, a number a parameter, to `sums`. `gradients` has the derivative
    /// of that loss by the sums of the last layer, and of each neuron's activation before it.
    pub fn backward(&self, at: &[Lane], outputs: &[Lane], gradients: &mut [Lane], sums: &mut [Lane]) {
        let (mut neurons, mut params) = (outputs.len(), at.len());
        for l in (1..self.layers.len()).rev() {
            let (m, n) = (self.layers[l - 1], self.layers[l]);
            neurons -= n;
            params -= (m + 1) * n;
            let (before, gradients) = gradients[..neurons + n].split_at_mut(neurons);
            let (inputs, below) = (&outputs[neurons - m..neurons], &mut before[neurons - m..]);
            let (weights, sums) = (&at[params..params + m * n], &mut sums[params..params + (m + 1) * n]);
            let (of_weights, of_biases) = sums.split_at_mut(m * n);
            of_biases.iter_mut().zip(&*gradients).for_each(|(sum, &gradient)| *sum = *sum + gradient);
            let rows = of_weights.chunks_exact_mut(n).zip(weights.chunks_exact(n));
            for ((&a, below), (sums, weights)) in inputs.iter().zip(below).zip(rows) {
                let mut back = Lane::zero();
                for ((sum, &w), &gradient) in sums.iter_mut().zip(weights).zip(&*gradients) {
                    back = back + gradient * w;
                    *sum = *sum + a * gradient;
                }
                *below = *below * back;
            }
        }
    }

    /// For each layer of parameters: where they begin, the number of inputs, and the number of neurons.
    pub fn blocks(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        let mut end = 0;
        self.layers.windows(2).map(move |pair| {
            let begin = end;
            end += (pair[0] + 1) * pair[1];
            (begin, pair[0], pair[1])
        })
    }
}

/// b + Σᵢ aᵢ wᵢ of each neuron of a layer, in the order of its inputs; four neurons at a time, so that their sums stay
/// in registers.
fn weighted_sums(inputs: &[Lane], params: &[Lane], layer: &mut [Lane]) {
    let n = layer.len();
    let (weights, biases) = params.split_at(inputs.len() * n);
    let (fours, rest) = layer.as_chunks_mut::<4>();
    for (k, four) in fours.iter_mut().enumerate() {
        let mut sums: [Lane; 4] = std::array::from_fn(|t| biases[4 * k + t]);
        for (&a, row) in inputs.iter().zip(weights.chunks_exact(n)) {
            let row = &row.as_chunks::<4>().0[k];
            sums = std::array::from_fn(|t| sums[t] + a * row[t]);
        }
        *four = sums;
    }
    let done = n - rest.len();
    for (j, neuron) in (done..n).zip(rest) {
        let rows = inputs.iter().zip(weights.chunks_exact(n));
        *neuron = rows.fold(biases[j], |sum, (&a, row)| sum + a * row[j]);
    }
}
