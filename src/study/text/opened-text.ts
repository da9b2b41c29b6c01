/**
 * Opened units and weights, with their sums written out.
 */
import { escapeControl } from '../../errors.ts';
import { counted, shorten } from '../../text-table.ts';
import { FLOAT32_RULE, roundedUp, verdictOf } from '../gradcheck/rule.ts';
import type { OpenedNeuron, OpenedParameter, ParameterStep } from '../trace/trace-document.ts';
import { bandTable, strongest, type BandRow } from './band-table.ts';
import { numberText, sumText } from './number-text.ts';
import { label, LINE_WIDTH, note, numbers, type TraceEnd, type TraceLine, type TraceSection } from './trace-lines.ts';
import { outputOf, type TraceNumbers } from './trace-numbers.ts';
import { EQUATIONS } from './update-text.ts';

const LONGEST_NAME = 14;
/** A sum of more terms shows the strongest, and what the others add up to. */
const [MOST_TERMS, STRONGEST_TERMS] = [16, 8];

export function openedSections(trace: TraceNumbers, end: TraceEnd): TraceSection[] {
  return trace.record.opened.map((opened) => ({
    kind: 'opened',
    ...(opened.kind === 'neuron' ? neuronText(trace, opened, end) : parameterText(trace, opened, end)),
  }));
}

function neuronText(trace: TraceNumbers, opened: OpenedNeuron, end: TraceEnd): Omit<TraceSection, 'kind'> {
  const { layer, unit, inputs, bias, delta } = opened;
  return {
    title: `Neuron ${layer}.${unit}: z = Σ x·w${bias === null ? '' : ' + b'}`,
    lines: [
      ...sumLines(opened),
      ...activationLines(trace, opened),
      ...(delta === null || end === 'loss' ? [] : errorLines(trace, opened, delta)),
      ...(end === 'adam' ? stepLines([...inputs, ...(bias === null ? [] : [bias])], opened) : []),
    ],
  };
}

function sumLines({ inputs, bias, z, layer, unit }: OpenedNeuron): TraceLine[] {
  const products = inputs.map(({ product }) => product);
  const places = strongest(products, MOST_TERMS, STRONGEST_TERMS);
  const rows: BandRow[] = [
    { name: 'x', values: places.map((i) => inputs[i]!.x), equations: ['dense.z'] },
    { name: 'w', values: places.map((i) => inputs[i]!.before), equations: ['dense.z'] },
    { name: 'x·w', values: places.map((i) => products[i]!), equations: ['dense.z'] },
  ];
  const heads = places.map((i) =>
    layer === 1 ? shorten(escapeControl(inputs[i]!.input), LONGEST_NAME) : inputs[i]!.input,
  );
  const exact = products.reduce((sum, product) => sum + product, 0) + (bias?.before ?? 0);
  return [
    ...bandTable(heads, rows),
    ...sumOf(`z${layer}[${unit}] =`, products, places, bias === null ? [] : [bias.before], z, 'dense.z'),
    ...roundingNote(exact, z),
  ];
}

/** The terms of a sum, and what it is. */
function sumOf(
  first: string,
  terms: readonly number[],
  places: readonly number[],
  more: readonly number[],
  result: number,
  ...equations: readonly string[]
): TraceLine[] {
  const rest = terms.reduce((sum, term, i) => (places.includes(i) ? sum : sum + term), 0);
  const left = terms.length - places.length;
  const pieces = [
    ...places.map((place) => term(terms[place]!)),
    ...(left === 0 ? [] : [`${term(rest)} of ${counted(left, 'more product')}`]),
    ...more.map(term),
  ];
  if (pieces.length === 1) return [numbers(`${first} ${numberText(result)}`, ...equations)];
  const width = LINE_WIDTH - equations.map((id) => `eq:${id}`).join(' ').length - 2;
  const lines = sumText(pieces, first, first.length + 1, width);
  const all = [...lines.slice(0, -1), ...closed(lines.at(-1)!, `= ${numberText(result)}`, first.length - 1, width)];
  return all.map((text) => numbers(text, ...equations));
}

