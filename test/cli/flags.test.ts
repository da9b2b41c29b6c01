import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandNamed } from '../../src/cli/command.ts';
import { COLUMN_OPTIONS } from '../../src/data/table-options.ts';
import { inFlags } from '../../src/cli/flags.ts';
import { OPTIONS, type OptionName, type FlagSpec } from '../../src/cli/options/options.ts';
import { parseArguments } from '../../src/cli/options/parse-arguments.ts';
import { quoted } from '../../src/errors.ts';
import { SETTINGS, type Setting } from '../../src/setting.ts';
import { setting } from '../../src/wording.ts';

describe('a setting as it is typed', () => {
  it.each<[Setting, string]>([
    [setting('decimal', ','), '--decimal ,'],
    [setting('header', 'yes'), '--header yes'],
    [setting('learningRate'), '--learning-rate'],
    [setting('groupDuplicates', true), '--group-duplicates'],
    [setting('split', [60, 10, 30]), '--split 60/10/30'],
    [setting('delimiter', ';'), "--delimiter ';'"],
    [setting('delimiter', '\t'), String.raw`--delimiter '\t'`],
    [setting('categorical', 'age'), '--categorical "age"'],
    [setting('drop', ['age', 'b_c', 'length, mins']), '--drop age,b_c --drop "length, mins"'],
    [setting('id', 'number'), '--id number'],
    [setting('id', 'row number'), '--id "row number"'],
    [setting('drop', 'price $'), "--drop 'price $'"],
    [setting('drop', "it's `x` $5!"), String.raw`--drop 'it'\''s ${'`x`'} $5!'`],
    [setting('drop', 'say "a\\b"'), String.raw`--drop "say \"a\\b\""`],
    [setting('drop', ['-x']), '--drop="-x"'],
    [setting('drop', 'a\nb'), String.raw`--drop $'a\u000ab'`],
  ])('%j is %s', (one, flags) => {
    expect(inFlags(one)).toBe(flags);
  });

  it('has its name whole, however long: what is typed must be there', () => {
    expect(inFlags(setting('drop', 'n'.repeat(1000)))).toBe(`--drop "${'n'.repeat(1000)}"`);
  });

  it('is an option of the command line, each of them; columns are those that a lone name is quoted for', () => {
    for (const option of SETTINGS) {
      const name = inFlags({ option }).slice(2) as OptionName;
      expect(OPTIONS).toHaveProperty(name);
      const { kind }: FlagSpec = OPTIONS[name];
      const namesColumns = kind === 'names' && option !== 'missingWord' && option !== 'targetBins';
      expect(inFlags({ option, value: 'word' }).includes('"word"'), option).toBe(namesColumns);
    }
  });
});

/**
 * What bash makes of commands, each the arguments of one call. It is restricted and has no PATH: were a word not quoted
 * well, nothing could be run or written.
 */
function shellWords(commands: readonly string[]): string[][] {
  const script = commands.map((words) => `printf '%s\\0' ${words}; printf '\\1'`).join('\n');
  const options = { encoding: 'utf8', env: { LC_ALL: 'C.UTF-8', PATH: '', b: 'SHELL' } } as const;
  const output = execFileSync('/bin/bash', ['--norc', '-r', '-c', script], options);
  return output
    .split('\u0001')
    .slice(0, -1)
    .map((words) => words.split('\0').slice(0, -1));
}

const character = fc.constantFrom(...'aZ09 _-.,;:|&<>()[]{}*?~#%=+/@^\'"`$!\\äß漢😀'.match(/./gu)!);
const name = fc.string({ unit: character, minLength: 1, maxLength: 12 });
const names = fc.sample(fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), { numRuns: 1000, seed: 1 });

describe('in a shell, names of 1,000 draws', () => {
  const train = commandNamed('train');

  it('reach the program as they are, in lists', async () => {
    const typed = shellWords(names.map((some) => inFlags(setting('drop', some))));
    for (const [index, words] of typed.entries()) {
      const args = await parseArguments(train, ['own.csv', ...words]);
      const isListed = (one: string) => /^[\w.][\w.-]*$/.test(one);
      const [listed, others] = [names[index]!.filter(isListed), names[index]!.filter((one) => !isListed(one))];
      expect(args.valuesOf(COLUMN_OPTIONS).drop).toEqual([...(listed.length > 0 ? [listed.join(',')] : []), ...others]);
    }
  });

  it('reach it alone, too, and so do control characters', async () => {
    const alone = [...names.map(([first]) => first!), '\u001b[31m', 'a\nb', "\t'\\", '\u202eab', '\u009b1'];
    const typed = shellWords(alone.map((one) => inFlags(setting('drop', one))));
    for (const [index, words] of typed.entries()) {
      expect((await parseArguments(train, ['own.csv', ...words])).valuesOf(COLUMN_OPTIONS).drop).toEqual([
        alone[index],
      ]);
    }
  });

  it('control: in the quotes that messages have, a name with a variable reaches it as another', () => {
    const [inMessages, asTyped] = shellWords([`--drop ${quoted('$b')}`, inFlags(setting('drop', '$b'))]);
    expect([inMessages, asTyped]).toEqual([
      ['--drop', 'SHELL'],
      ['--drop', '$b'],
    ]);
  });
});
