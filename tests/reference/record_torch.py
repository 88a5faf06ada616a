"""Records what PyTorch's optimizers and schedulers do on the analytic losses.

Run it in an environment that has torch, numpy and scikit-learn (any CPU build of torch will do):

    python tests/reference/record_torch.py

Writes torch_optimizers.json and torch_schedulers.json beside itself, the same bytes each time. All is
float64, gradients are autograd's. Nothing of this project is imported: the surfaces are written out again
here, each twice with the operations in another order; the second form, and points moved in their last bits,
tell how far a run is reliable.
"""

import math

import numpy
import sklearn
import torch
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer

from recording import kept, nudges, reliable, write

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(0)

VERSIONS = {"torch": torch.__version__, "numpy": numpy.__version__, "scikit-learn": sklearn.__version__}
STEPS = 100

HILLS = [
    (3.2, -1.9, 1.9, 1.6),
    (-2.6, 1.7, -1.3, 1.1),
    (-1.3, -1.7, -1.6, 1.9),
    (1.5, 2.4, 1.7, 1.2),
    (0.9, -0.2, 0.1, 0.9),
]


def mountain(x, y):
    f = 0.09 * x**2 + 0.13 * y**2 + 2.9
    for h, cx, cy, s in HILLS:
        f = f + h * torch.exp(-((x - cx) ** 2 + (y - cy) ** 2) / s)
    return f


def mountain_again(x, y):
    f = 0
    for h, cx, cy, s in reversed(HILLS):
        u, v = cx - x, cy - y
        f = f + h * torch.exp(-(u * u) / s - v * v / s)
    return f + (2.9 + (0.13 * y * y + 0.09 * x * x))


def ackley(x, y):
    bump = torch.exp((torch.cos(2 * math.pi * x) + torch.cos(2 * math.pi * y)) / 2)
    return -20 * torch.exp(-0.2 * torch.sqrt((x**2 + y**2) / 2)) - bump + 20 + math.e


def ackley_again(x, y):
    bump = torch.exp(0.5 * torch.cos(y * 2 * math.pi) + 0.5 * torch.cos(x * 2 * math.pi))
    return (20 - 20 * torch.exp(-0.2 * torch.sqrt(0.5 * (y * y) + 0.5 * (x * x)))) + (math.e - bump)


def beale(x, y):
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def beale_again(x, y):
    terms = [c - x * (1 - y * q) for c, q in ((2.625, y * y), (2.25, y), (1.5, 1))]
    return sum(t * t for t in terms)


def rastrigin(x, y):
    return 20 + x**2 - 10 * torch.cos(2 * math.pi * x) + y**2 - 10 * torch.cos(2 * math.pi * y)


def rastrigin_again(x, y):
    return (y * y + 10 * (1 - torch.cos(y * 2 * math.pi))) + (x * x + 10 * (1 - torch.cos(x * 2 * math.pi)))


def camel(x, y):
    return 2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2


def camel_again(x, y):
    q = x * x
    return y * (y + x) + q * (2 + q * (q / 6 - 1.05))


# Each surface in two forms that are equal but for rounding; arguments of the loss follow x and y.
SURFACES = {
    "bowl": (
        lambda x, y, a=1, b=10: 0.5 * (a * x**2 + b * y**2),
        lambda x, y, a=1, b=10: b * (y * y) / 2 + a * (x * x) / 2,
    ),
    "rosenbrock": (
        lambda x, y, a=1, b=100: (a - x) ** 2 + b * (y - x**2) ** 2,
        lambda x, y, a=1, b=100: b * ((x * x - y) * (x * x - y)) + (x - a) * (x - a),
    ),
    "himmelblau": (
        lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        lambda x, y: (y * y + (x - 7)) * (y * y + (x - 7)) + (x * x + (y - 11)) * (x * x + (y - 11)),
    ),
    "beale": (beale, beale_again),
    "rastrigin": (rastrigin, rastrigin_again),
    "ackley": (ackley, ackley_again),
    "saddle": (lambda x, y: x**2 - y**2, lambda x, y: x * x - y * y),
    "three_hump_camel": (camel, camel_again),
    "styblinski_tang": (
        lambda x, y: 0.5 * (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y),
        lambda x, y: y * (y * (y * y - 16) + 5) / 2 + x * (x * (x * x - 16) + 5) / 2,
    ),
    "mountain": (mountain, mountain_again),
}


