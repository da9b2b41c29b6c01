/**
 * Reports the folds of a cross-validation: a line for each once it is done, on a terminal a bar meanwhile.
 */
import { formatDuration } from '../node/progress.ts';
import { describeFold } from '../report/text/describe-cross-validation.ts';
import type { FoldResult } from '../training/resampling/cross-validation.ts';
import type { FoldCounts } from '../preprocessing/rows/fold-plan.ts';
import type { Console } from './console.ts';

const REDRAW_MS = 100;

export class FoldsProgress {
  readonly #console: Console;
  readonly #counts: FoldCounts;
  readonly #startMs = performance.now();
  readonly #timer: NodeJS.Timeout | undefined;
  #done = 0;

  constructor(console: Console, counts: FoldCounts) {
    this.#console = console;
    this.#counts = counts;
    if (!console.progress.live) return;
    this.#timer = setInterval(() => this.#draw(), REDRAW_MS);
    this.#timer.unref();
  }

  #draw(): void {
    const [done, all] = [this.#done, this.#counts.folds * this.#counts.repeats];
    this.#console.progress.bar(done / all, () => {
      const seconds = (performance.now() - this.#startMs) / 1000;
      const left = done === 0 ? '' : `  about ${formatDuration((seconds * (all - done)) / done)} left`;
      return `${done} of ${all} folds${left}`;
    });
  }

  onFold(result: FoldResult): void {
    this.#done++;
    this.#console.notes(() => [describeFold(result, this.#counts)]);
  }

  /** Takes the bar away. */
  end(): void {
    clearInterval(this.#timer);
    this.#console.progress.clear();
  }
}
