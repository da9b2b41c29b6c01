/**
 * Reports a search: a line for each trial that is better than all before it, on a terminal a bar meanwhile.
 */
import { formatDuration } from '../../node/progress.ts';
import { counted } from '../../text-table.ts';
import { FIGURES, type Figure } from '../../training/tuning/figures.ts';
import { rankTrials } from '../../training/tuning/ranking.ts';
import type { Trial } from '../../training/tuning/trial.ts';
import type { Console } from '../console.ts';
import { LiveBar } from '../progress/live-bar.ts';

export class SearchProgress {
  readonly #console: Console;
  readonly #figure: Figure;
  readonly #total: number;
  /** Those that were known when it began. */
  readonly #before: number;
  #done: number;
  #best: Trial | undefined;
  #bar: LiveBar | undefined;

  /** @param known trials that need not be made again */
  constructor(console: Console, figure: Figure, total: number, known: readonly Trial[]) {
    this.#console = console;
    this.#figure = figure;
    this.#total = total;
    this.#before = this.#done = known.length;
    this.#best = rankTrials(known, figure)[0];
  }

  /** @param ended gives the trials that have ended since it began, as it stands */
  begin(ended: () => number): void {
    this.#bar = new LiveBar(this.#console, (elapsedMs) => this.#draw(ended(), elapsedMs / 1000));
  }

  #draw(ended: number, seconds: number): void {
    const done = this.#before + ended;
    this.#console.progress.bar(done / this.#total, () => {
      const rate = ended === 0 ? '' : `  ${(ended / seconds).toFixed(1)}/s`;
      const left = ended === 0 ? '' : `  ${formatDuration((seconds * (this.#total - done)) / ended)} left`;
      return `${done}/${this.#total} trials${rate}${this.#best === undefined ? '' : `  ${this.#bestText()}`}${left}`;
    });
  }

  onTrial(trial: Trial): void {
    this.#done++;
    const best = rankTrials(this.#best === undefined ? [trial] : [this.#best, trial], this.#figure)[0]!;
    if (best === this.#best || best.validation === null) return;
    this.#best = best;
    this.#console.note(`trial ${best.index}: ${this.#bestText()} of ${counted(this.#done, 'trial')}`);
  }

  #bestText(): string {
    const value = this.#best!.validation?.[this.#figure] ?? null;
    return `best ${FIGURES[this.#figure].name} ${value === null ? '–' : value.toFixed(4)}`;
  }

  /** Takes the bar away. */
  end(): void {
    this.#bar?.end();
  }
}
