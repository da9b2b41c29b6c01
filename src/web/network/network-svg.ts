/**
 * The drawing of a network with its own weights as an SVG file: it needs no style sheet, and stands on white paper.
 */
import type { Edges, NetworkLayout } from './layout.ts';

/** What is drawn, besides the layout. */
export interface DrawnNetwork {
  readonly title: string;
  readonly description: string;
  /** By unit of the layout: what is written beside it and in it; empty for nothing. */
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  /** What the edges show, of all parameters. */
  readonly values: Float32Array;
}

/** Of more edges, the strongest are drawn. */
const MOST_EDGES = 2000;
/** A weaker edge, beside the largest of its layer, would not be seen. */
const LEAST_SHARE = 0.01;
const POSITIVE = '#1f5f8b';
const NEGATIVE = '#8b1f3f';
const INK = '#1b2733';
const MARGIN = 24;
/** Letters of a name that there is room for. */
const MOST_LETTERS = 20;

export function networkSvg(layout: NetworkLayout, drawn: DrawnNetwork): string {
  const { width, height, units, size } = layout;
  const lines = strongestEdges(layout.edges, drawn.values).map((edge) => edgeLine(layout.edges, edge));
  const last = Math.max(...units.map(({ layer }) => layer));
  const shapes = units.map(({ layer, x, y }, i) => {
    const [name, number] = [drawn.names[i]!, drawn.numbers[i]!];
    const isInput = layer === 0;
    const shape = isInput
      ? `<rect x="${round(x - size / 2)}" y="${round(y - size / 2)}" width="${size}" height="${size}" rx="4"/>`
      : `<circle cx="${round(x)}" cy="${round(y)}" r="${size / 2}"/>`;
    const away = (size / 2 + 6) * (isInput ? -1 : 1);
    const label =
      name === ''
        ? ''
        : `<text x="${round(x + away)}" y="${round(y + 4)}" text-anchor="${isInput ? 'end' : 'start'}">${escape(shortened(name))}</text>`;
    const isRoomy = size >= 30 && number !== '';
    const inside = isRoomy
      ? `<text x="${round(x)}" y="${round(y + 4)}" text-anchor="middle" font-size="10">${escape(number)}</text>`
      : '';
    return `${shape}${layer === last || isInput ? label : ''}${inside}`;
  });
  const bottom = height + MARGIN;
  const key =
    `<g transform="translate(8 ${round(bottom - 8)})"><path d="M0-4h20" stroke="${POSITIVE}" stroke-width="3"/><text x="26">positive</text>` +
    `<path d="M90-4h20" stroke="${NEGATIVE}" stroke-width="3"/><text x="116">negative, wider is larger in its layer</text></g>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(bottom)}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="12" fill="${INK}">`,
    `<title id="title">${escape(drawn.title)}</title>`,
    `<desc id="desc">${escape(drawn.description)}</desc>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<g fill="none" stroke-linecap="round">`,
    ...lines,
    '</g>',
    `<g stroke="none">`,
    ...shapes.map((shape) => shape.replace(/<(rect|circle) /, `<$1 fill="#fff" stroke="${INK}" `)),
    '</g>',
    key,
    '</svg>',
    '',
  ].join('\n');
}

interface StrongEdge {
  readonly edge: number;
  /** −1 to 1, beside the largest of its layer. */
  readonly share: number;
}

/** The weaker ones first, so that they lie below. */
function strongestEdges({ count, index, layer }: Edges, values: Float32Array): StrongEdge[] {
  const largest: number[] = [];
  for (let edge = 0; edge < count; edge++) {
    const at = layer[edge]!;
    largest[at] = Math.max(largest[at] ?? 0, Math.abs(values[index[edge]!]!));
  }
  const all = Array.from({ length: count }, (_, edge): StrongEdge => {
    const of = largest[layer[edge]!]!;
    return { edge, share: of === 0 ? 0 : values[index[edge]!]! / of };
  });
  return all
    .filter(({ share }) => Math.abs(share) >= LEAST_SHARE)
    .toSorted((a, b) => Math.abs(a.share) - Math.abs(b.share))
    .slice(-MOST_EDGES);
}

function edgeLine({ ends }: Edges, { edge, share }: StrongEdge): string {
  const [x1, y1, x2, y2] = ends.subarray(4 * edge, 4 * edge + 4);
  const size = Math.abs(share);
  const style = `stroke="${share > 0 ? POSITIVE : NEGATIVE}" stroke-width="${round(0.4 + 3.2 * size * size)}" stroke-opacity="${round(0.25 + 0.65 * size)}"`;
  return `<path d="M${round(x1!)} ${round(y1!)}L${round(x2!)} ${round(y2!)}" ${style}/>`;
}

const shortened = (name: string): string => (name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name);

const round = (value: number): string => String(Number(value.toFixed(2)));

/** Names are the reader's own: anything may stand in them. XML knows no control characters. */
const escape = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
