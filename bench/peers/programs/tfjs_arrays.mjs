/**
 * Training on arrays, and probabilities of new rows.
 */
import * as tf from '@tensorflow/tfjs';
import { unseen, X, y } from './customers.mjs';

const { mean, variance } = tf.moments(tf.tensor2d(X), 0);
const scaled = (rows) => tf.tensor2d(rows).sub(mean).div(variance.sqrt());
const hidden = tf.layers.dense({ units: 50, activation: 'relu', inputShape: [2] });
const model = tf.sequential({ layers: [hidden, tf.layers.dense({ units: 2, activation: 'softmax' })] });
model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' });
const stop = tf.callbacks.earlyStopping({ patience: 2 });
const options = { batchSize: 20, epochs: 200, validationSplit: 0.1, callbacks: stop, verbose: 0 };
await model.fit(scaled(X), tf.tensor1d(y), options);
model.predict(scaled(unseen)).print();
