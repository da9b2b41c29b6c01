import { describe, expect, it } from 'vitest';
import type { ScoredRows } from '../../src/scoring/score-lines.ts';
import { chooseRows, Shortlist, type LineStore, type Selection } from '../../src/scoring/selection.ts';
import { planTargeting } from '../../src/evaluation/targeting.ts';
import { countRanks, rankScores } from '../../src/evaluation/ranking.ts';
import { createRandom } from '../../src/random.ts';

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

/** Keeps the lines in one array. */
class ArrayStore implements LineStore {
  #bytes = new Uint8Array(0);

  append(lines: Uint8Array): void {
    this.#bytes = Uint8Array.of(...this.#bytes, ...lines);
  }

  read(start: number, into: Uint8Array): void {
    into.set(this.#bytes.subarray(start, start + into.length));
  }
}

function selected(parts: readonly ScoredRows[], selection: Selection): string[] {
  const shortlist = new Shortlist(new ArrayStore());
  for (const part of parts) shortlist.add(part);
  const chosen = shortlist.choose(selection);
  // One at a time, to see where each line ends.
  return Array.from(chosen, (row) => texts([...shortlist.lines(Int32Array.of(row))]).join(''));
}

describe('Shortlist', () => {
  const lines = [rows(line(0.25), line(0.9), line(0.5, 'first')), rows(line(0.5, 'second')), rows(), rows(line(0.1))];

  it('takes the likeliest, of equals the earlier', () => {
    expect(selected(lines, { top: 3, isShare: false })).toEqual(['0.9', 'first', 'second']);
    expect(selected(lines, { top: 2, isShare: false })).toEqual(['0.9', 'first']);
  });

  it('rounds a share up to a row: 20 % of 5 is 1, 21 % is 2, 100 % is all', () => {
    const count = (top: number) => selected(lines, { top, isShare: true }).length;
    expect([20, 21, 100].map(count)).toEqual([1, 2, 5]);
    expect(selected(lines, { top: 9, isShare: false })).toHaveLength(5);
  });

  it('takes who pays for the contact, within the budget', () => {
    const terms = { valuePerConversion: 10, costPerContact: 2.5 };
    // A contact pays above 2.5 / 10: the row at 0.25 itself does not.
    expect(selected(lines, { terms })).toEqual(['0.9', 'first', 'second']);
    expect(selected(lines, { terms: { ...terms, budget: 5 } })).toEqual(['0.9', 'first']);
    expect(selected(lines, { terms: { ...terms, costPerContact: 9.5 } })).toEqual([]);
  });
});

describe('chooseRows', () => {
  it('takes the rows of a full ranking, for 40 sets of 1 to 300 probabilities with many ties', () => {
    const random = createRandom('choose', 'rows');
    for (let trial = 0; trial < 40; trial++) {
      const n = 1 + random.integer(300);
      const probabilities = Float32Array.from({ length: n }, () => random.integer(1 + (trial % 7) * 20) / 128);
      const ranking = rankScores(probabilities);
      const top = 1 + random.integer(n);
      const expected = [...ranking.order.subarray(0, top)];
      expect([...chooseRows(probabilities, { top, isShare: false })]).toEqual(expected);
      const terms = { valuePerConversion: 3, costPerContact: 1, budget: random.integer(100) };
      const { contacts } = planTargeting(countRanks(ranking, null), terms);
      expect([...chooseRows(probabilities, { terms })]).toEqual([...ranking.order.subarray(0, contacts)]);
    }
  });
});
