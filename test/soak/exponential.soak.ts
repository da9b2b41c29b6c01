import { describe, expect, it } from 'vitest';
import { exp, log } from '../../src/tensor/exponential.ts';
import { sweep } from '../support/float32-sweep.ts';

const functions = [
  { name: 'exp', actual: exp, exact: Math.exp },
  { name: 'log', actual: log, exact: Math.log },
];

/** In 16 parts, so that progress shows. */
const PARTS = Array.from({ length: 16 }, (_, part) => ({ first: part * 2 ** 28, last: (part + 1) * 2 ** 28 - 1 }));

describe.each(functions)('$name at all 2³² float32 values', ({ name, actual, exact }) => {
  it.each(PARTS)('is within 0.5001 units in the last place from pattern $first to $last', ({ first, last }) => {
    const { tried, error, x } = sweep(actual, exact, { first, last, stride: 1 });
    console.log(`${name} ${first} to ${last}: largest error ${error} units in the last place, at ${x}`);
    expect(tried).toBe(2 ** 28);
    expect(error, `at ${x}`).toBeLessThanOrEqual(0.5001);
  });
});
