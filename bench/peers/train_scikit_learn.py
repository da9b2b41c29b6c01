"""The course's job as a script with scikit-learn. It has no validation between epochs, which saves it some work."""

import warnings

from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

from course_job import BATCH_SIZE, HIDDEN, course_arrays, print_test, read_arguments

warnings.simplefilter("ignore", ConvergenceWarning)
path, epochs = read_arguments()
(x, y), _, (x_test, y_test) = course_arrays(path)
network = MLPClassifier(
    HIDDEN, alpha=0.0, batch_size=BATCH_SIZE, max_iter=epochs, n_iter_no_change=epochs, tol=0.0, random_state=1
)
network.fit(x, y)
print_test(log_loss(y_test, network.predict_proba(x_test)), network.score(x_test, y_test))
