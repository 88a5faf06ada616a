"""Walks of PyTorch's optimizers, and of others made like them, on the analytic losses.

What the recording scripts share that need torch: the surfaces, written out again here, each twice with the
operations in another order; how an optimizer and a scheduler are made from their description; the walk itself.
The second form of a surface, and points moved in their last bits, tell how far a run is reliable.
"""

import math

import numpy
import torch
from torch.optim.swa_utils import SWALR

from recording import kept, nudges, reliable

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(0)

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


def arguments(description):
    return {key: value for key, value in description.items() if key != "name"}


# PyTorch has a second way of computing most of its steps, which rounds differently.
FUSED = {"SGD", "Adam", "AdamW", "Adagrad"}
SINGLE = {"LBFGS", "Muon"}


def make_optimizer(point, optimizer, again):
    name = optimizer["name"]
    way = {} if name in SINGLE else {"fused": again} if name in FUSED else {"foreach": again}
    return getattr(torch.optim, name)([point], **arguments(optimizer), **way)


def formula(text):
    """A formula of t, as the engine reads it."""
    names = {name: getattr(math, name) for name in ("exp", "sqrt", "sin", "cos", "tan", "tanh", "log10", "pi", "e")}
    names |= {"ln": math.log, "abs": abs, "min": min, "max": max}
    code = compile(text.replace("^", "**"), text, "eval")
    return lambda t: eval(code, names, {"t": t})


def make_scheduler(optimizer, scheduler, lr):
    """Made from its description; children first, from left to right. `lr` is the rate of the hiker."""
    name, given = scheduler["name"], arguments(scheduler)
    if name == "SWALR":
        return SWALR(optimizer, **given)
    if "schedulers" in given:
        given["schedulers"] = [make_scheduler(optimizer, child, lr) for child in given["schedulers"]]
    if "lr_lambda" in given:
        given["lr_lambda"] = formula(given["lr_lambda"])
    # Left out they are the hiker's, as the engine has it.
    if name in ("OneCycleLR", "CyclicLR"):
        given = {"max_lr": lr} | given
    if name == "CyclicLR":
        given = {"base_lr": lr / 25} | given
    return getattr(torch.optim.lr_scheduler, name)(optimizer=optimizer, **given)


def momentum(group):
    return group["betas"][0] if "betas" in group else group["momentum"]


def cycles(scheduler):
    """Whether it moves the momentum too."""
    if any(cycles(child) for child in scheduler.get("schedulers", [])):
        return True
    return scheduler["name"] in ("OneCycleLR", "CyclicLR") and scheduler.get("cycle_momentum", True)


def advance(scheduler, loss):
    if isinstance(scheduler, torch.optim.lr_scheduler.ReduceLROnPlateau):
        scheduler.step(loss)
    else:
        scheduler.step()


def walk(experiment, start, form, noise=None, make=make_optimizer):
    """Walks until the steps are done or something is not finite.

    Form 1 rounds differently, fused kernels included; `noise` moves each new point in its last bits.
    """
    surface = SURFACES[experiment["loss"]["name"]][form]
    of_loss = arguments(experiment["loss"])
    hiker = experiment["hikers"][0]
    point = torch.tensor(start, requires_grad=True)
    optimizer = make(point, hiker["optimizer"], form == 1)
    scheduler = None
    if "scheduler" in hiker:
        scheduler = make_scheduler(optimizer, hiker["scheduler"], hiker["optimizer"]["lr"])

    def slope():
        point.grad = None
        loss = surface(*point, **of_loss)
        loss.backward()
        return loss

    trace = {"params": [], "loss": [], "lr": [], "momentum": []}
    for k in range(experiment["steps"] + 1):
        loss = slope()
        if not (torch.isfinite(loss) and torch.isfinite(point).all()):
            break
        trace["params"].append(point.tolist())
        trace["loss"].append(loss.item())
        if scheduler:
            group = optimizer.param_groups[0]
            trace["lr"].append(group["lr"])
            if cycles(hiker["scheduler"]):
                trace["momentum"].append(momentum(group))
        if k == experiment["steps"]:
            break
        if isinstance(optimizer, torch.optim.LBFGS):
            optimizer.step(slope)
        else:
            optimizer.step()
        if noise:
            with torch.no_grad():
                point *= 1 + torch.tensor(noise.randint(-2, 3, 2) * 2.0**-52)
        if scheduler:
            advance(scheduler, loss.item())
    return trace


