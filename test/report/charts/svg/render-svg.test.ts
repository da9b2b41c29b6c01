import { describe, expect, it } from 'vitest';
import { renderSvg, standaloneSvg } from '../../../../src/report/charts/svg/render-svg.ts';
import { GALLERY } from './gallery.ts';
import { labelBoxes, labelFaults, readXml } from './label-boxes.ts';

const LARGEST_BYTES = 20_000;
const charts = GALLERY.map((chart) => [chart.id, chart] as const);

describe.each([240, 400, 760])('an image %i pixels wide', (width) => {
  it.each(charts)('of %s is well-formed, small, and no label overlaps another or leaves it', (_, chart) => {
    const svg = renderSvg(chart, { width });
    expect(Array.from(readXml(svg)).length).toBeGreaterThan(2);
    expect(labelFaults(svg)).toEqual([]);
    expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(LARGEST_BYTES);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|\[object/);
    expect(renderSvg(chart, { width })).toBe(svg);
  });
});

describe('a standalone image', () => {
  it.each(charts)('of %s has its stylesheet, title and sentence', (_, chart) => {
    const svg = standaloneSvg(chart, { width: 400 });
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(labelBoxes(svg).map(({ text }) => text)).toContain(chart.title);
  });
});
