/**
 * run.json: how a model came about, enough to find the rows again that training kept apart.
 */
import { dirname, join } from 'node:path';
import { parseJson } from '../../formats/json.ts';
import { Field } from '../../formats/json-field.ts';
import { refusalFor } from '../../formats/refusal.ts';
import type { FeatureType } from '../../data/columns/infer-type.ts';
import { DECIMAL_MARKS } from '../../data/cells/number.ts';
import { FEATURE_TYPES } from '../../data/schema-config.ts';
import { SystemError } from '../../errors.ts';
import { BALANCE_METHODS } from '../../preprocessing/rows/balance.ts';
import { RECIPES, type PrepareOptions } from '../../preprocessing/rows/choose-rows.ts';
import {
  DEFAULT_ENCODING,
  HIGH_CARDINALITY,
  MISSING_POLICIES,
  UNSEEN_POLICIES,
  type EncodingOptions,
} from '../../preprocessing/features/feature.ts';
import { readBytes } from './model-store.ts';
import type { CsvColumns, CsvOptions } from '../../data/read-table.ts';

export const RUN_FILE = 'run.json';
export const RUN_SCHEMA = 'glassnet.run/1';

export interface RunRecord {
  readonly schema: typeof RUN_SCHEMA;
  readonly command: readonly string[];
  readonly data: { readonly path: string; readonly sha256: string };
  /** How the CSV file was read and prepared; null for a model trained on arrays. */
  readonly preparation: RecordedPreparation | null;
  readonly versions: { readonly glassnet: string; readonly node: string };
  readonly elapsedMs: number;
}

export interface Preparation {
  readonly csv: CsvOptions;
  readonly columns: CsvColumns;
  readonly options: PrepareOptions;
}

/** A preparation as JSON, which has no maps. */
interface RecordedPreparation extends Omit<Preparation, 'columns'> {
  readonly columns: Omit<CsvColumns, 'known'> & { readonly types: readonly { name: string; type: FeatureType }[] };
}

export function recordPreparation({ csv, columns, options }: Preparation): RecordedPreparation {
  const types = Array.from(columns.known ?? [], ([name, { kind }]) => ({ name, type: kind }));
  const { known: _, ...others } = columns;
  return { csv, columns: { ...others, types }, options };
}

/** The preparation of the model's training data and that file's digest; null where there is no run.json beside the model. */
export async function readRunRecord(
  modelFile: string,
): Promise<{ sha256: string; preparation: Preparation | null } | null> {
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
  const preparation = root.get('preparation');
  return {
    sha256: root.get('data').get('sha256').string(),
    preparation: preparation.isNull() ? null : readPreparation(preparation),
  };
}

function readPreparation(field: Field): Preparation {
  const [csv, columns, options] = [field.get('csv'), field.get('columns'), field.get('options')];
  const optional = (name: string) => (columns.has(name) ? columns.get(name).string() : undefined);
  const split = options
    .get('split')
    .list()
    .map((share) => share.number());
  if (split.length !== 3 || split.some((share) => share <= 0)) {
    throw options.get('split').wrong('three numbers above 0');
  }
  const seed = options.get('seed').string();
  if (seed === '') throw options.get('seed').wrong('a text that is not empty');
  const names = (name: string) =>
    columns.has(name)
      ? columns
          .get(name)
          .list()
          .map((item) => item.string())
      : undefined;
  const types = columns.has('types') ? columns.get('types').list() : [];
  return {
    csv: {
      delimiter: csv.get('delimiter').string(),
      header: csv.get('header').oneOf('auto', 'yes', 'no'),
      decimal: csv.has('decimal') ? csv.get('decimal').oneOf(...DECIMAL_MARKS) : '.',
    },
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
      needed: columns.has('needed') && columns.get('needed').boolean(),
    },
    options: {
      recipe: options.get('recipe').oneOf(...RECIPES),
      balance: options.get('balance').oneOf(...BALANCE_METHODS),
      split: [split[0]!, split[1]!, split[2]!],
      seed,
      groupDuplicates: options.has('groupDuplicates') && options.get('groupDuplicates').boolean(),
      encoding: options.has('encoding') ? readEncoding(options.get('encoding')) : DEFAULT_ENCODING,
    },
  };
}

function readEncoding(field: Field): EncodingOptions {
  return {
    missing: field.get('missing').oneOf(...MISSING_POLICIES),
    minFrequency: field.get('minFrequency').count(),
    maxLevels: field.get('maxLevels').count(),
    highCardinality: field.get('highCardinality').oneOf(...HIGH_CARDINALITY),
    unseen: field.get('unseen').oneOf(...UNSEEN_POLICIES),
  };
}
