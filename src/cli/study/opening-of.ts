/**
 * What `study` and `trace` begin with, by its arguments: a set, a CSV file, or a model with rows to look at.
 */
import { basename, join } from 'node:path';
import { SystemError, UsageError } from '../../errors.ts';
import type { Classifier } from '../../model/classifier.ts';
import { requirePipeline } from '../../model/require-pipeline.ts';
import { membersOf } from '../../nn/ensemble.ts';
import { keepCsv, type KeptCsv } from '../../node/csv/kept-csv.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { loadModel, readBytes, sha256, type ModelFile } from '../../node/stores/model-store.ts';
import { readDatasetFile, readPrepared } from '../../node/stores/prepared-arrays.ts';
import { namesBeside } from '../../node/stores/prepared-names.ts';
import { readRunRecord, recordPreparation, type Preparation, type ReadRecord } from '../../node/stores/run-record.ts';
import { defaultsOf } from '../../options/check-options.ts';
import { EMBEDDED_SCHEMA, type EmbeddedOpening } from '../../study/opening/embedded.ts';
import {
  SET_TRAINING,
  type OpeningArrays,
  type OpeningCsv,
  type OpeningLessons,
  type OpeningNetwork,
  type OpeningReading,
} from '../../study/opening/opening.ts';
import type { StudySetName } from '../../study/sets/sets.ts';
import { groupDigits } from '../../text-table.ts';
import { TRAINING_OPTIONS, type GivenTrainingOptions } from '../../training/training-options.ts';
import type { Console } from '../console.ts';
import { shellPath } from '../flags.ts';
import { arrayKeys, isArrays, requireNoCsvOptions } from '../inputs/input-file.ts';
import { prepareCsv } from '../inputs/prepare-csv.ts';
import { requireFit } from '../inputs/rows-to-judge.ts';
import type { Arguments } from '../options/arguments.ts';
import { flagName } from '../options/flag-name.ts';
import { ARRAY_OPTIONS, PREPARE_OPTIONS, STUDY_TRAINING } from '../options/option-groups.ts';
import { optionWords, valueWords } from '../options/option-words.ts';
import type { OptionName } from '../options/options.ts';

/** The set that is shown where nothing is named. */
const FIRST_SET: StudySetName = 'moons';

/** What a page can hold, in base64, and a worker can compute with. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A model says how its rows are read, and is trained: only its Adam begins anew. */
const IDLE_WITH_MODEL: readonly OptionName[] = [...PREPARE_OPTIONS, ...STUDY_TRAINING];
const IDLE_WITHOUT: readonly OptionName[] = ['member', ...ARRAY_OPTIONS];

/** How large a file or a network may be. */
export interface OpeningLimits {
  readonly mostBytes: number;
}

export const PAGE_LIMITS: OpeningLimits = { mostBytes: MOST_BYTES };

/** @throws UsageError for arguments that contradict each other; as reading file and model does. */
export function openingOf(args: Arguments, console: Console, limits: OpeningLimits): Promise<EmbeddedOpening> {
  requireSense(args);
  const { positional: path } = args;
  if (args.given.has('model')) return ofModel(path, args, limits);
  return path === undefined ? Promise.resolve(ofSet(args)) : ofCsv(path, args, console, limits);
}

function ofSet(args: Arguments): EmbeddedOpening {
  const name = (args.optionalText('set') as StudySetName | undefined) ?? FIRST_SET;
  const training = { ...SET_TRAINING, ...givenTraining(args) };
  return { schema: EMBEDDED_SCHEMA, opening: { data: { kind: 'set', name }, training }, words: [] };
}

async function ofCsv(path: string, args: Arguments, console: Console, limits: OpeningLimits): Promise<EmbeddedOpening> {
  if (isArrays(path)) throw arraysAlone(path);
  const kept = await keepCsv(path);
  requireFitting(kept.byteLength, nameOf(path), limits);
  const { preparation } = await prepareCsv(path, args, console, kept);
  const reading = readingOf(preparation);
  const data = { kind: 'csv', file: shortName(path), bytes: await bytesOf(kept), reading } as const;
  const words = [shellPath(path), ...optionWords(args, PREPARE_OPTIONS)];
  return { schema: EMBEDDED_SCHEMA, opening: { data, training: givenTraining(args) }, words };
}

async function ofModel(named: string | undefined, args: Arguments, limits: OpeningLimits): Promise<EmbeddedOpening> {
  const model = await loadModel(args.text('model'));
  const { classifier, file } = model;
  const network = networkOf(classifier, shortName(file), args, limits);
  const record = await readRunRecord(file);
  const path = named ?? record?.path;
  if (path === undefined || (named === undefined && path === '-')) throw noRows(file);
  const data = isArrays(path)
    ? await arraysAt(path, record, model, args, limits)
    : await csvAt(path, record, model, args, limits);
  const training = { ...(record?.training ?? defaultsOf(TRAINING_OPTIONS)), outputActivation: classifier.output };
  const words = [
    shellPath(path),
    ...valueWords('--model', args.text('model')),
    ...optionWords(args, ['member', ...ARRAY_OPTIONS]),
  ];
  return { schema: EMBEDDED_SCHEMA, opening: { data, network, training }, words };
}

function networkOf(classifier: Classifier, file: string, args: Arguments, limits: OpeningLimits): OpeningNetwork {
  const members = membersOf(classifier.network);
  const member = args.optionalNumber('member') ?? 1;
  const network = members[member - 1];
  if (network === undefined) throw noMember(member, members.length);
  const { values } = network.block;
  requireFitting(values.byteLength, file, limits);
  const origin = { kind: 'model', file, member, members: members.length } as const;
  return { layers: network.config(), inputs: network.inputDim, values, origin };
}

