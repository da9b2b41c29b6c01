/**
 * A digest of the code that figures follow from, so that kept results of other code are not taken for its own.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a training passes through on its way from cells to probabilities. */
const FOLDERS = ['data', 'evaluation', 'model', 'nn', 'options', 'preprocessing', 'tensor', 'training'];

/** @param source the folder of the compiled sources */
export async function codeDigest(source: string): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of FOLDERS) {
    const files = await readdir(join(source, folder), { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.js')).toSorted()) {
      hash.update(`${folder}/${file}\n`).update(await readFile(join(source, folder, file)));
    }
  }
  return hash.digest('hex');
}
