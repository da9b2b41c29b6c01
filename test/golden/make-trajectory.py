"""Writes adam-trajectory.json: what real Keras (PyTorch backend, float64) does to small networks step by step.

Run:  python make-trajectory.py        (needs keras and torch; the versions used are written into the file)

Data, sample weights and start weights are multiples of 1/1024, so float32 holds every one of them exactly and a float32
program can start from the very same numbers. Indices count from 0.

Keras on PyTorch computes matmul, power and some more in float32 even where floatx, weights and inputs are float64: its
type promotion halves 64-bit types, as JAX does by default. For the float64 runs this script sets the one entry of that
table to what Keras itself has there on TensorFlow ("float64": "float64"); nothing else of Keras is touched, the float32
runs need no such change, and float32Drift shows both to be on the same path. Each float64 run's first loss and gradients
are checked against plain PyTorch in float64 before anything is written. Keras's AdamW is checked against PyTorch's over
all steps with an epsilon of 1e-300, for the two place epsilon differently.

Schema of adam-trajectory.json ("glassnet.golden.trajectory/1"):
  schema, generator      strings
  versions               {python, numpy, torch, keras}
  precision              "float64": dtype of weights, gradients, losses, optimizer state and arithmetic of every run
  kerasChange            the one entry of Keras changed to get that, as told above
  inputs                 [64][10] numbers
  targets                [64] 0 or 1
  sampleWeights          [64] numbers; used by the runs with "weighted": true
  batches                [200] lists of row indices: 20, 20, 20, 4 rows in turn, each epoch of four a new permutation.
                         A run of s steps uses the first s batches
  runs                   list of
    name                 string, unique
    loss                 "sparseCategoricalCrossentropy" (2 logits) or "binaryCrossentropy" (1 logit); logits in,
                         mean over the rows of the batch, with weights: sum(w * l) / rows
    weighted             whether sampleWeights multiply the rows' losses
    layers               list of {units, activation: "relu" | "linear", l2}; l2 * sum(kernel^2) is added to the loss
    optimizer            {name: "adam", learningRate, beta1, beta2, epsilon}, with weightDecay where it is AdamW,
                         or {name: "sgd", learningRate, momentum, nesterov}
    steps                number
    start                list of {kernel: [inputs][units], bias: [units]}, a layer each, before step 1
    losses               [steps] the loss of the step's batch, L2 included, before the step's update
    snapshots            {"1": ..., "2": ...}: step (counted from 1) -> weights after it, laid out as start
    float32Drift         {"1": ..., ...}: step -> largest |w32 - w64| when Keras runs the same thing in float32:
                         what a correct float32 implementation may be expected to be off by, not a promise
"""

import json
import os
import pathlib
import platform

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import torch
from keras.src.backend.common import dtypes

ROWS, FEATURES, BATCH = 64, 10, 20
SNAPSHOTS = (1, 2, 10, 50, 200)


def grid(values):
    """Rounds to multiples of 1/1024."""
    return np.round(np.asarray(values) * 1024) / 1024


def make_data(random):
    inputs = grid(random.normal(size=(ROWS, FEATURES)))
    score = inputs[:, 0] - 0.8 * inputs[:, 1] * inputs[:, 2] + 0.5 * inputs[:, 3] + 0.5 * random.normal(size=ROWS)
    targets = (score > 0).astype("int64")
    sample_weights = grid(random.uniform(0.25, 2.0, size=ROWS))
    batches = []
    for _ in range(50):
        order = random.permutation(ROWS)
        batches += [order[start : start + BATCH].tolist() for start in range(0, ROWS, BATCH)]
    return inputs, targets, sample_weights, batches


def make_start(random, layers):
    """He-sized kernels and small non-zero biases, so that a forgotten bias shows at once."""
    start, width = [], FEATURES
    for layer in layers:
        limit = np.sqrt(6 / width)
        kernel = grid(random.uniform(-limit, limit, size=(width, layer["units"])))
        bias = grid(random.uniform(-0.2, 0.2, size=layer["units"]))
        start.append((kernel, bias))
        width = layer["units"]
    return start


def make_optimizer(options):
    if options["name"] == "adam":
        return keras.optimizers.Adam(
            learning_rate=options["learningRate"],
            beta_1=options["beta1"],
            beta_2=options["beta2"],
            epsilon=options["epsilon"],
            weight_decay=options.get("weightDecay"),
        )
    return keras.optimizers.SGD(
        learning_rate=options["learningRate"], momentum=options["momentum"], nesterov=options["nesterov"]
    )


def weights_of(model):
    return [[np.array(value) for value in layer.get_weights()] for layer in model.layers]


