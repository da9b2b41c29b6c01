"""Writes test/golden/model-v1.safetensors, a model file of format glassnet.model/1, and model-v1.json with what it must
predict for ever.

Independent of the program: the file is laid out by the description of the format, the predictions follow the numeric
contract (each product and each sum rounded to float32, inner index upwards, bias last; exp and log rounded to float32;
softmax's sum and quotient in float64) in NumPy.

Run from the repository root: python test/golden/make-model.py
"""
import hashlib
import json
import pathlib
import platform

import numpy as np

OUT = pathlib.Path("test/golden")
f4 = np.float32
random = np.random.default_rng(1)
weights = {
    "W1": random.uniform(-1, 1, (3, 5)).astype(f4),
    "b1": random.uniform(-1, 1, 5).astype(f4),
    "W2": random.uniform(-1, 1, (5, 4)).astype(f4),
    "W3": random.uniform(-1, 1, (4, 3)).astype(f4),
    "b3": random.uniform(-1, 1, 3).astype(f4),
}
config = {
    "schema": "glassnet.model/1",
    "version": "0.1.0",
    "seed": "golden",
    "output": "softmax",
    "classes": ["later", "now", "été"],
    "priors": {"natural": [0.7, 0.1588, 0.1412], "training": [0.5, 0.25, 0.25]},
    "inputDim": 3,
    "layers": [
        {"kind": "dense", "units": 5, "useBias": True, "l2": 0.001},
        {"kind": "relu"},
        {"kind": "dropout", "rate": 0.25},
        {"kind": "dense", "units": 4, "useBias": False, "l2": 0},
        {"kind": "relu"},
        {"kind": "dense", "units": 3, "useBias": True, "l2": 0},
    ],
    "pipeline": {
        "target": "buys",
        "id": "customer",
        "hasHeader": True,
        "features": [
            {"name": "age", "mean": 41.25, "scale": 12.5},
            {"name": 'spent "net"', "mean": 10000000.2, "scale": 0.1},
            {"name": "visits", "mean": -0.3, "scale": 1},
        ],
    },
}


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def layout(digest):
    header = {"__metadata__": {"glassnet": compact(config), "sha256": digest}}
    data = b""
    for name in sorted(weights):
        part = weights[name].astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(weights[name].shape),
            "data_offsets": [len(data), len(data) + len(part)],
        }
        data += part
    text = compact(header).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + data


def product(x, w):
    out = np.zeros((x.shape[0], w.shape[1]), f4)
    for k in range(x.shape[1]):
        out = out + x[:, k : k + 1] * w[k : k + 1, :]
    assert out.dtype == f4
    return out


def softmax(z):
    wide = z.astype(np.float64)
    e = np.exp(wide - wide.max(axis=1, keepdims=True)).astype(f4).astype(np.float64)
    total = np.zeros(len(z))
    for column in e.T:
        total += column
    return (e / total[:, None]).astype(f4)


features = config["pipeline"]["features"]
customers = np.column_stack([f["mean"] + f["scale"] * random.normal(0, 1.5, 8) for f in features]).round(4)
x = np.column_stack([(customers[:, j] - f["mean"]) / f["scale"] for j, f in enumerate(features)]).astype(f4)
a1 = np.maximum(product(x, weights["W1"]) + weights["b1"], f4(0))
a2 = np.maximum(product(a1, weights["W2"]), f4(0))
z3 = product(a2, weights["W3"]) + weights["b3"]
priors = config["priors"]
shift = np.log(np.array(priors["natural"]) / np.array(priors["training"])).astype(f4)

file = layout(hashlib.sha256(layout("0" * 64)).hexdigest())
(OUT / "model-v1.safetensors").write_bytes(file)
golden = {
    "numpy": np.__version__,
    "python": platform.python_version(),
    "sha256": hashlib.sha256(file).hexdigest(),
    "customers": customers.tolist(),
    "inputs_hex": x.astype("<f4").tobytes().hex(),
    "training_hex": softmax(z3).astype("<f4").tobytes().hex(),
    "natural_hex": softmax(z3 + shift).astype("<f4").tobytes().hex(),
}
(OUT / "model-v1.json").write_text(json.dumps(golden, indent=1) + "\n")
