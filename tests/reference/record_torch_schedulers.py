"""Records all of PyTorch's schedulers: their rates by themselves, and walks driven by them.

Run it in an environment that has torch and numpy (any CPU build of torch will do):

    python tests/reference/record_torch_schedulers.py

Writes torch_schedulers_more.json beside itself, the same bytes each time.
"""

import warnings

import numpy
import torch

from recording import write
from walking import cycles, few, make_scheduler, momentum, record

# PyTorch wants optimizer.step() before, also where it takes the first step itself.
warnings.filterwarnings("ignore", category=UserWarning)

VERSIONS = {"torch": torch.__version__, "numpy": numpy.__version__}
RECORDS = 201


def constant(factor, total_iters):
    return {"name": "ConstantLR", "factor": factor, "total_iters": total_iters}


def linear(start, end, total_iters):
    return {"name": "LinearLR", "start_factor": start, "end_factor": end, "total_iters": total_iters}


def exponential(gamma):
    return {"name": "ExponentialLR", "gamma": gamma}


def polynomial(total_iters, power):
    return {"name": "PolynomialLR", "total_iters": total_iters, "power": power}


def cosine(T_max, **more):
    return {"name": "CosineAnnealingLR", "T_max": T_max} | more


def restarts(T_0, **more):
    return {"name": "CosineAnnealingWarmRestarts", "T_0": T_0} | more


def step(step_size, gamma):
    return {"name": "StepLR", "step_size": step_size, "gamma": gamma}


def multistep(*milestones, **more):
    return {"name": "MultiStepLR", "milestones": list(milestones)} | more


def swa(swa_lr, **more):
    return {"name": "SWALR", "swa_lr": swa_lr} | more


def cyclic(**more):
    return {"name": "CyclicLR"} | more


def one_cycle(total_steps, **more):
    return {"name": "OneCycleLR", "total_steps": total_steps} | more


def by_formula(text):
    return {"name": "LambdaLR", "lr_lambda": text}


def multiplied(text):
    return {"name": "MultiplicativeLR", "lr_lambda": text}


def plateau(**more):
    return {"name": "ReduceLROnPlateau"} | more


def in_turn(schedulers, *milestones):
    return {"name": "SequentialLR", "schedulers": schedulers, "milestones": list(milestones)}


def chained(*schedulers):
    return {"name": "ChainedScheduler", "schedulers": list(schedulers)}


SGD = {"name": "SGD", "momentum": 0.7}
ADAM = {"name": "Adam", "betas": [0.7, 0.99]}

