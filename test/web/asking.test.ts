import { beforeEach, describe, expect, it } from 'vitest';
import type { TraceDocument } from '../../src/study/trace/trace-document.ts';
import { answer, followStep, goOn, judged, pending, score, setAsking, skip } from '../../src/web/questions/asking.ts';
import { heldBack, neuron, part, shownPart, snapshot, traced } from '../../src/web/state/state.ts';
import { traceOf } from '../study/questions/traces.ts';

const traceOfRow = (row: number, steps = 0): Promise<TraceDocument> =>
  traceOf({ set: 'moons', training: { hidden: [3] }, steps, row, batch: 1 });

const show = (document: TraceDocument): void => {
  traced.value = { document, text: '' };
};
const asked = (): string[] => pending.value.map(({ question }) => question.id);

/** The answers of a question, by whether they are right. */
function guesses(): { right: number; wrong: number } {
  const [{ question, document }] = pending.value as [(typeof pending.value)[0]];
  const options = document === undefined ? [] : [0, 1, 2, 3];
  const isRight = (guess: number) => {
    try {
      return question.judge(document, guess).isRight;
    } catch {
      return false;
    }
  };
  const said = Number(question.judge(document, 0).answer.replace('−', '-'));
  return { right: options.find(isRight) ?? said, wrong: options.find((guess) => !isRight(guess))! };
}

describe('the page asks', () => {
  let end = (): void => {};

  beforeEach(async () => {
    end();
    traced.value = null;
    part.value = 'forward';
    snapshot.value = null;
    setAsking(true);
    score.value = { right: 0, guesses: 0 };
    show(await traceOfRow(16));
    end = followStep();
  });

  it('nothing when it opens, and before each part that the reader goes to', () => {
    expect([asked(), heldBack.value]).toEqual([[], null]);
    part.value = 'loss';
    expect([asked(), heldBack.value, shownPart.value]).toEqual([['added-constant'], 'loss', 'forward']);
    answer(guesses().wrong);
    expect([heldBack.value, shownPart.value, judged.value!.isRight]).toEqual([null, 'loss', false]);
    goOn();
    expect(judged.value).toBeNull();
    part.value = 'backward';
    expect(asked()).toEqual(['logit-error', 'silent-input', 'passes-on']);
    skip();
    expect([asked().length, shownPart.value]).toEqual([2, 'loss']);
    skip();
    skip();
    expect(shownPart.value).toBe('backward');
    part.value = 'adam';
    // The loss after the step is shown with it.
    expect(asked()).toEqual(['step-size', 'moves-more', 'loss-after']);
    expect(score.value).toEqual({ right: 0, guesses: 1 });
  });

  it('again what was answered wrong, and not what was answered right or skipped', async () => {
    part.value = 'loss';
    answer(guesses().right);
    expect(score.value).toEqual({ right: 1, guesses: 1 });
    part.value = 'backward';
    answer(guesses().wrong);
    const skipped = asked()[0]!;
    skip();
    part.value = 'forward';
    show(await traceOfRow(17));
    expect([asked(), heldBack.value, shownPart.value]).toEqual([['unit-output'], 'forward', null]);
    part.value = 'loss';
    expect([asked(), heldBack.value]).toEqual([[], null]);
    part.value = 'backward';
    expect(asked()).toContain('logit-error');
    expect(asked()).not.toContain(skipped);
  });

  it('nothing about a sum that is in sight', async () => {
    part.value = 'loss';
    skip();
    part.value = 'forward';
    neuron.value = { layer: 1, unit: 1 };
    show(await traceOfRow(17));
    expect([asked(), heldBack.value]).toEqual([[], null]);
    neuron.value = null;
  });

  it('nothing twice about the same step, and nothing that has gone', async () => {
    part.value = 'loss';
    skip();
    part.value = 'forward';
    part.value = 'loss';
    expect(asked()).toEqual([]);
    part.value = 'backward';
    expect(asked()).not.toEqual([]);
    const document = traced.value!.document;
    show({ ...document, opened: [] });
    expect(asked()).not.toEqual([]);
    show({ ...document, network: { ...document.network, sha256: 'edited' } });
    expect([asked(), heldBack.value]).toEqual([[], null]);
  });

  it('nothing while it is switched off', () => {
    part.value = 'loss';
    setAsking(false);
    expect([asked(), heldBack.value]).toEqual([[], null]);
    part.value = 'backward';
    expect(asked()).toEqual([]);
    setAsking(true);
    part.value = 'adam';
    expect(asked()).not.toEqual([]);
  });
});
