/**
 * The questions in the order in which they are asked. A trace of Adam's first step gives a case for each but
 * `bias-correction`, and any later one for each but `step-size`.
 */
import { ADDED_CONSTANT } from './added-constant.ts';
import { BIAS_CORRECTION } from './bias-correction.ts';
import { LOGIT_ERROR } from './logit-error.ts';
import { LOSS_AFTER } from './loss-after.ts';
import { MOVES_MORE } from './moves-more.ts';
import { PASSES_ON } from './passes-on.ts';
import type { Question } from './question.ts';
import { SILENT_INPUT } from './silent-input.ts';
import { STEP_SIZE } from './step-size.ts';
import { UNIT_OUTPUT } from './unit-output.ts';

export const QUESTIONS: readonly Question[] = [
  UNIT_OUTPUT,
  ADDED_CONSTANT,
  LOGIT_ERROR,
  SILENT_INPUT,
  PASSES_ON,
  STEP_SIZE,
  BIAS_CORRECTION,
  MOVES_MORE,
  LOSS_AFTER,
];
