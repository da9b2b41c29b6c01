/**
 * How each cell of the chosen row becomes inputs: less the mean, over the scale; a level is 1 or 0.
 */
import { EquationButton } from '../inspector/equation-button.tsx';
import { traced } from '../state/state.ts';
import { exactNumber, shortNumber } from '../format.ts';

export function CellTable() {
  const document = traced.value?.document;
  if (document === undefined) return null;
  const { cells, number, id } = document.row;
  return (
    <details class="cells" open>
      <summary>Row {id ?? number}: each cell becomes inputs</summary>
      <p>
        x = (cell − mean) ÷ scale, and of a level 1 or 0 <EquationButton id="standardise" />
      </p>
      <div class="scroll" tabIndex={0} role="group" aria-label="Cells and inputs">
        <table>
          <thead>
            <tr>
              <th>column</th>
              <th>cell</th>
              <th>input</th>
              <th>− mean</th>
              <th>÷ scale</th>
              <th>= x</th>
            </tr>
          </thead>
          <tbody>
            {cells.flatMap(({ column, kind, value, filled, inputs }) =>
              inputs.map((input, i) => (
                <tr key={`${column} ${input.index}`}>
                  {i === 0 && (
                    <>
                      <th scope="row" rowSpan={inputs.length}>
                        {column}
                      </th>
                      <td rowSpan={inputs.length}>{value ?? `missing → ${filled}`}</td>
                    </>
                  )}
                  <td>{inputs.length === 1 ? input.index : input.name}</td>
                  <td>{kind === 'category' ? '' : shortNumber(input.mean)}</td>
                  <td>{kind === 'category' ? '' : shortNumber(input.scale)}</td>
                  <td title={exactNumber(input.value)}>
                    {shortNumber(input.value)}
                    {input.isConstant && ' (alike in all rows: not used)'}
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </details>
  );
}
