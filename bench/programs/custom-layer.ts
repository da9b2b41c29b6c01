/**
 * A layer of one's own, Swish (Ramachandran, Zoph & Le 2017): y = x·σ(x), in a network that learns "one or the other, not
 * both". It is trained, watched, saved by its name and opened again.
 */
import {
  Adam,
  Classifier,
  createRandom,
  decodeModel,
  Dense,
  encodeModel,
  fit,
  Sequential,
  sigmoid,
  SparseCategoricalCrossentropy,
  Tensor,
} from '../../src/index.ts';
import type { Layer, LayerKind } from '../../src/index.ts';

export class Swish implements Layer {
  readonly kind = 'swish';
  readonly build = (inputDim: number) => inputDim;
  readonly forward = (x: Tensor, y: Tensor) => y.data.set(x.data.map((value) => value * sigmoid(value)));
  /** The slope is σ(x) + x·σ(x)·(1 − σ(x)), which is y + σ(x)·(1 − y). */
  readonly backward = (x: Tensor, { data: y }: Tensor, dY: Tensor, dX: Tensor | null) =>
    dX?.data.set(dY.data.map((value, i) => value * (y[i]! + sigmoid(x.data[i]!) * (1 - y[i]!))));
  readonly config = () => ({ kind: 'swish' });
}

const layers: LayerKind[] = [{ kind: 'swish', fromConfig: () => new Swish() }];

export const network = new Sequential([new Dense({ units: 8 }), new Swish(), new Dense({ units: 2 })], {
  inputDim: 2,
  random: createRandom(1, 'weights'),
});

export const seen = new Set<string>();

export const history = await fit(network, {
  inputs: Tensor.from([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]),
  targets: Int32Array.of(0, 1, 1, 0),
  loss: new SparseCategoricalCrossentropy(),
  optimizer: new Adam({ learningRate: 0.05 }),
  epochs: 200,
  batchSize: 4,
  random: createRandom(1, 'batches'),
  tap: (name) => seen.add(name),
});

export const classifier = new Classifier({
  network,
  output: 'softmax',
  classes: ['no', 'yes'],
  priors: { natural: [0.5, 0.5], training: [0.5, 0.5] },
  pipeline: null,
});

export const opened = decodeModel(encodeModel(classifier, { layers }), 'swish', { layers });
