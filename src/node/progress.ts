/**
 * Progress of work: on a terminal one line that is redrawn, elsewhere plain lines.
 */
export interface ProgressStream {
  readonly isTTY?: boolean;
  /** 0 if the terminal's width is unknown. */
  readonly columns?: number;
  write(text: string): boolean;
}

const REDRAW_MS = 80;
const BAR_LENGTH = 20;
const MOST_COLUMNS = 100;

export class Progress {
  readonly #stream: ProgressStream;
  readonly quiet: boolean;
  readonly live: boolean;
  #lastDrawnMs = -Infinity;
  #drawn = false;

  constructor(stream: ProgressStream, { quiet }: { quiet: boolean }) {
    this.#stream = stream;
    this.quiet = quiet;
    this.live = stream.isTTY === true && process.env['TERM'] !== 'dumb' && !quiet;
  }

  /** Prints a permanent line. */
  line(text: string): void {
    if (this.quiet) return;
    this.clear();
    this.#stream.write(`${text}\n`);
  }

  /**
   * Draws the bar, at most every 80 ms; `share` is in [0, 1]. Does nothing if lines cannot be redrawn.
   *
   * @param text called only when the bar is drawn
   */
  bar(share: number, text: () => string): void {
    const nowMs = performance.now();
    if (!this.live || nowMs - this.#lastDrawnMs < REDRAW_MS) return;
    this.#lastDrawnMs = nowMs;
    const full = Math.round(Math.min(1, share) * BAR_LENGTH);
    const drawn = `${'█'.repeat(full)}${'░'.repeat(BAR_LENGTH - full)} ${text()}`;
    const columns = Math.min(this.#stream.columns || 80, MOST_COLUMNS) - 1;
    this.#stream.write(`\r\u001b[2K${drawn.slice(0, columns)}`);
    this.#drawn = true;
  }

  /** Removes the bar. */
  clear(): void {
    if (this.#drawn) this.#stream.write('\r\u001b[2K');
    this.#drawn = false;
    this.#lastDrawnMs = -Infinity;
  }
}

/** Seconds as `0:07`, `2:05`, `1:02:05`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${hours > 0 ? String(minutes).padStart(2, '0') : minutes}:${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}
