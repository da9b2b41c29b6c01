/**
 * What the programs of the benchmark share: options that are refused in a line, a folder for a run, progress, and an end
 * with the exit code of the error.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printError } from '../src/cli/print-error.ts';
import { EXIT_CODES, GlassnetError, UsageError } from '../src/errors.ts';

/** @param parse by `parseArgs` @throws UsageError E_USAGE_OPTION for what that refuses */
export function refusing<Values>(parse: () => Values): Values {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TypeError)
      throw new UsageError('E_USAGE_OPTION', error.message.slice(0, 200), { hint: '--help' });
    throw error;
  }
}

export async function inTemporaryFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'glassnet-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A line on stderr. */
export function progress(text: string): void {
  process.stderr.write(`${text} …\n`);
}

/** Runs a program to its end: an error is a line on stderr and an exit code. */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    printError(error, { json: false, debug: false, colour: true });
    process.exitCode = error instanceof GlassnetError ? error.exitCode : EXIT_CODES.bug;
  }
}
