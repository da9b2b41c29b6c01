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

/** Options that say what is asked about one customer. */
const ABOUT_ROW: readonly OptionName[] = ['target', 'change', 'keep', 'scale', 'exact'];
const ABOUT_ALL: readonly OptionName[] = ['rows', 'together', 'seed'];

export async function run(args: Arguments, console: Console): Promise<void> {
  requireSense(args);
  const model = await loadModel(args.text('model'));
  requirePipeline(model.classifier, 'train it on the CSV file, or on arrays made by prepare', model.file);
  if (args.optionalText('row') !== undefined) {
    const { explainRow } = await import('../explain/explain-row.ts');
    await explainRow(args, model, console);
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
