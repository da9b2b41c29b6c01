import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeModelFile, encodeModelFile } from '../../src/formats/model-file.ts';
import { MISSING_WORDS } from '../../src/data/cells/missing.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import type { Classifier } from '../../src/model/classifier.ts';
import { errorOf } from '../support/errors.ts';
import { resealed, sha256, smallClassifier } from '../support/models.ts';
import { onlyNetwork } from '../support/networks.ts';
import { allRows, tableOf, uniformNumbers } from '../support/tables.ts';
import { bitFlips, refusal, truncations } from './damage.ts';

const encode = (classifier: Classifier, seed = '1') => encodeModelFile(classifier, seed, '0.1.0', sha256);
const decode = (bytes: Uint8Array) => decodeModelFile(bytes, 'own.safetensors', sha256);

function probabilities(classifier: Classifier, inputs: Tensor, mix: 'natural' | 'training'): Float32Array {
  const out = Tensor.zeros(inputs.rows, classifier.classes.length);
  classifier.probabilities(inputs, mix, out);
  return out.data;
}

const inputs = new Tensor(Float32Array.from(uniformNumbers(200, -3, 3)), [100, 2]);

describe('round trip', () => {
  it.each<[string, () => Classifier]>([
    ['softmax of 2', () => smallClassifier()],
    ['sigmoid', () => smallClassifier({ output: 'sigmoid' })],
    [
      'softmax of 3 with awkward class names',
      () =>
        smallClassifier({
          classes: ['__proto__', '"sha256":"', 'é\n\u202e😀'],
          priors: { natural: [0.5, 0.25, 0.25], training: [1 / 3, 1 / 3, 1 / 3] },
        }),
    ],
    ['without a pipeline', () => smallClassifier({ pipeline: null })],
  ])(
    '%s: 100 rows have equal probabilities, bit for bit, in both mixes, and the bytes are the same again',
    (_, make) => {
      const classifier = make();
      const bytes = encode(classifier);
      const { classifier: loaded, config } = decode(bytes);
      for (const mix of ['natural', 'training'] as const) {
        expect(probabilities(loaded, inputs, mix)).toEqual(probabilities(classifier, inputs, mix));
      }
      expect(loaded.classes).toEqual(classifier.classes);
      expect(loaded.pipeline?.config()).toEqual(classifier.pipeline?.config());
      expect(encodeModelFile(loaded, config.seed, config.version, sha256)).toEqual(bytes);
    },
  );

  it('a model without a seed loads', () => {
    expect(decode(encode(smallClassifier(), '')).config.seed).toBe('');
  });

  it('the same model, seed and version give the same bytes; another seed others', () => {
    expect(encode(smallClassifier())).toEqual(encode(smallClassifier()));
    expect(encode(smallClassifier(), '2')).not.toEqual(encode(smallClassifier()));
  });

  it('each weight, −0 and subnormals included, keeps its bits', () => {
    const classifier = smallClassifier();
    const { values } = onlyNetwork(classifier).block;
    values.set([-0, 2 ** -149, -(2 ** -149), 3.4028234663852886e38]);
    const loaded = onlyNetwork(decode(encode(classifier)).classifier).block.values;
    expect(new Uint32Array(loaded.buffer)).toEqual(new Uint32Array(values.buffer));
  });

  it('is a safetensors file that ten lines can read', () => {
    const classifier = smallClassifier();
    const bytes = encode(classifier);
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    for (const { name, shape, value } of onlyNetwork(classifier).block.parameters) {
      const { dtype, shape: stated, data_offsets: offsets } = header[name];
      const [begin, end] = offsets.map((offset: number) => 8 + length + offset);
      expect([dtype, stated]).toEqual(['F32', shape]);
      expect(new Float32Array(bytes.slice(begin, end).buffer)).toEqual(value.data.slice());
    }
    expect(Object.keys(header).toSorted()).toEqual(['W1', 'W2', '__metadata__', 'b1', 'b2']);
    expect(JSON.parse(header.__metadata__.glassnet).classes).toEqual(['no', 'yes']);
  });
});

const floats = (hex: string) => new Float32Array(Uint8Array.from(Buffer.from(hex, 'hex')).buffer);

