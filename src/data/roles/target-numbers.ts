/**
 * A target of numbers: refused as it stands, since a classifier tells classes apart; or cut into classes at given points.
 */
import { DataError, quoted, UsageError } from '../../errors.ts';
import { wording, setting } from '../../wording.ts';
import type { ColumnPlace } from '../cells/cell.ts';
import { parseNumber } from '../cells/number.ts';
import type { NumberColumn, TextColumn } from '../table.ts';
import type { CountedText } from './coded-texts.ts';
import type { Classes } from './labels.ts';

/** Up to this many different numbers can be names of classes. */
const MOST_NUMBERS = 10;

/** Digits with what people write round them: a sign, a mark, groups, a unit of money, a percent sign. */
const NUMERIC = /^[-+(]?\s*\p{Sc}?\s*[-+]?\d[\d.,' ]*(?:e[-+]?\d+)?\s*[%\p{Sc}]?\)?$/iu;

/** What is wrong with a target whose labels are more numbers than there are classes; null if nothing is. */
export function regressionError(
  texts: readonly CountedText[],
  { names, classOf }: Classes,
  { file, column, field }: ColumnPlace,
): DataError | null {
  if (names.length <= MOST_NUMBERS || !names.every((name) => NUMERIC.test(name))) return null;
  const cut = middleOf(texts.filter((_, code) => classOf[code]! >= 0));
  const message = `target ${quoted(field)} holds ${names.length} different numbers: classes are told apart here, amounts are not estimated`;
  const bins = wording`${setting('targetBins', cut ?? '10')} for the classes ${cut ?? '10'} and above, and below`;
  return new DataError('E_DATA_CLASSES', message, {
    file,
    line: texts[0]!.line,
    column,
    field,
    hint: wording`${bins}, another column with ${setting('target')}, or ${setting('categorical', field)} if the numbers are names`,
  });
}

/** A number of the column, about half of the rows below it; undefined if its texts are not plain numbers. */
function middleOf(texts: readonly CountedText[]): string | undefined {
  const values = texts.map(({ text, rows }) => ({ value: parseNumber(text), rows }));
  if (!values.every(({ value }) => Number.isFinite(value))) return undefined;
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { rows }) => sum + rows, 0) / 2;
  let below = 0;
  for (const { value, rows } of sorted) {
    if (below >= half) return String(value);
    below += rows;
  }
  return String(sorted.at(-1)!.value);
}

/**
 * The cut points as numbers.
 *
 * @throws UsageError E_USAGE_VALUE unless they are numbers, each above the one before.
 */
export function cutPoints(texts: readonly string[]): number[] {
  const points = texts.flatMap((text) => text.split(',')).map((text) => parseNumber(text));
  const isRising = points.every((point, i) => Number.isFinite(point) && (i === 0 || point > points[i - 1]!));
  if (isRising && points.length > 0) return points;
  const given = texts.join(',');
  throw new UsageError(
    'E_USAGE_VALUE',
    wording`${setting('targetBins')}: ${quoted(given)} is not a list of numbers, each above the one before`,
    { field: 'targetBins', hint: wording`such as ${setting('targetBins', '10,15')}` },
  );
}

/** `<10`, `10..<15`, `>=15` for the cut points 10 and 15. */
export function binNames(points: readonly number[]): string[] {
  const between = points.slice(1).map((point, i) => `${points[i]!}..<${point}`);
  return [`<${points[0]!}`, ...between, `>=${points.at(-1)!}`];
}

/** The class of each number; a missing one has no label. */
export function binned({ name, values }: NumberColumn, points: readonly number[]): TextColumn {
  const names = binNames(points);
  const placeOf = new Map<number, number>();
  const codes = new Int32Array(values.length).fill(-1);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const above = points.findIndex((point) => value < point);
    const bin = above === -1 ? points.length : above;
    let code = placeOf.get(bin);
    if (code === undefined) placeOf.set(bin, (code = placeOf.size));
    codes[row] = code;
  }
  return { kind: 'text', name, codes, levels: Array.from(placeOf.keys(), (bin) => names[bin]!) };
}
