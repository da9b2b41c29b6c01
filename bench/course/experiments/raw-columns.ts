/**
 * The same training twice: on standardised columns, and with one column in a unit a thousand times smaller, so that its
 * numbers are a thousand times larger.
 */
import { Dense } from '../../../src/nn/layers/dense.ts';
import { ReLU } from '../../../src/nn/layers/relu.ts';
import { SparseCategoricalCrossentropy } from '../../../src/nn/losses/softmax-crossentropy.ts';
import { SGD } from '../../../src/nn/optimizers/sgd.ts';
import { Sequential } from '../../../src/nn/sequential.ts';
import { trainStep } from '../../../src/nn/train-step.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import type { Golden } from '../golden.ts';
import { counted } from '../../../src/text-table.ts';
import { show } from '../show-number.ts';
import { tableOf } from '../pictures/picture.ts';

const STEPS = [0, 1, 10, 100, 500];
const UNIT = 1000;

export function rawColumnsRun({ raw, encoded, targets, trace }: Golden): string {
  const large = raw.map(([x, y]) => [UNIT * x, y] as const);
  const [before, after] = [lossesOf(large, targets), lossesOf(encoded, targets)];
  const table = tableOf({
    columns: [
      { name: 'loss after', format: 'text' },
      { name: `\`${trace.row.cells[0]!.column}\` × ${UNIT}, as it stands`, format: 'text' },
      { name: 'standardised', format: 'text' },
    ],
    rows: STEPS.map((step, index) => [counted(step, 'step'), lossText(before[index]!), lossText(after[index]!)]),
  });
  return `The same network, start values and steps (SGD, learning rate 0.1, all rows in each):\n\n${table}`;
}

const lossText = (loss: number): string => (Number.isNaN(loss) ? 'NaN, not a number' : show(loss));

/** The loss of all rows after each of so many steps. */
function lossesOf(rows: readonly (readonly [number, number])[], targets: Int32Array): number[] {
  const network = new Sequential([new Dense({ units: 3 }), new ReLU(), new Dense({ units: 2 })], {
    inputDim: 2,
    seed: 1,
  });
  const learner = { network, loss: new SparseCategoricalCrossentropy(), optimizer: new SGD({ learningRate: 0.1 }) };
  const inputs = Tensor.from(rows.map((row) => [...row]));
  const losses: number[] = [];
  for (let step = 0; step <= STEPS.at(-1)!; step++) {
    const { loss } = trainStep(learner, { inputs, targets });
    if (STEPS.includes(step)) losses.push(loss);
  }
  return losses;
}
