/**
 * A model as bytes and back, in any engine: the model file with the pure SHA-256.
 */
import type { Classifier } from '../model/classifier.ts';
import type { LayerKind } from '../nn/layers/layers.ts';
import { VERSION } from '../version.ts';
import { decodeModelFile, encodeModelFile, type OpenedModel, type Sha256 } from './model-file.ts';
import { pureSha256 } from './sha256.ts';

export interface EncodeModelOptions extends DecodeModelOptions {
  /** The seed of the training, written down for those who repeat it; empty where it isn't known. */
  readonly seed?: string | number;
  /** The version of glassnet that is written down. */
  readonly version?: string;
}

export interface DecodeModelOptions {
  /** The kinds of your own layers, if there are any in the network. */
  readonly layers?: readonly LayerKind[];
  /** A host's own, where it is faster. */
  readonly sha256?: Sha256;
}

/**
 * The bytes of a model file. The same classifier, seed and version give the same bytes.
 *
 * @throws RangeError naming a layer that could not be made again, as one that is missing in `layers`; FormatError
 *   E_MODEL_CONFIG or E_MODEL_TENSOR for a model that `decodeModel` would refuse, such as one with a weight of NaN.
 */
export function encodeModel(
  classifier: Classifier,
  { seed = '', version = VERSION, layers = [], sha256 = pureSha256 }: EncodeModelOptions = {},
): Uint8Array {
  return encodeModelFile(classifier, String(seed), version, sha256, layers);
}

/**
 * Opens a model from the bytes of its file.
 *
 * @example
 * import { decodeModel, encodeModel, train } from 'glassnet';
 *
 * const visits = Array.from({ length: 200 }, (_, i) => i % 20);
 * const rows = visits.map((count) => ({ visits: count, bought: count > 9 ? 'yes' : 'no' }));
 * const model = await train(rows, { target: 'bought', hidden: [8], batchSize: 8 });
 * const { classifier, config } = decodeModel(model.toBytes());
 * console.log(config.seed, classifier.predict([{ visits: 17 }])); // → 1 [ 'yes' ]
 * console.log(encodeModel(classifier, { seed: 1 }).length === model.toBytes().length); // → true
 *
 * @param file what errors call it
 * @throws FormatError E_MODEL_CHECKSUM for a damaged file, E_MODEL_CONFIG or E_MODEL_TENSOR for one that contradicts
 *   itself or has a layer that isn't known, E_MODEL_VERSION for one of another format, E_SAFETENSORS_… for one that isn't
 *   safetensors.
 */
export function decodeModel(
  bytes: Uint8Array,
  file = 'model',
  { layers = [], sha256 = pureSha256 }: DecodeModelOptions = {},
): OpenedModel {
  return decodeModelFile(bytes, file, sha256, layers);
}
