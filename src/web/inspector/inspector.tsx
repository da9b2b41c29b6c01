/**
 * The inspector: what is opened, from the step of a row down to the code of an equation. Each level is one click; Esc goes
 * back, and the focus with it.
 */
import './inspector.css';
import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { formatPlace } from '../../study/session/parameter-place.ts';
import * as state from '../state/state.ts';
import { CodeView } from './code-view.tsx';
import { EquationView } from './equation-view.tsx';
import { NeuronView } from './neuron-view.tsx';
import { ProductView } from './product-view.tsx';
import { StepView } from './step-view.tsx';

interface Crumb {
  /** As `data-opens` of what opens it has it. */
  readonly key: string;
  readonly title: string;
  readonly open: () => void;
}

/** What is open, the outermost first. */
function crumbs(): Crumb[] {
  const { neuron, parameter, equation, isCodeOpen } = state;
  const [unit, weight, id] = [neuron.value, parameter.value, equation.value];
  const found: Crumb[] = [{ key: 'network', title: 'Step of the row', open: () => state.chooseNeuron(null) }];
  if (unit !== null) {
    const name = `${unit.layer}.${unit.unit}`;
    found.push({ key: `neuron ${name}`, title: `Neuron ${name}`, open: () => state.chooseNeuron(unit) });
  }
  if (weight !== null) {
    const name = formatPlace(weight);
    found.push({ key: name, title: name, open: () => state.chooseParameter(weight) });
  }
  if (id !== null) found.push({ key: `eq:${id}`, title: id, open: () => state.chooseEquation(id) });
  if (id !== null && isCodeOpen.value) found.push({ key: 'code', title: 'code', open: () => {} });
  return found;
}

export function Inspector() {
  const heading = useRef<HTMLHeadingElement>(null);
  const path = crumbs();
  const last = path.at(-1)!;
  const before = useRef(path);
  useEffect(() => {
    const [was, now] = [before.current, path];
    before.current = path;
    if (was.at(-1)!.key === last.key) return;
    if (now.length >= was.length) heading.current?.focus();
    else opener(was[now.length]!.key)?.focus();
  }, [last.key]);
  useEffect(followEscape, []);
  return (
    <section class="panel inspector" aria-labelledby="inspector-title">
      {path.length > 1 && (
        <nav aria-label="Levels">
          {path.slice(0, -1).map(({ key, title, open }) => (
            <span key={key}>
              <button onClick={open}>{title}</button> ›{' '}
            </span>
          ))}
          <button class="back" aria-keyshortcuts="Escape" onClick={state.goUp}>
            Back (Esc)
          </button>
        </nav>
      )}
      <h2 id="inspector-title" tabIndex={-1} ref={heading}>
        {last.title}
      </h2>
      {state.isRunning.value && (
        <p class="note">
          The network trains. These are the numbers of step {state.traced.value?.document.source.step}; they follow when
          it pauses.
        </p>
      )}
      <LevelView />
    </section>
  );
}

function LevelView(): ComponentChildren {
  switch (state.level.value) {
    case 'code':
      return <CodeView />;
    case 'equation':
      return <EquationView />;
    case 'product':
      return <ProductView />;
    case 'neuron':
      return <NeuronView />;
    case 'network':
      return <StepView />;
  }
}

/** What opened a level, where the focus goes when that is left. */
function opener(key: string): HTMLElement | null {
  const found = document.querySelectorAll<HTMLElement>('[data-opens]');
  return [...found].find((one) => one.dataset['opens'] === key && one.offsetParent !== null) ?? null;
}

/** @returns what ends it */
function followEscape(): () => void {
  const follow = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || state.level.value === 'network') return;
    event.preventDefault();
    state.goUp();
  };
  addEventListener('keydown', follow);
  return () => removeEventListener('keydown', follow);
}
