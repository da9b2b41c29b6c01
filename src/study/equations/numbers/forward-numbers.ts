/**
 * The forward pass and the loss, with the numbers of a trace.
 */
import { FORMULAS } from '../../reference/formulas.ts';
import { NoNumbers, type TraceReader } from './reader.ts';
import type { Compared, Worked } from './worked.ts';
import { factor, named, productLines, sumLines, written } from './written.ts';

export function denseZ(reader: TraceReader): Worked {
  const { layer, unit } = reader.neuron;
  const x = reader.row(reader.inputOf(layer));
  const traced = reader.at(`z${layer}`, 1, unit);
  const w = reader.column(`W${layer}`, unit);
  const biases = reader.has(`b${layer}`) ? [reader.at(`b${layer}`, unit)] : [];
  const products = x.map((value, i) => value * w[i]!);
  return {
    of: `unit ${layer}.${unit}`,
    lines: productLines(
      'z',
      x.map((value, i) => [value, w[i]!]),
      biases,
    ),
    compared: {
      name: `z${layer}[1,${unit}]`,
      traced,
      formula: FORMULAS['dense.z'](x, w, biases[0] ?? 0),
      terms: [...products, ...biases],
    },
  };
}

export function relu(reader: TraceReader): Worked {
  const { layer, unit } = reader.hidden;
  const z = reader.at(`z${layer}`, 1, unit);
  const formula = FORMULAS.relu(z);
  return {
    of: `unit ${layer}.${unit}`,
    lines: [`a = max(0, ${written(z)}) = ${written(formula)}`],
    compared: { name: `a${layer}[1,${unit}]`, traced: reader.at(`a${layer}`, 1, unit), formula },
  };
}

export function dropout(reader: TraceReader): Worked {
  const { layer, unit } = reader.hidden;
  if (!reader.has(`dropout${layer}`)) throw new NoNumbers('the network has no dropout');
  const dropouts = reader.trace.network.layers.filter(({ kind }) => kind === 'dropout');
  const rate = Number(dropouts.at(Math.min(layer, dropouts.length) - 1)?.['rate']);
  const [a, y] = [reader.at(`a${layer}`, 1, unit), reader.at(`dropout${layer}`, 1, unit)];
  const isKept = y !== 0;
  const kept = written(1 / (1 - rate));
  const formula = FORMULAS.dropout(a, isKept, rate);
  const lines = isKept
    ? [`mask = 1 / (1 − ${written(rate)}) = ${kept}`, `y = ${written(a)}·${kept} = ${written(formula)}`]
    : [`mask = 0`, `y = ${written(a)}·0 = 0`];
  return {
    of: `unit ${layer}.${unit}`,
    lines,
    compared: { name: `dropout${layer}[1,${unit}]`, traced: y, formula },
    note: a === 0 ? 'a is 0, so y doesn’t tell whether it was dropped' : isKept ? 'it was kept' : 'it was dropped',
  };
}

const MOST_CLASSES = 6;

export function softmax(reader: TraceReader): Worked {
  requireOutput(reader, 'softmax');
  const z = reader.row(`z${reader.layers}`);
  const { shifted, exp, p } = FORMULAS.softmax(z);
  const order = [...z.keys()].toSorted((a, b) => z[b]! - z[a]!).slice(0, MOST_CLASSES);
  const shown = [...order].toSorted((a, b) => a - b);
  const chosen = reader.trace.row.target?.number ?? order[0]!;
  if (!shown.includes(chosen)) shown.push(chosen);
  const total = exp.reduce((sum, value) => sum + value, 0);
  const terms = exp.map((value) => ({ text: written(value), value }));
  return {
    of: ofClass(reader, chosen),
    lines: [
      `max = ${written(z[order[0]!]!)}`,
      ...shown.map(
        (k) => `exp(${written(z[k]!)} − ${factor(z[order[0]!]!)}) = exp(${written(shifted[k]!)}) = ${written(exp[k]!)}`,
      ),
      ...(shown.length < z.length ? [`… and ${z.length - shown.length} classes more`] : []),
      ...sumLines('Σ = ', terms),
      `p = ${written(exp[chosen]!)} / ${written(total)} = ${written(p[chosen]!)}`,
    ],
    compared: { name: `p[1,${chosen + 1}]`, traced: reader.row('p')[chosen]!, formula: p[chosen]! },
  };
}

