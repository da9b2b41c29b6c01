import { describe, expect, it } from 'vitest';
import { commandNamed } from '../../../src/cli/command.ts';
import { optionWords } from '../../../src/cli/options/option-words.ts';
import { parseArguments } from '../../../src/cli/options/parse-arguments.ts';
import { shellWord } from '../../../src/cli/flags.ts';

const train = commandNamed('train');

async function wordsOf(...words: string[]): Promise<string[]> {
  return optionWords(await parseArguments(train, ['a.csv', ...words]), train.options);
}

describe('options as words', () => {
  it.each([
    [['--target', 'bought']],
    [['--drop', 'a,b', '--drop', 'c']],
    [['--split', '70/20/10', '--seed', '7']],
    [['--hidden', 'none']],
    [['--hidden', '50,20', '--learning-rate', '0.01', '--epochs', '3']],
    [['--group-duplicates', '--recipe', 'default']],
  ])('%j mean the same when they are typed again', async (words) => {
    const again = await wordsOf(...words);
    expect(again.toSorted()).toEqual(words.toSorted());
    expect(await wordsOf(...again)).toEqual(again);
  });

  it('are none where nothing was given, however many have defaults', async () => {
    expect(await wordsOf()).toEqual([]);
    expect(optionWords(await parseArguments(train, ['a.csv', '--seed', '7']), ['target'])).toEqual([]);
  });

  it('stand in quotes where a shell would take them apart', async () => {
    expect(await wordsOf('--target', 'did they buy')).toEqual(['--target', '"did they buy"']);
    expect(shellWord("it's")).toBe('"it\'s"');
    expect(shellWord('$HOME')).toBe("'$HOME'");
    expect(shellWord('runs/a-b_1.csv')).toBe('runs/a-b_1.csv');
  });
});
