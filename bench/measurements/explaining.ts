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
    table.rows.push(...toRows(nameOf(classifier), inputs.rows, measurements));
  }
  return table;
}

function candidatesOf(classifier: Classifier, inputs: Tensor): Explaining[] {
  const [logit, probability] = [new Contributions(classifier), new Contributions(classifier, { scale: 'probability' })];
  const byKinks = (contributions: Contributions) => () => contributions.explain(inputs).map(({ effects }) => effects);
  return [
    new Explaining(`${MIDPOINTS} midpoints`, inputs, logit, COARSE, () => byMidpoints(classifier, inputs)),
    new Explaining('exact', inputs, logit, EXACT, byKinks(logit)),
    new Explaining('exact, probability', inputs, probability, EXACT, byKinks(probability)),
    new Explaining('exact Shapley', inputs, logit, EXACT, () => logit.shapley(inputs).map(({ effects }) => effects)),
  ];
}

/** Such as `5 × 69-48-48-48-2`. */
function nameOf({ network }: Classifier): string {
  const members = membersOf(network);
  const widths = members[0]!.layers.flatMap(({ kind }, l) => (kind === 'dense' ? [members[0]!.outputDims[l]!] : []));
  return `${members.length === 1 ? '' : `${members.length} × `}${[network.inputDim, ...widths].join('-')}`;
}

/** One way to explain, and what it said last. */
export class Explaining implements Candidate {
  readonly name: string;
  readonly #base: number;
  readonly #values: readonly number[];
  readonly #tolerance: number;
  readonly #explain: () => readonly Float64Array[];
  #last: readonly Float64Array[] = [];

  /** @param tolerance of base and contributions together */
  constructor(
    name: string,
    inputs: Tensor,
    contributions: Contributions,
    tolerance: number,
    explain: () => readonly Float64Array[],
  ) {
    this.name = name;
    this.#base = contributions.base;
    this.#values = contributions.explain(inputs).map(({ value }) => value);
    this.#tolerance = tolerance;
    this.#explain = explain;
  }

  prepare(): void {
    this.#last = [];
  }

  run(): void {
    this.#last = this.#explain();
  }

  /** @throws Error when the contributions that were computed last don't add up. */
  check(): void {
    for (const [row, value] of this.#values.entries()) {
      const off = Math.abs((this.#last[row]?.reduce((sum, effect) => sum + effect, this.#base) ?? Infinity) - value);
      if (!(off <= this.#tolerance)) throw new Error(`${this.name}: the contributions of row ${row} are off by ${off}`);
    }
  }
}

/** Integrated gradients [n][d]: a batch is one midpoint of the lines from all background rows. */
function byMidpoints(classifier: Classifier, inputs: Tensor): Float64Array[] {
  const { data: background, rows: b, columns: d } = classifier.background!;
  const members = membersOf(classifier.network);
  const [batch, dLogits] = [Tensor.zeros(b, d), Tensor.zeros(b, 2)];
  dLogits.data.forEach((_, i, data) => (data[i] = (i % 2 === 1 ? 1 : -1) / members.length));
  return Array.from({ length: inputs.rows }, (_, row) => {
    const x = inputs.slice(row, row + 1).data;
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
  });
}
