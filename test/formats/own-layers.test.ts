/** Model files with layers of one's own: registered, they come back; else they are refused by name. */
import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from '../../src/formats/model-bytes.ts';
import { Dense } from '../../src/nn/layers/dense.ts';
import type { Layer } from '../../src/nn/layers/layer.ts';
import type { LayerKind } from '../../src/nn/layers/layers.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { createRandom } from '../../src/random.ts';
import type { Classifier } from '../../src/model/classifier.ts';
import { errorOf } from '../support/errors.ts';
import { smallClassifier } from '../support/models.ts';
import { onlyNetwork } from '../support/networks.ts';
import { Scale } from '../support/scale-layer.ts';

const registered: LayerKind = { kind: 'scale', fromConfig: () => new Scale() };
const layers = [registered];

const withLayers = (...own: Layer[]): Classifier =>
  smallClassifier({ network: new Sequential(own, { inputDim: 2, random: createRandom(1) }) });
const withScale = () => withLayers(new Dense({ units: 2 }), new Scale(), new Dense({ units: 2 }));

describe('a model with a layer of one’s own', () => {
  it('comes back with its parameter, and is written again to the same bytes', () => {
    const classifier = withScale();
    onlyNetwork(classifier).block.values.set([0.5, 2], 6);
    const bytes = encodeModel(classifier, { layers });
    const opened = decodeModel(bytes, 'own', { layers }).classifier;
    const [, scale] = onlyNetwork(opened).layers;
    expect(scale).toBeInstanceOf(Scale);
    expect([scale!.parameters![0]!.name, ...scale!.parameters![0]!.value.data]).toEqual(['scale1.factor', 0.5, 2]);
    expect(onlyNetwork(opened).block.values).toEqual(onlyNetwork(classifier).block.values);
    expect(encodeModel(opened, { layers })).toEqual(bytes);
  });

  it('may end with it, if it is as wide as the logits', () => {
    const bytes = encodeModel(withLayers(new Dense({ units: 2 }), new Scale()), { layers });
    expect(onlyNetwork(decodeModel(bytes, 'own', { layers }).classifier).outputDims).toEqual([2, 2]);
    const wide = withLayers(new Dense({ units: 3 }), new Scale());
    expect(errorOf(() => encodeModel(wide, { layers }))).toMatchObject({
      code: 'E_MODEL_CONFIG',
      file: 'encodeModel',
      message: 'model.layers: the last layer gives 3 numbers, expected 2 for 2 classes',
    });
  });

  it('is not saved while the layer is not registered: named, with the way out', () => {
    expect(() => encodeModel(withScale())).toThrow(
      new RangeError(
        'encodeModel: layer 2, "scale", is not registered: ' +
          'add { kind: "scale", fromConfig: (config) => … } to the layers, and to those of decodeModel',
      ),
    );
  });

  it('is not opened while the layer is not registered: named, with the way out', () => {
    const bytes = encodeModel(withScale(), { layers });
    expect(errorOf(() => decodeModel(bytes, 'own'))).toMatchObject({
      code: 'E_MODEL_CONFIG',
      file: 'own',
      message: 'model.layers[1].kind: expected one of dense, relu, dropout',
      hint: expect.stringContaining('layers of decodeModel') as string,
    });
  });

  it('is refused by name when its own fromConfig refuses what the file says', () => {
    const refuses = {
      kind: 'scale',
      fromConfig: () => {
        throw new RangeError('Scale: no such factor');
      },
    };
    const bytes = encodeModel(withScale(), { layers });
    expect(errorOf(() => decodeModel(bytes, 'own', { layers: [refuses] }))).toMatchObject({
      code: 'E_MODEL_CONFIG',
      message: 'model.layers[1]: Scale: no such factor',
      file: 'own',
    });
  });

  it.each<[string, Layer, LayerKind]>([
    ['another class', new Scale(), { kind: 'scale', fromConfig: () => new (class extends Scale {})() }],
    ['another configuration', Object.assign(new Scale(), { config: () => ({ kind: 'scale', seed: 1 }) }), registered],
    ['another kind', Object.assign(new Scale(), { config: () => ({ kind: 'relu' }) }), registered],
  ])('is not saved when %s would come back', (_, layer, kind) => {
    const classifier = withLayers(layer, new Dense({ units: 2 }));
    expect(() => encodeModel(classifier, { layers: [kind] })).toThrow(
      /^encodeModel: layer 1, "scale", is not the same/,
    );
  });

  it('is not saved when a subclass calls itself dense', () => {
    class Doubled extends Dense {}
    expect(() => encodeModel(withLayers(new Doubled({ units: 2 })))).toThrow(/^encodeModel: layer 1, "dense", is not/);
  });
});
