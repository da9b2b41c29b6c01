/**
 * Columns that know the answer: simple rules that decide the target for many rows, and columns that tell the classes
 * apart by themselves. An error is what no honest measure does; a strong column may be just that, and is a warning.
 */
import { quoted } from '../../errors.ts';
import type { Random } from '../../random.ts';
import { formatPercent, groupDigits } from '../../text-table.ts';
import { countCodesOfClass, type AuditedColumn, type AuditedData } from '../audited-data.ts';
import { columnName, listNames } from '../../data/column-name.ts';
import { bestColumnRule } from '../column-rule.ts';
import { type Finding, type Severity } from '../finding.ts';
import { loneColumn, type LoneColumn } from '../lone-column.ts';
import { areComparable, bestPairRules } from '../pair-rule.ts';
import { logChanceOfRule, type Rule } from '../rule.ts';
import { areaOfCounts } from '../../evaluation/curves.ts';
import { CHANCE } from '../surprise.ts';
import { setting, wording } from '../../wording.ts';

/** The share of a class that a rule must decide to make figures worthless, with next to no exceptions. */
const GRAVE_SHARE = 0.2;
/** If it decides this share, it may have a few more. */
const STRIKING_SHARE = 0.5;
/** Exceptions, as a share of those to expect by chance: a strong signal would have more. */
const GRAVE_EXCEPTIONS = 0.005;
const STRIKING_EXCEPTIONS = 0.01;
/** The exceptions to expect by chance where the rule has none, for the two shares. */
const GRAVE_EXPECTED = 30;
const STRIKING_EXPECTED = 20;
/** Pairs are searched for among this many columns, on this many rows. Those found are counted on all rows. */
const MOST_PAIRED_COLUMNS = 100;
const MOST_PAIRED_ROWS = 20_000;
const MOST_FINDINGS = 10;
/** Two rules are one if they agree on this share of the rows that either chooses. */
const SAME_ROWS = 0.95;
const MOST_OTHERS = 3;

interface Decision {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly isAbrupt: boolean;
  readonly rows: Int32Array;
  /** 1 for each row of `rows` [n] */
  readonly isChosen: Uint8Array;
  readonly sameRows: Rule[];
  /** Other rules of the same column. */
  readonly sameColumn: Rule[];
}

/** @param onProgress is told the share of the columns that are done */
export function targetLeaks(data: AuditedData, random: Random, onProgress?: (share: number) => void): Finding[] {
  const lone: LoneColumn[] = [];
  const features: AuditedColumn[] = [];
  const single: Rule[] = [];
  for (const [place, feature] of data.features.entries()) {
    onProgress?.(place / data.features.length);
    const hitCounts = data.classes.map((_, label) => countCodesOfClass(feature, data.targets, label));
    const found = loneColumn(feature, hitCounts, data);
    if (found !== null) {
      lone.push(found);
      continue;
    }
    features.push(feature);
    for (const [label, hits] of hitCounts.entries()) {
      const rule = bestColumnRule(feature, hits, label, data);
      if (rule !== null) single.push(rule);
    }
  }
  const { rules: paired, pairs, limited } = pairRules(features, data, random);
  const cuts = features.reduce((sum, { distinct }) => sum + 3 * distinct.length + 2, 0);
  const tried = (cuts + 3 * pairs) * data.classes.length;
  const decisions = decide([...single, ...paired], data, Math.log(CHANCE / tried));
  return [...loneFindings(lone, data), ...decisions.map((decision) => ruleFinding(decision, data)), ...limited];
}

/** One finding for all columns that give the answer away, one for those that are only strong. */
function loneFindings(lone: readonly LoneColumn[], data: AuditedData): Finding[] {
  return [true, false].flatMap((isAbrupt) => {
    const alike = lone.filter((column) => column.isAbrupt === isAbrupt).toSorted((a, b) => b.area - a.area);
    return alike.length === 0 ? [] : [loneFinding(alike as [LoneColumn, ...LoneColumn[]], isAbrupt, data)];
  });
}

