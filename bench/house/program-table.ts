/**
 * Four programs, written with glassnet and with others, and how many statements each takes.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countPythonStatements, countStatements } from './statements.ts';

export interface Program {
  readonly title: string;
  /** The most statements that it may take with glassnet. */
  readonly most: number;
  /** From `bench/programs`. */
  readonly file: string;
  /** The same job by others, from `bench/peers/programs`; undefined where they can't do it. */
  readonly peers: Readonly<Record<Peer, string | undefined>>;
}

const PEERS = ['scikit-learn', 'Keras', 'TensorFlow.js'] as const;
type Peer = (typeof PEERS)[number];

export const PROGRAMS: readonly Program[] = [
  {
    title: 'train on arrays and get probabilities',
    most: 2,
    file: 'arrays.ts',
    peers: {
      'scikit-learn': 'scikit_learn_arrays.py',
      Keras: 'keras_arrays.py',
      'TensorFlow.js': 'tfjs_arrays.mjs',
    },
  },
  {
    title: 'train on a CSV, test, and get a probability',
    most: 3,
    file: 'csv.ts',
    peers: { 'scikit-learn': 'scikit_learn_csv.py', Keras: 'keras_csv.py', 'TensorFlow.js': 'tfjs_csv.mjs' },
  },
  {
    title: 'a layer of one’s own, trained, saved and opened',
    most: 8,
    file: 'custom-layer.ts',
    peers: { 'scikit-learn': undefined, Keras: 'keras_layer.py', 'TensorFlow.js': 'tfjs_layer.mjs' },
  },
  {
    title: 'a saved model in a browser',
    most: 3,
    file: 'saved-model.ts',
    peers: { 'scikit-learn': undefined, Keras: undefined, 'TensorFlow.js': 'tfjs_saved_model.mjs' },
  },
];

const FOLDER = 'bench/programs';
const PEERS_FOLDER = 'bench/peers/programs';

export async function countProgram(path: string): Promise<number | null> {
  if (path.endsWith('.py')) return (await countPythonStatements([path]))?.[0] ?? null;
  return countStatements(path, await readFile(path, 'utf8'));
}

/**
 * The table in Markdown.
 *
 * @param root of the repository
 * @throws Error without a Python to read its programs: a table with holes would be taken for the whole.
 */
export async function renderProgramTable(root: string): Promise<string> {
  const rows = PROGRAMS.map(async ({ title, file, peers }) => {
    const paths = [join(FOLDER, file), ...PEERS.map((peer) => peers[peer] && join(PEERS_FOLDER, peers[peer]))];
    const counts = paths.map(async (path) => {
      if (path === undefined) return '–';
      const count = await countProgram(join(root, path));
      if (count === null) throw new Error(`${path}: python3 is needed to count its statements`);
      return `[${count}](../${path})`;
    });
    return [title].concat(await Promise.all(counts));
  });
  const header = ['statements beside imports', 'glassnet', ...PEERS];
  const lines = [header, header.map(() => '---'), ...(await Promise.all(rows))];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
