import { describe, expect, it } from 'vitest';
import { pureSha256 } from '../../../src/formats/sha256.ts';
import type { Study } from '../../../src/study/session/study.ts';
import type { GivenTrainingOptions } from '../../../src/training/training-options.ts';
import type { OpeningData } from '../../../src/study/opening/opening.ts';
import { confusedRows, confusion } from '../../../src/web/worker/confusion.ts';
import { Desk } from '../../../src/web/worker/desk.ts';
import { statistics } from '../../../src/web/worker/layer-statistics.ts';
import { SurfaceMaker } from '../../../src/web/worker/surface.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';

const SLICE = { row: 1, resolution: 12, classIndex: 1 } as const;

async function studyOf(data: OpeningData, training: GivenTrainingOptions = {}): Promise<Study> {
  const desk = new Desk();
  await desk.open({ data, training: { hidden: [5, 4], seed: '1', ...training } });
  return desk.study;
}

const moons = { kind: 'set', name: 'moons' } as const;
const audiobooks = { kind: 'set', name: 'audiobooks' } as const;

const csv = (lines: readonly string[]): OpeningData => ({
  kind: 'csv',
  file: 'plans.csv',
  bytes: new TextEncoder().encode(lines.join('\n')),
  reading: {},
});

/** A column of a category, one of numbers with a hole, one of yes and no; the class is the plan. */
const PLANS = csv([
  'plan,age,member,bought',
  ...Array.from({ length: 120 }, (_, i) => {
    const plan = ['free', 'team', 'pro'][i % 3]!;
    return `${plan},${i % 7 === 0 ? '' : 20 + (i % 40)},${i % 2 === 0 ? 'yes' : 'no'},${plan === 'pro' ? 'yes' : 'no'}`;
  }),
]);

/** All that a training leaves in a study. */
function digest({ network, optimizer, step, history }: Study): string {
  const parts = [network.block.values, network.block.gradients, ...optimizer.state.values()];
  const bytes = parts.map((values) => pureSha256(new Uint8Array(Float32Array.from(values).buffer)));
  return JSON.stringify([bytes, step, history]);
}

describe('a decision surface', () => {
  it('holds what the network says of each cell, to the bit', async () => {
    const study = await studyOf(moons);
    study.goTo(20);
    const surface = await new SurfaceMaker().make(study, { ...SLICE, x: 0, y: 1 });
    const [a, b] = study.data.rows.features!.map(({ inputs }) => inputs[0]!);
    const { x, y, columns, rows, probabilities } = surface;
    for (const [i, j] of [
      [0, 0],
      [3, 7],
      [11, 11],
    ] as const) {
      const at = (axis: typeof x, place: number, n: number) => axis.from + ((place + 0.5) / n) * (axis.to - axis.from);
      const inputs = Tensor.from([[(at(x, j, columns) - a!.mean) / a!.scale, (at(y, i, rows) - b!.mean) / b!.scale]]);
      const p = Tensor.zeros(1, 2);
      study.loss.probabilities(study.network.forward(inputs), p);
      expect(probabilities[i * columns + j]).toBe(p.data[1]);
    }
    expect(surface.points).toHaveLength(study.data.rows.count);
  });

  it('takes categories and yes and no as steps, and other cells from the row or the middle', async () => {
    const study = await studyOf(PLANS);
    const maker = new SurfaceMaker();
    const ofRow = await maker.make(study, { ...SLICE, x: 0, y: 2, row: 3 });
    expect(ofRow).toMatchObject({ columns: 3, rows: 2, x: { name: 'plan', levels: ['free', 'team', 'pro'] } });
    expect(ofRow.y.levels).toEqual(['no', 'yes']);
    // Row 3 is of the plan pro and a member: its own cell holds its own probability.
    const p = Tensor.zeros(1, 2);
    study.loss.probabilities(study.network.forward(study.data.rows.encode(Int32Array.of(2))), p);
    expect(ofRow.probabilities[1 * 3 + 2]).toBe(p.data[1]);
    const ofMiddle = await maker.make(study, { ...SLICE, x: 0, y: 2, row: null });
    expect(ofMiddle.probabilities).not.toEqual(ofRow.probabilities);
    const withHoles = await maker.make(study, { ...SLICE, x: 1, y: 0 });
    expect(withHoles.points.length).toBeLessThan(study.data.rows.count);
  });

  it('is of one step, though the training goes on in between', async () => {
    const study = await studyOf(moons, { hidden: [50, 50, 50] });
    study.goTo(5);
    const alone = await new SurfaceMaker().make(study, { ...SLICE, x: 0, y: 1, resolution: 48 });
    const during = new SurfaceMaker().make(study, { ...SLICE, x: 0, y: 1, resolution: 48 });
    study.goTo(9);
    const met = await during;
    expect(met.step).toBe(5);
    expect(met.probabilities).toEqual(alone.probabilities);
  });

  it.each([
    [{ x: 0, y: 0 }, /two different columns/],
    [{ x: 0, y: 2 }, /no column 3/],
    [{ x: 0, y: 1, classIndex: 2 }, /no class 2/],
    [{ x: 0, y: 1, row: 1000 }, /row/i],
  ])('refuses %o', async (call, message) => {
    const study = await studyOf(moons);
    await expect(new SurfaceMaker().make(study, { ...SLICE, ...call })).rejects.toThrow(message);
  });
});

