/**
 * A page that trains a network on arrays and asks it for probabilities.
 */
import {
  Adam,
  Dense,
  EarlyStopping,
  fit,
  ReLU,
  Sequential,
  SparseCategoricalCrossentropy,
  Tensor,
} from '../../src/index.ts';

/**
 * @param inputs numbers [n][d]
 * @param targets class numbers [n], in [0, classCount)
 * @returns what gives class probabilities [n][k]
 */
export async function train(inputs: readonly number[][], targets: readonly number[], classCount: number) {
  const layers = [new Dense({ units: 50 }), new ReLU(), new Dense({ units: 50 }), new ReLU()];
  const network = new Sequential([...layers, new Dense({ units: classCount })], {
    inputDim: inputs[0]!.length,
    seed: 1,
  });
  const loss = new SparseCategoricalCrossentropy();
  const held = Math.floor(inputs.length / 10);
  await fit(network, {
    inputs: inputs.slice(held),
    targets: targets.slice(held),
    validationData: { inputs: inputs.slice(0, held), targets: targets.slice(0, held) },
    loss,
    optimizer: new Adam(),
    epochs: 200,
    batchSize: 200,
    seed: 1,
    callbacks: [new EarlyStopping({ patience: 2 })],
  });
  return (rows: readonly number[][]): number[][] => {
    const logits = network.forward(Tensor.from(rows));
    const probabilities = Tensor.zeros(rows.length, classCount);
    loss.probabilities(logits, probabilities);
    return probabilities.toRows();
  };
}
