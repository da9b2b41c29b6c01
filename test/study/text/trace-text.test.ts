/** The text of a trace, held to the numbers of its document and to 80 columns. */
import { describe, expect, it } from 'vitest';
import { CODE_REGIONS } from '../../../src/study/equations/code-regions.ts';
import { denseWidths } from '../../../src/study/session/parameter-place.ts';
import type { Study } from '../../../src/study/session/study.ts';
import { alignedTexts, numberText } from '../../../src/study/text/number-text.ts';
import { filesOf, sectionText } from '../../../src/study/text/section-text.ts';
import { LARGE_GRADIENT, NEAR_LN, SURE } from '../../../src/study/text/notes.ts';
import { traceSections } from '../../../src/study/text/trace-sections.ts';
import type { TraceEnd } from '../../../src/study/text/trace-lines.ts';
import type { TraceDocument } from '../../../src/study/trace/trace-document.ts';
import { traceRow, type TraceRequest } from '../../../src/study/trace/trace-row.ts';
import type { StudySetName } from '../../../src/study/sets/sets.ts';
import type { TrainingOptions } from '../../../src/training/training-options.ts';
import { csvData, freshStudy } from '../../support/studies.ts';

const linesOf = (document: TraceDocument, until?: TraceEnd) =>
  traceSections(document, until).flatMap((section) => sectionText(section));
const textOf = (document: TraceDocument, until?: TraceEnd) => linesOf(document, until).join('\n');
/** A text without its line breaks. */
const flat = (document: TraceDocument) => textOf(document).replaceAll(/\s+/g, ' ');

const CASES: readonly [StudySetName, Partial<TrainingOptions>, number, Omit<TraceRequest, 'row'>][] = [
  ['moons', { hidden: [3] }, 0, {}],
  ['moons', { hidden: [3] }, 120, { batch: 5 }],
  ['moons', { hidden: [] }, 3, {}],
  ['clusters', { hidden: [40, 30] }, 40, { batch: 40 }],
  ['audiobooks', { hidden: [6, 4], dropout: 0.5, l2: 0.01 }, 9, { batch: 20 }],
  ['spiral', { hidden: [5], outputActivation: 'sigmoid', optimizer: 'sgd' }, 9, {}],
  ['moons', { hidden: [5], outputActivation: 'sigmoid', weightDecay: 0.1 }, 1, { batch: 2 }],
];

/** With the first unit of each layer and the last element of each parameter opened. */
function traceOf(study: Study, row: number, request: Omit<TraceRequest, 'row'>): TraceDocument {
  const neurons = denseWidths(study.network).map((_, index) => ({ layer: index + 1, unit: 1 }));
  const parameters = study.network.block.parameters.map(({ name, shape }) => ({ name, place: shape }));
  return traceRow(study, { row, neurons, parameters, ...request });
}

