/**
 * SVG as text: elements with their attributes, escaped. Numbers are rounded to a tenth, coordinates to a tenth of a pixel.
 */
import { leftToRight } from '../reading-direction.ts';
import { plainText } from './text-width.ts';

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** @param content elements and escaped text */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value!)}"`)
    .join('');
  const inside = content.join('');
  return inside === '' ? `<${name}${pairs}/>` : `<${name}${pairs}>${inside}</${name}>`;
}

/** Foreign text as the content of an element. */
export function text(content: string, most?: number): string {
  return escapeXml(leftToRight(plainText(content, most)));
}

function escapeXml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** To one decimal, without a zero behind the point and without −0. */
export function round(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}
