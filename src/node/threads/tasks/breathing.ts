/**
 * A callback that lets the main thread answer to signals while it trains; other threads have none to answer to.
 */
import { setImmediate } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import type { Callback } from '../../../training/callback.ts';

const TURN_MS = 50;

export class Breathing implements Callback {
  #lastTurnMs = performance.now();

  onBatchEnd(): void | Promise<void> {
    if (!isMainThread || performance.now() - this.#lastTurnMs < TURN_MS) return;
    this.#lastTurnMs = performance.now();
    return setImmediate();
  }
}