/** The result behind the last line, or on a line of its own. */
function closed(line: string, result: string, indent: number, width: number): string[] {
  return line.length + 1 + result.length <= width ? [`${line} ${result}`] : [line, ' '.repeat(indent) + result];
}

/** Negative terms stand in brackets. */
const term = (value: number): string => (value < 0 ? `(${numberText(value)})` : numberText(value));

/** Where the running sum of the kernel has rounded otherwise than one rounding at the end would. */
function roundingNote(exact: number, result: number): TraceLine[] {
  if (Math.fround(exact) === Math.fround(result)) return [];
  const apart = numberText(result - exact, 2);
  return [note(`float32 rounds after every sum: this is ${apart} from the sum of the same terms in float64`)];
}

function activationLines(trace: TraceNumbers, { layer, unit, z, a, delta }: OpenedNeuron): TraceLine[] {
  const { behind } = trace.blocks[layer - 1]!;
  if (behind.length === 0) return [];
  const isRectified = behind.some(({ kind }) => kind === 'relu');
  const rectified = isRectified ? Math.max(0, z) : z;
  const lines = isRectified
    ? [numbers(`a${layer}[${unit}] = max(0, ${numberText(z)}) = ${numberText(rectified)}`, 'relu')]
    : [];
  if (trace.hasDropout && behind.some(({ kind }) => kind === 'dropout')) {
    const mask =
      delta === null || rectified === 0 ? '' : `${numberText(rectified)} × mask ${numberText(delta.slope)} = `;
    lines.push(numbers(`behind dropout: ${mask}${numberText(a)}`, 'dropout'));
  }
  return lines;
}

function errorLines(
  trace: TraceNumbers,
  { layer, unit }: OpenedNeuron,
  delta: NonNullable<OpenedNeuron['delta']>,
): TraceLine[] {
  const { dz, arriving, slope, from } = delta;
  if (from.length === 0) return [label(`a logit: its error is dz${layer}[${unit}] = ${numberText(dz)}, w·(p - y) / n`)];
  const products = from.map(({ product }) => product);
  const places = strongest(products, MOST_TERMS, STRONGEST_TERMS);
  const name = outputOf(trace.blocks[layer - 1]!);
  return [
    label('its error: what the units above would change, times the weights to them'),
    ...bandTable(
      places.map((k) => from[k]!.unit),
      [
        { name: 'dz', values: places.map((k) => from[k]!.dz), equations: ['dense.dx'] },
        { name: 'w', values: places.map((k) => from[k]!.weight), equations: ['dense.dx'] },
        { name: 'dz·w', values: places.map((k) => products[k]!), equations: ['dense.dx'] },
      ],
    ),
    ...sumOf(`d${name}[${unit}] =`, products, places, [], arriving, 'dense.dx'),
    ...roundingNote(
      products.reduce((sum, product) => sum + product, 0),
      arriving,
    ),
    numbers(
      `dz${layer}[${unit}] = error × slope = ${numberText(arriving)} × ${numberText(slope)} = ${numberText(dz)}`,
      'relu.dz',
    ),
  ];
}

