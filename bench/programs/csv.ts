/**
 * Training on a CSV, what the model is worth on rows that were kept apart, and a probability for a new customer.
 */
import { readFile } from 'node:fs/promises';
import { train } from 'glassnet';
import { customer } from './customer.ts';

const { classifier, test } = await train(await readFile('data/audiobooks.csv'), { target: 'bought_again', seed: 1 });
console.log(test.accuracy, classifier.predictProba([customer]));
