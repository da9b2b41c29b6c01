/**
 * Columns that know the answer: simple rules that decide the target for many rows, and columns that rank it almost
 * perfectly. Such values were usually written down after the outcome, and won't be there when they are needed.
 */
import { quoted } from '../../errors.ts';
import type { Random } from '../../random.ts';
import { formatPercent, groupDigits } from '../../text-table.ts';
import { countCodesOfClass, type AuditedColumn, type AuditedData } from '../audited-data.ts';
import { columnName } from '../../data/column-name.ts';
import { type Finding, type Severity } from '../finding.ts';
import { areComparable, bestPairRules } from '../pair-rule.ts';
import { bestColumnRule, logChanceOfRule, type Rule } from '../rule.ts';
import { areaOfCounts } from '../../evaluation/curves.ts';
import { areaDeviation, CHANCE, SURPRISING_Z } from '../surprise.ts';
import { setting, wording } from '../../wording.ts';

/** A legitimate column doesn't rank classes better than this. */
const LEAKING_AREA = 0.99;
/** The share of a class that a rule must decide to make figures worthless. */
const GRAVE_SHARE = 0.05;
/** And the exceptions to expect by chance where the rule has none: a strong signal would have a few of that many. */
const GRAVE_EXCEPTIONS = 50;
/** The share of a class that a gradual rule must decide to be more than a strong signal. */
const STRIKING_SHARE = 0.5;
/** A rule is abrupt if the rows next to it have this share of the base rate of the other classes, or more. */
const ABRUPT = 0.8;
/** Pairs are searched for among this many columns, on this many rows. Those found are counted on all rows. */
const MOST_PAIRED_COLUMNS = 100;
const MOST_PAIRED_ROWS = 20_000;
const MOST_FINDINGS = 10;
/** Two rules are one if they agree on this share of the rows that either chooses. */
const SAME_ROWS = 0.95;

interface Decision {
  readonly rule: Rule;
  readonly rows: Int32Array;
  /** 1 for each row of `rows` [n] */
  readonly isChosen: Uint8Array;
  readonly sameRows: Rule[];
}

export function targetLeaks(data: AuditedData, random: Random): Finding[] {
  const columnFindings: Finding[] = [];
  const features: AuditedColumn[] = [];
  const single: Rule[] = [];
  for (const feature of data.features) {
    const rules: Rule[] = [];
    let leak: Finding | null = null;
    for (const label of data.classes.keys()) {
      const hitCounts = countCodesOfClass(feature, data.targets, label);
      leak ??= leakingColumn(feature, hitCounts, label, data);
      const rule = bestColumnRule(feature, hitCounts, label, data);
      if (rule !== null) rules.push(rule);
    }
    if (leak !== null) {
      columnFindings.push(leak);
      continue;
    }
    features.push(feature);
    single.push(...rules);
  }
  const { rules: paired, pairs, limited } = pairRules(features, data, random);
  const cuts = features.reduce((sum, { distinct }) => sum + 3 * distinct.length + 1, 0);
  const tried = (cuts + 3 * pairs) * data.classes.length;
  const decisions = decide([...single, ...paired], data, Math.log(CHANCE / tried));
  return [...columnFindings, ...decisions.map((decision) => ruleFinding(decision, data)), ...limited];
}