def train(run, start, data, precision):
    """Returns the losses and {step: weights}."""
    inputs, targets, sample_weights, batches = data
    dtypes.BIT64_TO_BIT32_DTYPE["float64"] = precision
    keras.config.set_floatx(precision)
    keras.config.set_dtype_policy(precision)
    model = keras.Sequential([keras.Input((FEATURES,))])
    for layer in run["layers"]:
        regularizer = keras.regularizers.L2(layer["l2"]) if layer["l2"] > 0 else None
        model.add(keras.layers.Dense(layer["units"], activation=layer["activation"], kernel_regularizer=regularizer))
    for layer, (kernel, bias) in zip(model.layers, start):
        layer.set_weights([kernel, bias])
    categorical = run["loss"] == "sparseCategoricalCrossentropy"
    loss_class = keras.losses.SparseCategoricalCrossentropy if categorical else keras.losses.BinaryCrossentropy
    loss_of = loss_class(from_logits=True)
    optimizer = make_optimizer(run["optimizer"])
    optimizer.build(model.trainable_variables)

    losses, snapshots = [], {}
    for step, rows in enumerate(batches[: run["steps"]], start=1):
        x = torch.tensor(inputs[rows], dtype=getattr(torch, precision))
        y = torch.tensor(targets[rows]) if categorical else torch.tensor(targets[rows, None], dtype=x.dtype)
        w = torch.tensor(sample_weights[rows], dtype=x.dtype) if run["weighted"] else None
        model.zero_grad()
        loss = loss_of(y, model(x, training=True), sample_weight=w) + sum(model.losses)
        loss.backward()
        variables = model.trainable_variables
        if step == 1 and precision == "float64":
            check_first_step(run, start, x, y, w, loss, [variable.value.grad for variable in variables])
        with torch.no_grad():
            optimizer.apply([variable.value.grad for variable in variables], variables)
        assert str(loss.dtype) == f"torch.{precision}"
        assert all(str(variable.value.dtype) == f"torch.{precision}" for variable in optimizer.variables[2:])
        losses.append(loss.item())
        if step in SNAPSHOTS:
            snapshots[step] = weights_of(model)
    return losses, snapshots


def check_first_step(run, start, x, y, w, loss, gradients):
    """Fails unless Keras's loss and gradients are those of plain PyTorch to float64's precision."""
    parameters = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for pair in start for value in pair]
    h, penalty = x, 0
    for index, layer in enumerate(run["layers"]):
        kernel, bias = parameters[2 * index : 2 * index + 2]
        h = h @ kernel + bias
        if layer["activation"] == "relu":
            h = torch.relu(h)
        penalty = penalty + layer["l2"] * (kernel**2).sum()
    functional = torch.nn.functional
    if run["loss"] == "sparseCategoricalCrossentropy":
        losses = functional.cross_entropy(h, y, reduction="none")
    else:
        losses = functional.binary_cross_entropy_with_logits(h, y, reduction="none")[:, 0]
    expected = (losses if w is None else losses * w).sum() / len(x) + penalty
    expected.backward()
    assert abs(loss.item() - expected.item()) < 1e-14, (run["name"], loss.item(), expected.item())
    for parameter, gradient in zip(parameters, gradients, strict=True):
        worst = (parameter.grad - gradient).abs().max().item()
        assert worst < 1e-14, (run["name"], worst)


def check_decay(run, start, data):
    """Fails unless Keras's decoupled decay is that of torch.optim.AdamW."""
    options = {**run["optimizer"], "epsilon": 1e-300}
    _, snapshots = train({**run, "optimizer": options}, start, data, "float64")
    inputs, targets, _, batches = data
    parameters = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for pair in start for value in pair]
    optimizer = torch.optim.AdamW(
        parameters,
        lr=options["learningRate"],
        betas=(options["beta1"], options["beta2"]),
        eps=options["epsilon"],
        weight_decay=options["weightDecay"],
    )
    for step, rows in enumerate(batches[: run["steps"]], start=1):
        h = torch.tensor(inputs[rows])
        for index, layer in enumerate(run["layers"]):
            h = h @ parameters[2 * index] + parameters[2 * index + 1]
            if layer["activation"] == "relu":
                h = torch.relu(h)
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(h, torch.tensor(targets[rows])).backward()
        optimizer.step()
        if step in snapshots:
            kept = [value.detach().numpy() for value in parameters]
            worst = largest_difference(snapshots[step], list(zip(kept[::2], kept[1::2])))
            assert worst < 1e-11, (run["name"], step, worst)


