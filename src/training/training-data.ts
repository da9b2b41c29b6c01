/**
 * What a classifier is fitted on: prepared data, of which only the training rows are required.
 */
import type { Dataset } from '../preprocessing/dataset.ts';
import type { PreparedData } from '../preprocessing/prepared-data.ts';

export interface TrainingData extends Omit<PreparedData, 'validation' | 'test'> {
  /** If null, the loss of the training rows decides when to stop. */
  readonly validation: Dataset | null;
}
