/**
 * Start values before a ReLU.
 */
import type { Exercise } from '../exercise.ts';

export const HE_START: Exercise = {
  id: 'he-start',
  title: 'start values before a ReLU (He)',
  module: 'nn/layers/initializers',
  part: 'heUniform',
  task: [
    'heUniform draws the first weights of a layer that a ReLU follows, uniformly between −limit and limit. The line that says how large the limit is, and draws, is missing.',
    'out is W [fanIn, fanOut]: out.rows is fanIn, the number of inputs of the layer, and out.columns is fanOut. fillUniform(out, limit, random) draws all of W, row by row.',
    'Each z is a sum of fanIn products, and the ReLU sets half of them to 0. The signal keeps its size from layer to layer if the weights have the variance below. What limit does that need? (glassnet sanity shows the signal through ten layers, for this start and for others.)',
  ],
  formulas: ['Var W = 2 / fanIn', 'U(−limit, limit) has the variance limit² / 3'],
  equations: ['he-init'],
  blanks: ['draw W'],
  hidden: [[' with l = √(6 / fanIn) (He et al. 2015, eq. 10)', ' (He et al. 2015, eq. 10)']],
  fault: null,
  mistakes: [
    {
      name: 'glorot',
      change: [['Math.sqrt(6 / out.rows)', 'Math.sqrt(6 / (out.rows + out.columns))']],
      hint: 'That is Glorot’s limit; before a ReLU only fanIn counts.',
    },
    {
      name: 'fan-out',
      change: [['Math.sqrt(6 / out.rows)', 'Math.sqrt(6 / out.columns)']],
      hint: 'fanIn is the number of rows of W, not of columns.',
    },
    {
      name: 'deviation-as-limit',
      change: [['Math.sqrt(6 / out.rows)', 'Math.sqrt(2 / out.rows)']],
      hint: 'The limit is not the standard deviation: solve limit² / 3 = Var W.',
    },
    {
      name: 'variance-as-limit',
      change: [['Math.sqrt(6 / out.rows)', '6 / out.rows']],
      hint: 'The variance goes with the square of the limit: a root is missing.',
    },
    {
      name: 'no-relu-factor',
      change: [['Math.sqrt(6 / out.rows)', 'Math.sqrt(3 / out.rows)']],
      hint: 'A factor of 2 is missing, for the half that the ReLU sets to 0.',
    },
  ],
};
