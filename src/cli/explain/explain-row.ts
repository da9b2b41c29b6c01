/**
 * `glassnet explain FILE --row ID`: what each column adds to the answer for one customer, and on request what would
 * change it.
 */
import { UsageError } from '../../errors.ts';
import { requireFieldCount } from '../../data/csv/csv-record.ts';
import { counterfactual, type Counterfactual, type Customer } from '../../explain/counterfactual/counterfactual.ts';
import { valuesOfModel, valuesOfTable } from '../../explain/counterfactual/training-values.ts';
import type { RowExplanation } from '../../explain/explanation-document.ts';
import { membersOf } from '../../nn/ensemble.ts';
import { keepCsv } from '../../node/csv/kept-csv.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import type { ModelFile } from '../../node/stores/model-store.ts';
import { NoveltyCounter } from '../../preprocessing/novelty.ts';
import { RecordEncoder } from '../../preprocessing/record-encoder.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import { columnNamed, isMissing } from '../../data/table.ts';
import { contributionsChart } from '../../report/charts/kinds/contributions-chart.ts';
import { describeNovelties } from '../../report/text/describe-novelties.ts';
import { wrapped } from '../../text-table.ts';
import { chartText } from '../chart-text.ts';
import type { Console } from '../console.ts';
import { inFlags } from '../flags.ts';
import { placingFarRows } from '../inputs/far-row.ts';
import type { Arguments } from '../options/arguments.ts';
import { inferenceDocument, noteInferences, requireNothingInferred } from '../inputs/inferences.ts';
import { csvOptions } from '../inputs/input-file.ts';
import { findRow, type FoundRow } from './find-row.ts';
import { explainInputs } from './contributions-of.ts';
import { counterfactualText, methodText } from './row-text.ts';
import { readTrainingFile, type TrainingFile } from './training-file.ts';

export async function explainRow(args: Arguments, model: ModelFile, console: Console): Promise<void> {
  const path = args.positional!;
  const file = nameOf(path);
  const { classifier } = model;
  const pipeline = classifier.pipeline!;
  const target = args.optionalNumber('target');
  if (target !== undefined && classifier.positive === null) {
    const message = `--target needs 2 classes, the model has ${classifier.classes.length}`;
    throw new UsageError('E_USAGE_CONFLICT', message, { file: model.file });
  }
  const kept = await keepCsv(path);
  const found = await findRow(args.text('row').trim(), kept, pipeline, { ...csvOptions(args), file });
  const { inferences, record } = found;
  noteInferences(inferences, console);
  requireNothingInferred(inferences, file, args);
  const customer = customerOf(found, pipeline, file);
  const needsTraining = target !== undefined || classifier.background === null;
  const training = needsTraining ? await readTrainingFile(path, kept, model) : null;
  const inputs = customer.encode(customer.cells);
  const label = await placingFarRows(
    path,
    () => record.line,
    () => classifier.score(inputs).predictions[0]!,
  );
  const novelty = new NoveltyCounter(pipeline);
  novelty.add(customer.table);
  for (const line of describeNovelties(novelty.novelties(), 1, inFlags)) console.note(line);
  const { contributions, method, value, probability, effects } = explainInputs(args, model, training, inputs, label);
  const { explained, background } = contributions;
  const row: RowExplanation = {
    id: found.id,
    line: record.line,
    probability,
    value,
    contributions: contributions.columns.map((column, place) => {
      const isThere = !isMissing(columnNamed(customer.table, column), 0);
      return { column, cell: isThere ? customer.cells[place]! : null, effect: effects[place]! };
    }),
  };
  const changed = target === undefined ? null : changesOf(args, target, model, customer, training);
  console.document({
    schema: 'glassnet.explained-row/1',
    explained,
    background,
    method,
    prediction: classifier.classes[label]!,
    row,
    counterfactual: changed,
    inferences: inferenceDocument(inferences),
  });
  const isAscii = args.flag('ascii');
  console.result(chartText(contributionsChart(row, { explained, background }, 0), isAscii));
  console.result(`\n${wrapped(methodText(method, explained, membersOf(classifier.network).length))}`);
  if (changed !== null) console.result(`\n${counterfactualText(changed, classifier.positive!)}`);
}

function changesOf(
  args: Arguments,
  target: number,
  { classifier, file }: ModelFile,
  customer: Customer,
  training: TrainingFile | null,
): Counterfactual {
  const pipeline = classifier.pipeline!;
  const values =
    training === null
      ? valuesOfModel(pipeline, classifier.background)
      : valuesOfTable(pipeline, training.table, training.data.rows.train);
  const change = args.given.has('change') ? args.names('change') : undefined;
  return counterfactual(classifier, customer, values, { target, change, keep: args.names('keep') }, file);
}

/** The row as the model reads it. */
function customerOf({ record, names, values }: FoundRow, pipeline: Pipeline, file: string): Customer {
  const encoder = new RecordEncoder(pipeline, names, file, values, (one) => {
    return requireFieldCount(one, names.length, file);
  });
  const { table } = encoder.encode([record], false);
  const places = pipeline.featureNames.map((name) => names.indexOf(name));
  return {
    cells: places.map((place) => record.fields[place]!),
    table,
    format: values,
    encode: (cells) => {
      const fields = [...record.fields];
      for (const [feature, place] of places.entries()) fields[place] = cells[feature]!;
      return encoder.encode([{ line: record.line, fields }], false).inputs;
    },
  };
}
