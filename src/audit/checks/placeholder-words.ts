/**
 * Words that stand for no answer: what a form shows before anything is chosen, and spellings of "not available" that
 * aren't read as missing.
 */
import { quoted } from '../../errors.ts';
import { columnName, listNames } from '../../data/column-name.ts';
import type { Text } from '../../setting.ts';
import { groupDigits } from '../../text-table.ts';
import { setting, wording } from '../../wording.ts';
import type { AuditedData } from '../audited-data.ts';
import type { Finding } from '../finding.ts';

/** What a form shows before anything is chosen; the whole text, but for signs around it. */
const UNCHOSEN =
  /^((please )?(select|choose|pick)( (one|an? (option|answer|value)|an item))?|choose one|please specify)$/;
/** Answers that say that there is none. */
const UNKNOWN =
  /^(none|nil|null|nan|n ?a|unknown|unk|undefined|unspecified|undisclosed|missing|blank|empty|no (answer|data|response|value)|not (available|applicable|specified|known|given|stated|provided|recorded|answered|asked)|not ?set|to be (determined|defined)|tbd|tba|prefer not to (say|answer)|do(n'?t| not) know)$/;

export function placeholderWords({ features, rowCount }: AuditedData): Finding[] {
  const found = features.flatMap((feature) => {
    if (feature.isNumber) return [];
    return [...feature.counts.keys()].flatMap((code) => {
      const text = feature.texts![code]!;
      const words = text
        .toLowerCase()
        .replaceAll(/[^\p{L}\d']+/gu, ' ')
        .trim();
      const isUnchosen = UNCHOSEN.test(words);
      const rows = feature.counts[code]!;
      return rows > 0 && (isUnchosen || UNKNOWN.test(words)) ? [{ name: feature.name, text, rows, isUnchosen }] : [];
    });
  });
  return [true, false].flatMap((isUnchosen) => {
    const alike = found.filter((word) => word.isUnchosen === isUnchosen).toSorted((a, b) => b.rows - a.rows);
    const most = alike[0];
    if (most === undefined) return [];
    const names = [...new Set(alike.map(({ name }) => name))];
    const texts = [...new Set(alike.map(({ text }) => text))];
    const one = `${columnName(most.name)} is ${quoted(most.text)} in ${groupDigits(most.rows)} of ${groupDigits(rowCount)} rows`;
    return {
      code: 'PLACEHOLDER_WORD',
      severity: isUnchosen ? 'warning' : 'info',
      columns: names,
      title:
        names.length === 1
          ? `${one}: a word for missing?`
          : `${names.length} columns have a word for missing: ${listNames(names)}; ${one}`,
      why: `${listNames(texts)} ${texts.length === 1 ? 'is' : 'are'} read as any other kind. ${isUnchosen ? 'It is what a form shows before anything is chosen, so nothing was.' : 'That nothing is known can be a signal, but also one that new customers will not have.'}`,
      advice: wording`${asMissing(texts)}; or leave ${names.length === 1 ? 'the column' : 'the columns'} out: ${setting('drop', names)}`,
      numbers: { columns: names.length, rows: most.rows, share: most.rows / rowCount },
    } satisfies Finding;
  });
}

function asMissing(texts: readonly string[]): Text {
  // A list of words has commas between them.
  if (texts.some((text) => text.includes(','))) return 'empty those cells in the file if they mean "missing"';
  return wording`if ${texts.length === 1 ? 'it means' : 'they mean'} that nothing is known: ${setting('missingWord', texts)}`;
}
