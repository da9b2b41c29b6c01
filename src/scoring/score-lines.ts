/**
 * Scored rows as lines of CSV: what a row has of its file, the class, its probabilities, and on request reasons.
 */
import { formatCsvRecord } from '../data/csv/csv-writer.ts';
import { encodeField, RecordWriter } from '../data/csv/record-writer.ts';
import { columnNamed, isMissing, type Table } from '../data/table.ts';
import type { Classifier, Scores } from '../model/classifier.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** Scored rows as lines of CSV. */
export interface ScoredRows {
  /** The lines, one behind the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each line ends in `bytes`, its line end included. */
  readonly ends: Int32Array<ArrayBuffer>;
  /** The probability of class 1 in each row, the one that counts of two, on the natural mix. */
  readonly probabilities: Float32Array<ArrayBuffer>;
}

/** What is said of each score behind it: see `explain/contributions/reasons.ts`. */
export interface Reasons {
  /** How many there are of each score. */
  readonly count: number;
  /** The names of their fields. */
  readonly names: readonly string[];
  /**
   * @param row of inputs [n, d]
   * @param label the class that is predicted
   * @param cell the text in a column, by its place among those of the model; null for a missing one
   */
  textsOf(inputs: Tensor, row: number, label: number, cell: (column: number) => string | null): readonly string[];
}

/** Where rows come from. */
interface RowSource {
  /** [n, d] */
  readonly inputs: Tensor;
  readonly table: Table;
  /** Writes what a row has of the file: its ID or number, and what is kept. */
  readonly addOwn: (row: number) => void;
  /** The text of a cell; a field has its number in a record. */
  readonly cell: (field: number, row: number) => string;
}

/** A column of the model, and its place in a record. */
interface PlacedFeature {
  readonly name: string;
  readonly index: number;
}

export class ScoreLines {
  /** For what a row has of the file. */
  readonly writer = new RecordWriter();
  readonly #classifier: Classifier;
  readonly #features: readonly PlacedFeature[];
  readonly #reasons: Reasons | undefined;
  /** Whether the training had another mix of classes than the natural one. */
  readonly #isBalanced: boolean;
  readonly #classFields: readonly Uint8Array[];
  #probabilities: number[] = [];

  constructor(classifier: Classifier, features: readonly PlacedFeature[], reasons: Reasons | undefined) {
    const { natural, training } = classifier.priors;
    this.#classifier = classifier;
    this.#features = features;
    this.#reasons = reasons;
    this.#isBalanced = natural.some((share, label) => share !== training[label]);
    this.#classFields = classifier.classes.map(encodeField);
  }

  /**
   * The names of the columns. Probabilities are called after their class: of two classes that of the one that counts.
   *
   * @param id what the first column is called
   * @param kept columns of the file behind it
   */
  header(id: string, kept: readonly string[]): string {
    const { classes, positive } = this.#classifier;
    const shown = positive === null ? classes : [positive];
    const prefixes = this.#isBalanced ? ['probability', 'probability_balanced'] : ['probability'];
    const probabilities = prefixes.flatMap((prefix) => shown.map((name) => `${prefix}_${name}`));
    const scores = ['prediction', ...probabilities, ...(this.#reasons?.names ?? [])];
    const [first, ...others] = distinctNames([id, ...scores, ...kept]);
    return formatCsvRecord([first!, ...others.slice(scores.length), ...others.slice(0, scores.length)]);
  }

  add({ natural, training, predictions }: Scores, source: RowSource): void {
    const k = this.#classifier.classes.length;
    // Two classes: the probability of the one that counts. More: one for each class.
    const first = k === 2 ? 1 : 0;
    for (let row = 0; row < predictions.length; row++) {
      source.addOwn(row);
      this.writer.addField(this.#classFields[predictions[row]!]!);
      for (const { data } of this.#isBalanced ? [natural, training] : [natural]) {
        for (let i = first; i < k; i++) this.writer.addFloat32(data[row * k + i]!);
      }
      if (this.#reasons !== undefined) this.addReasons(this.#reasons, source, row, predictions[row]!);
      this.writer.endRecord();
      this.#probabilities.push(natural.data[row * k + 1]!);
    }
  }

  /** Empties the lines: the rows that were added since the last time. */
  take(): ScoredRows {
    const probabilities = Float32Array.from(this.#probabilities);
    this.#probabilities = [];
    return { ...this.writer.take(), probabilities };
  }

  private addReasons(reasons: Reasons, { inputs, table, cell }: RowSource, row: number, label: number): void {
    const texts = reasons.textsOf(inputs, row, label, (column) => {
      const { name, index } = this.#features[column]!;
      return isMissing(columnNamed(table, name), row) ? null : cell(index, row);
    });
    for (const text of texts) this.writer.addField(encodeField(text));
  }
}

/** A column of the file or a class can be called like one of our columns: the later one gets a number that is free. */
function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  const places = new Map(names.map((name, place) => [name, place] as const).toReversed());
  return names.map((name, place) => (places.get(name) === place ? name : unusedName(name, taken)));
}

function unusedName(name: string, taken: Set<string>): string {
  let number = 2;
  while (taken.has(`${name}_${number}`)) number++;
  taken.add(`${name}_${number}`);
  return `${name}_${number}`;
}
