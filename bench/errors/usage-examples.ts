/**
 * Commands and options that make no sense.
 */
import type { CodeFor } from '../../src/error-codes.ts';
import { requireSameData, type Basis } from '../../src/cli/comparison/basis.ts';
import { commandNamed } from '../../src/cli/command.ts';
import { readSelection } from '../../src/cli/inputs/selection.ts';
import { targetingTerms } from '../../src/cli/inputs/targeting.ts';
import { parseArguments } from '../../src/cli/options/parse-arguments.ts';
import { requireDelimiter } from '../../src/data/csv/delimiter.ts';
import { csvTable } from './data-examples.ts';
import { MLPClassifier } from '../../src/facade/mlp-classifier.ts';
import { inFolder, printed, type ErrorExample } from './error-example.ts';
import { defaultsOf } from '../../src/options/check-options.ts';
import { TRAINING_OPTIONS } from '../../src/training/training-options.ts';
import { readSpace } from '../../src/training/tuning/read-space.ts';
import { parametersIn } from '../../src/training/tuning/searched-options.ts';

const typed = (command: string, ...words: string[]) => parseArguments(commandNamed(command), words);

/** A run of train, as far as it can be compared. */
function comparedRun(run: string, path: string): Basis {
  const training = defaultsOf(TRAINING_OPTIONS);
  const record = { command: ['train', path], path, sha256: path, preparation: null, training };
  return { run, record, target: 'bought', classes: ['no', 'yes'], settings: new Map() };
}

export const USAGE_EXAMPLES: Readonly<Record<CodeFor<'usage'>, ErrorExample>> = {
  E_USAGE_COMMAND: { remedy: '`glassnet --help` lists the commands.', happen: () => commandNamed('tarin') },
  E_USAGE_OPTION: {
    remedy: '`glassnet COMMAND --help` lists the options of a command.',
    happen: () => typed('train', 'customers.csv', '--epoch', '20'),
  },
  E_USAGE_VALUE: {
    remedy: 'The message says what the option may be.',
    happen: () => typed('train', 'customers.csv', '--learning-rate', '0,1'),
  },
  E_USAGE_REPEATED: {
    remedy: 'Give it once. Options that take columns may be repeated.',
    happen: () => typed('train', 'customers.csv', '--seed', '1', '--seed', '2'),
  },
  E_USAGE_ARGUMENT: {
    remedy: 'Put names with blanks into quotes.',
    happen: () => typed('train', 'our', 'customers.csv'),
  },
  E_USAGE_MISSING: {
    remedy: 'Add what the message names.',
    happen: async () => targetingTerms(await typed('predict', 'customers.csv', '--budget', '100')),
  },
  E_USAGE_CONFLICT: {
    remedy: 'Leave one of them out.',
    happen: async () => {
      return readSelection(await typed('predict', 'customers.csv', '--top', '500', '--value-per-conversion', '12'));
    },
  },
  E_USAGE_CONFIG: {
    remedy: 'Write the options as one JSON object, such as `{ "epochs": 20 }`.',
    happen: () => {
      return inFolder({ 'options.json': 'epochs = 20' }, (at) => {
        return typed('train', 'customers.csv', '--config', at('options.json'));
      });
    },
  },
  E_USAGE_COLUMN: {
    remedy: 'Choose one of the columns that the message lists; upper and lower case differ.',
    happen: () => csvTable('id,age,bought\n1,42,yes\n', {}, { target: 'Bought' }),
  },
  E_USAGE_DELIMITER: { remedy: 'Give one character.', happen: () => requireDelimiter('||') },
  E_USAGE_RUNS: {
    remedy:
      'Make one of the runs again as the hint says, or compare on rows that are new to all of them with `--data`.',
    happen: () => {
      const [first, second] = [comparedRun('runs/first', 'customers.csv'), comparedRun('runs/second', 'leads.csv')];
      requireSameData(first, second, '--data FILE, with rows that are new to both');
    },
  },
  E_USAGE_UNFITTED: { remedy: 'Await `fit` first.', happen: () => new MLPClassifier().predict([[42]]) },
  E_USAGE_SPACE: {
    remedy: 'The message names the option and says what it may be; docs/tuning.md has the format.',
    happen: () => readSpace({ learningrate: { from: 0.001, to: 0.01 } }, parametersIn({}), 'space.json'),
  },
  E_USAGE_EQUATION: {
    remedy: '`glassnet equation` lists them.',
    happen: () => printed(['equation', 'adam.stp'], {}),
  },
  E_USAGE_EXERCISE: {
    remedy: '`glassnet exercise list` lists them.',
    happen: () => printed(['exercise', 'start', 'dense-backwards'], {}),
  },
  E_USAGE_KERNEL: {
    remedy: 'Leave the option out: the fastest kernels of the host are taken then.',
    // Without its compiler, Node has no WebAssembly.
    happen: () => printed(['train', 'customers.csv', '--kernel', 'simd'], {}, ['--jitless']),
  },
};
