/** The command that prints the numbers of the study page. */
import { describe, expect, it } from 'vitest';
import { traceCommand, type CommandPlace } from '../../src/web/command.ts';

const START: CommandPlace = {
  data: { kind: 'set', name: 'moons' },
  words: [],
  training: { hidden: [3], learningRate: 0.01, seed: '1' },
  origin: { kind: 'fresh' },
  step: 120,
  edits: [],
  row: '17',
  batch: 1,
  assumed: null,
  neuron: null,
  parameter: null,
};

describe('the command of a place', () => {
  it('names set, network, step and row', () => {
    expect(traceCommand(START)).toBe(
      'glassnet trace --set moons --fresh --hidden 3 --learning-rate 0.01 --seed 1 --steps 120 --row 17',
    );
  });

  it('names what is opened, changed and assumed, in quotes where a shell needs them', () => {
    const edits = [
      { name: 'W1', place: [3, 7], value: 0.5, step: 120 },
      { name: 'b1', place: [2], value: -1e-7, step: 40 },
    ];
    const opened = { neuron: { layer: 1, unit: 7 }, parameter: { name: 'W1', place: [3, 7] } };
    expect(traceCommand({ ...START, training: { hidden: [] }, edits, ...opened, batch: 32, assumed: "isn't" })).toBe(
      "glassnet trace --set moons --fresh --hidden none --steps 120 --edit 'W1[3,7]=0.5' --edit 'b1[2]=-1e-7@40' " +
        String.raw`--row 17 --batch 32 --as 'isn'\''t' --neuron 1.7 --param 'W1[3,7]'`,
    );
  });

  it('names a file with its target, and a model by its member', () => {
    const data = {
      kind: 'csv',
      file: 'my customers.csv',
      bytes: new Uint8Array(),
      reading: { columns: { target: 'left' } },
    } as const;
    expect(traceCommand({ ...START, data, training: {}, step: 0 })).toBe(
      "glassnet trace 'my customers.csv' --target left --fresh --row 17",
    );
    const origin = { kind: 'model', file: 'run', member: 3, members: 5 } as const;
    expect(traceCommand({ ...START, origin, words: ['data.csv', '--model', 'run', '--member', '3'], step: 0 })).toBe(
      'glassnet trace data.csv --model run --member 3 --row 17',
    );
  });
});
