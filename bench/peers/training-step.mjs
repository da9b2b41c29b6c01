/**
 * Training steps in TensorFlow.js: its core with the fused matMul, which is faster than its layers, and its Adam.
 */
import { readJob, serve } from './rounds.mjs';
import { forward, readLayers, startTfjs } from './tfjs.mjs';

const { name, job, array } = readJob();
const { rows, batchSize, checkedSteps, widths, epsilon } = job;
const tf = await startTfjs(name);
const [inputs, targets] = [array('inputs.f32'), array('targets.f32')];
const batches = Array.from({ length: Math.floor(rows / batchSize) }, (_, batch) => {
  const [start, end] = [batch * batchSize, (batch + 1) * batchSize];
  const x = tf.tensor2d(inputs.subarray(start * widths[0], end * widths[0]), [batchSize, widths[0]]);
  const labels = tf.tensor1d(Int32Array.from(targets.subarray(start, end)), 'int32');
  return { x, y: tf.cast(tf.oneHot(labels, widths.at(-1)), 'float32') };
});

/** A network with the weights of the job. */
function build() {
  const layers = readLayers(array('weights.f32'), widths).map(({ kernel, bias, activation }) => ({
    kernel: tf.variable(kernel),
    bias: tf.variable(bias),
    activation,
  }));
  const optimizer = tf.train.adam(0.001, 0.9, 0.999, epsilon);
  const loss = ({ x, y }) => tf.losses.softmaxCrossEntropy(y, forward(layers, x));
  const number = (scalar) => {
    const [value] = scalar.dataSync();
    scalar.dispose();
    return value;
  };
  return {
    step: (batch) => number(optimizer.minimize(() => loss(batch), true)),
    loss: (batch) => number(tf.tidy(() => loss(batch))),
  };
}

const timed = build();
let steps = 0;
await serve(
  () => timed.step(batches[steps++ % batches.length]),
  () => {
    const fresh = build();
    const losses = batches.slice(0, checkedSteps).map((batch) => fresh.step(batch));
    const after = batches.map((batch) => timed.loss(batch));
    return [...losses, after.reduce((sum, value) => sum + value, 0) / after.length];
  },
);
