/**
 * What `study` begins with, by its arguments: a set, a CSV file, or a model with rows to look at.
 */
import { UsageError } from '../../errors.ts';
import { membersOf } from '../../nn/ensemble.ts';
import { keepCsv, type KeptCsv } from '../../node/csv/kept-csv.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { loadModel, readBytes, sha256, type ModelFile } from '../../node/stores/model-store.ts';
import { readDatasetFile } from '../../node/stores/prepared-arrays.ts';
import { readRunRecord, type ReadRecord } from '../../node/stores/run-record.ts';
import { defaultsOf } from '../../options/check-options.ts';
import { encodeBase64 } from '../../study/source/base64.ts';
import { csvSource, setSource } from '../../study/source/new-source.ts';
import {
  SOURCE_SCHEMA,
  sourceReading,
  type SourceArrays,
  type SourceCsv,
  type StudySource,
} from '../../study/source/study-source.ts';
import type { StudySetName } from '../../study/sets/sets.ts';
import { groupDigits } from '../../text-table.ts';
import { TRAINING_OPTIONS, type GivenTrainingOptions } from '../../training/training-options.ts';
import type { Console } from '../console.ts';
import { shellPath } from '../flags.ts';
import { arrayKeys, isArrays, requireNoCsvOptions } from '../inputs/input-file.ts';
import { prepareCsv } from '../inputs/prepare-csv.ts';
import { requireFit } from '../inputs/rows-to-judge.ts';
import type { Arguments } from '../options/arguments.ts';
import { ARRAY_OPTIONS, PREPARE_OPTIONS, STUDY_TRAINING } from '../options/option-groups.ts';
import { flagName } from '../options/flag-name.ts';
import { optionWords, valueWords } from '../options/option-words.ts';
import type { OptionName } from '../options/options.ts';

/** The set that is shown where nothing is named. */
const FIRST_SET: StudySetName = 'moons';

/** What a page can hold, in base64, and a worker can compute with. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A model was read, prepared and trained: only its Adam begins anew. */
const IDLE_WITH_MODEL = [...PREPARE_OPTIONS, ...STUDY_TRAINING];

/** @throws UsageError for arguments that contradict each other; as reading file and model does. */
export async function sourceOf(args: Arguments, console: Console): Promise<StudySource> {
  requireSense(args);
  const { positional: path } = args;
  if (args.given.has('model')) return ofModel(path, args);
  const given = givenTraining(args);
  if (path === undefined) return setSource((args.optionalText('set') as StudySetName | undefined) ?? FIRST_SET, given);
  if (isArrays(path)) throw arraysAlone(path);
  const kept = await keepCsv(path);
  requireFitting(kept.byteLength, nameOf(path));
  const { preparation } = await prepareCsv(path, args, console, kept);
  const { csv, columns, options } = preparation;
  const file = {
    file: nameOf(path),
    bytes: await bytesOf(kept),
    words: [shellPath(path), ...optionWords(args, PREPARE_OPTIONS)],
    reading: { csv, columns, preparation: options },
  };
  return csvSource(file, given);
}

async function ofModel(named: string | undefined, args: Arguments): Promise<StudySource> {
  const model = await loadModel(args.text('model'));
  const { classifier, file, bytes } = model;
  requireFitting(bytes.length, file);
  const record = await readRunRecord(file);
  const path = named ?? record?.path;
  if (path === undefined || (named === undefined && path === '-')) throw noRows(file);
  const member = memberOf(args, membersOf(classifier.network).length);
  const data = isArrays(path) ? await arraysAt(path, model, args) : await csvAt(path, record, args);
  const words = [
    shellPath(path),
    ...valueWords('--model', args.text('model')),
    ...optionWords(args, ['member', ...ARRAY_OPTIONS]),
  ];
  return {
    schema: SOURCE_SCHEMA,
    data,
    model: { file, bytes: encodeBase64(bytes), member },
    options: { ...(record?.training ?? defaultsOf(TRAINING_OPTIONS)), outputActivation: classifier.output },
    words,
  };
}

