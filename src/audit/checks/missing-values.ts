/**
 * What a file doesn't say: cells without a value, and columns that can't be learned from as they are.
 */
import { columnName, listNames } from '../../data/column-name.ts';
import type { Text } from '../../setting.ts';
import type { LeftOutColumn, Schema } from '../../data/schema.ts';
import { formatPercent, groupDigits } from '../../text-table.ts';
import type { AuditedData } from '../audited-data.ts';
import { gathered, type Finding } from '../finding.ts';
import { setting, wording } from '../../wording.ts';

/** A column with a larger share of missing values is mostly filled in. */
const MOSTLY_MISSING = 0.5;

export function missingValues({ features, rowCount }: AuditedData): Finding[] {
  const gaps = features
    .map(({ name, presentCount }) => ({ name, rows: rowCount - presentCount }))
    .filter(({ rows }) => rows > 0)
    .toSorted((a, b) => b.rows - a.rows);
  const worst = gaps[0];
  if (worst === undefined) return [];
  const names = gaps.map(({ name }) => name);
  const share = worst.rows / rowCount;
  return [
    {
      code: 'MISSING_VALUES',
      severity: share > MOSTLY_MISSING ? 'warning' : 'info',
      columns: names,
      title: `${names.length === 1 ? '1 column has' : `${names.length} columns have`} missing values, most in ${columnName(worst.name)}: ${groupDigits(worst.rows)} of ${groupDigits(rowCount)} rows (${formatPercent(share)})`,
      why: `Columns: ${listNames(names)}. Training fills in the median or the most frequent category of the training rows, and adds an input that marks the filled rows: that a value is missing can itself be a signal, even one that is known only after the outcome.`,
      advice: wording`find out why they are missing; ${setting('drop', [worst.name])} if that is known only after the outcome`,
      numbers: { columns: names.length, rows: worst.rows, share },
    },
  ];
}

interface ObstacleTexts {
  readonly title: string;
  readonly plural: string;
  readonly why: string;
  readonly advice: (names: readonly string[]) => Text;
}

const OBSTACLES: Readonly<Record<LeftOutColumn['obstacle'], ObstacleTexts>> = {
  text: {
    title: 'holds free text, or keys: its values hardly repeat',
    why: 'Nothing can be learned from values that new customers will not have.',
    plural: 'hold free text, or keys: their values hardly repeat',
    advice: (names) => wording`${setting('categorical', names)} if these are categories after all`,
  },
  'date-like': {
    title: 'holds dates in an unsupported format',
    why: 'Day and month could be confused: 04.05. and 04/05/ are different days in different countries.',
    plural: 'hold dates in an unsupported format',
    advice: () => 'write dates as YYYY-MM-DD',
  },
  empty: {
    title: 'has no value in any row',
    why: 'It says nothing about any row; if it should, the export lost its values.',
    plural: 'have no value in any row',
    advice: () => 'check the export',
  },
  'nearly empty': {
    title: 'has a value in next to no row',
    plural: 'have a value in next to no row',
    why: 'Too few rows have a value to learn from; if more should, the export lost them.',
    advice: () => 'check the export',
  },
  key: {
    title: 'holds keys of something else',
    why: 'Nothing can be learned from values that new customers will not have.',
    plural: 'hold keys of something else',
    advice: (names) =>
      wording`${setting('group', names[0])} keeps its rows together, ${setting('categorical', names)} takes its values for kinds`,
  },
  index: {
    title: 'counts the rows',
    why: 'The place in a file says nothing about a customer.',
    plural: 'count the rows',
    advice: (names) => wording`${setting('numeric', names)} if it is a measure after all`,
  },
};

/** Columns that training leaves out. */
export function unusableColumns({ unusable = [] }: Schema, rowCount: number): Finding[] {
  return (Object.keys(OBSTACLES) as LeftOutColumn['obstacle'][]).flatMap((obstacle) => {
    const { title, plural, why, advice } = OBSTACLES[obstacle];
    const findings = unusable
      .filter((column) => column.obstacle === obstacle)
      .map(({ name }): Finding => ({
        code: 'UNUSABLE_COLUMN',
        severity: 'warning',
        columns: [name],
        title: `${columnName(name)} ${title}`,
        why,
        advice: wording`${setting('drop', [name])}, or ${advice([name])}`,
        numbers: { rows: rowCount },
      }));
    return gathered(
      findings,
      (count, listed) => `${groupDigits(count)} columns ${plural}: ${listed}`,
      (names) => wording`${setting('drop', names)}, or ${advice(names)}`,
    );
  });
}
