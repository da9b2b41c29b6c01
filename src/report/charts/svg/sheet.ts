/**
 * The sheet that a chart is drawn on. It knows the box of each label, and takes no label that would overlap another one
 * or leave the sheet.
 */
import { paint } from './chart-styles.ts';
import { element, text, type Attributes } from './element.ts';
import type { ColourName } from './palette.ts';
import { ASCENT, DESCENT, fitText, plainText, textWidth } from './text-width.ts';

export const FONT_SIZE = 12;
export const SMALL = 11;
/** From one baseline to the next. */
export const LINE = 16;

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Label {
  readonly text: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
  readonly colour?: ColourName;
  /** A longer text is cut. */
  readonly most?: number;
  /** Written over data: the ground shows round its letters. */
  readonly isOverData?: boolean;
}

export class Sheet {
  readonly width: number;
  readonly height: number;
  /** Begins each id. */
  readonly id: string;
  readonly #shapes: string[] = [];
  readonly #definitions = new Map<string, string>();
  readonly #labels = new Map<string, { readonly style: Attributes; readonly texts: string[] }>();
  readonly #boxes: Box[] = [];

  constructor(id: string, width: number, height: number) {
    [this.id, this.width, this.height] = [id, width, height];
  }

  shape(name: string, attributes: Attributes, ...content: readonly string[]): void {
    this.#shapes.push(element(name, attributes, ...content));
  }

  /** Shapes that `draw` makes, in a group. */
  group(attributes: Attributes, draw: () => void): void {
    const begin = this.#shapes.length;
    draw();
    const inside = this.#shapes.splice(begin);
    if (inside.length > 0) this.#shapes.push(element('g', attributes, ...inside));
  }

  /** Something to be referred to, such as a pattern; defined once. Returns its reference. */
  define(name: string, definition: (id: string) => string): string {
    const id = `${this.id}-${name}`;
    if (!this.#definitions.has(id)) this.#definitions.set(id, definition(id));
    return `url(#${id})`;
  }

  /** Writes the first of these labels that has room; none where none has. */
  label(...candidates: readonly Label[]): void {
    for (const candidate of candidates) {
      const { size = FONT_SIZE, anchor = 'start', colour = 'ink', isOverData = false } = candidate;
      const shown = this.#shown(candidate);
      const box = this.boxOf(candidate);
      if (shown === '' || !this.#isFree(box)) continue;
      this.#boxes.push(box);
      const halo = { ...paint({ fill: colour, stroke: 'ground' }), 'stroke-width': 3, 'paint-order': 'stroke' };
      const style = {
        ...(isOverData ? halo : paint({ fill: colour })),
        'font-size': size,
        'text-anchor': anchor === 'start' ? undefined : anchor,
      };
      const key = JSON.stringify(style);
      if (!this.#labels.has(key)) this.#labels.set(key, { style, texts: [] });
      this.#labels.get(key)!.texts.push(element('text', { x: candidate.x, y: candidate.y }, text(shown, Infinity)));
      return;
    }
  }

  /** Where a label would stand, cut as it would be. */
  boxOf(label: Label): Box {
    const { x, y, size = FONT_SIZE, anchor = 'start' } = label;
    const width = textWidth(this.#shown(label), size);
    const left = x - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
    return { left, right: left + width, top: y - ASCENT * size, bottom: y + DESCENT * size };
  }

  isCut(label: Label): boolean {
    return this.#shown(label) !== plainText(label.text);
  }

  #shown({ text: whole, size = FONT_SIZE, most = this.width }: Label): string {
    return fitText(plainText(whole), Math.min(most, this.width), size);
  }

  #isFree({ left, right, top, bottom }: Box): boolean {
    // Half a pixel for the rounding of coordinates.
    if (left < -0.5 || right > this.width + 0.5 || top < -0.5 || bottom > this.height + 0.5) return false;
    return this.#boxes.every(
      (box) => left >= box.right + 0.2 || right <= box.left - 0.2 || top >= box.bottom + 0.2 || bottom <= box.top - 0.2,
    );
  }

  toString(): string {
    const labels = Array.from(this.#labels.values(), ({ style, texts }) => element('g', style, ...texts));
    const definitions = Array.from(this.#definitions.values());
    const defined = definitions.length > 0 ? [element('defs', {}, ...definitions)] : [];
    return [...defined, ...this.#shapes, ...labels].join('');
  }
}
