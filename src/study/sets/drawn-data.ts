/**
 * Rows drawn from a seed, where there is no file: as wide as a small table, with something to learn in them.
 */
import { createRandom } from '../../random.ts';
import { classShares } from '../../preprocessing/rows/balance.ts';
import { classCounts, type Dataset } from '../../preprocessing/dataset.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { rowsOfArrays, type StudyData } from '../session/study-data.ts';

const INPUTS = 10;
const CLASSES = ['a', 'b', 'c'];
const TRAIN = 320;
const VALIDATION = 80;

/**
 * 400 rows of 10 inputs, uniform with mean 0 and variance 1. A row's class, one of three, is the largest of three weighted
 * sums of its inputs.
 */
export function drawnData(seed: string): StudyData {
  const random = createRandom(seed, 'drawn rows');
  const draw = () => (2 * random.next() - 1) * Math.sqrt(3);
  const teacher = CLASSES.map(() => Array.from({ length: INPUTS }, draw));
  const drawRows = (count: number): Dataset => {
    const rows = Array.from({ length: count }, () => Array.from({ length: INPUTS }, draw));
    const targets = Int32Array.from(rows, (row) => {
      const sums = teacher.map((weights) => weights.reduce((sum, weight, i) => sum + weight * row[i]!, 0));
      return sums.indexOf(Math.max(...sums));
    });
    return { inputs: Tensor.from(rows), targets };
  };
  const [train, validation] = [drawRows(TRAIN), drawRows(VALIDATION)];
  const shares = classShares(classCounts(train.targets, CLASSES.length));
  const prepared = {
    train,
    validation,
    test: validation,
    classes: CLASSES,
    priors: { natural: shares, training: shares },
    heldOutMix: 'natural',
    balance: 'none',
    pipeline: null,
  } as const;
  return {
    file: `drawn data (seed ${seed})`,
    sha256: '',
    classes: CLASSES,
    prepared,
    trainRows: Int32Array.from(train.targets.keys()),
    rows: rowsOfArrays(train),
    inferences: [],
  };
}
