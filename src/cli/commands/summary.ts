/**
 * `glassnet summary MODEL`: layers, output shapes and parameters, and the data that the model takes.
 */
import { columnName, cutNames } from '../../data/column-name.ts';
import { formatDate } from '../../data/cells/date.ts';
import type { Calibration } from '../../evaluation/calibration.ts';
import { UsageError, quoted } from '../../errors.ts';
import type { CategoryConfig, NumberConfig } from '../../preprocessing/features/feature-config.ts';
import { positiveOf } from '../../preprocessing/positive-class.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import { formatTable, groupDigits, shorten } from '../../text-table.ts';
import { membersOf } from '../../nn/ensemble.ts';
import { loadModel } from '../../node/stores/model-store.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';

const LONGEST_NAME = 25;
const LONGEST_LEVEL = 12;

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional ?? args.optionalText('model');
  if (args.positional !== undefined && args.given.has('model')) {
    throw new UsageError('E_USAGE_CONFLICT', 'summary: two models are given, as MODEL and as --model');
  }
  if (path === undefined)
    throw new UsageError('E_USAGE_MISSING', 'summary: MODEL is needed: a run folder or its model.safetensors');
  const { classifier, config } = await loadModel(path);
  const { network, classes, pipeline, output } = classifier;
  const members = membersOf(network);
  const { layers, outputDims } = members[0]!;
  console.document({
    schema: 'glassnet.summary/1',
    parameters: network.parameterCount,
    inputDim: network.inputDim,
    members: members.length,
    layers: layers.map((layer, index) => Object.assign(layer.config(), { outputDim: outputDims[index] })),
    output,
    classes,
    ...positiveOf(classifier),
    features: pipeline?.featureNames ?? null,
    encoding: pipeline?.config().features ?? null,
    target: pipeline?.target ?? null,
    id: pipeline?.id ?? null,
    calibration: classifier.calibration,
    seed: config.seed,
    version: config.version,
  });
  if (members.length > 1) console.result(`${members.length} networks, their logits averaged, each of them:`);
  console.result(members[0]!.summary());
  const counts = classifier.positive === null ? '' : `; ${quoted(classifier.positive)} is the one that counts`;
  console.result(`Output: ${output} over the classes ${classes.map(quoted).join(', ')}${counts}`);
  if (pipeline !== null) {
    console.result(`Target: ${quoted(pipeline.target)}; ID: ${pipeline.id === null ? 'none' : quoted(pipeline.id)}`);
    console.result(featureTable(pipeline));
  }
  if (classifier.calibration !== null) console.result(`Calibration: ${describeCalibration(classifier.calibration)}`);
  console.result(`Seed: ${quoted(config.seed)}; written by glassnet ${config.version}`);
}

function describeCalibration(calibration: Calibration): string {
  return calibration.method === 'temperature'
    ? `logits / ${calibration.temperature.toPrecision(6)}`
    : `${calibration.slope.toPrecision(6)} × logit + ${calibration.intercept.toPrecision(6)}`;
}

/** How each column becomes inputs. */
function featureTable({ features }: Pipeline): string {
  const names = cutNames(
    features.map(({ config }) => config.name),
    LONGEST_NAME,
  );
  const rows = features.map(({ config, inputs }, place) => [
    names[place]!,
    config.kind,
    String(inputs.length),
    config.kind === 'category' ? describeCategory(config) : describeNumbers(config),
  ]);
  return formatTable(
    [['feature', 'kind', 'inputs', 'mean ± sd, or encoding'], ...rows],
    ['left', 'left', 'right', 'left'],
  );
}

function describeNumbers({ kind, mean, scale, fill }: NumberConfig): string {
  const show = (value: number) => (kind === 'date' ? formatDate(value) : String(Number(value.toPrecision(5))));
  return `${show(mean)} ± ${Number(scale.toPrecision(5))}${fill === null ? '' : `; missing: ${show(fill)}`}`;
}

function describeCategory({ encoding, fill }: CategoryConfig): string {
  const missing = fill === null ? '' : `; missing: ${columnName(shorten(fill, LONGEST_LEVEL))}`;
  switch (encoding.method) {
    case 'one-hot':
      return `one-hot${encoding.other ? ', rare ones together' : ''}${missing}`;
    case 'frequency':
      return `frequency of ${groupDigits(encoding.levels.length)} categories${missing}`;
    case 'hash':
      return `hash of the text${missing}`;
  }
}