/** The way of weights through the step. */
function stepLines(steps: readonly ParameterStep[], { kind }: OpenedNeuron | OpenedParameter): TraceLine[] {
  const moved = steps.flatMap(({ name, before, step }) => (step === null ? [] : [{ name, before, step }]));
  if (moved.length === 0) return [];
  const places = strongest(
    moved.map(({ step }) => step.gradient),
    MOST_TERMS,
    STRONGEST_TERMS,
  );
  const shown = places.map((place) => moved[place]!);
  const quantities = Object.keys(shown[0]!.step.optimizer);
  const last = quantities.includes('adam.step') ? 'adam.step' : 'sgd.step';
  const rows: BandRow[] = [
    {
      name: 'g',
      values: shown.map(({ step }) => step.gradient),
      equations: shown.every(({ name }) => name.startsWith('b')) ? ['dense.db'] : ['dense.dW'],
    },
    ...quantities.map((quantity) => ({
      name: quantity,
      values: shown.map(({ step }) => step.optimizer[quantity]!),
      equations: [EQUATIONS[quantity] ?? last],
    })),
    { name: 'before', values: shown.map(({ before }) => before), equations: [last] },
    { name: 'after', values: shown.map(({ step }) => step.after), equations: [last] },
  ];
  return [
    label(kind === 'neuron' ? 'its weights in this step' : 'in this step'),
    ...bandTable(
      shown.map(({ name }) => name),
      rows,
    ),
    ...(shown.length === moved.length ? [] : [note(`and ${counted(moved.length - shown.length, 'more weight')}`)]),
  ];
}

function parameterText(trace: TraceNumbers, opened: OpenedParameter, end: TraceEnd): Omit<TraceSection, 'kind'> {
  const { name, before, step, penalty, check } = opened;
  if (step === null || end === 'loss') {
    return { title: name, lines: [label(`${name} = ${numberText(before)}`)] };
  }
  const isBias = opened.place.length === 1;
  const equation = isBias ? 'dense.db' : 'dense.dW';
  return {
    title: `${name}: its gradient is Σ ${isBias ? 'dz' : 'x·dz'} over the rows${penalty === 0 ? '' : ' + 2λw'}`,
    lines: [
      ...gradientLines(trace, opened, equation),
      ...checkLines(check),
      ...(end === 'adam' ? stepLines([opened], opened) : []),
    ],
  };
}

function gradientLines({ record }: TraceNumbers, opened: OpenedParameter, equation: string): TraceLine[] {
  const { name, rows, penalty, step } = opened;
  const isBias = opened.place.length === 1;
  const products = rows.map(({ product }) => product);
  const places = strongest(products, MOST_TERMS, STRONGEST_TERMS);
  const heads = places.map((i) => {
    const number = record.batch.numbers[i];
    return number === null ? `${i + 1}.` : `row ${number}`;
  });
  const table: BandRow[] = [
    ...(isBias ? [] : [{ name: 'x', values: places.map((i) => rows[i]!.x), equations: [equation] }]),
    { name: 'dz', values: places.map((i) => rows[i]!.dz), equations: [equation] },
    ...(isBias ? [] : [{ name: 'x·dz', values: places.map((i) => products[i]!), equations: [equation] }]),
  ];
  const more = penalty === 0 ? [] : [penalty];
  const equations = penalty === 0 ? [equation] : [equation, 'l2'];
  const exact = products.reduce((sum, product) => sum + product, penalty);
  return [
    ...bandTable(heads, table),
    ...sumOf(`d${name} =`, products, places, more, step!.gradient, ...equations),
    ...roundingNote(exact, step!.gradient),
  ];
}

/** The gradient beside the difference, with the verdict of gradcheck. */
function checkLines(check: OpenedParameter['check']): TraceLine[] {
  if (check === null) return [note('too large a network to be checked against float64 differences here')];
  const { h, numeric, relativeError, isKink } = check;
  const what = `float64 difference (f(w + h) - f(w - h)) / 2h, h = ${numberText(h)}: ${numberText(numeric)}`;
  if (isKink)
    return [label(what), note('a ReLU switches between w - h and w + h, so the difference says nothing here')];
  const error = roundedUp(relativeError);
  const limit = FLOAT32_RULE.pass;
  return [
    label(what),
    label(
      `relative error ${numberText(error, 2)}, at most ${numberText(limit)} passes: ${verdictOf(error, FLOAT32_RULE)}`,
    ),
  ];
}