def record(loss, start, optimizer, scheduler=None, steps=STEPS, make=make_optimizer, kept=kept):
    hiker = {"optimizer": optimizer} | ({"scheduler": scheduler} if scheduler else {})
    experiment = {"loss": loss, "start": start, "steps": steps, "hikers": [hiker]}
    full = walk(experiment, start, form=0, make=make)
    perturbed = [walk(experiment, nudged, form=0, make=make) for nudged in nudges(start)]
    perturbed += [walk(experiment, start, form=1, make=make)]
    noises = [numpy.random.RandomState(seed) for seed in range(4)]
    perturbed += [walk(experiment, start, form=1, noise=noise, make=make) for noise in noises]
    records = kept(len(full["loss"]) - 1)
    run = {"experiment": experiment, "records": records}
    run |= {key: [values[k] for k in records] for key, values in full.items() if values}
    return run | {"reliable": reliable(full, perturbed)}


def few(last):
    """Fewer records, for the many runs that go over a grid."""
    return [k for k in range(last + 1) if k in (1, 2, 3, 5, 10, 20, 40, 70, 100) or k == last]


# Six surfaces, from each two starts with its rates. The first is calm, the second swings to and fro, bounded.
RATES = {
    "bowl": [
        ([4.0, 1.5], {"plain": 0.05, "adam": 0.05, "quick": 0.05, "adadelta": 5}),
        ([-3.7, -2.2], {"plain": 0.15, "adam": 0.5, "quick": 0.3, "adadelta": 20}),
    ],
    "rosenbrock": [
        ([-1.5, 2.0], {"plain": 5e-4, "adam": 0.02, "quick": 0.005, "adadelta": 1}),
        ([0.3, 1.8], {"plain": 1e-3, "adam": 0.1, "quick": 0.01, "adadelta": 3}),
    ],
    "himmelblau": [
        ([0.5, -0.7], {"plain": 0.004, "adam": 0.05, "quick": 0.02, "adadelta": 3}),
        ([-4.1, 1.3], {"plain": 0.01, "adam": 0.4, "quick": 0.1, "adadelta": 10}),
    ],
    "beale": [
        ([1.1, 0.8], {"plain": 0.01, "adam": 0.03, "quick": 0.02, "adadelta": 3}),
        ([-1.3, 1.2], {"plain": 0.005, "adam": 0.1, "quick": 0.02, "adadelta": 5}),
    ],
    "rastrigin": [
        ([1.3, -0.8], {"plain": 0.001, "adam": 0.02, "quick": 0.02, "adadelta": 1}),
        ([-2.2, 3.4], {"plain": 0.003, "adam": 0.1, "quick": 0.05, "adadelta": 3}),
    ],
    "styblinski_tang": [
        ([0.4, -1.1], {"plain": 0.005, "adam": 0.05, "quick": 0.05, "adadelta": 3}),
        ([3.9, 0.9], {"plain": 0.02, "adam": 0.3, "quick": 0.1, "adadelta": 10}),
    ],
}


def grid(settings, make=make_optimizer):
    """Each setting from each start, at its rate there."""
    for name, walks in RATES.items():
        for start, rates in walks:
            for rate, factor, optimizer in settings:
                lr = float(f"{factor * ({'one': 1} | rates)[rate]:.2g}")
                chosen = {"name": optimizer["name"], "lr": lr} | optimizer
                yield record({"name": name}, start, chosen, make=make, kept=few)
