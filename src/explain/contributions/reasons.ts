/**
 * Reasons of a score: the columns that added or took away most, in words and numbers, for row after row. They are about
 * class 1 of two, of more about the one that is predicted.
 */
import { trimBlanks } from '../../data/cells/blanks.ts';
import { columnName } from '../../data/column-name.ts';
import { quoted } from '../../errors.ts';
import type { Classifier } from '../../model/classifier.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Contributions } from './contributions.ts';

const EFFECT_DIGITS = 4;
/** Texts that can't be taken for anything else behind a name. */
const BARE_CELL = /^[\p{L}\p{N}_.,:/%+-]{1,60}$/u;

export class Reasons {
  /** Of each row. */
  readonly count: number;
  readonly #classifier: Classifier;
  /** Made when the first row needs them, by class. */
  readonly #contributions = new Map<number | undefined, Contributions>();

  /** @throws RangeError as `Contributions` does. */
  constructor(classifier: Classifier, count: number) {
    this.count = count;
    this.#classifier = classifier;
    if (classifier.positive !== null) this.#of(undefined);
  }

  /** What their fields are called: `reason_1`, `reason_1_effect`, `reason_2`, … */
  get names(): string[] {
    return Array.from({ length: this.count }, (_, i) => [`reason_${i + 1}`, `reason_${i + 1}_effect`]).flat();
  }

  /** What the effects add up to, and from where; null for more than two classes, where both differ from class to class. */
  get about(): Pick<Contributions, 'explained' | 'background'> | null {
    if (this.#classifier.positive === null) return null;
    const { explained, background } = this.#of(undefined);
    return { explained, background };
  }

  /**
   * The strongest reason first, of equally strong ones the column that comes first; empty fields where there are fewer
   * columns.
   *
   * @param row of inputs [n, d]
   * @param label the class that is predicted
   * @param cell the text in a column, by its place among those of the model; null for a missing one
   */
  textsOf(inputs: Tensor, row: number, label: number, cell: (column: number) => string | null): string[] {
    const one = this.#of(this.#classifier.positive === null ? label : undefined);
    const { effects } = one.explain(inputs.slice(row, row + 1))[0]!;
    return Array.from(strongest(effects, this.count), (column) => {
      if (column === -1) return ['', ''];
      return [
        reasonWords(one.columns[column]!, cell(column)),
        String(Number(effects[column]!.toPrecision(EFFECT_DIGITS))),
      ];
    }).flat();
  }

  #of(classIndex: number | undefined): Contributions {
    const made = this.#contributions.get(classIndex) ?? new Contributions(this.#classifier, { classIndex });
    this.#contributions.set(classIndex, made);
    return made;
  }
}

/** The places of the strongest effects; −1 where there are no more. */
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

/** `age = 42`, `income missing`; what doesn't read as a word stands in quotes. */
function reasonWords(name: string, cell: string | null): string {
  if (cell === null) return `${columnName(name)} missing`;
  const text = trimBlanks(cell);
  return `${columnName(name)} = ${BARE_CELL.test(text) ? text : quoted(text)}`;
}
