/**
 * The commands. A command's code is loaded only when it runs.
 */
import { UsageError } from '../errors.ts';
import { nearest } from '../options/nearest.ts';
import {
  ARRAY_OPTIONS,
  CSV_OPTIONS,
  PREPARE_OPTIONS,
  STUDY_TRAINING,
  TARGETING_OPTIONS,
  TRAINING_OPTIONS,
} from './options/option-groups.ts';
import type { FlagSpec, OptionName } from './options/options.ts';
import type { Arguments } from './options/arguments.ts';
import type { Console } from './console.ts';

export interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly describe: string;
  /** The positional argument as the help shows it, or null if there is none. */
  readonly positional: {
    readonly name: string;
    readonly describe: string;
    readonly required: boolean;
    /** Whether there can be more than one. */
    readonly several?: boolean;
  } | null;
  readonly options: readonly OptionName[];
  /** Options whose names mean something else here than in the other commands. */
  readonly meanings?: Readonly<Partial<Record<OptionName, FlagSpec>>>;
  /** What its output means, where names don't say it. */
  readonly output?: string;
  readonly examples: readonly string[];
  load(): Promise<{ run: (args: Arguments, console: Console) => Promise<void> }>;
}

/** A set that is built in is learned by a network small enough to be seen whole. */
const STUDY_MEANINGS: NonNullable<Command['meanings']> = {
  hidden: {
    kind: 'widths',
    max: 65_536,
    default: [50, 50, 50],
    describe: 'units of the hidden layers, such as 8,4, or none; of a set 6,4',
  },
  'learning-rate': {
    kind: 'number',
    alias: ['lr'],
    min: 0,
    above: true,
    max: 1_000_000,
    describe: 'step size; default: 0.01 for a set, 0.001 for a file',
  },
};

/** Of the commands that check a network. */
const CHECKED_FILE: Command['positional'] = {
  name: 'FILE',
  describe: 'a CSV file, - for stdin, or the .npz file of a model of arrays; without any, rows drawn from the seed',
  required: false,
};

