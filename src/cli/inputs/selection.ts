/**
 * Which scored customers to write, from the options.
 */
import { UsageError } from '../../errors.ts';
import type { Selection } from '../../scoring/selection.ts';
import type { Arguments } from '../options/arguments.ts';
import { targetingTerms } from './targeting.ts';

/**
 * Undefined to write all rows, in file order.
 *
 * @throws UsageError for a share above 100 %, or two ways to choose at once.
 */
export function readSelection(args: Arguments): Selection | undefined {
  const terms = targetingTerms(args);
  const text = args.optionalText('top');
  if (text === undefined) return terms && { terms };
  if (terms !== undefined) {
    throw new UsageError('E_USAGE_CONFLICT', '--top and --value-per-conversion both say how many to choose');
  }
  const isShare = text.endsWith('%');
  const top = Number(isShare ? text.slice(0, -1) : text);
  if (top > 0 && (!isShare || top <= 100)) return { top, isShare };
  throw new UsageError('E_USAGE_VALUE', `--top: ${text} is not above 0${isShare ? '% and up to 100%' : ''}`, {
    field: 'top',
  });
}
