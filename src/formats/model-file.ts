/**
 * The model file: a safetensors container with the parameters as float32 tensors (`W1`, `b1`, …; of several networks
 * `1.W1`, `2.W1`, …), the rows of the `background` if there are any, and everything else as one JSON text under `glassnet` in its metadata. Beside it stands `sha256`, the digest of the whole file with those 64
 * digits written as zeros, so that no damaged byte goes unnoticed.
 */
import { requireProperties } from '../argument-checks.ts';
import { FormatError, quoted } from '../errors.ts';
import { zeros } from '../nn/layers/initializers.ts';
import type { LayerConfig } from '../nn/layers/layer-config.ts';
import type { Layer } from '../nn/layers/layer.ts';
import { buildLayers } from '../nn/layers/built-layers.ts';
import { layerKinds, type LayerKind, type LayerKinds } from '../nn/layers/layers.ts';
import type { Parameter } from '../nn/parameter.ts';
import { Ensemble, membersOf } from '../nn/ensemble.ts';
import { Sequential } from '../nn/sequential.ts';
import { Pipeline } from '../preprocessing/pipeline.ts';
import { createRandom } from '../random.ts';
import { formatShape, Tensor } from '../tensor/tensor.ts';
import { Classifier } from '../model/classifier.ts';
import { activationOf } from '../model/output.ts';
import { MOST_HEADER_BYTES } from '../model/most-header-bytes.ts';
import { firstNonFinite } from '../tensor/finite.ts';
import { checkModelConfig, MODEL_SCHEMA, positiveFields, readModelConfig, type ModelConfig } from './model-config.ts';
import { decodeSafetensors, encodeSafetensors, type SafeTensor } from './safetensors.ts';

/** SHA-256 of bytes as 64 lower-case hexadecimal digits; passed in, so that a host's own, faster one can be. */
export type Sha256 = (bytes: Uint8Array) => string;

const HEADER_LIMITS = { headerBytes: MOST_HEADER_BYTES, tensors: 100_000 };
const DIGEST_LENGTH = 64;
/** What errors call the file while it is written. */
const WRITER = 'encodeModel';
/** No parameter has this name: theirs end in a number or have a dot. */
const BACKGROUND = 'background';
const DIGEST_KEY = new TextEncoder().encode('"sha256":"');

export interface OpenedModel {
  readonly classifier: Classifier;
  readonly config: ModelConfig;
}

/**
 * The same classifier, seed and version give the same bytes. What is written can be read: it is held to the same checks.
 *
 * @param ownLayers the kinds of your own layers, if there are any in the network
 * @throws RangeError for a layer that could not be made again from what is written, naming it, or for a header that is
 *   too long; FormatError as `decodeModelFile` does for a model that contradicts itself.
 */
export function encodeModelFile(
  classifier: Classifier,
  seed: string,
  version: string,
  sha256: Sha256,
  ownLayers: readonly LayerKind[] = [],
): Uint8Array {
  requireProperties('encodeModel', 'classifier', classifier, 'network', 'output', 'classes', 'priors', 'pipeline');
  const { network, output, classes, priors, pipeline, calibration, background } = classifier;
  const members = membersOf(network);
  const [first] = members as readonly [Sequential];
  for (const member of members) requireRestorable(member, layerKinds(ownLayers));
  const config: ModelConfig = {
    schema: MODEL_SCHEMA,
    version,
    seed,
    output,
    classes,
    ...positiveFields(classifier),
    priors,
    inputDim: network.inputDim,
    ...(members.length > 1 && { members: members.length }),
    layers: first.config(),
    pipeline: pipeline?.config() ?? null,
    ...(calibration && { calibration }),
  };
  const text = JSON.stringify(config);
  requireOutputs(first.outputDim, checkModelConfig(JSON.parse(text, whole), WRITER, ownLayers), WRITER);
  const tensors = new Map<string, SafeTensor>();
  const add = (name: string, { shape, data }: Tensor): void => {
    requireFinite(name, data, WRITER);
    tensors.set(name, { dtype: 'F32', shape, data: littleEndianBytes(data) });
  };
  for (const [index, { block }] of members.entries()) {
    for (const parameter of block.parameters) add(tensorName(parameter, index, members.length), parameter.value);
  }
  if (background !== null) add(BACKGROUND, background);
  const metadata = new Map([
    ['glassnet', text],
    ['sha256', '0'.repeat(DIGEST_LENGTH)],
  ]);
  const bytes = encodeSafetensors(tensors, metadata, HEADER_LIMITS);
  bytes.set(new TextEncoder().encode(sha256(bytes)), digestStart(bytes));
  return bytes;
}

