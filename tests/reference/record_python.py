"""Runs the programs that the engine writes for a teacher, with the real libraries, and records what they print.

Run it in an environment that has torch, numpy, scikit-learn, jax, optax, schedulefree, prodigyopt and dadaptation (any
CPU build of torch will do), with Rust installed:

    python tests/reference/record_python.py

Writes python.json beside itself: each experiment, the program the engine writes for it, and its output. Which
experiments there are says tests/native/python.rs, from the catalogue: a new entry is among them by itself.
"""

import contextlib
import io
import json
import os
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path

import torch

from recording import write

PACKAGES = ("torch", "numpy", "scikit-learn", "jax", "optax", "schedulefree", "prodigyopt", "dadaptation")
VERSIONS = {name: version(name) for name in PACKAGES} | {"torch": torch.__version__}


def programs():
    """From the engine, by its test of them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "programs.json"
        command = ["cargo", "test", "--quiet", "--test", "native", "--", "the_recorded_programs"]
        root = Path(__file__).parents[2]
        subprocess.run(command, env=os.environ | {"PROGRAMS": str(path)}, cwd=root, check=True)
        return json.loads(path.read_text())


def output(program):
    """What it prints, run as it would be in a fresh Python."""
    torch.set_default_dtype(torch.float32)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(program, "program", "exec"), {"__name__": "__main__"})
    return json.loads(printed.getvalue().splitlines()[-1])  # Prodigy says something first


def recorded(run):
    try:
        return run | {"output": output(run["program"])}
    except Exception:
        print(run["program"])
        raise


if __name__ == "__main__":
    write("python.json", VERSIONS, runs=map(recorded, programs()))
