/**
 * Prepared data on disk: NAME_train.npz, NAME_validation.npz and NAME_test.npz with `inputs` float32 [n, d] and
 * `targets` int64 [n], and next to them NAME_pipeline.json with what arrays cannot hold: the pipeline from the CSV,
 * class names and class shares. Arrays from elsewhere train without that file.
 */
import { basename } from 'node:path';
import { decodeNpz, encodeNpz, arrayNamed } from '../../formats/arrays/npz.ts';
import type { NpyArray } from '../../formats/arrays/npy.ts';
import { positiveFields } from '../../formats/model-config.ts';
import { PREPARED_SCHEMA, readPreparedConfig, type PreparedConfig } from '../../formats/arrays/prepared-config.ts';
import { FormatError, SystemError } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';
import { classShares } from '../../preprocessing/rows/balance.ts';
import { MOST_CLASSES } from '../../preprocessing/labels.ts';
import { classCounts, type Dataset } from '../../preprocessing/dataset.ts';
import { Pipeline } from '../../preprocessing/pipeline.ts';
import type { PreparedData, Priors } from '../../preprocessing/prepared-data.ts';
import { formatShape, Tensor } from '../../tensor/tensor.ts';
import { firstNonFinite } from '../../tensor/finite.ts';
import { writeFiles, type WriteOptions } from '../files/atomic-write.ts';
import { readBytes, sha256 } from './model-store.ts';
import { namesBeside, PARTS, preparedNames, type ArrayKeys } from './prepared-names.ts';

/** Writes the four files, all or none, and returns their paths. */
export async function writePrepared(
  folder: string,
  name: string,
  data: PreparedData & { pipeline: Pipeline },
  options: WriteOptions,
): Promise<string[]> {
  const names = preparedNames(folder, name);
  const files = new Map<string, Uint8Array | string>();
  const digests: Record<string, string> = {};
  for (const part of PARTS) {
    const bytes = encodeNpz(arraysOf(data[part]));
    files.set(names[part], bytes);
    digests[part] = sha256(bytes);
  }
  const config: PreparedConfig = {
    schema: PREPARED_SCHEMA,
    classes: data.classes,
    ...positiveFields(data),
    priors: data.priors,
    heldOutMix: data.heldOutMix,
    balance: data.balance,
    pipeline: data.pipeline.config(),
    sha256: { train: digests['train']!, validation: digests['validation']!, test: digests['test']! },
  };
  files.set(names.pipeline, `${JSON.stringify(config, null, 2)}\n`);
  await writeFiles(files, options);
  return [...files.keys()];
}

/**
 * @param path NAME_train.npz, NAME_validation.npz or NAME_test.npz
 * @throws FormatError when an array is refused, or the arrays are not the ones that NAME_pipeline.json was written with.
 */
export async function readPrepared(path: string, keys: ArrayKeys = {}): Promise<PreparedData> {
  const names = namesBeside(path);
  const bytes = {
    train: await readBytes(names.train),
    validation: await readBytes(names.validation),
    test: await readBytes(names.test),
  };
  const [train, validation, test] = PARTS.map((part) => readDataset(bytes[part], names[part], keys)) as [
    Dataset,
    Dataset,
    Dataset,
  ];
  for (const part of [validation, test]) {
    if (part.inputs.columns === train.inputs.columns) continue;
    throw new FormatError(
      'E_NPZ_SHAPE',
      `training inputs have ${train.inputs.columns} columns, others ${part.inputs.columns}`,
      { file: path },
    );
  }
  const config = await readConfigBeside(names.pipeline);
  if (config === null) return withoutConfig(train, validation, test, path);
  for (const part of PARTS) {
    if (sha256(bytes[part]) === config.sha256[part]) continue;
    throw new FormatError('E_PIPELINE_MISMATCH', `was not written together with ${basename(names.pipeline)}`, {
      file: names[part],
      hint: 'prepare again, or take the .json file away to train on the arrays alone',
    });
  }
  const pipeline = new Pipeline(config.pipeline);
  requireConfigFits(pipeline, config.classes, [train, validation, test], names.pipeline);
  return { ...config, train, validation, test, pipeline };
}

function requireConfigFits(
  { inputs }: Pipeline,
  classes: readonly string[],
  parts: readonly Dataset[],
  file: string,
): void {
  const columns = parts[0]!.inputs.columns;
  const classCount = classCountOf(parts);
  if (inputs.length !== columns) {
    const message = `tells of ${inputs.length} inputs, the arrays have ${columns}`;
    throw new FormatError('E_PIPELINE_MISMATCH', message, { file });
  }
  if (classes.length !== classCount) {
    const message = `tells of ${classes.length} classes, the targets have ${classCount}`;
    throw new FormatError('E_PIPELINE_MISMATCH', message, { file });
  }
}

/** The number of classes k, for targets from 0 to k − 1; at least 2. */
function classCountOf(parts: readonly Dataset[]): number {
  return 1 + Math.max(1, ...parts.map(({ targets }) => targets.reduce((a, b) => Math.max(a, b), 0)));
}

async function readConfigBeside(file: string): Promise<PreparedConfig | null> {
  try {
    return readPreparedConfig(new TextDecoder().decode(await readBytes(file)), file);
  } catch (error) {
    if (error instanceof SystemError && error.code === 'E_FILE_MISSING') return null;
    throw error;
  }
}

