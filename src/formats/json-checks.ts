/**
 * What a JSON value has to look like, as a value itself: a check refuses the first field that is otherwise, by its path.
 */
import type { Field } from './json-field.ts';

/** @throws FormatError naming the path, and what was expected there. */
export type Check = (field: Field) => void;

export const number: Check = (field) => void field.number();
export const string: Check = (field) => void field.string();
export const boolean: Check = (field) => void field.boolean();

export function oneOf(...choices: string[]): Check {
  return (field) => void field.oneOf(...choices);
}

export function nullable(check: Check): Check {
  return (field) => {
    if (!field.isNull()) check(field);
  };
}

/** @param length how many, where that is known */
export function listOf(check: Check, length?: number): Check {
  return (field) => {
    const items = field.list();
    if (length !== undefined && items.length !== length) throw field.wrong(`a list of ${length}`);
    for (const item of items) check(item);
  };
}

/** All values of an object, whatever their names. */
export function valuesOf(check: Check): Check {
  return (field) => {
    for (const [name] of field.entries()) check(field.get(name));
  };
}

/** Fields that have to be there, and fields that may be left out. Others are ignored: later versions add some. */
export function objectOf(
  needed: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (field) => {
    for (const [name, check] of Object.entries(needed)) check(field.get(name));
    for (const [name, check] of Object.entries(optional)) if (field.has(name)) check(field.get(name));
  };
}
