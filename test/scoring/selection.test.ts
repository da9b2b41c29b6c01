import { describe, expect, it } from 'vitest';
import type { ScoredRows } from '../../src/scoring/csv-scorer.ts';
import { selectRows } from '../../src/scoring/selection.ts';

const line = (probability: number, text = String(probability)) => ({ text, probability });
const rows = (...lines: { text: string; probability: number }[]): ScoredRows => {
  let end = 0;
  return {
    bytes: new TextEncoder().encode(lines.map(({ text }) => text).join('')),
    ends: Int32Array.from(lines, ({ text }) => (end += text.length)),
    probabilities: Float32Array.from(lines, ({ probability }) => probability),
  };
};
const texts = (lines: readonly Uint8Array[]) => lines.map((bytes) => new TextDecoder().decode(bytes));

describe('selectRows', () => {
  const lines = [rows(line(0.25), line(0.9), line(0.5, 'first')), rows(line(0.5, 'second')), rows(), rows(line(0.1))];

  it('takes the likeliest, of equals the earlier', () => {
    expect(texts(selectRows(lines, { top: 3, isShare: false }))).toEqual(['0.9', 'first', 'second']);
    expect(texts(selectRows(lines, { top: 2, isShare: false }))).toEqual(['0.9', 'first']);
  });

  it('rounds a share up to a row: 20 % of 5 is 1, 21 % is 2, 100 % is all', () => {
    const count = (top: number) => selectRows(lines, { top, isShare: true }).length;
    expect([20, 21, 100].map(count)).toEqual([1, 2, 5]);
    expect(selectRows(lines, { top: 9, isShare: false })).toHaveLength(5);
  });

  it('takes who pays for the contact, within the budget', () => {
    const terms = { valuePerConversion: 10, costPerContact: 2.5 };
    // A contact pays above 2.5 / 10: the row at 0.25 itself does not.
    expect(texts(selectRows(lines, { terms }))).toEqual(['0.9', 'first', 'second']);
    expect(texts(selectRows(lines, { terms: { ...terms, budget: 5 } }))).toEqual(['0.9', 'first']);
    expect(selectRows(lines, { terms: { ...terms, costPerContact: 9.5 } })).toEqual([]);
  });
});
