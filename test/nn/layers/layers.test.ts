import { describe, expect, it } from 'vitest';
import { Dense } from '../../../src/nn/layers/dense.ts';
import { Dropout } from '../../../src/nn/layers/dropout.ts';
import type { Layer } from '../../../src/nn/layers/layer.ts';
import { buildLayers } from '../../../src/nn/layers/built-layers.ts';
import { layerKinds } from '../../../src/nn/layers/layers.ts';
import { ReLU } from '../../../src/nn/layers/relu.ts';
import { Sequential } from '../../../src/nn/sequential.ts';
import { createRandom } from '../../../src/random.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { Scale } from '../../support/scale-layer.ts';

const random = createRandom(1);
const dense = (units: number) => new Dense({ units });

describe('the table of layers', () => {
  it.each<[string, Layer]>([
    ['dense', new Dense({ units: 3, useBias: false, l2: 0.25 })],
    ['relu', new ReLU()],
    ['dropout', new Dropout({ rate: 0.5 })],
  ])('makes a %s again from its configuration, whose options are those of its rules', (kind, layer) => {
    const known = layerKinds().get(kind)!;
    const config = layer.config();
    expect(known.fromConfig(config).config()).toEqual(config);
    expect(known.fromConfig(config).constructor).toBe(layer.constructor);
    const { kind: named, ...options } = config;
    expect(named).toBe(kind);
    expect(Object.keys(options)).toEqual(Object.keys(known.rules!));
    for (const [name, rule] of Object.entries(known.rules!)) {
      expect(rule.accepts(options[name])).toBe(true);
      for (const wrong of [undefined, null, '1', NaN, -1]) expect(rule.accepts(wrong)).toBe(false);
    }
  });

  it('holds 3 kinds and those of one’s own, each once', () => {
    const own = { kind: 'scale', fromConfig: () => new Scale() };
    expect([...layerKinds([own]).keys()]).toEqual(['dense', 'relu', 'dropout', 'scale']);
    expect(() => layerKinds([own, own])).toThrow(new RangeError('layers: there are two of kind "scale"'));
    expect(() => layerKinds([{ ...own, kind: 'relu' }])).toThrow('two of kind "relu"');
  });
});

describe('names', () => {
  it('number outputs by their dense layer and a layer of one’s own by itself, parameters likewise', () => {
    const layers = [dense(3), new ReLU(), new Scale(), dense(3), new Dropout({ rate: 0.1 }), new Scale(), dense(2)];
    const { names, parameters, outputDims } = buildLayers(layers, 4, random);
    expect(names).toEqual(['z1', 'a1', 'scale1', 'z2', 'dropout2', 'scale2', 'z3']);
    expect(parameters.map(({ name }) => name)).toEqual([
      'W1',
      'b1',
      'scale1.factor',
      'W2',
      'b2',
      'scale2.factor',
      'W3',
      'b3',
    ]);
    expect(outputDims).toEqual([3, 3, 3, 3, 3, 3, 2]);
  });

  it('are refused where two parameters would have one', () => {
    class Twice extends Scale {
      override build(inputDim: number): number {
        super.build(inputDim);
        this.parameters = [...this.parameters, ...this.parameters];
        return inputDim;
      }
    }
    expect(() => buildLayers([new Twice()], 4, random)).toThrow(
      new RangeError('Sequential: two tensors would be called scale1.factor'),
    );
  });

  it.each(['z', 'dz', 'W', 'db', 'dW'])(
    'are refused where a layer calls itself %s, which another tensor is called',
    (kind) => {
      const own = Object.assign(new Scale(), { kind });
      for (const layers of [
        [own, dense(3)],
        [dense(3), own],
      ]) {
        expect(() => buildLayers(layers, 4, random)).toThrow(/^Sequential: two tensors would be called d?[zWb]1$/);
      }
      expect(buildLayers([Object.assign(new Scale(), { kind: `${kind}Scale` }), dense(3)], 4, random).names[0]).toBe(
        `${kind}Scale1`,
      );
    },
  );
});

describe('a layer has one place', () => {
  const build = (...layers: Layer[]) => new Sequential(layers, { inputDim: 4, random });

  it('and is refused a second time in one network, both places named', () => {
    const relu = new ReLU();
    expect(() => build(dense(3), relu, dense(3), relu)).toThrow(
      new RangeError('Sequential: layer 4 (relu) is layer 2 of the same network already; make one for each place'),
    );
  });

  it('and is refused in a second network, both places named; the first goes on as before', () => {
    const [shared, x] = [dense(3), Tensor.zeros(2, 4)];
    const first = build(dense(5), new ReLU(), shared);
    const before = first.forward(x).data.slice();
    expect(() => build(shared, dense(2))).toThrow(
      new RangeError('Sequential: layer 1 (dense) is layer 3 of the network 4-5-5-3 already; make one for each place'),
    );
    expect(first.forward(x).data).toEqual(before);
    expect(first.block.parameters.map(({ name }) => name)).toEqual(['W1', 'b1', 'W2', 'b2']);
  });

  it('which it has not yet after a network that was refused', () => {
    const [first, relu] = [dense(3), new ReLU()];
    expect(() => build(first, relu, first)).toThrow('already');
    expect(build(first, relu).outputDims).toEqual([3, 3]);
  });
});
