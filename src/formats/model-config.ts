/**
 * The JSON of a model file, checked field by field: nothing in it is looked up, imported or evaluated, and what isn't
 * in the table of layers and the list of outputs is refused by name.
 */
import { quoted } from '../errors.ts';
import type { Calibration } from '../evaluation/calibration.ts';
import type { LayerConfig } from '../nn/layers/layer-config.ts';
import { layerKinds, type LayerKind, type LayerKinds } from '../nn/layers/layers.ts';
import { Pipeline, type PipelineConfig } from '../preprocessing/pipeline.ts';
import { positiveOf, POSITIVE_REASONS, type PositiveReason } from '../preprocessing/positive-class.ts';
import type { PreparedData, Priors } from '../preprocessing/prepared-data.ts';
import type { Output } from '../model/output.ts';
import { parseJson, type JsonValue } from './json.ts';
import { Field } from './json-field.ts';
import { readPipeline } from './pipeline-config.ts';
import { refusalFor } from './refusal.ts';

export const MODEL_SCHEMA = 'glassnet.model/1';
const MOST_MEMBERS = 1000;

/** Absent for more than two classes, and where nobody chose the one that counts. */
export interface PositiveFields {
  /** The class that counts: the second of two. */
  readonly positive?: string;
  readonly positiveReason?: PositiveReason;
}

export interface ModelConfig extends PositiveFields {
  readonly schema: typeof MODEL_SCHEMA;
  /** The version of glassnet that wrote the file. */
  readonly version: string;
  readonly seed: string;
  readonly output: Output;
  readonly classes: readonly string[];
  readonly priors: Priors;
  readonly inputDim: number;
  /** The networks that answer together; absent for one. */
  readonly members?: number;
  /** Of each network. */
  readonly layers: readonly LayerConfig[];
  readonly pipeline: PipelineConfig | null;
  /** Absent without calibration. */
  readonly calibration?: Calibration;
}

/**
 * @param ownLayers kinds of layers that may be named besides those of glassnet
 * @throws FormatError as `parseJson` and `checkModelConfig` do.
 */
export function readModelConfig(text: string, file: string, ownLayers: readonly LayerKind[] = []): ModelConfig {
  return checkModelConfig(parseJson(text, file), file, ownLayers);
}

/** @throws FormatError E_MODEL_CONFIG naming the field that is missing, unknown or of the wrong kind. */
export function checkModelConfig(json: JsonValue, file: string, ownLayers: readonly LayerKind[]): ModelConfig {
  const refuse = refusalFor(file);
  const root = new Field(json, 'model', 'E_MODEL_CONFIG', refuse);
  const schema = root.get('schema').string();
  if (schema !== MODEL_SCHEMA) {
    throw refuse(
      'E_MODEL_VERSION',
      `the model's schema is ${quoted(schema)}, this program reads ${quoted(MODEL_SCHEMA)}`,
    );
  }
  root.only(
    'schema',
    'version',
    'seed',
    'output',
    'classes',
    'positive',
    'positiveReason',
    'priors',
    'inputDim',
    'members',
    'layers',
    'pipeline',
    'calibration',
  );
  const classes = readClasses(root.get('classes'));
  const inputDim = root.get('inputDim').count();
  const config: ModelConfig = {
    schema: MODEL_SCHEMA,
    version: root.get('version').string(),
    seed: root.get('seed').string(),
    output: root.get('output').oneOf('softmax', 'sigmoid'),
    classes,
    ...readPositive(root, classes),
    priors: readPriors(root.get('priors'), classes.length),
    inputDim,
    ...(root.has('members') && { members: readMembers(root.get('members')) }),
    layers: readLayers(root.get('layers'), ownLayers),
    pipeline: root.get('pipeline').isNull() ? null : readPipeline(root.get('pipeline')),
    ...(root.has('calibration') && { calibration: readCalibration(root.get('calibration'), classes.length) }),
  };
  const inputs = config.pipeline === null ? inputDim : new Pipeline(config.pipeline).inputs.length;
  if (inputs !== inputDim) throw root.get('inputDim').wrong(`${inputs}, as many as the features give`);
  if (config.output === 'sigmoid' && classes.length !== 2) {
    throw root.get('output').wrong(`softmax for ${classes.length} classes`);
  }
  const outputUnits = config.output === 'sigmoid' ? 1 : classes.length;
  const last = config.layers.at(-1);
  const isOwn = ownLayers.some(({ kind }) => kind === last?.kind);
  if (!isOwn && (last?.kind !== 'dense' || last['units'] !== outputUnits)) {
    throw root.get('layers').wrong(`a last dense layer of ${outputUnits} units for ${classes.length} classes`);
  }
  return config;
}

