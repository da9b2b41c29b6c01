/**
 * `glassnet prepare FILE`: from a CSV file to three .npz files and the pipeline that made them.
 */
import { makeFolder } from '../../node/files/make-folder.ts';
import { writePrepared } from '../../node/stores/prepared-arrays.ts';
import { preparedNames } from '../../node/stores/prepared-names.ts';
import { positiveOf } from '../../preprocessing/positive-class.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';
import { inferenceDocument } from '../inputs/inferences.ts';
import { requireInputsKept } from '../inputs/kept-files.ts';
import { stemOf } from '../inputs/input-file.ts';
import { prepareCsv } from '../inputs/prepare-csv.ts';
import { trainCommand } from '../suggested-commands.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional!;
  const folder = args.optionalText('output') ?? '.';
  const name = args.optionalText('name') ?? stemOf(path);
  const files = Object.values(preparedNames(folder, name));
  await requireInputsKept(args, { files: [args.optionalText('write-schema'), ...files] });
  const { data, inferences } = await prepareCsv(path, args, console);
  await makeFolder(folder);
  await writePrepared(folder, name, data, { force: args.flag('force') });
  console.document({
    schema: 'glassnet.prepare/1',
    files,
    seed: args.text('seed'),
    rows: {
      train: data.train.targets.length,
      validation: data.validation.targets.length,
      test: data.test.targets.length,
    },
    features: data.pipeline.featureNames,
    classes: data.classes,
    inferences: inferenceDocument(inferences),
    ...positiveOf(data),
  });
  for (const file of files) console.result(file);
  console.note(`Next:     ${trainCommand(files[0]!)}`);
}
