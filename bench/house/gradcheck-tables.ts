/**
 * The tables of docs/student.md about the gradient check: what the error of a gradient is by float32 and float64, and how
 * it grows with depth and width. The reasons of the check's limits.
 */
import { Dense } from '../../src/nn/layers/dense.ts';
import { ReLU } from '../../src/nn/layers/relu.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { checkOne, gradientCurve } from '../../src/study/gradcheck/check-one.ts';
import { gradcheck } from '../../src/study/gradcheck/gradcheck.ts';
import { errorText } from '../../src/study/gradcheck/describe.ts';
import { problemOf, type Problem } from '../../src/study/gradcheck/problem.ts';
import { relativeError, roundedUp } from '../../src/study/gradcheck/rule.ts';
import { drawnData } from '../../src/study/sets/drawn-data.ts';

const ROWS = 8;
const SEEDS = ['1', '2', '3'];

/** From small to deep and to wide: hidden layers. */
const SHAPES: readonly (readonly [name: string, hidden: readonly number[]])[] = [
  ['10-5-3', [5]],
  ['10-50-50-3', [50, 50]],
  ['10-300-3', [300]],
  ['10-200-200-3', [200, 200]],
  ['10-50×5-3', Array<number>(5).fill(50)],
  ['10-50×10-3', Array<number>(10).fill(50)],
];

export function renderGradcheckTables(): string {
  return `${precisionTable()}

${shapeTable()}`;
}

/** A fresh network on rows drawn from a seed. */
function problemFor(hidden: readonly number[], seed: string): Problem {
  const { train } = drawnData(seed).prepared!;
  const layers = hidden.flatMap((units) => [new Dense({ units }), new ReLU()]);
  const network = new Sequential([...layers, new Dense({ units: 3 })], { inputDim: train.inputs.columns, seed });
  const batch = { inputs: train.inputs.slice(0, ROWS), targets: train.targets.slice(0, ROWS) };
  const optimizer = { optimizer: 'adam', learningRate: 0.001, momentum: 0.9, weightDecay: 0 } as const;
  return problemOf(network, batch, { output: 'softmax', optimizer, seed });
}

/** Every weight of one small network by itself, h and the precision of both sides varied; no floor. */
function precisionTable(): string {
  const problem = problemFor([5], '1');
  const places = placesOf(problem);
  const steps = [1e-2, 1e-4, 1e-5];
  const curves = places.map((place) => gradientCurve(problem, place, steps));
  const mixed = places.map((place) => {
    const { analytic, numeric } = checkOne(problem, place);
    return relativeError(analytic, numeric, 0);
  });
  const single = (at: number) => curves.map(({ points }) => points[at]!.float32.error);
  const double = curves.map(({ points }) => points[2]!.float64.error);
  const rows = [
    ...steps.map((h, at) => ['float32', 'float32', h, single(at)] as const),
    ['float32', 'float64', 1e-5, mixed] as const,
    ['float64', 'float64', 1e-5, double] as const,
  ];
  return `| gradient | difference | h | median error | largest error |
| --- | --- | --: | --: | --: |
${rows.map(([own, other, h, errors]) => `| ${own} | ${other} | ${h.toExponential()} | ${shown(medianOf(errors))} | ${shown(Math.max(...errors))} |`).join('\n')}`;
}

/** All weights and biases, from 1. */
function placesOf({ layers, inputDim }: Problem): { name: string; place: number[] }[] {
  let width = inputDim;
  return layers
    .filter(({ kind }) => kind === 'dense')
    .flatMap(({ units }, layer) => {
      const [inputs, count] = [width, Number(units)];
      width = count;
      const ofUnit = Array.from({ length: count }, (_, j) => j + 1);
      const weights = Array.from({ length: inputs }, (_, i) =>
        ofUnit.map((j) => ({ name: `W${layer + 1}`, place: [i + 1, j] })),
      );
      return weights.flat().concat(ofUnit.map((j) => ({ name: `b${layer + 1}`, place: [j] })));
    });
}

/** The check as it is, of networks from small to deep. */
function shapeTable(): string {
  const rows = SHAPES.map(([name, hidden]) => {
    const rowsOf = SEEDS.flatMap((seed) => gradcheck(problemFor(hidden, seed)).tensors);
    const gradients = rowsOf.filter(({ tensor }) => /^d[WbX]/.test(tensor));
    const largest = Math.max(...gradients.map((row) => row.largest ?? 0));
    const ways = rowsOf.filter(({ tensor }) => tensor.endsWith("'")).map((row) => row.largest ?? 0);
    const median = medianOf(gradients.map((row) => row.median ?? 0));
    return `| ${name} | ${shown(median)} | ${shown(largest)} | ${shown(Math.max(...ways))} |`;
  });
  return `| network | median error | largest error | largest after 3 steps of Adam |
| --- | --: | --: | --: |
${rows.join('\n')}`;
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;

const shown = (error: number): string => errorText(roundedUp(error));
