/**
 * Which customers of a scored file to write, as the options say.
 */
import { UsageError } from '../../errors.ts';
import type { Selection } from '../../scoring/selection.ts';
import type { Arguments } from '../options/arguments.ts';
import { targetingTerms } from './targeting.ts';

/**
 * Undefined where all rows are to be written, in the order of the file.
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
