/**
 * What a study begins with: rows, a trained network or none, and options. All of it can be sent to a worker.
 */
import type { FeatureType } from '../../data/notation/column-evidence.ts';
import type { CsvColumns } from '../../data/read-table.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import type { PipelineConfig } from '../../preprocessing/pipeline.ts';
import type { GivenTrainingOptions } from '../../training/training-options.ts';
import type { StoredNetwork } from '../session/copy-network.ts';
import type { StudyReading } from '../session/study-data.ts';
import type { StudyOrigin } from '../session/study.ts';
import type { StudySetName } from '../sets/sets.ts';

export interface Opening {
  readonly data: OpeningData;
  /** Left out for a fresh network. */
  readonly network?: OpeningNetwork | undefined;
  readonly training: GivenTrainingOptions;
}

export type OpeningData = OpeningSet | OpeningCsv | OpeningArrays;

/** One of the sets that are built in. */
interface OpeningSet {
  readonly kind: 'set';
  readonly name: StudySetName;
  /** How it is prepared; as `train` does where left out. */
  readonly reading?: OpeningReading;
}

export interface OpeningCsv {
  readonly kind: 'csv';
  /** What errors and traces call it. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** How it is read, or the model that says it: for a file that the model was not trained on. */
  readonly reading: OpeningReading | ModelReading;
}

/** Rows that are encoded already. */
export interface OpeningArrays {
  readonly kind: 'arrays';
  readonly file: string;
  /** Of the file. */
  readonly sha256: string;
  /** [n, d], row by row. */
  readonly inputs: Float32Array;
  /** Class numbers [n], −1 where unknown. */
  readonly targets: Int32Array;
  readonly classes: readonly string[];
  readonly ids: readonly string[] | null;
  /** Left out where these are not the rows that the network has learned from. */
  readonly lessons?: OpeningLessons;
}

/** What a network that learns on from its own rows needs beside them. */
export interface OpeningLessons extends Pick<PreparedData, 'priors' | 'heldOutMix' | 'balance'> {
  /** The rows that it is watched on, laid out as those that it learns from. */
  readonly validation: Pick<OpeningArrays, 'inputs' | 'targets'>;
}

/** What is left out is found from the cells. Column types are a list, for JSON has no maps. */
export interface OpeningReading extends Omit<StudyReading, 'columns'> {
  readonly columns?: Omit<CsvColumns, 'known'>;
  readonly types?: readonly { readonly name: string; readonly type: FeatureType }[];
}

/** The way of a model from columns to inputs, and its classes. */
export interface ModelReading {
  readonly pipeline: PipelineConfig;
  readonly classes: readonly string[];
}

/** A trained network. */
export interface OpeningNetwork extends StoredNetwork {
  readonly origin: Extract<StudyOrigin, { kind: 'model' }>;
}

/** For the sets: a network small enough to be seen whole, which learns within seconds. */
export const SET_TRAINING = { hidden: [6, 4], learningRate: 0.01 } as const satisfies GivenTrainingOptions;
