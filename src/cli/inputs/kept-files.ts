/**
 * Nothing that a command reads is overwritten: each file that it is going to write is compared with each that it reads,
 * before any work.
 */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { RUN_FILES } from '../../node/files/atomic-write.ts';
import { firstShared, type FileName } from '../../node/files/same-file.ts';
import { MODEL_FILE, modelFile } from '../../node/stores/model-store.ts';
import { namesBeside } from '../../node/stores/prepared-names.ts';
import type { Arguments } from '../options/arguments.ts';
import { isArrays } from './input-file.ts';

/** What a command writes. */
export interface Outputs {
  /** Files; `-` is stdout. */
  readonly files?: readonly (string | null | undefined)[];
  /** A folder that is replaced as a whole, with all files in it. */
  readonly folder?: string | undefined;
  /** What it reads beside that. */
  readonly reads?: readonly string[];
}

/**
 * What a command reads by its arguments is the file that it is about, a model with the files of its run, a schema, a
 * configuration and a search space.
 *
 * @throws UsageError E_USAGE_CONFLICT
 */
export async function requireInputsKept(args: Arguments, { files = [], folder, reads = [] }: Outputs): Promise<void> {
  const outputs = files.filter((path) => path !== undefined && path !== null).map((path) => openAs(path, 1));
  if (folder !== undefined) outputs.push(...(await filesIn(folder)));
  const shared = await firstShared([...(await filesRead(args)), ...reads], outputs);
  if (shared === undefined) return;
  throw new UsageError('E_USAGE_CONFLICT', 'is read by this command, so it is not overwritten', {
    file: typeof shared === 'number' ? '<stdout>' : shared,
    hint: 'write to another file',
  });
}

async function filesRead(args: Arguments): Promise<FileName[]> {
  const { positional: path } = args;
  const model = args.optionalText('model');
  const others = (['schema', 'config', 'space'] as const).flatMap((name) => args.optionalText(name) ?? []);
  return [
    ...(path === undefined ? [] : isArrays(path) ? [path, ...Object.values(namesBeside(path))] : [openAs(path, 0)]),
    ...(model === undefined ? [] : await filesOfModel(model)),
    ...others,
  ];
}

/** Of a run folder all that the run wrote; a file by another name is a model alone, with the record of its training. */
async function filesOfModel(path: string): Promise<string[]> {
  const file = await modelFile(path).catch(() => path);
  const names = basename(file) === MODEL_FILE ? RUN_FILES : ['run.json'];
  return [file, ...names.map((name) => join(dirname(file), name))];
}

function openAs(path: string, descriptor: number): FileName {
  return path === '-' ? descriptor : path;
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}
