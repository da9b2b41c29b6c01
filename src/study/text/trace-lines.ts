/**
 * What a text about a trace is made of: sections, in the order of the computation, of lines that name the equation that
 * they are an instance of. The command prints them, the page shows them.
 */

/** Columns of a terminal. */
export const LINE_WIDTH = 80;

export type SectionKind = 'row' | 'inputs' | 'forward' | 'loss' | 'backward' | 'update' | 'after' | 'opened';

/** Where a text ends. */
export type TraceEnd = 'loss' | 'backward' | 'adam';

export interface TraceLine {
  /** `label` stands over numbers; a `note` says what the numbers mean. */
  readonly kind: 'label' | 'numbers' | 'note';
  readonly text: string;
  /** Ids of equations, without `eq:`. */
  readonly equations: readonly string[];
}

export interface TraceSection {
  readonly kind: SectionKind;
  readonly title: string;
  readonly lines: readonly TraceLine[];
}

export const label = (text: string): TraceLine => ({ kind: 'label', text, equations: [] });
export const note = (text: string): TraceLine => ({ kind: 'note', text, equations: [] });
export const numbers = (text: string, ...equations: readonly string[]): TraceLine => ({
  kind: 'numbers',
  text,
  equations,
});

/** `eq:dense.z eq:relu` */
export const tagOf = ({ equations }: TraceLine): string => equations.map((id) => `eq:${id}`).join(' ');
