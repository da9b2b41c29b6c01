/** Model files that hang together, digest and all, and are wrong: rewritten field by field or tensor by tensor. */
import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from '../../src/formats/model-bytes.ts';
import type { SafeTensor } from '../../src/formats/safetensors.ts';
import { resealed, smallClassifier, type ModelContent } from '../support/models.ts';
import { refusal } from './damage.ts';

const file = encodeModel(smallClassifier(), { seed: '1', version: '0.1.0' });

function verdict(change: (content: ModelContent) => void): string {
  const error = refusal(() => decodeModel(resealed(file, change), 'own.safetensors'));
  return error === undefined ? 'accepted' : `${error.code}: ${error.message}`;
}

/** Rewrites the parsed JSON of the model. */
// oxlint-disable-next-line typescript/no-explicit-any
const withConfig = (change: (config: any) => void) =>
  verdict((content) => {
    const config = JSON.parse(content.config);
    change(config);
    content.config = JSON.stringify(config);
  });
const withText = (from: string, to: string) =>
  verdict((content) => {
    expect(content.config).toContain(from);
    content.config = content.config.replace(from, to);
  });
const float32 = (shape: number[], fill = 0.5): SafeTensor => ({
  dtype: 'F32',
  shape,
  data: new Uint8Array(new Float32Array(shape.reduce((product, length) => product * length, 1)).fill(fill).buffer),
});

it('control: rewritten without a change, the file is accepted', () => {
  expect(verdict(() => undefined)).toBe('accepted');
  expect(withConfig(() => undefined)).toBe('accepted');
});

describe('fields', () => {
  // oxlint-disable-next-line typescript/no-explicit-any
  it.each<[string, (config: any) => void, string]>([
    [
      'a newer version',
      (c) => (c.schema = 'glassnet.model/2'),
      'E_MODEL_VERSION: the model\'s schema is "glassnet.model/2"',
    ],
    ['no schema', (c) => delete c.schema, 'model.schema: expected a string'],
    ['an unknown field', (c) => (c.lambda = 'x => x'), 'model: expected no field "lambda"'],
    ['no classes', (c) => (c.classes = []), 'model.classes: expected at least two different names'],
    ['a class twice', (c) => (c.classes = ['a', 'a']), 'model.classes: expected at least two different names'],
    ['a class that is a number', (c) => (c.classes = ['a', 1]), 'model.classes[1]: expected a string'],
    [
      'more classes than outputs',
      (c) => {
        c.classes = ['a', 'b', 'c'];
        c.priors = { natural: [0.5, 0.3, 0.2], training: [0.5, 0.3, 0.2] };
      },
      'model.layers: expected a last dense layer of 3 units for 3 classes',
    ],
    ['an unknown output', (c) => (c.output = 'tanh'), 'model.output: expected one of softmax, sigmoid'],
    ['the output toString', (c) => (c.output = 'toString'), 'model.output: expected one of softmax, sigmoid'],
    [
      'sigmoid with two units',
      (c) => (c.output = 'sigmoid'),
      'model.layers: expected a last dense layer of 1 units for 2 classes',
    ],
    ['too few priors', (c) => (c.priors.natural = [1]), 'model.priors.natural: expected 2 shares above 0'],
    ['a prior of 0', (c) => (c.priors.training = [1, 0]), 'model.priors.training: expected 2 shares above 0'],
    ['a negative prior', (c) => (c.priors.training = [0.5, -0.5]), 'model.priors.training: expected 2 shares above 0'],
    ['a prior that is a text', (c) => (c.priors.natural = ['0.5', 0.5]), 'model.priors.natural[0]: expected a number'],
    [
      'inputs that are not the features',
      (c) => (c.inputDim = 3),
      'model.inputDim: expected 2, as many as the features give',
    ],
    ['a width of 0', (c) => (c.layers[0].units = 0), 'model.layers[0].units: expected a whole number of at least 1'],
    [
      'a width of 2.5',
      (c) => (c.layers[0].units = 2.5),
      'model.layers[0].units: expected a whole number of at least 1',
    ],
    ['no layers', (c) => (c.layers = []), 'model.layers: expected a last dense layer of 2 units for 2 classes'],
    [
      'layers that end with relu',
      (c) => c.layers.push({ kind: 'relu' }),
      'model.layers: expected a last dense layer of 2 units',
    ],
    [
      'an unknown layer',
      (c) => (c.layers[1].kind = 'lambda'),
      'model.layers[1].kind: expected one of dense, relu, dropout',
    ],
    ['the layer constructor', (c) => (c.layers[1].kind = 'constructor'), 'model.layers[1].kind: expected one of'],
    ['a layer with more', (c) => (c.layers[1].slope = 1), 'model.layers[1]: expected no field "slope"'],
    ['a layer that is null', (c) => (c.layers[1] = null), 'model.layers[1]: expected an object'],
    [
      'a dropout of 1',
      (c) => (c.layers[1] = { kind: 'dropout', rate: 1 }),
      'model.layers[1].rate: expected a number in [0, 1)',
    ],
    ['a penalty below 0', (c) => (c.layers[0].l2 = -1), 'model.layers[0].l2: expected a number of at least 0'],
    [
      'a scale of 0',
      (c) => (c.pipeline.features[1].scale = 0),
      'model.pipeline.features[1].scale: expected a number above 0',
    ],
    [
      'a scale below 0',
      (c) => (c.pipeline.features[0].scale = -1),
      'model.pipeline.features[0].scale: expected a number above 0',
    ],
    [
      'a mean that is null',
      (c) => (c.pipeline.features[0].mean = null),
      'model.pipeline.features[0].mean: expected a number',
    ],
    [
      'a feature twice',
      (c) => (c.pipeline.features[1].name = 'age'),
      'model.pipeline.features: expected features of different names',
    ],
    [
      'one feature too few',
      (c) => c.pipeline.features.pop(),
      'model.inputDim: expected 1, as many as the features give',
    ],
    ['a pipeline without a target', (c) => delete c.pipeline.target, 'model.pipeline.target: expected a string'],
    ['a pipeline that is a list', (c) => (c.pipeline = []), 'model.pipeline: expected an object'],
  ])('%s', (_, change, message) => {
    expect(withConfig(change)).toMatch(message.startsWith('E_') ? message : `E_MODEL_CONFIG: ${message}`);
  });
});

