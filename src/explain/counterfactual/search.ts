/**
 * Finds the fewest moves that bring a score to its goal, and of as many the cheapest: all single moves are tried; then a
 * beam of the most promising states is given one more move each. One move is found whenever there is one; of two or three
 * a cheaper set may be overlooked.
 *
 * States are rows of encoded inputs, scored many at a time by the classifier itself.
 */
import { Tensor } from '../../tensor/tensor.ts';
import type { EncodedMove } from './encoded-moves.ts';

interface State {
  /** Places of moves in the list, of different columns. */
  readonly moves: readonly number[];
  readonly score: number;
}

interface Search {
  /** The row as it is [d]. */
  readonly row: Float32Array;
  readonly moves: readonly EncodedMove[];
  /** Moves that a state may have, at most. */
  readonly most: number;
  /** What is to reach 0: how far each row is from the goal [n], above 0 where it has not reached it. */
  readonly distances: (rows: Tensor) => Float64Array;
}

/** States that are carried on. */
const BEAM = 48;
/** Of these with the same columns. */
const SAME_COLUMNS = 4;
/** Moves that are tried beside others: those that reach farthest alone. */
const MOST_MOVES = 600;
/** Reached states that are made cheaper: the cheapest with other columns each. */
const POLISHED = 8;
/** Rows that are scored at a time. */
const BATCH = 2048;

/** The best state: one that reaches the goal, its score at most 0, or else the nearest one, of the fewest moves. */
export function search(task: Search): State {
  const { moves, most } = task;
  let beam = scored(task, [[]]);
  let nearest = beam[0]!;
  let tried = moves.map((_, place) => place);
  for (let size = 1; size <= most && nearest.score > 0; size++) {
    const states = scored(task, extended(beam, tried, moves)).toSorted((a, b) => a.score - b.score);
    if (states.length === 0) break;
    if (states[0]!.score < nearest.score) nearest = states[0]!;
    const reached = states.filter(({ score }) => score <= 0);
    if (reached.length > 0) return cheapest(task, reached);
    if (size === 1) tried = states.slice(0, MOST_MOVES).map((state) => state.moves[0]!);
    beam = diverse(states, moves);
  }
  return nearest;
}

function costOf(state: readonly number[], moves: readonly EncodedMove[]): number {
  return state.reduce((sum, place) => sum + moves[place]!.cost, 0);
}

/** Each state with one more move, of a column that it doesn't move yet; each set of moves once. */
function extended(beam: readonly State[], tried: readonly number[], moves: readonly EncodedMove[]): number[][] {
  const found = new Map<string, number[]>();
  for (const state of beam) {
    const taken = new Set(state.moves.map((place) => moves[place]!.feature));
    for (const place of tried) {
      if (taken.has(moves[place]!.feature)) continue;
      const longer = [...state.moves, place].toSorted((a, b) => a - b);
      found.set(longer.join(), longer);
    }
  }
  return [...found.values()];
}

/** The nearest states, few of them with the same columns. @param states the nearest first */
function diverse(states: readonly State[], moves: readonly EncodedMove[]): State[] {
  const counts = new Map<string, number>();
  const kept: State[] = [];
  for (const state of states) {
    const columns = columnsOf(state, moves);
    const count = counts.get(columns) ?? 0;
    counts.set(columns, count + 1);
    if (count < SAME_COLUMNS) kept.push(state);
    if (kept.length === BEAM) break;
  }
  return kept;
}

function columnsOf({ moves: places }: State, moves: readonly EncodedMove[]): string {
  return places.map((place) => moves[place]!.feature).join();
}

/** The state of the fewest moves, and of these the cheapest. */
function cheapest(task: Search, reached: readonly State[]): State {
  const { moves } = task;
  const byCost = reached.toSorted((a, b) => costOf(a.moves, moves) - costOf(b.moves, moves));
  const firsts = new Map(byCost.toReversed().map((state) => [columnsOf(state, moves), state]));
  const chosen = byCost.filter((state) => firsts.get(columnsOf(state, moves)) === state).slice(0, POLISHED);
  const polished = chosen.map((state) => cheaper(task, state));
  return polished.reduce((best, state) => (isBetter(state, best, moves) ? state : best));
}

function isBetter(a: State, b: State, moves: readonly EncodedMove[]): boolean {
  const difference = a.moves.length - b.moves.length || costOf(a.moves, moves) - costOf(b.moves, moves);
  return difference < 0;
}

/** Puts a cheaper move of the same column, or none, in the place of each, as long as the goal is still reached. */
function cheaper(task: Search, start: State): State {
  const { moves } = task;
  let state = start;
  for (let isCheaper = true; isCheaper;) {
    isCheaper = false;
    for (const place of state.moves) {
      const others = state.moves.filter((other) => other !== place);
      const { feature, cost } = moves[place]!;
      const candidates = moves.flatMap((move, other) => (move.feature === feature && move.cost < cost ? [other] : []));
      const sets = candidates.map((other) => others.concat(other));
      if (others.length > 0) sets.unshift(others);
      const reached = scored(task, sets).filter(({ score }) => score <= 0);
      if (reached.length === 0) continue;
      state = reached.reduce((best, one) => (isBetter(one, best, moves) ? one : best));
      isCheaper = true;
      break;
    }
  }
  return { ...state, moves: state.moves.toSorted((a, b) => a - b) };
}

/** Each set of moves with its score. */
function scored({ row, moves, distances }: Search, sets: readonly (readonly number[])[]): State[] {
  const d = row.length;
  const states: State[] = [];
  for (let start = 0; start < sets.length; start += BATCH) {
    const batch = sets.slice(start, start + BATCH);
    const rows = Tensor.zeros(batch.length, d);
    for (const [i, places] of batch.entries()) {
      rows.data.set(row, i * d);
      for (const place of places) {
        const { offset, inputs } = moves[place]!;
        rows.data.set(inputs, i * d + offset);
      }
    }
    for (const [i, score] of distances(rows).entries()) states.push({ moves: batch[i]!, score });
  }
  return states;
}