describe('the golden model of format 1, written and computed by test/golden/make-model.py', () => {
  const folder = new URL('../golden/', import.meta.url);
  const bytes = new Uint8Array(readFileSync(new URL('model-v1.safetensors', folder)));
  const golden = JSON.parse(readFileSync(new URL('model-v1.json', folder), 'utf8'));

  it('is the file that was made', () => {
    expect(sha256(bytes)).toBe(golden.sha256);
  });

  it('predicts the golden probabilities of 8 customers in both mixes, bit for bit', () => {
    const { classifier } = decode(bytes);
    const { pipeline } = classifier;
    const columns = pipeline!.featureNames.map((name, j) => [name, golden.customers.map((row: number[]) => row[j]!)]);
    const { table } = tableOf(Object.fromEntries(columns), Array(8).fill('now'));
    const x = pipeline!.transform(table, allRows(8));
    expect(x.data).toEqual(floats(golden.inputs_hex));
    expect(probabilities(classifier, x, 'training')).toEqual(floats(golden.training_hex));
    expect(probabilities(classifier, x, 'natural')).toEqual(floats(golden.natural_hex));
    expect(golden.natural_hex).not.toBe(golden.training_hex);
  });

  it('is written again as its columns are told today, and reads back to the same model', () => {
    const { classifier, config } = decode(bytes);
    const again = encodeModelFile(classifier, config.seed, config.version, sha256);
    expect(again).not.toEqual(bytes);
    const back = decode(again);
    expect(back.config).toEqual(config);
    expect(onlyNetwork(back.classifier).block.values).toEqual(onlyNetwork(classifier).block.values);
    expect(encodeModelFile(back.classifier, config.seed, config.version, sha256)).toEqual(again);
  });

  it('knows numbers only: no kind of a missing value, no range, and a missing cell is refused by name', () => {
    const { pipeline } = decode(bytes).classifier;
    for (const { config } of pipeline!.features) {
      expect(config).toMatchObject({ kind: 'number', fill: null, indicator: false, range: null });
    }
    expect(pipeline!.missingWords).toEqual(MISSING_WORDS);
    const columns = pipeline!.featureNames.map((name, j) => [name, [1, j === 1 ? Number.NaN : 1]]);
    const { table } = tableOf(Object.fromEntries(columns), ['now', 'now']);
    expect(pipeline!.transform(table, Int32Array.of(0)).rows).toBe(1);
    expect(errorOf(() => pipeline!.transform(table, allRows(2), 'own.csv'))).toMatchObject({
      code: 'E_DATA_MISSING',
      field: pipeline!.featureNames[1],
      file: 'own.csv',
    });
  });

  it('control: with each weight changed in its last bit the predictions are others', () => {
    const { classifier } = decode(bytes);
    const bits = new Uint32Array(onlyNetwork(classifier).block.values.buffer);
    for (let i = 0; i < bits.length; i++) bits[i]! ^= 1;
    expect(probabilities(classifier, new Tensor(floats(golden.inputs_hex), [8, 3]), 'training')).not.toEqual(
      floats(golden.training_hex),
    );
  });
});

describe('damage', () => {
  const bytes = encode(smallClassifier());

  it('every truncation is refused', () => {
    for (const cut of truncations(bytes)) expect(refusal(() => decode(cut))).toBeDefined();
  });

  it('every single flipped bit is refused', () => {
    let flips = 0;
    for (const flipped of bitFlips(bytes)) {
      flips++;
      if (refusal(() => decode(flipped)) === undefined) throw new Error(`bit ${flips - 1} is not noticed`);
    }
    expect(flips).toBe(bytes.length * 8);
    expect(bytes.length).toBeGreaterThan(900);
  });

  it('bytes put at the end, and another digest, are refused', () => {
    expect(refusal(() => decode(Uint8Array.of(...bytes, 0)))?.code).toBe('E_SAFETENSORS_OFFSETS');
    const other = new TextDecoder('latin1').decode(bytes).replace(/"sha256":"./, '"sha256":"x');
    expect(refusal(() => decode(Uint8Array.from(other, (c) => c.charCodeAt(0))))?.code).toBe('E_MODEL_CHECKSUM');
  });

  it('a safetensors file without our metadata is refused, more metadata of others are not', () => {
    const more = resealed(bytes, ({ metadata }) => metadata.set('format', 'pt'));
    expect(refusal(() => decode(more))).toBeUndefined();
    const plain = new TextDecoder('latin1').decode(bytes).replace('"glassnet"', '"glassnut"');
    const error = refusal(() => decode(Uint8Array.from(plain, (c) => c.charCodeAt(0))));
    expect(error?.message).toBe('a safetensors file, but not a model of glassnet');
  });

  it('control: the file itself is accepted', () => {
    expect(refusal(() => decode(bytes))).toBeUndefined();
  });
});
