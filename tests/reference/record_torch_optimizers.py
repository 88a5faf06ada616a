"""Records what the rest of PyTorch's optimizers do on six of the analytic losses.

Run it in an environment that has torch and numpy (any CPU build of torch will do):

    python tests/reference/record_torch_optimizers.py

Writes torch_optimizers_more.json beside itself, the same bytes each time. All is float64, PyTorch's default
dtype too: NAdam and ASGD hold numbers of their own in that.
"""

import numpy
import torch

from recording import write
from walking import few, grid, record

VERSIONS = {"torch": torch.__version__, "numpy": numpy.__version__}

# For each setting the rate it takes: a kind of rate of the start (walking.RATES) and a factor.
SETTINGS = [
    ("plain", 1, {"name": "SGD", "momentum": 0.5, "dampening": 0.2, "weight_decay": 0.05}),
    ("adam", 8, {"name": "Adagrad"}),
    ("adam", 8, {"name": "Adagrad", "lr_decay": 0.02, "initial_accumulator_value": 0.5}),
    ("adam", 8, {"name": "Adagrad", "weight_decay": 0.1, "eps": 0.1}),
    ("quick", 1, {"name": "RMSprop"}),
    ("quick", 0.3, {"name": "RMSprop", "alpha": 0.9, "eps": 0.01}),
    ("quick", 0.2, {"name": "RMSprop", "momentum": 0.8, "weight_decay": 0.1}),
    ("quick", 0.5, {"name": "RMSprop", "alpha": 0.95, "centered": True}),
    ("quick", 0.1, {"name": "RMSprop", "alpha": 0.9, "centered": True, "momentum": 0.7, "weight_decay": 0.02}),
    ("adadelta", 1, {"name": "Adadelta"}),
    ("adadelta", 0.8, {"name": "Adadelta", "rho": 0.8, "eps": 1e-4}),
    ("adadelta", 0.2, {"name": "Adadelta", "rho": 0.95, "eps": 1e-3, "weight_decay": 0.1}),
    ("adam", 1, {"name": "AdamW"}),
    ("adam", 1, {"name": "AdamW", "weight_decay": 0.3, "betas": [0.8, 0.95]}),
    ("adam", 1, {"name": "AdamW", "amsgrad": True, "eps": 1e-3, "weight_decay": 0}),
    ("adam", 1, {"name": "Adamax"}),
    ("adam", 1, {"name": "Adamax", "betas": [0.7, 0.9], "eps": 1e-2}),
    ("adam", 1, {"name": "Adamax", "weight_decay": 0.2}),
    ("adam", 1, {"name": "NAdam"}),
    ("adam", 1, {"name": "NAdam", "betas": [0.8, 0.99], "momentum_decay": 0.05, "eps": 1e-3}),
    ("adam", 1, {"name": "NAdam", "weight_decay": 0.1}),
    ("adam", 1, {"name": "NAdam", "weight_decay": 0.1, "decoupled_weight_decay": True, "momentum_decay": 0}),
    ("plain", 0.2, {"name": "RAdam"}),
    ("plain", 1, {"name": "RAdam", "betas": [0.8, 0.95], "eps": 1e-3}),
    ("plain", 0.5, {"name": "RAdam", "betas": [0.9, 0.9], "weight_decay": 0.1}),
    ("plain", 0.5, {"name": "RAdam", "betas": [0.9, 0.6], "weight_decay": 0.2, "decoupled_weight_decay": True}),
    ("plain", 1, {"name": "ASGD"}),
    ("plain", 1, {"name": "ASGD", "lambd": 0.1, "alpha": 0.5, "t0": 10}),
    ("plain", 1, {"name": "ASGD", "lambd": 0.02, "alpha": 1.5, "weight_decay": 0.1}),
    ("adam", 0.2, {"name": "Rprop"}),
    ("adam", 0.2, {"name": "Rprop", "etas": [0.3, 1.5], "step_sizes": [1e-4, 0.1]}),
    ("adam", 0.2, {"name": "Rprop", "etas": [0.7, 1.1], "step_sizes": [0.01, 0.05]}),
    ("adam", 1, {"name": "Adafactor"}),
    ("adam", 1, {"name": "Adafactor", "beta2_decay": -0.5, "eps": [1e-3, 0.1], "weight_decay": 0.05}),
    ("adam", 0.5, {"name": "Adafactor", "d": 1.5, "beta2_decay": -1}),
    ("one", 0.3, {"name": "LBFGS", "max_iter": 1}),
    ("one", 0.3, {"name": "LBFGS", "history_size": 2, "max_iter": 3}),
    ("one", 1, {"name": "LBFGS", "line_search_fn": "strong_wolfe"}),
    ("one", 1, {"name": "LBFGS", "line_search_fn": "strong_wolfe", "max_iter": 1}),
    ("one", 0.5, {"name": "LBFGS", "line_search_fn": "strong_wolfe", "max_iter": 2, "max_eval": 6, "history_size": 1}),
]

# Uphill, from near the top of a hill.
SLOPES_UP = [("himmelblau", [0.6, -1.7]), ("rastrigin", [0.7, -0.3]), ("styblinski_tang", [0.9, -0.7])]
UPHILL = [
    {"name": "SGD", "lr": 0.002},
    {"name": "SGD", "lr": 0.002, "momentum": 0.6, "nesterov": True, "weight_decay": 0.5},
    {"name": "Adam", "lr": 0.03},
    {"name": "Adam", "lr": 0.03, "betas": [0.5, 0.9], "weight_decay": 0.5},
    {"name": "Adam", "lr": 0.03, "amsgrad": True},
    {"name": "AdamW", "lr": 0.03, "weight_decay": 0.1},
    {"name": "Adagrad", "lr": 0.1, "weight_decay": 0.5},
    {"name": "RMSprop", "lr": 0.01, "weight_decay": 0.5},
    {"name": "Adadelta", "weight_decay": 0.5, "lr": 3},
    {"name": "Adamax", "lr": 0.03, "weight_decay": 0.5},
    {"name": "NAdam", "lr": 0.03, "weight_decay": 0.5},
    {"name": "RAdam", "lr": 0.002, "betas": [0.9, 0.9], "weight_decay": 0.5},
    {"name": "ASGD", "lr": 0.002, "lambd": 0.1},
    {"name": "Rprop", "lr": 0.01},
    {"name": "Adafactor", "lr": 0.03, "weight_decay": 0.1},
    {"name": "LBFGS", "lr": 0.3, "max_iter": 1},
    {"name": "LBFGS", "lr": 0.3, "max_iter": 3, "line_search_fn": "strong_wolfe"},
]


def uphill():
    for name, start in SLOPES_UP:
        for optimizer in UPHILL:
            yield record({"name": name}, start, optimizer | {"maximize": True}, kept=few)


def tolerances():
    """Of LBFGS: walks that end early, or never."""
    for more in ({"tolerance_grad": 5}, {"tolerance_change": 0.1}, {"max_eval": 2, "max_iter": 10}):
        for search in ({}, {"line_search_fn": "strong_wolfe"}):
            for name, start in (("himmelblau", [0.5, -0.7]), ("rosenbrock", [-1.5, 2.0])):
                yield record({"name": name}, start, {"name": "LBFGS", "lr": 0.5} | more | search, kept=few)


if __name__ == "__main__":
    runs = [*grid(SETTINGS), *uphill(), *tolerances()]
    write("torch_optimizers_more.json", VERSIONS, runs=runs)
