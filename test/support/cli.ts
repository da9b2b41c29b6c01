/**
 * The compiled command line as a user meets it: a child process with real files, pipes and signals.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { ROOT } from './root.ts';

export { ROOT };
export const MAIN = join(ROOT, 'dist/src/cli/main.js');

requireFresh();

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stands on stdin; nothing by default. */
  readonly input?: string | Uint8Array;
  /** For Node itself, before the program. */
  readonly nodeFlags?: readonly string[];
  /** The executable of Node; the one that runs the tests by default. */
  readonly node?: string;
}

export interface Result {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the program; the caller ends it. */
export function start(
  words: readonly string[],
  { cwd, env, nodeFlags = [], node = process.execPath }: RunOptions = {},
) {
  return spawn(node, [...nodeFlags, MAIN, ...words], { cwd, env: { ...cleanEnvironment(), ...env } });
}

/** Runs the program to its end. */
export function run(words: readonly string[], options: RunOptions = {}): Promise<Result> {
  const child = start(words, options);
  // A program that refuses its arguments never reads: the closed pipe is no fault of the test.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  return ended(child);
}

/** What a child printed and how it ended. */
export function ended(child: ChildProcessWithoutNullStreams): Promise<Result> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => stdout.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => stderr.push(bytes));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

type Run<Options> = (words: readonly string[], options?: Options) => Promise<Result>;

/** Runs that must succeed. */
export function checked<Options>(runs: Run<Options>) {
  const succeed: Run<Options> = async (words, options) => {
    const result = await runs(words, options);
    expect(result, `glassnet ${words.join(' ')}`).toMatchObject({ code: 0, signal: null });
    return result;
  };
  /** The one document of a run with `--json`. */
  const json = async (words: readonly string[], options?: Options): Promise<Record<string, unknown>> =>
    JSON.parse((await succeed([...words, '--json'], options)).stdout) as Record<string, unknown>;
  return { succeed, json };
}

export const { succeed, json } = checked<RunOptions>(run);

/**
 * Holds a failed run to what all errors promise: the exit code, one line of at most 500 characters on stderr that starts
 * with the place, nothing on stdout.
 *
 * @returns the line
 */
export function expectRefusal(result: Result, { exit, start: place }: { exit: number; start: string }): string {
  expect(result).toMatchObject({ code: exit, signal: null, stdout: '' });
  expect(result.stderr.endsWith('\n')).toBe(true);
  const lines = result.stderr.split('\n').slice(0, -1);
  expect(lines).toHaveLength(1);
  const line = lines[0]!;
  expect(line.length).toBeLessThanOrEqual(500);
  expect(line.startsWith(place), `${line} starts with ${place}`).toBe(true);
  // oxlint-disable-next-line no-control-regex
  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|node:internal|\bat .*:\d+:\d+/);
  return line;
}

/** A fresh folder, removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'glassnet-test-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The names of everything in a folder, at any depth. */
export function contents(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map(String).toSorted();
}

/** Without what the terminal or the continuous integration of the developer says about colours. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR: _, FORCE_COLOR: __, NODE_OPTIONS: ___, VITEST: ____, ...rest } = process.env;
  return { ...rest, TERM: 'xterm-256color' };
}

function requireFresh(): void {
  if (!existsSync(MAIN)) throw new Error('dist/src/cli/main.js is missing: run npx tsc, or npm test, which does');
  const compiled = newest(join(ROOT, 'dist/src'), '.js');
  const source = newest(join(ROOT, 'src'), '.ts');
  if (source.changedMs <= compiled.changedMs) return;
  throw new Error(`dist is older than src (${basename(source.path)}): run npx tsc, or npm test, which does`);
}

function newest(folder: string, ending: string): { path: string; changedMs: number } {
  return (
    contents(folder)
      // The page of src/web is not compiled, but built: tests that need it build it themselves.
      .filter((name) => name.endsWith(ending) && !name.startsWith('web'))
      .map((name) => ({ path: join(folder, name), changedMs: statSync(join(folder, name)).mtimeMs }))
      .reduce((latest, file) => (file.changedMs > latest.changedMs ? file : latest), { path: '', changedMs: 0 })
  );
}