class EpsilonHat:
    """scikit-learn's own Adam, whose eps stands outside the bias correction, on a torch parameter."""

    def __init__(self, point, lr, betas=(0.9, 0.999), eps=1e-8):
        self.point, self.array = point, point.detach().numpy()
        self.adam = AdamOptimizer([self.array], lr, *betas, eps)

    def step(self):
        self.adam.update_params([self.array], [self.point.grad.numpy()])


def make_optimizer(point, optimizer, fused):
    arguments = {key: value for key, value in optimizer.items() if key not in ("name", "epsilon_hat")}
    if optimizer.get("epsilon_hat"):
        return EpsilonHat(point, **arguments)
    return getattr(torch.optim, optimizer["name"])([point], **arguments, fused=fused)


def make_scheduler(optimizer, scheduler):
    arguments = {key: value for key, value in scheduler.items() if key != "name"}
    return getattr(torch.optim.lr_scheduler, scheduler["name"])(optimizer, **arguments)


def walk(experiment, start, form, noise=None):
    """Walks until the steps are done or something is not finite.

    Form 1 rounds differently, fused kernels included; `noise` moves each new point in its last bits.
    """
    arguments = {key: value for key, value in experiment["loss"].items() if key != "name"}
    surface = SURFACES[experiment["loss"]["name"]][form]
    hiker = experiment["hikers"][0]
    point = torch.tensor(start, requires_grad=True)
    optimizer = make_optimizer(point, hiker["optimizer"], fused=form == 1)
    scheduler = make_scheduler(optimizer, hiker["scheduler"]) if "scheduler" in hiker else None
    params, losses, lr = [], [], []
    for _ in range(experiment["steps"] + 1):
        point.grad = None
        loss = surface(*point, **arguments)
        if not (torch.isfinite(loss) and torch.isfinite(point).all()):
            break
        params.append(point.tolist())
        losses.append(loss.item())
        lr.append(optimizer.param_groups[0]["lr"] if scheduler else hiker["optimizer"]["lr"])
        loss.backward()
        optimizer.step()
        if noise:
            with torch.no_grad():
                point *= 1 + torch.tensor(noise.randint(-2, 3, 2) * 2.0**-52)
        if scheduler:
            scheduler.step()
    return {"params": params, "loss": losses, "lr": lr}


def record(loss, start, optimizer, scheduler=None, steps=STEPS):
    hiker = {"optimizer": optimizer} | ({"scheduler": scheduler} if scheduler else {})
    experiment = {"loss": loss, "start": start, "steps": steps, "hikers": [hiker]}
    full = walk(experiment, start, form=0)
    perturbed = [walk(experiment, nudged, form=0) for nudged in nudges(start)]
    perturbed += [walk(experiment, start, form=1)]
    perturbed += [walk(experiment, start, form=1, noise=numpy.random.RandomState(seed)) for seed in range(4)]
    records = kept(len(full["loss"]) - 1)
    series = ("params", "loss", "lr") if scheduler else ("params", "loss")
    run = {"experiment": experiment, "records": records}
    run |= {key: [full[key][k] for k in records] for key in series}
    return run | {"reliable": reliable(full, perturbed)}


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
                yield record({"name": name}, start, chosen)
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
    for arguments, lr in SCHEDULERS:
        optimizer = torch.optim.SGD([torch.zeros(1)], lr=lr)
        scheduler = make_scheduler(optimizer, arguments)
        sequence = []
        for _ in range(201):
            sequence.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step()
        yield {"scheduler": arguments, "lr": lr, "rates": sequence}


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
