/**
 * The forward pass and the loss in numbers.
 */
import { counted } from '../../text-table.ts';
import { bandTable, strongest, type BandRow } from './band-table.ts';
import { nameOf } from './input-text.ts';
import { numberText } from './number-text.ts';
import { forwardNotes, lossNotes } from './notes.ts';
import { note, numbers, type TraceLine, type TraceSection } from './trace-lines.ts';
import type { TraceNumbers, TracedBlock } from './trace-numbers.ts';

/** One for each hidden layer. */
export function forwardSections(trace: TraceNumbers): TraceSection[] {
  return trace.blocks.slice(0, -1).map((block) => ({
    kind: 'forward',
    title: `Layer ${block.number}: ${formulaOf(block)}`,
    lines: [...unitLines(trace, block), ...forwardNotes(trace, block)],
  }));
}

function formulaOf({ number, input, z, hasBias, behind }: TracedBlock): string {
  const parts = [`${z} = ${input}·W${number}${hasBias ? ` + b${number}` : ''}`];
  let last = z;
  for (const { name, kind } of behind) {
    parts.push(kind === 'relu' ? `${name} = max(0, ${last})` : `${name} = ${last} times its mask`);
    last = name;
  }
  return parts.join(', ');
}

/** z, and what is behind it, of the units. */
function unitLines(trace: TraceNumbers, block: TracedBlock): TraceLine[] {
  const z = trace.row(block.z);
  if (z === null) return [tooLarge(block.z)];
  const places = strongest(z);
  const rows: BandRow[] = [
    bandRow(block.z, z, places, 'dense.z'),
    ...block.behind.map(({ name, kind }) => bandRow(name, trace.row(name)!, places, kind)),
  ];
  const heads = places.map((unit) => `${block.number}.${unit + 1}`);
  return [...bandTable(heads, rows), ...others(z.length - places.length, 'unit')];
}

export function bandRow(
  name: string,
  values: readonly (number | string)[],
  places: readonly number[],
  ...equations: readonly string[]
): BandRow {
  return { name, values: places.map((place) => values[place]!), equations };
}

export const tooLarge = (name: string): TraceLine => {
  return note(`${name} has too many numbers to be listed: open single units and weights to see theirs`);
};

/** How many are not shown. */
export function others(count: number, noun: string): TraceLine[] {
  return count === 0 ? [] : [note(`and ${counted(count, `more ${noun}`)}; these are the strongest`)];
}

/** Logits, probabilities and the loss. */
export function lossSection(trace: TraceNumbers): TraceSection {
  const { record, blocks } = trace;
  const { network, row } = record;
  const last = blocks.at(-1)!;
  const isSigmoid = network.output === 'sigmoid';
  const how = isSigmoid ? `p = sigmoid(${last.z})` : `p = softmax(${last.z})`;
  return {
    kind: 'loss',
    title: `Output: ${formulaOf(last)}, ${how}${row.target === null ? '' : ', loss = -ln p'}`,
    lines: [...outputLines(trace, last, isSigmoid), ...lossLines(trace), ...lossNotes(trace)],
  };
}

function outputLines(trace: TraceNumbers, last: TracedBlock, isSigmoid: boolean): TraceLine[] {
  const { classes } = trace.record.network;
  const z = trace.row(last.z);
  const p = trace.row('p');
  if (z === null || p === null) return [tooLarge(last.z)];
  if (isSigmoid) {
    return bandTable(
      [nameOf(classes[1]!)],
      [bandRow(last.z, z, [0], 'dense.z'), bandRow('p', [p.at(-1)!], [0], 'sigmoid-ce')],
    );
  }
  const places = strongest(p);
  const rows = [
    bandRow(last.z, z, places, 'dense.z'),
    ...['shifted', 'exp']
      .filter((name) => trace.has(name))
      .map((name) => bandRow(name, trace.row(name)!, places, 'softmax')),
    bandRow('p', p, places, 'softmax'),
  ];
  return [
    ...bandTable(
      places.map((label) => nameOf(classes[label]!)),
      rows,
    ),
    ...others(z.length - places.length, 'logit'),
  ];
}

function lossLines(trace: TraceNumbers): TraceLine[] {
  const { record } = trace;
  const { row, batch, network } = record;
  const own = trace.ownLoss;
  if (row.target === null || own === null) return [];
  const equation = network.output === 'sigmoid' ? 'sigmoid-ce' : 'sparse-ce';
  const p = trace.probability!;
  const lines = [numbers(`loss of the row = -ln ${numberText(p)} = ${numberText(own)}`, equation)];
  const mean = trace.values('loss')![0]!;
  const hasPenalty = trace.blocks.some(({ l2 }) => l2 > 0);
  if (batch.rows > 1)
    lines.push(
      numbers(`mean loss of ${batch.rows} rows${hasPenalty ? ' + penalty' : ''} = ${numberText(mean)}`, equation),
    );
  else if (batch.weights !== null)
    lines.push(numbers(`the row counts ${numberText(batch.weights[0]!)} times: ${numberText(mean)}`, equation));
  if (hasPenalty) {
    const lambda = trace.blocks.find(({ l2 }) => l2 > 0)!.l2;
    const what = batch.rows === 1 && batch.weights === null ? ` = ${numberText(mean - own)}` : '';
    lines.push(numbers(`penalty = ${numberText(lambda)}·Σw²${what}, in all ${numberText(mean)}`, 'l2'));
  }
  return lines;
}
