import { describe, expect, it } from 'vitest';
import { readOptions, USAGE } from '../../bench/options.ts';
import { UsageError } from '../../src/errors.ts';

describe('readOptions', () => {
  it.each([
    [[], { quick: false, json: undefined, writeReadme: false, help: false }],
    [['--quick'], { quick: true, json: undefined, writeReadme: false, help: false }],
    [['--json', 'a.json', '--write-readme'], { quick: false, json: 'a.json', writeReadme: true, help: false }],
    [['-h'], { quick: false, json: undefined, writeReadme: false, help: true }],
  ])('of %j', (args, expected) => {
    expect(readOptions(args)).toEqual(expected);
  });

  it.each([[['--fast']], [['--json']], [['more']], [['--quick=yes']], [['--quick', '--write-readme']]])(
    'refuses %j with exit code 2',
    (args) => {
      expect(() => readOptions(args)).toThrow(UsageError);
    },
  );

  it('has a usage text that names all 4 options, at most 80 columns wide', () => {
    for (const option of ['--quick', '--json', '--write-readme', '--help']) expect(USAGE).toContain(option);
    expect(Math.max(...USAGE.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
