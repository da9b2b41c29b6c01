/**
 * Plain values as YAML 1.2, each text in double quotes, so that none is taken for anything else.
 */
import { escapeControl } from '../../errors.ts';

export type Yaml = string | number | readonly Yaml[] | { readonly [key: string]: Yaml };

const LONGEST_TEXT = 200;

/** The lines of a mapping; keys are ours and need no quotes. */
export function yamlLines(value: { readonly [key: string]: Yaml }, indent = ''): string[] {
  return Object.entries(value).flatMap(([key, entry]) => entryLines(`${indent}${key}:`, entry, indent));
}

function entryLines(start: string, value: Yaml, indent: string): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [`${start} ${scalar(value)}`];
  if (!Array.isArray(value)) return [start, ...yamlLines(value as { readonly [key: string]: Yaml }, `${indent}  `)];
  const items = value as readonly Yaml[];
  if (items.every((item) => typeof item !== 'object')) {
    return [`${start} [${items.map((item) => scalar(item)).join(', ')}]`];
  }
  return [start, ...items.flatMap((item) => itemLines(item as { readonly [key: string]: Yaml }, `${indent}  `))];
}

/** The first line of an item begins with its dash. */
function itemLines(item: { readonly [key: string]: Yaml }, indent: string): string[] {
  const [first = '', ...rest] = yamlLines(item, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

function scalar(value: string | number): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : quoted(String(value));
  return quoted(value);
}

/** A JSON string is a YAML string; what JSON leaves as it is but YAML may not print is escaped. */
function quoted(text: string): string {
  const characters = [...text];
  const cut = characters.length > LONGEST_TEXT ? `${characters.slice(0, LONGEST_TEXT - 1).join('')}…` : text;
  return escapeControl(JSON.stringify(cut));
}
