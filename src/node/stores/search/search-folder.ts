/**
 * The folder of a search: `tune.json` says what is searched, `trials.jsonl` has a line for each finished trial, and the
 * files of a run are those of the winner. A search that was stopped goes on in its folder.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FormatError, quoted, SystemError } from '../../../errors.ts';
import type { JsonValue } from '../../../formats/json.ts';
import { trialKey, type Trial } from '../../../training/tuning/trial.ts';
import { systemError } from '../../files/system-errors.ts';
import { RUN_FILES, writeFiles } from '../../files/atomic-write.ts';
import { FolderLock, LOCK_FILE } from '../../files/folder-lock.ts';
import { LineFile } from '../../files/line-file.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { setting, wording } from '../../../wording.ts';
import { readBytes, sha256 } from '../model-store.ts';
import { readTuneFile, requireSameSearch, TUNE_FILE, TUNE_SCHEMA, type SearchIdentity } from './search-record.ts';
import { readTrialLine, trialLine } from './trial-line.ts';

const TRIALS_FILE = 'trials.jsonl';
const OURS: ReadonlySet<string> = new Set([TUNE_FILE, TRIALS_FILE, LOCK_FILE, ...RUN_FILES]);
const OTHER_FOLDER = wording`choose another folder with ${setting('output')}`;
/** What a write that was stopped in the middle leaves. */
const UNFINISHED = /\.tmp-\d+-[0-9a-f]{8}(\.old)?$/;

export class SearchFolder {
  readonly path: string;
  /** What a search that ended here found; null for one that has not ended. */
  readonly found: JsonValue;
  /** Lines that a stopped program left unfinished: those trials are done again. */
  readonly tornLines: number;
  readonly #search: SearchIdentity;
  readonly #lock: FolderLock;
  readonly #lines: LineFile;
  /** By key and number. */
  readonly #trials: Map<string, Trial>;

  private constructor(parts: {
    path: string;
    found: JsonValue;
    search: SearchIdentity;
    lock: FolderLock;
    lines: LineFile;
    trials: Map<string, Trial>;
  }) {
    this.path = parts.path;
    this.found = parts.found;
    this.tornLines = parts.lines.torn.length > 0 ? 1 : 0;
    this.#search = parts.search;
    this.#lock = parts.lock;
    this.#lines = parts.lines;
    this.#trials = parts.trials;
  }

  /**
   * Makes a folder for a search, or goes on with the same one.
   *
   * @param force begins anew where there was another one
   * @throws SystemError E_FILE_EXISTS for a folder that no search wrote, E_FILE_LOCKED for one that another process is at
   *   work in; UsageError E_USAGE_CONFLICT for one of another search, naming the difference; FormatError naming the line
   *   of `trials.jsonl` that is damaged.
   */
  static async open(path: string, search: SearchIdentity, { force }: { force: boolean }): Promise<SearchFolder> {
    await makeFolder(path);
    const names = await requireOurs(path);
    const lock = FolderLock.take(path);
    try {
      for (const name of names.filter((one) => force || UNFINISHED.test(one))) {
        if (name !== LOCK_FILE) await removed(join(path, name));
      }
      const found = force || !names.includes(TUNE_FILE) ? null : await foundIn(path, search);
      if (force || !names.includes(TUNE_FILE)) await writeTune(path, search, null);
      const lines = await LineFile.open(join(path, TRIALS_FILE));
      try {
        const trials = trialsIn(lines);
        await lines.mend();
        return new SearchFolder({ path, found, search, lock, lines, trials });
      } catch (error) {
        await lines.close();
        throw error;
      }
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  get trialCount(): number {
    return this.#trials.size;
  }

  /** The finished trial of this key and number, if there is one. */
  trial(key: string, index: number): Trial | undefined {
    return this.#trials.get(nameOf(key, index));
  }

  /** Adds a finished trial, and waits until it is on the disk. @throws SystemError */
  async add(trial: Trial): Promise<void> {
    await this.#lines.add(trialLine(trial));
    this.#trials.set(nameOf(trialKey(trial, sha256), trial.index), trial);
  }

  /** Writes what the search found, and the winner's files. @throws SystemError */
  async finish(result: object, files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
    const entries = Array.from(files, ([name, content]) => [join(this.path, name), content] as const);
    await writeFiles(new Map([...entries, [join(this.path, TUNE_FILE), tuneText(this.#search, result)]]), {
      force: true,
    });
  }

  async close(): Promise<void> {
    await this.#lines.close();
    this.#lock.release();
  }
}

async function requireOurs(path: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(path);
  } catch (error) {
    throw systemError(error, path, 'write');
  }
  const foreign = names.find((name) => !OURS.has(name) && !UNFINISHED.test(name));
  const isSearch = names.includes(TUNE_FILE);
  const isBegun = names.every((name) => name === LOCK_FILE || UNFINISHED.test(name));
  if (foreign === undefined && (isSearch || isBegun)) return names;
  const what = isSearch ? `holds ${quoted(foreign!)}, which no search wrote` : 'exists, and is no folder of a search';
  throw new SystemError('E_FILE_EXISTS', what, { file: path, hint: OTHER_FOLDER });
}

async function foundIn(path: string, search: SearchIdentity): Promise<JsonValue> {
  const file = join(path, TUNE_FILE);
  const tune = readTuneFile(new TextDecoder().decode(await readBytes(file)), file);
  requireSameSearch(tune.search, search, path);
  return tune.result;
}

async function removed(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    throw systemError(error, path, 'write');
  }
}

function writeTune(path: string, search: SearchIdentity, result: object | null): Promise<void> {
  return writeFiles(new Map([[join(path, TUNE_FILE), tuneText(search, result)]]), { force: true });
}

function tuneText(search: SearchIdentity, result: object | null): string {
  return `${JSON.stringify({ schema: TUNE_SCHEMA, search, result }, null, 2)}\n`;
}

/** @throws FormatError E_SEARCH_TRIAL naming a line that is damaged, or that is there twice. */
function trialsIn({ lines, path }: LineFile): Map<string, Trial> {
  const trials = new Map<string, Trial>();
  const firstLine = new Map<string, number>();
  for (const [place, bytes] of lines.entries()) {
    const line = place + 1;
    const trial = readTrialLine(new TextDecoder().decode(bytes), path, line);
    const name = nameOf(trialKey(trial, sha256), trial.index);
    const before = firstLine.get(name);
    if (before !== undefined) {
      throw new FormatError('E_SEARCH_TRIAL', `the trial of line ${before} again`, { file: path, line });
    }
    firstLine.set(name, line);
    trials.set(name, trial);
  }
  return trials;
}

function nameOf(key: string, index: number): string {
  return `${key}/${index}`;
}
