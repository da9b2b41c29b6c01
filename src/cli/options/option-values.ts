/**
 * One option's text as the value its table entry promises, or the error that says what it may be.
 */
import { parseNumber } from '../../data/cells/number.ts';
import { UsageError, quoted } from '../../errors.ts';
import { groupDigits } from '../../text-table.ts';
import { OPTIONS, type OptionName, type OptionSpec } from './options.ts';

export type OptionValue = boolean | string | number | readonly number[] | readonly string[];

/**
 * @param file the configuration that the value stands in, where it isn't from the command line
 * @throws UsageError E_USAGE_VALUE naming the option, what was given and what is allowed.
 */
export function parseOptionValue(name: OptionName, raw: unknown, file?: string): OptionValue {
  try {
    return parse(name, raw);
  } catch (error) {
    if (file === undefined || !(error instanceof UsageError)) throw error;
    throw new UsageError(error.code, error.message, { file, field: name });
  }
}

function parse(name: OptionName, raw: unknown): OptionValue {
  const spec: OptionSpec = OPTIONS[name];
  const values = [raw].flat();
  if (spec.kind === 'names') return values.map((value) => requireText(name, value));
  if (values.length > 1) throw new UsageError('E_USAGE_REPEATED', `--${name} is given ${values.length} times`);
  if (spec.kind === 'flag') {
    if (typeof raw === 'boolean') return raw;
    throw wrong(name, raw, 'true or false');
  }
  const text = requireText(name, values[0]);
  switch (spec.kind) {
    case 'text':
      if (spec.pattern !== undefined && !spec.pattern.test(text)) throw wrong(name, text, spec.expected!);
      return text;
    case 'choice':
      if (!spec.choices.includes(text)) throw wrong(name, text, `one of ${spec.choices.join(', ')}`);
      return text;
    case 'whole': {
      const value = parseNumber(text);
      if (Number.isSafeInteger(value) && value >= spec.min && value <= spec.max) return value;
      throw wrong(name, text, `a whole number from ${spec.min} to ${groupDigits(spec.max)}`);
    }
    case 'number': {
      const value = parseNumber(text);
      const fits = spec.above === true ? value > spec.min : value >= spec.min;
      if (fits && value <= spec.max) return value;
      throw wrong(
        name,
        text,
        `a number ${spec.above === true ? 'above' : 'from'} ${spec.min}${spec.above === true ? ',' : ''} to ${spec.max}`,
      );
    }
    case 'widths': {
      const widths = text === 'none' ? [] : text.split(',').map((part) => parseNumber(part));
      if (widths.every((width) => Number.isSafeInteger(width) && width >= 1 && width <= spec.max)) return widths;
      throw wrong(name, text, `whole numbers from 1 to ${groupDigits(spec.max)} separated by commas, or none`);
    }
    case 'proportions': {
      const shares = text.split('/').map((part) => parseNumber(part));
      if (shares.length === 3 && shares.every((share) => share > 0 && share <= 1e6)) return shares;
      throw wrong(name, text, 'three numbers above 0 such as 80/10/10');
    }
  }
}

function requireText(name: OptionName, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new UsageError('E_USAGE_VALUE', `--${name} needs a value`, { field: name });
}

function wrong(name: OptionName, value: unknown, expected: string): UsageError {
  return new UsageError('E_USAGE_VALUE', `--${name}: ${quoted(String(value))} is not ${expected}`, { field: name });
}
