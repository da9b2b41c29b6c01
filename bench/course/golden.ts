/**
 * The numbers of the course: one training step of a network of 2, 3 and 2 units on two moons, every tensor recorded, and
 * the first ten steps of Adam for one weight.
 */
import { Dense } from '../../src/nn/layers/dense.ts';
import { ReLU } from '../../src/nn/layers/relu.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { trainStep } from '../../src/nn/train-step.ts';
import { createRandom } from '../../src/random.ts';
import { StandardScaler } from '../../src/preprocessing/features/standard-scaler.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { Recording, type Recorded } from './recording.ts';

export interface Golden {
  readonly step: Recording;
  /** The same row after the step. */
  readonly after: Recording;
  /** Class of the row, counted from 1. */
  readonly target: number;
  readonly classes: readonly string[];
  readonly columns: readonly string[];
  /** Of the row, as in the file. */
  readonly cells: readonly number[];
  readonly means: readonly number[];
  readonly scales: readonly number[];
  /** All rows, raw. */
  readonly raw: readonly (readonly [number, number])[];
  readonly encoded: readonly (readonly [number, number])[];
  readonly rowNumber: number;
  readonly targets: Int32Array;
  /** The words behind `glassnet study` and `glassnet trace` that lead to these numbers. */
  readonly command: { readonly study: string; readonly trace: string };
  readonly adam: readonly { g: number; m: number; v: number; w: number }[];
}

const ROWS = 200;

function moons(): { x: Float64Array; y: Float64Array; targets: Int32Array } {
  const random = createRandom(1, 'moons');
  const [x, y] = [new Float64Array(ROWS), new Float64Array(ROWS)];
  const targets = new Int32Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    const angle = Math.PI * random.next();
    const noise = () => 0.15 * (random.next() + random.next() + random.next() - 1.5);
    targets[i] = i % 2;
    x[i] = Math.round(100 * ((i % 2 === 0 ? Math.cos(angle) : 1 - Math.cos(angle)) + noise())) / 100;
    y[i] = Math.round(100 * ((i % 2 === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle)) + noise())) / 100;
  }
  return { x, y, targets };
}

function network(): Sequential {
  return new Sequential([new Dense({ units: 3 }), new ReLU(), new Dense({ units: 2 })], {
    inputDim: 2,
    random: createRandom('1', 'weights'),
  });
}

export function golden(): Golden {
  const { x, y, targets } = moons();
  const rows = Int32Array.from(targets.keys());
  const scaler = StandardScaler.fit([x, y], rows);
  const inputs = Tensor.zeros(ROWS, 2);
  scaler.transform([x, y], rows, inputs);
  const learner = { network: network(), loss: new SparseCategoricalCrossentropy(), optimizer: new Adam() };
  for (let step = 0; step < 120; step++) trainStep(learner, { inputs, targets });
  const rowNumber = 6;
  const index = rowNumber - 1;
  const row = Tensor.from([[inputs.data[2 * index]!, inputs.data[2 * index + 1]!]]);
  const record = () => {
    const tensors = new Map<string, Recorded>();
    for (const { name, value } of learner.network.block.parameters) {
      tensors.set(name, { shape: [...value.shape], values: [...value.data] });
    }
    const tap = (name: string, { shape, data }: Tensor) =>
      void tensors.set(name, { shape: [...shape], values: [...data] });
    trainStep(learner, { inputs: row, targets: targets.subarray(index, index + 1) }, { tap });
    return new Recording(tensors);
  };
  const [step, after] = [record(), record()];
  return {
    step,
    after,
    target: targets[index]! + 1,
    classes: ['upper', 'lower'],
    columns: ['x', 'y'],
    cells: [x[index]!, y[index]!],
    means: scaler.means,
    scales: scaler.scales,
    raw: Array.from(rows, (i) => [x[i]!, y[i]!] as const),
    encoded: Array.from(rows, (i) => [inputs.data[2 * i]!, inputs.data[2 * i + 1]!] as const),
    rowNumber,
    targets,
    command: { study: '--set moons', trace: `--set moons --fresh --hidden 3 --seed 1 --steps 120 --row ${rowNumber}` },
    adam: [],
  };
}
