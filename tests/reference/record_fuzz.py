"""Records walks drawn at random: what PyTorch, optax, scikit-learn and the authors' packages do on them.

Run it in an environment that has torch, numpy, scikit-learn, jax, optax, schedulefree, prodigyopt and dadaptation:

    python tests/reference/record_fuzz.py

Writes fuzz.json beside itself, the same bytes each time: the draws are seeded. Where a hundred hand-picked cases leave
holes (a rate of zero, a far start, slopes of 1e-150, wide layers, a penalty times the rate above one), these are meant
to fall in. Of a run of many parameters only those numbered in `at` are kept. A run that the library refuses, or that is
chaotic from its first step on, is drawn again.
"""

import math
import warnings

import numpy
import sklearn
import sklearn.datasets
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.preprocessing import StandardScaler

import record_authors
import record_optax
import record_sklearn
import record_sklearn_mlp
import record_torch_networks
import walking
from recording import reliable, write

warnings.simplefilter("ignore", ConvergenceWarning)
warnings.simplefilter("ignore", UserWarning)  # PyTorch wants optimizer.step() before scheduler.step(), at the start too
numpy.seterr(all="ignore")

VERSIONS = record_optax.VERSIONS | record_authors.VERSIONS | {"scikit-learn": sklearn.__version__}
RECORDS = (0, 1, 2, 3, 5, 10, 20, 40)
MOST_KEPT = 16  # parameters of a run


class Draw:
    """Random numbers, short enough to be read."""

    def __init__(self, seed):
        self.random = numpy.random.RandomState(seed)

    def one_of(self, items):
        return items[self.random.randint(len(items))]

    def chance(self, part):
        return bool(self.random.random_sample() < part)

    def between(self, low, high):
        return float(f"{self.random.uniform(low, high):.3g}")

    def power(self, low, high):
        """Of ten."""
        return float(f"{10 ** self.random.uniform(low, high):.2g}")

    def whole(self, low, high):
        return int(self.random.randint(low, high + 1))

    def some(self, **makers):
        """Each argument given every second time."""
        return {name: make() for name, make in makers.items() if self.chance(0.5)}


# ---- optimizers and schedules ----


def betas(draw):
    return [draw.one_of([0, 0.5, 0.9, draw.between(0, 0.99)]), draw.one_of([0, 0.9, 0.999, draw.between(0.5, 0.999)])]


