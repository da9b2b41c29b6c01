/**
 * The customers to contact out of a scored file: the likeliest first, a share of them, a number, or as many as pay for
 * themselves within a budget. Choosing needs the probabilities of all rows, four bytes each; their lines lie elsewhere.
 */
import type { RankedCounts } from '../evaluation/ranking.ts';
import { planTargeting, type TargetingTerms } from '../evaluation/targeting.ts';
import type { ScoredRows } from './score-lines.ts';

/** A number of rows, a share of them in per cent, or terms that tell which contacts pay. */
export type Selection = { readonly top: number; readonly isShare: boolean } | { readonly terms: TargetingTerms };

/**
 * The numbers of the selected rows, likeliest first; ties in file order. A share is rounded up to a row.
 *
 * @param probabilities of the class that counts [n], at least one
 */
export function chooseRows(probabilities: Float32Array, selection: Selection): Int32Array {
  const n = probabilities.length;
  const rising = probabilities.toSorted();
  const contacts =
    'terms' in selection
      ? planTargeting(groupsOf(rising), selection.terms).contacts
      : Math.min(n, selection.isShare ? Math.ceil((selection.top * n) / 100) : selection.top);
  if (contacts === 0) return new Int32Array(0);
  const lowest = rising[n - contacts]!;
  // Of the rows with the lowest probability, perhaps only the first are chosen.
  let lowestLeft = contacts - (n - 1 - rising.lastIndexOf(lowest));
  const rows = new Int32Array(contacts);
  let count = 0;
  for (let row = 0; row < n; row++) {
    const probability = probabilities[row]!;
    if (probability > lowest || (probability === lowest && lowestLeft-- > 0)) rows[count++] = row;
  }
  return rows.toSorted((i, j) => probabilities[j]! - probabilities[i]! || i - j);
}

/** Where lines are kept until it is known which of them are chosen. */
export interface LineStore {
  append(lines: Uint8Array): void;
  /** Fills `into` with what was appended, from byte `start` on. */
  read(start: number, into: Uint8Array): void;
}

/** What is read of the store at a time. */
const MOST_BYTES = 2 ** 20;

/** The scored rows of a file, of which some are chosen at the end. Each takes 12 bytes of memory beside the store. */
export class Shortlist {
  readonly #store: LineStore;
  readonly #probabilities: Float32Array[] = [];
  /** Where each line ends in the store. */
  readonly #ends: Float64Array[] = [];
  #byteLength = 0;

  constructor(store: LineStore) {
    this.#store = store;
  }

  add({ bytes, ends, probabilities }: ScoredRows): void {
    const before = this.#byteLength;
    this.#store.append(bytes);
    this.#probabilities.push(probabilities);
    this.#ends.push(Float64Array.from(ends, (end) => before + end));
    this.#byteLength += bytes.length;
  }

  /** The numbers of the selected rows: see `chooseRows`. */
  choose(selection: Selection): Int32Array {
    return chooseRows(
      joined(this.#probabilities, (length) => new Float32Array(length)),
      selection,
    );
  }

  /** The lines of these rows, in this order and many at a time. */
  *lines(rows: Int32Array): Generator<Uint8Array, void, undefined> {
    const ends = joined(this.#ends, (length) => new Float64Array(length));
    let bytes = new Uint8Array(MOST_BYTES);
    let used = 0;
    for (const row of rows) {
      const start = row === 0 ? 0 : ends[row - 1]!;
      const length = ends[row]! - start;
      if (used + length > bytes.length) {
        yield bytes.subarray(0, used);
        bytes = new Uint8Array(Math.max(MOST_BYTES, length));
        used = 0;
      }
      this.#store.read(start, bytes.subarray(used, used + length));
      used += length;
    }
    yield bytes.subarray(0, used);
  }
}

function joined<A extends Float32Array | Float64Array>(parts: readonly A[], allocate: (length: number) => A): A {
  const all = allocate(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Rows in groups of equal probability, from the probabilities in rising order. */
function groupsOf(rising: Float32Array): RankedCounts {
  const n = rising.length;
  let count = 0;
  for (let i = 0; i < n; i++) if (i === 0 || rising[i] !== rising[i - 1]) count++;
  const scores = new Float64Array(count);
  const rows = new Int32Array(count);
  let group = -1;
  for (let i = n - 1; i >= 0; i--) {
    if (i === n - 1 || rising[i] !== rising[i + 1]) scores[++group] = rising[i]!;
    rows[group]!++;
  }
  return { scores, rows, positives: new Int32Array(count), rowCount: n, positiveCount: 0 };
}
