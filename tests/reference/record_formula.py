"""Records what PyTorch makes of the functions that a typed formula knows, near and far away: value and gradient.

Run it in an environment that has torch and numpy:

    python tests/reference/record_formula.py

Writes formula.json beside itself, the same bytes each time. All is float64.
"""

import math

import numpy
import torch

from recording import write

VERSIONS = {"torch": torch.__version__, "numpy": numpy.__version__}

FAR = [sign * 10.0**power for power in (3, 30, 150, -3, -30, -150) for sign in (1, -1)]
NEAR = [0.5, -0.5, 1.0, -1.0, 0.0, 2.5, -2.5, 20.0, -20.0]

# By how it is typed.
OF_ONE = {
    "exp(x)": torch.exp,
    "ln(x)": torch.log,
    "log10(x)": torch.log10,
    "sqrt(x)": torch.sqrt,
    "abs(x)": torch.abs,
    "sin(x)": torch.sin,
    "cos(x)": torch.cos,
    "tan(x)": torch.tan,
    "sinh(x)": torch.sinh,
    "cosh(x)": torch.cosh,
    "tanh(x)": torch.tanh,
    "asin(x)": torch.asin,
    "acos(x)": torch.acos,
    "atan(x)": torch.atan,
    "x^2": lambda x: x**2,
    "x^3": lambda x: x**3,
    "x^-1": lambda x: x**-1,
    "x^-2": lambda x: x**-2,
    "x^0.5": lambda x: x**0.5,
    "x^1.5": lambda x: x**1.5,
    "2^x": lambda x: 2**x,
    "1/x": lambda x: 1 / x,
    "exp(-x)/(1 + exp(-x))": lambda x: torch.exp(-x) / (1 + torch.exp(-x)),
    "1/(1 + exp(-x))": lambda x: 1 / (1 + torch.exp(-x)),
    "1/(1 + exp(x))": lambda x: 1 / (1 + torch.exp(x)),
    "x/(1 + exp(-x))": lambda x: x / (1 + torch.exp(-x)),
    "(exp(x) - exp(-x))/(exp(x) + exp(-x))": lambda x: (torch.exp(x) - torch.exp(-x)) / (torch.exp(x) + torch.exp(-x)),
    "log(1 + exp(x))": lambda x: torch.log(1 + torch.exp(x)),
    "log(1 + x^2)": lambda x: torch.log(1 + x**2),
    "x*exp(-x^2)": lambda x: x * torch.exp(-(x**2)),
    "exp(-x^4)": lambda x: torch.exp(-(x**4)),
    "1/cosh(x)": lambda x: 1 / torch.cosh(x),
    "x^2/(1 + x^2)": lambda x: x**2 / (1 + x**2),
    "1/(1 + x^4)": lambda x: 1 / (1 + x**4),
    "sqrt(1 + x^2)": lambda x: torch.sqrt(1 + x**2),
}
OF_TWO = {
    "x^y": lambda x, y: x**y,
    "min(x, y)": torch.minimum,
    "max(x, y)": torch.maximum,
    "x*y": lambda x, y: x * y,
    "x/y": lambda x, y: x / y,
    "sqrt(x^2 + y^2)": lambda x, y: torch.sqrt(x**2 + y**2),
    "x/(1 + exp(y))": lambda x, y: x / (1 + torch.exp(y)),
}


def number(x):
    """JSON has none of these."""
    return x if math.isfinite(x) else str(x)


def record(formula, function, point):
    at = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in point]
    value = function(*at)
    value.backward()
    return {
        "f": formula,
        "at": point,
        "value": number(value.item()),
        "gradient": [number(x.grad.item()) for x in at],
    }


def points():
    for formula, function in OF_ONE.items():
        for x in NEAR + FAR:
            yield record(formula, function, [x])
    pairs = [(x, y) for x in FAR + [0.5, 2.5] for y in [1e3, -1e3, 1e150, -1e150, 1e-150, 1e-30, 0.5, -2.0]]
    for formula, function in OF_TWO.items():
        for pair in pairs:
            yield record(formula, function, list(pair))


if __name__ == "__main__":
    write("formula.json", VERSIONS, points=list(points()))
