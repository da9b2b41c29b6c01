/**
 * The row in words, and its way from the cells of the file to the inputs of the network.
 */
import { escapeControl } from '../../errors.ts';
import { counted, groupDigits, shorten } from '../../text-table.ts';
import type { TraceDocument, TracedCell, TracedInput } from '../trace/trace-document.ts';
import { alignedTexts, numberText } from './number-text.ts';
import { label, LINE_WIDTH, note, numbers, type TraceLine, type TraceSection } from './trace-lines.ts';

const EQUATION = 'standardise';
const TAG_WIDTH = `eq:${EQUATION}`.length;
const LONGEST_CELL = 12;
/** Of mean and scale. */
const DIGITS = 5;
/** Names are not cut to less than this. */
const SHORTEST_NAME = 16;
/** Blanks and signs between the columns. */
const GAPS = 6;
/** A column of more inputs shows those that are not 0. */
const MOST_OF_COLUMN = 3;
/** More inputs than this, and only the strongest are shown. */
const [MOST_INPUTS, STRONGEST] = [24, 8];

export function rowSection(record: TraceDocument): TraceSection {
  const { row, network, optimizer, source, batch } = record;
  const { number, line, id, target, isAssumed } = row;
  const where = line === null ? '' : `, line ${groupDigits(line)}`;
  const named = id === null ? '' : `, ID ${shorten(escapeControl(id), 20)}`;
  const whose = target === null ? 'class unknown' : `${isAssumed ? 'taken for' : 'class'} ${nameOf(target.name)}`;
  const { kind, t, learningRate, ...others } = optimizer;
  const settings = Object.entries(others).map(([name, value]) => `${name} ${String(value)}`);
  const lines = [
    label(`${escapeControl(source.data.file)}${where}${named}: ${whose}`),
    label(networkText(record)),
    label(
      `layers ${[network.inputs, ...network.units].join(' → ')}, ${network.output}; ${counted(network.parameters, 'parameter')}`,
    ),
    label(`${kind}, learning rate ${String(learningRate)}, ${settings.join(', ')}; this is its step ${groupDigits(t)}`),
  ];
  if (batch.rows > 1)
    lines.push(label(`the step is made on ${counted(batch.rows, 'row')}; rows of numbers are of this one`));
  return { kind: 'row', title: `Row ${groupDigits(number)}`, lines };
}

function networkText({ source: { model, step, edits } }: TraceDocument): string {
  const what =
    model.kind === 'fresh' ? `a fresh network, seed ${shorten(escapeControl(model.seed), 20)}` : modelText(model);
  const steps = step === 0 ? 'before its first step' : `after ${counted(step, 'step')} of training`;
  const changed = edits.length === 0 ? '' : `, ${counted(edits.length, 'weight')} set by hand`;
  return `${what}, ${model.kind === 'model' && step === 0 ? 'as it was trained' : steps}${changed}`;
}

function modelText({ file, member, members }: Extract<TraceDocument['source']['model'], { kind: 'model' }>): string {
  const name = `the model ${shorten(escapeControl(file), 30)}`;
  return members === 1 ? name : `network ${member} of ${members} of ${name}`;
}

/** Names of classes are foreign text. */
export const nameOf = (name: string): string => shorten(escapeControl(name), 16);

/** How a cell that is no number becomes one. */
const STANDS_FOR: Readonly<Partial<Record<TracedCell['kind'], string>>> = { category: 'share of ', date: 'day of ' };

interface InputLine {
  readonly input: TracedInput;
  /** How the cell became a number. */
  readonly formula: string;
}

