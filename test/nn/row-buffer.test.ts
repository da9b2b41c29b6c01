import { describe, expect, it } from 'vitest';
import { RowBuffer } from '../../src/nn/row-buffer.ts';

describe('RowBuffer', () => {
  it('gives the same tensor for the same number of rows, and shares its memory with fewer rows', () => {
    const buffer = new RowBuffer(3);
    const eight = buffer.rows(8);
    const two = buffer.rows(2);
    expect([eight.shape, two.shape]).toEqual([
      [8, 3],
      [2, 3],
    ]);
    expect(buffer.rows(8)).toBe(eight);
    expect(buffer.rows(2)).toBe(two);
    expect(two.data.buffer).toBe(eight.data.buffer);
  });

  it('grows to the largest number asked for, and then gives no view of the memory before', () => {
    const buffer = new RowBuffer(3);
    const two = buffer.rows(2);
    const eight = buffer.rows(8);
    expect(buffer.rows(2)).not.toBe(two);
    expect(buffer.rows(2).data.buffer).toBe(eight.data.buffer);
    expect(buffer.rows(0).shape).toEqual([0, 3]);
  });

  it('keeps reserved memory when more rows than it holds are asked for, and goes back to it', () => {
    const buffer = new RowBuffer(3);
    const reserved = new Float32Array(12);
    buffer.moveTo(reserved);
    const four = buffer.rows(4);
    expect(four.data.buffer).toBe(reserved.buffer);
    const eight = buffer.rows(8);
    expect(eight.data.buffer).not.toBe(reserved.buffer);
    expect(buffer.rows(8)).toBe(eight);
    expect(buffer.rows(6).data.buffer).toBe(eight.data.buffer);
    expect(buffer.rows(4).data.buffer).toBe(reserved.buffer);
    expect(() => buffer.rows(2 ** 40)).toThrow(/^RowBuffer: \[1099511627776, 3\]: 13194139533312 bytes, more than/);
    expect(buffer.rows(4).data.buffer).toBe(reserved.buffer);
  });
});
