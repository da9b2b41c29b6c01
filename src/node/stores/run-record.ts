/**
 * run.json: how a model was made, with enough detail to find its validation and test rows again.
 */
import { dirname, join } from 'node:path';
import { parseJson } from '../../formats/json.ts';
import { Field } from '../../formats/json-field.ts';
import { readOptions } from '../../formats/json-options.ts';
import { refusalFor } from '../../formats/refusal.ts';
import type { FeatureType } from '../../data/notation/column-evidence.ts';
import { FEATURE_TYPES } from '../../data/schema-config.ts';
import { SystemError } from '../../errors.ts';
import { defaultsOf } from '../../options/check-options.ts';
import {
  completePreparation,
  PREPARATION_OPTIONS,
  type PrepareOptions,
} from '../../preprocessing/preparation-options.ts';
import type { Positive } from '../../preprocessing/positive-class.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../../training/training-options.ts';
import { readBytes } from './model-store.ts';
import type { CsvColumns } from '../../data/read-table.ts';
import { CSV_OPTIONS, type CsvOptions } from '../../data/table-options.ts';

export const RUN_FILE = 'run.json';
export const RUN_SCHEMA = 'glassnet.run/1';

export interface RunRecord extends Positive {
  readonly schema: typeof RUN_SCHEMA;
  readonly command: readonly string[];
  readonly data: { readonly path: string; readonly sha256: string };
  /** How the CSV file was read and prepared; null for a model trained on arrays. */
  readonly preparation: RecordedPreparation | null;
  readonly training: TrainingOptions;
  readonly versions: { readonly glassnet: string; readonly node: string };
  readonly elapsedMs: number;
}

export interface Preparation {
  readonly csv: CsvOptions;
  readonly columns: CsvColumns;
  readonly options: PrepareOptions;
}

/** A preparation without maps, which JSON does not have. */
export interface RecordedPreparation extends Omit<Preparation, 'columns'> {
  readonly columns: Omit<CsvColumns, 'known'> & { readonly types: readonly { name: string; type: FeatureType }[] };
}

export function recordPreparation({ csv, columns, options }: Preparation): RecordedPreparation {
  const types = Array.from(columns.known ?? [], ([name, { kind }]) => ({ name, type: kind }));
  const { known: _, ...others } = columns;
  return { csv, columns: { ...others, types }, options };
}

/** What is read back of a record. */
export interface ReadRecord {
  readonly command: readonly string[];
  /** The data file as it was named. */
  readonly path: string;
  readonly sha256: string;
  readonly preparation: Preparation | null;
  readonly training: TrainingOptions;
}

/** The preparation of the training data, and the data file's digest; null if no run.json is next to the model. */
export async function readRunRecord(modelFile: string): Promise<ReadRecord | null> {
  const file = join(dirname(modelFile), RUN_FILE);
  let text: string;
  try {
    text = new TextDecoder().decode(await readBytes(file));
  } catch (error) {
    if (error instanceof SystemError && error.code === 'E_FILE_MISSING') return null;
    throw error;
  }
  const root = new Field(parseJson(text, file), 'run', 'E_RUN_CONFIG', refusalFor(file));
  root.get('schema').oneOf(RUN_SCHEMA);
  return readRecord(root);
}

/** The fields that run.json shares with the records of other commands. */
export function readRecord(root: Field): ReadRecord {
  const [data, preparation] = [root.get('data'), root.get('preparation')];
  return {
    command: root
      .get('command')
      .list()
      .map((word) => word.string()),
    path: data.get('path').string(),
    sha256: data.get('sha256').string(),
    preparation: preparation.isNull() ? null : readPreparation(preparation),
    training: root.has('training')
      ? readOptions(root.get('training'), TRAINING_OPTIONS, RUN_FILE)
      : defaultsOf(TRAINING_OPTIONS),
  };
}

function readPreparation(field: Field): Preparation {
  const [csv, columns, options] = [field.get('csv'), field.get('columns'), field.get('options')];
  const optional = (name: string) => (columns.has(name) ? columns.get(name).string() : undefined);
  const names = (name: string) =>
    columns.has(name)
      ? columns
          .get(name)
          .list()
          .map((item) => item.string())
      : undefined;
  const types = columns.has('types') ? columns.get('types').list() : [];
  return {
    csv: readOptions(csv, CSV_OPTIONS, RUN_FILE),
    columns: {
      target: optional('target'),
      id: optional('id'),
      group: optional('group'),
      time: optional('time'),
      drop: names('drop') ?? [],
      numeric: names('numeric') ?? [],
      categorical: names('categorical') ?? [],
      only: names('only'),
      known: new Map(types.map((it) => [it.get('name').string(), { kind: it.get('type').oneOf(...FEATURE_TYPES) }])),
      missingWords: names('missingWords'),
      missingWord: names('missingWord'),
      labels: names('labels'),
      targetBins: names('targetBins'),
      needed: columns.has('needed') && columns.get('needed').boolean(),
    },
    options: completePreparation(readOptions(options, PREPARATION_OPTIONS, RUN_FILE)),
  };
}
