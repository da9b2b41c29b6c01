/**
 * Are two samples of rows alike? They are if nothing tells them apart (Lopez-Paz & Oquab 2017): no single column, and
 * no small network, by the area under the ROC curve on rows that it hasn't seen.
 */
import { Dense } from '../nn/layers/dense.ts';
import { ReLU } from '../nn/layers/relu.ts';
import { SparseCategoricalCrossentropy } from '../nn/losses/softmax-crossentropy.ts';
import { Adam } from '../nn/optimizers/adam.ts';
import { reserveTrainingMemory } from '../nn/reserve-memory.ts';
import { Sequential } from '../nn/sequential.ts';
import { trainStep } from '../nn/train-step.ts';
import { areaOfCounts } from '../evaluation/curves.ts';
import type { Random } from '../random.ts';
import { Tensor } from '../tensor/tensor.ts';
import { centredRanks, numberColumn, type AuditedColumn } from './audited-data.ts';
import { areaDeviation } from './surprise.ts';

/** The most that the network reads: the columns that differ most in its training rows, and rows drawn at random. */
const MOST_COLUMNS = 64;
const MOST_ROWS = 8000;

const UNITS = 12;
const EPOCHS = 12;
const BATCHES = 8;
const LEARNING_RATE = 0.08;

/** Rows, and which of them are in the first sample. */
interface Sample {
  readonly rows: Int32Array;
  /** 1 or 0 [n] */
  readonly isFirst: Int32Array;
}

/** How well a column ranks the rows of the first sample above the others; 0.5 if either is empty. */
export function areaOfColumn({ codes, counts }: AuditedColumn, { rows, isFirst }: Sample): number {
  const all = new Int32Array(counts.length);
  const first = new Int32Array(counts.length);
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    if (code < 0) continue;
    all[code]!++;
    first[code]! += isFirst[i]!;
  }
  return areaOfCounts(first, all) ?? 0.5;
}

/**
 * Each half of the rows is scored by a network trained on the other half.
 *
 * @returns the mean area of both halves, its standard deviation if the samples are alike, and the number of rows used
 */
export function areaOfNetwork(
  features: readonly AuditedColumn[],
  sample: Sample,
  random: Random,
): { area: number; deviation: number; rows: number } {
  const places = random.shuffle(Int32Array.from(sample.rows.keys())).subarray(0, MOST_ROWS);
  const middle = Math.floor(places.length / 2);
  const [one, other] = [places.subarray(0, middle), places.subarray(middle)].map((half) => ({
    rows: half.map((place) => sample.rows[place]!),
    isFirst: half.map((place) => sample.isFirst[place]!),
  })) as [Sample, Sample];
  const areas = [areaOnUnseen(features, one, other, random), areaOnUnseen(features, other, one, random)] as const;
  const count = places.reduce((sum, place) => sum + sample.isFirst[place]!, 0);
  return {
    area: (areas[0] + areas[1]) / 2,
    // The area of half of the rows varies √2 times as much as that of all rows; the mean of two halves varies equally.
    deviation: areaDeviation(Math.max(1, count), Math.max(1, places.length - count)),
    rows: places.length,
  };
}

function areaOnUnseen(features: readonly AuditedColumn[], seen: Sample, unseen: Sample, random: Random): number {
  const chosen = mostDifferent(features, seen);
  const network = trainedNetwork(rankedRows(chosen, seen.rows), seen.isFirst, unseen.rows.length, random);
  const logits = network.forward(rankedRows(chosen, unseen.rows)).data;
  const scores = new Float64Array(unseen.rows.length);
  for (let i = 0; i < scores.length; i++) scores[i] = logits[2 * i + 1]! - logits[2 * i]!;
  return areaOfColumn(numberColumn('score', scores), { ...unseen, rows: Int32Array.from(scores.keys()) });
}

function mostDifferent(features: readonly AuditedColumn[], seen: Sample): readonly AuditedColumn[] {
  if (features.length <= MOST_COLUMNS) return features;
  const differences = new Map(features.map((feature) => [feature, Math.abs(areaOfColumn(feature, seen) - 0.5)]));
  return features.toSorted((a, b) => differences.get(b)! - differences.get(a)!).slice(0, MOST_COLUMNS);
}

/** Standardised ranks instead of values, so heavy tails do no harm [n, d]. */
function rankedRows(features: readonly AuditedColumn[], rows: Int32Array): Tensor {
  const inputs = Tensor.zeros(rows.length, features.length);
  for (const [j, { codes, ...feature }] of features.entries()) {
    const ranks = standardisedRanks(feature);
    for (let i = 0; i < rows.length; i++) {
      const code = codes[rows[i]!]!;
      // A missing cell counts as the middle, 0.
      if (code >= 0) inputs.data[i * features.length + j] = ranks[code]!;
    }
  }
  return inputs;
}

/** The mean rank of each distinct value among all rows of the column, standardised. */
function standardisedRanks(column: Pick<AuditedColumn, 'counts' | 'presentCount'>): Float64Array {
  const { ranks, squares } = centredRanks(column);
  const deviation = Math.sqrt(squares / column.presentCount);
  return ranks.map((rank) => rank / deviation);
}

/**
 * The rows are already in random order, so each epoch takes them in that order.
 *
 * @param rows to be scored at once
 */
function trainedNetwork(inputs: Tensor, targets: Int32Array, rows: number, random: Random): Sequential {
  const network = new Sequential([new Dense({ units: UNITS }), new ReLU(), new Dense({ units: 2 })], {
    inputDim: inputs.columns,
    random,
  });
  const loss = new SparseCategoricalCrossentropy();
  const learner = { network, loss, optimizer: new Adam({ learningRate: LEARNING_RATE }) };
  const batchSize = Math.ceil(targets.length / BATCHES);
  reserveTrainingMemory(learner, Math.max(rows, batchSize));
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let start = 0; start < targets.length; start += batchSize) {
      const end = Math.min(start + batchSize, targets.length);
      trainStep(learner, { inputs: inputs.slice(start, end), targets: targets.subarray(start, end) });
    }
  }
  return network;
}
