/** Score histogram: how the probabilities of each class are spread. Classes that lie apart are told apart. */
import type { RecordedEvaluation } from '../../run-documents.ts';
import type { Chart } from '../chart.ts';
import { className, wholePercent } from './wording.ts';

export type ScoreParts = Pick<RecordedEvaluation, 'scores' | 'classes' | 'positive'>;

/** The part of the rows of a class that the sentence asks for. */
const HALF = 0.5;
/** What the highest bar is rounded up to. */
const STEP = 0.05;

/** Null for more than two classes, or where there is no row. */
export function scoreChart({ scores, classes, positive }: ScoreParts): Chart | null {
  if (scores === null || positive === null) return null;
  const { edges, counts } = scores;
  const totals = counts.map((bins) => bins.reduce((sum, count) => sum + count, 0));
  if (totals.every((total) => total === 0)) return null;
  const shares = counts.map((bins, label) => bins.map((count) => (totals[label] === 0 ? 0 : count / totals[label]!)));
  const names = classes.map(className);
  const highest = Math.max(...shares.flat());
  const middles = edges.slice(1).map((edge, bin) => (edges[bin]! + edge) / 2);
  return {
    id: 'scores',
    title: 'Probabilities by class: do the classes lie apart?',
    sentence: sentenceOf(edges, shares, names),
    plot: {
      kind: 'xy',
      x: { label: `probability of ${className(positive)}`, format: 'share', domain: [edges[0]!, edges.at(-1)!] },
      y: { label: 'share of the rows of each class', format: 'share', domain: [0, Math.ceil(highest / STEP) * STEP] },
      series: ([1, 0] as const).map((label) => ({
        name: names[label]!,
        style: 'bars',
        role: label === 1 ? 'main' : 'second',
        points: middles.map((middle, bin) => [middle, shares[label]![bin]!]),
      })),
      marks: [],
    },
    table: {
      columns: [
        { name: 'probability from', format: 'share' },
        { name: 'below', format: 'share' },
        ...names.flatMap((name) => [
          { name: `rows of ${name}`, format: 'count' as const },
          { name: `share of ${name}`, format: 'share' as const },
        ]),
      ],
      rows: middles.map((_, bin) => {
        const ofClasses = counts.flatMap((bins, label) => [bins[bin]!, shares[label]![bin]!]);
        return [edges[bin]!, edges[bin + 1]!].concat(ofClasses);
      }),
    },
  };
}

/** The highest edge that half of the class that counts reaches, and how many of the others do. */
function sentenceOf(edges: readonly number[], [others, wanted]: readonly number[][], names: readonly string[]): string {
  const reaching = (shares: readonly number[], bin: number) => shares.slice(bin).reduce((sum, share) => sum + share, 0);
  const bin = edges.findLastIndex((_, index) => index < wanted!.length && reaching(wanted!, index) >= HALF - 1e-9);
  if (bin === -1) return `No row is ${names[1]!}.`;
  const edge = wholePercent(edges[bin]!);
  return `A probability of ${edge} or more is given to ${wholePercent(reaching(wanted!, bin))} of all ${names[1]!}, and to ${wholePercent(reaching(others!, bin))} of all ${names[0]!}.`;
}
