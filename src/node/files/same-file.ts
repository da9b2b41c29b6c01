/**
 * Whether two paths lead to one file: by device and inode, so that links of both kinds and other spellings are seen.
 */
import { fstat, stat, type BigIntStats } from 'node:fs';
import { promisify } from 'node:util';

/** A path, or the descriptor of an open file. */
export type FileName = string | number;

/** The first of `outputs` that is one of `inputs`, both of them regular files that are there; undefined if none is. */
export async function firstShared(
  inputs: readonly FileName[],
  outputs: readonly FileName[],
): Promise<FileName | undefined> {
  if (inputs.length === 0 || outputs.length === 0) return undefined;
  const read = new Set(await Promise.all(inputs.map(identityOf)));
  const written = await Promise.all(outputs.map(identityOf));
  return outputs.find((_, index) => written[index] !== undefined && read.has(written[index]));
}

/** Undefined for what is no regular file: nothing in it can be lost. */
async function identityOf(name: FileName): Promise<string | undefined> {
  const status = await statusOf(name).catch(() => undefined);
  return status?.isFile() === true ? `${status.dev}:${status.ino}` : undefined;
}

function statusOf(name: FileName): Promise<BigIntStats> {
  return typeof name === 'number' ? promisify(fstat)(name, { bigint: true }) : promisify(stat)(name, { bigint: true });
}
