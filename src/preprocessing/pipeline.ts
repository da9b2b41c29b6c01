/**
 * The way from a customer's columns to the network's inputs, as fitted on the training rows: which columns, in which
 * order, standardised how. It is part of the model file, so scoring repeats training exactly.
 */
import { numberColumn, type Table } from '../data/table.ts';
import { DataError, quoted } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';
import { StandardScaler } from './standard-scaler.ts';

export interface PipelineConfig {
  readonly target: string;
  readonly id: string | null;
  /** Whether the training file named its columns; without, they are `column_1`, `column_2`, … */
  readonly hasHeader: boolean;
  readonly features: readonly { readonly name: string; readonly mean: number; readonly scale: number }[];
}

export class Pipeline {
  readonly target: string;
  readonly id: string | null;
  readonly hasHeader: boolean;
  readonly featureNames: readonly string[];
  readonly scaler: StandardScaler;

  constructor({ target, id, hasHeader, features }: PipelineConfig) {
    this.target = target;
    this.id = id;
    this.hasHeader = hasHeader;
    this.featureNames = features.map(({ name }) => name);
    this.scaler = new StandardScaler(
      features.map(({ mean }) => mean),
      features.map(({ scale }) => scale),
    );
  }

  /**
   * @param rows the training rows: no other row has any influence
   * @throws DataError E_DATA_RANGE naming a column whose values are too large to standardise.
   */
  static fit(
    table: Table,
    roles: Omit<PipelineConfig, 'features'> & { readonly features: readonly string[] },
    rows: Int32Array,
    file: string,
  ): Pipeline {
    const features = roles.features.map((name) => {
      try {
        const { means, scales } = StandardScaler.fit([numberColumn(table, name)], rows);
        return { name, mean: means[0]!, scale: scales[0]! };
      } catch (cause) {
        throw new DataError('E_DATA_RANGE', `column ${quoted(name)}: values too large to standardise`, {
          file,
          field: name,
          hint: `scale the column down, or leave it out with --drop ${quoted(name)}`,
          cause,
        });
      }
    });
    return new Pipeline({ ...roles, features });
  }

  /**
   * The network's inputs [n, d] for the given rows, in that order.
   *
   * @throws DataError E_DATA_RANGE naming a column with a value so far from the training values that float32 can't
   *   hold it.
   */
  transform(table: Table, rows: Int32Array, file?: string): Tensor {
    const inputs = Tensor.zeros(rows.length, this.featureNames.length);
    this.scaler.transform(
      this.featureNames.map((name) => numberColumn(table, name)),
      rows,
      inputs,
    );
    const bad = inputs.data.findIndex((value) => !Number.isFinite(value));
    if (bad === -1) return inputs;
    const name = this.featureNames[bad % inputs.columns]!;
    const value = numberColumn(table, name)[rows[Math.floor(bad / inputs.columns)]!];
    throw new DataError('E_DATA_RANGE', `column ${quoted(name)}: ${value} is too far from the training values`, {
      file,
      field: name,
      hint: `correct it, or leave the column out of the training with --drop ${quoted(name)}`,
    });
  }

  config(): PipelineConfig {
    const { means, scales } = this.scaler;
    const features = this.featureNames.map((name, j) => ({ name, mean: means[j]!, scale: scales[j]! }));
    return { target: this.target, id: this.id, hasHeader: this.hasHeader, features };
  }
}
