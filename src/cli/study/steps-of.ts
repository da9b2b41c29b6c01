/**
 * The steps that a network is to take before it is looked at.
 */
import { UsageError } from '../../errors.ts';
import type { Study } from '../../study/session/study.ts';
import type { Arguments } from '../options/arguments.ts';

/** @throws UsageError E_USAGE_CONFLICT for steps without rows to learn from. */
export function stepsOf(args: Arguments, option: 'steps' | 'burn-in', study: Study): number {
  const steps = args.optionalNumber(option) ?? 0;
  if (steps > 0 && study.train === null) {
    throw new UsageError('E_USAGE_CONFLICT', `--${option} needs the rows that the model was trained on`, {
      file: study.data.file,
      field: option,
      hint: `leave --${option} out`,
    });
  }
  return steps;
}
