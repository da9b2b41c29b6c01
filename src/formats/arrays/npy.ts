/**
 * A .npy file: one array as NumPy stores it (NumPy Enhancement Proposal 1; numpy.lib.format). Read are booleans, whole
 * numbers and floats in either byte order and either memory order; written is C order, little-endian. Typed arrays
 * hold the machine's order, which is little-endian wherever WebAssembly's memory can be shared with them.
 */
import { requireBytes, requireProperties } from '../../argument-checks.ts';
import { quoted } from '../../errors.ts';
import { elementCount, formatShape } from '../../tensor/tensor.ts';
import { byteLengthOf } from '../byte-length.ts';
import { MAX_AXES, readNpyHeader, writeNpyHeader } from './npy-header.ts';
import { refusalFor } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

export type NpyDtype = '|b1' | '|i1' | '|u1' | '<i2' | '<u2' | '<i4' | '<u4' | '<i8' | '<u8' | '<f4' | '<f8';

export type NpyData =
  | Uint8Array
  | Int8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** An array in C order: element [i, j] of shape [n, d] stands at `data[i * d + j]`. A shape of [] holds one element. */
export interface NpyArray {
  /** The type of `data`, whatever byte order the file had; `|b1` is a Uint8Array of 0 and 1. */
  readonly dtype: NpyDtype;
  readonly shape: readonly number[];
  readonly data: NpyData;
}

interface ElementType {
  readonly dtype: NpyDtype;
  /** Bytes of an element in the file. */
  readonly bytes: number;
  readonly view: (buffer: ArrayBuffer) => NpyData;
}

/** By kind and size, the part of a dtype after its byte order. */
const ELEMENT_TYPES: ReadonlyMap<string, ElementType> = new Map<string, ElementType>([
  ['b1', { dtype: '|b1', bytes: 1, view: (buffer) => new Uint8Array(buffer) }],
  ['i1', { dtype: '|i1', bytes: 1, view: (buffer) => new Int8Array(buffer) }],
  ['u1', { dtype: '|u1', bytes: 1, view: (buffer) => new Uint8Array(buffer) }],
  ['i2', { dtype: '<i2', bytes: 2, view: (buffer) => new Int16Array(buffer) }],
  ['u2', { dtype: '<u2', bytes: 2, view: (buffer) => new Uint16Array(buffer) }],
  ['i4', { dtype: '<i4', bytes: 4, view: (buffer) => new Int32Array(buffer) }],
  ['u4', { dtype: '<u4', bytes: 4, view: (buffer) => new Uint32Array(buffer) }],
  ['i8', { dtype: '<i8', bytes: 8, view: (buffer) => new BigInt64Array(buffer) }],
  ['u8', { dtype: '<u8', bytes: 8, view: (buffer) => new BigUint64Array(buffer) }],
  ['f2', { dtype: '<f4', bytes: 2, view: (buffer) => widenHalves(new Uint16Array(buffer)) }],
  ['f4', { dtype: '<f4', bytes: 4, view: (buffer) => new Float32Array(buffer) }],
  ['f8', { dtype: '<f8', bytes: 8, view: (buffer) => new Float64Array(buffer) }],
]);

/**
 * Reads a whole file; `data` is a copy. float16 is widened to float32, which holds every float16 exactly. The format
 * has no checksum: a damaged header is refused, a damaged element is another number.
 *
 * @param file its name, for messages.
 * @param name the array's name when the file holds several.
 * @throws FormatError E_NPY_MAGIC, E_NPY_VERSION, E_NPY_HEADER, E_NPY_SHAPE; E_NPY_DTYPE for anything but numbers and
 * booleans (objects, text, complex numbers, dates, fields); E_NPY_LENGTH when the elements don't fill the file exactly;
 * E_NPY_VALUE for a boolean other than 0 and 1.
 */
export function decodeNpy(bytes: Uint8Array, file: string, name?: string): NpyArray {
  requireBytes('decodeNpy', bytes);
  const refuse = refusalFor(file, name === undefined ? undefined : { kind: 'array', name });
  const { descr, fortranOrder, shape, dataStart } = readNpyHeader(bytes, refuse);
  const type = elementType(descr, refuse);
  const stored = bytes.subarray(dataStart);
  const expected = byteLengthOf(shape, type.bytes);
  if (expected === undefined) {
    throw refuse('E_NPY_SHAPE', `the shape ${cutShape(shape)} has more bytes than can be counted`);
  }
  if (expected !== stored.length) {
    throw refuse(
      'E_NPY_LENGTH',
      `${quoted(descr)} of shape ${cutShape(shape)} takes ${expected} bytes, the file has ${stored.length}`,
    );
  }
  const ordered = new Uint8Array(expected);
  const swap = descr.startsWith('>') && type.bytes > 1;
  if (fortranOrder || swap) copyElements(stored, ordered, shape, type.bytes, { fortranOrder, swap });
  else ordered.set(stored);
  if (type.dtype === '|b1') requireBooleans(ordered, refuse);
  return { dtype: type.dtype, shape, data: type.view(ordered.buffer) };
}

