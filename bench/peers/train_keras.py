"""The course's job as a script with Keras on TensorFlow."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import tensorflow as tf  # noqa: E402

threads = int(os.environ["THREADS"])
tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(threads)

import keras  # noqa: E402

from course_job import BATCH_SIZE, CLASSES, HIDDEN, course_arrays, print_test, read_arguments  # noqa: E402

keras.utils.set_random_seed(1)
path, epochs = read_arguments()
(x, y), validation, test = course_arrays(path)
hidden = [keras.layers.Dense(units, activation="relu") for units in HIDDEN]
network = keras.Sequential([keras.Input(x.shape[1:]), *hidden, keras.layers.Dense(CLASSES, activation="softmax")])
network.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
network.fit(x, y, batch_size=BATCH_SIZE, epochs=epochs, validation_data=validation, verbose=0)
print_test(*network.evaluate(*test, verbose=0))
