"""Writes contributions.json: what shap and captum say each input added to the log-odds, and to the probability.

Run:  python make-contributions.py        (needs numpy, torch, shap and captum; the versions are written into the file)

Weights, background and rows are multiples of 1/1024, so that any program starts from the very same ones, float32 too.

  shapley     shap's Exact explainer with an Independent masker: all coalitions against each background row, in float64.
  midpoints   captum's IntegratedGradients in float64, the mean over the background, by STEPS midpoints a line. Its error
              is what a step with a kink in it is off by; `completeness` says how far base + sum is from f.
  exact       the definition in NumPy: all kinks of a line, and the gradient in the middle of each piece. Nothing is
              written unless it adds up to 1e-12, and agrees with captum to 1e-4.

Schema of contributions.json ("glassnet.golden.contributions/1"):
  schema, generator    strings
  versions             {python, numpy, torch, shap, captum}
  steps                number of midpoints
  cases                list of
    name               string, unique
    networks           list of lists of {kernel: [d][u], bias: [u]}; a ReLU between each two; the score is the mean
    background, rows   [b][d], [n][d]
    logit, probability each {base, values [n], shapley [n][d], midpoints [n][d], completeness, exact [n][d]}
"""

import json
import pathlib
import platform

import captum
import numpy as np
import shap
import torch
from captum.attr import IntegratedGradients

STEPS = 10_000


def grid(values):
    """Rounds to multiples of 1/1024."""
    return np.round(np.asarray(values) * 1024) / 1024


def draw_network(random, widths):
    maps = []
    for inputs, units in zip(widths, widths[1:]):
        kernel = grid(random.normal(size=(inputs, units)) * 1.4 / np.sqrt(inputs))
        maps.append((kernel, grid(random.normal(size=units) * 0.3)))
    return maps


def forward(maps, x):
    """z of each map [n, u]."""
    found = []
    for kernel, bias in maps:
        x = x @ kernel + bias
        found.append(x)
        x = np.maximum(x, 0)
    return found


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def log_odds(networks, x):
    outputs = [forward(maps, x)[-1] for maps in networks]
    return sum(z[:, 1] - z[:, 0] for z in outputs) / len(networks)


def kinks(networks, b, x):
    times = np.array([0.0, 1.0])
    for maps in networks:
        for layer in range(len(maps) - 1):
            z = forward(maps, b + times[:, None] * (x - b))[layer]
            piece, unit = np.nonzero((z[:-1] > 0) != (z[1:] > 0))
            before, after = z[piece, unit], z[piece + 1, unit]
            found = times[piece] + (times[piece + 1] - times[piece]) * before / (before - after)
            times = np.sort(np.concatenate([times, found]))
    return times


def gradient(networks, x):
    """Of the log-odds [n, d]."""
    total = np.zeros_like(x)
    for maps in networks:
        z = forward(maps, x)
        d = np.tile([-1.0, 1.0], (len(x), 1))
        for layer in range(len(maps) - 1, -1, -1):
            if layer < len(maps) - 1:
                d = d * (z[layer] > 0)
            d = d @ maps[layer][0].T
        total += d / len(networks)
    return total


def exact(networks, background, x, on_probability):
    total = np.zeros_like(x)
    for b in background:
        times = kinks(networks, b, x)
        pieces = np.diff(times)
        if on_probability:
            f = log_odds(networks, b + times[:, None] * (x - b))
            middle = sigmoid((f[1:] + f[:-1]) / 2)
            change = np.diff(f)
            near = np.abs(change) < 1e-5
            slope = np.where(near, middle * (1 - middle), np.diff(sigmoid(f)) / np.where(near, 1, change))
            pieces = pieces * slope
        middles = (times[1:] + times[:-1]) / 2
        total += (x - b) * (gradient(networks, b + middles[:, None] * (x - b)) * pieces[:, None]).sum(0)
    return total / len(background)


def torch_score(networks, on_probability):
    tensors = [[(torch.tensor(k), torch.tensor(b)) for k, b in maps] for maps in networks]

    def score(x):
        total = 0
        for maps in tensors:
            a = x
            for layer, (kernel, bias) in enumerate(maps):
                a = (torch.relu(a) if layer > 0 else a) @ kernel + bias
            total = total + a[:, 1] - a[:, 0]
        f = total / len(tensors)
        return torch.sigmoid(f) if on_probability else f

    return score


def midpoints(networks, background, rows, on_probability):
    ig = IntegratedGradients(torch_score(networks, on_probability))
    found = np.zeros_like(rows)
    for i, x in enumerate(rows):
        lines = torch.tensor(np.tile(x, (len(background), 1)))
        effects = ig.attribute(
            lines, baselines=torch.tensor(background), n_steps=STEPS, method="riemann_middle", internal_batch_size=8192
        )
        found[i] = effects.numpy().mean(0)
    return found


def explained(networks, background, rows, on_probability):
    def score(x):
        f = log_odds(networks, x)
        return sigmoid(f) if on_probability else f

    base, values = score(background).mean(), score(rows)
    masker = shap.maskers.Independent(background, max_samples=len(background))
    shapley = shap.explainers.Exact(score, masker)(rows).values
    by_midpoints = midpoints(networks, background, rows, on_probability)
    by_kinks = np.array([exact(networks, background, x, on_probability) for x in rows])
    assert np.abs(base + by_kinks.sum(1) - values).max() < 1e-12
    assert np.abs(base + shapley.sum(1) - values).max() < 1e-12
    assert np.abs(by_kinks - by_midpoints).max() < 1e-4
    return {
        "base": base,
        "values": values.tolist(),
        "shapley": shapley.tolist(),
        "midpoints": by_midpoints.tolist(),
        "completeness": np.abs(base + by_midpoints.sum(1) - values).max(),
        "exact": by_kinks.tolist(),
    }


def make_case(name, seed, widths, count, background_rows=8, row_count=4):
    random = np.random.default_rng(seed)
    networks = [draw_network(random, widths) for _ in range(count)]
    background = grid(random.normal(size=(background_rows, widths[0])))
    rows = grid(random.normal(size=(row_count, widths[0])) * 1.5)
    return {
        "name": name,
        "networks": [[{"kernel": k.tolist(), "bias": b.tolist()} for k, b in maps] for maps in networks],
        "background": background.tolist(),
        "rows": rows.tolist(),
        "logit": explained(networks, background, rows, False),
        "probability": explained(networks, background, rows, True),
    }


def main():
    golden = {
        "schema": "glassnet.golden.contributions/1",
        "generator": "test/golden/make-contributions.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "torch": torch.__version__.split("+")[0],
            "shap": shap.__version__,
            "captum": captum.__version__,
        },
        "steps": STEPS,
        "cases": [
            make_case("two hidden layers", 1, [6, 12, 9, 2], 1),
            make_case("three networks with one hidden layer", 2, [5, 8, 2], 3),
            make_case("two networks with three hidden layers", 3, [4, 8, 7, 6, 2], 2),
        ],
    }
    path = pathlib.Path(__file__).with_name("contributions.json")
    path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
