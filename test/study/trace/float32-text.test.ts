import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { shortFloat32 } from '../../../src/study/trace/float32-text.ts';

/** The fewest digits, found from below. */
function fewest(value: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  throw new Error(`${value} is no float32`);
}

/** Float32 numbers of random bits, all finite. */
function randomFloats(count: number): number[] {
  const random = createRandom('float32');
  const floats = new Float32Array(
    new Int32Array(Array.from({ length: count }, () => random.integer(2 ** 31) | 0)).buffer,
  );
  return [...floats].filter((value) => Number.isFinite(value) && value !== 0);
}

describe('a float32 in few digits', () => {
  it('is read back as the same float32, for 20,000 random ones, with as few digits as can be', () => {
    for (const value of randomFloats(20_000)) expect(shortFloat32(value)).toBe(fewest(value));
  });

  it('also for all powers of two, beside which the steps of float32 differ', () => {
    for (let power = -149; power <= 127; power++) {
      const value = 2 ** power;
      for (const one of [value, -value]) expect(Math.fround(shortFloat32(one))).toBe(one);
    }
  });

  it('has no −0, and is 0.1 for 0.1', () => {
    expect(Object.is(shortFloat32(-0), 0)).toBe(true);
    expect(shortFloat32(Math.fround(0.1))).toBe(0.1);
    expect(shortFloat32(16_777_216)).toBe(16_777_216);
  });
});
