/** Reads test/golden/intervals.json, where make-intervals.py says what each field means. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/root.ts';

interface Golden {
  readonly wilson: readonly (readonly [successes: number, trials: number, low: number, high: number])[];
  readonly folded: readonly (readonly [center: number, mean: number, variance: number, third: number])[];
  readonly calibration: readonly {
    readonly bins: readonly (readonly [count: number, positives: number, sixtyFourths: number])[];
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
}

export const golden = JSON.parse(readFileSync(join(ROOT, 'test/golden/intervals.json'), 'utf8')) as Golden;
