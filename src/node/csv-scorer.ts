/**
 * Scores a CSV file of any size, a batch of records at a time: columns found by name, standardised as in training.
 */
import { readNumberCell } from '../data/cell.ts';
import { isBlankLine, type CsvRecord } from '../data/csv-record.ts';
import { formatCsvRecord } from '../data/csv-writer.ts';
import { formatFloat32 } from '../data/format-number.ts';
import { requireColumns } from '../data/schema.ts';
import { requireFieldCount } from '../data/table-builder.ts';
import { DataError, quoted } from '../errors.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { Classifier } from '../training/classifier.ts';
import { firstNonFinite } from '../training/finite.ts';

export interface ScoredLine {
  readonly text: string;
  readonly probability: number;
}

export class CsvScorer {
  readonly #classifier: Classifier;
  readonly #pipeline: Pipeline;
  readonly #file: string;
  readonly #fieldCount: number;
  /** Place of each feature in a record, and of the ID (−1 without one). */
  readonly #featureIndexes: readonly number[];
  readonly #idIndex: number;
  /** Columns that the model doesn't read. */
  readonly ignored: readonly string[];
  rowCount = 0;

  /** @throws DataError E_SCHEMA_COLUMN naming the columns that the file lacks. */
  constructor(classifier: Classifier, pipeline: Pipeline, names: readonly string[], file: string) {
    this.#classifier = classifier;
    this.#pipeline = pipeline;
    this.#file = file;
    this.#fieldCount = names.length;
    const { featureNames, id, target } = pipeline;
    requireColumns(names, id === null ? featureNames : [id, ...featureNames], file);
    this.#featureIndexes = featureNames.map((name) => names.indexOf(name));
    this.#idIndex = id === null ? -1 : names.indexOf(id);
    this.ignored = names.filter((name) => name !== id && name !== target && !featureNames.includes(name));
  }

  /** The names of the columns that `score` writes. */
  header(): string {
    const { classes } = this.#classifier;
    const names = (prefix: string) => (classes.length === 2 ? [prefix] : classes.map((name) => `${prefix}_${name}`));
    const key = this.#pipeline.id ?? 'row';
    return formatCsvRecord([key, 'prediction', ...names('probability'), ...names('probability_balanced')]);
  }

  /**
   * A line for each record that isn't blank, and the second class's probability in it. `probability` is on the natural
   * mix, `probability_balanced` on that of the training.
   */
  score(batch: readonly CsvRecord[]): ScoredLine[] {
    const records = batch.filter((record) => !isBlankLine(record, this.#fieldCount));
    const [n, k] = [records.length, this.#classifier.classes.length];
    if (n === 0) return [];
    const inputs = this.readInputs(records);
    const [natural, balanced] = [Tensor.zeros(n, k), Tensor.zeros(n, k)];
    const predictions = new Int32Array(n);
    this.#classifier.probabilities(inputs, 'training', balanced);
    const logits = this.#classifier.logits(inputs, 'natural');
    this.#classifier.loss.probabilities(logits, natural);
    this.#classifier.loss.predict(logits, predictions);
    return records.map(({ fields }, i) => {
      this.rowCount++;
      const text = formatCsvRecord([
        this.#idIndex === -1 ? String(this.rowCount) : fields[this.#idIndex]!,
        this.#classifier.classes[predictions[i]!]!,
        ...shown(natural, i),
        ...shown(balanced, i),
      ]);
      return { text, probability: natural.data[i * k + 1]! };
    });
  }

  private readInputs(records: readonly CsvRecord[]): Tensor {
    const { featureNames, scaler } = this.#pipeline;
    const columns = featureNames.map(() => new Float64Array(records.length));
    for (const [i, { fields, line }] of records.entries()) {
      const cells = fields.length === 0 ? [''] : fields;
      requireFieldCount(cells, this.#fieldCount, this.#file, line);
      for (const [j, index] of this.#featureIndexes.entries()) {
        columns[j]![i] = readNumberCell(cells[index]!, this.#file, line, index, featureNames[j]!);
      }
    }
    const inputs = Tensor.zeros(records.length, featureNames.length);
    scaler.transform(columns, Int32Array.from(records.keys()), inputs);
    const bad = firstNonFinite(inputs.data);
    if (bad !== -1) throw this.tooFar(records[Math.floor(bad / inputs.columns)]!, bad % inputs.columns);
    return inputs;
  }

  private tooFar({ fields, line }: CsvRecord, feature: number): DataError {
    const index = this.#featureIndexes[feature]!;
    const name = this.#pipeline.featureNames[feature]!;
    const message = `column ${quoted(name)}: ${quoted(fields[index]!)} is too far from the training values`;
    return new DataError('E_CSV_RANGE', message, { file: this.#file, line, column: index + 1, field: name });
  }
}

/** Of two classes the second one's probability, of more each one's. */
function shown({ data, columns }: Tensor, row: number): string[] {
  const all = Array.from(data.subarray(row * columns, (row + 1) * columns), formatFloat32);
  return columns === 2 ? all.slice(1) : all;
}
