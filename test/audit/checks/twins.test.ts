import { describe, expect, it } from 'vitest';
import { auditedData } from '../../../src/audit/audited-data.ts';
import { numberColumn } from '../../../src/data/table.ts';
import { chooseRows } from '../../../src/preprocessing/rows/choose-rows.ts';
import { textColumnOf } from '../../support/tables.ts';
import { fileOf, findingsOf, noise, OPTIONS } from '../audit.ts';

describe('duplicates', () => {
  it('counts 100 repeated rows and the distinct vectors, and none among numbers that never repeat', () => {
    const file = fileOf(1000, { a: (row) => row % 900, b: (row) => (row % 900) / 7 }, (row) =>
      row % 900 < 450 ? 'no' : 'yes',
    );
    expect(findingsOf(file, 'DUPLICATE_ROWS')).toMatchObject([
      { severity: 'warning', numbers: { repeated: 100, distinctVectors: 900, rows: 1000, contradicted: 0 } },
    ]);
    expect(findingsOf(fileOf(1000, { noise }), 'DUPLICATE_ROWS')).toEqual([]);
  });

  it('of twins that differ in the target, counts those that no model can get right', () => {
    // Each vector stands twice; every tenth pair disagrees.
    const file = fileOf(1000, { a: (row) => Math.floor(row / 2) }, (row) =>
      Math.floor(row / 2) % 10 === 0 ? String(row % 2) : String(Math.floor(row / 2) % 2),
    );
    expect(findingsOf(file, 'DUPLICATE_ROWS')[0]!.numbers).toMatchObject({ repeated: 450, contradicted: 50 });
  });

  it('takes −0 for 0, and a missing cell for equal to another: 2 of 6 rows repeat', () => {
    const file = fileOf(
      6,
      { a: (row) => [0, -0, 1, Number.NaN, Number.NaN, 0][row]!, b: (row) => [2, 2, 2, 2, 2, 3][row]! },
      (row) => (row < 3 ? 'no' : 'yes'),
    );
    expect(findingsOf(file, 'DUPLICATE_ROWS')[0]!.numbers).toMatchObject({ repeated: 2, distinctVectors: 4, rows: 6 });
  });

  it('tells texts apart by their codes: 3 of 6 rows repeat', () => {
    const { table, schema } = fileOf(6, { a: () => 1 }, (row) => (row < 3 ? 'no' : 'yes'));
    const town = textColumnOf('town', ['Ulm', 'Bonn', 'Ulm', 'Ulm', 'Ulm', 'Ulm']);
    const file = {
      table: { ...table, columns: [town, ...table.columns] },
      schema: { ...schema, features: ['town', ...schema.features] },
    };
    expect(findingsOf(file, 'DUPLICATE_ROWS')[0]!.numbers).toMatchObject({ repeated: 3, distinctVectors: 2, rows: 6 });
  });
});

describe('twins across the split', () => {
  const file = fileOf(1000, { a: (row) => (row * 7919) % 700, b: (row) => ((row * 7919) % 700) / 3 });

  it('counts test rows with an equal row in training as a search through all pairs does', () => {
    const { targets, classes } = auditedData(file.table, file.schema, 'own.csv');
    const { train, test } = chooseRows(targets, classes.length, OPTIONS);
    const a = numberColumn(file.table, 'a');
    const twinRows = [...test].filter((row) => train.some((other) => a[other] === a[row])).length;
    expect(twinRows).toBeGreaterThan(5);
    expect(findingsOf(file, 'TWINS_ACROSS_SPLIT')).toMatchObject([
      { severity: 'warning', numbers: { testRows: test.length, twinRows, share: twinRows / test.length } },
    ]);
  });

  it('says nothing where no row repeats', () => {
    expect(findingsOf(fileOf(1000, { noise }), 'TWINS_ACROSS_SPLIT')).toEqual([]);
  });
});
