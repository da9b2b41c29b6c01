/**
 * A folder that one process at a time may work in. The lock is a file that names the process; one that no longer runs
 * holds nothing, however it ended.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { SystemError } from '../../errors.ts';
import { systemError } from './system-errors.ts';

export const LOCK_FILE = 'lock';

/** Who holds a lock. */
interface Holder {
  readonly host: string;
  readonly process: number;
  /** When the process began, as the system counts; null where it doesn't tell. Numbers of processes are used again. */
  readonly began: string | null;
}

export class FolderLock {
  readonly #path: string;
  readonly #text: string;
  readonly #release = () => this.release();

  private constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
    process.on('exit', this.#release);
  }

  /**
   * Takes the lock of a folder. Synchronous, so that little time is left to a second process that does the same.
   *
   * @throws SystemError E_FILE_LOCKED naming the process that holds it.
   */
  static take(folder: string): FolderLock {
    const path = join(folder, LOCK_FILE);
    const text = `${JSON.stringify(self())}\n`;
    const own = `${path}.tmp-${process.pid}-${randomBytes(4).toString('hex')}`;
    try {
      writeFileSync(own, text, { flag: 'wx' });
      while (!couldLink(own, path)) breakLock(path, own);
    } catch (error) {
      throw systemError(error, path, 'write');
    } finally {
      rmSync(own, { force: true });
    }
    return new FolderLock(path, text);
  }

  /** Gives the folder to the next process. */
  release(): void {
    process.off('exit', this.#release);
    if (contentOf(this.#path) === this.#text) rmSync(this.#path, { force: true });
  }
}

/** A name for a file that has its content already, so that nobody sees an empty lock. */
function couldLink(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes away a lock that nobody holds. What is taken away is looked at again: it might be a new one. */
function breakLock(path: string, own: string): void {
  const text = contentOf(path);
  if (text === undefined) return;
  requireUnheld(path, text);
  const aside = `${own}.old`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = contentOf(aside);
  if (taken !== text) couldLink(aside, path);
  rmSync(aside, { force: true });
}

function requireUnheld(path: string, text: string): void {
  const { host, process: id, began } = holderOf(text);
  const isHere = host === hostname();
  if (isHere && !(isAlive(id) && began === beginningOf(id))) return;
  const where = isHere ? `process ${id}` : `process ${id} of ${host}`;
  throw new SystemError('E_FILE_LOCKED', `${where} is at work in this folder`, {
    file: path,
    hint: isHere ? 'wait for it, or choose another folder' : 'remove this file if that process has ended',
  });
}

const NOBODY: Holder = { host: hostname(), process: 0, began: null };

/** A file that names no process is held by nobody. */
function holderOf(text: string): Holder {
  try {
    const { host, process: id, began = null } = JSON.parse(text) as Partial<Holder>;
    return typeof host === 'string' && typeof id === 'number' ? { host, process: id, began } : NOBODY;
  } catch {
    return NOBODY;
  }
}

function self(): Holder {
  return { host: hostname(), process: process.pid, began: beginningOf(process.pid) };
}

function isAlive(id: number): boolean {
  if (!Number.isSafeInteger(id) || id < 1) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/ID/stat (proc(5)), in ticks since the system began. The name before it may hold blanks. */
function beginningOf(id: number): string | null {
  const stat = contentOf(`/proc/${id}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
