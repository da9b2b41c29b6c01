"""Writes sobol.json: Sobol points of SciPy, not scrambled.

Run from the repository root: python test/golden/make-sobol.py     (needs scipy; versions go into the file)

Schema of sobol.json ("glassnet.golden.sobol/1"):
  schema, generator      strings
  versions               {python, numpy, scipy}
  dimensions             40
  points                 {index: [coordinate times 2**30, a whole number, for each dimension]}
"""

import json
import pathlib
import platform

import numpy as np
import scipy
from scipy.stats import qmc

OUT = pathlib.Path("test/golden/sobol.json")
DIMENSIONS = 40
# The first ones, and some beyond each power of two up to the longest way that SciPy takes in a second.
INDEXES = [*range(70), 127, 128, 1000, 4095, 4096, 65537, 999_999]

engine = qmc.Sobol(DIMENSIONS, scramble=False)
points = {}
drawn = 0
for index in INDEXES:
    if index > drawn:
        engine.fast_forward(index - drawn)
    points[index] = [int(value) for value in (engine.random(1)[0] * 2**30)]
    drawn = index + 1
golden = {
    "schema": "glassnet.golden.sobol/1",
    "generator": "test/golden/make-sobol.py",
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "dimensions": DIMENSIONS,
    "points": points,
}
OUT.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
