/**
 * The comparison of quality, started by `npm run bench:quality`: glassnet beside boosting, logistic regression and other
 * networks, on the same rows. Progress goes to stderr.
 */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../../src/errors.ts';
import { requireFree, writeFiles } from '../../src/node/files/atomic-write.ts';
import { makeFolder } from '../../src/node/files/make-folder.ts';
import { inTemporaryFolder, progress, runProgram } from '../program.ts';
import { findAmong } from '../comparison/peers.ts';
import { describeMachine } from '../writing/machine.ts';
import { measureQuality } from './measure-quality.ts';
import { readOptions, USAGE, type QualityOptions } from './options.ts';
import { BEST, PLAIN, WITHOUT_A_PART } from './own-methods.ts';
import { QUALITY_PEERS, type QualityPeerName } from './peer-methods.ts';
import { encodeQuality, formatQuality, replaceQuality, type QualityReport } from './quality-report.ts';
import { findSets, openSet } from './quality-set.ts';
import { Results } from './results.ts';

const DOCS = 'docs/quality.md';
const COURSE = process.env['AUDIOBOOKS_CSV'] ?? '../shared/data/Audiobooks_data.csv';
/** Of a quick run. */
const QUICK = { epochs: 2, peers: ['logistic', 'lightgbm'] } as const;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  const outputs = [...(options.output === undefined ? [] : [options.output]), ...(options.write ? [DOCS] : [])];
  for (const path of [...outputs, ...(options.results === undefined ? [] : [options.results])]) {
    await makeFolder(dirname(path));
  }
  for (const path of outputs) await requireFree(path, { force: true });
  const report = await inTemporaryFolder((folder) => compare(options, folder));
  process.stdout.write(formatQuality(report));
  const files = new Map<string, string>();
  if (options.output !== undefined) files.set(options.output, encodeQuality(report));
  if (options.write) files.set(DOCS, replaceQuality(await readFile(DOCS, 'utf8'), report));
  await writeFiles(files, { force: true });
}

async function compare(options: QualityOptions, folder: string): Promise<QualityReport> {
  const { seeds: count, threads, quick } = options;
  const machine = describeMachine();
  const found = await findAmong(QUALITY_PEERS);
  const { sets: known, skipped } = await findSets(options.sets, COURSE, folder);
  for (const text of [...skipped, ...found.skipped]) progress(`skipped: ${text}`);
  const sets = await Promise.all(known.map(openSet));
  const isChosen = chooser(options);
  const parts = quick ? WITHOUT_A_PART.slice(0, 1) : WITHOUT_A_PART;
  const own = [BEST, PLAIN, ...parts].filter(({ name }) => isChosen(name));
  const peers = [...found.names].filter(isChosen);
  const seeds = Array.from({ length: count }, (_, index) => index + 1);
  const results = await measureQuality({
    sets,
    seeds,
    own: quick ? own.map((method) => ({ ...method, options: { ...method.options, epochs: QUICK.epochs } })) : own,
    peers,
    found,
    threads,
    folder,
    results: await Results.open(options.results),
    progress,
  });
  return {
    machine,
    seeds: count,
    versions: found.versions,
    skipped: [...skipped, ...found.skipped],
    sets: sets.map(({ name, table, schema, labels }) => {
      return { name, rows: table.rowCount, features: schema.features.length, classes: labels.classes.length };
    }),
    results,
  };
}

/** @throws UsageError for a method that there isn't */
function chooser({ methods, quick }: QualityOptions): (name: string) => boolean {
  const own = [BEST, PLAIN, ...WITHOUT_A_PART].map(({ name }) => name);
  const names = [...own, ...Object.keys(QUALITY_PEERS)];
  const unknown = methods?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new UsageError('E_USAGE_VALUE', `--methods: there is no ${JSON.stringify(unknown.slice(0, 60))}`, {
      hint: `there are ${names.join(', ')}`,
    });
  }
  const quickPeers: readonly QualityPeerName[] = QUICK.peers;
  if (methods !== undefined) return (name) => methods.includes(name);
  return (name) => !quick || own.includes(name) || quickPeers.includes(name as QualityPeerName);
}

await runProgram(main);
