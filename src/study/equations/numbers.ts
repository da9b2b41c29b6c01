/**
 * The numbers of a trace put into an equation, in words, and held to its float64 formula on the spot.
 */
import { relativeError, roundedUp } from '../gradcheck/rule.ts';
import type { TraceDocument } from '../trace/trace-document.ts';
import type { EquationId } from './equation.ts';
import { dceDz, denseDb, denseDW, denseDx, l2, reluDz } from './numbers/backward-numbers.ts';
import { glorot, heInit, standardise } from './numbers/before-numbers.ts';
import { denseZ, dropout, relu, sigmoidCe, softmax, sparseCe } from './numbers/forward-numbers.ts';
import { NoNumbers, TraceReader, type Places } from './numbers/reader.ts';
import { adamAlpha, adamM, adamMhat, adamStep, adamV, adamVhat, sgdStep } from './numbers/step-numbers.ts';
import type { Compared, WorkOut } from './numbers/worked.ts';
import { written } from './numbers/written.ts';

export interface EquationNumbers {
  readonly id: EquationId;
  /** What is looked at: `unit 1.2`, `W1[2,3]`; null where the trace has no numbers for this equation. */
  readonly of: string | null;
  /** The formula with the numbers, at most 76 columns a line. */
  readonly lines: readonly string[];
  readonly check: NumberCheck | null;
  /** What is to be known beside; where `of` is null, why there are no numbers. */
  readonly note: string | null;
}

export interface NumberCheck {
  /** The number in the trace: `z1[1,2]`. */
  readonly name: string;
  /** A float32. */
  readonly traced: number;
  /** What the float64 formula makes of the numbers in the trace. */
  readonly formula: number;
  /** |traced − formula| / max(|traced|, |formula|), rounded up to two digits. */
  readonly relativeError: number;
  readonly agrees: boolean;
  /** Why they agree or not, with the figure that decides it and its limit. */
  readonly reason: string;
}

/**
 * The largest relative error that agrees, and the largest difference as a share of the largest term that was added up:
 * float32 is off by some 6e-8 of each term, also where terms cancel and little is left.
 */
const RELATIVE = 1e-5;
const OF_LARGEST_TERM = 2e-6;

const WORK_OUT: Readonly<Record<EquationId, WorkOut>> = {
  standardise,
  glorot,
  'he-init': heInit,
  'dense.z': denseZ,
  relu,
  dropout,
  softmax,
  'sparse-ce': sparseCe,
  'sigmoid-ce': sigmoidCe,
  'dce.dz': dceDz,
  'dense.dW': denseDW,
  'dense.db': denseDb,
  'dense.dx': denseDx,
  'relu.dz': reluDz,
  l2,
  'adam.m': adamM,
  'adam.v': adamV,
  'adam.mhat': adamMhat,
  'adam.vhat': adamVhat,
  'adam.alpha': adamAlpha,
  'adam.step': adamStep,
  'sgd.step': sgdStep,
  'early-stop': () => {
    throw new NoNumbers('a trace is of one step; when to stop is decided by the losses of epochs');
  },
};

/** Never throws: a trace without the numbers says so. @param places what to look at; by default something telling */
export function equationNumbers(trace: TraceDocument, id: EquationId, places: Places = {}): EquationNumbers {
  try {
    const { of, lines, compared, note = null } = WORK_OUT[id](new TraceReader(trace, places));
    return { id, of, lines, check: compared && checked(compared), note };
  } catch (error) {
    if (error instanceof NoNumbers) return { id, of: null, lines: [], check: null, note: error.message };
    throw error;
  }
}

/** What is said is what is judged. */
function checked({ name, traced, formula, terms = [] }: Compared): NumberCheck {
  const error = roundedUp(relativeError(traced, formula, 0));
  const check = { name, traced, formula, relativeError: error };
  if (error <= RELATIVE)
    return { ...check, agrees: true, reason: `relative error ${written(error)}, at most ${written(RELATIVE)}` };
  const largest = terms.reduce((most, term) => Math.max(most, Math.abs(term)), 0);
  const share = roundedUp(Math.abs(traced - formula) / largest);
  if (share <= OF_LARGEST_TERM) {
    const reason = `terms cancel: the difference is ${written(share)} of the largest, at most ${written(OF_LARGEST_TERM)}`;
    return { ...check, agrees: true, reason };
  }
  return { ...check, agrees: false, reason: `relative error ${written(error)}, above ${written(RELATIVE)}` };
}
