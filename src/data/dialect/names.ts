/**
 * Names of columns as a header has them, made usable: without blanks at their ends, none empty, none twice.
 */
import { listNames } from '../column-name.ts';

export interface CleanNames {
  readonly names: readonly string[];
  /** Whether something was changed, but for blanks at the ends. */
  readonly changes: readonly string[];
}

/**
 * A column without a name is called after its place, `column_3`; a name that was there before gets a number, `score_2`.
 *
 * @param known names that are left as they are, blanks included
 * @param unsaid places, from 0, of columns whose names are not worth a word
 */
export function cleanNames(
  fields: readonly string[],
  known: ReadonlySet<string> = new Set(),
  unsaid: ReadonlySet<number> = new Set(),
): CleanNames {
  const trimmed = fields.map((field) => (known.has(field) ? field : field.trim()));
  const taken = new Set(trimmed.filter((name) => name !== ''));
  const used = new Set<string>();
  const unnamed: string[] = [];
  const renamed: string[] = [];
  const names = trimmed.map((name, index) => {
    if (name !== '' && !used.has(name)) {
      used.add(name);
      return name;
    }
    const free = name === '' ? freeName(`column_${index + 1}`, taken) : numbered(name, taken);
    taken.add(free);
    used.add(free);
    if (!unsaid.has(index)) (name === '' ? unnamed : renamed).push(free);
    return free;
  });
  const count = unnamed.length === 1 ? 'a column without a name is' : `${unnamed.length} columns without a name are`;
  const twice =
    renamed.length === 1 ? 'a name that occurs twice is' : `${renamed.length} names that occurred before are`;
  return {
    names,
    changes: [
      ...(unnamed.length > 0 ? [`${count} called ${listNames(unnamed)}`] : []),
      ...(renamed.length > 0 ? [`${twice} changed to ${listNames(renamed)}`] : []),
    ],
  };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? numbered(name, taken) : name;
}

/** With the first free number, from 2. */
function numbered(name: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}
