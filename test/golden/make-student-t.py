"""Writes student-t.json: tails and quantiles of t and F, and corrected resampled t tests, by SciPy.

Run from the repository root: python test/golden/make-student-t.py        (needs scipy; versions go into the file)

Schema of student-t.json ("glassnet.golden.student-t/1"):
  schema, generator  strings
  versions           {python, numpy, scipy}
  tails              [t, degrees of freedom, P(|T| > |t|)]
  quantiles          [two-sided probability, degrees of freedom, t]
  quantilesF         [P(F > f), numerator degrees of freedom, denominator degrees of freedom, f]
  tests              {differences, testPerTraining, t, p}: scipy.stats.ttest_1samp with its standard error multiplied by
                     sqrt((1/J + testPerTraining) / (1/J)), p from scipy.stats.t
  components         {groups, between, within, share, low, high}: variance components of a one-way layout by analysis of
                     variance, and the 95 % interval of the share of `between`, by scipy.stats.f
  intervals          {repeats [r][k], testPerTraining, low, high}: the mean of all figures plus and minus the mean over
                     the repeats of t.ppf(0.975, k - 1) * sqrt((1/k + testPerTraining) * var(ddof=1))
"""

import json
import pathlib
import platform

import numpy as np
import scipy
from scipy import stats

OUT = pathlib.Path("test/golden/student-t.json")
random = np.random.default_rng(12)

# Below 1e-4 stats.t.sf itself is off by up to 3e-9: the closed form for one degree of freedom is tested beside this file.
DEGREES = [1, 2, 3, 4, 7, 9, 19, 29, 49, 99, 299, 999, 9_999, 99_999, 999_999, 2.5]
TS = [0.0, 0.003, 0.02, 0.1, 0.5, 1.0, 1.96, 2.5, 5.0, 12.0, 40.0, -3.0, -0.25]


def corrected_test(case):
    k = int(random.integers(2, 60))
    share = float(random.choice([0.0, 1 / 9, 0.25, 1.0]))
    differences = random.normal(random.choice([0.0, 0.01, 0.1]), 0.02, k)
    plain = stats.ttest_1samp(differences, 0)
    t = plain.statistic / np.sqrt((1 / k + share) * k)
    p = 2 * stats.t.sf(abs(t), k - 1)
    return {"differences": differences.tolist(), "testPerTraining": share, "t": float(t), "p": float(p)}


def interval(case):
    r, k = int(random.integers(1, 11)), int(random.integers(2, 12))
    repeats = random.normal(0.8, 0.03, (r, k))
    share = 1 / (k - 1)
    half = np.mean(stats.t.ppf(0.975, k - 1) * np.sqrt((1 / k + share) * repeats.var(axis=1, ddof=1)))
    centre = repeats.mean()
    return {
        "repeats": repeats.tolist(),
        "testPerTraining": share,
        "low": float(centre - half),
        "high": float(centre + half),
    }


def components(case):
    sizes = [2] * int(random.integers(2, 12)) + ([3] if case % 2 else [])
    groups = [random.normal(random.normal(0.8, 0.02), 0.01, n) for n in sizes]
    a, n = len(groups), sum(sizes)
    centre = np.concatenate(groups).mean()
    msw = sum(((g - g.mean()) ** 2).sum() for g in groups) / (n - a)
    msb = sum(len(g) * (g.mean() - centre) ** 2 for g in groups) / (a - 1)
    size = (n - sum(m * m for m in sizes) / n) / (a - 1)
    between = max(0, (msb - msw) / size)
    ends = [msb / msw / stats.f.isf(p, a - 1, n - a) for p in (0.025, 0.975)]
    low, high = [max(0, (f - 1) / (f - 1 + size)) for f in ends]
    return {
        "groups": [g.tolist() for g in groups],
        "between": float(between),
        "within": float(msw),
        "share": float(between / (between + msw)),
        "low": float(low),
        "high": float(high),
    }


golden = {
    "schema": "glassnet.golden.student-t/1",
    "generator": "test/golden/make-student-t.py",
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "tails": [[t, d, float(2 * stats.t.sf(abs(t), d))] for d in DEGREES for t in TS],
    "quantiles": [[p, d, float(stats.t.isf(p / 2, d))] for d in DEGREES for p in [0.001, 0.01, 0.05, 0.1, 0.5, 0.9]],
    "quantilesF": [
        [p, m, n, float(stats.f.isf(p, m, n))]
        for p in [0.025, 0.5, 0.975]
        for m, n in [(1, 1), (1, 9), (3, 4), (9, 10), (10, 9), (99, 100), (4, 300)]
    ],
    "tests": [corrected_test(case) for case in range(30)],
    "components": [components(case) for case in range(12)],
    "intervals": [interval(case) for case in range(12)],
}
lines = [f"{json.dumps(key)}:{json.dumps(value)}" for key, value in golden.items()]
OUT.write_text("{" + ",\n".join(lines) + "}\n")
