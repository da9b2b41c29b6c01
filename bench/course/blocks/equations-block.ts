/**
 * Equations as a chapter shows them: each with its id and its formula, and the regions of code that compute them.
 */
import { quoted } from '../../../src/errors.ts';
import type { Equation } from '../../../src/study/equations/equation.ts';
import { equationOf } from '../../../src/study/equations/equations.ts';
import type { CodeRegion } from '../../../src/study/equations/read-regions.ts';

/**
 * In Markdown.
 *
 * @param words ids; with a plus behind it, the region is shown whole, else as far as it stands in the equation's own file
 * @param sources all regions, as the sources have them now
 * @throws Error for an id that the registry doesn't have.
 */
export function renderEquations(words: readonly string[], sources: readonly CodeRegion[]): string {
  const ids = words.map(idOf);
  const equations = ids.map((id): Equation => {
    const equation = equationOf(id);
    if (equation === undefined) throw new Error(`there is no equation ${quoted(id)}`);
    return equation;
  });
  const width = Math.max(...ids.map((id) => id.length));
  const formulas = equations.map(({ id, formula }) => `eq:${id.padEnd(width)}   ${formula}`);
  const regions = equations.flatMap(({ id, file }, index) => {
    const pieces = sources.filter((region) => region.id === id);
    const others = words[index]!.endsWith('+') ? pieces.filter((piece) => piece.file !== file) : [];
    return pieces.filter((piece) => piece.file === file).concat(others);
  });
  const files = unique(regions.map(({ file }) => file));
  const code = files.flatMap((file) => [`// ${file}`, ...regions.filter((one) => one.file === file).map(marked)]);
  const links = files.map((file) => `[${file}](../../src/${file})`);
  return [
    ['```text', ...formulas, '```'].join('\n'),
    ['```ts', ...code, '```'].join('\n'),
    `From ${links.join(', ')}. Symbols, derivation and source: \`glassnet equation ${ids.at(-1)}\`.`,
  ].join('\n\n');
}

/** Of a word of a block. */
export const idOf = (word: string): string => word.replace(/\+$/, '');

/** With its marks, as it stands in the source. */
function marked({ id, text }: CodeRegion): string {
  const lines = text.split('\n');
  if (lines.length === 1) return `${text} // eq:${id}`;
  return [`${lines[0]} // eq:${id} {`, ...lines.slice(1, -1), `${lines.at(-1)} // eq:${id} }`].join('\n');
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
