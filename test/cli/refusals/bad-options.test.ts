/**
 * Options that make no sense: exit 2 before anything is read or written, whatever the option. Made from the table of
 * options, so that a new one is tested, too.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/command.ts';
import { COMMON_OPTIONS } from '../../../src/cli/options/option-groups.ts';
import { OPTIONS, type OptionName, type FlagSpec } from '../../../src/cli/options/options.ts';
import { groupDigits } from '../../../src/text-table.ts';
import { ended, expectRefusal, MAIN, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
// The file isn't there: exit 2 and not 5 shows that nothing was read.
const MISSING = 'missing.csv';

const commandOf = (name: OptionName) =>
  COMMANDS.find(({ options }) => options.includes(name) || COMMON_OPTIONS.includes(name))!;

/** Values that an option must not take; for numbers both sides of the range. */
function badValues(spec: FlagSpec): string[] {
  switch (spec.kind) {
    case 'flag':
      return ['maybe', ''];
    case 'names':
      return [''];
    case 'text': {
      const { pattern } = spec;
      const candidates = ['a/b', '"', 'ab', 'x'.repeat(201)].filter((text) => pattern?.test(text) === false);
      return ['', ...candidates.slice(0, 2)];
    }
    case 'seed':
      return ['', 'x'.repeat(spec.maxLength + 1)];
    case 'choice':
      return ['', 'nonsense', `${spec.choices[0]!} `];
    case 'whole':
      return ['', '1.5', 'NaN', String(spec.min - 1), String(spec.max + 1)];
    case 'number':
      return ['', 'NaN', String(spec.above === true ? spec.min : spec.min - 1), String(spec.max * 1.001)];
    case 'widths':
      return ['', 'ten', '0', '1.5', '50,,50', String(spec.max + 1)];
    case 'proportions':
      return ['', '80/20', '0/50/50', 'a/b/c', '1/1/1e400'];
  }
}

/** What the refusal must say about the range. */
function allowed(spec: FlagSpec): string[] {
  switch (spec.kind) {
    case 'whole':
      return [`from ${spec.min} to ${groupDigits(spec.max)}`];
    case 'number':
      return [String(spec.min), String(spec.max)];
    case 'choice':
      return [...spec.choices];
    case 'widths':
      return ['none', groupDigits(spec.max)];
    default:
      return [];
  }
}

const NAMES = (Object.keys(OPTIONS) as OptionName[]).filter((name) => name !== 'help' && name !== 'version');
const BAD = NAMES.flatMap((name) => badValues(OPTIONS[name]).map((value) => [name, value] as const));

