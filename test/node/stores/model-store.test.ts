import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadModel, MODEL_FILE, modelBytes, saveModel, sha256 } from '../../../src/node/stores/model-store.ts';
import { readRunRecord, recordPreparation, type Preparation } from '../../../src/node/stores/run-record.ts';
import { defaultsOf } from '../../../src/options/check-options.ts';
import { TRAINING_OPTIONS } from '../../../src/training/training-options.ts';
import { completePreparation } from '../../../src/preprocessing/preparation-options.ts';
import { rejectionOf } from '../../support/errors.ts';
import { smallClassifier } from '../../support/models.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
const at = (name: string) => join(folder, name);

describe('models on disk', () => {
  it('load from their file and from their folder, saved with or without a seed', async () => {
    for (const [name, options] of [
      ['a', {}],
      ['b', { seed: '7' }],
    ] as const) {
      mkdirSync(at(name));
      const file = join(at(name), MODEL_FILE);
      await saveModel(file, smallClassifier(), options);
      for (const path of [file, at(name)]) {
        const loaded = await loadModel(path);
        expect(loaded.file).toBe(file);
        expect(loaded.config.seed).toBe(name === 'a' ? '' : '7');
        expect(modelBytes(loaded.classifier, loaded.config.seed)).toEqual(new Uint8Array(readFileSync(file)));
      }
    }
  });

  it('are replaced only with force', async () => {
    await saveModel(at('m'), smallClassifier());
    expect((await rejectionOf(saveModel(at('m'), smallClassifier()))).code).toBe('E_FILE_EXISTS');
    await saveModel(at('m'), smallClassifier(), { seed: '2', force: true });
    expect((await loadModel(at('m'))).config.seed).toBe('2');
  });

  it('missing, in a folder without one, or damaged are refused by name', async () => {
    writeFileSync(at('damaged'), modelBytes(smallClassifier(), '1').subarray(1));
    mkdirSync(at('empty'));
    expect(await rejectionOf(loadModel(at('none')))).toMatchObject({ code: 'E_FILE_MISSING', file: at('none') });
    expect(await rejectionOf(loadModel(at('empty')))).toMatchObject({
      code: 'E_FILE_MISSING',
      file: join(at('empty'), MODEL_FILE),
    });
    expect(await rejectionOf(loadModel(at('damaged')))).toMatchObject({ exitCode: 4, file: at('damaged') });
  });

  it('SHA-256 is FIPS 180’s: of "abc" it begins with ba7816bf', () => {
    expect(sha256(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

const read = (value: unknown) => {
  writeFileSync(at('run.json'), typeof value === 'string' ? value : JSON.stringify(value));
  return readRunRecord(at(MODEL_FILE));
};

describe('run.json', () => {
  /** As it was written before columns had kinds. */
  const preparation = {
    csv: { delimiter: ';', header: 'no' },
    columns: { drop: ['a,b'] },
    options: { recipe: 'course', balance: 'first', split: [80, 10, 10], seed: 'x' },
  };
  const full: Preparation = {
    csv: { delimiter: ';', header: 'no', decimal: ',' },
    columns: {
      target: 'y',
      id: 'none',
      group: 'household',
      time: undefined,
      drop: [],
      numeric: ['zip'],
      categorical: ['plan,old'],
      only: ['zip', 'plan,old'],
      known: new Map([['__proto__', { kind: 'category' }]]),
      missingWords: ['', '-999'],
      needed: true,
    },
    options: {
      recipe: 'default',
      balance: 'none',
      split: [60, 20, 20],
      seed: 'x',
      groupDuplicates: true,
      missing: 'refuse',
      minFrequency: 1,
      maxLevels: 3,
      highCardinality: 'hash',
      unseen: 'other',
      piecewiseBins: 16,
      piecewiseCuts: 7,
    },
  };
  const training = { ...defaultsOf(TRAINING_OPTIONS), hidden: [7], l2: 0.5 };
  const command = ['train', 'own.csv'];
  const record = { schema: 'glassnet.run/1', command, data: { path: 'own.csv', sha256: 'ab' }, preparation };

  it('gives the preparation back with all that was chosen, null for arrays, and null where there is none', async () => {
    expect(await readRunRecord(at(MODEL_FILE))).toBeNull();
    expect(await read({ ...record, preparation: recordPreparation(full), training })).toEqual({
      command,
      path: 'own.csv',
      sha256: 'ab',
      preparation: full,
      training,
    });
    expect((await read({ ...record, preparation: null }))?.preparation).toBeNull();
  });

  it('of an earlier version means no columns of known kind, and the defaults of other options', async () => {
    expect((await read(record))?.preparation).toEqual({
      csv: preparation.csv,
      columns: { drop: ['a,b'], numeric: [], categorical: [], known: new Map(), needed: false },
      options: { ...completePreparation(), ...preparation.options },
    });
  });

  it.each<[string, unknown, string]>([
    ['cut off', '{"data":', 'E_JSON_SYNTAX'],
    ['without a digest', { ...record, data: { path: 'own.csv' } }, 'run.data.sha256: expected a string'],
    [
      'with two shares',
      { ...record, preparation: { ...preparation, options: { ...preparation.options, split: [1, 2] } } },
      'run.preparation.options.split: expected three numbers above 0',
    ],
    [
      'with a share of 0',
      { ...record, preparation: { ...preparation, options: { ...preparation.options, split: [1, 0, 0] } } },
      'run.preparation.options.split: expected three numbers above 0',
    ],
    [
      'with an empty seed',
      { ...record, preparation: { ...preparation, options: { ...preparation.options, seed: '' } } },
      'run.preparation.options.seed: expected 1 to 200 characters',
    ],
    [
      'with an unknown recipe',
      { ...record, preparation: { ...preparation, options: { ...preparation.options, recipe: 'x' } } },
      'run.preparation.options.recipe: expected one of default, course',
    ],
    [
      'with a column of an unknown kind',
      { ...record, preparation: { ...preparation, columns: { types: [{ name: 'a', type: 'text' }] } } },
      'run.preparation.columns.types[0].type: expected one of number, boolean, date, category',
    ],
    [
      'with an unknown encoding',
      { ...record, preparation: { ...preparation, options: { ...preparation.options, missing: 'x' } } },
      'run.preparation.options.missing: expected one of fill, refuse',
    ],
    [
      'with an option that there is not',
      { ...record, preparation: { ...preparation, options: { ...preparation.options, encoding: {} } } },
      'run.preparation.options: expected no field "encoding"',
    ],
    ['of a newer program', { ...record, schema: 'glassnet.run/2' }, 'run.schema: expected one of glassnet.run/1'],
  ])('%s is refused', async (_, value, expected) => {
    const error = await rejectionOf(read(value));
    expect(`${error.code}: ${error.message}`).toContain(expected);
    expect(error).toMatchObject({ exitCode: 4, file: at('run.json') });
  });
});
