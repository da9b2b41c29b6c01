/** Figures in documents are written by `npm run docs`, and what they say is still true. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { largestFolder } from '../../bench/house/house-figures.ts';
import { renderExercises } from '../../bench/house/exercise-table.ts';
import { renderGradcheckTables } from '../../bench/house/gradcheck-tables.ts';
import { renderReadingPath } from '../../bench/house/reading-path-table.ts';
import { renderEquationsPage } from '../../bench/study/equations-page.ts';
import { renderTraceTranscript } from '../../bench/study/trace-transcript.ts';
import { renderTranscript } from '../../bench/house/transcript.ts';
import { replaceSection } from '../../bench/writing/replace-section.ts';
import { ROOT } from '../support/cli.ts';

/** Counted by a Node of its own: the test runner puts calls of its own between the modules. */
async function cellTour(): Promise<string[]> {
  const program =
    "import { cellTour } from './dist/bench/house/cell-tour.js'; console.log(JSON.stringify(await cellTour()));";
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: ROOT });
  return JSON.parse(stdout) as string[];
}

const page = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('the documents say what the programs say now (else: npm run docs)', () => {
  it('README.md: what npm start shows', async () => {
    const text = page('README.md');
    expect(replaceSection(text, 'transcript', await renderTranscript(ROOT))).toBe(text);
  });

  it('docs/student.md: the exercises, and what a check says', async () => {
    const text = page('docs/student.md');
    expect(replaceSection(text, 'exercises', await renderExercises())).toBe(text);
  });

  it('docs/student.md: how exact gradients are, by precision, depth and width', () => {
    const text = page('docs/student.md');
    expect(replaceSection(text, 'gradcheck', renderGradcheckTables())).toBe(text);
    // Ten layers: the largest error of all tensors is still within the limit, float32 on both sides is far outside.
    expect(Number(/10-50×10-3 \| \S+ \| (\S+) \|/.exec(text)![1])).toBeLessThanOrEqual(1e-5);
    expect(Number(/float32 \| float32 \| 1e-5 \| \S+ \| (\S+) \|/.exec(text)![1])).toBeGreaterThan(0.1);
  });

  it('docs/equations.md: the registry of equations, with the code as it is now', () => {
    expect(page('docs/equations.md')).toBe(renderEquationsPage());
  });

  it('docs/student.md: what trace prints', async () => {
    const text = page('docs/student.md');
    expect(replaceSection(text, 'trace', await renderTraceTranscript(ROOT))).toBe(text);
  });

  it('docs/student.md: the files of the path, and their lines', async () => {
    const text = page('docs/student.md');
    expect(replaceSection(text, 'path', await renderReadingPath(ROOT))).toBe(text);
  });

  it('docs/architecture.md: the way of a cell, all of it in src/data, and the largest folder', async () => {
    const text = page('docs/architecture.md');
    const tour = await cellTour();
    expect(tour.filter((file) => !file.startsWith('data/'))).toEqual([]);
    expect(text).toContain(`The files of the cell: ${tour.map((file) => `\`${file}\``).join(', ')}.`);
    const { name, count } = await largestFolder(join(ROOT, 'src'));
    expect(text).toContain(`(\`${name}\`) | ${count} |`);
  });
});
