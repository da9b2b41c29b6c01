/**
 * The faults of a file, as the command line lists them.
 */
import { FaultyFile, type Faults } from '../../data/reading-log.ts';
import { formatError } from '../print-error.ts';
import { auditCommand } from '../suggested-commands.ts';
import { inFlags } from '../flags.ts';
import type { Arguments } from '../options/arguments.ts';

/** A longer command doesn't fit into the line of an error. */
const LONGEST_COMMAND = 150;

/** The first fault, with the command that lists the others. */
export function faultsError(faults: Faults, path: string, args: Arguments): FaultyFile {
  const command = auditCommand(path, args, { isStrict: false });
  const isListed = command !== null && command.length <= LONGEST_COMMAND;
  return new FaultyFile(faults, isListed ? `\`${command}\` lists them` : undefined);
}

/** One line each, and how many there are beyond those that are known. */
export function faultLines({ first, count }: Faults): string[] {
  const rest = count - first.length;
  return [...first.map((fault) => formatError(fault)), ...(rest > 0 ? [`and ${rest} more`] : [])];
}

/** The faults in a document of `--json`. */
export function faultDocument({ first, count }: Faults) {
  const listed = first.map((fault) => {
    const { code, line = null, column = null, field = null } = fault;
    const { message, hint = null } = fault.told(inFlags);
    return { code, line, column, field, message, hint };
  });
  return { count, first: listed };
}
