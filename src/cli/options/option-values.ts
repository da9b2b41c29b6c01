/**
 * Parses the text of one option into the value type of its table entry.
 */
import { parseNumber } from '../../data/cells/number.ts';
import { UsageError, quoted } from '../../errors.ts';
import { acceptedValue, expectedValue } from '../../options/check-options.ts';
import type { ValueOf } from '../../options/option-spec.ts';
import { groupDigits } from '../../text-table.ts';
import { OPTIONS, type FlagSpec, type OptionName } from './options.ts';

export type OptionValue = ValueOf<FlagSpec>;

/**
 * @param spec what the option takes, where its command means something else by it
 * @param file the configuration file that holds the value, if it is not from the command line
 * @throws UsageError E_USAGE_VALUE naming the option, what was given and what is allowed.
 */
export function parseOptionValue(
  name: OptionName,
  raw: unknown,
  spec: FlagSpec = OPTIONS[name],
  file?: string,
): OptionValue {
  try {
    return parse(name, raw, spec);
  } catch (error) {
    if (file === undefined || !(error instanceof UsageError)) throw error;
    throw new UsageError(error.code, error.message, { file, field: name });
  }
}

function parse(name: OptionName, raw: unknown, spec: FlagSpec): OptionValue {
  const values = [raw].flat();
  if (spec.kind === 'names') return values.map((value) => requireText(name, value));
  if (values.length > 1) throw new UsageError('E_USAGE_REPEATED', `--${name} is given ${values.length} times`);
  const given = spec.kind === 'flag' ? raw : requireText(name, values[0]);
  const value = acceptedValue(spec, typeof given === 'string' ? fromText(spec, given) : given);
  if (value !== undefined) return value;
  throw new UsageError('E_USAGE_VALUE', `--${name}: ${quoted(String(given))} is not ${expectedText(spec)}`, {
    field: name,
  });
}

function fromText({ kind }: FlagSpec, text: string): unknown {
  switch (kind) {
    case 'whole':
    case 'number':
      return parseNumber(text);
    case 'widths':
      return text === 'none' ? [] : text.split(',').map((part) => parseNumber(part));
    case 'proportions':
      return text.split('/').map((part) => parseNumber(part));
    default:
      return text;
  }
}

/** The allowed values, in command line notation. */
function expectedText(spec: FlagSpec): string {
  if (spec.kind === 'widths') return `whole numbers from 1 to ${groupDigits(spec.max)} separated by commas, or none`;
  if (spec.kind === 'proportions') return `three numbers above 0 such as ${spec.default.join('/')}`;
  return expectedValue(spec);
}

function requireText(name: OptionName, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new UsageError('E_USAGE_VALUE', `--${name} needs a value`, { field: name });
}
