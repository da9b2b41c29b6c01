/**
 * Threads that score pages of a CSV file beside this one. Each row's figures come from one thread alone, and the pages
 * are put together in the order of the file: the number of threads changes no byte of the result.
 */
import { Worker } from 'node:worker_threads';
import type { PageFormat, PageOutcome, ScoredPage } from '../../scoring/page-scorer.ts';
import type { PagePool } from '../../scoring/score-file.ts';

/** All that a thread has to know. */
export interface ScoringSetup {
  /** The bytes of the model file, and its name. */
  readonly model: Uint8Array;
  readonly modelFile: string;
  /** The name of the kernels to compute with. */
  readonly kernels: string;
  readonly format: PageFormat;
  /** Where the pages of this thread are put, which spares both sides new memory for each. */
  readonly slots: readonly Uint8Array<SharedArrayBuffer>[];
}

/** A page that waits in a slot. */
export interface SlottedPage {
  readonly slot: number;
  readonly byteLength: number;
}

/** What a thread says when it can take pages. */
export const READY = 'ready';

/** With one page more than it works on, a thread needn't wait for the next. */
const PAGES_EACH = 2;

interface Member {
  readonly worker: Worker;
  readonly slots: ScoringSetup['slots'];
  nextSlot: number;
  isReady: boolean;
  /** Take its answers, null for a page that it can't score, in the order of the pages. */
  readonly waiting: ((scored: ScoredPage | null) => void)[];
}

export class ScoringPool implements PagePool {
  readonly size: number;
  #members: readonly Member[] = [];
  readonly #pageLength: number;
  #isClosed = false;

  /**
   * @param pageLength of the longest page that is taken
   * @param onLoss is told why a thread did not start, or ended before its time; its pages are given back
   */
  constructor(size: number, pageLength: number, setup: Omit<ScoringSetup, 'slots'>, onLoss: (cause: Error) => void) {
    this.size = size;
    this.#pageLength = pageLength;
    try {
      for (let i = 0; i < size; i++) this.#members = [...this.#members, this.start(setup, onLoss)];
    } catch (cause) {
      onLoss(cause as Error);
    }
  }

  score(page: Uint8Array): Promise<PageOutcome> | undefined {
    if (page.length > this.#pageLength) return undefined;
    const free = this.#members.find(({ isReady, waiting }) => isReady && waiting.length < PAGES_EACH);
    if (free === undefined) return undefined;
    const { slots, nextSlot: slot, waiting, worker } = free;
    const held = slots[slot]!.subarray(0, page.length);
    held.set(page);
    free.nextSlot = (slot + 1) % PAGES_EACH;
    return new Promise((resolve) => {
      waiting.push((scored) => resolve(scored ?? Uint8Array.from(held)));
      worker.postMessage({ slot, byteLength: page.length } satisfies SlottedPage);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#members.map(({ worker }) => worker.terminate()));
  }

  private start(common: Omit<ScoringSetup, 'slots'>, onLoss: (cause: Error) => void): Member {
    const slots = Array.from({ length: PAGES_EACH }, () => new Uint8Array(new SharedArrayBuffer(this.#pageLength)));
    const workerData: ScoringSetup = { ...common, slots };
    const worker = new Worker(new URL('./scoring-worker.js', import.meta.url), { workerData });
    const member: Member = { worker, slots, nextSlot: 0, isReady: false, waiting: [] };
    worker.on('message', (message: typeof READY | ScoredPage | null) => {
      if (message === READY) member.isReady = true;
      else member.waiting.shift()!(message);
    });
    let cause: Error | undefined;
    worker.on('error', (error: Error) => (cause = error));
    worker.on('exit', (code) => {
      if (!this.#isClosed) onLoss(cause ?? new Error(`it ended with exit code ${code}`));
      this.#members = this.#members.filter((other) => other !== member);
      for (const answer of member.waiting) answer(null);
    });
    return member;
  }
}