/**
 * @param ownLayers the kinds of your own layers that the file may name
 * @throws FormatError E_MODEL_CHECKSUM for a damaged file, E_MODEL_CONFIG or E_MODEL_TENSOR for one that contradicts
 *   itself, E_MODEL_VERSION for one of another format, and those of `decodeSafetensors`.
 */
export function decodeModelFile(
  bytes: Uint8Array,
  file: string,
  sha256: Sha256,
  ownLayers: readonly LayerKind[] = [],
): OpenedModel {
  const { tensors, metadata } = decodeSafetensors(bytes, file, HEADER_LIMITS);
  const text = metadata.get('glassnet');
  if (text === undefined) {
    throw new FormatError('E_MODEL_CONFIG', 'a safetensors file, but not a model of glassnet', { file });
  }
  requireDigest(bytes, metadata.get('sha256'), file, sha256);
  const config = readModelConfig(text, file, ownLayers);
  const random = createRandom(`${config.seed}/loaded`);
  const restored = (): Layer[] => restoreLayers(config.layers, ownLayers, file);
  // Layers know the shapes of their parameters before any memory is taken for these.
  const { outputDims, parameters } = buildLayers(restored(), config.inputDim, random);
  requireOutputs(outputDims.at(-1)!, config, file);
  const { members: count = 1 } = config;
  requireTensors(parameters, count, tensors, file);
  const members = Array.from({ length: count }, (_, index) => {
    const member = new Sequential(restored(), { inputDim: config.inputDim, random });
    for (const parameter of member.block.parameters) {
      const name = tensorName(parameter, index, count);
      parameter.value.data.set(float32Values(tensors.get(name)!.data));
      requireFinite(name, parameter.value.data, file);
    }
    return member;
  });
  const network = count === 1 ? members[0]! : new Ensemble(members);
  const pipeline = config.pipeline === null ? null : new Pipeline(config.pipeline);
  const background = readBackground(tensors.get(BACKGROUND), config.inputDim, file);
  return { classifier: new Classifier({ ...config, network, pipeline, background, file }), config };
}

function requireDigest(bytes: Uint8Array, stated: string | undefined, file: string, sha256: Sha256): void {
  const start = digestStart(bytes);
  // `slice` would not do: on a Buffer of Node it gives a view, not a copy.
  const blanked = Uint8Array.from(bytes);
  blanked.fill(0x30, start, start + DIGEST_LENGTH);
  if (stated?.length === DIGEST_LENGTH && start >= 0 && sha256(blanked) === stated) return;
  throw new FormatError('E_MODEL_CHECKSUM', 'the file is damaged: its SHA-256 differs from the one written in it', {
    file,
    hint: 'train again, or copy the file again from where it was whole',
  });
}

/**
 * Where the digest's digits start, or −1. Quotes inside a JSON string are escaped, so the key with its own quotes can
 * only be the key.
 */
function digestStart(bytes: Uint8Array): number {
  const headerEnd = Math.min(bytes.length, 8 + HEADER_LIMITS.headerBytes);
  for (let start = 8; start + DIGEST_KEY.length < headerEnd; start++) {
    if (DIGEST_KEY.every((byte, i) => bytes[start + i] === byte)) return start + DIGEST_KEY.length;
  }
  return -1;
}

function restoreLayers(configs: readonly LayerConfig[], own: readonly LayerKind[], file: string): Layer[] {
  const kinds = layerKinds(own);
  return configs.map((config, index) => {
    try {
      return kinds.get(config.kind)!.fromConfig(config, zeros);
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      throw new FormatError('E_MODEL_CONFIG', `model.layers[${index}]: ${cause.message}`, { file, cause });
    }
  });
}

