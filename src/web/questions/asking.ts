/**
 * Which question stands before the part of the step that the reader goes to next, and how the guesses went. The first
 * part of the first row is shown without a question: a page that has just opened asks nothing.
 */
import { batch, effect, signal, untracked } from '@preact/signals';
import type { TraceDocument } from '../../study/trace/trace-document.ts';
import type { Asked, Judgement, Question, StepPart } from '../../study/questions/question.ts';
import { QUESTIONS } from '../../study/questions/questions.ts';
import { asksQuestions, heldBack, isRunning, neuron, part, PARTS, traced, type Part } from '../state/state.ts';

interface Pending {
  readonly question: Question;
  readonly asked: Asked;
  readonly document: TraceDocument;
}

interface Judged extends Judgement {
  readonly asked: Asked;
  readonly guess: number;
}

/** What is asked now, and what comes then. */
export const pending = signal<readonly Pending[]>([]);
/** The last guess, until the reader goes on. */
export const judged = signal<Judged | null>(null);
export const score = signal({ right: 0, guesses: 0 });

/** Questions that were answered right, or skipped: they are not asked again. */
const settled = new Set<string>();
let hasBegun = false;

/** The page shows what comes after the step together with it. */
const partOf = (before: StepPart): Part => (before === 'after' ? 'adam' : before);

/** Asks as the reader goes from part to part. @returns what ends it */
export function followStep(): () => void {
  let [place, weights, seen] = ['', '', 0];
  return effect(() => {
    const document = traced.value?.document;
    const now = PARTS.indexOf(part.value);
    const isOff = !asksQuestions.value || isRunning.value;
    if (document === undefined) return;
    untracked(() => {
      const here = `${document.row.number}/${document.source.step}`;
      if (here !== place) seen = hasBegun ? -1 : now;
      if (here !== place || document.network.sha256 !== weights || isOff) drop();
      [place, weights] = [here, document.network.sha256];
      if (now <= seen) return;
      if (!isOff) hold(document, PARTS.slice(seen + 1, now + 1));
      seen = now;
    });
  });
}

/** Puts the questions of some parts before them, in place of any that are left unanswered. */
function hold(document: TraceDocument, parts: readonly Part[]): void {
  // The sum of an open neuron is in sight.
  const isOpen = (one: Part) => one === 'forward' && neuron.value !== null;
  const asked = new Set(parts.filter((one) => !isOpen(one)));
  const found = QUESTIONS.filter(({ id, before }) => asked.has(partOf(before)) && !settled.has(id));
  batch(() => {
    judged.value = null;
    setPending(
      found.flatMap((question) => {
        const own = question.ask(document);
        return own === null ? [] : [{ question, asked: own, document }];
      }),
    );
  });
}

function setPending(left: readonly Pending[]): void {
  pending.value = left;
  heldBack.value = left[0] === undefined ? null : partOf(left[0].question.before);
}

function drop(): void {
  batch(() => {
    judged.value = null;
    setPending([]);
  });
}

export function answer(guess: number): void {
  const [{ question, asked, document }, ...left] = pending.value as [Pending, ...Pending[]];
  const judgement = question.judge(document, guess);
  hasBegun = true;
  if (judgement.isRight) settled.add(question.id);
  const { right, guesses } = score.value;
  batch(() => {
    score.value = { right: right + Number(judgement.isRight), guesses: guesses + 1 };
    judged.value = { ...judgement, asked, guess };
    setPending(left);
  });
}

/** To the next question, or to the step. */
export function goOn(): void {
  judged.value = null;
}

/** Shows the part without an answer. */
export function skip(): void {
  const [{ question }, ...left] = pending.value as [Pending, ...Pending[]];
  hasBegun = true;
  settled.add(question.id);
  setPending(left);
}

/** Whether questions are asked; when they are asked again, all of them are. */
export function setAsking(isOn: boolean): void {
  asksQuestions.value = isOn;
  if (isOn) settled.clear();
}
