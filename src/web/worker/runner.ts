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
  readonly #fail: (error: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param fail is told what ends the training, such as weights that are no longer finite */
  constructor(desk: Desk, show: (snapshot: Snapshot) => void, fail: (error: unknown) => void) {
    this.#desk = desk;
    this.#show = show;
    this.#fail = fail;
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
      try {
        this.#train(steps);
        this.#show(this.#desk.snapshot());
        this.#turn(steps, pause, next);
      } catch (error) {
        this.pause();
        this.#show(this.#desk.snapshot());
        this.#fail(error);
      }
    }, next - performance.now());
  }

  #train(steps: number | null): void {
    if (steps === null) this.#trainFor(TURN_MS);
    else this.#desk.steps(steps);
  }

  #trainFor(milliseconds: number): void {
    const end = performance.now() + milliseconds;
    do this.#desk.steps(1);
    while (performance.now() < end);
  }
}