/** A file read as in the training, if it is the file of the training. */
async function csvAt(path: string, record: ReadRecord | null, args: Arguments): Promise<SourceCsv> {
  arrayKeys(path, args);
  const kept = await keepCsv(path);
  requireFitting(kept.byteLength, nameOf(path));
  const preparation = record?.sha256 === kept.sha256 ? record.preparation : null;
  const reading =
    preparation &&
    sourceReading({ csv: preparation.csv, columns: preparation.columns, preparation: preparation.options });
  return { kind: 'csv', file: nameOf(path), bytes: encodeBase64(await bytesOf(kept)), reading };
}

async function arraysAt(path: string, { classifier }: ModelFile, args: Arguments): Promise<SourceArrays> {
  requireNoCsvOptions(path, args);
  const { dataset } = await readDatasetFile(path, arrayKeys(path, args));
  requireFit(dataset, classifier, path);
  const { inputs, targets } = dataset;
  const { buffer, byteOffset, byteLength } = inputs.data;
  requireFitting(byteLength, path);
  return {
    kind: 'arrays',
    file: path,
    sha256: sha256(await readBytes(path)),
    columns: inputs.columns,
    inputs: encodeBase64(new Uint8Array(buffer, byteOffset, byteLength)),
    targets: [...targets],
  };
}

/** The options of a training that the user gave: a set has values of its own for the others. */
function givenTraining(args: Arguments): GivenTrainingOptions {
  const entries = Object.entries(args.valuesOf(TRAINING_OPTIONS));
  return Object.fromEntries(entries.filter(([name]) => args.given.has(flagName(name) as OptionName)));
}

function memberOf(args: Arguments, count: number): number {
  const member = args.optionalNumber('member') ?? 1;
  if (member <= count) return member;
  const message = `--member: there is no network ${member}`;
  const hint = count === 1 ? 'the model is one network' : `the model's networks are 1 to ${count}`;
  throw new UsageError('E_USAGE_VALUE', message, { field: 'member', hint });
}

async function bytesOf(kept: KeptCsv): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  // Each is valid until the next one comes.
  for await (const bytes of kept.open()) pieces.push(bytes.slice());
  return Buffer.concat(pieces);
}

function requireFitting(byteLength: number, file: string): void {
  if (byteLength <= MOST_BYTES) return;
  const message = `has ${groupDigits(byteLength)} bytes, a page holds at most ${groupDigits(MOST_BYTES)}`;
  throw new UsageError('E_USAGE_VALUE', message, { file, hint: 'glassnet trace shows a row of it in the terminal' });
}

function noRows(file: string): UsageError {
  const message = 'study: nothing says which rows the model was trained on';
  return new UsageError('E_USAGE_MISSING', message, { file, hint: 'name a file with its columns before --model' });
}

function arraysAlone(file: string): UsageError {
  const hint = 'glassnet study FILE.npz --model RUN';
  return new UsageError('E_USAGE_MISSING', 'arrays are studied with a model that was trained on such', { file, hint });
}

/** @throws UsageError for options that contradict each other. */
function requireSense(args: Arguments): void {
  const { positional: path } = args;
  const other = args.given.has('model') ? '--model' : path === undefined ? undefined : 'FILE';
  if (other !== undefined && args.given.has('set')) {
    throw new UsageError('E_USAGE_CONFLICT', `--set has rows of its own, so ${other} has no effect`, {
      field: 'set',
      hint: 'leave one of them out',
    });
  }
  const isModel = args.given.has('model');
  const idle = isModel
    ? IDLE_WITH_MODEL.find((name) => args.given.has(name))
    : ([...(path === undefined ? PREPARE_OPTIONS : []), 'member', ...ARRAY_OPTIONS] as const).find((name) =>
        args.given.has(name),
      );
  if (idle === undefined) return;
  const message = isModel
    ? `--${idle} has no effect on a model, which says how its rows are read and what it is`
    : `--${idle} needs ${path === undefined && PREPARE_OPTIONS.includes(idle) ? 'a FILE' : '--model'}`;
  throw new UsageError(isModel ? 'E_USAGE_CONFLICT' : 'E_USAGE_MISSING', message, { field: idle });
}
