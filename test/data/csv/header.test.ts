import { expect, it } from 'vitest';
import { positionalNames, requireColumnCount } from '../../../src/data/csv/header.ts';

it('positionalNames counts from 1', () => {
  expect(positionalNames(3)).toEqual(['column_1', 'column_2', 'column_3']);
  expect(positionalNames(0)).toEqual([]);
});

it('requireColumnCount takes 10,000 columns and no more', () => {
  expect(() => {
    requireColumnCount(10_000, 1, 'own.csv');
  }).not.toThrow();
  expect(() => {
    requireColumnCount(10_001, 1, 'own.csv');
  }).toThrow(/10001 fields, at most 10000 columns/);
});
