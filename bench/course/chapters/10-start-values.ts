/**
 * Chapter 10: the variance of z through ten layers, and what three starts learn.
 */
import { glorotUniform, heUniform, type Initializer } from '../../../src/nn/layers/initializers.ts';
import { Dense } from '../../../src/nn/layers/dense.ts';
import { ReLU } from '../../../src/nn/layers/relu.ts';
import { Sequential } from '../../../src/nn/sequential.ts';
import { createRandom } from '../../../src/random.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { deepStartsRun } from '../experiments/deep-starts.ts';
import { drawXy, numberColumn } from '../pictures/picture.ts';
import { show } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

const DEEP = '--set moons --hidden 20,20,20,20';
const LAYERS = 10;
const UNITS = 100;
const ROWS = 500;

const small: Initializer = (out, random) => {
  for (let i = 0; i < out.data.length; i++) out.data[i] = (2 * random.next() - 1) * 0.01;
};

const STARTS = [
  { name: 'He', role: 'main', initializer: heUniform },
  { name: 'Glorot', role: 'second', initializer: glorotUniform },
  { name: '±0.01', role: 'third', initializer: small },
] as const;

export const startValues: Chapter = {
  name: '10-start-values',
  about: 'how large weights start, so that ten layers neither mute nor shout',
  picture() {
    const variances = STARTS.map(({ initializer }) => variancesOf(initializer));
    const [he, glorot] = variances.map((values) => values.at(-1)! / values[0]!);
    const layers = Array.from({ length: LAYERS }, (_, index) => index + 1);
    const lowest = Math.min(...variances.flat());
    return drawXy({
      id: 'start-values',
      title: 'The variance of z through ten layers',
      sentence: `${UNITS} units a layer. From the first to the last layer, He keeps ${show(100 * he!, 2)} % of it, Glorot ${show(100 * glorot!, 2)} %. With ±0.01 nothing is left.`,
      x: { label: 'layer', format: 'count', domain: [1, LAYERS] },
      y: { label: 'variance of z', format: 'number', domain: [10 ** Math.floor(Math.log10(lowest)), 10], scale: 'log' },
      series: STARTS.map(({ name, role }, index) => ({
        name,
        role,
        style: 'line' as const,
        points: layers.map((layer) => [layer, variances[index]![layer - 1]!] as const),
      })),
      marks: [],
      columns: ['layer', ...STARTS.map(({ name }) => name)].map(numberColumn),
      rows: layers.map((layer) => [layer].concat(variances.map((values) => values[layer - 1]!))),
    });
  },
  numbers({ trace: { network } }) {
    const widths = [network.inputs, ...network.units];
    const lines = network.units.map((u, index) => {
      const d = widths[index]!;
      const glorot = `Glorot √(6 / (${d} + ${u})) = ${show(Math.sqrt(6 / (d + u)))}`;
      return `W${index + 1} [${d}, ${u}]   ${glorot}   He √(6 / ${d}) = ${show(Math.sqrt(6 / d))}`;
    });
    return `The network of this course, its two layers:\n\n${block(...lines)}`;
  },
  experiment: (golden) => deepStartsRun(golden, STARTS),
  look: {
    at: 'the histograms of activations, layer by layer',
    command: { study: DEEP, trace: `${DEEP} --row 23` },
  },
};

/** Of the z of each layer, for standardised inputs. */
function variancesOf(kernelInitializer: Initializer): number[] {
  const layers = Array.from({ length: LAYERS }, () => [new Dense({ units: UNITS, kernelInitializer }), new ReLU()]);
  const network = new Sequential(layers.flat().slice(0, -1), { inputDim: UNITS, seed: 1 });
  const random = createRandom(1, 'rows');
  const x = Tensor.zeros(ROWS, UNITS);
  for (let i = 0; i < x.data.length; i++) x.data[i] = (2 * random.next() - 1) * Math.sqrt(3);
  const variances: number[] = [];
  network.forward(x, { tap: (name, { data }) => void (name.startsWith('z') && variances.push(varianceOf(data))) });
  return variances;
}

function varianceOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
