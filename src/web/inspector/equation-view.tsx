/**
 * An equation opened: the formula with the numbers at hand, its symbols, where it comes from.
 */
import type { Equation, EquationId } from '../../study/equations/equation.ts';
import { equationOf } from '../../study/equations/equations.ts';
import { equationNumbers } from '../../study/equations/numbers.ts';
import { exactNumber } from '../format.ts';
import { equation, isCodeOpen, isShown, neuron, parameter, traced, type Part } from '../state/state.ts';
import { Later } from './later.tsx';

export function EquationView() {
  const entry = equationOf(equation.value!);
  if (entry === undefined) return <p class="note">There is no equation {equation.value}.</p>;
  const { title, formula, symbols, derivation, source, chapter } = entry;
  return (
    <>
      <h3>{title}</h3>
      <pre class="formula">{formula}</pre>
      <Numbers of={entry} />
      <p>
        <button class="main" data-opens="code" onClick={() => (isCodeOpen.value = true)}>
          The code that computes it
        </button>
      </p>
      <h3>Symbols</h3>
      <table>
        <tbody>
          {symbols.map(({ symbol, meaning }) => (
            <tr key={symbol}>
              <th scope="row">
                <code>{symbol}</code>
              </th>
              <td class="text">{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>Why</h3>
      <pre tabIndex={0}>{derivation.join('\n')}</pre>
      <p class="note">
        {source}. Chapter {chapter} of the course.
      </p>
    </>
  );
}

/** The part of the step that shows an equation's numbers. */
function partOf(id: EquationId): Part {
  if (/^(?:adam|sgd)\./.test(id)) return 'adam';
  if (/^(?:dce|l2|relu\.dz|dense\.d)/.test(id)) return 'backward';
  return /softmax|-ce$/.test(id) ? 'loss' : 'forward';
}

/** The formula with the numbers of the step, held to its float64 twin on the spot. */
function Numbers({ of: { id } }: { readonly of: Equation }) {
  const document = traced.value?.document;
  if (document === undefined) return null;
  if (!isShown(partOf(id))) return <Later what="The numbers" />;
  const places = { neuron: neuron.value ?? undefined, parameter: parameter.value ?? undefined };
  const { of, lines, check, note } = equationNumbers(document, id, places);
  return (
    <>
      {of !== null && (
        <>
          <h3>With the numbers of {of}</h3>
          <pre tabIndex={0}>{lines.join('\n')}</pre>
        </>
      )}
      {check !== null && (
        <p class="note">
          {check.name} is {exactNumber(check.traced)}; the formula in float64 gives {exactNumber(check.formula)}:{' '}
          {check.agrees ? 'they agree' : 'they disagree'} ({check.reason}).
        </p>
      )}
      {note !== null && <p class="note">{note}</p>}
    </>
  );
}
