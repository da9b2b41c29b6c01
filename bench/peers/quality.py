"""Methods that quality is compared with, on the rows that glassnet trains and tests on: probabilities of the test rows.

`python quality.py METHOD FOLDER`; each line on stdin asks for a set and a seed. A method may use the training and the
validation rows as its users would: to stop early by, or to learn from as well.
"""

import json
import os
import sys
import warnings
from time import perf_counter

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

warnings.simplefilter("ignore")
RATE = 0.05
MOST_TREES = 4000


class Set:
    """Inputs [n, d] with the codes of categories, NaN where missing; targets [n]."""

    def __init__(self, folder):
        with open(os.path.join(folder, "set.json"), encoding="utf-8") as file:
            settings = json.load(file)
        self.folder, self.classes = folder, settings["classes"]
        self.categorical = np.flatnonzero(settings["categorical"]).tolist()
        columns = np.fromfile(os.path.join(folder, "columns.f64"), dtype="<f8")
        self.inputs = columns.reshape(len(settings["categorical"]), -1).T.copy()
        self.targets = np.fromfile(os.path.join(folder, "targets.i32"), dtype="<i4").astype(np.int64)

    def rows(self, seed):
        """Row numbers of the training, validation and test part; the test's order is that of the probabilities."""
        with open(os.path.join(self.folder, f"{seed}.json"), encoding="utf-8") as file:
            parts = json.load(file)
        return [np.array(parts[name]) for name in ("train", "validation", "test")]


def boost(data, train, validation, seed):
    """LightGBM, as many trees as the validation rows want, categories as such."""
    import lightgbm

    kind = "binary" if data.classes == 2 else "multiclass"
    settings = {"objective": kind, "learning_rate": RATE, "num_threads": 1, "seed": seed, "verbose": -1}
    if kind == "multiclass":
        settings["num_class"] = data.classes
    x, y = data.inputs, data.targets
    learned = lightgbm.Dataset(x[train], y[train], categorical_feature=data.categorical, free_raw_data=False)
    watched = learned.create_valid(x[validation], y[validation])
    stop = lightgbm.early_stopping(100, verbose=False)
    return lightgbm.train(settings, learned, MOST_TREES, valid_sets=[watched], callbacks=[stop])


def boosted(model, inputs):
    p = model.predict(inputs, num_iteration=model.best_iteration)
    return np.column_stack([1 - p, p]) if p.ndim == 1 else p


def lightgbm_stopped(data, train, validation, test, seed):
    return boosted(boost(data, train, validation, seed), data.inputs[test])


def lightgbm_folds(data, train, validation, test, seed):
    """Five, each stopped on one of five folds of training and validation rows; the mean of their probabilities."""
    rows = np.concatenate([train, validation])
    folds = StratifiedKFold(5, shuffle=True, random_state=seed).split(rows, data.targets[rows])
    return np.mean([boosted(boost(data, rows[a], rows[b], seed), data.inputs[test]) for a, b in folds], axis=0)


def histgb(data, train, validation, test, seed):
    """It keeps its last trees, not the best ones, so its patience stays short."""
    model = HistGradientBoostingClassifier(
        learning_rate=RATE,
        max_iter=MOST_TREES,
        early_stopping=True,
        n_iter_no_change=10,
        categorical_features=data.categorical or None,
        random_state=seed,
    )
    x, y = data.inputs, data.targets
    model.fit(x[train], y[train], X_val=x[validation], y_val=y[validation])
    return model.predict_proba(x[test])


def design(data, rows):
    """Numbers standardised, categories one-hot, by these rows; missing cells get the median or the commonest."""
    columns = []
    for index, column in enumerate(data.inputs.T):
        known = column[rows][~np.isnan(column[rows])]
        if index in data.categorical:
            levels, counts = np.unique(known, return_counts=True)
            filled = np.where(np.isnan(column), levels[counts.argmax()], column)
            columns += [(filled == level).astype(float) for level in levels]
        else:
            filled = np.where(np.isnan(column), np.median(known), column)
            deviation = filled[rows].std()
            columns.append((filled - filled[rows].mean()) / (deviation if deviation > 0 else 1))
    return np.column_stack(columns)


def logistic(penalty):
    def probabilities(data, train, validation, test, seed):
        rows = np.concatenate([train, validation])
        x = design(data, rows)
        model = LogisticRegression(C=penalty, max_iter=10_000, tol=1e-6)
        return model.fit(x[rows], data.targets[rows]).predict_proba(x[test])

    return probabilities


def tabular(name, **settings):
    """Networks of pytabkit with their tuned defaults, the best epoch chosen by log loss."""

    def probabilities(data, train, validation, test, seed):
        import pandas
        import pytabkit

        frame = pandas.DataFrame(data.inputs, columns=[f"x{index}" for index in range(data.inputs.shape[1])])
        for index in data.categorical:
            frame[f"x{index}"] = frame[f"x{index}"].astype("Int64").astype("string").fillna("missing").astype("category")
        for column in frame.columns[frame.isna().any()]:
            frame[column] = frame[column].fillna(frame[column].iloc[train].median())
        model = getattr(pytabkit, name)(
            device="cpu", random_state=seed, n_threads=1, val_metric_name="cross_entropy", **settings
        )
        y = data.targets
        model.fit(frame.iloc[train], y[train], frame.iloc[validation], y[validation])
        return model.predict_proba(frame.iloc[test])

    return probabilities


METHODS = {
    "lightgbm": lightgbm_stopped,
    "lightgbm_folds": lightgbm_folds,
    "histgb": histgb,
    "logistic": logistic(1.0),
    "logistic_none": logistic(np.inf),
    # Its authors smooth labels for accuracy alone.
    "realmlp": tabular("RealMLP_TD_S_Classifier", use_ls=False),
    "tabm": tabular("TabM_D_Classifier"),
}


def serve(name, folder):
    # Libraries print too: only replies go to the benchmark.
    replies, sys.stdout = sys.stdout, sys.stderr

    def reply(message):
        replies.write(json.dumps(message) + "\n")
        replies.flush()

    reply({"ready": True})
    opened = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["set"] not in opened:
            opened[request["set"]] = Set(os.path.join(folder, request["set"]))
        data, seed = opened[request["set"]], request["seed"]
        start = perf_counter()
        probabilities = METHODS[name](data, *data.rows(seed), seed)
        seconds = perf_counter() - start
        np.ascontiguousarray(probabilities, dtype="<f8").tofile(request["result"])
        reply({"written": seconds})


if __name__ == "__main__":
    serve(*sys.argv[1:3])