export const COMMANDS: readonly Command[] = [
  {
    name: 'train',
    aliases: ['fit'],
    describe: 'train a model on a CSV file or on prepared arrays, and test it',
    positional: {
      name: 'FILE',
      describe: 'a CSV file, - for stdin, or NAME_train.npz with its validation and test files beside it',
      required: true,
    },
    options: [
      'preset',
      ...PREPARE_OPTIONS,
      ...ARRAY_OPTIONS,
      'seed',
      'seeds',
      ...TRAINING_OPTIONS,
      ...TARGETING_OPTIONS,
      'no-report',
      'kernel',
      'threads',
      'output',
      'force',
    ],
    examples: [
      'glassnet train customers.csv --target bought',
      'glassnet train customers.csv --hidden 50,50 --seed 7 -o runs/seven',
    ],
    load: () => import('./commands/train.ts'),
  },
  {
    name: 'cv',
    aliases: [],
    describe: 'cross-validate a way to train: what its models are worth, and how sure that is',
    positional: { name: 'FILE', describe: 'a CSV file, or - for stdin', required: true },
    options: [
      'folds',
      'repeats',
      'preset',
      ...PREPARE_OPTIONS,
      'seed',
      ...TRAINING_OPTIONS,
      'kernel',
      'threads',
      'output',
      'force',
    ],
    output: 'cv.json has every figure of every fold; oof.csv what each row got from the model that had not seen it',
    examples: [
      'glassnet cv customers.csv --target bought',
      'glassnet cv customers.csv --folds 5 --repeats 4 --group household -o runs/households',
    ],
    load: () => import('./commands/cv.ts'),
  },
  {
    name: 'evaluate',
    aliases: ['test'],
    describe: 'measure a model on rows with known answers',
    positional: { name: 'FILE', describe: 'a CSV file, - for stdin, or an .npz file', required: true },
    options: [
      'model',
      'rows',
      ...TARGETING_OPTIONS,
      'kernel',
      'threads',
      ...ARRAY_OPTIONS,
      ...CSV_OPTIONS,
      'strict',
      'output',
      'force',
    ],
    examples: [
      'glassnet evaluate customers.csv --model runs/customers',
      'glassnet evaluate customers.csv -m runs/customers --output evaluation',
      'glassnet evaluate customers.csv -m runs/customers --value-per-conversion 12 --cost-per-contact 1.5',
    ],
    load: () => import('./commands/evaluate.ts'),
  },
  {
    name: 'compare',
    aliases: [],
    describe: 'say which of several runs is better on the same rows, or folds, and how sure that is',
    positional: {
      name: 'RUN RUN...',
      describe: 'run folders of train, or of cv: two or more',
      required: true,
      several: true,
    },
    options: [
      'data',
      'rows',
      'rank-by',
      'rope',
      'seed',
      'kernel',
      'threads',
      ...ARRAY_OPTIONS,
      ...CSV_OPTIONS,
      'strict',
    ],
    output:
      'better, same and worse are the probabilities that the first run is better by more than --rope, differs by no more, or is worse; p is among all pairs (Holm)',
    examples: [
      'glassnet compare runs/customers runs/customers-2',
      'glassnet compare runs/customers runs/customers-2 --data new-customers.csv',
    ],
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'predict',
    aliases: [],
    describe: 'score the rows of a CSV file of any size',
    positional: { name: 'FILE', describe: 'a CSV file, or - for stdin', required: true },
    options: [
      'model',
      'output',
      'force',
      'keep',
      'explain',
      'top',
      ...TARGETING_OPTIONS,
      'bad-rows',
      'kernel',
      'threads',
      ...CSV_OPTIONS,
      'strict',
    ],
    output:
      'probability_CLASS is the probability of that class on the natural mix of classes, of two classes of the one that counts; after a balanced training, probability_balanced_CLASS is the same on the mix of that training',
    examples: [
      'glassnet predict new.csv --model runs/customers --output scores.csv',
      'glassnet predict new.csv -m runs/customers --top 10% --keep email,name -o contact.csv',
    ],
    load: () => import('./commands/predict.ts'),
  },
  {
    name: 'explain',
    aliases: [],
    describe: 'say why a model answers as it does, of all customers or of one, and what would change it',
    positional: { name: 'FILE', describe: 'a CSV file, - for stdin, or an .npz file', required: true },
    options: [
      'model',
      'row',
      'target',
      'change',
      'keep',
      'scale',
      'exact',
      'together',
      'rows',
      'ascii',
      'kernel',
      'threads',
      ...ARRAY_OPTIONS,
      ...CSV_OPTIONS,
      'strict',
    ],
    meanings: {
      target: {
        kind: 'number',
        min: 0,
        above: true,
        max: 1,
        describe: 'the probability that the customer of --row is to reach, from below or above: what would change it',
      },
      keep: { kind: 'names', describe: 'columns that stay as they are, separated by commas' },
    },
    output:
      'what each column adds, starting from the mean of the background: training rows that the model keeps to compare with',
    examples: [
      'glassnet explain customers.csv --model runs/customers',
      'glassnet explain new.csv -m runs/customers --row 00309',
      'glassnet explain new.csv -m runs/customers --row 00309 --target 0.5 --keep age',
    ],
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'tune',
    aliases: [],
    describe: 'search for better options on the validation rows, and train a model with them',
    positional: { name: 'FILE', describe: 'a CSV file', required: true },
    options: [
      'space',
      'trials',
      'rank-by',
      'nested',
      'preset',
      ...PREPARE_OPTIONS,
      'seed',
      ...TRAINING_OPTIONS,
      'no-report',
      'kernel',
      'threads',
      'output',
      'force',
    ],
    output: 'the same command goes on with a search that was stopped; docs/tuning.md has the format of its files',
    examples: [
      'glassnet tune customers.csv --target bought',
      'glassnet tune customers.csv --space space.json --trials 200 -o runs/search',
      'glassnet tune customers.csv --rank-by rocAuc',
    ],
    load: () => import('./commands/tune.ts'),
  },
  {
    name: 'trial',
    aliases: [],
    describe: 'train and judge one network for each line of stdin, for a search by another program',
    positional: { name: 'FILE', describe: 'a CSV file', required: true },
    options: ['preset', ...withoutWriting(PREPARE_OPTIONS), 'seed', ...TRAINING_OPTIONS, 'kernel', 'threads'],
    output: 'a line of JSON for each line, in the same order; docs/tuning.md has the format',
    examples: ['glassnet trial customers.csv < requests.jsonl > trials.jsonl'],
    load: () => import('./commands/trial.ts'),
  },
  {
    name: 'audit',
    aliases: [],
    describe: 'check the data for what makes results untrustworthy: leaks, duplicates, drift',
    positional: { name: 'FILE', describe: 'a CSV file, or - for stdin', required: true },
    options: [...PREPARE_OPTIONS, 'seed', 'fail-on', 'force'],
    examples: ['glassnet audit customers.csv', 'glassnet audit customers.csv --fail-on error'],
    load: () => import('./commands/audit.ts'),
  },
  {
    name: 'prepare',
    aliases: [],
    describe: 'turn a CSV file into three .npz files: training, validation and test arrays',
    positional: { name: 'FILE', describe: 'a CSV file, or - for stdin', required: true },
    options: [...PREPARE_OPTIONS, 'seed', 'output', 'name', 'force'],
    examples: ['glassnet prepare customers.csv --output arrays'],
    load: () => import('./commands/prepare.ts'),
  },
  {
    name: 'report',
    aliases: [],
    describe: 'write the report of a run again, or one of several runs side by side',
    positional: {
      name: 'RUN [RUN...]',
      describe: 'run folders of train or of tune',
      required: true,
      several: true,
    },
    options: [...TARGETING_OPTIONS, 'data', 'open', 'show', 'ascii', 'kernel', 'threads', 'output', 'force'],
    output:
      'one run: report.html and README.md in its folder, and what it lacks, computed from the data file where that is there; several: --output',
    examples: [
      'glassnet report runs/customers --open',
      'glassnet report runs/customers --value-per-conversion 12 --cost-per-contact 1.5',
      'glassnet report runs/customers --show gain',
      'glassnet report runs/customers runs/customers-2 --output both.html',
    ],
    load: () => import('./commands/report.ts'),
  },
  {
    name: 'study',
    aliases: [],
    describe: 'open a page on which a network learns in steps, and every number of a step can be looked at',
    positional: {
      name: 'FILE',
      describe: 'a CSV file, - for stdin, or the .npz file of a model of arrays',
      required: false,
    },
    options: [
      'set',
      'model',
      'member',
      'port',
      'no-open',
      ...PREPARE_OPTIONS.filter((name) => name !== 'write-schema'),
      ...ARRAY_OPTIONS,
      ...STUDY_TRAINING,
      'kernel',
      'output',
      'force',
    ],
    meanings: STUDY_MEANINGS,
    output: 'the address of the page, which no other machine can reach, until Ctrl-C; with --output, one HTML file',
    examples: [
      'glassnet study',
      'glassnet study customers.csv --target bought --hidden 8,4',
      'glassnet study --model runs/customers --output study.html',
    ],
    load: () => import('./commands/study.ts'),
  },
  {
    name: 'summary',
    aliases: [],
    describe: "print a model's layers, output shapes and parameters",
    positional: { name: 'MODEL', describe: 'a run folder or its model.safetensors', required: false },
    options: ['model'],
    examples: ['glassnet summary runs/customers'],
    load: () => import('./commands/summary.ts'),
  },
  {
    name: 'exercise',
    aliases: [],
    describe: 'write a part of the network yourself, or find a bug in it, and have it checked',
    positional: {
      name: 'list | start ID | check ID',
      describe: 'list says which there are, start writes the file ID.mjs, check tries what you made of it',
      required: true,
      several: true,
    },
    options: ['file', 'output', 'force'],
    output: 'check ends with code 0 when the exercise is solved, with 7 when it is not yet',
    examples: [
      'glassnet exercise list',
      'glassnet exercise start dense-backward',
      'glassnet exercise check dense-backward',
    ],
    load: () => import('./commands/study/exercise.ts'),
  },
  {
    name: 'gradcheck',
    aliases: [],
    describe: "check a network's gradients against differences of a float64 reference",
    positional: CHECKED_FILE,
    options: [
      'rows-checked',
      'burn-in',
      'per-tensor',
      'f64',
      'sabotage',
      'set',
      'model',
      'member',
      ...withoutWriting(PREPARE_OPTIONS),
      ...ARRAY_OPTIONS,
      ...STUDY_TRAINING,
      'kernel',
      'threads',
    ],
    meanings: STUDY_MEANINGS,
    output:
      'ends with code 7 where a tensor fails or nothing of it can be compared; with --sabotage it ends with 0 when the broken term was caught, with 7 when not',
    examples: [
      'glassnet gradcheck --hidden 64,32 --burn-in 50',
      'glassnet gradcheck --sabotage mask-inverted',
      'glassnet gradcheck customers.csv --model runs/customers',
    ],
    load: () => import('./commands/study/gradcheck.ts'),
  },
  {
    name: 'sanity',
    aliases: [],
    describe: 'try a network on what is known beforehand: its start, a few rows by heart, shuffled labels',
    positional: CHECKED_FILE,
    options: ['sabotage', 'set', ...withoutWriting(PREPARE_OPTIONS), ...STUDY_TRAINING, 'kernel', 'threads'],
    meanings: STUDY_MEANINGS,
    output: 'ends with code 7 where a check fails; with --sabotage it ends with 0 when one does, as it should',
    examples: [
      'glassnet sanity customers.csv --target bought --hidden 64,32',
      'glassnet sanity --sabotage he-as-glorot',
    ],
    load: () => import('./commands/study/sanity.ts'),
  },
  {
    name: 'trace',
    aliases: [],
    describe: 'show every number of one step of learning on one row: forward, loss, backward, update',
    positional: {
      name: 'FILE',
      describe: 'a CSV file, - for stdin, or an .npz file; with --model, by default the file of the training',
      required: false,
    },
    options: [
      'row',
      'model',
      'member',
      'fresh',
      'set',
      'steps',
      'edit',
      'as',
      'neuron',
      'param',
      'batch',
      'until',
      'ask',
      ...PREPARE_OPTIONS,
      ...ARRAY_OPTIONS,
      ...STUDY_TRAINING,
      'kernel',
      'threads',
      'output',
      'force',
    ],
    meanings: {
      ...STUDY_MEANINGS,
      row: { kind: 'text', describe: 'the row to show: its ID, or its number from 1 where there is no ID' },
      output: {
        kind: 'text',
        alias: ['o'],
        describe: 'write the document of --json to this file, in place of the text',
      },
    },
    output: 'each line names the equation that it is an instance of: glassnet equation dense.z explains it',
    examples: [
      'glassnet trace --set moons --hidden 3 --steps 120 --row 17 --neuron 1.2',
      'glassnet trace --model runs/customers --row 00309 --param "W1[3,7]"',
      'glassnet trace new.csv -m runs/customers --member 3 --row 00309 --as 1',
    ],
    load: () => import('./commands/trace.ts'),
  },
  {
    name: 'equation',
    aliases: [],
    describe: 'show an equation of training: why it holds, the code that computes it, and its numbers',
    positional: {
      name: 'ID',
      describe: 'an equation, such as dense.z or adam.step; without: the list',
      required: false,
    },
    options: ['trace', 'neuron', 'param'],
    meanings: {
      neuron: { kind: 'text', describe: 'the unit to look at, such as 1.7: unit 7 of layer 1' },
      param: { kind: 'text', describe: 'the weight or bias to look at, such as W1[3,7] or b1[7]' },
    },
    output:
      'the numbers are those of a trace, by default of one that comes with glassnet, held to the formula in float64',
    examples: [
      'glassnet equation',
      'glassnet equation adam.step',
      'glassnet equation dense.z --trace trace.json --neuron 1.2',
    ],
    load: () => import('./commands/study/equation.ts'),
  },
  {
    name: 'bench',
    aliases: [],
    describe: 'measure how fast this machine computes, with each set of kernels',
    positional: null,
    options: ['kernel', 'threads'],
    examples: ['glassnet bench'],
    load: () => import('./commands/bench.ts'),
  },
];

/** For a command that writes no file. */
function withoutWriting(options: readonly OptionName[]): OptionName[] {
  return options.filter((name) => name !== 'write-schema');
}

/** @throws UsageError E_USAGE_COMMAND with the nearest command as a hint. */
export function commandNamed(word: string): Command {
  const command = COMMANDS.find(({ name, aliases }) => name === word || aliases.includes(word));
  if (command !== undefined) return command;
  const meant = nearest(
    word,
    COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]),
  );
  throw new UsageError('E_USAGE_COMMAND', `there is no command ${JSON.stringify(word)}`, {
    hint:
      meant === undefined
        ? `the commands are ${COMMANDS.map(({ name }) => name).join(', ')}`
        : `did you mean ${meant}?`,
  });
}
