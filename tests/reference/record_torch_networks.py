"""Records optimizers to which the layers of a network are tensors of their own: Muon, Adafactor and others.

Run it in an environment that has torch, numpy, scikit-learn, prodigyopt and dadaptation:

    python tests/reference/record_torch_networks.py

Writes torch_networks.json beside itself, the same bytes each time. The loss is MLPClassifier's, on all samples:
the mean log-loss and ½ alpha ‖W‖² / n, each layer's W (inputs × outputs) and its biases a tensor each, in that
order. All is float64 but what Muon does in bfloat16. With Muon the biases, which are no matrices, walk by AdamW
at the same rate, otherwise with its defaults.
"""

from importlib.metadata import version

import numpy
import torch
from dadaptation import DAdaptSGD
from prodigyopt import Prodigy
from sklearn.datasets import make_blobs, make_moons

from recording import reliable, write
from walking import arguments

PACKAGES = ("torch", "numpy", "scikit-learn", "prodigyopt", "dadaptation")
VERSIONS = {name: version(name) for name in PACKAGES} | {"torch": torch.__version__}
STEPS = 20
RECORDS = [0, 1, 2, 5, 10, 20]


def rounded(data):
    return data[0].round(2), data[1]


TABLES = {
    "moons": rounded(make_moons(n_samples=14, noise=0.2, random_state=0)),
    "blobs": rounded(make_blobs(n_samples=12, centers=3, n_features=3, cluster_std=2, random_state=3)),
}

NETWORKS = {
    "small": ("moons", {"hidden_layer_sizes": [4], "activation": "tanh", "alpha": 0.1}),
    "deep": ("moons", {"hidden_layer_sizes": [3, 5], "activation": "logistic"}),
    "wide": ("blobs", {"hidden_layer_sizes": [6], "activation": "relu", "alpha": 1}),
}


def starts(seed, sizes):
    """Weights and biases of a start, as one list."""
    random = numpy.random.RandomState(seed)
    count = sum((m + 1) * n for m, n in zip(sizes, sizes[1:]))
    return random.uniform(-1, 1, count).round(2).tolist()


def layer_sizes(x, y, loss):
    classes = len(set(y))
    return [x.shape[1], *loss["hidden_layer_sizes"], 1 if classes == 2 else classes]


def tensors(numbers, sizes):
    made = []
    for m, n in zip(sizes, sizes[1:]):
        w, b, numbers = numbers[: m * n], numbers[m * n : m * n + n], numbers[m * n + n :]
        made += [torch.tensor(w).reshape(m, n).requires_grad_(), torch.tensor(b).requires_grad_()]
    return made


HIDDEN = {"relu": torch.relu, "tanh": torch.tanh, "logistic": torch.sigmoid}


def scores(params, x, activation, again):
    """What the last layer says; of two classes, that of the first is 0."""
    a = x
    for k in range(0, len(params), 2):
        w, b = params[k : k + 2]
        z = (a[:, :, None] * w).flip(1).sum(1) + b if again else b + a @ w
        a = HIDDEN[activation](z)
    return torch.cat([torch.zeros(len(z), 1), z], 1) if z.shape[1] == 1 else z


def log_loss(params, x, y, loss, again):
    z = scores(params, x, loss["activation"], again)
    own = z[torch.arange(len(y)), y]
    squares = sum((w**2).sum() for w in params[::2])
    penalty = 0.5 * loss.get("alpha", 1e-4) * squares / len(y)
    if again:
        return (penalty - own.flip(0).mean()) + z.exp().sum(1).log().flip(0).mean()
    return (torch.logsumexp(z, 1) - own).mean() + penalty


def make_optimizers(params, optimizer):
    name, given = optimizer["name"], arguments(optimizer)
    if name == "Muon":
        return [torch.optim.Muon(params[::2], **given), torch.optim.AdamW(params[1::2], lr=given["lr"])]
    known = {"Prodigy": Prodigy, "DAdaptSGD": DAdaptSGD}
    return [known.get(name, getattr(torch.optim, name, None))(params, **given)]


