/**
 * What an entry of the registry is: an equation with its symbols, its derivation and its source. The region of code that
 * computes it is marked in the sources (`read-regions.ts`); its float64 twin has the same id in `reference/formulas.ts`.
 */
import type { FORMULAS } from '../reference/formulas.ts';

export type EquationId = keyof typeof FORMULAS;

interface EquationSymbol {
  readonly symbol: string;
  readonly meaning: string;
  /**
   * The tensor that a tap shows, null for none. `#` stands for the number of a dense layer, `in#` for what goes into it
   * (`x`, or what the layer before gives), `*` for the name of a parameter, such as `W1`.
   */
  readonly tap: string | null;
}

export interface Equation {
  /** Without `eq:`, which says in a text that an id follows. */
  readonly id: EquationId;
  readonly title: string;
  /** One line, at most 76 characters. */
  readonly formula: string;
  readonly symbols: readonly EquationSymbol[];
  /** Paper or book, to the equation. */
  readonly source: string;
  /** At most 15 lines of at most 76 characters. */
  readonly derivation: readonly string[];
  /** From `src`: where to read first. Other files may hold pieces of the region. */
  readonly file: string;
  /** Of the course. */
  readonly chapter: number;
}