function loneFinding(
  alike: [LoneColumn, ...LoneColumn[]],
  isAbrupt: boolean,
  { classes, ...data }: AuditedData,
): Finding {
  const [{ feature, label, area }] = alike;
  const names = alike.map((column) => column.feature.name);
  const others = names.length === 1 ? '' : `; so do ${listNames(names.slice(1))}`;
  const them = names.length === 1 ? 'it is' : 'they are';
  return {
    code: 'LEAK_COLUMN',
    severity: isAbrupt ? 'error' : 'warning',
    columns: names,
    title: `${columnName(feature.name)} alone sets ${quoted(classes[label]!)} apart: ROC AUC ${area.toFixed(4)}${others}`,
    why: isAbrupt
      ? 'A column that knows the answer was most likely made from it, or written down after it; then every figure of a model that sees it is worthless.'
      : 'The classes come near each other gradually, as those of an honest measure do. A strong column is welcome if it is known before the outcome.',
    advice: isAbrupt
      ? wording`${setting('drop', names)}, unless ${them} known before the outcome`
      : wording`keep what is known before the outcome; if ${them} not, ${setting('drop', names)}`,
    ...(isAbrupt && { giveaways: names }),
    numbers: { area, classRows: data.classCounts[label]!, rows: data.rowCount },
  };
}

function pairRules(features: readonly AuditedColumn[], data: AuditedData, random: Random) {
  const numbers = features.filter(({ isNumber, distinct }) => isNumber && distinct.length > 1);
  const compared = numbers.length <= MOST_PAIRED_COLUMNS ? numbers : mostRelated(numbers, data);
  const all = new Int32Array(data.rowCount);
  for (let row = 0; row < all.length; row++) all[row] = row;
  const rows = all.length <= MOST_PAIRED_ROWS ? all : random.shuffle(all.slice()).subarray(0, MOST_PAIRED_ROWS);
  const rules: Rule[] = [];
  for (const [i, a] of compared.entries()) {
    for (const b of compared.slice(i + 1)) {
      if (!areComparable(a, b)) continue;
      const found = bestPairRules(a, b, data, rows);
      rules.push(...(found.length > 0 && rows !== all ? bestPairRules(a, b, data, all) : found));
    }
  }
  const limited: Finding[] =
    compared === numbers
      ? []
      : [
          {
            code: 'SEARCH_LIMITED',
            severity: 'info',
            columns: [],
            title: `pairs of columns were compared among ${groupDigits(compared.length)} of ${groupDigits(numbers.length)} columns`,
            why: 'The others say least about the target by themselves; a rule about two of them would go unnoticed.',
            advice: 'leave out what is of no use, and the others are compared',
            numbers: { compared: compared.length, columns: numbers.length },
          },
        ];
  // Columns that were not compared were excluded by looking at the target, so their pairs count as tried.
  return { rules, pairs: (numbers.length * (numbers.length - 1)) / 2, limited };
}

/** The columns that rank the most frequent class best. */
function mostRelated(features: readonly AuditedColumn[], { targets, classCounts }: AuditedData): AuditedColumn[] {
  const label = classCounts.indexOf(Math.max(...classCounts));
  const strengths = new Map(
    features.map((feature) => {
      const ofClass = countCodesOfClass(feature, targets, label);
      return [feature, Math.abs((areaOfCounts(ofClass, feature.counts) ?? 0.5) - 0.5)] as const;
    }),
  );
  return features.toSorted((a, b) => strengths.get(b)! - strengths.get(a)!).slice(0, MOST_PAIRED_COLUMNS);
}

/** From the most surprising rule on, the rules that decide rows which no earlier rule decides. */
function decide(rules: readonly Rule[], data: AuditedData, threshold: number): Decision[] {
  const { rowCount, targets, classCounts } = data;
  const decisions: Decision[] = [];
  const isDecided = new Uint8Array(rowCount);
  let undecided = rowCount;
  const undecidedOf = Int32Array.from(classCounts);
  const candidates = rules
    .filter(({ logChance }) => logChance < threshold)
    .toSorted((a, b) => a.logChance - b.logChance || a.columns.length - b.columns.length);
  for (const rule of candidates) {
    const rows = rule.choose();
    const twin = decisions.find((decision) => decision.rule.label === rule.label && agree(decision, rows));
    if (twin !== undefined) {
      // A comparison with a column of a rule that is already named adds nothing new.
      const named = new Set([twin.rule, ...twin.sameRows].flatMap(({ columns }) => columns));
      if (!rule.columns.some((name) => named.has(name))) twin.sameRows.push(rule);
      continue;
    }
    const fresh = rows.filter((row) => isDecided[row] === 0);
    const hits = fresh.filter((row) => targets[row] === rule.label).length;
    const rate = undecidedOf[rule.label]! / undecided;
    if (undecided === 0 || logChanceOfRule(hits, fresh.length, rate, rule.tolerance) > threshold) continue;
    const isAbrupt = rule.isAbrupt();
    const severity = severityOf(rule, isAbrupt, data);
    const first = decisions.find((other) => isOneColumn(other.rule, rule));
    if (first !== undefined && SEVERITY_RANKS[first.severity] <= SEVERITY_RANKS[severity]) first.sameColumn.push(rule);
    else {
      const isChosen = new Uint8Array(rowCount);
      for (let i = 0; i < rows.length; i++) isChosen[rows[i]!] = 1;
      decisions.push({ rule, severity, isAbrupt, rows, isChosen, sameRows: [], sameColumn: [] });
      if (decisions.length === MOST_FINDINGS) break;
    }
    undecided -= fresh.length;
    for (let i = 0; i < fresh.length; i++) {
      isDecided[fresh[i]!] = 1;
      undecidedOf[targets[fresh[i]!]!]!--;
    }
  }
  return decisions;
}

