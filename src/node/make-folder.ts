/**
 * Folders for what is about to be written.
 */
import { mkdir } from 'node:fs/promises';
import { systemError } from './system-errors.ts';

/** Makes a folder and those above it, where they aren't there. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw systemError(error, path, 'write');
  }
}
