/**
 * The step of the optimizer in numbers, and what became of the row.
 */
import { counted } from '../../text-table.ts';
import { placeText } from './backward-text.ts';
import { bandTable, strongest, type BandRow } from './band-table.ts';
import { bandRow, tooLarge } from './forward-text.ts';
import { nameOf } from './input-text.ts';
import { afterNotes, updateNotes } from './notes.ts';
import { numberText } from './number-text.ts';
import { label, note, numbers, type TraceLine, type TraceSection } from './trace-lines.ts';
import type { TraceNumbers } from './trace-numbers.ts';

/** The weights of a parameter whose steps are shown: those with the largest gradients. */
const MOST_STEPS = 3;

/** What each optimizer taps, and the equations. */
export const EQUATIONS: Readonly<Record<string, string>> = {
  'adam.m': 'adam.m',
  'adam.v': 'adam.v',
  'adam.mhat': 'adam.mhat',
  'adam.vhat': 'adam.vhat',
  'adam.step': 'adam.step',
  'sgd.velocity': 'sgd.step',
  'sgd.step': 'sgd.step',
};

export function updateSection(trace: TraceNumbers): TraceSection {
  const { kind, t } = trace.record.optimizer;
  const parameters = trace.blocks.flatMap(({ number, hasBias }) => [`W${number}`, ...(hasBias ? [`b${number}`] : [])]);
  return {
    kind: 'update',
    title: `Update: step ${t} of ${kind}`,
    lines: [
      ...formulaLines(trace),
      ...parameters.flatMap((name) => parameterLines(trace, name)),
      ...updateNotes(trace),
    ],
  };
}

/** The rate of this step. */
function formulaLines({ record: { optimizer } }: TraceNumbers): TraceLine[] {
  const { kind, t, learningRate, beta1, beta2, weightDecay, momentum, nesterov } = optimizer;
  if (kind !== 'adam') {
    const how = nesterov === true ? "W' = W + μ·velocity - α·g" : "W' = W + velocity";
    return [label(`velocity = μ·velocity - α·g, ${how}; α = ${String(learningRate)}, μ = ${String(momentum)}`)];
  }
  const [power1, power2] = [powerOf(Number(beta1), t), powerOf(Number(beta2), t)];
  const alpha = (Number(learningRate) * Math.sqrt(1 - power2)) / (1 - power1);
  const decay = Number(weightDecay) > 0 ? ' - α·λ·W' : '';
  return [
    label(`m += (g - m)(1 - β1), v += (g² - v)(1 - β2), W' = W${decay} - αₜ·m / (√v + ε)`),
    numbers(`αₜ = α·√(1 - β2ᵗ) / (1 - β1ᵗ) = ${numberText(alpha)} at t = ${t}`, 'adam.alpha'),
  ];
}

/** A running product, as Adam keeps it. */
function powerOf(base: number, t: number): number {
  let power = 1;
  for (let i = 0; i < t && power > 0; i++) power *= base;
  return power;
}

function parameterLines(trace: TraceNumbers, name: string): TraceLine[] {
  const gradient = trace.values(`d${name}`);
  if (gradient === null) return [tooLarge(name)];
  const places = strongest(gradient, MOST_STEPS, MOST_STEPS);
  const isBias = name.startsWith('b');
  const tapped = Object.keys(EQUATIONS).filter((quantity) => trace.has(`${quantity}.${name}`));
  const last = tapped.includes('adam.step') ? 'adam.step' : 'sgd.step';
  const rows: BandRow[] = [
    bandRow('g', gradient, places, isBias ? 'dense.db' : 'dense.dW'),
    ...tapped.map((quantity) => bandRow(quantity, trace.values(`${quantity}.${name}`)!, places, EQUATIONS[quantity]!)),
    bandRow(name, trace.values(name)!, places, last),
    bandRow(`${name}'`, trace.values(`${name}'`)!, places, last),
  ];
  const rest = gradient.length - places.length;
  return [
    ...bandTable(
      places.map((place) => `${name}${placeText(trace, name, place)}`),
      rows,
    ),
    ...(rest === 0
      ? []
      : [note(`and ${counted(rest, isBias ? 'more bias weight' : 'more weight')}; these have the largest gradients`)]),
  ];
}

/** The row before and after the step, dropout off. */
export function afterSection(trace: TraceNumbers): TraceSection {
  const { before, after, network, row } = trace.record;
  const places = strongest(before.probabilities);
  const equation = network.output === 'sigmoid' ? 'sigmoid-ce' : 'softmax';
  const lossEquation = network.output === 'sigmoid' ? 'sigmoid-ce' : 'sparse-ce';
  const change = after!.loss! - before.loss!;
  return {
    kind: 'after',
    title: `The same row before and after the step${trace.hasDropout ? ', dropout off' : ''}`,
    lines: [
      ...bandTable(
        places.map((place) => nameOf(network.classes[place]!)),
        [
          bandRow('p before', before.probabilities, places, equation),
          bandRow('p after', after!.probabilities, places, equation),
        ],
      ),
      numbers(
        `loss ${numberText(before.loss!)} → ${numberText(after!.loss!)} (${change > 0 ? '+' : ''}${numberText(change, 4)})`,
        lossEquation,
      ),
      ...(row.isAssumed ? [note(`as if the row were of class ${nameOf(row.target!.name)}`)] : []),
      ...afterNotes(trace),
    ],
  };
}
