/** What `encodeModel` writes, `decodeModel` reads: the rest is refused before a byte is written, by the same checks. */
import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from '../../src/formats/model-bytes.ts';
import { Classifier, type ClassifierParts } from '../../src/model/classifier.ts';
import { Dense } from '../../src/nn/layers/dense.ts';
import type { Layer } from '../../src/nn/layers/layer.ts';
import { ReLU } from '../../src/nn/layers/relu.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { Pipeline, type PipelineConfig } from '../../src/preprocessing/pipeline.ts';
import { errorOf } from '../support/errors.ts';
import { onlyNetwork } from '../support/networks.ts';

const PIPELINE: PipelineConfig = {
  target: 'bought',
  id: null,
  hasHeader: true,
  missingWords: ['NA'],
  features: [
    { name: 'age', kind: 'number', mean: 40, scale: 12, fill: null, indicator: false, range: [18, 90] },
    { name: 'visits', kind: 'number', mean: 5, scale: 2, fill: null, indicator: false, range: [0, 9] },
  ],
};

const network = (...layers: Layer[]) => new Sequential(layers, { inputDim: 2, seed: 1 });

/** A classifier that can be written, but for what is given. */
function classifierWith(parts: Partial<ClassifierParts> = {}, features: Partial<PipelineConfig> = {}): Classifier {
  return new Classifier({
    network: network(new Dense({ units: 3 }), new ReLU(), new Dense({ units: 2 })),
    output: 'softmax',
    classes: ['no', 'yes'],
    priors: { natural: [0.8, 0.2], training: [0.5, 0.5] },
    pipeline: new Pipeline({ ...PIPELINE, ...features }),
    ...parts,
  });
}

function withWeight(value: number): Classifier {
  const classifier = classifierWith();
  onlyNetwork(classifier).block.values[4] = value;
  return classifier;
}

const features = PIPELINE.features;
const kinds = Array.from({ length: 10 }, (_, i) => String(i).repeat(1_000_000));

describe('encodeModel', () => {
  it('writes a classifier without fault, which opens', () => {
    expect(decodeModel(encodeModel(classifierWith())).classifier.classes).toEqual(['no', 'yes']);
  });

  it.each<[string, string, () => Classifier]>([
    [
      'a ReLU at the end',
      'E_MODEL_CONFIG',
      () => classifierWith({ network: network(new Dense({ units: 2 }), new ReLU()) }),
    ],
    ['3 logits for 2 classes', 'E_MODEL_CONFIG', () => classifierWith({ network: network(new Dense({ units: 3 })) })],
    [
      'a sigmoid of 2 logits',
      'E_MODEL_CONFIG',
      () => classifierWith({ output: 'sigmoid', network: network(new Dense({ units: 2 })) }),
    ],
    ['one class twice', 'E_MODEL_CONFIG', () => classifierWith({ classes: ['yes', 'yes'] })],
    ['a class that is half a character', 'E_JSON_TEXT', () => classifierWith({ classes: ['no', 'yes \ud83d'] })],
    [
      'a column that is half a character',
      'E_JSON_TEXT',
      () => classifierWith({}, { features: [features[0]!, { ...features[1]!, name: '\udc00' }] }),
    ],
    ['one column twice', 'E_MODEL_CONFIG', () => classifierWith({}, { features: [features[0]!, features[0]!] })],
    ['fewer columns than inputs', 'E_MODEL_CONFIG', () => classifierWith({}, { features: [features[0]!] })],
    [
      'a scale of 0',
      'E_MODEL_CONFIG',
      () => classifierWith({}, { features: [features[0]!, { ...features[1]!, scale: 0 } as (typeof features)[0]] }),
    ],
    [
      'a mean of NaN',
      'E_MODEL_CONFIG',
      () => classifierWith({}, { features: [features[0]!, { ...features[1]!, mean: NaN } as (typeof features)[0]] }),
    ],
    ['a share of 2', 'E_MODEL_CONFIG', () => classifierWith({ priors: { natural: [2, 0.5], training: [0.5, 0.5] } })],
    [
      'shares of three classes',
      'E_MODEL_CONFIG',
      () => classifierWith({ priors: { natural: [0.3, 0.3, 0.4], training: [0.5, 0.5] } }),
    ],
    [
      'a temperature of 0',
      'E_MODEL_CONFIG',
      () => classifierWith({ calibration: { method: 'temperature', temperature: 0 } }),
    ],
    ['a weight of NaN', 'E_MODEL_TENSOR', () => withWeight(NaN)],
    ['a weight of Infinity', 'E_MODEL_TENSOR', () => withWeight(Infinity)],
  ])('refuses %s with %s', (_, code, make) => {
    expect(errorOf(() => encodeModel(make()))).toMatchObject({ code, exitCode: 4, file: 'encodeModel' });
  });

  it('takes a pair of halves, which is a character, and a name that is written like half of one', () => {
    const classes = ['\ud83d\ude00', String.raw`\ud83d`];
    expect(decodeModel(encodeModel(classifierWith({ classes }))).classifier.classes).toEqual(classes);
  });

  it('refuses a header of more than 16 MiB, which would not be read', () => {
    const encoding = { method: 'one-hot', levels: kinds, other: true } as const;
    const column = { name: 'k', kind: 'category', encoding, fill: null, indicator: false, known: kinds } as const;
    const pipeline = new Pipeline({ ...PIPELINE, features: [{ ...column, unseen: 'other' }] });
    const wide = new Sequential([new Dense({ units: 2 })], { inputDim: 11, seed: 1 });
    expect(() => encodeModel(classifierWith({ pipeline, network: wide }))).toThrow(
      /^encodeSafetensors: 2 tensors with a header of \d+ bytes are too many$/,
    );
  });
});
