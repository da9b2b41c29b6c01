import { describe, expect, it } from 'vitest';
import { encodeOnnx } from '../../../bench/measurements/onnx-model.ts';

/** Fields of a protocol-buffers message in order, read without the encoder: numbers, or the bytes of the others. */
function readFields(message: Uint8Array): [field: number, value: number | Uint8Array][] {
  const fields: [number, number | Uint8Array][] = [];
  let at = 0;
  const readVarint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at++]!;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = readVarint();
    if (key % 8 === 0) fields.push([key >> 3, readVarint()]);
    else {
      expect(key % 8).toBe(2);
      const length = readVarint();
      fields.push([key >> 3, message.subarray(at, at + length)]);
      at += length;
    }
  }
  expect(at).toBe(message.length);
  return fields;
}

const all = (message: Uint8Array, field: number) =>
  readFields(message).flatMap(([number, value]) => (number === field ? [value as Uint8Array] : []));
const texts = (message: Uint8Array, field: number) =>
  all(message, field).map((bytes) => new TextDecoder().decode(bytes));

describe('encodeOnnx', () => {
  // 200 units: lengths above 127 take two digits.
  const kernels = [
    Float32Array.from({ length: 600 }, (_, i) => i / 7),
    Float32Array.from({ length: 400 }, (_, i) => -i),
  ];
  const biases = [new Float32Array(200).fill(0.5), Float32Array.of(1, -1)];
  const layers = kernels.map((kernel, i) => ({ kernel, bias: biases[i]! }));
  const model = encodeOnnx(layers, Float32Array.of(0.25, -0.25));
  const graph = all(model, 7)[0]!;

  it('is IR version 8, opset 13, with 3 inputs of Gemm, a ReLU between and two softmaxes at the end', () => {
    expect(readFields(model)[0]).toEqual([1, 8]);
    expect(readFields(all(model, 8)[0]!)).toEqual([
      [1, new Uint8Array()],
      [2, 13],
    ]);
    const nodes = all(graph, 1).map((node) => [texts(node, 4)[0], texts(node, 1), texts(node, 2)[0]]);
    expect(nodes).toEqual([
      ['Gemm', ['x', 'W0', 'b0'], 'z0'],
      ['Relu', ['z0'], 'a0'],
      ['Gemm', ['a0', 'W1', 'b1'], 'z1'],
      ['Add', ['z1', 'shift'], 'shifted'],
      ['Softmax', ['shifted'], 'p'],
      ['Softmax', ['z1'], 'balanced'],
    ]);
  });

  it('holds 5 tensors bit by bit, with their shapes', () => {
    const tensors = all(graph, 5).map((tensor) => {
      const bytes = all(tensor, 9)[0]!.slice();
      const shape = readFields(tensor).flatMap(([field, value]) => (field === 1 ? [value] : []));
      return [texts(tensor, 8)[0], shape, new Float32Array(bytes.buffer)];
    });
    expect(tensors).toEqual([
      ['shift', [2], Float32Array.of(0.25, -0.25)],
      ['W0', [3, 200], kernels[0]],
      ['b0', [200], biases[0]],
      ['W1', [200, 2], kernels[1]],
      ['b1', [2], biases[1]],
    ]);
  });
});
