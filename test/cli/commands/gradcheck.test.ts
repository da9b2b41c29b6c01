/** `glassnet gradcheck` and `sanity`: right networks end with 0, broken ones are caught by name, bad input is refused. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Dense } from '../../../src/nn/layers/dense.ts';
import { ReLU } from '../../../src/nn/layers/relu.ts';
import { Sequential } from '../../../src/nn/sequential.ts';
import { saveModel } from '../../../src/node/stores/model-store.ts';
import { SABOTAGES } from '../../../src/study/sabotage/sabotages.ts';
import { STUDY_SETS } from '../../../src/study/sets/sets.ts';
import { expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { smallArrays } from '../../support/small-arrays.ts';
import { smallClassifier } from '../../support/models.ts';
import { json, run, succeed } from '../../support/run-here.ts';
import { Scale } from '../../support/scale-layer.ts';

const cwd = temporaryFolder();
const at = (name: string) => join(cwd, name);
const PLAIN = ['--preset', 'plain', '--hidden', '3', '--epochs', '2', '--no-report', '--quiet'];
const narrow = (text: string): void => {
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
};

beforeAll(async () => {
  const moons = STUDY_SETS.moons.csv();
  writeFileSync(at('moons.csv'), moons);
  writeFileSync(at('others.csv'), moons.split('\n').slice(0, 6).join('\n'));
  for (const part of ['train', 'validation', 'test']) writeFileSync(at(`numbers_${part}.npz`), smallArrays());
  await succeed(['train', 'moons.csv', ...PLAIN, '--ensemble', '3', '--output', 'run'], { cwd });
  await succeed(['train', 'numbers_train.npz', ...PLAIN, '--output', 'bare'], { cwd });
  const layers = [new Dense({ units: 3 }), new ReLU(), new Scale(), new Dense({ units: 2 })];
  const classifier = smallClassifier({ network: new Sequential(layers, { inputDim: 2, seed: 1 }) });
  await saveModel(at('own.safetensors'), classifier, { layers: [{ kind: 'scale', fromConfig: () => new Scale() }] });
});

describe('glassnet gradcheck', () => {
  it('passes without a file, and prints a table, the rule and the verdict in 80 columns', async () => {
    const { stdout, stderr } = await succeed(['gradcheck', '--hidden', '6,5']);
    expect(stdout).toMatch(
      /^Gradients of 10-6-5-3, on 8 rows of drawn data \(seed 1\)\n\ntensor +shape +checked +kinks/,
    );
    expect(stdout).toMatch(/\ndW1 +\[10, 6\] +20 +\d+ +\S+ +\S+ +\[\d+, \d\] +PASS\n/);
    expect(stdout).toMatch(/\nPASS: 16 tensors, \d+ numbers compared, \d+ kinks? left out\n$/);
    expect(stdout).toContain('\nPASS   at most 1e-5; WARN at most 1e-4; FAIL above, or NaN; NONE not compared\n');
    expect(stdout).toMatch(/^floor +3 % of the largest n, at least 1e-5/m);
    expect(stderr).toBe('');
    narrow(stdout);
  });

  it.each([
    ['--set spiral --burn-in 10', { file: 'spiral.csv', network: [2, 6, 4, 2], steps: 10, rowsChecked: 8 }],
    [
      'moons.csv --hidden 4 --rows-checked 3 --seed 9',
      { file: 'moons.csv', network: [2, 4, 2], seed: '9', rowsChecked: 3 },
    ],
    ['--model run --member 3 --burn-in 5', { file: 'moons.csv', network: [2, 3, 2], steps: 5 }],
    ['others.csv --model run --rows-checked 5', { file: 'others.csv', network: [2, 3, 2], steps: 0 }],
    ['--model bare', { network: [3, 3, 2], rowsChecked: 8 }],
    ['--hidden none --output-activation softmax --optimizer sgd --l2 0.1', { network: [10, 3] }],
    ['--dropout 0.3 --weight-decay 0.1 --hidden 9', { network: [10, 9, 3] }],
    ['--f64 --hidden 9,8', { float64: true }],
  ])('passes with %s', async (words, expected) => {
    const document = await json(['gradcheck', ...words.split(' ')], { cwd });
    expect(document).toMatchObject({ schema: 'glassnet.gradcheck/1', passed: true, sabotage: null, ...expected });
    expect((document['tensors'] as unknown[]).length).toBeGreaterThan(4);
  });

  it.each(SABOTAGES.filter(({ shownBy }) => shownBy === undefined))(
    'catches $name, and names tensors',
    async ({ name }) => {
      const { stdout } = await succeed(['gradcheck', '--hidden', '6,5', '--sabotage', name]);
      expect(stdout).toContain(`Sabotage ${name}, eq:`);
      expect(stdout).toMatch(new RegExp(`\nCaught: ${name} shows in [^]+\\.\n$`));
      expect(stdout).toMatch(/ FAIL$/m);
      narrow(stdout);
    },
  );

  it('lists all sabotages with what they break, as text and as JSON', async () => {
    for (const command of ['gradcheck', 'sanity']) {
      const { stdout } = await succeed([command, '--sabotage', 'list']);
      for (const { name, equation } of SABOTAGES) expect(stdout).toMatch(new RegExp(`^${name} +eq:${equation} `, 'm'));
      narrow(stdout);
      const { sabotages } = await json([command, '--sabotage', 'list']);
      expect(sabotages).toHaveLength(28);
    }
  });

  it('ends with 7, one line and the whole table where a sabotage can not show', async () => {
    const result = await run(['gradcheck', '--hidden', 'none', '--sabotage', 'mask-missing']);
    expect(result.code).toBe(7);
    expect(result.stderr).toBe('drawn data (seed 1): error E_GATE: the sabotage mask-missing was not caught\n');
    expect(result.stdout).toMatch(/\nPASS: 8 tensors/);
    const { code, stdout } = await run(['gradcheck', '--hidden', 'none', '--sabotage', 'mask-missing', '--json']);
    expect(code).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({
      passed: false,
      verdict: 'PASS',
      sabotage: { caught: false, tensors: [] },
    });
  });

  it('writes what is not finite by its name in JSON', async () => {
    const document = await json(['gradcheck', '--hidden', '4', '--sabotage', 'softmax-no-max-shift']);
    const far = (document['tensors'] as { tensor: string }[]).find(({ tensor }) => tensor === 'dz2 at z + 100');
    expect(far).toMatchObject({ verdict: 'FAIL', largest: 'Infinity', worst: { analytic: 'NaN' } });
    expect(document).toMatchObject({ passed: true, sabotage: { name: 'softmax-no-max-shift', caught: true } });
  });
});

describe('glassnet sanity', () => {
  it('passes without a file and on a set, in 80 columns, and as JSON', async () => {
    const { stdout } = await succeed(['sanity', '--hidden', '32,16']);
    expect(stdout).toMatch(
      /^Sanity of 10-32-16-3, on 320 training rows of drawn data \(seed 1\)\n\ncheck +layer +measured/,
    );
    expect(stdout).toMatch(/\nPASS: all 11 checks are as they should be\n$/);
    narrow(stdout);
    const document = await json(['sanity', 'moons.csv', '--hidden', '20'], { cwd });
    expect(document).toMatchObject({
      schema: 'glassnet.sanity/1',
      file: 'moons.csv',
      network: [2, 20, 2],
      passed: true,
    });
  });

  it.each(SABOTAGES.filter(({ shownBy }) => shownBy === 'sanity'))('catches $name', async ({ name }) => {
    const { stdout } = await succeed(['sanity', '--hidden', '16', '--sabotage', name]);
    expect(stdout).toMatch(new RegExp(`\nCaught: ${name} shows in [^]+\\.\n$`));
    narrow(stdout);
  });

  it('ends with 7 where a check fails: a learning rate that moves nothing', async () => {
    const result = await run(['sanity', '--hidden', '8', '--learning-rate', '1e-7']);
    expect(result.code).toBe(7);
    expect(result.stderr).toMatch(/^drawn data \(seed 1\): error E_GATE: FAIL: update ÷ weight \(layer 1\) FAIL/);
    expect(result.stdout).toMatch(/update ÷ weight +1 +\S+ +0\.0001 to 0\.01 +FAIL/);
  });
});

describe('bad input', () => {
  it.each<[string, number, string]>([
    [
      'gradcheck --sabotage dx-sing',
      2,
      'glassnet: error E_USAGE_VALUE: there is no sabotage "dx-sing" (hint: did you mean dx-sign?)',
    ],
    [
      'gradcheck --sabotage gremlins',
      2,
      'glassnet: error E_USAGE_VALUE: there is no sabotage "gremlins" (hint: list shows all of them)',
    ],
    ['gradcheck --sabotage', 2, 'glassnet: error E_USAGE_VALUE: --sabotage needs a value'],
    [
      'gradcheck --sabotage dW-sign --f64',
      2,
      'glassnet: error E_USAGE_CONFLICT: --sabotage breaks the float32 network',
    ],
    ['gradcheck --sabotage he-as-glorot', 2, 'glassnet: error E_USAGE_CONFLICT: he-as-glorot breaks the start values'],
    [
      'gradcheck moons.csv --output-activation sigmoid --sabotage softmax-no-max-shift',
      2,
      'glassnet: error E_USAGE_CONFLICT: ',
    ],
    [
      'gradcheck --rows-checked 999',
      2,
      'drawn data (seed 1): error E_USAGE_VALUE: --rows-checked 999: there are 320 training rows (hint: --rows-checked 320)',
    ],
    [
      'gradcheck others.csv --model run',
      2,
      'others.csv: error E_USAGE_VALUE: --rows-checked 8: there are 5 rows of a known class (hint: --rows-checked 5)',
    ],
    [
      'gradcheck --rows-checked 0',
      2,
      'glassnet: error E_USAGE_VALUE: --rows-checked: "0" is not a whole number from 1',
    ],
    ['gradcheck --per-tensor 0', 2, 'glassnet: error E_USAGE_VALUE: --per-tensor'],
    ['gradcheck moons.csv --target nobody', 2, 'moons.csv: error E_USAGE_COLUMN: '],
    [
      'gradcheck --target class',
      2,
      'glassnet: error E_USAGE_CONFLICT: --target has no effect on drawn rows: no FILE is named',
    ],
    ['gradcheck numbers_train.npz', 2, 'numbers_train.npz: error E_USAGE_MISSING: arrays have no columns to read'],
    ['gradcheck --model run --member 4', 2, 'glassnet: error E_USAGE_VALUE: --member: there is no network 4'],
    ['gradcheck --model own.safetensors moons.csv', 4, 'own.safetensors: error E_MODEL_CONFIG: '],
    [
      'gradcheck others.csv --model run --burn-in 5 --rows-checked 2',
      2,
      'others.csv: error E_USAGE_CONFLICT: --burn-in needs the rows',
    ],
    ['gradcheck missing.csv', 5, 'missing.csv: error E_FILE_MISSING: '],
    ['gradcheck --set moon', 2, 'glassnet: error E_USAGE_VALUE: --set'],
    ['gradcheck --hidden 4000,4000', 2, 'glassnet: error E_USAGE_VALUE: the network has 16,060,003 weights'],
    ['sanity --sabotage gremlins', 2, 'glassnet: error E_USAGE_VALUE: there is no sabotage "gremlins"'],
    ['sanity moons.csv --target nobody', 2, 'moons.csv: error E_USAGE_COLUMN: '],
  ])('%s: exit %d', async (line, exit, start) => {
    expectRefusal(await run([...line.split(' '), '--quiet'], { cwd }), { exit, start });
  });
});
