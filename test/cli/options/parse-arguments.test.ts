import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandNamed } from '../../../src/cli/command.ts';
import { COLUMN_OPTIONS } from '../../../src/data/table-options.ts';
import { PREPARATION_OPTIONS } from '../../../src/preprocessing/preparation-options.ts';
import { TRAINING_OPTIONS } from '../../../src/training/training-options.ts';
import { parseArguments } from '../../../src/cli/options/parse-arguments.ts';
import { rejectionOf } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const parse = (...words: string[]) => parseArguments(commandNamed('train'), words);
const refusal = async (...words: string[]) => {
  const error = await rejectionOf(parse(...words));
  expect(error.exitCode).toBe(2);
  return `${error.code}: ${error.message}${error.hint === undefined ? '' : ` (${error.hint})`}`;
};
function configured(config: unknown, ...words: string[]): string[] {
  const file = join(temporaryFolder(), 'own.json');
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
  return ['a.csv', '-c', file, ...words];
}

describe('an option that means something else in one command', () => {
  it('is what that command says, in words, in a configuration and in its refusals', async () => {
    const explain = (...words: string[]) => parseArguments(commandNamed('explain'), ['a.csv', ...words]);
    expect((await explain('--target', '0.5')).optionalNumber('target')).toBe(0.5);
    expect((await explain('--target=0.25')).optionalNumber('target')).toBe(0.25);
    expect((await parse('a.csv', '--target', '0.5')).optionalText('target')).toBe('0.5');
    const [, ...config] = configured({ target: 0.75 });
    expect((await explain(...config)).optionalNumber('target')).toBe(0.75);
    const name = await rejectionOf(explain('--target', 'bought'));
    expect(name.message).toBe('--target: "bought" is not a number above 0, to 1');
    // The other name of the column to predict is none of a probability.
    expect((await rejectionOf(explain('--label', '0.5'))).code).toBe('E_USAGE_OPTION');
  });
});

