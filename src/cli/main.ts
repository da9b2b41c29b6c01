#!/usr/bin/env node
/**
 * The command line: finds the command, runs it, and turns whatever goes wrong into one line and an exit code.
 */
import { EXIT_CODES, GlassnetError, UsageError } from '../errors.ts';
import { findCommand, COMMANDS } from './command.ts';
import { Console } from './console.ts';
import { nearest } from './nearest.ts';
import { printError } from './print-error.ts';

const SIGNAL_EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

const EXIT_CODE_TABLE = `Exit codes:
  0 done   1 a bug of ours   2 usage   3 data (CSV, schema)
  4 model or array file refused   5 file system or port   6 training failed
  7 quality gate missed   129, 130, 143 signals   141 closed pipe

Files:  - is stdin or stdout. Results go to stdout, progress and messages to
stderr. glassnet COMMAND --help tells more.`;

async function main(words: readonly string[]): Promise<void> {
  const [first, ...rest] = words;
  if (first === '--version') {
    const { VERSION } = await import('../node/version.ts');
    process.stdout.write(`${VERSION}\n`);
    return;
  }
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const { generalHelp } = await import('./parse-arguments.ts');
    process.stdout.write(`${await generalHelp(EXIT_CODE_TABLE)}\n`);
    if (first === undefined) process.exitCode = EXIT_CODES.usage;
    return;
  }
  const command = findCommand(first);
  if (command === undefined) throw unknownCommand(first);
  const { commandHelp, parseArguments } = await import('./parse-arguments.ts');
  const flags = new Set(rest.slice(0, rest.includes('--') ? rest.indexOf('--') : rest.length));
  if (flags.has('--help') || flags.has('-h')) {
    process.stdout.write(`${await commandHelp(command)}\n`);
    return;
  }
  if (flags.has('--version')) return main(['--version']);
  const args = await parseArguments(command, rest);
  const { run } = await command.load();
  await run(args, new Console({ json: args.flag('json'), quiet: args.flag('quiet') }));
}

function unknownCommand(word: string): UsageError {
  const names = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]);
  const meant = nearest(word, names);
  return new UsageError('E_USAGE_COMMAND', `there is no command ${JSON.stringify(word)}`, {
    hint:
      meant === undefined
        ? `the commands are ${COMMANDS.map(({ name }) => name).join(', ')}`
        : `did you mean ${meant}?`,
  });
}

/** A reader that went away (`| head`) ends the program quietly. */
function exitOnClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT_CODES.closedPipe);
    throw error;
  });
}

exitOnClosedPipe(process.stdout);
exitOnClosedPipe(process.stderr);
for (const [signal, code] of Object.entries(SIGNAL_EXIT_CODES)) process.on(signal, () => process.exit(code));

const words = process.argv.slice(2);
try {
  await main(words);
} catch (error) {
  printError(error, {
    json: words.includes('--json'),
    debug: words.includes('--debug'),
    colour: !words.includes('--no-color'),
  });
  process.exitCode = error instanceof GlassnetError ? error.exitCode : EXIT_CODES.bug;
}
