/**
 * A model as bytes and back, in any engine: the model file with the pure SHA-256.
 */
import type { Classifier } from '../model/classifier.ts';
import { VERSION } from '../version.ts';
import { decodeModelFile, encodeModelFile, type OpenedModel, type Sha256 } from './model-file.ts';
import { pureSha256 } from './sha256.ts';

export interface EncodeModelOptions {
  /** The seed of the training, written down for those who repeat it; empty where it isn't known. */
  readonly seed?: string | number;
  /** The version of glassnet that is written down. */
  readonly version?: string;
  /** A host's own, where it is faster. */
  readonly sha256?: Sha256;
}

/** The bytes of a model file. The same classifier, seed and version give the same bytes. */
export function encodeModel(
  classifier: Classifier,
  { seed = '', version = VERSION, sha256 = pureSha256 }: EncodeModelOptions = {},
): Uint8Array {
  return encodeModelFile(classifier, String(seed), version, sha256);
}

/**
 * Opens a model from the bytes of its file.
 *
 * @param file what errors call it
 * @param sha256 a host's own, where it is faster
 * @throws FormatError E_MODEL_CHECKSUM for a damaged file, E_MODEL_CONFIG or E_MODEL_TENSOR for one that contradicts
 *   itself, E_MODEL_VERSION for one of another format, E_SAFETENSORS_… for one that isn't safetensors.
 */
export function decodeModel(bytes: Uint8Array, file = 'model', sha256: Sha256 = pureSha256): OpenedModel {
  return decodeModelFile(bytes, file, sha256);
}
