/**
 * A file that grows line by line. A line that was added is on the disk, whole, whatever happens to the program later; a
 * line that could not be added leaves nothing behind.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { systemError } from './system-errors.ts';

const NEWLINE = 10;

export class LineFile {
  readonly path: string;
  /** The bytes of the lines that were there when it was opened. A last one without an end is left out of them. */
  readonly lines: readonly Uint8Array[];
  /** What stands behind the last end of a line: the program that wrote it was stopped in the middle. */
  readonly torn: Uint8Array;
  readonly #handle: FileHandle;
  /** Bytes that are kept. */
  #length: number;
  #last: Promise<void> = Promise.resolve();

  private constructor(path: string, handle: FileHandle, bytes: Uint8Array) {
    this.path = path;
    this.#handle = handle;
    this.#length = bytes.lastIndexOf(NEWLINE) + 1;
    this.lines = linesOf(bytes.subarray(0, this.#length));
    this.torn = bytes.subarray(this.#length);
  }

  /** Opens a file, or makes it. @throws SystemError */
  static async open(path: string): Promise<LineFile> {
    return doing(path, async () => {
      const handle = await open(path, 'a+');
      try {
        return new LineFile(path, handle, await handle.readFile());
      } catch (error) {
        await handle.close();
        throw error;
      }
    });
  }

  /** Takes away what a stopped program left. */
  async mend(): Promise<void> {
    if (this.torn.length > 0) await doing(this.path, () => this.#handle.truncate(this.#length));
  }

  /**
   * Adds a line and waits until it is on the disk. Calls wait for each other.
   *
   * @throws SystemError
   */
  add(line: string): Promise<void> {
    const added = this.#last.then(() => this.#write(new TextEncoder().encode(`${line}\n`)));
    this.#last = added.catch(() => {});
    return added;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      await this.#handle.appendFile(bytes);
      await this.#handle.datasync();
    } catch (error) {
      await this.#handle.truncate(this.#length).catch(() => {});
      throw systemError(error, this.path, 'write');
    }
    this.#length += bytes.length;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#handle.close();
  }
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(NEWLINE, start);
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

async function doing<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw systemError(error, path, 'write');
  }
}
