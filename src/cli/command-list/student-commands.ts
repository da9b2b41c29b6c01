/**
 * Commands that show the maths of a network, and check it.
 */
import { ARRAY_OPTIONS, PREPARE_OPTIONS, STUDY_TRAINING } from '../options/option-groups.ts';
import { withoutWriting, type Command } from './command.ts';

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

export const STUDENT_COMMANDS: readonly Command[] = [
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
    load: () => import('../commands/study/study.ts'),
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
    load: () => import('../commands/study/trace.ts'),
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
    load: () => import('../commands/study/gradcheck.ts'),
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
    load: () => import('../commands/study/sanity.ts'),
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
    load: () => import('../commands/study/equation.ts'),
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
    load: () => import('../commands/study/exercise.ts'),
  },
];