export function sparseCe(reader: TraceReader): Worked {
  requireOutput(reader, 'softmax');
  const y = reader.target;
  const { shifted, exp, p } = FORMULAS.softmax(reader.row(`z${reader.layers}`));
  const loss = FORMULAS['sparse-ce'](p, y);
  const total = exp.reduce((sum, value) => sum + value, 0);
  const lines = [
    `loss = −ln ${written(p[y]!)} = ${written(loss)}`,
    `     = ln ${written(total)} − ${factor(shifted[y]!)} = ${written(Math.log(total) - shifted[y]!)}`,
  ];
  const own = { name: `p[1,${y + 1}]`, traced: reader.row('p')[y]!, formula: p[y]! };
  return { of: ofClass(reader, y), lines, ...lossOf(reader, loss, own) };
}

export function sigmoidCe(reader: TraceReader): Worked {
  requireOutput(reader, 'sigmoid');
  const y = reader.target;
  const z = reader.at(`z${reader.layers}`, 1, 1);
  const { p, loss } = FORMULAS['sigmoid-ce'](z, y);
  const lines = [
    `p = 1 / (1 + exp(${written(-z)})) = ${written(p)}`,
    `loss = ${written(Math.max(z, 0))} − ${factor(z)}·${y} + ln(1 + exp(${written(-Math.abs(z))})) = ${written(loss)}`,
  ];
  const own = { name: 'p[1,1]', traced: reader.at('p', 1, 1), formula: p };
  return { of: ofClass(reader, y), lines, ...lossOf(reader, loss, own) };
}

const ofClass = ({ trace }: TraceReader, y: number): string => `class ${named(trace.network.classes[y])}`;

/**
 * The loss of the trace is that of the batch. Of a row alone it is the row’s, with the weights’ penalties; of several rows the
 * classes of the others aren’t in the trace, so the row’s probability is compared.
 */
function lossOf(reader: TraceReader, loss: number, own: Compared): Pick<Worked, 'compared' | 'note'> {
  const { batch, network } = reader.trace;
  const penalties = network.units.map((_, index) => {
    const lambda = Number(reader.optionsOf(index + 1)['l2'] ?? 0);
    return lambda === 0 ? 0 : FORMULAS.l2(reader.tensor(`W${index + 1}`).values, lambda).penalty;
  });
  const penalty = penalties.reduce((sum, value) => sum + value, 0);
  if (batch.rows > 1) {
    const note = `this is row 1 of the batch; its loss, ${written(reader.tensor('loss').values[0]!)}, is the mean of ${batch.rows}`;
    return { compared: own, note };
  }
  const expected = reader.rowWeight * loss + penalty;
  const parts = [
    ...(reader.rowWeight === 1 ? [] : [`times the row’s weight, ${written(reader.rowWeight)}`]),
    ...(penalty === 0 ? [] : [`with the L2 penalty, ${written(penalty)}`]),
  ];
  return {
    compared: { name: 'loss', traced: reader.tensor('loss').values[0]!, formula: expected },
    ...(parts.length > 0 && { note: `the loss of the step is this ${parts.join(', ')}` }),
  };
}

/** @throws NoNumbers for a network with the other output. */
function requireOutput({ trace }: TraceReader, output: 'softmax' | 'sigmoid'): void {
  if (trace.network.output !== output) throw new NoNumbers(`the network ends in ${trace.network.output}`);
}
