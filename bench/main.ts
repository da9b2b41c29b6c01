/**
 * The benchmark, started by `npm run bench`: measures, checks what was computed, then reports. Progress goes to stderr.
 */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { availableKernels } from '../src/tensor/kernels/current.ts';
import { requireFree, writeFiles } from '../src/node/files/atomic-write.ts';
import { makeFolder } from '../src/node/files/make-folder.ts';
import { canShareMemory } from '../src/node/threads/threads.ts';
import { isSimdSupported } from '../src/tensor/kernels/simd.ts';
import { benchCommands } from './measurements/commands.ts';
import { compareChoosing, FULL_CHOOSING, QUICK_CHOOSING } from './comparison/choosing.ts';
import { compareAll } from './comparison/compare.ts';
import { findPeers } from './comparison/peers.ts';
import { benchCsv } from './measurements/csv.ts';
import { describeMachine } from './writing/machine.ts';
import { benchMatmul, PRODUCTS } from './measurements/matmul.ts';
import { benchExplaining, EXPLAINED } from './measurements/explaining.ts';
import { FULL, QUICK, type Effort } from './measurements/measure.ts';
import { readOptions, USAGE, type BenchOptions } from './options.ts';
import { inTemporaryFolder, progress, runProgram } from './program.ts';
import { encodeReport, formatReport, replaceReport, type Report } from './writing/report.ts';
import { drawScaling } from './writing/scaling-chart.ts';
import { benchScaling } from './measurements/scaling.ts';
import { benchSimdLimit, limitOf } from './measurements/simd-limit.ts';
import type { BenchTable } from './writing/table.ts';
import { benchTaps, FULL_TAPS, WATCHED_BATCHES } from './measurements/taps.ts';
import { benchThreads, SHARED_PRODUCTS } from './measurements/threads.ts';
import { BATCH_SIZES, benchTrainingStep } from './measurements/training-step.ts';

const README = 'bench/README.md';
const CHART = 'bench/scaling.svg';
const CSV = 'data/audiobooks.csv';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (options.output !== undefined) await makeFolder(dirname(options.output));
  const outputs = [...(options.output === undefined ? [] : [options.output]), ...(options.write ? [README] : [])];
  for (const path of outputs) await requireFree(path, { force: true });
  const report = await inTemporaryFolder((folder) => jobOf(options)(options, folder));
  process.stdout.write(formatReport(report));
  const files = new Map<string, string>();
  if (options.output !== undefined) files.set(options.output, encodeReport(report));
  if (options.write) files.set(README, replaceReport(await readFile(README, 'utf8'), report));
  if (options.write && options.scaling) files.set(CHART, drawChart(report));
  await writeFiles(files, { force: true });
}

function jobOf({
  peers,
  choosing,
  scaling,
  explaining,
  taps,
}: BenchOptions): (options: BenchOptions, folder: string) => Promise<Report> {
  if (peers) return compare;
  if (choosing) return choose;
  if (explaining) return explain;
  if (taps) return watch;
  return scaling ? scale : run;
}

async function run({ quick }: BenchOptions, folder: string): Promise<Report> {
  const effort = quick ? QUICK : FULL;
  const machine = describeMachine();
  const kernels = availableKernels();
  const limit = await limitTable(effort);
  progress('matrix products');
  const matmul = await benchMatmul(PRODUCTS, kernels, effort, limit && limitOf(limit));
  progress('matrix products over threads');
  const threads = canShareMemory() ? availableParallelism() : 1;
  const products = quick ? SHARED_PRODUCTS.slice(0, 1) : SHARED_PRODUCTS;
  const shared = limit && (await benchThreads(products, threads, effort, limitOf(limit)));
  progress('training step');
  const trainingStep = await benchTrainingStep(BATCH_SIZES, kernels, effort);
  progress(`reading ${CSV}`);
  const csv = await benchCsv(CSV, effort);
  progress('commands');
  const commands = await benchCommands({ csv: CSV, folder, copies: quick ? 1 : 100 }, effort);
  return {
    machine,
    effort,
    kind: 'bench',
    tables: [limit, matmul, shared, trainingStep, csv, ...commands].filter((table) => table !== undefined),
  };
}

async function scale({ quick }: BenchOptions, folder: string): Promise<Report> {
  const effort = quick ? QUICK : FULL;
  const machine = describeMachine();
  const limit = await limitTable(effort);
  progress('training and scoring, as the job grows');
  const most = quick ? { rows: 14_000, units: 64 } : undefined;
  const tables = await benchScaling(CSV, folder, effort, most);
  return { machine, effort, kind: 'scaling', tables: [...(limit === undefined ? [] : [limit]), ...tables] };
}

async function compare({ quick }: BenchOptions, folder: string): Promise<Report> {
  const effort = quick ? QUICK : FULL;
  const machine = describeMachine();
  const found = await findPeers();
  for (const text of found.skipped) progress(`skipped: ${text}`);
  const limit = await limitTable(effort);
  const tables = await compareAll({
    csv: CSV,
    folder,
    kernels: availableKernels().toReversed(),
    found,
    effort,
    limit: limit && limitOf(limit),
    mostGigaflop: quick ? 0.1 : Infinity,
    readCopies: quick ? 1 : 100,
    scoredCopies: quick ? 1 : 100,
    progress,
  });
  return {
    machine,
    effort,
    kind: 'peers',
    tables: [...(limit === undefined ? [] : [limit]), ...tables],
    peers: { versions: found.versions, skipped: found.skipped },
  };
}

async function choose({ quick }: BenchOptions, folder: string): Promise<Report> {
  const machine = describeMachine();
  const found = await findPeers();
  for (const text of found.skipped) progress(`skipped: ${text}`);
  const size = quick ? QUICK_CHOOSING : FULL_CHOOSING;
  const tables = await compareChoosing({ csv: CSV, folder, found, size, progress });
  const peers = { versions: found.versions, skipped: found.skipped };
  return { machine, effort: { rounds: size.rounds, timeMs: 0, warmupMs: 0 }, kind: 'choosing', tables, peers };
}

async function explain({ quick }: BenchOptions): Promise<Report> {
  const effort = quick ? QUICK : FULL;
  const machine = describeMachine();
  progress('contributions');
  const table = await benchExplaining(CSV, quick ? EXPLAINED.slice(0, 1) : EXPLAINED, effort);
  return { machine, effort, kind: 'explaining', tables: [table] };
}

async function watch({ quick }: BenchOptions): Promise<Report> {
  const effort = quick ? QUICK : FULL_TAPS;
  const machine = describeMachine();
  progress('steps with taps and without');
  const table = await benchTaps(quick ? WATCHED_BATCHES.slice(0, 1) : WATCHED_BATCHES, effort);
  return { machine, effort, kind: 'taps', tables: [table] };
}

/** The tables that are about the size of the job; the other one is the limit's. */
function drawChart({ tables }: Report): string {
  const charted = tables.filter(({ rows }) => rows.every(({ x }) => x !== undefined));
  const limit = tables.find((table) => !charted.includes(table));
  return drawScaling(charted, limit && limitOf(limit));
}

/** Undefined where the host has no SIMD128. */
async function limitTable(effort: Effort): Promise<BenchTable | undefined> {
  if (!isSimdSupported()) return undefined;
  progress('limit of SIMD128');
  return benchSimdLimit(effort);
}

await runProgram(main);
