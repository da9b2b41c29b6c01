/**
 * The way from a customer's columns to the network's inputs, as fitted on the training rows: which columns, in which
 * order, encoded how. It is part of the model file, so scoring repeats training exactly.
 */
import { requireProperties, requireRowNumbers } from '../argument-checks.ts';
import { MissingWords } from '../data/cells/missing.ts';
import { PLAIN_FORMAT, type ValueFormat } from '../data/cells/value-format.ts';
import type { CsvRecord } from '../data/csv/csv-record.ts';
import type { CsvFormat } from '../data/csv-format.ts';
import { recordsFromRows, type Row } from '../data/records-from-rows.ts';
import type { HeaderChoice } from '../data/csv/header.ts';
import type { KnownColumn } from '../data/schema.ts';
import { columnNamed, isMissing, numberColumn, type Column, type Table } from '../data/table.ts';
import { DataError, quoted } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';
import { CategoryFeature, fitCategoryFeature } from './features/category-feature.ts';
import type { CategoryConfig, FeatureConfig } from './features/feature-config.ts';
import type { Feature, Input } from './features/feature.ts';
import { fitNumberFeature, NumberFeature, type RowLabels } from './features/number-feature.ts';
import { DEFAULT_ENCODING, type EncodingOptions } from './preparation-options.ts';
import { RecordEncoder, type EncodedTable } from './record-encoder.ts';
import { setting, wording } from '../wording.ts';

export interface PipelineConfig {
  readonly target: string;
  readonly id: string | null;
  /** Whether the training file named its columns; without, they are `column_1`, `column_2`, … */
  readonly hasHeader: boolean;
  /** The texts that stand for a missing value. */
  readonly missingWords: readonly string[];
  /** The points at which a target of numbers was cut into classes. */
  readonly targetBins?: readonly number[] | undefined;
  /** How numbers and dates are written; as a program does where left out. */
  readonly format?: ValueFormat;
  /** How the text of the training file is written, where that isn't plain: others are read so, unless they prove another. */
  readonly csv?: CsvFormat;
  readonly features: readonly FeatureConfig[];
}

export class Pipeline {
  readonly target: string;
  readonly id: string | null;
  readonly hasHeader: boolean;
  readonly missingWords: readonly string[];
  readonly targetBins: readonly number[] | undefined;
  readonly format: ValueFormat;
  readonly csv: CsvFormat;
  readonly features: readonly Feature[];
  readonly featureNames: readonly string[];
  /** What each of the network's inputs stands for [d]. */
  readonly inputs: readonly Input[];

  constructor(config: PipelineConfig) {
    requireProperties('Pipeline', 'config', config, 'target', 'id', 'hasHeader', 'missingWords', 'features');
    const { target, id, hasHeader, missingWords, targetBins, format = PLAIN_FORMAT, csv = {}, features } = config;
    this.target = target;
    this.id = id;
    this.hasHeader = hasHeader;
    this.missingWords = missingWords;
    this.targetBins = targetBins;
    this.format = format;
    this.csv = csv;
    this.features = features.map((feature) => {
      return feature.kind === 'category' ? new CategoryFeature(feature) : new NumberFeature(feature);
    });
    this.featureNames = features.map(({ name }) => name);
    this.inputs = this.features.flatMap((feature) => feature.inputs);
  }

  /** What the columns must hold, by name. */
  get known(): ReadonlyMap<string, KnownColumn> {
    return new Map(
      this.features.map(({ config }) => {
        const { name, kind, fill } = config;
        const levels = kind === 'category' && config.unseen === 'refuse' ? (config.known ?? undefined) : undefined;
        const unit = kind === 'category' ? undefined : config.unit;
        return [name, { kind, levels, needed: fill === null, unit }];
      }),
    );
  }

  /** How the header of a new file is read: there is none where the file of the training had none. */
  headerOf(choice: HeaderChoice): HeaderChoice {
    return choice === 'auto' && !this.hasHeader ? 'no' : choice;
  }

  /**
   * The network's inputs [n, d] for the given rows, in that order.
   *
   * @throws DataError E_DATA_MISSING naming a column with a missing value that is refused, E_DATA_RANGE naming one with
   *   a value so far from the training values that float32 can't hold it; RangeError for a row that the table lacks.
   */
  transform(table: Table, rows: Int32Array, file?: string): Tensor {
    requireProperties('Pipeline', 'table', table, 'columns', 'rowCount');
    requireRowNumbers('Pipeline', rows, table.rowCount);
    for (const { config } of this.features) {
      if (config.fill === null) requireNoneMissing(columnNamed(table, config.name), rows, file);
    }
    const inputs = this.encode(table, rows);
    const bad = inputs.data.findIndex((value) => !Number.isFinite(value));
    if (bad === -1) return inputs;
    const { name } = this.inputs[bad % inputs.columns]!;
    const row = rows[Math.floor(bad / inputs.columns)]!;
    const value = numberColumn(table, name)[row];
    throw new DataError('E_DATA_RANGE', `column ${quoted(name)}: ${value} is too far from the training values`, {
      file,
      line: table.lines?.at(row),
      field: name,
      hint: wording`correct it, or leave the column out of the training with ${setting('drop', name)}`,
    });
  }

