/**
 * A bar that draws itself again and again, for work that other threads do. Nothing on what is no terminal.
 */
import type { Console } from '../console.ts';

const REDRAW_MS = 100;

export class LiveBar {
  readonly #console: Console;
  readonly #timer: NodeJS.Timeout | undefined;

  /** @param draw is told the milliseconds since the start */
  constructor(console: Console, draw: (elapsedMs: number) => void) {
    this.#console = console;
    if (!console.progress.live) return;
    const startMs = performance.now();
    this.#timer = setInterval(() => draw(performance.now() - startMs), REDRAW_MS);
    this.#timer.unref();
  }

  /** Takes the bar away. */
  end(): void {
    clearInterval(this.#timer);
    this.#console.progress.clear();
  }
}
