/**
 * Calls of the worker that lies in an open study page: a second one is started from the page's own text, beside the page's.
 */
import type { Page } from 'puppeteer-core';

/** A method of the worker and what it is given, as JSON; bytes are in base64 under `base64`. */
export type WorkerCall = readonly [method: string, ...params: readonly unknown[]];

/** Runs in the page. */
const ASK = `async (calls) => {
  const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const given = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    if (typeof value.base64 === 'string') return bytesOf(value.base64);
    if (Array.isArray(value)) return value.map(given);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, given(each)]));
  };
  const code = JSON.parse(document.getElementById('study-worker').textContent);
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  const results = [];
  for (const [id, [method, ...params]] of calls.entries()) {
    const answer = await new Promise((resolve, reject) => {
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.onmessage = ({ data }) => data.id === id && resolve(data);
      worker.postMessage({ id, method, params: given(params) });
    });
    const { result, refusal } = answer;
    results.push(JSON.stringify(refusal ? { refusal } : { result }, (_, value) => ArrayBuffer.isView(value) ? value.length : value));
  }
  worker.terminate();
  return results;
}`;

export type WorkerAnswer =
  | { readonly result: unknown }
  | { readonly refusal: { readonly code: string | null; readonly [field: string]: unknown } };

/** The answers, in order; arrays of numbers by their length alone. */
export async function askWorker(page: Page, calls: readonly WorkerCall[]): Promise<WorkerAnswer[]> {
  return ((await page.evaluate(`(${ASK})(${JSON.stringify(calls)})`)) as string[]).map(
    (text) => JSON.parse(text) as WorkerAnswer,
  );
}
