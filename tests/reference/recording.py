"""What the recording scripts share: which records are kept, how far a run can be trusted, the file format."""

import json
import math
from pathlib import Path

# A run is chaotic from where a change in the last bit has grown past this, relative to max(1, |value|).
RELIABLE = 1e-11


def kept(last):
    """The records written to a file: the first six, then every tenth, and the last."""
    return [k for k in range(last + 1) if k <= 5 or k % 10 == 0 or k == last]


def within(number, other):
    return abs(number - other) <= RELIABLE * max(1.0, abs(number))


def reliable(walk, perturbed):
    """The last record up to which every perturbed walk agrees with `walk`, in each parameter and in loss."""
    for k, point in enumerate(walk["params"]):
        for other in perturbed:
            if k >= len(other["loss"]):
                return k - 1
            pairs = zip([*point, walk["loss"][k]], [*other["params"][k], other["loss"][k]])
            if not all(within(number, same) for number, same in pairs):
                return k - 1
    return len(walk["loss"]) - 1


def nudges(numbers):
    """Copies of `numbers` with one of them moved by one unit in the last place, each up and down."""
    for i, number in enumerate(numbers):
        for direction in (math.inf, -math.inf):
            yield [*numbers[:i], math.nextafter(number, direction), *numbers[i + 1 :]]


def write(name, versions, **lists):
    """Writes JSON with one entry a line; floats are written shortest, so they read back exactly."""

    def text(value):
        return json.dumps(value, separators=(",", ":"), allow_nan=False)

    parts = [f'"versions":{text(versions)}']
    for key, entries in lists.items():
        parts.append(f'"{key}":[\n' + ",\n".join(text(entry) for entry in entries) + "\n]")
    path = Path(__file__).parent / name
    path.write_text("{" + ",\n".join(parts) + "}\n")
    print(f"{name}: {path.stat().st_size} bytes")
