/**
 * The region of code that computes an equation, with its file: the code that runs here and in Node.
 */
import { equationOf, regionOf } from '../../study/equations/equations.ts';
import { equation } from '../state/state.ts';

export function CodeView() {
  const entry = equationOf(equation.value!);
  if (entry === undefined) return null;
  return (
    <>
      <pre class="formula">{entry.formula}</pre>
      {regionOf(entry.id).map(({ file, firstLine, text }) => (
        <figure key={`${file} ${firstLine}`}>
          <figcaption class="note">
            src/{file}, line {firstLine}
          </figcaption>
          <pre class="code" tabIndex={0}>
            {text}
          </pre>
        </figure>
      ))}
      <p class="note">
        It is this code that trains, here and on the command line: there is no second one for teaching.
      </p>
    </>
  );
}
