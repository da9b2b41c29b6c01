import { describe, expect, it } from 'vitest';
import { readOptions, USAGE } from '../../bench/options.ts';
import { UsageError } from '../../src/errors.ts';

describe('readOptions', () => {
  it.each([
    [
      [],
      {
        peers: false,
        choosing: false,
        scaling: false,
        explaining: false,
        taps: false,
        quick: false,
        output: undefined,
        write: false,
        help: false,
      },
    ],
    [
      ['--quick', '--peers'],
      {
        peers: true,
        choosing: false,
        scaling: false,
        explaining: false,
        taps: false,
        quick: true,
        output: undefined,
        write: false,
        help: false,
      },
    ],
    [
      ['-o', 'a.json', '--write'],
      {
        peers: false,
        choosing: false,
        scaling: false,
        explaining: false,
        taps: false,
        quick: false,
        output: 'a.json',
        write: true,
        help: false,
      },
    ],
    [
      ['--scaling'],
      {
        peers: false,
        choosing: false,
        scaling: true,
        explaining: false,
        taps: false,
        quick: false,
        output: undefined,
        write: false,
        help: false,
      },
    ],
    [
      ['--choosing'],
      {
        peers: false,
        choosing: true,
        scaling: false,
        explaining: false,
        taps: false,
        quick: false,
        output: undefined,
        write: false,
        help: false,
      },
    ],
    [
      ['--explaining'],
      {
        peers: false,
        choosing: false,
        scaling: false,
        explaining: true,
        taps: false,
        quick: false,
        output: undefined,
        write: false,
        help: false,
      },
    ],
    [
      ['--taps'],
      {
        peers: false,
        choosing: false,
        scaling: false,
        explaining: false,
        taps: true,
        quick: false,
        output: undefined,
        write: false,
        help: false,
      },
    ],
    [
      ['-h'],
      {
        peers: false,
        choosing: false,
        scaling: false,
        explaining: false,
        taps: false,
        quick: false,
        output: undefined,
        write: false,
        help: true,
      },
    ],
  ])('of %j', (args, expected) => {
    expect(readOptions(args)).toEqual(expected);
  });

  it.each([
    [['--fast']],
    [['--output']],
    [['more']],
    [['--quick=yes']],
    [['--quick', '--write']],
    [['--peers', '--scaling']],
    [['--choosing', '--scaling']],
    [['--peers', '--explaining']],
    [['--scaling', '--taps']],
  ])('refuses %j with exit code 2', (args) => {
    expect(() => readOptions(args)).toThrow(UsageError);
  });

  it('has a usage text that names all 9 options, at most 80 columns wide', () => {
    for (const option of [
      '--peers',
      '--choosing',
      '--scaling',
      '--explaining',
      '--taps',
      '--quick',
      '--output',
      '--write',
      '--help',
    ])
      expect(USAGE).toContain(option);
    expect(Math.max(...USAGE.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
