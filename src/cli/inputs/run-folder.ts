/**
 * The folder that a command writes where nobody says: `runs/NAME`, NAME being that of the file.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stemOf } from './input-file.ts';

const RUNS = 'runs';

/**
 * `runs/NAME`, or the first of `runs/NAME-2`, `runs/NAME-3`, … that is free. Without --output nothing is replaced.
 *
 * @param suffix of the name, such as `-cv`
 */
export function freeRunFolder(path: string, suffix = ''): string {
  const stem = stemOf(path).replace(/_train$/, '') + suffix;
  for (let number = 1; ; number++) {
    const folder = join(RUNS, number === 1 ? stem : `${stem}-${number}`);
    if (!existsSync(folder)) return folder;
  }
}