SCHEDULERS = [
    constant(0.1, 40),
    constant(1, 3),
    constant(0.5, 0),
    constant(0.5, 1000),
    linear(0.01, 1, 100),
    linear(1, 0, 150),
    linear(0.5, 0.25, 1),
    linear(0.5, 1, 0),
    linear(0.3, 0.3, 20),
    exponential(0.95),
    exponential(1.01),
    exponential(1),
    polynomial(150, 0.5),
    polynomial(200, 3),
    polynomial(60, 0),
    polynomial(0, 1),
    step(1, 0.98),
    step(50, 2),
    multistep(30, 80),
    multistep(10, 100, 50, 50, gamma=0.5),
    multistep(0, 20, gamma=0.3),
    multistep(gamma=0.3),
    cosine(50),
    cosine(60, eta_min=0.01),
    cosine(200),
    cosine(1, eta_min=0.02),
    cosine(7, eta_min=0.3),
    restarts(20),
    restarts(10, T_mult=2),
    restarts(7, T_mult=3, eta_min=0.005),
    restarts(1, T_mult=1, eta_min=0.005),
    restarts(33, eta_min=0.2),
    cyclic(base_lr=0.01, max_lr=0.1, step_size_up=20, cycle_momentum=False),
    cyclic(step_size_up=15, step_size_down=40, cycle_momentum=False),
    cyclic(base_lr=0.02, step_size_up=13, mode="triangular2", cycle_momentum=False),
    cyclic(max_lr=0.3, step_size_up=10, step_size_down=3, mode="triangular2", gamma=0.5, cycle_momentum=False),
    cyclic(base_lr=0.001, max_lr=0.2, step_size_up=25, mode="exp_range", gamma=0.98, cycle_momentum=False),
    cyclic(base_lr=0.2, max_lr=0.1, step_size_up=9, mode="exp_range", cycle_momentum=False),
    cyclic(cycle_momentum=False),
    (cyclic(step_size_up=20), SGD),
    (cyclic(step_size_up=12, step_size_down=25, mode="triangular2", base_momentum=0.5, max_momentum=0.95), ADAM),
    (cyclic(step_size_up=30, mode="exp_range", gamma=0.99, base_momentum=0.6, max_momentum=0.8), SGD),
    one_cycle(200, cycle_momentum=False),
    one_cycle(200, max_lr=0.5, anneal_strategy="linear", cycle_momentum=False),
    one_cycle(200, pct_start=0.2, div_factor=10, final_div_factor=100, three_phase=True, cycle_momentum=False),
    one_cycle(231, pct_start=0.45, anneal_strategy="linear", three_phase=True, cycle_momentum=False),
    one_cycle(200, pct_start=0.0, cycle_momentum=False),
    one_cycle(50, pct_start=0.33, cycle_momentum=False),
    (one_cycle(200), SGD),
    (one_cycle(210, max_lr=0.02, anneal_strategy="linear", base_momentum=0.7, max_momentum=0.9, pct_start=0.25), ADAM),
    (one_cycle(200, three_phase=True, pct_start=0.3, base_momentum=0.6), SGD),
    swa(0.05),
    swa(0.3, anneal_epochs=60, anneal_strategy="linear"),
    swa(0.01, anneal_epochs=100, anneal_strategy="cos"),
    swa(0.02, anneal_epochs=0),
    swa(0.02, anneal_epochs=1, anneal_strategy="linear"),
    by_formula("0.95^t"),
    by_formula("1/(1+0.1*t)"),
    by_formula("1/sqrt(max(t,1))"),
    by_formula("min((t+1)/20, sqrt(20/(t+1)))"),
    by_formula("0.5*(1+cos(pi*t/50))"),
    by_formula("exp(-t/40)/(1+ln(1+t))"),
    by_formula("abs(sin(t/10))+0.01*tan(t/200)"),
    by_formula("2*e^(-0.02*t) - tanh(t/100)/log10(10+t)"),
    multiplied("0.97"),
    multiplied("1-1/(t+2)"),
    multiplied("0.999^t"),
    multiplied("1+0.1*cos(t)"),
    # One after the other.
    in_turn([linear(0.1, 1, 20), cosine(180)], 21),
    in_turn([linear(0.01, 1, 20), constant(1, 0), polynomial(50, 1)], 20, 150),
    in_turn([constant(0.1, 5), exponential(0.9), linear(1, 0.1, 30), multistep(5, 20, gamma=0.5)], 10, 30, 90),
    in_turn([exponential(0.9), restarts(10, T_mult=2)], 15),
    in_turn([step(10, 0.5), by_formula("0.9^t"), multiplied("0.95"), swa(0.04)], 35, 70, 100),
    in_turn([cosine(30), cosine(20, eta_min=0.01)], 50),
    in_turn([linear(0.2, 1, 8), cyclic(step_size_up=10, cycle_momentum=False), exponential(0.95)], 8, 100),
    in_turn([exponential(0.9), one_cycle(185, cycle_momentum=False)], 16),
    in_turn([one_cycle(60, pct_start=0.4, cycle_momentum=False), exponential(0.95)], 60),
    (in_turn([linear(0.2, 1, 8), one_cycle(150, base_momentum=0.7), cyclic(step_size_up=7)], 10, 160), SGD),
    in_turn([exponential(0.9), linear(0.1, 1, 20), step(5, 0.7)], 12, 12),
    in_turn([multiplied("0.9"), exponential(0.98)], 0),
    in_turn([polynomial(40, 2)]),
    in_turn([in_turn([linear(0.1, 1, 20), exponential(0.9)], 20), constant(0.3, 20), cosine(60)], 60, 100),
    in_turn([in_turn([in_turn([linear(0.1, 1, 20), step(4, 0.8)], 20), cosine(30)], 60), exponential(0.97)], 120),
    in_turn([chained(linear(0.1, 1, 20), exponential(0.98)), cosine(60)], 60),
    # All at once.
    chained(linear(0.1, 1, 20), exponential(0.98)),
    chained(constant(0.1, 30), step(25, 0.5), multiplied("0.99")),
    chained(exponential(0.99), cosine(40)),
    chained(cosine(40, eta_min=0.01), exponential(0.99)),
    chained(cosine(25), polynomial(150, 1), multistep(30, 90, gamma=0.5)),
    chained(exponential(0.98), swa(0.05, anneal_epochs=30)),
    chained(step(30, 0.5), by_formula("1/(1+t/50)")),
    chained(chained(constant(0.2, 10), exponential(0.99)), linear(0.5, 1, 50)),
    chained(constant(0.2, 10), in_turn([linear(0.1, 1, 20), exponential(0.97)], 30)),
    chained(in_turn([linear(0.1, 1, 20), exponential(0.97)], 30), step(50, 0.5)),
    (chained(cyclic(step_size_up=20), exponential(0.99)), SGD),
]


def rates():
    for k, entry in enumerate(SCHEDULERS):
        description, optimizer = entry if isinstance(entry, tuple) else (entry, {"name": "SGD"})
        lr = [0.1, 0.03, 1.5][k % 3]
        given = {key: value for key, value in optimizer.items() if key != "name"}
        made = getattr(torch.optim, optimizer["name"])([torch.zeros(1)], lr=lr, **given)
        scheduler = make_scheduler(made, description, lr)
        group = made.param_groups[0]
        run = {"scheduler": description, "lr": lr, "rates": []}
        if cycles(description):
            run |= {"optimizer": optimizer, "momentum": []}
        # One cycle alone ends with its steps; past them PyTorch refuses.
        for t in range(min(RECORDS, description.get("total_steps", RECORDS) + 1)):
            if t:
                made.step()
                scheduler.step()
            run["rates"].append(group["lr"])
            if cycles(description):
                run["momentum"].append(momentum(group))
        yield run


