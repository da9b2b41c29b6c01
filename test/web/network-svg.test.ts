import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, shownUnits } from '../../src/web/network/layout.ts';
import { networkSvg, type DrawnNetwork } from '../../src/web/network/network-svg.ts';
import type { StudyDescription } from '../../src/web/protocol.ts';

/** What a layout reads of a description. */
function describedAs(widths: readonly number[]): StudyDescription {
  let start = 0;
  const parameters = widths.slice(1).map((width, i) => {
    const shape = [widths[i]!, width];
    start += i === 0 ? 0 : widths[i - 1]! * widths[i]!;
    return { name: `W${i + 1}`, shape, start };
  });
  const inputs = Array.from({ length: widths[0]! }, (_, i) => `input ${i}`);
  return { parameters, units: widths.slice(1), inputs, classes: ['no', 'yes'] } as unknown as StudyDescription;
}

function draw(widths: readonly number[], valueOf: (i: number) => number, names = (i: number) => `unit ${i}`) {
  const layout = layOut(describedAs(widths), shownUnits(widths, null, null), 600);
  const count = widths.slice(1).reduce((sum, width, i) => sum + width * widths[i]!, 0);
  const drawn: DrawnNetwork = {
    title: 'A network',
    description: 'Its weights',
    names: layout.units.map((_, i) => names(i)),
    numbers: layout.units.map((_, i) => String(i)),
    values: Float32Array.from({ length: count }, (_, i) => valueOf(i)),
  };
  return networkSvg(layout, drawn);
}

/** The lines of edges: colour and width. */
const edgesOf = (svg: string): { colour: string; width: number }[] =>
  [...svg.matchAll(/<path d="M[\d.]+ [\d.]+L[^"]+" stroke="(#\w+)" stroke-width="([\d.]+)"/g)].map(
    ([, colour, width]) => ({
      colour: colour!,
      width: Number(width),
    }),
  );

/** What is wrong with the nesting of elements, or with characters that XML doesn't know. */
function faultOf(xml: string): string | undefined {
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F]|\p{Surrogate}/u.test(xml)) return 'a control character';
  const open: string[] = [];
  const rest = xml.replaceAll(
    /<(\/?)([a-z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>/g,
    (_, end, name: string, _attributes, empty) => {
      if (end === '/' && open.pop() !== name) open.push(`</${name}>`);
      if (end === '' && empty === '') open.push(name);
      return '';
    },
  );
  if (open.length > 0) return `open: ${open.join()}`;
  if (rest.includes('<') || rest.includes('>')) return `a bare bracket`;
  return /&(?!amp;|lt;|gt;|quot;)/.test(rest) ? 'a bare ampersand' : undefined;
}

describe('a drawing of a network as SVG', () => {
  it('has a line for each weight that shows, blue above 0 and burgundy below, wider for larger', () => {
    const edges = edgesOf(draw([2, 2], (i) => [1, -0.5, 0.25, 0][i]!));
    expect(edges).toEqual([
      { colour: '#1f5f8b', width: 0.6 },
      { colour: '#8b1f3f', width: 1.2 },
      { colour: '#1f5f8b', width: 3.6 },
    ]);
  });

  it('says what it shows, and needs neither styles nor scripts', () => {
    const svg = draw([3, 4, 2], (i) => Math.sin(i));
    expect(svg).toContain('<title id="title">A network</title>');
    expect(svg).toContain('<desc id="desc">Its weights</desc>');
    expect(svg).toContain('aria-labelledby="title desc"');
    expect(svg).not.toMatch(/class=|style|script|href|NaN|undefined/);
  });

  it('of a wide network shows 64 units a layer and 2,000 edges, the strongest', () => {
    const svg = draw([300, 200, 2], (i) => ((i * 7919) % 1000) / 1000 + 0.02);
    const edges = edgesOf(svg);
    expect(edges).toHaveLength(2000);
    expect(svg.match(/<(circle|rect) [^>]*stroke=/g)).toHaveLength(64 + 64 + 2);
    expect(Math.max(...edges.map(({ width }) => width))).toBe(3.6);
    expect(svg.length).toBeLessThan(400_000);
  });

  it('draws weights that are all 0 as none', () => {
    expect(edgesOf(draw([2, 3], () => 0))).toEqual([]);
  });

  it('stays well-formed with any names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(
          faultOf(
            draw(
              [2, 2],
              () => 1,
              () => `${name}<&">\u0007\uD800`,
            ),
          ),
        ).toBeUndefined();
      }),
    );
  });

  it.each([
    ['<svg><g></svg></g>', /open/],
    ['<svg>a < b</svg>', /bracket/],
    ['<svg>a & b</svg>', /ampersand/],
    ['<svg>\u0007</svg>', /control/],
  ])('the checker refuses %j', (xml, fault) => {
    expect(faultOf(xml)).toMatch(fault);
  });
});
