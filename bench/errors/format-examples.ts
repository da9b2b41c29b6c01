/**
 * Model and array files that are refused.
 */
import { zipSync } from 'fflate';
import type { CodeFor } from '../../src/error-codes.ts';
import { parseJson } from '../../src/formats/json.ts';
import { MODEL_SCHEMA, readModelConfig, type ModelConfig } from '../../src/formats/model-config.ts';
import { decodeModel } from '../../src/formats/model-bytes.ts';
import { decodeNpy, encodeNpy } from '../../src/formats/arrays/npy.ts';
import { arrayNamed, decodeNpz, encodeNpz } from '../../src/formats/arrays/npz.ts';
import { readPreparedConfig } from '../../src/formats/arrays/prepared-config.ts';
import { decodeSafetensors, encodeSafetensors, type SafeTensor } from '../../src/formats/safetensors.ts';
import { readSchema } from '../../src/formats/schema-file.ts';
import { requireBackground } from '../../src/model/require-background.ts';
import { requirePipeline } from '../../src/model/require-pipeline.ts';
import { readDatasetFile, readPrepared } from '../../src/node/stores/prepared-arrays.ts';
import { readRunRecord } from '../../src/node/stores/run-record.ts';
import { inFolder, type ErrorExample } from './error-example.ts';
import { readTuneFile } from '../../src/node/stores/search/search-record.ts';
import { readTrace } from '../../src/study/trace/read-trace.ts';
import { readTrialLine } from '../../src/node/stores/search/trial-line.ts';

const MODEL = 'model.safetensors';
const ARRAYS = 'customers_train.npz';
const ARRAY = 'inputs.npy';
const PIPELINE = 'customers_pipeline.json';
const SCHEMA = 'schema.json';
const TRACE = 'trace.json';
const CONFIG = 'run.json';

const INPUTS = { dtype: '<f4', shape: [2, 1], data: Float32Array.of(0.5, -1) } as const;
const TARGETS = { dtype: '<i8', shape: [2], data: BigInt64Array.of(0n, 1n) } as const;
/** An array, and archives with it. */
const NPY = encodeNpy(INPUTS);
const NPZ = encodeNpz([['inputs', INPUTS]]);
const NPZ_DEFLATED = zipSync({ [ARRAY]: NPY });

const DIGEST = '0'.repeat(64);

/** A model of one layer, with these tensors. */
function model(tensors: ReadonlyMap<string, SafeTensor>): Uint8Array {
  const config: ModelConfig = {
    schema: MODEL_SCHEMA,
    version: '0.1.0',
    seed: '1',
    output: 'softmax',
    classes: ['no', 'yes'],
    priors: { natural: [0.8, 0.2], training: [0.5, 0.5] },
    inputDim: 1,
    layers: [{ kind: 'dense', units: 2, useBias: false, l2: 0 }],
    pipeline: null,
  };
  const metadata = [
    ['glassnet', JSON.stringify(config)],
    ['sha256', DIGEST],
  ] as const;
  return encodeSafetensors(tensors, new Map(metadata));
}

const W1: SafeTensor = { dtype: 'F32', shape: [1, 2], data: new Uint8Array(8) };

/** The same bytes with some of them changed, from a place on. */
function changed(bytes: Uint8Array, at: number, ...others: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.set(others, at);
  return copy;
}

/** Where the directory of an archive begins. */
const directoryOf = (zip: Uint8Array) => Buffer.from(zip).indexOf('PK\u0001\u0002');

/** A .npy file whose header says this. */
function npyHeader(text: string): Uint8Array {
  const padded = `${text}\n`;
  return Uint8Array.from([...NPY.subarray(0, 8), padded.length, 0, ...Buffer.from(padded, 'latin1')]);
}

/** A safetensors file with this header and that many bytes after it. */
function safetensors(header: unknown, dataLength = 0): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataLength);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 8);
  return bytes;
}

const tensor = (dtype: string, shape: unknown, offsets: readonly number[]) => ({
  W1: { dtype, shape, data_offsets: offsets },
});

/** Arrays that do not belong together, by the names of prepared ones. */
function prepared(pipeline: string): Promise<string> {
  const arrays = encodeNpz([
    ['inputs', INPUTS],
    ['targets', TARGETS],
  ]);
  const parts = ['train', 'validation', 'test'].map((part) => [`customers_${part}.npz`, arrays]);
  return inFolder({ ...Object.fromEntries(parts), [PIPELINE]: pipeline }, (at) => readPrepared(at(ARRAYS)));
}

const PREPARED = JSON.stringify({
  schema: 'glassnet.pipeline/1',
  classes: ['no', 'yes'],
  priors: { natural: [0.8, 0.2], training: [0.5, 0.5] },
  heldOutMix: 'natural',
  balance: 'undersample',
  pipeline: { target: 'bought', id: null, hasHeader: true, features: [{ name: 'age', mean: 40, scale: 10 }] },
  sha256: { train: DIGEST, validation: DIGEST, test: DIGEST },
});

