/**
 * The chapters of the course, in their order.
 */
import { rowToVector } from './01-row-to-vector.ts';
import { denseAndShapes } from './02-dense-and-shapes.ts';
import { relu } from './03-relu.ts';
import { softmaxChapter } from './04-softmax.ts';
import { crossEntropy } from './05-cross-entropy.ts';
import { pMinusY } from './06-p-minus-y.ts';
import { backwardByShapes } from './07-backward-by-shapes.ts';
import { checkingGradients } from './08-checking-gradients.ts';
import { adamChapter } from './09-sgd-momentum-adam.ts';
import { startValues } from './10-start-values.ts';
import { stoppingInTime } from './11-stopping-in-time.ts';
import { matmulLoop } from './12-the-matmul-loop.ts';
import type { Chapter } from './chapter.ts';

export const CHAPTERS: readonly Chapter[] = [
  rowToVector,
  denseAndShapes,
  relu,
  softmaxChapter,
  crossEntropy,
  pMinusY,
  backwardByShapes,
  checkingGradients,
  adamChapter,
  startValues,
  stoppingInTime,
  matmulLoop,
];
