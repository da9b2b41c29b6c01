/**
 * Whether these options can train on this data, checked before any memory is taken or a weight is drawn.
 */
import { DataError, quoted, UsageError } from '../errors.ts';
import { MOST_HEADER_BYTES } from '../model/most-header-bytes.ts';
import { countParameters } from '../nn/summary.ts';
import { groupDigits } from '../text-table.ts';
import { constantInputs } from './rows/constant-inputs.ts';
import type { TrainingData } from './training-data.ts';
import type { TrainingOptions } from './training-options.ts';
import { setting, wording } from '../wording.ts';

/** With four float32 per parameter (weight, gradient, Adam's two moments), that is 2 GiB. */
const MOST_PARAMETERS = 134_217_728;

/**
 * @param file the data's file, for errors about it
 * @throws UsageError E_USAGE_VALUE for one output unit with other than two classes, or a network of more than
 *   134,217,728 parameters; E_USAGE_CONFLICT for a calibration that has nothing to learn from.
 * @throws DataError E_SCHEMA_FEATURES when the training rows are alike in all columns, E_DATA_LEVELS naming the column of
 *   the most kinds when no model file could hold them all.
 */
export function requireTrainable(data: TrainingData, options: TrainingOptions, file?: string): void {
  const classCount = data.classes.length;
  if (options.outputActivation === 'sigmoid' && classCount !== 2) {
    const output = setting('outputActivation', options.outputActivation);
    throw new UsageError(
      'E_USAGE_VALUE',
      wording`${output} tells 2 classes apart, the data has ${String(classCount)}`,
      {
        file,
        field: output.option,
      },
    );
  }
  requireCalibration(options, data, file);
  requireDifference(data, file);
  requireShortHeader(data, file);
  requireParameters([data.train.inputs.columns, ...options.hidden, classCount]);
}

function requireCalibration(
  { calibrate }: TrainingOptions,
  { validation, heldOutMix, classes }: TrainingData,
  file: string | undefined,
): void {
  const problem =
    calibrate === 'none'
      ? undefined
      : validation === null || heldOutMix !== 'natural'
        ? 'needs validation rows in their natural mix'
        : calibrate === 'platt' && classes.length !== 2
          ? `is for 2 classes, the data has ${classes.length}`
          : undefined;
  if (problem === undefined) return;
  const method = setting('calibrate', calibrate);
  throw new UsageError('E_USAGE_CONFLICT', wording`${method} ${problem}`, { file, field: method.option });
}

function requireDifference({ train: { inputs } }: TrainingData, file: string | undefined): void {
  if (constantInputs(inputs).length < inputs.columns) return;
  const rows = groupDigits(inputs.rows);
  throw new DataError(
    'E_SCHEMA_FEATURES',
    `the ${rows} training rows are alike in all columns: nothing tells them apart`,
    {
      file,
      hint: 'add a column that differs from row to row, or bring more rows',
    },
  );
}

/** Room for what stands in a model's header besides its columns. */
const HEADER_REST = 262_144;

function requireShortHeader({ pipeline }: TrainingData, file: string | undefined): void {
  // As a text within the header's JSON.
  const lengths = (pipeline?.features ?? []).map(({ config }) => {
    return new TextEncoder().encode(JSON.stringify(JSON.stringify(config))).length;
  });
  if (lengths.reduce((sum, length) => sum + length, 0) <= MOST_HEADER_BYTES - HEADER_REST) return;
  const { config } = pipeline!.features[lengths.indexOf(Math.max(...lengths))]!;
  const { name } = config;
  const kinds = config.kind === 'category' ? `its ${groupDigits(config.known?.length ?? 0)} kinds are` : 'its name is';
  // Kinds too rare for an input of their own are listed, whatever the others become.
  const canHash = config.kind === 'category' && config.encoding.method === 'frequency';
  throw new DataError('E_DATA_LEVELS', `column ${quoted(name)}: ${kinds} more than a model file can hold`, {
    file,
    field: name,
    hint: canHash
      ? wording`leave it out with ${setting('drop', name)}, or list no kinds with ${setting('highCardinality', 'hash')}`
      : wording`leave it out with ${setting('drop', name)}`,
  });
}

function requireParameters(widths: readonly number[]): void {
  const count = countParameters(widths);
  if (count <= MOST_PARAMETERS) return;
  const [shown, most] = [groupDigits(count), groupDigits(MOST_PARAMETERS)];
  throw new UsageError(
    'E_USAGE_VALUE',
    wording`${setting('hidden')}: widths ${widths.join(', ')} are ${shown} parameters, at most ${most} are possible`,
    {
      field: 'hidden',
      hint: `they alone would take ${groupDigits(count * Float32Array.BYTES_PER_ELEMENT)} bytes`,
    },
  );
}
