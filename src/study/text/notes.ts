/**
 * Sentences that teach, where the numbers call for them: each comes from a rule with a number.
 */
import { counted } from '../../text-table.ts';
import { numberText } from './number-text.ts';
import { note, type TraceLine } from './trace-lines.ts';
import type { TraceNumbers, TracedBlock } from './trace-numbers.ts';

/** p from here on is sure. */
export const SURE = 0.95;
/** A loss nearer to ln k than this is that of a network that knows nothing. */
export const NEAR_LN = 0.05;
/** At t = 1 the step is α·g / (|g| + 3.2e-6): from here on it is α within 1 %. */
export const LARGE_GRADIENT = 3.2e-4;

/** Up to four names, or three and how many more. */
const few = (names: readonly string[], noun: string): string =>
  names.length <= 4
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${counted(names.length - 3, `more ${noun}`)}`;

/** Units that a ReLU has switched off, and units that dropout has taken out. */
export function forwardNotes(trace: TraceNumbers, { number, z, behind }: TracedBlock): TraceLine[] {
  const values = trace.row(z);
  if (values === null) return [];
  const names = (holds: (unit: number) => boolean) =>
    [...values.keys()].filter(holds).map((unit) => `${number}.${unit + 1}`);
  const off = behind.some(({ kind }) => kind === 'relu') ? names((unit) => values[unit]! <= 0) : [];
  const dropout = behind.find(({ kind }) => kind === 'dropout');
  const kept = dropout && trace.row(dropout.name);
  const dropped = kept === undefined ? [] : names((unit) => values[unit]! > 0 && kept![unit] === 0);
  const notes: TraceLine[] = [];
  if (off.length > 0 && off.length < values.length) {
    const all = `${few(off, 'unit')} ${off.length === 1 ? 'is' : 'are'} off for this row (z ≤ 0): nothing flows back through ${off.length === 1 ? 'it' : 'them'}`;
    notes.push(note(all));
  }
  if (off.length > 0 && off.length === values.length) {
    notes.push(note('all units are off for this row: the layers below learn nothing from it'));
  }
  if (dropped.length > 0) {
    notes.push(
      note(
        `${few(dropped, 'unit')} ${dropped.length === 1 ? 'is' : 'are'} dropped in this step; the others count the more`,
      ),
    );
  }
  return notes;
}

export function lossNotes(trace: TraceNumbers): TraceLine[] {
  const { network, row, source } = trace.record;
  const notes: TraceLine[] = [];
  if (network.output === 'softmax' && trace.has('shifted')) {
    notes.push(note('the largest logit is subtracted from all: p is the same, and e^ of a large one cannot overflow'));
  }
  const [p, loss] = [trace.probability, trace.ownLoss];
  if (p === null || loss === null || row.target === null) return notes;
  const k = network.classes.length;
  const knowsNothing = k * p > 1 - NEAR_LN && k * p < 1 + NEAR_LN;
  if (knowsNothing && source.step === 0 && source.model.kind === 'fresh') {
    notes.push(note(`p is about 1/${k}, so the loss is about ln ${k}: the network knows nothing yet`));
  }
  if (p >= SURE) notes.push(note('p is sure and right, so dz is small: there is little to learn from this row'));
  if (p <= 1 - SURE)
    notes.push(note('p is sure and wrong, so the loss is large and dz is nearly as large as it can be'));
  return notes;
}

export function backwardNotes(trace: TraceNumbers): TraceLine[] {
  const { network, batch } = trace.record;
  const dz = trace.row(`d${trace.blocks.at(-1)!.z}`);
  const notes: TraceLine[] = [];
  if (network.output === 'softmax' && dz !== null) {
    notes.push(note('what is taken from one class is given to the others: dz adds up to 0'));
  }
  if (batch.rows > 1) notes.push(note(`dz is divided by ${batch.rows}, the rows of the batch: gradients are means`));
  return notes;
}

/** Inputs of 0 leave their weights alone. */
export function weightNotes(trace: TraceNumbers, { input, number, l2 }: TracedBlock): TraceLine[] {
  const x = trace.row(input);
  if (x === null || trace.record.batch.rows > 1 || l2 > 0) return [];
  const zeros = [...x.keys()].filter((i) => x[i] === 0);
  if (zeros.length === 0 || zeros.length === x.length) return [];
  const which =
    zeros.length === 1 ? 'an input is 0: its weights get' : `${zeros.length} inputs are 0: their weights get`;
  return [note(`${which} no gradient from this row (dW${number} = x·dz)`)];
}

export function updateNotes(trace: TraceNumbers): TraceLine[] {
  const { kind, t, learningRate } = trace.record.optimizer;
  if (kind !== 'adam') return [];
  const pairs = trace.record.tensors.flatMap(({ name, values }) => {
    const steps = name.startsWith('adam.step.') ? values : null;
    const gradients = steps && trace.values(`d${name.slice('adam.step.'.length)}`);
    return gradients === null ? [] : steps!.map((step, i) => ({ step, gradient: gradients[i]! }));
  });
  const large = pairs.filter(({ gradient }) => Math.abs(gradient) >= LARGE_GRADIENT);
  const notes: TraceLine[] = [];
  if (t === 1 && large.length > 0) {
    const sizes = large.map(({ step }) => Math.abs(step));
    const about = `here ${numberText(Math.min(...sizes), 4)} to ${numberText(Math.max(...sizes), 4)}`;
    notes.push(note(`at t = 1 the step is α·sign(g), whatever the size of g: ${about}, α = ${String(learningRate)}`));
  }
  const against = pairs.filter(({ step, gradient }) => step * gradient < 0).length;
  if (t > 1 && against > 0) {
    const share = `${counted(against, 'weight')} of ${pairs.length}`;
    notes.push(
      note(
        `${share} still ${against === 1 ? 'moves' : 'move'} by earlier gradients, against the one of this step: m is a running mean`,
      ),
    );
  }
  const still = pairs.filter(({ step, gradient }) => gradient === 0 && step !== 0).length;
  if (t > 1 && still > 0)
    notes.push(
      note(
        `${counted(still, 'weight')} without a gradient here ${still === 1 ? 'moves' : 'move'} all the same: m remembers`,
      ),
    );
  return notes;
}

export function afterNotes({ record }: TraceNumbers): TraceLine[] {
  const { before, after, batch } = record;
  if (after === null || before.loss === null || after.loss === null) return [];
  if (after.loss < before.loss) return [];
  if (after.loss === before.loss) return [note('the loss is the same: no weight that this row uses has moved')];
  const why =
    batch.rows > 1
      ? 'the step is for the mean of the batch'
      : record.optimizer.t > 1
        ? 'the step also follows the gradients of earlier steps'
        : 'the step was too long';
  return [note(`the loss of this row has grown: ${why}`)];
}
