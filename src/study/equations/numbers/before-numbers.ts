/**
 * Inputs and start values, with the numbers of a trace.
 */
import { FORMULAS } from '../../reference/formulas.ts';
import { NoNumbers, type TraceReader } from './reader.ts';
import type { Worked } from './worked.ts';
import { factor, named, written } from './written.ts';

/** The first column of numbers. */
export function standardise({ trace }: TraceReader): Worked {
  const cell = trace.row.cells.find(({ kind, inputs }) => kind === 'number' && inputs.length > 0);
  if (cell === undefined) throw new NoNumbers('the row has no column of numbers');
  const raw = cell.filled ?? cell.value;
  const { mean, scale, value } = cell.inputs[0]!;
  if (typeof raw !== 'number') throw new NoNumbers(`column ${named(cell.column)} holds no number`);
  const formula = FORMULAS.standardise(raw, { mean, scale });
  const line = `x = (${written(raw)} − ${factor(mean)}) / ${written(scale)} = ${written(formula)}`;
  return {
    of: `column ${named(cell.column)}`,
    lines: [line],
    compared: { name: 'the input', traced: value, formula, terms: [raw / scale, mean / scale] },
    ...(cell.filled !== null && { note: `the cell is empty: it counts as ${written(raw)}` }),
  };
}

export const glorot = (reader: TraceReader): Worked => limitOf(reader, 'fanIn + fanOut');
export const heInit = (reader: TraceReader): Worked => limitOf(reader, 'fanIn');

function limitOf(reader: TraceReader, rule: 'fanIn' | 'fanIn + fanOut'): Worked {
  const { layer } = reader.neuron;
  const { shape, values } = reader.tensor(`W${layer}`);
  const [fanIn, fanOut] = shape as [number, number];
  const isGlorot = rule !== 'fanIn';
  const limit = isGlorot ? FORMULAS.glorot(fanIn, fanOut) : FORMULAS['he-init'](fanIn);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const { step, model, edits } = reader.trace.source;
  const isDrawn = model.kind === 'fresh' && step === 0 && edits.length === 0;
  const when = isDrawn ? 'before the first step' : 'by now';
  const lines = [
    `l = √(6 / ${isGlorot ? `(${fanIn} + ${fanOut})` : fanIn}) = ${written(limit)}`,
    `the largest |W${layer}| is ${written(largest)} ${when}`,
  ];
  const note = !isGlorot
    ? 'trainings of glassnet start with Glorot’s limit: see eq:glorot'
    : isDrawn
      ? largest <= limit
        ? `every weight is within ±${written(limit)}, as drawn`
        : `a weight is beyond ±${written(limit)}: it wasn’t drawn so`
      : 'steps have moved the weights: only before the first do all lie within ±l';
  return { of: `W${layer} [${fanIn}, ${fanOut}]`, lines, compared: null, note };
}
