/**
 * What a question is: asked before a part of a trace is shown, from the parts that came before it, and judged by the
 * numbers of the trace alone.
 */
import type { TraceDocument } from '../trace/trace-document.ts';

/** The parts of a step in their order; `adam` is the optimizer's, `after` the row's loss when the weights have moved. */
export const STEP_PARTS = ['forward', 'loss', 'backward', 'adam', 'after'] as const;

export type StepPart = (typeof STEP_PARTS)[number];

export interface Question {
  readonly id: string;
  /** The part of the step that it comes before. */
  readonly before: StepPart;
  /** Null where this trace gives no case for it. Says nothing that stands in a later part. */
  readonly ask: (trace: TraceDocument) => Asked | null;
  /**
   * @param answer the number of an option, from 0, or the number that was asked for
   * @throws RangeError where the trace gives no case, or the answer is none of the options.
   */
  readonly judge: (trace: TraceDocument, answer: number) => Judgement;
}

export type Asked = AskedChoice | AskedNumber;

interface AskedChoice {
  readonly kind: 'choice';
  readonly text: string;
  readonly options: readonly string[];
}

interface AskedNumber {
  readonly kind: 'number';
  readonly text: string;
  /** How far from the number an answer may be and count as right. */
  readonly tolerance: number;
}

export interface Judgement {
  readonly isRight: boolean;
  /** The right answer in words. */
  readonly answer: string;
  /** Two sentences, with the numbers of the trace. */
  readonly why: string;
  /** The id of the equation that it follows from. */
  readonly equation: string;
}

/** A question of this trace, with all that its judgement needs; its options are told apart by their texts. */
export interface Case<A extends Asked = Asked> {
  readonly asked: A;
  /** The trace has this as a part of its own that is not shown yet: so it is asked for when it is judged. */
  readonly solve: () => Solution;
}

interface Solution {
  /** The number of the right option, or the number. */
  readonly right: number;
  /** Left out for a choice: the right option's text. */
  readonly answer?: string;
  readonly why: string;
  readonly equation: string;
}

/** A question from how its case is found in a trace. */
export function questionOf(id: string, before: StepPart, caseOf: (trace: TraceDocument) => Case | null): Question {
  return {
    id,
    before,
    ask: (trace) => caseOf(trace)?.asked ?? null,
    judge: (trace, answer) => {
      const found = caseOf(trace);
      if (found === null) throw new RangeError(`${id}: this trace gives no case for the question`);
      const { asked } = found;
      const isOption = asked.kind === 'number' || asked.options[answer] !== undefined;
      if (!isOption) throw new RangeError(`${id}: expected the number of an option, got ${answer}`);
      const { right, answer: inWords, why, equation } = found.solve();
      const isRight = asked.kind === 'choice' ? answer === right : Math.abs(answer - right) <= asked.tolerance;
      return { isRight, answer: inWords ?? (asked.kind === 'choice' ? asked.options[right]! : ''), why, equation };
    },
  };
}
