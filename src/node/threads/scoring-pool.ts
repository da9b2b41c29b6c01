/**
 * Worker threads that score pages of a CSV file. Each row is scored by one thread, and the pages are joined in file
 * order, so the number of threads changes no byte of the result.
 */
import { Worker } from 'node:worker_threads';
import type { PageFormat, PageOutcome, ScoredPage } from '../../scoring/page-scorer.ts';
import type { PagePool } from '../../scoring/score-file.ts';

/** The data a thread starts with. */
export interface ScoringSetup {
  /** The bytes of the model file, and its name. */
  readonly model: Uint8Array;
  readonly modelFile: string;
  /** The name of the kernels to use. */
  readonly kernels: string;
  readonly format: PageFormat;
  /** Shared memory for this thread's pages, so that neither side allocates memory per page. */
  readonly slots: readonly Uint8Array<SharedArrayBuffer>[];
}

/** A page waiting in a slot. */
export interface SlottedPage {
  readonly slot: number;
  readonly byteLength: number;
}

/** The message of a thread that is ready for pages. */
export const READY = 'ready';

/** One page in work and one waiting, so that a thread never waits for the next page. */
const PAGES_EACH = 2;

interface Member {
  readonly worker: Worker;
  readonly slots: ScoringSetup['slots'];
  nextSlot: number;
  isReady: boolean;
  /** Resolvers of its answers, in page order; null for a page that it cannot score. */
  readonly waiting: ((scored: ScoredPage | null) => void)[];
}

export class ScoringPool implements PagePool {
  readonly size: number;
  #members: readonly Member[] = [];
  readonly #pageLength: number;
  #isClosed = false;

  /**
   * @param pageLength length of the longest accepted page
   * @param onLoss called with the reason when a thread does not start or ends too early; its pages are returned unscored
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