/**
 * The bytes NumPy's `save` writes for the same array.
 *
 * @throws RangeError when dtype, shape and data don't belong together.
 */
export function encodeNpy(array: NpyArray): Uint8Array {
  requireProperties('encodeNpy', 'array', array, 'dtype', 'shape', 'data');
  const { dtype, shape, data } = array;
  const type = ELEMENT_TYPES.get(dtype.slice(1));
  if (type?.dtype !== dtype || type.view(new ArrayBuffer(0)).constructor !== data.constructor) {
    throw new RangeError(`encodeNpy: data is a ${data.constructor.name}, which is not ${dtype}`);
  }
  if (elementCount(shape) !== data.length || shape.length > MAX_AXES) {
    throw new RangeError(`encodeNpy: shape ${formatShape(shape)} does not fit data of ${data.length} elements`);
  }
  if (dtype === '|b1' && data.some((value) => value !== 0 && value !== 1)) {
    throw new RangeError('encodeNpy: a |b1 array holds 0 and 1 only');
  }
  const header = writeNpyHeader(dtype, shape);
  const bytes = new Uint8Array(header.length + data.byteLength);
  bytes.set(header);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.length);
  return bytes;
}

function elementType(descr: string, refuse: Refusal): ElementType {
  const type = ELEMENT_TYPES.get(descr.slice(1));
  if (type === undefined || !(type.bytes === 1 ? '<>|' : '<>').includes(descr.charAt(0))) {
    throw refuse(
      'E_NPY_DTYPE',
      `the dtype ${quoted(descr)} is not read, expected b1, i1 to i8, u1 to u8 or f2 to f8`,
      'save it from NumPy with .astype("float32") or .astype("int64")',
    );
  }
  return type;
}

/** Copies element by element into C order, turning the bytes of each round when `swap`. */
function copyElements(
  source: Uint8Array,
  target: Uint8Array,
  shape: readonly number[],
  elementBytes: number,
  order: { readonly fortranOrder: boolean; readonly swap: boolean },
): void {
  const flip = order.swap ? elementBytes - 1 : 0;
  const strides = order.fortranOrder ? fortranStrides(shape) : undefined;
  const index = shape.map(() => 0);
  let element = 0;
  for (let to = 0; to < target.length; to += elementBytes) {
    const from = strides === undefined ? to : element * elementBytes;
    for (let byte = 0; byte < elementBytes; byte++) target[to + (byte ^ flip)] = source[from + byte]!;
    if (strides !== undefined) element = advance(index, shape, strides, element);
  }
}

/** Elements between neighbours on each axis when the first axis runs fastest. */
function fortranStrides(shape: readonly number[]): number[] {
  let stride = 1;
  return shape.map((length) => {
    const own = stride;
    stride *= length;
    return own;
  });
}

/** Moves `index` to the next position in C order and returns its element number under `strides`. */
function advance(index: number[], shape: readonly number[], strides: readonly number[], element: number): number {
  let next = element;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    next += strides[axis]!;
    index[axis]!++;
    if (index[axis]! < shape[axis]!) return next;
    next -= shape[axis]! * strides[axis]!;
    index[axis] = 0;
  }
  return next;
}

function requireBooleans(bytes: Uint8Array, refuse: Refusal): void {
  const wrong = bytes.findIndex((byte) => byte > 1);
  if (wrong >= 0) throw refuse('E_NPY_VALUE', `boolean ${wrong} is the byte ${bytes[wrong]}, expected 0 or 1`);
}

/** IEEE 754 binary16 to binary32, on the bits, so that the payload of a NaN is kept. */
function widenHalves(halves: Uint16Array): Float32Array {
  const words = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i]!;
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) words[i] = sign | 0x7f80_0000 | (fraction << 13);
    else if (exponent > 0) words[i] = sign | ((exponent + 112) << 23) | (fraction << 13);
    else if (fraction === 0) words[i] = sign;
    else {
      // A subnormal half is fraction * 2^-24; as a normal number its leading bit goes to bit 10 and is then implied.
      const shift = Math.clz32(fraction) - 21;
      words[i] = sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
    }
  }
  return new Float32Array(words.buffer);
}

function cutShape(shape: readonly number[]): string {
  const text = formatShape(shape);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
