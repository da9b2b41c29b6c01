/** The registry of equations: every id has its region, every region its id, and all of it fits on a page. */
import { renderToString } from 'katex';
import { describe, expect, it } from 'vitest';
import { CODE_REGIONS } from '../../../src/study/equations/code-regions.ts';
import { EQUATIONS, equationOf, regionOf } from '../../../src/study/equations/equations.ts';
import type { Equation } from '../../../src/study/equations/equation.ts';
import type { CodeRegion } from '../../../src/study/equations/read-regions.ts';
import { TEX } from '../../../src/study/equations/tex.ts';
import { FORMULAS } from '../../../src/study/reference/formulas.ts';

const MOST_COLUMNS = 76;
const MOST_LINES = 15;
const MOST_CODE_LINES = 12;

/** As wide as a terminal shows it: a hat stands above its letter. */
const widthOf = (text: string): number => [...text.replaceAll(/\p{Mn}/gu, '')].length;

/** What is wrong with the equations and regions, a line each. */
function faultsOf(equations: readonly Equation[], regions: readonly CodeRegion[]): string[] {
  const found: string[] = [];
  const ids = new Set<string>(equations.map(({ id }) => id));
  if (ids.size < equations.length) found.push('an id stands twice');
  for (const { id } of regions) if (!ids.has(id)) found.push(`region ${id} has no equation`);
  for (const { id, formula, derivation, file } of equations) {
    const pieces = regions.filter((region) => region.id === id);
    const lines = pieces.reduce((sum, { text }) => sum + text.split('\n').length, 0);
    if (lines === 0) found.push(`${id} has no region`);
    if (lines > MOST_CODE_LINES) found.push(`${id} has a region of ${lines} lines`);
    if (lines > 0 && !pieces.some((piece) => piece.file === file)) found.push(`${id} has no region in ${file}`);
    if (derivation.length > MOST_LINES) found.push(`${id} is derived in ${derivation.length} lines`);
    for (const line of [formula, ...derivation]) {
      if (widthOf(line) > MOST_COLUMNS) found.push(`${id} is ${widthOf(line)} columns wide: ${line}`);
    }
  }
  return found;
}

describe('the registry', () => {
  it('has 23 equations, each with a region of at most 12 lines and a derivation of at most 15, 76 columns wide', () => {
    expect(EQUATIONS).toHaveLength(23);
    expect(faultsOf(EQUATIONS, CODE_REGIONS)).toEqual([]);
  });

  it('has a float64 formula for each equation, and no other', () => {
    expect(EQUATIONS.map(({ id }) => id).toSorted()).toEqual(Object.keys(FORMULAS).toSorted());
  });

  it('says of each equation its source with a year, its symbols and a chapter', () => {
    for (const { id, source, symbols, chapter, title } of EQUATIONS) {
      expect(source, id).toMatch(/\b(19|20)\d\d\b/);
      expect(title, id).toMatch(/^[A-Z]/);
      expect(symbols.length, id).toBeGreaterThan(1);
      expect(chapter, id).toBeGreaterThanOrEqual(1);
      expect(chapter, id).toBeLessThanOrEqual(12);
    }
  });

  it('has each formula for KaTeX too, which can be read', () => {
    const options = { displayMode: true, throwOnError: true, strict: 'error' } as const;
    for (const { id } of EQUATIONS) expect(renderToString(TEX[id], options), id).toContain('katex-display');
    expect(() => renderToString(String.raw`\frac{a`, options)).toThrow();
  });

  it('refers to other equations that are there', () => {
    for (const { id, derivation, symbols } of EQUATIONS) {
      const text = [...derivation, ...symbols.map(({ meaning }) => meaning)].join('\n');
      for (const [, other] of text.matchAll(/\beq:([\w.-]+\w)/g))
        expect(equationOf(other!), `${id}: ${other}`).toBeDefined();
    }
  });

  it('is asked with eq: or without, and shows the pieces of a region with the equation’s own file first', () => {
    expect(equationOf('eq:relu')).toBe(equationOf('relu'));
    expect(equationOf('eq:rel')).toBeUndefined();
    expect(regionOf('dense.z').map(({ file, text }) => [file, text.split('\n').length])).toEqual([
      ['nn/layers/dense.ts', 2],
      ['tensor/kernels/complete-kernels.ts', 1],
      ['tensor/kernels/reference.ts', 3],
    ]);
    expect(regionOf('adam.step')[0]!.file).toBe('tensor/kernels/reference.ts');
  });
});

describe('the check of the registry refuses', () => {
  const without = (id: string) => CODE_REGIONS.filter((region) => region.id !== id);
  const changed = (change: Partial<Equation>) => [{ ...EQUATIONS[0]!, ...change }, ...EQUATIONS.slice(1)];

  it('an equation without a region, and a region without an equation', () => {
    expect(faultsOf(EQUATIONS, without('relu'))).toEqual(['relu has no region']);
    expect(
      faultsOf(
        EQUATIONS.filter(({ id }) => id !== 'relu'),
        CODE_REGIONS,
      ),
    ).toEqual(['region relu has no equation']);
    const moved = CODE_REGIONS.map((region) =>
      region.id === 'relu' ? { ...region, file: 'nn/layers/relu.ts' } : region,
    );
    expect(faultsOf(EQUATIONS, moved)).toEqual(['relu has no region in tensor/kernels/reference.ts']);
  });

  it('a region of 13 lines, all pieces counted', () => {
    const long = { id: 'relu', file: 'nn/layers/relu.ts', firstLine: 1, text: 'a;\n'.repeat(11) };
    expect(faultsOf(EQUATIONS, [...CODE_REGIONS, long])).toEqual(['relu has a region of 13 lines']);
    expect(faultsOf(EQUATIONS, [...CODE_REGIONS, { ...long, text: 'a;\n'.repeat(10) }])).toEqual([]);
  });

  it('a derivation of 16 lines, a line of 77 columns, an id twice', () => {
    expect(faultsOf(changed({ derivation: Array<string>(16).fill('a') }), CODE_REGIONS)).toEqual([
      'standardise is derived in 16 lines',
    ]);
    expect(faultsOf(changed({ formula: 'm̂'.repeat(76) }), CODE_REGIONS)).toEqual([]);
    expect(faultsOf(changed({ formula: 'm'.repeat(77) }), CODE_REGIONS)).toHaveLength(1);
    expect(faultsOf([...EQUATIONS, EQUATIONS[0]!], CODE_REGIONS)).toEqual(['an id stands twice']);
  });
});
