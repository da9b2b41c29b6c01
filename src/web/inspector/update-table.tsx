/**
 * The parameters with the largest gradients, on their way through the optimizer: from the gradient to the new weight.
 */
import { formatPlace } from '../../study/session/parameter-place.ts';
import type { TraceDocument } from '../../study/trace/trace-document.ts';
import { Table, type Cell, type Heading } from '../table.tsx';
import { PlaceButton } from './place-button.tsx';
import { tensorsOf } from './tensors.ts';

/** Parameters that are listed. */
const MOST = 6;

/** The optimizer's numbers by tap, with their signs and equations. */
const MOMENTS: Readonly<Record<string, Heading>> = {
  'adam.m': ['m', 'adam.m'],
  'adam.v': ['v', 'adam.v'],
  'adam.mhat': ['m̂', 'adam.mhat'],
  'adam.vhat': ['v̂', 'adam.vhat'],
  'adam.step': ['step', 'adam.step'],
  'sgd.step': ['step', 'sgd.step'],
};

/** Those of the optimizer at hand: each tap with its heading. */
export const momentsOf = (taps: Iterable<string>): [tap: string, heading: Heading][] => {
  const known = new Set(taps);
  return Object.entries(MOMENTS).filter(([tap]) => known.has(tap));
};

export function UpdateTable({ document }: { readonly document: TraceDocument }) {
  const tensors = tensorsOf(document);
  const found = document.tensors.flatMap(({ name, shape }) =>
    /^[Wb]\d+$/.test(name)
      ? (tensors.get(`d${name}`) ?? []).map((gradient, index) => {
          const columns = shape[1];
          const place = columns === undefined ? [index + 1] : [Math.trunc(index / columns) + 1, (index % columns) + 1];
          return { name, index, place, gradient };
        })
      : [],
  );
  const listed = found.toSorted((a, b) => Math.abs(b.gradient) - Math.abs(a.gradient)).slice(0, MOST);
  const moments = momentsOf([...tensors.keys()].map((name) => name.replace(/\.[Wb]\d+$/, '')));
  return (
    <Table
      label="Update of the weights"
      caption={`the ${listed.length} largest gradients of ${found.length}, t = ${document.optimizer.t}`}
      heads={[['weight'], ['w'], ['gradient', 'dense.dW'], ...moments.map(([, heading]) => heading), ['new w']]}
      rows={listed.map(({ name, place, index }) => {
        const taps = [name, `d${name}`, ...moments.map(([tap]) => `${tap}.${name}`), `${name}'`];
        const cells: Cell[] = [<PlaceButton name={formatPlace({ name, place })} />];
        return cells.concat(taps.map((tap) => tensors.get(tap)?.[index]));
      })}
    />
  );
}
