/**
 * What a study begins with: rows, a trained network or none, and options; as JSON, so that it can lie in a page. Bytes are
 * in base64.
 */
import type { CsvColumns } from '../../data/read-table.ts';
import type { KnownColumn } from '../../data/schema.ts';
import type { CsvOptions } from '../../data/table-options.ts';
import type { GivenPrepareOptions } from '../../preprocessing/preparation-options.ts';
import type { TrainingOptions } from '../../training/training-options.ts';
import type { StudyReading } from '../session/study-data.ts';
import type { StudySetName } from '../sets/sets.ts';

export const SOURCE_SCHEMA = 'glassnet.study-source/1';

export interface StudySource {
  readonly schema: typeof SOURCE_SCHEMA;
  readonly data: SourceData;
  /** Null for a network that begins. */
  readonly model: SourceModel | null;
  /** Of the training that made the network, or that is to come. */
  readonly options: TrainingOptions;
  /** The words that name file and model to other commands, and say how the file is read; none for a set. */
  readonly words: readonly string[];
}

export type SourceData = SourceSet | SourceCsv | SourceArrays;

/** One of the sets that are built in. */
export interface SourceSet {
  readonly kind: 'set';
  readonly set: StudySetName;
  readonly reading: SourceReading;
}

export interface SourceCsv {
  readonly kind: 'csv';
  /** What errors and traces call it. */
  readonly file: string;
  readonly bytes: string;
  /** How it is read and prepared; null for another file than that of the model's training, which is read as the model says. */
  readonly reading: SourceReading | null;
}

/** For a model that knows no columns. */
export interface SourceArrays {
  readonly kind: 'arrays';
  readonly file: string;
  /** Of the file. */
  readonly sha256: string;
  /** d, the numbers in a row. */
  readonly columns: number;
  /** Float32 [n, d], little-endian. */
  readonly inputs: string;
  /** Class numbers [n]. */
  readonly targets: readonly number[];
}

export interface SourceModel {
  readonly file: string;
  /** Of model.safetensors. */
  readonly bytes: string;
  /** Which of its networks, from 1. */
  readonly member: number;
}

/** A reading without maps, which JSON does not have. */
export interface SourceReading {
  readonly csv?: Partial<CsvOptions>;
  readonly columns?: Omit<CsvColumns, 'known'> & { readonly known: readonly (readonly [string, KnownColumn])[] };
  readonly preparation?: GivenPrepareOptions;
}

export function sourceReading({ csv = {}, columns = {}, preparation = {} }: StudyReading): SourceReading {
  return { csv, columns: { ...columns, known: [...(columns.known ?? [])] }, preparation };
}

export function studyReading({ columns, ...others }: SourceReading): StudyReading {
  return columns === undefined ? others : { ...others, columns: { ...columns, known: new Map(columns.known) } };
}
