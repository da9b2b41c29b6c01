/**
 * A network as an ONNX file (opset 13), for the runtimes it is compared with: Gemm and Relu by turns, then Softmax.
 * Protocol buffers are written by hand, field by field, with the numbers of onnx.proto3.
 */
const FLOAT = 1;
const IR_VERSION = 8;
const OPSET = 13;

export interface OnnxLayer {
  /** [inputs, units] */
  readonly kernel: Float32Array;
  /** [units] */
  readonly bias: Float32Array;
}

/**
 * Takes `x` [n, d] and gives `p` [n, u], the probabilities of the logits plus `shift`, and `balanced`, those of the
 * logits alone.
 */
export function encodeOnnx(layers: readonly OnnxLayer[], shift: Float32Array): Uint8Array {
  const nodes: Uint8Array[] = [];
  const initializers = [tensor('shift', [shift.length], shift)];
  let input = 'x';
  let width = 0;
  for (const [index, { kernel, bias }] of layers.entries()) {
    const inputs = kernel.length / bias.length;
    if (index === 0) width = inputs;
    initializers.push(tensor(`W${index}`, [inputs, bias.length], kernel), tensor(`b${index}`, [bias.length], bias));
    nodes.push(node('Gemm', [input, `W${index}`, `b${index}`], `z${index}`));
    input = `z${index}`;
    if (index === layers.length - 1) break;
    nodes.push(node('Relu', [input], `a${index}`));
    input = `a${index}`;
  }
  nodes.push(node('Add', [input, 'shift'], 'shifted'));
  nodes.push(node('Softmax', ['shifted'], 'p'), node('Softmax', [input], 'balanced'));
  const graph = join([
    ...nodes.map((encoded) => bytes(1, encoded)),
    text(2, 'glassnet'),
    ...initializers.map((encoded) => bytes(5, encoded)),
    bytes(11, matrix('x', width)),
    bytes(12, matrix('p', shift.length)),
    bytes(12, matrix('balanced', shift.length)),
  ]);
  const opset = bytes(8, join([text(1, ''), varint(2, OPSET)]));
  return join([varint(1, IR_VERSION), bytes(7, graph), opset]);
}

function node(operator: string, inputs: readonly string[], output: string): Uint8Array {
  return join([...inputs.map((name) => text(1, name)), text(2, output), text(4, operator)]);
}

function tensor(name: string, shape: readonly number[], values: Float32Array): Uint8Array {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return join([...shape.map((length) => varint(1, length)), varint(2, FLOAT), text(8, name), bytes(9, raw)]);
}

/** The type of a matrix of any number of rows. */
function matrix(name: string, columns: number): Uint8Array {
  const shape = join([bytes(1, text(2, 'n')), bytes(1, varint(1, columns))]);
  const tensorType = join([varint(1, FLOAT), bytes(2, shape)]);
  return join([text(1, name), bytes(2, bytes(1, tensorType))]);
}

function varint(field: number, value: number): Uint8Array {
  return Uint8Array.of(...digits(field * 8), ...digits(value));
}

function text(field: number, value: string): Uint8Array {
  return bytes(field, new TextEncoder().encode(value));
}

function bytes(field: number, value: Uint8Array): Uint8Array {
  return join([Uint8Array.of(...digits(field * 8 + 2), ...digits(value.length)), value]);
}

/** To base 128, the lowest digit first, each but the last marked. */
function digits(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...digits(Math.floor(value / 128))];
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    joined.set(part, start);
    start += part.length;
  }
  return joined;
}
