/** The student's path is as short as it says, can be read by itself, and derives what it uses. */
import { describe, expect, it } from 'vitest';
import { DERIVATIONS, MOST_LINES, READING_PATH, TAKEN_ON_TRUST } from '../../src/study/reading-path.ts';
import { importsOf, readSource, sourceFiles } from '../support/sources.ts';

const pages = READING_PATH.map(({ file }) => file);

/** Every line counts: code, comments, imports, blank ones. */
const linesOf = (text: string): number => text.trimEnd().split('\n').length;

function faultOfLength(texts: readonly string[]): string | undefined {
  const lines = texts.reduce((sum, text) => sum + linesOf(text), 0);
  return lines <= MOST_LINES ? undefined : `${lines} lines, at most ${MOST_LINES}`;
}

/** A page imports other pages and what is taken on trust, nothing else. */
function faultsOfImports(file: string, text: string): string[] {
  return importsOf(file, text)
    .filter((target) => !pages.includes(target) && !(target in TAKEN_ON_TRUST))
    .map((target) => `${file} imports ${target}`);
}

const MOST_DERIVATION_LINES = 8;

/** A derivation is a paragraph of a comment, or a comment without paragraphs, that holds its result. */
function faultOfDerivation(text: string, result: string): string | undefined {
  const comments = [...text.matchAll(/\/\*\*(.*?)\*\//gs)].map(([, comment]) =>
    comment!.replace(/^ *\* ?/gm, '').trim(),
  );
  const paragraphs = comments.flatMap((comment) => comment.split(/\n\s*\n/));
  const holding = paragraphs.filter((paragraph) => paragraph.replaceAll('\n', ' ').includes(result));
  if (holding.length === 0) return `no comment holds ${result}`;
  const shortest = Math.min(...holding.map(linesOf));
  return shortest <= MOST_DERIVATION_LINES ? undefined : `${shortest} lines for ${result}`;
}

describe('the student’s path', () => {
  it(`has at most ${MOST_LINES} lines, all counted, in 12 files that are there, each once`, () => {
    expect(pages).toHaveLength(12);
    expect(new Set(pages).size).toBe(12);
    for (const page of pages) expect(sourceFiles()).toContain(page);
    expect(faultOfLength(pages.map(readSource))).toBeUndefined();
  });

  it('begins with a page that imports nothing', () => {
    expect(importsOf(pages[0]!, readSource(pages[0]!))).toEqual([]);
  });

  it('imports nothing but pages and what is taken on trust, and trusts nothing that no page imports', () => {
    expect(pages.flatMap((page) => faultsOfImports(page, readSource(page)))).toEqual([]);
    const imported = new Set(pages.flatMap((page) => importsOf(page, readSource(page))));
    expect(Object.keys(TAKEN_ON_TRUST).filter((file) => !imported.has(file))).toEqual([]);
  });

  it.each(DERIVATIONS)('derives in $file, in at most 8 lines: $result', ({ file, result }) => {
    expect(faultOfDerivation(readSource(file), result)).toBeUndefined();
  });
});

describe('the checks of the path', () => {
  it('refuse a line more than there may be, blank or comment', () => {
    const full = Array.from({ length: MOST_LINES }, () => 'x').join('\n');
    expect(faultOfLength([full])).toBeUndefined();
    for (const more of ['x', '', '// x']) {
      expect(faultOfLength([`${more}\n${full}`])).toBe(`${MOST_LINES + 1} lines, at most ${MOST_LINES}`);
    }
  });

  it('refuse an import of what is neither page nor trusted, types included', () => {
    const found = faultsOfImports(
      'nn/sequential.ts',
      "import type { A } from './workspace.ts';\nimport { B } from './layers/dense.ts';\nimport { C } from './tap.ts';",
    );
    expect(found).toEqual(['nn/sequential.ts imports nn/workspace.ts']);
  });

  it('refuse a derivation that is too long, or whose result stands in the code alone', () => {
    const lines = (count: number) => [
      '/**',
      ...Array<string>(count - 1).fill(' * by the chain rule'),
      ' * dW = xᵀ·dZ',
      ' */',
    ];
    expect(faultOfDerivation(lines(8).join('\n'), 'dW = xᵀ·dZ')).toBeUndefined();
    expect(faultOfDerivation(lines(9).join('\n'), 'dW = xᵀ·dZ')).toBe('9 lines for dW = xᵀ·dZ');
    expect(faultOfDerivation('const dW = xᵀ·dZ;', 'dW = xᵀ·dZ')).toBe('no comment holds dW = xᵀ·dZ');
  });
});