/** One .npz file, and its class mix if a NAME_pipeline.json next to it tells. */
export async function readDatasetFile(
  path: string,
  keys: ArrayKeys = {},
): Promise<{ dataset: Dataset; mix: keyof Priors }> {
  const bytes = await readBytes(path);
  const config = await readConfigBeside(namesBeside(path).pipeline);
  const part = config === null ? undefined : PARTS.find((name) => config.sha256[name] === sha256(bytes));
  const mix = part === 'train' ? 'training' : part === undefined ? 'natural' : config!.heldOutMix;
  return { dataset: readDataset(bytes, path, keys), mix };
}

/** Inputs [n, d] and targets [n] of one .npz file; keys in any letter case. */
function readDataset(bytes: Uint8Array, file: string, keys: ArrayKeys): Dataset {
  const { inputs, targets } = readArrays(bytes, file, keys);
  const [n, d] = inputs.shape;
  if (inputs.shape.length !== 2 || n === 0 || d === 0)
    throw wrongShape('inputs', inputs, '[n, d] with rows and columns', file);
  if (targets.shape.length !== 1 || targets.shape[0] !== n) throw wrongShape('targets', targets, `[${n}]`, file);
  const values = Float32Array.from(inputs.data as ArrayLike<number | bigint>, Number);
  const bad = firstNonFinite(values);
  if (bad !== -1) {
    const [row, column] = [Math.floor(bad / d!), bad % d!];
    throw new FormatError('E_NPZ_VALUE', `inputs hold ${values[bad]} at [${row}, ${column}]`, {
      file,
      field: 'inputs',
    });
  }
  return {
    inputs: new Tensor(values, [n!, d!]),
    targets: Int32Array.from(targets.data as ArrayLike<number | bigint>, classNumber(file)),
  };
}

function readArrays(bytes: Uint8Array, file: string, keys: ArrayKeys) {
  const { inputs = 'inputs', targets = 'targets' } = keys;
  const arrays = decodeNpz(bytes, file, { names: [inputs, targets] });
  const found = (all: ReadonlyMap<string, NpyArray>) => ({
    inputs: arrayNamed(all, inputs, file),
    targets: arrayNamed(all, targets, file),
  });
  try {
    return found(arrays);
  } catch (error) {
    if (!(error instanceof FormatError) || error.code !== 'E_NPZ_NAME' || arrays.size > 1) throw error;
    throw unnamedArrays(decodeNpz(bytes, file), found, file);
  }
}

/** The error for arrays by other names, with what to call them where two fit each other. */
function unnamedArrays(
  all: ReadonlyMap<string, NpyArray>,
  find: (all: ReadonlyMap<string, NpyArray>) => unknown,
  file: string,
): unknown {
  try {
    return find(all);
  } catch (error) {
    const tables = [...all].filter(([, { shape }]) => shape.length === 2);
    const [inputs] = tables;
    const fitting = [...all].filter(([, { shape }]) => shape.length === 1 && shape[0] === inputs?.[1].shape[0]);
    const [targets] = fitting;
    if (tables.length !== 1 || fitting.length !== 1) return error;
    const hint = wording`${setting('inputsKey', inputs![0])} ${setting('targetsKey', targets![0])}`;
    return new FormatError('E_NPZ_NAME', (error as FormatError).message, { file, hint });
  }
}

function arraysOf({ inputs, targets }: Dataset): Map<string, NpyArray> {
  return new Map<string, NpyArray>([
    ['inputs', { dtype: '<f4', shape: [...inputs.shape], data: inputs.data }],
    ['targets', { dtype: '<i8', shape: [targets.length], data: BigInt64Array.from(targets, BigInt) }],
  ]);
}

function withoutConfig(train: Dataset, validation: Dataset, test: Dataset, file: string): PreparedData {
  const classCount = classCountOf([train, validation, test]);
  const shares = classShares(classCounts(train.targets, classCount));
  const absent = shares.indexOf(0);
  if (absent !== -1) {
    throw new FormatError('E_NPZ_VALUE', `no training target is class ${absent}, others go up to ${classCount - 1}`, {
      file,
    });
  }
  return {
    train,
    validation,
    test,
    classes: shares.map((_, label) => String(label)),
    priors: { natural: shares, training: shares },
    heldOutMix: 'training',
    balance: 'none',
    pipeline: null,
  };
}

/** Reads a target as a class number. */
function classNumber(file: string): (value: number | bigint, row: number) => number {
  return (value, row) => {
    const label = Number(value);
    if (Number.isInteger(label) && label >= 0 && label < MOST_CLASSES) return label;
    const expected = `a class number from 0 to ${MOST_CLASSES - 1}`;
    throw new FormatError('E_NPZ_VALUE', `targets hold ${value} at [${row}], expected ${expected}`, {
      file,
      field: 'targets',
    });
  };
}

function wrongShape(name: string, { shape }: NpyArray, expected: string, file: string): FormatError {
  return new FormatError('E_NPZ_SHAPE', `${name} is ${formatShape(shape)}, expected ${expected}`, {
    file,
    field: name,
  });
}