/** A file read as in the training, if it is the file of the training; else as the model reads any file. */
async function csvAt(
  path: string,
  record: ReadRecord | null,
  { classifier, file }: ModelFile,
  args: Arguments,
  limits: OpeningLimits,
): Promise<OpeningCsv> {
  arrayKeys(path, args);
  const pipeline = requirePipeline(classifier, 'study it on an .npz file', file);
  const kept = await keepCsv(path);
  requireFitting(kept.byteLength, nameOf(path), limits);
  const preparation = record?.sha256 === kept.sha256 ? record.preparation : null;
  const reading =
    preparation === null
      ? { pipeline: pipeline.config(), classes: classifier.classes }
      : readingOf(preparation, classifier.positive);
  return { kind: 'csv', file: shortName(path), bytes: await bytesOf(kept), reading };
}

async function arraysAt(
  path: string,
  record: ReadRecord | null,
  { classifier }: ModelFile,
  args: Arguments,
  limits: OpeningLimits,
): Promise<OpeningArrays> {
  requireNoCsvOptions(path, args);
  const { dataset } = await readDatasetFile(path, arrayKeys(path, args));
  requireFit(dataset, classifier, path);
  const { data: inputs } = dataset.inputs;
  requireFitting(inputs.byteLength, path, limits);
  const { targets } = dataset;
  const { classes } = classifier;
  const file = { file: shortName(path), sha256: sha256(await readBytes(path)) };
  const lessons = record?.sha256 === file.sha256 ? await lessonsAt(path, args) : undefined;
  if (lessons !== undefined) requireFitting(lessons.validation.inputs.byteLength, path, limits);
  return { kind: 'arrays', ...file, inputs, targets, classes, ids: null, ...(lessons && { lessons }) };
}

/** Undefined for other rows than those of the training, and where the validation rows are gone. */
async function lessonsAt(path: string, args: Arguments): Promise<OpeningLessons | undefined> {
  if (namesBeside(path).train !== join(path)) return undefined;
  try {
    const { validation, priors, heldOutMix, balance } = await readPrepared(path, arrayKeys(path, args));
    return { validation: { inputs: validation.inputs.data, targets: validation.targets }, priors, heldOutMix, balance };
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}

/** @param positive the class that counts for the model: classes keep its order, whatever would be chosen today */
function readingOf(preparation: Preparation, positive: string | null = null): OpeningReading {
  const { csv, columns, options } = recordPreparation(preparation);
  const { types, ...others } = columns;
  return { csv, columns: others, types, preparation: positive === null ? options : { ...options, positive } };
}

/** The options of a training that the user gave: a set has values of its own for the others. */
function givenTraining(args: Arguments): GivenTrainingOptions {
  const entries = Object.entries(args.valuesOf(TRAINING_OPTIONS));
  return Object.fromEntries(entries.filter(([name]) => args.given.has(flagName(name) as OptionName)));
}

/** Without folders: the page may be handed on. */
const shortName = (path: string): string => (path === '-' ? nameOf(path) : basename(path));

async function bytesOf(kept: KeptCsv): Promise<Uint8Array> {
  const bytes = new Uint8Array(kept.byteLength);
  let length = 0;
  for await (const piece of kept.open()) {
    bytes.set(piece, length);
    length += piece.length;
  }
  return bytes;
}

function requireFitting(byteLength: number, file: string, { mostBytes }: OpeningLimits): void {
  if (byteLength <= mostBytes) return;
  const message = `has ${groupDigits(byteLength)} bytes, the study page holds at most ${groupDigits(mostBytes)}`;
  throw new UsageError('E_USAGE_VALUE', message, { file, hint: 'glassnet trace shows single rows, whatever the size' });
}

function noMember(member: number, count: number): UsageError {
  const hint = count === 1 ? 'the model is one network' : `the model has the networks 1 to ${count}`;
  return new UsageError('E_USAGE_VALUE', `--member: there is no network ${member}`, { field: 'member', hint });
}

function noRows(file: string): UsageError {
  const message = 'no run.json beside the model names its rows';
  return new UsageError('E_USAGE_MISSING', message, { file, hint: 'name a FILE with the columns of the model' });
}

function arraysAlone(file: string): UsageError {
  const message = 'arrays have no columns to read, so --model is needed';
  return new UsageError('E_USAGE_MISSING', message, { file, field: 'model' });
}

/** @throws UsageError for options that contradict each other. */
function requireSense(args: Arguments): void {
  const { positional: path } = args;
  const isModel = args.given.has('model');
  if (args.given.has('set') && (isModel || path !== undefined)) {
    throw new UsageError(
      'E_USAGE_CONFLICT',
      `--set has rows of its own, so ${isModel ? '--model' : 'FILE'} has no use`,
      {
        field: 'set',
        hint: 'leave one of them out',
      },
    );
  }
  const given = (names: readonly OptionName[]) => names.find((name) => args.given.has(name));
  const idle = given(isModel ? IDLE_WITH_MODEL : path === undefined ? PREPARE_OPTIONS : []);
  if (idle !== undefined) {
    const owner = isModel ? 'a model, which says itself how it reads and learned' : 'a set, which is read as it is';
    throw new UsageError('E_USAGE_CONFLICT', `--${idle} has no effect on ${owner}`, { field: idle });
  }
  const lonely = isModel ? undefined : given(IDLE_WITHOUT);
  if (lonely !== undefined) {
    throw new UsageError('E_USAGE_MISSING', `--${lonely} is about a model: --model says which`, { field: lonely });
  }
}
