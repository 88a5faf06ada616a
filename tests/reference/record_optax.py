"""Records what optax's Lion, AdaBelief and Yogi do on six of the analytic losses.

Run it in an environment that has torch, numpy, jax and optax (any CPU builds will do):

    python tests/reference/record_optax.py

Writes optax_optimizers.json beside itself, the same bytes each time. The updates are optax's, in float64
(jax_enable_x64); the slopes are PyTorch's autograd, on the surfaces that the other scripts have.
"""

import jax
import numpy
import optax
import torch

from recording import write
from walking import arguments, grid

jax.config.update("jax_enable_x64", True)

VERSIONS = {"optax": optax.__version__, "jax": jax.__version__, "torch": torch.__version__, "numpy": numpy.__version__}


def transform(name, lr, betas=None, **given):
    """Of our arguments, which are optax's but for the betas."""
    given |= dict(zip(("b1", "b2"), betas or ()))
    if name == "Yogi":  # optax.yogi, whose other arguments are those of its own transform
        return optax.chain(optax.scale_by_yogi(**given), optax.scale_by_learning_rate(lr))
    return {"Lion": optax.lion, "AdaBelief": optax.adabelief}[name](lr, **given)


class Optax:
    """An optimizer of optax on a torch parameter; again: compiled, and so in another order."""

    def __init__(self, point, optimizer, again):
        self.point = point
        made = transform(optimizer["name"], **arguments(optimizer))
        self.state = made.init(self.array())
        self.update = jax.jit(made.update) if again else made.update
        assert all(leaf.dtype in ("float64", "int32") for leaf in jax.tree.leaves(self.state))

    def array(self):
        return jax.numpy.asarray(self.point.detach().numpy().copy())

    def step(self):
        at = self.array()
        updates, self.state = self.update(jax.numpy.asarray(self.point.grad.numpy().copy()), self.state, at)
        moved = optax.apply_updates(at, updates)
        assert moved.dtype == "float64"
        with torch.no_grad():
            self.point.copy_(torch.tensor(numpy.array(moved)))


SETTINGS = [
    ("adam", 0.3, {"name": "Lion"}),
    ("adam", 0.3, {"name": "Lion", "betas": [0.8, 0.9], "weight_decay": 0.2}),
    ("adam", 0.3, {"name": "Lion", "betas": [0.95, 0.98], "weight_decay": 0}),
    ("adam", 1, {"name": "AdaBelief"}),
    ("adam", 1, {"name": "AdaBelief", "betas": [0.8, 0.95], "eps": 1e-3}),
    ("adam", 1, {"name": "AdaBelief", "eps_root": 1e-2, "betas": [0.9, 0.99]}),
    ("adam", 1, {"name": "Yogi"}),
    ("adam", 1, {"name": "Yogi", "betas": [0.8, 0.9], "eps": 1e-2}),
    ("adam", 1, {"name": "Yogi", "initial_accumulator_value": 0.1, "betas": [0.9, 0.99]}),
]


if __name__ == "__main__":
    write("optax_optimizers.json", VERSIONS, runs=list(grid(SETTINGS, make=Optax)))
