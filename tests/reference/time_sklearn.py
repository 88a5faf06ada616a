"""Times an epoch of scikit-learn's compiled SGD on the course's 500 points: microseconds, by processor time.

    python tests/reference/time_sklearn.py

The slope of the time of `fit` over its number of epochs, so that what happens once a fit does not count. `npm run
bench` prints ours on the same experiment.
"""

import time

from sklearn.datasets import make_regression
from sklearn.linear_model import SGDRegressor

FEW, MANY, TIMES = 100, 5000, 5
X, Y = make_regression(n_samples=500, n_features=1, noise=20, random_state=42)


def fastest(epochs):
    """Seconds of the fastest of several fits."""

    def once():
        model = SGDRegressor(learning_rate="constant", eta0=0.01, max_iter=epochs, tol=None, random_state=42)
        began = time.process_time()
        model.fit(X, Y)
        return time.process_time() - began

    return min(once() for _ in range(TIMES))


slopes = sorted(1e6 * (fastest(MANY) - fastest(FEW)) / (MANY - FEW) for _ in range(5))
print(f"SGDRegressor, 500 points one by one: {slopes[2]:.1f} µs an epoch ({slopes[0]:.1f} to {slopes[-1]:.1f})")
