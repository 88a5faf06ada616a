"""Records PyTorch's loss and gradient of every surface far out and close to the origin.

Run it in an environment that has torch (any CPU build will do):

    python tests/reference/record_surfaces.py

Writes surfaces.json beside itself, the same bytes each time. The surfaces are written out here from the literature. What
is not finite, or turns with the last bit of the point (a sine of 1e30), is null.
"""

import itertools
import math

import torch

from recording import within, write
from walking import SURFACES

VERSIONS = {"torch": torch.__version__}
PI = math.pi


def cliff(x, y):
    s = 1 / (1 + math.exp(-0.5))
    for _ in range(50):
        s = torch.sigmoid(x * s + y)
    return (s - 0.7) ** 2


def freudenstein_roth(x, y):
    return (x - 13 + ((5 - y) * y - 2) * y) ** 2 + (x - 29 + ((y + 1) * y - 14) * y) ** 2


def goldstein_price(x, y):
    one = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
    return one * (30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2))


def levy(x, y):
    u, v = 1 + (x - 1) / 4, 1 + (y - 1) / 4
    last = (v - 1) ** 2 * (1 + torch.sin(2 * PI * v) ** 2)
    return torch.sin(PI * u) ** 2 + (u - 1) ** 2 * (1 + 10 * torch.sin(PI * u + 1) ** 2) + last


def sharp_and_flat(x, y):
    p, q = 20 / 2 * ((x + 1.5) ** 2 + y**2), 1 / 2 * ((x - 1) ** 2 + y**2)
    return p * q / (p + q)


def cross_in_tray(x, y):
    raised = torch.exp(torch.abs(100 - torch.sqrt(x**2 + y**2) / PI))
    return -0.0001 * (torch.abs(torch.sin(x) * torch.sin(y) * raised) + 1) ** 0.1


def michalewicz(x, y):
    return -torch.sin(x) * torch.sin(x**2 / PI) ** 20 - torch.sin(y) * torch.sin(2 * y**2 / PI) ** 20


def branin(x, y):
    return (y - 5.1 / (4 * PI**2) * x**2 + 5 / PI * x - 6) ** 2 + 10 * (1 - 1 / (8 * PI)) * torch.cos(x) + 10


def bohachevsky(x, y):
    return x**2 + 2 * y**2 - 0.3 * torch.cos(3 * PI * x) - 0.4 * torch.cos(4 * PI * y) + 0.7


ALL = {name: forms[0] for name, forms in SURFACES.items()} | {
    "bohachevsky": bohachevsky,
    "booth": lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
    "branin": branin,
    "bukin_n6": lambda x, y: 100 * torch.sqrt(torch.abs(y - 0.01 * x**2)) + 0.01 * torch.abs(x + 10),
    "cliff": cliff,
    "cross_in_tray": cross_in_tray,
    "deep_linear": lambda x, y: (1 - x * y) ** 2 / 2,
    "easom": lambda x, y: -torch.cos(x) * torch.cos(y) * torch.exp(-((x - PI) ** 2) - (y - PI) ** 2),
    "freudenstein_roth": freudenstein_roth,
    "goldstein_price": goldstein_price,
    "griewank": lambda x, y: 1 + (x**2 + y**2) / 4000 - torch.cos(x) * torch.cos(y / math.sqrt(2)),
    "levy": levy,
    "matyas": lambda x, y: 0.26 * (x**2 + y**2) - 0.48 * x * y,
    "mccormick": lambda x, y: torch.sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1,
    "michalewicz": michalewicz,
    "monkey_saddle": lambda x, y: x**3 - 3 * x * y**2,
    "plateau": lambda x, y: (x**2 + 4 * y**2) / (1 + x**2 + 4 * y**2),
    "schaffer_n2": lambda x, y: 0.5 + (torch.sin(x**2 - y**2) ** 2 - 0.5) / (1 + 0.001 * (x**2 + y**2)) ** 2,
    "sharp_and_flat": sharp_and_flat,
    "six_hump_camel": lambda x, y: (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (4 * y**2 - 4) * y**2,
}

SIZES = [1e3, 1e-3, 1e30, 1e-30, 1e150, 1e-150]
POINTS = [[sx * 1.3 * size, sy * 0.7 * size] for size in SIZES for sx, sy in itertools.product((1, -1), repeat=2)]
POINTS += [[-800.0, 3.0], [800.0, -3.0], [2.0, 1e30], [-1e30, 2.0], [1e150, -1e-150], [0.5, -1e3], [1e3, 0.5]]


def numbers(surface, point):
    at = torch.tensor(point, requires_grad=True)
    loss = surface(*at)
    loss.backward()
    return [loss.item(), *at.grad.tolist()]


def steady(surface, point):
    """The numbers there; null for those that are not finite or turn with the last bit of the point."""
    here = numbers(surface, point)
    for i, towards in itertools.product((0, 1), (math.inf, -math.inf)):
        near = [math.nextafter(x, towards) if k == i else x for k, x in enumerate(point)]
        there = numbers(surface, near)
        here = [a if a is not None and math.isfinite(a) and within(a, b) else None for a, b in zip(here, there)]
    return here


def record(name, point):
    loss, *gradient = steady(ALL[name], point)
    return {"loss": {"name": name}, "at": point, "value": loss, "gradient": gradient}


if __name__ == "__main__":
    write("surfaces.json", VERSIONS, points=[record(name, point) for name in sorted(ALL) for point in POINTS])
