/**
 * What a network should be like before its first step: it guesses, and its layers pass signals on.
 */
import { Dense } from '../../nn/layers/dense.ts';
import { glorotUniform, heUniform, type Initializer } from '../../nn/layers/initializers.ts';
import { ReLU } from '../../nn/layers/relu.ts';
import { Sequential } from '../../nn/sequential.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import { createRandom } from '../../random.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Parts } from '../gradcheck/problem.ts';
import { judged, type Finding } from './judged.ts';
import { lossOn, startTrial, startWith, type Trial } from './trial-network.ts';

/**
 * A network that knows nothing says 1/k of each class, so its loss is ln k. The start gives its logits a variance v,
 * though: the mean of exp(z) is about exp(v/2) times exp of the mean, which adds v/2; and it favours some class by about
 * √v, which adds or takes as much.
 *
 * @param classCount k
 */
export function lossAtStart(trial: Trial, rows: Dataset, classCount: number): Finding {
  const v = logitVariance(trial, meanSquare(rows.inputs.data));
  const [guess, wide] = [Math.log(classCount), v / 2 + Math.sqrt(v)];
  const measured = lossOn(startTrial(trial), rows);
  const pass = { from: Math.max(0, guess - Math.sqrt(v)), to: guess + wide };
  return judged('loss at the start', measured, pass, { from: 0, to: guess + 2 * wide });
}

/** Glorot's start has Var W = 2 / (d + u), so z has d·Var W times the mean square of x, of which a ReLU leaves half. */
function logitVariance({ layers, inputDim }: Trial, ofInputs: number): number {
  let [square, width] = [ofInputs, inputDim];
  for (const { kind, units } of layers) {
    if (kind === 'relu') square /= 2;
    if (kind !== 'dense') continue;
    square *= (2 * width) / (width + Number(units));
    width = Number(units);
  }
  return square;
}

const DEPTH = 10;
const WIDTH = 200;

/** A start, and by how much a layer multiplies the mean square of its inputs. */
interface Start {
  readonly name: string;
  readonly initializer: Initializer;
  /** By theory: Var W times the width, of which a ReLU leaves half. */
  readonly factor: number;
}

/** The deviation of weights that is often taken without a thought. */
const SMALL = 0.01;

const STARTS: readonly Start[] = [
  { name: 'Glorot', initializer: glorotUniform, factor: 0.5 },
  { name: 'He', initializer: heUniform, factor: 1 },
  {
    name: String(SMALL),
    initializer: ({ data }, random) => {
      for (let i = 0; i < data.length; i++) data[i] = (2 * random.next() - 1) * SMALL * Math.sqrt(3);
    },
    factor: (WIDTH * SMALL ** 2) / 2,
  },
];

/** The mean square of the activations, layer by layer. */
export interface SignalByLayer {
  readonly start: string;
  /** Of layers 1 to 10. */
  readonly meanSquares: readonly number[];
  /** By how much one layer multiplies it, the geometric mean of nine. */
  readonly finding: Finding;
}

/**
 * Passes rows through ten layers of 200 units. With as many units the factor of a layer varies by √(5/200), 16 %, and the
 * mean of nine by 5 %: a quarter more or less is right, and the factors of the three starts are further apart.
 */
export function signalByLayer({ inputs }: Dataset, seed: string, parts?: Parts): SignalByLayer[] {
  return STARTS.map(({ name, initializer, factor }) => {
    const kernelInitializer = startWith(initializer, parts);
    const layers = Array.from({ length: DEPTH }, () => [new Dense({ units: WIDTH, kernelInitializer }), new ReLU()]);
    const network = new Sequential(layers.flat(), { inputDim: inputs.columns, random: createRandom(seed, 'signal') });
    const meanSquares: number[] = [];
    const tap = (tensor: string, { data }: Tensor) => {
      if (/^a\d+$/.test(tensor)) meanSquares.push(meanSquare(data));
    };
    network.forward(inputs, { tap });
    const measured = (meanSquares.at(-1)! / meanSquares[0]!) ** (1 / (DEPTH - 1));
    const check = `signal kept a layer, ${name}`;
    const within = (share: number) => ({ from: factor * (1 - share), to: factor * (1 + share) });
    return { start: name, meanSquares, finding: judged(check, measured, within(0.25), within(0.35)) };
  });
}

function meanSquare(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum / values.length;
}