export function readClasses(field: Field): string[] {
  const classes = field.list().map((item) => item.string());
  if (new Set(classes).size !== classes.length || classes.length < 2) throw field.wrong('at least two different names');
  return classes;
}

export function positiveFields(data: Pick<PreparedData, 'classes' | 'positiveReason'>): PositiveFields {
  const { positive, positiveReason } = positiveOf(data);
  return positive === null || positiveReason === null ? {} : { positive, positiveReason };
}

/** The fields `positive` and `positiveReason`, if they are there. */
export function readPositive(root: Field, classes: readonly string[]): PositiveFields {
  if (!root.has('positive') && !root.has('positiveReason')) return {};
  const field = root.get('positive');
  const positive = field.string();
  if (classes.length !== 2 || positive !== classes[1]) throw field.wrong('the second of two classes');
  return { positive, positiveReason: root.get('positiveReason').oneOf(...POSITIVE_REASONS) };
}

function readMembers(field: Field): number {
  const members = field.count();
  if (members < 2 || members > MOST_MEMBERS) throw field.wrong(`2 to ${MOST_MEMBERS}`);
  return members;
}

/** The shares of `classCount` classes, before and after balancing. */
export function readPriors(field: Field, classCount: number): Priors {
  field.only('natural', 'training');
  const shares = (name: keyof Priors): number[] => {
    const list = field
      .get(name)
      .list()
      .map((item) => item.number());
    if (list.length !== classCount || list.some((share) => share <= 0 || share > 1)) {
      throw field.get(name).wrong(`${classCount} shares above 0`);
    }
    return list;
  };
  return { natural: shares('natural'), training: shares('training') };
}

function readCalibration(field: Field, classCount: number): Calibration {
  const method = field.get('method').oneOf('temperature', 'platt');
  if (method === 'temperature') {
    field.only('method', 'temperature');
    const temperature = field.get('temperature').number();
    if (temperature <= 0) throw field.get('temperature').wrong('a number above 0');
    return { method, temperature };
  }
  field.only('method', 'slope', 'intercept');
  if (classCount !== 2) throw field.wrong(`a method for ${classCount} classes`);
  const slope = field.get('slope').number();
  if (slope < 0) throw field.get('slope').wrong('a number of at least 0');
  return { method, slope, intercept: field.get('intercept').number() };
}

function readLayers(field: Field, own: readonly LayerKind[]): LayerConfig[] {
  const kinds = layerKinds(own);
  return field.list().map((layer) => readLayer(layer, kinds));
}

const OWN_LAYER = 'the layer of a program opens where that program registers it: in the layers of decodeModel';

function readLayer(field: Field, kinds: LayerKinds): LayerConfig {
  const kind = field.get('kind').string();
  const known = kinds.get(kind);
  if (known === undefined) throw field.get('kind').wrong(`one of ${[...kinds.keys()].join(', ')}`, OWN_LAYER);
  const { rules } = known;
  if (rules === undefined) return { ...Object.fromEntries(field.entries()), kind };
  field.only('kind', ...Object.keys(rules));
  const options = Object.entries(rules).map(([name, rule]) => [name, field.get(name).accepted(rule)]);
  return { kind, ...Object.fromEntries(options) };
}
