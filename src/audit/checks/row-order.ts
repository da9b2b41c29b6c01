/**
 * What the order of the rows gives away: a file sorted by its target, or rows that drift from first to last. Either
 * way, "the first rows" are not "any rows".
 */
import { quoted } from '../../errors.ts';
import { formatPercent, groupDigits } from '../../text-table.ts';
import { centredRanks, type AuditedData, type AuditedColumn } from '../audited-data.ts';
import { columnName, listNames } from '../../data/column-name.ts';
import { formatValue, type Finding } from '../finding.ts';
import { areaDeviation, CHANCE, logChanceOfSorted, SURPRISING_Z } from '../surprise.ts';

/** Rank correlation with row order below which a drift is too small to matter, however certain. */
const LEAST_CORRELATION = 0.05;
/** The same for an area. */
const LEAST_AREA = 0.53;

/** If fewer runs are expected, their number is far from normally distributed. */
const FEWEST_RUNS = 20;

const ORDER_ADVICE = 'draw rows at random, as is the default; never take the first ones';

export function rowOrder(data: AuditedData): Finding[] {
  const sorted = sortedByTarget(data);
  return [...(sorted ?? targetDrift(data)), ...columnDrift(data)];
}

/** True if the rows are sorted by class and not by accident. */
export function isSortedByTarget({ targets, classCounts }: AuditedData, runs = countRuns(targets)): boolean {
  return runs === classCounts.length && logChanceOfSorted(classCounts) < Math.log(CHANCE);
}

function countRuns(targets: Int32Array): number {
  let runs = 1;
  for (let row = 1; row < targets.length; row++) if (targets[row] !== targets[row - 1]) runs++;
  return runs;
}

function sortedByTarget(data: AuditedData): Finding[] | null {
  const { targets, classes, classCounts, targetName, rowCount } = data;
  const runs = countRuns(targets);
  const numbers = { rows: rowCount, runs };
  if (isSortedByTarget(data, runs)) {
    const first = targets[0]!;
    return [
      {
        code: 'ROWS_SORTED',
        severity: 'warning',
        columns: [targetName],
        title: `the file is sorted by ${columnName(targetName)}: its first ${groupDigits(classCounts[first]!)} rows are all ${quoted(classes[first]!)}`,
        why: 'The rows were rearranged after the outcome was known. Whatever takes rows by position now chooses by class, and a mistake in the rearranging affects one class only.',
        advice: `${ORDER_ADVICE}; better still, go back to the file as it was recorded`,
        numbers: { ...numbers, firstRows: classCounts[first]! },
      },
    ];
  }
  const { expected, deviation } = runsInRandomOrder(classCounts);
  if (expected < FEWEST_RUNS || runs > expected / 2 || expected - runs < SURPRISING_Z * deviation) return null;
  return [
    {
      code: 'ROWS_CLUSTERED',
      severity: 'warning',
      columns: [targetName],
      title: `rows of a class come in blocks: ${groupDigits(runs)} runs, ${groupDigits(Math.round(expected))} expected in random order`,
      why: 'Neighbouring rows may belong together (one customer, one day, one batch); a random split puts them on both sides.',
      advice: ORDER_ADVICE,
      numbers: { ...numbers, expectedRuns: expected },
    },
  ];
}

/** Mean and standard deviation of the number of runs of k classes in random order (Barton & David 1957). */
function runsInRandomOrder(counts: readonly number[]): { expected: number; deviation: number } {
  const [n, squares, cubes] = [1, 2, 3].map((power) => counts.reduce((sum, count) => sum + count ** power, 0)) as [
    number,
    number,
    number,
  ];
  const variance = (squares * (squares + n * (n + 1)) - 2 * n * cubes - n ** 3) / (n * n * (n - 1));
  return { expected: 1 + n - squares / n, deviation: Math.sqrt(Math.max(0, variance)) };
}

