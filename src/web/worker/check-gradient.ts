/**
 * "Check this gradient": the gradient of one weight in the step of a row beside the difference of two losses, and how far
 * that is off for each h.
 */
import { checkOne, gradientCurve } from '../../study/gradcheck/check-one.ts';
import { problemOf } from '../../study/gradcheck/problem.ts';
import type { ParameterPlace } from '../../study/session/parameter-place.ts';
import type { Study } from '../../study/session/study.ts';
import { batchOf } from '../../study/trace/taken-rows.ts';
import type { GradientCheck } from '../protocol.ts';
import { seenRow } from './watched-row.ts';

/** Products in a loss of the reference, times rows: above, the curve would take seconds. */
const MOST_PRODUCTS = 400_000;

interface CheckCall {
  /** From 1. */
  readonly row: number;
  readonly batch?: number | undefined;
  readonly assumed?: number | undefined;
}

/** @throws UsageError for layers that the reference doesn't have, RangeError for a network that is too large. */
export function checkGradient(
  study: Study,
  { row, batch = 1, assumed }: CheckCall,
  place: ParameterPlace,
): GradientCheck {
  const { options, network } = study;
  if (network.parameterCount * batch > MOST_PRODUCTS) {
    throw new RangeError('this network is too large to check a gradient in the page: use glassnet gradcheck');
  }
  const { inputs, target } = seenRow(study, row);
  const taken = batchOf(study, row - 1, { inputs, target: assumed ?? target }, batch);
  const rest = { output: options.outputActivation, optimizer: options, seed: options.seed };
  const problem = problemOf(study.probe().network, taken.batch, rest);
  return { checked: checkOne(problem, place), curve: gradientCurve(problem, place) };
}
