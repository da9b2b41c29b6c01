/**
 * Columns that know the answer: simple rules that decide the target for many rows, and columns that rank it almost
 * perfectly. What decides so much was usually written down after the outcome, and won't be there when it matters.
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

/** An honest column doesn't rank classes better than this. */
const LEAKING_AREA = 0.99;
/** What a rule must decide of a class to make figures worthless. */
const GRAVE_SHARE = 0.05;
/** And how many exceptions chance would leave where it leaves none: a strong signal has a few of so many. */
const GRAVE_EXCEPTIONS = 50;
/** What a rule that grows gradually must decide of a class to be more than a strong signal. */
const STRIKING_SHARE = 0.5;
/** Of a rule that comes out of the blue, the rows next to it are at least this far from its class, by base rates. */
const ABRUPT = 0.8;
/** Pairs are sought among so many columns, on so many rows; what is found is counted on all rows. */
const MOST_PAIRED_COLUMNS = 100;
const MOST_PAIRED_ROWS = 20_000;
const MOST_FINDINGS = 10;
/** Two rules that agree in so much of the rows that either chooses are one. */
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

/** Of two classes the second one alone is looked at: the area of the first is 1 − that of the second. */
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
            why: 'The others tell least about the target by themselves; a rule about two of them would go unnoticed.',
            advice: wording`leave columns out with ${setting('drop')} to have the others compared`,
            numbers: { compared: compared.length, columns: numbers.length },
          },
        ];
  // Those that were not compared were sorted out by looking at the target: they count as tried.
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

/** From the most surprising rule on, those that decide rows which no rule before them decides. */
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
      // With a column of a rule that is named already, a comparison is no news.
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
  // Of two classes, both counts are about the second one, so that they compare: 0 of 5,789, 644 of 644.
  const asked = classes.length === 2 ? 1 : label;
  const count = asked === label ? hits : rows - hits;
  // Of a comparison one column is enough: without it there is nothing to compare.
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
        ? 'It sets in from one value to the next, as what is written down after the outcome does; then any accuracy is about the records and not about the customers.'
        : 'It grows out of the values beside it, so it may be a signal; it is one only if it is known before the outcome.'
    }`,
    advice: wording`${setting('drop', giveaways)}, unless ${giveaways.length === 1 ? 'it is' : 'they are'} known before the outcome; then hold every figure against this rule`,
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
