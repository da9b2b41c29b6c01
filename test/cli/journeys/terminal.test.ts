/**
 * The program among others: in pipes, on a terminal, under signals.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS, commandNamed } from '../../../src/cli/command.ts';
import { specsOf } from '../../../src/cli/options/command-specs.ts';
import { parseArguments } from '../../../src/cli/options/parse-arguments.ts';
import { contents, ended, MAIN, ROOT, start, succeed, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { hasTerminal, onTerminal } from '../../support/terminal.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const model = join(folder, 'run');
const QUICK = ['--no-report', '--preset', 'plain', '--hidden', '8', '--epochs', '4', '--batch-size', '20'];
/** Trains for long enough to be stopped in the middle, but not for ever should that fail. */
const LONG = ['--preset', 'plain', '--hidden', '8', '--epochs', '50000', '--patience', '50000'];
const store = join(ROOT, 'data/audiobooks.csv');

beforeAll(async () => {
  writeFileSync(csv, toCsv(customers()));
  await succeed(['train', csv, ...QUICK, '-o', model]);
});

/** Resolves with what the child has printed as soon as that holds `text`. */
function printed(child: ReturnType<typeof start>, stream: 'stdout' | 'stderr', text: string | RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    child[stream].on('data', (bytes: Buffer) => {
      seen += bytes.toString();
      if (typeof text === 'string' ? seen.includes(text) : text.test(seen)) resolve(seen);
    });
    child.on('close', () => reject(new Error(`ended before it printed ${text}: ${seen}`)));
  });
}

describe.concurrent('in a pipe', () => {
  it.each([
    ['by itself', {}],
    ['with NO_COLOR', { NO_COLOR: '1' }],
    ['with TERM=dumb', { TERM: 'dumb' }],
    ['with FORCE_COLOR', { FORCE_COLOR: '1' }],
  ])('no stream has a carriage return or an escape code, %s', async (name, env) => {
    const output = join(folder, `piped-${name}`);
    const trained = await succeed(['train', csv, ...QUICK, '-o', output], { env });
    const scored = await succeed(['predict', csv, '-m', output], { env });
    // oxlint-disable-next-line no-control-regex
    const live = /[\r\u001b]/;
    for (const { stdout, stderr } of [trained, scored]) expect(stdout + stderr).not.toMatch(live);
    expect(trained.stderr).toMatch(
      /^Epoch 4\/4 {2}loss: \d\.\d{4} - accuracy: \d\.\d{4} - val_loss: \d\.\d{4} - val_accuracy: \d\.\d{4}$/m,
    );
    expect(trained.stdout).toMatch(/\nTest loss: \d\.\d\d\. Test accuracy: \d\d\.\d\d%\.\n$/);
  });

  it('-q leaves stderr empty', async () => {
    expect((await succeed(['train', csv, ...QUICK, '-q', '-o', join(folder, 'quiet')])).stderr).toBe('');
  });

  it('whose reader goes after the first piece, predict of 14,084 rows ends with exit 141 and no stack', async () => {
    const output = join(folder, 'store');
    await succeed(['train', store, '--preset', 'plain', '--hidden', 'none', '--epochs', '1', '-o', output]);
    const child = start(['predict', store, '-m', output, '-q']);
    const result = ended(child);
    child.stdout.once('data', () => child.stdout.destroy());
    const { code, stderr } = await result;
    expect(code).toBe(141);
    expect(stderr).toBe('');
  });
});

const SIGNALS = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

