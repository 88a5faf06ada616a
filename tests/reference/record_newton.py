"""Records Newton's method on six of the analytic losses, the second derivatives by PyTorch's autograd.

Run it in an environment that has torch and numpy:

    python tests/reference/record_newton.py

Writes newton.json beside itself, the same bytes each time. All is float64.
"""

import numpy
import torch

from recording import write
from walking import RATES, SURFACES, few, record

VERSIONS = {"torch": torch.__version__, "numpy": numpy.__version__}


class Newton:
    def __init__(self, point, surface, again, lr, damping=0.0):
        self.point, self.surface, self.again, self.lr, self.damping = point, surface, again, lr, damping

    def step(self):
        H = torch.autograd.functional.hessian(lambda w: self.surface(*w), self.point.detach())
        H = H + self.damping * torch.eye(2)
        solved = H.inverse() @ self.point.grad if self.again else torch.linalg.solve(H, self.point.grad)
        with torch.no_grad():
            self.point -= self.lr * solved


SETTINGS = [{"lr": 1}, {"lr": 0.3}, {"lr": 0.7, "damping": 30}]


def runs():
    for name, walks in RATES.items():
        for start, _ in walks:
            for given in SETTINGS:

                def make(point, optimizer, again):
                    return Newton(point, SURFACES[name][again], again, **given)

                yield record({"name": name}, start, {"name": "Newton"} | given, make=make, kept=few)


if __name__ == "__main__":
    write("newton.json", VERSIONS, runs=list(runs()))
