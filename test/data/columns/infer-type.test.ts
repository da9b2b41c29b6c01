import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InferredColumnBuilder } from '../../../src/data/columns/inferred-column.ts';
import { MissingWords } from '../../../src/data/cells/missing.ts';
import type { DecimalMark } from '../../../src/data/cells/number.ts';
import { errorOf } from '../../support/errors.ts';

const place = { file: 'own.csv', column: 4, field: 'age' };

/** What a column of these cells, from line 2 on, is taken for where no other column says how it is written. */
function infer(texts: readonly string[], decimal: DecimalMark = '.'): string {
  const builder = new InferredColumnBuilder(place, { decimal, missing: new MissingWords() }, false);
  for (const [row, text] of texts.entries()) builder.add(text, row + 2);
  builder.finish();
  return builder.type;
}
const repeated = (text: string, count: number) => Array.from({ length: count }, () => text);
const distinct = (count: number, start = 'w') => Array.from({ length: count }, (_, i) => `${start}${i}`);

describe('a column is taken for', () => {
  it.each<[string, readonly string[], string]>([
    ['numbers', ['1', '-2.5', '1e3'], 'number'],
    ['0 and 1', ['0', '1', '0'], 'number'],
    ['dates', ['2024-12-31', '2024-01-01T12:00'], 'date'],
    ['yes and no', ['yes', 'No', 'yes'], 'boolean'],
    ['yes alone', ['yes', 'yes'], 'boolean'],
    ['yes and off', ['yes', 'off'], 'category'],
    ['yes, no and perhaps', ['yes', 'no', 'perhaps'], 'category'],
    ['10 words, each once', distinct(10), 'category'],
    ['11 words, each once', distinct(11), 'text'],
    ['11 words in 21 rows', [...distinct(11), ...repeated('w0', 10)], 'text'],
    ['11 words in 22 rows', [...distinct(11), ...repeated('w0', 11)], 'category'],
    ['names that mean something to JavaScript', ['__proto__', 'constructor', 'toString', '__proto__'], 'category'],
    ['dates with the names of months', ['28-Jun-2019', 'Jun 28, 2019'], 'date'],
    ['numbers and ranges that repeat', ['1', '2', '3+', '1', '2', '3+'], 'category'],
    ['codes with zeros in front', ['00501', '10001', '00501'], 'category'],
    ['11 codes, each once', Array.from({ length: 11 }, (_, i) => `0${500 + i}`), 'text'],
    ['numbers with zeros in front of different lengths', ['007', '1000'], 'number'],
    ['two digits with zeros in front', ['07', '10'], 'number'],
    ['numbers of telephones', ['612 345 678', '698 765 432'], 'category'],
    ['kinds that differ in blanks', ['a', ' a', 'a\t'], 'category'],
    ['as many numbers as words', ['1', '2', 'a', 'b'], 'category'],
    ['as many dates as words', ['2024-01-01', '2024-01-02', 'a', 'b'], 'category'],
    ['nothing', [], 'empty'],
  ])('%s', (_, texts, type) => {
    expect(infer(texts)).toBe(type);
  });

  it('rows count, not texts: one number in 6 of 11 rows beside 5 words is a column of numbers', () => {
    expect(errorOf(() => infer([...distinct(5), ...repeated('7', 6)]))).toMatchObject({
      code: 'E_CSV_NUMBER',
      line: 2,
    });
    expect(infer([...distinct(5), ...repeated('7', 5)])).toBe('category');
  });

  it('with decimal commas: 12,5 is a number and 12.5 is none', () => {
    expect(infer(['12,5', '7', '-0,25'], ',')).toBe('number');
    expect(errorOf(() => infer(['12,5', '7', '12.5'], ','))).toMatchObject({ line: 4 });
  });
});

describe('mostly numbers or dates', () => {
  it.each<[string, readonly string[], object]>([
    ['a word', ['1', '2', 'many', '4', 'x'], { code: 'E_CSV_NUMBER', line: 4 }],
    ['12,5 among points', ['1.5', '12,5', '2.5'], { code: 'E_CSV_NUMBER', line: 3 }],
    ['1e400', ['1', '2', '-1e400'], { code: 'E_CSV_RANGE', line: 4 }],
    ['a date', ['1', '2', '2024-01-01'], { code: 'E_CSV_NUMBER', line: 4 }],
    ['no day of the calendar', ['2024-01-01', '2024-02-30', '2024-03-01'], { code: 'E_CSV_DATE', line: 3 }],
    ['a number', ['2024-01-01', '2024-02-01', '7'], { code: 'E_CSV_DATE', line: 4 }],
    ['another form', ['2024-01-01', '2024-02-01', '31.12.2024'], { code: 'E_CSV_DATE', line: 4 }],
  ])('refuse the first cell that is %s', (_, texts, error) => {
    expect(errorOf(() => infer(texts))).toMatchObject({ ...place, ...error });
  });
});

it('does not depend on the order of rows, but for the line of an error (1,000 columns)', () => {
  const cell = fc.constantFrom('1', '2.5', '12,5', '1e400', 'yes', 'no', 'a', '2024-01-01', '2024-02-30', '1.2.2024');
  const outcomes = new Map<string, number>();
  const outcome = (texts: readonly string[]) => {
    try {
      return infer(texts);
    } catch {
      return 'refused';
    }
  };
  const columns = fc
    .subarray(['1', '2.5', '12,5', '1e400', 'yes', 'no', 'a', '2024-01-01', '2024-02-30', '1.2.2024'], { minLength: 1 })
    .chain((kinds) => fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...kinds) }, cell), { maxLength: 20 }))
    .chain((texts) => fc.tuple(fc.constant(texts), fc.shuffledSubarray(texts, { minLength: texts.length })));
  fc.assert(
    fc.property(columns, ([texts, shuffled]) => {
      const expected = outcome(texts);
      outcomes.set(expected, (outcomes.get(expected) ?? 0) + 1);
      expect(outcome(shuffled)).toBe(expected);
    }),
    { seed: 1, numRuns: 1000 },
  );
  expect([...outcomes.keys()].toSorted()).toEqual(['boolean', 'category', 'date', 'empty', 'number', 'refused']);
});
