/**
 * Columns that others already contain: they add nothing new, and split the importance of the others.
 */
import { formatPercent, groupDigits } from '../../text-table.ts';
import type { AuditedData } from '../audited-data.ts';
import { type Finding } from '../finding.ts';
import { linearRelation, standardised } from '../linear-relation.ts';
import { operationRelation, OPERATIONS, type Operation } from '../operation-relation.ts';
import { setting, wording } from '../../wording.ts';
import { likelyCopies } from '../likely-copies.ts';
import { affineRelation, measureColumns, type Measured, type Relation } from '../relation.ts';

/** Relations of three columns are searched for among at most this many: their number grows with the cube. */
const MOST_COLUMNS = 50;
/** Of more columns, those are compared for being copies that look alike from a few sides. */
const MOST_COMPARED = 200;
/** Relations that a finding spells out. */
const MOST_SHOWN = 6;

/** @param onProgress is told the share of the search that is done */
export function derivedColumns({ features }: AuditedData, onProgress?: (share: number) => void): Finding[] {
  const columns = measureColumns(features.filter(({ isNumber, distinct }) => isNumber && distinct.length > 1));
  const derived = new Map<Measured, Relation>();
  affineColumns(columns, derived, (share) => onProgress?.(share / 2));
  const left = columns.filter((column) => !derived.has(column));
  const sought = left.slice(0, MOST_COLUMNS);
  for (const [place, operation] of OPERATIONS.entries()) {
    const from = 0.5 + place / 6;
    combinedColumns(sought, derived, operation, (share) => onProgress?.(from + share / 6));
  }
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
            why: `A column made of two others would go unnoticed among the rest${columns.length > MOST_COMPARED ? ', and so would a copy that differs in a few rows: of so many columns, only those are compared that look like copies in a thousand rows' : ''}.`,
            advice: 'leave out what is of no use, and the others are compared',
            numbers: { compared: sought.length, columns: left.length },
          },
        ];
  return [...relationFindings([...derived.values()]), ...limited];
}

function affineColumns(
  columns: readonly Measured[],
  derived: Map<Measured, Relation>,
  onProgress: (share: number) => void,
): void {
  const earlier = columns.length <= MOST_COMPARED ? null : likelyCopies(columns);
  for (const [i, b] of columns.entries()) {
    onProgress(i / columns.length);
    for (const a of earlier === null ? columns.slice(0, i) : earlier(i)) {
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
function combinedColumns(
  columns: readonly Measured[],
  derived: Map<Measured, Relation>,
  operation: Operation,
  onProgress: (share: number) => void,
): void {
  const used = new Set([...derived.values()].flatMap(({ operands }) => operands));
  for (const [place, c] of columns.entries()) {
    onProgress(place / columns.length);
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

/** One finding for the relations that hold always, one for those with exceptions. */
function relationFindings(relations: readonly Relation[]): Finding[] {
  return [true, false].flatMap((isExact) => {
    const alike = relations.filter(({ exceptions, gaps }) => (exceptions + gaps === 0) === isExact);
    return alike.length === 0 ? [] : [relationFinding(alike as [Relation, ...Relation[]], isExact)];
  });
}

function relationFinding(alike: readonly [Relation, ...Relation[]], isExact: boolean): Finding {
  const [{ rows, exceptions }] = alike;
  const names = alike.map(({ dependent }) => dependent.name);
  const operands = alike.flatMap((relation) => relation.operands.map(({ name }) => name));
  const isOne = alike.length === 1;
  const texts = alike.slice(0, MOST_SHOWN).map(isOne || !isExact ? asClaimed : ({ text }) => text);
  const more = alike.length > texts.length ? ` and ${groupDigits(alike.length - texts.length)} more` : '';
  return {
    code: 'DERIVED_COLUMN',
    severity: 'info',
    columns: [...new Set([...names, ...operands])],
    title: isOne
      ? texts[0]!
      : `${groupDigits(names.length)} columns are made of others${isExact ? ', always' : ', but for a few rows'}: ${texts.join('; ')}${more}`,
    why: `Checked on ${isOne ? `all ${groupDigits(rows)} rows where every column is known` : 'all rows where the columns are known'}, to the last digit written. ${isOne ? 'The column adds' : 'These columns add'} ${isExact ? 'nothing new' : 'next to nothing new'}, and the importance of what is said twice is split.`,
    advice: isExact
      ? wording`${setting('drop', names)} loses nothing`
      : wording`look at the rows that differ: mistakes, or all that ${isOne ? 'the column says' : 'the columns say'} by ${isOne ? 'itself' : 'themselves'}; then perhaps ${setting('drop', names)}`,
    numbers: { rows, exceptions, share: (rows - exceptions) / rows, columns: names.length },
  };
}

function asClaimed({ text, rows, exceptions, gaps }: Relation): string {
  if (exceptions + gaps === 0) return `${text}, always`;
  const gapText = gaps === 0 ? '' : `; in ${groupDigits(gaps)} rows only one side is known`;
  if (exceptions === 0) return `${text}, in all ${groupDigits(rows)} rows where both are known${gapText}`;
  return `${text}, in ${formatPercent((rows - exceptions) / rows)} of the rows (${groupDigits(exceptions)} exceptions in ${groupDigits(rows)})${gapText}`;
}
