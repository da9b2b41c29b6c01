"""Repeated cross-validation with scikit-learn, as a script: the plain network, its scaling fitted in each fold.

`python cross_validate_scikit_learn.py CSV FOLDS REPEATS [early]`: `early` stops a fit by a tenth of its rows with patience
2, as glassnet's plain network does; as it comes, MLPClassifier goes on until its training loss no longer falls.
"""

import os
import sys
import warnings

from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import RepeatedStratifiedKFold, cross_validate
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_job import BATCH_SIZE, HIDDEN, natural_arrays, print_test

# For the processes that joblib starts, too.
os.environ["PYTHONWARNINGS"] = "ignore"
warnings.simplefilter("ignore", ConvergenceWarning)

if __name__ == "__main__":
    path, folds, repeats = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    x, y = natural_arrays(path)
    early = sys.argv[4:] == ["early"]
    # Any better score counts.
    stopping = {"early_stopping": True, "n_iter_no_change": 2, "tol": 0.0} if early else {}
    network = MLPClassifier(HIDDEN, alpha=0.0, batch_size=BATCH_SIZE, random_state=1, **stopping)
    scores = cross_validate(
        make_pipeline(StandardScaler(), network),
        x,
        y,
        cv=RepeatedStratifiedKFold(n_splits=folds, n_repeats=repeats, random_state=1),
        scoring=["accuracy", "roc_auc", "neg_log_loss"],
        n_jobs=int(os.environ["THREADS"]),
    )
    print(f"fits: {len(scores['fit_time'])}")
    print_test(-scores["test_neg_log_loss"].mean(), scores["test_accuracy"].mean())
