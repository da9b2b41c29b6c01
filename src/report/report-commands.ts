/**
 * The commands that page and card suggest, in the words of the program that writes them.
 */
export interface ReportCommands {
  /** Scores new customers, typed in the run's folder. */
  readonly score: string;
  /** Says why one customer is likely. */
  readonly explain: string;
  /** Measures the model again on rows of known class. */
  readonly evaluate: string;
  /** Writes the report again with what a conversion is worth and a contact costs. */
  readonly withTerms: string;
}
