/**
 * How the layers do on a batch: how activations, gradients and the sizes of the steps are spread, and which units are
 * dead or saturated. The step is the real one, on a copy.
 */
import { trainStep } from '../../nn/train-step.ts';
import type { Study } from '../../study/session/study.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { gatherRows } from '../../tensor/operations.ts';
import { rowWeights } from '../../training/rows/row-weights.ts';
import { withoutInputs } from '../../training/rows/constant-inputs.ts';
import type { Histogram, LayerStatistics, Statistics, UnitHealth } from '../protocol.ts';

const MOST_ROWS = 256;
const BINS = 24;
/** A probability this near to 0 or 1 hardly moves with its logit: the slope p(1 − p) is below 1/100. */
const SATURATED_SLOPE = 0.01;

/** Of the first training rows; without any, of the first that have a class. */
export function statistics(study: Study): Statistics {
  const learner = study.probe();
  const { inputs, targets } = batchOf(study);
  const { step } = study;
  const taps = new Map<string, { readonly data: Float32Array; readonly columns: number }>();
  const before = new Map(learner.network.block.parameters.map(({ name, value }) => [name, value.data.slice()]));
  if (targets.length === 0) return { step, rows: 0, layers: [], units: [] };
  const weights = rowWeights(targets, study.classWeight);
  trainStep(
    learner,
    { inputs, targets, weights },
    {
      tap: (name, { data, shape }) => {
        if (/^([za]\d+|p|dW\d+|W\d+')$/.test(name)) taps.set(name, { data: data.slice(), columns: shape.at(-1)! });
      },
    },
  );
  const layers: LayerStatistics[] = [];
  const units: UnitHealth[] = [];
  for (let layer = 1; taps.has(`z${layer}`); layer++) {
    const [z, a, dW] = [taps.get(`z${layer}`)!, taps.get(`a${layer}`), taps.get(`dW${layer}`)!];
    const [old, moved] = [before.get(`W${layer}`)!, taps.get(`W${layer}'`)!.data];
    const ratios = old.map((w, i) => (w === 0 ? 0 : (moved[i]! - w) / w));
    layers.push({
      layer,
      activation: histogram((a ?? z).data),
      gradient: histogram(logarithms(dW.data)),
      ratio: histogram(logarithms(ratios)),
    });
    units.push(...(a === undefined ? [] : hiddenUnits(layer, a)));
    if (!taps.has(`z${layer + 1}`)) units.push(...outputUnits(layer, taps.get('p')!));
  }
  return { step, rows: targets.length, layers, units };
}

function batchOf(study: Study): { inputs: Tensor; targets: Int32Array } {
  const { train, data, constant } = study;
  if (train !== null) {
    const count = Math.min(MOST_ROWS, train.targets.length);
    const inputs = Tensor.zeros(count, train.inputs.columns);
    gatherRows(
      train.inputs,
      Int32Array.from({ length: count }, (_, i) => i),
      inputs,
    );
    return { inputs, targets: train.targets.slice(0, count) };
  }
  const known = Int32Array.from({ length: data.rows.count }, (_, row) => row)
    .filter((row) => data.rows.targets[row]! >= 0)
    .slice(0, MOST_ROWS);
  const inputs = withoutInputs(data.rows.encode(known), constant);
  return { inputs, targets: known.map((row) => data.rows.targets[row]!) };
}

/** A unit that is off for every row is dead here: nothing flows back through it. */
function hiddenUnits(layer: number, a: { readonly data: Float32Array; readonly columns: number }): UnitHealth[] {
  return Array.from({ length: a.columns }, (_, unit) => {
    const share = shareOf(a, unit, (value) => value > 0);
    return { layer, unit: unit + 1, share, state: share === 0 ? 'dead' : share === 1 ? 'always on' : 'working' };
  });
}

/** An output that is near 0 or 1 for every row has no slope left to learn by. */
function outputUnits(layer: number, p: { readonly data: Float32Array; readonly columns: number }): UnitHealth[] {
  return Array.from({ length: p.columns }, (_, unit) => {
    const share = shareOf(p, unit, (value) => value * (1 - value) < SATURATED_SLOPE);
    return { layer, unit: unit + 1, share, state: share === 1 ? 'saturated' : 'working' };
  });
}

/** The share of the rows for which a column is as asked. */
function shareOf(
  { data, columns }: { readonly data: Float32Array; readonly columns: number },
  column: number,
  is: (value: number) => boolean,
): number {
  let count = 0;
  for (let i = column; i < data.length; i += columns) if (is(data[i]!)) count++;
  return count / (data.length / columns);
}

/** log₁₀ of the sizes; −∞ for 0. */
const logarithms = (values: Float32Array): Float32Array => values.map((value) => Math.log10(Math.abs(value)));

/** Equal bins from the smallest to the largest finite number; zeros are counted apart, and so are infinities. */
function histogram(values: Float32Array): Histogram {
  let [from, to, zeros, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  const isCounted = (value: number) => Number.isFinite(value) && value !== 0;
  for (const value of values) {
    if (!isCounted(value)) {
      zeros++;
      continue;
    }
    [from, to] = [Math.min(from, value), Math.max(to, value)];
    sum += value;
  }
  const counts = Array.from({ length: BINS }, () => 0);
  const count = values.length - zeros;
  if (count === 0) return { from: 0, to: 0, counts, zeros, count, mean: null };
  const width = (to - from) / BINS || 1;
  for (const value of values) {
    if (isCounted(value)) counts[Math.min(BINS - 1, Math.floor((value - from) / width))]!++;
  }
  return { from, to, counts, zeros, count, mean: sum / count };
}
