/** One matrix product in Node: TensorFlow.js or ml-matrix. */
import { Matrix } from 'ml-matrix';
import { readJob, serve } from './rounds.mjs';
import { startTfjs } from './tfjs.mjs';

const { name, job, array } = readJob();
const { rows, inner, columns } = job;
const [a, b] = [array('a.f32'), array('b.f32')];

if (name === 'ml-matrix') {
  const [left, right] = [Matrix.from1DArray(rows, inner, a), Matrix.from1DArray(inner, columns, b)];
  let product;
  await serve(
    () => {
      product = left.mmul(right);
    },
    () => product.to1DArray(),
  );
} else {
  const tf = await startTfjs(name);
  const [left, right] = [tf.tensor2d(a, [rows, inner]), tf.tensor2d(b, [inner, columns])];
  let product;
  await serve(
    () => {
      product?.dispose();
      product = tf.matMul(left, right);
    },
    () => product.data(),
  );
}
