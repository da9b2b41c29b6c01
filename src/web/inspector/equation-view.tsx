/**
 * An equation opened: the formula, its symbols, where it comes from.
 */
import { equationOf } from '../../study/equations/equations.ts';
import { equation, isCodeOpen } from '../state/state.ts';

export function EquationView() {
  const entry = equationOf(equation.value!);
  if (entry === undefined) return <p class="note">There is no equation {equation.value}.</p>;
  const { title, formula, symbols, derivation, source } = entry;
  return (
    <>
      <h3>{title}</h3>
      <pre class="formula">{formula}</pre>
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
      <p>
        <button class="main" data-opens="code" onClick={() => (isCodeOpen.value = true)}>
          The code that computes it
        </button>
        <small>chapter {entry.chapter} of the course</small>
      </p>
      <h3>Why</h3>
      <pre>{derivation.join('\n')}</pre>
      <p class="note">{source}</p>
    </>
  );
}