describe('the class that counts', () => {
  it('is read as it was written, and may be absent, as in files of older versions', () => {
    const named = encodeModel(smallClassifier({ positiveReason: 'named' }), { seed: '1' });
    const { classifier, config } = decodeModel(named);
    expect(config).toMatchObject({ classes: ['no', 'yes'], positive: 'yes', positiveReason: 'named' });
    expect(classifier).toMatchObject({ positive: 'yes', positiveReason: 'named' });
    expect(encodeModel(classifier, { seed: '1' })).toEqual(named);
    expect(decodeModel(file).config).not.toHaveProperty('positive');
    expect(decodeModel(file).classifier).toMatchObject({ positive: 'yes', positiveReason: null });
    expect(encodeModel(decodeModel(file).classifier, { seed: '1', version: '0.1.0' })).toEqual(file);
    const three = smallClassifier({
      classes: ['a', 'b', 'c'],
      priors: { natural: [0.5, 0.3, 0.2], training: [0.5, 0.3, 0.2] },
    });
    expect(three.positive).toBeNull();
  });

  // oxlint-disable-next-line typescript/no-explicit-any
  it.each<[string, (config: any) => void, string]>([
    ['that is the first', (c) => (c.positive = 'no'), 'model.positive: expected the second of two classes'],
    ['that is none', (c) => (c.positive = 'Yes'), 'model.positive: expected the second of two classes'],
    ['that is a number', (c) => (c.positive = 1), 'model.positive: expected a string'],
    ['without a reason', (c) => delete c.positiveReason, 'model.positiveReason: expected one of named, known word,'],
    ['for a reason that is none', (c) => (c.positiveReason = 'luck'), 'model.positiveReason: expected one of named,'],
    ['that is missing beside a reason', (c) => delete c.positive, 'model.positive: expected a string'],
    [
      'of three',
      (c) => {
        c.classes = ['no', 'yes', 'maybe'];
        c.priors = { natural: [0.5, 0.3, 0.2], training: [0.5, 0.3, 0.2] };
      },
      'model.positive: expected the second of two classes',
    ],
  ])('is refused: one %s', (_, change, message) => {
    const verdictOf = withConfig((config) => {
      Object.assign(config, { positive: 'yes', positiveReason: 'known word' });
      change(config);
    });
    expect(verdictOf).toMatch(`E_MODEL_CONFIG: ${message}`);
  });
});

