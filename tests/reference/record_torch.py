"""Records what PyTorch's SGD and Adam, and its simpler schedulers, do on the analytic losses.

Run it in an environment that has torch, numpy and scikit-learn (any CPU build of torch will do):

    python tests/reference/record_torch.py

Writes torch_optimizers.json and torch_schedulers.json beside itself, the same bytes each time. All is
float64, gradients are autograd's. Nothing of this project is imported.
"""

import numpy
import sklearn
import torch
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer

from recording import write
from walking import arguments, make_optimizer, make_scheduler, record

VERSIONS = {"torch": torch.__version__, "numpy": numpy.__version__, "scikit-learn": sklearn.__version__}


class EpsilonHat:
    """scikit-learn's own Adam, whose eps stands outside the bias correction, on a torch parameter."""

    def __init__(self, point, lr, betas=(0.9, 0.999), eps=1e-8):
        self.point, self.array = point, point.detach().numpy()
        self.adam = AdamOptimizer([self.array], lr, *betas, eps)

    def step(self):
        self.adam.update_params([self.array], [self.point.grad.numpy()])


def make(point, optimizer, again):
    if not optimizer.get("epsilon_hat"):
        return make_optimizer(point, optimizer, again)
    return EpsilonHat(point, **{key: value for key, value in arguments(optimizer).items() if key != "epsilon_hat"})


# Settings that each loss is walked with, and which of a loss's rates they take.
SETTINGS = [
    ("plain", {"name": "SGD"}),
    ("momentum", {"name": "SGD", "momentum": 0.9}),
    ("momentum", {"name": "SGD", "momentum": 0.9, "dampening": 0.5}),
    ("momentum", {"name": "SGD", "momentum": 0.9, "nesterov": True}),
    ("plain", {"name": "SGD", "weight_decay": 0.1}),
    ("momentum", {"name": "SGD", "momentum": 0.9, "weight_decay": 0.1, "nesterov": True}),
    ("adam", {"name": "Adam"}),
    ("quick", {"name": "Adam", "betas": [0.5, 0.9]}),
    ("adam", {"name": "Adam", "weight_decay": 0.1}),
    ("adam", {"name": "Adam", "amsgrad": True}),
    ("adam", {"name": "Adam", "eps": 1e-3}),
    ("adam", {"name": "Adam", "epsilon_hat": True}),
    ("quick", {"name": "Adam", "betas": [0.5, 0.9], "eps": 1e-3, "epsilon_hat": True}),
]

# For each loss: two starts, each with its rates. The first is calm; the second swings to and fro, bounded.
WALKS = {
    "bowl": [
        ([4.0, 1.5], {"plain": 0.05, "momentum": 0.02, "adam": 0.05, "quick": 0.05}),
        ([-3.7, -2.2], {"plain": 0.198, "momentum": 0.12, "adam": 0.9, "quick": 0.9}),
    ],
    "rosenbrock": [
        ([-1.5, 2.0], {"plain": 5e-4, "momentum": 1e-4, "adam": 0.02, "quick": 0.005}),
        ([0.3, 1.8], {"plain": 1.5e-3, "momentum": 4e-4, "adam": 0.3, "quick": 0.03}),
    ],
    "himmelblau": [
        ([0.5, -0.7], {"plain": 0.004, "momentum": 0.001, "adam": 0.05, "quick": 0.05}),
        ([-4.1, 1.3], {"plain": 0.02, "momentum": 0.006, "adam": 0.6, "quick": 0.1}),
    ],
    "beale": [
        ([1.1, 0.8], {"plain": 0.01, "momentum": 0.003, "adam": 0.03, "quick": 0.03}),
        ([-1.3, 1.2], {"plain": 0.01, "momentum": 0.003, "adam": 0.2, "quick": 0.03}),
    ],
    "rastrigin": [
        ([1.3, -0.8], {"plain": 0.001, "momentum": 3e-4, "adam": 0.02, "quick": 0.02}),
        ([-2.2, 3.4], {"plain": 0.0049, "momentum": 0.003, "adam": 0.2, "quick": 0.2}),
    ],
    "ackley": [
        ([1.6, -0.9], {"plain": 0.01, "momentum": 0.003, "adam": 0.02, "quick": 0.02}),
        ([-2.4, 1.7], {"plain": 0.05, "momentum": 0.02, "adam": 0.2, "quick": 0.05}),
    ],
    "saddle": [
        ([1.5, 0.001], {"plain": 0.05, "momentum": 0.01, "adam": 0.02, "quick": 0.02}),
        ([-2.5, -1e-6], {"plain": 0.95, "momentum": 0.1, "adam": 0.5, "quick": 0.5}),
    ],
    "three_hump_camel": [
        ([-1.6, 1.5], {"plain": 0.02, "momentum": 0.01, "adam": 0.03, "quick": 0.01}),
        ([1.9, -1.4], {"plain": 0.2, "momentum": 0.05, "adam": 0.3, "quick": 0.05}),
    ],
    "styblinski_tang": [
        ([0.4, -1.1], {"plain": 0.005, "momentum": 0.002, "adam": 0.05, "quick": 0.05}),
        ([3.9, 0.9], {"plain": 0.054, "momentum": 0.01, "adam": 0.5, "quick": 0.1}),
    ],
    "mountain": [
        ([-0.75, 1.05], {"plain": 0.2, "momentum": 0.03, "adam": 0.05, "quick": 0.05}),
        ([0.6, -0.4], {"plain": 0.42, "momentum": 0.15, "adam": 0.3, "quick": 0.3}),
    ],
}


