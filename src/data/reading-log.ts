/**
 * What the reading of a file found out and has to tell: what it inferred from the cells, a line each, and what is wrong
 * with the file. Faults are collected, so that all of them come at once.
 */
import type { DataError } from '../errors.ts';
import type { Setting, Text } from '../setting.ts';

/** What was inferred. */
export type InferenceKind =
  | 'encoding'
  | 'delimiter'
  | 'skipped lines'
  | 'header'
  | 'names'
  | 'index'
  | 'decimal'
  | 'thousands'
  | 'unit'
  | 'dates'
  | 'kinds'
  | 'codes'
  | 'left out'
  | 'id'
  | 'labels'
  | 'rows without a label';

/** A decision that the file's cells prove and nobody took. */
export interface Inference {
  readonly kind: InferenceKind;
  /** One line: what was decided, and what proves it. */
  readonly text: Text;
  /** The options that say the same: with them nothing is left to infer. */
  readonly settings: readonly Setting[];
  /** The column concerned. */
  readonly field?: string;
}

/** Faults beyond these are counted only. */
const MOST_KEPT_FAULTS = 20;

export class ReadingLog {
  readonly inferences: Inference[] = [];
  /** The first faults, in the order in which they were found. */
  readonly faults: DataError[] = [];
  /** All faults, those that aren't kept included. */
  faultCount = 0;

  infer(inference: Inference): void {
    this.inferences.push(inference);
  }

  fault(error: DataError): void {
    this.faultCount++;
    if (this.faults.length < MOST_KEPT_FAULTS) this.faults.push(error);
  }
}
