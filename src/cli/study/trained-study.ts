/**
 * A network of a trained model. Its weights are those of the model; the optimizer begins anew.
 */
import { basename, dirname, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { membersOf } from '../../nn/ensemble.ts';
import { loadModel, MODEL_FILE } from '../../node/stores/model-store.ts';
import { readRunTraining } from '../../node/stores/run-record.ts';
import { defaultsOf } from '../../options/check-options.ts';
import { Study } from '../../study/session/study.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../../training/training-options.ts';
import type { Console } from '../console.ts';
import { flagName } from '../options/flag-name.ts';
import type { Arguments } from '../options/arguments.ts';
import { CSV_OPTIONS, PREPARE_OPTIONS, STUDY_TRAINING_OPTIONS } from '../options/option-groups.ts';
import type { OptionName } from '../options/options.ts';
import { readModelData } from './model-data.ts';
import { requireNoneOf } from './useless-options.ts';

/** How a trained network would learn on can be chosen; the rest is what it is. */
const CAN_CHANGE: readonly OptionName[] = [
  'optimizer',
  'learning-rate',
  'momentum',
  'weight-decay',
  'batch-size',
  ...CSV_OPTIONS,
  'strict',
];

export async function trainedStudy(args: Arguments, console: Console): Promise<Study> {
  requireNoneOf(args, ['fresh'], 'and --model each say which network', 'leave one of them out');
  requireNoneOf(args, ['set'], 'is for a fresh network, --model is a trained one', 'leave one of them out');
  const decided = [...PREPARE_OPTIONS, ...STUDY_TRAINING_OPTIONS].filter((name) => !CAN_CHANGE.includes(name));
  requireNoneOf(args, decided, 'was decided when the model was trained');
  const model = await loadModel(args.text('model'));
  const { classifier, file } = model;
  const members = membersOf(classifier.network);
  const member = args.optionalNumber('member') ?? 1;
  if (member > members.length) {
    const range = members.length === 1 ? 'the model is one network' : `the networks are 1 to ${members.length}`;
    throw new UsageError('E_USAGE_VALUE', `--member: there is no network ${member}`, {
      file,
      field: 'member',
      hint: range,
    });
  }
  const data = await readModelData(args, model, console);
  const given = Object.entries(args.valuesOf(TRAINING_OPTIONS)).filter(([name]) => {
    return args.given.has(flagName(name) as OptionName);
  });
  const trained = (await readRunTraining(file)) ?? defaultsOf(TRAINING_OPTIONS);
  const options = {
    ...trained,
    ...Object.fromEntries(given),
    outputActivation: classifier.output,
    ensemble: 1,
  } as TrainingOptions;
  const origin = { kind: 'model', file: nameOfModel(file), member, members: members.length } as const;
  return Study.ofNetwork(data, members[member - 1]!, origin, options);
}

/** A run folder's name, or that of a model file by itself. */
function nameOfModel(file: string): string {
  return basename(file) === MODEL_FILE ? basename(dirname(resolve(file))) : basename(file);
}
