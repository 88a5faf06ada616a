"""Records NumPy's generator, scikit-learn's SGDRegressor and SGDClassifier, and mini-batch walks on the same data.

Run it in an environment that has scikit-learn, numpy and torch (any CPU build of torch will do):

    python tests/reference/record_sklearn.py

Writes numpy_random.json, sklearn_sgd.json and sklearn_linear.json beside itself, the same bytes each time.
Nothing of this project is imported: the order of the samples is that of scikit-learn's own data set object,
the mini-batch gradients are torch's autograd.
"""

import numpy
import sklearn
import torch
from sklearn.datasets import load_diabetes, make_classification, make_regression
from sklearn.linear_model import SGDClassifier, SGDRegressor
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


def epoch_orders(n, seed, epochs, classifier=False):
    """The indices that SGDRegressor(random_state=seed).fit, or SGDClassifier's, visits in each epoch."""
    random = numpy.random.RandomState(seed)
    if classifier:
        random.randint(1, 2**31 - 1)
    shuffle = random.randint(0, 2**31 - 1)
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
        "sgd_classifier_orders_10": epoch_orders(10, seed, 3, classifier=True),
    }


# ---- data ----


def generate(data):
    if "X" in data:
        return numpy.array(data["X"], dtype=float), numpy.array(data["y"], dtype=float)
    return make_regression(**{key: value for key, value in data.items() if key != "name"})


def regression(**arguments):
    return {"name": "make_regression"} | arguments


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


# ---- linear models, one sample at a time ----


def two_classes(rows, features, seed, **arguments):
    """A table of make_classification, rounded so that it stays short; its classes are 0 and 1."""
    arguments = {"n_informative": features, "n_redundant": 0, "flip_y": 0.1} | arguments
    x, y = make_classification(rows, features, random_state=seed, **arguments)
    return {"X": numpy.round(x, 3).tolist(), "y": y.tolist()}


def diabetes(rows, columns):
    x, y = load_diabetes(return_X_y=True, scaled=False)
    return {"X": x[:rows, columns].tolist(), "y": y[:rows].tolist()}


def rate(t, lr, scheduler):
    """What scikit-learn's update number t takes, from 1 on."""
    if scheduler is None:
        return lr
    if scheduler["name"] == "invscaling":
        return lr / numpy.power(t, scheduler.get("power_t", 0.5))
    alpha = scheduler["alpha"]
    return 1 / (alpha * (1 / (numpy.sqrt(1 / numpy.sqrt(alpha)) * alpha) + t - 1))


def by_estimator(experiment, x, y):
    """One fit for each number of epochs."""
    loss, hiker = experiment["loss"], experiment["hikers"][0]
    scheduler = hiker.get("scheduler")
    arguments = {"loss": loss["name"], "alpha": loss["alpha"], "eta0": hiker["optimizer"]["lr"], "tol": None}
    arguments |= {"random_state": experiment["seed"], "learning_rate": scheduler["name"] if scheduler else "constant"}
    arguments |= {"power_t": scheduler["power_t"]} if scheduler and "power_t" in scheduler else {}
    estimator = SGDRegressor if loss["name"] == "squared_error" else SGDClassifier
    points = [numpy.zeros(x.shape[1] + 1)]
    for epochs in range(1, experiment["epochs"] + 1):
        model = estimator(max_iter=epochs, **arguments).fit(x, y)
        points.append(numpy.append(model.coef_, model.intercept_))
    return judged(points, loss, x, y)


def by_plain_rule(experiment, x, y):
    """The same updates written out, w −= η (d x + alpha w), which round differently."""
    loss, hiker, n = experiment["loss"], experiment["hikers"][0], len(y)
    lr, scheduler = hiker["optimizer"]["lr"], hiker.get("scheduler")
    signs = numpy.where(y == y.max(), 1, -1)
    slopes = {
        "squared_error": lambda p, i: p - y[i],
        "hinge": lambda p, i: -signs[i] if signs[i] * p <= 1 else 0,
        "log_loss": lambda p, i: -signs[i] / (1 + numpy.exp(signs[i] * p)),
    }
    slope = slopes[loss["name"]]
    w, b, t = numpy.zeros(x.shape[1]), 0.0, 0
    points = [numpy.append(w, b)]
    for order in epoch_orders(n, experiment["seed"], experiment["epochs"], loss["name"] != "squared_error"):
        for i in order:
            t += 1
            eta, d = rate(t, lr, scheduler), slope(x[i] @ w + b, i)
            w, b = w - eta * (d * x[i] + loss["alpha"] * w), b - eta * d
        points.append(numpy.append(w, b))
    return judged(points, loss, x, y)