def with_rates(*args, **more):
    """A walk whose rates are kept at all records: it is the walk that drives them."""
    every = record(*args, **more, steps=200, kept=lambda last: range(last + 1))
    records = few(len(every["records"]) - 1)
    lr = every["lr"]
    kept = {key: [every[key][k] for k in records] for key in ("params", "loss", "lr")}
    return {"experiment": every["experiment"], "records": records} | kept | {"rates": lr, "reliable": every["reliable"]}


ROSENBROCK = {"name": "rosenbrock"}, [-1.5, 2.0]
HIMMELBLAU = {"name": "himmelblau"}, [0.5, -0.7]
RASTRIGIN = {"name": "rastrigin"}, [1.3, -0.8]
STYBLINSKI = {"name": "styblinski_tang"}, [0.4, -1.1]


def plateaus():
    sgd, adam = {"name": "SGD", "lr": 0.02}, {"name": "Adam", "lr": 0.3}
    yield with_rates(*HIMMELBLAU, sgd, plateau())
    yield with_rates(*HIMMELBLAU, sgd | {"lr": 0.005, "momentum": 0.9}, plateau(patience=5, factor=0.5))
    yield with_rates(*HIMMELBLAU, adam, plateau(patience=3, factor=0.7, threshold=0.05, cooldown=4, min_lr=0.01))
    yield with_rates(*ROSENBROCK, adam, plateau(patience=0, factor=0.9, threshold_mode="abs", threshold=0.01))
    yield with_rates(*ROSENBROCK, adam, plateau(patience=2, factor=0.5, cooldown=10, eps=0.001))
    yield with_rates(*RASTRIGIN, adam, plateau(patience=4, factor=0.3, min_lr=0.02, threshold=0))
    yield with_rates(*RASTRIGIN, adam, plateau(mode="max", patience=12, factor=0.5))
    yield with_rates(*RASTRIGIN, adam, plateau(mode="max", patience=3, factor=0.6, threshold_mode="abs", threshold=0.5))
    yield with_rates(*STYBLINSKI, adam, plateau(patience=6, factor=0.5))
    yield with_rates(*STYBLINSKI, adam, plateau(patience=6, factor=0.5, threshold_mode="abs", cooldown=2))
    yield with_rates(*STYBLINSKI, adam, plateau(mode="max", patience=6, factor=0, min_lr=1e-4))


def walks():
    for (loss, start), sgd in ((ROSENBROCK, 4e-4), (HIMMELBLAU, 0.004)):
        for name, lr in (("SGD", sgd), ("Adam", 0.1), ("AdamW", 0.1)):
            optimizer = {"name": name, "lr": lr}
            for scheduler in (
                one_cycle(100, max_lr=lr),
                one_cycle(100, three_phase=True, base_momentum=0.5, max_momentum=0.8, anneal_strategy="linear"),
                cyclic(step_size_up=12, mode="triangular2"),
                cyclic(base_lr=lr / 10, step_size_up=10, step_size_down=20, mode="exp_range", gamma=0.98),
            ):
                yield record(loss, start, optimizer, scheduler, kept=few)
    for name, lr, more in (
        ("RMSprop", 0.01, {}),
        ("Adamax", 0.1, {}),
        ("NAdam", 0.1, {}),
        ("RAdam", 0.001, {"betas": [0.9, 0.95]}),
        ("SGD", 5e-4, {"nesterov": True, "momentum": 0.5}),
        ("SGD", 5e-4, {"momentum": 0.5, "dampening": 0.3}),
    ):
        yield record(*ROSENBROCK, {"name": name, "lr": lr} | more, one_cycle(100, max_momentum=0.9), kept=few)
    warm = in_turn([linear(0.1, 1, 20), cosine(80)], 21)
    for name, lr in (("SGD", 0.01), ("Adam", 0.2), ("Adagrad", 0.5), ("Adadelta", 5), ("ASGD", 0.01), ("Rprop", 0.01)):
        yield record(*HIMMELBLAU, {"name": name, "lr": lr}, warm, kept=few)
    for name, lr in (("Adafactor", 0.2), ("LBFGS", 0.2)):
        more = {"max_iter": 2} if name == "LBFGS" else {}
        yield record(*HIMMELBLAU, {"name": name, "lr": lr} | more, warm, kept=few)
    for scheduler in (
        restarts(15, T_mult=2, eta_min=0.01),
        swa(0.02, anneal_epochs=50),
        by_formula("1/sqrt(max(t,1))"),
        multiplied("0.98"),
        multistep(20, 60, gamma=0.3),
        chained(linear(0.1, 1, 20), cosine(40)),
    ):
        yield record(*STYBLINSKI, {"name": "AdamW", "lr": 0.2}, scheduler, kept=few)


if __name__ == "__main__":
    write("torch_schedulers_more.json", VERSIONS, runs=list(rates()), walks=[*walks(), *plateaus()])