const SEVERITY_RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** True if both rules are about the same single column. */
function isOneColumn(a: Rule, b: Rule): boolean {
  return a.columns.length === 1 && b.columns.length === 1 && a.columns[0] === b.columns[0];
}

function agree({ rows, isChosen }: Decision, others: Int32Array): boolean {
  let both = 0;
  for (let i = 0; i < others.length; i++) both += isChosen[others[i]!]!;
  return both >= SAME_ROWS * (rows.length + others.length - both);
}

/** An error decides much of a class, without the exceptions that a signal has; a rule for a small part is a warning. */
function severityOf(
  { rows, hits, label, tolerance, elsewhere }: Rule,
  isAbrupt: boolean,
  { classCounts, rowCount }: AuditedData,
): Severity {
  const share = hits / classCounts[label]!;
  if (!isAbrupt) return share >= STRIKING_SHARE ? 'warning' : 'info';
  const expected = rows * (1 - classCounts[label]! / rowCount);
  const isStriking = share >= STRIKING_SHARE && expected >= STRIKING_EXPECTED;
  // Gaps that decide a class on both sides are no measure, so their exceptions don't make them one.
  const mostStriking = elsewhere === undefined ? STRIKING_EXCEPTIONS : tolerance;
  if (isStriking && rows - hits <= mostStriking * expected) return 'error';
  const isGrave = share >= GRAVE_SHARE && expected >= GRAVE_EXPECTED;
  return isGrave && rows - hits <= GRAVE_EXCEPTIONS * expected ? 'error' : 'warning';
}

function ruleFinding(
  { rule, severity, isAbrupt, sameRows, sameColumn }: Decision,
  { classes, classCounts, rowCount }: AuditedData,
): Finding {
  const { label, rows, hits, text, columns, elsewhere } = rule;
  const shareOfClass = hits / classCounts[label]!;
  // For two classes, counts are always about the second, so they can be compared: 0 of 5,789, 644 of 644.
  const asked = classes.length === 2 ? 1 : label;
  const count = asked === label ? hits : rows - hits;
  // One column of a comparison is enough: without it there is nothing to compare.
  const giveaways = [...new Set([rule, ...sameRows].map((same) => same.columns[0]!))];
  const others = [...new Set(sameRows.map((same) => same.text))];
  const alike =
    others.length === 0
      ? ''
      : ` ${others.slice(0, MOST_OTHERS).join(', ')} choose${others.length === 1 ? 's' : ''} the same rows.`;
  const more =
    sameColumn.length === 0
      ? ''
      : ` Likewise ${sameColumn
          .slice(0, MOST_OTHERS)
          .map(
            (same) =>
              `${same.text} (${groupDigits(same.hits)} of ${groupDigits(same.rows)} are ${quoted(classes[same.label]!)})`,
          )
          .join(', ')}${sameColumn.length > MOST_OTHERS ? ` and ${sameColumn.length - MOST_OTHERS} more` : ''}.`;
  const baseRate = classCounts[asked]! / rowCount;
  return {
    code: 'LEAK_RULE',
    severity,
    columns: [...new Set([...columns, ...sameRows.flatMap((same) => same.columns)])],
    title: `${text}: ${groupDigits(count)} of ${groupDigits(rows)} are ${quoted(classes[asked]!)} (base rate ${formatPercent(baseRate)})`,
    why: `This alone decides ${formatPercent(shareOfClass)} of all ${quoted(classes[label]!)}.${elsewhere === undefined ? '' : ` ${elsewhere}`}${alike}${more} ${
      isAbrupt
        ? 'It starts abruptly, as records made after the outcome do; then any accuracy is about the records, not about the customers.'
        : 'It grows gradually, or the column is a strong one elsewhere too, so it may be a signal, but only if it is known before the outcome.'
    }`,
    advice: wording`${setting('drop', giveaways)}, unless ${giveaways.length === 1 ? 'it is' : 'they are'} known before the outcome; then compare every figure with this rule`,
    giveaways,
    numbers: { rows, ofClass: count, classRows: classCounts[asked]!, shareOfClass, baseRate },
  };
}
