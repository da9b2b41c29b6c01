/**
 * How many bytes a page loads for what it does with glassnet.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { groupDigits } from '../../src/text-table.ts';
import { bundle } from './bundle.ts';

export interface BundledProgram {
  readonly name: string;
  /** The module in this folder, without its ending. */
  readonly module: string;
  /** The most bytes that it may have, gzipped. */
  readonly limit: number;
}

export interface BundleSize extends BundledProgram {
  readonly minified: number;
  readonly gzipped: number;
}

export const PROGRAMS: readonly BundledProgram[] = [
  { name: 'train a network on arrays', module: 'train-on-arrays', limit: 20_000 },
  { name: 'open a model and score rows', module: 'score-rows', limit: 31_000 },
  { name: 'train an MLPClassifier and save it', module: 'classify-arrays', limit: 45_000 },
  { name: 'train on a CSV, test and save', module: 'train-on-csv', limit: 80_000 },
  { name: 'do everything', module: '../../src/index', limit: 136_000 },
];

export async function bundleSizes(): Promise<BundleSize[]> {
  const sizes: BundleSize[] = [];
  for (const program of PROGRAMS) {
    // Compiled, this folder holds JavaScript.
    const entry = new URL(`./${program.module}${extname(import.meta.url)}`, import.meta.url);
    const code = await bundle(fileURLToPath(entry));
    sizes.push({ ...program, minified: Buffer.byteLength(code), gzipped: gzipSync(code, { level: 9 }).length });
  }
  return sizes;
}

/** The sizes as a table in Markdown. */
export function describeBundleSizes(sizes: readonly BundleSize[]): string {
  const rows = sizes.map(({ name, minified, gzipped, limit }) => {
    return `| ${[name, ...[minified, gzipped, limit].map(groupDigits)].join(' | ')} |\n`;
  });
  return `| a page that is to | minified, bytes | gzipped | at most |\n| --- | --: | --: | --: |\n${rows.join('')}`;
}
