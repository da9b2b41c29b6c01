/**
 * Help laid out by yargs.
 */
import { EXIT_MEANINGS } from '../../error-codes.ts';
import { COMMANDS } from '../command.ts';
import type { Command } from '../command-list/command.ts';
import { HELP_WIDTH } from './help-width.ts';
import { OPTIONS, type FlagSpec, type OptionName } from './options.ts';
import { declare, plainYargs, yargsFor } from './yargs-for.ts';

const EPILOG = `Exit codes:
${exitCodeLines().join('\n')}

Files:  - is stdin or stdout. Results go to stdout, progress and messages to
stderr. See glassnet COMMAND --help for the options.`;

/** The text of `glassnet COMMAND --help`. */
export function commandHelp(command: Command, columns: number): Promise<string> {
  const { positional, describe, name, output, examples } = command;
  const place = positional === null ? '' : positional.required ? ` ${positional.name}` : ` [${positional.name}]`;
  return yargsFor(command, columns)
    .usage(`glassnet ${name}${place} [options]\n\n${describe}`)
    .epilog(
      [
        ...(positional === null ? [] : [`${positional.name}: ${positional.describe}`]),
        ...(output === undefined ? [] : [`Output: ${output}`]),
        `Examples:\n  ${examples.join('\n  ')}`,
      ].join('\n\n'),
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
  const { help, version } = OPTIONS;
  return declare(general, new Map(Object.entries({ help, version }) as [OptionName, FlagSpec][]))
    .epilog(EPILOG)
    .getHelp();
}

/** The exit codes, as many per line as fit. */
function exitCodeLines(): string[] {
  const lines: string[] = [];
  for (const [codes, meaning] of EXIT_MEANINGS) {
    const joined = `${lines.at(-1) ?? ''}   ${codes} ${meaning}`;
    if (lines.length > 0 && joined.length <= HELP_WIDTH) lines[lines.length - 1] = joined;
    else lines.push(`  ${codes} ${meaning}`);
  }
  return lines;
}

/** All help at the usual width, by command name; glassnet's own is under ''. */
export async function renderHelpTexts(): Promise<Record<string, string>> {
  const texts: Record<string, string> = { '': await generalHelp(HELP_WIDTH) };
  for (const command of COMMANDS) texts[command.name] = await commandHelp(command, HELP_WIDTH);
  return texts;
}
