"""Writes early-stopping.json: what real Keras's EarlyStopping does with given lists of monitored values.

Run:  python make-early-stopping.py        (needs keras and torch; the versions used are written into the file)

The callback is driven as fit drives it: on_train_begin, then on_epoch_end once an epoch until the model is told to
stop, then on_train_end. The model has one weight, set to the epoch's number before on_epoch_end (-1 before the first
epoch), so the weight left at the end names the epoch whose weights the model keeps. start_from_epoch and baseline are
left at their defaults. All epochs count from 0.

Schema of early-stopping.json ("glassnet.golden.early-stopping/1"):
  schema, generator      strings
  versions               {python, numpy, torch, keras}
  series                 name -> list of monitored values; null stands for NaN
  cases                  list of
    series               a key of series
    mode                 "min" or "max"
    patience             0 to 3
    minDelta             0 or 0.01
    restoreBestWeights   whether the best epoch's weights are put back at the end
    stopped              whether the callback ended training (else the series ran out)
    epochs               epochs that ran
    stoppedEpoch         Keras's stopped_epoch: the epoch that ended training; 0 when none did
    bestEpoch            Keras's best_epoch
    best                 Keras's best value; null stands for NaN
    finalWeight          the model's weight after on_train_end: an epoch's number

Keras lets a NaN become the best value when it comes first; no later value is then an improvement. The cases record
that as it is.
"""

import itertools
import json
import math
import os
import pathlib
import platform

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import torch

NAN = math.nan

FALLING = {
    "falling": [1.0, 0.9, 0.8, 0.7, 0.6, 0.5],
    "best-at-once": [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1],
    "one-dip": [1.0, 0.8, 0.6, 0.7, 0.65, 0.9, 0.8, 0.7],
    "rescued": [1.0, 0.8, 0.9, 0.85, 0.7, 0.75, 0.8, 0.9, 1.0],
    "rescued-too-late": [1.0, 0.8, 0.9, 0.9, 0.9, 0.9, 0.1, 0.05],
    "saw": [1.0, 1.1, 0.9, 1.0, 0.8, 0.9, 0.7, 0.8, 0.6],
    "plateau": [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
    "plateau-after-fall": [1.0, 0.7, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4],
    "creeping": [1.0, 0.994, 0.988, 0.982, 0.976, 0.97, 0.964, 0.958],
    "steps-just-above-delta": [1.0, 0.9875, 0.975, 0.9625, 0.95],
    "one-epoch": [0.3],
    "two-epochs-rising": [0.3, 0.4],
    "nan-first": [NAN, 0.9, 0.8, 0.7, 0.9, 0.6],
    "nan-middle": [1.0, 0.8, NAN, 0.7, 0.75, NAN, NAN, NAN, 0.1],
    "nan-last": [1.0, 0.9, 0.8, NAN],
    "nan-only": [NAN, NAN, NAN, NAN, NAN],
    "nan-twice-first": [NAN, NAN, 0.9, 0.8, 0.7, 0.6],
    "nan-after-best": [0.5, NAN, 0.6, NAN, 0.7, 0.4],
    "zero-and-below": [0.1, 0.0, -0.1, -0.1, 0.0, 0.1, 0.2],
}
# The same shapes for the "max" mode: 1 - value, in decimals that read well.
SERIES = FALLING | {f"{name}-upwards": [round(1 - value, 10) for value in values] for name, values in FALLING.items()}


def as_json(value):
    return None if value is None or math.isnan(value) else value


def drive(values, mode, patience, min_delta, restore):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.set_weights([np.array([[-1.0]])])
    callback = keras.callbacks.EarlyStopping(
        monitor="val_loss", mode=mode, patience=patience, min_delta=min_delta, restore_best_weights=restore
    )
    callback.set_model(model)
    model.stop_training = False
    callback.on_train_begin()
    epochs = 0
    for epoch, value in enumerate(values):
        model.set_weights([np.array([[float(epoch)]])])
        callback.on_epoch_end(epoch, {"val_loss": value})
        epochs += 1
        if model.stop_training:
            break
    callback.on_train_end()
    return {
        "stopped": model.stop_training,
        "epochs": epochs,
        "stoppedEpoch": callback.stopped_epoch,
        "bestEpoch": callback.best_epoch,
        "best": as_json(callback.best),
        "finalWeight": int(model.get_weights()[0].item()),
    }


def drive_all(precision):
    """Keras compares in floatx; a table that depended on it would hold a rounding accident."""
    keras.config.set_floatx(precision)
    keras.config.set_dtype_policy(precision)
    cases = []
    table = itertools.product(SERIES.items(), ("min", "max"), range(4), (0, 0.01), (True, False))
    for (name, values), mode, patience, min_delta, restore in table:
        # A series meant for the other mode stops at once: patience 1 is enough of that.
        if name.endswith("-upwards") != (mode == "max") and patience != 1:
            continue
        options = {
            "series": name,
            "mode": mode,
            "patience": patience,
            "minDelta": min_delta,
            "restoreBestWeights": restore,
        }
        cases.append(options | drive(values, mode, patience, min_delta, restore))
    return cases


def main():
    torch.set_num_threads(1)
    cases = drive_all("float64")
    for case, other in zip(cases, drive_all("float32")):
        assert case == other, f"depends on the precision of the comparison: {case} / {other}"
    document = {
        "schema": "glassnet.golden.early-stopping/1",
        "generator": "test/golden/make-early-stopping.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "torch": torch.__version__,
            "keras": keras.__version__,
        },
        "series": {name: [as_json(value) for value in values] for name, values in SERIES.items()},
    }
    lines = [f"{json.dumps(key)}:{json.dumps(value, allow_nan=False)}" for key, value in document.items()]
    rows = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
    path = pathlib.Path(__file__).with_name("early-stopping.json")
    path.write_text("{" + ",\n".join(lines) + f',\n"cases":[\n{rows}\n]}}\n')
    print(f"{path.name}: {len(cases)} cases, {sum(case['stopped'] for case in cases)} stopped")


if __name__ == "__main__":
    main()
