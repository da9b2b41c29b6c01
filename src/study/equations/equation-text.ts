/**
 * An equation as a text for a terminal, 80 columns wide: formula, symbols, derivation, code, source, and the numbers of a
 * trace.
 */
import { shorten, wrapped } from '../../text-table.ts';
import { regionOf } from './equations.ts';
import type { Equation } from './equation.ts';
import type { EquationNumbers, NumberCheck } from './numbers.ts';

const WIDTH = 80;
const INDENT = '  ';

/** A part of the text; some have no head. */
interface EquationPart {
  readonly head: string;
  readonly lines: readonly string[];
}

/** @param where what trace the numbers are of: `row 5 of moons.csv, step 121` */
export function equationText(equation: Equation, numbers: EquationNumbers, where: string): string {
  const parts: readonly EquationPart[] = [
    { head: '', lines: [`${equation.id}: ${equation.title}`, '', INDENT + equation.formula] },
    { head: 'Symbols', lines: symbolLines(equation) },
    { head: 'Why', lines: equation.derivation },
    { head: 'Code', lines: codeLines(equation) },
    { head: 'Source', lines: wrapped(equation.source, WIDTH - INDENT.length).split('\n') },
    { head: `Numbers (${shorten(where, WIDTH - 10)})`, lines: numberLines(numbers) },
    { head: '', lines: [`Course: chapter ${equation.chapter} of docs/course`] },
  ];
  return parts
    .map(({ head, lines }) =>
      (head === '' ? lines : [head, ...lines.map((line) => (line === '' ? '' : INDENT + line))]).join('\n'),
    )
    .join('\n\n');
}

function symbolLines({ symbols }: Equation): string[] {
  const widest = Math.max(...symbols.map(({ symbol }) => widthOf(symbol)));
  const lines = symbols.flatMap(({ symbol, meaning, tap }) => {
    const told = tap === null ? meaning : `${meaning}; tap ${tap}`;
    const [first, ...rest] = wrapped(told, WIDTH - widest - 4).split('\n');
    const blank = ' '.repeat(widest + 2);
    return [symbol + ' '.repeat(widest + 2 - widthOf(symbol)) + first!, ...rest.map((line) => blank + line)];
  });
  const taps = symbols.map(({ tap }) => tap ?? '').join(' ');
  const legend = [
    ...(taps.includes('#') ? ['# is the number of a dense layer'] : []),
    ...(taps.includes('in#') ? ['in# is what goes into it'] : []),
    ...(taps.includes('*') ? ['* is a parameter, such as W1'] : []),
  ];
  return legend.length === 0 ? lines : [...lines, `(${legend.join(', ')})`];
}

function codeLines({ id }: Equation): string[] {
  const pieces = regionOf(id).map(({ file, firstLine, text }) => {
    const lines = text.split('\n').flatMap((line) => folded(INDENT + line, WIDTH - INDENT.length));
    return [`src/${file}:${firstLine}`, ...lines].join('\n');
  });
  return pieces.join('\n\n').split('\n');
}

/** A line of code, broken between words where it is too long. */
function folded(line: string, most: number): string[] {
  if (widthOf(line) <= most) return [line];
  const at = line.lastIndexOf(' ', most);
  const indent = /^ */.exec(line)![0];
  if (at <= indent.length) return [line];
  const continued = indent.endsWith('    ') ? indent : `${indent}    `;
  return [line.slice(0, at), ...folded(continued + line.slice(at + 1), most)];
}

function numberLines({ of, lines, check, note }: EquationNumbers): string[] {
  if (of === null) return wrapped(`none: ${note}`, WIDTH - INDENT.length).split('\n');
  return [
    `${shorten(of, WIDTH - 3)}:`,
    ...lines.map((line) => INDENT + line),
    ...(note === null ? [] : wrapped(note, WIDTH - INDENT.length).split('\n')),
    ...(check === null ? [] : ['', ...checkLines(check)]),
  ];
}

/** The number of the trace beside the formula’s, with as many digits as a float32 has, and whether they agree. */
function checkLines({ name, traced, formula, agrees, reason }: NumberCheck): string[] {
  const [first, second] = [`${name} in the trace`, 'float64 formula'];
  const width = Math.max(widthOf(first), second.length);
  return [
    `${' '.repeat(width - widthOf(first))}${first}  ${traced.toPrecision(9)}`,
    `${second.padStart(width)}  ${formula.toPrecision(9)}`,
    ...wrapped(`they ${agrees ? 'agree' : 'do not agree'}: ${reason}`, WIDTH - INDENT.length).split('\n'),
  ];
}

/** As wide as a terminal shows it: a hat stands above its letter. */
const widthOf = (text: string): number => [...text.replaceAll(/\p{Mn}/gu, '')].length;
