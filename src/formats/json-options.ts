/**
 * Options in JSON, checked by their table.
 */
import type { Rule } from '../nn/rules.ts';
import { acceptedValue, completeOptions, expectedValue } from '../options/check-options.ts';
import type { CompleteOptions, GivenOptions, OptionSpec, OptionTable } from '../options/option-spec.ts';
import type { Field } from './json-field.ts';

/** The options that are there; the default for one that is not. */
export function readOptions<Table extends OptionTable>(
  field: Field,
  table: Table,
  where: string,
): CompleteOptions<Table> {
  field.only(...Object.keys(table));
  const there = Object.entries(table).filter(([name]) => field.has(name));
  const given = Object.fromEntries(there.map(([name, spec]) => [name, field.get(name).accepted(ruleOf(spec))]));
  return completeOptions(table, given as GivenOptions<Table>, where);
}

function ruleOf(spec: OptionSpec): Rule {
  return { expected: expectedValue(spec), accepts: (value) => acceptedValue(spec, value) !== undefined };
}
