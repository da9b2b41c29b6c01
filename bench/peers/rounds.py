"""How a peer in Python is timed: the counterpart of rounds.mjs, by the same lines of JSON."""

import json
import os
import sys
from time import perf_counter

import numpy as np


class Job:
    """What `python PEER.py NAME FOLDER THREADS` was started with."""

    def __init__(self):
        self.name, self.folder, threads = sys.argv[1:4]
        self.threads = int(threads)
        with open(self.path("job.json"), encoding="utf-8") as file:
            self.settings = json.load(file)

    def __getitem__(self, key):
        return self.settings[key]

    def path(self, file):
        return os.path.join(self.folder, file)

    def array(self, file, *shape):
        return np.fromfile(self.path(file), dtype="<f4").reshape(shape)

    def layers(self):
        """Kernel [inputs, units] and bias [units] of each layer."""
        flat, widths, start, layers = self.array("weights.f32", -1), self["widths"], 0, []
        for inputs, units in zip(widths, widths[1:]):
            kernel_end, end = start + inputs * units, start + (inputs + 1) * units
            layers.append((flat[start:kernel_end].reshape(inputs, units).copy(), flat[kernel_end:end].copy()))
            start = end
        return layers

    def batches(self):
        """Inputs [batch size, features] and targets [batch size] of each whole batch."""
        size = self["batchSize"]
        inputs = self.array("inputs.f32", self["rows"], self["widths"][0])
        targets = self.array("targets.f32", self["rows"]).astype(np.int64)
        starts = range(0, self["rows"] - size + 1, size)
        return [(inputs[i : i + size].copy(), targets[i : i + size].copy()) for i in starts]


def serve(run, result):
    """Answers until the benchmark closes stdin. `run` is timed, `result` gives the numbers to check."""
    # Libraries print too: only replies go to the benchmark.
    replies, sys.stdout = sys.stdout, sys.stderr

    def reply(message):
        replies.write(json.dumps(message) + "\n")
        replies.flush()

    reply({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        if "result" in request:
            np.asarray(result(), dtype="<f8").tofile(request["result"])
            reply({"written": True})
        else:
            time_calls(run, request["warmupMs"])
            reply({"samples": time_calls(run, request["timeMs"])})


def time_calls(run, time_ms):
    """Milliseconds of each call, for so long and at least once."""
    samples = []
    end = perf_counter() + time_ms / 1000
    while True:
        start = perf_counter()
        run()
        now = perf_counter()
        samples.append((now - start) * 1000)
        if now >= end:
            return samples
