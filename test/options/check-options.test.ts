import { describe, expect, it } from 'vitest';
import { acceptedValue, completeOptions, defaultsOf, expectedValue } from '../../src/options/check-options.ts';
import type { OptionSpec, OptionTable } from '../../src/options/option-spec.ts';
import { COLUMN_OPTIONS, CSV_OPTIONS } from '../../src/data/table-options.ts';
import { PREPARATION_OPTIONS } from '../../src/preprocessing/preparation-options.ts';
import { TRAINING_OPTIONS } from '../../src/training/training-options.ts';
import { errorOf } from '../support/errors.ts';

const TABLES: OptionTable = { ...CSV_OPTIONS, ...COLUMN_OPTIONS, ...PREPARATION_OPTIONS, ...TRAINING_OPTIONS };
const SPECS = Object.entries(TABLES);

/** Values that an option of the library must not take; for numbers both sides of the range. */
function badValues(spec: OptionSpec): unknown[] {
  const never = [null, {}, () => 1, Symbol.iterator, 1n];
  switch (spec.kind) {
    case 'flag':
      return [...never, 'true', 0];
    case 'text':
      return [...never, '', 1, ['a'], ...(spec.pattern === undefined ? [] : ['', 'ab', '"'])];
    case 'seed':
      return [...never, '', NaN, Infinity, true, 'x'.repeat(spec.maxLength + 1)];
    case 'names':
      return [...never, 'a', [''], [1], ['a', null]];
    case 'choice':
      return [...never, '', 'toString', 1, [spec.choices[0]]];
    case 'whole':
      return [...never, '5', NaN, spec.min - 1, spec.max + 1, spec.min + 0.5, [5]];
    case 'number':
      return [...never, '0.5', NaN, spec.above === true ? spec.min : spec.min - 1e-9, spec.max + 1e-6, Infinity];
    case 'widths':
      return [...never, 50, '50,50', [0], [1.5], [50, NaN], [spec.max + 1]];
    case 'proportions':
      return [...never, 80, [80, 20], [80, 10, 0], [80, 10, NaN], [1, 1, Infinity], '80/10/10'];
  }
}

/** Values at the ends of what an option takes. */
function goodValues(spec: OptionSpec): unknown[] {
  switch (spec.kind) {
    case 'flag':
      return [true, false];
    case 'text':
      return [spec.pattern === undefined ? 'any text' : ';'];
    case 'seed':
      return ['any text', 'x'.repeat(spec.maxLength)];
    case 'names':
      return [[], ['a', 'b, c']];
    case 'choice':
      return [...spec.choices];
    case 'whole':
      return [spec.min, spec.max];
    case 'number':
      return [spec.above === true ? 1e-300 : spec.min, spec.max];
    case 'widths':
      return [[], [1, spec.max]];
    case 'proportions':
      return [
        [80, 10, 10],
        [0.1, 1e6, 1],
      ];
  }
}

describe('each option of the library', () => {
  it.each(SPECS)('%s refuses what its entry rules out, saying what it got and what was expected', (name, spec) => {
    for (const value of badValues(spec)) {
      expect(acceptedValue(spec, value)).toBeUndefined();
      const error = errorOf(() => completeOptions(TABLES, { [name]: value } as never, 'train'));
      expect(error).toMatchObject({ code: 'E_USAGE_VALUE', exitCode: 2, field: name });
      expect(error.message.startsWith(`train: ${name}: got `)).toBe(true);
      expect(error.message.endsWith(`, expected ${expectedValue(spec)}`)).toBe(true);
      expect(error.message.length).toBeLessThan(200);
    }
  });

  it.each(SPECS)('%s takes the ends of its range, and its default', (name, spec) => {
    for (const value of goodValues(spec)) {
      expect(completeOptions(TABLES, { [name]: value } as never, 'train')[name]).toEqual(value);
    }
    const { default: usual } = spec as { default?: unknown };
    if (usual !== undefined) expect(acceptedValue(spec, usual)).toEqual(usual);
    expect(defaultsOf(TABLES)[name]).toEqual(spec.kind === 'flag' ? (usual ?? false) : usual);
  });
});

describe('completeOptions', () => {
  const complete = (given: object) => completeOptions(TRAINING_OPTIONS, given, 'train');

  it('fills in what is not given, undefined among it, and keeps a seed as text: 1 and "1" are one seed', () => {
    expect(complete({ epochs: 3, hidden: undefined, seed: 7 })).toMatchObject({
      epochs: 3,
      hidden: [50, 50, 50],
      learningRate: 0.001,
      seed: '7',
    });
    expect(complete({ seed: 1 })).toEqual(complete({ seed: '1' }));
    expect(complete({ seed: 1 })).toEqual(complete({}));
  });

  it.each([
    [{ epoch: 3 }, 'train: there is no option "epoch"', 'did you mean epochs?'],
    [{ batch_size: 3 }, 'train: there is no option "batch_size"', 'did you mean batchSize?'],
    [{ 'learning-rate': 3 }, 'train: there is no option "learning-rate"', 'did you mean learningRate?'],
    [{ toString: 1 }, 'train: there is no option "toString"', 'the options are hidden, '],
    [JSON.parse('{"__proto__":1}') as object, 'train: there is no option "__proto__"', 'the options are hidden, '],
    [{ optimizer: 'Adam' }, 'train: optimizer: got "Adam", expected one of adam, sgd', 'did you mean "adam"?'],
    [{ outputActivation: 'sigmod' }, 'train: outputActivation: got "sigmod"', 'did you mean "sigmoid"?'],
  ])('%j: %s (%s)', (given, message, hint) => {
    const error = errorOf(() => complete(given));
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });

  it('takes no other options than an object', () => {
    for (const given of ['bought', null, 3, ['a']]) {
      expect(() => complete(given as never)).toThrow(/^train: options: got .*, expected an object$/);
    }
  });

  it('cuts and escapes what it shows', () => {
    const { message } = errorOf(() => complete({ epochs: `\u001b[31m${'x'.repeat(10_000)}` }));
    expect(message.length).toBeLessThan(200);
    expect(message).toContain(String.raw`\u001b[31m`);
    expect(errorOf(() => complete({ hidden: Array(1000).fill('a') })).message).toContain('"a", …]');
  });
});
