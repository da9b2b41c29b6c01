import { describe, expect, it } from 'vitest';
import type { Chart, Series, XyPlot } from '../../../../src/report/charts/chart.ts';
import { chartStyles } from '../../../../src/report/charts/svg/chart-styles.ts';
import { renderSvg, standaloneSvg } from '../../../../src/report/charts/svg/render-svg.ts';
import { GALLERY, HOSTILE } from './gallery.ts';
import { labelBoxes, labelFaults, readXml } from './label-boxes.ts';

const LARGEST_BYTES = 20_000;
const charts = GALLERY.map((chart) => [chart.id, chart] as const);
const named = (id: string): Chart => GALLERY.find((chart) => chart.id === id)!;
const textsOf = (svg: string): string[] => labelBoxes(svg).map(({ text }) => text);

function attributesOf(svg: string, element: string, name: string): string[] {
  return Array.from(readXml(svg))
    .filter(({ path, text }) => text === null && path.at(-1)!.name === element)
    .map(({ path }) => path.at(-1)!.attributes[name] ?? '');
}

describe.each([240, 400, 760])('an image %i pixels wide', (width) => {
  it.each(charts)('of %s is well-formed, at most 20 kB, and no label overlaps another or leaves it', (_, chart) => {
    const svg = renderSvg(chart, { width });
    expect(Array.from(readXml(svg)).length).toBeGreaterThan(2);
    expect(labelFaults(svg)).toEqual([]);
    expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(LARGEST_BYTES);
    expect(svg).toContain(`viewBox="0 0 ${width} `);
  });
});

describe('an image', () => {
  it('is an img with a title and a description, by ids that begin with that of the chart', () => {
    const svg = renderSvg({ ...named('bars'), id: 'run-2-bars', sentence: 'Half of a & b.' }, { width: 400 });
    expect(svg).toContain('role="img" aria-labelledby="run-2-bars-title run-2-bars-desc"');
    expect(svg).toContain(
      '<title id="run-2-bars-title">bars</title><desc id="run-2-bars-desc">Half of a &amp; b.</desc>',
    );
    const ids = attributesOf(svg, 'pattern', 'id').concat(attributesOf(svg, 'clipPath', 'id'));
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(id).toMatch(/^run-2-bars-/);
  });

  it('has no script, no style, no link and no element but shapes and texts', () => {
    const known = 'svg title desc defs clipPath pattern rect path circle g text'.split(' ');
    for (const [, chart] of charts) {
      for (const { path } of readXml(renderSvg(chart, { width: 400 }))) expect(known).toContain(path.at(-1)!.name);
    }
  });

  it('shows hostile names as text, cut, with what cannot be seen written out', () => {
    const texts = textsOf(renderSvg(named('importance'), { width: 760 }));
    expect(texts).toContain(HOSTILE.script);
    expect(texts).toContain(HOSTILE.quotes);
    expect(texts.some((text) => text.startsWith('tab\\u0009here, bell\\u0007, null\\u0000'))).toBe(true);
    expect(texts.some((text) => text.startsWith('left \\u202eright'))).toBe(true);
    expect(texts.some((text) => /^kilobyte x+…$/.test(text))).toBe(true);
    expect(texts.some((text) => text.startsWith('half a pair \\ud83d'))).toBe(true);
    for (const text of texts) expect(text.length).toBeLessThan(120);
  });

  it('tells three series apart without colour: by dash, by marker and by texture', () => {
    const plot = (style: Series['style']): XyPlot => ({
      ...(named('equal-ends').plot as XyPlot),
      series: (['main', 'second', 'third'] as const).map((role, index) => ({
        name: role,
        role,
        style,
        points: [
          [0.2, (index + 1) / 4],
          [0.8, (index + 1) / 4],
        ],
      })),
    });
    const draw = (style: Series['style']) => renderSvg({ ...named('equal-ends'), plot: plot(style) }, { width: 400 });
    const lines = Array.from(readXml(draw('line'))).flatMap(({ path, text }) => {
      const { name, attributes } = path.at(-1)!;
      return text === null && name === 'path' && attributes['stroke-width'] === '2.2' ? [attributes] : [];
    });
    expect(new Set(lines.map((one) => one['stroke-dasharray'])).size).toBe(3);
    const markers = attributesOf(draw('points'), 'path', 'd').filter((d) => d.endsWith('Z') || d.includes('A'));
    expect(new Set(markers).size).toBe(3);
    const fills = attributesOf(draw('bars'), 'g', 'fill').filter(
      (fill) => fill.startsWith('url') || fill === '#0b62a8',
    );
    expect(new Set(fills).size).toBe(3);
  });

  it('names lines at their ends where there is room, else in a key above', () => {
    const atEnd = labelBoxes(renderSvg(named('ends-apart'), { width: 760 })).find(({ text }) => text === 'validation')!;
    expect(atEnd.left).toBeGreaterThan(600);
    const above = labelBoxes(renderSvg(named('ends-apart'), { width: 400 })).find(({ text }) => text === 'validation')!;
    expect(above.bottom).toBeLessThan(20);
  });

  it('draws 30 bars or steps of many, and says how many more there are', () => {
    expect(textsOf(renderSvg(named('many-bars'), { width: 400 }))).toContain('and 170 more in the table');
    const texts = textsOf(renderSvg(named('sixty-reasons'), { width: 400 }));
    expect(texts).toContain('31 others');
    expect(texts).toContain('+11');
  });

  it('writes the share of its row under each count of a matrix', () => {
    const texts = textsOf(renderSvg(named('confusion'), { width: 400 }));
    for (const text of ['1,120', '62', '98', '128', '94.8 %', '5.2 %', '43.4 %', '56.6 %'])
      expect(texts).toContain(text);
  });

  it('keeps the label of a mark clear of lines where a place is clear', () => {
    const box = labelBoxes(renderSvg(named('three-lines'), { width: 760 })).find(({ text }) =>
      text.startsWith('10 %'),
    )!;
    // The curve x^0.2 is above 63 % right of the mark: the label stands below it, or left of it.
    expect(box.text).toBe('10 % of customers hold 63 %');
  });
});

