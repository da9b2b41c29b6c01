import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from '../../src/formats/model-bytes.ts';
import { encodeModelFile } from '../../src/formats/model-file.ts';
import { VERSION } from '../../src/version.ts';
import { errorOf } from '../support/errors.ts';
import { sha256, smallClassifier } from '../support/models.ts';
import { onlyNetwork } from '../support/networks.ts';

describe('a model as bytes', () => {
  it('is byte for byte the file that Node writes with its own digest, the seed a number or its text', () => {
    const file = encodeModelFile(smallClassifier(), '7', VERSION, sha256);
    expect(encodeModel(smallClassifier(), { seed: '7' })).toEqual(file);
    expect(encodeModel(smallClassifier(), { seed: 7 })).toEqual(file);
  });

  it('opens from its bytes alone', () => {
    const classifier = smallClassifier();
    const { classifier: opened, config } = decodeModel(encodeModel(classifier));
    expect(onlyNetwork(opened).block.values).toEqual(onlyNetwork(classifier).block.values);
    expect(config).toMatchObject({ seed: '', version: VERSION, classes: ['no', 'yes'] });
  });

  it('is refused where one bit differs, under the name it was given or as "model"', () => {
    const damaged = encodeModel(smallClassifier());
    damaged[damaged.length - 1]! ^= 1;
    expect(errorOf(() => decodeModel(damaged))).toMatchObject({ code: 'E_MODEL_CHECKSUM', file: 'model' });
    expect(errorOf(() => decodeModel(damaged, 'mine.safetensors'))).toMatchObject({ file: 'mine.safetensors' });
  });

  it('is held to the digest that it is opened with', () => {
    const bytes = encodeModel(smallClassifier());
    expect(errorOf(() => decodeModel(bytes, 'model', { sha256: () => '0'.repeat(64) }))).toMatchObject({
      code: 'E_MODEL_CHECKSUM',
    });
  });
});
