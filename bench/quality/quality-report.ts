/**
 * The comparison's tables in Markdown: glassnet against each peer, mean ranks, each set, and what each part of `best`
 * gives. All differences are paired: of the same set and split, first averaged over a set's splits.
 */
import { mean } from '../../src/evaluation/resampling/corrected-t.ts';
import { counted, groupDigits } from '../../src/text-table.ts';
import { formatMachine, type Machine } from '../writing/machine.ts';
import { replaceSection } from '../writing/replace-section.ts';
import { formatFigure } from '../writing/table.ts';
import { BEST, PLAIN, WITHOUT_A_PART } from './own-methods.ts';
import { QUALITY_PEERS } from './peer-methods.ts';
import type { Result } from './results.ts';
import { halfWidthOnTheseSets, meanRanks, pairedDifference, type PairedDifference } from './statistics.ts';

export interface QualityReport {
  readonly machine: Machine;
  /** Splits of each set. */
  readonly seeds: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly skipped: readonly string[];
  readonly sets: readonly SetSize[];
  readonly results: readonly Result[];
}

interface SetSize {
  readonly name: string;
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
}

type Figure = 'auc' | 'explained';

/** The test part has 20 % of the rows, what methods learn from 80 %. */
const TEST_PER_TRAINING = 20 / 80;

const RIVALS = Object.keys(QUALITY_PEERS);

/** The tables by the names of their marks in the docs. */
export function qualitySections(report: QualityReport): Map<string, string> {
  return new Map([
    ['quality-measured', measured(report)],
    ['quality-peers', againstPeers(report)],
    ['quality-ranks', ranks(report)],
    ['quality-parts', parts(report)],
    ['quality-auc', eachSet(report, 'auc')],
    ['quality-explained', eachSet(report, 'explained')],
  ]);
}

export function formatQuality(report: QualityReport): string {
  return `${[...qualitySections(report).values()].join('\n\n')}\n`;
}

/** @throws Error when the marks aren't there. */
export function replaceQuality(markdown: string, report: QualityReport): string {
  let text = markdown;
  for (const [name, section] of qualitySections(report)) text = replaceSection(text, name, `${section}\n`);
  return text;
}

export function encodeQuality(report: QualityReport): string {
  return `${JSON.stringify({ schema: 'glassnet.quality/1', ...report }, null, 1)}\n`;
}

function measured({ machine, seeds, versions, skipped, sets }: QualityReport): string {
  const found = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    formatMachine(machine).replaceAll('\n', '. '),
    `${counted(sets.length, 'set')}, ${counted(seeds, 'split')} of each. ${found.join(', ')}.`,
    ...skipped.map((text) => `Skipped: ${text}.`),
  ].join('\n\n');
}

function againstPeers(report: QualityReport): string {
  const rows = [BEST.name, PLAIN.name].flatMap((own) =>
    RIVALS.flatMap((rival) => {
      const [auc, explained] = [differences(report, own, rival, 'auc'), differences(report, own, rival, 'explained')];
      if (auc === null || explained === null) return [];
      const [aucHere, explainedHere] = [
        onTheseSets(report, own, rival, 'auc'),
        onTheseSets(report, own, rival, 'explained'),
      ];
      const cells = [...compared(auc), aucHere, ...compared(explained), explainedHere];
      return [[own, rival, splits(report, own, rival), ...cells]];
    }),
  );
  const figures = ['AUC, points', 'sets won', 'on these sets', 'LL, points', 'sets won', 'on these sets'];
  return markdownTable(['preset', 'minus', 'splits', ...figures], rows);
}

function ranks(report: QualityReport): string {
  const methods = completeMethods(report);
  const figures = (figure: Figure) =>
    report.sets.map(({ name }) => methods.map((method) => setMean(report, name, method, figure)));
  const [auc, explained] = [figures('auc'), figures('explained')];
  const [aucRanks, explainedRanks] = [meanRanks(auc), meanRanks(explained)];
  const order = [...methods.keys()].toSorted((a, b) => aucRanks[a]! - aucRanks[b]!);
  const rows = order.map((index) => {
    const method = methods[index]!;
    const [meanAuc, meanExplained] = [auc, explained].map((table) => points(mean(table.map((row) => row[index]!))));
    const seconds = mean(report.results.filter((result) => result.method === method).map((result) => result.seconds));
    const [aucRank, explainedRank] = [aucRanks[index]!.toFixed(2), explainedRanks[index]!.toFixed(2)];
    return [method, aucRank, explainedRank, meanAuc!, meanExplained!, formatFigure(seconds)];
  });
  return markdownTable(['method', 'mean rank, AUC', 'mean rank, LL', 'mean AUC', 'mean LL', 'seconds'], rows);
}

