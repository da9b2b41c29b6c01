/**
 * Sources of networks that begin: on a set that is built in, or on a CSV file of which nothing is said.
 */
import { completeOptions } from '../../options/check-options.ts';
import { TRAINING_OPTIONS, type GivenTrainingOptions } from '../../training/training-options.ts';
import type { StudySetName } from '../sets/sets.ts';
import { encodeBase64 } from './base64.ts';
import type { StudyReading } from '../session/study-data.ts';
import { SOURCE_SCHEMA, sourceReading, type StudySource } from './study-source.ts';

/** A network small enough to see whole, which learns the sets within seconds. */
const SMALL = { hidden: [6, 4], learningRate: 0.01 } as const satisfies GivenTrainingOptions;

/** A file to learn from. */
export interface NewCsv {
  /** What errors and traces call it. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** That name it to other commands, and say how it is read. */
  readonly words: readonly string[];
  readonly reading?: StudyReading;
}

/** @throws UsageError for an option out of its range. */
export function setSource(set: StudySetName, given: GivenTrainingOptions = {}): StudySource {
  const options = completeOptions(TRAINING_OPTIONS, { ...SMALL, ...given }, 'study');
  return { schema: SOURCE_SCHEMA, data: { kind: 'set', set, reading: {} }, model: null, options, words: [] };
}

/**
 * @throws UsageError for an option out of its range.
 */
export function csvSource({ file, bytes, words, reading = {} }: NewCsv, given: GivenTrainingOptions = {}): StudySource {
  const options = completeOptions(TRAINING_OPTIONS, given, 'study');
  const data = { kind: 'csv', file, bytes: encodeBase64(bytes), reading: sourceReading(reading) } as const;
  return { schema: SOURCE_SCHEMA, data, model: null, options, words };
}
