"""Training steps in Python: PyTorch, scikit-learn or Keras, each with its own Adam."""

import numpy as np

from rounds import Job, serve

LEARNING_RATE = 0.001


def pytorch(job):
    import torch

    torch.set_num_threads(job.threads)
    batches = [(torch.from_numpy(x), torch.from_numpy(y)) for x, y in job.batches()]
    criterion = torch.nn.CrossEntropyLoss()

    def build():
        modules = []
        for kernel, bias in job.layers():
            linear = torch.nn.Linear(*kernel.shape)
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(kernel.T.copy()))
                linear.bias.copy_(torch.from_numpy(bias))
            modules += [linear, torch.nn.ReLU()]
        network = torch.nn.Sequential(*modules[:-1])
        optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE, eps=job["epsilon"])

        def step(batch):
            optimizer.zero_grad()
            loss = criterion(network(batch[0]), batch[1])
            loss.backward()
            optimizer.step()
            return loss.item()

        def evaluate(batch):
            with torch.no_grad():
                return criterion(network(batch[0]), batch[1]).item()

        return step, step, evaluate

    return batches, build


def scikit_learn(job):
    """The step that MLPClassifier.fit repeats, without what `partial_fit` does round it, which takes longer.

    For two classes MLPClassifier would have one output; it is given two here, as the others have.
    """
    from sklearn.neural_network import MLPClassifier
    from sklearn.neural_network._stochastic_optimizers import AdamOptimizer
    from sklearn.preprocessing import LabelBinarizer

    widths = job["widths"]
    batches = [(x, np.eye(widths[-1], dtype=np.float32)[y]) for x, y in job.batches()]

    def build():
        network = MLPClassifier(hidden_layer_sizes=widths[1:-1], alpha=0.0, learning_rate_init=LEARNING_RATE)
        network._label_binarizer = LabelBinarizer().fit(np.arange(3))  # of more than two: softmax
        network._random_state = np.random.RandomState(0)
        network._initialize(batches[0][1], widths, np.float32)
        network.coefs_, network.intercepts_ = (list(arrays) for arrays in zip(*job.layers()))
        parameters = network.coefs_ + network.intercepts_
        optimizer = AdamOptimizer(parameters, LEARNING_RATE, epsilon=job["epsilon"])

        def forward_backward(batch):
            x, y = batch
            size = len(x)
            activations = [x] + [np.empty((size, width), dtype=np.float32) for width in widths[1:]]
            deltas = [np.empty_like(activation) for activation in activations[1:]]
            kernels = [np.empty_like(kernel) for kernel in network.coefs_]
            biases = [np.empty_like(bias) for bias in network.intercepts_]
            return network._backprop(x, y, None, activations, deltas, kernels, biases)

        def step(batch):
            loss, kernels, biases = forward_backward(batch)
            optimizer.update_params(parameters, kernels + biases)
            return loss

        return step, step, lambda batch: forward_backward(batch)[0]

    return batches, build


def keras(job):
    """Keras on TensorFlow, `train_on_batch`."""
    import os

    os.environ["KERAS_BACKEND"] = "tensorflow"
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(job.threads)
    tf.config.threading.set_inter_op_parallelism_threads(job.threads)
    import keras

    batches = job.batches()

    def build():
        hidden = [keras.layers.Dense(units, activation="relu") for units in job["widths"][1:-1]]
        network = keras.Sequential([keras.Input((job["widths"][0],)), *hidden, keras.layers.Dense(job["widths"][-1])])
        network.set_weights([array for layer in job.layers() for array in layer])
        network.compile(
            optimizer=keras.optimizers.Adam(LEARNING_RATE, epsilon=job["epsilon"]),
            loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        )

        def step(batch):
            return network.train_on_batch(*batch)

        def step_with_loss(batch):
            # Otherwise the loss is the mean of all steps so far.
            network.reset_metrics()
            return step(batch)

        def evaluate(batch):
            network.reset_metrics()
            return network.test_on_batch(*batch)

        return step, step_with_loss, evaluate

    return batches, build


def main():
    job = Job()
    batches, build = {"PyTorch": pytorch, "scikit-learn": scikit_learn, "Keras": keras}[job.name](job)
    step, _, evaluate = build()
    steps = 0

    def run():
        nonlocal steps
        step(batches[steps % len(batches)])
        steps += 1

    def result():
        _, step_with_loss, _ = build()
        losses = [step_with_loss(batch) for batch in batches[: job["checkedSteps"]]]
        return [*losses, np.mean([evaluate(batch) for batch in batches])]

    serve(run, result)


main()
