"""Records NumPy's generator, scikit-learn's data and its SGDRegressor, and mini-batch walks on the same data.

Run it in an environment that has scikit-learn, numpy and torch (any CPU build of torch will do):

    python tests/reference/record_sklearn.py

Writes numpy_random.json, sklearn_data.json and sklearn_sgd.json beside itself, the same bytes each time.
Nothing of this project is imported: the order of the samples is that of scikit-learn's own data set object,
the mini-batch gradients are torch's autograd.
"""

import numpy
import sklearn
import torch
from sklearn.datasets import make_regression
from sklearn.linear_model import SGDRegressor
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer
from sklearn.preprocessing import StandardScaler
from sklearn.utils._seq_dataset import ArrayDataset64

from recording import kept, reliable, write

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(0)

VERSIONS = {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__, "torch": torch.__version__}
EPOCHS = 100
COURSE = {"name": "make_regression", "n_samples": 500, "n_features": 1, "noise": 20, "random_state": 42}


# ---- NumPy's legacy generator ----


def epoch_orders(n, seed, epochs):
    """The indices that SGDRegressor(random_state=seed).fit visits in each epoch."""
    shuffle = numpy.random.RandomState(seed).randint(0, 2**31 - 1)
    dataset = ArrayDataset64(numpy.zeros((n, 1)), numpy.zeros(n), numpy.ones(n), seed=1)
    orders = []
    for _ in range(epochs):
        dataset._shuffle_py(shuffle)
        orders.append([dataset._next_py()[3] for _ in range(n)])
    return orders


def draws(seed):
    def fresh():
        return numpy.random.RandomState(seed)

    mixed = fresh()  # the second normal of a pair is kept across other draws
    shuffled = numpy.arange(10)
    fresh().shuffle(shuffled)
    return {
        "seed": seed,
        "u32": fresh()._bit_generator.random_raw(4).tolist(),
        "double": fresh().random_sample(5).tolist(),
        "uniform_minus3_to_5": fresh().uniform(-3, 5, 5).tolist(),
        "standard_normal": fresh().standard_normal(7).tolist(),
        "normal_1_20": fresh().normal(1, 20, 3).tolist(),
        "normal_double_permutation4_normal": [
            mixed.standard_normal(),
            mixed.random_sample(),
            mixed.permutation(4).tolist(),
            mixed.standard_normal(),
        ],
        "permutation_10": fresh().permutation(10).tolist(),
        "shuffle_10": shuffled.tolist(),
        "randint_0_2147483647": fresh().randint(0, 2**31 - 1, 3).tolist(),
        "randint_0_10": fresh().randint(0, 10, 8).tolist(),
        "sgd_regressor_orders_10": epoch_orders(10, seed, 3),
    }


# ---- data ----


def generate(data):
    if "X" in data:
        return numpy.array(data["X"], dtype=float), numpy.array(data["y"], dtype=float)
    return make_regression(**{key: value for key, value in data.items() if key != "name"})


def regression(**arguments):
    return {"name": "make_regression"} | arguments


SMALL = [
    regression(n_samples=10, n_features=1, noise=20, random_state=42),
    regression(n_samples=12, n_features=3, random_state=0),
    regression(n_samples=12, n_features=3, noise=2.5, random_state=1),
    regression(n_samples=7, n_features=3, noise=1, random_state=42),  # odd: one normal is left for the noise
    regression(n_samples=20, n_features=5, n_informative=2, noise=0.5, random_state=0),
    regression(n_samples=9, n_features=5, n_informative=1, bias=-7.5, random_state=1),
    regression(n_samples=30, n_features=1, bias=100, noise=3, random_state=0),
    regression(n_samples=11, n_features=3, n_informative=2, noise=4, shuffle=False, random_state=42),
    regression(n_samples=6, n_features=5, shuffle=False, random_state=1),
    regression(n_samples=5, n_features=12, noise=1, random_state=42),  # ten are informative by default
    regression(n_samples=2, n_features=2, noise=1, random_state=0),
]


def data_sets():
    for data in SMALL:
        x, y = generate(data)
        yield {"data": data, "X": x.tolist(), "y": y.tolist()}
    # Large ones by their first rows and sums; the last with every argument at its default.
    for data, rows in ((COURSE, 5), (regression(n_samples=101, n_features=3, noise=10, random_state=7), 5)):
        x, y = generate(data)
        yield summary(data, x, y, rows)
    data = regression(random_state=0)
    yield summary(data, *generate(data), 1)


