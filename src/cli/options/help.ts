/**
 * Help without loading yargs: prebuilt texts, unless the terminal is narrower than they are.
 */
import type { Command } from '../command-list/command.ts';
import { HELP_TEXTS } from './help-texts.ts';
import { HELP_WIDTH } from './help-width.ts';

/** The help of a command, or of glassnet itself. */
export async function helpText(command?: Command): Promise<string> {
  // Undefined if stdout is not a terminal, despite its type.
  const columns = (process.stdout.columns as number | undefined) ?? HELP_WIDTH;
  if (columns >= HELP_WIDTH) return HELP_TEXTS[command?.name ?? '']!;
  const { commandHelp, generalHelp } = await import('./render-help.ts');
  return command === undefined ? generalHelp(columns) : commandHelp(command, columns);
}
