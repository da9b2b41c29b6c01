"""Writes effects.json: partial dependence, accumulated local effects and associations of columns, by NumPy and SciPy.

Run from the repository root: python test/golden/make-effects.py        (needs scipy; versions go into the file)

Schema of effects.json ("glassnet.golden.effects/1"):
  schema, generator  strings
  versions           {python, numpy, scipy}
  rows               [x, y]: x has ties, and null where missing; y goes along with x
  grid               the distinct quantiles i/11 of x, method "inverted_cdf"
  answers            f(z, y) for each row and each z of the grid, then for a missing x; f(x, y) = sin(2x) + x y^2, and
                     y for a missing x
  own                f(x, y) of each row
  partialDependence  the column means of answers
  accumulatedLocal   per bin (z[k-1], z[k]], the first with its lower end, the mean of f(z[k], y) - f(z[k-1], y) over its
                     rows, summed up; moved so that the mean over rows with x of its linear interpolation at x
                     (numpy.interp) is the mean of own over these rows
  columns            [a, b, u, v]: numbers a, b with ties and nulls, levels u, v as numbers, null where missing
  associations       [i, j, value]: |scipy.stats.spearmanr| of the ranks among rows where both are known; sqrt(epsilon^2)
                     by one-way analysis of variance (scipy.stats.f_oneway) on ranks; Cramer's V with Bergsma's correction
                     from scipy.stats.chi2_contingency
"""

import json
import pathlib
import platform

import numpy as np
import scipy
from scipy import stats

OUT = pathlib.Path("test/golden/effects.json")
random = np.random.default_rng(30)
n = 97

x = np.round(random.normal(size=n), 1)
y = np.round(0.7 * x + 0.7 * random.normal(size=n), 3)
x[random.permutation(n)[:9]] = np.nan
has = ~np.isnan(x)


def f(x, y):
    return np.where(np.isnan(x), y, np.sin(2 * x) + x * y**2)


grid = np.unique(np.quantile(x[has], np.arange(12) / 11, method="inverted_cdf"))
answers = np.stack([f(np.full(n, z), y) for z in [*grid, np.nan]], axis=1)
own = f(x, y)

steps = [0.0]
for k in range(1, len(grid)):
    inside = has & (x <= grid[k]) & ((x > grid[k - 1]) | ((k == 1) & (x == grid[0])))
    steps.append(np.mean(answers[inside, k] - answers[inside, k - 1]))
local = np.cumsum(steps)
local += np.mean(own[has]) - np.mean(np.interp(x[has], grid, local))

a = np.round(random.normal(size=n), 1)
b = np.round(a**3 + 0.5 * random.normal(size=n), 2)
u = np.digitize(a + 0.8 * random.normal(size=n), [-0.8, 0.1, 1]).astype(float)
v = np.where(random.random(n) < 0.7, u, random.integers(0, 3, size=n))
for column in (a, b, u, v):
    column[random.permutation(n)[:5]] = np.nan


def ranks(values):
    """Among the rows of the column alone, as the product takes them before it knows the other column."""
    out = np.full(n, np.nan)
    known = ~np.isnan(values)
    out[known] = stats.rankdata(values[known])
    return out


def correlation(p, q):
    p, q = ranks(p), ranks(q)
    known = ~np.isnan(p + q)
    return abs(stats.pearsonr(p[known], q[known]).statistic)


def ratio(number, levels):
    number = ranks(number)
    known = ~np.isnan(number + levels)
    groups = [number[known & (levels == level)] for level in np.unique(levels[known])]
    count, k = known.sum(), len(groups)
    F = stats.f_oneway(*groups).statistic
    eta2 = F * (k - 1) / (F * (k - 1) + count - k)
    return max(0, 1 - (1 - eta2) * (count - 1) / (count - k)) ** 0.5


def cramer(p, q):
    known = ~np.isnan(p + q)
    table = stats.contingency.crosstab(p[known], q[known]).count
    count = table.sum()
    phi2 = stats.chi2_contingency(table, correction=False).statistic / count
    r, c = table.shape
    phi2 = max(0, phi2 - (r - 1) * (c - 1) / (count - 1))
    r, c = r - (r - 1) ** 2 / (count - 1), c - (c - 1) ** 2 / (count - 1)
    return (phi2 / (min(r, c) - 1)) ** 0.5


def plain(values):
    return [None if np.isnan(value) else float(value) for value in values]


document = {
    "schema": "glassnet.golden.effects/1",
    "generator": "test/golden/make-effects.py",
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "rows": [list(row) for row in zip(plain(x), plain(y))],
    "grid": grid.tolist(),
    "answers": answers.tolist(),
    "own": own.tolist(),
    "partialDependence": answers.mean(axis=0).tolist(),
    "accumulatedLocal": local.tolist(),
    "columns": [plain(column) for column in (a, b, u, v)],
    "associations": [
        [0, 1, float(correlation(a, b))],
        [0, 2, float(ratio(a, u))],
        [1, 3, float(ratio(b, v))],
        [2, 3, float(cramer(u, v))],
    ],
}
OUT.write_text(json.dumps(document) + "\n")
