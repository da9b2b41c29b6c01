/**
 * Names that the values contradict: swapped headers, shares above 100, durations below 0, flags with more than two
 * values. Only contradictions that follow from the words of a name.
 */
import { counted, groupDigits } from '../../text-table.ts';
import { decimalsOf, type AuditedData, type AuditedColumn } from '../audited-data.ts';
import { columnName } from '../../data/column-name.ts';
import { formatValue, gathered, type Finding } from '../finding.ts';
import { setting, wording } from '../../wording.ts';

const TOTAL = ['overall', 'total', 'sum'];
const AVERAGE = ['average', 'avg', 'mean'];
const LARGEST = ['max', 'maximum', 'highest', 'largest'];
const SMALLEST = ['min', 'minimum', 'lowest', 'smallest'];
const SHARE = ['percent', 'percentage', 'pct', 'share', 'fraction', 'proportion', 'probability'];
const NEVER_NEGATIVE = ['age', 'count', 'duration', 'minutes', 'hours', 'quantity', 'visits', 'orders'];
/** With these words a share can be any number, and a count can be negative. */
const RELATIVE = [
  'change',
  'growth',
  'diff',
  'difference',
  'delta',
  'return',
  'offset',
  'price',
  'per',
  'log',
  'balance',
  'until',
  'since',
  'to',
  'score',
  'net',
  'scaled',
  'normalized',
  'z',
];
const FLAG = new Set(['is', 'has']);

/** The share of rows that must contradict: a stray row is only wrong itself. */
const MANY = 0.01;

export function contradictingNames({ features, rowCount }: AuditedData): Finding[] {
  const named = features
    .filter(({ isNumber, distinct }) => isNumber && distinct.length > 0)
    .map((feature) => ({ feature, words: wordsOf(feature.name) }));
  const siblings = [
    ...siblingsOf(named, TOTAL, AVERAGE).flatMap(
      ([total, average]) => belowSibling(total, average, rowCount, 'a total', 'the average', true) ?? [],
    ),
    ...siblingsOf(named, LARGEST, SMALLEST).flatMap(
      ([largest, smallest]) =>
        belowSibling(largest, smallest, rowCount, 'a largest value', 'the smallest', false) ?? [],
    ),
  ];
  return [...siblings, ...named.flatMap(({ feature, words }) => contradictsItself(feature, words, rowCount) ?? [])];
}

/** `Book length (mins)_avg`, `bookLengthAvg` → book, length, mins, avg. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d%]+/u)
    .filter((word) => word !== '');
}

interface Named {
  readonly feature: AuditedColumn;
  readonly words: readonly string[];
}

/** Pairs of columns whose names differ in one word only, which is in `a` in the first name and in `b` in the second. */
function siblingsOf(named: readonly Named[], a: readonly string[], b: readonly string[]) {
  const seconds = new Map<string, AuditedColumn[]>();
  for (const { feature, words } of named) {
    const stem = stemOf(words, b);
    if (stem !== null) seconds.set(stem, [...(seconds.get(stem) ?? []), feature]);
  }
  return named.flatMap(({ feature, words }) => {
    const stem = stemOf(words, a);
    return stem === null ? [] : (seconds.get(stem) ?? []).map((other) => [feature, other] as const);
  });
}

/** The other words of a name that has one word of a list; null if it has none or several, or no other. */
function stemOf(words: readonly string[], list: readonly string[]): string | null {
  const stem = words.filter((word) => !list.includes(word));
  return stem.length > 0 && stem.length === words.length - 1 ? stem.join(' ') : null;
}

/**
 * A total below the average, or a maximum below the minimum. Totals of negative amounts can be below their average, so
 * they aren't judged.
 */
function belowSibling(
  larger: AuditedColumn,
  smaller: AuditedColumn,
  rowCount: number,
  is: string,
  than: string,
  needsPositive: boolean,
): Finding | null {
  if (needsPositive && (larger.distinct[0]! < 0 || smaller.distinct[0]! < 0)) return null;
  let [below, above] = [0, 0];
  for (let row = 0; row < rowCount; row++) {
    if (larger.values[row]! < smaller.values[row]!) below++;
    else if (larger.values[row]! > smaller.values[row]!) above++;
  }
  if (below < Math.max(3, MANY * (below + above))) return null;
  const swapped = above === 0;
  return {
    code: 'NAME_CONTRADICTS',
    severity: 'warning',
    columns: [larger.name, smaller.name],
    title: `${columnName(larger.name)} is below ${columnName(smaller.name)} in ${groupDigits(below)} rows${swapped ? ' and never above' : `, above in ${groupDigits(above)}`}`,
    why: `By its name it is ${is}, which can't be below ${than}. ${swapped ? 'The two names seem to be swapped' : 'One of the columns is not what its name says'}; a model doesn't care, but its readers do.`,
    advice: swapped ? 'swap the two names in the header' : 'find out what the columns hold, and rename them',
    numbers: { below, above, rows: rowCount },
  };
}

