/**
 * A layer of one's own, Swish: trained in a network that learns "one or the other, not both", saved and opened again.
 */
import * as tf from '@tensorflow/tfjs';

class Swish extends tf.layers.Layer {
  static className = 'Swish';

  call(inputs) {
    return tf.tidy(() => inputs[0].mul(inputs[0].sigmoid()));
  }
}
tf.serialization.registerClass(Swish);
const X = tf.tensor2d([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);
const output = tf.layers.dense({ units: 2, activation: 'softmax' });
const model = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [2] }), new Swish(), output] });
model.compile({ optimizer: tf.train.adam(0.05), loss: 'sparseCategoricalCrossentropy' });
await model.fit(X, tf.tensor1d([0, 1, 1, 0]), { batchSize: 4, epochs: 200, verbose: 0 });
await model.save('localstorage://swish');
const opened = await tf.loadLayersModel('localstorage://swish');
