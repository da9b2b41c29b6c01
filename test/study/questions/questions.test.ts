import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EQUATIONS } from '../../../src/study/equations/equations.ts';
import { readAnswer } from '../../../src/study/questions/answers.ts';
import { STEP_PARTS, type Asked, type Question } from '../../../src/study/questions/question.ts';
import { QUESTIONS } from '../../../src/study/questions/questions.ts';
import type { TraceDocument, TracedTensor } from '../../../src/study/trace/trace-document.ts';
import { TRACE_CASES, traceOf } from './traces.ts';
import { strangeNumbers } from './numbers-in-words.ts';

const IDS = EQUATIONS.map(({ id }) => id);
const RUNS = { numRuns: 150 };

/** Each question that a trace gives a case for. */
const casesOf = (document: TraceDocument): { question: Question; asked: Asked }[] =>
  QUESTIONS.flatMap((question) => {
    const asked = question.ask(document);
    return asked === null ? [] : [{ question, asked }];
  });

/** The answers that are judged right, of all options, or of the number that is said to be right. */
function rightAnswers({ id, judge }: Question, asked: Asked, document: TraceDocument): number[] {
  if (asked.kind === 'choice') return asked.options.flatMap((_, i) => (judge(document, i).isRight ? [i] : []));
  const said = readAnswer(asked, judge(document, 0).answer);
  if (said === null) throw new Error(`${id}: the answer in words is no number`);
  return judge(document, said).isRight ? [said] : [];
}

/** Just out of reach, and what somebody would say who forgets ReLU, the input 0, or that Adam divides by the size of g. */
function wrongNumbers(id: string, right: number, tolerance: number, { tensors, optimizer }: TraceDocument): number[] {
  const of = (name: string) => tensors.find((tensor) => tensor.name === name)!.values!;
  const near = [right + 1.01 * tolerance + 1e-12, right - 1.01 * tolerance - 1e-12];
  const misled = { 'unit-output': of('z1'), 'silent-input': of('dz1'), 'step-size': of('dW1') }[id]!;
  const isSgd = optimizer.kind === 'sgd';
  const factor = id === 'step-size' ? Number(optimizer['learningRate']) * (isSgd ? 2 : 1) : 1;
  return [...near, ...misled.map((value) => value * factor).filter((value) => Math.abs(value - right) > tolerance)];
}

/** The part of the step in which a tensor is computed; −1 for what is there before. */
function partOf(name: string): number {
  if (/^([Wb]\d+|x)$/.test(name)) return -1;
  if (/^([za]\d+|dropout\d+)$/.test(name)) return 0;
  if (['shifted', 'exp', 'p', 'loss'].includes(name)) return 1;
  if (name.startsWith('d')) return 2;
  return 3;
}

/** The trace with other numbers in everything that stands in a part from `first` on. */
function withOtherNumbers(document: TraceDocument, first: number): TraceDocument {
  const changed = (tensor: TracedTensor): TracedTensor =>
    partOf(tensor.name) < first
      ? tensor
      : { ...tensor, values: tensor.values && tensor.values.map((value, index) => 0.37 * index - value - 1.1) };
  const after = document.after && { loss: 99, probabilities: document.after.probabilities.toReversed() };
  return { ...document, tensors: document.tensors.map(changed), after };
}

