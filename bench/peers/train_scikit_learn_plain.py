"""One plain network with scikit-learn on all rows, as a script: standardised, stopped by a tenth of its training rows."""

import sys

from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_job import BATCH_SIZE, HIDDEN, natural_arrays, print_test, split_rows

x, y = natural_arrays(sys.argv[1])
train, validation, test = split_rows(y)
rows = list(train) + list(validation)
network = MLPClassifier(HIDDEN, alpha=0.0, batch_size=BATCH_SIZE, early_stopping=True, random_state=1)
model = make_pipeline(StandardScaler(), network).fit(x[rows], y[rows])
print_test(log_loss(y[test], model.predict_proba(x[test])), model.score(x[test], y[test]))