def optimizer(draw, names):
    name = draw.one_of(names)
    eps, decay = (lambda: draw.power(-12, -1)), (lambda: draw.power(-4, -0.5))
    maximize, pair = (lambda: draw.chance(0.2)), (lambda: betas(draw))
    lr = draw.power(-4, 0)
    if name == "SGD":
        given = draw.some(weight_decay=decay, maximize=maximize, momentum=lambda: draw.between(0.1, 0.99))
        if "momentum" in given:
            given |= draw.one_of([{}, {"nesterov": True}, {"dampening": draw.between(0, 0.9)}])
    elif name in ("Adam", "AdamW"):
        given = draw.some(betas=pair, eps=eps, weight_decay=decay, amsgrad=lambda: True, maximize=maximize)
    elif name in ("NAdam", "RAdam"):
        given = draw.some(betas=pair, eps=eps, weight_decay=decay, decoupled_weight_decay=lambda: True)
    elif name == "Adamax":
        given = draw.some(betas=pair, eps=eps, weight_decay=decay)
    elif name == "Adagrad":
        given = draw.some(
            lr_decay=lambda: draw.power(-3, 0), initial_accumulator_value=lambda: draw.power(-3, 1), eps=eps
        )
    elif name == "RMSprop":
        given = draw.some(
            alpha=lambda: draw.one_of([0, 0.9, draw.between(0, 0.999)]),
            eps=eps,
            weight_decay=decay,
            momentum=lambda: draw.between(0.1, 0.95),
        )
    elif name == "Adadelta":
        lr, given = draw.power(-1, 1.5), draw.some(rho=lambda: draw.between(0, 0.99), eps=eps, weight_decay=decay)
    elif name == "ASGD":
        given = draw.some(
            lambd=lambda: draw.power(-5, -1), alpha=lambda: draw.between(0.1, 1.5), t0=lambda: draw.power(0, 3)
        )
    elif name == "Rprop":
        given = draw.some(
            etas=lambda: [draw.between(0.1, 0.9), draw.between(1.1, 2)],
            step_sizes=lambda: [draw.power(-8, -4), draw.power(-1, 2)],
        )
    elif name == "Adafactor":
        given = draw.some(
            beta2_decay=lambda: draw.one_of([0, -0.8, draw.between(-1, -0.1)]),
            eps=lambda: [draw.power(-6, -1), draw.power(-4, -1)],
            d=lambda: draw.between(1, 3),
            weight_decay=decay,
        )
    elif name == "LBFGS":
        lr = draw.power(-2, 0)
        given = draw.some(
            max_iter=lambda: draw.whole(1, 4),
            history_size=lambda: draw.whole(1, 10),
            line_search_fn=lambda: "strong_wolfe",
        )
    elif name in ("Lion", "AdaBelief", "Yogi"):
        given = draw.some(betas=lambda: [draw.between(0.1, 0.95), draw.between(0.5, 0.999)])
    elif name in ("ScheduleFreeSGD", "ScheduleFreeAdamW"):
        given = draw.some(
            warmup_steps=lambda: draw.whole(1, 30),
            weight_decay=decay,
            r=lambda: draw.between(0, 2),
            weight_lr_power=lambda: draw.between(0, 3),
        )
    elif name == "Prodigy":
        lr, given = draw.between(0.2, 2), {"d0": draw.power(-3, -1)}
        given |= draw.some(
            weight_decay=decay,
            decouple=lambda: False,
            use_bias_correction=lambda: True,
            safeguard_warmup=lambda: True,
            betas=pair,
        )
    elif name == "DAdaptSGD":
        lr, given = draw.between(0.2, 1), {"d0": draw.power(-3, -1)}
        given |= draw.some(momentum=lambda: draw.between(0.1, 0.9), weight_decay=decay)
    elif name == "Muon":
        given = draw.some(
            momentum=lambda: draw.between(0.1, 0.99),
            nesterov=lambda: False,
            weight_decay=decay,
            adjust_lr_fn=lambda: draw.one_of(["original", "match_rms_adamw", "spectral_unclamped"]),
        )
    else:
        raise KeyError(name)
    return {"name": name, "lr": lr} | given


def schedule(draw, optimizer):
    """Through 0 and below, where the optimizer does not divide by the rate."""
    n, part = draw.whole(3, 30), draw.between(0.1, 0.9)
    above = [
        {"name": "StepLR", "step_size": n, "gamma": part},
        {"name": "ExponentialLR", "gamma": draw.between(0.8, 1.05)},
        {"name": "LinearLR", "start_factor": part, "total_iters": n},
        {"name": "ConstantLR", "factor": part, "total_iters": n},
        {"name": "MultiStepLR", "milestones": sorted([n, draw.whole(1, 30)]), "gamma": part},
        {"name": "CosineAnnealingLR", "T_max": n, "eta_min": draw.power(-4, -2)},
        {"name": "ReduceLROnPlateau", "factor": part, "patience": draw.whole(0, 5)},
    ]
    below = [
        {"name": "LambdaLR", "lr_lambda": f"min(1, t/{n})"},
        {"name": "LambdaLR", "lr_lambda": f"1 - t/{n}"},
        {"name": "LambdaLR", "lr_lambda": f"cos(t/{n})"},
        {"name": "LambdaLR", "lr_lambda": f"max(0, 1 - t/{n})"},
        {"name": "LinearLR", "start_factor": 1, "end_factor": 0, "total_iters": n},
        {"name": "PolynomialLR", "total_iters": n, "power": draw.one_of([0, 0.5, 1, 2])},
        {"name": "CosineAnnealingLR", "T_max": n},
        {"name": "CosineAnnealingWarmRestarts", "T_0": n},
    ]
    return draw.one_of(above if optimizer["name"] in ("LBFGS", "DAdaptSGD") else above + below)


def hiker(draw, names):
    made = {"optimizer": optimizer(draw, names)}
    return made | ({"scheduler": schedule(draw, made["optimizer"])} if draw.chance(0.5) else {})


