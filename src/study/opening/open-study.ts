/**
 * Makes a study of what it begins with.
 */
import type { FieldSplitter } from '../../data/csv/field-splitter.ts';
import { readTable, type CsvColumns } from '../../data/read-table.ts';
import { allRows, textColumn } from '../../data/table.ts';
import { pureSha256 } from '../../formats/sha256.ts';
import { completeOptions } from '../../options/check-options.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import { Pipeline } from '../../preprocessing/pipeline.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import { createRandom } from '../../random.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { requireTrainable } from '../../training/trainable.ts';
import { TRAINING_OPTIONS } from '../../training/training-options.ts';
import {
  idTexts,
  readStudyData,
  rowsOfArrays,
  rowsOfTable,
  type NamedFile,
  type StudyData,
  type StudyReading,
} from '../session/study-data.ts';
import { networkOf } from '../session/copy-network.ts';
import { Study } from '../session/study.ts';
import { STUDY_SETS } from '../sets/sets.ts';
import type { ModelReading, Opening, OpeningArrays, OpeningData, OpeningLessons, OpeningReading } from './opening.ts';

/**
 * @param split the host's splitter of records with quotes
 * @throws as `readTable` and `prepare` do, as `requireTrainable` does for a fresh network, and RangeError as `Study` does.
 */
export async function openStudy({ data, ...rest }: Opening, split?: FieldSplitter): Promise<Study> {
  return studyOf(await dataOf(data, split), rest);
}

/** A study of rows that have been read already. */
export function studyOf(rows: StudyData, { network, training }: Omit<Opening, 'data'>): Study {
  const options = completeOptions(TRAINING_OPTIONS, training, 'study');
  if (network !== undefined) return Study.ofNetwork(rows, networkOf(network, createRandom(0)), network.origin, options);
  if (rows.prepared !== null) requireTrainable(rows.prepared, options, rows.file);
  return Study.fresh(rows, options);
}

function dataOf(data: OpeningData, split: FieldSplitter | undefined): Promise<StudyData> {
  if (data.kind === 'arrays') return Promise.resolve(arraysOf(data));
  const isSet = data.kind === 'set';
  const bytes = isSet ? new TextEncoder().encode(STUDY_SETS[data.name].csv()) : data.bytes;
  const named = { file: isSet ? STUDY_SETS[data.name].file : data.file, sha256: pureSha256(bytes) };
  const { reading = {} } = data;
  return 'pipeline' in reading
    ? readForModel(bytes, named, reading, split)
    : readStudyData(bytes, named, studyReading(reading), split);
}

function studyReading({ types = [], columns, ...others }: OpeningReading): StudyReading {
  const known = new Map(types.map(({ name, type }) => [name, { kind: type }]));
  return { ...others, columns: { ...columns, ...(types.length > 0 && { known }) } };
}

/** Rows of a file that has the columns of a model, read as the model says. */
async function readForModel(
  bytes: Uint8Array,
  { file, sha256 }: NamedFile,
  { pipeline: config, classes }: ModelReading,
  split: FieldSplitter | undefined,
): Promise<StudyData> {
  const pipeline = new Pipeline(config);
  const { target, id, featureNames, known, missingWords, format, csv } = pipeline;
  const targetBins = pipeline.targetBins?.map(String);
  const read = (choice: CsvColumns) => {
    const columns = { target, id: 'none', labels: classes, targetBins, missingWords, format, csv, ...choice };
    return readTable(bytes, file, { header: pipeline.headerOf('auto'), ...(split && { split }) }, columns);
  };
  const { table, inferences } = await read({ only: featureNames, known, isFixed: true });
  const ids = id === null ? null : await idTexts(id, read);
  const { levels, codes } = textColumn(table, target);
  const labels = levels.map((level) => classes.indexOf(level));
  const targets = codes.map((code) => labels[code]!);
  return {
    file,
    sha256,
    classes,
    prepared: null,
    trainRows: null,
    rows: rowsOfTable(table, pipeline, ids, targets),
    inferences,
  };
}

function arraysOf({ file, sha256, classes, ids, lessons, ...arrays }: OpeningArrays): StudyData {
  const dataset = datasetOf(arrays);
  return {
    file,
    sha256,
    classes,
    prepared: lessons === undefined ? null : preparedArrays(dataset, lessons, classes),
    trainRows: lessons === undefined ? null : allRows(dataset.targets.length),
    rows: { ...rowsOfArrays(dataset), ids },
    inferences: [],
  };
}

function datasetOf({ inputs, targets }: Pick<OpeningArrays, 'inputs' | 'targets'>): Dataset {
  return { inputs: new Tensor(inputs, [targets.length, inputs.length / targets.length]), targets };
}

/** A study looks at no test rows. */
function preparedArrays(train: Dataset, lessons: OpeningLessons, classes: readonly string[]): PreparedData {
  const { validation: rows, ...others } = lessons;
  const validation = datasetOf(rows);
  return { ...others, train, validation, test: validation, classes, pipeline: null };
}
