/** The model file of several networks: their tensors under their numbers, everything else once. */
import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from '../../src/formats/model-bytes.ts';
import { membersOf } from '../../src/nn/ensemble.ts';
import { createRandom } from '../../src/random.ts';
import { errorOf } from '../support/errors.ts';
import { resealed, smallClassifier, smallEnsemble, type ModelContent } from '../support/models.ts';
import { randomTensor } from '../support/tensors.ts';

const NAMES = ['1', '2', '3'].flatMap((network) => ['W1', 'W2', 'b1', 'b2'].map((name) => `${network}.${name}`));

/** What the JSON of the file says. */
function configOf(file: Uint8Array): Record<string, unknown> {
  let text = '';
  resealed(file, ({ config }) => (text = config));
  return JSON.parse(text) as Record<string, unknown>;
}

const withMembers =
  (members: unknown) =>
  (content: ModelContent): void => {
    content.config = JSON.stringify({ ...(JSON.parse(content.config) as object), members });
  };

describe('a model of three networks', () => {
  const classifier = smallEnsemble();
  const file = encodeModel(classifier, { seed: 7 });

  it('comes back with every bit of every weight, scores alike, and is written again to the same bytes', () => {
    const opened = decodeModel(file).classifier;
    const [weights, again] = [classifier, opened].map(({ network }) =>
      membersOf(network).map(({ block }) => block.values.slice()),
    );
    expect(again).toEqual(weights);
    expect(new Set(weights!.map(String)).size).toBe(3);
    const rows = randomTensor(createRandom(1, 'rows'), 60, 2);
    expect(opened.score(rows)).toEqual(classifier.score(rows));
    expect(encodeModel(opened, { seed: 7 })).toEqual(file);
    expect(encodeModel(smallEnsemble(), { seed: 7 })).toEqual(file);
  });

  it('has the tensors 1.W1 to 3.b2, and the layers of one network; a model of one network counts none', () => {
    const names: string[] = [];
    resealed(file, ({ tensors }) => names.push(...tensors.keys()));
    expect(names.toSorted()).toEqual(NAMES);
    const { members, layers } = configOf(file);
    expect([members, (layers as unknown[]).length]).toEqual([3, 3]);
    expect(configOf(encodeModel(smallClassifier()))).not.toHaveProperty('members');
  });

  it('with its networks in another order is another file', () => {
    const reversed = smallEnsemble({ seeds: [3, 2, 1] });
    expect(encodeModel(reversed, { seed: 7 })).not.toEqual(file);
  });

  it.each<[string, (content: ModelContent) => void, string, string]>([
    ['without a tensor', ({ tensors }) => void tensors.delete('2.b1'), 'E_MODEL_TENSOR', 'tensor "2.b1" is missing'],
    [
      'with a fourth network',
      ({ tensors }) => void tensors.set('4.W1', tensors.get('1.W1')!),
      'E_MODEL_TENSOR',
      'tensor "4.W1" belongs to no layer',
    ],
    [
      'with a tensor of a network alone',
      ({ tensors }) => void tensors.set('W1', tensors.get('1.W1')!),
      'E_MODEL_TENSOR',
      'tensor "W1" belongs to no layer',
    ],
    [
      'with a tensor of another shape',
      ({ tensors }) => void tensors.set('3.W2', tensors.get('3.W1')!),
      'E_MODEL_TENSOR',
      'tensor "3.W2" is F32 [2, 3], the layers need F32 [3, 2]',
    ],
    ['that counts 2', withMembers(2), 'E_MODEL_TENSOR', 'tensor "3.W1" belongs to no layer'],
    ['that counts 4', withMembers(4), 'E_MODEL_TENSOR', 'tensor "4.W1" is missing'],
    ['that counts 1', withMembers(1), 'E_MODEL_CONFIG', 'model.members: expected 2 to 1000'],
    ['that counts 0', withMembers(0), 'E_MODEL_CONFIG', 'model.members: expected '],
    ['that counts a half', withMembers(2.5), 'E_MODEL_CONFIG', 'model.members: expected '],
    ['that counts in words', withMembers('3'), 'E_MODEL_CONFIG', 'model.members: expected '],
    ['that counts a billion', withMembers(1e9), 'E_MODEL_CONFIG', 'model.members: expected 2 to 1000'],
    ['that does not count', withMembers(undefined), 'E_MODEL_TENSOR', 'tensor "W1" is missing'],
  ])('%s is refused, though its digest is right', (_, change, code, message) => {
    const error = errorOf(() => decodeModel(resealed(file, change), 'own.safetensors'));
    expect(error).toMatchObject({ exitCode: 4, file: 'own.safetensors' });
    expect(error.code).toContain(code);
    expect(error.message).toContain(message);
  });

  it('with a weight that is no number is not written', () => {
    const broken = smallEnsemble();
    membersOf(broken.network)[1]!.block.values[0] = Number.NaN;
    expect(errorOf(() => encodeModel(broken))).toMatchObject({ code: 'E_MODEL_TENSOR', field: '2.W1' });
  });
});
