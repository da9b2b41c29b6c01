/**
 * Reports tasks that are alike, such as the folds of a cross-validation: a line for each once it is done, on a terminal a
 * bar meanwhile.
 */
import { formatDuration } from '../../node/progress.ts';
import type { Console } from '../console.ts';
import { LiveBar } from './live-bar.ts';

export class TasksProgress {
  readonly #console: Console;
  readonly #all: number;
  readonly #noun: string;
  readonly #bar: LiveBar;
  #done = 0;
  /** Lines that wait for others to be said first; null once they may be said. */
  #waiting: string[] | null;

  /**
   * @param noun what the tasks are called, in the plural
   * @param waits whether lines wait until `show` is called
   */
  constructor(console: Console, all: number, noun: string, waits = false) {
    this.#console = console;
    this.#waiting = waits ? [] : null;
    this.#all = all;
    this.#noun = noun;
    this.#bar = new LiveBar(console, (elapsedMs) => this.#draw(elapsedMs / 1000));
  }

  #draw(seconds: number): void {
    const [done, all] = [this.#done, this.#all];
    this.#console.progress.bar(done / all, () => {
      const left = done === 0 ? '' : `  about ${formatDuration((seconds * (all - done)) / done)} left`;
      return `${done} of ${all} ${this.#noun}${left}`;
    });
  }

  /** @param line what there is to say of the task */
  onDone(line: () => string): void {
    this.#done++;
    if (this.#waiting === null) this.#console.notes(() => [line()]);
    else this.#waiting.push(line());
  }

  /** Says what has waited. */
  show(): void {
    const lines = this.#waiting ?? [];
    this.#waiting = null;
    this.#console.notes(() => lines);
  }

  /** Takes the bar away. */
  end(): void {
    this.#bar.end();
  }
}
