/**
 * Every write of the program goes through here, and each is all or nothing: the bytes go to a temporary name in the
 * same folder, are flushed to the disk, and only then take the final name; the folder is flushed after that. A failed
 * or interrupted write leaves what was there before, and no temporary file.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { lstat, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { quoted, SystemError } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';
import { makeFolder } from './make-folder.ts';
import { REPLACE_HINT, systemError } from './system-errors.ts';

type Content = Uint8Array | string;

export interface WriteOptions {
  /** Replace what has the name already. */
  readonly force: boolean;
}

/** What the program writes into a folder: only one with all of `always` and nothing else is ever replaced whole. */
const FOLDER_FILES = {
  run: { always: ['model.safetensors', 'run.json'], other: ['metrics.json', 'history.csv'] },
  evaluation: {
    always: ['metrics.json', 'per_class.csv'],
    other: ['roc.csv', 'precision_recall.csv', 'reliability.csv', 'gain.csv'],
  },
} as const;

export interface FolderOptions extends WriteOptions {
  /** A run unless told. */
  readonly kind?: keyof typeof FOLDER_FILES;
}

/** Writes several files: every byte of all is on the disk before the first one takes its name. */
export async function writeFiles(files: ReadonlyMap<string, Content>, options: WriteOptions): Promise<void> {
  for (const path of files.keys()) await requireFree(path, options);
  const staged: [temporary: string, path: string][] = [];
  try {
    for (const [path, content] of files) staged.push([await stage(path, content), path]);
    for (const [temporary, path] of staged) await publish(temporary, path);
  } finally {
    for (const [temporary] of staged) await discard(temporary);
  }
}

/** Writes a folder with its files, which appears whole under its name or not at all; folders above it are made. */
export async function writeFolder(
  path: string,
  files: ReadonlyMap<string, Content>,
  options: FolderOptions,
): Promise<void> {
  await requireReplaceableFolder(path, options);
  await makeFolder(dirname(path));
  const temporary = temporaryName(path);
  const replaced = temporaryName(path);
  try {
    await doing(path, () => createFolder(temporary));
    // All at once, since each waits for the disk; none is left at work when another has failed.
    const writings = Array.from(files, ([name, content]) => writeFlushed(join(temporary, name), content, path));
    const failed = (await Promise.allSettled(writings)).find(({ status }) => status === 'rejected');
    if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
    await flushFolder(temporary);
    swap(temporary, path, replaced);
    await flushFolder(dirname(path));
  } finally {
    await discard(temporary);
    await discard(replaced);
  }
}

/** Puts a folder in the place of another in one go, with nothing awaited between; on failure the old one comes back. */
function swap(temporary: string, path: string, replaced: string): void {
  const hadOne = existsSync(path);
  try {
    if (hadOne) renameSync(path, replaced);
    renameSync(temporary, path);
  } catch (error) {
    // Should even the way back fail, the old folder stays under its temporary name.
    temporaries.delete(replaced);
    if (hadOne && !existsSync(path)) renameSync(replaced, path);
    throw systemError(error, path, 'write');
  }
}

