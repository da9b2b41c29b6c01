/**
 * The loss that a classifier is trained and judged by.
 */
import type { Loss } from '../nn/losses/loss.ts';
import { BinaryCrossentropy } from '../nn/losses/sigmoid-crossentropy.ts';
import { SparseCategoricalCrossentropy } from '../nn/losses/softmax-crossentropy.ts';
import type { Output } from './output.ts';

export function makeLoss(output: Output): Loss {
  return output === 'softmax' ? new SparseCategoricalCrossentropy() : new BinaryCrossentropy();
}
