/**
 * A weight or bias opened: its product for each row of the batch, its gradient and step, and whether the gradient is right.
 */
import { shortNumber } from '../format.ts';
import { isShown, openedParameter, parameter, part } from '../state/state.ts';
import { EquationButton } from './equation-button.tsx';
import { NumberCell } from './number.tsx';
import { MOMENTS } from './update-table.tsx';
import { WeightInput } from './weight-input.tsx';

export function ProductView() {
  const opened = openedParameter.value;
  const place = parameter.value!;
  if (opened === null || opened.place.join() !== place.place.join()) return <p class="note">Computing…</p>;
  const { before, step, rows, penalty } = opened;
  return (
    <>
      <p class="sum">
        weight <WeightInput place={place} value={before} />
      </p>
      {step !== null && isShown('backward') && (
        <div class="scroll" tabIndex={0} role="group" aria-label="Rows of the batch">
          <table>
            <caption>
              what each row adds to the gradient{' '}
              <EquationButton id={place.place.length > 1 ? 'dense.dW' : 'dense.db'} />
            </caption>
            <thead>
              <tr>
                <th>row of the batch</th>
                <th class="number">x</th>
                <th class="number">× δ</th>
                <th class="number">= product</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ x, dz, product }, i) => (
                <tr key={i}>
                  <th scope="row">{i === 0 ? '1 (the chosen one)' : i + 1}</th>
                  <NumberCell value={x} />
                  <NumberCell value={dz} />
                  <NumberCell value={product} />
                </tr>
              ))}
            </tbody>
            <tfoot>
              {penalty !== 0 && (
                <tr>
                  <th scope="row">
                    L2 penalty <EquationButton id="l2" />
                  </th>
                  <td />
                  <td />
                  <NumberCell value={penalty} />
                </tr>
              )}
              <tr>
                <th scope="row">gradient</th>
                <td />
                <td />
                <NumberCell value={step.gradient} />
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      {step !== null && isShown('adam') && (
        <table>
          <tbody>
            {MOMENTS.filter(([tap]) => tap in step.optimizer).map(([tap, title, equation]) => (
              <tr key={tap}>
                <th scope="row">
                  {title} <EquationButton id={equation} />
                </th>
                <NumberCell value={step.optimizer[tap]} />
              </tr>
            ))}
            <tr>
              <th scope="row">new weight = {shortNumber(before)} − step</th>
              <NumberCell value={step.after} />
            </tr>
          </tbody>
        </table>
      )}
      {step !== null && !isShown('adam') && (
        <p class="note">
          Gradient and step come later in the step.{' '}
          <button onClick={() => (part.value = 'adam')}>Show all parts</button>
        </p>
      )}
    </>
  );
}
