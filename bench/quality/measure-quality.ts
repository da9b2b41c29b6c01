/**
 * Scores of every method on every set and split: ours on threads of this process, those of peers in processes of theirs,
 * one core each.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PEERS_FOLDER, threadsEnvironment, type FoundPeers } from '../comparison/peers.ts';
import { PeerProcess } from '../comparison/peer-process.ts';
import { TaskPool, type TaskKind } from '../../src/node/threads/pool/task-pool.ts';
import { mean } from '../../src/evaluation/resampling/corrected-t.ts';
import { codeDigest } from './code-digest.ts';
import { exportSet } from './exported-set.ts';
import type { OwnMethod } from './own-methods.ts';
import type { OwnTask } from './own-task.ts';
import { QUALITY_PEERS, type QualityPeer, type QualityPeerName } from './peer-methods.ts';
import { rowsOfSeed, type OpenedSet } from './quality-set.ts';
import { keyOf, type Result, type Results } from './results.ts';
import { scoresOf, type TimedScores } from './scores.ts';

export interface QualityJob {
  readonly sets: readonly OpenedSet[];
  readonly seeds: readonly number[];
  readonly own: readonly OwnMethod[];
  readonly peers: readonly QualityPeerName[];
  readonly found: FoundPeers<QualityPeerName>;
  /** Trainings at a time. */
  readonly threads: number;
  /** For files on the way. */
  readonly folder: string;
  readonly results: Results;
  readonly progress: (text: string) => void;
}

const OWN_KIND: TaskKind<null, OwnTask, TimedScores> = {
  url: new URL('./own-task.js', import.meta.url),
  load: () => import('./own-task.ts'),
};
/** The compiled sources. */
const SOURCE = 'dist/src';
const SCRIPT = join(PEERS_FOLDER, 'quality.py');

/** One set, one split, one method. */
interface Case {
  readonly set: OpenedSet;
  readonly seed: number;
  readonly key: string;
}

/** All results, set by set; those that were kept are not computed again. */
export async function measureQuality(job: QualityJob): Promise<Result[]> {
  const { own, peers, found } = job;
  const code = await codeDigest(SOURCE);
  const script = await readFile(SCRIPT, 'utf8');
  const results: Result[] = [];
  if (peers.length > 0) for (const set of job.sets) await exportSet(set, job.seeds, job.folder);
  for (const name of peers) {
    const { packages, most }: QualityPeer = QUALITY_PEERS[name];
    const versions = packages.map((wanted) => found.versions[wanted]);
    const limited = most === undefined ? job : within(most, job);
    results.push(
      ...(await complete(limited, name, ['peer', name, versions, script], (cases) => runPeer(job, name, cases))),
    );
  }
  for (const { name, options } of own) {
    results.push(...(await complete(job, name, ['own', options, code], (cases) => runOwn(job, options, cases))));
  }
  return results;
}

function within({ rows, splits }: NonNullable<QualityPeer['most']>, job: QualityJob): QualityJob {
  const sets = job.sets.filter(({ table }) => table.rowCount <= rows);
  return { ...job, sets, seeds: job.seeds.slice(0, splits) };
}

type Finished = readonly [Case, TimedScores];

/** @param from what the method's results follow from, besides set and seed */
async function complete(
  { sets, seeds, results, progress }: QualityJob,
  method: string,
  from: readonly unknown[],
  run: (cases: readonly Case[]) => AsyncIterable<Finished>,
): Promise<Result[]> {
  const cases = seeds.flatMap((seed) =>
    sets.map((set): Case => ({ set, seed, key: keyOf([set.sha256, set.target ?? null, seed, ...from]) })),
  );
  const missing = cases.filter(({ key }) => results.get(key) === undefined);
  progress(`${method}: ${missing.length} of ${cases.length} splits to do`);
  for await (const [{ set, seed, key }, scores] of run(missing)) {
    await results.add({ set: set.name, seed, method, key, ...scores });
  }
  const all = cases.map(({ key }) => results.get(key)!);
  requireSkill(method, all);
  return all;
}

/** A method that ranks no better than this over all sets has been given, or gave, other rows: by chance it is 0.5. */
const LEAST_MEAN_AUC = 0.6;

/** @throws Error for figures that only a mistake explains. */
export function requireSkill(method: string, results: readonly Pick<Result, 'auc'>[]): void {
  if (results.length === 0) return;
  const auc = mean(results.map((result) => result.auc));
  // Asked this way round, a NaN is refused.
  if (!(auc >= LEAST_MEAN_AUC)) throw new Error(`${method}: a mean AUC of ${auc}: its probabilities are of other rows`);
}

async function* runOwn(
  { threads }: QualityJob,
  options: OwnMethod['options'],
  cases: readonly Case[],
): AsyncGenerator<Finished> {
  const pool = new TaskPool({ kind: OWN_KIND, context: null, size: Math.min(threads, cases.length) });
  try {
    const running = cases.map(async (one): Promise<Finished> => {
      const { name, path, target } = one.set;
      const set = { name, path, ...(target !== undefined && { target }) };
      return [one, await pool.run({ set, seed: one.seed, options })];
    });
    // One that fails while an earlier one is awaited is reported when its turn comes.
    for (const result of running) result.catch(() => {});
    for (const result of running) yield await result;
  } finally {
    await pool.close();
  }
}

async function* runPeer(
  { found, folder, threads }: QualityJob,
  name: QualityPeerName,
  cases: readonly Case[],
): AsyncGenerator<Finished> {
  const peers = Array.from({ length: Math.min(threads, cases.length) }, (_, lane) => {
    const args = [SCRIPT, name, folder];
    return new PeerProcess(name, found.python!, args, threadsEnvironment(1), join(folder, `${lane}.f64`));
  });
  try {
    const free = peers.map(async (peer) => {
      await peer.ready();
      return peer;
    });
    const running = cases.map((one, index): Promise<Finished> => {
      const lane = index % free.length;
      const result = free[lane]!.then((peer) => score(peer, one));
      free[lane] = result.then(() => peers[lane]!);
      return result;
    });
    for (const result of [...running, ...free]) result.catch(() => {});
    for (const result of running) yield await result;
  } finally {
    await Promise.all(peers.map((peer) => peer.stop()));
  }
}

async function score(peer: PeerProcess, one: Case): Promise<Finished> {
  const { set, seed } = one;
  const { numbers, written } = await peer.compute({ set: set.name, seed });
  const { targets, classes } = set.labels;
  const scores = scoresOf(
    rowsOfSeed(set, seed).test.map((row) => targets[row]!),
    numbers,
    classes.length,
  );
  return [one, { ...scores, seconds: written as number }];
}
