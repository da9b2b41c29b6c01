/**
 * The training rows that a model keeps to compare a customer with, which one of an older version lacks.
 */
import { FormatError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';

/**
 * @param hint the way out
 * @param file what errors call the model
 * @returns encoded inputs [b, d]
 * @throws FormatError E_MODEL_BACKGROUND
 */
export function requireBackground(
  { background }: { readonly background: Tensor | null },
  hint = 'train it anew',
  file?: string,
): Tensor {
  if (background !== null) return background;
  const message = 'the model keeps no training rows to compare a customer with';
  throw new FormatError('E_MODEL_BACKGROUND', message, { file, hint });
}
