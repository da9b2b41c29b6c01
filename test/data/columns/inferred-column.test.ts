import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberColumnBuilder } from '../../../src/data/columns/column-builder.ts';
import { InferredColumnBuilder } from '../../../src/data/columns/inferred-column.ts';
import { MissingWords } from '../../../src/data/cells/missing.ts';
import type { DecimalMark } from '../../../src/data/cells/number.ts';
import { countMissing, type Notation } from '../../../src/data/table.ts';
import { createRandom } from '../../../src/random.ts';
import { errorOf } from '../../support/errors.ts';

const place = { file: 'own.csv', column: 4, field: 'age' };

interface Options {
  readonly words?: readonly string[];
  readonly decimal?: DecimalMark;
  readonly needed?: boolean;
  readonly isId?: () => boolean;
}
function builder({ words, decimal = '.', needed = false, isId }: Options = {}): InferredColumnBuilder {
  return new InferredColumnBuilder(place, { decimal, missing: new MissingWords(words) }, needed, isId);
}
function inferred(texts: readonly string[], options?: Options) {
  const column = builder(options);
  for (const [row, text] of texts.entries()) column.add(text, row + 2);
  return { column: column.finish(), type: column.type };
}
function declared(texts: readonly string[], notation: Notation, { words, decimal = '.' }: Options = {}) {
  const format = { decimal, missing: new MissingWords(words) };
  const column = new NumberColumnBuilder({ kind: notation, place, format, needed: false });
  for (const [row, text] of texts.entries()) column.add(text, row + 2);
  return column.finish();
}

describe('an inferred column', () => {
  it.each<[string, string[], string, object]>([
    ['numbers', ['1', 'NA', '2.5', ''], 'number', { kind: 'number', values: Float64Array.of(1, NaN, 2.5, NaN) }],
    ['booleans', ['yes', '?', 'No'], 'boolean', { values: Float64Array.of(1, NaN, 0), notation: 'boolean' }],
    ['dates', ['1970-01-02', ' ', '1970-01-01'], 'date', { values: Float64Array.of(1, NaN, 0), notation: 'date' }],
    ['kinds', ['a', 'none', 'b', 'a'], 'category', { levels: ['a', 'b'], codes: Int32Array.of(0, -1, 1, 0) }],
    ['nothing', ['', 'NA', '-'], 'empty', { kind: 'text', levels: [], codes: Int32Array.of(-1, -1, -1) }],
    ['no rows', [], 'empty', { levels: [], codes: new Int32Array() }],
  ])('of %s is told with its missing cells marked', (_, texts, type, expected) => {
    const { column, type: found } = inferred(texts);
    expect(found).toBe(type);
    expect(column).toMatchObject({ ...expected, name: 'age' });
  });

  it('of texts keeps them all, and names that mean something to JavaScript are texts', () => {
    const texts = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'a', 'A', '\u00a0'];
    const { column } = inferred([...texts, ...texts]);
    expect(column).toMatchObject({ levels: texts });
    const free = inferred([...texts, 'w', 'x', 'y', 'z']);
    expect(free.type).toBe('text');
    expect(free.column).toMatchObject({ levels: [...texts, 'w', 'x', 'y', 'z'] });
  });

  it('is what its columns declare, on 500 of numbers, booleans and dates with missing words, two of them values', () => {
    const words = ['', 'NA', '-999', 'no', '1970-01-01'];
    const pools: Record<Notation, string[]> = {
      number: ['1', '-2.5', ' 1e3', '0', '-999', ' -999\t', '-999.0'],
      boolean: ['yes', 'YES', ' no', 'No'],
      date: ['2024-02-29', '1970-01-01', '1970-01-01T12:00', '0099-01-01'],
    };
    const column = fc.constantFrom<Notation>('number', 'boolean', 'date').chain((notation) => {
      const present = fc.constantFrom(...pools[notation]);
      const cells = fc.array(fc.oneof(present, fc.constantFrom('', 'na', ' NA ')), { maxLength: 30 });
      return fc.tuple(fc.constant(notation), cells);
    });
    let missing = 0;
    fc.assert(
      fc.property(column, ([notation, cells]) => {
        const { column: found, type } = inferred(cells, { words });
        const expected = declared(cells, notation, { words });
        missing += countMissing(expected);
        expect(countMissing(found)).toBe(countMissing(expected));
        if (type === 'empty') expect(countMissing(expected)).toBe(cells.length);
        else expect(found).toEqual(expected);
      }),
      { seed: 1, numRuns: 500 },
    );
    expect(missing).toBeGreaterThan(1000);
  });

  it('with decimal commas holds the numbers of the same column with points (500 columns)', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
        const texts = values.map(String);
        const commas = texts.map((text) => text.replace('.', ','));
        expect(inferred(commas, { decimal: ',' })).toEqual(inferred(texts));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('refuses a missing cell where a value is needed, with its line', () => {
    const column = builder({ needed: true });
    column.add('1', 2);
    expect(errorOf(() => column.add(' NA', 3))).toMatchObject({ code: 'E_CSV_MISSING', line: 3, column: 4 });
    expect(column.finish()).toMatchObject({ values: Float64Array.of(1) });
  });
});

