/**
 * Writes what programs know into the documents: docs/errors.md, docs/equations.md and the course whole, the marked sections of README.md,
 * docs/architecture.md and docs/student.md, and generated modules of src/study. Run with `npm run docs`; tests hold the documents to it.
 */
import { readFile } from 'node:fs/promises';
import { writeFiles } from '../src/node/files/atomic-write.ts';
import { courseFiles } from './course/write-course.ts';
import { renderErrorDocs } from './errors/error-docs.ts';
import { renderExercises } from './house/exercise-table.ts';
import { renderGoldenExercise } from './house/golden-exercise.ts';
import { renderGradcheckTables } from './house/gradcheck-tables.ts';
import { renderHouseFigures } from './house/house-figures.ts';
import { renderReadingPath } from './house/reading-path-table.ts';
import { renderTranscript } from './house/transcript.ts';
import { renderAudiobookSlice } from './study/audiobook-slice.ts';
import { renderCodeRegions } from './study/code-regions.ts';
import { renderEquationsPage } from './study/equations-page.ts';
import { renderTraceTranscript } from './study/trace-transcript.ts';
import { replaceSection } from './writing/replace-section.ts';

const sections: readonly (readonly [file: string, section: string, text: string])[] = [
  ['README.md', 'transcript', await renderTranscript('.')],
  ['docs/architecture.md', 'house', await renderHouseFigures('.')],
  ['docs/student.md', 'path', await renderReadingPath('.')],
  ['docs/student.md', 'trace', await renderTraceTranscript('.')],
  ['docs/student.md', 'exercises', await renderExercises()],
  ['docs/student.md', 'gradcheck', renderGradcheckTables()],
];

const files = new Map([
  ...(await courseFiles('.')),
  ['docs/errors.md', await renderErrorDocs()],
  ['docs/equations.md', renderEquationsPage()],
  ['src/study/exercises/golden.ts', renderGoldenExercise()],
  ['src/study/sets/audiobook-slice.ts', await renderAudiobookSlice('.')],
  ['src/study/equations/code-regions.ts', await renderCodeRegions('.')],
]);
for (const [file, section, text] of sections) {
  files.set(file, replaceSection(files.get(file) ?? (await readFile(file, 'utf8')), section, text));
}
// A source that is written again is newer than what was compiled from it, even if it says the same.
for (const [file, text] of files) {
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) files.delete(file);
}
await writeFiles(files, { force: true });
