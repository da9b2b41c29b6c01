/**
 * Reasons of a score: the columns that added or took away most, in words and numbers, as fields of its line.
 */
import { columnName } from '../data/column-name.ts';
import { trimBlanks } from '../data/cells/blanks.ts';
import { quoted } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** What each column adds to a score: see `explain/contributions/explainer.ts`. */
export interface Explainer {
  /**
   * The effects of the model's columns, in their order; valid until the next call.
   *
   * @param row of inputs [n, d]
   * @param label the class that is predicted
   */
  effectsOf(inputs: Tensor, row: number, label: number): Float64Array;
}

export interface Reasons {
  /** Reasons of each row. */
  readonly count: number;
  readonly explainer: Explainer;
}

const EFFECT_DIGITS = 4;

/** `reason_1`, `reason_1_effect`, `reason_2`, … */
export function reasonNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => [`reason_${i + 1}`, `reason_${i + 1}_effect`]).flat();
}

/** The places of the strongest effects, of equal ones the first; −1 where there are no more columns. */
function strongest(effects: Float64Array, count: number): Int32Array {
  const places = new Int32Array(count).fill(-1);
  for (let column = 0; column < effects.length; column++) {
    const strength = Math.abs(effects[column]!);
    let at = count;
    while (at > 0 && (places[at - 1] === -1 || strength > Math.abs(effects[places[at - 1]!]!))) at--;
    if (at === count) continue;
    places.copyWithin(at + 1, at, count - 1);
    places[at] = column;
  }
  return places;
}

/**
 * The fields under `reasonNames`: the strongest reason first; empty ones where there are fewer columns.
 *
 * @param words of a column's place among those of the model
 */
export function reasonTexts(
  { count, explainer }: Reasons,
  inputs: Tensor,
  row: number,
  label: number,
  words: (feature: number) => string,
): string[] {
  const effects = explainer.effectsOf(inputs, row, label);
  return Array.from(strongest(effects, count), (feature) => {
    return feature === -1 ? ['', ''] : [words(feature), String(Number(effects[feature]!.toPrecision(EFFECT_DIGITS)))];
  }).flat();
}

/** Texts that can't be taken for anything else between names and signs. */
const BARE_CELL = /^[\p{L}\p{N}_.,:/%+-]{1,60}$/u;

/** `age = 42`, `income missing`; what doesn't read as a word stands in quotes. @param cell null for a missing one */
export function reasonWords(name: string, cell: string | null): string {
  if (cell === null) return `${columnName(name)} missing`;
  const text = trimBlanks(cell);
  return `${columnName(name)} = ${BARE_CELL.test(text) ? text : quoted(text)}`;
}
