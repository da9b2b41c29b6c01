/**
 * A search space: for each option that varies, the values it may have. A point of the unit cube becomes a trial's
 * parameters, one coordinate for each option, in the order of the table of options.
 */
import { exp, log } from '../../tensor/exponential.ts';
import { inOrder, type Parameters, type SearchedName } from './searched-options.ts';
import { Sobol } from './sobol.ts';

export type ParameterValue = NonNullable<Parameters[SearchedName]>;

/** Numbers from `from` to `to`, both included; on a logarithmic scale each factor has the same share. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly scale: 'linear' | 'log';
  /** Whether only whole numbers are meant. */
  readonly isWhole: boolean;
}

/** What an option may be: one of several values, or a number of a range. */
export type Axis = { readonly in: readonly ParameterValue[] } | Range;

export interface SearchSpace {
  /** What does not vary. */
  readonly fixed: Parameters;
  /** What does, in the order of the table of options. */
  readonly axes: ReadonlyMap<SearchedName, Axis>;
}

/** A learning rate of 0.001234567 is no better than one of 0.001235, which can be typed. */
const DIGITS = 4;

/** The parameters of trial `index`, from 0, of the search with this seed. No other trial has a say in them. */
export function parametersOf({ fixed, axes }: SearchSpace, seed: string): (index: number) => Parameters {
  if (axes.size === 0) return () => fixed;
  const points = new Sobol({ dimensions: axes.size, seed });
  return (index) => {
    const point = points.point(index);
    const varied = Array.from(axes, ([name, axis], place) => [name, valueAt(axis, point[place]!)]);
    return inOrder({ ...fixed, ...(Object.fromEntries(varied) as Partial<Parameters>) });
  };
}

/** @param u in [0, 1) */
function valueAt(axis: Axis, u: number): ParameterValue {
  if ('in' in axis) return axis.in[Math.floor(u * axis.in.length)]!;
  const { from, to, scale, isWhole } = axis;
  if (scale === 'linear' && isWhole) return from + Math.floor(u * (to - from + 1));
  const value = scale === 'linear' ? from + u * (to - from) : exp(log(from) + u * (log(to) - log(from)));
  const shown = isWhole ? Math.round(value) : Number(value.toPrecision(DIGITS));
  return Math.min(Math.max(shown, from), to);
}
