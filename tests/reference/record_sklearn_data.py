"""Records scikit-learn's data sets, NumPy's random labels, and what StandardScaler makes of tables.

Run it in an environment that has scikit-learn and numpy:

    python tests/reference/record_sklearn_data.py

Writes sklearn_data.json beside itself, the same bytes each time. Nothing of this project is imported.
"""

import numpy
import sklearn
from sklearn import datasets
from sklearn.preprocessing import StandardScaler

from recording import write

VERSIONS = {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__}
# As many numbers are written in full; of larger tables the first rows and sums.
IN_FULL = 80


def random_labels(n_samples=1000, n_features=20, random_state=None):
    """The course's data that has nothing to learn."""
    random = numpy.random.RandomState(random_state)
    return random.rand(n_samples, n_features), random.randint(0, 2, n_samples)


def load_iris(classes=3):
    x, y = datasets.load_iris(return_X_y=True)
    return x[y < classes], y[y < classes]


LOADED = {
    "random_labels": random_labels,
    "iris": load_iris,
    "breast_cancer": lambda: datasets.load_breast_cancer(return_X_y=True),
    "diabetes": lambda **arguments: datasets.load_diabetes(return_X_y=True, **arguments),
}


def generate(data):
    if "X" in data:
        return numpy.array(data["X"], dtype=float), numpy.array(data["y"], dtype=float)
    arguments = {key: tuple(value) if key == "center_box" else value for key, value in data.items() if key != "name"}
    maker = LOADED.get(data["name"]) or getattr(datasets, data["name"])
    return maker(**arguments)


def sets(name, *each):
    return [{"name": name} | arguments for arguments in each]


DATA = [
    *sets(
        "make_regression",
        dict(n_samples=10, n_features=1, noise=20, random_state=42),
        dict(n_samples=12, n_features=3, random_state=0),
        dict(n_samples=12, n_features=3, noise=2.5, random_state=1),
        dict(n_samples=7, n_features=3, noise=1, random_state=42),  # odd: one normal is left for the noise
        dict(n_samples=20, n_features=5, n_informative=2, noise=0.5, random_state=0),
        dict(n_samples=9, n_features=5, n_informative=1, bias=-7.5, random_state=1),
        dict(n_samples=30, n_features=1, bias=100, noise=3, random_state=0),
        dict(n_samples=11, n_features=3, n_informative=2, noise=4, shuffle=False, random_state=42),
        dict(n_samples=6, n_features=5, shuffle=False, random_state=1),
        dict(n_samples=5, n_features=12, noise=1, random_state=42),  # ten are informative by default
        dict(n_samples=2, n_features=2, noise=1, random_state=0),
        dict(n_samples=500, n_features=1, noise=20, random_state=42),  # the course's
        dict(n_samples=101, n_features=3, noise=10, random_state=7),
        dict(random_state=0),
    ),
    *sets(
        "make_classification",
        dict(random_state=0),
        dict(random_state=42),
        dict(n_samples=17, n_features=2, n_redundant=0, n_clusters_per_class=1, random_state=4294967295),
        dict(n_samples=13, n_features=4, random_state=1),
        dict(n_samples=13, n_features=4, shuffle=False, random_state=1),
        dict(n_samples=10, n_features=7, n_repeated=2, shuffle=False, random_state=2),
        dict(n_samples=10, n_features=8, n_informative=3, n_redundant=1, n_repeated=3, random_state=3),
        dict(n_samples=20, n_features=3, n_redundant=1, hypercube=False, random_state=4),
        dict(n_samples=20, n_features=3, n_redundant=1, flip_y=0, class_sep=2.5, shift=-3, scale=100, random_state=5),
        dict(n_samples=20, n_features=2, n_redundant=0, flip_y=1, random_state=6),
        # Three classes: labels drawn with rejection.
        dict(n_samples=25, n_features=3, n_redundant=0, n_classes=3, n_clusters_per_class=1, flip_y=0.5, random_state=7),
        dict(n_samples=7, n_features=1, n_informative=1, n_redundant=0, n_clusters_per_class=1, random_state=8),
        dict(n_samples=5, n_features=2, n_redundant=0, n_classes=1, n_clusters_per_class=1, random_state=9),
        # Fewer samples than clusters.
        dict(n_samples=3, n_features=4, n_informative=3, n_redundant=0, n_clusters_per_class=4, random_state=10),
        # Each way of choosing corners: few of many, most of them, nearly all, all, and more dimensions than bits.
        dict(n_samples=60, n_features=10, n_informative=9, n_redundant=1, random_state=11),
        dict(n_samples=60, n_features=5, n_informative=3, n_clusters_per_class=3, random_state=12),
        dict(n_samples=150, n_features=7, n_informative=7, n_redundant=0, n_classes=127, n_clusters_per_class=1,
             random_state=13),
        dict(n_samples=60, n_features=4, n_informative=4, n_redundant=0, n_clusters_per_class=8, random_state=14),
        dict(n_samples=60, n_features=40, n_informative=33, n_redundant=3, n_repeated=2, random_state=15),
        dict(n_samples=1000, n_features=20, n_informative=10, n_redundant=5, n_classes=4, random_state=16),
    ),
    *sets(
        "make_moons",
        dict(n_samples=12, random_state=0),
        dict(n_samples=13, noise=0.2, random_state=42),
        dict(n_samples=9, shuffle=False, random_state=1),
        dict(n_samples=9, shuffle=False, noise=0.1, random_state=1),
        dict(n_samples=1, noise=0.1, random_state=1),
        dict(n_samples=2, random_state=1),
        dict(noise=0, random_state=4294967295),
        dict(n_samples=250, noise=0.3, random_state=7),
    ),
    *sets(
        "make_circles",
        dict(n_samples=12, random_state=0),
        dict(n_samples=13, noise=0.2, random_state=42),
        dict(n_samples=9, shuffle=False, factor=0, random_state=1),
        dict(n_samples=9, shuffle=False, noise=0.1, factor=0.99, random_state=1),
        dict(n_samples=1, noise=0.1, random_state=1),
        dict(random_state=4294967295),
        dict(n_samples=250, noise=0.05, factor=0.5, random_state=7),
    ),
    *sets(
        "make_blobs",
        dict(n_samples=12, random_state=0),
        dict(n_samples=13, n_features=3, centers=2, random_state=42),  # odd: one normal is left
        dict(n_samples=11, centers=4, cluster_std=0, random_state=1),
        dict(n_samples=10, centers=3, cluster_std=2.5, center_box=[-1, 40], shuffle=False, random_state=1),
        dict(n_samples=3, n_features=1, centers=5, center_box=[5, -5], random_state=2),
        dict(random_state=4294967295),
        dict(n_samples=500, n_features=4, centers=5, random_state=7),
    ),
    *sets(
        "random_labels",
        dict(n_samples=10, n_features=3, random_state=0),
        dict(n_samples=33, n_features=1, random_state=4294967295),
        dict(random_state=42),
        dict(n_samples=200, n_features=7, random_state=1),
    ),
    *sets("iris", dict(), dict(classes=2)),
    *sets("breast_cancer", dict()),
    *sets("diabetes", dict(), dict(scaled=False)),
]


