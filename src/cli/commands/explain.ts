/**
 * `glassnet explain FILE`: why a model answers as it does, of all customers of a file or of one, and what would change an
 * answer.
 */
import { UsageError } from '../../errors.ts';
import { requirePipeline } from '../../model/require-pipeline.ts';
import { loadModel } from '../../node/stores/model-store.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';
import type { OptionName } from '../options/options.ts';
import { isArrays } from '../inputs/input-file.ts';

/** Options that say what is asked about one customer. */
const ABOUT_ROW: readonly OptionName[] = ['target', 'change', 'keep', 'scale', 'exact'];
const ABOUT_ALL: readonly OptionName[] = ['rows', 'together'];

export async function run(args: Arguments, console: Console): Promise<void> {
  requireSense(args);
  const path = args.positional!;
  const isOne = args.given.has('row');
  if (isOne && isArrays(path)) {
    throw new UsageError('E_USAGE_CONFLICT', '--row has no effect on arrays', { file: path, field: 'row' });
  }
  const model = await loadModel(args.text('model'));
  if (!isArrays(path)) {
    const hint = isOne ? 'train it on the CSV file, or on arrays made by prepare' : 'explain it on an .npz file';
    requirePipeline(model.classifier, hint, model.file);
  }
  if (isOne) {
    const { explainRow } = await import('../explain/explain-row.ts');
    await explainRow(args, model, console);
  } else {
    const { explainAll } = await import('../explain/explain-all.ts');
    await explainAll(args, model, console);
  }
}

/** @throws UsageError for options that have nothing to do with what is asked. */
function requireSense(args: Arguments): void {
  const isOne = args.given.has('row');
  const useless = (isOne ? ABOUT_ALL : ABOUT_ROW).find((name) => args.given.has(name));
  if (useless !== undefined) {
    const message = isOne
      ? `--${useless} is about all customers, --row about one`
      : `--${useless} is about one customer, and no --row says which`;
    throw new UsageError(isOne ? 'E_USAGE_CONFLICT' : 'E_USAGE_MISSING', message, { field: useless });
  }
  const idle = (['change', 'keep'] as const).find((name) => args.given.has(name));
  if (idle === undefined || args.given.has('target')) return;
  throw new UsageError('E_USAGE_MISSING', `--${idle} needs --target, the probability to reach`, {
    field: idle,
    hint: '--target 0.5',
  });
}