describe.concurrent('under a signal', () => {
  // Two seconds are promised; a hang would run into the time limit of the test.
  it.each(SIGNALS)('train stops in the middle on %s with exit %i and leaves nothing behind', async (signal, code) => {
    const cwd = temporaryFolder();
    const child = start(['train', csv, ...LONG], { cwd });
    const result = ended(child);
    await printed(child, 'stderr', 'Epoch 3/');
    child.kill(signal);
    expect(await result).toMatchObject({ code, signal: null, stdout: '' });
    expect((await result).stderr).not.toMatch(/Error|\bat /);
    expect(contents(cwd)).toEqual([]);
  });

  it.each(SIGNALS)(
    'predict stops in the middle on %s with exit %i and removes its temporary file',
    async (signal, code) => {
      const cwd = temporaryFolder();
      const child = start(['predict', '-', '-m', model, '-o', 'scores.csv'], { cwd });
      const result = ended(child);
      // More than one batch, and then stdin stays open.
      child.stdin.write(toCsv(customers({ count: 1500 })));
      while (!contents(cwd).some((name) => name.startsWith('scores.csv.tmp-'))) {
        expect(child.exitCode).toBe(null);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(existsSync(join(cwd, 'scores.csv'))).toBe(false);
      child.kill(signal);
      expect(await result).toMatchObject({ code, signal: null, stdout: '', stderr: '' });
      expect(contents(cwd)).toEqual([]);
    },
  );
});

/** The bars that were drawn over each other, without the code that does it. */
function bars(shown: string): string[] {
  return shown
    .split(/[\r\n]/)
    .filter((piece) => piece.startsWith('\u001b[2K') && /[█░]/.test(piece))
    .map((piece) => piece.replace('\u001b[2K', ''));
}

describe
  .skipIf(!hasTerminal)
  .concurrent('on a terminal of 80 columns (skipped: no script or python3 to make one)', () => {
    it('train draws a bar with loss and time left that never reaches column 80, and takes it away', async () => {
      const cwd = temporaryFolder();
      const words = [
        MAIN,
        'train',
        csv,
        '--preset',
        'plain',
        '--hidden',
        '50,50',
        '--epochs',
        '30',
        '--patience',
        '30',
        '--batch-size',
        '1',
        '-o',
        'run',
      ];
      const { stdout, code } = await ended(onTerminal(words, { cwd }));
      expect(code).toBe(0);
      const drawn = bars(stdout);
      expect(drawn.length).toBeGreaterThan(2);
      for (const bar of drawn) {
        expect(bar.length).toBeLessThan(80);
        // oxlint-disable-next-line no-control-regex
        expect(bar).not.toMatch(/\u001b/);
      }
      expect(drawn.at(-1)).toMatch(/^█+░* epoch \d+\/30 {2}loss \d\.\d{4} {2}at most \d+:\d\d left$/);
      const after = stdout.slice(stdout.lastIndexOf(' left'));
      expect(after).toContain('\r\u001b[2K');
      expect(after).toContain('Test loss: ');
    });

    it('TERM=dumb draws none', async () => {
      const cwd = temporaryFolder();
      const code = `process.env.TERM = 'dumb'; process.argv.splice(1, 1, ${JSON.stringify(MAIN)}); await import(process.argv[1])`;
      const words = ['--input-type=module', '-e', code, '--', 'main', 'train', csv, ...QUICK, '-o', 'run'];
      const { stdout, code: exit } = await ended(onTerminal(words, { cwd }));
      expect(exit).toBe(0);
      expect(stdout).toContain('Epoch 4/4');
      expect(bars(stdout)).toEqual([]);
      expect(stdout).not.toContain('\u001b');
    });

    it('Ctrl-C ends train with exit 130 and the bar taken away', async () => {
      const cwd = temporaryFolder();
      const child = onTerminal([MAIN, 'train', csv, ...LONG, '-o', 'run'], { cwd });
      const result = ended(child);
      await printed(child, 'stdout', /░[^]*Epoch 3\//);
      // The terminal turns this character into SIGINT for the program that runs on it.
      child.stdin.write('\u0003');
      const { code, stdout } = await result;
      expect(code).toBe(130);
      expect(stdout.slice(stdout.search(/[█░][^█░]*$/))).toContain('\r\u001b[2K');
      expect(contents(cwd)).toEqual([]);
    });

    it('an error starts on a line of its own, after the bar', async () => {
      const cwd = temporaryFolder();
      writeFileSync(join(cwd, 'bad.csv'), `${toCsv(customers({ count: 20_000 }))}1,2\n`);
      const { stdout, code } = await ended(
        onTerminal([MAIN, 'predict', 'bad.csv', '-m', model, '-o', 'x.csv'], { cwd }),
      );
      expect(code).toBe(3);
      expect(bars(stdout).length).toBeGreaterThan(0);
      expect(stdout).toContain('\r\u001b[2Kbad.csv:20002:3: ');
    });
  });

describe.concurrent('help', () => {
  it.each(COMMANDS.map(({ name }) => name))(
    '%s --help names every option on lines of at most 80 columns',
    async (name) => {
      const command = commandNamed(name);
      const { stdout, stderr } = await succeed([name, '--help']);
      expect(stderr).toBe('');
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
      for (const [option, spec] of specsOf(command)) {
        expect(stdout).toMatch(new RegExp(`--${option}\\b`));
        for (const alias of spec.alias ?? []) expect(stdout).toMatch(new RegExp(`-${alias}\\b`));
      }
      expect((await succeed([name, '-h'])).stdout).toBe(stdout);
    },
  );

  it('glassnet --help names every command and prints the table of exit codes', async () => {
    const { stdout } = await succeed(['--help']);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    for (const { name, aliases } of COMMANDS) for (const word of [name, ...aliases]) expect(stdout).toContain(word);
    for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 129, 130, 143, 141])
      expect(stdout).toMatch(new RegExp(`\\b${code}\\b`));
  });

  it.each([[], ...COMMANDS.map(({ name }) => [name])])('%s --version is that of package.json', async (...words) => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await succeed([...words, '--version'])).toMatchObject({ stdout: `${version}\n`, stderr: '' });
  });
});

describe('README', () => {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const lines = [...text.matchAll(/^```sh\n([^]*?)^```/gm)]
    .flatMap(([, block]) => block!.split('\n'))
    .map((line) => /^(?:npx )?(?:glassnet|node dist\/src\/cli\/main\.js) (.*)$/.exec(line.replace(/\s+#.*$/, ''))?.[1])
    .filter((words) => words !== undefined);

  it('has at least 4 command lines of glassnet', () => expect(lines.length).toBeGreaterThanOrEqual(4));

  it.each(lines)('glassnet %s is understood', async (line) => {
    const [name = '', ...words] = line.split(/\s+/).map((word) => word.replaceAll(/^['"]|['"]$/g, ''));
    if (name.startsWith('-')) return expect(['--help', '--version']).toContain(name);
    const command = commandNamed(name);
    if (!words.includes('--help')) expect(await parseArguments(command, words)).toBeDefined();
  });
});
