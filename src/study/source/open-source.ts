/**
 * Makes a study of what it begins with, in Node and in a page alike.
 */
import { requireArgument } from '../../argument-checks.ts';
import type { FieldSplitter } from '../../data/csv/field-splitter.ts';
import { readTable, type CsvColumns } from '../../data/read-table.ts';
import { textColumn } from '../../data/table.ts';
import { decodeModel } from '../../formats/model-bytes.ts';
import { pureSha256 } from '../../formats/sha256.ts';
import type { Classifier } from '../../model/classifier.ts';
import { requirePipeline } from '../../model/require-pipeline.ts';
import { membersOf } from '../../nn/ensemble.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { readStudyData, rowsOfArrays, rowsOfTable, type StudyData } from '../session/study-data.ts';
import { Study } from '../session/study.ts';
import { STUDY_SETS } from '../sets/sets.ts';
import { decodeBase64 } from './base64.ts';
import { studyReading, type SourceArrays, type SourceCsv, type SourceData, type StudySource } from './study-source.ts';

/**
 * @param split the host's splitter of records with quotes
 * @throws as `readTable`, `prepare` and `decodeModel` do; RangeError for a network that the model doesn't have.
 */
export async function openSource({ data, model, options }: StudySource, split?: FieldSplitter): Promise<Study> {
  if (model === null) return Study.fresh(await trainingData(data, {}, split), options);
  const { file, member } = model;
  const { classifier } = decodeModel(decodeBase64(model.bytes), file);
  const networks = membersOf(classifier.network);
  requireArgument(
    Number.isInteger(member) && member >= 1 && member <= networks.length,
    'openSource',
    'member',
    member,
    `1 to ${networks.length}`,
  );
  const rows = await rowsFor(classifier, data, file, split);
  return Study.ofNetwork(
    rows,
    networks[member - 1]!,
    { kind: 'model', file, member, members: networks.length },
    options,
  );
}

function rowsFor(classifier: Classifier, data: SourceData, model: string, split?: FieldSplitter): Promise<StudyData> {
  if (data.kind === 'arrays') return Promise.resolve(arraysFor(classifier, data));
  if (data.kind === 'csv' && data.reading === null) return readFor(classifier, data, model, split);
  // Classes are in the order of the model, whatever would be chosen today.
  return trainingData(data, { positive: classifier.positive ?? undefined }, split);
}

/** Rows to learn from. */
function trainingData(
  data: SourceData,
  more: { readonly positive?: string | undefined },
  split?: FieldSplitter,
): Promise<StudyData> {
  if (data.kind === 'arrays' || data.reading === null) throw new RangeError('openSource: rows without a training');
  const isSet = data.kind === 'set';
  const bytes = isSet ? new TextEncoder().encode(STUDY_SETS[data.set].csv()) : decodeBase64(data.bytes);
  const file = isSet ? STUDY_SETS[data.set].file : data.file;
  const reading = studyReading(data.reading);
  const preparation = { ...reading.preparation, ...more };
  return readStudyData(bytes, { file, sha256: pureSha256(bytes) }, { ...reading, preparation }, split);
}

/** Rows of any file that has the columns of the model. */
async function readFor(
  classifier: Classifier,
  { file, bytes: text }: SourceCsv,
  model: string,
  split?: FieldSplitter,
): Promise<StudyData> {
  const pipeline = requirePipeline(classifier, 'study it with a .npz file', model);
  const bytes = decodeBase64(text);
  const { classes } = classifier;
  const { target, id, featureNames, known, missingWords, format, csv } = pipeline;
  const targetBins = pipeline.targetBins?.map(String);
  const read = (choice: CsvColumns) => {
    const columns = { target, id: 'none', labels: classes, targetBins, missingWords, format, csv, ...choice };
    return readTable(bytes, file, { header: pipeline.headerOf('auto'), ...(split && { split }) }, columns);
  };
  const { table, inferences } = await read({ only: featureNames, known, isFixed: true });
  let ids: string[] | null = null;
  if (id !== null) {
    const { table: alone } = await read({ only: [id], known: new Map([[id, { kind: 'category' }]]) });
    const column = textColumn(alone, id);
    ids = Array.from(column.codes, (code) => column.levels[code] ?? '');
  }
  const { levels, codes } = textColumn(table, target);
  const labels = levels.map((level) => classes.indexOf(level));
  const rows = rowsOfTable(
    table,
    pipeline,
    ids,
    codes.map((code) => labels[code]!),
  );
  return { file, sha256: pureSha256(bytes), classes, prepared: null, rows, inferences };
}

function arraysFor({ classes }: Classifier, { file, sha256, columns, inputs, targets }: SourceArrays): StudyData {
  const values = new Float32Array(decodeBase64(inputs).buffer);
  const dataset = { inputs: new Tensor(values, [targets.length, columns]), targets: Int32Array.from(targets) };
  return { file, sha256, classes, prepared: null, rows: rowsOfArrays(dataset), inferences: [] };
}
