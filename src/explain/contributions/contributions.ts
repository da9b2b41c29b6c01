/**
 * What each column added to a customer's score, compared with the background: the mean over the background's rows of
 * integrated gradients (Sundararajan, Taly & Yan 2017) along the straight line from there, by column, computed exactly
 * from kink to kink. They add up: base + Σ effects = the customer's value, to rounding in float64.
 *
 * On request exact Shapley values of the same columns against the same background (Lundberg & Lee 2017, with the
 * expectation over the background: the interventional game).
 */
import { requireProperties } from '../../argument-checks.ts';
import type { Classifier } from '../../model/classifier.ts';
import { membersOf } from '../../nn/ensemble.ts';
import { requireColumns, type Tensor } from '../../tensor/tensor.ts';
import type { Background, ExplainedOutput } from '../explanation-document.ts';
import { inputColumns } from '../input-columns.ts';
import { dot, explainedScore, type ExplainedOptions, type ExplainedScore } from './explained-score.ts';
import { LineMeasure } from './line-measure.ts';
import { NetworkLines } from './network-lines.ts';
import { reluNetwork } from './relu-network.ts';
import { CoalitionGame, requireFewColumns, shapleyValues } from './shapley.ts';
import { sigmoid } from './sigmoid.ts';

export interface ContributionsOptions extends ExplainedOptions {
  /** Encoded inputs [b, d] to compare with; those of the model where left out. */
  readonly background?: Tensor | null | undefined;
}

export interface RowContributions {
  /** The explained number of the row: base + Σ effects. */
  readonly value: number;
  /** The probability of the explained class on the natural mix. */
  readonly probability: number;
  /** What each column added, in the order of `columns` [m]. */
  readonly effects: Float64Array;
}

export class Contributions {
  readonly explained: ExplainedOutput;
  readonly background: Background;
  /** The names of the columns [m]. */
  readonly columns: readonly string[];
  readonly #starts: readonly number[];
  readonly #score: ExplainedScore;
  readonly #rows: readonly Float64Array[];
  readonly #networks: readonly NetworkLines[];
  readonly #measure: LineMeasure;
  readonly #moves: Float64Array;

  /**
   * @throws RangeError for a model without background rows when none are given, for a layer of your own, and as
   *   `explainedScore` does.
   */
  constructor(
    classifier: Pick<
      Classifier,
      'network' | 'output' | 'classes' | 'priors' | 'calibration' | 'pipeline' | 'background'
    >,
    options: ContributionsOptions = {},
  ) {
    requireProperties('Contributions', 'classifier', classifier, 'network', 'output', 'classes', 'priors', 'pipeline');
    const background = options.background ?? classifier.background;
    if (background === null || background.rows === 0) {
      throw new RangeError('Contributions: the model keeps no background rows to compare with: give background');
    }
    const { network } = classifier;
    requireColumns('Contributions', 'background', background, network.inputDim);
    const { names, starts } = inputColumns(classifier);
    this.columns = names;
    this.#starts = starts;
    this.#score = explainedScore(classifier, options);
    this.#rows = background.toRows().map((row) => Float64Array.from(row));
    const members = membersOf(network);
    const weights = this.#score.weights.map((weight) => weight / members.length);
    this.#networks = members.map((member) => new NetworkLines(reluNetwork(member), weights, this.#rows));
    this.#measure = new LineMeasure(members.length);
    this.#moves = new Float64Array(network.inputDim);
    this.explained = this.#score.output;
    this.background = this.#describeBackground();
  }

  /** The mean of the explained number over the background. */
  get base(): number {
    return this.background.base;
  }

  /** The probability that belongs to the base. */
  get baseProbability(): number {
    return this.background.baseProbability;
  }

  /**
   * Integrated gradients of each row.
   *
   * @param inputs encoded rows [n, d]
   */
  explain(inputs: Tensor): RowContributions[] {
    return this.#eachRow(inputs, (x) => this.#integrate(x));
  }

  /**
   * Exact Shapley values of each row: the mean, over all orders in which columns could take the customer's value instead
   * of the background row's, of what a column adds when its turn comes.
   *
   * @param inputs encoded rows [n, d]
   * @throws RangeError for more than 12 columns.
   */
  shapley(inputs: Tensor): RowContributions[] {
    requireFewColumns(this.columns.length);
    const game = new CoalitionGame(
      this.#networks.map(({ maps }) => maps),
      this.#starts,
      this.#rows,
      (logit) => this.#onScale(logit + this.#score.intercept),
    );
    return this.#eachRow(inputs, (x) => shapleyValues(game.values(x), this.columns.length));
  }

  #eachRow(inputs: Tensor, effectsOf: (x: Float64Array) => Float64Array): RowContributions[] {
    requireColumns('Contributions', 'inputs', inputs, this.#moves.length);
    return Array.from({ length: inputs.rows }, (_, row) => {
      const x = Float64Array.from(inputs.slice(row, row + 1).data);
      const logits = this.#logits(x);
      return { value: this.#valueOf(logits), probability: this.#score.probability(logits), effects: effectsOf(x) };
    });
  }

  #integrate(x: Float64Array): Float64Array {
    const effects = new Float64Array(this.columns.length);
    for (const network of this.#networks) network.leadTo(x);
    for (const [row, b] of this.#rows.entries()) {
      for (let i = 0; i < x.length; i++) this.#moves[i] = x[i]! - b[i]!;
      for (const network of this.#networks) network.walk(row);
      const isLogit = this.explained.scale !== 'probability';
      const end = isLogit ? 1 : this.#measure.measure(this.#networks, this.#score.intercept);
      for (const [m, network] of this.#networks.entries()) {
        const measures = isLogit ? network.kinks.times : this.#measure.measures[m]!;
        network.addEffects(row, measures, end, this.#moves, this.#starts, effects);
      }
    }
    return effects.map((effect) => effect / this.#rows.length);
  }

  /** The mean of the networks' logits [u]. */
  #logits(x: Float64Array): Float64Array {
    return meanOf(this.#networks.map((network) => network.logits(x)));
  }

  #valueOf(logits: Float64Array): number {
    return this.#onScale(dot(this.#score.weights, logits) + this.#score.intercept);
  }

  #onScale(logit: number): number {
    return this.explained.scale === 'probability' ? sigmoid(logit) : logit;
  }

  #describeBackground(): Background {
    const logits = this.#rows.map((row) => this.#logits(row));
    const base = logits.reduce((sum, row) => sum + this.#valueOf(row), 0) / logits.length;
    const isProbability = this.explained.scale === 'probability';
    const baseProbability = isProbability ? base : this.#score.probability(meanOf(logits));
    return { rows: logits.length, base, baseProbability };
  }
}

function meanOf(rows: readonly Float64Array[]): Float64Array {
  return rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length);
}
