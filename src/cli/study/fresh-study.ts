/**
 * A network that has learned nothing yet, on a file or a built-in set.
 */
import { basename } from 'node:path';
import { UsageError } from '../../errors.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { fastCsvSplitter } from '../../node/csv/fast-csv-splitter.ts';
import { readBytes, sha256 } from '../../node/stores/model-store.ts';
import { readPrepared } from '../../node/stores/prepared-arrays.ts';
import { arrayData, readStudyData, studyTable, type StudyData } from '../../study/session/study-data.ts';
import { Study } from '../../study/session/study.ts';
import { STUDY_SETS, type StudySetName } from '../../study/sets/sets.ts';
import { requireTrainable } from '../../training/trainable.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../../training/training-options.ts';
import { defaultsOf } from '../../options/check-options.ts';
import type { Console } from '../console.ts';
import { arrayKeys, isArrays } from '../inputs/input-file.ts';
import { readFaultless, readPreparation } from '../inputs/prepare-csv.ts';
import { readRowIds } from '../inputs/row-ids.ts';
import type { Arguments } from '../options/arguments.ts';
import { PREPARE_OPTIONS } from '../options/option-groups.ts';
import { requireNoneOf } from './useless-options.ts';

export async function freshStudy(args: Arguments, console: Console): Promise<Study> {
  if (args.given.has('member')) {
    const message = '--member is one network of a model, and no --model says which';
    throw new UsageError('E_USAGE_MISSING', message, { field: 'member' });
  }
  const data = await freshData(args, console);
  const options = {
    ...defaultsOf(TRAINING_OPTIONS),
    ...args.valuesOf(TRAINING_OPTIONS),
    ensemble: 1,
  } as TrainingOptions;
  requireTrainable(data.prepared!, options, data.file);
  return Study.fresh(data, options);
}

async function freshData(args: Arguments, console: Console): Promise<StudyData> {
  const path = args.positional;
  const set = args.optionalText('set') as StudySetName | undefined;
  if (set !== undefined) {
    if (path === undefined) return setData(set, args);
    throw new UsageError('E_USAGE_CONFLICT', '--set takes the place of FILE', { file: nameOf(path), field: 'set' });
  }
  if (path === undefined) {
    throw new UsageError('E_USAGE_MISSING', 'FILE is needed, a built-in --set, or a --model', { hint: '--set moons' });
  }
  const keys = arrayKeys(path, args);
  if (isArrays(path)) {
    requireNoneOf(args, PREPARE_OPTIONS, 'has no effect on arrays: it was decided when they were prepared');
    return arrayData(await readPrepared(path, keys), { file: basename(path), sha256: sha256(await readBytes(path)) });
  }
  const { file, preparation, shown } = await readFaultless(path, args, console);
  const { table, schema, inferences } = file;
  const ids = await readRowIds(path, file, preparation);
  const texts = ids && Array.from({ length: table.rowCount }, (_, row) => ids.of.get(table.lines?.at(row) ?? row + 1)!);
  const named = { file: shown, sha256: file.sha256 };
  return { ...studyTable(table, schema, texts, preparation.options, named, inferences), file: basename(shown) };
}

async function setData(set: StudySetName, args: Arguments): Promise<StudyData> {
  const { csv, file } = STUDY_SETS[set];
  const bytes = new TextEncoder().encode(csv());
  const { csv: format, columns, options } = await readPreparation(args);
  const reading = { csv: format, columns, preparation: options };
  return readStudyData(bytes, { file, sha256: sha256(bytes) }, reading, fastCsvSplitter);
}
