/**
 * The shape of single columns, regardless of the target: keys, constants, values far out, whole numbers that have lost
 * digits.
 */
import { counted, formatPercent, groupDigits } from '../../text-table.ts';
import { decimalsOf, type AuditedData, type AuditedColumn } from '../audited-data.ts';
import { columnName, listNames } from '../../data/column-name.ts';
import { formatValue, gathered, type Finding } from '../finding.ts';
import type { Text } from '../../setting.ts';
import { setting, wording } from '../../wording.ts';

/** Above this share, so few rows differ that a test part hardly has any. */
const NEAR_CONSTANT = 0.998;
/** A robust z beyond this is far out even in a heavy tail. */
const FAR_OUT = 20;
/** One row with a larger share of the spread squeezes all others together when the column is standardised. */
const DOMINANT = 0.9;
const ID_NAME = /(^|[ _-])(id|uuid|guid|key|rowid|index)$/i;

export function columnShapes(data: AuditedData): Finding[] {
  const numbers = data.features.filter(({ isNumber }) => isNumber);
  const flat = data.features.flatMap((feature) => constant(feature, data) ?? []);
  const rows = groupDigits(data.rowCount);
  return [
    ...gathered(
      flat.filter(({ code }) => code === 'CONSTANT_COLUMN'),
      (count, listed) => `${groupDigits(count)} columns have one value each in all ${rows} rows: ${listed}`,
      leftOut,
    ),
    ...gathered(
      flat.filter(({ code }) => code === 'NEAR_CONSTANT_COLUMN'),
      (count, listed) => `${groupDigits(count)} columns have one value each in nearly all of ${rows} rows: ${listed}`,
      leftOut,
    ),
    ...gathered(
      numbers.flatMap((feature) => identifier(feature) ?? []),
      (count, listed) => `${groupDigits(count)} columns look like IDs, different whole numbers in all rows: ${listed}`,
      (names) =>
        wording`${setting('id', names[0])} for the one that tells rows apart; ${setting('drop', names.slice(1))}`,
    ),
    ...gathered(
      numbers.flatMap((feature) => inexactIntegers(feature) ?? []),
      (count, listed) => `${groupDigits(count)} columns go beyond 2^53: ${listed}`,
      (names) => wording`IDs tell nothing: ${setting('drop', names)}; of measures, use a larger unit`,
    ),
    ...gathered(
      numbers.flatMap((feature) => dominantValue(feature) ?? []),
      (count, listed) => `one row each has nearly all of the spread of ${groupDigits(count)} columns: ${listed}`,
      (names) => wording`correct or remove those rows, or ${setting('drop', names)}`,
    ),
    ...outliers(numbers),
  ];
}

/** Leaving out more columns than this is not typed by hand, and they do no harm. */
const MOST_TYPED = 12;

function leftOut(names: readonly string[]): Text {
  return names.length > MOST_TYPED
    ? 'look for what the export lost; such columns do no harm'
    : wording`${setting('drop', names)}`;
}

function constant({ name, counts, mode, distinct, show }: AuditedColumn, { rowCount }: AuditedData): Finding | null {
  const most = counts[mode] ?? 0;
  const value = () => (distinct.length === 0 ? 'missing' : show(mode));
  if (distinct.length === 0 || most === rowCount) {
    return {
      code: 'CONSTANT_COLUMN',
      severity: 'warning',
      columns: [name],
      title: `${columnName(name)} is ${value()} in all ${groupDigits(rowCount)} rows`,
      why: 'It says nothing about any row; if it should, the export lost its values.',
      advice: wording`${setting('drop', [name])}`,
      numbers: { rows: rowCount },
    };
  }
  if (most < NEAR_CONSTANT * rowCount) return null;
  return {
    code: 'NEAR_CONSTANT_COLUMN',
    severity: 'info',
    columns: [name],
    title: `${columnName(name)} is ${value()} in all but ${groupDigits(rowCount - most)} of ${groupDigits(rowCount)} rows`,
    why: 'What a model learns from so few rows is mostly chance.',
    advice: wording`${setting('drop', [name])}`,
    numbers: { rows: rowCount, others: rowCount - most },
  };
}

/**
 * Whole numbers without a repetition where chance would repeat some: n numbers drawn from m collide with probability
 * 1 − exp(−n²/2m), the birthday problem. Or any column that is named an ID and has no repetition.
 */
function identifier(feature: AuditedColumn): Finding | null {
  const { name, values, distinct } = feature;
  const n = distinct.length;
  if (n < 20 || n !== values.length || decimalsOf(feature) !== 0) return null;
  const range = distinct[n - 1]! - distinct[0]! + 1;
  const isDense = (n * n) / 2 / range >= 15;
  if (!isDense && !ID_NAME.test(name)) return null;
  return {
    code: 'ID_FEATURE',
    severity: 'warning',
    columns: [name],
    title: `${columnName(name)} looks like an ID: ${groupDigits(n)} different whole numbers in ${groupDigits(n)} rows`,
    why: 'If they were random numbers from their range, some would repeat, so they were assigned. A model that sees an ID memorises rows, or the order in which they were made.',
    advice: wording`${setting('id', name)}`,
    numbers: { rows: n, range },
  };
}

