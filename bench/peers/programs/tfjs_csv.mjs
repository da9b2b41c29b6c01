/**
 * Training on a CSV, what the model is worth on rows that were kept apart, and a probability for a new customer.
 */
import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import { customer } from './customer.mjs';

const lines = (await readFile('data/audiobooks.csv', 'utf8')).trim().split('\n').slice(1);
const rows = lines.map((line) => line.split(',').slice(1).map(Number));
tf.util.shuffle(rows);
const [test, train] = [rows.slice(0, rows.length / 10), rows.slice(rows.length / 10)];
const inputsOf = (some) => tf.tensor2d(some.map((row) => row.slice(0, -1)));
const targetsOf = (some) => tf.tensor1d(some.map((row) => row.at(-1)));
const { mean, variance } = tf.moments(inputsOf(train), 0);
const scaled = (inputs) => inputs.sub(mean).div(variance.sqrt());
const hidden = [10, 50, 50].map((width) => tf.layers.dense({ units: 50, activation: 'relu', inputShape: [width] }));
const model = tf.sequential({ layers: [...hidden, tf.layers.dense({ units: 2, activation: 'softmax' })] });
model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
const stop = tf.callbacks.earlyStopping({ patience: 2 });
const options = { batchSize: 200, epochs: 200, validationSplit: 0.1, callbacks: stop, verbose: 0 };
await model.fit(scaled(inputsOf(train)), targetsOf(train), options);
model.evaluate(scaled(inputsOf(test)), targetsOf(test))[1].print();
model.predict(scaled(tf.tensor2d([Object.values(customer)]))).print();
