/**
 * A command as `run` of `cli.ts` runs it, but in this process: a tenth of the time, for tests of hundreds of files.
 */
import { commandNamed } from '../../src/cli/command.ts';
import { Console } from '../../src/cli/console.ts';
import { parseArguments } from '../../src/cli/options/parse-arguments.ts';
import { asGlassnetError, formatError } from '../../src/cli/print-error.ts';
import type { Result } from './cli.ts';

/** Keeps what a command prints. */
class Recorder extends Console {
  stdout = '';
  stderr = '';
  readonly #isQuiet: boolean;

  constructor(isQuiet: boolean) {
    super({ json: false, quiet: true, verbose: false });
    this.#isQuiet = isQuiet;
  }

  override result(text: string): void {
    this.stdout += `${text}\n`;
  }

  override note(text: string): void {
    if (!this.#isQuiet) this.stderr += `${text}\n`;
  }

  override notes(make: () => readonly string[]): void {
    for (const line of make()) this.note(line);
  }
}

/**
 * One at a time: what is written to stderr past the console, and the exit code, are the process's own.
 *
 * @param words the command and its options, without `--json`
 */
export async function runHere([name, ...words]: readonly string[]): Promise<Result> {
  const command = commandNamed(name!);
  const console = new Recorder(words.includes('-q'));
  const write = process.stderr.write.bind(process.stderr);
  const { exitCode } = process;
  process.stderr.write = (text) => {
    console.stderr += String(text);
    return true;
  };
  process.exitCode = 0;
  try {
    const args = await parseArguments(command, words);
    const { run } = await command.load();
    await run(args, console);
  } catch (thrown) {
    const error = asGlassnetError(thrown);
    console.stderr += `${formatError(error)}\n`;
    process.exitCode = error.exitCode;
  } finally {
    process.stderr.write = write;
  }
  const code = process.exitCode;
  process.exitCode = exitCode;
  return { signal: null, code, stdout: console.stdout, stderr: console.stderr };
}
