/** The marked regions of code: what a mark may be, and that what is shown is what stands in the sources and in `dist`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findRegions, renderCodeRegions } from '../../../bench/study/code-regions.ts';
import { CODE_REGIONS } from '../../../src/study/equations/code-regions.ts';
import { readRegions, type CodeRegion } from '../../../src/study/equations/read-regions.ts';
import { ROOT } from '../../support/root.ts';

/** A region that ends outside of a bracket that it began in can't be read by itself. */
function isWhole({ text }: CodeRegion): boolean {
  const open: string[] = [];
  const partner: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  for (const [character] of text.replaceAll(/'[^']*'|`[^`]*`/g, '').matchAll(/[()[\]{}]/g)) {
    if (!(character in partner)) open.push(character);
    else if (open.pop() !== partner[character]) return false;
  }
  return open.length === 0;
}

describe('the regions of the sources', () => {
  let found: CodeRegion[];
  beforeAll(async () => {
    found = await findRegions(ROOT);
  });

  it('are what the generated module holds, to the byte', async () => {
    expect(CODE_REGIONS).toEqual(found);
    const module = await readFile(join(ROOT, 'src/study/equations/code-regions.ts'), 'utf8');
    expect(await renderCodeRegions(ROOT)).toBe(module);
  });

  it('are whole statements: every bracket closes', () => {
    expect(found.filter((region) => !isWhole(region))).toEqual([]);
    expect(isWhole({ id: 'a', file: 'a.ts', firstLine: 1, text: 'for (;;) {\n  a;' })).toBe(false);
    expect(isWhole({ id: 'a', file: 'a.ts', firstLine: 1, text: '}\nfor (;;) {' })).toBe(false);
  });

  it('stand in the compiled JavaScript with the same marks', async () => {
    for (const file of new Set(found.map((region) => region.file))) {
      const compiled = await readFile(join(ROOT, 'dist/src', file.replace(/ts$/, 'js')), 'utf8');
      const ids = (regions: readonly CodeRegion[]) => regions.map(({ id }) => id);
      expect(ids(readRegions(file, compiled)), file).toEqual(ids(found.filter((region) => region.file === file)));
    }
  });
});

describe('the reader of marks', () => {
  it('reads a line, several lines and several marks on a line, and takes marks and indentation away', () => {
    const text = ['{', '    a(); // eq:one', '    if (b) { // eq:two { eq:c.d {', '      e();', '    } // eq:two }'];
    expect(readRegions('a.ts', [...text, '    f(); // eq:c.d } eq:g'].join('\n'))).toEqual([
      { id: 'one', file: 'a.ts', firstLine: 2, text: 'a();' },
      { id: 'two', file: 'a.ts', firstLine: 3, text: 'if (b) {\n  e();\n}' },
      { id: 'c.d', file: 'a.ts', firstLine: 3, text: 'if (b) {\n  e();\n}\nf();' },
      { id: 'g', file: 'a.ts', firstLine: 6, text: 'f();' },
    ]);
  });

  it.each([
    ['a(); // eq:a {', 'a.ts:1: a begins and doesn’t end'],
    ['a(); // eq:a }', 'a.ts:1: a ends and hasn’t begun'],
    ['a(); // eq:a {\nb(); // eq:a {', 'a.ts:2: a begins twice'],
    ['a(); // eq:a {\nb(); // eq:a', 'a.ts:2: a begins twice'],
    ['a(); // eq:a, eq:b', 'a.ts:1: eq:a, is no mark'],
    ['a(); // eq:a{', 'a.ts:1: eq:a{ is no mark'],
    ['// eq:a\na();', 'a.ts:1: a mark trails a line of code'],
    ['a(); /* eq:a */', 'a.ts:1: a mark trails a line of code'],
  ])('refuses %j', (text, message) => {
    expect(() => readRegions('a.ts', text)).toThrow(new Error(message.replaceAll('’', "'")));
  });
});
