/**
 * The names of prepared data: NAME_train.npz, NAME_validation.npz, NAME_test.npz and NAME_pipeline.json, in one folder.
 */
import { basename, dirname, join } from 'node:path';

export const PARTS = ['train', 'validation', 'test'] as const;

/** Where the arrays of each part are, and what tells of them. */
export type PreparedNames = Readonly<Record<(typeof PARTS)[number] | 'pipeline', string>>;

/** How the arrays of a file are called, where not `inputs` and `targets`. */
export interface ArrayKeys {
  readonly inputs?: string | undefined;
  readonly targets?: string | undefined;
}

/** @param ending of the files of arrays, in the case of letters that they have */
export function preparedNames(folder: string, name: string, ending = '.npz'): PreparedNames {
  const fileOf = (suffix: string) => join(folder, `${name}_${suffix}`);
  return {
    train: fileOf(`train${ending}`),
    validation: fileOf(`validation${ending}`),
    test: fileOf(`test${ending}`),
    pipeline: fileOf('pipeline.json'),
  };
}

/** The names of all that belongs to one of the three files of arrays. */
export function namesBeside(path: string): PreparedNames {
  const [ending = '.npz'] = /\.npz$/i.exec(path) ?? [];
  return preparedNames(dirname(path), basename(path, ending).replace(/_(train|validation|test)$/, ''), ending);
}
