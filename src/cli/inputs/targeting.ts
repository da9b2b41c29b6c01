/**
 * The value of a conversion and the cost of a contact, from the options.
 */
import { UsageError } from '../../errors.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import type { TargetingTerms } from '../../evaluation/targeting.ts';
import type { Arguments } from '../options/arguments.ts';

/**
 * Undefined without `--value-per-conversion`.
 *
 * @throws UsageError when cost or budget is given without the value.
 */
export function targetingTerms(args: Arguments): TargetingTerms | undefined {
  const value = args.optionalNumber('value-per-conversion');
  const cost = args.optionalNumber('cost-per-contact');
  const budget = args.optionalNumber('budget');
  if (value === undefined) {
    if (cost === undefined && budget === undefined) return undefined;
    throw new UsageError('E_USAGE_MISSING', '--cost-per-contact and --budget need --value-per-conversion');
  }
  return { valuePerConversion: value, costPerContact: cost ?? 0, ...(budget !== undefined && { budget }) };
}

/** @throws UsageError for test rows that no plan can be judged on. */
export function requireTargetable(
  { classes, heldOutMix }: Pick<PreparedData, 'classes' | 'heldOutMix'>,
  file: string,
  rows = 'the test rows',
): void {
  if (classes.length === 2 && heldOutMix === 'natural') return;
  const problem = classes.length === 2 ? `${rows} come in the mix of the training` : `${classes.length} classes`;
  throw new UsageError('E_USAGE_CONFLICT', `--value-per-conversion: ${problem}`, {
    file,
    hint: 'it needs two classes, and rows in their natural mix',
  });
}
