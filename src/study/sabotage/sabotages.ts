/**
 * All sabotages, by name.
 */
import { quoted, UsageError } from '../../errors.ts';
import { nearest } from '../../options/nearest.ts';
import { BROKEN_LAYERS } from './broken-layers.ts';
import { BROKEN_LOSSES } from './broken-losses.ts';
import { BROKEN_OPTIMIZERS } from './broken-optimizers.ts';
import { BROKEN_STARTS } from './broken-starts.ts';
import type { Sabotage } from './sabotage.ts';

export const SABOTAGES: readonly Sabotage[] = [
  ...BROKEN_LAYERS,
  ...BROKEN_LOSSES,
  ...BROKEN_OPTIMIZERS,
  ...BROKEN_STARTS,
];

/** @throws UsageError E_USAGE_VALUE with the nearest name as a hint. */
export function sabotageNamed(name: string): Sabotage {
  const found = SABOTAGES.find((sabotage) => sabotage.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const names = SABOTAGES.map((sabotage) => sabotage.name);
  const meant = nearest(name, names);
  throw new UsageError('E_USAGE_VALUE', `there is no sabotage ${quoted(name)}`, {
    field: 'sabotage',
    hint: meant === undefined ? 'list shows all of them' : `did you mean ${meant}?`,
  });
}
