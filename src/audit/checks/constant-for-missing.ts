/**
 * A value that a column takes suspiciously often: the mean, the median or a code such as −999, typed in for unknown
 * values.
 */
import { formatPercent, groupDigits } from '../../text-table.ts';
import { decimalsOf, type AuditedData, type AuditedColumn } from '../audited-data.ts';
import { columnName } from '../../data/column-name.ts';
import { formatValue, gathered, type Finding } from '../finding.ts';
import { setting, wording } from '../../wording.ts';

/** A value in a smaller share of the rows is not a habit. */
const LEAST_SHARE = 0.02;
const FEWEST_ROWS = 20;
/** A typed-in value is more frequent than its neighbours by this factor. */
const SPIKE = 5;
/** Steps in which people measure and rate. */
const STEPS = [1, 0.5, 0.25, 0.1, 0.05] as const;
/** The share of the other values that must be on the steps. */
const ON_STEPS = 0.9;
/** A mean of other rows (of a training part, of an older file) is this near, in standard deviations. */
const NEAR = 0.1;
/** A value that equals the mean to this part of a standard deviation doesn't do so by chance. */
const FINE = 0.02;
const CODES_FOR_MISSING = new Set([-1, -9, -99, -999, -9999, -99_999, 99, 999, 9999, 99_999, 999_999]);

interface Suspicion {
  readonly value: number;
  readonly rows: number;
  readonly kind: 'mean' | 'median' | 'code';
  readonly reason: string;
}

export function constantsForMissing({ features, rowCount }: AuditedData): Finding[] {
  const findings = features.flatMap((feature) => {
    if (!feature.isNumber) return [];
    const found = centreTypedIn(feature, rowCount) ?? codeTypedIn(feature, rowCount);
    if (found === null) return [];
    const { value, rows, reason, kind } = found;
    return {
      code: 'CONSTANT_FOR_MISSING',
      severity: 'warning',
      columns: [feature.name],
      title: `${columnName(feature.name)} is ${value} in ${groupDigits(rows)} of ${groupDigits(rowCount)} rows (${formatPercent(rows / rowCount)}): typed in for missing?`,
      why: `${reason} A model takes it for a measured value, and the fact that nothing was known, often a signal, is lost${kind === 'code' ? '; the mean and the scale of the column are wrong too' : ''}.`,
      advice: wording`find out where the value comes from; empty those cells, or leave the column out: ${setting('drop', [feature.name])}`,
      numbers: { value, rows, share: rows / rowCount },
    } satisfies Finding;
  });
  return gathered(
    findings,
    (count, listed) =>
      `${groupDigits(count)} columns have a value typed in for missing: ${listed}; ${findings[0]!.title}`,
    (names) =>
      wording`find out where the values come from; empty those cells, or leave the columns out: ${setting('drop', names)}`,
  );
}

/** The most frequent value, if it is the mean or the median of the others but not a value that they take. */
function centreTypedIn(feature: AuditedColumn, rowCount: number): Suspicion | null {
  const { distinct, counts, mode: code } = feature;
  const rows = counts[code] ?? 0;
  if (distinct.length < 5 || code === 0 || code === distinct.length - 1) return null;
  if (rows < FEWEST_ROWS || rows < LEAST_SHARE * rowCount) return null;
  if (rows < SPIKE * Math.max(counts[code - 1]!, counts[code + 1]!)) return null;
  const value = distinct[code]!;
  const others = describeOthers(feature, code);
  const decimals = decimalsOf({ ...feature, distinct: Float64Array.of(value) });
  const rounding = decimals === null ? 1e-9 * Math.abs(value) : 0.5 * 10 ** -decimals * (1 + 1e-9);
  const step = stepOf(feature, code, others.rows);
  const offSteps = step !== null && !isMultiple(value, step);
  for (const kind of ['mean', 'median'] as const) {
    const centre = others[kind];
    const isEqual = Math.abs(value - centre) <= rounding;
    const isNear = Math.abs(value - centre) <= NEAR * others.deviation;
    // A coarse value can equal the mean by chance, and the median of measured values is one of them.
    const isTelling = offSteps ? isEqual || isNear : isEqual && rounding <= FINE * others.deviation && kind === 'mean';
    if (!isTelling) continue;
    const steps = offSteps ? `, and the others come in steps of ${step}` : '';
    const reason = `It is ${isEqual ? '' : 'nearly '}the ${kind} of the other ${groupDigits(others.rows)} values (${formatValue(centre)})${steps}.`;
    return { value, rows, kind, reason };
  }
  return null;
}

function describeOthers({ distinct, counts }: AuditedColumn, without: number) {
  let [rows, sum] = [0, 0];
  for (let code = 0; code < counts.length; code++) {
    if (code === without) continue;
    rows += counts[code]!;
    sum += counts[code]! * distinct[code]!;
  }
  const mean = sum / rows;
  let [squares, before, median] = [0, 0, Number.NaN];
  for (let code = 0; code < counts.length; code++) {
    if (code === without) continue;
    squares += counts[code]! * (distinct[code]! - mean) ** 2;
    if (before <= rows / 2) median = distinct[code]!;
    before += counts[code]!;
  }
  return { rows, mean, median, deviation: Math.sqrt(squares / rows) };
}

/** The largest step of which nearly all other values are multiples. */
function stepOf({ distinct, counts }: AuditedColumn, without: number, rows: number): number | null {
  return (
    STEPS.find((step) => {
      let onSteps = 0;
      for (let code = 0; code < counts.length; code++) {
        if (code !== without && isMultiple(distinct[code]!, step)) onSteps += counts[code]!;
      }
      return onSteps >= ON_STEPS * rows;
    }) ?? null
  );
}

function isMultiple(value: number, step: number): boolean {
  return Math.abs(value / step - Math.round(value / step)) < 1e-6;
}

/** A common code for "unknown" at an end of the column, away from all other values. */
function codeTypedIn({ distinct, counts }: AuditedColumn, rowCount: number): Suspicion | null {
  const last = distinct.length - 1;
  if (last < 5) return null;
  for (const [code, next, far] of [
    [0, 1, last],
    [last, last - 1, 0],
  ] as const) {
    const value = distinct[code]!;
    const rows = counts[code]!;
    if (!CODES_FOR_MISSING.has(value) || rows < Math.max(5, LEAST_SHARE * rowCount)) continue;
    const gap = Math.abs(value - distinct[next]!);
    const span = Math.abs(distinct[next]! - distinct[far]!);
    // −1 below a column of amounts has hardly any gap, but it is the only negative value.
    const isApart = gap > span || (value < 0 && distinct[next]! >= 0 && counts[code]! >= SPIKE * counts[next]!);
    if (!isApart) continue;
    const reason = `It is a common code for "unknown", and the other values lie between ${formatValue(Math.min(distinct[next]!, distinct[far]!))} and ${formatValue(Math.max(distinct[next]!, distinct[far]!))}.`;
    return { value, rows, kind: 'code', reason };
  }
  return null;
}
