/**
 * Scores rows given as objects, such as a server is sent or a page has in its form: `{ age: 42, plan: 'pro' }`.
 */
import type { Row } from '../data/records-from-rows.ts';
import type { Classifier } from '../model/classifier.ts';
import { requirePipeline, ROWS_HINT } from '../model/require-pipeline.ts';
import { NoveltyCounter, type Novelty } from '../preprocessing/novelty.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';

export interface RowScores {
  /** The most probable class of each row on the natural mix [n]. */
  readonly predictions: readonly string[];
  /** Class probabilities on the natural mix [n][k], in the order of the classifier's classes. */
  readonly probabilities: readonly (readonly number[])[];
  /** The same on the mix of the training [n][k]. */
  readonly balancedProbabilities: readonly (readonly number[])[];
  /** What the rows hold that training never saw. */
  readonly novelties: readonly Novelty[];
  /** Columns of the rows that the model doesn't read. */
  readonly ignored: readonly string[];
}

export class RowScorer {
  readonly #classifier: Classifier;
  readonly #pipeline: Pipeline;

  /** @throws FormatError E_MODEL_PIPELINE when the model was trained on bare arrays. */
  constructor(classifier: Classifier) {
    this.#classifier = classifier;
    this.#pipeline = requirePipeline(classifier, ROWS_HINT);
  }

  /**
   * Each row has all columns that the model reads; it needs no ID. What a cell may be is what it may be in a CSV file, as
   * a text or as a value: null and undefined are missing.
   *
   * @throws DataError for the first row that can't be scored, with its number, from 1, as line; see `Pipeline.encodeObjects`.
   */
  score(rows: readonly Row[]): RowScores {
    const { table, inputs } = this.#pipeline.encodeObjects(rows);
    const { classes } = this.#classifier;
    const { natural, training, predictions } = this.#classifier.score(inputs);
    const novelty = new NoveltyCounter(this.#pipeline);
    novelty.add(table);
    return {
      predictions: Array.from(predictions, (label) => classes[label]!),
      probabilities: natural.toRows(),
      balancedProbabilities: training.toRows(),
      novelties: novelty.novelties(),
      ignored: this.ignoredColumns(rows),
    };
  }

  private ignoredColumns(rows: readonly Row[]): string[] {
    const { featureNames, id, target } = this.#pipeline;
    const known = new Set([...featureNames, target, id]);
    return [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !known.has(name));
  }
}
