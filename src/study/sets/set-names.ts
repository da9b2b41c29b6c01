/**
 * The names of the data sets that come with a study, without their rows.
 */
export const STUDY_SET_NAMES = ['moons', 'spiral', 'clusters', 'audiobooks'] as const;

export type StudySetName = (typeof STUDY_SET_NAMES)[number];