/** A file that is written piece by piece and appears under its name when `commit` has returned. */
export class AtomicFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;

  private constructor(path: string, temporary: string, handle: FileHandle) {
    this.#path = path;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  static async create(path: string, options: WriteOptions): Promise<AtomicFile> {
    await requireFree(path, options);
    const temporary = temporaryName(path);
    return new AtomicFile(path, temporary, await doing(path, () => createFile(temporary)));
  }

  async write(content: Content): Promise<void> {
    await doing(this.#path, () => this.#handle.appendFile(content));
  }

  async commit(): Promise<void> {
    await AtomicFile.commitAll([this]);
  }

  /** Every byte of all is on the disk before the first one takes its name; they take them in the order given. */
  static async commitAll(files: readonly AtomicFile[]): Promise<void> {
    for (const file of files) {
      await doing(file.#path, () => file.#handle.sync());
      await file.#handle.close();
    }
    for (const file of files) await publish(file.#temporary, file.#path);
  }

  /** Gives up what was written; after `commit` it does nothing. */
  async abort(): Promise<void> {
    await this.#handle.close();
    await discard(this.#temporary);
  }
}

/**
 * Refuses, before any work is done, a path that can't be written: taken without `force`, or in a folder that is missing
 * or read-only.
 *
 * @throws SystemError
 */
export async function requireFree(path: string, { force }: WriteOptions): Promise<void> {
  const status = await statusOf(path);
  const target = status?.isSymbolicLink() ? await stat(path).catch(() => undefined) : status;
  if (target?.isDirectory()) {
    throw new SystemError('E_FILE_IS_FOLDER', 'is a folder, a file was to be written', { file: path });
  }
  if (target?.isFile() === false) {
    throw new SystemError('E_FILE_EXISTS', 'is a device, pipe or socket, expected a file', {
      file: path,
      hint: 'write to stdout and redirect it',
    });
  }
  if (status !== undefined && !force) throw taken(path);
  await probe(path);
}

/**
 * The same for a folder, but those above it may be missing. With `force`, only an empty folder or one of its kind with
 * nothing else in it gives way.
 */
export async function requireReplaceableFolder(path: string, { force, kind = 'run' }: FolderOptions): Promise<void> {
  const status = await statusOf(path);
  if (status !== undefined) {
    if (!force) throw taken(path);
    const problem = status.isDirectory() ? await reasonToKeep(path, kind) : `is no ${kind} folder`;
    if (problem !== undefined) {
      throw new SystemError(
        'E_FILE_EXISTS',
        wording`exists and ${problem}, so ${setting('force')} does not replace it`,
        {
          file: path,
          hint: wording`choose another name with ${setting('output')}`,
        },
      );
    }
  }
  await probe(await highestMissing(path));
}

/** The path itself, or the topmost folder above it that is not there yet: whoever may make that one may make the rest. */
async function highestMissing(path: string): Promise<string> {
  const parent = dirname(resolve(path));
  return (await statusOf(parent)) === undefined ? highestMissing(parent) : path;
}

async function reasonToKeep(folder: string, kind: keyof typeof FOLDER_FILES): Promise<string | undefined> {
  const names = await doing(folder, () => readdir(folder));
  const { always, other } = FOLDER_FILES[kind];
  if (names.length > 0 && !always.every((name) => names.includes(name))) return `is no ${kind} folder`;
  const ours = new Set<string>([...always, ...other]);
  const foreign = names.find((name) => !ours.has(name));
  return foreign === undefined ? undefined : `holds ${quoted(foreign)}, which no ${kind} wrote`;
}

/** Tries the folder of `path` with a file of no bytes. */
async function probe(path: string): Promise<void> {
  const temporary = temporaryName(path);
  try {
    const handle = await doing(path, () => createFile(temporary));
    await handle.close();
  } finally {
    await discard(temporary);
  }
}

async function stage(path: string, content: Content): Promise<string> {
  const temporary = temporaryName(path);
  try {
    await writeFlushed(temporary, content, path);
  } catch (error) {
    await discard(temporary);
    throw error;
  }
  return temporary;
}

async function writeFlushed(temporary: string, content: Content, path: string): Promise<void> {
  await doing(path, async () => {
    const handle = await createFile(temporary);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

async function publish(temporary: string, path: string): Promise<void> {
  await doing(path, () => rename(temporary, path));
  temporaries.delete(temporary);
  await flushFolder(dirname(path));
}

async function flushFolder(path: string): Promise<void> {
  const handle = await doing(path, () => open(path, 'r'));
  try {
    await handle.sync();
  } catch {
    // Some file systems can't flush a folder; the rename has happened all the same.
  } finally {
    await handle.close();
  }
}

/**
 * Creating is synchronous, so that nothing can be in the making when a signal ends the process: a file that appeared
 * after the temporaries were removed would stay.
 */
async function createFile(path: string): Promise<FileHandle> {
  closeSync(openSync(path, 'wx'));
  return open(path, 'r+');
}

async function createFolder(path: string): Promise<void> {
  mkdirSync(path);
}

/** Temporary names in use; whatever ends the process, those are removed. */
const temporaries = new Set<string>();
let watching = false;

function temporaryName(path: string): string {
  if (!watching) {
    watching = true;
    process.on('exit', () => {
      for (const temporary of temporaries) rmSync(temporary, { recursive: true, force: true });
    });
  }
  const full = resolve(path);
  const name = join(dirname(full), `${basename(full)}.tmp-${process.pid}-${randomBytes(4).toString('hex')}`);
  temporaries.add(name);
  return name;
}

/** Forgotten only when it is gone: a signal may come while it is being removed. */
async function discard(temporary: string): Promise<void> {
  if (!temporaries.has(temporary)) return;
  await rm(temporary, { recursive: true, force: true });
  temporaries.delete(temporary);
}

async function statusOf(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw systemError(error, path, 'write');
  }
}

function taken(path: string): SystemError {
  return new SystemError('E_FILE_EXISTS', 'exists already', { file: path, hint: REPLACE_HINT });
}

async function doing<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw systemError(error, path, 'write');
  }
}
