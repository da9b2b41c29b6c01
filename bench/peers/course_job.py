"""What the training scripts have in common: the arrays of the course's notebook, and the line at the end."""

import sys

import numpy as np

BATCH_SIZE = 200
HIDDEN = (50, 50, 50)
CLASSES = 2


def read_arguments():
    """File and number of epochs."""
    return sys.argv[1], int(sys.argv[2])


def read_table(path):
    with open(path, encoding="utf-8") as file:
        has_header = any(character.isalpha() for character in file.readline())
    return np.loadtxt(path, delimiter=",", skiprows=int(has_header))


def course_arrays(path, seed=1):
    """Inputs and targets of the training, validation and test part: balance, scale, shuffle, split 80/10/10."""
    table = read_table(path)
    inputs, targets = table[:, 1:-1], table[:, -1].astype(np.int64)
    ones = np.flatnonzero(targets == 1)
    rows = np.sort(np.concatenate([ones, np.flatnonzero(targets == 0)[: len(ones)]]))
    inputs, targets = inputs[rows], targets[rows]
    inputs = ((inputs - inputs.mean(axis=0)) / inputs.std(axis=0)).astype(np.float32)
    order = np.random.default_rng(seed).permutation(len(rows))
    train, validation = int(0.8 * len(rows)), int(0.1 * len(rows))
    return [(inputs[part], targets[part]) for part in np.split(order, [train, train + validation])]


def natural_arrays(path):
    """Inputs and targets of all rows, in the natural mix, not scaled."""
    table = read_table(path)
    return table[:, 1:-1], table[:, -1].astype(np.int64)


def split_rows(targets, seed=1):
    """Row numbers of the training, validation and test part, 80/10/10, stratified."""
    parts = [[], [], []]
    random = np.random.default_rng(seed)
    for label in range(CLASSES):
        rows = random.permutation(np.flatnonzero(targets == label))
        cuts = [int(0.8 * len(rows)), int(0.9 * len(rows))]
        for part, some in zip(parts, np.split(rows, cuts)):
            part.append(some)
    return [random.permutation(np.concatenate(part)) for part in parts]


def print_test(loss, accuracy):
    print(f"Test loss: {loss:.2f}. Test accuracy: {accuracy * 100:.2f}%.")
