"""One matrix product in Python: NumPy or PyTorch, into memory that is there already."""

from rounds import Job, serve

job = Job()
a = job.array("a.f32", job["rows"], job["inner"])
b = job.array("b.f32", job["inner"], job["columns"])

if job.name in ("NumPy", "NumPy AVX2"):
    import numpy as np

    out = np.empty((job["rows"], job["columns"]), dtype=np.float32)
    serve(lambda: np.matmul(a, b, out=out), lambda: out.ravel())
else:
    import torch

    torch.set_num_threads(job.threads)
    left, right = torch.from_numpy(a), torch.from_numpy(b)
    out = torch.empty(job["rows"], job["columns"])
    serve(lambda: torch.matmul(left, right, out=out), lambda: out.numpy().ravel())
