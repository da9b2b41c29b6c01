/**
 * What a network should do while it learns: learn a few rows by heart, find nothing where there is nothing, move its
 * weights by a thousandth a step, and keep its units alive.
 */
import type { LayerConfig } from '../../nn/layers/layer-config.ts';
import type { Learner } from '../../nn/learner.ts';
import { gatherRows } from '../../tensor/operations.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { classCounts, type Dataset } from '../../preprocessing/dataset.ts';
import { createRandom } from '../../random.ts';
import { judged, type Finding } from './judged.ts';
import { lossOn, startTrial, train, type Trial } from './trial-network.ts';

const BY_HEART = 20;
const BY_HEART_STEPS = 1000;
const BATCH = 32;
/** Ten times the usual step size: a trial is to be short. */
const FAST = 0.01;

/** Twenty rows, again and again, without penalty and dropout. */
export function learnByHeart(trial: Trial, rows: Dataset): Finding {
  const few = firstDistinct(rows, BY_HEART);
  const layers = trial.layers.filter(({ kind }) => kind !== 'dropout').map(withoutPenalty);
  const optimizer = { ...trial.optimizer, learningRate: FAST, weightDecay: 0 };
  const learner = startTrial({ ...trial, layers, optimizer });
  train(learner, few, { steps: BY_HEART_STEPS, batchSize: BY_HEART });
  return judged(`loss of ${few.targets.length} rows by heart`, lossOn(learner, few), { to: 0.01 }, { to: 0.1 });
}

function withoutPenalty(layer: LayerConfig): LayerConfig {
  return layer.kind === 'dense' ? { ...layer, l2: 0 } : layer;
}

/** The first rows that differ in their inputs: no network tells equal rows apart. */
function firstDistinct({ inputs, targets }: Dataset, most: number): Dataset {
  const seen = new Set<string>();
  const rows: number[] = [];
  for (let row = 0; row < targets.length && rows.length < most; row++) {
    const text = inputs.slice(row, row + 1).data.join();
    if (seen.has(text)) continue;
    seen.add(text);
    rows.push(row);
  }
  return take({ inputs, targets }, Int32Array.from(rows));
}

function take({ inputs, targets }: Dataset, rows: Int32Array): Dataset {
  const taken = Tensor.zeros(rows.length, inputs.columns);
  gatherRows(inputs, rows, taken);
  return { inputs: taken, targets: rows.map((row) => targets[row]!) };
}

const SHUFFLED_EPOCHS = 15;

/**
 * With the answers shuffled among all rows, inputs tell nothing: the best that can be said is each class's share, and the
 * loss of that is the entropy of the classes, a tenth more or less. The losses of single rows vary by about 1, so that
 * their mean over n rows varies by 1/√n. A lower loss on rows that were not learned from means that answers leak in.
 */
export function learnShuffled(trial: Trial, rows: Dataset, validation: Dataset, classCount: number): Finding {
  const random = createRandom(trial.seed, 'shuffled labels');
  const all = random.shuffle(Int32Array.from([...rows.targets, ...validation.targets]));
  const n = rows.targets.length;
  const shuffled = { inputs: rows.inputs, targets: all.slice(0, n) };
  const held = { inputs: validation.inputs, targets: all.slice(n) };
  const learner = startTrial({ ...trial, optimizer: { ...trial.optimizer, learningRate: FAST } });
  const steps = Math.ceil(n / BATCH);
  let best = lossOn(learner, held);
  const afterStep = (step: number) => {
    if (step % steps === 0) best = Math.min(best, lossOn(learner, held));
  };
  train(learner, shuffled, { steps: SHUFFLED_EPOCHS * steps, batchSize: BATCH, afterStep });
  const entropy = entropyOf(classCounts(held.targets, classCount));
  const slack = entropy / 10 + 1 / Math.sqrt(held.targets.length);
  const within = (wide: number) => ({ from: Math.max(0, entropy - wide), to: entropy + wide });
  return judged('loss of shuffled labels', best, within(slack), within(2 * slack));
}

/** −Σ p·ln p */
function entropyOf(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return -counts.reduce((sum, count) => (count === 0 ? sum : sum + (count / total) * Math.log(count / total)), 0);
}

const STEPS = 100;

/** Of a training of 100 steps: the steps of its second half beside the weights, and the units that never open. */
export function watchSteps(trial: Trial, rows: Dataset): Finding[] {
  const learner = startTrial(trial);
  const { block } = learner.network;
  const kernels = block.parameters.filter(({ role }) => role === 'kernel');
  const ratios = kernels.map(() => 0);
  let before = block.values.slice();
  const afterStep = (step: number) => {
    if (step > STEPS / 2) {
      for (const [index, parameter] of kernels.entries()) {
        const was = block.partOf(before, parameter).data;
        ratios[index]! += norm(parameter.value.data, was) / norm(was) / (STEPS / 2);
      }
    }
    before = block.values.slice();
  };
  train(learner, rows, { steps: STEPS, batchSize: BATCH, afterStep });
  return [
    ...ratios.map((ratio, index) =>
      judged('update ÷ weight', ratio, { from: 1e-4, to: 1e-2 }, { from: 1e-5, to: 1e-1 }, index + 1),
    ),
    ...deadUnits(learner, rows).map((share, index) =>
      judged('share of dead units', share, { to: 0.1 }, { to: 0.4 }, index + 1),
    ),
  ];
}

/** The length of a vector, or of the way from another one. */
function norm(values: Float32Array, from?: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - (from?.[i] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

/** For each hidden layer the share of its units that are 0 for all rows. */
function deadUnits({ network }: Learner, { inputs }: Dataset): number[] {
  const shares: number[] = [];
  const tap = (name: string, { data, columns }: Tensor) => {
    if (!/^a\d+$/.test(name)) return;
    const open = new Set<number>();
    for (let i = 0; i < data.length; i++) if (data[i]! > 0) open.add(i % columns);
    shares.push(1 - open.size / columns);
  };
  network.forward(inputs, { tap });
  return shares;
}
