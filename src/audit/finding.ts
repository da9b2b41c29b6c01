/**
 * A finding of the audit: a defect of a data file with its counts, why it matters and what to do.
 */
import { listNames } from '../data/column-name.ts';
import type { Text } from '../setting.ts';

/**
 * `error`: a figure measured on this file can't be trusted; `warning`: to be checked before training; `info`: good to
 * know.
 */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export type FindingCode =
  | 'LEAK_RULE'
  | 'LEAK_COLUMN'
  | 'ROWS_SORTED'
  | 'ROWS_CLUSTERED'
  | 'DRIFT_TARGET'
  | 'DRIFT_COLUMNS'
  | 'KEPT_ROWS_DIFFER'
  | 'TWINS_ACROSS_SPLIT'
  | 'DUPLICATE_ROWS'
  | 'CONSTANT_FOR_MISSING'
  | 'ZERO_FOR_MISSING'
  | 'PLACEHOLDER_WORD'
  | 'SIMILAR_KINDS'
  | 'STRAY_NEGATIVES'
  | 'CODE_AS_NUMBER'
  | 'CONSTANT_COLUMN'
  | 'NEAR_CONSTANT_COLUMN'
  | 'DERIVED_COLUMN'
  | 'NAME_CONTRADICTS'
  | 'ID_FEATURE'
  | 'DOMINANT_VALUE'
  | 'OUTLIERS'
  | 'INEXACT_INTEGERS'
  | 'MISSING_VALUES'
  | 'UNUSABLE_COLUMN'
  | 'RARE_CLASS'
  | 'CLASS_BALANCE'
  | 'SEARCH_LIMITED';

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The columns concerned, by name. */
  readonly columns: readonly string[];
  /** One line with the counts. */
  readonly title: string;
  readonly why: string;
  /** What to do. As a string, options have their names in the library. */
  readonly advice: Text;
  /** Columns that give the answer away; without them, the finding would not exist. */
  readonly giveaways?: readonly string[];
  /** The figures behind the title; shares are in [0, 1]. */
  readonly numbers: Readonly<Record<string, number>>;
}

/**
 * One finding instead of several of the same kind: the first, about the columns of all.
 *
 * @param title about several columns; names are listed as in sentences
 * @param advice about several columns
 */
export function gathered(
  findings: readonly Finding[],
  title: (count: number, listed: string) => string,
  advice: (names: readonly string[]) => Text,
): Finding[] {
  const [first] = findings;
  if (first === undefined || findings.length === 1) return [...findings];
  const columns = [...new Set(findings.flatMap((finding) => finding.columns))];
  return [
    {
      ...first,
      columns,
      title: title(findings.length, listNames(columns)),
      advice: advice(columns),
      numbers: { ...first.numbers, columns: columns.length },
    },
  ];
}

/** True if a finding has this severity or a graver one. */
export function reaches(findings: readonly Finding[], severity: Severity): boolean {
  return findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(severity));
}

/** Formats a number for a sentence: whole numbers in full, others to four digits. */
export function formatValue(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const rounded = Number(value.toPrecision(4));
  // The largest numbers round up to Infinity.
  return String(Number.isFinite(rounded) ? rounded : value);
}
