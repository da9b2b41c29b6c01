/**
 * A sabotage as it is announced.
 */
import type { Sabotage } from '../../study/sabotage/sabotage.ts';
import { wrapped } from '../../text-table.ts';

/** @param added to the network so that there is something to break, such as `l2 0.01` */
export function sabotageText({ name, equation, breaks, symptom }: Sabotage, added: readonly string[]): string {
  const more = added.length === 0 ? '' : ` (with ${added.join(', ')}, so that there is something to break)`;
  return wrapped(`Sabotage ${name}, eq:${equation}: ${breaks}${more}. Without a check one sees: ${symptom}.`);
}

export const aboutOf = ({ name, equation, breaks, symptom }: Sabotage) => ({ name, equation, breaks, symptom });
