/**
 * A row that can't be scored, as a place in the file that it came from.
 */
import { FarRowError } from '../../model/score-error.ts';
import { nameOf } from '../../node/csv/open-csv.ts';

/** What `judge` throws about the row of a data set says where that row stands. */
export async function placingFarRows<Result>(
  path: string,
  lineOf: ((row: number) => number | undefined) | undefined,
  judge: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await judge();
  } catch (error) {
    throw error instanceof FarRowError ? error.at(nameOf(path), lineOf?.(error.row)) : error;
  }
}
