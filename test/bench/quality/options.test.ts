import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readOptions, USAGE } from '../../../bench/quality/options.ts';
import { UsageError } from '../../../src/errors.ts';

describe('readOptions of the comparison of quality', () => {
  it('has 10 seeds, all cores and the shared sets by default; a quick run has one seed', () => {
    const common = { results: undefined, methods: undefined, write: false, output: undefined, help: false };
    const usual = { sets: '../shared/sets', threads: availableParallelism() };
    expect(readOptions([])).toEqual({ ...usual, ...common, seeds: 10, quick: false });
    expect(readOptions(['--quick'])).toEqual({ ...usual, ...common, seeds: 1, quick: true });
    expect(readOptions(['--methods', 'best,plain', '--seeds', '3', '--threads', '1'])).toMatchObject({
      methods: ['best', 'plain'],
      seeds: 3,
      threads: 1,
    });
  });

  it.each([[['--seeds', '0']], [['--seeds', '1.5']], [['--threads', 'two']], [['more']], [['--quick', '--write']]])(
    'refuses %j with exit code 2',
    (args) => {
      expect(() => readOptions(args)).toThrow(UsageError);
    },
  );

  it('has a usage text that names all 9 options, at most 80 columns wide', () => {
    for (const name of ['sets', 'seeds', 'results', 'methods', 'threads', 'quick', 'write', 'output', 'help']) {
      expect(USAGE).toContain(`--${name}`);
    }
    expect(Math.max(...USAGE.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
