import { describe, expect, it } from 'vitest';
import type { Learner, StepChecks } from '../../src/nn/learner.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import { trainStep } from '../../src/nn/train-step.ts';
import { expectSameBits } from '../support/tensors.ts';
import { makeData, makeNetwork } from '../support/training.ts';

const batch = makeData(1, 20);
const learner = (): Learner => ({
  network: makeNetwork(5, { hidden: [7, 6], outputs: 2, l2: 0.01, dropout: 0.3 }),
  loss: new SparseCategoricalCrossentropy(),
  optimizer: new Adam(),
});

describe('a training step', () => {
  it('is forward, loss, backward, optimizer, with a look between each two', () => {
    const order: string[] = [];
    const checks: StepChecks = { loss: () => order.push('loss known'), gradients: () => order.push('gradients known') };
    trainStep(learner(), batch, { checks, tap: (name) => order.push(name) });
    const at = ['z3', 'p', 'loss known', 'loss', 'dz3', 'db1', 'gradients known', 'adam.m.W1', "W1'"].map((name) =>
      order.indexOf(name),
    );
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at).not.toContain(-1);
  });

  it('returns the mean loss with the penalties and the logits, both from before the parameters moved', () => {
    const [one, same] = [learner(), learner()];
    const before = one.network.block.values.slice();
    const { loss, logits } = trainStep(one, batch);
    const expected = same.network.forward(batch.inputs, { training: true });
    expectSameBits(logits.data, expected.data, 'logits');
    expect(loss).toBe(same.loss.forward(expected, batch.targets) + same.network.penalty());
    expect(same.network.penalty()).toBeGreaterThan(0);
    expect(() => expectSameBits(one.network.block.values, before, 'weights')).toThrow('bits differ');
  });

  it('counts each row as often as its weight says: a row that weighs 0 is as good as another class', () => {
    const weights = new Float32Array(20).fill(1).with(3, 0);
    const other = { ...batch, weights, targets: batch.targets.with(3, 1 - batch.targets[3]!) };
    const [one, same, unweighted] = [learner(), learner(), learner()];
    trainStep(one, { ...batch, weights });
    trainStep(same, other);
    trainStep(unweighted, batch);
    expectSameBits(same.network.block.values, one.network.block.values, 'weights');
    expect(() => expectSameBits(unweighted.network.block.values, one.network.block.values, 'weights')).toThrow(
      'differ',
    );
  });

  it('of ten, watched or not, ends in the same bits', () => {
    const [watched, alone] = [learner(), learner()];
    for (let step = 0; step < 10; step++) {
      trainStep(watched, batch, { tap: () => {}, checks: { loss: () => {}, gradients: () => {} } });
      trainStep(alone, batch);
    }
    expectSameBits(watched.network.block.values, alone.network.block.values, 'weights');
  });

  it('that a check stops moves nothing: not the parameters, not the optimizer’s state', () => {
    for (const phase of ['loss', 'gradients'] as const) {
      const stopped = learner();
      const before = stopped.network.block.values.slice();
      const checks: StepChecks = { loss: () => {}, gradients: () => {} };
      checks[phase] = () => {
        throw new Error(`stopped at the ${phase}`);
      };
      expect(() => trainStep(stopped, batch, { checks })).toThrow(`stopped at the ${phase}`);
      expectSameBits(stopped.network.block.values, before, 'weights');
      expect(stopped.optimizer.state.size).toBe(0);
    }
  });
});