# ---- surfaces ----

IN_TORCH = ["SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "RMSprop", "Adadelta", "ASGD", "Rprop"]
IN_TORCH += ["Adafactor", "LBFGS"]
ELSEWHERE = ["Lion", "AdaBelief", "Yogi", *record_authors.AUTHORS]


def make(point, optimizer, again):
    name = optimizer["name"]
    if name in record_authors.AUTHORS:
        return record_authors.make(point, optimizer, again)
    if name in ("Lion", "AdaBelief", "Yogi"):
        return record_optax.Optax(point, optimizer, again)
    return walking.make_optimizer(point, optimizer, again)


def place(draw):
    """Near, far, or where slopes are of another order altogether."""
    loss = {"name": draw.one_of(sorted(walking.SURFACES))}
    start = [draw.between(-4, 4), draw.between(-4, 4)]
    if draw.chance(0.3):
        start = [x * draw.power(0, 4) for x in start]
    elif draw.chance(0.3):
        start = [x * draw.power(-30, -1) for x in start]
    if draw.chance(0.35):
        # Slopes from 1e-150 to 1e150.
        loss = {"name": "bowl", "a": draw.power(-150, 150), "b": draw.power(-150, 150)}
    return loss, start


def surface(draw):
    walker = hiker(draw, IN_TORCH + ELSEWHERE)
    if walker["optimizer"]["name"] in ("Lion", "AdaBelief", "Yogi"):
        walker.pop("scheduler", None)  # optax has its own
    loss, start = place(draw)
    if loss["name"] == "bowl" and "a" in loss and walker["optimizer"]["name"] in ("SGD", "ASGD"):
        # A rate that fits the slope, else it never moves or is gone at once.
        walker["optimizer"]["lr"] = float(f"{draw.between(0.05, 1.9) / max(loss['a'], loss['b']):.2g}")
    return walking.record(
        loss,
        start,
        walker["optimizer"],
        walker.get("scheduler"),
        steps=RECORDS[-1],
        make=make,
        kept=lambda last: [k for k in range(last + 1) if k in RECORDS or k == last],
    )


def landing(draw):
    """From far out to near the origin in a step: the slope falls by many orders, and an average forgets all of it."""
    size = draw.power(2.5, 3.3)
    walker = optimizer(draw, ["Adam", "AdamW", "Adamax", "NAdam"])
    walker = {key: walker[key] for key in ("name", "eps") if key in walker} | {"lr": size, "betas": [0, 0]}
    loss = {"name": draw.one_of(["rosenbrock", "himmelblau", "styblinski_tang", "three_hump_camel"])}
    start = [draw.one_of([1, -1]) * (size + draw.between(0.5, 3)) for _ in range(2)]
    return walking.record(loss, start, walker, steps=10, kept=lambda last: list(range(last + 1)))


# ---- linear models ----


def table(draw):
    """Arguments of a generator, what it makes, and whether its targets are classes."""
    n, seed = draw.whole(6, 60), draw.whole(0, 1000)
    features = draw.whole(1, 6)
    name = draw.one_of(["make_regression", "make_classification", "make_blobs", "make_moons", "make_circles"])
    given = {"n_samples": n, "random_state": seed}
    if name == "make_regression":
        given |= {"n_features": features, "noise": draw.between(0, 20)}
    elif name == "make_classification":
        informative = draw.whole(2, max(2, features))
        given |= {"n_features": max(features, informative), "n_informative": informative, "n_redundant": 0}
        given |= draw.some(class_sep=lambda: draw.between(0.2, 3), flip_y=lambda: draw.between(0, 0.3))
    elif name == "make_blobs":
        given |= {"n_features": features, "centers": 2} | draw.some(cluster_std=lambda: draw.between(0.5, 5))
    else:
        given |= draw.some(noise=lambda: draw.between(0, 0.5))
    x, y = getattr(sklearn.datasets, name)(**given)
    return {"name": name} | given, x, y.astype(float), name != "make_regression"


def batch_losses(name, alpha, w, x, y):
    p = x @ w[:-1] + w[-1]
    each = {
        "squared_error": lambda: 0.5 * (p - y) ** 2,
        "hinge": lambda: torch.clamp(1 - y * p, min=0),
        "log_loss": lambda: torch.logaddexp(0 * p, -y * p),
    }[name]()
    return each.mean() + 0.5 * alpha * (w[:-1] ** 2).sum()


def by_torch(experiment, x, y, start):
    """The samples in scikit-learn's order, in batches."""
    loss, walker, n = experiment["loss"], experiment["hikers"][0], len(y)
    # Two tensors, as an estimator has them: Adafactor measures each.
    parts = [torch.tensor(part, requires_grad=True) for part in (start[:-1], start[-1:])]
    optimizer = getattr(torch.optim, walker["optimizer"]["name"])(parts, **walking.arguments(walker["optimizer"]))
    scheduler = None
    if "scheduler" in walker:
        scheduler = walking.make_scheduler(optimizer, walker["scheduler"], walker["optimizer"]["lr"])
    classes = loss["name"] != "squared_error"
    signs = numpy.where(y == y.max(), 1.0, -1.0) if classes else y
    inputs, targets = torch.tensor(x), torch.tensor(signs)
    points = [numpy.array(start)]
    for order in record_sklearn.epoch_orders(n, experiment["seed"], experiment["epochs"], classes):
        for first in range(0, n, walker["batch_size"]):
            batch = order[first : first + walker["batch_size"]]
            optimizer.zero_grad()
            batch_losses(loss["name"], loss["alpha"], torch.cat(parts), inputs[batch], targets[batch]).backward()
            optimizer.step()
        if scheduler:
            # What drives it is the loss of the record before the step.
            last = batch_losses(loss["name"], loss["alpha"], torch.tensor(points[-1]), inputs, targets)
            walking.advance(scheduler, last.item())
        points.append(torch.cat(parts).detach().numpy().copy())
        if not numpy.isfinite(points[-1]).all():
            points.pop()
            break
    return record_sklearn.judged(points, loss, x, y)


def linear(draw):
    data, raw, y, classes = table(draw)
    name = draw.one_of(["hinge", "log_loss"]) if classes else "squared_error"
    walker = hiker(draw, [name for name in IN_TORCH if name != "LBFGS"])
    size = draw.one_of([1, 1, draw.whole(2, len(y) - 1)])
    alpha = draw.one_of([0.0, 1e-4, draw.power(-3, 1)])
    plain = size == 1 and draw.chance(0.6)
    if plain:
        walker = {"optimizer": {"name": "SGD", "lr": draw.power(-4, 0.3)}}
    loss = {"name": name, "data": data, "standardize": draw.chance(0.5), "alpha": alpha}
    experiment = {"loss": loss, "epochs": 10, "seed": draw.whole(0, 10**6), "hikers": [walker | {"batch_size": size}]}
    if not plain and walker["optimizer"]["name"] == "SGD" and len(walker["optimizer"]) == 2 and size == 1:
        raise ValueError("plain SGD by single samples is scikit-learn's")
    scale = StandardScaler().fit_transform if loss["standardize"] else numpy.array
    start = [0.0] * (raw.shape[1] + 1)

    def walk(x, y, start):
        by_estimator = lambda: record_sklearn.by_estimator(experiment, x, y)
        return by_estimator() if plain else by_torch(experiment, x, y, start)

    moved = [near if name == "squared_error" else y for _, near in record_sklearn.perturbed_data(raw, y)]
    others = [
        walk(scale(x), near, start) for (x, _), near in zip(record_sklearn.perturbed_data(raw, y), moved)
    ]
    full = walk(scale(raw), y, start)
    if plain and max(full["loss"]) > 1e20:
        raise ValueError("scikit-learn clips slopes of 1e12, which is not copied")
    records = [k for k in range(len(full["loss"])) if k in RECORDS]
    run = {"experiment": experiment, "records": records}
    run |= {key: [full[key][k] for k in records] for key in ("params", "loss")}
    metric = "accuracy" if classes else "mse"
    run |= {"metrics": {metric: [full[metric][k] for k in records]}}
    return run | {"reliable": reliable(full, others)}


# ---- networks ----


def network(draw, names=None):
    """By optimizers of these names on all samples, or by MLPClassifier in its own batches; up to 64 neurons a layer."""
    data, raw, y, classes = table(draw)
    if not classes:
        raise ValueError("a network has classes")
    layers = [draw.whole(1, 64) for _ in range(draw.whole(1, 2))]
    loss = {"name": "mlp", "data": data, "standardize": draw.chance(0.5), "hidden_layer_sizes": layers}
    loss |= {"activation": draw.one_of(["relu", "tanh", "logistic"]), "alpha": draw.one_of([1e-4, draw.power(-3, 0.5)])}
    scale = StandardScaler().fit_transform if loss["standardize"] else numpy.array
    seed = draw.whole(0, 10**6)
    by_sklearn = names is None and draw.chance(0.5)
    if by_sklearn:
        walker = {"optimizer": {"name": "SGD", "lr": draw.power(-3, 0)}}
        if draw.chance(0.5):
            walker = {"optimizer": {"name": "Adam", "lr": draw.power(-4, -1), "epsilon_hat": True}}
        elif draw.chance(0.5):
            walker["optimizer"]["momentum"] = draw.between(0.1, 0.95)
        walker["batch_size"] = draw.whole(1, len(y) - 1)
    else:
        walker = {"optimizer": optimizer(draw, names or [*IN_TORCH, "Prodigy", "DAdaptSGD"])}
    length = {"epochs": 10} if by_sklearn else {"steps": 20}
    experiment = {"loss": loss, "seed": seed, "hikers": [walker]} | length

    def walk(x, again):
        if by_sklearn:
            return record_sklearn_mlp.walk(experiment | {"records": list(range(11))}, x, y)
        first = record_sklearn_mlp.fitted({"loss": loss, "seed": seed, "hikers": [{"optimizer": SMALL}]}, x, y, 0)
        start = [numpy.append(w.ravel(), b) for w, b in zip(first.coefs_, first.intercepts_)]
        return record_torch_networks.walk(experiment, x, y.astype(int), numpy.concatenate(start).tolist(), again)

    full = walk(scale(raw), False)
    others = [walk(scale(x), k % 2 == 1) for k, (x, _) in enumerate(record_sklearn.perturbed_data(raw, y))]
    records = [k for k in range(len(full["loss"])) if k in RECORDS]
    return {
        "experiment": experiment,
        "records": records,
        "params": [full["params"][k] for k in records],
        "loss": [full["loss"][k] for k in records],
        "metrics": {"accuracy": [full["accuracy"][k] for k in records]},
        "reliable": reliable(full, others),
    }


def by_muon(draw):
    """PyTorch's Muon rounds as its processor does: these are recorded on one that multiplies bfloat16 (AVX512-BF16)."""
    return network(draw, ["Muon"])


SMALL = {"name": "SGD", "lr": 1}  # of a fit that moves nothing


# ---- all of it ----


def shortened(run):
    """Of many parameters some, spread evenly."""
    dim = len(run["params"][0])
    if dim <= MOST_KEPT:
        return run
    at = sorted({round(k * (dim - 1) / (MOST_KEPT - 1)) for k in range(MOST_KEPT)})
    return run | {"at": at, "params": [[point[i] for i in at] for point in run["params"]]}


def drawn(kind, seeds):
    """One run for each seed; a draw that makes none is drawn again."""
    for seed in seeds:
        for attempt in range(100):
            try:
                run = kind(Draw(1000 * seed + attempt))
            except (ArithmeticError, RuntimeError, ValueError):
                continue
            numbers = [run["loss"], *run["params"]]
            if run["reliable"] >= 1 and all(math.isfinite(x) for line in numbers for x in line):
                yield shortened(run)
                break
        else:
            raise AssertionError(f"nothing can be drawn for {seed}")


if __name__ == "__main__":
    runs = [*drawn(surface, range(340)), *drawn(linear, range(1000, 1180)), *drawn(network, range(2000, 2120))]
    runs += [*drawn(by_muon, range(3000, 3060)), *drawn(landing, range(4000, 4020))]
    write("fuzz.json", VERSIONS, runs=runs)
