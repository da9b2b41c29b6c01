/**
 * Makes folders for output.
 */
import { mkdir } from 'node:fs/promises';
import { SystemError } from '../../errors.ts';
import { systemError } from './system-errors.ts';

/** Makes a folder and its parents, if missing. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw systemError(error, path, 'write');
    // The name belongs to a file, which a folder does not replace.
    throw new SystemError('E_FILE_NOT_FOLDER', 'is a file, a folder was to be written into', { file: path });
  }
}
