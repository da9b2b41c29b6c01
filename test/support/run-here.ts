/**
 * The command line in this process: what `cli.ts` runs as a program, in a tenth of the time. For tests of what commands
 * read, write and say; signals, pipes, threads, memory and the start of the program need the program itself.
 *
 * The sources run as they are, with the kernels of the test: of what `main.ts` does, the help of all commands, `--threads`
 * and the choice of kernels are left out.
 */
import { Readable } from 'node:stream';
import { commandNamed } from '../../src/cli/command.ts';
import { Console } from '../../src/cli/console.ts';
import { helpText } from '../../src/cli/options/help.ts';
import { parseArguments } from '../../src/cli/options/parse-arguments.ts';
import { printError } from '../../src/cli/print-error.ts';
import { checked, type Result, type RunOptions } from './cli.ts';

export type HereOptions = Pick<RunOptions, 'cwd' | 'env' | 'input'>;

/** Runs a command to its end. Calls wait for each other: what a command writes to, and where, is the process's own. */
export function run(words: readonly string[], options: HereOptions = {}): Promise<Result> {
  const result = last.then(() => runAlone(words, options));
  last = result.catch(() => {});
  return result;
}
let last: Promise<unknown> = Promise.resolve();

export const { succeed, json } = checked(run);

async function runAlone(words: readonly string[], { cwd, env = {}, input = '' }: HereOptions): Promise<Result> {
  const before = { argv: process.argv, cwd: process.cwd(), exitCode: process.exitCode, env: process.env };
  const stdout = record(process.stdout);
  const stderr = record(process.stderr);
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!;
  Object.defineProperty(process, 'stdin', { value: Readable.from([Buffer.from(input)]), configurable: true });
  process.argv = [process.execPath, 'glassnet', ...words];
  process.env = { ...before.env, ...env };
  process.exitCode = 0;
  if (cwd !== undefined) process.chdir(cwd);
  try {
    await perform(words);
    return { signal: null, code: process.exitCode, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    for (const { end } of [stdout, stderr]) end();
    Object.defineProperty(process, 'stdin', stdin);
    process.argv = before.argv;
    process.env = before.env;
    process.exitCode = before.exitCode;
    process.chdir(before.cwd);
  }
}

async function perform([name, ...words]: readonly string[]): Promise<void> {
  const flag = (option: string) => words.includes(option);
  try {
    const command = commandNamed(name!);
    if (flag('--help')) {
      process.stdout.write(`${await helpText(command)}\n`);
      return;
    }
    const args = await parseArguments(command, words);
    const { run: runCommand } = await command.load();
    await runCommand(args, new Console({ json: args.flag('json'), quiet: args.flag('quiet'), verbose: false }));
  } catch (thrown) {
    process.exitCode = printError(thrown, { json: flag('--json'), debug: false, colour: false }).exitCode;
  }
}

/** Keeps what is written to a stream in the place of writing it. */
function record(stream: NodeJS.WriteStream): { text: () => string; end: () => void } {
  const chunks: Buffer[] = [];
  const write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array) => {
    chunks.push(Buffer.from(chunk as string));
    return true;
  };
  return {
    text: () => Buffer.concat(chunks).toString(),
    end: () => (stream.write = write),
  };
}