def walk(experiment, x, y, start, again):
    loss, optimizer = experiment["loss"], experiment["hikers"][0]["optimizer"]
    params = tensors(start, layer_sizes(x, y, loss))
    optimizers = make_optimizers(params, optimizer)
    x, y = torch.tensor(x), torch.tensor(y)

    def slope():
        for param in params:
            param.grad = None
        value = log_loss(params, x, y, loss, again)
        value.backward()
        return value

    trace = {"params": [], "loss": [], "accuracy": []}
    for _ in range(STEPS + 1):
        value = slope()
        trace["params"].append([number for param in params for number in param.detach().ravel().tolist()])
        trace["loss"].append(value.item())
        answers = scores(params, x, loss["activation"], again).argmax(1)
        trace["accuracy"].append((answers == y).double().mean().item())
        for made in optimizers:
            made.step(slope) if isinstance(made, torch.optim.LBFGS) else made.step()
    return trace


def record(network, optimizer, seed):
    table, loss = NETWORKS[network]
    x, y = TABLES[table]
    start = starts(seed, layer_sizes(x, y, loss))
    hikers = [{"optimizer": optimizer}]
    experiment = {"loss": {"name": "mlp"} | loss, "start": start, "steps": STEPS, "hikers": hikers}
    full = walk(experiment, x, y, start, again=False)
    random = numpy.random.RandomState(0)

    def nudged(numbers):
        return numpy.nextafter(numbers, random.choice([-numpy.inf, numpy.inf], numpy.shape(numbers)))

    others = [walk(experiment, x, y, nudged(start).tolist(), again=False) for _ in range(4)]
    others += [walk(experiment, nudged(x), y, start, again=True) for _ in range(4)]
    run = {"data": table, "experiment": experiment, "records": RECORDS}
    run |= {key: [full[key][k] for k in RECORDS] for key in ("params", "loss")}
    metrics = {"accuracy": [full["accuracy"][k] for k in RECORDS]}
    return run | {"metrics": metrics, "reliable": reliable(full, others)}


MUON = [
    {"lr": 0.05},
    {"lr": 0.1, "nesterov": False, "weight_decay": 0, "momentum": 0.8},
    {"lr": 0.05, "adjust_lr_fn": "match_rms_adamw", "weight_decay": 0.5},
    {"lr": 0.1, "adjust_lr_fn": "spectral_unclamped", "ns_steps": 3},
    {"lr": 0.02, "adjust_lr_fn": "original", "ns_coefficients": [2, -1.5, 0.5], "ns_steps": 8, "eps": 0.1},
]

OTHERS = [
    {"name": "Adafactor", "lr": 0.1},
    {"name": "Adafactor", "lr": 0.3, "beta2_decay": -0.5, "eps": [0.01, 0.1], "d": 1.2, "weight_decay": 0.1},
    {"name": "LBFGS", "lr": 0.3, "max_iter": 2},
    {"name": "LBFGS", "lr": 1, "line_search_fn": "strong_wolfe", "max_iter": 1, "max_eval": 5, "history_size": 5},
    {"name": "Prodigy", "lr": 1, "d0": 0.01},
    {"name": "Prodigy", "lr": 0.5, "d0": 1e-3, "growth_rate": 1.5, "weight_decay": 0.1, "use_bias_correction": True},
    {"name": "DAdaptSGD", "lr": 0.2, "d0": 0.01},
    {"name": "DAdaptSGD", "lr": 0.2, "d0": 1e-3, "momentum": 0.5, "weight_decay": 0.05},
]


def runs():
    for seed, network in enumerate(NETWORKS):
        for optimizer in [{"name": "Muon"} | more for more in MUON] + OTHERS:
            yield record(network, optimizer, seed)


if __name__ == "__main__":
    tables = [{"name": name, "X": x.tolist(), "y": y.tolist()} for name, (x, y) in TABLES.items()]
    write("torch_networks.json", VERSIONS, tables=tables, runs=list(runs()))
