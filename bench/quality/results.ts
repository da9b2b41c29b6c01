/**
 * The results of a comparison, kept in a file of JSON lines, so that one that was stopped goes on where it was. A result
 * is found again by the digest of what it follows from: the set's bytes, the seed, the method and whoever computed it.
 */
import { createHash } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import type { TimedScores } from './scores.ts';

export interface Result extends TimedScores {
  readonly set: string;
  readonly seed: number;
  readonly method: string;
  /** Digest of what the result follows from. */
  readonly key: string;
}

export function keyOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

export class Results {
  readonly #path: string | undefined;
  readonly #byKey = new Map<string, Result>();

  private constructor(path: string | undefined) {
    this.#path = path;
  }

  /** @param path a file that is made with the first result; undefined keeps them in memory alone */
  static async open(path: string | undefined): Promise<Results> {
    const results = new Results(path);
    const text = path === undefined ? '' : await readFile(path, 'utf8').catch(absentAsEmpty);
    for (const line of text.split('\n')) {
      const result = parsed(line);
      if (result !== undefined) results.#byKey.set(result.key, result);
    }
    // A run that was killed may have left half a line.
    if (path !== undefined && text !== '' && !text.endsWith('\n')) await appendFile(path, '\n');
    return results;
  }

  get(key: string): Result | undefined {
    return this.#byKey.get(key);
  }

  async add(result: Result): Promise<void> {
    this.#byKey.set(result.key, result);
    if (this.#path !== undefined) await appendFile(this.#path, `${JSON.stringify(result)}\n`);
  }
}

function parsed(line: string): Result | undefined {
  try {
    const value = JSON.parse(line) as Result;
    return typeof value.key === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function absentAsEmpty(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
