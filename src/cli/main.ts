#!/usr/bin/env node
/**
 * The command line: finds the command, runs it, and turns any error into one line and an exit code.
 */
import module from 'node:module';
import { EXIT_CODES } from '../errors.ts';
import { commandNamed } from './command.ts';
import { Console } from './console.ts';
import { printError } from './print-error.ts';
import { systemError } from '../node/files/system-errors.ts';

const SIGNAL_EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

async function main(words: readonly string[]): Promise<void> {
  const [first, ...rest] = words;
  if (first === '--version') {
    const { VERSION } = await import('../version.ts');
    process.stdout.write(`${VERSION}\n`);
    return;
  }
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const { helpText } = await import('./options/help.ts');
    process.stdout.write(`${await helpText()}\n`);
    if (first === undefined) process.exitCode = EXIT_CODES.usage;
    return;
  }
  const command = commandNamed(first);
  const flags = new Set(rest.slice(0, rest.includes('--') ? rest.indexOf('--') : rest.length));
  if (flags.has('--help') || flags.has('-h')) {
    const { helpText } = await import('./options/help.ts');
    process.stdout.write(`${await helpText(command)}\n`);
    return;
  }
  if (flags.has('--version')) return main(['--version']);
  const { parseArguments } = await import('./options/parse-arguments.ts');
  const args = await parseArguments(command, rest);
  const { run } = await command.load();
  running = new Console({ json: args.flag('json'), quiet: args.flag('quiet'), verbose: args.flag('verbose') });
  try {
    if (command.options.includes('kernel')) {
      const { chooseKernels } = await import('./choose-kernels.ts');
      chooseKernels(args, running);
    }
    await run(args, running);
  } finally {
    running.progress.clear();
  }
}

const words = process.argv.slice(2);
const manner = {
  json: words.includes('--json'),
  debug: words.includes('--debug'),
  colour: !words.includes('--no-color'),
};
/** The output of the command, once it runs. */
let running: Console | undefined;

/** A reader that closed the pipe (`| head`) ends the program quietly; a full disk under stdout is an error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT_CODES.closedPipe);
  running?.progress.clear();
  printError(systemError(error, '<stdout>', 'write'), { ...manner, json: false });
  process.exit(EXIT_CODES.system);
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT_CODES.closedPipe : EXIT_CODES.system);
});
for (const [signal, code] of Object.entries(SIGNAL_EXIT_CODES)) {
  process.on(signal, () => {
    running?.progress.clear();
    process.exit(code);
  });
}

// From Node 22.8 on, compiled code is cached in the system's temporary folder for the next run.
// NODE_DISABLE_COMPILE_CACHE turns that off.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

try {
  await main(words);
} catch (thrown) {
  process.exitCode = printError(thrown, manner).exitCode;
}