describe('a question', () => {
  it('has one right answer of its options, and takes the number that it says for right: 150 random traces', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(TRACE_CASES, async (chosen) => {
        const document = await traceOf(chosen);
        for (const { question, asked } of casesOf(document)) {
          const right = rightAnswers(question, asked, document);
          expect(right, question.id).toHaveLength(1);
          const { answer } = question.judge(document, 0);
          if (asked.kind === 'choice') {
            expect(new Set(asked.options).size, question.id).toBe(asked.options.length);
            expect(answer, question.id).toBe(asked.options[right[0]!]);
            expect(() => question.judge(document, asked.options.length)).toThrow(RangeError);
          } else {
            for (const wrong of wrongNumbers(question.id, right[0]!, asked.tolerance, document)) {
              expect(question.judge(document, wrong).isRight, `${question.id}: ${wrong}`).toBe(false);
            }
          }
          seen.add(question.id);
        }
      }),
      RUNS,
    );
    expect([...seen].toSorted()).toEqual(QUESTIONS.map(({ id }) => id).toSorted());
  });

  it('says nothing that comes later in the step: other numbers there, the same question', async () => {
    await fc.assert(
      fc.asyncProperty(TRACE_CASES, async (chosen) => {
        const document = await traceOf(chosen);
        for (const { id, before, ask } of QUESTIONS) {
          const first = STEP_PARTS.indexOf(before);
          expect(ask(withOtherNumbers(document, first)), id).toEqual(ask(document));
        }
      }),
      RUNS,
    );
  });

  it('would be found out if it did: with other numbers before it, most questions change', async () => {
    const document = await traceOf({ set: 'moons', training: { hidden: [3] }, steps: 0, row: 16, batch: 1 });
    const changed = QUESTIONS.filter(
      ({ ask }) => JSON.stringify(ask(withOtherNumbers(document, -1))) !== JSON.stringify(ask(document)),
    );
    expect(changed.length).toBeGreaterThanOrEqual(6);
  });

  it('gives reasons in two sentences whose numbers are all in the trace, or follow from it', async () => {
    await fc.assert(
      fc.asyncProperty(TRACE_CASES, async (chosen) => {
        const document = await traceOf(chosen);
        for (const { question } of casesOf(document)) {
          const { why, equation } = question.judge(document, 0);
          expect(strangeNumbers(why, document), `${question.id}: ${why}`).toEqual([]);
          expect(why.match(/[.?](?= [A-Z]|$)/g)?.length, why).toBeLessThanOrEqual(2);
          expect(IDS).toContain(equation);
        }
      }),
      RUNS,
    );
  });

  it('would be found out if a number were wrong in its last digit', async () => {
    const document = await traceOf({ set: 'moons', training: { hidden: [3] }, steps: 0, row: 16, batch: 1 });
    expect(strangeNumbers('p is 0.5986, and dW1[2,3] has nothing to do with unit 1.9.', document)).toEqual([]);
    expect(strangeNumbers('p is 0.5987.', document)).toEqual(['0.5987']);
  });

  it.each([
    ['Adam begins', {}, 0, 'step-size', 'bias-correction'],
    ['Adam goes on', {}, 7, 'bias-correction', 'step-size'],
  ])('comes at eight points of a step: %s', async (_, training, steps, asked, left) => {
    const document = await traceOf({ set: 'moons', training: { hidden: [3], ...training }, steps, row: 16, batch: 1 });
    const ids = casesOf(document).map(({ question }) => question.id);
    expect(ids).toHaveLength(8);
    expect(ids).toContain(asked);
    expect(ids).not.toContain(left);
    expect(new Set(casesOf(document).map(({ question }) => question.before))).toEqual(new Set(STEP_PARTS));
  });

  it('needs a class for the row, except for what comes before the loss', async () => {
    const document = await traceOf({ set: 'moons', training: { hidden: [3] }, steps: 0, row: 16, batch: 1 });
    const tensors = document.tensors.filter(({ name }) => partOf(name) < 2);
    const before = { ...document.before, loss: null };
    const unknown: TraceDocument = {
      ...document,
      tensors,
      before,
      after: null,
      row: { ...document.row, target: null },
    };
    expect(casesOf(unknown).map(({ question }) => question.id)).toEqual(['unit-output', 'added-constant']);
  });

  it('is not asked about numbers that the trace leaves out, or that are not finite', async () => {
    const document = await traceOf({ set: 'moons', training: { hidden: [3] }, steps: 0, row: 16, batch: 1 });
    const without = { ...document, tensors: document.tensors.map((tensor) => ({ ...tensor, values: null })) };
    expect(casesOf(without).map(({ question }) => question.id)).toEqual(['loss-after']);
    const wild = document.tensors.map((tensor) => ({ ...tensor, values: tensor.values!.map(() => Number.NaN) }));
    expect(casesOf({ ...document, tensors: wild }).map(({ question }) => question.id)).toEqual(['loss-after']);
    expect(() => QUESTIONS[0]!.judge(without, 0)).toThrow('unit-output: this trace gives no case');
  });
});

describe('an answer that is typed', () => {
  const choice: Asked = { kind: 'choice', text: '?', options: ['it falls', 'it rises'] };
  const number: Asked = { kind: 'number', text: '?', tolerance: 0 };

  it.each([
    [choice, '2', 1],
    [choice, ' It Falls ', 0],
    [choice, '0', null],
    [choice, '3', null],
    [choice, '', null],
    [number, '-0.5', -0.5],
    [number, '−0,5', -0.5],
    [number, '.5', 0.5],
    [number, '3e-4', 3e-4],
    [number, '3e−4', 3e-4],
    [number, '1,000.5', null],
    [number, 'zero', null],
    [number, '', null],
  ])('to %o, %o is %o', (asked, text, expected) => {
    expect(readAnswer(asked, text)).toBe(expected);
  });
});
