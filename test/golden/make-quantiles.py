"""Writes quantiles.json: quantiles of NumPy, interpolated linearly (its default, definition 7 of Hyndman & Fan 1996).

Run from the repository root: python test/golden/make-quantiles.py     (needs numpy; versions go into the file)

Schema of quantiles.json ("glassnet.golden.quantiles/1"):
  schema, generator      strings
  versions               {python, numpy}
  cases                  list of
    values               integers, 8 times the values, ascending
    bins                 T
    quantiles            those at 0, 1/T, ..., 1
"""

import json
import pathlib
import platform

import numpy as np

OUT = pathlib.Path("test/golden/quantiles.json")
random = np.random.default_rng(1)

cases = []
for rows in [2, 3, 5, 16, 17, 100, 333]:
    for bins in [1, 2, 5, 16]:
        # Half of the cases have many equal values.
        spread = 3 if rows % 2 == 0 else 100_000
        eighths = np.sort(random.integers(-spread, spread, size=rows))
        quantiles = np.quantile(eighths / 8, np.arange(bins + 1) / bins)
        cases.append({"values": eighths.tolist(), "bins": bins, "quantiles": quantiles.tolist()})

document = {
    "schema": "glassnet.golden.quantiles/1",
    "generator": "test/golden/make-quantiles.py",
    "versions": {"python": platform.python_version(), "numpy": np.__version__},
    "cases": cases,
}
OUT.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")
