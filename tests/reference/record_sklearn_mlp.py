"""Records scikit-learn's MLPClassifier.

Run it in an environment that has scikit-learn and numpy:

    python tests/reference/record_sklearn_mlp.py

Writes sklearn_mlp.json beside itself, the same bytes each time. Nothing of this project is imported.
"""

import warnings

import numpy
import scipy
import sklearn
from sklearn.datasets import load_iris, make_blobs, make_moons
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

from recording import reliable, write

warnings.simplefilter("ignore", ConvergenceWarning)

VERSIONS = {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__, "scipy": scipy.__version__}
RECORDS = [0, 1, 2, 10, 100]

TABLES = {
    "moons": make_moons(n_samples=60, noise=0.2, random_state=0),
    "blobs": make_blobs(n_samples=45, centers=3, n_features=2, cluster_std=1.5, random_state=3),
    "wide": make_blobs(n_samples=50, centers=4, n_features=5, cluster_std=3, random_state=1),
    "iris": load_iris(return_X_y=True),
}
# Labels may be any two numbers.
TABLES["labels"] = (TABLES["moons"][0][:31], numpy.where(TABLES["moons"][1][:31] == 1, 7, -3))


def fitted(experiment, x, y, epochs):
    """What one `fit` of so many epochs ends at; none is a fit whose rate moves nothing."""
    loss, hiker = experiment["loss"], experiment["hikers"][0]
    optimizer = hiker["optimizer"]
    arguments = {"alpha": loss["alpha"]} if "alpha" in loss else {}
    if "hidden_layer_sizes" in loss:
        arguments["hidden_layer_sizes"] = loss["hidden_layer_sizes"]
    if "activation" in loss:
        arguments["activation"] = loss["activation"]
    if "betas" in optimizer:
        arguments["beta_1"], arguments["beta_2"] = optimizer["betas"]
    return MLPClassifier(
        **arguments,
        solver=optimizer["name"].lower(),
        momentum=optimizer.get("momentum", 0),
        nesterovs_momentum=False,
        batch_size=hiker.get("batch_size", len(y)),
        learning_rate_init=optimizer["lr"] if epochs else 1e-300,
        max_iter=max(epochs, 1),
        tol=0,
        n_iter_no_change=numpy.inf,
        random_state=experiment["seed"],
    ).fit(x, y)


def quality(model, x, y, alpha):
    """The mean log-loss, not clipped, with the penalty; and the part of the samples that is right."""
    a = x
    hidden = {"relu": lambda z: numpy.maximum(z, 0), "tanh": numpy.tanh, "logistic": scipy.special.expit}
    for w, b in zip(model.coefs_[:-1], model.intercepts_[:-1]):
        a = hidden[model.activation](a @ w + b)
    z = a @ model.coefs_[-1] + model.intercepts_[-1]
    if z.shape[1] == 1:
        z = numpy.column_stack([numpy.zeros(len(z)), z])
    own = z[numpy.arange(len(y)), numpy.searchsorted(model.classes_, y)]
    squares = sum(float((w**2).sum()) for w in model.coefs_)
    loss = float((scipy.special.logsumexp(z, axis=1) - own).mean() + 0.5 * alpha * squares / len(y))
    return loss, float(model.score(x, y))


def walk(experiment, x, y):
    trace = {"params": [], "loss": [], "accuracy": []}
    for epochs in experiment["records"]:
        model = fitted(experiment, x, y, epochs)
        layers = [numpy.append(w.ravel(), b) for w, b in zip(model.coefs_, model.intercepts_)]
        trace["params"].append(numpy.concatenate(layers).tolist())
        loss, accuracy = quality(model, x, y, experiment["loss"].get("alpha", 1e-4))
        trace["loss"].append(loss)
        trace["accuracy"].append(accuracy)
    return trace


def record(table, loss, optimizer, batch_size=None, seed=42, records=RECORDS):
    raw, y = TABLES[table]
    hiker = {"optimizer": optimizer} | ({"batch_size": batch_size} if batch_size else {})
    experiment = {"loss": {"name": "mlp"} | loss, "epochs": records[-1], "seed": seed, "hikers": [hiker]}
    scale = StandardScaler().fit_transform if loss.get("standardize") else numpy.array
    described = experiment | {"records": records}
    full = walk(described, scale(raw), y)
    rng = numpy.random.RandomState(0)
    nudged = [numpy.nextafter(raw, rng.choice([-numpy.inf, numpy.inf], raw.shape)) for _ in range(4)]
    others = [walk(described, scale(x), y) for x in nudged]
    run = {"data": table, "experiment": experiment, "records": records}
    run |= {key: full[key] for key in ("params", "loss")} | {"metrics": {"accuracy": full["accuracy"]}}
    return run | {"reliable": records[reliable(full, others)]}


def sgd(lr, **more):
    return {"name": "SGD", "lr": lr} | more


def adam(lr, **more):
    return {"name": "Adam", "lr": lr, "epsilon_hat": True} | more


def network(*sizes, **more):
    return {"hidden_layer_sizes": list(sizes)} | more


def runs():
    yield record("moons", network(5), sgd(0.5), 10, seed=0)
    yield record("moons", network(8, 8, activation="tanh"), sgd(0.2), 16)
    yield record("moons", network(5, activation="logistic"), adam(0.05), 20, seed=1)
    yield record("moons", network(8, 8, 8, 8, 8, 8, activation="tanh"), sgd(0.03), 10)
    yield record("moons", network(6, activation="tanh"), sgd(0.1, momentum=0.9), 7, seed=5)
    yield record("moons", {}, sgd(0.1), 25, records=[1, 100])  # 100 neurons, relu, by default
    yield record("labels", network(4, 3), adam(0.02), 8, seed=3)
    yield record("labels", {"hidden_layer_sizes": []}, sgd(0.3), 31, seed=9)
    yield record("iris", network(10), adam(0.01), 32)
    yield record("iris", network(4, 4, activation="tanh", alpha=0.1, standardize=True), sgd(0.1))
    yield record("iris", network(6, activation="logistic"), sgd(0.05), 1, seed=7)
    yield record("iris", network(5, standardize=True), adam(0.02, betas=[0.8, 0.99]), 150, seed=11)
    yield record("blobs", network(8, 4, 3), sgd(0.05), 7, seed=4294967295)
    yield record("blobs", network(7, activation="logistic", alpha=0), adam(0.1), 45, seed=2)
    yield record("wide", network(6, 5, activation="tanh", alpha=1), adam(0.03), 9, seed=13)
    yield record("wide", network(9, standardize=True), sgd(0.2), 50, seed=6)


if __name__ == "__main__":
    tables = [{"name": name, "X": x.tolist(), "y": y.tolist()} for name, (x, y) in TABLES.items()]
    write("sklearn_mlp.json", VERSIONS, tables=tables, runs=list(runs()))
