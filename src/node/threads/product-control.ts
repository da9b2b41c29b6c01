/**
 * The shared words of memory that hand a product to other threads.
 */
import { PRODUCT_NAMES, type ProductJob } from '../../tensor/kernels/product-job.ts';

/** Indices into the array. */
export const CONTROL = { pending: 0, failures: 1, memory: 2, job: 3 } as const;
const JOB_WORDS = 8;
const MEMBER_WORDS = 4;

/**
 * How many memories a thread keeps: a network's, and the one for copies. A program that alternates between more sends
 * them again. A program that trains many networks in turn does not keep all their memories alive.
 */
export const MEMORIES_KEPT = 2;

/** Loop turns before a thread sleeps: some ten microseconds; the next product often comes within that time. */
const SPINS = 2000;

/** The indices of a thread's own words, which end the array; threads count from 1. */
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

/** Waits until the word changes; returns false on timeout, in milliseconds. */
export function waitWhile(control: Int32Array, word: number, value: number, milliseconds = Infinity): boolean {
  for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(control, word) !== value) return true;
  // A late notification of an earlier change can wake the thread without a new change.
  while (Atomics.load(control, word) === value) {
    if (Atomics.wait(control, word, value, milliseconds) === 'timed-out') return false;
  }
  return true;
}