describe('a confusion', () => {
  it('counts the validation rows, and agrees with the accuracy of the epoch', async () => {
    const study = await studyOf({ kind: 'set', name: 'clusters' });
    for (let epoch = 0; epoch < 3; epoch++) study.trainEpoch();
    const { part, rows, total, counts } = await confusion(study);
    expect([part, rows, total]).toEqual(['validation', study.validation!.targets.length, rows]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows);
    expect((counts[0]! + counts[4]! + counts[8]!) / rows).toBeCloseTo(study.history.at(-1)!.validationAccuracy!, 12);
  });

  it('names the rows of a cell, the surest first, as they stand in the file', async () => {
    const study = await studyOf(audiobooks);
    study.trainEpoch();
    const { counts } = await confusion(study);
    const cell = await confusedRows(study, 1, 0, 1000);
    expect(cell.found).toBe(counts[2]);
    expect(cell.rows).toHaveLength(cell.found);
    for (const { number, target, probability } of cell.rows) {
      expect(target).toBe(study.data.classes[1]);
      expect(study.data.rows.targets[number - 1]).toBe(1);
      expect(probability).toBeGreaterThanOrEqual(0.5);
    }
    const sure = cell.rows.map(({ probability }) => probability);
    expect(sure).toEqual(sure.toSorted((a, b) => b - a));
  });

  it('is of all rows with a class where there is nothing to learn from', async () => {
    const inputs = Float32Array.from({ length: 20 }, (_, i) => i / 10);
    const targets = Int32Array.from({ length: 10 }, (_, i) => (i === 0 ? -1 : i % 2));
    const data = {
      kind: 'arrays',
      file: 'a.npz',
      sha256: '',
      inputs,
      targets,
      classes: ['0', '1'],
      ids: null,
    } as const;
    const trained = await studyOf(moons);
    const desk = new Desk();
    const values = trained.network.block.values.slice();
    const origin = { kind: 'model', file: 'run', member: 1, members: 1 } as const;
    await desk.open({ data, network: { layers: trained.network.config(), inputs: 2, values, origin }, training: {} });
    expect(await confusion(desk.study)).toMatchObject({ part: 'file', rows: 9, total: 9 });
    expect(statistics(desk.study)).toMatchObject({ rows: 9 });
    const surface = await new SurfaceMaker().make(desk.study, { ...SLICE, x: 0, y: 1, row: null });
    expect(surface.x).toMatchObject({ name: 'input 1', levels: null });
  });
});

describe('the statistics of layers', () => {
  it('count each number once, and find the dead unit, the one that is always on and the sure output', async () => {
    const study = await studyOf(moons);
    study.goTo(10);
    study.edit({ name: 'b1', place: [2] }, -100);
    study.edit({ name: 'b1', place: [3] }, 100);
    study.edit({ name: 'b3', place: [1] }, 1000);
    const { rows, layers, units } = statistics(study);
    expect(layers.map(({ layer }) => layer)).toEqual([1, 2, 3]);
    for (const [i, width] of [5, 4, 2].entries()) {
      const { counts, zeros, count } = layers[i]!.activation;
      expect(counts.reduce((sum, one) => sum + one, 0)).toBe(count);
      expect(count + zeros).toBe(rows * width);
    }
    const stateOf = (layer: number, unit: number) =>
      units.find((one) => one.layer === layer && one.unit === unit)?.state;
    expect([stateOf(1, 2), stateOf(1, 3), stateOf(3, 1)]).toEqual(['dead', 'always on', 'saturated']);
    expect(units).toHaveLength(5 + 4 + 2);
    // Where p is sure, next to nothing comes back.
    expect(layers[0]!.gradient.zeros).toBeGreaterThan(0);
  });
});

describe('what the views ask for', () => {
  it('leaves the study as it was', async () => {
    const study = await studyOf(audiobooks, { dropout: 0.3 });
    study.goTo(7);
    const twin = await studyOf(audiobooks, { dropout: 0.3 });
    twin.goTo(7);
    const before = digest(study);
    await new SurfaceMaker().make(study, { ...SLICE, x: 0, y: 1 });
    await confusion(study);
    await confusedRows(study, 0, 1, 5);
    statistics(study);
    expect(digest(study)).toBe(before);
    study.goTo(12);
    twin.goTo(12);
    expect(digest(study)).toBe(digest(twin));
    // A study that moves has another digest.
    expect(digest(study)).not.toBe(before);
  });
});