def optimizers():
    for name, walks in WALKS.items():
        for start, rates in walks:
            for rate, optimizer in SETTINGS:
                chosen = {"name": optimizer["name"], "lr": rates[rate]} | optimizer
                yield record({"name": name}, start, chosen, make=make)
    # Arguments of the loss.
    yield record({"name": "bowl", "a": 3, "b": 0.5}, [2.0, -1.0], {"name": "SGD", "lr": 0.3})
    yield record({"name": "rosenbrock", "a": 2, "b": 10}, [-1.0, 1.5], {"name": "Adam", "lr": 0.1})
    # Chaotic: the last bit soon decides.
    yield record({"name": "mountain"}, [-0.75, 1.05], {"name": "SGD", "lr": 3.0})
    yield record({"name": "rastrigin"}, [1.3, -0.8], {"name": "SGD", "lr": 0.01})
    yield record({"name": "ackley"}, [-2.4, 1.7], {"name": "SGD", "lr": 0.1, "momentum": 0.9})
    # Diverging: kept to the last record that is finite.
    yield record({"name": "rosenbrock"}, [-1.5, 2.0], {"name": "SGD", "lr": 0.01})
    yield record({"name": "himmelblau"}, [-4.1, 1.3], {"name": "SGD", "lr": 0.1, "momentum": 0.9})
    yield record({"name": "bowl"}, [4.0, 1.5], {"name": "SGD", "lr": 1e4, "momentum": 0.9, "nesterov": True})


SCHEDULERS = [
    ({"name": "ExponentialLR", "gamma": 0.9}, 0.1),
    ({"name": "ExponentialLR", "gamma": 0.99}, 0.03),
    ({"name": "PolynomialLR", "total_iters": 100, "power": 1}, 0.1),
    ({"name": "PolynomialLR", "total_iters": 50, "power": 2}, 0.1),
    ({"name": "PolynomialLR"}, 0.1),
    ({"name": "LinearLR"}, 0.1),
    ({"name": "LinearLR", "start_factor": 0.1, "end_factor": 1, "total_iters": 30}, 0.1),
    ({"name": "LinearLR", "start_factor": 1, "end_factor": 0.01, "total_iters": 100}, 0.1),
    ({"name": "StepLR", "step_size": 20, "gamma": 0.5}, 0.1),
    ({"name": "StepLR", "step_size": 7, "gamma": 0.1}, 1.5),
    ({"name": "StepLR", "step_size": 30}, 0.1),
    ({"name": "ConstantLR"}, 0.1),
    ({"name": "ConstantLR", "factor": 0.25, "total_iters": 12}, 0.1),
]


def rates():
    for description, lr in SCHEDULERS:
        optimizer = torch.optim.SGD([torch.zeros(1)], lr=lr)
        scheduler = make_scheduler(optimizer, description, lr)
        sequence = []
        for _ in range(201):
            sequence.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step()
        yield {"scheduler": description, "lr": lr, "rates": sequence}


def scheduled():
    momentum = {"name": "SGD", "lr": 0.2, "momentum": 0.9}
    step = {"name": "StepLR", "step_size": 20, "gamma": 0.5}
    yield record({"name": "mountain"}, [-0.75, 1.05], momentum, step)
    yield record(
        {"name": "rosenbrock"},
        [-1.5, 2.0],
        {"name": "Adam", "lr": 0.2},
        {"name": "ExponentialLR", "gamma": 0.97},
    )
    yield record(
        {"name": "rosenbrock"},
        [0.3, 1.8],
        {"name": "SGD", "lr": 6e-4, "momentum": 0.9},
        {"name": "PolynomialLR", "total_iters": 100, "power": 1},
    )
    yield record(
        {"name": "mountain"},
        [-2.3, -0.4],
        {"name": "Adam", "lr": 0.3},
        {"name": "LinearLR", "start_factor": 0.1, "end_factor": 1, "total_iters": 30},
    )


if __name__ == "__main__":
    write("torch_optimizers.json", VERSIONS, runs=list(optimizers()))
    write("torch_schedulers.json", VERSIONS, runs=list(rates()), walks=list(scheduled()))