function inexactIntegers(feature: AuditedColumn): Finding | null {
  const { name, distinct, counts } = feature;
  let rows = 0;
  for (let code = 0; code < distinct.length; code++) {
    if (Math.abs(distinct[code]!) > Number.MAX_SAFE_INTEGER) rows += counts[code]!;
  }
  if (rows === 0) return null;
  const largest = distinct.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return {
    code: 'INEXACT_INTEGERS',
    severity: 'warning',
    columns: [name],
    title: `${columnName(name)} goes beyond 2^53 in ${counted(rows, 'row')} (${largest.toPrecision(3)})`,
    why: 'Whole numbers of that size lose their last digits in float64, here and in most other programs: different numbers become equal.',
    advice: wording`if it is an ID, ${setting('id', name)}; if it is a measure, use a larger unit`,
    numbers: { rows, largest },
  };
}

/** A single row that holds most of a column's variance. */
function dominantValue(feature: AuditedColumn): Finding | null {
  const { name, distinct, counts, values } = feature;
  if (values.length < 100 || distinct.length < 5) return null;
  const median = distinct[medianCode(feature)]!;
  // Divided by the largest, so squares of 1e300 stay finite.
  const scale = Math.max(median / 2 - distinct[0]! / 2, distinct.at(-1)! / 2 - median / 2);
  if (scale === 0) return null;
  let [total, largest, place] = [0, 0, 0];
  for (let code = 0; code < distinct.length; code++) {
    const square = ((distinct[code]! / 2 - median / 2) / scale) ** 2;
    total += square * counts[code]!;
    if (square > largest) [largest, place] = [square, code];
  }
  if (counts[place] !== 1 || largest < DOMINANT * total) return null;
  return {
    code: 'DOMINANT_VALUE',
    severity: 'warning',
    columns: [name],
    title: `one row has ${formatPercent(largest / total)} of the spread of ${columnName(name)}: ${formatValue(distinct[place]!)}`,
    why: `The median is ${formatValue(median)}. Standardised with such a value, all other rows look alike, and what the column says about them is lost.`,
    advice: wording`correct or remove that row, or ${setting('drop', [name])}`,
    numbers: { value: distinct[place]!, median, share: largest / total },
  };
}

/** z = 0.6745·(x − median) / MAD (Iglewicz & Hoaglin 1993), if at least half of the rows differ from the median. */
function outliers(features: readonly AuditedColumn[]): Finding[] {
  const far = features.flatMap((feature) => {
    const { distinct, counts } = feature;
    if (distinct.length < 2) return [];
    const middle = medianCode(feature);
    const median = distinct[middle]!;
    const spread = medianDistance(feature, middle) / 0.6745;
    if (!(spread > 0) || !Number.isFinite(spread)) return [];
    let rows = 0;
    for (let code = 0; code < distinct.length; code++) {
      if (Math.abs(distinct[code]! - median) > FAR_OUT * spread) rows += counts[code]!;
    }
    const value = distinct.at(-1)! - median > median - distinct[0]! ? distinct.at(-1)! : distinct[0]!;
    return rows === 0
      ? []
      : [{ feature, rows, value, median, z: Math.min(Math.abs(value / spread - median / spread), Number.MAX_VALUE) }];
  });
  const farthest = far.toSorted((a, b) => b.z - a.z)[0];
  if (farthest === undefined) return [];
  const names = far.map(({ feature }) => feature.name);
  const rows = far.reduce((sum, column) => sum + column.rows, 0);
  return [
    {
      code: 'OUTLIERS',
      severity: 'info',
      columns: names,
      title: `${rows === 1 ? '1 value lies' : `${groupDigits(rows)} values lie`} far out, farthest ${columnName(farthest.feature.name)} ${formatValue(farthest.value)} (median ${formatValue(farthest.median)})`,
      why: `Columns: ${listNames(names)}. Far out is more than ${FAR_OUT} robust standard deviations (from the median absolute deviation) away from the median; the farthest value is ${formatValue(farthest.z)} away.`,
      advice: 'check those rows; keep them if they are correct',
      numbers: {
        values: rows,
        columns: names.length,
        value: farthest.value,
        median: farthest.median,
        robustZ: farthest.z,
      },
    },
  ];
}

/** The code of the median, the lower of two middle values; at least one row has a value. */
function medianCode({ counts, presentCount }: AuditedColumn): number {
  let [code, before] = [0, counts[0]!];
  while (2 * before < presentCount) before += counts[++code]!;
  return code;
}

/** The median of the distances from the median, found by walking away from it on both sides at once. */
function medianDistance({ distinct, counts, presentCount }: AuditedColumn, middle: number): number {
  const median = distinct[middle]!;
  let [low, high, before, distance] = [middle, middle + 1, 0, 0];
  while (2 * before < presentCount) {
    const below = low < 0 ? Infinity : median - distinct[low]!;
    const above = high === distinct.length ? Infinity : distinct[high]! - median;
    // Distances of the largest numbers can be infinite on both sides.
    const goesDown = low >= 0 && (below <= above || high === distinct.length);
    distance = goesDown ? below : above;
    before += counts[goesDown ? low-- : high++]!;
  }
  return distance;
}
