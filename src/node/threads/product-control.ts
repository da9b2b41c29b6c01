/**
 * The words of shared memory through which a product is given to other threads.
 */
import { PRODUCT_NAMES, type ProductJob } from '../../tensor/kernels/product-job.ts';

/** Places in the array. */
export const CONTROL = { pending: 0, failures: 1, memory: 2, job: 3 } as const;
const JOB_WORDS = 8;
const MEMBER_WORDS = 4;

/**
 * How many memories a thread remembers: a network's, and that of copies. A program that uses more by turns sends them
 * again; one that trains network after network doesn't keep the memory of many.
 */
export const MEMORIES_KEPT = 2;

/** Turns of a loop before a thread goes to sleep: some ten microseconds, which the next product often takes to come. */
const SPINS = 2000;

/** The places of a thread's own words; threads count from 1, and the array ends with the last one's. */
export function memberWords(thread: number) {
  const start = CONTROL.job + JOB_WORDS + MEMBER_WORDS * (thread - 1);
  return { command: start, isReady: start + 1, firstRow: start + 2, endRow: start + 3 } as const;
}

export function encodeJob(control: Int32Array, slot: number, job: ProductJob): void {
  const { name, a, b, operand, out, rows, inner, columns } = job;
  control[CONTROL.memory] = slot;
  control.set([PRODUCT_NAMES.indexOf(name), a, b, operand, out, rows, inner, columns], CONTROL.job);
}

export function decodeJob(control: Int32Array): { slot: number; job: ProductJob } {
  const word = (place: number): number => control[CONTROL.job + place]! >>> 0;
  return {
    slot: control[CONTROL.memory]!,
    job: {
      name: PRODUCT_NAMES[word(0)]!,
      a: word(1),
      b: word(2),
      operand: word(3),
      out: word(4),
      rows: word(5),
      inner: word(6),
      columns: word(7),
    },
  };
}

/** Returns when the word has changed, or false when it hasn't for so many milliseconds. */
export function waitWhile(control: Int32Array, word: number, value: number, milliseconds = Infinity): boolean {
  for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(control, word) !== value) return true;
  // A call meant for a change that was seen before may come late, and wake without another one.
  while (Atomics.load(control, word) === value) {
    if (Atomics.wait(control, word, value, milliseconds) === 'timed-out') return false;
  }
  return true;
}