function parts(report: QualityReport): string {
  const rows = WITHOUT_A_PART.flatMap(({ name, option, inBest, instead }) => {
    const [auc, explained] = [
      differences(report, BEST.name, name, 'auc'),
      differences(report, BEST.name, name, 'explained'),
    ];
    if (auc === null || explained === null) return [];
    return [[option, inBest, instead, ...compared(auc), ...compared(explained)]];
  });
  return markdownTable(['option', 'best', 'instead', 'AUC, points', 'sets won', 'LL, points', 'sets won'], rows);
}

/** The best of each row in bold. */
function eachSet(report: QualityReport, figure: Figure): string {
  const methods = completeMethods(report);
  const rows = report.sets.map(({ name, rows: count, features, classes }) => {
    const values = methods.map((method) => setMean(report, name, method, figure));
    const cells = values.map((value) => (value === Math.max(...values) ? `**${points(value)}**` : points(value)));
    return [name, groupDigits(count), String(features), String(classes), ...cells];
  });
  return markdownTable(['set', 'rows', 'columns', 'classes', ...methods], rows);
}

/** Those with a result for each set and split, whose means can be held beside each other. */
function completeMethods({ results, sets, seeds }: QualityReport): string[] {
  return [BEST.name, PLAIN.name, ...RIVALS].filter((name) => {
    const done = results.filter(({ method }) => method === name).length;
    return done === sets.length * seeds;
  });
}

function setMean({ results }: QualityReport, set: string, method: string, figure: Figure): number {
  return mean(
    results.filter((result) => result.set === set && result.method === method).map((result) => result[figure]),
  );
}

/** One method minus another on each split that both have. */
function pairsOf({ results }: QualityReport, method: string, other: string, figure: Figure): Pair[] {
  const of = new Map(
    results.filter((result) => result.method === other).map((result) => [splitOf(result), result[figure]]),
  );
  return results.flatMap((result) => {
    const rival = result.method === method ? of.get(splitOf(result)) : undefined;
    return rival === undefined ? [] : [{ ...result, difference: result[figure] - rival }];
  });
}

/** What a result has in common with that of another method. */
const splitOf = ({ set, seed }: Pick<Result, 'set' | 'seed'>): string => `${set} ${seed}`;

interface Pair extends Pick<Result, 'set' | 'seed'> {
  readonly difference: number;
}

/** One method minus another, over sets; null where they share no split. */
function differences(report: QualityReport, method: string, other: string, figure: Figure): PairedDifference | null {
  const pairs = pairsOf(report, method, other, figure);
  const bySet = report.sets.map(({ name }) => pairs.filter(({ set }) => set === name));
  const means = bySet.filter(({ length }) => length > 0).map(meanDifference);
  return means.length === 0 ? null : pairedDifference(means);
}

/** ± what other splits of these sets would do to the mean difference; of splits that all sets have a pair in. */
function onTheseSets(report: QualityReport, method: string, other: string, figure: Figure): string {
  const pairs = pairsOf(report, method, other, figure);
  const bySplit = Array.from({ length: report.seeds }, (_, index) => pairs.filter(({ seed }) => seed === index + 1));
  const complete = bySplit.filter(({ length }) => length === report.sets.length);
  const half = halfWidthOnTheseSets(complete.map(meanDifference), TEST_PER_TRAINING);
  return half === null ? '–' : `± ${points(half)}`;
}

function meanDifference(pairs: readonly Pair[]): number {
  return mean(pairs.map(({ difference }) => difference));
}

function splits(report: QualityReport, method: string, other: string): string {
  const shared = pairsOf(report, method, other, 'auc');
  return `${shared.length} in ${counted(new Set(shared.map(({ set }) => set)).size, 'set')}`;
}

function compared({ mean: centre, low, high, above, count }: PairedDifference): [string, string] {
  return [`${signed(centre)} [${signed(low)}, ${signed(high)}]`, `${above} of ${count}`];
}

/** A share as points: 0.9137 → `91.37`. */
function points(share: number): string {
  return (share * 100).toFixed(2).replace('-', '−');
}

function signed(share: number): string {
  if (!Number.isFinite(share)) return share > 0 ? '∞' : '−∞';
  const text = points(Math.abs(share));
  return Number(text) === 0 ? text : `${share > 0 ? '+' : '−'}${text}`;
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
