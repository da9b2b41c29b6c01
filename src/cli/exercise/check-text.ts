/**
 * What a check says: what agrees, the first numbers that don't, and what they look like.
 */
import type { CheckedRun } from '../../study/exercises/check.ts';
import { GRADIENT_NETWORK } from '../../study/exercises/gradients.ts';
import { positionOf } from '../../study/gradcheck/check-row.ts';
import { errorText, gradcheckTable } from '../../study/gradcheck/describe.ts';
import type { GradcheckReport } from '../../study/gradcheck/gradcheck.ts';
import { describeRecipe } from '../../study/exercises/recipe.ts';
import { counted, formatTable, wrapped } from '../../text-table.ts';

/** Wrong numbers that are shown. */
const MOST_SHOWN = 6;

export function runText({ recipe, agreed, first }: CheckedRun): string {
  const numbers = agreed.reduce((sum, { values }) => sum + values.length, 0);
  const head = `${describeRecipe(recipe)}:`;
  if (first === null) return `${head} ${counted(numbers, 'number')} agree`;
  const { step, name } = first.entry;
  const names = agreed.filter((entry) => entry.step === step).map((entry) => entry.name);
  const where = step === 0 ? 'at the start' : `in step ${step}`;
  const right = names.length === 0 ? '' : `, ${names.join(' ')} agree`;
  return wrapped(`${head} ${where}${right}, ${name} differs`);
}

/** The first numbers of the array that differ. */
export function differenceText({ first }: CheckedRun): string {
  const { entry, got, difference } = first!;
  const { shape, values } = entry;
  const shown = difference.wrong.slice(0, MOST_SHOWN);
  const rows = shown.map((index) => [placeOf(index, shape), digits(values[index]!), digits(got[index]!)]);
  const table = formatTable([[nameOf(entry), 'expected', 'got'], ...rows], ['left', 'right', 'right']);
  const rest = difference.wrong.length - shown.length;
  return `${table}${rest > 0 ? `\n… and ${rest} more of ${values.length}` : ''}`;
}

export function differenceLine({ first }: CheckedRun): string {
  const { entry, difference } = first!;
  const { expected, got } = difference;
  const where = entry.step === 0 ? 'at the start' : `in step ${entry.step}`;
  return `${entry.name}${placeOf(difference.wrong[0]!, entry.shape)} ${where} is ${digits(got)}, expected ${digits(expected)}`;
}

const nameOf = ({ name, shape }: { name: string; shape: readonly number[] }) => `${name} [${shape.join(', ')}]`;

const digits = (value: number): string => String(Number(value.toPrecision(7)));

/** Where an element of an array is, as people count, from 1: `[2, 3]`. */
export const placeOf = (index: number, shape: readonly number[]): string => `[${positionOf(index, shape).join(', ')}]`;

export function gradientText(report: GradcheckReport): string {
  const { tensors, verdict, rule } = report;
  const head = `gradients of ${GRADIENT_NETWORK}:`;
  if (verdict !== 'PASS') return `${head} float64 differences say something else\n\n${gradcheckTable(report)}`;
  const count = tensors.reduce((sum, { checked }) => sum + checked, 0);
  const largest = Math.max(...tensors.map((row) => row.largest ?? 0));
  return wrapped(
    `${head} ${counted(count, 'number')} agree with float64 differences to ${rule.pass.toExponential()}, at most ${errorText(largest)} off`,
  );
}
