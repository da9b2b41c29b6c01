"""A random search with Keras on TensorFlow, as a script: a plain loop, the best network kept.

`python search_keras.py CSV TRIALS`
"""

import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import keras  # noqa: E402
import numpy as np  # noqa: E402

from course_job import BATCH_SIZE, CLASSES, natural_arrays, print_test, split_rows  # noqa: E402
from search_space import EPOCHS, HIDDEN, LEARNING_RATE, PATIENCE, WEIGHT_DECAY  # noqa: E402

keras.utils.set_random_seed(1)
random = np.random.default_rng(1)
trials = int(sys.argv[2])
x, y = natural_arrays(sys.argv[1])
parts = split_rows(y)
x = ((x - x[parts[0]].mean(axis=0)) / x[parts[0]].std(axis=0)).astype(np.float32)
(x_train, y_train), validation, test = [(x[rows], y[rows]) for rows in parts]
best, best_loss = None, np.inf
for _ in range(trials):
    rate = np.exp(random.uniform(*np.log(LEARNING_RATE)))
    decay = random.choice(WEIGHT_DECAY)
    layers = [keras.Input(x.shape[1:])]
    for units in HIDDEN[random.integers(len(HIDDEN))]:
        layers.append(keras.layers.Dense(units, activation="relu"))
    network = keras.Sequential([*layers, keras.layers.Dense(CLASSES, activation="softmax")])
    optimizer = keras.optimizers.AdamW(rate, weight_decay=decay)
    network.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(patience=PATIENCE, restore_best_weights=True)
    settings = {"batch_size": BATCH_SIZE, "epochs": EPOCHS, "callbacks": [stop], "verbose": 0}
    network.fit(x_train, y_train, validation_data=validation, **settings)
    loss = network.evaluate(*validation, verbose=0)[0]
    if loss < best_loss:
        best, best_loss = network, loss
print(f"fits: {trials}")
print_test(*best.evaluate(*test, verbose=0))
