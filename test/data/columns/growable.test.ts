import { describe, expect, it } from 'vitest';
import { Growable } from '../../../src/data/columns/growable.ts';

const numbers = (length: number, first = 0) => Float64Array.from({ length }, (_, i) => first + i);

describe('Growable', () => {
  it('holds 300,000 values, whether they come one by one, in parts of 7, 999 or 100,000, or with room made before', () => {
    for (const step of [1, 7, 999, 100_000]) {
      for (const room of [0, 50, 250_000, 400_000]) {
        const values = new Growable((length) => new Float64Array(length));
        for (let i = 0; i < 300_000; i += step) {
          if (i >= 2000 && i < 2000 + step) values.reserve(room);
          if (step === 1) values.push(i);
          else values.append(numbers(Math.min(step, 300_000 - i), i));
        }
        expect(values.length).toBe(300_000);
        expect(values.view().findIndex((value, i) => value !== i)).toBe(-1);
      }
    }
  });

  it('forgets values from any place on, and goes on from there', () => {
    for (const length of [0, 1, 1023, 1024, 1025, 2048, 99_999, 100_000]) {
      const values = new Growable((size) => new Float64Array(size));
      values.append(numbers(100_000));
      values.truncate(length);
      values.truncate(200_000);
      expect(values.length).toBe(length);
      values.append(numbers(3000, length));
      expect(values.length).toBe(length + 3000);
      expect(values.view().findIndex((value, i) => value !== i)).toBe(-1);
    }
  });

  it('takes more values after a view, and none of them after it was cleared', () => {
    const values = new Growable((length) => new Float64Array(length));
    values.append(numbers(5000));
    expect(values.view().length).toBe(5000);
    values.push(5000);
    expect(values.view()).toEqual(numbers(5001));
    values.clear();
    expect(values.length).toBe(0);
    values.push(0);
    expect(values.view()).toEqual(numbers(1));
  });
});
