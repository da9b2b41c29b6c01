import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spread } from '../../../../src/report/charts/svg/plots/spread.ts';
import { thinLine, type Pixel } from '../../../../src/report/charts/svg/plots/thin-line.ts';
import { fitText, textWidth, wrapText } from '../../../../src/report/charts/svg/text-width.ts';

describe('places for names', () => {
  it('keep their order, their gap and their bounds, and move nothing that has room', () => {
    const heights = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(heights, (wanted) => {
        const places = spread(wanted, 12, 0, 100);
        const sorted = places.toSorted((a, b) => a - b);
        for (const [index, place] of sorted.slice(1).entries())
          expect(place - sorted[index]!).toBeGreaterThan(12 - 1e-9);
        for (const place of places) expect(place).toBeGreaterThan(-1e-9);
        for (const place of places) expect(place).toBeLessThan(100 + 1e-9);
        const order = (values: readonly number[]) =>
          values.map((_, index) => index).toSorted((a, b) => values[a]! - values[b]!);
        expect(order(places)).toEqual(order(wanted));
      }),
      { seed: 13 },
    );
    expect(spread([10, 60, 30], 12, 0, 100)).toEqual([10, 60, 30]);
    expect(spread([50, 50, 50], 12, 0, 100)).toEqual([38, 50, 62]);
    expect(spread([99, 100], 12, 0, 100)).toEqual([88, 100]);
  });
});

/** How far a point lies from a line of several corners. */
function distanceTo([x, y]: Pixel, line: readonly Pixel[]): number {
  let least = Infinity;
  for (const [index, [x1, y1]] of line.slice(1).entries()) {
    const [x0, y0] = line[index]!;
    for (let step = 0; step <= 200; step++) {
      const t = step / 200;
      least = Math.min(least, Math.hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0)));
    }
  }
  return least;
}

describe('a thinned line', () => {
  const curve = Array.from({ length: 400 }, (_, index): Pixel => [index, 100 * Math.sin(index / 40)]);

  it('keeps its ends, and each point left out lies within a quarter of a pixel of it', () => {
    const thinned = thinLine(curve, 1000);
    expect(thinned.length).toBeLessThan(120);
    expect([thinned.at(0), thinned.at(-1)]).toEqual([curve.at(0), curve.at(-1)]);
    // The tolerance is 0.2; the steps of the search for the nearest point add up to 0.02.
    expect(Math.max(...curve.map((point) => distanceTo(point, thinned)))).toBeLessThan(0.25);
    // Every fourth point, which is as many, misses more.
    const plain = curve.filter((_, index) => index % 16 === 0);
    expect(Math.max(...curve.map((point) => distanceTo(point, plain)))).toBeGreaterThan(0.5);
  });

  it('has at most as many points as asked for', () => {
    const noise = Array.from({ length: 5000 }, (_, index): Pixel => [index / 8, 50 + 40 * Math.sin(index * index)]);
    expect(thinLine(noise, 300).length).toBeLessThanOrEqual(300);
    expect(thinLine([[1, 1]], 300)).toEqual([[1, 1]]);
    expect(thinLine([], 300)).toEqual([]);
  });
});

describe('a text that is fitted', () => {
  it('is whole where it fits, else its longest beginning that fits, and nothing where no letter does', () => {
    expect(fitText('customers', textWidth('customers', 12), 12)).toBe('customers');
    const cut = fitText('customers', 40, 12);
    expect(cut).toMatch(/^cu.*…$/);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(40);
    expect(textWidth(`customers`.slice(0, cut.length) + '…', 12)).toBeGreaterThan(40);
    expect(fitText('customers', 10, 12)).toBe('');
    expect(fitText('🙂🙂🙂🙂', 50, 12)).toBe('🙂🙂…');
  });

  it('is broken between words', () => {
    expect(wrapText('a few short words', 60, 12)).toEqual(['a few', 'short', 'words']);
    for (const line of wrapText(`one ${'x'.repeat(99)} two`, 60, 12))
      expect(textWidth(line, 12)).toBeLessThanOrEqual(60);
  });
});
