/**
 * The benchmark, started by `npm run bench`: measures, checks what was computed, then reports. Progress goes to stderr.
 */
import { readFile } from 'node:fs/promises';
import { printError } from '../src/cli/print-error.ts';
import { EXIT_CODES, GlassnetError } from '../src/errors.ts';
import { requireFree, writeFiles } from '../src/node/atomic-write.ts';
import { referenceKernels } from '../src/tensor/kernels/reference.ts';
import { isSimdSupported, simdKernels } from '../src/tensor/kernels/simd.ts';
import { tiledKernels } from '../src/tensor/kernels/tiled.ts';
import { benchCsv } from './csv.ts';
import { describeMachine } from './machine.ts';
import { benchMatmul, PRODUCTS } from './matmul.ts';
import { FULL, QUICK } from './measure.ts';
import { readOptions, USAGE, type BenchOptions } from './options.ts';
import { encodeReport, formatReport, replaceReport, type Report } from './report.ts';
import { benchSimdLimit } from './simd-limit.ts';
import { BATCH_SIZES, benchTrainingStep } from './training-step.ts';

const HAS_SIMD = isSimdSupported();
const KERNELS = [referenceKernels, tiledKernels, ...(HAS_SIMD ? [simdKernels] : [])];
const README = 'bench/README.md';
const CSV = 'data/audiobooks.csv';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  const outputs = [...(options.json === undefined ? [] : [options.json]), ...(options.writeReadme ? [README] : [])];
  for (const path of outputs) await requireFree(path, { force: true });
  const report = await run(options);
  process.stdout.write(formatReport(report));
  const files = new Map<string, string>();
  if (options.json !== undefined) files.set(options.json, encodeReport(report));
  if (options.writeReadme) files.set(README, replaceReport(await readFile(README, 'utf8'), report));
  await writeFiles(files, { force: true });
}

async function run({ quick }: BenchOptions): Promise<Report> {
  const effort = quick ? QUICK : FULL;
  const machine = describeMachine();
  progress('limit of SIMD128');
  const limit = HAS_SIMD ? [await benchSimdLimit(effort)] : [];
  progress('matrix products');
  const matmul = await benchMatmul(PRODUCTS, KERNELS, effort);
  progress('training step');
  const trainingStep = await benchTrainingStep(BATCH_SIZES, KERNELS, effort);
  progress(`reading ${CSV}`);
  const csv = await benchCsv(CSV, effort);
  return { machine, effort, tables: [...limit, matmul, trainingStep, csv] };
}

function progress(text: string): void {
  process.stderr.write(`${text} …\n`);
}

try {
  await main();
} catch (error) {
  printError(error, { json: false, debug: false, colour: true });
  process.exitCode = error instanceof GlassnetError ? error.exitCode : EXIT_CODES.bug;
}
