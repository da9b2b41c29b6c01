"""Writes logistic-regression.json: what scikit-learn's LogisticRegression learns from small data sets.

Run:  python make-logistic-regression.py        (needs scikit-learn; the versions used are written into the file)

Numbers of X are multiples of 1/1024, so that any program starts from the very same ones. Where columns are not collinear,
solver "newton-cholesky" goes to the minimum itself; where they are, it has no factor, and "lbfgs" with tol 1e-14 goes on
until float64 ends. Nothing is written unless the gradient of the mean loss is below 1e-7 of each column's size. (For four
classes without penalty scikit-learn warns that it ends with "lbfgs" by itself.)

Schema of logistic-regression.json ("glassnet.golden.logistic-regression/1"):
  schema, generator      strings
  versions               {python, numpy, scikit-learn}
  cases                  list of
    name                 string, unique
    C                    number, or null for infinity
    X                    [n][d] numbers
    y                    [n] class numbers, from 0
    coef                 [1][d] for two classes, else [k][d]
    intercept            [1] or [k]
    identifiable         columns whose coefficients the rows decide: all, where a penalty decides the rest
    logits               [n][1] or [n][k]: X·coef + intercept
    logLoss              mean over the rows, without the penalty
"""

import json
import pathlib
import platform

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss


def grid(values):
    """Rounds to multiples of 1/1024."""
    return np.round(np.asarray(values) * 1024) / 1024


def labels(random, logits):
    """One class a row, drawn from the softmax of its logits [n, k]."""
    return (logits + random.gumbel(size=logits.shape)).argmax(axis=1)


def two_classes(random, X, weights, bias=-0.5):
    z = X @ np.asarray(weights) + bias
    return labels(random, np.column_stack([np.zeros(len(z)), z]))


def fit(X, y, C, solver):
    model = LogisticRegression(C=C, solver=solver, tol=1e-14, max_iter=100_000)
    return model.fit(X, y)


def gradient(model, X, y, C):
    """Of the mean loss with the penalty, with respect to the coefficients."""
    p = model.predict_proba(X)
    hit = np.eye(p.shape[1])[y]
    residual = (p - hit) if len(model.coef_) > 1 else (p - hit)[:, 1:]
    return residual.T @ X / len(X) + model.coef_ / (C * len(X))


def case(name, X, y, C=np.inf, collinear=()):
    solver = "lbfgs" if collinear else "newton-cholesky"
    model = fit(X, y, C, solver)
    scale = np.abs(X).mean(axis=0)
    assert (np.abs(gradient(model, X, y, C)) / scale).max() < 1e-7, (name, gradient(model, X, y, C))
    loss = log_loss(y, model.predict_proba(X))
    decided = [j for j in range(X.shape[1]) if np.isfinite(C) or j not in collinear]
    logits = X @ model.coef_.T + model.intercept_
    print(f"{name}: log loss {loss:.9f}, largest coefficient {np.abs(model.coef_).max():.3g}")
    return {
        "name": name,
        "C": None if np.isinf(C) else C,
        "X": X.tolist(),
        "y": y.tolist(),
        "coef": model.coef_.tolist(),
        "intercept": model.intercept_.tolist(),
        "identifiable": decided,
        "logits": logits.tolist(),
        "logLoss": loss,
    }


def main():
    random = np.random.default_rng(20241128)
    plain = grid(random.normal(size=(150, 3)))
    bought = two_classes(random, plain, [1.5, -0.7, 0.2])
    # The fourth column is a sum of two others, the fifth the second again.
    collinear = np.column_stack([plain, plain[:, 0] + 2 * plain[:, 2], plain[:, 1]])
    levels = np.eye(5)[random.integers(0, 5, size=200)]
    amount = grid(random.normal(size=(200, 1)))
    one_hot = np.column_stack([levels, amount])
    chosen = two_classes(random, one_hot, [0.5, -1, 0.2, 1, 0, 0.8])
    near = grid(random.normal(size=(150, 2)))
    near = np.column_stack([near, near[:, 0] + grid(0.05 * random.normal(size=150))])
    nearly = two_classes(random, near, [0.5, 0.5, 0.5])
    # A year, a small share, and a large amount.
    scales = np.column_stack(
        [2000 + random.integers(0, 25, size=150), random.integers(0, 64, size=150) / 1024, grid(1e5 * random.normal(size=150))]
    ).astype(float)
    scaled = two_classes(random, scales, [0.1, 20, 1e-5], bias=-202)
    four = grid(random.normal(size=(200, 3)))
    kind = labels(random, four @ random.normal(size=(3, 4)) + np.array([0, 0.5, -0.5, 0]))
    apart = (plain[:, 0] + 0.1 * plain[:, 1] > 0).astype(int)
    cases = [
        case("two classes, no penalty", plain, bought),
        case("two classes, C = 1", plain, bought, 1.0),
        case("two classes, C = 0.01", plain, bought, 0.01),
        case("collinear columns, no penalty", collinear, bought, collinear=(0, 1, 2, 3, 4)),
        case("collinear columns, C = 1", collinear, bought, 1.0),
        case("every level one-hot, no penalty", one_hot, chosen, collinear=(0, 1, 2, 3, 4)),
        case("every level one-hot, C = 2", one_hot, chosen, 2.0),
        case("nearly collinear columns, no penalty", near, nearly),
        case("columns of other sizes, no penalty", scales, scaled),
        case("columns of other sizes, C = 1", scales, scaled, 1.0),
        case("four classes, no penalty", four, kind),
        case("four classes, C = 0.5", four, kind, 0.5),
        case("classes apart, C = 1", plain, apart, 1.0),
    ]
    document = {
        "schema": "glassnet.golden.logistic-regression/1",
        "generator": "test/golden/make-logistic-regression.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "cases": cases,
    }
    path = pathlib.Path(__file__).with_name("logistic-regression.json")
    path.write_text(json.dumps(document, separators=(",", ":"), allow_nan=False) + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
