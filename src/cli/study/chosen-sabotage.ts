/**
 * The sabotage that `--sabotage` names, as it is announced, and the list of all of them.
 */
import type { Sabotage } from '../../study/sabotage/sabotage.ts';
import { sabotageNamed, SABOTAGES } from '../../study/sabotage/sabotages.ts';
import { wrapped } from '../../text-table.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';

/** The name that asks for the list. */
const LIST = 'list';

/** @throws UsageError for a name that is none. */
export function chosenSabotage(args: Arguments): Sabotage | null {
  const name = args.optionalText('sabotage');
  return name === undefined ? null : sabotageNamed(name);
}

/** Prints all sabotages if their list is asked for. */
export function listSabotages(args: Arguments, console: Console): boolean {
  if (args.optionalText('sabotage') !== LIST) return false;
  const width = Math.max(...SABOTAGES.map(({ name }) => name.length));
  console.document({
    schema: 'glassnet.sabotages/1',
    sabotages: SABOTAGES.map((sabotage) => ({ ...aboutOf(sabotage), shownBy: sabotage.shownBy ?? 'gradcheck' })),
  });
  for (const { name, equation, breaks, shownBy = 'gradcheck' } of SABOTAGES) {
    console.result(`${name.padEnd(width)}  eq:${equation.padEnd(12)}  caught by ${shownBy}`);
    console.result(`  ${wrapped(breaks, 76).replaceAll('\n', '\n  ')}`);
  }
  return true;
}

/** @param added to the network so that there is something to break, such as `l2 0.01` */
export function sabotageText({ name, equation, breaks, symptom }: Sabotage, added: readonly string[]): string {
  const more = added.length === 0 ? '' : ` (with ${added.join(', ')}, so that there is something to break)`;
  return wrapped(`Sabotage ${name}, eq:${equation}: ${breaks}${more}. Without a check one sees: ${symptom}.`);
}

export const aboutOf = ({ name, equation, breaks, symptom }: Sabotage) => ({ name, equation, breaks, symptom });
