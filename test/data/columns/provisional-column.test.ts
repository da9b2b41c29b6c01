import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InferredColumnBuilder } from '../../../src/data/columns/inferred-column.ts';
import { looksLikeId } from '../../../src/data/roles/looks-like-id.ts';
import { MissingWords } from '../../../src/data/cells/missing.ts';
import { DECIMAL_MARKS, parseNumber, type DecimalMark } from '../../../src/data/cells/number.ts';
import { PlainScanner } from '../../../src/data/csv/plain-scanner.ts';
import { ProvisionalColumnBuilder } from '../../../src/data/columns/provisional-column.ts';
import { FREE_NUMBER, regularText, shapeOfText, type RecordBlock } from '../../../src/data/csv/record-block.ts';
import { RowLines } from '../../../src/data/columns/row-lines.ts';
import type { Column, TextColumn } from '../../../src/data/table.ts';
import { DataError } from '../../../src/errors.ts';

const place = { file: 'own.csv', column: 1, field: 'x' };

interface Options {
  readonly decimal: DecimalMark;
  readonly needed: boolean;
  /** Whether the file has one, for a column that may be the ID. */
  readonly hasHeader: boolean | undefined;
}

/** A block of one column whose records stand on every second line. */
function blockOf(texts: readonly string[], firstLine: number, decimal: DecimalMark): RecordBlock {
  const bytes = new TextEncoder().encode(`${texts.join('\n')}\n`);
  const scanner = new PlainScanner(1, ';', decimal);
  scanner.load(bytes, 0, bytes.length, 1, false);
  const block = scanner.scan();
  expect(block.recordCount).toBe(texts.length);
  for (let row = 0; row < texts.length; row++) block.lines[row] = firstLine + 2 * row;
  return block;
}

function outcome(build: () => { column: Column; type: string }): unknown {
  try {
    const { column, type } = build();
    if (column.kind === 'number') return { ...column, values: [...column.values], type };
    return { ...column, codes: [...column.codes], type };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { message: error.message, code: error.code, line: error.line, hint: error.hint };
  }
}

function inferred({ decimal, needed, hasHeader }: Options): InferredColumnBuilder {
  const format = { decimal, missing: new MissingWords() };
  const isId = (texts: TextColumn) => looksLikeId(texts, hasHeader!, format);
  return new InferredColumnBuilder(place, format, needed, hasHeader === undefined ? undefined : isId);
}

/** The column by its texts alone. */
function byTexts(texts: readonly string[], options: Options): unknown {
  return outcome(() => {
    const builder = inferred(options);
    for (const [row, text] of texts.entries()) builder.add(text, 3 + 2 * row);
    return { column: builder.finish(), type: builder.type };
  });
}

/** The column by blocks of some records, and single texts between them. */
function byCells(texts: readonly string[], options: Options, blockLength: number): unknown {
  const { decimal, needed, hasHeader } = options;
  return outcome(() => {
    const lines = new RowLines();
    const format = { decimal, missing: new MissingWords() };
    const builder = new ProvisionalColumnBuilder(place, format, needed, inferred(options), lines, {
      mayBeId: hasHeader !== undefined,
    });
    for (let row = 0; row < texts.length; row += blockLength + 1) {
      const cells = texts.slice(row + 1, row + 1 + blockLength);
      builder.add(texts[row]!, 3 + 2 * row);
      lines.push(3 + 2 * row);
      if (cells.length > 0) builder.addCells(blockOf(cells, 5 + 2 * row, decimal), 0);
      for (const i of cells.keys()) lines.push(5 + 2 * (row + i));
    }
    return { column: builder.finish(), type: builder.type };
  });
}

