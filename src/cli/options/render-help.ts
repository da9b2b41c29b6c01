/**
 * Help as yargs lays it out.
 */
import { COMMANDS, type Command } from '../command.ts';
import { HELP_WIDTH } from './help.ts';
import { declare, plainYargs, yargsFor } from './yargs-for.ts';

const EPILOG = `Exit codes:
  0 done   1 a bug of ours   2 usage   3 data (CSV, schema)
  4 model or array file refused   5 file system or port   6 training failed
  7 quality gate missed   129, 130, 143 signals   141 closed pipe

Files:  - is stdin or stdout. Results go to stdout, progress and messages to
stderr. glassnet COMMAND --help tells more.`;

/** The text of `glassnet COMMAND --help`. */
export function commandHelp(command: Command, columns: number): Promise<string> {
  const { positional, describe, name, examples } = command;
  const place = positional === null ? '' : positional.required ? ` ${positional.name}` : ` [${positional.name}]`;
  return yargsFor(command, columns)
    .usage(`glassnet ${name}${place} [options]\n\n${describe}`)
    .epilog(
      `${positional === null ? '' : `${positional.name}: ${positional.describe}\n\n`}Examples:\n  ${examples.join('\n  ')}`,
    )
    .getHelp();
}

/** The text of `glassnet --help`. */
export function generalHelp(columns: number): Promise<string> {
  const general = plainYargs(columns).usage(
    'glassnet COMMAND [options]\n\nFrom a CSV of customers to a decision, with a neural network you can see through.',
  );
  for (const { name, describe, aliases } of COMMANDS) {
    general.command(name, aliases.length > 0 ? `${describe} (alias ${aliases.join(', ')})` : describe);
  }
  return declare(general, ['help', 'version']).epilog(EPILOG).getHelp();
}

/** All help at the usual width: each command's by its name, that of glassnet under ''. */
export async function renderHelpTexts(): Promise<Record<string, string>> {
  const texts: Record<string, string> = { '': await generalHelp(HELP_WIDTH) };
  for (const command of COMMANDS) texts[command.name] = await commandHelp(command, HELP_WIDTH);
  return texts;
}