/** The class that drifts most with row order, measured as an area: 0.5 if the order says nothing. */
function targetDrift({ targets, classes, classCounts, rowCount, targetName }: AuditedData): Finding[] {
  const areaOf = (label: number) => areaOfRows(targets, label, classCounts[label]!);
  const asked = classes.length === 2 ? 1 : farthest(classes.map((_, label) => areaOf(label)));
  const area = areaOf(asked);
  const z = Math.abs(area - 0.5) / areaDeviation(classCounts[asked]!, rowCount - classCounts[asked]!);
  if (z < SURPRISING_Z || Math.max(area, 1 - area) < LEAST_AREA) return [];
  const tenth = Math.ceil(rowCount / 10);
  const [firstTenth, lastTenth] = [targets.subarray(0, tenth), targets.subarray(-tenth)].map(
    (rows) => rows.filter((label) => label === asked).length / tenth,
  ) as [number, number];
  return [
    {
      code: 'DRIFT_TARGET',
      severity: 'warning',
      columns: [targetName],
      title: `${quoted(classes[asked]!)} drifts with row order: ${formatPercent(firstTenth)} of the first tenth, ${formatPercent(lastTenth)} of the last`,
      why: `The row number alone ranks the target with ROC AUC ${area.toFixed(3)}. If the order is time, tomorrow's rows are like the last rows, not like the average.`,
      advice: `${ORDER_ADVICE}; and expect the base rate of the last rows`,
      numbers: { area, firstTenth, lastTenth },
    },
  ];
}

/** How well the row number ranks a class. */
function areaOfRows(targets: Int32Array, label: number, count: number): number {
  let [others, wins] = [0, 0];
  for (let row = 0; row < targets.length; row++) {
    if (targets[row] === label) wins += others;
    else others++;
  }
  return wins / count / others;
}

function farthest(areas: readonly number[]): number {
  return areas.reduce((best, area, i) => (Math.abs(area - 0.5) > Math.abs(areas[best]! - 0.5) ? i : best), 0);
}

function columnDrift({ features, rowCount }: AuditedData): Finding[] {
  const drifting = features
    .filter(({ isNumber }) => isNumber)
    .map((feature) => ({ feature, correlation: correlationWithRows(feature) }))
    .filter(({ correlation }) => {
      const z = Math.abs(correlation) * Math.sqrt(rowCount - 1);
      return z >= SURPRISING_Z && Math.abs(correlation) >= LEAST_CORRELATION;
    })
    .toSorted((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
  const strongest = drifting[0];
  if (strongest === undefined) return [];
  const names = drifting.map(({ feature }) => feature.name);
  const tenth = Math.ceil(rowCount / 10);
  const { values, name } = strongest.feature;
  const firstTenth = mean(values.subarray(0, tenth));
  const lastTenth = mean(values.subarray(-tenth));
  return [
    {
      code: 'DRIFT_COLUMNS',
      severity: 'warning',
      columns: names,
      title: `${names.length === 1 ? '1 column drifts' : `${names.length} columns drift`} with row order, most ${columnName(name)}: ${formatValue(firstTenth)} → ${formatValue(lastTenth)}`,
      why: `Means of the first and the last tenth of the rows; rank correlation with the row number ${strongest.correlation.toFixed(3)}. Drifting: ${listNames(names)}. Early rows differ from late rows, so choosing rows by position is not random.`,
      advice: ORDER_ADVICE,
      numbers: { columns: names.length, correlation: strongest.correlation, firstTenth, lastTenth },
    },
  ];
}

/** Spearman's rank correlation of a column with the row number; ties get their mean rank. 0 for a constant. */
function correlationWithRows(column: AuditedColumn): number {
  // These ranks have mean 0, so the mean of the row numbers need not be subtracted.
  const { ranks, squares } = centredRanks(column);
  const { codes, presentCount } = column;
  let [place, product] = [0, 0];
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] !== -1) product += ranks[codes[row]!]! * place++;
  }
  const squaresOfRows = (presentCount * (presentCount * presentCount - 1)) / 12;
  return squares === 0 ? 0 : product / Math.sqrt(squares * squaresOfRows);
}

/** The mean of the cells that aren't missing, updated step by step, so that large values don't overflow. */
function mean(values: Float64Array): number {
  let [average, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) average += (values[i]! - average) / ++count;
  }
  return average;
}
