/**
 * Columns that others already contain: they add nothing new, and split the importance of the others.
 */
import { formatPercent, groupDigits } from '../../text-table.ts';
import type { AuditedData } from '../audited-data.ts';
import { type Finding } from '../finding.ts';
import { linearRelation, standardised } from '../linear-relation.ts';
import { operationRelation, OPERATIONS, type Operation } from '../operation-relation.ts';
import { setting, wording } from '../../wording.ts';
import { affineRelation, measureColumns, type Measured, type Relation } from '../relation.ts';

/** Relations of three columns are searched for among at most this many: their number grows with the cube. */
const MOST_COLUMNS = 50;

export function derivedColumns({ features }: AuditedData): Finding[] {
  const columns = measureColumns(features.filter(({ isNumber, distinct }) => isNumber && distinct.length > 1));
  const derived = new Map<Measured, Relation>();
  affineColumns(columns, derived);
  const left = columns.filter((column) => !derived.has(column));
  const sought = left.slice(0, MOST_COLUMNS);
  for (const operation of OPERATIONS) combinedColumns(sought, derived, operation);
  linearColumns(sought, derived);
  const limited: Finding[] =
    sought.length === left.length
      ? []
      : [
          {
            code: 'SEARCH_LIMITED',
            severity: 'info',
            columns: [],
            title: `products, sums and ratios were searched for among the first ${sought.length} of ${groupDigits(left.length)} columns`,
            why: 'A column made of two others would go unnoticed among the rest.',
            advice: wording`leave columns out with ${setting('drop')} to have the others compared`,
            numbers: { compared: sought.length, columns: left.length },
          },
        ];
  return [...[...derived.values()].map(relationFinding), ...limited];
}

function affineColumns(columns: readonly Measured[], derived: Map<Measured, Relation>): void {
  for (const [i, b] of columns.entries()) {
    for (const a of columns.slice(0, i)) {
      const relation = derived.has(a) ? null : affineRelation(a, b);
      if (relation === null) continue;
      derived.set(b, relation);
      break;
    }
  }
}

/**
 * Each column is derived once, from columns that aren't derived themselves: c = a × b isn't reported again as a = c /
 * b.
 */
function combinedColumns(columns: readonly Measured[], derived: Map<Measured, Relation>, operation: Operation): void {
  const used = new Set([...derived.values()].flatMap(({ operands }) => operands));
  for (const c of columns) {
    if (derived.has(c) || used.has(c.feature)) continue;
    const operands = columns.filter((column) => column !== c && !derived.has(column));
    const relation = firstRelation(operands, c, operation);
    if (relation === null) continue;
    derived.set(c, relation);
    for (const operand of relation.operands) used.add(operand);
  }
}

function firstRelation(operands: readonly Measured[], c: Measured, operation: Operation): Relation | null {
  for (const [i, a] of operands.entries()) {
    for (const [j, b] of operands.entries()) {
      if (i === j || (operation !== '/' && i > j)) continue;
      const relation = operationRelation(operation, a, b, c);
      if (relation !== null) return relation;
    }
  }
  return null;
}

function linearColumns(columns: readonly Measured[], derived: Map<Measured, Relation>): void {
  const used = new Set([...derived.values()].flatMap(({ operands }) => operands));
  if (columns.length < 4) return;
  let left = standardised(columns.filter((column) => !derived.has(column)));
  // The last column of a linear dependency is taken as the derived one: sums come after what they sum up.
  for (const c of left.columns.toReversed()) {
    if (used.has(c.feature)) continue;
    const relation = linearRelation(left, c);
    if (relation === null) continue;
    derived.set(c, relation);
    left = standardised(left.columns.filter((column) => column !== c));
    for (const operand of relation.operands) used.add(operand);
  }
}

function relationFinding({ text, dependent, operands, rows, exceptions }: Relation): Finding {
  const share = (rows - exceptions) / rows;
  return {
    code: 'DERIVED_COLUMN',
    severity: 'info',
    columns: [dependent.name, ...operands.map(({ name }) => name)],
    title: `${text}${exceptions === 0 ? ', always' : `, in ${formatPercent(share)} of the rows`}`,
    why: `Checked on ${groupDigits(rows)} rows where it could fail, to the last digit written: ${groupDigits(exceptions)} exceptions. The column adds nothing new, and its importance is split between it and the columns that it is made of.`,
    advice: wording`${setting('drop', [dependent.name])} loses nothing`,
    numbers: { rows, exceptions, share },
  };
}
