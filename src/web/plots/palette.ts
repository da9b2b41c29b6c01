/**
 * The theme's colours as numbers: a canvas knows no custom properties.
 */

export type Colour = readonly [red: number, green: number, blue: number];

export interface Palette {
  readonly ink: Colour;
  readonly paper: Colour;
  /** Of classes, in their order. */
  readonly classes: readonly Colour[];
  readonly positive: Colour;
  readonly negative: Colour;
}

const NAMES = ['--ink', '--paper', '--class-0', '--class-1', '--class-2', '--blue', '--burgundy'];

/** As they are at this element, in the theme of the moment. */
export function paletteOf(element: HTMLElement): Palette {
  const probe = document.createElement('i');
  // A picture keeps its colours where those of texts are forced.
  probe.style.setProperty('forced-color-adjust', 'none');
  element.append(probe);
  const [ink, paper, one, two, three, positive, negative] = NAMES.map((name) => {
    probe.style.color = `var(${name})`;
    return numbersOf(getComputedStyle(probe).color);
  }) as [Colour, Colour, Colour, Colour, Colour, Colour, Colour];
  probe.remove();
  return { ink, paper, classes: [one, two, three], positive, negative };
}

const numbersOf = (text: string): Colour => (text.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number) as unknown as Colour;

export const cssOf = (colour: Colour, alpha = 1): string => `rgb(${colour.join(' ')} / ${alpha})`;

/** From one colour (share 0) to the other (1). */
export const mixed = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];
