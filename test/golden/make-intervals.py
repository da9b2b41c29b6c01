"""Writes intervals.json: Wilson's limits, moments of folded normals and intervals of calibration errors, by SciPy.

Run from the repository root: python test/golden/make-intervals.py        (needs scipy; versions go into the file)

Schema of intervals.json ("glassnet.golden.intervals/1"):
  schema, generator  strings
  versions           {python, numpy, scipy}
  wilson             [successes, trials, low, high]: scipy.stats.binomtest(...).proportion_ci(method="wilson")
  folded             [mean of X, mean, variance and third central moment of |X|]: scipy.stats.foldnorm, X of variance 1
  calibration        {bins, value, low, high}, a bin being [count, positives, sum of probabilities * 64]: with d and s a
                     bin's difference and the deviation of its noise, per row of the whole, value is the sum of
                     sqrt(max(0, d^2 - s^2)). low and high are roots, by brentq, of the Cornish-Fisher quantile of a sum
                     of folded normals: 97.5 % with all error in the bin of the least noise, 2.5 % with the error spread
                     as the noise is. low is 0 where no error reaches the sum seen; for high the sum seen is raised to
                     the median without error.
"""

import json
import pathlib
import platform

import numpy as np
import scipy
from scipy import optimize, stats

OUT = pathlib.Path("test/golden/intervals.json")
random = np.random.default_rng(12)
Z = stats.norm.ppf(0.975)


def wilson(successes, trials):
    found = stats.binomtest(successes, trials).proportion_ci(method="wilson")
    return [successes, trials, float(found.low), float(found.high)]


def folded(mean):
    first, variance, skewness = (float(x) for x in stats.foldnorm.stats(mean, moments="mvs"))
    return [first, variance, skewness * variance**1.5]


def quantile(deviations, shares, error, z):
    moments = [folded(share * error / s) for share, s in zip(shares, deviations)]
    mean = sum(s * m for s, (m, _, _) in zip(deviations, moments))
    variance = sum(s**2 * v for s, (_, v, _) in zip(deviations, moments))
    third = sum(s**3 * t for s, (_, _, t) in zip(deviations, moments))
    return mean + np.sqrt(variance) * (z + (z * z - 1) * third / variance**1.5 / 6)


def error_at(seen, quantile_at):
    if quantile_at(0) >= seen:
        return 0.0
    return optimize.brentq(lambda error: quantile_at(error) - seen, 0, seen + 100, xtol=1e-15, rtol=1e-14)


def calibration():
    probabilities = random.integers(0, 65, int(random.choice([20, 150, 900])))
    truth = np.clip(probabilities / 64 + random.choice([0, 0.05, 0.3]), 0, 1)
    positives = random.random(len(truth)) < truth
    bin_of = np.maximum(np.ceil(probabilities / 64 * 10).astype(int) - 1, 0)
    bins = [
        [int((bin_of == b).sum()), int(positives[bin_of == b].sum()), int(probabilities[bin_of == b].sum())]
        for b in range(10)
    ]
    filled = [bin for bin in bins if bin[0] > 0]
    rows = len(probabilities)
    d = np.array([(hits - total / 64) / rows for _, hits, total in filled])
    q = np.array([(hits + 0.5) / (count + 1) for count, hits, _ in filled])
    s = np.sqrt(np.array([count for count, _, _ in filled]) * q * (1 - q)) / rows
    seen, usual = np.abs(d).sum(), quantile(s, s / s.sum(), 0, 0)
    return {
        "bins": bins,
        "value": float(np.sqrt(np.maximum(0, d**2 - s**2)).sum()),
        "low": error_at(seen, lambda t: quantile(s, np.arange(len(s)) == s.argmin(), t, Z)),
        "high": min(1.0, error_at(max(seen, usual), lambda t: quantile(s, s / s.sum(), t, -Z))),
    }


golden = {
    "schema": "glassnet.golden.intervals/1",
    "generator": "test/golden/make-intervals.py",
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "wilson": [wilson(k, n) for n in (1, 3, 10, 30, 263) for k in sorted({0, 1, n // 3, n - 1, n})],
    "folded": [[mean, *folded(mean)] for mean in (0, 0.001, 0.1, 0.5, 1, 1.7, 2.5, 4, 6, 7.9, 8, 20)],
    "calibration": [calibration() for _ in range(30)],
}
OUT.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
