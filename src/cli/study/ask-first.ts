/**
 * Predict first: asks about each part of a trace before it is shown, and says how the answer compares and why.
 */
import { readAnswer } from '../../study/questions/answers.ts';
import type { Asked, Question, StepPart } from '../../study/questions/question.ts';
import { QUESTIONS } from '../../study/questions/questions.ts';
import type { SectionKind, TraceSection } from '../../study/text/trace-lines.ts';
import type { TraceDocument } from '../../study/trace/trace-document.ts';
import { wrapped } from '../../text-table.ts';

/** Who is asked. */
export interface Reader {
  readonly show: (lines: readonly string[]) => void;
  /** The line that was typed; null when there will be none any more. */
  readonly ask: (prompt: string) => Promise<string | null>;
}

const PARTS: Readonly<Partial<Record<SectionKind, StepPart>>> = {
  forward: 'forward',
  loss: 'loss',
  backward: 'backward',
  update: 'adam',
  after: 'after',
};
const ORDER: readonly StepPart[] = ['forward', 'loss', 'backward', 'adam', 'after'];

/** Shows the sections one after the other, the questions of each part before it. Without an answer none are asked. */
export async function showAsking(
  record: TraceDocument,
  sections: readonly TraceSection[],
  textOf: (section: TraceSection) => readonly string[],
  reader: Reader,
): Promise<void> {
  const waiting = [...QUESTIONS];
  const score = { right: 0, answered: 0 };
  for (const section of sections) {
    const part = PARTS[section.kind];
    // Questions of a part that this network doesn't have are asked before the next.
    const isDue = ({ before }: Question) => part !== undefined && ORDER.indexOf(before) <= ORDER.indexOf(part);
    for (let next = waiting.findIndex(isDue); next !== -1; next = waiting.findIndex(isDue)) {
      const [question] = waiting.splice(next, 1);
      const asked = question!.ask(record);
      // Nobody answers any more.
      if (asked !== null && !(await askOne(question!, asked, record, reader, score))) waiting.length = 0;
    }
    reader.show(textOf(section));
  }
  if (score.answered > 0) reader.show(['', `Right: ${score.right} of ${score.answered} answers.`]);
}

/** @returns whether to go on asking */
async function askOne(
  question: Question,
  asked: Asked,
  record: TraceDocument,
  { show, ask }: Reader,
  score: { right: number; answered: number },
): Promise<boolean> {
  const options = asked.kind === 'choice' ? asked.options.map((option, index) => `  ${index + 1}  ${option}`) : [];
  show(['', ...wrapped(`Question: ${asked.text}`).split('\n'), ...options]);
  const what = asked.kind === 'choice' ? `1 to ${asked.options.length}` : 'a number';
  for (;;) {
    const typed = await ask(`Your guess (${what}; Enter to pass): `);
    if (typed === null) {
      show(['']);
      return false;
    }
    const answer = readAnswer(asked, typed);
    const isPassed = typed.trim() === '';
    if (answer === null && !isPassed) {
      show([`${typed.trim()} is not ${what}`]);
      continue;
    }
    // To pass, any answer will do.
    const { isRight, answer: right, why, equation } = question.judge(record, answer ?? 0);
    if (!isPassed) score.answered++;
    if (!isPassed && isRight) score.right++;
    const verdict = isPassed ? `It is: ${right}.` : isRight ? `Right: ${right}.` : `Not so. It is: ${right}.`;
    show([...wrapped(verdict).split('\n'), ...wrapped(`${why} eq:${equation}`).split('\n')]);
    return true;
  }
}
