import { describe, expect, it } from 'vitest';
import { RowBuffer } from '../../src/nn/row-buffer.ts';

describe('RowBuffer', () => {
  it('gives the same tensor for the same number of rows, and shares its memory with fewer rows', () => {
    const buffer = new RowBuffer(3);
    const eight = buffer.take(8);
    const two = buffer.take(2);
    expect([eight.shape, two.shape]).toEqual([
      [8, 3],
      [2, 3],
    ]);
    expect(buffer.take(8)).toBe(eight);
    expect(buffer.take(2)).toBe(two);
    expect(two.data.buffer).toBe(eight.data.buffer);
  });

  it('grows to the largest number asked for, and then gives no view of the memory before', () => {
    const buffer = new RowBuffer(3);
    const two = buffer.take(2);
    const eight = buffer.take(8);
    expect(buffer.take(2)).not.toBe(two);
    expect(buffer.take(2).data.buffer).toBe(eight.data.buffer);
    expect(buffer.take(0).shape).toEqual([0, 3]);
  });

  it('keeps settled memory when more rows than it holds are asked for, and goes back to it', () => {
    const buffer = new RowBuffer(3);
    const settled = new Float32Array(12);
    buffer.moveTo(settled);
    const four = buffer.take(4);
    expect(four.data.buffer).toBe(settled.buffer);
    const eight = buffer.take(8);
    expect(eight.data.buffer).not.toBe(settled.buffer);
    expect(buffer.take(8)).toBe(eight);
    expect(buffer.take(6).data.buffer).toBe(eight.data.buffer);
    expect(buffer.take(4).data.buffer).toBe(settled.buffer);
    expect(() => buffer.take(2 ** 40)).toThrow(/^RowBuffer: \[1099511627776, 3\]: 13194139533312 bytes, more than/);
    expect(buffer.take(4).data.buffer).toBe(settled.buffer);
  });
});