/** For two classes, only the second is checked: the area of the first is 1 − that of the second. */
function leakingColumn(
  { name, isNumber, counts }: AuditedColumn,
  hitCounts: Int32Array,
  label: number,
  { classes, classCounts, rowCount }: AuditedData,
): Finding | null {
  const area = isNumber && (classes.length > 2 || label === 1) ? areaOfCounts(hitCounts, counts) : null;
  if (area === null) return null;
  const z = Math.abs(area - 0.5) / areaDeviation(classCounts[label]!, rowCount - classCounts[label]!);
  if (Math.max(area, 1 - area) < LEAKING_AREA || z < SURPRISING_Z) return null;
  return {
    code: 'LEAK_COLUMN',
    severity: 'error',
    columns: [name],
    title: `${columnName(name)} alone sets ${quoted(classes[label]!)} apart: ROC AUC ${Math.max(area, 1 - area).toFixed(4)}`,
    why: 'A column that knows the answer was most likely made from it, or written down after it; then every figure of a model that sees it is worthless.',
    advice: wording`${setting('drop', [name])}, unless its value is known before the outcome`,
    giveaways: [name],
    numbers: { area, classRows: classCounts[label]!, rows: rowCount },
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
            advice: wording`leave columns out with ${setting('drop')} to have the others compared`,
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
function decide(
  rules: readonly Rule[],
  { rowCount, targets, classCounts }: AuditedData,
  threshold: number,
): Decision[] {
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
    if (undecided === 0 || logChanceOfRule(hits, fresh.length, rate) > threshold) continue;
    const isChosen = new Uint8Array(rowCount);
    for (let i = 0; i < rows.length; i++) isChosen[rows[i]!] = 1;
    decisions.push({ rule, rows, isChosen, sameRows: [] });
    if (decisions.length === MOST_FINDINGS) break;
    undecided -= fresh.length;
    for (let i = 0; i < fresh.length; i++) {
      isDecided[fresh[i]!] = 1;
      undecidedOf[targets[fresh[i]!]!]!--;
    }
  }
  return decisions;
}

function agree({ rows, isChosen }: Decision, others: Int32Array): boolean {
  let both = 0;
  for (let i = 0; i < others.length; i++) both += isChosen[others[i]!]!;
  return both >= SAME_ROWS * (rows.length + others.length - both);
}

function severityOf(isAbrupt: boolean, expectedExceptions: number, shareOfClass: number): Severity {
  if (isAbrupt) return shareOfClass >= GRAVE_SHARE && expectedExceptions >= GRAVE_EXCEPTIONS ? 'error' : 'warning';
  return shareOfClass >= STRIKING_SHARE ? 'warning' : 'info';
}

function ruleFinding({ rule, sameRows }: Decision, { classes, classCounts, rowCount }: AuditedData): Finding {
  const { label, rows, hits, text, columns, shareBeside } = rule;
  const baseRate = classCounts[label]! / rowCount;
  const shareOfClass = hits / classCounts[label]!;
  const isAbrupt = 1 - shareBeside >= ABRUPT * (1 - baseRate);
  // For two classes, counts are always about the second, so they can be compared: 0 of 5,789, 644 of 644.
  const asked = classes.length === 2 ? 1 : label;
  const count = asked === label ? hits : rows - hits;
  // One column of a comparison is enough: without it there is nothing to compare.
  const giveaways = [...new Set([rule, ...sameRows].map((same) => same.columns[0]!))];
  const others = [...new Set(sameRows.map((same) => same.text))];
  const alike =
    others.length === 0
      ? ''
      : ` ${others.slice(0, 3).join(', ')} choose${others.length === 1 ? 's' : ''} the same rows.`;
  return {
    code: 'LEAK_RULE',
    severity: severityOf(isAbrupt, rows * (1 - baseRate), shareOfClass),
    columns: [...new Set([...columns, ...sameRows.flatMap((same) => same.columns)])],
    title: `${text}: ${groupDigits(count)} of ${groupDigits(rows)} are ${quoted(classes[asked]!)} (base rate ${formatPercent(classCounts[asked]! / rowCount)})`,
    why: `This alone decides ${formatPercent(shareOfClass)} of all ${quoted(classes[label]!)}.${alike} ${
      isAbrupt
        ? 'It starts abruptly from one value to the next, as records made after the outcome do; then any accuracy is about the records, not about the customers.'
        : 'It grows gradually from the values next to it, so it may be a signal, but only if it is known before the outcome.'
    }`,
    advice: wording`${setting('drop', giveaways)}, unless ${giveaways.length === 1 ? 'it is' : 'they are'} known before the outcome; then compare every figure with this rule`,
    giveaways,
    numbers: {
      rows,
      ofClass: count,
      classRows: classCounts[asked]!,
      shareOfClass,
      baseRate: classCounts[asked]! / rowCount,
    },
  };
}
