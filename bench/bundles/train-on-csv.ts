/**
 * A page that trains on a CSV file, tests the model and saves it.
 */
export { train } from '../../src/index.ts';
