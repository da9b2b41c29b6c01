/**
 * TensorFlow.js with one of its back ends. Its WebAssembly back end has one thread in Node, whatever it is asked for.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
// In Node nothing else of it registers the gradients.
import '@tensorflow/tfjs-layers';

/** @param {string} name such as `tfjs wasm` */
export async function startTfjs(name) {
  const backend = name.replace('tfjs ', '');
  // Otherwise it advertises its native sister on stderr.
  tf.env().set('PROD', true);
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no back end ${backend}`);
  return tf;
}

/** The layers of a network of such widths, from weights that lie one after the other: kernel, bias, kernel, … */
export function readLayers(weights, widths) {
  let start = 0;
  return widths.slice(1).map((units, index) => {
    const [kernelEnd, end] = [start + widths[index] * units, start + (widths[index] + 1) * units];
    const kernel = tf.tensor2d(weights.subarray(start, kernelEnd), [widths[index], units]);
    const bias = tf.tensor1d(weights.subarray(kernelEnd, end));
    start = end;
    return { kernel, bias, activation: index === widths.length - 2 ? 'linear' : 'relu' };
  });
}

export function forward(layers, x) {
  return layers.reduce((h, { kernel, bias, activation }) => tf.fused.matMul({ a: h, b: kernel, bias, activation }), x);
}