/** A model that could not be opened again is not saved. */
function requireRestorable({ layers }: Sequential, kinds: LayerKinds): void {
  for (const [index, layer] of layers.entries()) {
    const name = `layer ${index + 1}, ${quoted(layer.kind)},`;
    const known = kinds.get(layer.kind);
    if (known === undefined) {
      const entry = `{ kind: ${quoted(layer.kind)}, fromConfig: (config) => … }`;
      throw new RangeError(
        `encodeModel: ${name} is not registered: add ${entry} to the layers, and to those of decodeModel`,
      );
    }
    const config = layer.config();
    const json = JSON.stringify(config);
    const again = config.kind === layer.kind ? known.fromConfig(JSON.parse(json)) : undefined;
    if (again?.constructor !== layer.constructor || JSON.stringify(again.config()) !== json) {
      throw new RangeError(`encodeModel: ${name} is not the same again when it is made from its config ${json}`);
    }
  }
}

/** A value of the JSON to be written. @throws FormatError E_JSON_TEXT for half a character, which no reader takes. */
function whole(key: string, value: unknown): unknown {
  if (!/\p{Surrogate}/u.test(`${key} ${String(value)}`)) return value;
  throw new FormatError('E_JSON_TEXT', `${quoted(String(value))} holds half a character`, { file: WRITER, field: key });
}

/** The last layer may be one whose width its configuration doesn't tell. */
function requireOutputs(width: number, { output, classes }: ModelConfig, file: string): void {
  const expected = activationOf(output).outputUnits(classes.length);
  if (width === expected) return;
  const message = `model.layers: the last layer gives ${width} numbers, expected ${expected} for ${classes.length} classes`;
  throw new FormatError('E_MODEL_CONFIG', message, { file });
}

/** @param index of the network, from 0 @param members how many there are */
function tensorName({ name }: Parameter, index: number, members: number): string {
  return members === 1 ? name : `${index + 1}.${name}`;
}

/** Holds the file's tensors to the parameters of the layers of each network. */
function requireTensors(
  parameters: readonly Parameter[],
  members: number,
  tensors: ReadonlyMap<string, SafeTensor>,
  file: string,
): void {
  const names = new Set([BACKGROUND]);
  // One by one: the first that is missing ends it, however many networks the file claims to hold.
  for (let index = 0; index < members; index++) {
    for (const parameter of parameters) {
      const [name, { shape }] = [tensorName(parameter, index, members), parameter];
      const tensor = tensors.get(name);
      if (tensor === undefined) throw tensorError(name, 'is missing', file);
      if (tensor.dtype !== 'F32' || formatShape(tensor.shape) !== formatShape(shape)) {
        const found = `${tensor.dtype} ${formatShape(tensor.shape)}`;
        throw tensorError(name, `is ${found}, the layers need F32 ${formatShape(shape)}`, file);
      }
      names.add(name);
    }
  }
  const extra = [...tensors.keys()].find((name) => !names.has(name));
  if (extra !== undefined) throw tensorError(extra, 'belongs to no layer', file);
}

/** Encoded inputs [b, d] of training rows; null in a file that has none. */
function readBackground(tensor: SafeTensor | undefined, inputDim: number, file: string): Tensor | null {
  if (tensor === undefined) return null;
  const { dtype, shape, data } = tensor;
  if (dtype !== 'F32' || shape.length !== 2 || shape[0] === 0 || shape[1] !== inputDim) {
    throw tensorError(BACKGROUND, `is ${dtype} ${formatShape(shape)}, expected rows F32 [b, ${inputDim}]`, file);
  }
  const values = float32Values(data);
  requireFinite(BACKGROUND, values, file);
  return new Tensor(values, [shape[0]!, inputDim]);
}

function requireFinite(name: string, values: Float32Array, file: string): void {
  const index = firstNonFinite(values);
  if (index !== -1) throw tensorError(name, `holds ${values[index]} at element ${index}`, file);
}

function tensorError(name: string, message: string, file: string): FormatError {
  return new FormatError('E_MODEL_TENSOR', `tensor ${quoted(name)} ${message}`, { file, field: name });
}

function littleEndianBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.byteLength);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i]!, true);
  return bytes;
}

function float32Values(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}
