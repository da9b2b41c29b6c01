/**
 * `glassnet summary MODEL`: layers, output shapes and parameters, and what the model was made for.
 */
import type { Calibration } from '../evaluation/calibration.ts';
import { UsageError, quoted } from '../errors.ts';
import { loadModel } from '../node/model-store.ts';
import type { Console } from './console.ts';
import type { Arguments } from './arguments.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional ?? args.optionalText('model');
  if (args.positional !== undefined && args.given.has('model')) {
    throw new UsageError('E_USAGE_CONFLICT', 'summary: two models are given, as MODEL and as --model');
  }
  if (path === undefined)
    throw new UsageError('E_USAGE_MISSING', 'summary: MODEL is needed: a run folder or its model.safetensors');
  const { classifier, config } = await loadModel(path);
  const { network, classes, pipeline, output } = classifier;
  console.document({
    schema: 'glassnet.summary/1',
    parameters: network.parameterCount,
    inputDim: network.inputDim,
    layers: network.layers.map((layer, index) => ({ ...layer.config(), outputDim: network.outputDims[index] })),
    output,
    classes,
    features: pipeline?.featureNames ?? null,
    target: pipeline?.target ?? null,
    id: pipeline?.id ?? null,
    calibration: classifier.calibration,
    seed: config.seed,
    version: config.version,
  } as { schema: string });
  console.result(network.summary());
  console.result(`Output: ${output} over the classes ${classes.map(quoted).join(', ')}`);
  if (pipeline !== null) {
    console.result(`Target: ${quoted(pipeline.target)}; ID: ${pipeline.id === null ? 'none' : quoted(pipeline.id)}`);
    console.result(`Features: ${pipeline.featureNames.map(quoted).join(', ')}`);
  }
  if (classifier.calibration !== null) console.result(`Calibration: ${describeCalibration(classifier.calibration)}`);
  console.result(`Seed: ${quoted(config.seed)}; written by glassnet ${config.version}`);
}

function describeCalibration(calibration: Calibration): string {
  return calibration.method === 'temperature'
    ? `logits / ${calibration.temperature.toPrecision(6)}`
    : `${calibration.slope.toPrecision(6)} × logit + ${calibration.intercept.toPrecision(6)}`;
}
