"""Writes metrics.json: what scikit-learn's metrics say of 1,000 small random cases, ties and degenerate ones included.

Run from the repository root: python test/golden/make-metrics.py        (needs scikit-learn; versions go into the file)

Scores are multiples of 1/64, so every reader starts from exactly the same float64 numbers.

Schema of metrics.json ("glassnet.golden.metrics/1"):
  schema, generator      strings
  versions               {python, numpy, sklearn}
  binary                 cases with two classes: {fields, cases}, a case being the list of its fields' values:
    targets              a digit a row: the class, 1 positive
    scores               a character a row: code 48 + 64 * score, from "0" (0) to "p" (1); the probability of class 1
    rocAuc               null where a class is missing (scikit-learn: nan)
    averagePrecision     0 where there is no positive row
    logLoss, brier
    f1, precision, recall  macro means of predictions (score > 1/2), zero_division=0
    f1PerClass           [2]
    balancedAccuracy     mean recall of the classes that have rows
    rocDigest            null where a class is missing, else [points, sum i * false positives, sum i * true positives,
                         sum i * 64 * threshold]: sums over the points of roc_curve(drop_intermediate=False), i from 1;
                         thresholds without the first, infinite one
    prDigest             null without a positive row, else [points, sum i * precision, sum i * recall], i from 1 in
                         falling order of the threshold, the end point (recall 0, precision 1) first
    reliabilityDigest    [filled bins, sum i * observed share, sum i * mean probability], 10 bins, i from 1 over the
                         filled ones
  multiclass             cases with three or four classes, laid out in the same way:
    classes              k
    targets              as above
    scores               k characters a row, coded as above; they sum to 1
    logLoss, brier, f1, precision, recall, f1PerClass, balancedAccuracy
                         as above, predictions the first class of the highest score
"""

import json
import pathlib
import platform
import warnings

import numpy as np
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve

OUT = pathlib.Path("test/golden/metrics.json")
UNIT = 64

warnings.simplefilter("ignore")  # the degenerate cases warn, as they should
random = np.random.default_rng(1)


def weighted(values):
    """sum i * value, i from 1: a sum that notices a swapped or shifted point."""
    return float(np.sum(np.arange(1, len(values) + 1) * values))


def draw_binary(case):
    n = int(random.integers(2, 61))
    targets = (random.random(n) < random.choice([0.1, 0.3, 0.5, 0.8])).astype(int)
    kind = case % 8
    if kind == 0:  # one class only
        targets[:] = case // 8 % 2
    if kind == 1:  # all scores tied
        units = np.full(n, random.integers(0, UNIT + 1))
    elif kind in (2, 3):  # few levels, so most rows are tied
        units = random.choice(random.integers(0, UNIT + 1, size=int(random.integers(2, 5))), size=n)
    elif kind == 4:  # no ties
        units = random.permutation(UNIT + 1)[:n]
    elif kind == 5:  # certain, and often wrong
        units = random.choice([0, UNIT], size=n)
    else:  # scores that say something
        units = np.clip(np.round(UNIT * (0.4 + 0.25 * targets + 0.2 * random.standard_normal(n))), 0, UNIT)
    return targets, units.astype(int)


def draw_multiclass(case):
    n = int(random.integers(2, 61))
    k = 3 + case % 2
    targets = random.integers(0, k, size=n)
    if case % 5 == 0:  # a class without rows
        targets[targets == k - 1] = 0
    cuts = np.sort(random.integers(0, UNIT + 1, size=(n, k - 1)), axis=1)
    bounds = np.hstack([np.zeros((n, 1), int), cuts, np.full((n, 1), UNIT)])
    units = np.diff(bounds, axis=1)
    if case % 7 == 0:  # certain, and often wrong
        units = UNIT * np.eye(k, dtype=int)[random.integers(0, k, size=n)]
    return k, targets, units


def shared_scores(targets, probabilities, k):
    labels = list(range(k))
    predictions = probabilities.argmax(axis=1)
    settings = {"labels": labels, "zero_division": 0}
    return {
        "logLoss": float(metrics.log_loss(targets, probabilities, labels=labels)),
        "f1": float(metrics.f1_score(targets, predictions, average="macro", **settings)),
        "precision": float(metrics.precision_score(targets, predictions, average="macro", **settings)),
        "recall": float(metrics.recall_score(targets, predictions, average="macro", **settings)),
        "f1PerClass": metrics.f1_score(targets, predictions, average=None, **settings).tolist(),
        "balancedAccuracy": float(metrics.balanced_accuracy_score(targets, predictions)),
    }


def describe_binary(case):
    targets, units = draw_binary(case)
    scores = units / UNIT
    positives = int(targets.sum())
    both = 0 < positives < len(targets)
    roc = pr = None
    if both:
        false_rate, true_rate, thresholds = metrics.roc_curve(targets, scores, drop_intermediate=False)
        roc = [
            len(thresholds),
            round(weighted(false_rate * (len(targets) - positives))),
            round(weighted(true_rate * positives)),
            round(UNIT * weighted(thresholds[1:])),
        ]
    if positives > 0:
        precision, recall, _ = metrics.precision_recall_curve(targets, scores)
        pr = [len(precision), weighted(precision[::-1]), weighted(recall[::-1])]
    observed, mean = calibration_curve(targets, scores, n_bins=10)
    return {
        "targets": "".join(map(str, targets)),
        "scores": "".join(chr(48 + unit) for unit in units),
        "rocAuc": float(metrics.roc_auc_score(targets, scores)) if both else None,
        "averagePrecision": float(metrics.average_precision_score(targets, scores)),
        "brier": float(metrics.brier_score_loss(targets, scores, pos_label=1)),
        **shared_scores(targets, np.column_stack([1 - scores, scores]), 2),
        "rocDigest": roc,
        "prDigest": pr,
        "reliabilityDigest": [len(observed), weighted(observed), weighted(mean)],
    }


def describe_multiclass(case):
    k, targets, units = draw_multiclass(case)
    probabilities = units / UNIT
    return {
        "classes": k,
        "targets": "".join(map(str, targets)),
        "scores": "".join(chr(48 + unit) for unit in units.ravel()),
        "brier": float(metrics.brier_score_loss(targets, probabilities, labels=list(range(k)))),
        **shared_scores(targets, probabilities, k),
    }


golden = {
    "schema": "glassnet.golden.metrics/1",
    "generator": "test/golden/make-metrics.py",
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "sklearn": sklearn.__version__},
    "binary": [describe_binary(case) for case in range(800)],
    "multiclass": [describe_multiclass(case) for case in range(200)],
}
lines = [f'"{key}":{json.dumps(golden[key])}' for key in ("schema", "generator", "versions")]
for key in ("binary", "multiclass"):
    fields = json.dumps(list(golden[key][0]))
    cases = ",\n".join(json.dumps(list(case.values()), separators=(",", ":")) for case in golden[key])
    lines.append(f'"{key}":{{"fields":{fields},"cases":[\n{cases}\n]}}')
OUT.write_text("{" + ",\n".join(lines) + "}\n")