const CODE_WORDS = new Set(['zip', 'zipcode', 'postcode', 'plz', 'phone', 'telephone', 'fips']);
/** With these words before it, a code is one of a place or of a telephone. */
const CODED = new Set(['zip', 'post', 'postal', 'area', 'country', 'dialing', 'state', 'fips']);
const SMALLEST_CODE = 100;

/** Whole numbers that name places and telephones, and aren't quantities. */
export function codesAsNumbers({ features }: AuditedData): Finding[] {
  const found = features.filter((feature) => {
    const { isMeasure, distinct, name } = feature;
    const words = wordsOf(name).filter((word) => !/^\d+$/.test(word));
    const last = words.at(-1) ?? '';
    const isCode = CODE_WORDS.has(last) || (last === 'code' && CODED.has(words.at(-2) ?? ''));
    return (
      isMeasure &&
      isCode &&
      distinct.length > 1 &&
      distinct[0]! >= 0 &&
      distinct.at(-1)! >= SMALLEST_CODE &&
      decimalsOf(feature) === 0
    );
  });
  return gathered(
    found.map(({ name, distinct }): Finding => ({
      code: 'CODE_AS_NUMBER',
      severity: 'warning',
      columns: [name],
      title: `${columnName(name)} is read as a quantity; by its name it is a code (${groupDigits(distinct.length)} different ones)`,
      why: 'Neighbouring codes need not be alike, and their mean is no place: as numbers they tell a model little, and that wrongly.',
      advice: wording`${setting('categorical', [name])}, or ${setting('drop', [name])}`,
      numbers: { distinct: distinct.length },
    })),
    (count, listed) => `${groupDigits(count)} columns are read as quantities; by their names they are codes: ${listed}`,
    (names) => wording`${setting('categorical', names)}, or ${setting('drop', names)}`,
  );
}

function contradictsItself(feature: AuditedColumn, words: readonly string[], rowCount: number): Finding | null {
  const { distinct, name } = feature;
  const [low, high] = [distinct[0]!, distinct.at(-1)!];
  const has = (wanted: readonly string[]) => words.some((word) => wanted.includes(word));
  const range = `${formatValue(low)} to ${formatValue(high)}`;
  if (FLAG.has(words[0] ?? '') && words.length > 1 && distinct.length > 2) {
    return itself(name, `${columnName(name)} has ${counted(distinct.length, 'value')}, ${range}`, {
      why: 'A name that starts this way promises two values, yes and no.',
      numbers: { distinct: distinct.length, low, high },
    });
  }
  if (has(RELATIVE)) return null;
  if (has(SHARE) || name.includes('%')) {
    const outside = countOutside(feature, 0, 100);
    if (outside < Math.max(1, MANY * rowCount) || AVERAGE.includes(words[0] ?? '')) return null;
    return itself(name, `${columnName(name)} is outside 0 to 100 in ${groupDigits(outside)} rows (${range})`, {
      why: 'By its name it is a part of a whole.',
      numbers: { outside, low, high },
    });
  }
  if (has(NEVER_NEGATIVE) && low < 0) {
    const outside = countOutside(feature, 0, Infinity);
    if (outside < Math.max(1, MANY * rowCount) || (distinct[1] ?? 0) >= 0) return null;
    return itself(name, `${columnName(name)} is below 0 in ${groupDigits(outside)} rows (${range})`, {
      why: 'By its name it is a count or a duration, which can’t be negative.',
      numbers: { outside, low, high },
    });
  }
  return null;
}

function itself(
  name: string,
  title: string,
  { why, numbers }: { why: string; numbers: Record<string, number> },
): Finding {
  return {
    code: 'NAME_CONTRADICTS',
    severity: 'warning',
    columns: [name],
    title,
    why: `${why} The column is not what its name says, or it is damaged.`,
    advice: 'find out what the column holds; rename it, or correct it',
    numbers,
  };
}

function countOutside({ distinct, counts }: AuditedColumn, low: number, high: number): number {
  return counts.reduce((sum, count, code) => sum + (distinct[code]! < low || distinct[code]! > high ? count : 0), 0);
}
