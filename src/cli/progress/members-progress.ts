/**
 * Reports networks that are trained side by side: a line for each once it is done, on a terminal a bar meanwhile.
 */
import { formatDuration } from '../../node/progress.ts';
import type { MembersWatch } from '../../node/threads/train-members.ts';
import type { FittedMember } from '../../training/ensemble/member.ts';
import type { Console } from '../console.ts';
import { LiveBar } from './live-bar.ts';

export class MembersProgress implements MembersWatch {
  readonly #console: Console;
  readonly #epochs: number;
  #count = 0;
  #stillImproving = 0;
  /** What is to be said once other things have been; null from then on. */
  #held: string[] | null = [];
  #bar: LiveBar | undefined;

  /** @param epochs the most that a network is trained for */
  constructor(console: Console, epochs: number) {
    this.#console = console;
    this.#epochs = epochs;
  }

  onBegin(epochsDone: Int32Array): void {
    this.#count = epochsDone.length;
    this.#bar = new LiveBar(this.#console, (elapsedMs) => this.#draw(epochsDone, elapsedMs));
  }

  #draw(epochsDone: Int32Array, elapsedMs: number): void {
    const done = epochsDone.reduce((sum, epochs) => sum + epochs, 0);
    const most = this.#count * this.#epochs;
    this.#console.progress.bar(done / most, () => {
      const begun = epochsDone.filter((epochs) => epochs > 0).length;
      const left = done === 0 ? '' : `  at most ${formatDuration(((elapsedMs / 1000) * (most - done)) / done)} left`;
      return `${begun} of ${this.#count} networks begun, ${done} epochs${left}`;
    });
  }

  onMember(index: number, { history, bestEpoch }: FittedMember): void {
    const last = history.epochs.length;
    const { loss, validationLoss, validationAccuracy } = history.epochs[bestEpoch - 1]!;
    const validation =
      validationLoss === undefined
        ? ''
        : ` - val_loss: ${validationLoss.toFixed(4)} - val_accuracy: ${validationAccuracy!.toFixed(4)}`;
    this.#say(
      `Network ${index + 1}/${this.#count}  epoch ${bestEpoch} of ${last} kept  loss: ${loss.toFixed(4)}${validation}`,
    );
    if (last === this.#epochs && bestEpoch === last) this.#stillImproving++;
    if (index < this.#count - 1) return;
    if (this.#stillImproving > 0) {
      const [many, most] = [`${this.#stillImproving} of ${this.#count}`, this.#epochs];
      this.#say(`${many} networks were still improving after all ${most} epochs (--epochs ${2 * most} goes on longer)`);
    }
    this.end();
  }

  #say(line: string): void {
    if (this.#held === null) this.#console.note(line);
    else this.#held.push(line);
  }

  /** From now on lines are shown as they come, the first ones at once. */
  show(): void {
    for (const line of this.#held ?? []) this.#console.note(line);
    this.#held = null;
  }

  /** Takes the bar away. */
  end(): void {
    this.#bar?.end();
  }
}
