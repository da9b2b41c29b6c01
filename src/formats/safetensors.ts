/**
 * A safetensors file: 8 bytes of header length, a JSON header that names every tensor, then the tensors' bytes without
 * gap or overlap (github.com/huggingface/safetensors, README, "Format"). As strict as the reference reader in Rust;
 * beyond it, unknown keys of a tensor, lone surrogates and sub-byte dtypes are refused too.
 */
import { requireArgument, requireBytes } from '../argument-checks.ts';
import { quoted } from '../errors.ts';
import { formatShape } from '../tensor/tensor.ts';
import { byteLengthOf } from './byte-length.ts';
import { parseJson } from './json.ts';
import type { JsonValue } from './json.ts';
import { refusalFor } from './refusal.ts';
import type { Refusal } from './refusal.ts';

export interface SafeTensor {
  /** A key of `ELEMENT_BYTES`, such as F32. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** The elements in C order, little-endian; from `decodeSafetensors` a view on the file's bytes, at any alignment. */
  readonly data: Uint8Array;
}

export interface SafetensorsLimits {
  readonly headerBytes: number;
  readonly tensors: number;
}

/** `headerBytes` is the reference reader's bound. */
export const SAFETENSORS_LIMITS: SafetensorsLimits = { headerBytes: 100_000_000, tensors: 100_000 };

const METADATA = '__metadata__';
const LENGTH_BYTES = 8;

/** A Map, so that no dtype is found on a prototype. */
const ELEMENT_BYTES: ReadonlyMap<string, number> = new Map([
  ['BOOL', 1],
  ['U8', 1],
  ['I8', 1],
  ['F8_E5M2', 1],
  ['F8_E4M3', 1],
  ['F8_E8M0', 1],
  ['I16', 2],
  ['U16', 2],
  ['F16', 2],
  ['BF16', 2],
  ['I32', 4],
  ['U32', 4],
  ['F32', 4],
  ['I64', 8],
  ['U64', 8],
  ['F64', 8],
  ['C64', 8],
]);

