import { describe, expect, it } from 'vitest';
import { commandNamed } from '../../../src/cli/command.ts';
import { parseOptionValue } from '../../../src/cli/options/option-values.ts';
import { OPTIONS, type OptionName, type FlagSpec } from '../../../src/cli/options/options.ts';
import { COLUMN_OPTIONS, CSV_OPTIONS } from '../../../src/data/table-options.ts';
import { UsageError } from '../../../src/errors.ts';
import type { OptionTable } from '../../../src/options/option-spec.ts';
import { PREPARATION_OPTIONS } from '../../../src/preprocessing/preparation-options.ts';
import { TRAINING_OPTIONS } from '../../../src/training/training-options.ts';
import { errorOf } from '../../support/errors.ts';

const specs = Object.entries(OPTIONS) as [OptionName, FlagSpec][];
const refusal = (name: OptionName, raw: unknown) => {
  const error = errorOf(() => parseOptionValue(name, raw));
  expect(error).toBeInstanceOf(UsageError);
  return `${error.code}: ${error.message}`;
};

describe('values', () => {
  it.each<[OptionName, unknown, unknown]>([
    ['quiet', true, true],
    ['quiet', false, false],
    ['target', ' a b ', ' a b '],
    ['drop', 'a,b', ['a,b']],
    ['drop', ['a', 'b'], ['a', 'b']],
    ['balance', 'first', 'first'],
    ['epochs', '1e3', 1000],
    ['epochs', ' 7 ', 7],
    ['patience', '0', 0],
    ['learning-rate', '.001', 0.001],
    ['learning-rate', '1e-300', 1e-300],
    ['dropout', '0', 0],
    ['hidden', '50,20', [50, 20]],
    ['hidden', 'none', []],
    ['split', '80/10/10', [80, 10, 10]],
    ['split', '.6/.2/.2', [0.6, 0.2, 0.2]],
    ['delimiter', ';', ';'],
    ['delimiter', '\\t', '\\t'],
    ['delimiter', '😀', '😀'],
    ['seed', 'any text', 'any text'],
  ])('--%s %j is %j', (name, raw, value) => {
    expect(parseOptionValue(name, raw)).toEqual(value);
  });
});

describe('refusals', () => {
  it.each<[OptionName, unknown, string]>([
    ['quiet', 'maybe', '"maybe" is not true or false'],
    ['balance', 'First', '"First" is not one of undersample, first, oversample, weights, none'],
    ['balance', 'toString', '"toString" is not one of'],
    ['epochs', '0', '"0" is not a whole number from 1 to 1,000,000'],
    ['epochs', '1.5', '"1.5" is not a whole number'],
    ['epochs', '0x10', '"0x10" is not a whole number'],
    ['epochs', 'ten', '"ten" is not a whole number'],
    ['epochs', '1e9', '"1e9" is not a whole number'],
    ['learning-rate', '0', '"0" is not a number above 0, to 1000000'],
    ['learning-rate', '-1', '"-1" is not a number above 0'],
    ['learning-rate', 'NaN', '"NaN" is not a number above 0'],
    ['learning-rate', '1e400', '"1e400" is not a number above 0'],
    ['dropout', '1', '"1" is not a number from 0 to 0.99'],
    ['hidden', '50,', '"50," is not whole numbers from 1 to 65,536 separated by commas, or none'],
    ['hidden', '0', '"0" is not whole numbers'],
    ['hidden', '65537', '"65537" is not whole numbers'],
    ['split', '80/20', '"80/20" is not three numbers above 0 such as 80/10/10'],
    ['split', '80/20/0', '"80/20/0" is not three numbers above 0'],
    ['split', '80,10,10', '"80,10,10" is not three numbers above 0'],
    ['delimiter', '', 'needs a value'],
    ['delimiter', '"', String.raw`"\"" is not one character other than a quote or a line end`],
    ['delimiter', ';;', '";;" is not one character'],
    ['name', 'a/b', '"a/b" is not a file name without folders'],
    ['seed', 'x'.repeat(201), 'is not 1 to 200 characters'],
  ])('--%s %j: %s', (name, raw, message) => {
    const shown = refusal(name, raw);
    expect(shown).toContain(`E_USAGE_VALUE: --${name}`);
    expect(shown).toContain(message);
  });

  it.each(specs.filter(([, { kind }]) => kind !== 'flag'))('--%s without a value, or with an empty one', (name) => {
    for (const raw of ['', undefined, true]) expect(refusal(name, raw)).toBe(`E_USAGE_VALUE: --${name} needs a value`);
  });

  it.each(specs.filter(([, { kind }]) => kind !== 'names'))('--%s given twice', (name) => {
    expect(refusal(name, ['1', '2'])).toBe(`E_USAGE_REPEATED: --${name} is given 2 times`);
  });

  it('long and dangerous texts are cut and escaped', () => {
    const shown = refusal('epochs', `\u001b[31m${'x'.repeat(10_000)}`);
    expect(shown.length).toBeLessThan(200);
    expect(shown).toContain(String.raw`\u001b[31m`);
  });

  it('of a configuration name its file', () => {
    const error = errorOf(() => parseOptionValue('epochs', '0', OPTIONS.epochs, 'own.json'));
    expect(error).toMatchObject({ code: 'E_USAGE_VALUE', file: 'own.json', field: 'epochs' });
  });
});

describe('the table', () => {
  it.each(specs)('--%s: its default, written as text, is a value it takes', (name, spec) => {
    if (!('default' in spec) || spec.default === undefined) return;
    const text = [spec.default].flat().join(spec.kind === 'proportions' ? '/' : ',');
    expect(parseOptionValue(name, text)).toEqual(spec.default);
  });

  it.each(specs.filter(([, { kind }]) => kind === 'whole' || kind === 'number'))(
    '--%s takes its bounds and nothing beyond',
    (name, spec) => {
      if (spec.kind !== 'whole' && spec.kind !== 'number') throw new Error('filtered above');
      const step = spec.kind === 'whole' ? 1 : 1e-3;
      expect(parseOptionValue(name, String(spec.max))).toBe(spec.max);
      expect(refusal(name, String(spec.max + step))).toContain('E_USAGE_VALUE');
      expect(refusal(name, String(spec.min - step))).toContain('E_USAGE_VALUE');
      if (spec.kind === 'number' && spec.above === true) expect(refusal(name, String(spec.min))).toContain('above');
      else expect(parseOptionValue(name, String(spec.min))).toBe(spec.min);
    },
  );
});

describe('the library’s options', () => {
  it('are all options of train, under the same name in kebab-case, with the same range and default', () => {
    const { options } = commandNamed('train');
    const library: OptionTable = { ...CSV_OPTIONS, ...COLUMN_OPTIONS, ...PREPARATION_OPTIONS, ...TRAINING_OPTIONS };
    for (const [name, spec] of Object.entries(library)) {
      const flag = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) as OptionName;
      expect(options).toContain(flag);
      if (name === 'delimiter') continue; // The command line also writes a tab as \t.
      const { alias: _, describe: text, ...flagSpec } = OPTIONS[flag] as FlagSpec;
      expect({ ...flagSpec, describe: text.slice(0, spec.describe.length) }).toEqual(spec);
    }
  });
});
