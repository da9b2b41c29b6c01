/**
 * The commands. A command's code is loaded only when it runs.
 */
import { UsageError } from '../errors.ts';
import { nearest } from '../options/nearest.ts';
import { ANALYST_COMMANDS } from './command-list/analyst-commands.ts';
import type { Command } from './command-list/command.ts';
import { STUDENT_COMMANDS } from './command-list/student-commands.ts';

const BENCH: Command = {
  name: 'bench',
  aliases: [],
  describe: 'measure how fast this machine computes, with each set of kernels',
  positional: null,
  options: ['kernel', 'threads'],
  examples: ['glassnet bench'],
  load: () => import('./commands/bench.ts'),
};

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [...ANALYST_COMMANDS, ...STUDENT_COMMANDS, BENCH];

/** @throws UsageError E_USAGE_COMMAND with the nearest command as a hint. */
export function commandNamed(word: string): Command {
  const command = COMMANDS.find(({ name, aliases }) => name === word || aliases.includes(word));
  if (command !== undefined) return command;
  const meant = nearest(
    word,
    COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]),
  );
  throw new UsageError('E_USAGE_COMMAND', `there is no command ${JSON.stringify(word)}`, {
    hint:
      meant === undefined
        ? `the commands are ${COMMANDS.map(({ name }) => name).join(', ')}`
        : `did you mean ${meant}?`,
  });
}
