// A network as TensorFlow Playground has it: an object a neuron and an object a link, each with the derivatives summed
// up since the last update. Written for this benchmark; the arithmetic is MLPClassifier's.

export const TANH = {
  output: (x) => Math.tanh(x),
  derivative: (x) => {
    const output = TANH.output(x);
    return 1 - output * output;
  },
};
export const SIGMOID = {
  output: (x) => 1 / (1 + Math.exp(-x)),
  derivative: (x) => {
    const output = SIGMOID.output(x);
    return output * (1 - output);
  },
};

class Node {
  inputLinks = [];
  outputs = [];
  totalInput = 0;
  output = 0;
  outputDer = 0;
  inputDer = 0;
  accInputDer = 0;

  constructor(activation) {
    this.activation = activation;
    this.bias = 0;
  }

  updateOutput() {
    this.totalInput = this.bias;
    for (let j = 0; j < this.inputLinks.length; j++) {
      const link = this.inputLinks[j];
      this.totalInput += link.weight * link.source.output;
    }
    this.output = this.activation.output(this.totalInput);
    return this.output;
  }
}

class Link {
  weight = 0;
  errorDer = 0;
  accErrorDer = 0;

  constructor(source, dest) {
    this.source = source;
    this.dest = dest;
  }
}

/** Layers of nodes, from the inputs to the one output; `params` layer by layer, each its weights, then its biases. */
export function buildNetwork(sizes, activation, params) {
  let next = 0;
  const network = [];
  sizes.forEach((size, l) => {
    const last = l === sizes.length - 1;
    const layer = Array.from({ length: size }, () => new Node(last ? SIGMOID : activation));
    if (l > 0) {
      for (const source of network[l - 1])
        for (const dest of layer) {
          const link = new Link(source, dest);
          link.weight = params[next++];
          source.outputs.push(link);
          dest.inputLinks.push(link);
        }
      for (const node of layer) node.bias = params[next++];
    }
    network.push(layer);
  });
  return network;
}

export function forwardProp(network, inputs) {
  const inputLayer = network[0];
  for (let i = 0; i < inputLayer.length; i++) inputLayer[i].output = inputs[i];
  for (let l = 1; l < network.length; l++) {
    const layer = network[l];
    for (let i = 0; i < layer.length; i++) layer[i].updateOutput();
  }
  return network[network.length - 1][0].output;
}

/** Adds the derivatives of the log-loss of the sample just shown. */
export function backProp(network, target) {
  const outputNode = network[network.length - 1][0];
  for (let l = network.length - 1; l >= 1; l--) {
    const layer = network[l];
    for (let i = 0; i < layer.length; i++) {
      const node = layer[i];
      // Of a sigmoid and its log-loss together: p − y.
      node.inputDer =
        node === outputNode
          ? node.output - target
          : node.outputDer * node.activation.derivative(node.totalInput);
      node.accInputDer += node.inputDer;
    }
    for (let i = 0; i < layer.length; i++) {
      const node = layer[i];
      for (let j = 0; j < node.inputLinks.length; j++) {
        const link = node.inputLinks[j];
        link.errorDer = node.inputDer * link.source.output;
        link.accErrorDer += link.errorDer;
      }
    }
    if (l === 1) continue;
    const previous = network[l - 1];
    for (let i = 0; i < previous.length; i++) {
      const node = previous[i];
      node.outputDer = 0;
      for (let j = 0; j < node.outputs.length; j++) {
        const output = node.outputs[j];
        node.outputDer += output.weight * output.dest.inputDer;
      }
    }
  }
}

export function updateWeights(network, learningRate, alpha, samples) {
  for (let l = 1; l < network.length; l++) {
    const layer = network[l];
    for (let i = 0; i < layer.length; i++) {
      const node = layer[i];
      node.bias -= (learningRate * node.accInputDer) / samples;
      node.accInputDer = 0;
      for (let j = 0; j < node.inputLinks.length; j++) {
        const link = node.inputLinks[j];
        link.weight -= (learningRate * (link.accErrorDer + alpha * link.weight)) / samples;
        link.accErrorDer = 0;
      }
    }
  }
}

export function getLoss(network, points, alpha) {
  let loss = 0;
  for (let i = 0; i < points.length; i++) {
    const { x, y } = points[i];
    const p = forwardProp(network, x);
    loss -= Math.log(y === 1 ? p : 1 - p);
  }
  let squares = 0;
  for (let l = 1; l < network.length; l++)
    for (const node of network[l]) for (const link of node.inputLinks) squares += link.weight * link.weight;
  return (loss + 0.5 * alpha * squares) / points.length;
}

/** One pass through the points in this order, and the loss after it. */
export function oneEpoch(network, points, order, batch, learningRate, alpha) {
  for (let i = 0; i < order.length; i++) {
    const { x, y } = points[order[i]];
    forwardProp(network, x);
    backProp(network, y);
    if ((i + 1) % batch === 0) updateWeights(network, learningRate, alpha, batch);
  }
  return getLoss(network, points, alpha);
}

/** The network's answer at the middle of each pixel, row by row from the top. */
export function picture(network, { x: [x0, x1], y: [y0, y1], width, height }) {
  const pixels = new Float64Array(width * height);
  for (let j = 0, k = 0; j < height; j++)
    for (let i = 0; i < width; i++, k++) {
      const x = x0 + ((i + 0.5) * (x1 - x0)) / width;
      const y = y1 - ((j + 0.5) * (y1 - y0)) / height;
      pixels[k] = forwardProp(network, [x, y]);
    }
  return pixels;
}

/** What of `numpy.random.RandomState` the order of the samples takes: the Mersenne twister and `permutation`. */
export class RandomState {
  #state = new Uint32Array(624);
  #next = 624;

  constructor(seed) {
    this.#state[0] = seed;
    for (let i = 1; i < 624; i++) {
      const last = this.#state[i - 1] ^ (this.#state[i - 1] >>> 30);
      this.#state[i] = Math.imul(1812433253, last) + i;
    }
  }

  u32() {
    const state = this.#state;
    if (this.#next === 624) {
      for (let i = 0; i < 624; i++) {
        const y = (state[i] & 0x80000000) | (state[(i + 1) % 624] & 0x7fffffff);
        state[i] = state[(i + 397) % 624] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      this.#next = 0;
    }
    let y = state[this.#next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  double() {
    return ((this.u32() >>> 5) * 67108864 + (this.u32() >>> 6)) / 9007199254740992;
  }

  permutation(n) {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const mask = 2 ** (32 - Math.clz32(i)) - 1;
      let j = (this.u32() & mask) >>> 0;
      while (j > i) j = (this.u32() & mask) >>> 0;
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
}
