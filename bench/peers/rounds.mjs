/**
 * How a peer in Node is timed: the benchmark writes a line of JSON for each round, and gets the milliseconds of each
 * call back. Asked for the result, the peer writes the numbers the calls led to into a file, to be checked.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What `node PEER.mjs NAME FOLDER THREADS` was started with: the job, and its arrays by name. */
export function readJob() {
  const [name, folder, threads] = process.argv.slice(2);
  const path = (file) => join(folder, file);
  const job = JSON.parse(readFileSync(path('job.json'), 'utf8'));
  const array = (file) => {
    const bytes = readFileSync(path(file));
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  };
  return { name, threads: Number(threads), job, array, path };
}

/**
 * Answers until the benchmark closes stdin.
 *
 * @param {() => unknown} run what is timed; a promise is waited for
 * @param {() => ArrayLike<number> | Promise<ArrayLike<number>>} result what to check
 */
export async function serve(run, result) {
  reply({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    if (request.result === undefined) {
      await timeCalls(run, request.warmupMs);
      reply({ samples: await timeCalls(run, request.timeMs) });
    } else {
      writeFileSync(request.result, Float64Array.from(await result()));
      reply({ written: true });
    }
  }
}

/** Milliseconds of each call, for so long and at least once. */
async function timeCalls(run, timeMs) {
  const samples = [];
  const end = performance.now() + timeMs;
  do {
    const start = performance.now();
    const pending = run();
    // Waiting for what is there already would take a turn of the event loop.
    if (pending instanceof Promise) await pending;
    samples.push(performance.now() - start);
  } while (performance.now() < end);
  return samples;
}

function reply(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
