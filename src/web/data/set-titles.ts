/**
 * The built-in sets by name, as the page calls them. Their rows lie in the worker.
 */
import type { StudySetName } from '../../study/sets/sets.ts';

export const STUDY_SET_TITLES: Readonly<Record<StudySetName, string>> = {
  moons: 'two moons',
  spiral: 'spiral',
  clusters: 'three clusters',
  audiobooks: 'audiobook store',
};
