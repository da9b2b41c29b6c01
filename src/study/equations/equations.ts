/**
 * The registry of the equations of training, in the order in which a row meets them, and the regions of code that compute
 * each.
 */
import { BACKWARD } from './backward.ts';
import { BEFORE_TRAINING } from './before-training.ts';
import { CODE_REGIONS } from './code-regions.ts';
import type { Equation, EquationId } from './equation.ts';
import { FORWARD } from './forward.ts';
import type { CodeRegion } from './read-regions.ts';
import { STEPS_OF_LEARNING } from './steps.ts';

export const EQUATIONS: readonly Equation[] = [...BEFORE_TRAINING, ...FORWARD, ...BACKWARD, ...STEPS_OF_LEARNING];

/** @param id with `eq:` or without @returns undefined if there is none */
export function equationOf(id: string): Equation | undefined {
  return EQUATIONS.find((equation) => equation.id === id.replace(/^eq:/, ''));
}

/** The pieces of an equation's region, those of its own file first; lines that follow each other are one piece. */
export function regionOf(id: EquationId): readonly CodeRegion[] {
  const { file } = EQUATIONS.find((equation) => equation.id === id)!;
  const pieces: CodeRegion[] = [];
  for (const piece of CODE_REGIONS.filter((region) => region.id === id)) {
    const last = pieces.at(-1);
    const next = last === undefined ? 0 : last.firstLine + last.text.split('\n').length;
    if (last?.file === piece.file && piece.firstLine === next) {
      pieces[pieces.length - 1] = { ...last, text: `${last.text}\n${piece.text}` };
    } else {
      pieces.push(piece);
    }
  }
  return [...pieces.filter((piece) => piece.file === file), ...pieces.filter((piece) => piece.file !== file)];
}