def judged(points, loss, x, y):
    """The loss at each point, and the metric the playground shows."""
    if loss["name"] == "squared_error":
        return trace(points, x, y, loss["alpha"])
    signs = numpy.where(y == y.max(), 1, -1)
    losses, accuracies = [], []
    for theta in points:
        p = x @ theta[:-1] + theta[-1]
        m = p * signs
        each = numpy.maximum(0, 1 - m) if loss["name"] == "hinge" else numpy.logaddexp(0, -m)
        losses.append(float(each.mean() + 0.5 * loss["alpha"] * (theta[:-1] @ theta[:-1])))
        accuracies.append(float(numpy.mean((p > 0) == (signs > 0))))
    return {"params": [theta.tolist() for theta in points], "loss": losses, "accuracy": accuracies}


def record_linear(name, data, lr=0.01, alpha=1e-4, seed=42, standardize=False, scheduler=None):
    raw, y = generate(data)
    hiker = {"optimizer": {"name": "SGD", "lr": lr}, "batch_size": 1}
    hiker |= {"scheduler": scheduler | {"interval": "step"}} if scheduler else {}
    experiment = {
        "loss": {"name": name, "data": data, "standardize": standardize, "alpha": alpha},
        "epochs": EPOCHS,
        "seed": seed,
        "hikers": [hiker],
    }
    scale = StandardScaler().fit_transform if standardize else numpy.array
    full = by_estimator(experiment, scale(raw), y)
    # The classes are no measurement: only their table is moved.
    moved = [(scale(x), near if name == "squared_error" else y) for x, near in perturbed_data(raw, y)]
    others = [by_estimator(experiment, x, near) for x, near in moved]
    others.append(by_plain_rule(experiment, scale(raw), y))
    records, n = kept(EPOCHS), len(y)
    metric = "mse" if name == "squared_error" else "accuracy"
    run = {"experiment": experiment, "records": records}
    run |= {key: [full[key][k] for k in records] for key in ("params", "loss")}
    run |= {"metrics": {metric: [full[metric][k] for k in records]}}
    run |= {"lr": [rate(k * n + 1, lr, scheduler) for k in records]} if scheduler else {}
    return run | {"reliable": reliable(full, others)}


def linear_runs():
    one = two_classes(60, 1, 3, n_informative=1, n_clusters_per_class=1, class_sep=0.8)
    two = two_classes(80, 2, 1)
    five = two_classes(70, 5, 7, n_informative=3, n_redundant=1)
    # Scales far apart, and classes of other names: the smaller is the negative one.
    apart = {"X": (numpy.array(five["X"]) * [1, 10, 100, 0.1, 1] + [0, 5, -30, 1, 0]).round(3).tolist()}
    apart |= {"y": [7 if y else -2 for y in five["y"]]}
    for name in ("hinge", "log_loss"):
        for lr in (1e-3, 0.01, 0.1, 1.0):
            yield record_linear(name, two, lr)
        yield record_linear(name, one, 0.05, seed=0)
        yield record_linear(name, two, 0.01, alpha=0.3, seed=7)
        yield record_linear(name, five, 0.01, alpha=0)
        yield record_linear(name, apart, 0.02, alpha=0.01, seed=4294967295, standardize=True)
        yield record_linear(name, apart, 1e-5, seed=1)
        yield record_linear(name, two, 0.1, scheduler={"name": "invscaling"})
        yield record_linear(name, five, 1.0, seed=3, scheduler={"name": "invscaling", "power_t": 0.25})
        for data, alpha, seed in ((two, 1e-4, 42), (five, 0.01, 5)):
            yield record_linear(name, data, 0.5, alpha, seed, scheduler={"name": "optimal", "alpha": alpha})
    body = diabetes(60, [0, 2, 3, 8])
    for seed in (0, 42, 123456789):
        yield record_linear("squared_error", body, 0.01, seed=seed, standardize=True)
    yield record_linear("squared_error", body, 0.001, alpha=0.1, seed=2, standardize=True)
    inverse = {"name": "invscaling", "power_t": 0.25}
    yield record_linear("squared_error", body, 0.05, seed=1, standardize=True, scheduler=inverse)
    optimal = {"name": "optimal", "alpha": 0.1}
    yield record_linear("squared_error", body, alpha=0.1, standardize=True, scheduler=optimal)


if __name__ == "__main__":
    write("numpy_random.json", VERSIONS, draws=[draws(42), draws(0)])
    write("sklearn_sgd.json", VERSIONS, runs=list(runs()))
    write("sklearn_linear.json", VERSIONS, runs=list(linear_runs()))
