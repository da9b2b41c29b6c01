/**
 * The error of ours that something throws; any other error, or none, fails the test.
 */
import { GlassnetError } from '../../src/errors.ts';

export function errorOf(action: () => unknown): GlassnetError {
  try {
    action();
  } catch (error) {
    return ours(error);
  }
  throw new Error('nothing was thrown');
}

export async function rejectionOf(promise: Promise<unknown>): Promise<GlassnetError> {
  try {
    await promise;
  } catch (error) {
    return ours(error);
  }
  throw new Error('nothing was thrown');
}

function ours(error: unknown): GlassnetError {
  if (error instanceof GlassnetError) return error;
  throw error;
}
