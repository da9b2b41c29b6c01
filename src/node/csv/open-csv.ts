/**
 * The bytes of a CSV file, read ahead and unpacked.
 */
import type { BigIntStats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { DataError } from '../../errors.ts';
import { unpacked } from '../files/gzip.ts';
import { systemError } from '../files/system-errors.ts';

/** Bytes read from a file at a time. */
const READ_LENGTH = 2 ** 18;

const STDIN = '<stdin>';

/** The name of a command's input file in messages and errors: its path, or `<stdin>` for `-`. */
export function nameOf(path: string): string {
  return path === '-' ? STDIN : path;
}

/**
 * The bytes of a file, or of stdin for `-`, unpacked if they are gzip, whatever the name. Each chunk is valid until the
 * next one is requested. The file is closed when the consumer stops.
 *
 * @param onRead called with the number of bytes read, before unpacking
 * @throws SystemError when it cannot be read; DataError E_CSV_GZIP when it cannot be unpacked, E_CSV_CHANGED when it has
 *   changed since the start.
 */
export function openCsv(
  path: string,
  onRead?: (byteLength: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = path === '-' ? readStdin() : readFile(path);
  return unpacked(onRead === undefined ? source : counted(source, onRead), nameOf(path));
}

async function* readFile(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await reading(path, () => open(path, 'r'));
  // One is filled while the consumer uses the other.
  let [free, taken] = [Buffer.allocUnsafeSlow(READ_LENGTH), Buffer.allocUnsafeSlow(READ_LENGTH)];
  const read = async () => {
    const { bytesRead, buffer } = await reading(path, () => handle.read(free));
    return buffer.subarray(0, bytesRead);
  };
  let next: Promise<Uint8Array> | undefined;
  try {
    const before = await reading(path, () => handle.stat({ bigint: true }));
    for (;;) {
      const bytes = await (next ?? read());
      if (bytes.length === 0) break;
      [free, taken] = [taken, free];
      // Read ahead, but not from a pipe: that read could wait forever after the consumer has stopped.
      if (before.isFile()) {
        next = read();
        next.catch(() => {});
      }
      yield bytes;
    }
    if (before.isFile()) await requireUnchanged(path, before);
  } finally {
    await next?.catch(() => {});
    await handle.close();
  }
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  onRead: (byteLength: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const bytes of source) {
    onRead(bytes.length);
    yield bytes;
  }
}

async function* readStdin(): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks: AsyncIterator<Uint8Array> = process.stdin[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await reading(STDIN, () => chunks.next());
      if (done === true) return;
      yield value;
    }
  } finally {
    await chunks.return?.();
  }
}

/** Looks up the path again: a file replaced by another of the same name counts as changed. */
async function requireUnchanged(path: string, before: BigIntStats): Promise<void> {
  const after = await stat(path, { bigint: true }).catch(() => undefined);
  if (
    after?.ino === before.ino &&
    after.dev === before.dev &&
    after.size === before.size &&
    after.mtimeNs === before.mtimeNs
  ) {
    return;
  }
  throw new DataError('E_CSV_CHANGED', 'changed while it was read', {
    file: path,
    hint: 'try again when nothing writes to it',
  });
}

async function reading<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw systemError(error, path, 'read');
  }
}
