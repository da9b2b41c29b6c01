"""A random search with scikit-learn, as a script: each trial is one fit, ranked by the validation rows' log loss.

`python search_scikit_learn.py CSV TRIALS [early]`: `early` stops a fit by a tenth of its rows; as it comes, MLPClassifier
goes on until its training loss no longer falls.
"""

import os
import sys

import numpy as np
from scipy.stats import loguniform
from sklearn.metrics import log_loss
from sklearn.model_selection import PredefinedSplit, RandomizedSearchCV
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_job import BATCH_SIZE, natural_arrays, print_test, split_rows
from search_space import EPOCHS, HIDDEN, LEARNING_RATE, PATIENCE, WEIGHT_DECAY

# For the processes that joblib starts, too.
os.environ["PYTHONWARNINGS"] = "ignore"

if __name__ == "__main__":
    x, y = natural_arrays(sys.argv[1])
    train, validation, test = split_rows(y)
    rows = np.concatenate([train, validation])
    held = np.concatenate([np.full(len(train), -1), np.zeros(len(validation))])
    early = sys.argv[3:] == ["early"]
    network = MLPClassifier(
        batch_size=BATCH_SIZE, max_iter=EPOCHS, early_stopping=early, n_iter_no_change=PATIENCE, random_state=1
    )
    search = RandomizedSearchCV(
        make_pipeline(StandardScaler(), network),
        {
            "mlpclassifier__hidden_layer_sizes": HIDDEN,
            "mlpclassifier__learning_rate_init": loguniform(*LEARNING_RATE),
            "mlpclassifier__alpha": WEIGHT_DECAY,
        },
        n_iter=int(sys.argv[2]),
        scoring="neg_log_loss",
        cv=PredefinedSplit(held),
        n_jobs=int(os.environ["THREADS"]),
        random_state=1,
    )
    search.fit(x[rows], y[rows])
    print(f"fits: {len(search.cv_results_['params'])}")
    print_test(log_loss(y[test], search.predict_proba(x[test])), (search.predict(x[test]) == y[test]).mean())
