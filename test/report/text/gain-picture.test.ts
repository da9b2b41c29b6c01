import { describe, expect, it } from 'vitest';
import { gainPicture } from '../../../src/report/text/gain-picture.ts';

const ROWS = 1000;
/** Row 0 is the likeliest. */
const falling = Float64Array.from({ length: ROWS }, (_, row) => 1 - row / ROWS);
/** The 100 positive rows: every second one of the first 200. */
const targets = Int32Array.from({ length: ROWS }, (_, row) => (row < 200 && row % 2 === 0 ? 1 : 0));

describe('the picture of the gain', () => {
  it('counts who is found among the likeliest 5, 10, 20 and 50 %, and draws 24 blocks for all of them', () => {
    expect(gainPicture(falling, targets, 'yes')).toEqual([
      'of the 100 "yes" among the test rows, the likeliest',
      ' 5 % hold  25  (25 %),  5.0 × chance  ██████',
      '10 % hold  50  (50 %),  5.0 × chance  ████████████',
      '20 % hold 100 (100 %),  5.0 × chance  ████████████████████████',
      '50 % hold 100 (100 %),  2.0 × chance  ████████████████████████',
    ]);
  });

  it('of equal probabilities is chance: 5 % hold 5 %', () => {
    expect(gainPicture(new Float64Array(ROWS).fill(0.3), targets, 'yes')[1]).toBe(
      ' 5 % hold   5   (5 %),  1.0 × chance  █',
    );
  });

  it('fits in 70 columns with 14 million rows found and a class of 70 characters', () => {
    for (const line of gainPicture(falling, targets, 'y'.repeat(70))) expect(line.length).toBeLessThanOrEqual(70);
  });

  it('is none of 19 rows, nor where no row is of the class', () => {
    expect(gainPicture(falling.subarray(0, 19), targets.subarray(0, 19), 'yes')).toEqual([]);
    expect(gainPicture(falling.subarray(0, 20), targets.subarray(0, 20), 'yes')).toHaveLength(5);
    expect(gainPicture(falling, new Int32Array(ROWS), 'yes')).toEqual([]);
  });
});