describe('a column of 30,000 distinct numbers', () => {
  const random = createRandom(1, 'measures');
  const texts = Array.from({ length: 60_000 }, (_, i) =>
    i % 1000 === 7 ? 'NA' : i % 1000 === 8 ? '-999' : String(i < 30_000 ? random.next() : i / 8),
  );

  it('is the declared one, with custom missing words too', () => {
    expect(inferred(texts)).toEqual({ column: declared(texts, 'number'), type: 'number' });
    const words = ['na', '-999'];
    const { column } = inferred(texts, { words });
    expect(column).toEqual(declared(texts, 'number', { words }));
    expect(countMissing(column)).toBe(120);
  });

  it('refuses the first text among them with its line, early or late', () => {
    for (const row of [10, 59_000]) {
      const error = errorOf(() => inferred(texts.with(row, 'many')));
      expect(error).toMatchObject({ code: 'E_CSV_NUMBER', line: row + 2 });
    }
  });

  it('keeps all texts where it may be the ID', () => {
    const keys = texts.map((_, i) => String(i).padStart(6, '0'));
    expect(inferred(keys, { isId: () => true })).toMatchObject({ type: 'id', column: { kind: 'text', levels: keys } });
    expect(inferred(texts, { isId: () => false })).toEqual(inferred(texts));
  });

  it('forgets rows after it has given its texts up', () => {
    const column = builder();
    for (const [row, text] of texts.entries()) column.add(text, row + 2);
    column.truncate(25_000);
    expect(column.finish()).toEqual(declared(texts.slice(0, 25_000), 'number'));
  });
});

it('truncate leaves what the earlier rows alone would have given (500 columns)', () => {
  const cell = fc.constantFrom('1', '2', '3', 'a', 'b', 'yes', 'no', 'NA', '', '2024-01-01', '12,5');
  const outcome = (column: InferredColumnBuilder) => {
    try {
      return { column: column.finish(), type: column.type };
    } catch (error) {
      return error;
    }
  };
  fc.assert(
    fc.property(fc.array(cell), fc.array(cell), fc.array(cell, { maxLength: 3 }), (before, forgotten, after) => {
      const [column, plain] = [builder(), builder()];
      for (const [row, text] of [...before, ...forgotten].entries()) column.add(text, row + 2);
      column.truncate(before.length);
      for (const [row, text] of after.entries()) column.add(text, before.length + row + 2);
      for (const [row, text] of [...before, ...after].entries()) plain.add(text, row + 2);
      expect(outcome(column)).toEqual(outcome(plain));
    }),
    { seed: 1, numRuns: 500 },
  );
});
