/**
 * `glassnet explain FILE --row ID`: what each column adds to the answer for one customer, and on request what would
 * change it.
 */
import { UsageError } from '../../errors.ts';
import { requireFieldCount } from '../../data/csv/csv-record.ts';
import { counterfactual, type Counterfactual, type Customer } from '../../explain/counterfactual/counterfactual.ts';
import { valuesOfModel, valuesOfTable } from '../../explain/counterfactual/training-values.ts';
import { keepCsv } from '../../node/csv/kept-csv.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import type { LoadedModel } from '../../node/stores/model-store.ts';
import { RecordEncoder } from '../../preprocessing/record-encoder.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';
import { inferenceDocument, noteInferences, requireNothingInferred } from '../inputs/inferences.ts';
import { csvOptions } from '../inputs/input-file.ts';
import { findRow, type FoundRow } from './find-row.ts';
import { readTrainingFile } from './training-file.ts';
import { counterfactualText } from './row-text.ts';

export async function explainRow(args: Arguments, model: LoadedModel, console: Console): Promise<void> {
  const path = args.positional!;
  const { classifier } = model;
  const pipeline = classifier.pipeline!;
  const target = args.optionalNumber('target');
  if (target !== undefined && classifier.positive === null) {
    const message = `--target needs 2 classes, the model has ${classifier.classes.length}`;
    throw new UsageError('E_USAGE_CONFLICT', message, { file: model.file });
  }
  const kept = await keepCsv(path);
  const found = await findRow(args.text('row').trim(), kept, pipeline, { ...csvOptions(args), file: nameOf(path) });
  const { inferences, record, id } = found;
  noteInferences(inferences, console);
  requireNothingInferred(inferences, nameOf(path), args);
  const customer = customerOf(found, pipeline, nameOf(path));
  const training = await readTrainingFile(path, kept, model);
  let changed: Counterfactual | null = null;
  if (target !== undefined) {
    const values =
      training === null
        ? valuesOfModel(pipeline, classifier.background)
        : valuesOfTable(pipeline, training.table, training.data.rows.train);
    const change = args.given.has('change') ? args.names('change') : undefined;
    changed = counterfactual(classifier, customer, values, { target, change, keep: args.names('keep') }, model.file);
  }
  console.document({
    schema: 'glassnet.explained-row/1',
    id,
    line: record.line,
    counterfactual: changed,
    inferences: inferenceDocument(inferences),
  });
  if (changed !== null) console.result(counterfactualText(changed, classifier.positive!));
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