describe('words', () => {
  it('defaults are filled in, and are not given', async () => {
    const args = await parse('a.csv', '--epochs', '7', '--preset', 'plain');
    expect(args.positional).toBe('a.csv');
    expect(args.optionalNumber('epochs')).toBe(7);
    expect(args.optionalNumber('patience')).toBe(2);
    expect(args.valuesOf(TRAINING_OPTIONS).hidden).toEqual([50, 50, 50]);
    expect(args.valuesOf(COLUMN_OPTIONS)).toEqual({});
    expect(args.valuesOf(PREPARATION_OPTIONS).groupDuplicates).toBe(false);
    expect(args.optionalText('target')).toBeUndefined();
    expect(args.flag('quiet')).toBe(false);
    expect([...args.given].toSorted()).toEqual(['epochs', 'preset']);
  });

  it.each([['--batch-size', '9'], ['--batch_size', '9'], ['--batch-size=9'], ['--batch_size=9']])(
    '%s %s is a batch of 9',
    async (...words) => {
      expect((await parse('a.csv', ...words.filter((word) => word !== undefined))).optionalNumber('batch-size')).toBe(
        9,
      );
    },
  );

  it('aliases are their options; values keep underscores, equal signs and dots', async () => {
    const args = await parse('a.csv', '--label', 'bought_again=1.0', '--lr', '.5', '-q', '-o', 'run_1', '--seed=a=b_c');
    expect([
      args.text('target'),
      args.optionalNumber('learning-rate'),
      args.flag('quiet'),
      args.text('output'),
      args.text('seed'),
    ]).toEqual(['bought_again=1.0', 0.5, true, 'run_1', 'a=b_c']);
  });

  it('numbers stay text where text is asked for: --seed 007, --target 1e3', async () => {
    const args = await parse('0010', '--seed', '007', '--target', '1e3');
    expect([args.positional, args.text('seed'), args.text('target')]).toEqual(['0010', '007', '1e3']);
  });

  it('- is stdin, and what follows -- is a file name', async () => {
    expect((await parse('-')).positional).toBe('-');
    expect((await parse('--', '--epochs')).positional).toBe('--epochs');
  });

  it('--output sigmoid is the activation, another --output the folder, ./sigmoid a folder', async () => {
    const both = await parse('a.csv', '--output', 'sigmoid', '-o', 'runs/x');
    expect([both.text('output-activation'), both.text('output')]).toEqual(['sigmoid', 'runs/x']);
    const folder = await parse('a.csv', '--output', './sigmoid');
    expect([folder.text('output-activation'), folder.text('output')]).toEqual(['softmax', './sigmoid']);
  });

  it.each([
    [['a.csv', '--epoch', '5'], 'E_USAGE_OPTION: there is no option "--epoch" here (did you mean --epochs?)'],
    [['a.csv', '--rows', 'all'], 'E_USAGE_OPTION: there is no option "--rows" here'],
    [['a.csv', '-z'], 'E_USAGE_OPTION: there is no option "-z" here (see --help)'],
    [['a.csv', 'b.csv'], 'E_USAGE_ARGUMENT: train: "b.csv" is one argument too many (names with blanks need quotes)'],
    [[''], 'E_USAGE_ARGUMENT: train: FILE is empty'],
    [[], 'E_USAGE_MISSING: train: FILE is needed'],
    [['a.csv', '--epochs'], 'E_USAGE_VALUE: --epochs needs a value'],
    [['a.csv', '--seed='], 'E_USAGE_VALUE: --seed needs a value'],
    [['a.csv', '--epochs', '1', '--epochs', '2'], 'E_USAGE_REPEATED: --epochs is given 2 times'],
    [['a.csv', '--target', 'a', '--label', 'b'], 'E_USAGE_REPEATED: --target is given 2 times'],
    [['a.csv', '--quiet=maybe'], 'E_USAGE_VALUE: --quiet: "maybe" is not true or false'],
    [['a.csv', '--epochs', '-1'], 'E_USAGE_VALUE: --epochs: "-1" is not a whole number'],
    [['a.csv', '--__proto__', 'x'], 'E_USAGE_OPTION: there is no option'],
  ])('%j: %s', async (words, message) => {
    expect(await refusal(...words)).toContain(message);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('a configuration', () => {
  it('gives values of every kind, by name, alias or snake_case; flags win', async () => {
    const config = {
      lr: 0.5,
      batch_size: 9,
      hidden: [8, 4],
      split: [60, 20, 20],
      drop: ['a,b', 'c'],
      quiet: true,
      epochs: 3,
    };
    const args = await parse(...configured(config, '--epochs', '7'));
    expect([
      args.optionalNumber('learning-rate'),
      args.optionalNumber('batch-size'),
      args.optionalNumber('epochs'),
    ]).toEqual([0.5, 9, 7]);
    const { hidden } = args.valuesOf(TRAINING_OPTIONS);
    const { split } = args.valuesOf(PREPARATION_OPTIONS);
    expect([hidden, split, args.valuesOf(COLUMN_OPTIONS).drop]).toEqual([
      [8, 4],
      [60, 20, 20],
      ['a,b', 'c'],
    ]);
    expect(args.flag('quiet')).toBe(true);
    expect(args.given.has('hidden')).toBe(true);
  });

  it.each<[string, unknown, string]>([
    ['an unknown option', { epoch: 3 }, 'E_USAGE_OPTION: there is no option "epoch" here (did you mean epochs?)'],
    ['another configuration', { config: 'b.json' }, 'E_USAGE_OPTION: there is no option "config" here'],
    ['__proto__', '{"__proto__":{"epochs":3}}', 'E_USAGE_OPTION: there is no option "__proto__" here'],
    ['an option and its alias', { lr: 1, 'learning-rate': 2 }, 'E_USAGE_REPEATED: learning-rate is given twice'],
    ['a value out of range', { epochs: 0 }, 'E_USAGE_VALUE: --epochs: "0" is not a whole number from 1 to 1,000,000'],
    ['null', { epochs: null }, 'E_USAGE_VALUE: --epochs needs a value'],
    ['an object', { seed: {} }, 'E_USAGE_VALUE: --seed needs a value'],
    ['a flag that is a text', { quiet: 'yes' }, 'E_USAGE_VALUE: --quiet: "yes" is not true or false'],
    ['a list', [1], 'E_USAGE_CONFIG: the configuration is not a JSON object of options'],
    ['no JSON', 'epochs = 3', 'E_USAGE_CONFIG: not a JSON file'],
    ['a key twice', '{"epochs":1,"epochs":2}', 'E_USAGE_CONFIG: not a JSON file'],
  ])('with %s is refused', async (_, config, message) => {
    const words = configured(config);
    expect(await refusal(...words)).toContain(message);
    expect((await rejectionOf(parse(...words))).file).toBe(words[2]);
  });

  it('that is missing is a SystemError', async () => {
    expect(await rejectionOf(parse('a.csv', '-c', join(temporaryFolder(), 'none.json')))).toMatchObject({
      code: 'E_FILE_MISSING',
      exitCode: 5,
    });
  });
});
