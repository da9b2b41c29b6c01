/**
 * `glassnet summary MODEL`: layers, output shapes and parameters, and what the model was made for.
 */
import { UsageError } from '../errors.ts';
import { quote } from '../data/cell.ts';
import { loadModel } from '../node/model-store.ts';
import type { Console } from './console.ts';
import type { Arguments } from './parse-arguments.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional ?? args.optionalText('model');
  if (path === undefined) throw new UsageError('E_USAGE_MISSING', 'summary: MODEL is needed: a run folder or its model.safetensors');
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
    seed: config.seed,
    version: config.version,
  } as { schema: string });
  console.result(network.summary());
  console.result(`Output: ${output} over the classes ${classes.map(quote).join(', ')}`);
  if (pipeline !== null) {
    console.result(`Target: ${quote(pipeline.target)}; ID: ${pipeline.id === null ? 'none' : quote(pipeline.id)}`);
    console.result(`Features: ${pipeline.featureNames.map(quote).join(', ')}`);
  }
  console.result(`Seed: ${quote(config.seed)}; written by glassnet ${config.version}`);
}
