/**
 * `glassnet compare RUN RUN…`: which of several runs is better on the same rows, or folds, and how sure that is.
 */
import { comparePredictions } from '../../evaluation/comparison/compare-predictions.ts';
import { COMPARISON_OPTIONS } from '../../evaluation/comparison/comparison-options.ts';
import { UsageError } from '../../errors.ts';
import { isCvFolder } from '../../node/stores/cv-folder.ts';
import { comparisonDocument } from '../../report/comparison-document.ts';
import { describeComparison } from '../../report/text/describe-comparison.ts';
import type { ComparedRuns } from '../comparison/compared-runs.ts';
import { readFoldPredictions } from '../comparison/fold-predictions.ts';
import { readRunPredictions } from '../comparison/run-predictions.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';
import { ARRAY_OPTIONS, CSV_OPTIONS } from '../options/option-groups.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const runs = args.positionals;
  if (runs.length < 2) {
    throw new UsageError('E_USAGE_MISSING', 'compare: two runs are needed, or more', {
      file: runs[0],
      hint: 'glassnet compare --help',
    });
  }
  const compared = (await areCvFolders(runs)) ? await readFolds(runs, args) : await readRunPredictions(runs, args);
  const { candidates, targets, folds } = compared;
  const comparison = comparePredictions(candidates, targets, {
    ...args.valuesOf(COMPARISON_OPTIONS),
    seed: args.text('seed'),
    ...(folds && { folds }),
  });
  const caution = compared.caution === undefined ? '' : `; ${compared.caution}`;
  console.note(`compared on ${compared.rows} of ${compared.data}${caution}`);
  console.document(comparisonDocument(comparison, compared));
  console.result(describeComparison(comparison).join('\n\n'));
}

async function areCvFolders(runs: readonly string[]): Promise<boolean> {
  const areFolds = await Promise.all(runs.map(isCvFolder));
  const other = runs[areFolds.indexOf(!areFolds[0]!)];
  if (other === undefined) return areFolds[0]!;
  const kinds = [areFolds[0]!, !areFolds[0]!].map((isCv) => (isCv ? 'a cross-validation' : 'one training'));
  throw new UsageError('E_USAGE_RUNS', `is ${kinds[1]}, ${runs[0]} ${kinds[0]}`, {
    file: other,
    hint: 'compare runs of train with runs of train, and of cv with those of cv',
  });
}

/** Cross-validations hold their predictions: there is nothing to read anew. */
async function readFolds(runs: readonly string[], args: Arguments): Promise<ComparedRuns> {
  const useless = (['data', 'rows', ...ARRAY_OPTIONS, ...CSV_OPTIONS, 'strict'] as const).find((name) =>
    args.given.has(name),
  );
  if (useless === undefined) return readFoldPredictions(runs);
  throw new UsageError('E_USAGE_CONFLICT', `--${useless} has no effect on cross-validations`, { file: runs[0] });
}