it('a sigmoid for three classes is refused although its tensors fit', () => {
  const three = smallClassifier({
    classes: ['a', 'b', 'c'],
    priors: { natural: [0.5, 0.25, 0.25], training: [0.5, 0.25, 0.25] },
  });
  const rewritten = resealed(encodeModel(three, { seed: '1', version: '0.1.0' }), (content) => {
    content.config = content.config.replace('"output":"softmax"', '"output":"sigmoid"');
  });
  const error = refusal(() => decodeModel(rewritten, 'own.safetensors'));
  expect(error?.message).toBe('model.output: expected softmax for 3 classes');
});

describe('JSON', () => {
  it.each([
    ['a key twice', '"seed":"1"', '"seed":"1","seed":"2"', 'E_JSON_DUPLICATE'],
    [
      '__proto__',
      '"seed":"1"',
      '"seed":"1","__proto__":{"polluted":1}',
      'E_MODEL_CONFIG: model: expected no field "__proto__"',
    ],
    [
      '__proto__ in a layer',
      '{"kind":"relu"}',
      '{"kind":"relu","__proto__":{"polluted":1}}',
      'E_MODEL_CONFIG: model.layers[1]: expected no field',
    ],
    [
      'fields that only a prototype has',
      '"seed":"1",',
      '"__proto__":{"seed":"1"},',
      'E_MODEL_CONFIG: model: expected no field "__proto__"',
    ],
    ['100,000 nested lists', '"seed":"1"', `"seed":${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'E_JSON_DEPTH'],
    ['1e400', '"scale":2', '"scale":1e400', 'E_JSON_NUMBER'],
    ['NaN', '"scale":2', '"scale":NaN', 'E_JSON_SYNTAX'],
    ['half a surrogate pair', '"no"', String.raw`"\ud800"`, 'E_JSON_TEXT'],
    ['text behind the end', '"hasHeader":true', '"hasHeader":true}} {{', 'E_JSON_SYNTAX'],
  ])('%s', (_, from, to, expected) => {
    expect(withText(from, to).startsWith(expected)).toBe(true);
    expect('polluted' in {}).toBe(false);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('a list or nothing in the place of the object', () => {
    for (const text of ['[]', 'null', '""'])
      expect(verdict((content) => (content.config = text))).toContain('model: expected an object');
    expect(verdict((content) => (content.config = ''))).toContain('E_JSON_SYNTAX');
  });
});

const addMany = ({ tensors }: ModelContent) => {
  for (let i = 0; i < 10_000; i++) tensors.set(`x${i}`, float32([1]));
};

describe('tensors', () => {
  it.each<[string, (tensors: Map<string, SafeTensor>) => void, string]>([
    ['a missing one', (t) => t.delete('b2'), 'tensor "b2" is missing'],
    ['one that belongs to no layer', (t) => t.set('W9', float32([1])), 'tensor "W9" belongs to no layer'],
    ['one named __proto__', (t) => t.set('__proto__', float32([1])), 'tensor "__proto__" belongs to no layer'],
    [
      'shapes that do not chain',
      (t) => t.set('W2', float32([4, 2])),
      'tensor "W2" is F32 [4, 2], the layers need F32 [3, 2]',
    ],
    [
      'a transposed shape',
      (t) => t.set('W1', float32([3, 2])),
      'tensor "W1" is F32 [3, 2], the layers need F32 [2, 3]',
    ],
    ['one axis too many', (t) => t.set('b1', float32([3, 1])), 'tensor "b1" is F32 [3, 1], the layers need F32 [3]'],
    [
      'float64',
      (t) => t.set('b1', { dtype: 'F64', shape: [3], data: new Uint8Array(24) }),
      'tensor "b1" is F64 [3], the layers need F32 [3]',
    ],
    ['a NaN', (t) => t.set('b1', float32([3], NaN)), 'tensor "b1" holds NaN at element 0'],
    ['an Infinity', (t) => t.set('W2', float32([3, 2], -Infinity)), 'tensor "W2" holds -Infinity at element 0'],
  ])('%s', (_, change, message) => {
    expect(verdict(({ tensors }) => change(tensors))).toBe(`E_MODEL_TENSOR: ${message}`);
  });

  it('a width of 2^52 in the JSON alone takes no memory', () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(withConfig((c) => (c.layers[0].units = 2 ** 52))).toContain('E_MODEL_TENSOR: tensor "W1" is F32 [2, 3]');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  it('10,000 tensors that belong to no layer', () => {
    expect(verdict(addMany)).toContain('belongs to no layer');
  });
});
