/**
 * A saved model in a browser, scoring what stands in a form.
 */
import { decodeModel } from 'glassnet';
import { customer } from './customer.ts';

const response = await fetch('model.safetensors');
const { classifier } = decodeModel(new Uint8Array(await response.arrayBuffer()));
console.log(classifier.predict([customer]));
