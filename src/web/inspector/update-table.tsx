/**
 * The parameters with the largest gradients, on their way through the optimizer: from the gradient to the new weight.
 */
import { formatPlace } from '../../study/session/parameter-place.ts';
import type { TraceDocument } from '../../study/trace/trace-document.ts';
import { chooseParameter } from '../state/state.ts';
import { EquationButton } from './equation-button.tsx';
import { NumberCell } from './number.tsx';

/** Parameters that are listed. */
const MOST = 6;

/** The optimizer's numbers by tap, with their signs and equations. */
export const MOMENTS: readonly (readonly [tap: string, title: string, equation: string])[] = [
  ['adam.m', 'm', 'adam.m'],
  ['adam.v', 'v', 'adam.v'],
  ['adam.mhat', 'm̂', 'adam.mhat'],
  ['adam.vhat', 'v̂', 'adam.vhat'],
  ['adam.step', 'step', 'adam.step'],
  ['sgd.step', 'step', 'sgd.step'],
];

interface Listed {
  readonly name: string;
  readonly place: readonly number[];
  readonly index: number;
  readonly gradient: number;
}

export function UpdateTable({ document }: { readonly document: TraceDocument }) {
  const tensors = new Map(document.tensors.map(({ name, values }) => [name, values]));
  const found = document.tensors.flatMap(({ name, shape, values }): Listed[] =>
    /^[Wb]\d+$/.test(name) && values !== null
      ? (tensors.get(`d${name}`) ?? []).map((gradient, index) => ({
          name,
          index,
          place: shape.length < 2 ? [index + 1] : [Math.trunc(index / shape[1]!) + 1, (index % shape[1]!) + 1],
          gradient,
        }))
      : [],
  );
  const listed = found.toSorted((a, b) => Math.abs(b.gradient) - Math.abs(a.gradient)).slice(0, MOST);
  const moments = MOMENTS.filter(([tap]) => document.tensors.some(({ name }) => name.startsWith(`${tap}.`)));
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="Update of the weights">
      <table>
        <caption>
          the {listed.length} largest gradients of {found.length}, t = {document.optimizer.t}
        </caption>
        <thead>
          <tr>
            <th>weight</th>
            <th class="number">w</th>
            <th class="number">gradient</th>
            {moments.map(([tap, title, equation]) => (
              <th key={tap} class="number">
                {title} <EquationButton id={equation} />
              </th>
            ))}
            <th class="number">new w</th>
          </tr>
        </thead>
        <tbody>
          {listed.map(({ name, place, index, gradient }) => (
            <tr key={`${name} ${index}`}>
              <th scope="row">
                <button data-opens={formatPlace({ name, place })} onClick={() => chooseParameter({ name, place })}>
                  {formatPlace({ name, place })}
                </button>
              </th>
              <NumberCell value={tensors.get(name)?.[index]} />
              <NumberCell value={gradient} />
              {moments.map(([tap]) => (
                <NumberCell key={tap} value={tensors.get(`${tap}.${name}`)?.[index]} />
              ))}
              <NumberCell value={tensors.get(`${name}'`)?.[index]} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
