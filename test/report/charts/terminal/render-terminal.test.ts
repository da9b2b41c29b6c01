import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Axis, Chart, Plot } from '../../../../src/report/charts/chart.ts';
import { renderTerminal } from '../../../../src/report/charts/terminal/render-terminal.ts';
import { tableText } from '../../../../src/report/charts/terminal/table-text.ts';
import { CHARTS } from '../examples.ts';
import { cellsByNode, terminalFaults } from './terminal-faults.ts';

const WIDTHS = [40, 80, 200] as const;

describe('charts in a terminal', () => {
  for (const width of WIDTHS) {
    it.each([false, true])(`are as they were drawn at ${width} columns, ASCII %s`, async (ascii) => {
      const text = CHARTS.map((chart) => renderTerminal(chart, { width, ascii })).join('\n\n');
      expect(terminalFaults(text, { width, ascii })).toEqual([]);
      await expect(`${text}\n`).toMatchFileSnapshot(`snapshots/${width}${ascii ? '-ascii' : ''}.txt`);
    });
  }

  it('are tables as they were written for a pipe', async () => {
    await expect(`${CHARTS.map((chart) => tableText(chart)).join('\n\n')}\n`).toMatchFileSnapshot(
      'snapshots/tables.txt',
    );
  });

  it('have U+2800 where no dot is, and no blank, between the axes', () => {
    const lines = renderTerminal(CHARTS[0]!, { width: 80, ascii: false }).split('\n');
    const plot = lines.filter((line) => /[│┤]/.test(line)).map((line) => line.split(/[│┤]/)[1]!);
    expect(plot).toHaveLength(16);
    for (const line of plot) expect(line).toMatch(/^[\u2800-\u28ffA]+$/);
    expect(plot.join('')).toContain('\u2800');
  });

  it('use each cell of the width at 40, 80 and 200 columns', () => {
    for (const width of WIDTHS) {
      const lines = renderTerminal(CHARTS[0]!, { width, ascii: false }).split('\n');
      expect(Math.max(...lines.map(cellsByNode))).toBe(width);
    }
  });

  it('tell each series of a legend by another sign', () => {
    for (const ascii of [false, true]) {
      const text = renderTerminal(CHARTS.at(-1)!, { width: 80, ascii });
      const signs = ['filled', 'outlined', 'seen', 'so far'].map((name) => new RegExp(`(\\S+) ${name}`).exec(text)![1]);
      expect(new Set(signs).size).toBe(4);
    }
  });
});

/** What columns, classes and cells may be called. */
const names = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\u001b[31mred',
    'two\nlines\ttab',
    '<script>alert("x")</script>',
    '\u202egnirts',
    'a'.repeat(1024),
    '团'.repeat(300),
    'e\u0301\u0302\u0303\u0304'.repeat(50),
    '👩‍👩‍👧 ❤️'.repeat(20),
    '\u200b'.repeat(200),
    '가'.normalize('NFD').repeat(40),
  ),
);
const numbers = fc.oneof(fc.double(), fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(0, 1, 1e300, -1e-300));
const finite = numbers.filter(Number.isFinite);
const formats = fc.constantFrom('count', 'share', 'number', 'signed', 'money');
const domains = fc.tuple(finite, finite).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const axes: fc.Arbitrary<Axis> = fc
  .record(
    { label: names, format: formats, domain: domains, scale: fc.constantFrom('linear', 'log'), names: fc.array(names) },
    { requiredKeys: ['label', 'format', 'domain'] },
  )
  .map((axis) => (axis.scale === 'log' && axis.domain[0] <= 0 ? Object.assign(axis, { scale: 'linear' }) : axis));
const points = fc.array(fc.tuple(numbers, numbers), { maxLength: 30 });
const intervals = fc.option(fc.tuple(numbers, numbers), { nil: null });
const series = fc
  .record({
    name: names,
    style: fc.constantFrom('line', 'step', 'points', 'bars'),
    role: fc.constantFrom('main', 'second', 'third', 'reference', 'faint'),
    points,
    band: fc.array(intervals, { minLength: 30, maxLength: 30 }),
  })
  .map((one) => Object.assign(one, { band: one.band.slice(0, one.points.length) }));
const marks = fc.record({ x: numbers, y: numbers, label: names }, { requiredKeys: ['label'] });
const named = fc.record({ name: names, value: finite });
const plots = fc.oneof(
  fc.record({
    kind: fc.constant('xy'),
    x: axes,
    y: axes,
    series: fc.array(series, { maxLength: 4 }),
    marks: fc.array(marks, { maxLength: 3 }),
    rug: fc.array(numbers, { maxLength: 10 }),
    sparse: fc.array(domains, { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('bars'),
    x: axes,
    bars: fc.array(fc.record({ name: names, value: numbers, interval: intervals }), { maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant('waterfall'),
    x: axes,
    base: named,
    steps: fc.array(fc.record({ name: names, change: finite }), { maxLength: 8 }),
    total: named,
  }),
  fc
    .array(fc.tuple(names, fc.array(fc.nat(1e6), { minLength: 25, maxLength: 25 })), { minLength: 1, maxLength: 25 })
    .chain((rows) =>
      fc.record({
        kind: fc.constant('matrix'),
        rowLabel: names,
        columnLabel: names,
        names: fc.constant(rows.map(([name]) => name)),
        counts: fc.constant(rows.map(([, counts]) => counts.slice(0, rows.length))),
      }),
    ),
  fc.array(fc.array(names, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 5 }).map((layers) => ({
    kind: 'network' as const,
    layers: layers.map((units) => ({
      name: units[0]!,
      units: units.map((name) => ({ name })),
      count: 100,
    })),
    edges: [{ layer: 0, from: 0, to: layers[1]!.length - 1, weight: -1 }],
  })),
) as fc.Arbitrary<Plot>;
const charts: fc.Arbitrary<Chart> = fc.record({
  id: fc.constant('any'),
  title: names,
  sentence: fc.array(names).map((words) => words.join(' ')),
  plot: plots,
  table: fc.record({
    columns: fc.constant([{ name: 'a', format: 'text' } as const, { name: 'b', format: 'share' } as const]),
    rows: fc.array(fc.tuple(fc.option(names, { nil: null }), fc.option(numbers, { nil: null }))),
  }),
});

describe('any chart', () => {
  it('is never wider than asked, has no escape sequence and in ASCII 7 bits: 300 of them, with hostile names', () => {
    fc.assert(
      fc.property(charts, fc.integer({ min: 20, max: 220 }), fc.boolean(), (chart, width, ascii) => {
        expect(terminalFaults(renderTerminal(chart, { width, ascii }), { width, ascii })).toEqual([]);
        expect(terminalFaults(tableText(chart, { ascii }), { width: Infinity, ascii })).toEqual([]);
      }),
      { numRuns: 300, seed: 13 },
    );
  });

  it('is refused by the checker when it is a cell too wide, coloured, or not in 7 bits', () => {
    const view = { width: 10, ascii: false };
    expect(terminalFaults('12345678901', view)).toHaveLength(1);
    expect(terminalFaults('团团团团团团', view)).toHaveLength(1);
    expect(terminalFaults('1234567890', view)).toEqual([]);
    expect(terminalFaults('\u001b[1mx', view)).toHaveLength(1);
    expect(terminalFaults('a\u202eb', view)).toHaveLength(1);
    expect(terminalFaults('…', view)).toEqual([]);
    expect(terminalFaults('…', { width: 10, ascii: true })).toHaveLength(1);
  });
});
