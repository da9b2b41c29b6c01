/**
 * What each column added to the score of a customer, against all background rows of a trained model: exactly, from kink to
 * kink, and as the baseline by 50 midpoints a line, with the network's own forward and backward passes.
 */
import { Contributions } from '../../src/explain/contributions/contributions.ts';
import { train, type TrainOptions } from '../../src/facade/train.ts';
import type { Classifier } from '../../src/model/classifier.ts';
import { membersOf } from '../../src/nn/ensemble.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { toRows, type BenchTable } from '../writing/table.ts';
import { openCsvFile } from './csv.ts';
import { measure, type Candidate, type Effort } from './measure.ts';

const CUSTOMERS = 10;
const MIDPOINTS = 50;
/** What base and contributions together may be off by; those of midpoints, a little less than all that they say. */
const EXACT = 1e-6;
const COARSE = 0.5;

/** The models that are explained: the reference network, and five networks of three layers with 69 inputs. */
export const EXPLAINED: readonly TrainOptions[] = [{ preset: 'plain', hidden: [50, 50] }, { preset: 'best' }];

/** @throws SystemError when the file can't be read; Error when contributions don't add up. */
export async function benchExplaining(
  path: string,
  models: readonly TrainOptions[],
  effort: Effort,
): Promise<BenchTable> {
  const { cells } = await openCsvFile(path);
  const [header, ...records] = cells as [readonly string[], ...(readonly string[])[]];
  const every = Math.floor(records.length / CUSTOMERS);
  const customers = records
    .filter((_, i) => i % every === 0)
    .map((record) => Object.fromEntries(header.map((name, j) => [name, record[j]!])));
  const csv = new TextEncoder().encode(cells.map((record) => record.join(',')).join('\n'));
  const table: BenchTable = {
    title: 'Contributions of a customer, 64 background rows',
    unit: 'rows/s',
    lead: 'rate',
    rows: [],
  };
  for (const options of models) {
    const { classifier } = await train(csv, options);
    const { inputs } = classifier.pipeline!.encodeObjects(customers);
    const candidates = candidatesOf(classifier, inputs);
    const measurements = await measure(candidates, effort);
    for (const candidate of candidates) candidate.check();
    table.rows.push(...toRows(nameOf(classifier), 1, measurements));
  }
  return table;
}

function candidatesOf(classifier: Classifier, inputs: Tensor): Explaining[] {
  const [logit, probability] = [new Contributions(classifier), new Contributions(classifier, { scale: 'probability' })];
  const byKinks = (contributions: Contributions) => (x: Tensor) => contributions.explain(x)[0]!.effects;
  return [
    new Explaining(`${MIDPOINTS} midpoints`, inputs, logit, COARSE, (x) => byMidpoints(classifier, x.data)),
    new Explaining('exact', inputs, logit, EXACT, byKinks(logit)),
    new Explaining('on probability', inputs, probability, EXACT, byKinks(probability)),
    new Explaining('Shapley', inputs, logit, EXACT, (x) => logit.shapley(x)[0]!.effects),
  ];
}

/** Such as `5 × 69-48-48-48-2`. */
function nameOf({ network }: Classifier): string {
  const members = membersOf(network);
  const widths = members[0]!.layers.flatMap(({ kind }, l) => (kind === 'dense' ? [members[0]!.outputDims[l]!] : []));
  return `${members.length === 1 ? '' : `${members.length} × `}${[network.inputDim, ...widths].join('-')}`;
}

/** One way to explain: a call is about one customer, the next one is about the next. */
export class Explaining implements Candidate {
  readonly name: string;
  readonly #inputs: Tensor;
  readonly #base: number;
  readonly #values: readonly number[];
  readonly #tolerance: number;
  readonly #explain: (x: Tensor) => Float64Array;
  #calls = 0;
  /** Of each customer that was explained. */
  readonly #effects = new Map<number, Float64Array>();

  /**
   * @param tolerance of base and contributions together
   * @param explain contributions of one row [1, d]
   */
  constructor(
    name: string,
    inputs: Tensor,
    contributions: Contributions,
    tolerance: number,
    explain: (x: Tensor) => Float64Array,
  ) {
    this.name = name;
    this.#inputs = inputs;
    this.#base = contributions.base;
    this.#values = contributions.explain(inputs).map(({ value }) => value);
    this.#tolerance = tolerance;
    this.#explain = explain;
  }

  run(): void {
    const row = this.#calls++ % this.#inputs.rows;
    this.#effects.set(row, this.#explain(this.#inputs.slice(row, row + 1)));
  }

  /** @throws Error when nobody was explained, or contributions don't add up. */
  check(): void {
    if (this.#effects.size === 0) throw new Error(`${this.name}: no row was explained`);
    for (const [row, effects] of this.#effects) {
      const off = Math.abs(effects.reduce((sum, effect) => sum + effect, this.#base) - this.#values[row]!);
      if (!(off <= this.#tolerance)) throw new Error(`${this.name}: the contributions of row ${row} are off by ${off}`);
    }
  }
}

/** Integrated gradients of x [d]: a batch is one midpoint of the lines from all background rows. */
function byMidpoints(classifier: Classifier, x: Float32Array): Float64Array {
  const { data: background, rows: b, columns: d } = classifier.background!;
  const members = membersOf(classifier.network);
  const [batch, dLogits] = [Tensor.zeros(b, d), Tensor.zeros(b, 2)];
  dLogits.data.forEach((_, i, data) => (data[i] = (i % 2 === 1 ? 1 : -1) / members.length));
  const effects = new Float64Array(d);
  for (let step = 0; step < MIDPOINTS; step++) {
    const t = (step + 0.5) / MIDPOINTS;
    for (let i = 0; i < background.length; i++) batch.data[i] = background[i]! + t * (x[i % d]! - background[i]!);
    for (const member of members) {
      member.forward(batch);
      const dX = member.backward(dLogits, { inputGradient: true })!.data;
      for (let i = 0; i < dX.length; i++) effects[i % d]! += dX[i]! * (x[i % d]! - background[i]!);
    }
  }
  return effects.map((effect) => effect / (b * MIDPOINTS));
}
