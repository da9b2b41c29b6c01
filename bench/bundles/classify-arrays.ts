/**
 * A page with a classifier of arrays, whose models can be saved.
 */
export { MLPClassifier } from '../../src/index.ts';
