/**
 * The backward pass in numbers: from the error of the logits to the gradients of all weights.
 */
import { bandTable, strongest } from './band-table.ts';
import { bandRow, others, tooLarge } from './forward-text.ts';
import { nameOf } from './input-text.ts';
import { backwardNotes, weightNotes } from './notes.ts';
import { label, type TraceLine, type TraceSection } from './trace-lines.ts';
import { outputOf, type TraceNumbers, type TracedBlock } from './trace-numbers.ts';

/** One for each dense layer, the last first. */
export function backwardSections(trace: TraceNumbers): TraceSection[] {
  return trace.blocks.toReversed().map((block, index) => ({
    kind: 'backward',
    title: index === 0 ? `Backward, output: ${titleOf(block)}` : `Backward, layer ${block.number}: ${titleOf(block)}`,
    lines: [
      ...(index === 0 ? logitLines(trace, block) : errorLines(trace, block)),
      ...weightLines(trace, block),
      ...(index === 0 ? backwardNotes(trace) : []),
      ...weightNotes(trace, block),
    ],
  }));
}

function titleOf({ number, z, input, hasBias, l2 }: TracedBlock): string {
  const penalty = l2 > 0 ? ` + 2λ·W${number}` : '';
  return `dW${number} = ${input}ᵀ·d${z}${penalty}${hasBias ? `, db${number} = Σ d${z}` : ''}`;
}

/** dz = (p − 1_y) / n */
function logitLines(trace: TraceNumbers, { z }: TracedBlock): TraceLine[] {
  const { classes, output } = trace.record.network;
  const { batch, row } = trace.record;
  const dz = trace.row(`d${z}`);
  const p = trace.row('p');
  if (dz === null || p === null) return [tooLarge(`d${z}`)];
  const places = strongest(dz);
  const y = row.target!.number;
  const weight = batch.weights === null ? '' : 'w·';
  const share = batch.rows === 1 ? '' : ` / ${batch.rows}`;
  const error = weight + share === '' ? 'p - y' : `${weight}(p - y)${share}`;
  const of = output === 'sigmoid' ? [classes[1]!] : classes;
  const truth = of.map((_, k) => (output === 'sigmoid' ? y : Number(k === y)));
  return [
    label(`d${z} = ${error}, y = 1 for the class of the row and else 0`),
    ...bandTable(
      places.map((place) => nameOf(of[place]!)),
      [
        bandRow('p', p, places, output === 'sigmoid' ? 'sigmoid-ce' : 'softmax'),
        bandRow('y', truth, places, 'dce.dz'),
        bandRow(`d${z}`, dz, places, 'dce.dz'),
      ],
    ),
    ...others(dz.length - places.length, 'logit'),
  ];
}

/** δ of hidden units: the error that arrives times the slope. */
function errorLines(trace: TraceNumbers, block: TracedBlock): TraceLine[] {
  const { number, z, behind } = block;
  const dz = trace.row(`d${z}`);
  const arriving = trace.row(`d${outputOf(block)}`);
  const values = trace.row(z);
  if (dz === null || arriving === null || values === null) return [tooLarge(`d${z}`)];
  const next = number + 1;
  const places = strongest(arriving);
  const isRectified = behind.some(({ kind }) => kind === 'relu');
  const rows = [
    bandRow(`d${outputOf(block)}`, arriving, places, 'dense.dx'),
    ...behind
      .slice(0, -1)
      .toReversed()
      .map(({ name }) => bandRow(`d${name}`, trace.row(`d${name}`)!, places, 'dropout')),
    ...(isRectified
      ? [
          bandRow(
            'slope',
            values.map((value) => Number(value > 0)),
            places,
            'relu.dz',
          ),
        ]
      : []),
    ...(isRectified ? [bandRow(`d${z}`, dz, places, 'relu.dz')] : []),
  ];
  const how = isRectified ? `d${z} = error × slope (1 where z > 0, else 0)` : '';
  return [
    label(`error d${outputOf(block)} = dz${next}·W${next}ᵀ${how === '' ? '' : `, ${how}`}`),
    ...bandTable(
      places.map((unit) => `${number}.${unit + 1}`),
      rows,
    ),
    ...others(dz.length - places.length, 'unit'),
  ];
}

function weightLines(trace: TraceNumbers, { number, hasBias, l2 }: TracedBlock): TraceLine[] {
  const kernel = gradientLines(trace, `W${number}`, 'weight', l2 > 0 ? ['dense.dW', 'l2'] : ['dense.dW']);
  return hasBias ? kernel.concat(gradientLines(trace, `b${number}`, 'bias weight', ['dense.db'])) : kernel;
}

function gradientLines(
  trace: TraceNumbers,
  parameter: string,
  noun: string,
  equations: readonly string[],
): TraceLine[] {
  const name = `d${parameter}`;
  const gradient = trace.values(name);
  if (gradient === null) return [tooLarge(name)];
  const places = strongest(gradient);
  return [
    ...bandTable(
      places.map((place) => placeText(trace, parameter, place)),
      [bandRow(name, gradient, places, ...equations)],
    ),
    ...others(gradient.length - places.length, noun),
  ];
}

/** `[3,7]` of a kernel, `[7]` of a bias. */
export function placeText(trace: TraceNumbers, parameter: string, index: number): string {
  const { shape } = trace.tensor(parameter);
  if (shape.length === 1) return `[${index + 1}]`;
  return `[${Math.floor(index / shape[1]!) + 1},${(index % shape[1]!) + 1}]`;
}
