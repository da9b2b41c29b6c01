/**
 * The data sets that come with a study.
 */
import { AUDIOBOOK_SLICE } from './audiobook-slice.ts';
import type { StudySetName } from './set-names.ts';
import { clusters, moons, spiral } from './shapes.ts';

export { STUDY_SET_NAMES, type StudySetName } from './set-names.ts';

export interface StudySet {
  readonly title: string;
  /** What errors and traces call its file. */
  readonly file: string;
  /** The text of the CSV file, always the same. */
  readonly csv: () => string;
}

export const STUDY_SETS = {
  moons: { title: 'two moons', file: 'moons.csv', csv: moons },
  spiral: { title: 'a spiral of two arms', file: 'spiral.csv', csv: spiral },
  clusters: { title: 'three clusters', file: 'clusters.csv', csv: clusters },
  audiobooks: { title: 'a slice of the audiobook store', file: 'audiobooks-slice.csv', csv: () => AUDIOBOOK_SLICE },
} as const satisfies Readonly<Record<StudySetName, StudySet>>;