interface Extent {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * Names are keys, never paths; values aren't looked at, so NaN passes. Tensors come in the order of their bytes.
 *
 * @throws FormatError E_SAFETENSORS_HEADER, E_SAFETENSORS_LIMIT, E_SAFETENSORS_METADATA, E_SAFETENSORS_TENSOR,
 * E_SAFETENSORS_DTYPE, E_SAFETENSORS_SHAPE, E_SAFETENSORS_OFFSETS, and those of `parseJson`.
 */
export function decodeSafetensors(
  bytes: Uint8Array,
  file: string,
  limits: SafetensorsLimits = SAFETENSORS_LIMITS,
): { tensors: Map<string, SafeTensor>; metadata: Map<string, string> } {
  requireBytes('decodeSafetensors', bytes);
  const refuse = refusalFor(file);
  const dataStart = LENGTH_BYTES + headerLength(bytes, limits, refuse);
  const header = parseJson(headerText(bytes.subarray(LENGTH_BYTES, dataStart), refuse), file, { wholeNumbers: true });
  if (!isObject(header)) throw refuse('E_SAFETENSORS_HEADER', 'the header is not a JSON object');
  const metadata = Object.hasOwn(header, METADATA) ? readMetadata(header[METADATA], refuse) : new Map<string, string>();
  const names = Object.keys(header).filter((name) => name !== METADATA);
  if (names.length > limits.tensors) {
    throw refuse('E_SAFETENSORS_LIMIT', `the file has ${names.length} tensors, at most ${limits.tensors} are read`);
  }
  const extents = names.map((name) => readExtent(name, header[name], file));
  extents.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const data = bytes.subarray(dataStart);
  requireFullCover(extents, data.length, refuse);
  const tensors = new Map<string, SafeTensor>();
  for (const { name, dtype, shape, begin, end } of extents) {
    tensors.set(name, { dtype, shape, data: data.subarray(begin, end) });
  }
  return { tensors, metadata };
}

/**
 * The same tensors and metadata give the same bytes in whatever order they come: larger elements first, which keeps
 * each tensor aligned to its element, then by name; metadata by key; names compared by UTF-16 code units.
 *
 * @throws RangeError for an unknown dtype, a shape that isn't the data's, a tensor named `__metadata__`, text that is
 * no Unicode, or a file over the limits.
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, SafeTensor>,
  metadata: ReadonlyMap<string, string> = new Map(),
  limits: SafetensorsLimits = SAFETENSORS_LIMITS,
): Uint8Array {
  requireArgument(tensors instanceof Map, 'encodeSafetensors', 'tensors', tensors, 'a Map of names');
  for (const [name, tensor] of tensors) requireTensor(name, tensor);
  const ordered = [...tensors].toSorted(
    ([aName, a], [bName, b]) => elementBytes(b) - elementBytes(a) || compareText(aName, bName),
  );
  const members: string[] = [];
  if (metadata.size > 0) {
    const pairs = [...metadata].toSorted(([a], [b]) => compareText(a, b));
    members.push(`"${METADATA}":{${pairs.map(([key, text]) => `${jsonText(key)}:${jsonText(text)}`).join(',')}}`);
  }
  let offset = 0;
  for (const [name, { dtype, shape, data }] of ordered) {
    const end = offset + data.length;
    members.push(
      `${jsonText(name)}:{"dtype":"${dtype}","shape":[${shape.join(',')}],"data_offsets":[${offset},${end}]}`,
    );
    offset = end;
  }
  const text = new TextEncoder().encode(`{${members.join(',')}}`);
  const headerBytes = Math.ceil(text.length / 8) * 8;
  if (headerBytes > limits.headerBytes || tensors.size > limits.tensors) {
    throw new RangeError(
      `encodeSafetensors: ${tensors.size} tensors with a header of ${headerBytes} bytes are too many`,
    );
  }
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + offset).fill(
    0x20,
    LENGTH_BYTES,
    LENGTH_BYTES + headerBytes,
  );
  new DataView(bytes.buffer).setUint32(0, headerBytes, true);
  bytes.set(text, LENGTH_BYTES);
  let start = LENGTH_BYTES + headerBytes;
  for (const [, { data }] of ordered) {
    bytes.set(data, start);
    start += data.length;
  }
  return bytes;
}

function headerLength(bytes: Uint8Array, limits: SafetensorsLimits, refuse: Refusal): number {
  if (bytes.length < LENGTH_BYTES) {
    throw refuse('E_SAFETENSORS_HEADER', `the file has ${bytes.length} bytes, too few for a header length`);
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > limits.headerBytes) {
    const message = `the header says it has ${length} bytes, at most ${limits.headerBytes} are read`;
    throw refuse('E_SAFETENSORS_LIMIT', message, 'is this a safetensors file?');
  }
  const rest = bytes.length - LENGTH_BYTES;
  if (length > rest) {
    throw refuse('E_SAFETENSORS_HEADER', `the header says it has ${length} bytes, the file has ${rest}`);
  }
  return Number(length);
}

function headerText(bytes: Uint8Array, refuse: Refusal): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw refuse('E_SAFETENSORS_HEADER', 'the header is not UTF-8', undefined, cause);
  }
}

function readMetadata(value: JsonValue | undefined, refuse: Refusal): Map<string, string> {
  if (!isObject(value)) throw refuse('E_SAFETENSORS_METADATA', `${METADATA} is not an object`);
  const metadata = new Map<string, string>();
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw refuse('E_SAFETENSORS_METADATA', `the metadata ${quoted(key)} is not a string`);
    metadata.set(key, text);
  }
  return metadata;
}

function readExtent(name: string, value: JsonValue | undefined, file: string): Extent {
  const refuse = refusalFor(file, { kind: 'tensor', name });
  if (!isObject(value) || Object.keys(value).toSorted().join() !== 'data_offsets,dtype,shape') {
    throw refuse('E_SAFETENSORS_TENSOR', 'expected an object of dtype, shape and data_offsets');
  }
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string') throw refuse('E_SAFETENSORS_DTYPE', 'the dtype is not a string');
  const size = ELEMENT_BYTES.get(dtype);
  if (size === undefined) throw refuse('E_SAFETENSORS_DTYPE', `the dtype ${quoted(dtype)} is not known`);
  if (!isWholeNumbers(shape))
    throw refuse('E_SAFETENSORS_SHAPE', 'the shape is not a list of whole numbers below 2^53');
  const expected = byteLengthOf(shape, size);
  if (expected === undefined) throw refuse('E_SAFETENSORS_SHAPE', 'the shape has more bytes than can be counted');
  const [begin, end] = isWholeNumbers(offsets) && offsets.length === 2 ? offsets : [];
  if (begin === undefined || end === undefined) {
    throw refuse('E_SAFETENSORS_OFFSETS', 'data_offsets are not two whole numbers below 2^53');
  }
  if (begin > end) throw refuse('E_SAFETENSORS_OFFSETS', `it begins at byte ${begin}, after its end at ${end}`);
  if (end - begin !== expected) {
    throw refuse('E_SAFETENSORS_OFFSETS', `${dtype} and its shape take ${expected} bytes, offsets give ${end - begin}`);
  }
  return { name, dtype, shape, begin, end };
}

/** Sorted extents must follow on each other from 0 to the end of the file. */
function requireFullCover(extents: readonly Extent[], dataLength: number, refuse: Refusal): void {
  let covered = 0;
  for (const { name, begin, end } of extents) {
    if (begin !== covered) {
      const rule = begin < covered ? 'overlaps the one before it' : 'leaves a hole before it';
      throw refuse('E_SAFETENSORS_OFFSETS', `tensor ${quoted(name)} ${rule}: begins at ${begin}, expected ${covered}`);
    }
    covered = end;
  }
  if (covered !== dataLength) {
    throw refuse('E_SAFETENSORS_OFFSETS', `the tensors take ${covered} bytes, the file has ${dataLength} for them`);
  }
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWholeNumbers(value: JsonValue | undefined): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item));
}

function elementBytes(tensor: SafeTensor): number {
  return ELEMENT_BYTES.get(tensor.dtype) ?? 0;
}

function requireTensor(name: string, tensor: SafeTensor): void {
  const { dtype, shape, data } = tensor;
  if (name === METADATA) throw new RangeError(`encodeSafetensors: ${METADATA} can't be the name of a tensor`);
  if (!ELEMENT_BYTES.has(dtype)) throw new RangeError(`encodeSafetensors: ${quoted(name)} has unknown dtype ${dtype}`);
  if (byteLengthOf(shape, elementBytes(tensor)) !== data.length) {
    throw new RangeError(
      `encodeSafetensors: ${quoted(name)} is ${dtype} ${formatShape(shape)}, which does not take ${data.length} bytes`,
    );
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function jsonText(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new RangeError(`encodeSafetensors: ${quoted(text)} has half a surrogate pair`);
  return JSON.stringify(text);
}
