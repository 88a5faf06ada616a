"""Records what the authors' own code of four optimizers does on six of the analytic losses.

Run it in an environment that has torch, numpy, schedulefree, prodigyopt and dadaptation:

    python tests/reference/record_authors.py

Writes authors_optimizers.json beside itself, the same bytes each time. All is float64. Schedule-free ones are in
train mode throughout: the parameters are the points where slopes are taken, as in a training loop.
"""

from importlib.metadata import version

import numpy
import torch
from dadaptation import DAdaptSGD
from prodigyopt import Prodigy
from schedulefree import AdamWScheduleFree, SGDScheduleFree

from recording import write
from walking import arguments, grid

VERSIONS = {name: version(name) for name in ("schedulefree", "prodigyopt", "dadaptation", "torch", "numpy")}

AUTHORS = {
    "ScheduleFreeSGD": SGDScheduleFree,
    "ScheduleFreeAdamW": AdamWScheduleFree,
    "Prodigy": Prodigy,
    "DAdaptSGD": DAdaptSGD,
}


def make(point, optimizer, again):
    given = arguments(optimizer)
    if optimizer["name"].startswith("ScheduleFree"):
        made = AUTHORS[optimizer["name"]]([point], **given, foreach=again)
        made.train()
        return made
    return AUTHORS[optimizer["name"]]([point], **given)


SETTINGS = [
    ("plain", 0.5, {"name": "ScheduleFreeSGD"}),
    ("plain", 0.5, {"name": "ScheduleFreeSGD", "momentum": 0.6, "warmup_steps": 10, "weight_decay": 0.1}),
    ("plain", 0.5, {"name": "ScheduleFreeSGD", "warmup_steps": 30, "r": 1, "weight_lr_power": 1}),
    ("adam", 1, {"name": "ScheduleFreeAdamW"}),
    ("adam", 1, {"name": "ScheduleFreeAdamW", "betas": [0.8, 0.95], "eps": 1e-3, "warmup_steps": 15}),
    ("adam", 1, {"name": "ScheduleFreeAdamW", "weight_decay": 0.1, "r": 0.5, "weight_lr_power": 0}),
    ("one", 1, {"name": "Prodigy"}),
    ("one", 1, {"name": "Prodigy", "d0": 0.01, "use_bias_correction": True, "weight_decay": 0.1}),
    (
        "one",
        0.5,
        {"name": "Prodigy", "d0": 1e-3, "betas": [0.8, 0.95], "beta3": 0.9, "decouple": False, "weight_decay": 0.1},
    ),
    (
        "one",
        1,
        {"name": "Prodigy", "d0": 1e-3, "d_coef": 0.5, "growth_rate": 1.1, "eps": 1e-3, "safeguard_warmup": True},
    ),
    ("one", 1, {"name": "Prodigy", "d0": 1e-3, "betas": [0, 0.99]}),
    ("one", 1, {"name": "DAdaptSGD"}),
    ("one", 0.2, {"name": "DAdaptSGD", "d0": 1e-3, "momentum": 0.5, "weight_decay": 0.1}),
    ("one", 0.5, {"name": "DAdaptSGD", "d0": 1e-2, "growth_rate": 1.05, "momentum": 0.9}),
]


if __name__ == "__main__":
    write("authors_optimizers.json", VERSIONS, runs=list(grid(SETTINGS, make=make)))
