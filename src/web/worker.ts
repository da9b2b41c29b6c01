/**
 * The worker: answers the page's questions, one after the other, with the modules that compute in Node.
 */
import { GlassnetError } from '../errors.ts';
import { currentKernels } from '../tensor/kernels/current.ts';
import type { Methods, Refusal, Request, Response } from './protocol.ts';

const methods: Methods = {
  kernels: () => currentKernels().name,
};

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  postMessage(answer(data));
});

function answer({ id, method, params }: Request): Response {
  try {
    return { id, result: methods[method](...params) };
  } catch (error) {
    return { id, refusal: refusalOf(error) };
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof GlassnetError) {
    const { code, message, hint } = error;
    return { code, message, hint: hint ?? null };
  }
  return { code: null, message: String(error), hint: null };
}
