/**
 * What a classifier is fitted on: prepared data of which the training rows alone are needed.
 */
import type { Dataset } from '../preprocessing/dataset.ts';
import type { PreparedData } from '../preprocessing/prepared-data.ts';

export interface TrainingData extends Omit<PreparedData, 'validation' | 'test'> {
  /** Null where the loss of the training rows decides when to stop. */
  readonly validation: Dataset | null;
}
