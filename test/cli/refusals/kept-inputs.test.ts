/**
 * Nothing that a command reads is overwritten: each pair of what it reads and what it writes, under the same name, as a
 * symbolic link and as a hard link, is refused before any work, and --force does not help.
 */
import { closeSync, linkSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS, commandNamed } from '../../../src/cli/command.ts';
import { Console } from '../../../src/cli/console.ts';
import { parseArguments } from '../../../src/cli/options/parse-arguments.ts';
import { contents, expectRefusal, MAIN, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

/** What a command reads, and what it writes: a path that is free, or one whose name follows from the options. */
interface Case {
  readonly name: string;
  readonly words: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly (readonly [path: string, words: readonly string[]])[];
}

const RUN = ['model.safetensors', 'run.json', 'metrics.json', 'history.csv'];
const EVALUATION = ['metrics.json', 'per_class.csv', 'gain.csv'];
const ARRAYS = ['a_train.npz', 'a_validation.npz', 'a_test.npz', 'a_pipeline.json'];
const COLUMNS = ['--schema', at('schema.json'), '--config', at('config.json')];
const SCHEMA = ['out.json', ['--write-schema', at('out.json')]] as const;
const MODEL_FILES = RUN.map((name) => `run/${name}`);
const inFolder = (name: string, files: readonly string[]) =>
  files.map((file) => [`${name}/${file}`, ['-o', at(name)]] as const);

const CASES: readonly Case[] = [
  {
    name: 'train',
    words: ['train', at('c.csv'), ...COLUMNS],
    reads: ['c.csv', 'schema.json', 'config.json'],
    writes: [SCHEMA, ...inFolder('other', RUN)],
  },
  {
    name: 'train on arrays',
    words: ['train', at('a_train.npz'), '-c', at('config.json')],
    reads: [...ARRAYS, 'config.json'],
    writes: inFolder('other', RUN),
  },
  {
    name: 'cv',
    words: ['cv', at('c.csv'), ...COLUMNS],
    reads: ['c.csv', 'schema.json', 'config.json'],
    writes: [SCHEMA, ...inFolder('folds', ['cv.json', 'oof.csv'])],
  },
  {
    name: 'tune',
    words: ['tune', at('c.csv'), ...COLUMNS],
    reads: ['c.csv', 'schema.json', 'config.json'],
    writes: [SCHEMA],
  },
  {
    name: 'evaluate',
    words: ['evaluate', at('c.csv'), '-m', at('run'), '-c', at('config.json')],
    reads: ['c.csv', ...MODEL_FILES, 'config.json'],
    writes: inFolder('tables', EVALUATION),
  },
  {
    name: 'evaluate on arrays',
    words: ['evaluate', at('a_test.npz'), '-m', at('run/model.safetensors')],
    reads: ['a_test.npz', 'a_pipeline.json', ...MODEL_FILES],
    writes: inFolder('tables', EVALUATION),
  },
  {
    name: 'predict',
    words: ['predict', at('c.csv'), '-m', at('run'), '-c', at('config.json'), '--bad-rows', 'skip'],
    reads: ['c.csv', ...MODEL_FILES, 'config.json'],
    writes: [
      ['out.csv', ['-o', at('out.csv')]],
      ['out.rejects.csv', ['-o', at('out.csv')]],
    ],
  },
  {
    name: 'report',
    words: ['report', at('run'), '--data', at('c.csv'), '-c', at('config.json')],
    reads: ['c.csv', ...MODEL_FILES, 'run/explanation.json', 'run/audit.json', 'config.json'],
    writes: [['out.html', ['-o', at('out.html')]]],
  },
  {
    name: 'prepare',
    words: ['prepare', at('c.csv'), ...COLUMNS],
    reads: ['c.csv', 'schema.json', 'config.json'],
    writes: [SCHEMA, ...ARRAYS.map((file) => [file.replace('a_', 'b_'), ['-o', folder, '--name', 'b']] as const)],
  },
  {
    name: 'audit',
    words: ['audit', at('c.csv'), ...COLUMNS],
    reads: ['c.csv', 'schema.json', 'config.json'],
    writes: [SCHEMA],
  },
  {
    name: 'trace of a file',
    words: ['trace', at('c.csv'), '--hidden', '3', '--row', 'c1', ...COLUMNS],
    reads: ['c.csv', 'schema.json', 'config.json'],
    writes: [['out.json', ['-o', at('out.json')]]],
  },
  {
    name: 'trace of a model',
    words: ['trace', at('c.csv'), '--model', at('run'), '--row', 'c1'],
    reads: ['c.csv', 'run/model.safetensors', 'run/run.json'],
    writes: [['out.json', ['-o', at('out.json')]]],
  },
  {
    name: 'study',
    words: ['study', at('c.csv'), '--hidden', '3', ...COLUMNS],
    reads: ['c.csv', 'schema.json', 'config.json'],
    writes: [['out.html', ['-o', at('out.html')]]],
  },
  {
    name: 'exercise',
    words: ['exercise', 'start', 'relu-mask', '-c', at('config.json')],
    reads: ['config.json'],
    writes: [['out.mjs', ['-o', at('out.mjs')]]],
  },
];

beforeAll(async () => {
  writeFileSync(at('c.csv'), toCsv(customers()));
  writeFileSync(at('config.json'), '{"quiet": true}');
  const quick = ['--preset', 'plain', '--hidden', '8', '--epochs', '2', '-q'];
  await succeed(['train', 'c.csv', ...quick, '-o', 'run', '--write-schema', 'schema.json'], { cwd: folder });
  await succeed(['train', 'c.csv', ...quick, '-o', 'other'], { cwd: folder });
  await succeed(['evaluate', 'c.csv', '-m', 'run', '-q', '-o', 'tables'], { cwd: folder });
  await succeed(['prepare', 'c.csv', '-q', '--name', 'a'], { cwd: folder });
  await succeed(['cv', 'c.csv', ...quick, '--folds', '2', '-o', 'folds'], { cwd: folder });
});

/** Runs a command in this process, for speed. */
async function runHere([name = '', ...words]: readonly string[]): Promise<void> {
  const command = commandNamed(name);
  const args = await parseArguments(command, words);
  const { run: runCommand } = await command.load();
  await runCommand(args, new Console({ json: false, quiet: true, verbose: false }));
}

describe('no command overwrites what it reads', () => {
  it('and each command that writes is held to it', () => {
    const isWrite = (option: string) => option === 'output' || option === 'write-schema';
    // What has no --force replaces nothing.
    const replaces = COMMANDS.filter(({ options }) => options.includes('force'));
    const writing = replaces.filter(({ options }) => options.some(isWrite)).map(({ name }) => name);
    expect(new Set(CASES.map(({ words }) => words[0]))).toEqual(new Set(writing));
  });

  const pairs = CASES.flatMap((command) =>
    command.reads.flatMap((input) => {
      return command.writes.map(([output, words]) => [command.name, input, output, command, words] as const);
    }),
  );

  it('has 131 pairs', () => expect(pairs.length).toBe(131));

  it.each(pairs)('%s: %s as %s', async (_, input, output, { words }, outputWords) => {
    const before = readFileSync(at(input));
    const { old, restore } = setAside(output);
    try {
      for (const link of [symlinkSync, linkSync]) {
        rmSync(at(output), { force: true });
        link(at(input), at(output));
        await expect(runHere([...words, ...outputWords, '--force'])).rejects.toMatchObject({
          code: 'E_USAGE_CONFLICT',
          exitCode: 2,
          file: at(output),
        });
        expect(readFileSync(at(input)).equals(before)).toBe(true);
      }
    } finally {
      restore(old);
    }
  });
});

/** Remembers a file that a link is put in the place of. */
function setAside(name: string): { old: Buffer | undefined; restore: (old: Buffer | undefined) => void } {
  const path = at(name);
  const old = contents(folder).includes(name) ? readFileSync(path) : undefined;
  const restore = (content: Buffer | undefined) => {
    rmSync(path, { force: true });
    if (content !== undefined) writeFileSync(path, content);
  };
  return { old, restore };
}

describe('the command line', () => {
  it('refuses the four commands of the report, and leaves CSV and model as they were', async () => {
    const files = contents(folder);
    const commands = [
      ...['audit', 'train', 'prepare'].map((name) => [name, 'c.csv', '--write-schema', './c.csv', '--force']),
      ['predict', 'c.csv', '-m', 'run', '-o', 'run/model.safetensors', '--force'],
    ];
    for (const words of commands) {
      expectRefusal(await run(words, { cwd: folder }), { exit: 2, start: `${words.at(-2)}: error E_USAGE_CONFLICT` });
    }
    expect(contents(folder)).toEqual(files);
    expect(readFileSync(at('c.csv'), 'utf8')).toBe(toCsv(customers()));
  });

  it('knows the files behind stdin and stdout', () => {
    const [input, append] = [openSync(at('c.csv'), 'r'), openSync(at('c.csv'), 'a')];
    const start = (words: string[], out: number | 'pipe') =>
      spawnSync(process.execPath, [MAIN, ...words], { cwd: folder, stdio: [input, out, 'pipe'], encoding: 'utf8' });
    const results = [
      start(['predict', '-', '-m', 'run', '-o', 'c.csv', '--force'], 'pipe'),
      start(['predict', '-', '-m', 'run'], append),
      start(['audit', '-', '--write-schema', 'c.csv', '--force'], 'pipe'),
    ];
    for (const descriptor of [input, append]) closeSync(descriptor);
    expect(results.map(({ status }) => status)).toEqual([2, 2, 2]);
    expect(results[1]!.stderr).toMatch(/^<stdout>: error E_USAGE_CONFLICT/);
    expect(readFileSync(at('c.csv'), 'utf8')).toBe(toCsv(customers()));
  });

  it('replaces files that a command does not read, even with the same content', async () => {
    writeFileSync(at('copy.csv'), readFileSync(at('c.csv')));
    await succeed(['predict', 'c.csv', '-m', 'run', '-q', '-f', '-o', 'copy.csv'], { cwd: folder });
    expect(readFileSync(at('copy.csv'), 'utf8')).toMatch(/^id,prediction,/);
    await succeed(['predict', 'c.csv', '-m', 'run', '-q', '-o', 'run/scores.csv'], { cwd: folder });
    await succeed(['predict', 'c.csv', '-m', 'run', '-q', '-f', '-o', 'run/scores.csv'], { cwd: folder });
  });
});
