/**
 * Inputs and targets as callers have them, as a dataset: arrays of numbers, typed arrays or Tensors, class numbers or,
 * where the classes' names are known, texts.
 */
import { requireArgument } from '../argument-checks.ts';
import { DataError, quoted, shown } from '../errors.ts';
import { asTensor, type MatrixLike } from '../tensor/as-tensor.ts';
import type { Dataset } from './dataset.ts';

/** An Int32Array holds smaller ones. */
const MOST_LABELS = 2_147_483_648;

export type TargetsLike = Int32Array | ArrayLike<number> | readonly string[];

/** The class that a misspelt name was probably meant to be. */
type Suggest = (name: string, classes: readonly string[]) => string | undefined;

export interface DatasetLike {
  /** [n, d] */
  readonly inputs: MatrixLike;
  /** [n] */
  readonly targets: TargetsLike;
}

/**
 * @param where the function that was given the data, for errors
 * @param columns d, as the network takes it
 * @param classes the classes' names, where they are known
 * @throws RangeError or DataError as `asTensor` and `asTargets` do.
 */
export function asDataset(
  where: string,
  { inputs, targets }: DatasetLike,
  columns: number,
  classes?: readonly string[],
  suggest?: Suggest,
): Dataset {
  return { inputs: asTensor(where, 'inputs', inputs, columns), targets: asTargets(where, targets, classes, suggest) };
}

/**
 * Class numbers [n]. An Int32Array passes as it is: a loss checks its range.
 *
 * @throws DataError E_DATA_LABEL for anything but a class number or name, RangeError for names where none are known.
 */
export function asTargets(
  where: string,
  targets: TargetsLike,
  classes?: readonly string[],
  suggest?: Suggest,
): Int32Array {
  if (targets instanceof Int32Array) return targets;
  requireArgument(
    typeof targets === 'object' && 'length' in (targets ?? {}),
    where,
    'targets',
    targets,
    'a list of classes',
  );
  const numbers = new Int32Array(targets.length);
  const numberOf = classes && new Map(classes.map((name, label) => [name, label]));
  for (let i = 0; i < targets.length; i++) {
    const target: unknown = targets[i];
    const label = typeof target === 'string' ? numberOf?.get(target) : target;
    if (
      typeof label !== 'number' ||
      !Number.isSafeInteger(label) ||
      label < 0 ||
      label >= (classes?.length ?? MOST_LABELS)
    ) {
      throw wrongTarget(where, i, target, classes, suggest);
    }
    numbers[i] = label;
  }
  return numbers;
}

function wrongTarget(
  where: string,
  i: number,
  target: unknown,
  classes: readonly string[] | undefined,
  suggest: Suggest | undefined,
): Error {
  if (classes === undefined && typeof target === 'string') {
    return new RangeError(
      `${where}: targets[${i}] is ${shown(target)}: class numbers are expected, the names aren't known here`,
    );
  }
  const expected =
    classes === undefined
      ? 'a class number'
      : `a class number below ${classes.length}, or one of ${classes.slice(0, 6).map(quoted).join(', ')}`;
  const meant = typeof target === 'string' ? suggest?.(target, classes ?? []) : undefined;
  return new DataError('E_DATA_LABEL', `${where}: targets[${i}] is ${shown(target)}, expected ${expected}`, {
    hint: meant === undefined ? undefined : `did you mean ${quoted(meant)}?`,
  });
}