describe('the text of a trace', () => {
  it.each(CASES)(
    '%s, %o, after %i steps: 80 columns, no −0, no NaN, only equations that are marked in the code',
    async (set, options, steps, request) => {
      const study = await freshStudy(set, options, steps);
      const known = new Set(CODE_REGIONS.map(({ id }) => id));
      for (const row of [0, 5, 11]) {
        const document = traceOf(study, row, request);
        for (const line of linesOf(document)) {
          expect(line.length, line).toBeLessThanOrEqual(80);
          expect(line, line).not.toMatch(/(?:^|[\s(=])-0(?![.\d])|NaN|undefined|Infinity/);
        }
        for (const section of traceSections(document)) {
          for (const { kind, equations, text } of section.lines) {
            for (const id of equations) expect(known, id).toContain(id);
            expect(
              /^\w[\w.']* +-?\d/.test(text) && kind === 'numbers' && section.kind !== 'opened' ? equations.length : 1,
              text,
            ).toBeGreaterThan(0);
          }
          if (!['row'].includes(section.kind)) expect(filesOf(section), section.title).not.toEqual([]);
        }
      }
    },
  );

  it('holds the numbers of the document, in seven digits', async () => {
    const document = traceRow(await freshStudy('moons', { hidden: [3, 2] }, 50), { row: 8 });
    const text = textOf(document);
    for (const { name, values } of document.tensors) {
      if (!/^(x|z|a|shifted|exp|p|dz|da|dW|db)\d?$/.test(name)) continue;
      for (const value of values!) expect(text, name).toContain(numberText(value));
    }
    const line = linesOf(document).find((one) => one.startsWith('z1 '))!;
    expect(line.split(/\s+/).slice(1, 4)).toEqual(
      document.tensors.find(({ name }) => name === 'z1')!.values!.map((z) => numberText(z)),
    );
  });

  it('ends where it is told to', async () => {
    const document = traceOf(await freshStudy('moons', { hidden: [3] }, 5), 3, {});
    const kinds = (until: TraceEnd) => [...new Set(traceSections(document, until).map(({ kind }) => kind))];
    expect(kinds('loss')).toEqual(['row', 'inputs', 'forward', 'loss', 'opened']);
    expect(kinds('backward')).toEqual(['row', 'inputs', 'forward', 'loss', 'backward', 'opened']);
    expect(kinds('adam')).toEqual(['row', 'inputs', 'forward', 'loss', 'backward', 'update', 'after', 'opened']);
    expect(textOf(document, 'loss')).not.toMatch(/dz|adam\./);
    expect(textOf(document, 'backward')).not.toContain('adam.m');
  });

  it('of 40 units, shows the 8 strongest and says that there are 32 more', async () => {
    const document = traceRow(await freshStudy('moons', { hidden: [40] }, 5), { row: 3 });
    const z = document.tensors.find(({ name }) => name === 'z1')!.values!;
    const bySize = [...z.keys()].toSorted((a, b) => Math.abs(z[b]!) - Math.abs(z[a]!)).slice(0, 8);
    const found = textOf(document, 'loss').matchAll(/\b1\.(\d+)(?= |$)/gm);
    const shown = new Set(Array.from(found, ([, unit]) => Number(unit) - 1));
    expect(bySize.every((unit) => shown.has(unit))).toBe(true);
    expect(textOf(document)).toContain('and 32 more units; these are the strongest');
  });

  it('a row without a class ends at p', async () => {
    const study = await freshStudy('moons', {}, 5);
    study.data.rows.targets[4] = -1;
    const text = textOf(traceRow(study, { row: 4 }));
    expect(text).toContain('class unknown');
    expect(text).not.toMatch(/loss|dz2|shifted/);
  });

  it('categories, missing cells and columns alike in all rows are told', async () => {
    const lines = Array.from({ length: 80 }, (_, i) => {
      return `${i % 9 === 0 ? '' : i % 7},${['basic', 'pro', 'team', 'max'][i % 4]},5,${i % 3 === 0 ? 'yes' : 'no'}`;
    });
    const study = await freshStudy(await csvData(`v,plan,same,y\n${lines.join('\n')}\n`), { hidden: [3] });
    const text = textOf(traceRow(study, { row: 9 }), 'loss');
    expect(text).toMatch(/x\[\d\] plan "pro" +pro += +1 +eq:standardise/);
    expect(text).toContain('v is missing here; the median of the training rows stands in for it: 2.5');
    expect(text).toContain('1 input (same) alike in all training rows: the network sees 0 there');
    expect(text).toContain('and 3 more inputs, all 0: other levels and pieces of these columns');
  });

  it('the two moons, as they were', async () => {
    const study = await freshStudy('moons', { hidden: [3] }, 120);
    const document = traceRow(study, {
      row: 16,
      batch: 3,
      neurons: [{ layer: 1, unit: 3 }],
      parameters: [{ name: 'W1', place: [1, 3] }],
    });
    await expect(`${textOf(document).trimStart()}\n`).toMatchFileSnapshot('trace-moons.txt');
  });
});

describe('what teaches', () => {
  it(`at t = 1 the step is α for every gradient of at least ${LARGE_GRADIENT}, within 1 %`, async () => {
    const study = await freshStudy('audiobooks', { hidden: [8] });
    const document = traceRow(study, { row: 12 });
    const tensor = (name: string) => document.tensors.find((one) => one.name === name)!.values!;
    const sizes = ['W1', 'b1', 'W2', 'b2'].flatMap((name) =>
      tensor(`adam.step.${name}`).filter((_, i) => Math.abs(tensor(`d${name}`)[i]!) >= LARGE_GRADIENT),
    );
    expect(sizes.length).toBeGreaterThan(20);
    for (const step of sizes) expect(Math.abs(step)).toBeGreaterThan(0.99 * 0.001);
    expect(flat(document)).toContain('at t = 1 the step is α·sign(g), whatever the size of g');
    study.goTo(1);
    expect(flat(traceRow(study, { row: 12 }))).not.toContain('at t = 1 the step is');
  });

  it('a unit with z ≤ 0 is off, and only such a one', async () => {
    const document = traceRow(await freshStudy('moons', { hidden: [3] }, 120), { row: 16 });
    const z = document.tensors.find(({ name }) => name === 'z1')!.values!;
    expect(z.map((value) => value <= 0)).toEqual([false, true, false]);
    expect(flat(document)).toContain('note: 1.2 is off for this row (z ≤ 0): nothing flows back through it');
    expect(flat(document)).not.toContain('1.1 is off');
  });

  it(`p of at least ${SURE} is sure and right, of at most ${1 - SURE} sure and wrong`, async () => {
    const study = await freshStudy('clusters', { hidden: [8] }, 300);
    const notes = { right: 0, wrong: 0, neither: 0 };
    for (let row = 0; row < 240; row++) {
      const wanted = { row, assumed: row % 9 === 0 ? (study.data.rows.targets[row]! + 1) % 3 : undefined };
      const document = traceRow(study, wanted);
      const p = document.tensors.find(({ name }) => name === 'p')!.values![document.row.target!.number]!;
      const text = flat(document);
      expect(text.includes('p is sure and right')).toBe(p >= SURE);
      expect(text.includes('p is sure and wrong')).toBe(p <= 1 - SURE);
      notes[p >= SURE ? 'right' : p <= 1 - SURE ? 'wrong' : 'neither']++;
    }
    for (const count of Object.values(notes)) expect(count).toBeGreaterThan(0);
  });

  it(`a fresh network with k·p within ${NEAR_LN} of 1 knows nothing; a trained one is not told so`, async () => {
    const study = await freshStudy('moons', { hidden: [2], seed: '7' });
    study.network.block.values.fill(0.01);
    expect(flat(traceRow(study, { row: 1 }))).toContain('p is about 1/2, so the loss is about ln 2');
    study.edit({ name: 'b2', place: [1] }, 0.3);
    expect(flat(traceRow(study, { row: 1 }))).not.toContain('p is about 1/2');
    study.goTo(1);
    study.network.block.values.fill(0.01);
    expect(flat(traceRow(study, { row: 1 }))).not.toContain('p is about 1/2');
  });

  it('a loss that has grown is said to have grown, and why', async () => {
    const study = await freshStudy('moons', { hidden: [3] }, 120);
    const grown = { yes: 0, no: 0 };
    for (let row = 0; row < 60; row++) {
      const document = traceRow(study, { row });
      const hasGrown = document.after!.loss! > document.before.loss!;
      expect(flat(document).includes('the loss of this row has grown')).toBe(hasGrown);
      grown[hasGrown ? 'yes' : 'no']++;
    }
    expect(Math.min(grown.yes, grown.no)).toBeGreaterThan(0);
  });
});

describe('numbers as text', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.1, '0.1'],
    [-0.6700331234, '-0.6700331'],
    [123456.789, '123456.8'],
    [0.0001, '0.0001'],
    [0.00001638712, '1.638712e-5'],
    [-0.00002, '-2e-5'],
    [12345678, '1.234568e+7'],
  ])('%d is %s', (value, text) => expect(numberText(value)).toBe(text));

  it('points stand under each other', () => {
    expect(alignedTexts(['1.5', '-12', '0.25', '1.6e-5', 'x'])).toEqual([
      '  1.5   ',
      '-12     ',
      '  0.25  ',
      '  1.6e-5',
      '  x     ',
    ]);
  });
});
