/**
 * Studies for tests: a built-in set, or a CSV text, with a fresh network.
 */
import { defaultsOf } from '../../src/options/check-options.ts';
import { readStudyData, type StudyData, type StudyReading } from '../../src/study/session/study-data.ts';
import { Study } from '../../src/study/session/study.ts';
import { STUDY_SETS, type StudySetName } from '../../src/study/sets/sets.ts';
import { pureSha256 } from '../../src/formats/sha256.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../../src/training/training-options.ts';

export function csvData(csv: string, file = 'rows.csv', reading: StudyReading = {}): Promise<StudyData> {
  const bytes = new TextEncoder().encode(csv);
  return readStudyData(bytes, { file, sha256: pureSha256(bytes) }, reading);
}

export function setData(name: StudySetName, reading: StudyReading = {}): Promise<StudyData> {
  const { csv, file } = STUDY_SETS[name];
  return csvData(csv(), file, reading);
}

export async function freshStudy(
  data: StudySetName | StudyData,
  options: Partial<TrainingOptions> = {},
  steps = 0,
): Promise<Study> {
  const read = typeof data === 'string' ? await setData(data) : data;
  const study = Study.fresh(read, { ...defaultsOf(TRAINING_OPTIONS), hidden: [3], ...options });
  study.goTo(steps);
  return study;
}
