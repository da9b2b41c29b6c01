/**
 * A saved model in a browser, scoring what stands in a form. What its inputs were scaled by stands in a file beside it.
 */
import * as tf from '@tensorflow/tfjs';
import { customer } from './customer.mjs';

const model = await tf.loadLayersModel('model.json');
const response = await fetch('scaling.json');
const { mean, deviation, classes } = await response.json();
const inputs = tf.tensor2d([Object.values(customer)]).sub(mean).div(deviation);
const [label] = await model.predict(inputs).argMax(1).data();
console.log(classes[label]);
