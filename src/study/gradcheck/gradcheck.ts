/**
 * The gradient check: every tensor of a training step of the real network, float32, beside a float64 reference that
 * knows no calculus (Karpathy, CS231n, "Gradient checks": centred differences, relative error, double precision, kinks
 * left out, places drawn within every tensor).
 */
import type { Learner } from '../../nn/learner.ts';
import { trainStep } from '../../nn/train-step.ts';
import { createRandom } from '../../random.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { gradients as referenceGradients, loss as referenceLoss, type Matrix } from '../reference/network.ts';
import { referencePlace } from './check-one.ts';
import { checkRow, type CheckRow } from './check-row.ts';
import { gradientRows, type AnalyticGradient, type Sampling } from './gradient-rows.ts';
import { lossRows } from './loss-rows.ts';
import { optimizerRows } from './optimizer-rows.ts';
import { buildProblem, STANDSTILL, type BuiltProblem, type Parts, type Problem } from './problem.ts';
import { objectiveOf, referenceLayers } from './reference-layers.ts';
import { FLOAT32_RULE, FLOAT64_RULE, worstVerdict, type Rule, type Verdict } from './rule.ts';

export interface GradcheckOptions {
  /** Places of each tensor, default 20. */
  readonly perTensor?: number;
  /** The reference's own backward pass in place of the network, to 1e-7; default false. */
  readonly float64?: boolean;
  /** What takes the place of parts of the network. */
  readonly parts?: Parts;
}

export interface GradcheckReport {
  readonly rule: Rule;
  readonly float64: boolean;
  /** Rows of data that the loss is the mean of. */
  readonly rows: number;
  /** In the order of a step: the loss, the gradients from the logits back to x, the optimizer. */
  readonly tensors: readonly CheckRow[];
  /** The worst. */
  readonly verdict: Verdict;
}

/** @throws UsageError for layers that the reference doesn't have. */
export function gradcheck(problem: Problem, options: GradcheckOptions = {}): GradcheckReport {
  const { perTensor = 20, float64 = false, parts } = options;
  const rule = float64 ? FLOAT64_RULE : FLOAT32_RULE;
  const sampling = { perTensor, random: createRandom(problem.seed, 'places'), rule };
  const built = buildProblem(problem, parts);
  const tensors = float64 ? float64Rows(built, problem, sampling) : float32Rows(built, problem, sampling);
  const verdict = worstVerdict(tensors.map((row) => row.verdict));
  return { rule, float64, rows: problem.targets.length, tensors, verdict };
}

function float32Rows(built: BuiltProblem, problem: Problem, sampling: Sampling): CheckRow[] {
  const { logits, loss, gradients, dX } = tapGradients(built);
  const x = rowsOf(built);
  const objective = objectiveOf(built.batch, problem.output);
  const layers = referenceLayers(built, x.length);
  const lossRow = checkRow(
    {
      tensor: 'loss',
      shape: [],
      places: [0],
      analytic: [loss],
      numeric: [referenceLoss(layers, x, objective)],
      // The loss is a difference of logits, and as exact as they are.
      floor: Math.max(1, ...logits.data.map(Math.abs)),
    },
    sampling.rule,
  );
  return [
    lossRow,
    ...lossRows(built, logits, objective, sampling),
    ...gradientRows([...gradients, dX], [layers, x, objective], sampling),
    ...optimizerRows(built, problem.optimizer, sampling),
  ];
}

interface TappedGradients {
  readonly logits: Tensor;
  readonly loss: number;
  /** From the last layer to the first. */
  readonly gradients: readonly AnalyticGradient[];
  readonly dX: AnalyticGradient;
}

/**
 * The gradients of the second of two training steps that move nothing: one that forgets to clear its gradients adds the
 * first step's to them.
 */
function tapGradients({ learner, batch }: BuiltProblem): TappedGradients {
  const { network, loss } = learner;
  const still: Learner = { network, loss, optimizer: STANDSTILL };
  trainStep(still, batch);
  const gradients: AnalyticGradient[] = [];
  const names = new Map(network.block.parameters.map(({ name }) => [`d${name}`, referencePlace(name)]));
  const step = trainStep(still, batch, {
    tap: (name, { data, shape }) => {
      const of = names.get(name);
      if (of !== undefined) gradients.push({ name, shape, values: data.slice(), of });
    },
  });
  const logits = new Tensor(step.logits.data.slice(), step.logits.shape);
  // A training step needs no dX: here it is, of the same pass.
  const dX = network.backward(loss.backward(), { inputGradient: true })!;
  const values = dX.data.slice();
  const ofInput = { name: 'dX', shape: dX.shape, values, of: { tensor: 'input', layer: 0 } } as const;
  return { logits, loss: step.loss, gradients, dX: ofInput };
}

function float64Rows(built: BuiltProblem, problem: Problem, sampling: Sampling): CheckRow[] {
  // The masks are drawn in a forward pass.
  built.learner.network.forward(built.batch.inputs, { training: true });
  const x = rowsOf(built);
  const objective = objectiveOf(built.batch, problem.output);
  const layers = referenceLayers(built, x.length);
  const { layers: ofLayers, input } = referenceGradients(layers, x, objective);
  const found = ofLayers.flatMap(({ kernel, bias }, layer) => {
    const dW = ofMatrix(`dW${layer + 1}`, kernel, { tensor: 'kernel', layer });
    if (bias === null) return [dW];
    const of = { tensor: 'bias', layer } as const;
    return [dW, { name: `db${layer + 1}`, shape: [bias.length], values: bias, of }];
  });
  const dX = ofMatrix('dX', input, { tensor: 'input', layer: 0 });
  return gradientRows([...found, dX], [layers, x, objective], sampling);
}

function ofMatrix(name: string, matrix: Matrix, of: AnalyticGradient['of']): AnalyticGradient {
  return { name, shape: [matrix.length, matrix[0]!.length], values: matrix.flat(), of };
}

function rowsOf({ batch }: BuiltProblem): Matrix {
  return batch.inputs.toRows();
}