describe('a standalone image', () => {
  it.each(charts)('of %s has its stylesheet, and title and sentence as labels', (_, chart) => {
    const svg = standaloneSvg(chart, { width: 400 });
    expect(svg).toContain(`<style>${chartStyles().replaceAll('>', '&gt;')}</style>`);
    const texts = textsOf(svg.replace(/<style>[^]*<\/style>/, ''));
    expect(texts).toContain(chart.title);
    expect(texts).toContain(chart.sentence);
  });
});

describe('the stylesheet of charts', () => {
  it('gives each painted class a colour that a page may set, light and dark, and loads nothing', () => {
    const styles = chartStyles();
    const classes = charts.flatMap(([, chart]) =>
      Array.from(renderSvg(chart, { width: 400 }).matchAll(/ class="([fs]-[^"]*)"/g), ([, list]) =>
        list!.split(' '),
      ).flat(),
    );
    for (const one of new Set(classes)) expect(styles).toContain(`.chart .${one}{`);
    expect(styles).toMatch(/@media screen and \(prefers-color-scheme:dark\)\{:root\{/);
    expect(styles).toMatch(/\.chart \.f-main\{fill:var\(--chart-main,#[0-9a-f]{6}\)\}/);
    expect(styles).not.toMatch(/url|@import|@font-face/);
  });
});

describe('the reader of labels', () => {
  const image = (...texts: string[]) => `<svg viewBox="0 0 100 50"><g font-size="10">${texts.join('')}</g></svg>`;

  it('finds labels that overlap, that leave the image, and none beside each other', () => {
    expect(labelFaults(image('<text x="10" y="20">one</text>', '<text x="20" y="25">two</text>'))).toEqual([
      'one overlaps two',
    ]);
    expect(labelFaults(image('<text x="90" y="20">outside</text>'))).toEqual(['outside leaves the image']);
    expect(labelFaults(image('<text x="5" y="20" text-anchor="end">left</text>'))).toEqual(['left leaves the image']);
    expect(labelFaults(image('<text x="10" y="20">one</text>', '<text x="10" y="33">two</text>'))).toEqual([]);
  });

  it.each([
    '<svg><g></svg>',
    '<svg>',
    '<svg a=1></svg>',
    '<svg>a < b</svg>',
    '<svg>&nbsp;</svg>',
    '<svg>a & b</svg>',
    '</svg>',
  ])('refuses %s', (svg) => expect(() => Array.from(readXml(svg))).toThrow());
});
