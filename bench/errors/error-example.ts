/**
 * An error that is made to happen, so that `docs/errors.md` shows what the program says.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { asGlassnetError, formatError } from '../../src/cli/print-error.ts';

export interface ErrorExample {
  /** What to do about it. */
  readonly remedy: string;
  /** Throws the error, or gives the line that was printed. */
  readonly happen: () => unknown;
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** The line of an error, as the command line prints it. */
export async function lineOf({ happen }: ErrorExample): Promise<string> {
  try {
    const line = await happen();
    if (typeof line === 'string') return line;
  } catch (error) {
    return formatError(asGlassnetError(error));
  }
  throw new Error('the example is no error');
}

/** The line of the error that an action on files throws; their folder is left out of it. */
export async function inFolder(files: Files, action: (at: (name: string) => string) => unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glassnet-example-'));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const line = await lineOf({ remedy: '', happen: () => action((name) => join(folder, name)) });
    return line.replaceAll(`${folder}/`, '');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The line of the error that the compiled program prints. */
export function printed(words: readonly string[], files: Files, nodeFlags: readonly string[] = []): Promise<string> {
  const program = resolve('dist/src/cli/main.js');
  return inFolder(files, async (at) => {
    const stderr = await new Promise<string>((done) => {
      const args = [...nodeFlags, program, ...words];
      execFile(process.execPath, args, { cwd: at('') }, (_error, _stdout, text) => done(text));
    });
    return stderr.split('\n').find((line) => line.includes(': error E_')) ?? `no error: ${stderr}`;
  });
}
