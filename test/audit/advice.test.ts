import { describe, expect, it } from 'vitest';
import type { Finding, FindingCode } from '../../src/audit/finding.ts';
import type { Setting } from '../../src/setting.ts';
import type { PrepareOptions } from '../../src/preprocessing/preparation-options.ts';
import { kindColumnOf } from '../support/tables.ts';
import { audit, fileOf, noise, scrambled, uniform, type File, type Make } from './audit.ts';

const whole: Make = (row) => 1 + scrambled(row, 3, 200);
const cents: Make = (row) => scrambled(row, 11, 10_007) / 100;
const bought = (row: number) => scrambled(row, 17, 10) < 3;
const target = (row: number) => (bought(row) ? 'yes' : 'no');

/** A file for each kind of finding whose advice names a setting. */
const FILES: Partial<Record<FindingCode, File>> = {
  LEAK_RULE: fileOf(1000, { noise, used: (row) => (!bought(row) && row % 2 === 0 ? 1 + (row % 9) : 0) }, target),
  LEAK_COLUMN: fileOf(1000, { noise, score: (row, random) => Number(bought(row)) + 0.5 * random.next() }, target),
  TWINS_ACROSS_SPLIT: fileOf(1000, { a: (row) => scrambled(row, 3, 400), b: (row) => scrambled(row, 3, 400) / 3 }),
  CONSTANT_COLUMN: fileOf(400, { noise, always: () => 7, ever: () => 8 }),
  NEAR_CONSTANT_COLUMN: fileOf(1000, { noise, nearly: (row) => Number(row === 500) }),
  ID_FEATURE: fileOf(400, { noise, number: (row) => 5000 + ((row * 7919) % 400) }),
  INEXACT_INTEGERS: fileOf(400, { noise, account: (row) => 2 ** 53 + 2 * (row % 50) }),
  DOMINANT_VALUE: fileOf(400, { noise, spend: (row, random) => (row === 12 ? 1e300 : whole(row, random)) }),
  CONSTANT_FOR_MISSING: fileOf(400, { noise, age: (row) => (row % 10 === 0 ? -999 : 18 + scrambled(row, 3, 60)) }),
  ZERO_FOR_MISSING: fileOf(400, { noise, pressure: (row) => (row % 10 === 0 ? 0 : 60 + scrambled(row, 3, 50)) }),
  CODE_AS_NUMBER: fileOf(400, { noise, zip: (row) => 10_000 + scrambled(row, 3, 30) }),
  DERIVED_COLUMN: fileOf(400, { whole, cents, made: (row, random) => whole(row, random) + cents(row, random) }),
  MISSING_VALUES: fileOf(400, { noise, gaps: (row, random) => (row % 3 === 0 ? Number.NaN : random.next()) }),
  RARE_CLASS: fileOf(1000, { noise, uniform }, (row) => (row % 20 === 0 ? 'yes' : 'no')),
};

/** The file and the options, as if a setting were given. */
function withSetting(file: File, { option, value }: Setting): { file: File; options: Partial<PrepareOptions> } {
  const names = new Set(typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : []);
  const { table, schema } = file;
  if (option === 'drop' || option === 'id') {
    const features = schema.features.filter((name) => !names.has(name));
    return { file: { table, schema: { ...schema, features } }, options: {} };
  }
  if (option !== 'categorical') return { file, options: { [option]: value } };
  const columns = table.columns.map((column) =>
    column.kind === 'number' && names.has(column.name)
      ? kindColumnOf(column.name, [...column.values].map(String))
      : column,
  );
  return { file: { table: { ...table, columns }, schema }, options: {} };
}

describe('the advice of each finding', () => {
  it.each(Object.entries(FILES))('%s: each setting changes the finding when given', (code, file) => {
    const found = audit(file).find((finding) => finding.code === code);
    expect(found).toBeDefined();
    const settings = typeof found!.advice === 'string' ? [] : found!.advice.settings;
    expect(settings.length).toBeGreaterThan(0);
    for (const setting of settings) {
      expect(setting.value, `${setting.option} without a value can't be typed`).toBeDefined();
      const after = withSetting(file, setting);
      const same = audit(after.file, after.options).find((finding) => isSame(finding, found!));
      expect(same, `${setting.option}: ${String(setting.value)}`).toBeUndefined();
    }
  });

  it('control: an option that has nothing to do with it leaves a finding as it is', () => {
    const file = FILES.CONSTANT_COLUMN!;
    const found = audit(file).find(({ code }) => code === 'CONSTANT_COLUMN')!;
    const after = withSetting(file, { option: 'drop', value: ['noise'] });
    expect(audit(after.file).some((finding) => isSame(finding, found))).toBe(true);
  });
});

function isSame(a: Finding, b: Finding): boolean {
  return a.code === b.code && a.title === b.title;
}
