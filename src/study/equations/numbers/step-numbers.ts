/**
 * The optimizer’s step, with the numbers of a trace.
 */
import { FORMULAS } from '../../reference/formulas.ts';
import { formatPlace } from '../../session/parameter-place.ts';
import { NoNumbers, type TraceReader } from './reader.ts';
import type { Compared, Worked } from './worked.ts';
import { factor, written } from './written.ts';

/** A weight on its way, by what a tap calls its numbers. */
function numbersOf(reader: TraceReader, kind: 'adam' | 'sgd') {
  const { name, place } = reader.parameter;
  const { optimizer } = reader.trace;
  const at = (tensor: string) => reader.at(tensor, ...place);
  const g = at(`d${name}`);
  if (optimizer.kind !== kind) throw new NoNumbers(`the optimizer is ${optimizer.kind}`);
  return {
    name,
    of: formatPlace({ name, place }),
    at: (what: string) => at(`${kind}.${what}.${name}`),
    g,
    w: at(name),
    after: at(`${name}'`),
  };
}

const compare = (name: string, traced: number, formula: number, terms?: readonly number[]): Compared => ({
  name,
  traced,
  formula,
  ...(terms !== undefined && { terms }),
});

export const adamM = (reader: TraceReader): Worked => moment(reader, 'm');
export const adamV = (reader: TraceReader): Worked => moment(reader, 'v');

/** A trace has the moments after the step. Before the first they are 0; later they can only be worked back. */
function moment(reader: TraceReader, which: 'm' | 'v'): Worked {
  const { of, at, g } = numbersOf(reader, 'adam');
  const isMean = which === 'm';
  const beta = reader.option(isMean ? 'beta1' : 'beta2');
  const [symbol, name] = isMean ? ['g', 'β₁'] : ['g²', 'β₂'];
  const { t } = reader.trace.optimizer;
  const after = at(which);
  const added = isMean ? g : g * g;
  const before = t === 1 ? 0 : (after - (1 - beta) * added) / beta;
  const formula = isMean ? FORMULAS['adam.m'](before, g, beta) : FORMULAS['adam.v'](before, g, beta);
  const line = `${which} = ${written(beta)}·${factor(before)} + ${written(1 - beta)}·${factor(added)} = ${written(formula)}`;
  return {
    of,
    lines: [...(isMean ? [] : [`${symbol} = ${factor(g)}² = ${written(added)}`]), line],
    compared: t === 1 ? compare(`adam.${which}.${of}`, after, formula, [added]) : null,
    note:
      t === 1
        ? `the first step: ${which} was 0`
        : `a trace has ${which} after the step only; ${written(before)} is worked back from it, by the same equation with ${name}`,
  };
}

export const adamMhat = (reader: TraceReader): Worked => corrected(reader, 'm');
export const adamVhat = (reader: TraceReader): Worked => corrected(reader, 'v');

function corrected(reader: TraceReader, which: 'm' | 'v'): Worked {
  const { of, at } = numbersOf(reader, 'adam');
  const { t } = reader.trace.optimizer;
  const [beta, hat] = which === 'm' ? [reader.option('beta1'), 'm̂'] : [reader.option('beta2'), 'v̂'];
  const formula = which === 'm' ? FORMULAS['adam.mhat'](at('m'), beta, t) : FORMULAS['adam.vhat'](at('v'), beta, t);
  const share = 1 - beta ** t;
  return {
    of,
    lines: [
      `${hat} = ${written(at(which))} / (1 − ${written(beta)}^${t}) = ${factor(at(which))} / ${written(share)} = ${written(formula)}`,
    ],
    compared: compare(`adam.${which}hat.${of}`, at(`${which}hat`), formula),
  };
}

/** αₜ of this step, and its written form. */
function alphaOf(reader: TraceReader): { readonly alpha: number; readonly line: string } {
  const { t } = reader.trace.optimizer;
  const [rate, beta1, beta2] = ['learningRate', 'beta1', 'beta2'].map((name) => reader.option(name)) as [
    number,
    number,
    number,
  ];
  const alpha = FORMULAS['adam.alpha'](rate, beta1, beta2, t);
  const line = `αₜ = ${written(rate)}·√(1 − ${written(beta2)}^${t}) / (1 − ${written(beta1)}^${t}) = ${written(alpha)}`;
  return { alpha, line };
}

export function adamAlpha(reader: TraceReader): Worked {
  const { of, at } = numbersOf(reader, 'adam');
  const { alpha, line } = alphaOf(reader);
  if (at('m') === 0) throw new NoNumbers(`m of ${of} is 0, so its step tells nothing of αₜ`);
  const traced = (at('step') * (Math.sqrt(at('v')) + reader.option('epsilon'))) / at('m');
  const back = `step·(√v + ε) / m = ${written(traced)}`;
  return {
    of,
    lines: [line, back],
    compared: compare('αₜ by the step', traced, alpha),
    note: 'worked back from the step of one weight',
  };
}

export function adamStep(reader: TraceReader): Worked {
  const { of, at, w, after } = numbersOf(reader, 'adam');
  const { alpha } = alphaOf(reader);
  const [m, v, epsilon] = [at('m'), at('v'), reader.option('epsilon')];
  const decay = reader.option('learningRate') * (reader.option('weightDecay') || 0);
  const found = FORMULAS['adam.step'](w, { m, v }, { alpha, epsilon, decay });
  const taken = decay === 0 ? factor(found.step) : `(${written(decay)}·${factor(w)} + ${factor(found.step)})`;
  return {
    of,
    lines: [
      `step = ${written(alpha)}·${factor(m)} / (√${written(v)} + ${written(epsilon)})`,
      `     = ${written(alpha * m)} / ${written(Math.sqrt(v) + epsilon)} = ${written(found.step)}`,
      `W′ = ${written(w)} − ${taken} = ${written(found.w)}`,
    ],
    compared: compare(`adam.step.${of}`, at('step'), found.step),
    note: `W′ in the trace is ${written(after)}`,
  };
}

export function sgdStep(reader: TraceReader): Worked {
  const { of, at, g, w, after } = numbersOf(reader, 'sgd');
  const { optimizer } = reader.trace;
  const [rate, momentum] = [reader.option('learningRate'), reader.option('momentum')];
  const nesterov = optimizer['nesterov'] === true;
  const u = at('velocity');
  const before = optimizer.t === 1 || momentum === 0 ? 0 : (u + rate * g) / momentum;
  const found = FORMULAS['sgd.step'](w, { velocity: before, g }, { learningRate: rate, momentum, nesterov });
  const isKnown = optimizer.t === 1 || momentum === 0;
  return {
    of,
    lines: [
      `u = ${written(momentum)}·${factor(before)} − ${written(rate)}·${factor(g)} = ${written(found.velocity)}`,
      nesterov
        ? `step = ${written(rate)}·${factor(g)} − ${written(momentum)}·${factor(u)} = ${written(found.step)}`
        : `step = −u = ${written(found.step)}`,
      `W′ = ${written(w)} − ${factor(found.step)} = ${written(found.w)}`,
    ],
    compared: isKnown
      ? compare(`sgd.step.${of}`, at('step'), found.step)
      : compare(`${of}′`, after, found.w, [w, found.step]),
    ...(!isKnown && { note: `a trace has u after the step only; ${written(before)} is worked back from it` }),
  };
}
