/**
 * Folders for what is about to be written.
 */
import { mkdir } from 'node:fs/promises';
import { SystemError } from '../../errors.ts';
import { systemError } from './system-errors.ts';

/** Makes a folder and those above it, where they aren't there. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw systemError(error, path, 'write');
    // What has the name is a file, and nothing puts a folder in its place.
    throw new SystemError('E_FILE_NOT_FOLDER', 'is a file, a folder was to be written into', { file: path });
  }
}
