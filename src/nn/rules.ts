/**
 * The valid values of an option of a layer or an optimizer. Constructors check their options against these rules, and
 * so does the code that reads options from a file.
 */

export interface Rule {
  /** For messages: `a whole number of at least 1`. */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

export type Rules = Readonly<Record<string, Rule>>;

const numbers = (expected: string, accepts: (value: number) => boolean): Rule => {
  return { expected, accepts: (value) => typeof value === 'number' && accepts(value) };
};

export const COUNT = numbers('a whole number of at least 1', (value) => Number.isSafeInteger(value) && value >= 1);
export const WHOLE = numbers('a whole number of at least 0', (value) => Number.isSafeInteger(value) && value >= 0);
export const POSITIVE = numbers('a number above 0', (value) => value > 0 && value < Infinity);
export const NOT_NEGATIVE = numbers('a number of at least 0', (value) => value >= 0 && value < Infinity);
export const FRACTION = numbers('a number in [0, 1)', (value) => value >= 0 && value < 1);
export const BOOLEAN: Rule = { expected: 'true or false', accepts: (value) => typeof value === 'boolean' };

/** @throws RangeError naming the first option that breaks its rule. */
export function requireOptions<Names extends string>(
  owner: string,
  rules: Readonly<Record<Names, Rule>>,
  options: NoInfer<Readonly<Record<Names, unknown>>>,
): void {
  for (const [name, { expected, accepts }] of Object.entries<Rule>(rules)) {
    const value = options[name as Names];
    if (!accepts(value)) throw new RangeError(`${owner}: ${name} must be ${expected}, got ${String(value)}`);
  }
}
