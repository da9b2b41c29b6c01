/**
 * The names of prepared data: NAME_train.npz, NAME_validation.npz, NAME_test.npz and NAME_pipeline.json, in one folder.
 */
import { basename, dirname, join } from 'node:path';

export const PARTS = ['train', 'validation', 'test'] as const;

/** Where the arrays of each part are, and what tells of them. */
export type PreparedNames = Readonly<Record<(typeof PARTS)[number] | 'pipeline', string>>;

export function preparedNames(folder: string, name: string): PreparedNames {
  const fileOf = (suffix: string) => join(folder, `${name}_${suffix}`);
  return {
    train: fileOf('train.npz'),
    validation: fileOf('validation.npz'),
    test: fileOf('test.npz'),
    pipeline: fileOf('pipeline.json'),
  };
}

/** The names of all that belongs to one of the three files of arrays. */
export function namesBeside(path: string): PreparedNames {
  return preparedNames(dirname(path), basename(path).replace(/(_train|_validation|_test)?\.npz$/, ''));
}
