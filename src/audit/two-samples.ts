/**
 * Are two samples of rows alike? They are when nothing tells them apart (Lopez-Paz & Oquab 2017): no column by itself
 * and no small network, by the area under the ROC curve on rows that it hasn't seen.
 */
import { rocAucScore } from '../evaluation/metrics.ts';
import { Adam } from '../nn/optimizers/adam.ts';
import { Dense } from '../nn/layers/dense.ts';
import { ReLU } from '../nn/layers/relu.ts';
import { BinaryCrossentropy } from '../nn/losses/sigmoid-crossentropy.ts';
import { reserveMemory } from '../nn/reserve-memory.ts';
import { Sequential } from '../nn/sequential.ts';
import { trainStep } from '../nn/train-step.ts';
import { StandardScaler } from '../preprocessing/features/standard-scaler.ts';
import type { Random } from '../random.ts';
import { Tensor } from '../tensor/tensor.ts';
import { Batches } from '../training/batches.ts';
import type { AuditedColumn } from './audited-data.ts';
import { areaOfCounts } from '../evaluation/curves.ts';
import { areaDeviation } from './surprise.ts';

/** What the network reads at most: the columns that differ most in the rows it learns from, and rows drawn at random. */
const MOST_COLUMNS = 64;
const MOST_ROWS = 8000;

const UNITS = 12;
const EPOCHS = 12;
const BATCH_SIZE = 64;
const LEARNING_RATE = 0.02;

/** How well a column ranks the rows of the first sample above the others; 0.5 where one of them is empty. */
export function areaOfColumn({ codes, counts }: AuditedColumn, rows: Int32Array, isFirst: Uint8Array): number {
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
 * Each half of the rows is scored by a network that was trained on the other one.
 *
 * @returns the mean area of both halves, its standard deviation if the samples are alike, and how many rows took part
 */
export function areaOfNetwork(
  features: readonly AuditedColumn[],
  rows: Int32Array,
  isFirst: Uint8Array,
  random: Random,
): { area: number; deviation: number; rows: number } {
  const places = random.shuffle(Int32Array.from(rows.keys())).subarray(0, MOST_ROWS);
  const half = Math.floor(places.length / 2);
  const halves = [places.subarray(0, half), places.subarray(half)].map((part) => ({
    rows: part.map((place) => rows[place]!),
    isFirst: Uint8Array.from(part, (place) => isFirst[place]!),
  })) as [Sample, Sample];
  const areas = [
    areaOnUnseen(features, halves[0], halves[1], random),
    areaOnUnseen(features, halves[1], halves[0], random),
  ] as const;
  const count = places.reduce((sum, place) => sum + isFirst[place]!, 0);
  return {
    area: (areas[0] + areas[1]) / 2,
    // The area of half of the rows varies √2 as much as that of all rows would; the mean of two halves, as much.
    deviation: areaDeviation(Math.max(1, count), Math.max(1, places.length - count)),
    rows: places.length,
  };
}

interface Sample {
  readonly rows: Int32Array;
  readonly isFirst: Uint8Array;
}

function areaOnUnseen(features: readonly AuditedColumn[], seen: Sample, unseen: Sample, random: Random): number {
  const chosen = mostDifferent(features, seen).map(rankedColumn);
  const scaler = StandardScaler.fit(chosen, seen.rows);
  const standardised = ({ rows }: Sample) => {
    const inputs = Tensor.zeros(rows.length, chosen.length);
    scaler.transform(chosen, rows, inputs);
    return inputs;
  };
  const network = trainedNetwork(standardised(seen), Int32Array.from(seen.isFirst), unseen.rows.length, random);
  return rocAucScore(unseen.isFirst, network.forward(standardised(unseen)).data) ?? 0.5;
}

function mostDifferent(features: readonly AuditedColumn[], { rows, isFirst }: Sample): readonly AuditedColumn[] {
  if (features.length <= MOST_COLUMNS) return features;
  const differences = new Map(
    features.map((feature) => [feature, Math.abs(areaOfColumn(feature, rows, isFirst) - 0.5)] as const),
  );
  return features.toSorted((a, b) => differences.get(b)! - differences.get(a)!).slice(0, MOST_COLUMNS);
}

/** Ranks in place of values, so that heavy tails do no harm; a missing cell counts as the middle. */
function rankedColumn({ codes, counts }: AuditedColumn): Float64Array {
  const ranks = new Float64Array(counts.length);
  let before = 0;
  for (const [code, count] of counts.entries()) {
    ranks[code] = before + count / 2;
    before += count;
  }
  return Float64Array.from(codes, (code) => (code < 0 ? before / 2 : ranks[code]!));
}

/** @param rows that will be scored at once */
function trainedNetwork(inputs: Tensor, targets: Int32Array, rows: number, random: Random): Sequential {
  const network = new Sequential([new Dense({ units: UNITS }), new ReLU(), new Dense({ units: 1 })], {
    inputDim: inputs.columns,
    random,
  });
  const learner = { network, loss: new BinaryCrossentropy(), optimizer: new Adam({ learningRate: LEARNING_RATE }) };
  reserveMemory({ ...learner, rows: Math.max(rows, BATCH_SIZE) });
  const batches = new Batches(network, { inputs, targets }, BATCH_SIZE);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    batches.shuffle(random);
    for (let batch = 1; batch <= batches.count; batch++) trainStep(learner, batches.read(batch));
  }
  return network;
}