export function inputSection({ row: { cells } }: TraceDocument): TraceSection {
  const all = cells.flatMap((cell) => shownInputs(cell).map((input) => inputLine(cell, input)));
  const isWide = all.length > MOST_INPUTS;
  const shown = isWide ? strongestOf(all) : all;
  const lines = shown.length === 0 ? [] : tableOf(shown);
  const count = cells.reduce((sum, { inputs }) => sum + inputs.length, 0);
  if (shown.length < count) {
    const rest = counted(count - shown.length, 'more input');
    lines.push(
      note(
        isWide ? `and ${rest}; these are the largest` : `and ${rest}, all 0: other levels and pieces of these columns`,
      ),
    );
  }
  if (shown.some(({ input }) => input.isPiece)) lines.push(note('cut: a piece is at least 0 and at most 1'));
  for (const { column, filled } of cells.filter((cell) => cell.filled !== null)) {
    const what = typeof filled === 'number' ? 'the median' : 'the most frequent value';
    lines.push(
      note(`${nameOf(column)} is missing here; ${what} of the training rows stands in for it: ${cellText(filled)}`),
    );
  }
  const constant = cells.flatMap(({ inputs }) => inputs.filter(({ isConstant }) => isConstant));
  if (constant.length > 0) {
    const which = `${counted(constant.length, 'input')} (${shorten(constant.map(({ name }) => escapeControl(name)).join(', '), 60)})`;
    lines.push(note(`${which} alike in all training rows: the network sees 0 there`));
  }
  return { kind: 'inputs', title: 'From cells to inputs: x = (cell - mean) / scale', lines };
}

function shownInputs({ inputs }: TracedCell): readonly TracedInput[] {
  return inputs.length <= MOST_OF_COLUMN ? inputs : inputs.filter(({ value }) => value !== 0);
}

function inputLine({ column, kind, value, filled }: TracedCell, input: TracedInput): InputLine {
  const { name, mean, scale, isPiece } = input;
  // Only the number of a column, and its pieces, are made of the cell by this formula.
  const number = filled ?? value;
  const isNumber = typeof number === 'number' && (name === column || isPiece);
  if (mean === 0 && scale === 1) return { input, formula: name === `${column} missing` ? 'missing?' : cellText(value) };
  const cell = isNumber ? numberText(number) : `${STANDS_FOR[kind] ?? ''}${cellText(number)}`;
  const sign = mean < 0 ? '+' : '-';
  const scaled = `(${cell} ${sign} ${numberText(Math.abs(mean), DIGITS)}) / ${numberText(scale, DIGITS)}`;
  return { input, formula: `${scaled}${isPiece ? ', cut' : ''}` };
}

function cellText(cell: TracedCell['value']): string {
  if (cell === null) return 'missing';
  return typeof cell === 'number' ? numberText(cell) : shorten(escapeControl(cell), LONGEST_CELL);
}

function strongestOf(lines: readonly InputLine[]): InputLine[] {
  const bySize = lines.toSorted(
    (a, b) => Math.abs(b.input.value) - Math.abs(a.input.value) || a.input.index - b.input.index,
  );
  return bySize.slice(0, STRONGEST).toSorted((a, b) => a.input.index - b.input.index);
}

/** A line for each input; where their names leave no room for that, two. */
function tableOf(lines: readonly InputLine[]): TraceLine[] {
  const places = padded(lines.map(({ input }) => `x[${input.index}]`));
  const formulas = padded(lines.map(({ formula }) => formula));
  const values = alignedTexts(lines.map(({ input }) => numberText(input.value)));
  const taken = places[0]!.length + formulas[0]!.length + values[0]!.length + GAPS + TAG_WIDTH;
  const names = lines.map(({ input }) => escapeControl(input.name));
  const [longest, room] = [Math.max(...names.map(({ length }) => length)), LINE_WIDTH - taken];
  if (room < Math.min(longest, SHORTEST_NAME)) {
    return lines.flatMap((_, i) => [
      label(shorten(`${places[i]} ${names[i]}`, LINE_WIDTH)),
      numbers(`${' '.repeat(places[i]!.length)} ${formulas[i]} = ${values[i]!.trimEnd()}`, EQUATION),
    ]);
  }
  const width = Math.min(longest, room);
  return lines.map((_, i) => {
    const name = shorten(names[i]!, width).padEnd(width);
    return numbers(`${places[i]} ${name} ${formulas[i]} = ${values[i]!.trimEnd()}`, EQUATION);
  });
}

function padded(texts: readonly string[]): string[] {
  const width = Math.max(...texts.map(({ length }) => length));
  return texts.map((text) => text.padEnd(width));
}