const dataset = (inputs: Parameters<typeof encodeNpy>[0]) =>
  inFolder(
    {
      [ARRAYS]: encodeNpz([
        ['inputs', inputs],
        ['targets', TARGETS],
      ]),
    },
    (at) => readDatasetFile(at(ARRAYS)),
  );

const AGAIN = 'Write the file again with the program that made it, or copy it again from where it is whole.';
const OTHER_DTYPE = 'Save numbers, as float32 or int64 for one.';
const UPDATE = 'Take the version of glassnet that wrote it, or make the file again with this one.';
const EDITED = 'Undo the edit, or make the file again.';

export const FORMAT_EXAMPLES: Readonly<Record<CodeFor<'format'>, ErrorExample>> = {
  E_MODEL_CONFIG: {
    remedy: 'Name a run folder, or its model.safetensors.',
    happen: () => decodeModel(encodeSafetensors(new Map([['W1', W1]])), MODEL, { sha256: () => DIGEST }),
  },
  E_MODEL_VERSION: { remedy: UPDATE, happen: () => readModelConfig('{"schema":"glassnet.model/9"}', MODEL) },
  E_MODEL_CHECKSUM: {
    remedy: 'Train again, or copy the file again from where it is whole.',
    happen: () => decodeModel(model(new Map([['W1', W1]])), MODEL, { sha256: () => 'another' }),
  },
  E_MODEL_TENSOR: { remedy: EDITED, happen: () => decodeModel(model(new Map()), MODEL, { sha256: () => DIGEST }) },
  E_MODEL_PIPELINE: {
    remedy: 'Train on the CSV file, or on arrays that glassnet prepared.',
    happen: () => requirePipeline({ pipeline: null }, 'train it on the CSV file, or on arrays made by prepare', MODEL),
  },
  E_MODEL_BACKGROUND: {
    remedy: 'Train the model anew, or explain rows of the file that it was trained on.',
    happen: () => requireBackground({ background: null }, undefined, MODEL),
  },
  E_RUN_CONFIG: {
    remedy: EDITED,
    happen: () => {
      const files = { [CONFIG]: '{"schema":"glassnet.run/1","preparation":7}' };
      return inFolder(files, (at) => readRunRecord(at(MODEL)));
    },
  },
  E_SEARCH_CONFIG: {
    remedy: 'Undo the edit, or begin the search anew.',
    happen: () => readTuneFile('{"schema":"glassnet.tune/9"}', 'runs/customers-tune/tune.json'),
  },
  E_SEARCH_TRIAL: {
    remedy: 'Take the line out of the file: its trial is done again. docs/tuning.md has the format.',
    happen: () => readTrialLine('{"schema":"glassnet.trial/1","index":1.5}', 'runs/customers-tune/trials.jsonl', 17),
  },
  E_PIPELINE_CONFIG: { remedy: EDITED, happen: () => readPreparedConfig(PREPARED.replace('"no",', ''), PIPELINE) },
  E_PIPELINE_VERSION: { remedy: UPDATE, happen: () => readPreparedConfig('{"schema":"other/1"}', PIPELINE) },
  E_PIPELINE_MISMATCH: { remedy: 'Prepare the arrays again.', happen: () => prepared(PREPARED) },
  E_SCHEMA_CONFIG: {
    remedy: 'Correct the field that the message names.',
    happen: () => {
      const columns = [{ name: 'age', type: 'numbr' }];
      return readSchema(JSON.stringify({ schema: 'glassnet.schema/1', missingWords: [], columns }), SCHEMA);
    },
  },
  E_TRACE_CONFIG: {
    remedy: 'Write it again: `glassnet trace --set moons --row 5 --output trace.json`.',
    happen: () => readTrace('{"schema":"glassnet.trace/1"}', TRACE),
  },
  E_TRACE_VERSION: { remedy: UPDATE, happen: () => readTrace('{"schema":"glassnet.trace/9"}', TRACE) },
  E_SCHEMA_VERSION: { remedy: UPDATE, happen: () => readSchema('{"schema":"glassnet.schema/9"}', SCHEMA) },
  E_JSON_SYNTAX: { remedy: 'Correct the text at this place.', happen: () => parseJson('{"epochs": 20', CONFIG) },
  E_JSON_DUPLICATE: { remedy: 'Keep one of the two.', happen: () => parseJson('{"a": 1, "a": 2}', CONFIG) },
  E_JSON_DEPTH: { remedy: AGAIN, happen: () => parseJson('['.repeat(65), CONFIG) },
  E_JSON_NUMBER: { remedy: 'Correct the number.', happen: () => parseJson('{"seed": 1e999}', CONFIG) },
  E_JSON_TEXT: { remedy: 'Correct the string.', happen: () => parseJson(String.raw`["\ud800"]`, CONFIG) },
  E_NPZ_NAME: {
    remedy: 'Save the arrays as `inputs` and `targets`.',
    happen: () => arrayNamed(decodeNpz(NPZ, ARRAYS), 'targets', ARRAYS),
  },
  E_NPZ_MEMBER: {
    remedy: 'Save nothing but arrays.',
    happen: () => decodeNpz(zipSync({ 'notes.txt': NPY }, { level: 0 }), ARRAYS),
  },
  E_NPZ_SHAPE: {
    remedy: 'Save inputs with a row for each customer, and as many targets.',
    happen: () => dataset({ ...INPUTS, shape: [2] }),
  },
  E_NPZ_VALUE: {
    remedy: 'Save finite numbers, and classes as whole numbers from 0 up.',
    happen: () => dataset({ ...INPUTS, data: Float32Array.of(0.5, NaN) }),
  },
  E_NPY_MAGIC: { remedy: AGAIN, happen: () => decodeNpy(new Uint8Array(80), ARRAY) },
  E_NPY_VERSION: { remedy: 'Save the array with NumPy.', happen: () => decodeNpy(changed(NPY, 6, 9), ARRAY) },
  E_NPY_HEADER: { remedy: AGAIN, happen: () => decodeNpy(NPY.subarray(0, 40), ARRAY) },
  E_NPY_DTYPE: {
    remedy: OTHER_DTYPE,
    happen: () => decodeNpy(npyHeader("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }"), ARRAY),
  },
  E_NPY_SHAPE: {
    remedy: AGAIN,
    happen: () => {
      return decodeNpy(npyHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (9007199254740991,), }"), ARRAY);
    },
  },
  E_NPY_LENGTH: { remedy: AGAIN, happen: () => decodeNpy(NPY.subarray(0, -1), ARRAY) },
  E_NPY_VALUE: {
    remedy: AGAIN,
    happen: () => {
      const header = npyHeader("{'descr': '|b1', 'fortran_order': False, 'shape': (1,), }");
      return decodeNpy(Uint8Array.from([...header, 2]), ARRAY);
    },
  },
  E_ZIP_END: { remedy: AGAIN, happen: () => decodeNpz(NPZ.subarray(0, -30), ARRAYS) },
  E_ZIP_ENTRY: { remedy: AGAIN, happen: () => decodeNpz(changed(NPZ, 30, 0x78), ARRAYS) },
  E_ZIP_LIMIT: {
    remedy: 'Save fewer or smaller arrays, and uncompressed ones.',
    happen: () => decodeNpz(changed(NPZ_DEFLATED, directoryOf(NPZ_DEFLATED) + 24, 0xff, 0xff, 0xff, 0xfe), ARRAYS),
  },
  E_ZIP_METHOD: {
    remedy: 'Save with `numpy.savez` or `numpy.savez_compressed`.',
    happen: () => decodeNpz(changed(NPZ, directoryOf(NPZ) + 10, 12), ARRAYS),
  },
  E_ZIP_ENCRYPTED: {
    remedy: 'Save it without a password.',
    happen: () => decodeNpz(changed(NPZ, directoryOf(NPZ) + 8, 1), ARRAYS),
  },
  E_ZIP_DATA: {
    remedy: AGAIN,
    happen: () => decodeNpz(changed(NPZ_DEFLATED, 30 + ARRAY.length, 0xff, 0xff), ARRAYS),
  },
  E_ZIP_CRC: { remedy: AGAIN, happen: () => decodeNpz(changed(NPZ, directoryOf(NPZ) - 1, 0x41), ARRAYS) },
  E_SAFETENSORS_HEADER: { remedy: AGAIN, happen: () => decodeSafetensors(new Uint8Array(4), MODEL) },
  E_SAFETENSORS_LIMIT: {
    remedy: 'Look at the file: most likely it is something else.',
    happen: () => decodeSafetensors(new TextEncoder().encode('id,age,bought\n'), MODEL),
  },
  E_SAFETENSORS_METADATA: {
    remedy: AGAIN,
    happen: () => decodeSafetensors(safetensors({ __metadata__: { epochs: 20 } }), MODEL),
  },
  E_SAFETENSORS_TENSOR: { remedy: AGAIN, happen: () => decodeSafetensors(safetensors({ W1: {} }), MODEL) },
  E_SAFETENSORS_DTYPE: {
    remedy: OTHER_DTYPE,
    happen: () => decodeSafetensors(safetensors(tensor('F31', [1], [0, 4]), 4), MODEL),
  },
  E_SAFETENSORS_SHAPE: {
    remedy: AGAIN,
    happen: () => decodeSafetensors(safetensors(tensor('F32', 'all', [0, 4]), 4), MODEL),
  },
  E_SAFETENSORS_OFFSETS: {
    remedy: AGAIN,
    happen: () => decodeSafetensors(safetensors(tensor('F32', [2], [0, 4]), 4), MODEL),
  },
};
