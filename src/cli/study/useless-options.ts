/**
 * Options that change nothing where they are given.
 */
import { UsageError } from '../../errors.ts';
import type { Arguments } from '../options/arguments.ts';
import type { OptionName } from '../options/options.ts';

/** @param why behind the option's name, such as `has no effect on arrays` @throws UsageError E_USAGE_CONFLICT */
export function requireNoneOf(args: Arguments, names: readonly OptionName[], why: string, hint?: string): void {
  const given = names.find((name) => args.given.has(name));
  if (given !== undefined) throw new UsageError('E_USAGE_CONFLICT', `--${given} ${why}`, { field: given, hint });
}
