/** Figures in documents are written by `npm run docs`, and what they say is still true. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { largestFolder } from '../../bench/house/house-figures.ts';
import { renderReadingPath } from '../../bench/house/reading-path-table.ts';
import { renderTranscript } from '../../bench/house/transcript.ts';
import type * as CellTour from '../../bench/house/cell-tour.ts';
import { replaceSection } from '../../bench/writing/replace-section.ts';
import { ROOT } from '../support/cli.ts';

/** The engine tells compiled files by their paths. */
const { cellTour } = (await import(`${ROOT}dist/bench/house/cell-tour.js`)) as typeof CellTour;

const page = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('the documents say what the programs say now (else: npm run docs)', () => {
  it('README.md: what npm start shows', async () => {
    const text = page('README.md');
    expect(replaceSection(text, 'transcript', await renderTranscript(ROOT))).toBe(text);
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