def largest_difference(left, right):
    return max(
        float(np.max(np.abs(a.astype("float64") - b.astype("float64"))))
        for one, other in zip(left, right)
        for a, b in zip(one, other)
    )


def as_lists(weights):
    return [{"kernel": kernel.tolist(), "bias": bias.tolist()} for kernel, bias in weights]


def dense(units, activation, l2=0):
    return {"units": units, "activation": activation, "l2": l2}


def adam(learning_rate, beta1, beta2, epsilon, **decay):
    return {
        "name": "adam",
        "learningRate": learning_rate,
        "beta1": beta1,
        "beta2": beta2,
        "epsilon": epsilon,
        **decay,
    }


def sgd(momentum, nesterov):
    return {"name": "sgd", "learningRate": 0.05, "momentum": momentum, "nesterov": nesterov}


def run_of(name, loss, layers, optimizer, steps, weighted=False):
    return {
        "name": name,
        "loss": loss,
        "weighted": weighted,
        "layers": layers,
        "optimizer": optimizer,
        "steps": steps,
    }


SOFTMAX_NET = [dense(16, "relu"), dense(12, "relu"), dense(2, "linear")]
SIGMOID_NET = [dense(7, "relu", 0.01), dense(5, "relu"), dense(1, "linear", 0.003)]

RUNS = [
    run_of("adam", "sparseCategoricalCrossentropy", SOFTMAX_NET, adam(1e-3, 0.9, 0.999, 1e-7), 200),
    run_of("adam-options", "sparseCategoricalCrossentropy", SOFTMAX_NET, adam(1e-2, 0.8, 0.99, 1e-3), 200),
    run_of("adam-weighted", "sparseCategoricalCrossentropy", SOFTMAX_NET, adam(1e-3, 0.9, 0.999, 1e-7), 10, True),
    run_of("adam-binary-l2", "binaryCrossentropy", SIGMOID_NET, adam(1e-3, 0.9, 0.999, 1e-7), 50),
    run_of("sgd-binary-l2", "binaryCrossentropy", SIGMOID_NET, sgd(0.0, False), 50),
    run_of("momentum-binary-l2", "binaryCrossentropy", SIGMOID_NET, sgd(0.9, False), 50),
    run_of("nesterov-binary-l2", "binaryCrossentropy", SIGMOID_NET, sgd(0.9, True), 50),
    run_of("momentum-binary-weighted", "binaryCrossentropy", SIGMOID_NET, sgd(0.9, False), 10, True),
    run_of("adamw", "sparseCategoricalCrossentropy", SOFTMAX_NET, adam(1e-2, 0.9, 0.999, 1e-7, weightDecay=1.0), 200),
]


def main():
    torch.set_num_threads(1)
    random = np.random.default_rng(20240611)
    data = make_data(random)
    starts = {"softmax": make_start(random, SOFTMAX_NET), "sigmoid": make_start(random, SIGMOID_NET)}
    runs = []
    for run in RUNS:
        start = starts["softmax" if run["layers"] is SOFTMAX_NET else "sigmoid"]
        if "weightDecay" in run["optimizer"]:
            check_decay(run, start, data)
        losses, snapshots = train(run, start, data, "float64")
        _, snapshots32 = train(run, start, data, "float32")
        drift = {str(step): largest_difference(snapshots[step], snapshots32[step]) for step in snapshots}
        runs.append(
            {
                **run,
                "start": as_lists(start),
                "losses": losses,
                "snapshots": {str(step): as_lists(weights) for step, weights in snapshots.items()},
                "float32Drift": {step: float(f"{value:.3g}") for step, value in drift.items()},
            }
        )
        moved = largest_difference(snapshots[max(snapshots)], start)
        print(f"{run['name']}: loss {losses[0]:.4f} -> {losses[-1]:.4f}, moved {moved:.3g}, float32 drift {drift}")

    inputs, targets, sample_weights, batches = data
    document = {
        "schema": "glassnet.golden.trajectory/1",
        "generator": "test/golden/make-trajectory.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "torch": torch.__version__,
            "keras": keras.__version__,
        },
        "precision": "float64",
        "kerasChange": "keras.src.backend.common.dtypes.BIT64_TO_BIT32_DTYPE['float64'] = 'float64'",
        "inputs": inputs.tolist(),
        "targets": targets.tolist(),
        "sampleWeights": sample_weights.tolist(),
        "batches": batches,
        "runs": runs,
    }
    path = pathlib.Path(__file__).with_name("adam-trajectory.json")
    path.write_text(json.dumps(document, separators=(",", ":"), allow_nan=False) + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
