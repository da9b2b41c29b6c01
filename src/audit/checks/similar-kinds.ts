/**
 * Kinds and classes that differ in blanks or in upper and lower case alone: one kind, written in two ways.
 */
import { quoted } from '../../errors.ts';
import { columnName, listNames } from '../../data/column-name.ts';
import { groupDigits } from '../../text-table.ts';
import type { AuditedData } from '../audited-data.ts';
import type { Finding } from '../finding.ts';

interface Similar {
  readonly name: string;
  /** Spellings of one kind, the most frequent first. */
  readonly spellings: readonly { readonly text: string; readonly rows: number }[];
}

export function similarKinds({ features, classes, classCounts, targetName }: AuditedData): Finding[] {
  const found = [
    ...similarIn(targetName, classes, classCounts),
    ...features.flatMap(({ name, texts, counts }) => (texts === undefined ? [] : similarIn(name, texts, counts))),
  ];
  const first = found[0];
  if (first === undefined) return [];
  const names = [...new Set(found.map(({ name }) => name))];
  const [most, other] = first.spellings as [Similar['spellings'][0], Similar['spellings'][0]];
  const one = `${columnName(first.name)} has ${quoted(most.text)} in ${groupDigits(most.rows)} rows and ${quoted(other.text)} in ${groupDigits(other.rows)}`;
  return [
    {
      code: 'SIMILAR_KINDS',
      severity: 'warning',
      columns: names,
      title:
        found.length === 1
          ? one
          : `${groupDigits(found.length)} kinds are written in several ways, in ${listNames(names)}: ${one}`,
      why: 'They differ in blanks or in upper and lower case alone, and count as different: what is learned of one is not known of the other.',
      advice: 'write each kind in one way in the file',
      numbers: { columns: names.length, kinds: found.length, rows: other.rows },
    },
  ];
}

function similarIn(name: string, texts: readonly string[], counts: ArrayLike<number>): Similar[] {
  const spellings = new Map<string, { text: string; rows: number }[]>();
  for (const [code, text] of texts.entries()) {
    if (counts[code] === 0) continue;
    const key = text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
    spellings.set(key, [...(spellings.get(key) ?? []), { text, rows: counts[code]! }]);
  }
  return [...spellings.values()]
    .filter((alike) => alike.length > 1)
    .map((alike) => ({ name, spellings: alike.toSorted((a, b) => b.rows - a.rows) }));
}
