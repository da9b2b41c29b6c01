import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderSvg, standaloneSvg } from '../../../../src/report/charts/svg/render-svg.ts';
import { anyChart } from './any-chart.ts';
import { labelFaults, readXml } from './label-boxes.ts';

const width = fc.integer({ min: 200, max: 1000 });
const height = fc.option(fc.integer({ min: 80, max: 600 }), { nil: undefined });
/** What XML 1.0 has no character for, and marks that turn the direction of text, but for the one that labels set. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff\p{Cs}]|(?!\u200e)\p{Bidi_Control}/u;

describe('any chart', () => {
  it('is drawn as well-formed XML, whose labels lie within it and overlap nowhere, with finite numbers, in 500 drawn cases', () => {
    fc.assert(
      fc.property(anyChart, width, height, (chart, pixels, tall) => {
        const svg = renderSvg(chart, { width: pixels, ...(tall !== undefined && { height: tall }) });
        for (const { path, text } of readXml(svg)) {
          const { name, attributes } = path.at(-1)!;
          if (text === null) {
            const numbers = Object.values(attributes).filter((value) => !value.startsWith('#'));
            for (const value of numbers) expect(value).not.toMatch(/NaN|Infinity|undefined|e[+-]?\d/);
          } else {
            expect(['text', 'title', 'desc']).toContain(name);
          }
        }
        expect(svg).not.toMatch(FORBIDDEN);
        expect(labelFaults(svg)).toEqual([]);
        expect(Buffer.byteLength(svg)).toBeLessThan(45_000);
      }),
      { numRuns: 500, seed: 13 },
    );
  });

  it('is the same text each time, and stands alone as well, in 50 drawn cases', () => {
    fc.assert(
      fc.property(anyChart, (chart) => {
        expect(renderSvg(chart, { width: 400 })).toBe(renderSvg(structuredClone(chart), { width: 400 }));
        expect(
          Array.from(readXml(standaloneSvg(chart, { width: 400 }).replace(/<style>[^]*<\/style>/, ''))).length,
        ).toBeGreaterThan(0);
      }),
      { numRuns: 50, seed: 13 },
    );
  });
});
