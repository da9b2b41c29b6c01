/**
 * What a run is about, in words: the target, the class that counts, and the rows that the model was tested on.
 */
import type { RunDocuments } from '../run-documents.ts';
import { counted } from './numbers.ts';
import { name, prose, type Prose } from './prose.ts';

export interface Subject {
  /** `bought_again = 1`, or `class 1` of arrays; null for more than two classes. */
  readonly positive: Prose | null;
  /** `bought_again`, or `the class` */
  readonly target: Prose;
  /** `1,408 customers` */
  readonly tested: string;
}

export function subjectOf({ run, metrics }: RunDocuments): Subject {
  const target = run.preparation?.columns.target;
  const { positive, test } = metrics;
  return {
    target: target === undefined ? ['the class'] : [name(target)],
    positive: positive === null ? null : valueOf(target, positive),
    tested: counted(test.rows, 'customer'),
  };
}

/** `bought_again = 1` */
export function valueOf(target: string | undefined, label: string): Prose {
  return target === undefined ? prose`class ${name(label)}` : prose`${name(target)} = ${name(label)}`;
}
