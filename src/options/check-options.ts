/**
 * Holds options to their table: each name is in it, each value is one that its entry allows, and what isn't given has
 * the table's default.
 */
import { quoted, shown, UsageError } from '../errors.ts';
import { groupDigits } from '../text-table.ts';
import { nearest } from './nearest.ts';
import type { CompleteOptions, GivenOptions, OptionSpec, OptionTable, ValueOf } from './option-spec.ts';

/** A share above this is a mistake, and sums of three stay exact. */
const LARGEST_SHARE = 1e6;

/** The value as it is kept, or undefined where the option doesn't take it. */
export function acceptedValue(spec: OptionSpec, value: unknown): ValueOf<OptionSpec> | undefined {
  return isAccepted(spec, value) ? (spec.kind === 'seed' ? String(value) : value) : undefined;
}

function isAccepted(spec: OptionSpec, value: unknown): value is ValueOf<OptionSpec> {
  switch (spec.kind) {
    case 'flag':
      return typeof value === 'boolean';
    case 'text':
      return isText(value) && (spec.pattern === undefined || spec.pattern.test(value));
    case 'seed':
      return Number.isFinite(value) || (isText(value) && value.length <= spec.maxLength);
    case 'names':
      return Array.isArray(value) && value.every(isText);
    case 'choice':
      return (spec.choices as readonly unknown[]).includes(value);
    case 'whole':
      return isWholeIn(value, spec.min, spec.max);
    case 'number': {
      const fits = typeof value === 'number' && (spec.above === true ? value > spec.min : value >= spec.min);
      return fits && value <= spec.max;
    }
    case 'widths':
      return Array.isArray(value) && value.every((width) => isWholeIn(width, 1, spec.max));
    case 'proportions':
      return (
        Array.isArray(value) &&
        value.length === 3 &&
        value.every((share) => typeof share === 'number' && share > 0 && share <= LARGEST_SHARE)
      );
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isWholeIn = (value: unknown, min: number, max: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;

/** What the option takes, in words that follow "expected" or "is not". */
export function expectedValue(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'flag':
      return 'true or false';
    case 'text':
      return spec.expected ?? 'a text that is not empty';
    case 'seed':
      return `1 to ${spec.maxLength} characters`;
    case 'names':
      return 'a list of names';
    case 'choice':
      return `one of ${spec.choices.join(', ')}`;
    case 'whole':
      return `a whole number from ${spec.min} to ${groupDigits(spec.max)}`;
    case 'number':
      return spec.above === true
        ? `a number above ${spec.min}, to ${spec.max}`
        : `a number from ${spec.min} to ${spec.max}`;
    case 'widths':
      return `a list of whole numbers from 1 to ${groupDigits(spec.max)}`;
    case 'proportions':
      return `three numbers above 0 such as [${spec.default.join(', ')}]`;
  }
}

/**
 * @param where the function that was given the options, for its errors
 * @param others what that function takes besides the table
 * @throws UsageError E_USAGE_OPTION for a name that isn't in the table, naming the nearest one; E_USAGE_VALUE for a
 *   value that the option doesn't take, saying what it got and what was expected.
 */
export function completeOptions<Table extends OptionTable>(
  table: Table,
  given: GivenOptions<Table>,
  where: string,
  others: readonly string[] = [],
): CompleteOptions<Table> {
  requireObject(given, where);
  for (const name of Object.keys(given)) requireName(name, [...Object.keys(table), ...others], where);
  const values = Object.entries(table).map(([name, spec]) => {
    const value = given[name];
    return [name, value === undefined ? defaultOf(spec) : requireValue(name, spec, value, where)] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as CompleteOptions<Table>;
}

/** @throws UsageError E_USAGE_VALUE for what can't hold options, such as a text. */
export function requireObject(options: unknown, where: string): void {
  if (typeof options === 'object' && options !== null && !Array.isArray(options)) return;
  throw new UsageError('E_USAGE_VALUE', `${where}: options: got ${shown(options)}, expected an object`);
}

/** The options of one table among those of several. */
export function pickOptions<Table extends OptionTable>(
  table: Table,
  options: CompleteOptions<NoInfer<Table>>,
): CompleteOptions<Table> {
  const entries = Object.entries(options).filter(([name]) => Object.hasOwn(table, name));
  return Object.fromEntries(entries) as CompleteOptions<Table>;
}

/** What the options are where nothing is given. */
export function defaultsOf<Table extends OptionTable>(table: Table): CompleteOptions<Table> {
  return completeOptions(table, {}, 'defaults');
}

/** The value of an option that isn't given; undefined where it has none. */
export function defaultOf(spec: OptionSpec): ValueOf<OptionSpec> | undefined {
  if (spec.kind === 'flag') return spec.default ?? false;
  return 'default' in spec ? spec.default : undefined;
}

function requireName(name: string, names: readonly string[], where: string): void {
  if (names.includes(name)) return;
  const meant = nearest(name, names);
  throw new UsageError('E_USAGE_OPTION', `${where}: there is no option ${quoted(name)}`, {
    field: name,
    hint: meant === undefined ? `the options are ${names.join(', ')}`.slice(0, 300) : `did you mean ${meant}?`,
  });
}

function requireValue(name: string, spec: OptionSpec, value: unknown, where: string): ValueOf<OptionSpec> {
  const accepted = acceptedValue(spec, value);
  if (accepted !== undefined) return accepted;
  const meant = spec.kind === 'choice' && typeof value === 'string' ? nearest(value, spec.choices) : undefined;
  throw new UsageError('E_USAGE_VALUE', `${where}: ${name}: got ${shown(value)}, expected ${expectedValue(spec)}`, {
    field: name,
    hint: meant === undefined ? undefined : `did you mean ${quoted(meant)}?`,
  });
}
