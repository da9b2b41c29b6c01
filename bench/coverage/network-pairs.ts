/**
 * Pairs of networks that are compared: one of 16 hidden units and one without any, trained on the same customers.
 */
import type { Predictions } from '../../src/evaluation/judgement.ts';
import { completeOptions } from '../../src/options/check-options.ts';
import { foldTable, type FoldedTable } from '../../src/preprocessing/prepare-folds.ts';
import { predictFold } from '../../src/training/resampling/predict-fold.ts';
import { TRAINING_OPTIONS } from '../../src/training/training-options.ts';
import type { Population } from './population.ts';

const WAYS = [
  { name: '16 units', hidden: [16] },
  { name: 'none', hidden: [] },
] as const;

export class NetworkPairs {
  readonly #folded: FoldedTable;

  constructor({ table, schema }: Population, seed: string) {
    this.#folded = foldTable(table, schema, { seed, balance: 'none' }, { folds: 2, repeats: 1 }, 'customers');
  }

  /** The class numbers of rows. */
  targets(rows: Int32Array): Int32Array {
    return rows.map((row) => this.#folded.labels.targets[row]!);
  }

  /**
   * The predictions of both for rows that they haven't learned from.
   *
   * @param rest the rows to learn from
   */
  async predict(rest: Int32Array, test: Int32Array, seed: string): Promise<Predictions[]> {
    const predicted: Predictions[] = [];
    for (const { name, hidden } of WAYS) {
      const training = completeOptions(TRAINING_OPTIONS, { hidden, patience: 5 }, 'coverage');
      const { probabilities } = await predictFold(this.#folded, { repeat: 1, fold: 1, rest, test, seed }, training);
      predicted.push(named(name, probabilities));
    }
    return predicted;
  }
}

/** @param probabilities of two classes [n, 2] */
function named(name: string, probabilities: Float64Array): Predictions {
  const isOne = (_: unknown, row: number) => Number(probabilities[2 * row + 1]! > probabilities[2 * row]!);
  return { name, predictions: Int32Array.from({ length: probabilities.length / 2 }, isOne), probabilities };
}

/** The predictions for some of the rows, each as often as it is named. */
export function forRows({ name, probabilities }: Predictions, rows: Int32Array): Predictions {
  const kept = Float64Array.from({ length: 2 * rows.length }, (_, at) => probabilities[2 * rows[at >> 1]! + (at % 2)]!);
  return named(name, kept);
}

/** The predictions of several parts, one part after the other. */
export function joined(parts: readonly Predictions[]): Predictions {
  return named(parts[0]!.name, Float64Array.from(parts.flatMap(({ probabilities }) => [...probabilities])));
}
