"""Writes calibration.json: temperature and Platt scaling fitted to random logits by SciPy in float64.

Run from the repository root: python test/golden/make-calibration.py     (needs scikit-learn; versions go into the file)

Logits are multiples of 1/8, so every reader starts from exactly the same numbers. The minima are those of
scikit-learn's own calibrators (private functions, the versions used are written into the file), Platt's polished by
Newton steps in float64, as scikit-learn stops at a gradient of 1e-6.

Schema of calibration.json ("glassnet.golden.calibration/1"):
  schema, generator      strings
  versions               {python, numpy, scipy, sklearn}
  cases                  list of
    columns              logits a row: 1 (class 1 against class 0), 2 or 3
    targets              a digit a row: the class
    logits               integers, 8 times the logits, row-major
    temperature          the best T; logits / T
    platt                null with 3 classes, else [slope, intercept] for the logit of class 1 against class 0
"""

import json
import pathlib
import platform

import numpy as np
import scipy
import sklearn
from sklearn.calibration import _sigmoid_calibration, _TemperatureScaling

OUT = pathlib.Path("test/golden/calibration.json")
random = np.random.default_rng(1)


def platt(margin, targets):
    slope, intercept = (-value for value in _sigmoid_calibration(margin, targets))
    ones = targets.sum()
    zeros = len(targets) - ones
    goals = np.where(targets == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2))
    design = np.column_stack([margin, np.ones_like(margin)])
    line = np.array([slope, intercept])
    for _ in range(5):
        p = 1 / (1 + np.exp(-design @ line))
        line = line - np.linalg.solve(design.T @ (design * (p * (1 - p))[:, None]), design.T @ (p - goals))
    assert np.allclose(line, [slope, intercept], rtol=1e-4, atol=1e-4), (line, slope, intercept)
    return line.tolist()


def describe(case):
    columns = 1 + case % 3
    n = int(random.integers(40, 120))
    targets = random.integers(0, max(columns, 2), size=n)
    scale = random.choice([0.3, 1, 3])  # too timid, about right, too sure
    noise = scale * random.standard_normal((n, columns))
    if columns == 1:
        logits = noise + (scale * (2 * targets - 1) + random.normal())[:, None]
    else:
        logits = noise + scale * np.eye(columns)[targets]
    units = np.round(8 * logits).astype(int)
    logits = units / 8
    # scikit-learn turns one logit z into (-z, z), twice as far apart as (0, z).
    pair = np.column_stack([np.zeros(n), logits]) if columns == 1 else logits
    margin = pair[:, 1] - pair[:, 0]
    return {
        "columns": columns,
        "targets": "".join(map(str, targets)),
        "logits": units.ravel().tolist(),
        "temperature": float(1 / _TemperatureScaling().fit(pair, targets).beta_),
        "platt": platt(margin, targets) if columns < 3 else None,
    }


golden = {
    "schema": "glassnet.golden.calibration/1",
    "generator": "test/golden/make-calibration.py",
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "sklearn": sklearn.__version__,
    },
}
cases = ",\n".join(json.dumps(describe(case), separators=(",", ":")) for case in range(24))
lines = [f'"{key}":{json.dumps(value)}' for key, value in golden.items()]
OUT.write_text("{" + ",\n".join([*lines, f'"cases":[\n{cases}\n]']) + "}\n")
