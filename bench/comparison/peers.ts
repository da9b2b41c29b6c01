/**
 * Who glassnet is compared with, and which of them are there: packages of bench/peers, and those of a Python.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

export const PEERS_FOLDER = 'bench/peers';

export interface Peer {
  readonly runtime: 'node' | 'python';
  /** What must be installed; the first one's version is reported. */
  readonly packages: readonly string[];
  /** Whether it computes on several cores if it may. */
  readonly isParallel: boolean;
  /** What it is told by the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The only architecture that it is a peer on. */
  readonly arch?: NodeJS.Architecture;
}

export const PEERS = {
  'tfjs wasm': {
    runtime: 'node',
    packages: ['@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-core', '@tensorflow/tfjs-layers'],
    isParallel: false,
  },
  'tfjs cpu': {
    runtime: 'node',
    packages: ['@tensorflow/tfjs-backend-cpu', '@tensorflow/tfjs-core', '@tensorflow/tfjs-layers'],
    isParallel: false,
  },
  'ml-matrix': { runtime: 'node', packages: ['ml-matrix'], isParallel: false },
  'onnxruntime-web': { runtime: 'node', packages: ['onnxruntime-web'], isParallel: true },
  NumPy: { runtime: 'python', packages: ['numpy'], isParallel: true },
  // Its OpenBLAS with instructions of 256 bits, even where the processor has those of 512.
  'NumPy AVX2': {
    runtime: 'python',
    packages: ['numpy'],
    isParallel: true,
    environment: { OPENBLAS_CORETYPE: 'Haswell' },
    arch: 'x64',
  },
  PyTorch: { runtime: 'python', packages: ['torch', 'numpy'], isParallel: true },
  'scikit-learn': { runtime: 'python', packages: ['scikit-learn', 'numpy'], isParallel: true },
  Keras: { runtime: 'python', packages: ['keras', 'tensorflow', 'numpy'], isParallel: true },
  pandas: { runtime: 'python', packages: ['pandas'], isParallel: false },
  onnxruntime: { runtime: 'python', packages: ['onnxruntime', 'pandas', 'numpy'], isParallel: true },
} as const satisfies Record<string, Peer>;

export type PeerName = keyof typeof PEERS;

/** What is there on this machine. */
export interface FoundPeers<Name extends string = PeerName> {
  readonly names: ReadonlySet<Name>;
  /** Of all packages found, and of Python. */
  readonly versions: Readonly<Record<string, string>>;
  /** Who isn't there, with the reason. */
  readonly skipped: readonly string[];
  /** The interpreter itself, not something that starts it. */
  readonly python: string | null;
}

/** @param python tried in this order */
export function findPeers(python?: readonly string[], folder?: string): Promise<FoundPeers> {
  return findAmong(PEERS, python, folder);
}

/**
 * @param peers those to look for
 * @param python tried in this order
 */
export async function findAmong<Name extends string>(
  peers: Readonly<Record<Name, Peer>>,
  python: readonly string[] = [process.env['PYTHON'] ?? 'python3'],
  folder = PEERS_FOLDER,
): Promise<FoundPeers<Name>> {
  const all = Object.entries(peers) as [Name, Peer][];
  const packagesOf = (runtime: Peer['runtime']) => [
    ...new Set(all.flatMap(([, peer]) => (peer.runtime === runtime ? peer.packages : []))),
  ];
  const node = await nodeVersions(packagesOf('node'), folder);
  const found = await pythonVersions(python, packagesOf('python'));
  const versions: Record<string, string> = { ...node };
  for (const [name, version] of Object.entries(found?.packages ?? {})) if (version !== null) versions[name] = version;
  if (found !== null) versions['Python'] = found.python;
  const names = new Set<Name>();
  const skipped: string[] = [];
  for (const [name, { runtime, packages, arch = process.arch }] of all) {
    const lacking = packages.filter((wanted) => versions[wanted] === undefined);
    if (arch !== process.arch) skipped.push(`${name}: there on ${arch} alone`);
    else if (lacking.length === 0) names.add(name);
    else if (runtime === 'python' && found === null) skipped.push(`${name}: no Python was found`);
    else skipped.push(`${name}: ${lacking.join(' and ')} not installed`);
  }
  return { names, versions, skipped, python: found?.executable ?? null };
}

async function nodeVersions(packages: readonly string[], folder: string): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const name of packages) {
    const text = await readFile(`${folder}/node_modules/${name}/package.json`, 'utf8').catch(() => null);
    if (text !== null) versions[name] = (JSON.parse(text) as { version: string }).version;
  }
  return versions;
}

interface PythonVersions {
  readonly executable: string;
  readonly python: string;
  readonly packages: Readonly<Record<string, string | null>>;
}

async function pythonVersions(python: readonly string[], packages: readonly string[]): Promise<PythonVersions | null> {
  for (const command of python) {
    const args = [`${PEERS_FOLDER}/versions.py`, ...packages];
    const answer = await promisify(execFile)(command, args).catch(() => null);
    if (answer !== null) return JSON.parse(answer.stdout) as PythonVersions;
  }
  return null;
}

/** All cores, or one: what the environment says to the libraries below the peers. */
export function threadsEnvironment(threads: number): Record<string, string | undefined> {
  const limit = threads === availableParallelism() ? undefined : String(threads);
  const names = ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'TF_NUM_INTRAOP_THREADS'];
  return { ...Object.fromEntries(names.map((name) => [name, limit])), THREADS: String(threads) };
}
