import { describe, expect, it } from 'vitest';
import { DARK, LIGHT } from '../../../../src/report/charts/svg/palette.ts';
import { ciede2000, contrast, DEFICIENCIES, labOf, linearRgb, mixed, seenWith, type Rgb } from './colour-vision.ts';

/**
 * Of CIEDE2000. A just noticeable difference is about 1 between large fields side by side; thin lines apart from each other
 * need ten times that (Stone, Szafir & Setlur 2014). Twice as much again, the distance that Petroff 2021 asks of palettes
 * of up to six colours (in CAM02-UCS, whose unit is as large).
 */
const LEAST_DISTANCE = 20;
/** WCAG 2.2: 1.4.11 for what a picture needs, 1.4.3 for texts. */
const LEAST_CONTRAST = 3;
const LEAST_TEXT_CONTRAST = 4.5;

const EYES: readonly (readonly [string, (colour: Rgb) => Rgb])[] = [
  ['no deficiency', (colour) => colour],
  ...Object.entries(DEFICIENCIES).map(([name, matrix]) => [name, (colour: Rgb) => seenWith(colour, matrix)] as const),
];

function distance(one: string, other: string, see: (colour: Rgb) => Rgb): number {
  const [a, b] = [one, other].map((hex) => labOf(see(linearRgb(hex)))) as [Rgb, Rgb];
  return ciede2000(a, b);
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s palette', (_, palette) => {
  it.each(EYES)(`keeps its three colours ${LEAST_DISTANCE} apart for eyes with %s`, (__, see) => {
    const colours = [palette.main, palette.second, palette.third];
    for (const [index, one] of colours.entries()) {
      for (const other of colours.slice(index + 1)) {
        expect(distance(one, other, see), `${one} ${other}`).toBeGreaterThanOrEqual(LEAST_DISTANCE);
      }
    }
  });

  it(`stands out from its ground by ${LEAST_CONTRAST}:1, texts by ${LEAST_TEXT_CONTRAST}:1, also on the darkest cell of a matrix`, () => {
    const ground = linearRgb(palette.ground);
    for (const name of ['main', 'second', 'third'] as const) {
      expect(contrast(linearRgb(palette[name]), ground), name).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    }
    for (const name of ['ink', 'muted'] as const) {
      expect(contrast(linearRgb(palette[name]), ground), name).toBeGreaterThanOrEqual(LEAST_TEXT_CONTRAST);
    }
    const cell = mixed(palette.main, palette.ground, 0.5);
    expect(contrast(linearRgb(palette.ink), cell)).toBeGreaterThanOrEqual(LEAST_TEXT_CONTRAST);
  });
});

describe('the measure of colours', () => {
  // Pairs 1, 7, 17, 20, 25, 32 and 34 of table 1 in Sharma, Wu & Dalal 2005, rounded there to four digits.
  it.each<[Rgb, Rgb, number]>([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
    [[90.8027, -2.0831, 1.441], [91.1528, -1.6435, 0.0447], 1.4441],
    [[6.7747, -0.2908, -2.4247], [5.8714, -0.0985, -2.2286], 0.6377],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ])('gives the published distance of %o and %o', (one, other, published) => {
    expect(ciede2000(one, other)).toBeCloseTo(published, 4);
    expect(ciede2000(other, one)).toBeCloseTo(published, 4);
  });

  it('refuses a red and a green of equal lightness for eyes with protanopia or deuteranopia, and a blue and a green for tritanopia', () => {
    const [red, green] = ['#c44e52', '#6a8a2e'];
    const { protanopia, deuteranopia, tritanopia } = DEFICIENCIES;
    expect(distance(red, green, (colour) => colour)).toBeGreaterThan(LEAST_DISTANCE);
    expect(distance(red, green, (colour) => seenWith(colour, deuteranopia))).toBeLessThan(LEAST_DISTANCE);
    expect(distance('#8f6a4a', '#5f7a3a', (colour) => seenWith(colour, protanopia))).toBeLessThan(LEAST_DISTANCE);
    expect(distance('#1f77b4', '#1b8a7a', (colour) => seenWith(colour, tritanopia))).toBeLessThan(LEAST_DISTANCE);
  });

  it('finds a pale yellow on white too faint', () => {
    expect(contrast(linearRgb('#ffe08a'), linearRgb('#ffffff'))).toBeLessThan(LEAST_CONTRAST);
    expect(contrast(linearRgb('#000000'), linearRgb('#ffffff'))).toBeCloseTo(21, 10);
  });
});
