/**
 * The backward pass, with the numbers of a trace.
 */
import { FORMULAS } from '../../reference/formulas.ts';
import { formatPlace } from '../../session/parameter-place.ts';
import { NoNumbers, type TraceReader } from './reader.ts';
import type { Worked } from './worked.ts';
import { factor, named, productLines, sumLines, written } from './written.ts';

export function dceDz(reader: TraceReader): Worked {
  const y = reader.target;
  const { network, batch } = reader.trace;
  const p = reader.row('p');
  const [unit, isRight] = network.output === 'sigmoid' ? [0, y] : [y, 1];
  const weight = reader.rowWeight;
  const formula = FORMULAS['dce.dz'](p, y, { rows: batch.rows, weight })[unit]!;
  const share = weight === 1 ? '' : `${written(weight)}·`;
  return {
    of: network.output === 'sigmoid' ? 'the logit' : `the logit of ${named(network.classes[unit])}`,
    lines: [`dz = ${share}(${written(p[unit]!)} − ${isRight}) / ${batch.rows} = ${written(formula)}`],
    compared: {
      name: `dz${reader.layers}[1,${unit + 1}]`,
      traced: reader.at(`dz${reader.layers}`, 1, unit + 1),
      formula,
      // The code subtracts before it rounds; the p of the trace is rounded.
      terms: [weight / batch.rows],
    },
  };
}

export function denseDW(reader: TraceReader): Worked {
  const { layer, place, input, unit } = reader.weight;
  const name = formatPlace(place);
  const traced = reader.at(`d${place.name}`, ...place.place);
  const [x, dz] = [reader.column(reader.inputOf(layer), input), reader.column(`dz${layer}`, unit)];
  const lambda = Number(reader.optionsOf(layer)['l2'] ?? 0);
  const penalty = lambda === 0 ? 0 : FORMULAS.l2([reader.at(place.name, ...place.place)], lambda).gradient[0]!;
  const { rows } = reader.trace.batch;
  return {
    of: name,
    lines: productLines(
      'dW',
      x.map((value, i) => [value, dz[i]!]),
      penalty === 0 ? [] : [penalty],
    ),
    compared: {
      name: `d${name}`,
      traced,
      formula: FORMULAS['dense.dW'](x, dz) + penalty,
      terms: [...x.map((value, i) => value * dz[i]!), penalty],
    },
    note:
      (rows === 1 ? 'one row, one product' : `a product for each of ${rows} rows`) +
      (penalty === 0 ? '' : `; ${written(penalty)} is 2λ·W of the L2 penalty`),
  };
}

export function denseDb(reader: TraceReader): Worked {
  const { name: asked, place } = reader.parameter;
  const [layer, unit] = asked.startsWith('b')
    ? [Number(asked.slice(1)), place[0]!]
    : [reader.weight.layer, reader.weight.unit];
  const name = `b${layer}[${unit}]`;
  const traced = reader.at(`db${layer}`, unit);
  const dz = reader.column(`dz${layer}`, unit);
  const lines = sumLines(
    'db = ',
    dz.map((value) => ({ text: factor(value), value })),
  );
  const formula = FORMULAS['dense.db'](dz);
  return {
    of: name,
    lines: dz.length === 1 ? lines : [...lines, `   = ${written(formula)}`],
    compared: { name: `d${name}`, traced, formula, terms: dz },
  };
}

export function denseDx(reader: TraceReader): Worked {
  const { layer, unit } = reader.hidden;
  const input = reader.inputOf(layer + 1);
  const dz = reader.row(`dz${layer + 1}`);
  const traced = reader.at(`d${input}`, 1, unit);
  const w = reader.row(`W${layer + 1}`, unit);
  return {
    of: `the error that arrives at unit ${layer}.${unit}`,
    lines: productLines(
      'dx',
      dz.map((value, j) => [value, w[j]!]),
    ),
    compared: {
      name: `d${input}[1,${unit}]`,
      traced,
      formula: FORMULAS['dense.dx'](dz, w),
      terms: dz.map((value, j) => value * w[j]!),
    },
    note: `a product for each of the ${dz.length} units of layer ${layer + 1}`,
  };
}

export function reluDz(reader: TraceReader): Worked {
  const { layer, unit } = reader.hidden;
  const [da, z] = [reader.at(`da${layer}`, 1, unit), reader.at(`z${layer}`, 1, unit)];
  const formula = FORMULAS['relu.dz'](da, z);
  const slope = z > 0 ? 1 : 0;
  return {
    of: `unit ${layer}.${unit}`,
    lines: [
      `z = ${written(z)} is ${z > 0 ? 'above 0' : 'not above 0'}: the slope is ${slope}`,
      `dz = ${written(da)}·${slope} = ${written(formula)}`,
    ],
    compared: { name: `dz${layer}[1,${unit}]`, traced: reader.at(`dz${layer}`, 1, unit), formula },
  };
}

export function l2(reader: TraceReader): Worked {
  const { layer, place } = reader.weight;
  const lambda = Number(reader.optionsOf(layer)['l2'] ?? 0);
  if (lambda === 0) throw new NoNumbers('the network has no L2 penalty');
  const w = reader.at(place.name, ...place.place);
  const { penalty } = FORMULAS.l2(reader.tensor(place.name).values, lambda);
  const { compared } = denseDW(reader);
  return {
    of: formatPlace(place),
    lines: [
      `λ·Σw² over ${place.name} = ${written(penalty)}`,
      `2λ·W = 2·${written(lambda)}·${factor(w)} = ${written(2 * lambda * w)}`,
    ],
    compared,
    note: `d${formatPlace(place)} is Σ x·dz of the data and 2λ·W together`,
  };
}
