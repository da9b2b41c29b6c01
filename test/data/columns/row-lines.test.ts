import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { RowLines } from '../../../src/data/columns/row-lines.ts';

it('RowLines gives back the line of each row, with gaps between them or without', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ arbitrary: fc.constant(1), weight: 5 }, fc.integer({ min: 2, max: 9 }))),
      (steps) => {
        const rows = new RowLines();
        let line = 0;
        const lines = steps.map((step) => (line += step));
        for (const each of lines) rows.push(each);
        expect(rows.length).toBe(lines.length);
        expect(lines.map((_, row) => rows.at(row))).toEqual(lines);
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});
