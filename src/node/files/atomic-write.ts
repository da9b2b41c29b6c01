/**
 * Every write of the program goes through here, and each is all or nothing. The bytes go to a temporary file in the
 * same folder and are flushed to disk; then the file is renamed and the folder is flushed. A failed or interrupted
 * write leaves what was there before, and no temporary file.
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
  /** Replace what already has the name. */
  readonly force: boolean;
}

/**
 * The files the program writes into a folder. A folder is replaced only if it has all of `always` and no other file.
 */
const FOLDER_FILES = {
  run: {
    always: ['model.safetensors', 'run.json'],
    other: ['metrics.json', 'history.csv', 'explanation.json', 'audit.json', 'report.html', 'README.md'],
  },
  evaluation: {
    always: ['metrics.json', 'per_class.csv'],
    other: ['roc.csv', 'precision_recall.csv', 'reliability.csv', 'gain.csv'],
  },
  'cross-validation': { always: ['cv.json', 'oof.csv'], other: [] },
} as const;

/** What a run writes into its folder. */
export const RUN_FILES: readonly string[] = [...FOLDER_FILES.run.always, ...FOLDER_FILES.run.other];

export interface FolderOptions extends WriteOptions {
  /** Default: a run. */
  readonly kind?: keyof typeof FOLDER_FILES;
}

/** Writes several files: all bytes of all files are on disk before the first file is renamed. */
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

/** Writes a folder with its files, whole or not at all. Parent folders are made. */
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
    // All at once, since each waits for the disk. If one fails, none is left running.
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

/** Replaces a folder by another, synchronously. On failure the old one is restored. */
function swap(temporary: string, path: string, replaced: string): void {
  const hadOne = existsSync(path);
  try {
    if (hadOne) renameSync(path, replaced);
    renameSync(temporary, path);
  } catch (error) {
    // If the restore fails too, the old folder keeps its temporary name.
    temporaries.delete(replaced);
    if (hadOne && !existsSync(path)) renameSync(replaced, path);
    throw systemError(error, path, 'write');
  }
}

/** A file that is written in pieces and gets its name at `commit`. */
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

  /** Flushes all files to disk, then renames them in the given order. */
  static async commitAll(files: readonly AtomicFile[]): Promise<void> {
    for (const file of files) {
      await doing(file.#path, () => file.#handle.sync());
      await file.#handle.close();
    }
    for (const file of files) await publish(file.#temporary, file.#path);
  }

  /** Discards what was written. After `commit` it does nothing. */
  async abort(): Promise<void> {
    await this.#handle.close();
    await discard(this.#temporary);
  }
}

/**
 * Refuses, before any work is done, a path that cannot be written: it exists and `force` is not given, or its folder is
 * missing or read-only.
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
 * The same for a folder, but its parents may be missing. With `force`, only an empty folder, or one that holds only
 * files of its kind, is replaced.
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

/** The topmost missing folder of the path, or the path itself. If it can be made, so can the rest. */
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

/** Tests the folder of `path` by making an empty file. */
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
    // Some file systems cannot flush a folder; the rename is done anyway.
  } finally {
    await handle.close();
  }
}

/**
 * Files are created synchronously, so that no creation is pending when a signal ends the process: a file that appeared
 * after the temporary files were removed would stay.
 */
async function createFile(path: string): Promise<FileHandle> {
  closeSync(openSync(path, 'wx'));
  return open(path, 'r+');
}

async function createFolder(path: string): Promise<void> {
  mkdirSync(path);
}

/** Temporary names in use; removed when the process ends. */
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

/** The name is forgotten only after the removal: a signal can arrive in between. */
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
