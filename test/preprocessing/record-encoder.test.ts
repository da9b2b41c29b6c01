import { describe, expect, it } from 'vitest';
import { RecordEncoder } from '../../src/preprocessing/record-encoder.ts';
import { errorOf } from '../support/errors.ts';
import { mixedClassifier } from '../support/models.ts';

const encoder = new RecordEncoder(mixedClassifier().pipeline!, ['plan', 'joined', 'member', 'age'], 'own.csv');
const rest = ['pro', '2024-02-29', 'yes'];
const record = (line: number, age: string) => ({ line, fields: [...rest, age] });
const GOOD = record(2, '42');
const FAR = record(3, '1e300');
const WORD = record(4, 'x');

describe('RecordEncoder', () => {
  it('finds the columns by name', () => {
    const { inputs, records } = encoder.encode([GOOD], false);
    expect(records).toEqual([GOOD]);
    expect(inputs.toRows()).toEqual([
      [(42 - 40) / 12.5, (1 - 0.25) / 0.5, (19782 - 19500) / 365, 0, 1, 0, 0, 0].map(Math.fround),
    ]);
  });

  it('refuses the first record that can not be scored, whether a text or a number too far comes first', () => {
    expect(errorOf(() => encoder.encode([GOOD, FAR, WORD], false))).toMatchObject({
      code: 'E_CSV_RANGE',
      line: 3,
      column: 4,
      field: 'age',
      message: 'column "age": "1e300" is too far from the training values',
    });
    expect(errorOf(() => encoder.encode([GOOD, WORD, FAR], false))).toMatchObject({ code: 'E_CSV_NUMBER', line: 4 });
  });

  it('puts such records aside in the order of the file, and encodes the others as if those were not there', () => {
    const other = record(5, '43');
    const { records, rejects, inputs, table } = encoder.encode([GOOD, FAR, WORD, other], true);
    expect(records).toEqual([GOOD, other]);
    expect(rejects.map(({ record: { line }, error }) => [line, error.code])).toEqual([
      [3, 'E_CSV_RANGE'],
      [4, 'E_CSV_NUMBER'],
    ]);
    expect(inputs).toEqual(encoder.encode([GOOD, other], false).inputs);
    expect(table.rowCount).toBe(2);
  });
});
