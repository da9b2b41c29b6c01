/**
 * Models on disk: a run folder with `model.safetensors`, or only the file.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeModelFile, encodeModelFile } from '../../formats/model-file.ts';
import type { ModelConfig } from '../../formats/model-config.ts';
import type { LayerKind } from '../../nn/layers/layers.ts';
import type { Classifier } from '../../model/classifier.ts';
import { writeFiles, type WriteOptions } from '../files/atomic-write.ts';
import { systemError } from '../files/system-errors.ts';
import { VERSION } from '../../version.ts';

export const MODEL_FILE = 'model.safetensors';

export interface LoadedModel {
  readonly classifier: Classifier;
  readonly file: string;
}

/** A loaded model, with the bytes of its file. */
export interface ModelFile extends LoadedModel {
  readonly config: ModelConfig;
  readonly bytes: Uint8Array;
}

/** The kinds of your custom layers, if the network has any. */
interface OwnLayers {
  readonly layers?: readonly LayerKind[];
}

/**
 * @param path a model file, or a folder that holds `model.safetensors`
 * @throws SystemError when it cannot be read, FormatError when it is refused.
 */
export async function loadModel(path: string, { layers = [] }: OwnLayers = {}): Promise<ModelFile> {
  const file = await modelFile(path);
  const bytes = await readBytes(file);
  return { ...decodeModelFile(bytes, file, sha256, layers), file, bytes };
}

/** Writes a model file atomically. */
export async function saveModel(
  path: string,
  classifier: Classifier,
  { seed = '', force = false, layers = [] }: { seed?: string } & OwnLayers & Partial<WriteOptions> = {},
): Promise<void> {
  await writeFiles(new Map([[path, modelBytes(classifier, seed, layers)]]), { force });
}

export function modelBytes(classifier: Classifier, seed: string, layers: readonly LayerKind[] = []): Uint8Array {
  return encodeModelFile(classifier, seed, VERSION, sha256, layers);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws SystemError */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw systemError(error, file, 'read');
  }
}

/** @throws SystemError */
export async function modelFile(path: string): Promise<string> {
  try {
    return (await stat(path)).isDirectory() ? join(path, MODEL_FILE) : path;
  } catch (error) {
    throw systemError(error, path, 'read');
  }
}
