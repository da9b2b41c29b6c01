"""What the training scripts have in common: the arrays of the course's notebook, and the line at the end."""

import sys

import numpy as np

BATCH_SIZE = 200
HIDDEN = (50, 50, 50)
CLASSES = 2


def read_arguments():
    """File and number of epochs."""
    return sys.argv[1], int(sys.argv[2])


def course_arrays(path, seed=1):
    """Inputs and targets of the training, validation and test part: balance, scale, shuffle, split 80/10/10."""
    with open(path, encoding="utf-8") as file:
        has_header = any(character.isalpha() for character in file.readline())
    table = np.loadtxt(path, delimiter=",", skiprows=int(has_header))
    inputs, targets = table[:, 1:-1], table[:, -1].astype(np.int64)
    ones = np.flatnonzero(targets == 1)
    rows = np.sort(np.concatenate([ones, np.flatnonzero(targets == 0)[: len(ones)]]))
    inputs, targets = inputs[rows], targets[rows]
    inputs = ((inputs - inputs.mean(axis=0)) / inputs.std(axis=0)).astype(np.float32)
    order = np.random.default_rng(seed).permutation(len(rows))
    train, validation = int(0.8 * len(rows)), int(0.1 * len(rows))
    return [(inputs[part], targets[part]) for part in np.split(order, [train, train + validation])]


def print_test(loss, accuracy):
    print(f"Test loss: {loss:.2f}. Test accuracy: {accuracy * 100:.2f}%.")
