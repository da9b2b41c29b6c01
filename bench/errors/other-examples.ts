/**
 * What the machine does not let happen, a training that diverges, a gate that is missed, and a bug.
 */
import type { CodeFor } from '../../src/error-codes.ts';
import { MemoryError } from '../../src/errors.ts';
import { FolderLock } from '../../src/node/files/folder-lock.ts';
import { systemError } from '../../src/node/files/system-errors.ts';
import { Dense } from '../../src/nn/layers/dense.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { createRandom } from '../../src/random.ts';
import { portError } from '../../src/server/page-server.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { FiniteChecks } from '../../src/training/finite.ts';
import { inFolder, printed, type ErrorExample } from './error-example.ts';

/** What the system says when something is done with a file. */
const fails = (errno: string, path: string, doing: 'read' | 'write') => () => {
  throw systemError(Object.assign(new Error(errno), { code: errno }), path, doing);
};

/** A bought column that age alone gives away. */
const LEAKING = `id,age,bought\n${Array.from({ length: 400 }, (_, i) => `${i},${20 + (i % 40)},${i % 40 < 20 ? 'no' : 'yes'}\n`).join('')}`;

/** The lock of a search on another machine. */
const HELD = '{"host":"crunch","process":4711,"began":"1"}';

export const OTHER_EXAMPLES: Readonly<Record<CodeFor<'bug' | 'system' | 'training' | 'gate'>, ErrorExample>> = {
  E_BUG: {
    remedy: 'Run again with `--debug`, which prints the stack, and report it.',
    happen: () => {
      throw new TypeError('x is not a function');
    },
  },
  E_FILE_MISSING: { remedy: 'Check the spelling and the folder.', happen: fails('ENOENT', 'custmers.csv', 'read') },
  E_FILE_EXISTS: {
    remedy: 'Choose another name, or replace what is there.',
    happen: fails('EEXIST', 'scores.csv', 'write'),
  },
  E_FILE_IS_FOLDER: { remedy: 'Name a file.', happen: fails('EISDIR', 'runs', 'read') },
  E_FILE_NOT_FOLDER: { remedy: 'Name a folder.', happen: fails('ENOTDIR', 'customers.csv/model', 'write') },
  E_FILE_PERMISSION: {
    remedy: 'Change the rights of the file and of its folder, or choose another folder.',
    happen: fails('EACCES', 'scores.csv', 'write'),
  },
  E_FILE_SPACE: {
    remedy: 'Free some space; nothing half-written is left.',
    happen: fails('ENOSPC', 'runs/customers', 'write'),
  },
  E_FILE_LIMIT: {
    remedy: 'Close other programs, or raise the limit.',
    happen: fails('EMFILE', 'customers.csv', 'read'),
  },
  E_FILE_LOCKED: {
    remedy: 'Wait for the other search, or give this one a folder of its own.',
    happen: () => inFolder({ lock: HELD }, (at) => FolderLock.take(at(''))),
  },
  E_FILE_READ: { remedy: 'Look up what the system says.', happen: fails('EIO', 'customers.csv', 'read') },
  E_FILE_WRITE: { remedy: 'Look up what the system says.', happen: fails('EIO', 'scores.csv', 'write') },
  E_PORT: {
    remedy: 'Take another port, or end the program that has this one.',
    happen: () => {
      throw portError(Object.assign(new Error(), { code: 'EADDRINUSE' }), 8080);
    },
  },
  E_MEMORY: {
    remedy: 'Train fewer units, or smaller batches.',
    happen: () => {
      throw new MemoryError('no memory for 2,147,483,648 bytes of parameters');
    },
  },
  E_TRAIN_DIVERGED: {
    remedy: 'Lower the learning rate, or look for huge values in the data.',
    happen: () => {
      const network = new Sequential([new Dense({ units: 2 })], { inputDim: 3, random: createRandom('1') });
      const checks = new FiniteChecks({ network, loss: new SparseCategoricalCrossentropy(), optimizer: new Adam() });
      checks.begin(3, 12, { inputs: Tensor.zeros(1, 3), targets: Int32Array.of(0) });
      network.block.values[4] = NaN;
      checks.end();
    },
  },
  E_GATE: {
    remedy: 'Look at the findings, which are printed before it.',
    happen: () => printed(['audit', 'customers.csv', '--fail-on', 'error'], { 'customers.csv': LEAKING }),
  },
  E_EXERCISE: {
    remedy: 'Go on with the file; what agrees, and the first number that does not, is printed before it.',
    happen: () => printed(['exercise', 'check', 'relu-mask'], { 'relu-mask.mjs': 'export const relu = (z) => z;\n' }),
  },
};