const number = fc.oneof(
  fc.integer({ min: -20, max: 200 }).map(String),
  fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 99_999 })).map(([a, b]) => `${a}.${b}`),
  fc.integer({ min: 0, max: 999_999 }).map((value) => String(value).padStart(6, '0')),
);
const odd = fc.constantFrom(
  '-0',
  '-0.0',
  '+1',
  '1e3',
  '.5',
  '5.',
  ' 7',
  '1e400',
  '123456789012345',
  '1234567890123456',
  '1,5',
  '0000000000',
);
const other = fc.constantFrom('', 'NA', 'null', ' ', 'a', 'b', 'yes', '2024-12-31', '31.12.2024', 'é');
const texts = fc
  .record({ odds: fc.integer({ min: 0, max: 3 }), others: fc.integer({ min: 0, max: 3 }) })
  .chain(({ odds, others }) => {
    return fc.array(
      fc.oneof(
        { arbitrary: number, weight: 10 },
        { arbitrary: odd, weight: odds * odds },
        { arbitrary: other, weight: others * others },
      ),
      { minLength: 1, maxLength: 30 },
    );
  });

describe('ProvisionalColumnBuilder', () => {
  it('finds what the texts alone tell, or their error: 5,000 columns in blocks of 0 to 9', () => {
    const types = new Set<unknown>();
    fc.assert(
      fc.property(
        texts,
        fc.record({
          decimal: fc.constantFrom(...DECIMAL_MARKS, '.' as const),
          needed: fc.boolean(),
          hasHeader: fc.constantFrom(undefined, true, false),
        }),
        fc.nat({ max: 9 }),
        (cells, options, blockLength) => {
          const expected = byTexts(cells, options);
          types.add((expected as { type?: string }).type);
          expect(byCells(cells, options, blockLength)).toEqual(expected);
        },
      ),
      { seed: 1, numRuns: 5000 },
    );
    // The columns must be of every kind, errors (undefined) among them.
    expect([...types]).toEqual(expect.arrayContaining([undefined, 'number', 'category', 'date', 'id', 'empty']));
  });

  it('has the error of texts after 20,000 distinct numbers, and keeps kinds before', () => {
    const numbers = Array.from({ length: 20_001 }, (_, i) => `${i}.50`);
    const options = { decimal: '.', needed: false, hasHeader: undefined } as const;
    for (const count of [20_000, 20_001]) {
      const cells = [...numbers.slice(0, count), ...Array.from({ length: 30_000 }, () => 'many')];
      expect(byCells(cells, options, 400)).toEqual(byTexts(cells, options));
    }
    expect(byCells([...numbers, 'many'], options, 400)).toMatchObject({ code: 'E_CSV_NUMBER', line: 3 + 2 * 20_001 });
  });
});

it('a number among dates is refused with its own line, rows of the block that they came in having none yet', () => {
  const cells = ['', '5', ...Array.from({ length: 10 }, (_, i) => `2024-01-1${i}`)];
  const options = { decimal: '.', needed: false, hasHeader: undefined } as const;
  expect(byCells(cells, options, 11)).toMatchObject({ code: 'E_CSV_DATE', line: 5 });
  expect(byCells(cells, options, 11)).toEqual(byTexts(cells, options));
});

describe('the shape of a number', () => {
  it('gives back the text of 20,000 numbers: up to 15 decimals and 7 extra zeros', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 999_999_999_999_999n }),
        fc.nat({ max: 15 }),
        fc.nat({ max: 7 }),
        fc.boolean(),
        (significand, decimals, zeros, isNegative) => {
          const all = String(significand).padStart(decimals + 1, '0');
          const mark = all.length - decimals;
          const digits = decimals === 0 ? all : `${all.slice(0, mark)}.${all.slice(mark)}`;
          const text = `${isNegative && significand > 0n ? '-' : ''}${'0'.repeat(zeros)}${digits}`;
          const shape = shapeOfText(text, parseNumber(text), '.');
          expect(shape).toBe(decimals + 16 * zeros);
          expect(regularText(parseNumber(text), shape, '.')).toBe(text);
          // The scanner doesn't count extra zeros apart.
          expect(blockOf([text, '1'], 1, '.').shapes[0]).toBe(all.length + zeros <= 15 ? shape : FREE_NUMBER);
        },
      ),
      { seed: 1, numRuns: 20_000 },
    );
  });

  it('is none where the value does not tell the text', () => {
    for (const text of ['-0', '-0.0', '+1', '1e3', '.5', '5.', ' 7', '1 ', '00000000012']) {
      expect(shapeOfText(text, parseNumber(text), '.')).toBe(-1);
      expect(blockOf([text, '1'], 1, '.').shapes[0]).toBe(FREE_NUMBER);
    }
  });
});
