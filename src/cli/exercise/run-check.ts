/**
 * Runs a student's module in a thread of its own, and ends it when it takes too long.
 */
import { realpath } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CheckAnswer, CheckOrder } from './check-messages.ts';
import { compiledUrl } from './compiled.ts';
import { placeOfSyntax, type StudentFault } from './student-error.ts';

type Outcome = Exclude<CheckAnswer, { kind: 'progress' }>;

/** A check takes a fraction of a second. */
const LIMIT_MS = 10_000;
const MOST_MEGABYTES = 256;

/**
 * @param path of the module
 * @param onPrint is given what the module prints
 */
export async function runCheck(
  id: string,
  path: string,
  onPrint: (text: string) => void,
  limitMs = LIMIT_MS,
): Promise<Outcome> {
  // As the stack of an error has it.
  const url = pathToFileURL(await realpath(path)).href;
  const outcome = await inThread({ id, url }, onPrint, limitMs);
  if (outcome.kind !== 'fault' || outcome.fault.isSyntax !== true) return outcome;
  return { kind: 'fault', fault: await placeOfSyntax(path, outcome.fault) };
}

async function inThread(workerData: CheckOrder, onPrint: (text: string) => void, limitMs: number): Promise<Outcome> {
  const worker = new Worker(fileURLToPath(compiledUrl('cli/exercise/check-thread')), {
    workerData,
    stdout: true,
    stderr: true,
    execArgv: ['--no-warnings'],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  const printed = [worker.stdout, worker.stderr].map((stream) =>
    finished(stream.setEncoding('utf8').on('data', onPrint)),
  );
  let progress = 'loading the file';
  const found = await new Promise<Outcome>((resolve) => {
    const end = (outcome: Outcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (message: string): void => end({ kind: 'fault', fault: faultAt(message, progress) });
    const timer = setTimeout(() => {
      fail(`doesn't end within ${limitMs / 1000} seconds: a loop whose condition stays true?`);
      void worker.terminate();
    }, limitMs);
    worker.on('message', (message: CheckAnswer) => {
      if (message.kind === 'progress') progress = message.progress;
      else end(message);
    });
    worker.on('error', (error: unknown) => {
      const isMemory = (error as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
      fail(isMemory ? `takes more than ${MOST_MEGABYTES} MB` : String(error));
    });
    worker.on('exit', () => fail('ends the program before the check is done'));
  });
  // What was printed before the end comes after it.
  await Promise.all(printed);
  return found;
}

const faultAt = (message: string, progress: string): StudentFault => ({ message: `${message} (last: ${progress})` });
