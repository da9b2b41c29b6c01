/**
 * A comparison in tables of 80 columns, the best first, and a plain sentence for each pair.
 */
import {
  COMPARED_FIGURES,
  COMPARED_NAMES,
  type ComparedFigureName,
} from '../../evaluation/comparison/compared-figures.ts';
import type { ComparedDifference, ComparedPair, Comparison } from '../../evaluation/comparison/compare-predictions.ts';
import { formatTable } from '../../text-table.ts';

const WIDTH = 80;
const LONGEST_NAME = 20;

/** The figures of the ranking that fit beside each other, with short titles. */
const SHORT_TITLES: Readonly<Record<ComparedFigureName, string>> = {
  logLoss: 'log loss',
  brierScore: 'Brier',
  rocAuc: 'ROC AUC',
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced',
  capturedByTop10: 'top 10 %',
  averagePrecision: 'precision',
  capturedByTop20: 'top 20 %',
};
const MOST_COLUMNS = 6;

/** The ranking, the differences, what they are differences of, and the sentences. */
export function describeComparison(comparison: Comparison): string[] {
  const { over, pairs } = comparison;
  const table = pairs.length === 1 ? describeFigures(pairs[0]!) : describePairs(comparison);
  const of =
    over === 'rows'
      ? 'of these models on rows like these, paired row by row'
      : 'of these ways to train, corrected for training rows in common';
  return [
    describeRanking(comparison),
    `${table}\nDifferences ${of}.`,
    pairs.map((pair) => wrapped(pairSentence(pair, comparison))).join('\n'),
  ];
}

function describeRanking({ ranking, rankBy }: Comparison): string {
  const known = (Object.keys(SHORT_TITLES) as ComparedFigureName[]).filter(
    (name) => ranking[0]!.figures[name] !== null,
  );
  const columns = [rankBy, ...known.filter((name) => name !== rankBy)].slice(0, MOST_COLUMNS);
  const rows = ranking.map(({ name, figures }, place) => {
    return [String(place + 1), cutPath(name), ...columns.map((figure) => figures[figure]?.toFixed(4) ?? '–')];
  });
  return formatTable(
    [['', 'best first', ...columns.map((name) => SHORT_TITLES[name])], ...rows],
    ['right', 'left', ...columns.map(() => 'right' as const)],
  );
}

const DIFFERENCE_TITLES = ['difference', '95 % interval', 'better', 'same', 'worse', 'p'] as const;
const DIFFERENCE_ALIGNMENT = DIFFERENCE_TITLES.map(() => 'right' as const);

/** All figures of the only pair. */
function describeFigures({ figures }: ComparedPair): string {
  const rows = COMPARED_NAMES.flatMap((name) => {
    const difference = figures[name];
    return difference === null ? [] : [[COMPARED_FIGURES[name].title, ...differenceCells(difference)]];
  });
  return formatTable([['1 minus 2', ...DIFFERENCE_TITLES], ...rows], ['left', ...DIFFERENCE_ALIGNMENT]);
}

/** The figure that decides, of each pair. */
function describePairs({ pairs, rankBy }: Comparison): string {
  const rows = pairs.map(({ places: [first, second], figures }) => {
    const difference = figures[rankBy];
    return [`${first} minus ${second}`, ...(difference === null ? [] : differenceCells(difference))];
  });
  const { title } = COMPARED_FIGURES[rankBy];
  return formatTable([[title, ...DIFFERENCE_TITLES], ...rows], ['left', ...DIFFERENCE_ALIGNMENT]);
}

function differenceCells({ difference, interval, better, same, worse, adjustedPValue }: ComparedDifference): string[] {
  const ends = `${interval.low.toFixed(4)} to ${interval.high.toFixed(4)}`;
  return [difference.toFixed(4), ends, ...[better, same, worse].map(percent), pText(adjustedPValue)];
}

/** `runs/b is better than runs/a on these rows: log loss lower by 0.0130 [0.0060, 0.0210]` */
export function pairSentence(
  { first, second, verdict, figures }: ComparedPair,
  { over, rankBy, rope }: Pick<Comparison, 'over' | 'rankBy' | 'rope'>,
): string {
  const [where, difference] = [`on these ${over}`, figures[rankBy]];
  if (verdict === 'same predictions') return `${first} and ${second}: the same predictions ${where}`;
  if (difference === null) return `${first} and ${second} are not distinguishable ${where}`;
  const { title, sign } = COMPARED_FIGURES[rankBy];
  const { low, high } = difference.interval;
  const [least, most] = sign === 1 ? [low, high] : [-high, -low];
  const by = `${title} ${sign === 1 ? 'higher' : 'lower'} by ${fixed(sign * difference.difference)} [${fixed(least)}, ${fixed(most)}]`;
  if (verdict === 'better') {
    const small = difference.same >= 0.95 ? `, which is less than ${rope}` : '';
    return `${first} is better than ${second} ${where}: ${by}${small}`;
  }
  if (verdict === 'equal') {
    const chance = percent(difference.same);
    return `${first} and ${second} are equal in practice ${where}: ${title} within ${rope}, with a probability of ${chance}`;
  }
  const holm = difference.pValue < 0.05 ? `, p ${pText(difference.adjustedPValue)} among all pairs` : '';
  return `${first} and ${second} are not distinguishable ${where}: ${by}${holm}`;
}

/** In two lines where one is too long. */
function wrapped(sentence: string): string {
  const colon = sentence.lastIndexOf(': ');
  if (sentence.length <= WIDTH || colon === -1) return sentence;
  return `${sentence.slice(0, colon + 1)}\n  ${sentence.slice(colon + 2)}`;
}

/** The end of a long path tells more than its beginning. */
function cutPath(path: string): string {
  return path.length > LONGEST_NAME ? `…${path.slice(1 - LONGEST_NAME)}` : path;
}

/** Without a minus before zero. */
function fixed(value: number): string {
  const text = value.toFixed(4);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

function percent(share: number): string {
  if (share > 0 && share < 0.005) return '<1%';
  return share >= 0.995 && share < 1 ? '>99%' : `${(100 * share).toFixed(0)}%`;
}

function pText(p: number): string {
  return p < 0.0005 ? '<0.001' : p.toFixed(3);
}
