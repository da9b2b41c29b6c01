/**
 * Lets the study train by itself, so many steps a second, and shows what it looks like after each turn.
 */
import type { Snapshot } from '../protocol.ts';
import type { Desk } from './desk.ts';

/** Between two pictures: one for each frame of a screen. */
const TURN_MS = 1000 / 60;

export class Runner {
  readonly #desk: Desk;
  readonly #show: (snapshot: Snapshot) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: Desk, show: (snapshot: Snapshot) => void) {
    this.#desk = desk;
    this.#show = show;
  }

  /** @param stepsPerSecond null for as many as there can be */
  run(stepsPerSecond: number | null): void {
    clearTimeout(this.#timer);
    this.#desk.isRunning = true;
    const pause = stepsPerSecond === null ? 0 : Math.max(TURN_MS, 1000 / stepsPerSecond);
    const perTurn = stepsPerSecond === null ? null : Math.max(1, Math.round((stepsPerSecond * pause) / 1000));
    this.#turn(perTurn, pause, performance.now());
  }

  pause(): void {
    clearTimeout(this.#timer);
    this.#desk.isRunning = false;
  }

  /** Turns keep to their times, however long one of them takes. */
  #turn(steps: number | null, pause: number, due: number): void {
    const next = Math.max(due + pause, performance.now());
    this.#timer = setTimeout(() => {
      if (steps === null) this.#trainFor(TURN_MS);
      else this.#desk.steps(steps);
      this.#show(this.#desk.snapshot());
      this.#turn(steps, pause, next);
    }, next - performance.now());
  }

  #trainFor(milliseconds: number): void {
    const end = performance.now() + milliseconds;
    do this.#desk.steps(1);
    while (performance.now() < end);
  }
}
