/**
 * How much memory predict takes for a file of many rows.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ended, ROOT, start } from './cli.ts';

export const STORE = join(ROOT, 'data/audiobooks.csv');

/** What predict may take at most, whatever the size of the file. */
export const MOST_MEBIBYTES = 250;

/**
 * Prints the peak of resident memory in KiB when the program ends. Linux carries the peak of `resourceUsage` over from the
 * process that started the program; the one in /proc is the program's own.
 */
const REPORT = `data:text/javascript,${encodeURIComponent(`
import { existsSync, readFileSync } from 'node:fs';
const own = () => /^VmHWM:\\s+(\\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1];
const peak = () => (existsSync('/proc/self/status') ? own() : process.resourceUsage().maxRSS);
process.on('exit', () => console.error('peak', peak()));
`)}`;

/** Makes the program one that keeps every record it reads, which is what must not happen. */
export const KEEP_RECORDS = `data:text/javascript,${encodeURIComponent(`
const bytes = Object.getPrototypeOf(Uint8Array.prototype);
const set = bytes.set;
const kept = [];
bytes.set = function (...parts) {
  const isChunk = parts[0] instanceof Uint8Array && parts[0].length > 10_000;
  if (isChunk) kept.push(new TextDecoder().decode(parts[0]).split(String.fromCharCode(10)).map((line) => line.split(',')));
  set.apply(this, parts);
};`)}`;

/** The rows of the audiobook store again and again, under one header. */
export function* repeatedStore(times: number): Generator<string> {
  const text = readFileSync(STORE, 'utf8');
  const rowsStart = text.indexOf('\n') + 1;
  yield text.slice(0, rowsStart);
  for (let i = 0; i < times; i++) yield text.slice(rowsStart);
}

/** The peak of resident memory in MiB while predict scores a file, and how many lines it wrote. */
export async function peakOfPredict(
  path: string,
  model: string,
  preloads: readonly string[] = [],
  words: readonly string[] = [],
): Promise<{ mebibytes: number; lines: number }> {
  const child = start(['predict', path, '-m', model, '-q', '-f', '-o', `${path}.scores`, ...words], {
    nodeFlags: [REPORT, ...preloads].flatMap((url) => ['--import', url]),
  });
  const { code, stderr } = await ended(child);
  expect(code, stderr).toBe(0);
  let lines = 0;
  for await (const bytes of createReadStream(`${path}.scores`) as AsyncIterable<Buffer>) {
    for (const byte of bytes) if (byte === 0x0a) lines++;
  }
  return { mebibytes: Number(/peak (\d+)/.exec(stderr)![1]) / 1024, lines };
}