describe('every option refuses what its table entry rules out', () => {
  it.each(BAD)('--%s=%s', async (name, value) => {
    const command = commandOf(name);
    const cwd = temporaryFolder();
    const result = await run([command.name, MISSING, '-q', `--${name}=${value}`], { cwd });
    const line = expectRefusal(result, { exit: 2, start: 'glassnet: error E_USAGE_' });
    expect(line).toContain(`--${name}`);
    if (value !== '') for (const text of allowed(OPTIONS[name])) expect(line).toContain(text);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('and takes its least and its greatest value: train goes on to the missing file', async () => {
    const train = COMMANDS.find(({ name }) => name === 'train')!;
    const bounds = (pick: 'min' | 'max') =>
      train.options.flatMap((name) => {
        const spec: FlagSpec = OPTIONS[name];
        if (spec.kind === 'whole') return [`--${name}=${spec[pick]}`];
        if (spec.kind === 'number') return [`--${name}=${spec.above === true && pick === 'min' ? 1e-300 : spec[pick]}`];
        return spec.kind === 'widths' ? [`--${name}=${pick === 'min' ? 1 : spec.max}`] : [];
      });
    expect(bounds('max').length).toBeGreaterThan(6);
    for (const pick of ['min', 'max'] as const) {
      const result = await run(['train', MISSING, '-q', ...bounds(pick)], { cwd: folder });
      expectRefusal(result, { exit: 5, start: `${MISSING}: error E_FILE_MISSING: ` });
    }
  });
});

describe('a command line that is wrong', () => {
  const csv = join(folder, 'customers.csv');
  writeFileSync(csv, toCsv(customers()));

  it.each([
    ['tarin a.csv', 'E_USAGE_COMMAND', 'did you mean train?'],
    ['--quiet train a.csv', 'E_USAGE_COMMAND', '--quiet'],
    ['train a.csv --epoch 3', 'E_USAGE_OPTION', 'did you mean --epochs?'],
    ['train a.csv --hiden 3', 'E_USAGE_OPTION', 'did you mean --hidden?'],
    ['train a.csv --targte x', 'E_USAGE_OPTION', 'did you mean --target?'],
    ['train a.csv --batchsize 3', 'E_USAGE_OPTION', 'did you mean --batch-size?'],
    ['train a.csv --learning_rte 3', 'E_USAGE_OPTION', 'did you mean --learning-rate?'],
    ['train a.csv --no-quiet', 'E_USAGE_OPTION', '--no-quiet'],
    ['train a.csv -x', 'E_USAGE_OPTION', 'see --help'],
    ['train a.csv --__proto__ 3', 'E_USAGE_OPTION', '--'],
    ['train a.csv --constructor', 'E_USAGE_OPTION', '--constructor'],
    ['predict a.csv -m run --epochs 3', 'E_USAGE_OPTION', '--epochs'],
    ['train a.csv --epochs', 'E_USAGE_VALUE', '--epochs needs a value'],
    ['train a.csv --epochs --quiet', 'E_USAGE_VALUE', '--epochs needs a value'],
    ['train a.csv --epochs -1', 'E_USAGE_VALUE', 'from 1 to 1,000,000'],
    ['train a.csv --seed 1 --seed 2', 'E_USAGE_REPEATED', '--seed is given 2 times'],
    ['train a.csv --lr 1 --learning-rate 2', 'E_USAGE_REPEATED', '--learning-rate'],
    ['predict a.csv -m x --model y', 'E_USAGE_REPEATED', '--model'],
    ['train a.csv --output sigmoid --output-activation softmax', 'E_USAGE_REPEATED', '--output-activation'],
    ['train', 'E_USAGE_MISSING', 'FILE'],
    ['train a.csv b.csv', 'E_USAGE_ARGUMENT', 'b.csv'],
    ['predict a.csv', 'E_USAGE_MISSING', '--model'],
    ['evaluate a.csv', 'E_USAGE_MISSING', '--model'],
    ['summary', 'E_USAGE_MISSING', 'MODEL'],
    ['summary a --model b', 'E_USAGE_CONFLICT', '--model'],
    ['train a.csv --recipe course --balance oversample', 'E_USAGE_CONFLICT', 'both sides'],
    ['train a_train.npz --split 80/10/10', 'E_USAGE_CONFLICT', '--split has no effect on arrays'],
    ['predict a.csv -m run --json', 'E_USAGE_CONFLICT', 'stdout'],
  ])('%s', async (words, code, says) => {
    const cwd = temporaryFolder();
    const result = await run([...words.split(' '), '-q'], { cwd });
    // With --json the document of the error is on stdout.
    const shown = words.includes('--json') ? { ...result, stdout: '' } : result;
    expect(expectRefusal(shown, { exit: 2, start: `glassnet: error ${code}: ` })).toContain(says);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('a network of more than 134,217,728 parameters is refused before memory is taken for it', async () => {
    const result = await run([
      'train',
      csv,
      '--preset',
      'plain',
      '-q',
      '--hidden',
      '65536,65536',
      '-o',
      join(folder, 'never'),
    ]);
    const line = expectRefusal(result, { exit: 2, start: 'glassnet: error E_USAGE_VALUE: --hidden' });
    // (2 + 1) · 65,536 + (65,536 + 1) · 65,536 + (65,536 + 1) · 2
    expect(line).toContain('widths 2, 65536, 65536, 2 are 4,295,360,514 parameters, at most 134,217,728');
    expect(line).toContain('17,181,442,056 bytes');
  });

  // Elsewhere the shell can't take memory away.
  it.skipIf(process.platform !== 'linux').each(['simd', 'scalar', 'reference'])(
    'a network for which the host has no memory is refused before its weights are drawn, on %s',
    async (kernel) => {
      const output = join(folder, 'never');
      const words = [
        'train',
        csv,
        '--preset',
        'plain',
        '-q',
        '--hidden',
        '10000,10000',
        '--kernel',
        kernel,
        '-o',
        output,
      ];
      // Of addresses, in KiB: enough for Node.
      const limited = ['-c', 'ulimit -v 3000000 && exec "$0" "$@"', process.execPath, MAIN, ...words];
      const line = expectRefusal(await ended(spawn('sh', limited)), { exit: 5, start: 'glassnet: error E_MEMORY: ' });
      expect(line).toContain('a network of widths 2, 10000, 10000, 2: 2401440048 bytes');
      expect(existsSync(output)).toBe(false);
    },
  );

  it('--rows has no effect on arrays and is refused there', async () => {
    await succeed(['prepare', csv, '-o', folder]);
    await succeed([
      'train',
      join(folder, 'customers_train.npz'),
      '--hidden',
      'none',
      '--epochs',
      '1',
      '-o',
      join(folder, 'run'),
    ]);
    const path = join(folder, 'customers_test.npz');
    const result = await run(['evaluate', path, '-m', join(folder, 'run'), '--rows', 'test', '-q']);
    expectRefusal(result, { exit: 2, start: `${path}: error E_USAGE_CONFLICT: --rows` });
  });
});
