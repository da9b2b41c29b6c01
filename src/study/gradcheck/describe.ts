/**
 * The check as text: a table, at most 80 columns wide, the rule, and the worst number of each tensor that fails. Errors
 * are printed as they were judged.
 */
import { counted, formatTable } from '../../text-table.ts';
import type { CheckRow, ComparedNumber } from './check-row.ts';
import type { GradcheckReport } from './gradcheck.ts';

/** 1.1e-7, or 0. */
export function errorText(error: number | null): string {
  if (error === null) return '-';
  if (error === 0) return '0';
  return Number.isFinite(error) ? error.toExponential(1) : 'infinite';
}

/** The table. */
export function gradcheckTable({ tensors }: GradcheckReport): string {
  const rows = tensors.map(({ tensor, shape, checked, kinks, median, largest, worst, verdict }) => [
    tensor,
    shape.length === 0 ? '' : `[${shape.join(', ')}]`,
    String(checked),
    String(kinks),
    errorText(median),
    errorText(largest),
    worst === null || worst.position.length === 0 ? '' : `[${worst.position.join(', ')}]`,
    verdict,
  ]);
  return formatTable(
    [['tensor', 'shape', 'checked', 'kinks', 'median', 'largest', 'worst at', 'verdict'], ...rows],
    ['left', 'left', 'right', 'right', 'right', 'right', 'left', 'left'],
  );
}

/** What is compared with what, and which error gets which verdict: a line each, its word in a column of its own. */
export function ruleText({ rule, float64 }: GradcheckReport): string {
  const { h, pass, warn, floorShare, differenceError } = rule;
  const share = `${100 * floorShare} %`;
  const ofGradient = `${share} of the largest n, at least ${number(differenceError / pass)}, as n itself is off by`;
  const [own, others, floors] = float64
    ? ["the float64 reference's own backward pass", [], []]
    : [
        'the float32 network',
        ["loss: the reference's; W', b': the way of its optimizer in 3 steps"],
        [`W', b': ${share} of the largest weight; loss: the largest logit, at least 1`],
      ];
  const lines: readonly (readonly [word: string, texts: readonly string[]])[] = [
    ['a', [own]],
    ['n', [`difference (f(w + h) - f(w - h)) / 2h of a float64 reference, h = ${number(h)}`, ...others]],
    ['error', ['|a - n| / max(|a|, |n|, floor)']],
    ['floor', [ofGradient, `${number(differenceError)} (both times the loss where that is above 1)`, ...floors]],
    ['kinks', ['left out: a ReLU opens or closes between w - h and w + h']],
    ['PASS', [`at most ${number(pass)}; WARN at most ${number(warn)}; FAIL above, or NaN; NONE not compared`]],
  ];
  return lines
    .flatMap(([word, texts]) => texts.map((text, at) => `${(at === 0 ? word : '').padEnd(5)}  ${text}`))
    .join('\n');
}

/** One line for each tensor that is wrong: `dW2[3, 7]: network -0.0123, reference 0.0123`. */
export function worstLines({ tensors }: GradcheckReport): string[] {
  return tensors.flatMap((row) => (row.verdict === 'PASS' || row.worst === null ? [] : [worstLine(row, row.worst)]));
}

function worstLine({ tensor, verdict }: CheckRow, { position, analytic, numeric }: ComparedNumber): string {
  const place = position.length === 0 ? '' : `[${position.join(', ')}]`;
  return `${verdict} ${tensor}${place}: network ${digits(analytic)}, reference ${digits(numeric)}`;
}

/** `PASS: 12 tensors, 203 numbers compared`. */
export function verdictText({ tensors, verdict }: GradcheckReport): string {
  const compared = counted(
    tensors.reduce((sum, { checked }) => sum + checked, 0),
    'number',
  );
  const kinks = tensors.reduce((sum, row) => sum + row.kinks, 0);
  const all = `${counted(tensors.length, 'tensor')}, ${compared} compared, ${counted(kinks, 'kink')} left out`;
  const named = tensors.filter((row) => row.verdict !== 'PASS').map((row) => `${row.tensor} ${row.verdict}`);
  return named.length === 0 ? `${verdict}: ${all}` : `${verdict}: ${named.join(', ')} (of ${all})`;
}

/** 0.00001 → 1e-5. */
const number = (value: number): string => Number(value.toPrecision(3)).toExponential().replace('e+', 'e');

const digits = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(7))) : String(value);
