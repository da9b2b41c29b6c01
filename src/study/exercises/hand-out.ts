/**
 * Makes the file that a student is given from the compiled module of glassnet: JavaScript with its comments. The regions
 * asked about are taken out, or a fault is put in, and imports are written so that the file works wherever it lies.
 *
 * Regions are marked by comments behind the code: `// eq:ID` on a single line, or `// eq:ID {` on the first line and
 * `// eq:ID }` on the last.
 */
import { wrapped } from '../../text-table.ts';
import { equationOf } from '../equations/equations.ts';
import type { Change, Exercise } from './exercise.ts';

export interface HandOut {
  readonly text: string;
  /** The code that was taken out, and what stands in its place. */
  readonly blanks: readonly { readonly removed: string; readonly placed: string }[];
}

/** The first and the last line of a stretch, counted from 0. */
interface Stretch {
  first: number;
  last: number;
}

/**
 * @param compiled the text of the module
 * @param address says where a module is that this one imports as `./other.js`
 * @throws Error if the module lacks what the exercise speaks of.
 */
export function handOut(exercise: Exercise, compiled: string, address: (imported: string) => string): HandOut {
  const { fault, hidden, equations, beside = [], blanks: said, only } = exercise;
  const plain = changed(withoutMap(compiled), hidden);
  const body = fault === null ? plain : changed(withoutMarks(plain), fault);
  const lines = (only === undefined ? body : focused(exercise, body)).split('\n');
  const cut = fault === null ? [...equations, ...beside] : [];
  const stretches = merged(
    lines,
    cut.map((id) => stretchOf(lines, id)),
  );
  if (stretches.length !== said.length) {
    throw new Error(`${exercise.id}: ${stretches.length} blanks, ${said.length} are described`);
  }
  const blanks = stretches.map(({ first, last }, index) => ({
    removed: lines.slice(first, last + 1).join('\n'),
    placed: blankText(exercise.id, said[index]!, /^ */.exec(lines[first]!)![0]),
  }));
  for (const [index, { first, last }] of [...stretches.entries()].toReversed()) {
    lines.splice(first, last - first + 1, blanks[index]!.placed);
  }
  return { text: `${headerOf(exercise)}\n${withAddresses(lines.join('\n'), address)}`, blanks };
}

/** A function of a module with the comment before it, up to a brace that stands alone. */
const FUNCTION = /^(?:\/\*\*(?:(?!\*\/)[^])*\*\/\n)?const (\w+) = \([^]*?^\};\n/gm;

/** The module with one function; the others are imported from where they are. */
function focused({ module, only, part }: Exercise, text: string): string {
  const others: string[] = [];
  const left = text.replace(FUNCTION, (whole, name: string) => {
    if (name === only) return whole;
    others.push(name);
    return '';
  });
  const imports = /^(?:import .*\n)+/m.exec(left)![0];
  const file = `./${module.split('/').at(-1)}.js`;
  return left.replace(
    imports,
    () =>
      `${imports}import { ${part} as glassnet } from '${file}';\n/** What is not asked. */\nconst { ${others.join(', ')} } = glassnet;\n`,
  );
}

/** The exercise that a file was handed out for, as far as it says so. */
export function exerciseOf(text: string): string | undefined {
  return /^ \* glassnet exercise (\S+):/m.exec(text)?.[1];
}

/** @throws Error unless each place stands in the text exactly once. */
export function changed(text: string, change: Change): string {
  return change.reduce((before, [from, to]) => {
    if (before.split(from).length !== 2) throw new Error(`the module doesn't hold once: ${from}`);
    return before.replace(from, () => to);
  }, text);
}

/** The module with one of its mistakes, to be loaded from anywhere. */
export function mistaken(compiled: string, change: Change, address: (imported: string) => string): string {
  return withAddresses(changed(withoutMarks(withoutMap(compiled)), change), address);
}

const withoutMap = (text: string): string => `${text.replace(/\/\/# sourceMappingURL=.*/, '').trimEnd()}\n`;

const withoutMarks = (text: string): string => text.replace(/ *\/\/ eq:.*$/gm, '');

function withAddresses(text: string, address: (imported: string) => string): string {
  return text.replace(/^((?:import|export)\b.*?\bfrom )'(\.[^']*)'/gm, (_, words: string, imported: string) => {
    return `${words}${JSON.stringify(address(imported))}`;
  });
}

const marksOf = (line: string): RegExpMatchArray[] => {
  const comment = /\/\/(?= eq:).*/.exec(line)?.[0] ?? '';
  return [...comment.matchAll(/eq:([\w.-]+)(?: ([{}]))?/g)];
};

const codeOf = (line: string): string => line.replace(/\/\/.*$/, '').trimEnd();

/** Ends with the head of a statement whose body is on the next line. */
const isHead = (line: string | undefined): boolean => /^\s*(?:if|for|while|else)\b.*[^{};]$/.test(codeOf(line ?? ''));

/** The lines of a region, and as many more as it takes to be whole statements. */
function stretchOf(lines: readonly string[], id: string): Stretch {
  const marked = [...lines.entries()].filter(([, line]) => marksOf(line).some(([, name]) => name === id));
  if (marked.length === 0) throw new Error(`no region eq:${id}`);
  const stretch = { first: marked[0]![0], last: marked.at(-1)![0] };
  while (isHead(lines[stretch.first - 1])) stretch.first--;
  let open = depthOf(lines, stretch);
  while (open > 0 && stretch.last < lines.length - 1) {
    stretch.last++;
    open += depthOf(lines, { first: stretch.last, last: stretch.last });
  }
  if (open !== 0) throw new Error(`region eq:${id} is not made of whole statements`);
  return stretch;
}

/** How many brackets more are opened than closed. */
function depthOf(lines: readonly string[], { first, last }: Stretch): number {
  const code = lines.slice(first, last + 1).map(codeOf);
  return [...code.join('')].reduce(
    (depth, sign) => depth + Number('{(['.includes(sign)) - Number('})]'.includes(sign)),
    0,
  );
}

/** In the order of the lines; stretches with nothing but blanks and comments between are one. */
function merged(lines: readonly string[], stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.first - b.first)) {
    const last = found.at(-1);
    const between = last === undefined ? [] : lines.slice(last.last + 1, next.first);
    if (last !== undefined && between.every((line) => codeOf(line).trim() === ''))
      last.last = Math.max(last.last, next.last);
    else found.push({ ...next });
  }
  return found;
}

function blankText(id: string, what: string, indent: string): string {
  const thrown = `throw new Error(${JSON.stringify(`exercise ${id}: ${what}: not written yet`)});`;
  return `${indent}// Write here: ${what}.\n${indent}${thrown}`;
}

function headerOf({ id, title, task, equations, formulas, fault }: Exercise): string {
  const paragraphs = [
    ...inLines(`glassnet exercise ${id}: ${title}`),
    ...task.flatMap((text) => ['', ...inLines(text)]),
  ];
  const said = formulas ?? equations.map((equation) => equationOf(equation)!.formula);
  const asked = said.length === 0 ? [] : ['', ...said.map((formula) => `  ${formula}`)];
  const last =
    fault === null
      ? 'Write what is missing where it says so, in place of the line that throws.'
      : 'One thing in this file is wrong. Find it and mend it.';
  const end = ['', ...inLines(last), `Then: glassnet exercise check ${id}`];
  return ['/*', ...[...paragraphs, ...asked, ...end].map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n');
}

function inLines(text: string): string[] {
  return wrapped(text, 76).split('\n');
}
