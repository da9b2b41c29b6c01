/**
 * Predict first: the question that stands before a part of the step, and how the guess compares.
 */
import './questions.css';
import { useEffect, useRef } from 'preact/hooks';
import { readAnswer } from '../../study/questions/answers.ts';
import type { Asked } from '../../study/questions/question.ts';
import { numberText } from '../../study/questions/number-text.ts';
import { EquationButton } from '../inspector/equation-button.tsx';
import { asksQuestions } from '../state/state.ts';
import { answer, followStep, goOn, judged, pending, score, setAsking, skip } from './asking.ts';

export function Questions() {
  useEffect(followStep, []);
  const { right, guesses } = score.value;
  const [next] = pending.value;
  return (
    <section class="question" aria-label="Question">
      <div aria-live="polite">
        {judged.value !== null ? (
          <Verdict hasNext={next !== undefined} />
        ) : (
          next !== undefined && <Form key={next.question.id} asked={next.asked} />
        )}
      </div>
      <div class="bar note">
        <label>
          <input
            type="checkbox"
            checked={asksQuestions.value}
            onChange={({ currentTarget }) => setAsking(currentTarget.checked)}
          />{' '}
          ask me before each part of the step
        </label>
        {guesses > 0 && (
          <span>
            {right} of {guesses} guesses right
          </span>
        )}
      </div>
    </section>
  );
}

function Form({ asked }: { readonly asked: Asked }) {
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = form.current!.elements.namedItem('guess') as HTMLInputElement | RadioNodeList;
    const guess = asked.kind === 'choice' ? Number(field.value) : readAnswer(asked, field.value);
    if (guess !== null) return answer(guess);
    const input = field as HTMLInputElement;
    input.setCustomValidity('A number, such as 0.25 or −3e-4');
    input.reportValidity();
  };
  return (
    <form ref={form} onSubmit={submit}>
      <p>
        <strong>What do you think?</strong> {asked.text}
      </p>
      <div class="bar">
        {asked.kind === 'choice' ? (
          asked.options.map((option, i) => (
            <label key={option}>
              <input type="radio" name="guess" value={i} required /> {option}
            </label>
          ))
        ) : (
          <label>
            Your guess{' '}
            <input
              name="guess"
              inputMode="decimal"
              size={10}
              autocomplete="off"
              required
              onInput={({ currentTarget }) => currentTarget.setCustomValidity('')}
            />
          </label>
        )}
        <button class="main">Answer</button>
        <button type="button" onClick={skip}>
          Skip
        </button>
      </div>
    </form>
  );
}

function Verdict({ hasNext }: { readonly hasNext: boolean }) {
  const { isRight, answer: right, why, equation, asked, guess } = judged.value!;
  const button = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone.
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  const guessed = asked.kind === 'choice' ? asked.options[guess] : numberText(guess);
  return (
    <>
      <p class="note">{asked.text}</p>
      <p>
        <strong>{isRight ? 'Right' : 'Not quite'}:</strong> {right}
        {!isRight && `. Your guess: ${guessed}`}. {why} <EquationButton id={equation} />
      </p>
      <button ref={button} class="main" onClick={goOn}>
        {hasNext ? 'Next question' : 'Go on'}
      </button>
    </>
  );
}