def summary(data, x, y, rows):
    return {
        "data": data,
        "shape": list(x.shape),
        "first_X": x[:rows].tolist(),
        "first_y": y[:rows].tolist(),
        "sum_X": x.sum(axis=0).tolist(),
        "sum_y": y.sum(),
        "sum_X_squared": (x**2).sum(axis=0).tolist(),
        "sum_y_squared": (y**2).sum(),
    }


def scaled_tables():
    tall = {"name": "make_regression", "n_samples": 12, "n_features": 3, "random_state": 0}
    constant = {"X": [[1, 5.5, 0.1], [2, 5.5, 0.1], [4, 5.5, 0.1], [8, 5.5, 0.1]], "y": [1, 2, 3, 4]}
    for data in (tall, constant, TABLE):
        x, _ = generate(data)
        scaler = StandardScaler().fit(x)
        yield {
            "data": data,
            "mean": scaler.mean_.tolist(),
            "scale": scaler.scale_.tolist(),
            "X": scaler.transform(x).tolist(),
        }


def table():
    """A small raw table with scales far apart, as floor area, rooms and age against a price."""
    rng = numpy.random.RandomState(3)
    area, rooms, age = rng.randint(300, 4200, 20), rng.randint(1, 8, 20), rng.randint(0, 1200, 20) / 8
    price = 31.5 * area + 4200 * rooms - 150 * age + numpy.round(rng.normal(0, 9000, 20))
    return {"X": numpy.column_stack([area, rooms, age]).tolist(), "y": (price / 1000).tolist()}


TABLE = table()


# ---- walks ----


def quality(theta, x, y, alpha):
    """½ mean (p − y)² + ½ alpha ‖w‖², and mean (p − y)²."""
    w, b = theta[:-1], theta[-1]
    mse = numpy.mean((x @ w + b - y) ** 2)
    return float(0.5 * mse + 0.5 * alpha * (w @ w)), float(mse)


def trace(points, x, y, alpha):
    losses, mses = zip(*(quality(theta, x, y, alpha) for theta in points))
    return {"params": [theta.tolist() for theta in points], "loss": list(losses), "mse": list(mses)}


def by_regressor(experiment, x, y):
    """One fit for each number of epochs: partial_fit would start a new order of the samples at every call."""
    alpha = experiment["loss"].get("alpha", 1e-4)
    lr = experiment["hikers"][0]["optimizer"]["lr"]
    points = [numpy.zeros(x.shape[1] + 1)]
    for epochs in range(1, experiment["epochs"] + 1):
        model = SGDRegressor(
            learning_rate="constant",
            eta0=lr,
            alpha=alpha,
            max_iter=epochs,
            tol=None,
            random_state=experiment["seed"],
        ).fit(x, y)
        points.append(numpy.append(model.coef_, model.intercept_))
    return trace(points, x, y, alpha)


class EpsilonHat:
    """scikit-learn's own Adam, whose eps stands outside the bias correction, on a torch parameter."""

    def __init__(self, theta, lr):
        self.theta, self.array = theta, theta.detach().numpy()
        self.adam = AdamOptimizer([self.array], lr)

    def step(self):
        self.adam.update_params([self.array], [self.theta.grad.numpy()])


def by_batches(experiment, x, y):
    """SGDRegressor's order in consecutive batches, the last one short; one update each, by torch."""
    hiker, alpha = experiment["hikers"][0], experiment["loss"].get("alpha", 1e-4)
    own = ("name", "epsilon_hat")
    arguments = {key: value for key, value in hiker["optimizer"].items() if key not in own}
    theta = torch.tensor(experiment["start"], requires_grad=True)
    if hiker["optimizer"].get("epsilon_hat"):
        optimizer = EpsilonHat(theta, **arguments)
    else:
        optimizer = getattr(torch.optim, hiker["optimizer"]["name"])([theta], **arguments)
    scheduler, each = None, None
    if "scheduler" in hiker:
        rest = {key: value for key, value in hiker["scheduler"].items() if key not in ("name", "interval")}
        scheduler = getattr(torch.optim.lr_scheduler, hiker["scheduler"]["name"])(optimizer, **rest)
        each = hiker["scheduler"].get("interval", "epoch")

    def rate():
        return optimizer.param_groups[0]["lr"] if scheduler else hiker["optimizer"]["lr"]

    inputs, targets, n = torch.tensor(x), torch.tensor(y), len(y)
    size = hiker.get("batch_size", n)
    points, lr = [theta.detach().numpy().copy()], [rate()]
    for order in epoch_orders(n, experiment["seed"], experiment["epochs"]):
        for first in range(0, n, size):
            batch = order[first : first + size]
            theta.grad = None
            error = inputs[batch] @ theta[:-1] + theta[-1] - targets[batch]
            (0.5 * (error**2).mean() + 0.5 * alpha * (theta[:-1] ** 2).sum()).backward()
            optimizer.step()
            if each == "step":
                scheduler.step()
        if each == "epoch":
            scheduler.step()
        points.append(theta.detach().numpy().copy())
        lr.append(rate())
    return trace(points, x, y, alpha) | {"lr": lr}


