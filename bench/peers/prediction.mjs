/** Probabilities of rows that lie ready, in Node: ONNX Runtime or TensorFlow.js. */
import * as ort from 'onnxruntime-web';
import { readJob, serve } from './rounds.mjs';
import { forward, readLayers, startTfjs } from './tfjs.mjs';

const { name, threads, job, array, path } = readJob();
const { rows, widths } = job;
const inputs = array('inputs.f32');
let probabilities;

if (name === 'onnxruntime-web') {
  ort.env.wasm.numThreads = threads;
  const session = await ort.InferenceSession.create(path('model.onnx'), { executionProviders: ['wasm'] });
  const x = new ort.Tensor('float32', inputs, [rows, widths[0]]);
  await serve(
    async () => {
      probabilities = (await session.run({ x })).p.data;
    },
    () => probabilities,
  );
} else {
  const tf = await startTfjs(name);
  const layers = readLayers(array('weights.f32'), widths);
  const x = tf.tensor2d(inputs, [rows, widths[0]]);
  await serve(
    () => {
      const p = tf.tidy(() => tf.softmax(forward(layers, x)));
      probabilities = p.dataSync();
      p.dispose();
    },
    () => probabilities,
  );
}
