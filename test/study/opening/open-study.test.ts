/** A study in the page is that of the command: same rows, same weights, whatever it begins with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeModel } from '../../../src/formats/model-bytes.ts';
import { membersOf } from '../../../src/nn/ensemble.ts';
import { openStudy } from '../../../src/study/opening/open-study.ts';
import { SET_TRAINING } from '../../../src/study/opening/opening.ts';
import { STUDY_SETS, STUDY_SET_NAMES } from '../../../src/study/sets/sets.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

describe('a study of a set', () => {
  it.each(STUDY_SET_NAMES)('%s begins with rows to learn from', async (name) => {
    const study = await openStudy({ data: { kind: 'set', name }, training: SET_TRAINING });
    expect(study.data.file).toBe(STUDY_SETS[name].file);
    expect(study.train!.targets.length).toBeGreaterThan(100);
    expect(study.network.block.parameters.map((parameter) => parameter.name)).toEqual('W1 b1 W2 b2 W3 b3'.split(' '));
  });

  it('refuses what train refuses: one output unit for three classes', async () => {
    const training = { ...SET_TRAINING, outputActivation: 'sigmoid' } as const;
    await expect(openStudy({ data: { kind: 'set', name: 'clusters' }, training })).rejects.toMatchObject({
      code: 'E_USAGE_VALUE',
      file: 'clusters.csv',
    });
  });
});

describe('a study of a file', () => {
  const csv = new TextEncoder().encode(STUDY_SETS.moons.csv());
  const data = { kind: 'csv', file: 'moons.csv', bytes: csv, reading: {} } as const;

  beforeAll(async () => {
    const { writeFileSync } = await import('node:fs');
    writeFileSync(at('moons.csv'), csv);
    const words = ['--preset', 'plain', '--hidden', '3', '--epochs', '4', '--patience', '9', '--no-report', '--quiet'];
    await succeed(['train', at('moons.csv'), ...words, '--ensemble', '2', '--output', at('two')]);
  });

  it('is the study of the set with the same bytes', async () => {
    const training = { hidden: [3] };
    const [one, other] = await Promise.all([
      openStudy({ data, training }),
      openStudy({ data: { kind: 'set', name: 'moons' }, training }),
    ]);
    for (const study of [one, other]) study.trainEpoch();
    expect(one.network.block.values).toEqual(other.network.block.values);
    expect(one.data.sha256).toBe(other.data.sha256);
  });

  it('of a model has its weights, and the rows and classes of its way in', async () => {
    const { classifier } = decodeModel(readFileSync(at('two/model.safetensors')));
    const members = membersOf(classifier.network);
    const second = members[1]!;
    const network = {
      layers: second.config(),
      inputs: second.inputDim,
      values: second.block.values,
      origin: { kind: 'model', file: 'model.safetensors', member: 2, members: 2 },
    } as const;
    const reading = { pipeline: classifier.pipeline!.config(), classes: classifier.classes };
    const study = await openStudy({ data: { ...data, reading }, network, training: {} });
    expect(study.network.block.values).toEqual(second.block.values);
    expect(study.network.block.values).not.toEqual(members[0]!.block.values);
    expect(study.data.prepared).toBeNull();
    const fresh = await openStudy({ data, training: {} });
    const rows = Int32Array.of(0, 7, 239);
    expect(study.data.rows.encode(rows)).toEqual(fresh.data.rows.encode(rows));
    expect(study.data.rows.targets).toEqual(fresh.data.rows.targets);
    expect(study.data.rows.ids).toEqual(fresh.data.rows.ids);
    expect(() => study.trainStep()).toThrow(RangeError);
  });

  it('of a file that cannot be read is refused at the line and column', async () => {
    const lines = STUDY_SETS.moons.csv().split('\n');
    lines[7] = lines[7]!.replace(/,[^,]*,/, ',oops,');
    const bytes = new TextEncoder().encode(lines.join('\n'));
    await expect(openStudy({ data: { ...data, bytes }, training: {} })).rejects.toMatchObject({
      code: 'E_CSV_NUMBER',
      line: 8,
      column: 2,
    });
  });
});
