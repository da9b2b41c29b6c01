/**
 * What the units show of the row at each frame: the activation as fill, and as a number where there is room. Only what
 * has changed is touched.
 */
import type { WatchedRow } from '../protocol.ts';
import type { NetworkLayout } from './layout.ts';

/** Steps between no fill and the strongest; it stays light enough for the text. */
const SHADES = 24;
const STRONGEST_PERCENT = 50;
/** Between two changes of the numbers while the network trains by itself. */
const TEXT_MS = 100;

const shadesOf = (colour: string): string[] =>
  Array.from(
    { length: SHADES + 1 },
    (_, i) => `color-mix(in srgb, var(${colour}) ${(i * STRONGEST_PERCENT) / SHADES}%, var(--paper))`,
  );
const POSITIVE = shadesOf('--blue');
const NEGATIVE = shadesOf('--burgundy');

export class UnitPainter {
  readonly #layout: NetworkLayout;
  readonly #elements: readonly HTMLElement[];
  readonly #starts: number[] = [];
  readonly #widths: readonly number[];
  readonly #shades: Int16Array;
  readonly #largest: Float32Array;
  #written = 0;

  /** @param elements of the layout's units, in their order @param widths of all layers, inputs first */
  constructor(layout: NetworkLayout, elements: readonly HTMLElement[], widths: readonly number[]) {
    this.#layout = layout;
    this.#elements = elements;
    this.#widths = widths;
    this.#shades = new Int16Array(elements.length).fill(-999);
    this.#largest = new Float32Array(widths.length);
    let start = 0;
    for (const width of widths) {
      this.#starts.push(start);
      start += width;
    }
  }

  /** @param isAsked whether a question stands before what the units say: then only the inputs show */
  paint({ activations, probabilities }: WatchedRow, isRunning: boolean, isAsked: boolean): void {
    const { units } = this.#layout;
    this.#findLargest(activations);
    const now = performance.now();
    const isTextDue = !isRunning || now - this.#written > TEXT_MS;
    if (isTextDue) this.#written = now;
    const last = this.#widths.length - 1;
    for (const [i, { layer, unit }] of units.entries()) {
      const a = activations[this.#starts[layer]! + unit]!;
      // A class shows its probability; a single logit is that of class 1.
      const p = this.#widths[last] === 1 ? probabilities[1]! : probabilities[unit]!;
      const share = layer === last ? p : this.#largest[layer] === 0 ? 0 : a / this.#largest[layer]!;
      const isHidden = isAsked && layer > 0;
      const shade = isHidden ? 0 : Math.round(share * SHADES);
      if (shade !== this.#shades[i]) {
        this.#shades[i] = shade;
        this.#elements[i]!.style.background = shade < 0 ? NEGATIVE[-shade]! : POSITIVE[shade]!;
      }
      if (isTextDue) write(this.#elements[i]!, isHidden ? '?' : textOf(layer === last ? p : a));
    }
  }

  #findLargest(activations: Float32Array): void {
    for (const [layer, width] of this.#widths.entries()) {
      let largest = 0;
      const start = this.#starts[layer]!;
      for (let i = start; i < start + width; i++) largest = Math.max(largest, Math.abs(activations[i]!));
      this.#largest[layer] = largest;
    }
  }
}

function textOf(value: number): string {
  const short = Math.abs(value) < 100 ? value.toFixed(2) : value.toPrecision(3);
  return value === 0 ? '0' : short.replace('-', '−');
}

/** As an attribute, which the style sheet shows where there is room. */
function write(element: HTMLElement, text: string): void {
  if (element.dataset['value'] !== text) element.dataset['value'] = text;
}