  /** As `transform`, but trusts that no refused value is missing, and one that float32 can't hold becomes an infinity. */
  encode(table: Table, rows: Int32Array): Tensor {
    const inputs = Tensor.zeros(rows.length, this.inputs.length);
    let offset = 0;
    for (const feature of this.features) {
      feature.transform(columnNamed(table, feature.config.name), rows, inputs, offset);
      offset += feature.inputs.length;
    }
    return inputs;
  }

  /**
   * The table and the network's inputs [n, d] of rows given as objects, held to the rules of a CSV file.
   *
   * @param file what errors call the rows; their line is the number of the row, from 1, their column the feature's
   * @throws DataError as `recordsFromRows` and, for the first row that can't be scored, as the reading of a CSV file.
   */
  encodeObjects(rows: readonly Row[], file = 'rows'): EncodedTable {
    const records: CsvRecord[] = [];
    let fault: unknown;
    try {
      const missing = new MissingWords(this.missingWords);
      for (const record of recordsFromRows(rows, this.featureNames, missing, file, this.format.decimal))
        records.push(record);
    } catch (error) {
      fault = error;
    }
    try {
      const encoded = new RecordEncoder(this, this.featureNames, file).encode(records, false);
      if (fault !== undefined) throw fault;
      return encoded;
    } catch (error) {
      // How a file is written says nothing of objects.
      if (!(error instanceof DataError) || error.code !== 'E_CSV_NUMBER') throw error;
      const { code, message, line, column, field } = error;
      throw new DataError(code, message, { file, line, column, field, hint: 'give a number' });
    }
  }

  config(): PipelineConfig {
    const { target, id, hasHeader, missingWords, targetBins, format, csv } = this;
    return {
      target,
      id,
      hasHeader,
      missingWords,
      ...(targetBins && { targetBins }),
      ...(!isPlain(format) && { format }),
      ...(Object.keys(csv).length > 0 && { csv }),
      features: this.features.map(({ config }) => config),
    };
  }
}

/**
 * Learns the way in.
 *
 * @param rows the training rows: no other row has any influence
 * @param labels of all rows, for options that ask for them
 * @throws DataError E_DATA_RANGE naming a column whose values are too large to standardise, E_DATA_MISSING naming one
 *   that no training row has a value of, or has none in a row where that is refused; RangeError for levels to be refused by a hash.
 */
export function fitPipeline(
  table: Table,
  roles: Omit<PipelineConfig, 'features'> & { readonly features: readonly string[] },
  rows: Int32Array,
  file: string,
  options: EncodingOptions = DEFAULT_ENCODING,
  labels: RowLabels | null = null,
): Pipeline {
  const columns = roles.features.map((name) => columnNamed(table, name));
  const piecewiseBins = affordableBins(columns, options.piecewiseBins);
  const features = columns.map((column) => {
    if (options.missing === 'refuse') requireNoneMissing(column, rows, file);
    return column.kind === 'number'
      ? fitNumberFeature(column, rows, { ...options, piecewiseBins }, file, labels).config
      : fitCategoryFeature(column, rows, options, file).config;
  });
  return new Pipeline({ ...roles, features });
}

/** Inputs of piecewise-linear encodings. So many columns of numbers need none: their network is wide already. */
const MOST_PIECES = 2048;
const FEWEST_BINS = 4;

/** As many bins as asked for, or fewer where there are many columns of numbers, or none. */
function affordableBins(columns: readonly Column[], asked: number): number {
  const numbers = columns.filter(({ kind }) => kind === 'number').length;
  const bins = Math.min(asked, Math.floor(MOST_PIECES / Math.max(1, numbers)));
  return bins < Math.min(asked, FEWEST_BINS) ? 0 : bins;
}

function isPlain({ decimal, thousands, dateOrder }: ValueFormat): boolean {
  return decimal === '.' && thousands === undefined && dateOrder === undefined;
}

/** The columns that became the same in all training rows: they tell nothing. */
export function constantColumns({ features }: Pipeline): string[] {
  return features.filter(isConstant).map(({ config }) => config.name);
}

function requireNoneMissing(column: Column, rows: Int32Array, file: string | undefined): void {
  if (!rows.some((row) => isMissing(column, row))) return;
  throw new DataError('E_DATA_MISSING', `column ${quoted(column.name)}: a value is missing, and none may be`, {
    file,
    field: column.name,
  });
}

function isConstant({ config, inputs }: Feature): boolean {
  if (config.indicator) return false;
  if (config.kind === 'category') return isConstantCategory(config, inputs.length);
  return config.range !== null && config.range[0] === config.range[1];
}

/** One level, none but rare ones, or all equally frequent where nothing but that counts. */
function isConstantCategory({ known, encoding }: CategoryConfig, inputCount: number): boolean {
  if (known?.length === 1) return true;
  if (encoding.method === 'frequency') return encoding.shares.every((share) => share === encoding.shares[0]);
  return encoding.method === 'one-hot' && inputCount < 2;
}
