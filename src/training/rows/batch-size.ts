/**
 * How many rows a step takes where nobody says: 200, and fewer of a small file, so that an epoch has at least 8 steps.
 * With one step an epoch, early stopping keeps a network that has hardly begun to learn.
 *
 * Measured on samples of 150 to 2,400 rows of public files, with and without balancing, two seeds each, 232 trainings,
 * against 200 throughout: on average the log loss of the test rows is 0.010 lower and their AUC 0.012 higher; the log
 * loss is lower in 137 trainings and higher in 57. A patience of 5 with a similar rule, of at least 16 steps, gained less
 * in log loss.
 */

const SIZES = [200, 100, 64, 32, 16];
const SMALLEST = 8;
const FEWEST_STEPS = 8;

/** The largest of 200, 100, 64, 32, 16 that leaves 8 steps an epoch, or else 8. */
export function defaultBatchSize(rowCount: number): number {
  return SIZES.find((size) => rowCount >= FEWEST_STEPS * size) ?? SMALLEST;
}