def recorded(data):
    x, y = (numpy.asarray(a, dtype=float) for a in generate(data))
    if x.size <= IN_FULL:
        return {"data": data, "X": x.tolist(), "y": y.tolist()}
    # Each place counts by itself: numbers 1, 2, … are the weights.
    columns, rows = numpy.arange(1, x.shape[1] + 1), numpy.arange(1, len(y) + 1)
    return {
        "data": data,
        "shape": list(x.shape),
        "X": x[:3].tolist(),
        "y": y[:3].tolist(),
        "sums_X": [float(numpy.sum(x)), float(rows @ x @ columns), float(numpy.sum(x**2))],
        "sums_y": [float(numpy.sum(y)), float(rows @ y), float(numpy.sum(y**2))],
    }


TABLES = [
    {"name": "make_regression", "n_samples": 12, "n_features": 3, "random_state": 0},
    {"X": [[1, 5.5, 0.1], [2, 5.5, 0.1], [4, 5.5, 0.1], [8, 5.5, 0.1]], "y": [1, 2, 3, 4]},
    {"name": "iris"},
    {"name": "breast_cancer"},
    {"name": "diabetes", "scaled": False},
]


def standardized(data):
    x, _ = generate(data)
    scaler = StandardScaler().fit(x)
    rows = slice(None) if x.size <= IN_FULL else slice(3)
    return {
        "data": data,
        "mean": scaler.mean_.tolist(),
        "scale": scaler.scale_.tolist(),
        "X": scaler.transform(x)[rows].tolist(),
    }


if __name__ == "__main__":
    write("sklearn_data.json", VERSIONS, data=map(recorded, DATA), standardized=map(standardized, TABLES))
