import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../../src/report/charts/chart.ts';
import { renderTerminal } from '../../../../src/report/charts/terminal/render-terminal.ts';
import { tableText } from '../../../../src/report/charts/terminal/table-text.ts';
import { CHARTS } from '../examples.ts';
import { anyChart } from '../svg/any-chart.ts';
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

/** Beside what `anyChart` calls things: cells that are wide, that make an emoji of two signs, or that take none. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('团'.repeat(300), '👩‍👩‍👧 ❤️'.repeat(20), '\u200b'.repeat(200), '가'.normalize('NFD').repeat(40)),
);
const cells = fc.oneof(texts, fc.double(), fc.constant(null));
const charts = fc
  .record({ chart: anyChart, title: texts, sentence: fc.array(texts), rows: fc.array(fc.tuple(cells, cells)) })
  .map(({ chart, title, sentence, rows }): Chart => {
    const columns = [{ name: title, format: 'text' } as const, { name: 'b', format: 'share' } as const];
    return Object.assign(chart, { title, sentence: sentence.join(' '), table: { columns, rows } });
  });

describe('any chart', () => {
  it('is never wider than asked, has no escape sequence and in ASCII 7 bits: 300 of them, with hostile names', () => {
    fc.assert(
      fc.property(charts, fc.integer({ min: 20, max: 220 }), fc.boolean(), (chart, width, ascii) => {
        expect(terminalFaults(renderTerminal(chart, { width, ascii }), { width, ascii })).toEqual([]);
        expect(terminalFaults(tableText(chart, { ascii }), { width: Infinity, ascii })).toEqual([]);
      }),
      { numRuns: 300, seed: 13, endOnFailure: true },
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
