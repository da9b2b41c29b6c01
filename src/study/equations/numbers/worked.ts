/**
 * An equation worked out with the numbers of a trace: the lines to read, and a number of the trace beside the one that the
 * float64 formula makes of other numbers there.
 */
import type { TraceReader } from './reader.ts';

export interface Worked {
  /** What is looked at: `unit 1.2`, `W1[2,3]`. */
  readonly of: string;
  /** At most 76 columns each. */
  readonly lines: readonly string[];
  /** Null where the trace has nothing to compare with; `note` says why. */
  readonly compared: Compared | null;
  readonly note?: string;
}

export interface Compared {
  /** The number in the trace: `z1[1,2]`. */
  readonly name: string;
  readonly traced: number;
  readonly formula: number;
  /** What was added up: where terms cancel, float32 is off by a share of the terms and not of their sum. */
  readonly terms?: readonly number[];
}

/** @throws NoNumbers where the trace lacks what it takes */
export type WorkOut = (reader: TraceReader) => Worked;
