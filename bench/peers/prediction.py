"""Probabilities of rows that lie ready, in Python: ONNX Runtime or PyTorch."""

from rounds import Job, serve

job = Job()
x = job.array("inputs.f32", job["rows"], job["widths"][0])

if job.name == "onnxruntime":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = job.threads
    session = onnxruntime.InferenceSession(job.path("model.onnx"), options, providers=["CPUExecutionProvider"])

    def predict():
        return session.run(["p"], {"x": x})[0]

else:
    import torch

    torch.set_num_threads(job.threads)
    layers = [(torch.from_numpy(kernel), torch.from_numpy(bias)) for kernel, bias in job.layers()]
    rows = torch.from_numpy(x)

    def predict():
        with torch.inference_mode():
            h = rows
            for kernel, bias in layers[:-1]:
                h = torch.relu(torch.addmm(bias, h, kernel))
            return torch.softmax(torch.addmm(layers[-1][1], h, layers[-1][0]), dim=1).numpy()


probabilities = None


def run():
    global probabilities
    probabilities = predict()


serve(run, lambda: probabilities.ravel())
