"""Writes test/golden/npy/: small .npy and .npz files as NumPy makes them, and index.json with what is in them.

Run from the repository root: python test/golden/make-npy.py
"""
import hashlib
import io
import json
import pathlib
import platform

import numpy as np
from numpy.lib import format as npy_format

OUT = pathlib.Path("test/golden/npy")
OUT.mkdir(parents=True, exist_ok=True)


def described(array):
    """Shape, dtype after reading and the C-order little-endian bytes; float16 is read as float32."""
    read = array.astype("<f4") if array.dtype.kind == "f" and array.dtype.itemsize == 2 else array
    read = np.ascontiguousarray(read).reshape(array.shape)
    little = read.astype(read.dtype.newbyteorder("<"))
    return {"dtype": little.dtype.str, "shape": list(array.shape), "hex": little.tobytes().hex()}


class Stream(io.RawIOBase):
    """A file that can't seek, so that sizes follow the data in descriptors."""

    def __init__(self):
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.bytes += data
        return len(data)


random = np.random.default_rng(1)
normal = random.standard_normal((3, 5))
cube = np.arange(24).reshape(2, 3, 4)
arrays = {
    "f4": normal.astype("<f4"),
    "f8": normal,
    "f4-big-endian": normal.astype(">f4"),
    "f8-big-endian-fortran": np.asfortranarray(normal.astype(">f8")),
    "f2": np.array([0, -0.0, 1, -2.5, 65504, 6e-8, np.inf, np.nan], "<f2"),
    "b1": normal > 0,
    "i1": np.array([-128, 0, 127], "|i1"),
    "u1": np.arange(256, dtype="|u1"),
    "i2": np.array([-(2**15), 2**15 - 1], "<i2"),
    "u2-big-endian": np.array([1, 2**16 - 1], ">u2"),
    "i4": np.array([[-(2**31)], [2**31 - 1]], "<i4"),
    "u4": np.array([0, 2**32 - 1], "<u4"),
    "i8": np.array([-(2**63), 2**53 + 1, 2**63 - 1], "<i8"),
    "u8": np.array([0, 2**53 + 1, 2**64 - 1], "<u8"),
    "f8-special": np.frombuffer(bytes.fromhex("0000000000000080" "0100000000f87f7f" "010000000000f87f" "000000000000f0ff"), "<f8"),
    "i4-fortran": np.asfortranarray(cube.astype("<i4")),
    "b1-fortran": np.asfortranarray(cube % 3 == 0),
    "rank-0": np.array(7.25),
    "empty": np.zeros((0,), "<f4"),
    "empty-0-3": np.zeros((0, 3), "<f8"),
    "empty-3-0": np.zeros((3, 0), "<f8"),
    "one-row": np.ones((1, 1, 1, 1), "<f4"),
    "digits": np.zeros((1234567, 0), "|u1"),
}
# Headers of seven consecutive lengths, round the one at which NumPy goes from 128 to 192 bytes.
for digits in range(6, 13):
    arrays[f"boundary-{digits}"] = np.zeros((0, 10**digits) + (1,) * 9, "|u1")

index = {"numpy": np.__version__, "python": platform.python_version(), "npy": {}, "npz": {}}
for name, array in arrays.items():
    np.save(OUT / f"{name}.npy", array)
    # NumPy's own writer must give the same bytes for what is C order, little-endian and not float16.
    plain = array.flags.c_contiguous and array.dtype.str[0] != ">" and array.dtype.str != "<f2"
    index["npy"][f"{name}.npy"] = {**described(array), "same_bytes": bool(plain)}
for version in [(1, 0), (2, 0), (3, 0)]:
    name = f"version-{version[0]}.npy"
    with open(OUT / name, "wb") as file:
        npy_format.write_array(file, arrays["f4"], version)
    index["npy"][name] = {**described(arrays["f4"]), "same_bytes": version == (1, 0)}

split = {"inputs": normal.astype("<f4"), "targets": np.array([0, 1, 2**53 + 1], "<i8")}
np.savez(OUT / "savez.npz", **split)
np.savez_compressed(OUT / "savez-compressed.npz", **{**split, "café": np.zeros((20, 20), "<f4")})
for name, save in {"stream.npz": np.savez, "stream-compressed.npz": np.savez_compressed}.items():
    stream = Stream()
    save(stream, **split)
    (OUT / name).write_bytes(stream.bytes)
np.savez(OUT / "with-text.npz", inputs=split["inputs"], names=np.array(["age", "sex"]))
for name in ["savez", "savez-compressed", "stream", "stream-compressed"]:
    with np.load(OUT / f"{name}.npz") as file:
        index["npz"][f"{name}.npz"] = {key: described(file[key]) for key in file.files}

halves = np.arange(2**16, dtype="<u2").view("<f2")
wide = halves.astype("<f4")
# A signalling NaN becomes quiet in the conversion by hardware; the bits are compared without that bit.
bits = wide.view("<u4") & ~np.where(np.isnan(wide), np.uint32(1 << 22), np.uint32(0))
index["all_halves_sha256"] = hashlib.sha256(bits.astype("<u4").tobytes()).hexdigest()
(OUT / "index.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n")
