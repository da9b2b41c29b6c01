/**
 * The boxes of an image's labels, read back from its SVG by a small reader of its own, and what is wrong with them.
 */
import { ASCENT, DESCENT, textWidth } from '../../../../src/report/charts/svg/text-width.ts';

interface LabelBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };

/** Elements as they are opened and closed, and the text between; throws where tags don't close each other. */
export function* readXml(svg: string) {
  const open: { name: string; attributes: Record<string, string> }[] = [];
  // What stands between two tags, then a tag: closing, or opening with attributes in double quotes, or empty.
  const token = /([^<>]*)<(?:\/([\w-]+)|([\w-]+)((?: [\w:-]+="[^"<>]*")*)(\/?))>/y;
  while (token.lastIndex < svg.length) {
    const match = token.exec(svg);
    if (match === null) throw new Error(`not well-formed: ${svg.slice(-40)}`);
    const [, text, closing, opening, pairs, isEmpty] = match;
    if (text !== '') yield { path: [...open], text: decode(text!) };
    if (closing !== undefined && open.pop()?.name !== closing) throw new Error(`</${closing}> closes nothing`);
    if (opening === undefined) continue;
    const attributes = Object.fromEntries(
      Array.from(pairs!.matchAll(/ ([\w:-]+)="([^"]*)"/g), ([, name, value]) => [name!, decode(value!)]),
    );
    open.push({ name: opening, attributes });
    yield { path: [...open], text: null };
    if (isEmpty === '/') open.pop();
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)!.name}> is not closed`);
}

function decode(text: string): string {
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    if (ENTITIES[name] === undefined || !whole.endsWith(';')) throw new Error(`an unknown entity: ${whole}`);
    return ENTITIES[name];
  });
}

export function labelBoxes(svg: string): LabelBox[] {
  const boxes: LabelBox[] = [];
  for (const { path, text } of readXml(svg)) {
    if (text === null || path.at(-1)?.name !== 'text') continue;
    const attributes = Object.assign({}, ...path.map((one) => one.attributes)) as Record<string, string>;
    const [x, y, size] = [attributes['x'], attributes['y'], attributes['font-size']].map(Number) as [
      number,
      number,
      number,
    ];
    const width = textWidth(text, size);
    const left =
      x - (attributes['text-anchor'] === 'end' ? width : attributes['text-anchor'] === 'middle' ? width / 2 : 0);
    boxes.push({ text, left, right: left + width, top: y - ASCENT * size, bottom: y + DESCENT * size });
  }
  return boxes;
}

/** Labels that overlap each other or leave the image. */
export function labelFaults(svg: string): string[] {
  const [width, height] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).slice(1).map(Number) as [number, number];
  const boxes = labelBoxes(svg);
  const outside = boxes
    .filter(({ left, right, top, bottom }) => !(left >= -1 && top >= -1 && right <= width + 1 && bottom <= height + 1))
    .map(({ text }) => `${text} leaves the image`);
  const pairs = boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
      )
      .map((other) => `${one.text} overlaps ${other.text}`),
  );
  return [...outside, ...pairs];
}
