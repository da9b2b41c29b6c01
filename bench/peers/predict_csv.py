"""Scores one CSV into another with pandas and ONNX Runtime: what glassnet's predict does."""

import json
import os
import sys

import numpy as np
import onnxruntime
import pandas

csv, model, columns, output = sys.argv[1:5]
with open(columns, encoding="utf-8") as file:
    described = json.load(file)
inputs, identifier = described["inputs"], described["id"]
means = np.array([column["mean"] for column in inputs])
scales = np.array([column["scale"] for column in inputs])

frame = pandas.read_csv(csv, engine="c", dtype={identifier: str})
x = ((frame[[column["name"] for column in inputs]].to_numpy() - means) / scales).astype(np.float32)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = int(os.environ["THREADS"])
session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
p, balanced = session.run(["p", "balanced"], {"x": x})
scores = {
    identifier: frame[identifier],
    "prediction": p.argmax(axis=1),
    f"probability_{described['positive']}": p[:, 1],
    f"probability_balanced_{described['positive']}": balanced[:, 1],
}
pandas.DataFrame(scores).to_csv(output, index=False)