def perturbed_data(x, y):
    """Copies of the data with every number moved by one unit in the last place, up or down."""
    rng = numpy.random.RandomState(0)
    for _ in range(4):
        yield [numpy.nextafter(a, rng.choice([-numpy.inf, numpy.inf], a.shape)) for a in (x, y)]


def record(made_by, loss, optimizer, batch_size=None, scheduler=None, seed=42, start=None):
    raw, y = generate(loss["data"])
    hiker = {"optimizer": optimizer}
    hiker |= {"scheduler": scheduler} if scheduler else {}
    hiker |= {"batch_size": batch_size} if batch_size else {}
    experiment = {
        "loss": {"name": "squared_error"} | loss,
        "start": start or [0.0] * (raw.shape[1] + 1),
        "epochs": EPOCHS,
        "seed": seed,
        "hikers": [hiker],
    }
    scale = StandardScaler().fit_transform if loss.get("standardize") else numpy.array
    full = made_by(experiment, scale(raw), y)
    others = [made_by(experiment, scale(x), near) for x, near in perturbed_data(raw, y)]
    if made_by is by_regressor:
        others.append(by_batches(experiment, scale(raw), y))  # the plain rule w −= η (d x + alpha w)
    records = kept(EPOCHS)
    run = {"experiment": experiment, "records": records}
    run |= {key: [full[key][k] for k in records] for key in ("params", "loss")}
    run |= {"metrics": {"mse": [full["mse"][k] for k in records]}}
    run |= {"lr": [full["lr"][k] for k in records]} if scheduler else {}
    source = "SGDRegressor" if made_by is by_regressor else "torch"
    return run | {"reliable": reliable(full, others), "source": source}


def runs():
    for lr in (1e-4, 1e-3, 1e-2, 0.1, 1.0):
        yield record(by_regressor, {"data": COURSE}, {"name": "SGD", "lr": lr}, 1)
    sgd = {"name": "SGD", "lr": 0.01}
    yield record(by_regressor, {"data": COURSE, "alpha": 0.3}, sgd, 1)
    yield record(by_regressor, {"data": COURSE, "alpha": 0}, sgd, 1)
    yield record(by_regressor, {"data": COURSE}, sgd, 1, seed=7)
    three = regression(n_samples=101, n_features=3, noise=10, random_state=7)
    yield record(by_regressor, {"data": three}, sgd, 1, seed=0)
    yield record(by_regressor, {"data": three, "standardize": True, "alpha": 0.01}, sgd, 1, seed=4294967295)
    yield record(by_regressor, {"data": TABLE, "standardize": True}, {"name": "SGD", "lr": 0.02}, 1)

    momentum, adam = {"name": "SGD", "lr": 0.01, "momentum": 0.9}, {"name": "Adam", "lr": 0.1}
    for batch_size in (32, None):
        yield record(by_batches, {"data": COURSE}, momentum, batch_size)
        yield record(by_batches, {"data": COURSE}, adam, batch_size)
    yield record(by_batches, {"data": COURSE}, {"name": "SGD", "lr": 0.5}, 32)
    yield record(by_batches, {"data": COURSE, "alpha": 0.3}, momentum | {"nesterov": True}, 499, seed=7)
    hat = {"name": "Adam", "lr": 1.0, "epsilon_hat": True}
    yield record(by_batches, {"data": COURSE}, hat, 100, start=[-40.0, 30.0])
    yield record(by_batches, {"data": three}, {"name": "Adam", "lr": 0.5, "amsgrad": True}, 8, seed=1)
    yield record(by_batches, {"data": three, "alpha": 0}, momentum | {"weight_decay": 0.1}, 101)
    yield record(by_batches, {"data": TABLE, "standardize": True}, momentum, 6)
    step = {"name": "StepLR", "step_size": 20, "gamma": 0.5}
    yield record(by_batches, {"data": COURSE}, momentum, 32, step)
    decay = {"name": "ExponentialLR", "gamma": 0.999, "interval": "step"}
    yield record(by_batches, {"data": COURSE}, adam, 32, decay)


if __name__ == "__main__":
    write("numpy_random.json", VERSIONS, draws=[draws(42), draws(0)])
    write("sklearn_data.json", VERSIONS, data=list(data_sets()), standardized=list(scaled_tables()))
    write("sklearn_sgd.json", VERSIONS, runs=list(runs()))
