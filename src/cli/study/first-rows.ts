/**
 * The rows that a network is checked on, and how wide it is.
 */
import { UsageError } from '../../errors.ts';
import type { Batch } from '../../nn/learner.ts';
import { denseWidths } from '../../study/session/parameter-place.ts';
import type { Study } from '../../study/session/study.ts';

/**
 * The first training rows; where a model is looked at on another file, its first rows of a known class.
 *
 * @throws UsageError E_USAGE_VALUE where there are fewer.
 */
export function firstRows(study: Study, count: number): Batch {
  const { train, data } = study;
  if (train !== null && train.targets.length >= count) {
    return { inputs: train.inputs.slice(0, count), targets: train.targets.slice(0, count) };
  }
  const known = Array.from(data.rows.targets.keys()).filter((row) => data.rows.targets[row]! >= 0);
  const found = train?.targets.length ?? known.length;
  if (found < count) {
    const message = `--rows-checked ${count}: there are ${found} ${train === null ? 'rows of a known class' : 'training rows'}`;
    throw new UsageError('E_USAGE_VALUE', message, {
      file: data.file,
      field: 'rows-checked',
      ...(found > 0 && { hint: `--rows-checked ${found}` }),
    });
  }
  const rows = Int32Array.from(known.slice(0, count));
  return { inputs: data.rows.encode(rows), targets: rows.map((row) => data.rows.targets[row]!) };
}

/** Of the input and of each dense layer. */
export const widthsOf = ({ network }: Study): number[] => [network.inputDim, ...denseWidths(network)];
